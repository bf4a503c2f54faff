//! Articles → expected stories (`tests/cases/`), the same files through batch and stream.
//!
//! Each file is one situation; its articles carry the expected story. A clear case must come out exactly. What a stream has to learn
//! first comes out exactly in batch only, and as a stream from where it is learned.

use samestory::text::Language;
use samestory::{Article, Config, Partition, PublishedError};
use samestory_formats::Record;

use crate::support::{batch, records, repository, stream};

/// Those that come out in both modes.
const CASES: [&str; 7] = [
    "absurd_dates",
    "french_and_german",
    "headlines_only",
    "no_terms",
    "one_event_two_outlets",
    "two_storms",
    "undated",
];

/// Notices of one source, and reports on what one of them warned of. A stream knows the form after seven notices.
const FORM: &str = "form_of_one_source";
const FORM_IS_KNOWN: usize = 7;

/// News of two sources, one of which prints horoscopes too. A stream knows their form with the fourth.
const FORM_BESIDE_NEWS: &str = "form_beside_the_news";

/// Those that come out in batch.
fn batch_cases() -> impl Iterator<Item = &'static str> {
    CASES.into_iter().chain([FORM, FORM_BESIDE_NEWS])
}

fn case(name: &str) -> Vec<Record> {
    records(&repository(&format!("tests/cases/{name}.jsonl")))
}

fn articles(case: &[Record]) -> Vec<Article> {
    case.iter().map(|record| record.article.clone()).collect()
}

fn gold(case: &[Record]) -> Partition {
    Partition::from_labels(case.iter().map(|record| record.gold.story.as_deref().unwrap()))
}

/// The stories by the ids of their articles, for a failure that can be read.
fn by_id(partition: &Partition, case: &[Record]) -> String {
    let story = |members: &Vec<u32>| {
        let ids: Vec<&str> = members.iter().map(|&at| case[at as usize].article.id.as_str()).collect();
        format!("[{}]", ids.join(" "))
    };
    partition.clusters().iter().map(story).collect::<Vec<_>>().join(" ")
}

fn assert_stories(name: &str, mode: &str, case: &[Record], found: &Partition) {
    let gold = gold(case);
    assert!(
        *found == gold,
        "{name}, {mode}:\n  expected {}\n  found    {}",
        by_id(&gold, case),
        by_id(found, case)
    );
}

#[test]
fn every_file_is_a_case() {
    let files = std::fs::read_dir(repository("tests/cases")).unwrap();
    let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let mut cases: Vec<String> = batch_cases().map(|name| format!("{name}.jsonl")).collect();
    cases.sort();
    assert_eq!(names, cases);
    for name in batch_cases() {
        let case = case(name);
        assert!((6..=10).contains(&case.len()), "{name} has {} articles", case.len());
        assert!(case.iter().all(|record| record.gold.story.is_some()), "{name}");
    }
}

#[test]
fn batch_finds_the_expected_stories() {
    for name in batch_cases() {
        let case = case(name);
        assert_stories(name, "batch", &case, &batch(&articles(&case), &Config::default()));
    }
}

#[test]
fn stream_finds_the_expected_stories() {
    for name in CASES {
        let case = case(name);
        let found = Partition::from_labels(stream(&articles(&case), &Config::default()));
        assert_stories(name, "stream", &case, &found);
    }
}

#[test]
fn a_stream_keeps_notices_apart_once_it_knows_their_form() {
    let case = case(FORM);
    let found = stream(&articles(&case), &Config::default());
    let (learning, known) = found.split_at(FORM_IS_KNOWN);
    assert!(known.iter().all(|story| !learning.contains(story)), "{found:?}");
    let later = &case[FORM_IS_KNOWN..];
    assert_stories(FORM, "stream, form known", later, &Partition::from_labels(known));
}

#[test]
fn a_stream_keeps_horoscopes_apart_from_the_fourth_on() {
    let case = case(FORM_BESIDE_NEWS);
    let found = stream(&articles(&case), &Config::default());
    let is_horoscope = |record: &Record| record.article.title.starts_with("Horoscope");
    let (horoscopes, news): (Vec<usize>, Vec<usize>) =
        (0..case.len()).partition(|&at| is_horoscope(&case[at]));
    assert_eq!(horoscopes.len(), 6);
    for &at in &horoscopes[3..] {
        assert_eq!(found.iter().filter(|&&story| story == found[at]).count(), 1, "{found:?}");
    }
    let gold = gold(&case);
    let of_news = |labels: &dyn Fn(usize) -> u32| Partition::from_labels(news.iter().map(|&at| labels(at)));
    assert_eq!(of_news(&|at| found[at].0), of_news(&|at| gold.labels()[at]));
}

/// All cases at once are no other stories: what is apart in files of its own is apart in one.
#[test]
fn the_cases_do_not_disturb_each_other() {
    let all: Vec<Record> = batch_cases().flat_map(case).collect();
    assert_stories("all cases", "batch", &all, &batch(&articles(&all), &Config::default()));
    let all: Vec<Record> = CASES.iter().flat_map(|name| case(name)).collect();
    let found = Partition::from_labels(stream(&articles(&all), &Config::default()));
    assert_stories("all cases", "stream", &all, &found);
}

#[test]
fn absurd_dates_are_taken_for_missing_ones() {
    let case = case("absurd_dates");
    let kinds: Vec<Option<bool>> = case
        .iter()
        .map(|record| {
            record.bad_date.as_ref().map(|error| matches!(error, PublishedError::Implausible { .. }))
        })
        .collect();
    assert_eq!(kinds, [None, Some(true), Some(true), None, Some(false), Some(true)]);
    for record in &case {
        assert_eq!(record.article.published.is_some(), record.bad_date.is_none(), "{}", record.article.id);
    }
}

#[test]
fn cases_are_what_their_names_say() {
    assert!(case("headlines_only").iter().all(|record| record.article.body.is_empty()));
    assert!(case("undated").iter().all(|record| record.article.published.is_none()));
    let languages: Vec<Language> = case("french_and_german")
        .iter()
        .map(|record| Language::from_tag(record.article.language.as_deref().unwrap()))
        .collect();
    assert_eq!(languages.iter().filter(|&&language| language == Language::French).count(), 4);
    assert_eq!(languages.iter().filter(|&&language| language == Language::German).count(), 4);
}

/// The language is told from the text as well as from a tag.
#[test]
fn without_language_tags_the_stories_are_the_same() {
    for name in batch_cases() {
        let case = case(name);
        let mut untagged = articles(&case);
        untagged.iter_mut().for_each(|article| article.language = None);
        assert_stories(name, "batch, no tags", &case, &batch(&untagged, &Config::default()));
    }
}
