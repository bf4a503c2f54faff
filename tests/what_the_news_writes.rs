//! Addresses, dates, credits, corrections and page noise as feeds and pages write them (`tests/writing/`), with the right answers.

use std::fs;

use samestory::credits::Newsrooms;
use samestory::unstable::credits::newsroom;
use samestory::unstable::origins::{OriginEvidence, trace_origins};
use samestory::versions::{History, Observation};
use samestory::{Article, ArticleId, Config};
use samestory_changes::{ChangeClass, VersionLog, changes};
use samestory_formats::{ArticleFiles, ReadLimits, Record, Source, read_observation};

use crate::support::{batch, records, repository, sample, stream};

fn text(case: &str) -> String {
    fs::read_to_string(repository(&format!("tests/writing/{case}.jsonl"))).unwrap()
}

fn observations(case: &str) -> Vec<Observation> {
    let text = text(case);
    let read = |line: &str| read_observation(line.as_bytes(), 1).unwrap().observation;
    let mut observations: Vec<Observation> = text.lines().map(read).collect();
    observations.sort_by_key(|seen| seen.time.map_or(i64::MIN, |time| time.seconds()));
    observations
}

fn log(observations: &[Observation]) -> VersionLog {
    let mut log = VersionLog::new();
    observations.iter().for_each(|seen| {
        log.observe(seen);
    });
    log.validate().unwrap();
    log
}

/// How many articles there are, and how many changed.
fn counts(log: &VersionLog) -> (usize, usize) {
    let changed = log.histories().iter().filter(|history| history.versions().len() > 1).count();
    (log.histories().len(), changed)
}

fn classes(history: &History) -> Vec<ChangeClass> {
    changes(history).map(|(.., change)| change.class).collect()
}

/// Articles of lines, through the reader of files.
fn read(lines: String) -> Vec<Record> {
    let source = Source::new("feed", move || Ok(Box::new(std::io::Cursor::new(lines))));
    let mut files = ArticleFiles::new([source], ReadLimits::default());
    let mut records = Vec::new();
    loop {
        let block = files.next_block();
        if block.is_empty() {
            return records;
        }
        records.extend(block.into_iter().map(|record| record.unwrap()));
    }
}

#[test]
fn dates_of_feeds() {
    for (record, line) in
        records(&repository("tests/writing/feed_dates.jsonl")).iter().zip(text("feed_dates").lines())
    {
        let right = line.split("\"right\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let published = record.article.published.map(|date| date.to_string());
        assert_eq!(published.as_deref(), Some(right), "{}", record.article.id);
    }
}

#[test]
fn day_and_month_by_the_other_dates_of_a_feed() {
    let lines = |dates: &[&str]| {
        let line = |(at, date): (usize, &&str)| {
            format!("{{\"id\":{at},\"title\":\"t\",\"source\":\"Gazette\",\"published\":\"{date}\"}}\n")
        };
        dates.iter().enumerate().map(line).collect::<String>()
    };
    for (dates, first) in [
        (&["04/11/2024", "11/25/2024"][..], "2024-04-11"),
        (&["04/11/2024", "25/11/2024"], "2024-11-04"),
        (&["11/04/2024", "2024-11-05T08:00:00Z", "2024-11-06T08:00:00Z"], "2024-11-04"),
        (&["11/04/2024", "11/05/2024", "11/06/2024"], "2024-11-04"),
        (&["04/11/2024"], "2024-11-04"),
    ] {
        let records = read(lines(dates));
        assert_eq!(records[0].article.published.unwrap().to_string(), first, "{dates:?}");
    }
}

#[test]
fn addresses_that_are_one_article_and_others() {
    for (case, expected) in
        [("address_fragments", (6, 2)), ("address_parameters", (14, 1)), ("address_numbers", (4, 0))]
    {
        assert_eq!(counts(&log(&observations(case))), expected, "{case}");
    }
}

fn seen(url: &str, title: &str, text: &str) -> Observation {
    Observation {
        url: Some(url.to_owned()),
        title: title.to_owned(),
        text: text.to_owned(),
        ..Observation::default()
    }
}

const FERRY: &str = "A ferry with 40 passengers ran aground off the cape on Tuesday, the coast guard said. All were brought ashore by noon.";
const MORE: &str = "A ferry with 40 passengers ran aground off the cape on Tuesday, the coast guard said. All were brought ashore by noon. \
                    The captain said that the rudder had failed.";
const SCHOOL: &str =
    "Parliament passed the school reform with a narrow majority. Teachers will be paid more from August.";

#[test]
fn one_article_at_other_addresses() {
    for (a, b) in [
        (
            "https://news.example/world/ferry-aground-1234567",
            "https://news.example/world/forty-saved-as-ferry-sinks-1234567",
        ),
        ("https://news.example/uk/1234567/ferry-aground", "https://news.example/world/1234567/ferry-aground"),
        (
            "https://news.example/2024/11/05/uk/ferry-aground-off-cape",
            "https://news.example/2024/11/05/world/ferry-aground-off-cape",
        ),
        (
            "https://news.example/2024/ferry-aground-off-cape?zz=1",
            "https://news.example/2024/ferry-aground-off-cape",
        ),
        (
            "https://news.example/a/ferry",
            "https://web.archive.org/web/20241105101500id_/http://www.news.example/a/ferry",
        ),
        ("https://news.example/a/ferry", "https://archive.ph/20241105101500/https://news.example/a/ferry"),
        ("https://news.co.uk/a/ferry", "https://www.news.com/a/ferry"),
        ("https://m.news.example/a/ferry?outputType=amp", "https://news.example/a/ferry/amp/"),
        ("https://news.example/a/ferry?maca=de-rss-de-all", "https://news.example/a/ferry"),
        ("https://news.example/a/ferry?share=twitter&nb=1", "https://news.example/a/ferry"),
        ("https://news.example/a/ferry", "https://www.google.com/url?q=https://news.example/a/ferry&sa=D"),
        (
            "https://news.example/a/ferry",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%2Fferry&h=AT0",
        ),
        ("https://news.example/a/ferry", "https://web.archive.org/web/2024/news.example/a/ferry"),
    ] {
        let log = log(&[seen(a, "Ferry aground", FERRY), seen(b, "Forty saved", MORE)]);
        assert_eq!(counts(&log), (1, 1), "{a} {b}");
    }
}

#[test]
fn other_articles_at_addresses_that_are_alike() {
    for (a, b) in [
        ("https://news.example/blog/", "https://news.example/blog/"),
        ("https://news.example/", "https://news.example/"),
        ("https://news.example/view.php?article_no=1", "https://news.example/view.php?article_no=2"),
        ("https://news.example/#!/story/1", "https://news.example/#!/story/2"),
        (
            "https://t.example/url?q=https://news.example/a/1",
            "https://t.example/url?q=https://news.example/a/2",
        ),
        ("https://news.example/2024/11/ferry", "https://news.example/2024/12/school"),
        ("https://news.example/section-1234567/ferry", "https://news.example/section-1234567/school"),
        ("https://news.example/live/", "https://news.example/live/"),
    ] {
        let observations = [
            seen(a, "Ferry aground", FERRY),
            seen(b, "School reform passes", SCHOOL),
            seen(a, "Ferry aground", MORE),
        ];
        let log = log(&observations);
        assert_eq!(counts(&log), (2, 1), "{a} {b}");
        assert!(log.find(&observations[1]).is_some_and(|history| history.current().text == SCHOOL));
    }
}

#[test]
fn numbered_addresses_change_no_story() {
    let own = sample();
    let numbered: Vec<Article> = (0..)
        .zip(&own)
        .map(|(number, article)| {
            let host =
                article.url.as_deref().and_then(samestory::unstable::credits::host).unwrap_or_default();
            let mut numbered = article.clone();
            numbered.url = Some(format!("https://{host}/articleView.html?idxno={}", 300_000 + number));
            numbered
        })
        .collect();
    let config = Config::default();
    assert_eq!(batch(&own, &config), batch(&numbered, &config));
    assert_eq!(stream(&own, &config), stream(&numbered, &config));
}

#[test]
fn page_noise_is_no_change() {
    let log = log(&observations("page_noise"));
    let classes = classes(&log.histories()[0]);
    let of_substance = classes.iter().filter(|class| **class == ChangeClass::Substance).count();
    assert_eq!((log.histories().len(), of_substance), (1, 1), "{classes:?}");
    let facts = changes(&log.histories()[0])
        .flat_map(|(.., change)| change.facts.numbers.appeared)
        .collect::<Vec<_>>();
    assert_eq!(facts, ["17"]);
}

#[test]
fn clocks_and_counters_are_no_facts() {
    let log = log(&observations("page_noise_facts"));
    let (.., change) = changes(&log.histories()[0]).next().unwrap();
    assert_eq!(
        (change.facts.numbers.gone, change.facts.numbers.appeared),
        (vec!["Two".to_owned()], vec!["Three".to_owned()])
    );
}

#[test]
fn corrections_by_their_form() {
    let log = log(&observations("corrections"));
    assert_eq!(log.histories().len(), 7);
    for history in log.histories() {
        assert_eq!(classes(history), [ChangeClass::Correction], "{:?}", history.url());
    }
}

/// The newsrooms that an article credits, without those of pictures and contributions.
fn credited(article: &Article) -> Vec<String> {
    let newsrooms = Newsrooms::builtin();
    let traced = trace_origins(&[(ArticleId(0), article)], &[], &newsrooms);
    let mut found: Vec<String> = traced.articles[0]
        .evidence
        .iter()
        .filter_map(|evidence| match *evidence {
            OriginEvidence::Credit(credit) if credit.role.counts() => Some(credit.newsroom),
            OriginEvidence::Author(newsroom) => Some(newsroom),
            _ => None,
        })
        .filter_map(|id| newsroom(&newsrooms, id).map(|newsroom| newsroom.name.clone()))
        .collect();
    found.sort();
    found
}

#[test]
fn agencies_where_they_are_credited() {
    let expected = [
        ("two-agencies-tail", &["Agence France-Presse", "Deutsche Presse-Agentur"][..]),
        ("slash-tail", &["Agence France-Presse", "Reuters"]),
        ("two-agencies-dateline", &["Associated Press", "Reuters"]),
        ("closing-sentence", &["Canadian Press"]),
        ("agency-and-initials", &["Keystone-SDA"]),
        ("syndicated-feed", &["Press Trust of India"]),
    ];
    for (record, (id, agencies)) in
        records(&repository("tests/writing/credit_lists.jsonl")).iter().zip(expected)
    {
        assert_eq!(record.article.id, id);
        assert_eq!(credited(&record.article), agencies, "{id}");
    }
    let records = records(&repository("tests/writing/credit_datelines.jsonl"));
    let articles: Vec<(ArticleId, &Article)> =
        (0..).zip(&records).map(|(at, record)| (ArticleId(at), &record.article)).collect();
    let traced = trace_origins(&articles, &[], &Newsrooms::builtin());
    let origins: Vec<Option<&str>> = traced.origins.iter().map(|origin| origin.newsroom.as_deref()).collect();
    assert_eq!(origins, [Some("Associated Press")]);
}

#[test]
fn agencies_in_the_field_of_the_author() {
    for (author, agencies) in [
        ("Associated Press", &["Associated Press"][..]),
        ("Jane Roe, Reuters", &["Reuters"]),
        ("dpa/lby", &["Deutsche Presse-Agentur"]),
        ("AFP, Reuters", &["Agence France-Presse", "Reuters"]),
        ("PTI", &["Press Trust of India"]),
        ("Jane Roe", &[]),
        ("Photo: AFP", &[]),
    ] {
        let article =
            Article::builder("a").source("Ashford Gazette").author(author).title("Ferry aground").body(FERRY);
        assert_eq!(credited(&article.build().unwrap()), agencies, "{author}");
    }
}
