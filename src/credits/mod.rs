//! Who wrote a text, by what it says itself: credits, bylines, datelines, and the newsrooms that they name.
//!
//! [`Newsrooms`] is the table of agencies and outlets, with all their names and domains. [`Config::newsrooms`](crate::Config::newsrooms)
//! has it, and a program may extend it. What is found is in [`StoryOrigin`](crate::StoryOrigin) and [`Member`](crate::Member).

mod author;
pub(crate) mod credit;
#[cfg(test)]
mod credit_tests;
pub(crate) mod domain;
mod mention;
mod mention_context;
pub(crate) mod newsrooms;
mod phrases;
pub(crate) mod picture_label;
mod places;
mod sign_off;

pub(crate) use author::author_newsrooms;
pub use credit::CreditRole;
pub(crate) use credit::{Credit, find_credits};
pub(crate) use domain::{host, registrable_domain};
pub(crate) use newsrooms::NewsroomId;
pub use newsrooms::{Newsroom, NewsroomKind, Newsrooms};
