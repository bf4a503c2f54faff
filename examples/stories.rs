//! Groups the sample corpus into stories and shows who wrote and who reprinted each: `cargo run --release --example stories`
//!
//! Shows the ten largest; give a word to see the stories that mention it in a headline (`-- Gaza`).

use std::cmp::Reverse;
use std::error::Error;
use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{BufReader, ErrorKind, Write as _};

use samestory::origins::Role;
use samestory::{Article, Config, Member, Story, cluster};
use samestory_formats::JsonLines;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().nth(1);
    let articles: Vec<Article> = JsonLines::new(BufReader::new(File::open(SAMPLE)?))
        .map(|record| record.map(|r| r.article))
        .collect::<Result<_, _>>()?;
    let stories = cluster(&articles, &Config::default())?;

    let mut by_size: Vec<&Story> = stories.iter().collect();
    by_size.sort_by_key(|story| Reverse(story.len()));
    let (mut shown, mut text) = (0, String::new());
    for story in by_size {
        let mentioned =
            |word: &String| story.members.iter().any(|member| member.headline.contains(word.as_str()));
        if wanted.as_ref().map_or(story.len() > 1 && shown < 10, mentioned) {
            shown += 1;
            show(story, &mut text)?;
        }
    }
    let alone = stories.iter().filter(|story| story.len() == 1).count();
    writeln!(
        text,
        "{} articles, {} stories, {alone} of them told by one article",
        articles.len(),
        stories.len()
    )?;
    match std::io::stdout().write_all(text.as_bytes()) {
        // who reads has seen enough
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn show(story: &Story, text: &mut String) -> fmt::Result {
    let member = |id: &str| story.member(id);
    let first = story.first_report.as_deref().and_then(member).map_or("", |first| &first.headline);
    writeln!(
        text,
        "{first}  ({} articles, {} independent origins)",
        story.len(),
        story.independent_origins()
    )?;
    for article in story.propagation.iter().filter_map(|printing| member(&printing.article)) {
        let when = article.published.map(|p| p.to_string()).unwrap_or_default();
        let source = article.source.as_deref().unwrap_or("?");
        writeln!(text, "  {when:20}  {source:22}  {:28}  {}", role(story, article), article.headline)?;
    }
    writeln!(text)
}

/// What an article is: a report of its own, or whose text it prints.
fn role(story: &Story, article: &Member) -> String {
    let original = article.copy_of.as_deref().and_then(|id| story.member(id));
    let source = original.and_then(|original| original.source.as_deref()).unwrap_or("?");
    match article.role {
        Some(Role::Abridged) if original.is_some() => format!("cut from {source}"),
        Some(Role::Reprint) if original.is_some() => format!("by {source}"),
        Some(Role::Version) => "new version".to_owned(),
        _ => "own report".to_owned(),
    }
}
