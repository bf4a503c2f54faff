//! What stands in an article's text and is not of it: times of update, counters, buttons.

use crate::published::Published;

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
    "zuletzt aktualisiert",
    "letzte aktualisierung",
    "erstellt",
    "dernière mise à jour",
    "última actualización",
    "atualizado",
    "aggiornato",
    "pubblicato",
    "bijgewerkt",
    "gepubliceerd",
    "opublikowano",
    "обновлено",
    "опубликовано",
    "оновлено",
    "page generated",
    "page last updated",
    "seite erstellt",
    "page générée",
    "página generada",
];

/// How lines begin that are the page's, with a number or not. Case-folded.
const OF_THE_PAGE: &[&str] = &[
    "©",
    "copyright ©",
    "copyright 2",
    "copyright (c)",
    "(c) 2",
    "page generated",
    "page rendered",
    "seite erstellt",
    "listen to this article",
];

/// What is said of how long reading takes. Case-folded.
const READING: &[&str] = &[
    "min read",
    "mins read",
    "minute read",
    "minutes read",
    "minute-read",
    "min. read",
    "reading time",
    "read time",
    "lesezeit",
    "lesedauer",
    "min lesezeit",
    "temps de lecture",
    "min de lecture",
    "tiempo de lectura",
    "min de lectura",
    "tempo di lettura",
    "min di lettura",
    "tempo de leitura",
    "min de leitura",
    "leestijd",
    "время чтения",
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
    "kommentar",
    "commentaire",
    "comentario",
    "comentário",
    "comentários",
    "commenti",
    "reacties",
    "комментариев",
    "комментария",
    "reactions",
    "replies",
    "responses",
    "reads",
    "votes",
    "retweets",
    "followers",
    "viewers",
    "readers",
    "aufrufe",
    "vues",
    "visitas",
    "visualizações",
    "просмотров",
];

/// Words that stand beside a counter. Case-folded.
const BESIDE_COUNTERS: &[&str] = &[
    "people", "are", "reading", "this", "now", "watching", "online", "so", "far", "view", "all", "add", "a",
    "read", "show", "total",
];

/// Units of relative times. Case-folded.
const UNITS: &[&str] = &[
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs",
    "day", "days", "week", "weeks", "month", "months", "year", "years",
];

/// Whether a sentence is no part of the report: a time of update ("Updated 9:40 pm"), a counter ("12 comments"), a button
/// ("Share this"), a relative time or a date alone ("3 hours ago"), the time that reading takes, the weather, the price of a share.
///
/// ```
/// use samestory::unstable::versions::is_boilerplate;
///
/// assert!(is_boilerplate("Updated: Oct. 29, 2012, 9:40 p.m."));
/// assert!(!is_boilerplate("Published accounts speak of ten dead."));
/// ```
pub fn is_boilerplate(sentence: &str) -> bool {
    // in small letters it has as many words
    let count = sentence.split_whitespace().take(LONGEST + 1).count();
    if count == 0 || count > LONGEST {
        return count == 0;
    }
    let sentence = sentence.trim();
    if is_plainly_text(sentence) {
        return false;
    }
    let folded = sentence.to_lowercase();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if BUTTONS.contains(&bare) {
        return true;
    }
    if OF_THE_PAGE.iter().any(|start| folded.starts_with(start)) {
        return true;
    }
    let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
    let begins = |start: &&str| {
        folded.strip_prefix(*start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    if has_digit && UPDATED.iter().any(begins) {
        return says_time(&words);
    }
    if has_digit && (is_counter(&words) || is_gauge(&folded, &words) || is_clock(sentence)) {
        return true;
    }
    if words.len() <= 6 && has_digit && READING.iter().any(|reading| folded.contains(reading)) {
        return true;
    }
    match words.as_slice() {
        [number, counted] => is_number(number) && COUNTED.contains(&counted.trim_end_matches('.')),
        [number, unit, ago] => {
            is_number(number) && UNITS.contains(unit) && ago.trim_end_matches('.') == "ago"
        }
        _ => false,
    }
}

/// Whether a line needs not be folded to see that it is neither a button nor of the page, and it has no number, which all else has.
fn is_plainly_text(line: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_digit();
    let bare = || line.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let begins = |start: &&str| {
        line.as_bytes().get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()))
    };
    line.bytes().all(is_plain) && bare().len() > const { longest(BUTTONS) } && !OF_THE_PAGE.iter().any(begins)
}

/// The most bytes of any of these.
pub(super) const fn longest(texts: &[&str]) -> usize {
    let (mut longest, mut at) = (0, 0);
    while at < texts.len() {
        if texts[at].len() > longest {
            longest = texts[at].len();
        }
        at += 1;
    }
    longest
}

/// Whether some word is a time of day, a date with digits or a year: without one, "Published" begins a sentence.
fn says_time(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        (digits == 4 && word.trim_matches(|c: char| !c.is_ascii_digit()).len() == 4)
            || (digits >= 3 && word.contains([':', '/', '-', '.']))
    }) || words.last().is_some_and(|word| word.trim_end_matches('.') == "ago")
}

/// "Comments (47)", "1.2K shares", "1,204 people are reading this": a number, and words of counters only.
fn is_counter<'w>(words: &[&'w str]) -> bool {
    let bare = |word: &&'w str| word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_count = |word: &str| {
        let digits = word.trim_end_matches(['k', 'm', '+']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
    };
    let (mut numbers, mut counted) = (0, 0);
    for word in words.iter().map(bare).filter(|word| !word.is_empty()) {
        if is_count(word) {
            numbers += 1;
        } else if COUNTED.contains(&word) || word == "reading" || word == "watching" {
            counted += 1;
        } else if !BESIDE_COUNTERS.contains(&word) {
            return false;
        }
    }
    numbers == 1 && counted > 0
}

/// The weather or the price of a share beside the text: "Ashford 12°C", "DAX 18,234.50 +0.45%". No sentence.
fn is_gauge(folded: &str, words: &[&str]) -> bool {
    if folded.ends_with(['.', '!', '?']) || words.len() > 8 {
        return false;
    }
    let degrees = folded.contains("°c") || folded.contains("°f") || folded.ends_with('°');
    let is_move = |word: &&str| {
        word.starts_with(['+', '-', '−', '▲', '▼', '(']) && word.contains(|c: char| c.is_ascii_digit())
    };
    let prices = folded.contains('%') && words.iter().any(is_move) || folded.contains(['▲', '▼']);
    degrees || prices
}

/// A day with or without a time, alone on a line.
fn is_clock(line: &str) -> bool {
    let line = line.trim().trim_end_matches('.');
    line.contains(|c: char| !c.is_ascii_digit()) && Published::is_alone(line)
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
            "Comments (47)",
            "1.2K shares",
            "3 min read",
            "29 October 2012",
            "© 2012 The Gazette",
            "Ashford 12°C",
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
            "12 comments were deleted.",
            "It was 12°C at noon.",
            "On 29 October 2012 he died.",
            "On 29 October 2012, Mali.",
            "The shares fell -4%.",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }
}
