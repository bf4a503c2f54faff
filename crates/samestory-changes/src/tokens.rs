//! A text in the pieces that are compared: words and what stands between them.

use std::hash::{Hash, Hasher};

use samestory::text::{Tokenizer, UnicodeWords};
use samestory::unstable::versions::plain;

/// A word, a run of white space, or any other character. Tokens are equal if they are when [compared](samestory::unstable::versions::comparable): "’" is
/// "'" and a no-break space is a blank.
#[derive(Debug, Clone)]
pub(crate) struct Token<'t> {
    /// As printed.
    pub(crate) text: &'t str,
    /// Whether it is a word.
    pub(crate) is_word: bool,
    key: String,
}

impl<'t> Token<'t> {
    fn new(text: &'t str, is_word: bool) -> Self {
        let key = if text.trim().is_empty() { " ".to_owned() } else { plain(text) };
        Self { text, is_word, key }
    }
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Token<'_> {}

impl Hash for Token<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// All of a text as tokens: their texts make up the text.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    UnicodeWords.tokenize(text, &mut |start, word| {
        push_gap(&mut tokens, &text[at..start]);
        tokens.push(Token::new(word, true));
        at = start + word.len();
    });
    push_gap(&mut tokens, &text[at..]);
    tokens
}

fn push_gap<'t>(tokens: &mut Vec<Token<'t>>, mut gap: &'t str) {
    while let Some(c) = gap.chars().next() {
        let blank = gap.len() - gap.trim_start().len();
        let (token, rest) = gap.split_at(if blank > 0 { blank } else { c.len_utf8() });
        tokens.push(Token::new(token, false));
        gap = rest;
    }
}

/// How many words a text has.
pub(crate) fn count_words(text: &str) -> usize {
    let mut count = 0;
    UnicodeWords.tokenize(text, &mut |_, _| count += 1);
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_make_up_the_text() {
        let text = " “It’s\u{a0}3,000 — or\n\nso,” he said. ";
        let found = tokens(text);
        assert_eq!(found.iter().map(|t| t.text).collect::<String>(), text);
        assert_eq!(found.iter().filter(|t| t.is_word).count(), 6);
        assert!(tokens("it’s\u{a0}so") == tokens("it's so") && tokens("Mali") != tokens("mali"));
    }
}
