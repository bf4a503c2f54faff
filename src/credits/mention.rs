//! Where a piece of text names a newsroom.

use memchr::memchr;
use smallvec::SmallVec;

use super::newsrooms::{NameWords, NewsroomId, Newsrooms, name_key};
use crate::text::scan;

/// A newsroom's name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) newsroom: NewsroomId,
}

/// All names of newsrooms in a piece of text, in order; of names that overlap the first, of those that begin together the
/// longest.
pub(super) fn mentions(piece: &str, newsrooms: &Newsrooms) -> Vec<Mention> {
    let mut words: SmallVec<[(usize, &str); 128]> = SmallVec::new();
    // of many pieces it is known that no word has to be looked at for this
    let is_ascii = piece.is_ascii();
    if is_ascii && memchr(b'\'', piece.as_bytes()).is_none() {
        scan(piece, |at, word| words.push((at, word)));
    } else {
        scan(piece, |at, word| {
            let elided = elision(word);
            words.push((at + elided, &word[elided..]));
        });
    }
    let mut found = Vec::new();
    let mut at = 0;
    let mut folded = String::new();
    while at < words.len() {
        let (start, first) = words[at];
        if !newsrooms.first_words.may_hold(first) && (is_ascii || first.is_ascii()) {
            at += 1;
            continue;
        }
        fold_into(first, &mut folded);
        let article = at
            .checked_sub(1)
            .map(|before| words[before].0)
            .filter(|&before| piece[before..start].eq_ignore_ascii_case("the "));
        // "non-AP", yet "TT-Reuters"
        let follows = found.last().is_some_and(|known: &Mention| known.end + 1 == start);
        let clings = !follows
            && piece[..start].strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
        let names = newsrooms.by_first_word.get(&folded).filter(|_| !clings);
        let longest = names.and_then(|names| {
            let mut possible = names.iter().filter(|name| !name.needs_article || article.is_some());
            possible.find_map(|name| Some((name.newsroom, matches(name, &words[at..], piece)?)))
        });
        match longest {
            Some((newsroom, count)) => {
                let (last, word) = words[at + count - 1];
                let start = article.unwrap_or(start);
                found.push(Mention { start, end: last + word.len(), newsroom });
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// The bytes of an elided article and its apostrophe: "l'AFP", "qu’AFP".
fn elision(word: &str) -> usize {
    const LONGEST: usize = 2;
    for (at, &byte) in word.as_bytes().iter().take(LONGEST + 1).enumerate() {
        match byte {
            b'\'' => return at + 1,
            0xe2 if word[at..].starts_with('’') => return at + '’'.len_utf8(),
            _ => {}
        }
    }
    0
}

/// How many words a name takes where these words begin; none if it is not there.
fn matches(name: &NameWords, words: &[(usize, &str)], piece: &str) -> Option<usize> {
    let count = name.rest.len() + 1;
    let (start, _) = *words.first()?;
    let (last, last_word) = *words.get(count - 1)?;
    let printed = &piece[start..last + last_word.len()];
    if let Some(exactly) = &name.exactly {
        return (printed == exactly || printed == exactly.to_uppercase()).then_some(count);
    }
    let mut folded = String::new();
    for (expected, (_, word)) in name.rest.iter().zip(&words[1..]) {
        fold_into(word, &mut folded);
        if folded != *expected {
            return None;
        }
    }
    // a name goes on over blanks and hyphens, not over the end of a sentence
    let parted = |c: char| matches!(c, '.' | '\n' | ',' | ';' | ':' | '(' | ')' | '/');
    let initials = name.rest.len() < 3 && printed.len() < 8;
    (initials || !printed.trim_end_matches('.').contains(parted)).then_some(count)
}

fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        folded.push_str(&name_key(word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_elided_ends_with_an_apostrophe() {
        let pieces = ["", "l", "qu", "é", "日", "'", "’", "“", "AFP", "un"];
        for (first, second) in pieces.iter().flat_map(|first| pieces.map(|second| (*first, second))) {
            for word in [format!("{first}{second}"), format!("{first}'{second}"), format!("{first}’{second}")]
            {
                let found = word.find(['\'', '’']).filter(|&end| end <= 2);
                let expected =
                    found.map_or(0, |end| end + word[end..].chars().next().map_or(0, char::len_utf8));
                assert_eq!(elision(&word), expected, "{word}");
            }
        }
    }
}
