//! The page of all stories: what is on it, and that no text gets out of its place.

use std::collections::BTreeSet;

use html5gum::{StartTag, Token, Tokenizer};
use proptest::prelude::*;
use samestory::{Article, Config};
use samestory_digest::Digester;
use samestory_explain::Explainer;
use samestory_report::Report;

use crate::any_text::text;
use crate::digest::collapse;
use crate::support::{property, sample};

/// Closes elements, opens others, leaves attributes, turns and controls.
const HOSTILE: &str = "\"'></script></noscript></style><!--<script>alert(1)</script><img src=x onerror=alert(1)>\u{0}\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}&lt;svg/onload=alert(1)&gt;]]>\r\n\t";

/// The elements of the page, and their attributes.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "b",
    "bdi",
    "blockquote",
    "body",
    "button",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "i",
    "input",
    "ins",
    "li",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "ol",
    "option",
    "output",
    "p",
    "path",
    "rect",
    "script",
    "section",
    "select",
    "small",
    "span",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
];
const ATTRIBUTES: &[&str] = &[
    "aria-label",
    "aria-live",
    "autocomplete",
    "charset",
    "class",
    "content",
    "d",
    "data-l",
    "data-n",
    "data-o",
    "data-s",
    "data-step",
    "data-story",
    "datetime",
    "dir",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "open",
    "placeholder",
    "preserveaspectratio",
    "rel",
    "role",
    "rowspan",
    "spellcheck",
    "style",
    "tabindex",
    "text-anchor",
    "title",
    "transform",
    "type",
    "value",
    "viewbox",
    "width",
    "x",
    "y",
];

fn page(title: &str, articles: &[Article]) -> String {
    let config = Config { find_copies: true, ..Config::default() };
    let explainer = Explainer::new(articles, &config).unwrap();
    let digester = Digester::new(articles, explainer.stories(), &config).unwrap();
    let mut page = Vec::new();
    Report::new(title, articles, &explainer, &digester, &config).write(&mut page).unwrap();
    String::from_utf8(page).unwrap()
}

/// The start tags of a page, those in the views of stories too, and its text.
fn tags(page: &str) -> (Vec<StartTag<()>>, String) {
    let (mut tags, mut shown) = (Vec::new(), String::new());
    // with scripts, all of a noscript element is text
    for Ok(token) in Tokenizer::new(&page.replace("noscript", "div")) {
        match token {
            Token::StartTag(tag) => tags.push(tag),
            Token::String(text) => shown.push_str(&String::from_utf8_lossy(&text.value)),
            Token::Comment(comment) => panic!("a comment: {comment:?}"),
            _ => {}
        }
    }
    (tags, shown)
}

/// The values of an attribute.
fn values(tags: &[StartTag<()>], name: &str) -> Vec<String> {
    let values = tags.iter().filter_map(|tag| tag.attributes.get(name.as_bytes()));
    values.map(|value| String::from_utf8_lossy(&value.value).into_owned()).collect()
}

/// Checks that a page has the elements and attributes of this program, its one script, and links to the web or to itself.
fn assert_whole(page: &str) {
    let (tags, shown) = tags(page);
    for tag in &tags {
        let name = String::from_utf8_lossy(&tag.name);
        assert!(ELEMENTS.contains(&&*name), "an element {name}");
        for attribute in tag.attributes.keys() {
            let attribute = String::from_utf8_lossy(attribute);
            assert!(ATTRIBUTES.contains(&&*attribute), "an attribute {attribute} of {name}");
        }
    }
    assert_eq!(tags.iter().filter(|tag| *tag.name == *b"script").count(), 1);
    assert_eq!(tags.iter().filter(|tag| *tag.name == *b"style").count(), 1);
    let ids = values(&tags, "id");
    let different: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(different.len(), ids.len(), "an id stands twice");
    for href in values(&tags, "href") {
        match href.strip_prefix('#') {
            Some(place) => assert!(different.contains(&place.to_owned()), "no place {place}"),
            None => assert!(href.starts_with("http://") || href.starts_with("https://"), "{href}"),
        }
    }
    for style in values(&tags, "style") {
        let width = style.strip_prefix("width:").and_then(|width| width.strip_suffix('%'));
        assert!(width.is_some_and(|width| width.parse::<f32>().is_ok()), "{style}");
    }
    let is_turned = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_control = |c: char| c.is_control() && !c.is_whitespace() || matches!(c, '\u{80}'..='\u{9f}');
    assert!(!page.contains(|c: char| is_turned(c) || is_control(c)) && !shown.contains('\0'));
}

#[test]
fn the_sample_corpus_is_on_a_page() {
    let articles = &sample();
    let page = page("Autumn 2012", articles);
    assert_whole(&page);
    let (tags, shown) = tags(&page);
    let rows = tags.iter().filter(|tag| tag.attributes.contains_key(b"data-n".as_slice())).count();
    let views = values(&tags, "data-story").len();
    assert_eq!(rows, views, "a row for each story");
    let urls: BTreeSet<&str> = articles.iter().filter_map(|article| article.url.as_deref()).collect();
    let hrefs = values(&tags, "href");
    assert!(urls.iter().all(|url| hrefs.iter().any(|href| href == url)), "every article is linked to");
    for expected in [
        "Autumn 2012",
        "Who wrote, who copied",
        "Versions",
        "The Star-Ledger has 100 % of its text from The Washington Post",
        "Monday 29 October 2012",
        "Without its links to",
        "Log-odds",
    ] {
        assert!(shown.contains(expected), "{expected} is not on the page");
    }
    assert!(page.contains("<mark>") && page.contains("class=\"m m10\"") && page.contains("class=\"edge\""));
    assert!(page.contains("default-src 'none'") && !page.contains("@import") && !page.contains("url("));
}

#[test]
fn figures_stand_beside_who_has_them() {
    let page = page("Bridge", &collapse());
    assert_whole(&page);
    let (_, shown) = tags(&page);
    assert!(shown.contains("Figures that differ") && shown.contains("people changed12"), "{shown}");
}

#[test]
fn no_text_gets_out_of_its_place() {
    let hostile = |text: &str| format!("{text}{HOSTILE}");
    let body = format!(
        "The dam{HOSTILE} of Ashford held through the night, engineers said, though water stood a hand below its crest.\n\n\
        Some 400 people{HOSTILE} slept in the gymnasium, and trucks brought bread and blankets for everybody from Millbrook. (Reuters{HOSTILE})"
    );
    let article = |id: &str, source: &str, url: &str, day: &str, body: &str| {
        Article::builder(hostile(id))
            .source(hostile(source))
            .url(url)
            .title(hostile("The dam of Ashford holds"))
            .published(day.parse().unwrap())
            .author(hostile("Jane Roe"))
            .language(hostile("en"))
            .body(body)
            .build()
            .unwrap()
    };
    let other = body.replace("400 people", "600 people").replace("bread", "soup");
    let articles = [
        article("a", "Gazette", "javascript:alert(1)", "2012-10-29", &body),
        article("b", "Herald", "JaVaScRiPt://x.example/%0aalert(1)", "2012-10-30", &body),
        article("c", "Herald", "data:text/html,<script>alert(1)</script>", "2012-10-31", &other),
        article("c", "Post", "https://x.example/\"onmouseover=\"alert(1)", "2012-11-01", &other),
        article("d", "Post", "https://x.example/good?a=1&b=2", "2012-11-02", &other),
        Article::builder("e").title(HOSTILE).build().unwrap(),
    ];
    let page = page(HOSTILE, &articles);
    assert_whole(&page);
    let (tags, shown) = tags(&page);
    let web: Vec<String> = values(&tags, "href").into_iter().filter(|href| !href.starts_with('#')).collect();
    assert_eq!(web, ["https://x.example/good?a=1&b=2"]);
    assert!(shown.contains("The dam of Ashford holds") && shown.contains("<img src=x onerror=alert(1)>"));
}

#[test]
fn nothing_is_a_page_too() {
    assert_whole(&page("Nothing", &[]));
    let alone = [Article::builder("a").title("Budget passes").build().unwrap()];
    assert_whole(&page("", &alone));
}

proptest! {
    #![proptest_config(property("report", 24))]

    /// Whatever the texts: a page that holds nothing but what this program puts there.
    #[test]
    fn no_text_breaks_the_page(texts in prop::collection::vec((text(), text(), text()), 1..6)) {
        let articles: Vec<Article> = texts
            .iter()
            .enumerate()
            .filter_map(|(at, (source, title, body))| {
                let day = format!("2012-10-{}", 20 + at).parse().unwrap();
                let article = Article::builder(format!("{at}{source}")).source(source).url(source.as_str()).published(day);
                article.title(title.as_str()).body(body.as_str()).build().ok()
            })
            .collect();
        let repeated: Vec<Article> = articles.iter().chain(&articles).cloned().collect();
        assert_whole(&page(&texts[0].0, &repeated));
    }
}
