//! The thread that explains: of a copy of the live articles, so that arrivals do not wait.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use samestory::{Article, Config, Stories};
use samestory_digest::Digester;
use samestory_digest::Families;
use samestory_explain::Explainer;
use tokio::sync::{mpsc, oneshot};

use crate::engine::ThreadEngine;
use crate::live::{LiveStories, Snapshot};
use crate::problem::Problem;

/// So many questions wait at most.
const QUEUE: usize = 64;

/// An analysis is kept for so many times as long as it took to make, even if the stream has gone on.
const KEPT_FOR: u32 = 4;

/// The live articles, analysed.
pub(crate) struct Analysis<'a> {
    /// The number of the last change that it knows of.
    pub(crate) as_of: u64,
    pub(crate) articles: &'a [Article],
    pub(crate) explainer: &'a Explainer<'a>,
    pub(crate) digester: &'a Digester<'a>,
    pub(crate) config: &'a Config,
}

/// What is done with an analysis, or with the reason why there is none.
type Run = Box<dyn FnOnce(Result<&Analysis<'_>, &Problem>) + Send>;

/// What is asked, and which change has to be known to answer it.
struct Question {
    at_least: Option<u64>,
    run: Run,
}

/// The way to the thread that explains.
#[derive(Debug, Clone)]
pub(crate) struct Analyst {
    questions: mpsc::Sender<Question>,
}

impl Analyst {
    /// Starts the thread. It ends when nobody can ask any more.
    pub(crate) fn start(engine: ThreadEngine, families: Families) -> io::Result<Self> {
        let (questions, queue) = mpsc::channel(QUEUE);
        thread::Builder::new().name("analysis".to_owned()).spawn(move || work(&engine, &families, queue))?;
        Ok(Self { questions })
    }

    /// Asks about an analysis. It knows of the change with the number `at_least`, if one is given; else it may be older than the stream,
    /// by no more than some times what it takes to make one.
    ///
    /// # Errors
    ///
    /// If the thread has ended, or there is no analysis.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        at_least: Option<u64>,
        question: impl FnOnce(&Analysis<'_>) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, answer) = oneshot::channel();
        let run = move |analysis: Result<&Analysis<'_>, &Problem>| {
            if !reply.is_closed() {
                let _ = reply.send(analysis.map(question).map_err(Clone::clone));
            }
        };
        let question = Question { at_least, run: Box::new(run) };
        self.questions.send(question).await.map_err(|_| Problem::stopped())?;
        answer.await.map_err(|_| Problem::stopped())?
    }
}

/// Answers questions, each by an analysis that is new enough.
fn work(engine: &ThreadEngine, families: &Families, mut queue: mpsc::Receiver<Question>) {
    let mut next = queue.blocking_recv();
    while let Some(question) = next.take() {
        let begun = Instant::now();
        let snapshot = match engine.ask(LiveStories::snapshot) {
            Ok(snapshot) => snapshot,
            Err(problem) => {
                (question.run)(Err(&problem));
                next = queue.blocking_recv();
                continue;
            }
        };
        let as_of = snapshot.as_of;
        let (articles, stories, config) = settled(snapshot);
        let explainer = match Explainer::of_stories(&articles, stories, &config) {
            Ok(explainer) => explainer,
            Err(error) => {
                (question.run)(Err(&Problem::internal(error)));
                next = queue.blocking_recv();
                continue;
            }
        };
        let digester = Digester::new(&articles, explainer.stories(), &config);
        let digester = match digester.map(|digester| digester.with_families(families.clone())) {
            Ok(digester) => digester,
            Err(error) => {
                (question.run)(Err(&Problem::internal(error)));
                next = queue.blocking_recv();
                continue;
            }
        };
        let (made, took) = (Instant::now(), begun.elapsed());
        let analysis = Analysis {
            as_of,
            articles: &articles,
            explainer: &explainer,
            digester: &digester,
            config: &config,
        };
        (question.run)(Ok(&analysis));
        loop {
            match queue.blocking_recv() {
                None => return,
                Some(question) if is_old(engine, as_of, question.at_least, made.elapsed(), took) => {
                    next = Some(question);
                    break;
                }
                Some(question) => (question.run)(Ok(&analysis)),
            }
        }
    }
}

/// Whether an analysis is too old for a question.
fn is_old(engine: &ThreadEngine, as_of: u64, at_least: Option<u64>, age: Duration, took: Duration) -> bool {
    engine.now() > as_of && (at_least.is_some_and(|least| least > as_of) || age > took * KEPT_FOR)
}

/// The articles of the stories in order of arrival, and the stories.
fn settled(snapshot: Snapshot) -> (Vec<Article>, Stories, Config) {
    let Snapshot { articles, stories, config, .. } = snapshot;
    let stories: Stories = stories.iter().map(|one| one.story.clone()).collect();
    let mut by_id: HashMap<&str, VecDeque<usize>> = HashMap::with_capacity(articles.len());
    for (at, article) in articles.iter().enumerate() {
        by_id.entry(&article.id).or_default().push_back(at);
    }
    let places = stories.members().filter_map(|(_, member)| by_id.get_mut(member.id.as_str())?.pop_front());
    let found = places.map(|at| (*articles[at]).clone()).collect();
    (found, stories, config)
}
