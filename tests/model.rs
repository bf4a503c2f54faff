//! Random streams against a simple model of what is live.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use samestory::{Article, ArticleId, Assignment, Change, Clusterer, Config, Outcome, Published, StoryId};

use crate::support::{between, between_f32, follow, property, without_background};

const DAY: i64 = 86_400;
/// 2012-10-29.
const BEGINNING: i64 = 1_351_468_800;
/// The time is the median of so many of the last dates.
const MOST_DATES: usize = 101;
const LEAST_DATES: usize = 9;

const WORDS: [&str; 24] = [
    "Mali", "Algiers", "Clinton", "summit", "force", "talks", "storm", "landfall", "York", "flood", "power",
    "Giants", "sweep", "series", "Tigers", "election", "Ohio", "votes", "Petraeus", "resigns", "the", "of",
    "1,200", "23",
];

/// What comes: a few words, and a date.
#[derive(Debug, Clone)]
struct Incoming {
    title: Vec<usize>,
    body: Vec<usize>,
    date: When,
}

/// Dates as streams have them.
#[derive(Debug, Clone)]
enum When {
    Missing,
    /// Hours after the article before it.
    Later(i64),
    /// Days before or after the beginning, anywhere.
    Anywhere(i64),
    FirstNewspapers,
    FarFuture,
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        2 => Just(When::Missing),
        8 => (0_i64..30).prop_map(When::Later),
        1 => (-60_i64..60).prop_map(When::Anywhere),
        1 => Just(When::FirstNewspapers),
        1 => Just(When::FarFuture),
    ]
}

fn incoming() -> impl Strategy<Value = Incoming> {
    let words = |most| prop::collection::vec(0..WORDS.len(), 0..most);
    (words(5), words(14), when()).prop_map(|(title, body, date)| Incoming { title, body, date })
}

fn config() -> impl Strategy<Value = Config> {
    let window = prop_oneof![between(0.01..=0.2), between(0.5..=5.0), Just(1e300)];
    let live = prop_oneof![
        Just((0, 200_000)),
        (1_usize..20).prop_map(|most| (0, most)),
        (1_usize..8, 0_usize..20).prop_map(|(least, more)| (least, least + more)),
    ];
    (window, live, (1_u32..5, 1_u32..8), 1_usize..8, between(0.0..=1.0), between_f32(0.0..=0.5)).prop_map(
        |(window_days, live, limits, max_candidates, stream_threshold, candidate_similarity)| {
            let mut config = without_background();
            config.window_days = window_days;
            (config.min_live, config.max_live) = live;
            (config.link_limit, config.max_link_limit) = limits;
            config.max_candidates = max_candidates;
            config.stream_threshold = stream_threshold;
            config.candidate_similarity = candidate_similarity;
            config
        },
    )
}

/// Articles with the dates written out.
fn articles(stream: &[Incoming]) -> Vec<Article> {
    let mut hour = BEGINNING;
    let sentence = |words: &[usize]| words.iter().map(|&at| WORDS[at]).collect::<Vec<_>>().join(" ");
    let read = |(at, incoming): (usize, &Incoming)| {
        let seconds = match incoming.date {
            When::Missing => None,
            When::Later(hours) => {
                hour += hours * 3600;
                Some(hour)
            }
            When::Anywhere(days) => Some(BEGINNING + days * DAY),
            When::FirstNewspapers => Some(-11_676_000_000),
            When::FarFuture => Some(7_258_000_000),
        };
        // no words at all are an article too
        let mut article = Article::builder(at.to_string()).title("-").build().unwrap();
        article.title = sentence(&incoming.title);
        article.body = sentence(&incoming.body);
        article.published = seconds.map(|seconds| Published::at_second(seconds).unwrap());
        article
    };
    stream.iter().enumerate().map(read).collect()
}

/// The ids are numbers in order of arrival.
fn number(id: &str) -> ArticleId {
    ArticleId(id.parse().unwrap())
}

/// Who is live, kept the plain way: every article with the time at which it leaves. Those that come before the time of
/// the stream is known (none) are taken to have come when it is.
struct Model {
    config: Config,
    dates: Vec<i64>,
    live: BTreeMap<ArticleId, Option<i64>>,
    story_of: BTreeMap<String, StoryId>,
    stories_begun: BTreeSet<StoryId>,
}

impl Model {
    fn new(config: Config) -> Self {
        Self {
            config,
            dates: vec![],
            live: BTreeMap::new(),
            story_of: BTreeMap::new(),
            stories_begun: BTreeSet::new(),
        }
    }

    /// The highest median of the last dates so far.
    fn now(&self) -> Option<i64> {
        let median = |end: usize| {
            let mut sorted = self.dates[end.saturating_sub(MOST_DATES)..end].to_vec();
            sorted.sort_unstable();
            sorted[sorted.len() / 2]
        };
        (LEAST_DATES..=self.dates.len()).map(median).max()
    }

    fn insert(&mut self, article: &Article, done: &Assignment) {
        self.dates.extend(article.published.map(Published::seconds));
        let window = (self.config.window_days * DAY as f64) as i64;
        let now = self.now();
        let leaves = now.map(|now| now.saturating_add(window));
        let mut due = Vec::new();
        for (&article, leaves_at) in &mut self.live {
            *leaves_at = leaves_at.or(leaves);
            due.extend(leaves_at.filter(|&at| now > Some(at)).map(|at| (at, article)));
        }
        due.sort_unstable();
        let surplus = self.live.len().saturating_sub(self.config.min_live);
        for (_, article) in due.into_iter().take(surplus) {
            self.live.remove(&article);
        }
        while self.live.len() >= self.config.max_live {
            self.live.pop_first();
        }
        self.live.insert(number(&done.article.id), leaves);
        follow(&done.changes, &mut self.story_of);
        self.stories_begun.extend(done.changes.iter().filter_map(|change| match change {
            Change::Moved { to, .. } => Some(*to),
            _ => None,
        }));
        self.story_of.insert(done.article.id.clone(), done.story);
        self.stories_begun.insert(done.story);
    }
}

fn check_assignment(model: &Model, clusterer: &Clusterer, done: &Assignment) -> Result<(), TestCaseError> {
    let threshold = model.config.stream_threshold;
    match (&done.outcome, &done.evidence) {
        (Outcome::Joined, Some(evidence)) => {
            prop_assert_eq!(evidence.story, done.story);
            prop_assert!(evidence.story_score >= threshold / 2.0);
        }
        (Outcome::Joined, None) => prop_assert!(false, "joined for no reason"),
        (_, Some(evidence)) => prop_assert!(evidence.story_score < threshold + 0.02),
        (_, None) => {}
    }
    if let Some(evidence) = &done.evidence {
        prop_assert!(number(&evidence.nearest) < number(&done.article.id));
        prop_assert_eq!(clusterer.story_of(&evidence.nearest), Some(evidence.story));
        prop_assert!((0.0..=1.0).contains(&evidence.nearest_score), "{:?}", evidence);
        prop_assert!(evidence.features.values().iter().all(|value| value.is_finite()), "{:?}", evidence);
    }
    Ok(())
}

fn check_state(model: &Model, clusterer: &Clusterer) -> Result<(), TestCaseError> {
    prop_assert_eq!(clusterer.validate(), Ok(()));
    prop_assert_eq!(clusterer.live_articles(), model.live.len());
    let mut listed = BTreeSet::new();
    for story in clusterer.stories() {
        prop_assert!(!story.is_empty() && story.members.is_sorted_by_key(|member| number(&member.id)));
        prop_assert_eq!(clusterer.story(story.id), Some(story.clone()));
        for member in &story.members {
            prop_assert!(listed.insert(number(&member.id)), "{} is in two stories", member.id);
            // an article's story changes only as told
            prop_assert_eq!(model.story_of.get(&member.id), Some(&story.id));
        }
    }
    prop_assert!(listed.iter().eq(model.live.keys()), "{:?} and {:?}", listed, model.live);
    for (id, &story) in &model.story_of {
        let expected = model.live.contains_key(&number(id)).then_some(story);
        prop_assert_eq!(clusterer.story_of(id), expected);
    }
    Ok(())
}

proptest! {
    #![proptest_config(property("model", 600))]

    #[test]
    fn a_stream_keeps_its_books(config in config(), stream in prop::collection::vec(incoming(), 1..60)) {
        let mut clusterer = Clusterer::new(config.clone()).unwrap();
        let mut model = Model::new(config);
        for (at, article) in articles(&stream).iter().enumerate() {
            let done = clusterer.insert(article);
            prop_assert_eq!(number(&done.article.id), ArticleId(at as u32));
            match done.outcome {
                // numbers are never given twice; an old one stays with the last when all others moved away
                Outcome::NewStory => prop_assert!(!model.stories_begun.contains(&done.story) || !done.changes.is_empty()),
                _ => prop_assert!(model.stories_begun.contains(&done.story) || !done.changes.is_empty()),
            }
            model.insert(article, &done);
            check_assignment(&model, &clusterer, &done)?;
            check_state(&model, &clusterer)?;
        }
        prop_assert!(clusterer.memory_usage().total() > 0);
    }
}

proptest! {
    #![proptest_config(property("removal", 200))]

    #[test]
    fn what_is_taken_out_is_gone_and_nothing_else(
        config in config(),
        stream in prop::collection::vec((incoming(), prop::option::of(0_usize..20)), 1..40),
    ) {
        let mut clusterer = Clusterer::new(config.clone()).unwrap();
        let mut model = Model::new(config);
        let (stream, removals): (Vec<_>, Vec<_>) = stream.into_iter().unzip();
        for (article, back) in articles(&stream).iter().zip(removals) {
            let done = clusterer.insert(article);
            model.insert(article, &done);
            if let Some(back) = back {
                let out = ArticleId(number(&done.article.id).0.saturating_sub(back as u32));
                prop_assert_eq!(clusterer.remove(&out.0.to_string()), model.live.remove(&out).is_some());
                prop_assert!(!clusterer.remove(&out.0.to_string()));
            }
            check_state(&model, &clusterer)?;
        }
    }
}

/// "An article stays live for so many days after its arrival", also if it came before the time of the stream was known:
/// without a date, or with an absurd one.
#[test]
fn early_articles_leave_too() {
    let mut config = without_background();
    config.window_days = 2.0;
    config.min_live = 0;
    let mut clusterer = Clusterer::new(config).unwrap();
    let article = |id: String, date: Option<&str>| {
        let mut article = Article::builder(id.as_str()).title(format!("event {id}")).build().unwrap();
        article.published = date.map(|date| date.parse().unwrap());
        article
    };
    clusterer.insert(&article("undated".to_owned(), None));
    clusterer.insert(&article("future".to_owned(), Some("2199-01-01")));
    for day in 1..=28 {
        clusterer.insert(&article(format!("day {day}"), Some(&format!("2012-11-{day:02}"))));
    }
    assert_eq!(clusterer.story_of("undated"), None, "the undated first article is live after 28 days");
    assert_eq!(clusterer.story_of("future"), None, "the first article dated 2199 is live after 28 days");
}

#[test]
fn a_text_printed_for_longer_than_the_window_stays_one_story() {
    let text = "The harbour bridge of Ashford was closed on Monday after divers found deep cracks in two of its pillars.";
    let start: Published = "2024-03-01T00:00Z".parse().unwrap();
    for find_copies in [false, true] {
        let config = Config { window_days: 1.0, min_live: 1, find_copies, ..Config::default() };
        let mut clusterer = Clusterer::new(config).unwrap();
        for printing in 0..600 {
            let published = Published::at_second(start.seconds() + printing * 480).unwrap();
            let article = Article::builder(format!("a{printing}"))
                .source(format!("Outlet {printing}"))
                .title("Ashford bridge closed")
                .body(text)
                .published(published)
                .build()
                .unwrap();
            clusterer.insert(&article);
        }
        clusterer.validate().unwrap();
        assert!(clusterer.live_articles() < 200, "{}", clusterer.live_articles());
        assert_eq!(clusterer.live_stories(), 1);
    }
}
