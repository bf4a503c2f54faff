//! Saved pages of sites that keep versions. Pages and article were written for these tests.

#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

use std::fs;

use samestory::versions::{Elapsed, History, Sighting};
use samestory_changes::changes;
use samestory_formats::NewsDiffsPage;
use serde::Deserialize;

#[derive(Deserialize)]
struct Paragraphs {
    old: Vec<String>,
    new: Vec<String>,
}

fn case(name: &str) -> String {
    fs::read_to_string(format!("{}/../../tests/pages/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn paragraphs() -> Paragraphs {
    serde_json::from_str(&case("paragraphs.json")).unwrap()
}

#[test]
fn every_form_of_a_page_says_the_same() {
    let expected = paragraphs();
    for name in ["copied.txt", "news_sniffer.html", "newsdiffs.html"] {
        let page = NewsDiffsPage::read(&case(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            page.url, "http://www.gazette.example/2012/10/30/islands/marigold-held-in-harbor-after-fire.html",
            "{name}"
        );
        assert_eq!(page.url_date.unwrap().to_string(), "2012-10-30", "{name}");
        assert_eq!(page.old.title, "Marigold Held in Harbor After Fire", "{name}");
        assert_eq!(page.new.title, "Ferry Cleared to Sail; Fire Began in Old Pump", "{name}");
        assert_eq!(page.old.paragraphs, expected.old, "{name}");
        assert_eq!(page.new.paragraphs, expected.new, "{name}");
        if name != "newsdiffs.html" {
            assert_eq!(page.source.as_deref(), Some("gazette"), "{name}");
            assert_eq!(
                (page.old.number, page.new.number, page.changes),
                (Some(2), Some(3), Some(4)),
                "{name}"
            );
            assert!(page.is_closed && page.elapsed == Some(Elapsed { seconds: 9 * 3600 }), "{name}");
        }
        if name != "copied.txt" {
            let times = [&page.old, &page.new].map(|version| version.time.unwrap().to_string());
            assert_eq!(times, ["2012-10-30T08:00:00Z", "2012-10-30T17:05:00Z"], "{name}");
        }
    }
}

#[test]
fn a_page_is_one_article_with_two_versions() {
    let page = NewsDiffsPage::read(&case("copied.txt")).unwrap();
    let [old, new] = page.observations();
    assert_eq!(old.key(), new.key());
    let mut history = History::new(&old);
    assert_eq!(history.observe(&new), Sighting::New { version: 3 });
    assert_eq!(history.versions().iter().map(|version| version.number).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(history.times_changed(), 4);
    let (old, new, change) = changes(&history).next().unwrap();
    assert_eq!(new.since(old).unwrap().to_string(), "about 9 hours");
    assert!(change.headline.is_some() && change.facts.names.appeared.contains(&"Heron".to_owned()));
}

#[test]
fn what_a_page_lacks_is_named_with_its_line() {
    let page = case("copied.txt");
    let without = |what: &str| page.replace(what, "");
    for (text, expected) in [
        (
            without("Version 2 Version 3"),
            "line 21: field \"version\": no line holds the numbers of both versions",
        ),
        (without("http://www."), "line 3: field \"url\": \"gazette.example/2012/10/30/islands/marigold"),
        (
            page[..page.find("Marigold Held").unwrap()].to_owned(),
            "line 7: field \"title\": the page ends before",
        ),
        (
            page[..page.find("PORT ELLEN").unwrap()].to_owned(),
            "line 9: field \"text\": the page ends before the text",
        ),
        (String::new(), "line 1: field \"version\""),
    ] {
        let error = NewsDiffsPage::read(&text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    let html = case("news_sniffer.html");
    let broken = html.replace("<small>Version 2</small>", "");
    let error = NewsDiffsPage::read(&broken).unwrap_err().to_string();
    assert!(error.starts_with("line 17: field \"version\""), "{error}");
}

/// A page in which every sentence is like others of every row takes its columns apart as well as a bounded number of tries allows.
#[test]
fn a_page_made_to_be_slow_is_read_all_the_same() {
    let sentence = |number: usize| {
        format!("Brovu{number} kelta{number} minor{number} sapet{number} quolin{number} drafe{number}.")
    };
    let row = |at: usize| (0..100).map(|k| sentence((at * 37 + k * 11) % 250)).collect::<Vec<_>>().join(" ");
    let rows: Vec<String> = (0..10).map(row).collect();
    let head = case("copied.txt");
    let above = head.lines().take_while(|line| !line.starts_with("Version ")).collect::<Vec<_>>().join("\n");
    let titles =
        "Version 1 Version 2\nDam Holds After Storm Dam Gives Way After Storm\n(about 2 hours later)";
    let page = NewsDiffsPage::read(&format!("{above}\n{titles}\n{}", rows.join("\n"))).unwrap();
    let words = |paragraphs: &[String]| paragraphs.iter().map(|p| p.split(' ').count()).sum::<usize>();
    assert_eq!(words(&page.old.paragraphs) + words(&page.new.paragraphs), 6000, "nothing is lost");
    let long =
        format!("{above}\nVersion 1 Version 2\n{}\n{}", "Dam holds ".repeat(100_000) + "again", rows[0]);
    assert_eq!(NewsDiffsPage::read(&long).unwrap_err().field, "title");
}
