//! Where letters, digits and low lines of ASCII stand, found 64 bytes at a time.

/// How many bytes are looked at together: one bit each.
pub(super) const BLOCK: usize = 64;

/// A text, with what is known of the bytes that were looked at last.
pub(super) struct Letters<'t> {
    bytes: &'t [u8],
    /// Where the block at hand begins.
    start: usize,
    /// By byte of the block, the first one lowest: whether it is an ASCII letter, digit or low line.
    core: u64,
    /// Whether it is part of a character beyond ASCII.
    wide: u64,
}

impl<'t> Letters<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        let mut letters = Self { bytes, start: 0, core: 0, wide: 0 };
        letters.look_at(0);
        letters
    }

    /// The first place from this one on with a letter, digit or low line of ASCII, or any character beyond it; the end of the
    /// text if there is none.
    #[inline(always)]
    pub(super) fn next(&mut self, from: usize) -> usize {
        self.first(from, |block| block.core | block.wide)
    }

    /// The first place from this one on without a letter, digit or low line of ASCII.
    #[inline(always)]
    pub(super) fn end_of_run(&mut self, from: usize) -> usize {
        self.first(from, |block| !block.core)
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
        (self.start, self.core, self.wide) = (start, 0, 0);
        let mut padded = [0; BLOCK];
        let block = rest.first_chunk().unwrap_or_else(|| {
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        });
        self.core = one_bit_each(&block.map(is_core));
        if !block.is_ascii() {
            self.wide = one_bit_each(&block.map(|byte| byte >= 0x80));
        }
    }
}

/// Whether a byte is a letter, digit or low line of ASCII; without a branch, so that many are told at once.
#[inline(always)]
fn is_core(byte: u8) -> bool {
    let among = |byte: u8, first: u8, last: u8| byte.wrapping_sub(first) <= last - first;
    among(byte | 0x20, b'a', b'z') | among(byte, b'0', b'9') | (byte == b'_')
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
        let text = "The 3,000 troops_of Mali’s army, in Algiers, ".repeat(9) + &"x".repeat(150) + "é_";
        for end in 0..=text.len() {
            let bytes = &text.as_bytes()[..end];
            let mut letters = Letters::new(bytes);
            let mut check = |from: usize| {
                let place = |is: &dyn Fn(u8) -> bool| {
                    (from..bytes.len()).find(|&at| is(bytes[at])).unwrap_or(bytes.len())
                };
                assert_eq!(letters.next(from), place(&|byte| is_core(byte) || byte >= 0x80));
                assert_eq!(letters.end_of_run(from), place(&|byte| !is_core(byte)));
            };
            // forwards, and back again
            (0..end).step_by(7).for_each(&mut check);
            (0..end).rev().step_by(11).for_each(&mut check);
        }
    }
}
