//! A server that is started, stopped and started again by the command.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::cli::{Folder, SMALL, run};

/// A server in a process of its own.
pub(crate) struct Server {
    process: Child,
    address: String,
    /// What was said before the address.
    said: String,
    messages: BufReader<std::process::ChildStderr>,
}

impl Server {
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_samestory"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(args)
            .env_remove("SAMESTORY_TOKEN")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary");
        let mut messages = BufReader::new(process.stderr.take().expect("a pipe"));
        // a feed that is watched may be polled, and warned of, before
        let (mut said, mut line) = (String::new(), String::new());
        let address = loop {
            assert!(messages.read_line(&mut line).expect("a message") > 0, "no address: {said}");
            if let Some(address) = line.trim().strip_prefix("note: listening at http://") {
                break address.trim_end_matches('/').to_owned();
            }
            said.push_str(&std::mem::take(&mut line));
        };
        Self { process, address, said, messages }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let mut stream = TcpStream::connect(&self.address).expect("a server");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("a server that listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
        serde_json::from_str(body).expect("JSON")
    }

    /// Stops it by a signal; its code and what else it said.
    pub(crate) fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill").success());
        let mut said = std::mem::take(&mut self.said);
        self.messages.read_to_string(&mut said).expect("messages");
        (self.process.wait().expect("an end").code(), said)
    }
}

#[test]
#[cfg(unix)]
fn what_was_answered_is_there_after_a_stop() {
    let folder = Folder::new("serve-state");
    let (file, state) = (folder.file("in.jsonl", SMALL), folder.path("news.state"));
    let server = Server::start(&["--state", &state, &file]);
    let more = r#"{"id": "f", "title": "Clinton and Bouteflika speak of Mali in Algiers", "lang": "en", "author": "A. Reporter"}"#;
    let cursor = server.ask("POST", "/v1/articles", more)["cursor"].clone();
    server.ask("POST", "/v1/corrections", r#"{"same": ["a", "f"], "by": "desk"}"#);
    assert_eq!(server.stop("-TERM"), (Some(0), String::new()));

    let server = Server::start(&["--state", &state]);
    let own = server.ask("GET", "/v1/articles/f", "");
    assert_eq!(own["article"]["author"], "A. Reporter");
    assert_eq!(own["story"], server.ask("GET", "/v1/articles/a", "")["story"]);
    assert_eq!(server.ask("GET", "/v1/corrections", "")["corrections"][0]["correction"]["by"], "desk");
    let changes = server.ask("GET", &format!("/v1/changes?since={}", cursor.as_str().expect("a cursor")), "");
    assert_eq!(changes["changes"][0]["type"], "corrected");
    assert_eq!(server.stop("-INT"), (Some(0), String::new()));

    // the stream goes on in another command, and comes back
    let one =
        folder.file("one.jsonl", "{\"id\":\"g\",\"title\":\"Clinton asks Algiers for help in Mali\"}\n");
    run(&["cluster", &one, "--mode", "stream", "--live", "--format", "jsonl", "--state", &state]).quiet();
    let server = Server::start(&["--state", &state]);
    let stories = server.ask("GET", "/v1/stories?text=algiers", "");
    assert!(stories["stories"][0]["articles"].to_string().contains("\"g\""), "{stories}");
    assert_eq!(server.stop("-TERM"), (Some(0), String::new()));
}

#[test]
#[cfg(unix)]
fn a_server_that_is_killed_goes_on_from_what_was_saved() {
    let folder = Folder::new("serve-killed");
    let (file, state) = (folder.file("in.jsonl", SMALL), folder.path("news.state"));
    let server = Server::start(&["--state", &state, "--save-every", "1s", &file]);
    let wait_for = |is_written: &dyn Fn(&[u8]) -> bool| {
        (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            std::fs::read(&state).is_ok_and(|bytes| is_written(&bytes))
        })
    };
    assert!(wait_for(&|_| true), "the state of the files");
    let before = std::fs::read(&state).unwrap();
    server.ask(
        "POST",
        "/v1/articles",
        r#"{"id": "f", "title": "Clinton and Bouteflika speak of Mali in Algiers"}"#,
    );
    assert!(wait_for(&|now| now != before), "the state with what came");
    let (code, said) = server.stop("-KILL");
    assert_eq!((code, said.as_str()), (None, ""));
    assert_eq!(std::fs::read_dir(folder.path("")).unwrap().count(), 2, "nothing unfinished is left");

    let server = Server::start(&["--state", &state]);
    let stories = ["a", "f"].map(|id| server.ask("GET", &format!("/v1/articles/{id}"), "")["story"].clone());
    assert_eq!(stories[0], stories[1]);
    assert_eq!(server.stop("-TERM"), (Some(0), String::new()));
}

#[test]
#[cfg(unix)]
fn a_state_that_another_run_has_written_is_not_replaced() {
    let folder = Folder::new("serve-taken");
    let (file, state) = (folder.file("in.jsonl", SMALL), folder.path("news.state"));
    let server = Server::start(&["--state", &state, "--save-every", "1s", &file]);
    server.ask("GET", "/v1/health", "");
    std::fs::write(&state, "of another run").unwrap();
    std::thread::sleep(Duration::from_secs(3));
    let (code, said) = server.stop("-TERM");
    assert_eq!(code, Some(1));
    assert!(said.matches("another run has written").count() >= 2, "{said}");
    assert_eq!(std::fs::read_to_string(&state).unwrap(), "of another run");
}

#[test]
#[cfg(unix)]
fn a_state_that_cannot_be_written_is_named() {
    let folder = Folder::new("serve-gone");
    std::fs::create_dir(folder.path("states")).unwrap();
    let (file, state) = (folder.file("in.jsonl", SMALL), folder.path("states/news.state"));
    let server = Server::start(&["--state", &state, &file]);
    server.ask("GET", "/v1/health", "");
    std::fs::remove_dir_all(folder.path("states")).unwrap();
    let (code, said) = server.stop("-TERM");
    assert!(code == Some(1) && said.contains(&format!("{state}: cannot be written")), "{said}");
}

#[test]
fn other_machines_need_a_token() {
    let refused = run(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("--token, or SAMESTORY_TOKEN in the environment, is needed"),
        "{}",
        refused.err
    );
    let short = run(&["serve", "--token", "short"]);
    assert!(
        short.code == 2 && short.err.contains("--token: a token has 16 characters or more"),
        "{}",
        short.err
    );
    let missing = run(&["serve", "--listen", "127.0.0.1:0", "no-such-file"]);
    assert!(missing.code == 1 && missing.err.contains("no-such-file"), "{}", missing.err);
    let stdout = run(&["serve", "--state", "-"]);
    assert!(stdout.code == 2 && stdout.err.contains("--state needs a file"), "{}", stdout.err);
}

#[test]
#[cfg(not(feature = "mcp"))]
fn a_command_that_was_left_out_says_so() {
    let left_out = run(&["mcp", "news.jsonl", "--state", "x"]);
    assert_eq!(left_out.code, 2);
    assert!(left_out.err.contains("this samestory was built without \"mcp\""), "{}", left_out.err);
}
