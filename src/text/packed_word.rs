//! Short printed words as numbers.

/// The longest word, in bytes, that is packed.
const LONGEST: usize = 15;

/// The bytes of a printed word of at most 15 bytes, as one number: two words are compared by one comparison.
///
/// The last byte says how many there are, with its highest bit set, so that no word is 0. Longer words are all
/// [`PackedWord::LONG`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PackedWord(u128);

/// By length: the bits of so many bytes.
static FIRST_BYTES: [u128; LONGEST + 1] = {
    let mut bits = [0; LONGEST + 1];
    let mut len = 1;
    while len <= LONGEST {
        bits[len] = bits[len - 1] << 8 | 0xff;
        len += 1;
    }
    bits
};

impl PackedWord {
    /// A word that is too long to be packed.
    pub(crate) const LONG: Self = Self(0);

    /// No word at all: equal to none.
    pub(crate) const NOTHING: Self = Self(u128::MAX);

    /// Packs a word.
    #[cfg(test)]
    pub(crate) fn new(word: &str) -> Self {
        Self::at(word.as_bytes(), 0, word.len())
    }

    /// Packs the word that stands at a place of a text.
    #[inline(always)]
    pub(crate) fn at(text: &[u8], start: usize, len: usize) -> Self {
        if len > LONGEST {
            return Self::LONG;
        }
        let bytes = match text.get(start..).and_then(<[u8]>::first_chunk) {
            Some(sixteen) => u128::from_le_bytes(*sixteen) & FIRST_BYTES[len],
            None => at_the_end(text, start, len),
        };
        Self(bytes | (0x80 | len as u128) << 120)
    }

    /// The same word with small letters, if it is ASCII and has capitals.
    pub(crate) fn in_small_letters(self) -> Option<Self> {
        let bytes = self.0.to_le_bytes();
        let small = Self(u128::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase())));
        (self != Self::LONG && bytes[..LONGEST].is_ascii() && small != self).then_some(small)
    }

    /// A number that looks random. The factors are no text, so that neither half of a word makes the product 0.
    #[inline(always)]
    pub(crate) fn hash(self) -> u64 {
        let half = |half: u64, factor: u64| u128::from(half ^ factor);
        let product =
            half(self.0 as u64, 0xff13_198a_2e03_7073) * half((self.0 >> 64) as u64, 0x2443_f6a8_885a_30ff);
        (product as u64) ^ (product >> 64) as u64
    }
}

/// The bytes of a word with fewer than sixteen bytes of text from its beginning on.
#[cold]
fn at_the_end(text: &[u8], start: usize, len: usize) -> u128 {
    let mut bytes = [0; 16];
    for (byte, &letter) in bytes.iter_mut().zip(&text[start..start + len]) {
        *byte = letter;
    }
    u128::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_words_apart() {
        let words = ["", "a", "aa", "\0", "a\0", "fifteen bytes!!", "ñ"].map(PackedWord::new);
        for (i, a) in words.iter().enumerate() {
            assert!(*a != PackedWord::LONG && *a != PackedWord::NOTHING);
            assert!(words[..i].iter().all(|b| a != b && a.hash() != b.hash()));
        }
        assert_eq!(PackedWord::new("sixteen bytes!!!"), PackedWord::LONG);
    }

    #[test]
    fn the_text_around_does_not_matter() {
        let text = "A summit in Algiers, then".as_bytes();
        for (start, word) in [(2, "summit"), (12, "Algiers"), (21, "then")] {
            assert_eq!(PackedWord::at(text, start, word.len()), PackedWord::new(word));
        }
    }

    #[test]
    fn small_letters() {
        let small = |word| PackedWord::new(word).in_small_letters();
        assert_eq!(small("Mali"), Some(PackedWord::new("mali")));
        assert_eq!(small("U.S"), Some(PackedWord::new("u.s")));
        assert_eq!((small("mali"), small("Écoles"), small("International Inc")), (None, None, None));
    }
}
