//! Labels: what somebody says about articles, by their ids.

use serde::Deserialize;

use crate::identifier::Identifier;

/// Which story an article is in, from a labelled corpus or from the output of clustering. Other fields are passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct LabelledArticle {
    /// The article.
    #[serde(default)]
    pub id: Identifier,
    /// Its story, if it has one.
    #[serde(default)]
    pub story: Identifier,
}

/// Whether two articles report one event.
#[derive(Debug, Clone, Deserialize)]
pub struct LabelledPair {
    /// The one article.
    pub a: Identifier,
    /// The other article.
    pub b: Identifier,
    /// Whether both report one event.
    pub same: bool,
}
