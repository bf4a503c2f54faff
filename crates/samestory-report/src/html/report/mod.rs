//! All stories on one page.
//!
//! The list of stories is plain HTML. The view of each story stands in a `noscript` element behind it: without scripts it is read
//! there; with scripts a browser keeps it as text, which costs next to nothing, and makes it a part of the page when it is asked
//! for. So every text is escaped once, here, and the script writes none.

mod coverage;
mod days;
mod following;
mod front;
mod list;
mod matrix;
mod members;
mod outlets;
mod page;
mod passages;
mod propagation;
mod story;
mod timeline;
mod versions;
mod words;

pub use following::following_policy;
pub use front::write_front_page;
pub use page::Report;
