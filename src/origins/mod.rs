//! Where the texts of a story come from: who wrote each, who printed it, how many origins are independent.
//!
//! A story told by twenty outlets may have two origins. Credits and the links of [copies](crate::copies) tell of each article whether
//! it is its outlet's own report, an agency's, or a copy of another article ([`Role`]), with the evidence; and of all together how many
//! newsrooms wrote independently, who was first, and who printed what when. A [`Story`](crate::Story) holds all of it.

pub(crate) mod origin;
mod parents;
pub(crate) mod story;

pub use origin::Role;
pub(crate) use origin::{ArticleOrigin, Origin, OriginEvidence, Sources, by_itself};
pub(crate) use parents::{MOSTLY, parents, root};
pub(crate) use story::{OriginGroup, PropagationStep, StoryOrigins, trace};
