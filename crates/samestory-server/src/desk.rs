//! The questions that can be asked, and their answers as JSON: the same for every way of asking.

use std::sync::Arc;
use std::thread::JoinHandle;

use samestory::{Config, StoryId};
use samestory_digest::Families;
use samestory_explain::{FindOptions, Unknown};
use samestory_formats::{CorrectionLine, read_correction};
use samestory_report::{Report, digest, explain, write_front_page};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::analysis::{Analysis, Analyst};
use crate::arrivals::Arrival;
use crate::changes::{Cursor, LoggedChange};
use crate::engine::Engine;
use crate::listing::{Listing, StoriesQuery, page};
use crate::live::{LiveStories, LiveStory};
use crate::problem::Problem;

/// Articles that are taken in at once: others need not wait for long.
const AT_ONCE: usize = 256;

/// Changes of an answer if nothing is said, and at most.
const CHANGES: usize = 1000;

/// Stories found at most.
const MAX_FOUND: usize = 100;

/// The page of all stories has their views if there are no more articles.
const MAX_VIEWED: usize = 3000;

/// A text that is asked for has at most so many bytes.
const MAX_ASKED: usize = 1 << 20;

/// An answer as JSON.
pub(crate) type Answer = Result<Vec<u8>, Problem>;

/// Answers questions about a stream.
#[derive(Debug, Clone)]
pub struct Desk {
    engine: Engine,
    analyst: Analyst,
    stream: u64,
}

/// A story.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryQuery {
    /// Its number, as in "s12", or the id of one of its articles.
    pub id: String,
    /// The change that must be known to the answer.
    pub at_least: Option<Cursor>,
}

/// An article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleQuery {
    /// Its id.
    pub id: String,
}

/// What is to be explained: two articles, an article or a story.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExplainQuery {
    /// The id of an article.
    pub a: Option<String>,
    /// The id of another.
    pub b: Option<String>,
    /// The number of a story, as in "s12".
    pub story: Option<String>,
    /// The change that must be known to the answer.
    pub at_least: Option<Cursor>,
}

/// A text, and which of the stories that it belongs to are given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FindQuery {
    /// A sentence, a headline, or a whole article.
    pub text: String,
    /// So many stories at most; 10 if nothing is said.
    pub top: Option<usize>,
    /// Only stories with such a score, 0 to 1; 0.5 if nothing is said.
    pub min_score: Option<f64>,
    /// Only stories with so many independent origins.
    pub min_origins: usize,
    /// Which of their articles are listed.
    pub list: Option<Listing>,
    /// The change that must be known to the answer.
    pub at_least: Option<Cursor>,
}

/// Changes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChangesQuery {
    /// Those behind this cursor; without one, those that are kept.
    pub since: Option<Cursor>,
    /// So many at most, 1 to 1,000; 1,000 if nothing is said.
    pub limit: Option<usize>,
}

/// How an article was taken in.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    pub(crate) line: u64,
    #[serde(flatten)]
    pub(crate) outcome: TakenOutcome,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TakenOutcome {
    Assignment(Box<RawValue>),
    Error { code: &'static str, message: String, line: u64, field: Option<String> },
}

#[derive(Serialize)]
struct Changes {
    changes: Vec<LoggedChange>,
    cursor: Cursor,
    /// Whether there are more behind it.
    more: bool,
}

impl Desk {
    /// Starts the threads of a stream. The first ends with the last desk, and gives the stream back.
    ///
    /// # Errors
    ///
    /// If a thread cannot be started.
    pub fn open(live: LiveStories, families: Families) -> std::io::Result<(Self, JoinHandle<LiveStories>)> {
        let stream = live.log.latest().stream;
        let (engine, thread) = Engine::start(live)?;
        let analyst = Analyst::start(engine.for_thread(), families)?;
        Ok((Self { engine, analyst, stream }, thread))
    }

    /// What is made of the stream as it is. Others wait meanwhile.
    ///
    /// # Errors
    ///
    /// If the stream has stopped.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&LiveStories) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.engine.ask(|live| look(live)).await
    }

    /// Takes articles in, in order, that nobody waits for an answer about.
    ///
    /// # Errors
    ///
    /// If the stream has stopped.
    pub async fn receive(&self, arrivals: Vec<Arrival>) -> Result<(), Problem> {
        self.take(arrivals).await.map(|_| ())
    }

    /// Takes articles in, in order.
    ///
    /// # Errors
    ///
    /// If the stream has stopped.
    pub(crate) async fn take(&self, mut arrivals: Vec<Arrival>) -> Result<(Vec<Taken>, Cursor), Problem> {
        let mut taken = Vec::with_capacity(arrivals.len());
        let mut cursor = self.cursor(self.engine.now());
        while !arrivals.is_empty() {
            let rest = arrivals.split_off(arrivals.len().min(AT_ONCE));
            let mut block = std::mem::replace(&mut arrivals, rest);
            let notes: Vec<(u64, Vec<String>)> =
                block.iter_mut().map(|one| (one.line, std::mem::take(&mut one.warnings))).collect();
            let (lines, at) = self.engine.ask(move |live| (live.insert(block), live.log.latest())).await?;
            cursor = at;
            let assigned = lines.into_iter().zip(notes).map(|(assignment, (line, warnings))| Taken {
                line,
                outcome: TakenOutcome::Assignment(assignment),
                warnings,
            });
            taken.extend(assigned);
        }
        Ok((taken, cursor))
    }

    /// A page of stories.
    ///
    /// # Errors
    ///
    /// If the query is none.
    pub async fn stories(&self, query: StoriesQuery) -> Answer {
        let (stories, cursor) = self.listed().await?;
        away(move || page(&stories, &query, cursor)).await
    }

    /// All live stories, and the cursor behind what they know of.
    async fn listed(&self) -> Result<(Vec<Arc<LiveStory>>, Cursor), Problem> {
        let listed = |live: &mut LiveStories| {
            let stories: Vec<Arc<LiveStory>> = live.stories().cloned().collect();
            (stories, live.log.latest())
        };
        self.engine.ask(listed).await
    }

    /// The digest of a story.
    ///
    /// # Errors
    ///
    /// If there is no such story.
    pub async fn story(&self, query: StoryQuery) -> Answer {
        self.analysis(query.at_least, move |analysis| {
            let story = find_story(analysis, &query.id)?;
            let found = analysis.digester.digest(story).ok_or_else(|| unknown(&Unknown::Story(story)))?;
            written(|out| digest::write_json(out, &found))
        })
        .await
    }

    /// Why articles are together.
    ///
    /// # Errors
    ///
    /// If the query names neither articles nor a story, or there are no such.
    pub async fn explain(&self, query: ExplainQuery) -> Answer {
        self.analysis(query.at_least, move |analysis| {
            let explainer = analysis.explainer;
            match (&query.a, &query.b, &query.story) {
                (Some(a), Some(b), None) => {
                    let explained = explainer.pair(a, b).map_err(|error| unknown(&error))?;
                    written(|out| explain::write_json(out, &explained))
                }
                (Some(a), None, None) => {
                    let explained = explainer.article(a).map_err(|error| unknown(&error))?;
                    written(|out| explain::write_json(out, &explained))
                }
                (None, None, Some(story)) => {
                    let story = find_story(analysis, story)?;
                    let explained = explainer.story(story).map_err(|error| unknown(&error))?;
                    written(|out| explain::write_json(out, &explained))
                }
                _ => Err(Problem::bad_request("either \"a\", or \"a\" and \"b\", or \"story\" is needed")),
            }
        })
        .await
    }

    /// The stories that a text belongs to.
    ///
    /// # Errors
    ///
    /// If there is no text.
    pub async fn find(&self, query: FindQuery) -> Answer {
        if query.text.trim().is_empty() {
            return Err(Problem::bad_request("\"text\" is empty"));
        }
        if query.text.len() > MAX_ASKED {
            let bytes = query.text.len();
            return Err(Problem::bad_request(format!(
                "\"text\" has {bytes} bytes, {MAX_ASKED} is the limit"
            )));
        }
        let mut options = FindOptions::default();
        options.max_stories = query.top.unwrap_or(options.max_stories);
        options.min_score = query.min_score.unwrap_or(options.min_score);
        options.min_origins = query.min_origins;
        options.collapse = query.list.unwrap_or(Listing::Story).collapse();
        if !(0.0..=1.0).contains(&options.min_score) {
            return Err(Problem::bad_request("\"min_score\" is a number from 0 to 1"));
        }
        if !(1..=MAX_FOUND).contains(&options.max_stories) {
            return Err(Problem::bad_request(format!("\"top\" is a number from 1 to {MAX_FOUND}")));
        }
        self.analysis(query.at_least, move |analysis| {
            let found = analysis.explainer.find(&query.text, &options);
            written(|out| explain::write_json(out, &found))
        })
        .await
    }

    /// A live article, and how it was assigned.
    ///
    /// # Errors
    ///
    /// If no live article has the id.
    pub async fn article(&self, query: ArticleQuery) -> Answer {
        #[derive(Serialize)]
        struct Found<'a> {
            article: &'a samestory::Article,
            language: &'a Option<String>,
            story: String,
            assignment: &'a Option<Box<RawValue>>,
            explanation: Option<samestory_explain::ScoreExplanation>,
        }
        let found = move |live: &mut LiveStories| {
            let Some(found) = live.article(&query.id) else {
                return Err(unknown(&Unknown::Article(query.id)));
            };
            let document = Found {
                article: &found.article,
                language: &found.language,
                story: found.story.to_string(),
                assignment: &found.decision,
                explanation: live.score_of(found),
            };
            json(&document)
        };
        self.engine.ask(found).await?
    }

    /// Changes, in order.
    ///
    /// # Errors
    ///
    /// If those behind the cursor are not kept.
    pub async fn changes(&self, query: ChangesQuery) -> Answer {
        let limit = query.limit.unwrap_or(CHANGES);
        if !(1..=CHANGES).contains(&limit) {
            return Err(Problem::bad_request(format!("\"limit\" is {limit}: 1 to {CHANGES} is allowed")));
        }
        let (changes, cursor, latest) = self.logged(query.since, limit).await?;
        json(&Changes { changes, cursor, more: cursor != latest })
    }

    /// Changes behind a cursor, the cursor behind them, and that behind all.
    pub(crate) async fn logged(
        &self,
        since: Option<Cursor>,
        limit: usize,
    ) -> Result<(Vec<LoggedChange>, Cursor, Cursor), Problem> {
        let asked = move |live: &mut LiveStories| {
            let since = since.unwrap_or_else(|| live.log.first());
            let changes = live.log.since(since, limit).ok_or_else(Problem::cursor_gone)?;
            let cursor = changes.last().map_or(since, |change| change.cursor);
            Ok((changes, cursor, live.log.latest()))
        };
        self.engine.ask(asked).await?
    }

    /// Takes a correction or a withdrawal, as a line of the file of `--corrections`.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub(crate) async fn correct(&self, line: &str) -> Answer {
        let line = read_correction(line).map_err(Problem::bad_request)?;
        self.engine
            .ask(move |live| {
                let number = match line {
                    CorrectionLine::Correction(correction) => live.correct(correction),
                    CorrectionLine::Withdrawal { number, by, at, why } => {
                        live.withdraw(number, by, at, why).map(|()| number)
                    }
                };
                let number = number.map_err(|error| Problem::new(409, "not_taken", error.to_string()))?;
                corrections(live, Some(number))
            })
            .await?
    }

    /// All corrections that were ever given, and which of them contradict each other.
    pub(crate) async fn corrections(&self) -> Answer {
        self.engine.ask(|live| corrections(live, None)).await?
    }

    /// The page of all stories, or of one. That of many articles is a list of the moment, as all their views would take too long.
    pub(crate) async fn html(&self, story: Option<String>, title: String) -> Answer {
        let stream = self.stream;
        if story.is_none() && self.numbers().await?.articles > MAX_VIEWED {
            let (stories, cursor) = self.listed().await?;
            return away(move || {
                let rows = stories.iter().map(|one| (&one.story, &one.languages));
                written(|out| write_front_page(out, &title, &cursor.to_string(), rows))
            })
            .await;
        }
        self.analysis(None, move |analysis| {
            let Analysis { articles, explainer, digester, config, .. } = *analysis;
            let at = Cursor { stream, number: analysis.as_of };
            let report = Report::new(title, articles, explainer, digester, config).following(at.to_string());
            match story {
                None => written(|out| report.write(out)),
                Some(story) => {
                    let story = find_story(analysis, &story)?;
                    written(|out| report.write_story(story, out))
                }
            }
        })
        .await
    }

    /// How much there is of everything.
    pub(crate) async fn numbers(&self) -> Result<Numbers, Problem> {
        self.engine
            .ask(|live| Numbers {
                articles: live.clusterer.live_articles(),
                stories: live.clusterer.live_stories(),
                cursor: live.log.latest(),
            })
            .await
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    fn cursor(&self, number: u64) -> Cursor {
        Cursor { stream: self.stream, number }
    }

    async fn analysis(
        &self,
        at_least: Option<Cursor>,
        question: impl FnOnce(&Analysis<'_>) -> Answer + Send + 'static,
    ) -> Answer {
        if at_least.is_some_and(|cursor| cursor.stream != self.stream || cursor.number > self.engine.now()) {
            return Err(Problem::bad_request("\"at_least\" is no cursor of this stream"));
        }
        self.analyst.ask(at_least.map(|cursor| cursor.number), question).await?
    }
}

/// How much there is of everything.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Numbers {
    pub(crate) articles: usize,
    pub(crate) stories: usize,
    pub(crate) cursor: Cursor,
}

fn corrections(live: &LiveStories, number: Option<usize>) -> Answer {
    #[derive(Serialize)]
    struct All<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        correction: Option<usize>,
        corrections: &'a [samestory::corrections::CorrectionEntry],
        contradictions: Vec<samestory::corrections::Contradiction>,
        cursor: Cursor,
    }
    let Config { corrections, .. } = live.clusterer.config();
    json(&All {
        correction: number,
        corrections: corrections.entries(),
        contradictions: corrections.contradictions(),
        cursor: live.log.latest(),
    })
}

/// The story of a number or of an article.
fn find_story(analysis: &Analysis<'_>, asked: &str) -> Result<StoryId, Problem> {
    let stories = analysis.explainer.stories();
    let numbered = |number: &str| stories.get(StoryId(number.parse().ok()?));
    let by_number = asked.strip_prefix('s').and_then(numbered);
    // explanations have the plain number
    let found = by_number.or_else(|| stories.story_of(asked)).or_else(|| numbered(asked));
    found.map(|story| story.id).ok_or_else(|| {
        Problem::not_found(format!("no live story has the number, and no live article the id \"{asked}\""))
    })
}

fn unknown(unknown: &Unknown) -> Problem {
    Problem::not_found(unknown.to_string())
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Answer {
    let mut out = Vec::new();
    write(&mut out).map_err(Problem::internal)?;
    Ok(out)
}

fn json(document: &impl Serialize) -> Answer {
    serde_json::to_vec(document).map_err(Problem::internal)
}

/// Does what takes a while on a thread for that.
async fn away<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?
}
