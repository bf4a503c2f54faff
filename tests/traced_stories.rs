//! Stories of which it is known who wrote them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use samestory::origins::Role;
use samestory::versions::History;
use samestory::{
    Article, Assignment, Clusterer, Config, Member, Outcome, Published, Stories, StoryHistory, StoryId,
    cluster,
};
use samestory_formats::Record;

use crate::support::{between, follow, property, records, repository, without_background};

fn sample() -> Vec<Record> {
    records(&repository("data/sample.jsonl"))
}

fn articles(records: &[Record]) -> Vec<Article> {
    records.iter().map(|record| record.article.clone()).collect()
}

fn with_copies() -> Config {
    Config { find_copies: true, ..Config::default() }
}

fn run(articles: &[Article], config: Config) -> (Clusterer, StoryHistory, Vec<Assignment>) {
    let (mut clusterer, mut history) = (Clusterer::new(config).unwrap(), StoryHistory::default());
    let done = articles.iter().map(|article| {
        let done = clusterer.insert(article);
        history.record(done.clone());
        done
    });
    let done = done.collect();
    (clusterer, history, done)
}

fn member<'s>(stories: &'s Stories, id: &str) -> &'s Member {
    stories.story_of(id).unwrap().member(id).unwrap()
}

/// All labelled copies and versions, and only they, are found, with the article that they come from, in one story with it.
fn check_labels(records: &[Record], stories: &Stories) {
    let (mut copies, mut versions) = (0, 0);
    for record in records {
        let id = &record.article.id;
        let found = member(stories, id);
        let of = match (&record.gold.copy_of, &record.gold.version_of) {
            (Some(of), _) => {
                copies += 1;
                assert_eq!(found.copy_of.as_ref(), Some(of), "{id}");
                assert!(matches!(found.role, Some(Role::Reprint | Role::Abridged)), "{id}: {:?}", found.role);
                of
            }
            (_, Some(of)) => {
                versions += 1;
                assert_eq!((found.version_of.as_ref(), found.role), (Some(of), Some(Role::Version)), "{id}");
                of
            }
            _ => {
                assert_eq!((&found.copy_of, &found.version_of), (&None, &None), "{id}");
                continue;
            }
        };
        assert_eq!(stories.story_of(id).unwrap().id, stories.story_of(of).unwrap().id, "{id}");
    }
    assert_eq!((copies, versions), (9, 3));
}

#[test]
fn all_labelled_copies_and_versions_have_their_role_in_both_modes() {
    let records = sample();
    let articles = articles(&records);
    check_labels(&records, &cluster(&articles, &with_copies()).unwrap());
    let (clusterer, history, _) = run(&articles, with_copies());
    check_labels(&records, &history.stories());
    assert_eq!(clusterer.validate(), Ok(()));
}

#[test]
fn a_live_stream_says_what_its_history_says() {
    let (clusterer, history, _) = run(&articles(&sample()), with_copies());
    let stories = history.stories();
    assert_eq!(clusterer.live_stories(), stories.len());
    for story in &stories {
        assert_eq!(clusterer.story(story.id).as_ref(), Some(story));
    }
    assert!(clusterer.memory_usage().copies > 0);
}

const REPORT: &str = "The dam above Ashford held through the night, engineers said, though water stood a hand below its crest. \
    Some four hundred people slept in the gymnasium of the school. The river is expected to fall from noon on.";
const UPDATE: &str = "The dam above Ashford gave way at dawn and flooded the lower town. Four hundred people who had slept in \
    the gymnasium of the school were safe. Soldiers are on their way.";

fn article(source: &str, url: &str, body: &str, hour: i64) -> Article {
    let published = Published::at_second(1_351_468_800 + hour * 3600).unwrap();
    let builder = Article::builder(format!("{source} {hour}")).source(source).body(body).published(published);
    if url.is_empty() { builder.build().unwrap() } else { builder.url(url).build().unwrap() }
}

#[test]
fn a_changed_text_at_the_same_address_takes_the_place_of_the_one_before() {
    let url = "http://gazette.example/dam";
    let (clusterer, history, done) = run(
        &[
            article("Ashford Gazette", url, REPORT, 0),
            article("Millbrook Post", "", REPORT, 1),
            article("Ashford Gazette", "https://www.gazette.example/dam/?utm_source=x", UPDATE, 2),
            article("Ashford Gazette", url, &UPDATE.replace(' ', "  "), 3),
        ],
        with_copies(),
    );
    let [first, update] = ["Ashford Gazette 0", "Ashford Gazette 2"];
    let outcomes: Vec<_> = done.iter().map(|done| done.outcome.clone()).collect();
    assert_eq!(
        outcomes,
        [
            Outcome::NewStory,
            Outcome::CopyOf(first.to_owned()),
            Outcome::NewVersionOf(first.to_owned()),
            Outcome::Unchanged(update.to_owned())
        ]
    );
    assert_eq!(clusterer.live_articles(), 3, "what is unchanged is not kept");
    let story = clusterer.story(done[2].story).unwrap();
    assert_eq!(clusterer.story_of("Millbrook Post 1"), Some(story.id), "the copy goes with the text");
    let texts: Vec<_> =
        clusterer.versions(first).map(History::versions).unwrap().iter().map(|v| &v.text).collect();
    assert_eq!(texts, [REPORT, UPDATE]);
    assert_eq!(clusterer.versions(update).unwrap().times_changed(), 1);
    let roles: Vec<_> = story.members.iter().map(|member| member.role.unwrap()).collect();
    assert_eq!(roles, [Role::Origin, Role::Reprint, Role::Version]);
    assert_eq!(history.stories().story_of("Ashford Gazette 3").unwrap().id, story.id);
    assert_eq!(clusterer.validate(), Ok(()));
}

#[test]
fn an_original_that_comes_late_is_told_from_its_copy() {
    let wire = format!("ASHFORD (AP) – {REPORT}");
    let late = [article("Millbrook Post", "", &wire, 5), article("AP", "", &wire, 1)];
    let (_, history, done) = run(&late, with_copies());
    assert_eq!(done[1].outcome, Outcome::Joined);
    for stories in [history.stories(), cluster(&late, &with_copies()).unwrap()] {
        assert_eq!(stories.len(), 1);
        assert_eq!(member(&stories, "Millbrook Post 5").copy_of.as_deref(), Some("AP 1"));
    }
}

#[test]
fn a_reprint_flood_is_one_story_and_one_origin() {
    let mut flood = vec![article("AP", "", REPORT, 0)];
    flood.extend((1..200).map(|n| article(&format!("Paper {n}"), "", REPORT, n)));
    let (clusterer, history, _) = run(&flood, with_copies());
    assert_eq!(clusterer.story(StoryId(0)).unwrap().independent_origins(), 1);
    for stories in [history.stories(), cluster(&flood, &with_copies()).unwrap()] {
        let story = stories.get(StoryId(0)).unwrap();
        assert_eq!((stories.len(), story.len(), story.independent_origins()), (1, 200, 1));
    }
}

#[test]
fn an_address_that_shows_one_article_after_the_other_says_nothing() {
    for address in ["http://gazette.example/", "http://gazette.example/live/today"] {
        let two = [
            article("Gazette", address, REPORT, 0),
            article("Gazette", address, "Apple loses its head of software.", 1),
        ];
        assert_eq!(cluster(&two, &with_copies()).unwrap().len(), 2);
        let (_, _, done) = run(&two, with_copies());
        assert_eq!(done[1].outcome, Outcome::NewStory);
    }
}

#[test]
fn an_id_that_comes_again_names_the_later_article() {
    let mut two =
        [article("Gazette", "", REPORT, 0), article("Post", "", "Apple loses its head of software.", 1)];
    two.iter_mut().for_each(|article| article.id = "same".to_owned());
    for config in [Config::default(), with_copies()] {
        let (clusterer, history, done) = run(&two, config.clone());
        assert_eq!(clusterer.story_of("same"), Some(done[1].story));
        for stories in [history.stories(), cluster(&two, &config).unwrap()] {
            assert_eq!(stories.len(), 2, "both are there");
            assert_eq!(stories.story_of("same").unwrap().members[0].source.as_deref(), Some("Post"));
        }
        assert_eq!(clusterer.validate(), Ok(()));
    }
}

#[test]
fn without_copies_nothing_is_said_of_origins() {
    let stories = cluster(&articles(&sample()), &Config { find_copies: false, ..Config::default() }).unwrap();
    for story in &stories {
        assert_eq!((story.independent_origins(), &story.first_report), (0, &None));
        assert!(story.members.iter().all(|member| member.role.is_none() && member.evidence.is_empty()));
    }
}

#[test]
fn stories_can_be_written_and_read_back() {
    let stories = cluster(&articles(&sample()), &with_copies()).unwrap();
    let story = stories.iter().max_by_key(|story| story.len()).unwrap();
    let read: samestory::Story = serde_json::from_str(&serde_json::to_string(story).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::to_value(story).unwrap());
}

#[test]
fn settings_out_of_range_are_named() {
    let mut config = with_copies();
    config.max_versions = 1;
    assert_eq!(
        Clusterer::new(config.clone()).unwrap_err().to_string(),
        "configuration: max_versions is 1: at least 2 is allowed"
    );
    config.max_versions = 2;
    config.copies.min_words = 1;
    let error = cluster(&[], &config).unwrap_err().to_string();
    assert!(error.starts_with("configuration: copies.min_words is 1"), "{error}");
    assert!(cluster(&[], &with_copies()).unwrap().is_empty());
}

/// What comes: a report of one of a few events by one of a few sources, perhaps at an address, edited or not.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    event: usize,
    source: Option<usize>,
    address: Option<usize>,
    cut: usize,
    edit: Option<usize>,
    hours: Option<i64>,
}

pub(crate) fn incoming() -> impl Strategy<Value = Incoming> {
    let some = |n: usize| prop::option::of(0..n);
    (0..5_usize, some(4), some(6), 0..4_usize, some(3), prop::option::weighted(0.9, -20..60_i64)).prop_map(
        |(event, source, address, cut, edit, hours)| Incoming { event, source, address, cut, edit, hours },
    )
}

pub(crate) fn written(at: usize, incoming: &Incoming, hour: &mut i64) -> Article {
    let places = ["Ashford", "Millbrook", "Port Ellen", "Easton", "Quarry Hill"];
    let (place, n) = (places[incoming.event], incoming.event);
    let mut sentences = vec![
        format!("The {n}th bridge of {place} closed after engineers found cracks in pillar {n}."),
        format!("Mayor Hallam{n} of {place} promised repairs before winter, and new money from county {n}."),
        format!("Drivers must take the ferry Heron{n} until the work at {place} ends in autumn."),
        format!("Inspectors had warned {place} about rust{n} in a letter that nobody answered."),
    ];
    sentences.truncate(4 - incoming.cut);
    let mut body = sentences.join(" ");
    if let Some(edit) = incoming.edit {
        body = body.replace("repairs", ["works", "labour", "restoration"][edit]);
    }
    let mut article = Article::builder(format!("a{at}")).body(body).build().unwrap();
    article.source = incoming.source.map(|n| ["AP", "The Star-Ledger", "Gazette", "BBC"][n].to_owned());
    article.url = incoming.address.map(|n| format!("http://news.example/{n}"));
    article.published = incoming.hours.map(|hours| {
        *hour += hours.max(-2);
        Published::at_second(1_351_468_800 + *hour * 3600).unwrap()
    });
    article
}

/// Every article is where the assignments say, and no story changes untold.
#[derive(Default)]
struct Books {
    story_of: BTreeMap<String, StoryId>,
}

impl Books {
    fn enter(&mut self, done: &Assignment) {
        follow(&done.changes, &mut self.story_of);
        if !matches!(done.outcome, Outcome::Unchanged(_)) {
            self.story_of.insert(done.article.id.clone(), done.story);
        }
    }

    fn check(&self, clusterer: &Clusterer) -> Result<(), TestCaseError> {
        prop_assert_eq!(clusterer.validate(), Ok(()));
        for (article, &story) in &self.story_of {
            if let Some(found) = clusterer.story_of(article) {
                prop_assert_eq!(found, story, "{}", article);
                let story = clusterer.story(story).unwrap();
                prop_assert!(story.member(article).is_some());
                prop_assert!(story.independent_origins() <= story.len());
            }
        }
        Ok(())
    }
}

fn number(id: &str) -> usize {
    id[1..].parse().unwrap()
}

proptest! {
    #![proptest_config(property("traced stream", 150))]

    #[test]
    fn the_books_of_a_traced_stream_balance(
        stream in prop::collection::vec(incoming(), 1..50),
        (least, more, days) in (1_usize..6, 1_usize..20, between(0.2..=6.0)),
    ) {
        let mut config = Config { find_copies: true, ..without_background() };
        config.window_days = days;
        (config.min_live, config.max_live) = (least, least + more);
        let max_live = config.max_live;
        let (mut clusterer, mut history) = (Clusterer::new(config).unwrap(), StoryHistory::default());
        let (mut books, mut hour) = (Books::default(), 0);
        for (at, incoming) in stream.iter().enumerate() {
            let done = clusterer.insert(&written(at, incoming, &mut hour));
            if let Outcome::CopyOf(of) | Outcome::NewVersionOf(of) | Outcome::Unchanged(of) = &done.outcome {
                prop_assert!(number(of) < at);
            }
            let is_kept = !matches!(done.outcome, Outcome::Unchanged(_));
            prop_assert_eq!(clusterer.story_of(&done.article.id), is_kept.then_some(done.story));
            prop_assert!(clusterer.live_articles() <= max_live);
            books.enter(&done);
            books.check(&clusterer)?;
            history.record(done);
        }
        let stories = history.stories();
        prop_assert_eq!(stories.iter().map(|story| story.len()).sum::<usize>(), stream.len());
        for story in &stories {
            let grouped: usize = story.origins.iter().map(|origin| origin.articles.len()).sum();
            prop_assert_eq!((grouped, story.propagation.len()), (story.len(), story.len()));
        }
    }

    #[test]
    fn a_closed_set_is_told_completely(set in prop::collection::vec(incoming(), 0..40)) {
        let mut hour = 0;
        let articles: Vec<Article> = set.iter().enumerate().map(|(at, one)| written(at, one, &mut hour)).collect();
        let stories = cluster(&articles, &Config { find_copies: true, ..without_background() }).unwrap();
        let listed: Vec<&str> = stories.members().map(|(_, member)| member.id.as_str()).collect();
        prop_assert!(listed.iter().eq(articles.iter().map(|article| &article.id)));
        for story in &stories {
            for member in &story.members {
                for of in member.copy_of.iter().chain(&member.version_of) {
                    prop_assert!(story.member(of).is_some(), "{} has its text from {of}", member.id);
                }
            }
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_changes_nothing() {
    let articles = articles(&sample());
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| cluster(&articles, &with_copies()).unwrap())
    };
    let one = with(1);
    assert!(one == with(2) && one == with(4));
}

#[test]
fn blocks_are_placed_as_article_by_article() {
    let sample = articles(&sample());
    // the second half again at other addresses: versions by text, versions by address, unchanged articles
    let mut stream = sample.clone();
    stream.extend(sample.iter().skip(80).cloned());
    stream.extend(sample.iter().skip(100).map(|article| {
        let mut changed = article.clone();
        changed.body.push_str(" More was expected on the next day, officials said.");
        changed
    }));
    for max_live in [40, 200_000] {
        let config = Config { max_live, min_live: 20.min(max_live), window_days: 2.0, ..with_copies() };
        let (one_by_one, _, expected) = run(&stream, config.clone());
        let mut clusterer = Clusterer::new(config).unwrap();
        let (mut blocks, mut found) = (stream.chunks(70).map(<[Article]>::to_vec), Vec::new());
        let next = || Ok::<_, std::io::Error>(blocks.next().unwrap_or_default());
        clusterer.insert_blocks(next, |assignment| found.push(assignment)).unwrap();
        assert_eq!(found, expected);
        assert_eq!(clusterer.validate(), Ok(()));
        assert!(clusterer.stories().eq(one_by_one.stories()));
    }
}
