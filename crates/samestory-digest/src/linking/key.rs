//! What names and numbers of several languages have in common.

use samestory::unstable::text::{fold_case, fold_diacritics, name_key};

/// Letters of a key that are looked at: languages end names in their own ways.
const LONGEST: usize = 6;

/// Letters that a name has at least.
const SHORTEST: usize = 3;

/// Of a longer key, vowels at its end are left out.
const KEPT_WHOLE: usize = 4;

/// Pairs of Greek letters that are one sound, without their marks.
const GREEK_PAIRS: &[(&str, &str)] = &[
    ("ντ", "d"),
    ("μπ", "b"),
    ("γκ", "g"),
    ("ου", "u"),
    ("ει", "i"),
    ("οι", "i"),
    ("αι", "e"),
    ("τζ", "dj"),
    ("ευ", "ev"),
    ("αυ", "av"),
];

/// What a sound is written as, in order.
const SPELLINGS: &[(&str, &str)] = &[
    ("sch", "sh"),
    ("tch", "ch"),
    ("dzh", "j"),
    ("th", "t"),
    ("ck", "k"),
    ("ku", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ie", "i"),
    ("gn", "n"),
    ("nh", "n"),
    ("ce", "se"),
    ("ci", "si"),
    ("ch", "q"),
    ("c", "k"),
    ("q", "c"),
    ("z", "s"),
];

/// The Latin letters of a Cyrillic or Greek one; none for others.
fn romanized(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'є' | 'ё' | 'э' | 'ε' => "e",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'ї' | 'й' | 'ы' | 'η' | 'ι' | 'υ' => "i",
        'к' | 'κ' => "k",
        'л' | 'љ' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'њ' | 'ν' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' | 'ў' => "u",
        'ф' | 'φ' => "f",
        'х' | 'χ' => "h",
        'ц' => "ts",
        'ч' | 'ћ' => "ch",
        'ш' | 'щ' => "sh",
        'ь' | 'ъ' => "",
        'ю' => "iu",
        'я' => "ia",
        'ђ' | 'џ' => "dj",
        'ј' => "i",
        'θ' => "th",
        'ξ' => "ks",
        'ψ' => "ps",
        _ => return None,
    })
}

/// The key under which the spellings of a name meet that several languages have; none if it is too short to tell.
pub(super) fn name(word: &str) -> Option<String> {
    let mut letters = fold_diacritics(&fold_case(word));
    if !letters.is_ascii() {
        for (pair, sound) in GREEK_PAIRS {
            letters = letters.replace(pair, sound);
        }
        let latin = letters.chars().map(|c| romanized(c).map_or_else(|| c.to_string(), str::to_owned));
        letters = latin.collect();
    }
    let mut key = name_key(&letters);
    for (spelling, sound) in SPELLINGS {
        key = key.replace(spelling, sound);
    }
    // an h is heard only at the beginning
    let mut heard = String::with_capacity(key.len());
    for (at, c) in key.char_indices() {
        if (c != 'h' || at == 0) && !heard.ends_with(c) {
            heard.push(c);
        }
    }
    if heard.chars().count() > KEPT_WHOLE {
        heard.truncate(heard.trim_end_matches(['a', 'e', 'i', 'u']).len());
    }
    let key: String = heard.chars().take(LONGEST).collect();
    (key.chars().count() >= SHORTEST).then_some(key)
}

/// The key of a number: its value, whatever parts its thousands and its decimals. A word with letters, as "G20", is taken as it is. None for a
/// single digit and for the year of a date, which say little of an event.
pub(super) fn number(word: &str) -> Option<String> {
    let word = fold_case(word);
    if word.chars().any(|c| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\''))) {
        return (word.chars().count() > 1).then_some(word);
    }
    let groups: Vec<&str> = word.split(['.', ',', '\'']).collect();
    let (first, rest) = groups.split_first()?;
    let value = match rest {
        [] => (*first).to_owned(),
        _ if rest.iter().all(|group| group.len() == 3) && (1..=3).contains(&first.len()) => groups.concat(),
        [decimals] => format!("{first}.{}", decimals.trim_end_matches('0')),
        _ => word.clone(),
    };
    let value = value.trim_start_matches('0').trim_end_matches('.');
    let is_year = value.len() == 4 && word.len() == 4 && (value.starts_with("19") || value.starts_with("20"));
    (value.len() > 1 && !is_year).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_meet_across_languages() {
        for family in [
            &["Gaddafi", "Kadhafi", "Qaddafi", "Каддафі"][..],
            &["Zelensky", "Zelenskiy", "Selenskyj", "Зеленський", "Зеленського", "Ζελένσκι"],
            &["Lukashenko", "Lukaschenko", "Лукашенко", "Λουκασένκο"],
            &["Bouteflika", "Buteflika", "Бутефлика"],
            &["Catalonia", "Cataluña", "Catalogna"],
            &["Brazil", "Brasil", "Brasile", "Бразилия"],
            &["Johnson", "Джонсон", "Τζόνσον"],
            &["Mohammed", "Muhammad", "Мохаммед"],
        ] {
            let keys: Vec<_> = family.iter().map(|word| name(word)).collect();
            assert!(keys[0].is_some() && keys.iter().all(|key| *key == keys[0]), "{family:?}: {keys:?}");
        }
    }

    #[test]
    fn names_of_two_letters_and_words_without_letters_have_no_key() {
        for word in ["", "Li", "ʼ", "H", "Ha", "ьъ"] {
            assert_eq!(name(word), None, "{word}");
        }
        assert_ne!(name("Sudan"), name("Sultan"));
    }

    #[test]
    fn numbers_meet_by_value() {
        for family in [&["3,000", "3.000", "3'000", "3000"][..], &["2.5", "2,50"], &["007", "07"]] {
            let keys: Vec<_> = family.iter().map(|word| number(word)).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{family:?}: {keys:?}");
        }
        assert_eq!(number("G20"), Some("g20".to_owned()));
        assert_eq!(
            (number("7"), number("2.0"), number("0"), number("'"), number("")),
            (None, None, None, None, None)
        );
        assert_ne!(number("3,000"), number("3,00"));
        assert_eq!((number("2019"), number("2,019")), (None, Some("2019".to_owned())));
    }
}
