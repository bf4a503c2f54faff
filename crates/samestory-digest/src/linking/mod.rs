//! Links between stories of several languages.

mod best;
mod key;
mod linker;

pub use linker::{LanguageLinker, StoryLink};
