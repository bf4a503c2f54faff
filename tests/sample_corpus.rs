//! The sample corpus is what its description says.

use std::collections::{BTreeMap, BTreeSet};

use samestory::Published;
use samestory_formats::Record;

use crate::support::{records, repository};

fn corpus() -> Vec<Record> {
    records(&repository("data/sample.jsonl"))
}

fn story(record: &Record) -> &str {
    record.gold.story.as_deref().unwrap_or_else(|| panic!("{} has no story", record.article.id))
}

fn distinct<'r>(records: &'r [Record], of: impl Fn(&'r Record) -> &'r str) -> usize {
    records.iter().map(of).collect::<BTreeSet<_>>().len()
}

fn source(record: &Record) -> &str {
    record.article.source.as_deref().unwrap_or_else(|| panic!("{} has no source", record.article.id))
}

#[test]
fn it_is_large_and_varied_enough() {
    let records = corpus();
    assert!(records.len() >= 120, "{} articles", records.len());
    let stories = distinct(&records, story);
    assert!(stories >= 35, "{stories} stories");
    let sources = distinct(&records, source);
    assert!(sources >= 14, "{sources} sources");
    let mut by_language: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &records {
        *by_language.entry(record.article.language.as_deref().expect("a language")).or_default() += 1;
    }
    assert!(by_language.keys().all(|code| ["de", "en", "es", "fr"].contains(code)), "{by_language:?}");
    let foreign: usize = by_language.iter().filter(|&(&code, _)| code != "en").map(|(_, count)| count).sum();
    assert!(foreign >= 12, "{by_language:?}");
}

#[test]
fn every_article_is_complete() {
    let (first, after): (Published, Published) =
        ("2012-10-26T00:00:00Z".parse().unwrap(), "2012-11-21T00:00:00Z".parse().unwrap());
    let mut ids = BTreeSet::new();
    for record in corpus() {
        let article = &record.article;
        assert!(ids.insert(article.id.clone()), "{} is there twice", article.id);
        assert!(article.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{}", article.id);
        assert_eq!(record.bad_date, None, "{}", article.id);
        let published = article.published.unwrap_or_else(|| panic!("{} has no date", article.id));
        let seconds = published.seconds();
        assert!((first.seconds()..after.seconds()).contains(&seconds), "{}: {published}", article.id);
        assert!(!article.title.trim().is_empty(), "{} has no title", article.id);
        let words = article.body.split_whitespace().count();
        assert!((80..=400).contains(&words), "{} has {words} words", article.id);
        assert!(!source(&record).is_empty() && !story(&record).is_empty(), "{}", article.id);
    }
}

#[test]
fn articles_come_in_the_order_of_their_dates() {
    let dates: Vec<i64> = corpus().iter().map(|r| r.article.published.unwrap().seconds()).collect();
    assert!(dates.is_sorted());
}

#[test]
fn copies_and_versions_lead_to_an_earlier_article_of_their_story() {
    let records = corpus();
    let place: BTreeMap<&str, usize> =
        records.iter().enumerate().map(|(at, record)| (record.article.id.as_str(), at)).collect();
    let (mut copies, mut versions) = (0, 0);
    for (at, record) in records.iter().enumerate() {
        let id = &record.article.id;
        let links = [&record.gold.copy_of, &record.gold.version_of];
        copies += usize::from(links[0].is_some());
        versions += usize::from(links[1].is_some());
        for target in links.into_iter().flatten() {
            let &found = place.get(target.as_str()).unwrap_or_else(|| panic!("{id} points at \"{target}\""));
            // the day of a copy may be all that is known of it
            let (own, others) = (record.article.published, records[found].article.published);
            let same_day = own.zip(others).is_some_and(|(own, others)| own.days_to(others) == 0.0);
            assert!(found < at || same_day, "{id} comes before {target}");
            assert_eq!(story(record), story(&records[found]), "{id} and {target}");
        }
        if let Some(version_of) = &record.gold.version_of {
            assert_eq!(
                source(record),
                source(&records[place[version_of.as_str()]]),
                "{id}: a version of another source"
            );
        }
    }
    assert!(copies >= 5 && versions >= 2, "{copies} copies, {versions} versions");
}

#[test]
fn its_description_counts_right() {
    let path = repository("data/README.md");
    let readme = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter(|line| line.trim_start().starts_with('|'))
        .map(|line| line.trim().trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let records = corpus();
    for (name, counted) in [
        ("articles", records.len()),
        ("stories", distinct(&records, story)),
        ("sources", distinct(&records, source)),
    ] {
        let said: Vec<&str> =
            rows.iter().filter(|row| row[0] == name).filter_map(|row| row.get(1).copied()).collect();
        assert_eq!(said, [counted.to_string()], "data/README.md, row \"| {name} | … |\"");
    }
}
