//! What was seen at an address at a time.

use super::canonical_url;
use super::url::host_and_rest;
use super::url_archive::capture_time;
use crate::article::Article;
use crate::published::Published;

/// An article as it was found at some time.
///
/// Two observations are of one article if they declare the same [`id`](Observation::id) or, where one declares none, if their
/// addresses have one canonical form and their texts have something in common. Titles do not matter: they change.
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
            time: article.url.as_deref().and_then(Self::capture_time).or(article.published),
            title: article.title.clone(),
            text: article.body.clone(),
            ..Self::default()
        }
    }

    /// When a web archive captured the page at an address of its own ("web.archive.org/web/20241104081000/…"): that is when it was seen.
    ///
    /// ```
    /// use samestory::versions::Observation;
    ///
    /// let time = Observation::capture_time("https://web.archive.org/web/20241104081000id_/https://news.example/mali").unwrap();
    /// assert_eq!(time.to_string(), "2024-11-04T08:10:00Z");
    /// assert_eq!(Observation::capture_time("https://news.example/20241104081000/mali"), None);
    /// ```
    pub fn capture_time(url: &str) -> Option<Published> {
        let (host, rest) = host_and_rest(url);
        capture_time(&host, rest)
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
