//! The fast way to find words finds those of the plain way, whatever the text.

use proptest::prelude::*;
use samestory::text::{Tokenizer, UnicodeWords, reference};

use crate::any_text::text;
use crate::support::property;

/// Parted by broken bars: one or more characters of every word-break property, those that the tables of the fast way tell
/// apart, and what is odd about some (ALetter and not alphabetic, Extend and alphabetic, a number and no Numeric).
const PIECES: &str = concat!(
    "a¦Z¦7¦_¦'¦.¦:¦,¦;¦ ¦-¦\"¦\n¦\r¦\t¦\u{b}¦\0¦\u{7f}¦’¦‘¦“¦”¦–¦—¦…¦\u{2024}¦‧¦·¦«¦\u{a0}¦\u{85}¦\u{2028}¦\u{200b}¦",
    "\u{200c}¦\u{200d}¦\u{200e}¦\u{ad}¦\u{feff}¦\u{2060}¦\u{202f}¦\u{203f}¦\u{3000}¦\u{301}¦\u{345}¦\u{fe0f}¦é¦ß¦ª¦º¦µ¦×¦÷¦²¦½¦¸¦™¦©¦",
    "ʼ¦˗¦˂¦я¦ω¦\u{37e}¦\u{387}¦ա¦\u{55a}¦א¦״¦ب¦\u{64e}¦٣¦،¦؛¦٫¦क¦\u{93f}¦ก¦ア¦ー¦゛¦中¦あ¦한¦ẞ¦３¦＇¦．¦＿¦👍¦🏽¦❤¦🇩¦🇿¦𝟗¦𐐀¦\u{e0001}¦\u{10ffff}",
);

fn pieces() -> Vec<&'static str> {
    PIECES.split('¦').collect()
}

fn words<'t>(tokenizer: &dyn Tokenizer, text: &'t str) -> Vec<(usize, &'t str)> {
    let mut words = Vec::new();
    tokenizer.tokenize(text, &mut |at, word| words.push((at, word)));
    words
}

fn check(text: &str) {
    assert_eq!(words(&UnicodeWords, text), words(&reference::UnicodeWords, text), "in {text:?}");
}

proptest! {
    #![proptest_config(property("words", 4000))]

    #[test]
    fn of_any_characters(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn of_any_text(text in text()) {
        check(&text);
    }

    #[test]
    fn of_pieces(pieces in prop::collection::vec(prop::sample::select(pieces()), 0..40)) {
        check(&pieces.concat());
    }

    /// Few pieces a text, so that they repeat and meet again.
    #[test]
    fn of_few_pieces(
        (few, picks) in (prop::collection::vec(prop::sample::select(pieces()), 1..5), prop::collection::vec(any::<prop::sample::Index>(), 0..60))
    ) {
        check(&picks.iter().map(|pick| *pick.get(&few)).collect::<String>());
    }

    /// Long and short runs, the eight bytes that are looked at together beginning anywhere.
    #[test]
    fn of_runs(text in "([a-zA-Z0-9]{0,20}([ _'.:,;@\\[`{/]|[éÉя’–“\u{a0}\u{ad}\u{301}\u{200d}א中😀]| \u{345}){0,2}){0,12}") {
        check(&text);
    }
}

/// The rules look at two characters on either side at most, but for characters that they skip: as the tests of the Unicode
/// Consortium, which take every pair.
#[test]
fn of_all_triples() {
    let pieces = pieces();
    let mut text = String::new();
    for a in &pieces {
        for b in &pieces {
            for c in &pieces {
                text.clear();
                text.extend([*a, *b, *c]);
                check(&text);
            }
        }
    }
}

/// Every character between letters, between digits, beside marks, and alone: the tables are right, and what they do not
/// tell is asked for.
#[test]
fn of_all_characters() {
    let around = [
        "", "a", "7", "_", ".", ":", ",", "'", " ", "-", "a.", "7,", ".a", ",7", "\u{301}", "\u{200d}", "א",
        "ア",
    ];
    let mut text = String::new();
    for character in '\0'..=char::MAX {
        // what the tables may know, between all of them; of others, a sample
        let known = matches!(character, ..'\u{800}' | '\u{2000}'..'\u{2040}');
        if !known {
            text.clear();
            text.extend(
                ["a", "7", "_", "a.", "7,", " ", "-"].map(|before| format!("{before}{character}a\n")),
            );
            check(&text);
            continue;
        }
        for before in around {
            for after in around {
                text.clear();
                text.push_str(before);
                text.push(character);
                text.push_str(after);
                check(&text);
            }
        }
    }
}

/// Emoji, flags and spaces with marks, whose segments begin before the first character that is not in the tables.
#[test]
fn of_segments_that_begin_early() {
    for (text, expected) in [
        ("a \u{345} b", &["a", " \u{345}", "b"][..]),
        ("a-\u{345}b", &["a", "-\u{345}", "b"]),
        ("7_\u{345}a", &["7_\u{345}a"]),
        ("don’\u{301}t", &["don’\u{301}t"]),
        ("a\u{200d}™b", &["a\u{200d}™", "b"]),
        ("“l’été”—à 1,5 %…", &["l’été", "à", "1,5"]),
        ("a\u{ad}b \u{ad}c", &["a\u{ad}b", "c"]),
        ("__ _ _a", &["_a"]),
        ("🇩🇿 👍🏽", &[]),
    ] {
        check(text);
        let found: Vec<&str> = words(&UnicodeWords, text).into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, expected, "in {text:?}");
    }
}
