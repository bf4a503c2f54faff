//! Saved web pages. Pages, outlets and articles were written for these tests.

#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use samestory_formats::{ArticleFiles, ObservationFiles, PageRecord, ReadLimits, Source, read_page};
use serde::Deserialize;

/// What a page says.
#[derive(Deserialize)]
struct Gold {
    page: String,
    title: String,
    date: String,
    author: String,
    address: String,
    lang: String,
    text: String,
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR")))
}

fn read(name: &str) -> PageRecord {
    read_page(&fs::read(path(name)).unwrap(), name)
}

/// How often each word stands in a text; a character of Chinese is a word.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_han = word.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
        let parts = if is_han { word.chars().map(String::from).collect() } else { vec![word.to_lowercase()] };
        for part in parts {
            *words.entry(part).or_default() += 1;
        }
    }
    words
}

/// Recall at least 0.9, precision at least 0.8.
fn is_right(text: &str, gold: &str) -> bool {
    let (found, gold) = (words(text), words(gold));
    let common: usize =
        gold.iter().map(|(word, count)| (*count).min(found.get(word).copied().unwrap_or(0))).sum();
    let (found, gold): (usize, usize) = (found.values().sum(), gold.values().sum());
    10 * common >= 9 * gold && 10 * common >= 8 * found
}

#[test]
fn pages_are_read_as_their_layouts_mean() {
    let gold: Vec<Gold> = serde_json::from_slice(&fs::read(path("pages/gold.json")).unwrap()).unwrap();
    assert!(gold.len() >= 60);
    let mut right = BTreeMap::from([
        ("text", 0),
        ("title", 0),
        ("date", 0),
        ("author", 0),
        ("address", 0),
        ("language", 0),
    ]);
    for gold in &gold {
        let page = read(&format!("pages/{}.html", gold.page));
        for (field, is_right) in [
            ("text", is_right(&page.text, &gold.text)),
            ("title", page.title == gold.title),
            ("date", page.published.as_deref().unwrap_or_default() == gold.date),
            ("author", page.authors.join("; ") == gold.author),
            ("address", page.url.as_deref().unwrap_or_default() == gold.address),
            ("language", page.language.as_deref().unwrap_or_default() == gold.lang),
        ] {
            *right.get_mut(field).unwrap() += usize::from(is_right);
            if !is_right {
                println!("{}: {field}: {page:?}", gold.page);
            }
        }
    }
    for (field, least) in
        [("text", 90), ("title", 95), ("date", 97), ("address", 97), ("author", 90), ("language", 97)]
    {
        println!("{field}: right on {} of {} pages", right[field], gold.len());
        assert!(100 * right[field] >= least * gold.len(), "{field}");
    }
}

#[test]
fn strings_in_scripts_are_no_markup() {
    let page = read("cases/v-01-script-strings.html");
    assert_eq!(page.title, "Harbour wall gives way");
    let paragraphs: Vec<&str> = page.text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 3);
    assert_eq!(paragraphs[2], "Repairs will take until spring, the mayor said.");
}

#[test]
fn divisions_are_paragraphs() {
    assert_eq!(read("cases/v-03-div-paragraphs.html").text.split("\n\n").count(), 4);
    let lines =
        ["The council met on Monday.", "It voted at night.", "Nobody was pleased.", "The mayor left."];
    for (open, between, close) in [
        ("<table><tr><td>", "</td></tr><tr><td>", "</td></tr></table>"),
        ("<pre>", "\n\n", "</pre>"),
        ("<dl><dd>", "<dd>", "</dl>"),
        ("<div>", "<br><br>", "</div>"),
        ("<article>", "<br>", "</article>"),
        ("<article>", "<div></div>", "</article>"),
    ] {
        let html = format!("<title>A vote</title><h1>A vote</h1>{open}{}{close}", lines.join(between));
        assert_eq!(read_page(html.as_bytes(), "x").text, lines.join("\n\n"), "{open}");
    }
}

#[test]
fn the_declared_charset_is_used() {
    let page = read("cases/v-04-latin1-meta.html");
    assert_eq!(page.title, "Brücke über die Söll gesperrt");
    assert!(page.text.contains("März") && page.warnings.is_empty());
}

#[test]
fn two_captures_are_two_versions_of_one_article() {
    for name in ["cases/v-05-metadata-capture-1.html", "cases/v-05-metadata-capture-2.html"] {
        let page = read(name);
        assert_eq!(page.published.as_deref(), Some("2024-11-04T09:10:00+01:00"));
        assert_eq!(page.publisher.as_deref(), Some("The Ashford Gazette"));
        assert_eq!(page.authors, ["Jane Roe"]);
        assert_eq!(page.url.as_deref(), Some("https://www.ashfordgazette.example/news/harbour-wall-4471"));
    }
    let sources = || [1, 2].map(|n| Source::file(path(&format!("cases/v-05-metadata-capture-{n}.html"))));
    let seen: Vec<_> = ObservationFiles::new(sources(), ReadLimits::default()).map(Result::unwrap).collect();
    assert_eq!(seen[0].observation.key(), seen[1].observation.key());
    assert!(seen[0].observation.time.unwrap().seconds() < seen[1].observation.time.unwrap().seconds());
    for record in ArticleFiles::new(sources(), ReadLimits::default()) {
        let article = record.unwrap().article;
        assert_eq!(article.published.unwrap().to_string(), "2024-11-04T08:10:00Z");
        assert_eq!(article.language.as_deref(), Some("en"));
    }
}

#[test]
fn a_blank_start_is_no_other_page() {
    let articles: Vec<_> =
        ArticleFiles::new([Source::file(path("cases/v-02-blank-start.html"))], ReadLimits::default())
            .collect();
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].as_ref().unwrap().article.title, "Harbour wall gives way");
}

#[test]
fn a_page_that_says_comparing_is_an_ordinary_page() {
    let html =
        "<h1>Comparing: two mayors</h1><p>The two mayors of the valley could hardly be less alike.</p>";
    let source = Source::new("mayors.html", move || Ok(Box::new(html.as_bytes()))).with_path("mayors.html");
    let article = ArticleFiles::new([source], ReadLimits::default()).next().unwrap().unwrap().article;
    assert_eq!(article.title, "Comparing: two mayors");
}

#[test]
fn what_is_given_up_is_said() {
    let warnings = |page: &[u8]| read_page(page, "a.html").warnings;
    assert_eq!(warnings(b"<title>Only a title</title>"), ["a.html: no text of an article was found"]);
    let broken = [
        b"<meta charset=utf-8><h1>T</h1><p>".as_slice(),
        "ä".repeat(80).as_bytes(),
        b" \xff and more words.",
    ]
    .concat();
    assert_eq!(
        warnings(&broken),
        ["a.html: 1 sequence of bytes is no UTF-8; marks of replacement stand for them"]
    );
    assert!(warnings(b"<ul><li><a href=x>Home</a></ul>")[0].starts_with("a.html: no article stands out"));
}

#[test]
fn hostile_pages_are_read_within_bounds() {
    for page in [
        "<div>".repeat(100_000),
        "<b><p class=\"related\">words, and words, and more words.".repeat(10_000),
        format!("<p class=\"{}\">text</p>", "a ".repeat(1_000_000)),
        "<table><tr><td>x".repeat(20_000),
        format!("<script type=\"application/ld+json\">{}", "[{\"author\":".repeat(50_000)),
        "<h1><time itemprop=author>4 Nov 2024".repeat(10_000),
        "</p></div></br>".repeat(50_000),
        "<".repeat(100_000),
        "<!--".repeat(50_000),
    ] {
        read_page(page.as_bytes(), "hostile.html");
    }
}
