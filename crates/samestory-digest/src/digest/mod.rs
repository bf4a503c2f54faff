//! From a story and all articles to its [`Digest`].
//!
//! A [`Digester`] reads all articles once, into a [collection](collection): how common terms are, and the mean vectors of stories. For a
//! digest the texts of one story are [read](reading) again, word by word, and each part is made of that in a file of its own.

mod bounds;
mod collection;
mod digester;
mod families;
mod fates;
mod figures;
mod headline;
mod key_terms;
mod outlets;
mod reading;
mod sagas;
mod shape;
mod sources;
mod statements;
mod stress;
mod summary;
mod timeline;

use samestory::StoryId;
use serde::{Serialize, Serializer};

pub use digester::Digester;
pub use families::{Families, Family};
pub use figures::{Figure, FigureValue};
pub use headline::Headline;
pub use key_terms::KeyTerm;
pub use outlets::{OutletRecord, outlet_records};
pub use sagas::{Saga, SagaStory};
pub use shape::{Confidence, RelatedStory};
pub use sources::{Corroboration, SourceCoverage};
pub use stress::Stress;
pub use summary::SummarySentence;
pub use timeline::{Period, Timeline, Trend};

/// A story as an editor reads it.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Digest {
    /// The number of the story.
    #[serde(serialize_with = "printed")]
    pub story: StoryId,
    /// One of its members' headlines.
    pub headline: Headline,
    /// How many articles it has.
    pub articles: usize,
    /// What sets it apart, the weightiest first.
    pub key_terms: Vec<KeyTerm>,
    /// Sentences of its articles, the most central first.
    pub summary: Vec<SummarySentence>,
    /// How it went.
    pub timeline: Timeline,
    /// Who covers it, in order of time.
    pub sources: Vec<SourceCoverage>,
    /// Outlets that covered most of the nearest stories of the input, and have nothing of this one.
    pub missing_sources: Vec<String>,
    /// How many independent voices it has.
    pub corroboration: Corroboration,
    /// On which figures outlets disagree, and how figures changed.
    pub figures: Vec<Figure>,
    /// What single outlets stress.
    pub stresses: Vec<Stress>,
    /// The nearest other stories, the nearest first.
    pub related: Vec<RelatedStory>,
    /// The larger story that it is a part of.
    #[serde(serialize_with = "maybe_printed")]
    pub parent: Option<StoryId>,
    /// The larger affair whose events this and other stories report.
    pub saga: Option<Saga>,
    /// How firmly it holds together.
    pub confidence: Confidence,
}

/// The number of a story as it is printed everywhere: "s0".
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
fn printed<S: Serializer>(story: &StoryId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(story)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
fn maybe_printed<S: Serializer>(story: &Option<StoryId>, serializer: S) -> Result<S::Ok, S::Error> {
    match story {
        Some(story) => printed(story, serializer),
        None => serializer.serialize_none(),
    }
}

/// Rounded to what means something.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
fn three_digits<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 1e3).round() / 1e3)
}

fn maybe_three_digits<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => three_digits(value, serializer),
        None => serializer.serialize_none(),
    }
}
