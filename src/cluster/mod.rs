//! From similar articles to stories.
//!
//! [`samestory::cluster`](fn@crate::cluster) groups a closed set, a [`Clusterer`](crate::Clusterer) assigns articles as they arrive. Both follow one [`Config`] and the
//! same steps:
//!
//! 1. **Boilerplate.** Character references and tags in titles and bodies are read as what they stand for. What a source prints
//!    under article after article is rare in news at large and would make all its articles alike: lines that a source repeats are
//!    left out, and so are the names of outlets, sections and columns around titles, titles that a source repeats over different
//!    texts, and bodies that are only notices ([`Config::boilerplate_repeats`]). Words in the titles and leads of more than half of
//!    a source's articles belong to a form and count less in them, from 70 % on not at all; a stream knows a form after seven articles.
//! 2. **Candidates.** Each article is looked up in the [index](crate::index) by its rarest words; the 40 most similar of those
//!    before it are candidates ([`Config::search_coverage`], [`Config::max_candidates`]).
//! 3. **Pair scores.** What is known about a pair is some twenty [`Feature`]s: how similar the words are, how much of what is
//!    rare they share and how much of it beyond the rarest word, whether the numbers, names and days of the week at the beginning
//!    agree, what one says there that the other does not, what both quote. A logistic [`PairModel`] makes one number of them, and
//!    can say what each feature added.
//! 4. **Density.** The odds that two similar articles report one event fall with the number of articles that either could be taken
//!    for: those within the distance in time of the pair, articles that are alike counted as one ([`Feature::Crowd`]). So one model
//!    serves a sample of years, where sharing a day says much, and a day's feed, where all articles share it; and a story counts
//!    as about one thing, however many copies it has. A stream knows only what has come so far, and takes half as many more to be
//!    on their way.
//! 5. **Calibration.** Two reports that share half their words may be one story in one place, and two turns of one saga in
//!    another. The likely pairs tell, without labels: if a report is of the event of two others, these are of one event, so
//!    the pairs of clear-cut stories close to triangles, and those of a saga form chains. Where fewer close around a pair than
//!    usual, its log-odds are lowered ([`Config::calibration`]). What an article counts for this is settled when it arrives, by
//!    the articles it is compared with: no other story, of any size, moves it.
//! 6. **Groups.** Batch: [`average_linkage`] in which an article need not be like all others of a large story: ten are enough
//!    for a headline, up to twenty for an article of many words ([`Config::link_limit`], [`Config::max_link_limit`]), more only
//!    where the articles of a story are like many more of their own. Then second thoughts: whoever is closer to another story
//!    changes over. Stream: a new article merges with the closest story, its closest neighbours think again, and so do all live
//!    articles in turn, two at a time; each time a story has grown by a quarter it is grouped anew, and parted if it was two.
//!    One strong pair never joins two stories.
//!
//! # What bounds what
//!
//! On full texts half of the time goes into reading them ([`terms`](crate::terms)). Of the rest, the search is bound by random
//! additions, one per posting, so it keeps to the rarest words; comparing is bound by waiting for the other article's terms,
//! so a profile keeps 8 bytes per term, is read once per pair, front to back, and without a branch that could be guessed
//! wrong; linkage touches only what a merge changes, and never more than the smaller neighbourhood. Reading, searching, comparing and
//! grouping each fill the caches with something else, so each is done for many articles before the next, in a stream too if
//! articles come in blocks ([`Clusterer::insert_blocks`](crate::Clusterer::insert_blocks)). Scores are whole
//! numbers of 2⁻³⁰ from step 6 on: sums are exact, do not depend on an order, and what an expired article added can be
//! taken away without a trace.
//!
//! # What holds, and what each part brings
//!
//! Mean BCubed F1 over labelled sets by kind (examples/quality/sets.tsv) at the default thresholds, in batch and as a stream: of the
//! default model, of models that have not seen the set or another form of it, and of models that have seen no set of its kind.
//!
//! | kind | sets | all alone | default: batch | stream | set left out: batch | stream | kind left out: batch | stream |
//! | --- | --- | --- | --- | --- | --- | --- | --- | --- |
//! | sparse: events sampled over years | 7 | .235 | .878 | .874 | .863 | .862 | .850 | .850 |
//! | days: one day of many outlets, full text | 2 | .878 | .953 | .950 | .947 | .947 | .937 | .935 |
//! | headlines | 4 | .579 | .875 | .868 | .869 | .862 | .862 | .862 |
//! | others: claims, dated events, Vietnamese | 5 | .380 | .962 | .944 | .923 | .914 | .938 | .916 |
//!
//! Measured on 29 November 2026 by `cargo run --release --example train_model -- --sets examples/quality/sets.tsv --background
//! allsides_volume.jsonl --before 2016-01-01 FOLDER`; with `--ablate` it says what is lost without each feature.
//!
//! - Before density was known to the model, days had .839, less than all alone, and headlines .669. On sparse sets the older model,
//!   trained on these alone, was better, .894.
//! - The features stand in for each other: with the set left out, the mean over all kinds loses at most .004 without the cosine, or
//!   without the second rarest word of both leads, and less without any other (as of before form words and look-alikes).
//! - Transitivity around a pair is worth .005 to .01 on titles and on samples put into a crowd, and nothing where stories are
//!   clear-cut.
//! - The limit of partners is worth most on sets with large stories: without it F1 on headlines of stories of hundreds is about half
//!   of what it is with it. Elsewhere it changes nothing.
//! - Form words of one source are left out. Which of one company's stories of a day a headline is about is still not told by a sum of
//!   features.
//! - Small samples of look-alikes are shown in training, at a quarter of a variant's weight. They leave fewer false stories where all
//!   articles are of one subject, and take more true ones apart.
//!
//! What was tried and left out, in this form or before: boosted trees in place of the logistic model; a second model over the scores
//! around a pair (its rivals, common neighbours, how doubtful they are), which gains where its sets were seen and loses where
//! they were not; weights of features that depend on the crowd; the number of different things a text is similar to, in place of
//! the crowd in time; the gap in days beside the crowd (with samples of look-alikes too: F1 on the other sets falls from .94 to .92
//! with the set left out); similarity and coverage of titles and leads by themselves; whether both articles are of one source; larger
//! samples of look-alikes, and more weight for them (fewer false stories among them, fewer true ones in the sample corpus); word
//! vectors from co-occurrence; days resolved against the date of publication; more candidates.
//!
//! # Where it comes from
//!
//! Features of the pair and time: [Miranda et al. 2018](https://aclanthology.org/D18-1483/), [Saravanakumar et al.
//! 2021](https://aclanthology.org/2021.eacl-main.198/). Average linkage: Sokal & Michener 1958. Moving single items after
//! greedy merges: [Blondel et al. 2008](https://doi.org/10.1088/1742-5468/2008/10/P10008). First stories and streams: [Allan
//! 2002](https://doi.org/10.1007/978-1-4615-0933-2). Transitivity: [Newman, Strogatz & Watts
//! 2001](https://doi.org/10.1103/PhysRevE.64.026118). Sampled runs of words: [Broder
//! 1997](https://doi.org/10.1109/SEQUEN.1997.666900). Effective numbers: [Hill 1973](https://doi.org/10.2307/1934352); counts by
//! day in a binary indexed tree: [Fenwick 1994](https://doi.org/10.1002/spe.4380240306). The limit on partners, the odds by
//! density, the use of transitivity for calibration, what is nearer in time and the stream's second thoughts are our own.

mod assigner;
mod batch;
mod boilerplate;
mod candidate_pairs;
mod candidates;
mod cleaning;
mod clock;
mod comparer;
mod config;
mod context;
mod counted_article;
mod crowd;
mod features;
mod forms;
mod grouping;
mod groups;
mod history;
mod linkage;
mod logistic;
mod model;
mod moves;
mod neighbors;
mod notices;
mod outlet_names;
mod placement;
mod preparation;
mod profile;
mod quoted;
mod reading;
#[cfg(feature = "unstable")]
#[doc(hidden)]
pub mod reference;
mod repeats;
mod score;
mod scored;
mod statistics;
mod story_graph;
mod story_sums;
mod stream;
mod temporal_context;
mod title_affixes;
mod title_parts;
mod transitivity;

pub(crate) use batch::BatchEngine;
pub use candidate_pairs::{CandidatePairs, candidate_pairs};
pub use candidates::{Candidate, similar_to};
pub use config::{Config, ConfigError};
pub use features::{Feature, PairFeatures};
pub(crate) use history::GroupHistory;
pub use linkage::{Edge, average_linkage};
pub use model::PairModel;
pub(crate) use placement::{GroupChange, Placement, PlacementEvidence, PlacementOutcome};
pub(crate) use stream::StreamEngine;
