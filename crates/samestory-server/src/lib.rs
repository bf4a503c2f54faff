//! Stories of a stream in progress, for whoever asks.
//!
//! | what | type |
//! | --- | --- |
//! | the stream, its live articles, stories and changes | [`LiveStories`] |
//! | the questions that can be asked, and their answers | [`Desk`] |
//! | the same over HTTP | [`http`] |
//! | the same for assistants, over the Model Context Protocol | `mcp` (with its feature) |
//!
//! One thread owns the stream and takes commands over a bounded channel. Another makes explanations and digests of a copy of the live
//! articles, so that arrivals do not wait for them.

// articles, corrections and pages come over HTTP alone
#![cfg_attr(not(feature = "http"), allow(dead_code))]

mod analysis;
mod arrivals;
mod changes;
mod desk;
mod engine;
mod listing;
mod live;
mod problem;
mod saved;

#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "mcp")]
pub mod mcp;

pub use arrivals::Arrival;
pub use changes::Cursor;
pub use desk::{ArticleQuery, ChangesQuery, Desk, ExplainQuery, FindQuery, StoryQuery};
pub use listing::StoriesQuery;
pub use live::LiveStories;
pub use problem::Problem;
