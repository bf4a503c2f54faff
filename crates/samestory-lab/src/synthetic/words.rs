//! Words out of syllables.

const ONSETS: [&str; 16] =
    ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v", "z", "br", "tr", "sk"];
const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
const ENDINGS: [&str; 5] = ["n", "k", "rt", "m", "x"];

/// What holds English sentences together.
pub(super) const FUNCTION_WORDS: [&str; 40] = [
    "the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "was", "is", "by", "at", "from", "as",
    "it", "he", "an", "be", "were", "has", "had", "have", "which", "their", "but", "who", "after", "they",
    "its", "been", "this", "will", "his", "would", "about", "more", "when", "not",
];

/// The word of a rank: for each rank another one, longer for higher ranks.
pub(super) fn word(rank: u64) -> String {
    let mut word = String::new();
    let mut rest = rank;
    let ending = ENDINGS[(rest % 5) as usize];
    rest /= 5;
    loop {
        word.push_str(ONSETS[(rest % 16) as usize]);
        word.push_str(VOWELS[(rest / 16 % 5) as usize]);
        rest /= 80;
        if rest == 0 {
            break;
        }
        // so that no word of more syllables is one of fewer
        rest -= 1;
    }
    word.push_str(ending);
    word
}

/// The same with a capital.
pub(super) fn name(rank: u64) -> String {
    let mut name = word(rank);
    name[..1].make_ascii_uppercase();
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_rank_has_its_own_word() {
        let words: HashSet<String> = (0..200_000).map(word).collect();
        assert_eq!(words.len(), 200_000);
    }
}
