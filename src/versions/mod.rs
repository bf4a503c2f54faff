//! How one article changed over time.

mod align;
mod comparable;
mod diff;
mod elapsed;
mod furniture;
mod observation;
mod sentences;
mod similarity;
mod tokens;
mod url;
mod url_date;
mod words;

pub use comparable::comparable;
pub use diff::{Place, SentenceEdit, SentenceKind, TextDiff};
pub use elapsed::{Elapsed, ElapsedError};
pub use furniture::is_furniture;
pub use observation::Observation;
pub use sentences::{Sentence, sentences};
pub(crate) use similarity::WordBag;
pub use url::canonical_url;
pub use url_date::date_in_url;
pub use words::{WordEdit, WordKind, diff_words};
