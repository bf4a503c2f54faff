//! Stories of which it is known who wrote them: clustering joined with [`copies`](crate::copies),
//! [`versions`](crate::versions) and [`origins`](crate::origins).
//!
//! 1. Versions of an article are found: they have one address or id and some words in common, or are near copies of one source. Of all
//!    versions of an article the newest is clustered; the others are in its story.
//! 2. Copies are found: articles of which at least half comes from an article that is known to be the older one. They are clustered
//!    like any other article. A copy has a headline, a date and a source of its own, which are evidence too; what keeps a flood
//!    of copies from bending its story is that the [crowd](crate::cluster::Feature::Crowd) counts articles that are alike as one.
//! 3. Each story says who wrote what: roles, independent origins, the first report, who printed it when.
//!
//! [`TracedBatch`] does this for a closed set, [`TracedStream`] as articles arrive. Articles are numbered in order of arrival.

mod arrivals;
mod batch;
mod entries;
mod history;
mod placement;
mod stories;
mod stream;
mod text_groups;

pub(crate) use batch::{TracedBatch, TracedGroups};
pub(crate) use history::TracedHistory;
pub(crate) use placement::{TracedOutcome, TracedPlacement};
pub(crate) use stories::TracedStories;
pub(crate) use stream::{SavedTraced, TracedStream};
