//! The largest stories, to be read by a person.

use samestory::Article;

use crate::corpora::Corpus;
use crate::judgement::Judgement;

/// Headlines that are printed of a story, spread over it.
const HEADLINES: usize = 6;

/// Characters of a text that stand for a missing headline.
const BEGINNING: usize = 90;

/// The largest stories, each with its number of articles and some headlines, as text.
pub(crate) fn listed(corpus: &Corpus, judgement: &Judgement, stories: usize) -> String {
    let mut largest = judgement.found.clusters();
    largest.sort_by_key(|story| std::cmp::Reverse(story.len()));
    let mut text = format!("\n{}, {}: the {stories} largest stories\n", corpus.name, judgement.mode.name());
    for story in largest.iter().take(stories) {
        text += &format!("{:6} articles\n", story.len());
        let mut shown: Vec<String> = Vec::new();
        for &at in story.iter().step_by(story.len().div_ceil(HEADLINES)) {
            let headline = headline(&corpus.articles[corpus.own[at as usize]]);
            if !shown.contains(&headline) {
                text += &format!("       {headline}\n");
                shown.push(headline);
            }
        }
    }
    text
}

fn headline(article: &Article) -> String {
    let title = article.title.trim();
    let text = if title.is_empty() { article.body.trim() } else { title };
    let text = text.chars().take(BEGINNING).map(|c| if c.is_control() { ' ' } else { c });
    match &article.source {
        Some(source) => format!("{} ({source})", text.collect::<String>()),
        None => text.collect(),
    }
}
