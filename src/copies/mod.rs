//! Which articles have their text from which.

mod config;
mod direction;
mod finder;
mod furniture;
mod index;
mod link;
mod overlap;
mod print;
mod winnow;
mod words;

pub use config::{CopyConfig, CopyConfigError};
pub use direction::{Direction, Sign};
pub use finder::{CopyFinder, Found};
pub use furniture::Furniture;
pub use link::{CopyKind, CopyLink, QuoteLink};
pub use overlap::{Overlap, SharedQuote, SharedSentence};
pub use print::Span;
