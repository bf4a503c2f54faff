//! English stems in place.
//!
//! [Porter2](https://snowballstem.org/algorithms/english/stemmer.html) as `rust-stemmers` 1.2 gives it, for ASCII words: the
//! tests hold both equal. It is here because new words take a large part of the time of analysis, and `rust-stemmers` makes a
//! `String` of every step. Of each letter is kept, as a bit, whether it is a vowel; so what the rules ask of the vowels of
//! a word takes no loop.

/// The longest word that can be stemmed, in bytes: a bit for each.
pub(crate) const LONGEST: usize = u64::BITS as usize;

/// What takes the place of an ending, and what must stand before it.
#[derive(Clone, Copy)]
enum Rule {
    /// This does.
    Put(&'static str),
    /// Nothing does, if one of these letters is before it.
    CutAfter(&'static str),
    /// Nothing does, if it is in the second region.
    CutInSecond,
}

/// An ending of at least two letters with its rule. The last two are compared first: nearly always that is enough.
struct Ending {
    letters: &'static str,
    last: [u8; 2],
    rule: Rule,
}

const fn ending(letters: &'static str, rule: Rule) -> Ending {
    let bytes = letters.as_bytes();
    Ending { letters, last: [bytes[bytes.len() - 2], bytes[bytes.len() - 1]], rule }
}

const fn put(letters: &'static str, instead: &'static str) -> Ending {
    ending(letters, Rule::Put(instead))
}

// In all of these an ending stands before those that it ends with.

/// In the first region.
const STEP_2: [Ending; 24] = [
    put("ational", "ate"),
    put("tional", "tion"),
    put("enci", "ence"),
    put("anci", "ance"),
    put("abli", "able"),
    put("entli", "ent"),
    put("ization", "ize"),
    put("izer", "ize"),
    put("ation", "ate"),
    put("ator", "ate"),
    put("alism", "al"),
    put("aliti", "al"),
    put("alli", "al"),
    put("fulness", "ful"),
    put("ousli", "ous"),
    put("ousness", "ous"),
    put("iveness", "ive"),
    put("iviti", "ive"),
    put("biliti", "ble"),
    put("bli", "ble"),
    put("fulli", "ful"),
    put("lessli", "less"),
    ending("ogi", Rule::CutAfter("l")),
    ending("li", Rule::CutAfter("cdeghkmnrt")),
];

/// In the first region.
const STEP_3: [Ending; 9] = [
    put("ational", "ate"),
    put("tional", "tion"),
    put("alize", "al"),
    put("icate", "ic"),
    put("iciti", "ic"),
    put("ical", "ic"),
    put("ful", ""),
    put("ness", ""),
    ending("ative", Rule::CutInSecond),
];

/// In the second region.
const STEP_4: [Ending; 18] = [
    put("al", ""),
    put("ance", ""),
    put("ence", ""),
    put("er", ""),
    put("ic", ""),
    put("able", ""),
    put("ible", ""),
    put("ant", ""),
    put("ement", ""),
    put("ment", ""),
    put("ent", ""),
    put("ism", ""),
    put("ate", ""),
    put("iti", ""),
    put("ous", ""),
    put("ive", ""),
    put("ize", ""),
    ending("ion", Rule::CutAfter("st")),
];

/// Makes an ASCII word in lower case, of at most [`LONGEST`] bytes, its stem.
pub(crate) fn stem(word: &mut String) {
    debug_assert!(word.is_ascii() && word.len() <= LONGEST, "{word}");
    if let Some(stem) = exception(word) {
        word.clear();
        word.push_str(stem);
    } else if word.len() > 2 {
        if word.starts_with('\'') {
            word.remove(0);
        }
        Word::new(word).stem();
    }
}

/// Words whose stems the rules would get wrong.
fn exception(word: &str) -> Option<&'static str> {
    Some(match word {
        "skis" => "ski",
        "skies" | "sky" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "idly" => "idl",
        "gently" => "gentl",
        "ugly" => "ugli",
        "early" => "earli",
        "only" => "onli",
        "singly" => "singl",
        "news" => "news",
        "howe" => "howe",
        "atlas" => "atlas",
        "cosmos" => "cosmos",
        "bias" => "bias",
        "andes" => "andes",
        _ => return None,
    })
}

/// A word on its way to its stem.
struct Word<'w> {
    letters: &'w mut String,
    /// A bit for each letter that is a vowel: a, e, i, o, u, and y unless it begins the word or comes after a vowel.
    vowels: u64,
    /// Where the two regions begin: each after the first consonant that comes after a vowel, the second searched in the first.
    first: usize,
    second: usize,
}

impl<'w> Word<'w> {
    fn new(letters: &'w mut String) -> Self {
        let mut vowels = 0_u64;
        for (at, letter) in letters.bytes().enumerate() {
            let vowel = match letter {
                b'y' => at > 0 && vowels >> (at - 1) & 1 == 0,
                _ => is_vowel(letter),
            };
            vowels |= u64::from(vowel) << at;
        }
        let len = letters.len();
        let after_next_consonant = |from: usize| {
            let vowel = first_bit(vowels, from);
            (first_bit(!vowels, vowel) + 1).min(len)
        };
        let first =
            match ["gener", "commun", "arsen"].iter().find(|beginning| letters.starts_with(**beginning)) {
                Some(beginning) => beginning.len(),
                None => after_next_consonant(0),
            };
        Self { second: after_next_consonant(first), letters, vowels, first }
    }

    fn stem(mut self) {
        self.step_1a();
        if self.is_finished() {
            return;
        }
        self.step_1b();
        self.step_1c();
        self.replace(&STEP_2, self.first);
        self.replace(&STEP_3, self.first);
        self.replace(&STEP_4, self.second);
        self.step_5();
    }

    /// Possessives and plurals.
    fn step_1a(&mut self) {
        for possessive in ["'s'", "'s", "'"] {
            if self.ends_with(possessive) {
                self.cut(possessive.len());
                break;
            }
        }
        if !self.ends_with("s") && !self.ends_with("ied") {
            return;
        }
        let len = self.letters.len();
        if self.ends_with("sses") {
            self.cut(2);
        } else if self.ends_with("ied") || self.ends_with("ies") {
            self.cut(if len > 4 { 2 } else { 1 });
        } else if !self.ends_with("us")
            && !self.ends_with("ss")
            && self.has_vowel_before(len.saturating_sub(2))
        {
            self.cut(1);
        }
    }

    /// Words that only look inflected.
    fn is_finished(&self) -> bool {
        let words = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];
        (6..=7).contains(&self.letters.len()) && words.contains(&self.letters.as_str())
    }

    /// Past tense and the like.
    fn step_1b(&mut self) {
        let endings = ["eedly", "ingly", "edly", "eed", "ing", "ed"];
        let may_end = matches!(self.letters.as_bytes().last(), Some(b'y' | b'd' | b'g'));
        let found = if may_end { endings.iter().find(|ending| self.ends_with(ending)) } else { None };
        let Some(ending) = found else { return };
        let before = self.letters.len() - ending.len();
        if ending.starts_with("ee") {
            if before >= self.first {
                self.cut(ending.len() - 2);
            }
        } else if self.has_vowel_before(before) {
            self.cut(ending.len());
            match *self.letters.as_bytes() {
                [.., b'a', b't'] | [.., b'b', b'l'] | [.., b'i', b'z'] => self.push("e"),
                [.., a, b] if a == b && b"bdfgmnprt".contains(&b) => self.cut(1),
                _ if before == self.first && self.ends_with_short_syllable(before) => self.push("e"),
                _ => {}
            }
        }
    }

    /// "y" after a consonant that does not begin the word.
    fn step_1c(&mut self) {
        let len = self.letters.len();
        if len > 2 && self.ends_with("y") && !self.is_vowel(len - 2) {
            self.cut(1);
            self.push("i");
        }
    }

    /// Applies the rule of the longest of the endings that the word has, if that is in a region.
    fn replace(&mut self, endings: &[Ending], region: usize) {
        let [.., a, b] = *self.letters.as_bytes() else { return };
        let has = |ending: &&Ending| ending.last == [a, b] && self.letters.ends_with(ending.letters);
        let Some(ending) = endings.iter().find(has) else { return };
        let before = self.letters.len() - ending.letters.len();
        if before < region {
            return;
        }
        match ending.rule {
            Rule::Put(instead) => {
                self.cut(ending.letters.len());
                self.push(instead);
            }
            Rule::CutAfter(letters) => {
                let letter = before.checked_sub(1).map(|at| self.letters.as_bytes()[at]);
                if letter.is_some_and(|letter| letters.as_bytes().contains(&letter)) {
                    // of "ogi" only the last goes
                    self.cut(if ending.letters == "ogi" { 1 } else { ending.letters.len() });
                }
            }
            Rule::CutInSecond if before >= self.second => self.cut(ending.letters.len()),
            Rule::CutInSecond => {}
        }
    }

    /// Silent "e" and doubled "l".
    fn step_5(&mut self) {
        let Some(before) = self.letters.len().checked_sub(1) else { return };
        let in_second = before >= self.second;
        let goes = match *self.letters.as_bytes() {
            [.., b'e'] => in_second || (before >= self.first && !self.ends_with_short_syllable(before)),
            [.., b'l', b'l'] => in_second,
            _ => false,
        };
        if goes {
            self.cut(1);
        }
    }

    fn ends_with(&self, ending: &str) -> bool {
        self.letters.ends_with(ending)
    }

    fn is_vowel(&self, at: usize) -> bool {
        self.vowels >> at & 1 == 1
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.vowels & low_bits(end) != 0
    }

    /// Whether a consonant, a vowel and a consonant other than w, x, y end there, or the word is a vowel and a consonant up to there.
    fn ends_with_short_syllable(&self, end: usize) -> bool {
        if end < 2 || self.is_vowel(end - 1) || !self.is_vowel(end - 2) {
            return false;
        }
        end == 2 || (!self.is_vowel(end - 3) && !b"wxy".contains(&self.letters.as_bytes()[end - 1]))
    }

    fn cut(&mut self, letters: usize) {
        self.letters.truncate(self.letters.len() - letters);
        self.vowels &= low_bits(self.letters.len());
    }

    fn push(&mut self, letters: &str) {
        for letter in letters.bytes() {
            self.vowels |= u64::from(is_vowel(letter)) << self.letters.len();
            self.letters.push(char::from(letter));
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn low_bits(count: usize) -> u64 {
    1_u64.checked_shl(count as u32).map_or(u64::MAX, |bit| bit - 1)
}

/// The first set bit from one on, or the number of all if there is none.
fn first_bit(bits: u64, from: usize) -> usize {
    (bits & !low_bits(from)).trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reference(word: &str) -> String {
        rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English).stem(word).into_owned()
    }

    fn own(word: &str) -> String {
        let mut word = word.to_owned();
        stem(&mut word);
        word
    }

    #[test]
    fn exceptions_and_their_neighbours_are_as_in_rust_stemmers() {
        let words = "skis skies sky dying lying tying idly gently ugly early only singly news howe atlas cosmos bias andes \
            inning outing canning herring earring proceed exceed succeed generate communism arsenal";
        for word in words.split_whitespace() {
            for word in [word.to_owned(), format!("{word}s"), format!("a{word}"), format!("'{word}'s'")] {
                assert_eq!(own(&word), reference(&word), "{word}");
            }
        }
    }

    #[test]
    fn short_words_are_as_in_rust_stemmers() {
        let letters: Vec<char> = "aeyt'sdbl".chars().collect();
        let mut words = vec![String::new()];
        for _ in 0..5 {
            let longer =
                words.iter().flat_map(|word| letters.iter().map(move |letter| format!("{word}{letter}")));
            words = longer.collect();
            for word in &words {
                assert_eq!(own(word), reference(word), "{word}");
            }
        }
    }

    #[test]
    fn words_of_the_sample_are_as_in_rust_stemmers() {
        let sample = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl"));
        let mut stemmed = 0;
        crate::text::scan(sample, |_, word| {
            if word.is_ascii() && word.len() <= LONGEST {
                let word = word.to_ascii_lowercase();
                assert_eq!(own(&word), reference(&word), "{word}");
                stemmed += 1;
            }
        });
        assert!(stemmed > 10_000);
    }

    /// Letters, and the endings that the rules know, in any order.
    fn pieces() -> impl Strategy<Value = Vec<&'static str>> {
        let endings = [&STEP_2[..], &STEP_3, &STEP_4].into_iter().flatten();
        let mut pieces: Vec<&str> = endings
            .flat_map(|ending| {
                let instead = match ending.rule {
                    Rule::Put(instead) => instead,
                    _ => "",
                };
                [ending.letters, instead]
            })
            .collect();
        pieces.extend([
            "'s'", "'s", "'", "sses", "ies", "ied", "us", "eed", "eedly", "ing", "ingly", "ed", "edly",
        ]);
        pieces.extend(["gener", "commun", "arsen", "at", "bl", "iz", "ll", "pp", "yy", "_", "Z"]);
        const LETTERS: &str = "aabcddeeefghiijkllmnnooppqrrssttuuvwwxxyyyz";
        let letters = (0..LETTERS.len()).map(|at| &LETTERS[at..at + 1]);
        let letters = prop::collection::vec(prop::sample::select(letters.collect::<Vec<_>>()), 0..6);
        let pieces = prop::collection::vec(prop::sample::select(pieces), 0..4);
        (letters, pieces).prop_map(|(mut letters, pieces)| {
            letters.extend(pieces);
            letters
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn all_words_are_as_in_rust_stemmers(pieces in pieces()) {
            let word = pieces.concat();
            if word.len() <= LONGEST {
                prop_assert_eq!(own(&word), reference(&word), "{}", word);
            }
        }
    }
}
