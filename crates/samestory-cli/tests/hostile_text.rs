//! Nothing foreign reaches a terminal raw: not from ids, dates, titles, sources, terms or file names, on stdout or on stderr.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::cli::{Folder, Ran, run};

/// Sets a terminal's title, clears it, colours it, turns and hides text.
const HOSTILE: &str = "\u{1b}]0;pwned\u{7}\u{1b}[2J\u{9b}31m\u{202e}txet\u{2066}\u{200b}\u{200d}\u{feff}\u{ad}\u{e000}\u{378}\u{2028}\r\n\terror: all is lost";

/// Whether a text holds nothing but what is seen for what it is, lines and their ends.
fn is_harmless(text: &str) -> bool {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{378}')
    };
    !text.contains(hidden)
}

fn assert_harmless(ran: &Ran, what: &str) {
    for (stream, text) in [("stdout", &ran.out), ("stderr", &ran.err)] {
        assert!(is_harmless(text), "{what}, {stream}: {text:?}");
        assert!(!text.lines().any(|line| line.starts_with("error: all is lost")), "{what}, {stream}: {text}");
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest < 9000, "{what}, {stream}: a line of {longest} characters");
    }
}

fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

#[test]
fn no_message_and_no_text_is_raw() {
    let folder = Folder::new("hostile");
    let long = "x".repeat(1 << 20);
    let hostile = |text: &str| format!("{text}{HOSTILE}");
    let body = format!(
        "The dam{HOSTILE} of Ashford{HOSTILE} held through the night, engineers said, though water stood a hand below its crest. \
        Some four hundred people{HOSTILE} slept in the gymnasium, and trucks brought “bread{HOSTILE} and blankets for everybody” from Millbrook."
    );
    let article = |id: &str, source: &str| {
        json!({"id": hostile(id), "title": hostile("The dam of Ashford"), "text": body,
        "source": hostile(source), "published": "2012-10-29", "story": hostile("s"), "url": format!("http://x.example/{id}{HOSTILE}")})
    };
    let name = format!("in\u{1b}[2J\u{202e}\n{}", "n".repeat(150));
    let input = folder.file(
        &name,
        lines(&[
            article("a", "Gazette"),
            article("b", "Herald"),
            article("b", "Herald"),
            json!({"id": long, "title": long, "text": long}),
            json!({"id": long, "title": "t"}),
            json!({"id": hostile("d")}),
            json!({"id": "e", "title": "t", "published": hostile("soon")}),
            json!({"id": "f", "title": "t", "published": long}),
            json!({"id": [hostile("g")], "title": "t"}),
            json!({"id": "h", "title": {hostile("key"): 1}}),
            json!({"id": "i", "title": true, hostile("key"): "x"}),
        ]) + &format!("{{\"id\":\"j\", \"x{HOSTILE}\n{HOSTILE}\n"),
    );
    let seen = folder.file(
        "seen.jsonl",
        lines(&[
            json!({"url": hostile("http://x.example/a"), "source": hostile("Gazette"), "time": "2012-10-29T10:00:00Z",
                "title": hostile("Ten die"), "text": format!("Ten{HOSTILE} people died. {long}")}),
            json!({"url": hostile("http://x.example/a"), "time": "2012-10-29T11:00:00Z",
                "title": hostile("Twelve die"), "text": format!("Twelve{HOSTILE} people died. {long} “{HOSTILE} all of them”")}),
            json!({"url": "http://x.example/b", "time": hostile("soon"), "title": "t"}),
        ]),
    );
    let pairs =
        folder.file("pairs.jsonl", lines(&[json!({"a": hostile("a"), "b": hostile("zz"), "same": true})]));
    let table = folder.file("table.tsv", format!("Gazette{HOSTILE}\n"));
    let kind = folder.file("kind.tsv", "Gazette\tus\tk\u{1b}[2J\t\t\n");
    let config = folder.file("config.toml", "\"x\\u001b[2J\\n\" = 1\n");
    let config2 = folder.file("config2.toml", "granularity = \"\u{1b}[2J\"\n");
    let page = folder
        .file("page.txt", format!("This article is from the source 'x{HOSTILE}' and was\nVersion{HOSTILE}"));
    let rejects = folder.path("rejects\u{1b}[2J");
    let missing = folder.path("missing\u{1b}[2J");
    let missing_page = format!("{missing}/page.html");
    let (id, gold) = (hostile("a"), input.clone());
    let commands: &[&[&str]] = &[
        &["cluster", &input, "--min-size", "1", "--rejects", &rejects],
        &["cluster", &input, "--min-size", "1", "--mode", "stream"],
        &["cluster", &input, "--min-size", "1", "--origins"],
        &["cluster", &input, "--origins", "--mode", "stream"],
        &["cluster", &input, "--strict"],
        &["cluster", &input, "--max-text-bytes", "9", "--max-nesting", "0", "--max-record-bytes", "100"],
        &["cluster", &page],
        &["cluster", &missing],
        &["cluster", &input, "-o", &format!("{missing}/x")],
        &["cluster", &input, "-o", &input],
        &["cluster", &input, "--config", &config],
        &["cluster", &input, "--config", &config2],
        &["cluster", &input, "--config", &missing],
        &["cluster", &format!("--{HOSTILE}")],
        &["cluster", "--format", HOSTILE],
        &[HOSTILE],
        &["copies", &input, "--sentences"],
        &["copies", &input, "--newsrooms", &table],
        &["copies", &input, "--newsrooms", &kind],
        &["show", &input, &id],
        &["show", &input, HOSTILE],
        &["show", &input, &id, "--families", &table],
        &["show", &input, &id, "--families", &kind],
        &["report", &input, "--html", &missing_page],
        &["report", &input, "--html", &folder.path("page.html"), "--families", &kind],
        &["similar", &input, "--id", &id],
        &["similar", &input, "--id", HOSTILE],
        &["explain", &input, &id],
        &["explain", &input, &id, &hostile("b")],
        &["explain", &input, "--story", "s0", "--origins"],
        &["explain", &input, HOSTILE],
        &["explain", &input, "--story", HOSTILE],
        &["find", &input, "--text", &body, "--list", "all"],
        &["find", &input, "--text", HOSTILE],
        &["terms", &input],
        &["terms", &input, "--id", HOSTILE],
        &["evaluate", &gold, &input],
        &["evaluate", &gold, &seen],
        &["evaluate", &seen, &seen],
        &["versions", &seen],
        &["versions", &page],
        &["versions", &input, "--rejects", &rejects],
        &["versions", &seen, "--now", HOSTILE, "--html", "x"],
        &["versions", &seen, "--html", &input],
        &["calibrate", &input, "--pairs", &pairs],
        &["calibrate", &input],
        &["config", "--config", &config],
        &["config", "--config", &config2],
    ];
    for args in commands {
        let ran = run(args);
        assert!(!ran.out.is_empty() || !ran.err.is_empty(), "{args:?}");
        assert_harmless(&ran, &args.join(" ").chars().take(60).collect::<String>());
    }
    // in files all is as it is
    let ran = run(&["cluster", &input, "--format", "jsonl"]);
    assert_eq!(ran.json_lines()[0]["id"], hostile("a"));
    assert!(run(&["cluster", &input, "--format", "csv"]).out.contains("\u{1b}]0;pwned\u{7}"));
}

/// Runs a command in a terminal of its own, with the tool of util-linux; none where there is none.
fn on_terminal(args: &[&str]) -> Option<String> {
    let quoted: Vec<String> = args.iter().map(|arg| format!("'{arg}'")).collect();
    // stderr is another matter: the progress bar moves the cursor
    let line = format!("NO_COLOR=1 '{}' {} 2>/dev/null", env!("CARGO_BIN_EXE_samestory"), quoted.join(" "));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n"))
}

#[test]
fn data_on_a_terminal_is_escaped() {
    let folder = Folder::new("terminal");
    let input =
        folder.file("in.jsonl", lines(&[json!({"id": HOSTILE, "title": format!("The dam{HOSTILE}")})]));
    for format in ["jsonl", "json", "csv", "text"] {
        let Some(shown) = on_terminal(&["cluster", &input, "--min-size", "1", "--format", format])
            .or_else(|| on_terminal(&["cluster", &input, "--format", format]))
        else {
            println!("there is no terminal to try");
            return;
        };
        assert!(is_harmless(&shown), "{format}: {shown:?}");
        if format == "jsonl" {
            let line: Value = serde_json::from_str(shown.lines().last().unwrap()).unwrap();
            assert_eq!(line["id"], HOSTILE, "and is still the same data");
        }
    }
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_text() {
    let folder = Folder::new("formulas");
    let input = folder.file(
        "in.jsonl",
        lines(&[
            json!({"id": "=1+1", "source": "@x", "title": "=HYPERLINK(\"http://x.example\",\"y\")"}),
            json!({"id": "b", "title": "-5 degrees in Oslo"}),
        ]),
    );
    let csv = run(&["cluster", &input, "--format", "csv", "--no-copies"]).quiet();
    assert!(csv.contains("'=1+1,s0,'@x,,\"'=HYPERLINK(\"\"http://x.example\"\",\"\"y\"\")\"\n"), "{csv}");
    assert!(csv.contains("b,s1,,,'-5 degrees in Oslo\n"), "{csv}");
}
