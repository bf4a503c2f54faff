//! Where letters, digits and low lines of ASCII stand, and the words of them, found 64 bytes at a time.

use super::word_classes::joins_ascii as joins;

/// How many bytes are looked at together: one bit each.
pub(super) const BLOCK: usize = 64;

/// A text, with what is known of the bytes that were looked at last. Of the numbers each bit is of a byte of the block at hand, the
/// lowest of the first.
pub(super) struct Letters<'t> {
    bytes: &'t [u8],
    /// Where the block at hand begins.
    start: usize,
    /// Whether it is an ASCII letter, digit or low line.
    core: u64,
    /// Whether it is one of these, or a mark that joins the two beside it.
    word: u64,
    /// Whether it is part of a character beyond ASCII.
    wide: u64,
    /// Whether it is part of one, or a mark before one.
    doubtful: u64,
}

impl<'t> Letters<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        let mut letters = Self { bytes, start: 0, core: 0, word: 0, wide: 0, doubtful: 0 };
        letters.look_at(0);
        letters
    }

    /// The first place from this one on with a letter, digit or low line of ASCII, or any character beyond it; the end of the
    /// text if there is none.
    #[inline(always)]
    pub(super) fn next(&mut self, from: usize) -> usize {
        self.first(from, |block| block.core | block.wide)
    }

    /// The first place from this one on that does not go on with a word of ASCII, and whether more must be looked at to know if the
    /// word ends there: a character beyond ASCII, or a mark before one.
    #[inline(always)]
    pub(super) fn end_of_word(&mut self, from: usize) -> (usize, bool) {
        let end = self.first(from, |block| !block.word);
        let offset = end.wrapping_sub(self.start);
        (end, offset < BLOCK && self.doubtful >> offset & 1 != 0)
    }

    /// The first place from this one on whose bit is set, block by block; the end of the text if there is none.
    #[inline(always)]
    fn first(&mut self, from: usize, bits: impl Fn(&Self) -> u64) -> usize {
        let mut at = from;
        loop {
            let offset = at.wrapping_sub(self.start);
            if offset >= BLOCK {
                if at >= self.bytes.len() {
                    return self.bytes.len();
                }
                self.look_at(at);
                continue;
            }
            let rest = bits(self) >> offset;
            if rest != 0 {
                return at + rest.trailing_zeros() as usize;
            }
            at = self.start + BLOCK;
        }
    }

    /// After the text there is nothing, as far as the block goes.
    #[inline(never)]
    fn look_at(&mut self, start: usize) {
        let rest = &self.bytes[start..];
        let mut padded = [0; BLOCK];
        let block = rest.first_chunk().unwrap_or_else(|| {
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        });
        let before = start.checked_sub(1).map_or(0, |before| self.bytes[before]);
        let after = rest.get(BLOCK).copied().unwrap_or_default();
        let (core, marks) = (one_bit_each(&block.map(is_core)), one_bit_each(&block.map(is_mark)));
        let left = core << 1 | u64::from(is_core(before));
        let right = core >> 1 | u64::from(is_core(after)) << (BLOCK - 1);
        // few marks stand between two of these
        let (mut between, mut joining) = (marks & left & right, 0);
        while between != 0 {
            let at = between.trailing_zeros() as usize;
            between &= between - 1;
            let left = at.checked_sub(1).map_or(before, |left| block[left]);
            let right = block.get(at + 1).copied().unwrap_or(after);
            joining |= u64::from(joins(left, block[at], right)) << at;
        }
        let wide = if block.is_ascii() { 0 } else { one_bit_each(&block.map(|byte| byte >= 0x80)) };
        let before_wide = marks & (wide >> 1 | u64::from(after >= 0x80) << (BLOCK - 1));
        (self.start, self.core, self.word) = (start, core, core | joining);
        (self.wide, self.doubtful) = (wide, wide | before_wide);
    }
}

/// Whether a byte is a letter, digit or low line of ASCII; without a branch, so that many are told at once.
#[inline(always)]
fn is_core(byte: u8) -> bool {
    let among = |byte: u8, first: u8, last: u8| byte.wrapping_sub(first) <= last - first;
    among(byte | 0x20, b'a', b'z') | among(byte, b'0', b'9') | (byte == b'_')
}

/// Whether a byte is a mark of ASCII that may stand between two letters or two digits of a word.
#[inline(always)]
fn is_mark(byte: u8) -> bool {
    (byte == b'\'') | (byte == b'.') | (byte == b':') | (byte == b',') | (byte == b';')
}

/// A number with a bit for each, the first lowest.
#[inline(always)]
pub(super) fn one_bit_each(told: &[bool; BLOCK]) -> u64 {
    let (eights, _) = told.as_chunks::<8>();
    let bits = eights.iter().zip((0..).step_by(8)).map(|(eight, at)| {
        // the factor moves the lowest bit of each byte to its place in the highest byte, and no two products meet
        let eight = u64::from_le_bytes(eight.map(u8::from));
        (eight.wrapping_mul(0x0102_0408_1020_4080) >> 56) << at
    });
    bits.fold(0, |all, eight| all | eight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_at_every_place() {
        for byte in 0..=u8::MAX {
            let expected = byte.is_ascii_alphanumeric() || byte == b'_';
            assert_eq!(is_core(byte), expected, "{byte}");
            for place in 0..BLOCK {
                let told = std::array::from_fn(|at| (at == place) == expected);
                let one = 1_u64 << place;
                assert_eq!(one_bit_each(&told), if expected { one } else { !one });
            }
        }
    }

    #[test]
    fn runs_are_those_found_byte_by_byte() {
        let text = "The 3,000 troops_of Mali’s army, in Algiers: the U.S.’ no. 1;2 won't_'s go. 3.a 4:5 a:b "
            .repeat(9);
        let text = text + &"x".repeat(150) + "é_";
        for end in 0..=text.len() {
            let bytes = &text.as_bytes()[..end];
            let mut letters = Letters::new(bytes);
            let mut check = |from: usize| {
                let place = |is: &dyn Fn(u8) -> bool| {
                    (from..bytes.len()).find(|&at| is(bytes[at])).unwrap_or(bytes.len())
                };
                assert_eq!(letters.next(from), place(&|byte| is_core(byte) || byte >= 0x80));
                let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or_default();
                let of_word = |place: usize| {
                    let [left, mark, right] = [place.checked_sub(1), Some(place), Some(place + 1)].map(at);
                    is_core(mark)
                        || is_mark(mark) && is_core(left) && is_core(right) && joins(left, mark, right)
                };
                let end = (from..bytes.len()).find(|&at| !of_word(at)).unwrap_or(bytes.len());
                let is_wide = |place: usize| at(Some(place)) >= 0x80;
                let is_doubtful = is_wide(end) || is_mark(at(Some(end))) && is_wide(end + 1);
                assert_eq!(letters.end_of_word(from), (end, is_doubtful), "{end} {from}");
            };
            // forwards, and back again
            (0..end).step_by(7).for_each(&mut check);
            (0..end).rev().step_by(11).for_each(&mut check);
        }
    }
}
