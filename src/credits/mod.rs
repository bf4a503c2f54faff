//! Who wrote a text, by what it says itself: credits, bylines, datelines, and the newsrooms that they name.

mod credit;
mod domain;
mod families;
mod mention;
mod newsrooms;
mod phrases;

pub(crate) use credit::author_newsrooms;
pub use credit::{Credit, CreditRole, find_credits};
pub use domain::{host, registrable_domain};
pub use families::{Families, Family};
pub use newsrooms::{Newsroom, NewsroomId, NewsroomKind, Newsrooms, NewsroomsError};
