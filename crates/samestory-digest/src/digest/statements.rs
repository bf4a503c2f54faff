//! Numbers in texts, with what they count.

use samestory::Published;
use samestory::text::Language;
use samestory::unstable::published::month;
use samestory::unstable::text::{Weekdays, WordNormalizer, fold_case, fold_diacritics};
use samestory_changes::unstable::{is_measure, is_percent, number_scale, number_word};

use super::bounds::Bound;
use super::fates::Fate;
use super::reading::{Passage, Word};

/// What is counted stands in so many words behind the number.
const UNIT_WITHIN: usize = 3;

/// So many words before and behind a number say what it is about.
const CONTEXT: usize = 14;

/// One of the words in common stands in so many words before a number or behind what it counts.
const NEAR: usize = 7;

/// Numbers that are years.
const YEARS: std::ops::Range<u32> = 1_900..2_100;

/// What is behind an amount of money, a share or a time of the day, of which nothing is counted. Case-folded.
const NOT_COUNTED: &[&str] = &[
    "dollar",
    "dollars",
    "dólares",
    "euro",
    "euros",
    "peso",
    "pesos",
    "rupees",
    "rubles",
    "roubles",
    "yuan",
    "yen",
    "crore",
    "lakh",
    "cents",
    "percentage",
    "a.m",
    "a.m.",
    "am",
    "p.m",
    "p.m.",
    "pm",
    "o'clock",
    "uhr",
    "heures",
    "veces",
    "fois",
    "volte",
    "vezes",
    "евро",
    "долларов",
    "рублей",
    "часов",
];

/// What "dozen" multiplies a number by.
const DOZEN: f64 = 12.0;

/// A number so many words before another one, with none between them that says anything, is of the same list.
const LIST_WITHIN: usize = 4;

/// Words next to a number of those that were not counted before, or are not all. Case-folded.
const OTHERS: &[&str] = &[
    "another",
    "other",
    "others",
    "additional",
    "further",
    "more",
    "extra",
    "remaining",
    "first",
    "last",
    "final",
    "next",
    "new",
    "newly",
    "weitere",
    "weiteren",
    "andere",
    "anderen",
    "ersten",
    "letzten",
    "neue",
    "autres",
    "autre",
    "supplémentaires",
    "premiers",
    "derniers",
    "dernières",
    "otros",
    "otras",
    "otro",
    "otra",
    "nuevos",
    "nuevas",
    "últimos",
    "primeros",
    "más",
    "altri",
    "altre",
    "ultimi",
    "primi",
    "nuovi",
    "outros",
    "outras",
    "mais",
    "novos",
    "últimas",
    "primeiros",
];

/// Words next to a number of those that a sentence adds to what it counted before. Case-folded.
const MORE: &[&str] = &[
    "more",
    "another",
    "additional",
    "further",
    "weitere",
    "weiteren",
    "supplémentaires",
    "más",
    "altri",
    "mais",
];

/// A number with what it counts.
pub(super) struct Statement<'t> {
    pub(super) reading: usize,
    pub(super) value: f64,
    pub(super) bound: Bound,
    pub(super) printed: &'t str,
    /// What is counted, a noun perhaps with words before and behind it: terms, in order.
    pub(super) counted: Vec<u32>,
    /// The first of them, as it is printed.
    pub(super) unit: &'t str,
    /// What became of it.
    pub(super) fate: Option<Fate>,
    /// Terms around it, ascending.
    pub(super) context: Vec<u32>,
    /// Those next to it, ascending.
    pub(super) near: Vec<u32>,
    /// The names around it, ascending.
    pub(super) names: Vec<u32>,
    /// The years around it that are not the year of its text, ascending.
    pub(super) years: Vec<u32>,
}

impl Statement<'_> {
    /// Whether both count the same: "people", "people dead", but not "officers", "armed people".
    pub(super) fn counts_as(&self, other: &Self) -> bool {
        self.fate == other.fate && self.counted.iter().zip(&other.counted).all(|(one, other)| one == other)
    }
}

/// The statement that begins with a word, if it is a number of something.
pub(super) fn statement<'t>(
    reading: usize,
    text: &'t str,
    passage: &Passage,
    at: usize,
    (language, published): (Language, Option<Published>),
) -> Option<Statement<'t>> {
    let words = &passage.words;
    let first = &words[at];
    let printed = |word: &Word| &text[word.start..word.end];
    let mut value = number(printed(first), language)?;
    // "Boeing 737", "9-11", "2-1", "page 3 of 4"
    let before = text[..first.start].chars().next_back();
    // an amount is of money, not of what follows
    let joined = |c: char| {
        matches!(c, '-' | '–' | '.' | ',' | ':' | '/' | '#' | '\'' | '’' | '(' | '$' | '€' | '£' | '¥')
    };
    if before.is_some_and(joined) || at > 0 && first.follows && names(&words[at - 1], language) {
        return None;
    }
    if is_part(text, words, at, language) {
        return None;
    }
    let (mut last, mut next) = (first, at + 1);
    let mut behind = &text[first.end..];
    let is_share = |word: &Word| is_percent(printed(word));
    if behind.trim_start().starts_with('%') || words.get(next).is_some_and(is_share) {
        return None;
    }
    let mut bound = Bound::before(&text[passage.start..first.start.max(passage.start)]);
    while let Some(word) = words.get(next).filter(|word| word.follows && !word.is_hyphenated) {
        let Some(scale) = number_scale(printed(word)) else { break };
        value *= scale;
        // "four dozen"
        if scale == DOZEN && bound == Bound::Exact {
            bound = Bound::About;
        }
        (last, next) = (word, next + 1);
        behind = &text[last.end..];
    }
    // "43-year-old", and a mean of games or children
    if behind.starts_with(['-', '–', '/', ':'])
        || value.fract() != 0.0
        || (f64::from(YEARS.start)..f64::from(YEARS.end)).contains(&value)
            && next == at + 1
            && !printed(first).contains([',', '.'])
    {
        return None;
    }
    let mut counted: Vec<u32> = Vec::new();
    let mut end = next;
    for word in words[next..].iter().take(UNIT_WITHIN) {
        if !word.follows || word.is_number || word.is_stop {
            break;
        }
        // a month, or a name
        let is_time = word.is_capital && language != Language::German;
        if is_time {
            break;
        }
        // of "six minutes", "20 inches of rain" nothing is counted, and "12 more people" are others
        let is_none = is_measure(printed(word))
            || is_other(printed(word))
            || is_no_count(printed(word))
            || printed(word).chars().count() < 2;
        if counted.is_empty() && is_none {
            break;
        }
        counted.push(word.term);
        end += 1;
    }
    let unit = printed(words.get(next).filter(|_| !counted.is_empty())?);
    let around = |before: usize, behind: usize, is_taken: &dyn Fn(&Word) -> bool| {
        let range = at.saturating_sub(before)..words.len().min(next + behind);
        let content = words[range].iter().filter(|word| word.is_content() && is_taken(word));
        let mut terms: Vec<u32> = content.map(|word| word.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    };
    // all nouns have capitals in German
    let is_name = |word: &Word| {
        language != Language::German
            && word.is_capital
            && word.start > passage.start
            && Weekdays::named(printed(word)).is_empty()
    };
    Some(Statement {
        reading,
        value,
        bound,
        printed: &text[first.start..last.end],
        unit,
        fate: Fate::near(text, words, at, next, end),
        context: around(CONTEXT, CONTEXT, &|_| true),
        near: around(NEAR, counted.len() + NEAR, &|_| true),
        names: around(CONTEXT, CONTEXT, &is_name),
        years: years(text, words, at, published),
        counted,
    })
}

/// The years around a word, but for the year of the text.
fn years(text: &str, words: &[Word], at: usize, published: Option<Published>) -> Vec<u32> {
    let own = published.map(|published| published.to_string());
    let around = &words[at.saturating_sub(CONTEXT)..words.len().min(at + CONTEXT)];
    let printed = around.iter().map(|word| &text[word.start..word.end]);
    let others =
        printed.filter(|word| word.len() == 4 && own.as_ref().is_none_or(|own| !own.starts_with(word)));
    let mut years: Vec<u32> =
        others.filter_map(|word| word.parse().ok()).filter(|year| YEARS.contains(year)).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Whether a number is a part of what another one counts, or one of a list: "another 12 people", "17 of 30 votes", "four or five shots".
fn is_part(text: &str, words: &[Word], at: usize, language: Language) -> bool {
    let printed = |word: &Word| &text[word.start..word.end];
    if at > 0 && is_other(printed(&words[at - 1])) {
        return true;
    }
    let mut before = words[..at].iter().rev().take(LIST_WITHIN);
    before.find(|word| !word.is_stop || number(printed(word), language).is_some()).is_some_and(|word| {
        let gap = &text[word.end..words[at].start];
        number(printed(word), language).is_some() && !gap.contains(['.', ';', ':', '!', '?', ','])
    })
}

/// Whether a sentence adds to its numbers: "six shots, followed by four more".
pub(super) fn adds(text: &str, words: &[Word], language: Language) -> bool {
    let printed = |word: &Word| &text[word.start..word.end];
    let is_number = |word: &Word| number(printed(word), language).is_some();
    let is_more = |word: &Word| MORE.contains(&fold_case(printed(word)).as_str());
    let adds = |one: &Word, next: &Word| {
        next.follows && (is_number(one) && is_more(next) || is_more(one) && is_number(next))
    };
    words.windows(2).any(|two| adds(&two[0], &two[1]))
}

/// Whether nothing is counted by a number before a word: it makes an amount, a time, or a date of it.
fn is_no_count(word: &str) -> bool {
    let folded = fold_case(word);
    NOT_COUNTED.contains(&folded.as_str()) || month(&fold_diacritics(&folded)).is_some()
}

/// Whether a word says that those counted are not all.
fn is_other(word: &str) -> bool {
    OTHERS.contains(&fold_case(word).as_str())
}

/// Whether a number behind a word is part of a name.
fn names(word: &Word, language: Language) -> bool {
    // all nouns have capitals in German
    language != Language::German && word.is_capital && !word.is_stop && word.start > 0
}

/// The value of a word that is a number, in digits or letters.
fn number(word: &str, language: Language) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return number_word(word, language).map(f64::from);
    }
    if !word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return None;
    }
    let plain = WordNormalizer::new(language).normalize(word).term;
    plain.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        assert_eq!(number("3,000", Language::English), Some(3_000.0));
        assert_eq!(number("3.000", Language::German), Some(3_000.0));
        assert_eq!(number("3,5", Language::German), Some(3.5));
        assert_eq!(number("Twelve", Language::English), Some(12.0));
        assert_eq!([number("90s", Language::English), number("boat", Language::English)], [None, None]);
    }
}
