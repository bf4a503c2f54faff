//! Where a piece of text names a newsroom.

use super::newsrooms::{NameWords, NewsroomId, Newsrooms, name_key};
use crate::text::{Tokenizer, UnicodeWords};

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
    let mut words: Vec<(usize, &str)> = Vec::new();
    UnicodeWords.tokenize(piece, &mut |at, word| {
        // "l'AFP"
        let elided = word
            .find(['\'', '’'])
            .filter(|&end| end <= 2)
            .map_or(0, |end| end + word[end..].chars().next().map_or(0, char::len_utf8));
        words.push((at + elided, &word[elided..]));
    });
    let mut found = Vec::new();
    let mut at = 0;
    let mut folded = String::new();
    while at < words.len() {
        let (start, first) = words[at];
        if first.is_ascii() && !newsrooms.first_words.may_hold(first) {
            at += 1;
            continue;
        }
        fold_into(first, &mut folded);
        let article = at
            .checked_sub(1)
            .map(|before| words[before].0)
            .filter(|&before| piece[before..start].eq_ignore_ascii_case("the "));
        let clings =
            piece[..start].strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
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
        folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        folded.push_str(&name_key(word));
    }
}
