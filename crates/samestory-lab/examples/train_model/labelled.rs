//! Articles with the stories they belong to, and what can be made of them.

use std::collections::BTreeMap;

use samestory::Article;

use crate::corpora::Corpus;
use crate::noise::{Noise, hash};

/// Words of the body that a lead has.
const LEAD: usize = 60;

/// Seconds within which most articles of a set of one day are published.
const DAY: i64 = 86_400;

/// An article with its story, a number that stays the same in every variant. Without one it is no example.
#[derive(Clone)]
pub(crate) struct Labelled {
    pub(crate) article: Article,
    pub(crate) story: Option<u64>,
}

pub(crate) fn labelled(corpus: &Corpus) -> Vec<Labelled> {
    let alone = |article: &Article| Labelled { article: article.clone(), story: None };
    let mut all: Vec<Labelled> = corpus.articles.iter().map(alone).collect();
    let mut stories = BTreeMap::new();
    for (&at, &label) in corpus.labelled.iter().zip(corpus.gold.labels()) {
        let story = *stories.entry(label).or_insert_with(|| hash(&all[at].article.id, u64::from(label)));
        all[at].story = Some(story);
    }
    all
}

/// Whether more than half of the articles are so.
pub(crate) fn most(articles: &[Labelled], is: impl Fn(&Article) -> bool) -> bool {
    articles.iter().filter(|labelled| is(&labelled.article)).count() * 2 > articles.len()
}

/// Whether nine of ten articles are published within a day.
pub(crate) fn is_one_day(articles: &[Labelled]) -> bool {
    let mut times: Vec<i64> =
        articles.iter().filter_map(|of| Some(of.article.published?.seconds())).collect();
    times.sort_unstable();
    let tenth = articles.len() / 20;
    articles.len() - times.len() <= tenth && times[times.len() - 1 - tenth] - times[tenth] <= DAY
}

/// The articles that have a title, without their bodies.
pub(crate) fn titles(articles: &[Labelled]) -> Vec<Labelled> {
    let mut titled = articles.to_vec();
    titled.retain(|labelled| !labelled.article.title.trim().is_empty());
    titled.iter_mut().for_each(|labelled| labelled.article.body.clear());
    titled
}

/// The articles with the first words of their bodies.
pub(crate) fn leads(articles: &[Labelled]) -> Vec<Labelled> {
    let mut led = articles.to_vec();
    for labelled in &mut led {
        let body = &mut labelled.article.body;
        let end =
            body.split_whitespace().nth(LEAD).map(|word| word.as_ptr() as usize - body.as_ptr() as usize);
        body.truncate(end.unwrap_or(body.len()));
    }
    led
}

/// The articles with a noise that leaves each in its place.
pub(crate) fn with(noise: Noise, articles: &[Labelled]) -> Vec<Labelled> {
    let plain: Vec<Article> = articles.iter().map(|labelled| labelled.article.clone()).collect();
    match noise.apply(&plain) {
        Some(noisy) => noisy
            .articles
            .into_iter()
            .zip(articles)
            .map(|(article, labelled)| Labelled { article, story: labelled.story })
            .collect(),
        None => articles.to_vec(),
    }
}

/// Of each story so many articles as an exponential draw with this mean says, at least one.
pub(crate) fn thinned(articles: &[Labelled], mean: f64) -> Vec<Labelled> {
    let mut stories = BTreeMap::<u64, Vec<usize>>::new();
    let mut kept = vec![true; articles.len()];
    for (at, labelled) in articles.iter().enumerate() {
        if let Some(story) = labelled.story {
            stories.entry(story).or_default().push(at);
        }
    }
    for (story, mut places) in stories {
        let wanted = 1.0 + (-mean * (1.0 - chance(story, 2)).ln()).floor();
        places.sort_by_cached_key(|&at| (hash(&articles[at].article.id, 3), at));
        places.iter().skip(wanted as usize).for_each(|&at| kept[at] = false);
    }
    articles.iter().zip(kept).filter(|&(_, kept)| kept).map(|(labelled, _)| labelled.clone()).collect()
}

/// So large a part of the stories.
pub(crate) fn some_stories(articles: &[Labelled], part: f64) -> Vec<Labelled> {
    let kept = |of: &&Labelled| of.story.is_some_and(|story| chance(story, 1) < part);
    articles.iter().filter(kept).cloned().collect()
}

/// A number from 0 to below 1 that depends on the story alone.
fn chance(story: u64, seed: u64) -> f64 {
    (hash(&story.to_string(), seed) >> 11) as f64 / (1_u64 << 53) as f64
}
