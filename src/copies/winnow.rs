//! Which shingles of a text it is found by: winnowing ([Schleimer, Wilkerson & Aiken
//! 2003](https://doi.org/10.1145/872757.872770)).

/// Significant words in a shingle.
pub(crate) const SHINGLE: usize = 4;

/// Of so many shingles in a row at least one is selected.
pub(crate) const WINDOW: usize = 5;

/// A run of so many significant words that two texts share is never missed: it holds a whole window of shingles, and both
/// texts select the same one of it.
pub(crate) const SHORTEST_RUN: usize = SHINGLE + WINDOW - 1;

/// A selected shingle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Selected {
    pub(crate) shingle: u64,
    /// Its first word.
    pub(crate) word: u32,
}

/// The number of some words in this order.
pub(crate) fn shingle(words: &[u32]) -> u64 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
    for &word in words {
        hash = (hash.rotate_left(23) ^ u64::from(word)).wrapping_mul(0x2545_f491_4f6c_dd1d);
    }
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 32)
}

/// The smallest shingle of every window, the last of equal ones; a text shorter than a window has one.
///
/// # Complexity
///
/// Linear; about one of three shingles is selected.
pub(crate) fn winnow(words: &[u32]) -> Vec<Selected> {
    let count = (words.len() + 1).saturating_sub(SHINGLE);
    let mut recent = [0_u64; WINDOW];
    let mut selected: Vec<Selected> = Vec::with_capacity(count / 2);
    let mut least: Option<Selected> = None;
    for at in 0..count {
        let here = shingle(&words[at..at + SHINGLE]);
        recent[at % WINDOW] = here;
        match least {
            Some(known) if known.word as usize + WINDOW > at && known.shingle < here => {}
            Some(known) if known.word as usize + WINDOW <= at => {
                let window = at + 1 - WINDOW..=at;
                let best = window.rev().min_by_key(|&place| recent[place % WINDOW]).unwrap_or(at);
                least = Some(Selected { shingle: recent[best % WINDOW], word: best as u32 });
            }
            _ => least = Some(Selected { shingle: here, word: at as u32 }),
        }
        if at + 1 >= WINDOW.min(count) && selected.last() != least.as_ref() {
            selected.extend(least);
        }
    }
    selected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_has_its_least_shingle() {
        let words: Vec<u32> = (0..400_u32).map(|n| n.wrapping_mul(2_654_435_761) >> 24).collect();
        let selected = winnow(&words);
        let all: Vec<u64> = words.windows(SHINGLE).map(shingle).collect();
        for (first, window) in all.windows(WINDOW).enumerate() {
            let least = *window.iter().min().unwrap();
            let inside = |s: &&Selected| (first..first + WINDOW).contains(&(s.word as usize));
            assert!(selected.iter().filter(inside).any(|s| s.shingle == least), "{first}");
        }
        assert!((80..220).contains(&selected.len()), "{}", selected.len());
        assert!(selected.windows(2).all(|pair| pair[0].word < pair[1].word));
    }

    #[test]
    fn short_texts() {
        assert!(winnow(&[1, 2, 3]).is_empty());
        assert_eq!(winnow(&[1, 2, 3, 4]).len(), 1);
        // of 97 equal shingles there are 93 windows, and the last of each is another one
        assert_eq!(winnow(&[7; 100]).len(), 93);
    }
}
