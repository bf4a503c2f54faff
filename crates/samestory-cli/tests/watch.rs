//! Feeds of a server on this machine, polled by the command.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli::{Folder, run};

/// A request: its path, and its headers in small letters.
type Request = (String, String);

/// A server of feeds. `answer` says what is sent for the n-th request of a path: a whole HTTP response.
struct Server {
    address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    fn start(answer: impl Fn(&str, usize) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        // the thread ends with the test
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &seen, &answer);
            }
        });
        Self { address, requests }
    }

    fn requests_of(&self, path: &str) -> Vec<String> {
        let requests = self.requests.lock().expect("no panic");
        requests.iter().filter(|(known, _)| known == path).map(|(_, headers)| headers.clone()).collect()
    }

    fn wait_for(&self, path: &str, count: usize) {
        let begun = Instant::now();
        while self.requests_of(path).len() < count {
            assert!(begun.elapsed() < Duration::from_secs(60), "{path} was not asked for {count} times");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, answer: &impl Fn(&str, usize) -> String) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let path = head.split(' ').nth(1).expect("a path").to_owned();
    let number = {
        let mut seen = seen.lock().expect("no panic");
        seen.push((path.clone(), head.to_ascii_lowercase()));
        seen.iter().filter(|(known, _)| *known == path).count()
    };
    let _ = stream.write_all(answer(&path, number).as_bytes());
}

fn response(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn feed(items: &[(&str, &str)]) -> String {
    let item = |(id, title): &(&str, &str)| {
        format!(
            "<item><title>{title}</title><link>https://x.example/{id}</link><description>{title}, officials said on Monday.</description></item>"
        )
    };
    format!(
        "<rss version='2.0'><channel><title>Gazette</title>{}</channel></rss>",
        items.iter().map(item).collect::<String>()
    )
}

/// A run that is ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn feeds_are_polled_into_a_stream() {
    let server = Server::start(|path, number| match (path, number) {
        ("/a", 1) => response(
            "200 OK",
            "ETag: \"v1\"\r\nLast-Modified: Mon, 04 Nov 2024 08:00:00 GMT\r\n",
            &feed(&[("1", "Orvin dam gives way")]),
        ),
        ("/a", 2) => response("304 Not Modified", "", ""),
        ("/a", _) => response(
            "200 OK",
            "ETag: \"v2\"\r\n",
            &feed(&[("2", "Orvin dam breaks"), ("1", "Orvin dam gives way")]),
        ),
        ("/b", 1) => response("503 Service Unavailable", "Retry-After: 2\r\n", ""),
        ("/b", _) => response("200 OK", "", &feed(&[("3", "Giants win series")])),
        ("/gone", _) => response("410 Gone", "", ""),
        _ => response("404 Not Found", "", ""),
    });
    let folder = Folder::new("watch");
    let outline = |path: &str| format!("<outline type='rss' text='x' xmlUrl='{}{path}'/>", server.address);
    let list = format!(
        "<opml><body><outline text='all'>{}{}{}</outline></body></opml>",
        outline("/a"),
        outline("/b"),
        outline("/gone")
    );
    let mut child = Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(["watch", &folder.file("feeds.opml", list), "--every", "1s"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary");
    let (out, mut err) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
    let mut running = Running(child);
    let lines: Vec<Value> = BufReader::new(out)
        .lines()
        .take(3)
        .map(|line| serde_json::from_str(&line.expect("UTF-8")).expect("JSON"))
        .collect();
    server.wait_for("/a", 4);
    let _ = running.0.kill();
    let mut messages = String::new();
    err.read_to_string(&mut messages).expect("UTF-8");
    let mut ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().expect("id")).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["https://x.example/1", "https://x.example/2", "https://x.example/3"]);
    assert!(lines.iter().all(|line| line["story"].is_string() && line["outcome"].is_string()), "{lines:?}");
    let asked = server.requests_of("/a");
    assert!(!asked[0].contains("if-none-match"), "{}", asked[0]);
    assert!(
        asked[1].contains("if-none-match: \"v1\"") && asked[1].contains("if-modified-since: mon, 04 nov"),
        "{}",
        asked[1]
    );
    assert!(asked[3].contains("if-none-match: \"v2\""), "{}", asked[3]);
    assert_eq!(server.requests_of("/gone").len(), 1);
    assert!(messages.contains("/gone: the server says 410 Gone; it is not asked for again"), "{messages}");
    assert!(
        messages.contains("/b: the server says 503 Service Unavailable; it is asked for again in 2 s"),
        "{messages}"
    );
}

#[test]
fn each_feed_is_polled_once_if_that_is_asked_for() {
    let server = Server::start(|path, _| match path {
        "/a" => response("200 OK", "", &feed(&[("1", "Orvin dam gives way")])),
        _ => response("500 Internal Server Error", "", ""),
    });
    let (good, bad) = (format!("{}/a", server.address), format!("{}/b", server.address));
    let ran = run(&["watch", &bad, &good, "--once", "--format", "csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    assert!(ran.err.contains(&format!("{bad}: the server says 500")), "{}", ran.err);
    let ran = run(&["watch", &bad, "--once"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert_eq!(run(&["watch", &good, "--every", "soon"]).code, 2);
}

#[test]
fn a_page_is_no_feed() {
    let page = "<!DOCTYPE html>\n<html><head><title>Gazette</title></head><body><h1>Front</h1><p>Much news.</p></body></html>";
    let server = Server::start(move |path, _| match path {
        "/page" => response("200 OK", "Content-Type: text/html\r\n", page),
        _ => response("200 OK", "", &feed(&[("1", "Orvin dam gives way")])),
    });
    let folder = Folder::new("watch-page");
    let list = folder.file("feeds", format!("{0}/page\nfeed:{0}/a\n", server.address));
    let ran = run(&["watch", &list, "--once"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}", ran.err);
    assert!(ran.err.contains("/page: it is a web page and no feed"), "{}", ran.err);
}

#[test]
#[cfg(all(unix, feature = "serve"))]
fn a_server_polls_feeds_into_its_stream() {
    let server = Server::start(|path, number| match (path, number) {
        ("/a", 1) => response("200 OK", "ETag: \"v1\"\r\n", &feed(&[("1", "Orvin dam gives way")])),
        ("/a", 3) => response(
            "200 OK",
            "ETag: \"v2\"\r\n",
            &feed(&[("2", "Orvin dam breaks"), ("1", "Orvin dam gives way")]),
        ),
        ("/a", _) => response("304 Not Modified", "", ""),
        ("/b", 1) => response("503 Service Unavailable", "", ""),
        ("/b", _) => response("200 OK", "", &feed(&[("3", "Giants win series")])),
        // it never answers, and nobody waits for it
        _ => {
            std::thread::sleep(Duration::from_secs(2));
            String::new()
        }
    });
    let folder = Folder::new("serve-watch");
    let outline = |path: &str| format!("<outline type='rss' text='x' xmlUrl='{}{path}'/>", server.address);
    let list = folder.file("feeds.opml", format!("<opml><body>{}</body></opml>", outline("/a")));
    let (b, state) = (format!("{}/b", server.address), folder.path("news.state"));
    let args = ["--state", &state, "--watch", &list, "--watch", &b, "--every", "1s"];
    let serving = crate::serve::Server::start(&args);
    let found = |serving: &crate::serve::Server, of: usize| {
        let begun = Instant::now();
        loop {
            let listed = serving.ask("GET", "/v1/stories", "");
            let articles: usize = listed["stories"].as_array().map_or(0, |stories| {
                stories.iter().map(|story| story["articles"].as_array().map_or(0, Vec::len)).sum()
            });
            if articles == of {
                return listed;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{listed}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let listed = found(&serving, 3);
    assert_eq!(listed["found"], 2, "{listed}");
    let asked = server.requests_of("/a");
    assert!(!asked[0].contains("if-none-match") && asked[1].contains("if-none-match: \"v1\""), "{asked:?}");
    let (code, said) = serving.stop("-TERM");
    assert_eq!(code, Some(0));
    assert!(said.contains("/b: the server says 503") && said.contains("asked for again in 1 s"), "{said}");
    // what came is in the state, and is no news
    let serving = crate::serve::Server::start(&args);
    server.wait_for("/a", asked.len() + 2);
    found(&serving, 3);
    assert_eq!(serving.stop("-INT").0, Some(0));

    let args = ["serve", "--watch", &folder.file("none.opml", "<opml><body></body></opml>")];
    let ran = run(&args);
    assert!(ran.code == 1 && ran.err.contains("the lists name no feeds"), "{}", ran.err);
}

#[test]
fn feeds_that_cannot_be_read_replace_nothing() {
    let server = Server::start(|path, _| match path {
        "/a" => response("503 Service Unavailable", "", ""),
        "/empty" => response("200 OK", "", " \n"),
        _ => response("200 OK", "", &feed(&[("3", "Giants win series")])),
    });
    let folder = Folder::new("watch-old");
    let out = folder.file("out", "old");
    for format in ["jsonl", "csv"] {
        let watch = |path: &str| {
            run(&["watch", &format!("{}{path}", server.address), "--once", "-f", format, "-o", &out])
        };
        let ran = watch("/a");
        assert!(ran.code == 1 && ran.err.contains("no feed could be read"), "{}", ran.err);
        let empty = watch("/empty");
        assert!(empty.code == 1 && empty.err.contains("/empty: the server sends nothing"), "{}", empty.err);
        assert_eq!(folder.read("out"), "old");
        assert_eq!(watch("/b").code, 0);
        assert!(folder.read("out").contains("https://x.example/3"));
        folder.file("out", "old");
    }
}
