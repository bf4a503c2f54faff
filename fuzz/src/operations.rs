//! Sequences of operations on everything that keeps state, checked after each.

use arbitrary::{Result, Unstructured};
use samestory::copies::CopyConfig;
use samestory::unstable::copies::CopyFinder;
use samestory::versions::{History, Observation};
use samestory::weights::Backgrounds;
use samestory::{Article, ArticleId, Clusterer, Config, Published, StoryHistory};
use samestory_changes::{TextChange, VersionLog, changes};
use samestory_report::{FeedInfo, PageInfo, atom_feed, html_index, html_page};

/// Operations in one sequence: more find nothing new, and take long.
const MAX_OPERATIONS: usize = 60;

const SENTENCES: &[&str] = &[
    "The dam above Ashford held through the night, engineers said on Monday.",
    "Water stood a hand below its crest, and trucks brought bread from Millbrook.",
    "Twelve people died when the ferry ran aground on the bar at low tide.",
    "“We waited six hours for the flood with tea and blankets,” the harbour master said.",
    "The council of Millbrook passed the budget after a debate of nine hours.",
    "Farmers along the lower valley moved their cattle to the hills.",
    "ASHFORD (AP) –",
    "(Reuters)",
    "© 2012 The Ashford Gazette",
    "Correction: an earlier version of this article misstated the number of passengers.",
    "洪水が町を襲った。",
    "\u{202e}\u{200b}\0",
];

/// The background of news takes the time of a clusterer that lives briefly.
fn settings(bytes: &mut Unstructured<'_>) -> Result<Config> {
    Ok(Config {
        background_articles: 0.0,
        backgrounds: Backgrounds::none(),
        min_live: 1,
        max_live: bytes.int_in_range(1..=12)?,
        find_copies: false,
        ..Config::default()
    })
}

fn text(bytes: &mut Unstructured<'_>, most: usize) -> Result<String> {
    let mut text = String::new();
    for _ in 0..bytes.int_in_range(0..=most)? {
        match bytes.int_in_range(0..=9)? {
            0 => text.push_str(bytes.arbitrary::<&str>()?),
            1 => text.push_str("\n\n"),
            2 => text.push_str(&bytes.arbitrary::<i16>()?.to_string()),
            _ => text.push_str(bytes.choose(SENTENCES)?),
        }
        text.push(' ');
    }
    Ok(text)
}

fn time(bytes: &mut Unstructured<'_>) -> Result<Option<Published>> {
    let seconds = match bytes.int_in_range(0..=5)? {
        0 => return Ok(None),
        1 => bytes.arbitrary::<i64>()?,
        2 => return Ok(format!("2012-10-{:02}", bytes.int_in_range(1..=31)?).parse().ok()),
        _ => 1_351_500_000 + i64::from(bytes.arbitrary::<i16>()?) * 60,
    };
    Ok(Published::at_second(seconds).ok())
}

fn article(bytes: &mut Unstructured<'_>, at: usize) -> Result<Option<Article>> {
    let mut builder = Article::builder(at.to_string()).title(text(bytes, 2)?).body(text(bytes, 8)?);
    if bytes.arbitrary()? {
        builder = builder.source(*bytes.choose(&["Gazette", "AP", "nytimes.com", " ", "\u{202e}"])?);
    }
    if bytes.arbitrary()? {
        let urls = ["http://x.example/a", "https://www.x.example/a?utm_source=b", "javascript:x", "//", ""];
        builder = builder.url(*bytes.choose(&urls)?);
    }
    if let Some(time) = time(bytes)? {
        builder = builder.published(time);
    }
    Ok(builder.build().ok())
}

fn observation(bytes: &mut Unstructured<'_>) -> Result<Observation> {
    let name = |bytes: &mut Unstructured<'_>| {
        Ok(*bytes.choose(&[None, Some("a"), Some("http://x.example/b?id=1"), Some("javascript:alert(1)")])?)
    };
    Ok(Observation {
        id: name(bytes)?.map(str::to_owned),
        url: name(bytes)?.map(str::to_owned),
        time: time(bytes)?,
        number: bytes.arbitrary()?,
        reported_changes: bytes.arbitrary()?,
        after: bytes.arbitrary::<Option<u64>>()?.map(|seconds| samestory::versions::Elapsed { seconds }),
        title: text(bytes, 2)?,
        text: text(bytes, 6)?,
        ..Observation::default()
    })
}

fn run(data: &[u8], operations: impl FnOnce(&mut Unstructured<'_>) -> Result<()>) {
    // a sequence ends where the bytes do
    let _ = operations(&mut Unstructured::new(data));
}

/// Articles come, leave and expire.
pub fn clusterer(data: &[u8]) {
    run(data, |bytes| {
        let mut clusterer = Clusterer::new(settings(bytes)?).expect("the settings are valid");
        let mut known = Vec::new();
        for at in 0..MAX_OPERATIONS {
            match bytes.int_in_range(0..=7)? {
                0 if !known.is_empty() => {
                    clusterer.remove(bytes.choose::<String>(&known)?);
                }
                _ => {
                    let Some(article) = article(bytes, at)? else { continue };
                    let done = clusterer.insert(&article);
                    assert!(clusterer.story_of(&article.id) == Some(done.story));
                    known.push(article.id);
                }
            }
            assert_eq!(clusterer.validate(), Ok(()));
        }
        Ok(())
    });
}

/// Articles and new states of them come, copies and versions among them.
pub fn traced(data: &[u8]) {
    run(data, |bytes| {
        let config = Config { find_copies: true, ..settings(bytes)? };
        let mut clusterer = Clusterer::new(config).expect("the settings are valid");
        let mut history = StoryHistory::default();
        for at in 0..MAX_OPERATIONS {
            let Some(article) = article(bytes, at)? else { continue };
            let done = clusterer.insert(&article);
            assert_eq!(clusterer.validate(), Ok(()));
            assert!(clusterer.story(done.story).is_some());
            history.record(done);
        }
        let _ = history.stories();
        Ok(())
    });
}

/// Articles come to be searched for copies, and expire.
pub fn copies(data: &[u8]) {
    run(data, |bytes| {
        let mut config = CopyConfig::default();
        config.max_articles = bytes.int_in_range(1..=20)?;
        config.max_links = bytes.int_in_range(1..=3)?;
        let most = 2 * config.max_links;
        let mut finder = CopyFinder::new(config).expect("the settings are valid");
        let mut articles: Vec<Option<Article>> = Vec::new();
        for at in 0..MAX_OPERATIONS {
            if bytes.int_in_range(0..=9)? == 0 {
                finder.expire_before(time(bytes)?.map_or(i64::MAX, |time| time.seconds()));
            }
            let article = article(bytes, at)?;
            if let Some(article) = &article {
                let found = finder.insert(ArticleId(at as u32), article);
                assert!(found.copies.len() <= most && found.quotes.len() <= most);
                for link in &found.copies {
                    assert!((0.0..=1.0).contains(&link.confidence) && link.first < link.second);
                    let first = articles[link.first.index()].as_ref().expect("an article that came before");
                    for sentence in &link.overlap.sentences {
                        assert!(!sentence.first.of(&first.body).is_empty());
                        assert!(!sentence.second.of(&article.body).is_empty());
                    }
                }
            }
            articles.push(article);
            assert_eq!(finder.validate(), Ok(()));
        }
        Ok(())
    });
}

/// Observations come, versions are forgotten; histories are compared and shown.
pub fn versions(data: &[u8]) {
    run(data, |bytes| {
        let mut log = VersionLog::new();
        if bytes.arbitrary()? {
            log = log.keep(bytes.int_in_range(0..=4)?);
        }
        let mut shown = Ok(());
        for _ in 0..MAX_OPERATIONS {
            shown = observe(bytes, &mut log);
            if shown.is_err() {
                break;
            }
        }
        let histories: Vec<&History> = log.histories().iter().collect();
        let mut info = FeedInfo::new("Changes", "all");
        info.url = histories.first().and_then(|history| history.url()).map(str::to_owned);
        let feed = atom_feed(&info, histories.iter().copied());
        assert!(!feed.contains("href=\"javascript") && feed.ends_with("</feed>\n"));
        for history in &histories {
            let page = html_page(history, &PageInfo::default());
            assert!(!page.contains("href=\"javascript") && page.ends_with("</html>\n"));
            let changes: Vec<TextChange> = changes(history).map(|(.., change)| change).collect();
            assert_eq!(changes.len() + 1, history.versions().len());
        }
        let pages: Vec<(String, &History)> =
            histories.iter().map(|&h| (h.current().title.clone(), h)).collect();
        let _ = html_index(&pages, &PageInfo::default());
        shown
    });
}

fn observe(bytes: &mut Unstructured<'_>, log: &mut VersionLog) -> Result<()> {
    if bytes.int_in_range(0..=9)? == 0
        && let Some(time) = time(bytes)?
    {
        log.forget_before(time);
    } else {
        log.observe(&observation(bytes)?);
    }
    assert_eq!(log.validate(), Ok(()));
    Ok(())
}
