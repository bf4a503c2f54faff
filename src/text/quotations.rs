//! What is quoted, word for word.

use memchr::memchr3_iter;

use super::words::scan;

/// Words in a row that are kept as one.
const RUN: usize = 4;

/// One of so many runs is kept, chosen by its fingerprint: the same in every text.
pub(crate) const KEPT_OF: u32 = 2;

/// Bytes that a quotation has at most; what goes on longer has lost its end.
const LONGEST: usize = 2_000;

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
            let hash = fingerprint_of_run(&run);
            if words >= RUN && (hash as u32).is_multiple_of(KEPT_OF) {
                runs.push((hash >> 32) as u32);
            }
        });
    }
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Odd numbers to multiply with: those of FNV-1a and of the finalizer of MurmurHash3.
const PRIME: u64 = 0x0100_0000_01b3;
const MIX: [u64; 2] = [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53];

/// Of the letters and digits of a word, by FNV-1a.
fn fingerprint(word: &str) -> u64 {
    let add = |hash: u64, letter: u32| (hash ^ u64::from(letter)).wrapping_mul(PRIME);
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        letters.fold(MIX[0], |hash, letter| add(hash, letter.to_ascii_lowercase().into()))
    } else {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.fold(MIX[0], |hash, letter| add(hash, letter.into()))
    }
}

/// Of the words of a run in their order, every bit of them in every bit of it.
fn fingerprint_of_run(run: &[u64; RUN]) -> u64 {
    let joined = run.iter().fold(0, |hash: u64, word| (hash.rotate_left(31) ^ word).wrapping_mul(MIX[0]));
    let mixed = (joined ^ joined >> 33).wrapping_mul(MIX[1]);
    mixed ^ mixed >> 33
}

/// The texts between quotation marks.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut open = None::<usize>;
    places_of_marks(bytes).filter_map(move |place| {
        let (mark, len) = Mark::at(&bytes[place..])?;
        let begun = open;
        open = match mark {
            Mark::Opens => Some(place + len),
            Mark::Either if begun.is_none() => Some(place + len),
            Mark::Either | Mark::Closes | Mark::EndsParagraph => None,
        };
        let quotation = text.get(begun?..place)?;
        (quotation.len() <= LONGEST && mark != Mark::Opens).then_some(quotation)
    })
}

/// Where the first byte of a [`Mark`] stands, in order.
fn places_of_marks(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut some = memchr3_iter(b'"', 0xc2, 0xe2, bytes).peekable();
    let mut others = memchr3_iter(b'`', b'\'', b'\n', bytes).peekable();
    std::iter::from_fn(move || match (some.peek(), others.peek()) {
        (Some(one), Some(other)) if other < one => others.next(),
        (Some(_), _) => some.next(),
        (None, _) => others.next(),
    })
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
