//! Stories as an editor reads them, made from what [samestory] finds.
//!
//! [`samestory::cluster`](fn@samestory::cluster) says which articles report one event. This crate says what they report: a
//! [`Digester`] gives the [`Digest`] of a story.
//!
//! ```
//! use samestory::{Article, Config};
//! use samestory_digest::Digester;
//!
//! let article = |id: &str, title: &str, text: &str| Article::builder(id).source(id).title(title).body(text).build();
//! let articles = [
//!     article("herald", "Ferry sinks off Quaytown", "The ferry Gull sank off Quaytown on Monday. Twelve people drowned.")?,
//!     article("post", "Gull ferry sinks at Quaytown", "Off Quaytown the ferry Gull sank. The coast guard searched the bay.")?,
//! ];
//! let config = Config::default();
//! let stories = samestory::cluster(&articles, &config)?;
//!
//! // reads all articles once: what sets a story apart is what the others do not have
//! let digester = Digester::new(&articles, &stories, &config)?;
//! let digest = digester.digest(stories.story_of("post").unwrap().id).unwrap();
//! assert_eq!(digest.headline.text, "Gull ferry sinks at Quaytown");
//! assert_eq!(digest.sources.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a digest is made of
//!
//! Everything in a digest is taken from members of the story and names them by the caller's ids. Nothing is made up: a headline or a
//! sentence is one that an article has. Copies and older versions of an article are counted and listed, but not read: a wire's words
//! count once, however many papers print them. So stories should be clustered with [`Config::find_copies`](samestory::Config::find_copies),
//! as they are by default.
//!
//! | part | how it is found | source |
//! | --- | --- | --- |
//! | [`KeyTerm`] | the share of the texts that have a term, times the logarithm of how many times as common it is as in the other articles and news at large; phrases joined | p · log(p / q), as in [Tomokiyo & Hurst 2003](https://aclanthology.org/W03-1805/) |
//! | [`Headline`] | the title with most of these, in the form of a headline | |
//! | [`SummarySentence`] | the most central sentence, then those that are central and new (maximal marginal relevance) | [Carbonell & Goldstein 1998](https://doi.org/10.1145/290941.291025) |
//! | [`Timeline`] | counts by the hour or day; turns, where most of the words in common are new | |
//! | [`SourceCoverage`] | outlets in order of time, with their family, country, delay and reprints | |
//! | [`Corroboration`] | the number of independent newsrooms, and of their owners | |
//! | [`Figure`] | counts of the same thing in the same context that differ | |
//! | [`Stress`] | terms that one text uses more than the others do | [Monroe, Colaresi & Quinn 2008](https://doi.org/10.1093/pan/mpn018) |
//! | [`RelatedStory`], [`Confidence`] | cosines of the mean vectors of stories | [Salton & Buckley 1988](https://doi.org/10.1016/0306-4573(88)90021-0) |
//! | [`Saga`] | average linkage of stories, by words and names | UPGMA, Sokal & Michener 1958 |
//!
//! # Above stories
//!
//! - A [`Saga`] is a larger affair whose events several stories report: a trial, a campaign. [`Digester::sagas`] lists them.
//! - [`outlet_records`] says over many stories which outlet is first, and which others confirm it.
//! - A [`LanguageLinker`] finds stories of several languages that report one event. It translates nothing: names, numbers and dates
//!   are compared.
//!
//! None of these changes a story.
//!
//! # Complexity
//!
//! [`Digester::new`] is linear in the texts of all articles, and compares each story with at most a hundred others for the sagas. A digest
//! is then linear in the texts of its own story, of which 200 at most are read. [`LanguageLinker::read`] is linear in the texts, and
//! [`LanguageLinker::links`] in the pairs of stories that share a name.
//!
//! # Promises
//!
//! They are those of [samestory]: no text of an article causes an error or a panic, and the same input gives the same output to the last bit,
//! with any number of threads. In the repository, `docs/DESIGN.md` has the reasons behind the methods, and `docs/RESULTS.md` the
//! measured figures.
//!
//! # Features
//!
//! - `parallel` (default): use all cores, by rayon.

mod digest;
mod linking;

pub use digest::{
    Confidence, Corroboration, Digest, Digester, Families, Family, Figure, FigureValue, Headline, KeyTerm,
    OutletRecord, Period, RelatedStory, Saga, SagaStory, SourceCoverage, Stress, SummarySentence, Timeline,
    Trend, outlet_records,
};
pub use linking::{LanguageLinker, StoryLink};
