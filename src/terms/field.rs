//! The views of an article.

use serde::{Deserialize, Serialize};

/// A view of an article that is weighed and compared by itself.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// All words, those of the title counted twice, and the n-grams if asked for.
    All,
    /// The words of the title.
    Title,
    /// The words of the title and of the beginning of the body.
    Lead,
    /// Words and spans of names, anywhere.
    Names,
    /// Words with digits, anywhere.
    Numbers,
    /// Names in the title and the beginning of the body.
    LeadNames,
    /// Words with digits in the title and the beginning of the body.
    LeadNumbers,
}

impl Field {
    /// All fields, in order.
    pub const ALL: [Field; 7] = [
        Field::All,
        Field::Title,
        Field::Lead,
        Field::Names,
        Field::Numbers,
        Field::LeadNames,
        Field::LeadNumbers,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// As an index into arrays by field.
    pub fn index(self) -> usize {
        self as usize
    }
}
