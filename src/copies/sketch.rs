//! A few numbers that tell how much of its text an article shares with another.

use serde::{Deserialize, Serialize};

use crate::ascending::count_common;
use crate::saved::ensure;
use crate::text::scan_runs;

/// Words in a shingle.
const SHINGLE: usize = 4;

/// Shorter words are left out: most of them say little, and editors change them. In bytes.
const MIN_WORD: usize = 4;

/// A run of letters goes on as another word after so many bytes: some scripts do not part words.
const MAX_WORD: usize = 16;

/// How many shingles of a text are kept: all of a brief, a third of a short report, an eighth of a long one.
fn count_kept(shingles: usize) -> usize {
    shingles.min(32).max((shingles / 3).min(64)).max(shingles / 8)
}

/// The smallest fingerprints of the shingles of a text, ascending: the same of the same passage, wherever it is (bottom-k sketches,
/// [Broder 1997](https://doi.org/10.1109/SEQUEN.1997.666900), [Cohen & Kaplan 2007](https://doi.org/10.1145/1281100.1281133)). What two texts share is estimated by the fingerprints that both
/// have among those that both would have kept.
///
/// Words are runs of letters and digits, without case. They are cheaper than those of a [`Print`](super::print::Print), and not
/// the same for all spellings.
///
/// # Resource use
///
/// 4 bytes a shingle that is kept: of 32 shingles all, of 200 some 64, of more one in eight.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sketch {
    kept: Box<[u32]>,
    /// Shingles with larger fingerprints were left out.
    limit: u32,
}

/// Makes sketches, with memory to reuse.
#[derive(Debug, Default)]
pub(crate) struct Sketcher {
    words: Vec<u64>,
    shingles: Vec<u32>,
}

impl Sketcher {
    /// The sketch of a text.
    ///
    /// # Complexity
    ///
    /// Linear.
    pub(crate) fn sketch(&mut self, text: &str) -> Sketch {
        let found = find_words(text, &mut self.words);
        let shingles = &mut self.shingles;
        shingles.clear();
        shingles.extend(self.words[..found].windows(SHINGLE).map(fingerprint));
        let most = count_kept(shingles.len());
        let mut limit = u32::MAX;
        if shingles.len() > most {
            limit = *shingles.select_nth_unstable(most - 1).1;
            shingles.truncate(most);
        }
        shingles.sort_unstable();
        shingles.dedup();
        Sketch { kept: shingles.as_slice().into(), limit }
    }
}

impl Sketch {
    /// The fingerprints.
    pub(crate) fn kept(&self) -> &[u32] {
        &self.kept
    }

    /// How many fingerprints both have.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        count_common(&self.kept, &other.kept)
    }

    /// The share of the shorter of two texts that is in the other, by how many fingerprints [both have](Self::shared), 0 to 1.
    pub(crate) fn containment(&self, other: &Self, shared: usize) -> f64 {
        let limit = self.limit.min(other.limit);
        let of = |sketch: &Self| sketch.kept.partition_point(|&fingerprint| fingerprint <= limit);
        shared as f64 / of(self).min(of(other)).max(1) as f64
    }

    /// Checks that what was read is a sketch.
    ///
    /// # Errors
    ///
    /// Says that it is none.
    pub(crate) fn check(&self) -> Result<(), String> {
        let is_limited = self.limit == u32::MAX || self.kept.last() == Some(&self.limit);
        ensure(is_limited && self.kept.is_sorted_by(|a, b| a < b), || {
            format!("{} fingerprints up to {} are out of order", self.kept.len(), self.limit)
        })
    }

    /// Bytes held beside itself.
    pub(crate) fn memory_usage(&self) -> usize {
        self.kept.len() * size_of::<u32>()
    }
}

/// Puts a number for each word into `words` from its beginning on, and gives how many there are.
fn find_words(text: &str, words: &mut Vec<u64>) -> usize {
    let bytes = text.as_bytes();
    // one is shorter than what parts it from the next, and the last may be too short
    let most = bytes.len() / MIN_WORD + 2;
    if words.len() < most {
        words.resize(most, 0);
    }
    let mut found = 0;
    scan_runs(text, |mut start, end| {
        while end - start > MAX_WORD {
            words[found] = word(bytes, start, MAX_WORD);
            found += 1;
            start += MAX_WORD;
        }
        // no branch depends on how long a word is: the next one is written over one that is too short
        words[found] = word(bytes, start, end - start);
        found += usize::from(end - start >= MIN_WORD);
    });
    found
}

/// By length, what keeps so many bytes of 16: a shift of 128 bits is slower.
static FIRST_BYTES: [u128; MAX_WORD + 1] = {
    let mut masks = [0; MAX_WORD + 1];
    let mut len = 1;
    while len <= MAX_WORD {
        masks[len] = u128::MAX >> (8 * (MAX_WORD - len));
        len += 1;
    }
    masks
};

/// A number for a word of up to 16 bytes, without case. Digits and letters of other scripts stay apart.
fn word(bytes: &[u8], start: usize, len: usize) -> u64 {
    let rest = &bytes[start..];
    let sixteen = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut sixteen = [0; MAX_WORD];
        sixteen[..rest.len()].copy_from_slice(rest);
        sixteen
    });
    let folded = u128::from_le_bytes(sixteen) | u128::from_le_bytes([0x20; MAX_WORD]);
    let kept = folded & FIRST_BYTES[len];
    (kept as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (kept >> 64) as u64
}

fn fingerprint(words: &[u64]) -> u32 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
    for &word in words {
        hash = (hash.rotate_left(23) ^ word).wrapping_mul(0x2545_f491_4f6c_dd1d);
    }
    hash ^= hash >> 29;
    (hash.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        let found = find_words(text, &mut words);
        words.truncate(found);
        words
    }

    fn text(numbers: std::ops::Range<u32>) -> String {
        numbers.map(|n| format!("word{} ", n.wrapping_mul(2_654_435_761))).collect()
    }

    fn containment(a: &str, b: &str) -> f64 {
        let [a, b] = [a, b].map(|text| Sketcher::default().sketch(text));
        let shared = a.kept.iter().filter(|fingerprint| b.kept.contains(fingerprint)).count();
        assert_eq!((a.shared(&b), b.shared(&a)), (shared, shared));
        assert_eq!(a.containment(&b, shared), b.containment(&a, shared));
        a.containment(&b, shared)
    }

    #[test]
    fn words_are_told_by_letters() {
        assert_eq!(words("Clinton’s visit — “a first” — to Alger\u{a0}2012").len(), 5);
        assert_eq!(words("").len(), 0);
        assert_eq!(words("\u{e2}\u{c2}").len(), 1);
        assert_eq!(words("l'été 2003, Алжир。日本語の新聞").len(), 4);
        assert_eq!(words("Algeria’s"), words("ALGERIA's"));
    }

    #[test]
    fn what_is_read_is_a_sketch_or_refused() {
        for text in [text(0..0), text(0..9), text(0..2000)] {
            assert_eq!(Sketcher::default().sketch(&text).check(), Ok(()));
        }
        let sketch = |kept: &[u32], limit| Sketch { kept: kept.into(), limit };
        for wrong in [sketch(&[2, 1], u32::MAX), sketch(&[1, 1], 1), sketch(&[1, 2], 3), sketch(&[], 3)] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_shared_is_estimated() {
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 0.15, "{found} {expected}");
        near(containment(&text(0..60), &text(0..60)), 1.0);
        near(containment(&text(0..2000), &text(1000..3000)), 0.5);
        near(containment(&text(0..2000), &text(500..700)), 1.0);
        near(containment(&text(0..400), &text(100..700)), 0.75);
        near(containment(&text(0..400), &text(400..900)), 0.0);
        near(containment("", &text(0..9)), 0.0);
    }
}
