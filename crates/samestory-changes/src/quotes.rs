//! Quotations in a text.

use samestory::unstable::versions::plain;

use super::facts::Fact;
use super::tokens::count_words;

/// What is shorter, in words, is a phrase.
const SHORTEST: usize = 3;
/// What is longer, in bytes, is a quotation mark that was never closed.
const LONGEST: usize = 2_000;

/// The quotations of three words or more, in reading order, without their marks.
pub(super) fn quotes(text: &str) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, closing)) if c == closing || (closing == '“' && c == '”') => {
                open = None;
                push(&mut found, &text[start..at]);
            }
            Some((start, _)) if at - start <= LONGEST && !text[at..].starts_with("\n\n") => {}
            // a paragraph ends quotations that were not closed
            _ => {
                open = match c {
                    '“' => Some('”'),
                    '"' => Some('"'),
                    '«' => Some('»'),
                    '„' => Some('“'),
                    _ => None,
                }
                .map(|closing| (at + c.len_utf8(), closing));
            }
        }
    }
    found
}

fn push(found: &mut Vec<Fact>, quote: &str) {
    let printed = quote.trim();
    if count_words(printed) >= SHORTEST {
        let key = plain(printed).to_lowercase();
        found.push(Fact {
            key: key.trim_end_matches(['.', ',', '!', '?']).to_owned(),
            printed: printed.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found() {
        let found = |text| quotes(text).into_iter().map(|f| f.printed).collect::<Vec<_>>();
        assert_eq!(
            found("“It is very late,” he said, “and dark outside.” A “no.”"),
            ["It is very late,", "and dark outside."]
        );
        assert_eq!(found("\"One two three\" „vier fünf sechs“ « sept huit neuf »").len(), 3);
        assert!(found("“Never closed in this paragraph\n\nNothing said.”").is_empty());
        let key = |text| quotes(text).remove(0).key;
        assert_eq!(key("“It's late now.”"), key("\"It’s late now,\""));
    }
}
