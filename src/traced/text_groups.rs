//! Which articles of a closed set are versions of one article, and which of them is the newest.

use std::collections::{BTreeMap, HashMap};

use crate::article::{Article, ArticleId};
use crate::copies::{CopyKind, CopyLink};
use crate::origins::{MOSTLY, parents, root};
use crate::parallel;
use crate::versions::{ContentWords, canonical_url};

/// Whether a link is sure enough to make one text of two articles: most of one is in the other, it is known which of them is
/// the older one, and that is where at least half of the copy comes from. Of one source they are versions, whichever is older.
pub(super) fn is_sure(link: &CopyLink) -> bool {
    let mostly = matches!(link.kind, CopyKind::Exact | CopyKind::Near | CopyKind::Contained);
    let copy = || link.original_and_copy().map(|(_, copy)| link.containment_of(copy));
    mostly && (link.same_source || copy().is_some_and(|share| share >= MOSTLY))
}

/// What is the same for all versions of an article. The address of a site's front page says nothing: every article has been
/// there.
pub(super) fn version_key(article: &Article) -> Option<String> {
    let address = article.url.as_deref().map(canonical_url);
    let address = address.filter(|address| address.contains(['/', '?', '#']));
    let id = article.id.trim();
    address.map(|address| format!("url:{address}")).or_else(|| (!id.is_empty()).then(|| format!("id:{id}")))
}

/// Whether two texts at one address can be one article's.
pub(super) fn may_be_versions([title, other_title]: [&str; 2], [text, other_text]: [&str; 2]) -> bool {
    ContentWords::new(title, text).may_be_versions(&ContentWords::new(other_title, other_text))
}

/// The versions in a closed set.
#[derive(Debug)]
pub(super) struct TextGroups {
    /// By article, the newest of its versions: itself, mostly.
    pub(super) stands_for: Vec<usize>,
    /// Each later state at an address with the one before it.
    pub(super) versions: Vec<(ArticleId, ArticleId)>,
}

impl TextGroups {
    /// # Complexity
    ///
    /// n log n in articles and links.
    pub(super) fn new(articles: &[Article], links: &[CopyLink]) -> Self {
        let versions = versions(articles);
        let order: BTreeMap<ArticleId, usize> =
            (0..articles.len()).map(|at| (ArticleId(at as u32), at)).collect();
        let of_source = links.iter().filter(|link| link.same_source && is_sure(link));
        let parents = parents(articles.len(), &order, &versions, of_source);
        let mut newest: Vec<usize> = (0..articles.len()).collect();
        let age = |at: usize| (articles[at].published.map_or(i64::MIN, |p| p.seconds()), at);
        for at in 0..articles.len() {
            let first = root(&parents, at);
            if age(at) > age(newest[first]) {
                newest[first] = at;
            }
        }
        let stands_for = (0..articles.len()).map(|at| newest[root(&parents, at)]).collect();
        Self { stands_for, versions }
    }
}

/// Articles of one address, each with the one before it: by time, as far as it is known, then in the order given.
fn versions(articles: &[Article]) -> Vec<(ArticleId, ArticleId)> {
    let mut last: HashMap<String, usize> = HashMap::new();
    let mut by_time: Vec<usize> = (0..articles.len()).collect();
    by_time.sort_by_key(|&at| (articles[at].published.map_or(i64::MIN, |p| p.seconds()), at));
    let mut keys = parallel::map(articles, version_key);
    let mut versions = Vec::new();
    for at in by_time {
        if let Some(key) = keys[at].take()
            && let Some(before) = last.insert(key, at)
            && let [old, new] = [before, at].map(|at| &articles[at])
            && may_be_versions([&old.title, &new.title], [&old.body, &new.body])
        {
            versions.push((ArticleId(at as u32), ArticleId(before as u32)));
        }
    }
    versions.sort_unstable();
    versions
}
