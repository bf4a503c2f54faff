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
    assert!(gold.len() >= 90);
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
        "<script>x={".repeat(50_000),
        format!(
            "<title>Dam gives way</title><script>{}",
            "x={\"title\":\"Dam gives way\",\"body\":".repeat(20_000)
        ),
        format!(
            "<title>Dam gives way</title><script type=application/json>[{{\"title\":1,\"body\":2}},\"Dam gives way\",[{}2],\"{}\"]</script>",
            "2,3,".repeat(2_000),
            "words ".repeat(2_000)
        ),
        format!(
            "<title>Dam gives way</title><script type=application/json>{{\"a\":{{\"title\":\"Dam gives way\",\"body\":[{}1]}},\"b\":[{}1]}}</script>",
            "{\"__ref\":\"b\"},".repeat(1_000),
            "{\"__ref\":\"b\"},".repeat(1_000)
        ),
        "<noscript><p>".repeat(50_000),
    ] {
        read_page(page.as_bytes(), "hostile.html");
    }
}

/// Paragraphs of an article that no other text has.
const PARAGRAPHS: [&str; 4] = [
    "The earth dam above Marlow gave way before dawn on Monday, and water from the reservoir ran through the lower town for three hours.",
    "Nobody was killed, the fire service said, but 240 people were taken out of their houses by boat and 31 cars were carried into the river.",
    "Engineers had asked for a wider spillway in two reports since the spring, according to papers that the town council published last month.",
    "The council will meet on Wednesday to decide who pays for the repairs, which the mayor put at four million pounds.",
];

/// What a page shows beside the article.
const OTHER: &str =
    "A court in Denford ruled that the market may stay where it is until the end of the year.";

/// A page of this body; the article's paragraphs stand for `{0}` to `{3}`, other prose for `{other}`.
fn paragraphs_of(body: &str) -> Vec<String> {
    let mut body = body.replace("{other}", OTHER);
    for (at, paragraph) in PARAGRAPHS.iter().enumerate() {
        body = body.replace(&format!("{{{at}}}"), paragraph);
    }
    let html = format!("<html lang=en><title>Dam gives way above Marlow</title>{body}");
    read_page(html.as_bytes(), "x").text.split("\n\n").map(str::to_owned).collect()
}

#[test]
fn lists_of_teasers_are_beside_the_article() {
    let teaser =
        "<div class=c><a href=x><h3>Market stays in the old town of Denford</h3></a><p>{other}</p></div>";
    let short = format!(
        "<main><article><h1>Dam gives way above Marlow</h1><div>{{0}}</div><div>{{1}}</div></article><section>{}</section></main>",
        teaser.repeat(20)
    );
    assert_eq!(paragraphs_of(&short), PARAGRAPHS[..2]);
    let items = "<div class=item><p>{other} {other}</p><a href=x>More</a></div>".repeat(8);
    let main = format!(
        "<main><h1>Dam gives way above Marlow</h1><div><p>{{0}}<p>{{1}}<p>{{2}}</div></main><div>{items}</div>"
    );
    assert_eq!(paragraphs_of(&main), PARAGRAPHS[..3]);
}

#[test]
fn the_article_under_the_headline_is_read() {
    let other =
        "<article><h2>Market stays in the old town</h2><p>{other} {other} {other} {other} {other}</article>";
    let page = format!(
        "{other}<article><h2>Dam gives way above Marlow</h2><p>{{0}}<p>{{1}}<p>{{2}}</article>{}",
        other.repeat(5)
    );
    assert_eq!(paragraphs_of(&page), PARAGRAPHS[..3]);
}

#[test]
fn an_article_in_pieces_is_whole() {
    for (first, second) in [
        ("story-body story-body-1", "story-body story-body-2"),
        ("RichText RichText--lead", "RichText lg:mt-32"),
        ("section--with-ads", "section--with-ads"),
        ("article-with-related", "article-with-related"),
        ("teaser-content", "remainder-content"),
    ] {
        let body = format!(
            "<article><h1>Dam gives way above Marlow</h1><div><div class=\"{first}\"><div class=article-body><p>{{0}}</div></div></div>\
             <div class=ad>Advertisement</div><div class=\"{second}\"><div class=article-body><p>{{1}}<p>{{2}}<p>{{3}}</div></div></article>"
        );
        assert_eq!(paragraphs_of(&body), PARAGRAPHS, "{first}");
    }
}

#[test]
fn data_of_scripts_is_the_text_where_the_page_shows_none() {
    let page = |shown: &str, headline: &str, body: &[&str]| {
        let article = serde_json::json!({"url": "https://x.example/1", "title": headline, "body": body});
        let other = serde_json::json!({"title": "Market stays in the old town", "body": vec![OTHER; 8]});
        let data = serde_json::json!({"props": {"article": article, "next": [other]}});
        paragraphs_of(&format!("<div>{shown}</div><script type=application/json>{data}</script>"))
    };
    let title = "Dam gives way above Marlow";
    assert_eq!(page("<p>Loading", title, &PARAGRAPHS), PARAGRAPHS);
    // a text that goes on in the data
    assert_eq!(page("<p>{0}", title, &PARAGRAPHS), PARAGRAPHS);
    // as much as is shown, another article, a summary
    assert_eq!(page("<p>{0}<p>{1}<p>{2}", title, &PARAGRAPHS), PARAGRAPHS[..3]);
    assert_eq!(page("", "Dam above Orvin is repaired", &PARAGRAPHS), [""]);
    assert_eq!(page("", title, &["It gave way."]), [""]);
}

#[test]
fn what_is_for_browsers_without_scripts_is_the_text_where_the_page_shows_none() {
    let note = "<p>This page needs JavaScript. Please change the settings of your browser so that it runs JavaScript, and load the page again. \
                How to do that is said in the help of your browser, under the word JavaScript, and on the pages of those who make it.";
    let page = |shown: &str, inside: &str| paragraphs_of(&format!("{shown}<noscript>{inside}</noscript>"));
    assert_eq!(page("<div id=app></div>", &format!("{note}<p>{{0}}<p>{{1}}<p>{{2}}")), PARAGRAPHS[..3]);
    assert_eq!(page("<div id=app></div>", &note.repeat(3)), [""]);
    assert_eq!(page("<p>{0}<p>{1}", "<p>{2}<p>{3}<p>{other}"), PARAGRAPHS[..2]);
}

#[test]
fn points_and_leads_above_the_text_are_of_it() {
    let body = "<h1>Dam gives way above Marlow</h1><div class=x><ul><li>{0}<li>{1}</ul></div><p class=byline>By Jane Roe</p>\
                <div itemprop=articleBody><p>{2}<p>{3}</div>";
    assert_eq!(paragraphs_of(body), PARAGRAPHS);
    let lead = "<div><h1>Dam gives way above Marlow</h1><div class=x>{0}</div></div><div class=article-body><p>{1}<p>{2}<p>{3}</div>";
    assert_eq!(paragraphs_of(lead), PARAGRAPHS);
}

#[test]
fn captions_and_boxes_are_no_text() {
    let body = "<article><h1>Dam gives way above Marlow</h1><div class=article-body><p>{0}<p>{1}\
                <figure><img><figcaption>{other}</figcaption></figure><div class=image-caption>{other}</div>\
                <div class=inline><span>More on this</span><h4>{other}</h4></div><p>{2}<p>{3}</div></article>";
    assert_eq!(paragraphs_of(body), PARAGRAPHS);
}

#[test]
fn the_headline_is_what_two_declarations_agree_on() {
    let title = |shown: &str, declared: &str, window: &str| {
        let html = format!(
            "<meta property='og:title' content='{declared}'><title>{window}</title><h1>{shown}</h1><p>{}</p>",
            PARAGRAPHS[0]
        );
        read_page(html.as_bytes(), "x").title
    };
    let dam = "Dam gives way above Marlow";
    assert_eq!(title("Flood Dam gives way above Marlow", dam, "Dam gives way above Marlow | Gazette"), dam);
    assert_eq!(title("Dam above Marlow gives way", dam, dam), dam);
    assert_eq!(title(dam, "Dam gives way - Gazette", "Dam gives way: what to know"), dam);
}

#[test]
fn an_organisation_is_the_author_where_no_person_is() {
    let authors = |declared: &str, shown: &str| {
        let html = format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"author\":{{\"name\":\"{declared}\"}},\
             \"publisher\":{{\"name\":\"Gazette\"}}}}</script><h1>Dam gives way</h1>{shown}<p>{}</p>",
            PARAGRAPHS[0]
        );
        read_page(html.as_bytes(), "x").authors
    };
    assert_eq!(authors("Gazette", "<p class=byline>By Jane Roe, Marlow</p>"), ["Jane Roe"]);
    assert_eq!(authors("Gazette", ""), ["Gazette"]);
    assert_eq!(authors("admin", ""), Vec::<String>::new());
}

#[test]
fn a_live_blog_has_the_texts_of_its_updates() {
    let updates: Vec<String> = PARAGRAPHS
        .iter()
        .map(|text| {
            format!("{{\"@type\":\"BlogPosting\",\"headline\":\"Latest\",\"articleBody\":\"{text}\"}}")
        })
        .collect();
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"LiveBlogPosting\",\"headline\":\"Dam gives way above Marlow\",\
         \"liveBlogUpdate\":[{}]}}</script><h1>Dam gives way above Marlow</h1><p>Loading</p>",
        updates.join(",")
    );
    let text = read_page(html.as_bytes(), "x").text;
    assert!(PARAGRAPHS.iter().all(|paragraph| text.contains(paragraph)), "{text}");
}
