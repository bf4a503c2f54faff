//! When two texts can be states of one article.

use std::collections::BTreeSet;

use crate::text::{Tokenizer, UnicodeWords, fold_case, fold_diacritics, languages_of_stop_word};

/// Two states of an article have more of their different words in common, as a share of all (the coefficient of Dice), words of no
/// meaning left out. On the sample corpus 98 % of the pairs of articles on different events have less.
const MIN_IN_COMMON: f64 = 0.12;

/// What two states have in common where their addresses are not the same, but have something in common.
const MIN_MUCH_IN_COMMON: f64 = 0.35;

/// The different words of an article's headline and text that mean something.
#[derive(Debug, Clone)]
pub struct ContentWords(BTreeSet<String>);

impl ContentWords {
    /// Those of a headline and a text.
    pub fn new(title: &str, text: &str) -> Self {
        let mut words = BTreeSet::new();
        for part in [title, text] {
            let mut before: Option<char> = None;
            UnicodeWords.tokenize(part, &mut |_, word| {
                let folded = fold_case(word).replace(['’', '\''], "");
                let mut chars = folded.chars();
                match (chars.next(), chars.next()) {
                    // characters of scripts without spaces mean something in twos
                    (Some(c), None) if c >= '\u{e00}' => {
                        words.extend(before.map(|before| [before, c].iter().collect::<String>()));
                        before = Some(c);
                    }
                    (Some(_), _) => {
                        before = None;
                        if languages_of_stop_word(&folded) == 0 {
                            words.insert(fold_diacritics(&folded));
                        }
                    }
                    _ => {}
                }
            });
        }
        Self(words)
    }

    fn in_common(&self, other: &Self) -> f64 {
        match self.0.len() + other.0.len() {
            0 => 0.0,
            both => 2.0 * self.0.intersection(&other.0).count() as f64 / both as f64,
        }
    }

    /// Whether two texts at one address can be one article's: some addresses show one article after the other. Texts without words
    /// of meaning can be anything.
    pub fn may_be_versions(&self, other: &Self) -> bool {
        self.0.is_empty() || other.0.is_empty() || self.in_common(other) >= MIN_IN_COMMON
    }

    /// Whether two texts are one article's though their addresses differ in a part.
    pub fn are_much_alike(&self, other: &Self) -> bool {
        self.in_common(other) >= MIN_MUCH_IN_COMMON
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_share_nothing_are_not_one_article() {
        let words = |text| ContentWords::new("", text);
        let ferry =
            words("A ferry with 40 passengers ran aground off the cape on Tuesday. All were brought ashore.");
        let school = words(
            "Parliament passed the school reform with a narrow majority. Teachers will be paid more from August.",
        );
        let later = words(
            "All 40 passengers of a ferry that ran aground off the cape are safe, the coast guard says.",
        );
        assert!(!ferry.may_be_versions(&school) && ferry.may_be_versions(&later));
        assert!(ferry.are_much_alike(&ferry) && !ferry.are_much_alike(&school));
        let (rice, court) =
            (words("쌀값이 2년 만에 최저로 떨어졌다"), words("법원이 전 시장에게 무죄를 선고했다"));
        assert!(!rice.may_be_versions(&court));
        let (quake, election) =
            (words("北海道で地震があり三人がけがをした"), words("市長選挙で新人候補が当選した"));
        assert!(!quake.may_be_versions(&election));
        assert!(words("").may_be_versions(&ferry));
    }
}
