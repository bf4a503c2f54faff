//! What the wording of an article tells beside its terms.

use super::config::Config;
use crate::article::Article;
use crate::text::{Weekdays, beginning, quoted_runs};

/// Bytes of a word with the blank after it, about.
const WORD: usize = 6;

/// What two reports of one event agree on, however they put the rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Particulars {
    /// The days of the week that title and lead name.
    pub(super) weekdays: Weekdays,
    /// What it quotes: [`quoted_runs`].
    pub(super) quoted: Box<[u32]>,
}

impl Particulars {
    pub(super) fn of(article: &Article, config: &Config) -> Self {
        let body = beginning(&article.body, config.analysis.longest_text);
        let lead = beginning(body, config.analysis.lead_words.saturating_mul(WORD));
        Self {
            weekdays: Weekdays::named(&article.title).and(Weekdays::named(lead)),
            quoted: quoted_runs(body).into(),
        }
    }

    /// How many runs both quote.
    pub(super) fn quoted_by_both(&self, other: &Self) -> usize {
        let (mut a, mut b, mut both) = (self.quoted.iter().peekable(), other.quoted.iter().peekable(), 0);
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    both += 1;
                    a.next();
                    b.next();
                }
            }
        }
        both
    }

    /// Bytes held beside itself.
    pub(super) fn memory_usage(&self) -> usize {
        self.quoted.len() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_by_both_is_the_size_of_the_intersection() {
        let quoting = |runs: &[u32]| Particulars { quoted: runs.into(), ..Particulars::default() };
        assert_eq!(quoting(&[1, 3, 5, 9]).quoted_by_both(&quoting(&[0, 3, 4, 9, 10])), 2);
        assert_eq!(quoting(&[]).quoted_by_both(&quoting(&[1])), 0);
    }
}
