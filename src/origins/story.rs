//! The origins of a story.

use std::collections::BTreeMap;

use serde::Serialize;

use super::origin::{ArticleOrigin, Origin, Role, Sources, by_itself};
use super::parents::{parents, root};
use crate::article::{Article, ArticleId};
use crate::copies::CopyLink;
use crate::credits::Newsrooms;
use crate::published::{Precision, Published};

/// Where the articles of a story have their texts from.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryOrigins {
    /// Each article's origin, in the order given.
    pub articles: Vec<ArticleOrigin>,
    /// The independent origins, in order of their first articles.
    pub origins: Vec<OriginGroup>,
    /// The article that was published first; without dates, the first given that is no copy. None if there are no articles.
    pub first_report: Option<ArticleId>,
    /// Who printed it when, in order of time, those without a date last, originals before copies.
    pub propagation: Vec<PropagationStep>,
}

impl StoryOrigins {
    /// Of a story of one article.
    fn of_one(articles: Vec<(ArticleOrigin, Option<Published>)>) -> Self {
        let step = |(origin, published): &(ArticleOrigin, Option<Published>)| PropagationStep {
            article: origin.article,
            source: origin.source.clone(),
            published: *published,
            delay: published.map(|_| 0),
            origin: 0,
            role: origin.role,
        };
        let group = |(origin, _): &(ArticleOrigin, Option<Published>)| OriginGroup {
            newsroom: origin.written_by.clone(),
            articles: vec![origin.article],
        };
        Self {
            origins: articles.iter().map(group).collect(),
            first_report: articles.first().map(|(origin, _)| origin.article),
            propagation: articles.iter().map(step).collect(),
            articles: articles.into_iter().map(|(origin, _)| origin).collect(),
        }
    }

    /// How many newsrooms wrote independently of each other.
    pub fn independent_origins(&self) -> usize {
        self.origins.len()
    }
}

/// What one newsroom wrote on a story, with all that was made of it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OriginGroup {
    /// The newsroom, as far as it is known.
    pub newsroom: Option<String>,
    /// Its articles, their versions and copies, in the order given.
    pub articles: Vec<ArticleId>,
}

/// One printing of a story.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PropagationStep {
    /// The article.
    pub article: ArticleId,
    /// Its source.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Seconds since the first dated article of its origin; none without a date.
    pub delay: Option<i64>,
    /// The place of its origin in `StoryOrigins::origins`.
    pub origin: usize,
    /// What it is.
    pub role: Role,
}

/// Says where the articles of a story have their texts from, given the links that a
/// `CopyFinder` found; links to articles that are not given are left out.
///
/// Origins are newsrooms: two reports of one agency, and all that was made of them, are one origin. An article of which nobody
/// is known counts as an origin of its own.
///
/// ```
/// use samestory::credits::Newsrooms;
/// use samestory::unstable::origins::{Origin, trace_origins};
/// use samestory::{Article, ArticleId};
///
/// let newsrooms = Newsrooms::builtin();
/// let wire = "HAVANA (AFP) – The storm crossed the island at night, and the power failed in the old town.";
/// let article = Article::builder("a").source("The Ashford Gazette").body(wire).build()?;
/// let traced = trace_origins(&[(ArticleId(0), &article)], &[], &newsrooms);
/// assert_eq!(traced.articles[0].written_by.as_deref(), Some("Agence France-Presse"));
/// assert!(matches!(traced.articles[0].origin, Origin::Newsroom(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Complexity
///
/// Linear in the texts, n log n in the links.
pub fn trace_origins<'l>(
    articles: &[(ArticleId, &Article)],
    links: impl IntoIterator<Item = &'l CopyLink>,
    newsrooms: &Newsrooms,
) -> StoryOrigins {
    let mut sources = Sources::default();
    let mut by_itself = |id, article| by_itself(id, article, newsrooms, &mut sources);
    let own = articles.iter().map(|&(id, article)| (by_itself(id, article), article.published));
    trace(own.collect(), &[], links)
}

/// As `trace_origins`, of articles of which it is known what they say of themselves and when they were published. Some are
/// declared to be versions: each with the version before it.
pub(crate) fn trace<'l>(
    articles: Vec<(ArticleOrigin, Option<Published>)>,
    versions: &[(ArticleId, ArticleId)],
    links: impl IntoIterator<Item = &'l CopyLink>,
) -> StoryOrigins {
    // most articles are alone
    if articles.len() == 1 { StoryOrigins::of_one(articles) } else { trace_some(articles, versions, links) }
}

fn trace_some<'l>(
    articles: Vec<(ArticleOrigin, Option<Published>)>,
    versions: &[(ArticleId, ArticleId)],
    links: impl IntoIterator<Item = &'l CopyLink>,
) -> StoryOrigins {
    let (mut traced, published): (Vec<ArticleOrigin>, Vec<Option<Published>>) = articles.into_iter().unzip();
    let ids: Vec<ArticleId> = traced.iter().map(|origin| origin.article).collect();
    let order: BTreeMap<ArticleId, usize> = ids.iter().enumerate().map(|(at, &id)| (id, at)).collect();
    let parents = parents(traced.len(), &order, versions, links);
    let roots: Vec<usize> = (0..traced.len()).map(|at| root(&parents, at)).collect();
    let declared: BTreeMap<ArticleId, ArticleId> = versions.iter().copied().collect();
    for at in 0..traced.len() {
        if let Some((parent, link)) = parents[at] {
            let parent = ids[parent];
            if let Some(link) = link {
                traced[at].derive_from(parent, link);
            }
            if declared.get(&ids[at]) == Some(&parent) {
                (traced[at].origin, traced[at].role) = (Origin::VersionOf(parent), Role::Version);
            }
        }
    }
    name_writers(&mut traced, &roots);
    let (origins, origin_of) = group(&traced, &roots);
    let parent = |at: usize| parents[at].map(|(parent, _)| parent);
    let times: Vec<Option<i64>> = (0..traced.len()).map(|at| time(at, &published, &parent)).collect();
    let mut by_time: Vec<usize> = (0..traced.len()).collect();
    by_time.sort_by_key(|&at| (times[at].unwrap_or(i64::MAX), traced[at].role, at));
    StoryOrigins {
        first_report: by_time.first().map(|&at| ids[at]),
        propagation: propagate(&traced, &origin_of, &published, &times, &by_time),
        articles: traced,
        origins,
    }
}

/// A text is written by whom its root is written by; where nobody is known of that, by whom a copy of it credits.
fn name_writers(traced: &mut [ArticleOrigin], roots: &[usize]) {
    for at in 0..traced.len() {
        let root = roots[at];
        let credits_another = traced[at].written_by != traced[at].source;
        if root != at && credits_another && traced[root].written_by.is_none() {
            traced[root].written_by = traced[at].written_by.clone();
        }
    }
    for at in 0..traced.len() {
        if roots[at] != at {
            traced[at].written_by = traced[roots[at]].written_by.clone();
        }
    }
}

/// The origins, and the one of each article.
fn group(traced: &[ArticleOrigin], roots: &[usize]) -> (Vec<OriginGroup>, Vec<usize>) {
    let mut origins: Vec<OriginGroup> = Vec::new();
    let mut origin_of = vec![0; traced.len()];
    let mut by_writer: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_root: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, article) in traced.iter().enumerate() {
        let writer = article.written_by.as_deref();
        let known = match writer {
            Some(writer) => by_writer.get(writer),
            None => by_root.get(&roots[at]),
        };
        let number = known.copied().unwrap_or_else(|| {
            origins.push(OriginGroup { newsroom: article.written_by.clone(), articles: Vec::new() });
            let number = origins.len() - 1;
            match writer {
                Some(writer) => by_writer.insert(writer, number),
                None => by_root.insert(roots[at], number),
            };
            number
        });
        origins[number].articles.push(article.article);
        origin_of[at] = number;
    }
    (origins, origin_of)
}

fn propagate(
    traced: &[ArticleOrigin],
    origin_of: &[usize],
    published: &[Option<Published>],
    times: &[Option<i64>],
    by_time: &[usize],
) -> Vec<PropagationStep> {
    let mut firsts: BTreeMap<usize, i64> = BTreeMap::new();
    let step = |&at: &usize| {
        let first = times[at].map(|seconds| *firsts.entry(origin_of[at]).or_insert(seconds));
        PropagationStep {
            article: traced[at].article,
            source: traced[at].source.clone(),
            published: published[at],
            delay: times[at].zip(first).map(|(seconds, first)| seconds - first),
            origin: origin_of[at],
            role: traced[at].role,
        }
    };
    by_time.iter().map(step).collect()
}

/// When an article was printed, in seconds. A copy of which only the day is known was printed no earlier that day than what it
/// is a copy of.
fn time(at: usize, published: &[Option<Published>], parent: &impl Fn(usize) -> Option<usize>) -> Option<i64> {
    let own = published[at]?;
    let mut latest = own.seconds();
    let mut ancestor = parent(at).filter(|_| own.precision() == Precision::Day);
    while let Some(place) = ancestor {
        if let Some(theirs) = published[place].filter(|theirs| theirs.days_to(own) == 0.0) {
            latest = latest.max(theirs.seconds());
        }
        ancestor = parent(place);
    }
    Some(latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article_is_traced_as_some() {
        let (newsrooms, mut sources) = (Newsrooms::builtin(), Sources::default());
        for (source, body, published) in [
            (None, "Talks failed.", None),
            (Some("The Ashford Gazette"), "PARIS (AFP) – Talks failed.", Some("2024-11-04")),
            (Some("Reuters"), "Talks failed.", Some("2024-11-04T08:10:00Z")),
        ] {
            let mut article = Article::builder("a").body(body).build().unwrap();
            article.source = source.map(str::to_owned);
            article.published = published.map(|time: &str| time.parse().unwrap());
            let own = by_itself(ArticleId(7), &article, &newsrooms, &mut sources);
            let articles = vec![(own, article.published)];
            assert_eq!(trace(articles.clone(), &[], []), trace_some(articles, &[], []));
        }
    }
}
