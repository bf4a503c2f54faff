//! The front door: from articles to stories, by the caller's ids.
//!
//! [`cluster`] groups a closed set, a [`Clusterer`] a stream. Below are engines that number articles: those of
//! [`cluster`](mod@crate::cluster), and with `Config::find_copies` those that also say whose text
//! an article has.

mod assignment;
pub(crate) mod batch;
mod clusterer;
mod history;
mod members;
mod memory;
mod saved;
mod story;

pub use assignment::{Assignment, Change, Evidence, Outcome};
pub use batch::{BatchClusterer, cluster};
pub use clusterer::Clusterer;
pub use history::StoryHistory;
pub use memory::MemoryUsage;
pub use story::{Member, Printing, Reason, Stories, Story, StoryOrigin};
