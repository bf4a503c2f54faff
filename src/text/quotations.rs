//! What is quoted, word for word.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use super::words::scan;

/// Words in a row that are kept as one.
const RUN: usize = 4;

/// One of so many runs is kept, chosen by its fingerprint: the same in every text.
pub(crate) const KEPT_OF: u32 = 2;

/// Bytes that a quotation has at most; what goes on longer has lost its end.
const LONGEST: usize = 2_000;

const HASHER: FixedState = FixedState::with_seed(0x7175_6f74);

/// Fingerprints of the runs of four words inside the quotation marks of a text, half of them, ascending.
///
/// Two reports that quote the same sentence heard the same person say it: the wording of the reporters differs, that of the
/// quotation does not. Case and what is not a letter or digit do not count. A quotation ends with its mark or its
/// paragraph; single quotation marks are apostrophes too, and mean nothing here.
///
/// Sampling by fingerprint keeps of two texts the same runs: what they share is estimated by [`KEPT_OF`] times the runs that
/// both have ([Broder 1997](https://doi.org/10.1109/SEQUEN.1997.666900)).
///
/// # Complexity
///
/// Linear.
pub(crate) fn quoted_runs(text: &str) -> Vec<u32> {
    let mut runs = Vec::new();
    for quotation in quotations(text) {
        let (mut run, mut words) = ([0; RUN], 0);
        scan(quotation, |_, word| {
            run.rotate_left(1);
            run[RUN - 1] = fingerprint(word);
            words += 1;
            let hash = HASHER.hash_one(run);
            if words >= RUN && (hash as u32).is_multiple_of(KEPT_OF) {
                runs.push((hash >> 32) as u32);
            }
        });
    }
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Of the letters and digits of a word.
fn fingerprint(word: &str) -> u64 {
    let mut hasher = HASHER.build_hasher();
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        letters.for_each(|letter| hasher.write_u32(letter.to_ascii_lowercase().into()));
    } else {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.for_each(|letter| hasher.write_u32(letter.into()));
    }
    hasher.finish()
}

/// The texts between quotation marks.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let (mut at, mut open) = (0, None::<usize>);
    std::iter::from_fn(move || {
        loop {
            at += match open {
                None => position(&bytes[at..], may_open)?,
                Some(_) => position(&bytes[at..], may_be_mark)?,
            };
            let (place, begun) = (at, open);
            at += 1;
            let Some((mark, len)) = Mark::at(&bytes[place..]) else { continue };
            open = match mark {
                Mark::Opens => Some(place + len),
                Mark::Either if begun.is_none() => Some(place + len),
                Mark::Either | Mark::Closes | Mark::EndsParagraph => None,
            };
            let quotation = begun.and_then(|begun| text.get(begun..place));
            if let Some(quotation) = quotation.filter(|text| text.len() <= LONGEST && mark != Mark::Opens) {
                return Some(quotation);
            }
        }
    })
}

/// Whether a mark that begins a quotation may begin with a byte.
fn may_open(byte: u8) -> bool {
    (byte == b'"') | (byte == b'`') | (byte == 0xc2) | (byte == 0xe2)
}

/// Whether any mark may.
fn may_be_mark(byte: u8) -> bool {
    may_open(byte) | (byte == b'\n') | (byte == b'\'')
}

/// The first byte that is asked for. So many are looked at together, without a branch, that a processor takes them at once.
fn position(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    const TOGETHER: usize = 32;
    let (chunks, _) = bytes.as_chunks::<TOGETHER>();
    let without = |chunk: &&[u8; TOGETHER]| !chunk.iter().fold(false, |any, &byte| any | is(byte));
    let skipped = TOGETHER * chunks.iter().take_while(without).count();
    bytes[skipped..].iter().position(|&byte| is(byte)).map(|at| skipped + at)
}

/// What may begin or end a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    /// A straight mark, or “, which begins quotations in English and ends them in German.
    Either,
    EndsParagraph,
}

impl Mark {
    /// The mark at the beginning of a text, with its length.
    fn at(text: &[u8]) -> Option<(Self, usize)> {
        Some(match text {
            [b'"', ..] => (Self::Either, 1),
            [b'\n', ..] => (Self::EndsParagraph, 1),
            [b'`', b'`', ..] => (Self::Opens, 2),
            [b'\'', b'\'', ..] => (Self::Closes, 2),
            // « and »
            [0xc2, 0xab, ..] => (Self::Opens, 2),
            [0xc2, 0xbb, ..] => (Self::Closes, 2),
            // “, ” and „
            [0xe2, 0x80, 0x9c, ..] => (Self::Either, 3),
            [0xe2, 0x80, 0x9d, ..] => (Self::Closes, 3),
            [0xe2, 0x80, 0x9e, ..] => (Self::Opens, 3),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_whatever_is_around_them() {
        let one =
            quoted_runs("\"The use of force is clearly the only way that remains open to us,\" he said.");
        let other =
            quoted_runs("He added: “The use of force is clearly the only way that remains open to us.”");
        assert!(!one.is_empty() && one == other);
        assert!(quoted_runs("The use of force is clearly the only way that remains open to us.").is_empty());
    }

    #[test]
    fn quotations_of_many_kinds() {
        let found = |text: &'static str| quotations(text).collect::<Vec<_>>();
        assert_eq!(found("\"One,\" he said, \"and two.\" No."), ["One,", "and two."]);
        assert_eq!(found("“One” «deux» „drei“ ``four ''"), ["One", "deux", "drei", "four "]);
        // the mark of the second paragraph opens again
        assert_eq!(found("“One goes on\n“and on” and ends"), ["One goes on", "and on"]);
        assert_eq!(found("6\" of snow\nand no quotation"), [" of snow"]);
        assert_eq!(found("It's nobody's “business"), [""; 0]);
        assert_eq!(found("”“\"\"\n\""), ["", ""]);
    }

    #[test]
    fn quotations_are_found_wherever_they_stand() {
        for before in 0..70 {
            for within in 0..70 {
                let (before, within) = ("x".repeat(before), "é".repeat(within));
                let text = format!("{before}“{within}” said 'he', ''{before}\n``{within}");
                assert_eq!(quotations(&text).collect::<Vec<_>>(), [&within], "{text}");
            }
        }
    }

    #[test]
    fn case_and_punctuation_do_not_count() {
        let words =
            "we do not know and can't say when the talks will be taken up again or who is to lead them";
        let plain = quoted_runs(&format!("\"{words}\""));
        assert!((1..=17).contains(&plain.len()), "{}", plain.len());
        let other = words.replace("know", "KNOW,").replace("can't", "can’t");
        assert_eq!(quoted_runs(&format!("“{other}”")), plain);
        let cut = quoted_runs(&format!("“{}”", &words[..40]));
        assert!(cut.iter().all(|run| plain.contains(run)) && cut.len() < plain.len());
    }
}
