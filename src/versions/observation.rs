//! What was seen at an address at a time.

use super::canonical_url;
use crate::article::Article;
use crate::published::Published;

/// An article as it was found at some time.
///
/// Two observations are of one article if they declare the same [`id`](Observation::id) or, where one declares none, if their
/// addresses have one [canonical form](canonical_url). Titles do not matter: they change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Observation {
    /// The id of the article that the source or the collector declares, the same for all its versions.
    pub id: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// When it was seen.
    pub time: Option<Published>,
    /// The story it is said to belong to.
    pub story: Option<String>,
    /// When the article was first seen, if that was before this observation.
    pub first_seen: Option<Published>,
    /// How often the article has changed, if whoever kept the versions says so.
    pub reported_changes: Option<u32>,
    /// The number of the version, if whoever kept the versions numbered them. One above 2,147,483,647, or not above that of the version
    /// before, is not taken.
    pub number: Option<u32>,
    /// How long after the observation before it this one was made, if only that is known.
    pub after: Option<super::Elapsed>,
    /// The headline; may be empty.
    pub title: String,
    /// The text without the headline; may be empty.
    pub text: String,
}

impl Observation {
    /// An observation of an article, made when it was published. Its id is the collector's for this text, not for all versions: the
    /// address says which article it is; without one, the id does.
    pub fn of(article: &Article) -> Self {
        let has_url = article.url.as_deref().is_some_and(|url| !url.trim().is_empty());
        Self {
            id: (!has_url).then(|| article.id.clone()),
            url: article.url.clone(),
            source: article.source.clone(),
            time: article.published,
            title: article.title.clone(),
            text: article.body.clone(),
            ..Self::default()
        }
    }

    /// What is the same for all observations of one article; none if neither id nor address is known.
    pub fn key(&self) -> Option<String> {
        let known = |text: &&str| !text.trim().is_empty();
        match self.id.as_deref().filter(known) {
            Some(id) => Some(format!("id:{}", id.trim())),
            None => self.url.as_deref().filter(known).map(|url| format!("url:{}", canonical_url(url))),
        }
    }
}
