//! Why articles are together: explanations of a closed set as data, by the caller's ids.
//!
//! An [`Explainer`] clusters a closed set as [`cluster`](fn@samestory::cluster) does, and keeps what the scores were made of.
//!
//! | question | answer |
//! | --- | --- |
//! | why are two articles (not) in one story? | [`Explainer::pair`] |
//! | why is an article in its story, and what would have changed that? | [`Explainer::article`] |
//! | what holds a story together, and where would it split? | [`Explainer::story`] |
//! | how similar are the articles of a story to each other? | [`Explainer::similarities`] |
//! | which stories does a text belong to? | [`Explainer::find`] |
//! | why did a stream assign an article as it did? | [`ScoreExplanation::of`] |
//!
//! The scores shown are those that clustering used. The contributions of the features, the bias and what calibration added are
//! log-odds: the logistic function of their sum is the score.
//!
//! A pair alone joins nothing. Stories are groups whose closeness, the mean of the scores between them, reaches a bar; and an article
//! stays where it is closest. So two articles with a high score can be in two stories, and two with none in one: the chain of links
//! between them, the closeness of their stories and the links of each article say why.
//!
//! ```
//! use samestory::{Article, Config};
//! use samestory_explain::Explainer;
//!
//! let article = |id: &str, title: &str| Article::builder(id).title(title).build();
//! let articles = [
//!     article("a", "Clinton asks Algeria to back force in Mali")?,
//!     article("b", "Giants sweep Tigers to win World Series")?,
//!     article("c", "In Algiers, Clinton seeks help against Mali militants")?,
//! ];
//! let explainer = Explainer::new(&articles, &Config::default())?;
//! let pair = explainer.pair("a", "c")?;
//! assert!(pair.same_story && pair.score.score > pair.bar);
//! let sum = pair.score.bias + pair.score.calibration
//!     + pair.score.contributions.iter().map(|part| part.contribution).sum::<f64>();
//! assert!((pair.score.score - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-5);
//! assert_eq!(pair.shared_terms[0].text, "Mali");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alarms;
mod article;
mod explainer;
mod find;
mod pair;
mod printed;
mod score;
mod similarities;
mod spanning_tree;
mod story;

pub use alarms::{Alarm, AlarmKind};
pub use article::{ArticleExplanation, RunnerUp};
pub use explainer::{Explainer, Link, Unknown};
pub use find::{Collapse, FindOptions, FoundArticle, FoundStory};
pub use pair::{PairExplanation, SharedText};
pub use printed::{Span, TermEvidence};
#[doc(inline)]
pub use samestory::unstable::inspection::Standing;
pub use score::{Contribution, ScoreExplanation};
pub use story::{Split, StoryExplanation, StoryTerm};
