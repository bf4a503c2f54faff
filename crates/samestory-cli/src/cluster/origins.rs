//! `samestory cluster --origins`.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use samestory::credits::Newsrooms;
use samestory::desk::{
    Desk, DeskAssignment, DeskConfig, DeskConfigError, DeskLedger, DeskOutcome, ToldStories, tell_stories,
};
use samestory::{Article, ArticleId, Config, StoryId};
use samestory_formats::Record;

use super::{LineFormat, write_rows};
use crate::args::{ClusterArgs, Mode};
use crate::console::Console;
use crate::failure::Failure;
use crate::files::Output;
use crate::input::{ArticleReader, Reading};
use samestory_report::stories::{Decision, Printing, Row, Writers, number_versions};

/// Groups articles into stories and says who wrote them.
pub(super) fn run(
    args: &ClusterArgs,
    config: Config,
    mut reader: ArticleReader<'_>,
    mut output: Output,
    console: &Console,
) -> Result<Reading, Failure> {
    let mut settings = DeskConfig::default();
    settings.cluster = config;
    let newsrooms = Arc::clone(&settings.newsrooms);
    let fail = |error: DeskConfigError| Failure::Failed(error.to_string());
    let mut read = Read::default();
    let mut stream = match args.mode {
        Mode::Batch => None,
        Mode::Stream => Some((Desk::new(settings.clone()).map_err(fail)?, DeskLedger::default())),
    };
    let live = LineFormat::of(args.format).filter(|_| args.live);
    if let Some(format) = live {
        format.begin(&mut output, args)?;
    }
    while let Some(Record { article, version, .. }) = reader.next_record()? {
        read.push(article, version);
        let Some((desk, ledger)) = &mut stream else { continue };
        let done = read.insert_last(desk);
        match live {
            None => ledger.record(&done),
            Some(format) => {
                format.write(&mut output, &read.last_row(&done, &newsrooms))?;
                if output.is_live() {
                    output.flush()?;
                }
            }
        }
    }
    let reading = reader.finish()?;
    if live.is_some() {
        console.done();
        output.finish()?;
        return Ok(reading);
    }
    console.working(format!("clustering {} articles", read.articles.len()));
    let told = match stream {
        None => tell_stories(&read.articles, &settings).map_err(fail)?,
        Some((_, ledger)) => ledger.stories(),
    };
    console.done();
    let (rows, writers) = read.rows(&told, &newsrooms);
    write_rows(args, &mut output, &rows, &writers, reading)?;
    output.finish()?;
    Ok(reading)
}

/// What has been read.
#[derive(Default)]
struct Read {
    ids: Vec<String>,
    /// With --live the last only.
    articles: Vec<Article>,
    /// The numbers of versions that pages say, by article.
    versions: Vec<Option<u32>>,
    /// In a stream: how they got into their stories.
    decisions: Vec<Option<Decision>>,
}

impl Read {
    fn push(&mut self, article: Article, version: Option<u32>) {
        self.ids.push(article.id.clone());
        self.versions.push(version);
        self.articles.push(article);
    }

    fn id(&self, article: ArticleId) -> String {
        self.ids.get(article.index()).cloned().unwrap_or_default()
    }

    /// Gives the article that was read last to a desk.
    fn insert_last(&mut self, desk: &mut Desk) -> DeskAssignment {
        let done = desk.insert(&self.articles[self.articles.len() - 1]);
        let mut decision = Decision::new(&done.assignment, &self.ids);
        decision.outcome = match done.outcome {
            DeskOutcome::CopyOf(_) => "copy_of",
            DeskOutcome::NewVersionOf(_) => "new_version_of",
            DeskOutcome::Unchanged(_) => "unchanged",
            _ => decision.outcome,
        };
        self.decisions.push(Some(decision));
        done
    }

    /// The row of the article that was read last, which is not kept.
    fn last_row(&mut self, done: &DeskAssignment, newsrooms: &Newsrooms) -> Row {
        let article = self.articles.remove(self.articles.len() - 1);
        let mut printing = Printing::new(&article, &done.origin, newsrooms, |id| self.id(id));
        printing.version = self.versions.last().copied().flatten();
        let mut decision = self.decisions.pop().flatten();
        if let Some(decision) = &mut decision {
            decision.tell_changes(&done.assignment, &self.ids);
        }
        Row { printing: Some(printing), ..Row::new(article, done.assignment.story, decision) }
    }

    /// Rows in the order of the input, and who wrote each story.
    fn rows(mut self, told: &ToldStories, newsrooms: &Newsrooms) -> (Vec<Row>, HashMap<StoryId, Writers>) {
        let id = |article: ArticleId| self.id(article);
        let mut printings: Vec<Option<Printing>> = vec![None; self.articles.len()];
        let mut writers = HashMap::new();
        for story in told.stories() {
            let numbers = number_versions(story, &self.versions);
            for origin in &story.origins.articles {
                let at = origin.article.index();
                let mut printing = Printing::new(&self.articles[at], origin, newsrooms, id);
                printing.version = numbers.get(&origin.article).copied();
                printings[at] = Some(printing);
            }
            writers.insert(story.story.id, Writers::new(story, id));
        }
        self.decisions.resize(self.articles.len(), None);
        let articles = (0..).map(ArticleId).zip(self.articles.into_iter().zip(self.decisions));
        let rows = articles.zip(printings).map(|((number, (article, decision)), printing)| {
            let story = told.story_of(number).unwrap_or(StoryId(number.0));
            Row { printing, ..Row::new(article, story, decision) }
        });
        (rows.collect(), writers)
    }
}
