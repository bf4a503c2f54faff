//! Pages of sites that keep the versions of articles, as a reader saves them.

mod columns;
mod error;
mod header;
mod html;
mod page;
mod script;
mod text;
mod title;

pub use error::NewsDiffsError;
pub use page::{NewsDiffsPage, PageVersion};
