//! `samestory cluster --origins`.

use std::collections::HashMap;

use samestory::credits::Newsrooms;
use samestory::desk::{DeskConfig, ToldStories, tell_stories};
use samestory::{Article, ArticleId, Config, StoryId};

use super::write_rows;
use crate::args::ClusterArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::input::ArticleReader;
use crate::output::{Decision, Output, Printing, Row, Writers, number_versions};

/// Groups articles into stories and says who wrote them.
pub(super) fn run(
    args: &ClusterArgs,
    config: Config,
    mut reader: ArticleReader<'_>,
    mut output: Output,
    console: &Console,
) -> Result<(), Failure> {
    let mut desk = DeskConfig::default();
    desk.cluster = config;
    let mut read = Read::default();
    while let Some(article) = reader.next_article()? {
        read.versions.push(reader.version());
        read.articles.push(article);
    }
    let rejects = reader.finish();
    console.working(format!("clustering {} articles", read.articles.len()));
    let told = tell_stories(&read.articles, &desk).map_err(|error| Failure::Failed(error.to_string()))?;
    console.done();
    let (rows, writers) = read.rows(&told, &desk.newsrooms);
    write_rows(args, &mut output, &rows, &writers, rejects)?;
    output.finish()
}

/// What has been read.
#[derive(Default)]
struct Read {
    articles: Vec<Article>,
    /// The numbers of versions that pages say, by article.
    versions: Vec<Option<u32>>,
    /// In a stream: how they got into their stories.
    decisions: Vec<Option<Decision>>,
}

impl Read {
    /// Rows in the order of the input, and who wrote each story.
    fn rows(mut self, told: &ToldStories, newsrooms: &Newsrooms) -> (Vec<Row>, HashMap<StoryId, Writers>) {
        let ids: Vec<String> = self.articles.iter().map(|article| article.id.clone()).collect();
        let id = |article: ArticleId| ids.get(article.index()).cloned().unwrap_or_default();
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
