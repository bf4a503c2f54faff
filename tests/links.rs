//! Pages and feeds link to http and https addresses only, as a reader of feeds sees them.

use samestory::versions::{History, Observation};
use samestory_report::{FeedInfo, PageInfo, atom_feed, html_index, html_page};

use crate::any_text::text;
use crate::support::property;

fn history(url: &str, title: &str) -> History {
    let seen = |text: &str, day: &str| Observation {
        id: Some("a".to_owned()),
        url: Some(url.to_owned()),
        source: Some("Gazette".to_owned()),
        time: day.parse().ok(),
        title: title.to_owned(),
        text: text.to_owned(),
        ..Observation::default()
    };
    let mut history = History::new(&seen("Ten people died. It rained.", "2012-10-11"));
    history.observe(&seen("Twelve people died. It rained.", "2012-10-12"));
    history
}

/// The links of a feed, as a reader of feeds finds them; it resolves none.
fn links(feed: &str) -> Vec<String> {
    let read = feed_rs::parser::parse(feed.as_bytes()).expect("a feed");
    assert_eq!(read.entries.len(), 1);
    assert!(read.entries[0].updated.is_some() && read.entries[0].content.is_some());
    read.links
        .into_iter()
        .chain(read.entries.into_iter().flat_map(|entry| entry.links))
        .map(|link| link.href)
        .collect()
}

fn is_web(link: &str) -> bool {
    let scheme = link.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

const NOT_LINKS: &[&str] = &[
    "javascript:alert(document.domain)//",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//x.example/a",
    "/a",
    "a.html",
    "x.example/a",
    "http:",
    "http://",
    "http://\" onclick=\"alert(1)",
];

#[test]
fn other_addresses_are_text() {
    for url in NOT_LINKS {
        let history = history(url, "Flood");
        let mut info = FeedInfo::new("Changes", "all");
        info.url = Some((*url).to_owned());
        assert_eq!(links(&atom_feed(&info, [&history])), Vec::<String>::new(), "{url}");
        let page_info =
            PageInfo { feed: Some((*url).to_owned()), index: Some((*url).to_owned()), ..PageInfo::default() };
        for page in
            [html_page(&history, &page_info), html_index(&[((*url).to_owned(), &history)], &page_info)]
        {
            for part in page.split("href=\"").skip(1) {
                let target = part.split('"').next().unwrap();
                assert!(!target.contains(':') && !target.starts_with("//"), "{url}: {target}");
            }
            assert!(!page.contains("onclick=\"") && !page.contains("<script"), "{url}");
        }
    }
}

#[test]
fn web_addresses_are_links() {
    for url in ["http://x.example/a?b=1&c=<2>", "HTTPS://x.example/", "http://x.example:8080/ä#b"] {
        let url = url.replace("<2>", "2");
        let history = history(&url, "Flood");
        let mut info = FeedInfo::new("Changes", "all");
        info.url = Some("https://feeds.example/all.atom".to_owned());
        let links = links(&atom_feed(&info, [&history]));
        assert_eq!(links.len(), 2, "{url}");
        assert!(links.iter().all(|link| is_web(link)), "{links:?}");
        assert!(html_page(&history, &PageInfo::default()).contains("class=\"url\""));
    }
}

#[test]
fn any_address_leaves_a_feed_that_can_be_read() {
    proptest::proptest!(property("any_address", 200), |(url in text(), title in text(), prefix in 0..3)| {
        let url = ["", "http://", "https://x.example/"][prefix as usize].to_owned() + &url;
        let history = history(&url, &title);
        let mut info = FeedInfo::new(&title, &title);
        info.url = Some(url.clone());
        for link in links(&atom_feed(&info, [&history])) {
            proptest::prop_assert!(is_web(&link), "{}", link);
        }
    });
}
