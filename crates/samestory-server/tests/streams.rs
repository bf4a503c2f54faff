//! Changes as they come, and streams that go on in a later run.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use samestory::{Clusterer, Config};
use samestory_server::LiveStories;
use samestory_server::http::HttpOptions;
use serde_json::Value;

use crate::client::{Server, sample};

/// An open stream of events.
struct Listener(BufReader<TcpStream>);

#[derive(Debug, PartialEq)]
struct Event {
    id: String,
    kind: String,
    data: Value,
}

impl Listener {
    fn new(server: &Server, path: &str, seen: Option<&str>) -> Self {
        let mut stream = server.connect();
        let seen = seen.map(|seen| format!("Last-Event-ID: {seen}\r\n")).unwrap_or_default();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{seen}\r\n", server.address);
        stream.write_all(request.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    /// The next event; none at the end.
    fn next(&mut self) -> Option<Event> {
        let (mut id, mut kind, mut line) = (String::new(), String::new(), String::new());
        loop {
            line.clear();
            if self.0.read_line(&mut line).unwrap_or(0) == 0 {
                return None;
            }
            if let Some(text) = line.strip_prefix("id: ") {
                id = text.trim_end().to_owned();
            } else if let Some(text) = line.strip_prefix("event: ") {
                kind = text.trim_end().to_owned();
            } else if let Some(text) = line.strip_prefix("data: ") {
                return Some(Event { id, kind, data: serde_json::from_str(text).unwrap() });
            }
        }
    }

    fn take(&mut self, count: usize) -> Vec<Event> {
        (0..count).map(|_| self.next().unwrap()).collect()
    }
}

#[test]
fn a_listener_hears_all_changes_and_goes_on_where_it_was() {
    let server = Server::start();
    let mut first = Listener::new(&server, "/v1/events", None);
    server.post("/v1/articles", &sample()).ok();
    let changes = server.get("/v1/changes").ok();
    let all = changes["changes"].as_array().unwrap();
    let heard = first.take(all.len());
    for (event, change) in heard.iter().zip(all) {
        assert_eq!((&event.data, event.kind.as_str()), (change, "change"));
        assert_eq!(event.id, change["cursor"].as_str().unwrap());
    }
    // one that was away hears the rest, however it says where it was
    let seen = heard[99].id.as_str();
    for mut again in [
        Listener::new(&server, "/v1/events", Some(seen)),
        Listener::new(&server, &format!("/v1/events?since={seen}"), None),
        Listener::new(&server, "/v1/events?since=2a-0", Some(seen)),
    ] {
        assert_eq!(again.take(all.len() - 100), heard[100..]);
    }
    // a cursor of another stream: the stories are to be read again
    let mut lost = Listener::new(&server, "/v1/events", Some("99-3"));
    let reset = lost.next().unwrap();
    assert_eq!((reset.kind.as_str(), reset.id.as_str()), ("reset", changes["cursor"].as_str().unwrap()));
    assert_eq!(server.get("/v1/changes?since=99-3").error(410), "cursor_gone");
    assert_eq!(server.get("/v1/changes?since=2a-99999").error(410), "cursor_gone");
    // all end when the server stops
    server.stop();
    assert_eq!((first.next(), lost.next()), (None, None));
}

#[test]
fn changes_come_in_pages() {
    let server = Server::start();
    server.post("/v1/articles", &sample()).ok();
    let all = server.get("/v1/changes").ok();
    let (mut since, mut read) = ("2a-0".to_owned(), Vec::new());
    loop {
        let page = server.get(&format!("/v1/changes?limit=50&since={since}")).ok();
        read.extend(page["changes"].as_array().unwrap().clone());
        since = page["cursor"].as_str().unwrap().to_owned();
        if page["more"] == false {
            break;
        }
    }
    assert_eq!(&read, all["changes"].as_array().unwrap());
    assert_eq!(server.get("/v1/changes?limit=5000").error(400), "bad_request");
}

#[test]
fn a_stream_that_was_saved_goes_on_with_its_cursors() {
    let text = sample();
    let lines: Vec<&str> = text.lines().collect();
    let (before, after) = lines.split_at(100);
    let paths = ["/v1/stories", "/v1/changes", "/v1/stories/s7", "/v1/articles/chicago-algiers-ap"];

    let whole = Server::start();
    for part in [before, after] {
        whole.post("/v1/articles", &part.join("\n")).ok();
    }
    let first = Server::start();
    first.post("/v1/articles", &before.join("\n")).ok();
    let live = first.stop();
    let (mut beside, clusterer) = (Vec::new(), serde_json::to_vec(live.clusterer()).unwrap());
    live.save_beside(&mut beside).unwrap();
    let clusterer: Clusterer = serde_json::from_slice(&clusterer).unwrap();
    let second = Server::of(LiveStories::restore(clusterer, &beside).unwrap(), HttpOptions::default());
    second.post("/v1/articles", &after.join("\n")).ok();
    for path in &paths[..3] {
        assert_eq!(second.get(path).body, whole.get(path).body, "{path}");
    }
    // what a score was made of is not saved
    let [own, other] = [&second, &whole].map(|server| server.get(paths[3]).ok());
    assert_eq!((&own["article"], &own["assignment"]), (&other["article"], &other["assignment"]));
}

#[test]
fn a_state_of_the_command_is_taken_without_what_is_beside_it() {
    let mut clusterer = Clusterer::new(Config::default()).unwrap();
    for record in samestory_formats::JsonLines::new(sample().as_bytes()) {
        clusterer.insert(&record.unwrap().article);
    }
    let mut live = LiveStories::new(clusterer, 0x2a);
    live.validate().unwrap();
    let server = Server::of(live, HttpOptions::default());
    let article = server.get("/v1/articles/chicago-algiers-ap").ok();
    assert!(article["article"]["text"].as_str().unwrap().len() > 100 && article["assignment"].is_null());
    assert!(server.get("/v1/stories/chicago-algiers-ap").ok()["sources"].as_array().unwrap().len() > 2);
}

#[test]
fn articles_whose_time_is_over_leave() {
    let config = Config { window_days: 3.0, min_live: 1, max_live: 60, ..Config::default() };
    let server = Server::of(Server::empty(config), HttpOptions::default());
    server.post("/v1/articles", &sample()).ok();
    let found = server.get("/v1/stories?limit=500").ok();
    let changes = server.get("/v1/changes").ok();
    let of_kind = |kind: &str| {
        changes["changes"].as_array().unwrap().iter().filter(|change| change["type"] == kind).count()
    };
    assert!(of_kind("ended") > 10, "{}", of_kind("ended"));
    let mut live = server.stop();
    live.validate().unwrap();
    assert_eq!(live.clusterer().live_stories() as u64, found["found"].as_u64().unwrap());
    assert!(live.clusterer().live_articles() <= 60);
}
