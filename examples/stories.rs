//! Groups the sample corpus into stories and shows who wrote and who reprinted each: `cargo run --release --example stories`
//!
//! Shows the ten largest; give a word to see the stories that mention it in a headline (`-- Gaza`).

use std::error::Error;
use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{BufReader, ErrorKind, Write as _};

use samestory::desk::{DeskConfig, ToldStory, tell_stories};
use samestory::origins::{Origin, PropagationStep, Role};
use samestory::{Article, ArticleId};
use samestory_formats::JsonLines;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().nth(1);
    let articles: Vec<Article> = JsonLines::new(BufReader::new(File::open(SAMPLE)?))
        .map(|record| record.map(|r| r.article))
        .collect::<Result<_, _>>()?;
    let told = tell_stories(&articles, &DeskConfig::default())?;

    let mut stories: Vec<&ToldStory> = told.stories().iter().collect();
    stories.sort_by_key(|told| (std::cmp::Reverse(told.story.articles.len()), told.story.id));
    let (mut shown, mut text) = (0, String::new());
    for told in &stories {
        let members = &told.story.articles;
        let mentioned =
            |word: &String| members.iter().any(|a| articles[a.index()].title.contains(word.as_str()));
        if wanted.as_ref().map_or(members.len() > 1 && shown < 10, mentioned) {
            shown += 1;
            show(told, &articles, &mut text)?;
        }
    }
    let alone = stories.iter().filter(|told| told.story.articles.len() == 1).count();
    let (articles, stories) = (articles.len(), stories.len());
    writeln!(text, "{articles} articles, {stories} stories, {alone} of them told by one article")?;
    match std::io::stdout().write_all(text.as_bytes()) {
        // who reads has seen enough
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn show(told: &ToldStory, articles: &[Article], text: &mut String) -> fmt::Result {
    let first = told.origins.first_report.map_or("", |first| &articles[first.index()].title);
    let origins = told.origins.independent_origins();
    writeln!(text, "{first}  ({} articles, {origins} independent origins)", told.story.articles.len())?;
    for step in &told.origins.propagation {
        let article = &articles[step.article.index()];
        let when = article.published.map(|p| p.to_string()).unwrap_or_default();
        let source = article.source.as_deref().unwrap_or("?");
        writeln!(text, "  {when:20}  {source:22}  {:28}  {}", role(told, step, articles), article.title)?;
    }
    writeln!(text)
}

/// What an article is: a report of its own, or whose text it prints.
fn role(told: &ToldStory, step: &PropagationStep, articles: &[Article]) -> String {
    let source = |id: ArticleId| articles[id.index()].source.as_deref().unwrap_or("?");
    let origin = told.origins.articles.iter().find(|origin| origin.article == step.article);
    match (step.role, origin.map(|origin| origin.origin)) {
        (Role::Abridged, Some(Origin::CopyOf(of))) => format!("cut from {}", source(of)),
        (Role::Reprint, Some(Origin::CopyOf(of))) => format!("by {}", source(of)),
        (Role::Version, _) => "new version".to_owned(),
        _ => "own report".to_owned(),
    }
}
