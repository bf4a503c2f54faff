//! The desk: stories in which every text counts once.

use std::collections::BTreeMap;

use proptest::prelude::*;
use samestory::desk::{Desk, DeskAssignment, DeskConfig, DeskLedger, DeskOutcome, ToldStories, tell_stories};
use samestory::origins::{ArticleOrigin, Origin, Role};
use samestory::versions::History;
use samestory::{Article, ArticleId, Published, StoryId};
use samestory_formats::Record;

use crate::support::{between, follow, property, records, repository, without_background};

fn sample() -> Vec<Record> {
    records(&repository("data/sample.jsonl"))
}

fn articles(records: &[Record]) -> Vec<Article> {
    records.iter().map(|record| record.article.clone()).collect()
}

fn run(articles: &[Article], config: DeskConfig) -> (Desk, DeskLedger, Vec<DeskAssignment>) {
    let (mut desk, mut ledger) = (Desk::new(config).unwrap(), DeskLedger::default());
    let done = articles.iter().map(|article| {
        let done = desk.insert(article);
        ledger.record(&done);
        done
    });
    let done = done.collect();
    (desk, ledger, done)
}

fn origin_of(told: &ToldStories, article: ArticleId) -> &ArticleOrigin {
    let story = told.story(told.story_of(article).unwrap()).unwrap();
    story.origins.articles.iter().find(|origin| origin.article == article).unwrap()
}

/// All labelled copies and versions, and only they, are found, with the article that they come from, in one story with it.
fn check_labels(records: &[Record], told: &ToldStories) {
    let place = |id: &str| ArticleId(records.iter().position(|r| r.article.id == id).unwrap() as u32);
    let (mut copies, mut versions) = (0, 0);
    for (at, record) in records.iter().enumerate() {
        let (id, name) = (ArticleId(at as u32), &record.article.id);
        let found = origin_of(told, id);
        match (&record.gold.copy_of, &record.gold.version_of) {
            (Some(of), _) => {
                copies += 1;
                assert_eq!(found.origin, Origin::CopyOf(place(of)), "{name}");
                assert!(matches!(found.role, Role::Reprint | Role::Abridged), "{name}: {:?}", found.role);
                assert_eq!(told.story_of(id), told.story_of(place(of)), "{name}");
            }
            (_, Some(of)) => {
                versions += 1;
                assert_eq!(
                    (found.origin, found.role),
                    (Origin::VersionOf(place(of)), Role::Version),
                    "{name}"
                );
                assert_eq!(told.story_of(id), told.story_of(place(of)), "{name}");
            }
            _ => assert!(
                !matches!(found.origin, Origin::CopyOf(_) | Origin::VersionOf(_)),
                "{name}: {:?}",
                found.origin
            ),
        }
    }
    assert_eq!((copies, versions), (9, 3));
}

#[test]
fn all_labelled_copies_and_versions_have_their_role_in_both_modes() {
    let records = sample();
    let articles = articles(&records);
    check_labels(&records, &tell_stories(&articles, &DeskConfig::default()).unwrap());
    let (desk, ledger, _) = run(&articles, DeskConfig::default());
    check_labels(&records, &ledger.stories());
    assert_eq!(desk.validate(), Ok(()));
}

#[test]
fn a_desk_says_what_its_ledger_says() {
    let (desk, ledger, _) = run(&articles(&sample()), DeskConfig::default());
    let told = ledger.stories();
    for story in told.stories() {
        let id = story.story.id;
        let origins = desk.origins(id).unwrap();
        assert_eq!(origins.independent_origins(), story.origins.independent_origins(), "{id}");
        assert_eq!(origins.first_report, story.origins.first_report, "{id}");
        let versions = story.origins.articles.iter().filter(|o| o.role == Role::Version).count();
        assert_eq!(desk.story(id).unwrap().articles.len() + versions, story.story.articles.len(), "{id}");
    }
    assert!(desk.memory_usage() > 0);
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
    let (desk, ledger, done) = run(
        &[
            article("Ashford Gazette", url, REPORT, 0),
            article("Millbrook Post", "", REPORT, 1),
            article("Ashford Gazette", "https://www.gazette.example/dam/?utm_source=x", UPDATE, 2),
            article("Ashford Gazette", url, &UPDATE.replace(' ', "  "), 3),
        ],
        DeskConfig::default(),
    );
    let outcomes: Vec<_> = done.iter().map(|done| done.outcome).collect();
    assert_eq!(
        outcomes,
        [
            DeskOutcome::NewStory,
            DeskOutcome::CopyOf(ArticleId(0)),
            DeskOutcome::NewVersionOf(ArticleId(0)),
            DeskOutcome::Unchanged(ArticleId(2))
        ]
    );
    assert_eq!(desk.clusterer().live_articles(), 1, "one text");
    let story = done[2].assignment.story;
    assert_eq!(desk.story(story).unwrap().articles, [ArticleId(1), ArticleId(2)]);
    assert_eq!(desk.story_of(ArticleId(1)), Some(story), "the copy goes with the text");
    let texts: Vec<_> =
        desk.history(ArticleId(0)).map(History::versions).unwrap().iter().map(|v| &v.text).collect();
    assert_eq!(texts, [REPORT, UPDATE]);
    assert_eq!(desk.history(ArticleId(2)).unwrap().times_changed(), 1);
    let roles: Vec<_> = desk.origins(story).unwrap().articles.iter().map(|o| o.role).collect();
    assert_eq!(roles, [Role::Origin, Role::Reprint, Role::Version]);
    assert_eq!(ledger.story_of(ArticleId(3)), Some(story));
    assert_eq!(desk.validate(), Ok(()));
}

#[test]
fn an_original_that_comes_late_takes_the_place_of_its_copy() {
    let wire = format!("ASHFORD (AP) – {REPORT}");
    let late = [article("Millbrook Post", "", &wire, 5), article("AP", "", &wire, 1)];
    let (desk, ledger, done) = run(&late, DeskConfig::default());
    assert_eq!(done[1].outcome, DeskOutcome::Joined);
    assert_eq!(desk.clusterer().live_articles(), 1);
    assert_eq!(origin_of(&ledger.stories(), ArticleId(0)).origin, Origin::CopyOf(ArticleId(1)));
    assert_eq!(tell_stories(&late, &DeskConfig::default()).unwrap().stories().len(), 1);
}

#[test]
fn a_reprint_flood_is_one_text_and_one_origin() {
    let mut flood = vec![article("AP", "", REPORT, 0)];
    flood.extend((1..200).map(|n| article(&format!("Paper {n}"), "", REPORT, n)));
    let (desk, ledger, _) = run(&flood, DeskConfig::default());
    assert_eq!((desk.clusterer().live_articles(), desk.known_articles()), (1, 200));
    assert_eq!(desk.origins(StoryId(0)).unwrap().independent_origins(), 1);
    for told in [ledger.stories(), tell_stories(&flood, &DeskConfig::default()).unwrap()] {
        assert_eq!(told.stories().len(), 1);
        assert_eq!(told.stories()[0].origins.independent_origins(), 1);
    }
}

#[test]
fn an_address_that_shows_one_article_after_the_other_says_nothing() {
    for address in ["http://gazette.example/", "http://gazette.example/live/today"] {
        let two = [
            article("Gazette", address, REPORT, 0),
            article("Gazette", address, "Apple loses its head of software.", 1),
        ];
        assert_eq!(tell_stories(&two, &DeskConfig::default()).unwrap().stories().len(), 2);
        let (_, _, done) = run(&two, DeskConfig::default());
        assert_eq!(done[1].outcome, DeskOutcome::NewStory);
    }
}

#[test]
fn settings_out_of_range_are_named() {
    let mut config = DeskConfig::default();
    config.most_versions = 1;
    assert_eq!(
        Desk::new(config.clone()).unwrap_err().to_string(),
        "configuration: most_versions is 1: at least 2 is allowed"
    );
    config.copies.least_words = 1;
    let error = tell_stories(&[], &config).unwrap_err().to_string();
    assert!(error.starts_with("configuration: least_words is 1"), "{error}");
    assert!(tell_stories(&[], &DeskConfig::default()).unwrap().stories().is_empty());
}

/// What comes: a report of one of a few events by one of a few sources, perhaps at an address, edited or not.
#[derive(Debug, Clone)]
struct Incoming {
    event: usize,
    source: Option<usize>,
    address: Option<usize>,
    cut: usize,
    edit: Option<usize>,
    hours: Option<i64>,
}

fn incoming() -> impl Strategy<Value = Incoming> {
    let some = |n: usize| prop::option::of(0..n);
    (0..5_usize, some(4), some(6), 0..4_usize, some(3), prop::option::weighted(0.9, -20..60_i64)).prop_map(
        |(event, source, address, cut, edit, hours)| Incoming { event, source, address, cut, edit, hours },
    )
}

fn written(at: usize, incoming: &Incoming, hour: &mut i64) -> Article {
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
    story_of: BTreeMap<ArticleId, StoryId>,
}

impl Books {
    fn enter(&mut self, done: &DeskAssignment) {
        follow(&done.assignment.changes, &mut self.story_of);
        if !matches!(done.outcome, DeskOutcome::Unchanged(_)) {
            self.story_of.insert(done.assignment.article, done.assignment.story);
        }
    }

    fn check(&self, desk: &Desk) -> Result<(), TestCaseError> {
        prop_assert_eq!(desk.validate(), Ok(()));
        for (&article, &story) in &self.story_of {
            if let Some(found) = desk.story_of(article) {
                prop_assert_eq!(found, story, "{}", article);
                let origins = desk.origins(story).unwrap();
                prop_assert!(origins.articles.iter().any(|o| o.article == article));
                prop_assert!(origins.independent_origins() <= origins.articles.len());
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(property("desk", 150))]

    #[test]
    fn the_books_of_a_desk_balance(
        stream in prop::collection::vec(incoming(), 1..50),
        (least, more, days) in (1_usize..6, 1_usize..20, between(0.2..=6.0)),
    ) {
        let mut config = DeskConfig::default();
        config.cluster = without_background();
        config.cluster.window_days = days;
        (config.cluster.least_live, config.cluster.most_live) = (least, least + more);
        let (mut desk, mut ledger) = (Desk::new(config.clone()).unwrap(), DeskLedger::default());
        let (mut books, mut hour) = (Books::default(), 0);
        for (at, incoming) in stream.iter().enumerate() {
            let article = written(at, incoming, &mut hour);
            let done = desk.insert(&article);
            prop_assert_eq!(done.assignment.article, ArticleId(at as u32));
            if let DeskOutcome::CopyOf(of) | DeskOutcome::NewVersionOf(of) | DeskOutcome::Unchanged(of) = done.outcome {
                prop_assert!(of < done.assignment.article);
            }
            let is_kept = !matches!(done.outcome, DeskOutcome::Unchanged(_));
            prop_assert_eq!(desk.story_of(done.assignment.article), is_kept.then_some(done.assignment.story));
            prop_assert!(desk.known_articles() <= config.cluster.most_live);
            ledger.record(&done);
            books.enter(&done);
            books.check(&desk)?;
        }
        let told = ledger.stories();
        let listed: usize = told.stories().iter().map(|told| told.story.articles.len()).sum();
        prop_assert_eq!(listed, stream.len());
        for told in told.stories() {
            prop_assert_eq!(told.origins.articles.len(), told.story.articles.len());
            let grouped: usize = told.origins.origins.iter().map(|origin| origin.articles.len()).sum();
            prop_assert_eq!(grouped, told.story.articles.len());
        }
    }

    #[test]
    fn a_closed_set_is_told_completely(set in prop::collection::vec(incoming(), 0..40)) {
        let mut hour = 0;
        let articles: Vec<Article> = set.iter().enumerate().map(|(at, one)| written(at, one, &mut hour)).collect();
        let mut config = DeskConfig::default();
        config.cluster = without_background();
        let told = tell_stories(&articles, &config).unwrap();
        let mut seen = vec![0; articles.len()];
        for story in told.stories() {
            for &article in &story.story.articles {
                prop_assert_eq!(told.story_of(article), Some(story.story.id));
                seen[article.index()] += 1;
            }
            for origin in &story.origins.articles {
                if let Origin::CopyOf(of) | Origin::VersionOf(of) = origin.origin {
                    prop_assert_eq!(told.story_of(of), Some(story.story.id));
                }
            }
        }
        prop_assert!(seen.iter().all(|&times| times == 1));
    }
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_changes_nothing() {
    let articles = articles(&sample());
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| tell_stories(&articles, &DeskConfig::default()).unwrap())
    };
    let one = with(1);
    assert!(one == with(2) && one == with(4));
}
