//! From similar articles to stories.
//!
//! [`samestory::cluster`](fn@crate::cluster) groups a closed set, a [`Clusterer`](crate::Clusterer) assigns articles as they arrive. Both
//! follow one [`Config`] and take the same steps:
//!
//! 1. **Boilerplate.** Lines that a source repeats are left out. So are title affixes (names of outlets, sections and columns), titles
//!    that a source prints over different texts, and bodies that are only notices. Words in the titles and leads of more than half of
//!    a source's articles belong to a form: they count less, and from 70 % on not at all.
//! 2. **Candidates.** The [index](crate::index) is searched by an article's rarest words. The most similar earlier articles are
//!    candidates, 40 by default.
//! 3. **Pair scores.** Some twenty [`Feature`]s describe a pair: how similar the words are, how much both share of what is rare, whether
//!    numbers, names and days of the week in titles and leads agree, what one says there that the other does not, what both quote. A
//!    logistic [`PairModel`](crate::PairModel) makes one score of them and can say what each feature adds.
//! 4. **Density.** The odds of a pair fall with the number of articles that are as near in time, articles that are alike counted as
//!    one. So one model serves a sample of years, where the same date is strong evidence, and a day's feed, where all articles share
//!    the date. A stream knows only what has come so far, and takes half as many more to be on their way.
//! 5. **Calibration.** If a report is of the event of two others, these are of one event. So the likely pairs of a clear story close to
//!    triangles, and those of a saga form chains. The log-odds of a pair fall where fewer close around it than usual
//!    ([`Config::calibration`]). The value of an article is fixed when it arrives: no other story, of any size, changes it.
//! 6. **Groups.** Batch: `average_linkage`, in which an article must be like a limited number of the articles of a large story; then
//!    each article moves to the story that it is closest to. Stream: a new article joins the closest story, its closest neighbours are
//!    reconsidered, and so are all live articles in turn, two at a time; a story that has grown by a quarter is grouped anew, and split
//!    if it is two. One strong pair never joins two stories.
//!
//! Scores are whole multiples of 2⁻³⁰ from step 6 on. Sums are exact, do not depend on an order, and what an expired article
//! added is taken away without a trace.
//!
//! The file `docs/DESIGN.md` of the repository says why each step is as it is, with the papers, what bounds its speed, what each part
//! brings, and what was tried and left out. `docs/RESULTS.md` has the figures.

mod batch;
pub(crate) mod config;
pub(crate) mod inspection;
pub(crate) mod linkage;
pub(crate) mod pairs;
pub(crate) mod query;
pub(crate) mod reading;
pub(crate) mod stream;
pub(crate) mod vectors;

pub(crate) use batch::BatchEngine;
pub(crate) use config::Config;
pub(crate) use inspection::Inspection;
pub(crate) use linkage::corrected::corrected_edges;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub use linkage::reference;
pub use pairs::features::{Feature, PairFeatures};
pub(crate) use reading::CLEANED_TOGETHER;
pub(crate) use stream::assigner::{Arrival, Found};
pub(crate) use stream::history::GroupHistory;
pub(crate) use stream::placement::{GroupChange, Placement, PlacementEvidence, PlacementOutcome};
pub(crate) use stream::preparation::Preparation;
pub(crate) use stream::term_use::EpochStarts;
pub(crate) use stream::weigher::Prepared;
pub(crate) use stream::{SavedEngine, StreamEngine};
