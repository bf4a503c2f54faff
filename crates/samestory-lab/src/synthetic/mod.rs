//! Invented news without end, for programs that measure what size costs.
//!
//! No text of anybody is in it: words are syllables, but for the commonest English function words. What costs time and memory is
//! as in news: words follow a law of Zipf, and new ones come for ever; articles of one topic share words, those of one story names
//! and rare words; few stories are large, none has more than [`LARGEST_STORY`] articles; 15 % of the articles are printed copies.
//! Articles come in the order of their dates, [`Density`] of them a day however long the stream is.

mod random;
mod story;
mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use samestory::{Article, Published};

use random::Random;
use story::Story;
use words::word;

/// The most articles of a story.
pub const LARGEST_STORY: u32 = 400;

/// Stories of more than n articles are as frequent as n to this power is small.
const STORY_SIZES: f64 = 1.2;

/// Seconds from the beginning of a story to one of its articles, on average.
const STORY_LENGTH: f64 = 70_000.0;

const OUTLETS: u64 = 400;

const DAY: f64 = 86_400.0;

/// The first second of the news: 1 January 2018.
const BEGINNING: f64 = 1_514_764_800.0;

/// Articles a day.
pub type Density = u32;

/// Articles in the order of their dates, as many as are asked for.
pub struct SyntheticNews {
    random: Random,
    /// Seconds between the beginnings of two stories, on average.
    pause: f64,
    next_story: f64,
    begun: u64,
    printed: u64,
    /// When which story gets its next article; of one time the older first.
    due: BinaryHeap<Reverse<(u64, u64)>>,
    stories: BTreeMap<u64, (Story, u32)>,
}

impl SyntheticNews {
    /// The same articles for the same seed and density.
    pub fn new(seed: u64, density: Density) -> Self {
        let mean_size: f64 = (1..=LARGEST_STORY).map(|size| f64::from(size).powf(-STORY_SIZES)).sum();
        Self {
            random: Random::new(seed),
            pause: mean_size * DAY / f64::from(density.max(1)),
            next_story: BEGINNING,
            begun: 0,
            printed: 0,
            due: BinaryHeap::new(),
            stories: BTreeMap::new(),
        }
    }

    /// Begins a story: says when its articles will come.
    fn begin_story(&mut self) {
        let random = &mut self.random;
        let size = (1.0 - random.share()).powf(-1.0 / STORY_SIZES).min(f64::from(LARGEST_STORY)) as u32;
        let story = Story::new(random);
        self.due.push(Reverse((self.next_story as u64, self.begun)));
        for _ in 1..size {
            let later = self.next_story + random.waiting_time(STORY_LENGTH);
            self.due.push(Reverse((later as u64, self.begun)));
        }
        self.stories.insert(self.begun, (story, size));
        self.begun += 1;
        self.next_story += random.waiting_time(self.pause);
    }
}

impl Iterator for SyntheticNews {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        while self.due.peek().is_none_or(|Reverse((due, _))| *due as f64 >= self.next_story) {
            self.begin_story();
        }
        let Reverse((second, number)) = self.due.pop()?;
        let (story, left) = self.stories.get_mut(&number)?;
        let (title, body) = story.article(&mut self.random);
        *left -= 1;
        if *left == 0 {
            self.stories.remove(&number);
        }
        let outlet = self.random.rank(20.0, 1.0).min(OUTLETS - 1);
        let name = ["Herald", "Post", "Times", "Courier"][(outlet % 4) as usize];
        let mut source = word(7_000 + outlet);
        source[..1].make_ascii_uppercase();
        self.printed += 1;
        let article = Article::builder(format!("n{}", self.printed))
            .title(title)
            .body(body)
            .source(format!("{source} {name}"))
            .language("en");
        let article = match Published::at_second(second as i64) {
            Ok(published) => article.published(published),
            // after the last year that dates have
            Err(_) => article,
        };
        article.build().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn one_seed_is_one_stream() {
        let of = |seed| SyntheticNews::new(seed, 500).take(300).collect::<Vec<_>>();
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn days_have_as_many_articles_as_asked_for() {
        let articles: Vec<Article> = SyntheticNews::new(1, 1000).take(20_000).collect();
        let seconds: Vec<i64> = articles.iter().filter_map(|a| a.published).map(|p| p.seconds()).collect();
        assert!(seconds.len() == articles.len() && seconds.is_sorted());
        let days = (seconds[19_999] - seconds[5_000]) as f64 / DAY;
        assert!((12.0..18.0).contains(&days), "{days} days have 15,000 articles");
    }

    #[test]
    fn new_words_come_for_ever_and_texts_are_copied() {
        let articles: Vec<Article> = SyntheticNews::new(1, 1000).take(10_000).collect();
        let (early, late) = articles.split_at(5_000);
        let words = |articles: &[Article]| -> HashSet<String> {
            articles.iter().flat_map(|a| a.body.split_whitespace()).map(str::to_lowercase).collect()
        };
        let (known, later) = (words(early), words(late));
        assert!(later.difference(&known).count() > 2_500);
        let first_sentences: HashSet<&str> =
            articles.iter().filter_map(|a| a.body.split('.').next()).collect();
        let copies = articles.len() - first_sentences.len();
        assert!((1_200..1_900).contains(&copies), "{copies} copies");
    }
}
