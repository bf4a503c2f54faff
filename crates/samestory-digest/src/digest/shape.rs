//! What is near a story, and how firmly it holds together.

use samestory::weights::SparseVector;
use samestory::{Published, Stories, Story, StoryId};
use serde::Serialize;

use super::collection::Collection;

/// So many related stories are named, and how near they are at least.
const RELATED: usize = 5;
const NEAR: f64 = 0.15;

/// A larger story that is so near is the parent: a story is a part of it.
const PARENT: f64 = 0.3;

/// So many members are looked at.
const MEMBERS: usize = 400;

/// A member is at the edge if it is this many times as near to its own story as to the next one, or less.
const EDGE: f64 = 1.05;

/// So many members at the edge are named.
const MAX_EDGE: usize = 10;

/// A story that is near another one.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedStory {
    /// Its number.
    #[serde(serialize_with = "super::printed")]
    pub story: StoryId,
    /// The headline of its earliest article.
    pub headline: String,
    /// The cosine of the centroids of both, 0 to 1.
    #[serde(serialize_with = "super::three_digits")]
    pub similarity: f64,
    /// How many articles it has.
    pub articles: usize,
    /// Seconds from the beginning of this story to that of the other; negative if the other is older. None without dates.
    pub begins_after: Option<i64>,
}

/// How firmly a story holds together.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confidence {
    /// The mean cosine of the articles with the centroid of the story, 0 to 1; 1 for a story of one.
    #[serde(serialize_with = "super::three_digits")]
    pub cohesion: f64,
    /// The cosine of the centroids of the story and of the next one, 0 to 1; 0 if nothing is near.
    #[serde(serialize_with = "super::three_digits")]
    pub next_story: f64,
    /// The ids of articles that are nearly as near to the next story, the nearest to it first.
    pub edge: Vec<String>,
}

/// The stories near one, the nearest first; the one that it is a part of, if one of them is larger and near enough; and how
/// firmly it holds together.
pub(super) fn shape(
    place: usize,
    stories: &Stories,
    collection: &Collection<'_>,
) -> (Vec<RelatedStory>, Option<StoryId>, Confidence) {
    let all = stories.iter().as_slice();
    let story = &all[place];
    let nearest = collection.nearest(place, RELATED, NEAR);
    let start = |story: &Story| story.first_published().map(Published::seconds);
    let related: Vec<RelatedStory> = nearest
        .iter()
        .map(|&(other, similarity)| RelatedStory {
            story: all[other].id,
            headline: all[other].headline().to_owned(),
            similarity,
            articles: all[other].len(),
            begins_after: start(&all[other]).zip(start(story)).map(|(other, own)| other - own),
        })
        .collect();
    let larger = related.iter().find(|r| r.similarity >= PARENT && r.articles > story.len());
    let next = collection.nearest(place, 1, 0.0).first().copied();
    let confidence = confidence(story, place, next, collection);
    (related.clone(), larger.map(|parent| parent.story), confidence)
}

fn confidence(
    story: &Story,
    place: usize,
    next: Option<(usize, f64)>,
    collection: &Collection<'_>,
) -> Confidence {
    let own = &collection.centroids[place];
    let members = collection.members[place].iter().enumerate().take(MEMBERS);
    let vectors: Vec<(usize, SparseVector, f64)> = members
        .filter_map(|(at, article)| Some((at, collection.vector((*article)?))))
        .map(|(at, vector)| {
            let similarity = cosine(&vector, own);
            (at, vector, similarity)
        })
        .collect();
    // the length of the sum of the vectors
    let length: f64 = vectors.iter().map(|(.., similarity)| similarity).sum();
    let mut edge: Vec<(f64, usize)> = Vec::new();
    if let Some((next, _)) = next
        && vectors.len() > 1
    {
        for (at, vector, similarity) in &vectors {
            // an article is a part of the sum: this is the cosine with the sum of the others
            let rest = (length * length - 2.0 * similarity * length + 1.0).max(f64::MIN_POSITIVE).sqrt();
            let without = ((similarity * length - 1.0) / rest).max(0.0);
            let other = cosine(vector, &collection.centroids[next]);
            if other > 0.0 && other * EDGE >= without {
                edge.push((other - without, *at));
            }
        }
    }
    edge.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    Confidence {
        cohesion: if vectors.is_empty() { 0.0 } else { (length / vectors.len() as f64).clamp(0.0, 1.0) },
        next_story: next.map_or(0.0, |(_, similarity)| similarity.clamp(0.0, 1.0)),
        edge: edge.into_iter().take(MAX_EDGE).map(|(_, at)| story.members[at].id.clone()).collect(),
    }
}

fn cosine(a: &SparseVector, b: &SparseVector) -> f64 {
    f64::from(a.view().dot(b.view()))
}
