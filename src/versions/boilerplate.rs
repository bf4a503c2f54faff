//! What stands in an article's text and is not of it: times of update, counters, buttons.

/// Sentences longer than this, in words, are text whatever they begin with.
const LONGEST: usize = 12;

/// How lines begin that say when a page was written. Case-folded.
const UPDATED: &[&str] = &[
    "updated",
    "last updated",
    "update:",
    "published",
    "first published",
    "originally published",
    "posted",
    "last modified",
    "modified",
    "created",
    "aktualisiert",
    "veröffentlicht",
    "stand:",
    "publié",
    "mis à jour",
    "modifié",
    "publicado",
    "actualizado",
];

/// Lines that are buttons. Case-folded.
const BUTTONS: &[&str] = &[
    "advertisement",
    "share",
    "share this",
    "share this story",
    "share this article",
    "print",
    "email",
    "e-mail",
    "tweet",
    "read more",
    "continue reading",
    "continue reading the main story",
    "related",
    "comments",
    "anzeige",
    "teilen",
    "publicité",
    "partager",
    "publicidad",
    "compartir",
];

/// What is counted below articles. Case-folded.
const COUNTED: &[&str] = &[
    "comment",
    "comments",
    "share",
    "shares",
    "like",
    "likes",
    "view",
    "views",
    "kommentare",
    "commentaires",
    "comentarios",
];

/// Units of relative times. Case-folded.
const UNITS: &[&str] = &[
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs",
    "day", "days", "week", "weeks", "month", "months", "year", "years",
];

/// Whether a sentence is no part of the report: a time of update ("Updated 9:40 pm"), a counter ("12 comments"), a button
/// ("Share this"), a relative time alone ("3 hours ago").
///
/// ```
/// use samestory::versions::is_boilerplate;
///
/// assert!(is_boilerplate("Updated: Oct. 29, 2012, 9:40 p.m."));
/// assert!(!is_boilerplate("Published accounts speak of ten dead."));
/// ```
pub fn is_boilerplate(sentence: &str) -> bool {
    let folded = sentence.trim().to_lowercase();
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.is_empty() || words.len() > LONGEST {
        return words.is_empty();
    }
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if BUTTONS.contains(&bare) {
        return true;
    }
    let has_digit = folded.contains(|c: char| c.is_ascii_digit());
    let begins = |start: &&str| {
        folded.strip_prefix(*start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    if has_digit && UPDATED.iter().any(begins) {
        return says_time(&words);
    }
    match words.as_slice() {
        [number, counted] => is_number(number) && COUNTED.contains(&counted.trim_end_matches('.')),
        [number, unit, ago] => {
            is_number(number) && UNITS.contains(unit) && ago.trim_end_matches('.') == "ago"
        }
        _ => false,
    }
}

/// Whether some word is a time of day, a date with digits or a year: without one, "Published" begins a sentence.
fn says_time(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        (digits == 4 && word.trim_matches(|c: char| !c.is_ascii_digit()).len() == 4)
            || (digits >= 3 && word.contains([':', '/', '-', '.']))
    }) || words.last().is_some_and(|word| word.trim_end_matches('.') == "ago")
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
}

/// A text in which every "3 hours ago" reads "ago".
pub(super) fn without_relative_times(text: &str) -> String {
    if !text.contains("ago") {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    let mut kept: Vec<&str> = Vec::with_capacity(words.len());
    for word in words {
        if word.trim_end_matches(|c: char| !c.is_alphanumeric()) == "ago"
            && let [.., number, unit] = kept.as_slice()
            && is_number(number)
            && UNITS.contains(unit)
        {
            kept.truncate(kept.len() - 2);
        }
        kept.push(word);
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_text() {
        for line in [
            "Published 29 October 2012",
            "Last updated at 17:40 GMT",
            "Share this",
            "ADVERTISEMENT",
            "1,204 comments",
            "3 hours ago",
            "Posted 3 hours ago",
            "Stand: 29.10.2012, 17:40 Uhr",
            "",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in [
            "Updated figures show 300 dead.",
            "Posted to Mali, 40 soldiers left.",
            "Three hours ago it rained.",
            "Share prices fell.",
            "12 dead",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }
}
