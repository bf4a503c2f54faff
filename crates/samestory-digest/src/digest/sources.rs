//! Who covers a story, who was first, and who is missing; and whose the coverage is.

use std::collections::{BTreeMap, HashMap};

use samestory::credits::{NewsroomKind, Newsrooms};
use samestory::{Article, Member, Published, Stories, Story};
use serde::Serialize;

use super::collection::Collection;
use super::families::Families;

/// The nearest stories that are asked who usually covers such news, how near they are at least, and how many outlets each has.
const NEAREST: usize = 12;
const NEAR: f64 = 0.15;
const MIN_SOURCES: usize = 2;

/// An outlet usually covers such news if it covered this share of them, and at least so many.
const MOSTLY: f64 = 0.6;
const AT_LEAST: usize = 3;

/// What one outlet has of a story.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceCoverage {
    /// The outlet: its name in the table of newsrooms, or what its articles say.
    pub source: String,
    /// Who owns it, as far as the table of families tells.
    pub family: Option<String>,
    /// Its country, as an ISO 3166-1 code in lower case, as far as it is known.
    pub country: Option<String>,
    /// What it is, as far as it is known.
    pub kind: Option<NewsroomKind>,
    /// The id of its first article.
    pub first_article: String,
    /// When that was published.
    pub published: Option<Published>,
    /// Seconds from the first report of the story to it; none without a date.
    pub delay: Option<i64>,
    /// The ids of its own reports.
    pub originals: Vec<String>,
    /// The ids of other newsrooms' texts that it printed, each with the id of the article the text is from.
    pub reprints: Vec<(String, String)>,
    /// The ids of later states of its own reports.
    pub versions: Vec<String>,
}

/// How many independent voices a story has.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Corroboration {
    /// Newsrooms that wrote independently; without `Config::find_copies` the outlets.
    pub newsrooms: usize,
    /// The same with newsrooms of one owner counted once.
    pub families: usize,
    /// The family or newsroom that wrote most of the articles.
    pub largest: Option<String>,
    /// The share of the articles that it wrote, 0 to 1.
    #[serde(serialize_with = "super::three_digits")]
    pub largest_share: f64,
    /// The share of the articles that agencies wrote, 0 to 1.
    #[serde(serialize_with = "super::three_digits")]
    pub wire_share: f64,
}

/// Who covers a story: those with a date first, in order of time.
pub(super) fn sources(story: &Story, newsrooms: &Newsrooms, families: &Families) -> Vec<SourceCoverage> {
    let first = story.first_published().map(Published::seconds);
    let mut members: Vec<&Member> = story.members.iter().collect();
    members.sort_by_key(|m| (m.published.map_or(i64::MAX, Published::seconds), m.copy_of.is_some()));
    let mut found: Vec<SourceCoverage> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for member in members {
        let Some((key, name)) = outlet(member, newsrooms) else { continue };
        let at = *places.entry(key).or_insert_with(|| {
            let (source, url) = (member.source.as_deref(), member.url.as_deref());
            let newsroom = newsrooms.source(source, url);
            let family = families.of(source, url, newsrooms);
            let country = newsroom.map(|n| n.country.clone()).filter(|country| !country.is_empty());
            found.push(SourceCoverage {
                source: name,
                family: family.map(|family| family.name.clone()),
                country: country
                    .or_else(|| family.map(|f| f.country.clone()).filter(|country| !country.is_empty())),
                kind: newsroom.map(|newsroom| newsroom.kind).or(family.map(|family| family.kind)),
                first_article: member.id.clone(),
                published: member.published,
                delay: member.published.zip(first).map(|(own, first)| own.seconds() - first),
                originals: Vec::new(),
                reprints: Vec::new(),
                versions: Vec::new(),
            });
            found.len() - 1
        });
        let coverage = &mut found[at];
        match (&member.copy_of, &member.version_of) {
            (Some(of), _) => coverage.reprints.push((member.id.clone(), of.clone())),
            (None, Some(_)) => coverage.versions.push(member.id.clone()),
            (None, None) => coverage.originals.push(member.id.clone()),
        }
    }
    found
}

/// One key and a name to show for all names of an outlet.
pub(super) fn outlet(member: &Member, newsrooms: &Newsrooms) -> Option<(String, String)> {
    let (source, url) = (member.source.as_deref(), member.url.as_deref());
    let key = newsrooms.source_name(source, url)?;
    let known = newsrooms.source(source, url).map(|n| n.name.clone());
    let given = source.map(str::trim).filter(|source| !source.is_empty()).map(str::to_owned);
    let name = known.or(given).unwrap_or_else(|| key.clone());
    Some((key, name))
}

/// How many voices there are, by newsroom and by family.
pub(super) fn corroboration(story: &Story, newsrooms: &Newsrooms, families: &Families) -> Corroboration {
    let mut articles: BTreeMap<String, usize> = BTreeMap::new();
    let (mut writers, mut owners) = (Vec::new(), Vec::new());
    let mut wire = 0;
    let origin_of: HashMap<&str, Option<&str>> = story
        .origins
        .iter()
        .flat_map(|origin| origin.articles.iter().map(|id| (id.as_str(), origin.newsroom.as_deref())))
        .collect();
    for member in &story.members {
        let named = origin_of.get(member.id.as_str()).copied().flatten().or(member.written_by.as_deref());
        let (source, url) = match named {
            Some(newsroom) => (Some(newsroom), None),
            None => (member.source.as_deref(), member.url.as_deref()),
        };
        let newsroom = newsrooms.source(source, url);
        wire += usize::from(newsroom.is_some_and(|newsroom| newsroom.kind == NewsroomKind::Agency));
        let Some(writer) = newsrooms.source_name(source, url) else { continue };
        let owner = families.of(source, url, newsrooms).map_or_else(|| writer.clone(), |f| f.name.clone());
        *articles.entry(owner.clone()).or_insert(0) += 1;
        writers.push(writer);
        owners.push(owner);
    }
    let largest = articles.iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let share = |count: usize| count as f64 / story.members.len().max(1) as f64;
    let distinct = |mut names: Vec<String>| {
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    let (writers, owners) = (distinct(writers), distinct(owners));
    // an origin that is not known by name is one all the same
    let newsrooms = if story.origins.is_empty() { writers } else { story.origins.len() };
    let families = (newsrooms + owners).saturating_sub(writers).clamp(newsrooms.min(1), newsrooms);
    Corroboration {
        newsrooms,
        families,
        largest: largest.map(|(name, _)| name.clone()),
        largest_share: largest.map_or(0.0, |(_, &count)| share(count)),
        wire_share: share(wire),
    }
}

/// The outlets that covered most of the nearest stories and have nothing of this one, ascending.
pub(super) fn missing(
    place: usize,
    stories: &Stories,
    collection: &Collection<'_>,
    newsrooms: &Newsrooms,
) -> Vec<String> {
    let all = stories.iter().as_slice();
    let names = |story: &Story| {
        let found = story.members.iter().filter_map(|member| outlet(member, newsrooms));
        found.collect::<BTreeMap<String, String>>()
    };
    let nearest = collection.nearest(place, NEAREST * 4, NEAR);
    let near: Vec<BTreeMap<String, String>> = nearest
        .into_iter()
        .map(|(other, _)| names(&all[other]))
        .filter(|names| names.len() >= MIN_SOURCES)
        .take(NEAREST)
        .collect();
    let own = names(&all[place]);
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (key, name) in near.iter().flatten() {
        counts.entry(key.clone()).or_insert_with(|| (0, name.clone())).0 += 1;
    }
    let enough = AT_LEAST.max((near.len() as f64 * MOSTLY).ceil() as usize);
    let mut missing: Vec<String> = counts
        .into_iter()
        .filter(|(key, (count, _))| *count >= enough && !own.contains_key(key))
        .map(|(_, (_, name))| name)
        .collect();
    missing.sort_unstable();
    missing
}

/// The last date of the articles.
pub(super) fn last_date(articles: &[Article]) -> Option<i64> {
    articles.iter().filter_map(|article| article.published).map(Published::seconds).max()
}
