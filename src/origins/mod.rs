//! Where the texts of a story come from: who wrote each, who printed it, how many origins are independent.
//!
//! A story told by twenty outlets may have two origins. [`trace_origins`] takes articles and the
//! [links](crate::copies::CopyLink) among them and says for each article whether it is its outlet's own report, an agency's, or
//! a copy of another article, with the evidence; and for all together how many newsrooms wrote independently, who was
//! first, and who printed what when.

mod origin;
mod parents;
mod story;

pub use origin::{ArticleOrigin, Origin, OriginEvidence, Role};
pub(crate) use origin::{Sources, by_itself};
pub(crate) use parents::{MOSTLY, parents, root};
pub(crate) use story::trace;
pub use story::{OriginGroup, PropagationStep, StoryOrigins, trace_origins};
