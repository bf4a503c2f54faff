//! What is refused, and what a client that breaks off leaves behind.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use samestory::Config;
use samestory_server::http::{HttpOptions, Token};

use crate::client::Server;

const TOKEN: &str = "correct-horse-battery-staple";

fn with(change: impl FnOnce(&mut HttpOptions)) -> Server {
    let mut options = HttpOptions::default();
    change(&mut options);
    Server::of(Server::empty(Config::default()), options)
}

#[test]
fn a_bad_record_costs_none_of_the_others() {
    let server = Server::start();
    let body = "{\"id\": 1, \"title\": \"Bridge closes\"}\n{\"id\": 2}\nnonsense\n{\"id\": 3, \"title\": \"Ferry sinks\", \"published\": \"soon\"}\n";
    let taken =
        server.request("POST", "/v1/articles", &[("content-type", "application/x-ndjson")], body).ok();
    let results = taken["results"].as_array().unwrap();
    assert_eq!(
        (taken["accepted"].as_u64(), taken["rejected"].as_u64(), results.len()),
        (Some(2), Some(2), 4)
    );
    assert_eq!(results[0]["assignment"]["id"], "1");
    assert_eq!(
        (&results[1]["error"]["code"], &results[1]["error"]["line"]),
        (&"bad_record".into(), &2.into())
    );
    assert_eq!(results[2]["line"], 3);
    assert_eq!(results[3]["assignment"]["outcome"], "new_story");
    assert!(results[3]["warnings"][0].as_str().unwrap().contains("\"soon\" is no date"), "{}", results[3]);
    let none = server.post("/v1/articles", "{\"id\": 9}");
    assert_eq!((none.status, none.json()["rejected"].as_u64()), (422, Some(1)));
    assert_eq!(server.stop().clusterer().live_articles(), 2);
}

#[test]
fn the_same_article_again_changes_nothing() {
    let server = Server::start();
    let line = r#"{"id": "a", "title": "Bridge closes", "text": "The old bridge closed on Monday."}"#;
    let first = server.post("/v1/articles", line).ok();
    let again = server.post("/v1/articles", line).ok();
    assert_eq!(again["results"][0]["assignment"]["outcome"], "unchanged");
    assert_eq!(again["cursor"], first["cursor"]);
    assert_eq!(server.stop().clusterer().live_articles(), 1);
}

#[test]
fn bodies_that_are_no_use_are_refused() {
    let server = with(|options| options.max_body = 1000);
    assert_eq!(server.post("/v1/articles", "").error(400), "bad_request");
    assert_eq!(server.post("/v1/articles", "<html>").error(400), "bad_request");
    assert_eq!(server.post("/v1/articles", &"x".repeat(1001)).error(413), "body_too_long");
    let chunked = format!(
        "POST /v1/articles HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n",
        server.address,
        format!("190\r\n{}\r\n", "x".repeat(400)).repeat(3)
    );
    assert_eq!(server.send(chunked.as_bytes()).error(413), "body_too_long");
    for kind in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let refused = server.request("POST", "/v1/articles", &[("Content-Type", kind)], "{}");
        assert_eq!(refused.error(415), "unsupported_type");
    }
    let packed = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")];
    assert_eq!(server.request("POST", "/v1/articles", &packed, "{}").error(415), "unsupported_encoding");
    for nonsense in ["GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n"] {
        let reply = server.send(nonsense.as_bytes());
        assert!(matches!(reply.status, 0 | 400 | 505), "{nonsense:?}: {reply:?}");
    }
    assert_eq!(server.get("/v1/health").ok()["status"], "ok");
    assert_eq!(server.stop().clusterer().live_articles(), 0);
}

#[test]
fn addresses_that_are_no_text_are_refused() {
    let server = Server::start();
    for path in ["/v1/stories/%ff%fe", "/v1/articles/%ff", "/v1/stories/%ff/explain", "/stories/%ff"] {
        assert_eq!(server.get(path).error(400), "bad_request", "{path}");
    }
    assert_eq!(server.request("DELETE", "/v1/corrections/%ff", &[], "").error(400), "bad_request");
}

#[test]
fn a_client_that_breaks_off_leaves_nothing() {
    let server = Server::start();
    let head = format!(
        "POST /v1/articles HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n",
        server.address
    );
    for _ in 0..20 {
        let mut stream = server.connect();
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"[{\"id\": \"a\", \"title\": \"Bridge closes\"},").unwrap();
        drop(stream);
    }
    // one that does not read its answers
    let mut deaf = server.connect();
    for _ in 0..50 {
        deaf.write_all(
            format!("GET /v1/openapi.json HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).as_bytes(),
        )
        .unwrap();
    }
    assert_eq!(server.get("/v1/health").ok()["status"], "ok");
    drop(deaf);
    assert_eq!(server.stop().clusterer().live_articles(), 0);
}

#[test]
fn slow_bodies_keep_nobody_out() {
    let server = with(|options| options.max_requests = 4);
    let head = format!(
        "POST /v1/articles HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{{",
        server.address
    );
    let slow: Vec<_> = (0..40)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
        .collect();
    // the connections before it were taken when this one is answered
    for _ in 0..3 {
        assert_eq!(server.get("/v1/health").ok()["status"], "ok");
        server.get("/v1/stories").ok();
        server.post("/v1/articles", r#"{"id": 1, "title": "Bridge closes"}"#).ok();
        server.post("/v1/find", r#"{"text": "Bridge closes"}"#).ok();
    }
    drop(slow);
    assert_eq!(server.stop().clusterer().live_articles(), 1);
}

#[test]
fn a_server_that_is_busy_says_how_it_is() {
    let server = with(|options| options.max_requests = 0);
    assert_eq!(server.get("/v1/stories").error(503), "too_busy");
    assert_eq!(server.post("/v1/articles", r#"{"id": 1, "title": "Bridge closes"}"#).error(503), "too_busy");
    assert_eq!(server.get("/v1/health").ok()["status"], "ok");
    assert_eq!(server.get("/v1/openapi.json").status, 200);
    assert!(server.get("/v1/metrics").body.contains("samestory_refused_total 2"));
    assert_eq!(server.stop().clusterer().live_articles(), 0);
}

#[test]
fn other_sites_may_not_ask() {
    let server = Server::start();
    let rebound = server.request("GET", "/v1/stories", &[("Host", "evil.example:8420")], "");
    assert_eq!(rebound.error(403), "other_host");
    let foreign = [("Origin", "https://evil.example"), ("Content-Type", "application/json")];
    assert_eq!(server.request("POST", "/v1/articles", &foreign, "{}").error(403), "other_origin");
    let own = format!("http://{}", server.address);
    let own = [("Origin", own.as_str()), ("Content-Type", "application/json")];
    server.request("POST", "/v1/articles", &own, r#"{"id": 1, "title": "Bridge closes"}"#).ok();
}

#[test]
fn a_token_is_asked_for() {
    let server = with(|options| options.token = Some(Token::new(TOKEN).unwrap()));
    assert_eq!(server.get("/v1/health").ok()["status"], "ok");
    let refused = server.get("/v1/stories");
    assert_eq!(refused.error(401), "no_token");
    assert!(refused.head.contains("www-authenticate: Bearer"));
    let by = |token: &str| server.request("GET", "/v1/stories", &[("Authorization", token)], "");
    by(&format!("Bearer {TOKEN}")).ok();
    assert_eq!(by("Bearer correct-horse-battery-stapl").error(401), "wrong_token");
    assert_eq!(by("Basic abc").error(401), "no_token");
    // a browser shows it once, and reads with a cookie
    assert_eq!(server.get("/").error(401), "no_token");
    let entered = server.get(&format!("/?token={TOKEN}"));
    assert_eq!(entered.status, 303, "{}", entered.head);
    assert!(entered.head.contains("HttpOnly; SameSite=Strict") && entered.head.contains("location: /\r\n"));
    let cookie = format!("other=1; samestory_token={TOKEN}");
    let cookie = [("Cookie", cookie.as_str()), ("Content-Type", "application/json")];
    assert_eq!(server.request("GET", "/", &cookie, "").status, 200);
    assert_eq!(server.request("POST", "/v1/articles", &cookie, "{}").error(401), "no_token");
    assert_eq!(server.get("/?token=wrong-wrong-wrong-wrong").error(401), "wrong_token");
}

#[test]
fn a_peer_that_asks_too_often_waits() {
    let server = with(|options| options.max_rate = 5);
    let statuses: Vec<u16> = (0..14).map(|_| server.get("/v1/health").status).collect();
    assert!(statuses[..10].iter().all(|&status| status == 200), "{statuses:?}");
    let refused = server.get("/v1/health");
    if refused.status == 429 {
        assert_eq!(refused.error(429), "too_many_requests");
        assert!(refused.head.contains("retry-after: 1"));
    }
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[test]
fn nothing_that_was_answered_is_lost_when_the_server_stops() {
    let server = Server::start();
    let address = server.address;
    let clients: Vec<_> = (0..4)
        .map(|client| {
            std::thread::spawn(move || {
                let mut taken = 0;
                for at in 0.. {
                    let body = format!("{{\"id\": \"{client}-{at}\", \"title\": \"Report {at} of client {client}\"}}");
                    let request = format!(
                        "POST /v1/articles HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                        body.len()
                    );
                    let Ok(mut stream) = std::net::TcpStream::connect(address) else { break };
                    let mut answer = String::new();
                    if stream.write_all(request.as_bytes()).is_err() || stream.read_to_string(&mut answer).is_err() {
                        break;
                    }
                    match answer.starts_with("HTTP/1.1 200") {
                        true => taken += 1,
                        false => break,
                    }
                }
                taken
            })
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let begun = Instant::now();
    let mut live = server.stop();
    assert!(begun.elapsed() < Duration::from_secs(15));
    let taken: usize = clients.into_iter().map(|client| client.join().unwrap()).sum();
    assert!(taken > 0);
    assert_eq!(live.clusterer().live_articles(), taken);
    live.validate().unwrap();
}
