//! Which language a text is in, from its stop words, its letters and their sequences.

use whatlang::Lang;

use super::stop_words::languages_of_stop_word;
use super::{Language, LanguageCode, beginning, fold_case, scan};

/// How many words are looked at.
const LOOKED_AT: usize = 60;
/// In how many bytes of text.
const LONGEST: usize = 1_000;
/// How many stop words a decision takes.
const MIN_HITS: usize = 3;
/// How many decide alone, if any other language has at most a third as many.
const CLEAR_HITS: usize = 9;
const CLEAR_MARGIN: usize = 3;
/// Below this many letters nothing is sure.
const MIN_LETTERS: usize = 30;
/// From this many letters on their sequences are enough.
const LONG: usize = 150;
/// Chinese characters from which on a text without Japanese syllables is Chinese.
const CHINESE: usize = 20;
/// How much of a text letters are looked at in, in bytes.
const LETTERS_IN: usize = 600;

/// The language most of whose stop words the text holds, when at least three are there and no other language has as many.
///
/// Knows the languages that have [stop words](super::stop_words()); a declared language should always win over this guess.
/// Looking at the title alone is unreliable: give title and body.
///
/// ```
/// use samestory::text::Language;
/// use samestory::unstable::text::detect;
/// assert_eq!(detect("Le président a rencontré la délégation dans la capitale"), Some(Language::French));
/// assert_eq!(detect("Obama Wins"), None);
/// ```
///
/// # Complexity
///
/// One look-up per word of the first 60 words, and of no more than 1,000 bytes.
pub fn detect(text: &str) -> Option<Language> {
    let hits = stop_words_of_each(text);
    let (best, &most) = hits.iter().enumerate().max_by_key(|&(_, &count)| count)?;
    let unrivalled = hits.iter().filter(|&&count| count == most).count() == 1;
    (most >= MIN_HITS && unrivalled).then(|| Language::ALL[best])
}

/// The languages whose stop words a text holds most of; none if it holds no stop word. They may be wrong: use them where that costs little.
pub fn likely_languages(text: &str) -> Vec<Language> {
    let hits = stop_words_of_each(text);
    let most = hits.iter().copied().max().unwrap_or(0);
    let best = Language::ALL.iter().zip(hits).filter(|&(_, count)| count == most && most > 0);
    best.map(|(language, _)| *language).collect()
}

/// How many stop words of each language the text holds, by place in [`Language::ALL`].
fn stop_words_of_each(text: &str) -> [usize; Language::ALL.len()] {
    let mut hits = [0_usize; Language::ALL.len()];
    let (mut looked_at, mut lower) = (0, String::new());
    scan(beginning(text, LONGEST), |_, word| {
        looked_at += 1;
        if looked_at > LOOKED_AT {
            return;
        }
        let mut languages = if word.is_ascii() {
            lower.clear();
            lower.push_str(word);
            lower.make_ascii_lowercase();
            languages_of_stop_word(&lower)
        } else {
            languages_of_stop_word(&fold_case(word))
        };
        while languages != 0 {
            hits[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    });
    hits
}

/// The language of a text if there can hardly be a doubt: none of most headlines.
///
/// Many stop words of one language decide, else the sequences of letters (`whatlang`, 69 languages). Of a short text both have to
/// agree, or letters that only this language has among its neighbours.
pub(crate) fn detect_surely(text: &str) -> Option<LanguageCode> {
    let hits = stop_words_of_each(text);
    let code = |language: Language| LanguageCode::from_tag(language.code());
    let (best, &most) = hits.iter().enumerate().max_by_key(|&(_, &count)| count)?;
    let rival =
        hits.iter().enumerate().filter(|&(at, _)| at != best).map(|(_, &count)| count).max().unwrap_or(0);
    if most >= CLEAR_HITS && most >= CLEAR_MARGIN * rival {
        return Some(code(Language::ALL[best]));
    }
    let text = beginning(text, LETTERS_IN);
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let found = whatlang::detect(text).filter(|found| found.is_reliable())?;
    let language = LanguageCode::from_tag(found.lang().code());
    let own = Letters::of(text);
    match found.lang() {
        Lang::Cmn => (own.chinese >= CHINESE).then_some(language),
        Lang::Jpn | Lang::Kor | Lang::Ell | Lang::Tha | Lang::Heb | Lang::Tam | Lang::Tel | Lang::Mal => {
            (own.latin < letters / 4).then_some(language)
        }
        _ if letters < MIN_LETTERS => None,
        Lang::Rus => (own.russian > 0 && own.ukrainian == 0 && own.other_cyrillic == 0).then_some(language),
        Lang::Ukr => (own.ukrainian > 0 && own.russian == 0).then_some(language),
        _ if letters >= LONG => Some(language),
        _ => (most >= 2 && most > rival && code(Language::ALL[best]) == language).then_some(language),
    }
}

/// Counts of letters that tell languages of one script apart.
#[derive(Debug, Default)]
struct Letters {
    latin: usize,
    chinese: usize,
    /// Those of Russian that Ukrainian lacks.
    russian: usize,
    /// The other way round.
    ukrainian: usize,
    /// Those that neither has.
    other_cyrillic: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for letter in text.chars() {
            match letter {
                'A'..='Z' | 'a'..='z' => letters.latin += 1,
                '\u{3400}'..='\u{9FFF}' => letters.chinese += 1,
                'ы' | 'э' | 'ё' | 'ъ' | 'Ы' | 'Э' | 'Ё' => letters.russian += 1,
                'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' => letters.ukrainian += 1,
                '\u{0402}' | '\u{0403}' | '\u{0405}' | '\u{0408}'..='\u{040F}' => letters.other_cyrillic += 1,
                '\u{0452}' | '\u{0453}' | '\u{0455}' | '\u{0458}'..='\u{048F}' => letters.other_cyrillic += 1,
                '\u{0492}'..='\u{052F}' => letters.other_cyrillic += 1,
                _ => {}
            }
        }
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_the_languages_with_lists() {
        for (text, language) in [
            ("The president met the delegation in the capital on Monday and said that", Language::English),
            ("Der Präsident hat die Delegation am Montag in der Hauptstadt empfangen und", Language::German),
            ("El presidente se reunió con la delegación en la capital y dijo que no", Language::Spanish),
            (
                "Il presidente ha incontrato la delegazione nella capitale e non ha detto che",
                Language::Italian,
            ),
            ("O presidente encontrou a delegação na capital e não disse que foi uma", Language::Portuguese),
            ("De president heeft de delegatie in de hoofdstad ontmoet en het is niet", Language::Dutch),
        ] {
            assert_eq!(detect(text), Some(language), "{text}");
        }
        assert_eq!(detect(""), None);
        assert_eq!(detect("Президент встретился с делегацией"), None);
    }

    #[test]
    fn what_is_sure_is_right_and_headlines_are_not() {
        let surely = |text| detect_surely(text).map(|code| code.to_string());
        for (text, code) in [
            (
                "Президент встретился с делегацией в столице, чтобы обсудить помощь соседней стране, сообщили чиновники в понедельник. Переговоры были длинными.",
                "ru",
            ),
            (
                "Президент зустрівся з делегацією у столиці, щоб обговорити допомогу сусідній країні, повідомили урядовці в понеділок. Перемовини були довгими.",
                "uk",
            ),
            ("Ο πρόεδρος συναντήθηκε με την αντιπροσωπεία στην πρωτεύουσα", "el"),
            ("대통령이 수도에서 대표단을 만났다", "ko"),
            ("大統領は月曜日に首都で代表団と会談した", "ja"),
            (
                "The president met the delegation in the capital on Monday and said that it was not the first visit of the year",
                "en",
            ),
            (
                "El president es va reunir amb la delegació a la capital i va dir que els ajuts arribaran aviat al país veí, segons van explicar dilluns fonts del govern. Les converses van durar més de tres hores.",
                "ca",
            ),
        ] {
            assert_eq!(surely(text).as_deref(), Some(code), "{text}");
        }
        for headline in ["Clinton, Bouteflika: Mali", "Obama Wins", "総統到着", "", "Мали: Клинтон"]
        {
            assert_eq!(surely(headline), None, "{headline}");
        }
    }
}
