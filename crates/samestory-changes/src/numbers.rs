//! Numbers in a text, in digits or words.

use samestory::text::{Language, Tokenizer, UnicodeWords};
use samestory::unstable::text::{WordNormalizer, fold_case};

use super::facts::Fact;
use super::number_words::number_words;
use super::times::UNMISTAKABLE;

/// Words that make a number another one, with what they multiply it by. Case-folded.
const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("percent", 1.0),
    ("dozen", 12.0),
    ("mille", 1e3),
    ("millions", 1e6),
    ("milliard", 1e9),
    ("milliards", 1e9),
    ("tausend", 1e3),
    ("millionen", 1e6),
    ("milliarden", 1e9),
    ("prozent", 1.0),
    ("mil", 1e3),
    ("millones", 1e6),
];

/// What a word multiplies the number before it by: "million"; none if it does not.
pub fn number_scale(word: &str) -> Option<f64> {
    let folded = word.to_lowercase();
    SCALES.iter().find(|&&(name, scale)| name == folded && scale > 1.0).map(|&(_, scale)| scale)
}

/// Measures of time and space, the most frequent: a number of them measures, and counts nothing. Case-folded.
const MEASURES: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "mile",
    "kilometer",
    "kilometre",
    "meter",
    "metre",
    "inch",
    "inches",
    "foot",
    "feet",
    "yard",
    "point",
    "time",
    "degree",
    "km",
    "mph",
    "kph",
    "minuten",
    "stunde",
    "stunden",
    "tage",
    "tagen",
    "woche",
    "wochen",
    "monate",
    "monaten",
    "jahre",
    "jahren",
    "kilometern",
    "mal",
    "prozentpunkte",
    "heure",
    "jour",
    "semaine",
    "mois",
    "an",
    "année",
    "mètre",
    "kilomètre",
    "minuto",
    "hora",
    "día",
    "semana",
    "mes",
    "meses",
    "año",
    "metro",
    "kilómetro",
    "ora",
    "ore",
    "minuti",
    "giorno",
    "giorni",
    "settimane",
    "mesi",
    "anno",
    "anni",
    "metri",
    "chilometri",
    "dia",
    "ano",
];

/// Whether a word is a measure of time or space, as one or many.
pub fn is_measure(word: &str) -> bool {
    let folded = fold_case(word);
    let one = folded.strip_suffix('s').unwrap_or(&folded);
    MEASURES.contains(&folded.as_str()) || MEASURES.contains(&one)
}

/// Whether a word makes the number before it a share: "percent".
pub fn is_percent(word: &str) -> bool {
    let folded = word.to_lowercase();
    SCALES.iter().any(|&(name, scale)| name == folded && scale == 1.0)
}

/// The value of a number word, from two on.
pub fn number_word(word: &str, language: Language) -> Option<u32> {
    let folded = fold_case(word);
    number_words(language).iter().find(|(name, _)| *name == folded).map(|&(_, value)| value)
}

/// The numbers of a text in reading order, with the sign before and the scale after them.
pub(super) fn numbers(text: &str, language: Language) -> Vec<Fact> {
    let normalizer = WordNormalizer::new(language);
    let spelled = number_words(language);
    let mut words: Vec<(usize, &str)> = Vec::new();
    UnicodeWords.tokenize(text, &mut |start, word| words.push((start, word)));
    let mut found = Vec::new();
    for (at, &(start, word)) in words.iter().enumerate() {
        let folded = fold_case(word);
        if UNMISTAKABLE.contains(&folded.as_str()) && word.starts_with(char::is_uppercase) {
            found.push(Fact { key: folded, printed: word.to_owned() });
            continue;
        }
        let value = match spelled.iter().find(|(name, _)| *name == folded) {
            Some((_, value)) => value.to_string(),
            None if word.starts_with(|c: char| c.is_numeric()) => normalizer.normalize(word).term,
            None => continue,
        };
        let sign = text[..start].chars().next_back().filter(|c| matches!(c, '$' | '€' | '£' | '¥'));
        let mut end = start + word.len();
        let mut scale = "";
        if text[end..].starts_with('%') {
            (end, scale) = (end + 1, "percent");
        } else if let Some(&(next, following)) = words.get(at + 1)
            && matches!(&text[end..next], " " | "\u{a0}" | "-")
            && SCALES.iter().any(|(name, _)| *name == following.to_lowercase())
        {
            scale = following;
            end = next + following.len();
        }
        let start = start - sign.map_or(0, char::len_utf8);
        let key = format!("{}{value} {}", sign.map(String::from).unwrap_or_default(), scale.to_lowercase());
        found.push(Fact { key, printed: text[start..end].to_owned() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found() {
        let printed =
            |text| numbers(text, Language::English).into_iter().map(|f| f.printed).collect::<Vec<_>>();
        assert_eq!(
            printed("Two of 3,000 died on Monday; it cost $4.5 million, 12% or 12 percent."),
            ["Two", "3,000", "Monday", "$4.5 million", "12%", "12 percent"]
        );
        let keys = |text| numbers(text, Language::English).into_iter().map(|f| f.key).collect::<Vec<_>>();
        assert_eq!(keys("12% of two"), keys("12 percent of 2"));
        assert_eq!(keys("3,000"), keys("3000"));
    }
}
