//! Runs of letters and digits: words as cheaply as they can be told.

use super::letters::{BLOCK, one_bit_each};

/// Gives where each run of letters and digits begins and ends, in bytes.
///
/// What is not ASCII counts as letters, but for the quotation marks, dashes and blanks of Latin-1, of General Punctuation, and of
/// Chinese and Japanese. Marks within words part them: "Clinton's" is two runs.
///
/// Blocks of bytes become bits, one a byte, set for letters; where runs of bits begin and end, those of letters do. So no branch depends
/// on a single byte, which nobody can predict.
///
/// # Complexity
///
/// Linear: a few instructions a byte, and a few more a run.
pub(crate) fn scan_runs(text: &str, mut visit: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut last = [b' '; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    // where a run begins that goes on, and bytes of the next block that are of a character which is no letter
    let (mut open, mut marks) = (None, 0);
    for (number, block) in blocks.iter().chain(std::iter::once(&last)).enumerate() {
        let first = number * BLOCK;
        let mut letters = one_bit_each(&block.map(is_letter)) & !std::mem::take(&mut marks);
        if !block.is_ascii() {
            let mut leads = one_bit_each(&block.map(|byte| (byte == 0xc2) | (byte == 0xe2) | (byte == 0xe3)));
            while leads != 0 {
                let at = leads.trailing_zeros() as usize;
                leads &= leads - 1;
                let mark = mark_bytes(block[at], bytes.get(first + at + 1).copied());
                letters &= !(mark << at);
                marks |= (u128::from(mark) << at >> BLOCK) as u64;
            }
        }
        let before = letters << 1 | u64::from(open.is_some());
        let (mut starts, mut ends) = (letters & !before, before & !letters);
        while ends != 0 {
            let end = first + ends.trailing_zeros() as usize;
            ends &= ends - 1;
            let start = open.take().unwrap_or_else(|| {
                let start = first + starts.trailing_zeros() as usize;
                starts &= starts - 1;
                start
            });
            visit(start, end);
        }
        if starts != 0 {
            open = Some(first + starts.trailing_zeros() as usize);
        }
    }
    if let Some(start) = open {
        visit(start, bytes.len());
    }
}

/// Whether a byte is a letter or digit, or a part of one.
fn is_letter(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10) | (byte >= 0x80)
}

/// A bit for each byte of a character that is no letter, by its first two bytes.
fn mark_bytes(lead: u8, next: Option<u8>) -> u64 {
    match (lead, next) {
        (0xc2, Some(_)) => 0b11,
        (0xe2, Some(0x80 | 0x81)) | (0xe3, Some(0x80)) => 0b111,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn runs(text: &str) -> Vec<&str> {
        let mut runs = Vec::new();
        scan_runs(text, |start, end| runs.push(&text[start..end]));
        runs
    }

    /// The same, character by character.
    fn runs_plainly(text: &str) -> Vec<&str> {
        let is_mark = |c: char| match c {
            '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{207f}' | '\u{3000}'..='\u{303f}' => true,
            c => c.is_ascii() && !c.is_ascii_alphanumeric(),
        };
        text.split(is_mark).filter(|run| !run.is_empty()).collect()
    }

    #[test]
    fn runs_are_told_by_letters() {
        assert_eq!(runs("Clinton’s — “a first”\u{a0}2012"), ["Clinton", "s", "a", "first", "2012"]);
        assert_eq!(runs("Алжир。日本語の新聞"), ["Алжир", "日本語の新聞"]);
        assert_eq!(runs(""), [""; 0]);
    }

    proptest! {
        #[test]
        fn runs_of_blocks_are_those_of_characters(
            text in prop::collection::vec("[a-z]{0,40}|[0-9A-Z]{1,4}|[ ,.'\n]{1,3}|[—’“\u{a0}。、éßйя日の\u{2e80}]{1,9}", 0..60)
        ) {
            let text = text.concat();
            prop_assert_eq!(runs(&text), runs_plainly(&text));
        }
    }
}
