//! The news desk: stories in which every text counts once.
//!
//! A wire report that fifty papers print says no more than the report alone, but to a clusterer it is fifty articles that
//! pull their story towards themselves. The desk joins [`copies`](crate::copies), [`versions`](crate::versions),
//! [`cluster`](crate::cluster) and [`origins`](crate::origins):
//!
//! 1. Which articles are copies or versions of another one is found first. Versions have one address and some words in common, or are near
//!    copies of one source; copies are those of which at least half comes from an article that is known to be the older one.
//! 2. Of each text one article is clustered: the original, of its versions the newest. All others inherit its story.
//! 3. Each story tells who wrote what: roles, independent origins, the first report, who printed it when.
//!
//! [`tell_stories`] does this for a closed set, [`Desk`] as articles arrive.

mod assignment;
mod batch;
mod config;
mod entries;
mod ledger;
mod lineage;
mod stream;
mod told;

pub use assignment::{DeskAssignment, DeskOutcome};
pub use batch::tell_stories;
pub use config::{DeskConfig, DeskConfigError};
pub use ledger::DeskLedger;
pub use stream::Desk;
pub use told::{ToldStories, ToldStory};
