//! The level above stories: sagas.

use samestory::unstable::cluster::{Edge, average_linkage};
use samestory::unstable::parallel;
use samestory::weights::SparseVector;
use samestory::{Published, Stories, Story, StoryId};
use serde::Serialize;

use super::collection::Collection;

/// Stories join from this mean similarity on.
pub(super) const JOINED: f64 = 0.33;

/// Of each story so many of the nearest are compared, and how near these are at least.
const COMPARED: usize = 100;
const COMPARED_FROM: f64 = 0.1;

/// Stories that begin further apart are not compared.
const LONGEST: i64 = 90 * 86_400;

/// After so long a time without a report another saga begins.
const LONGEST_GAP: i64 = 30 * 86_400;

/// Fewer articles than this are no saga, and neither are those of one source among others: a column, a feed of quotes, a template.
const MIN_ARTICLES: usize = 3;

/// Stories that report successive events of one larger affair: a trial, a campaign, a storm and what came after it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Saga {
    /// The headline of its largest story.
    pub headline: String,
    /// How many articles its stories have.
    pub articles: usize,
    /// The mean similarity of its stories, 0 to 1.
    #[serde(serialize_with = "super::three_digits")]
    pub cohesion: f64,
    /// Its stories, at least two, in order of time, those without a date last.
    pub stories: Vec<SagaStory>,
}

/// A story of a [`Saga`].
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SagaStory {
    /// Its number.
    #[serde(serialize_with = "super::printed")]
    pub story: StoryId,
    /// The headline of its earliest article.
    pub headline: String,
    /// How many articles it has.
    pub articles: usize,
    /// When its first article was published.
    pub first_published: Option<Published>,
    /// When its last one was.
    pub last_published: Option<Published>,
}

/// The sagas of stories, those whose first story has the lowest number first. A story is in one at most. Stories join from a mean
/// similarity of `joined` on.
///
/// The similarity of two stories is the geometric mean of two cosines: of all their words, and of their names. The words alone find
/// other affairs of the same kind, the names alone all that a person does. Groups are linked by the mean of all their pairs (UPGMA), so
/// that no chain of neighbours makes one saga of the whole input. A saga ends where nothing is reported for thirty days.
///
/// # Complexity
///
/// As the nearest stories of each story, and n log² n for the n pairs among them.
pub(super) fn sagas(stories: &Stories, collection: &Collection<'_>, joined: f64) -> Vec<Saga> {
    let all = stories.iter().as_slice();
    let edges = edges(all, collection);
    let labels = average_linkage(&vec![u32::MAX; all.len()], &edges, joined);
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for (story, &label) in labels.iter().enumerate() {
        groups[label as usize].push(story);
    }
    let places: Vec<usize> = (0..all.len()).collect();
    // an archive of one outlet has sagas, too
    let is_archive = has_one_source(&places, all);
    let groups = groups.into_iter().filter(|group| group.len() > 1);
    let mut parts: Vec<Vec<usize>> = groups.flat_map(|group| without_gaps(group, all)).collect();
    parts.retain(|part| {
        part.len() > 1 && articles(part, all) >= MIN_ARTICLES && (is_archive || !has_one_source(part, all))
    });
    parts.sort_by_key(|part| part.iter().copied().min());
    parts.iter().map(|part| saga(part, all, &edges)).collect()
}

/// The pairs of stories that have something in common.
fn edges(all: &[Story], collection: &Collection<'_>) -> Vec<Edge> {
    let places: Vec<usize> = (0..all.len()).collect();
    let names: Vec<SparseVector> = parallel::map(&places, |&place| collection.names(place));
    let start = |place: usize| all[place].first_published().map(Published::seconds);
    let of_story = |&place: &usize| -> Vec<Edge> {
        let nearest = collection.nearest(place, COMPARED, COMPARED_FROM);
        let edge = |(other, _): (usize, f64)| {
            let is_far = |(own, other): (i64, i64)| (own - other).abs() > LONGEST;
            if start(place).zip(start(other)).is_some_and(is_far) {
                return None;
            }
            let words = cosine(&collection.centroids[place], &collection.centroids[other]);
            let has_names =
                names[place].view().iter().next().is_some() && names[other].view().iter().next().is_some();
            let score = if has_names { (words * cosine(&names[place], &names[other])).sqrt() } else { words };
            let (a, b) = (place.min(other) as u32, place.max(other) as u32);
            (score > 0.0).then_some(Edge { a, b, score })
        };
        nearest.into_iter().filter_map(edge).collect()
    };
    let mut edges: Vec<Edge> = parallel::map(&places, of_story).concat();
    edges.sort_by_key(|edge| (edge.a, edge.b));
    edges.dedup_by_key(|edge| (edge.a, edge.b));
    edges
}

fn cosine(a: &SparseVector, b: &SparseVector) -> f64 {
    f64::from(a.view().dot(b.view())).clamp(0.0, 1.0)
}

/// The parts of a group between long times without a report, each in order of time. Stories without a date go with the largest part.
fn without_gaps(mut group: Vec<usize>, all: &[Story]) -> Vec<Vec<usize>> {
    let span = |place: usize| {
        all[place].first_published().zip(all[place].last_published()).map(|(a, b)| (a.seconds(), b.seconds()))
    };
    group
        .sort_by_key(|&place| span(place).map_or((i64::MAX, 0, place), |(first, last)| (first, last, place)));
    let (mut parts, mut undated): (Vec<Vec<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut end = i64::MIN;
    for place in group {
        match span(place) {
            None => undated.push(place),
            Some((first, last)) => {
                match parts.last_mut().filter(|_| first - end <= LONGEST_GAP) {
                    Some(part) => part.push(place),
                    None => parts.push(vec![place]),
                }
                end = end.max(last);
            }
        }
    }
    // of equal parts the first
    let largest = (0..parts.len()).rev().max_by_key(|&part| articles(&parts[part], all));
    match largest {
        Some(largest) => parts[largest].append(&mut undated),
        None => parts.push(undated),
    }
    parts
}

fn articles(part: &[usize], all: &[Story]) -> usize {
    part.iter().map(|&place| all[place].len()).sum()
}

/// Whether all articles are of one source, as far as sources are known.
fn has_one_source(part: &[usize], all: &[Story]) -> bool {
    let mut sources =
        part.iter().flat_map(|&place| &all[place].members).map(|member| member.source.as_deref());
    match sources.next() {
        Some(Some(first)) => sources.all(|source| source == Some(first)),
        _ => false,
    }
}

fn saga(part: &[usize], all: &[Story], edges: &[Edge]) -> Saga {
    let mut sorted: Vec<u32> = part.iter().map(|&place| place as u32).collect();
    sorted.sort_unstable();
    let mut sum = 0.0;
    for (at, &a) in sorted.iter().enumerate() {
        for &b in &sorted[at + 1..] {
            let found = edges.binary_search_by_key(&(a, b), |edge| (edge.a, edge.b));
            sum += found.map_or(0.0, |found| edges[found].score);
        }
    }
    let pairs = part.len() * (part.len() - 1) / 2;
    let largest = part.iter().rev().max_by_key(|&&place| all[place].len());
    Saga {
        headline: largest.map_or_else(String::new, |&place| all[place].headline().to_owned()),
        articles: articles(part, all),
        cohesion: sum / pairs as f64,
        stories: part
            .iter()
            .map(|&place| SagaStory {
                story: all[place].id,
                headline: all[place].headline().to_owned(),
                articles: all[place].len(),
                first_published: all[place].first_published(),
                last_published: all[place].last_published(),
            })
            .collect(),
    }
}
