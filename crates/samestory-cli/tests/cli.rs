//! The `samestory` command, run as its users run it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use samestory::Config;
use serde_json::Value;

pub(crate) const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/sample.jsonl");

/// Two stories and an article that is alone.
pub(crate) const SMALL: &str = r#"{"id":"a","source":"NYT","published":"2012-10-29T17:40:00Z","title":"Clinton asks Algeria to back force in Mali","text":"Hillary Clinton asked the president of Algeria to back military force in northern Mali.","story":"mali"}
{"id":"b","source":"AP","published":"2012-10-29T08:00:00Z","title":"Giants sweep Tigers to win World Series","text":"The San Francisco Giants beat the Detroit Tigers to win the World Series.","story":"series"}
{"id":"c","source":"BBC, London","published":"2012-10-29","title":"In Algiers, Clinton asks \"Algeria\" to back force in Mali","text":"Hillary Clinton asked the president of Algeria to back military force in northern Mali.","story":"mali"}
{"id":"d","source":"AP","published":"2012-10-29T06:00:00Z","title":"World Series: Giants sweep Tigers in Detroit","text":"The San Francisco Giants beat the Detroit Tigers to win the World Series.","story":"series"}
{"id":"e","title":"Apple loses its head of software","text":"Scott Forstall leaves after trouble with maps.","story":"apple"}
"#;

/// A folder that goes away with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("samestory-cli-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a legible path").to_owned()
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), content).expect("a writable folder");
        self.path(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file that was written")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// The output of a run in which nothing was wrong.
    pub(crate) fn quiet(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""));
        self.out
    }

    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON in every line")).collect()
    }
}

pub(crate) fn run(args: &[&str]) -> Ran {
    run_with(args, b"")
}

pub(crate) fn run_with(args: &[&str], stdin: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary");
    let mut pipe = child.stdin.take().expect("a pipe");
    let stdin = stdin.to_vec();
    // the program may end without reading all
    let writer = std::thread::spawn(move || {
        let _ = pipe.write_all(&stdin);
    });
    let output = child.wait_with_output().expect("an end");
    writer.join().expect("no panic");
    Ran {
        code: output.status.code().expect("no signal"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn stories_of(lines: &[Value]) -> Vec<(&str, &str)> {
    lines.iter().map(|l| (l["id"].as_str().expect("id"), l["story"].as_str().expect("story"))).collect()
}

pub(crate) fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn zstd(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
}

#[test]
fn json_lines_have_a_line_per_article_in_input_order() {
    let folder = Folder::new("jsonl");
    let ran = run(&["cluster", &folder.file("small.jsonl", SMALL), "--format", "jsonl"]);
    let lines = ran.json_lines();
    assert_eq!(stories_of(&lines), [("a", "s0"), ("b", "s1"), ("c", "s0"), ("d", "s1"), ("e", "s2")]);
    assert_eq!(lines[0]["published"], "2012-10-29T17:40:00Z");
    assert_eq!((&lines[2]["source"], &lines[2]["published"]), (&"BBC, London".into(), &"2012-10-29".into()));
    assert_eq!(lines[4]["source"], Value::Null);
    assert!(lines[0].get("outcome").is_none());
    ran.quiet();
}

#[test]
fn a_stream_says_how_each_article_was_assigned() {
    let folder = Folder::new("stream");
    let file = folder.file("small.jsonl", SMALL);
    let ran = run(&["cluster", &file, "--mode", "stream", "--format", "jsonl"]);
    let lines = ran.json_lines();
    assert_eq!(stories_of(&lines), [("a", "s0"), ("b", "s1"), ("c", "s0"), ("d", "s1"), ("e", "s2")]);
    assert_eq!((&lines[0]["outcome"], &lines[0]["nearest"]), (&"new_story".into(), &Value::Null));
    assert_eq!((&lines[2]["outcome"], &lines[2]["nearest"]), (&"joined".into(), &"a".into()));
    assert!(lines[2]["score"].as_f64().unwrap() >= Config::default().stream_threshold);
    for format in ["text", "json", "csv"] {
        let stream = run(&["cluster", &file, "--mode", "stream", "--format", format]).quiet();
        assert!(stream.contains("Clinton asks Algeria"), "{format}:\n{stream}");
    }
}

#[test]
fn stream_lines_come_as_the_articles_do() {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(["cluster", "--mode", "stream", "--live", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let mut from = BufReader::new(child.stdout.take().unwrap());
    for line in SMALL.lines() {
        writeln!(to, "{line}").unwrap();
        to.flush().unwrap();
        // would wait forever if lines were held back
        let mut answer = String::new();
        from.read_line(&mut answer).unwrap();
        let (asked, answered): (Value, Value) =
            (serde_json::from_str(line).unwrap(), serde_json::from_str(&answer).unwrap());
        assert_eq!(asked["id"], answered["id"]);
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn text_is_there_to_be_read() {
    let folder = Folder::new("text");
    let file = folder.file("small.jsonl", SMALL);
    let text = run(&["cluster", &file, "--no-copies"]).quiet();
    // the day alone stands for its noon, before the evening's article
    assert!(
        text.starts_with(
            "In Algiers, Clinton asks \"Algeria\" to back force in Mali
s0 · 2 articles · 2 sources · 2012-10-29 to 2012-10-29 17:40
  2012-10-29        BBC, London  In Algiers, Clinton asks \"Algeria\" to back force in Mali
  2012-10-29 17:40  NYT          Clinton asks Algeria to back force in Mali

World Series: Giants sweep Tigers in Detroit
s1 · 2 articles · 1 source · 2012-10-29 06:00 to 2012-10-29 08:00
"
        ),
        "{text}"
    );
    assert!(text.ends_with("5 articles in 3 stories; not shown: 1 article that is alone\n"), "{text}");
    let all = run(&["cluster", &file, "--min-size", "1", "--sort", "newest"]).quiet();
    assert!(all.contains("Apple") && all.ends_with("5 articles in 3 stories\n"), "{all}");
    let none = run(&["cluster", &file, "--min-size", "3"]).quiet();
    assert_eq!(none, "5 articles in 3 stories; not shown: 5 articles in 3 stories with fewer than 3\n");
}

#[test]
fn titles_cannot_reach_the_terminal() {
    let line = r#"{"id":"a","title":"a\u001b[2J\ntitle","source":"x\u0007y"}"#;
    let text = run_with(&["cluster", "--min-size", "1"], line.as_bytes()).quiet();
    assert!(text.starts_with("a [2J title\n") && !text.contains('\u{1b}'), "{text:?}");
}

#[test]
fn json_is_one_document() {
    let folder = Folder::new("json");
    let file = folder.file("small.jsonl", SMALL);
    let all: Value = serde_json::from_str(&run(&["cluster", &file, "--format", "json"]).quiet()).unwrap();
    assert_eq!(all["stories"].as_array().unwrap().len(), 3);
    assert_eq!(all["stories"][0]["articles"][0]["id"], "c");
    assert_eq!(all["stories"][0]["sources"], 2);
    assert_eq!((&all["counts"]["articles"], &all["counts"]["singletons"]), (&5.into(), &1.into()));
    let some = run(&["cluster", &file, "--format", "json", "--min-size", "2"]).quiet();
    let some: Value = serde_json::from_str(&some).unwrap();
    assert_eq!((&some["counts"]["stories"], &some["counts"]["shown_stories"]), (&3.into(), &2.into()));
}

#[test]
fn csv_is_quoted() {
    let csv = run_with(&["cluster", "--format", "csv", "--no-copies"], SMALL.as_bytes()).quiet();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "id,story,source,published,title");
    assert_eq!(
        lines[3],
        "c,s0,\"BBC, London\",2012-10-29,\"In Algiers, Clinton asks \"\"Algeria\"\" to back force in Mali\""
    );
    assert_eq!(lines[5], "e,s2,,,Apple loses its head of software");
}

#[test]
fn compressed_input_is_recognised_by_its_content() {
    let folder = Folder::new("compressed");
    let plain = run_with(&["cluster", "--format", "csv", "-"], SMALL.as_bytes()).quiet();
    let (first, second) = SMALL.split_at(SMALL.find("{\"id\":\"c\"").unwrap());
    // several members, as of logs that were appended to
    let members = [gzip(first), gzip(second)].concat();
    // a skippable frame of 3 bytes between two others
    let frames = [zstd(first), b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec(), zstd(second)].concat();
    let skippable_first = [b"\x5f\x2a\x4d\x18\0\0\0\0".to_vec(), zstd(SMALL)].concat();
    for (name, bytes) in
        [("misnamed.jsonl", gzip(SMALL)), ("a.gz", members), ("b.zst", frames), ("c.zst", skippable_first)]
    {
        assert_eq!(run(&["cluster", "--format", "csv", &folder.file(name, &bytes)]).quiet(), plain, "{name}");
        assert_eq!(run_with(&["cluster", "--format", "csv"], &bytes).quiet(), plain, "{name} on stdin");
    }
    // what was read of a file that is cut or damaged is kept, and the files behind it are read
    let behind = folder.file("behind.jsonl", "{\"id\":\"behind\",\"title\":\"Snow closes the pass\"}\n");
    let many: String = (0..2000)
        .map(|id| format!("{{\"id\":\"{id}\",\"title\":\"Pass {}\"}}\n", id * 7919 % 1000))
        .collect();
    let mut wrong_sum = zstd(&many);
    *wrong_sum.last_mut().unwrap() ^= 1;
    for (name, bytes, at_least) in [
        ("cut.gz", gzip(&many)[..6000].to_vec(), 100),
        ("cut.zst", zstd(&many)[..zstd(&many).len() - 9].to_vec(), 0),
        ("nothing.gz", gzip(SMALL)[..12].to_vec(), 0),
        ("sum.zst", wrong_sum, 1000),
        ("trailing.gz", [gzip(&many), b"no gzip".to_vec()].concat(), 2000),
    ] {
        let damaged = folder.file(name, &bytes);
        let ran = run(&["read", &damaged, &behind]);
        let lines = ran.json_lines();
        assert!(ran.code == 0 && lines.len() > at_least, "{name}: {} {}", lines.len(), ran.err);
        assert_eq!(lines.last().unwrap()["id"], "behind", "{name}");
        assert!(
            lines.iter().all(|line| line["title"].as_str().unwrap().starts_with(['P', 'S', 'A'])),
            "{name}"
        );
        let said = ["is left out", "cut off or damaged"].iter().any(|what| ran.err.contains(what));
        assert!(said && ran.err.contains(&format!("{damaged}: line ")), "{name}: {}", ran.err);
    }
    // in one line, whose end the beginning of the file does not reach
    let mut line = many.lines().collect::<Vec<_>>().join(",");
    line.insert_str(0, "{\"total\":2000,\"news\":[");
    let cut = &gzip(&line)[..3000];
    let ran = run_with(&["read"], cut);
    assert!(ran.code == 0 && ran.json_lines().len() > 50, "{} {}", ran.json_lines().len(), ran.err);
    let padded = run_with(&["read"], &[gzip(SMALL), vec![0; 512]].concat());
    assert!(padded.code == 0 && !padded.err.contains("warning"), "{}", padded.err);
    let nothing = run(&["read", &folder.file("nothing.gz", &gzip(SMALL)[..12])]);
    assert_eq!(nothing.code, 3, "{}", nothing.err);
}

#[test]
fn bad_records_are_reported_and_skipped() {
    let folder = Folder::new("bad");
    let bad = folder.file(
        "bad.jsonl",
        b"{\"id\":\"a\",\"title\":\"one\"}\n\n{oops\n{\"id\":\"x\"}\n{\"id\":\"y\",\"title\":\"\xff\"}\n{\"id\":\"b\",\"title\":\"two\"}",
    );
    let more = folder.file(
        "more.jsonl",
        "{\"id\":\"c\",\"title\":\"three\",\"published\":\"soon\"}\n{\"id\":\"a\",\"title\":\"again\"}\n",
    );
    for mode in ["batch", "stream"] {
        let rejects = folder.path("rejects.jsonl");
        let ran = run(&["cluster", "--mode", mode, "--format", "jsonl", "--rejects", &rejects, &bad, &more]);
        assert_eq!(ran.code, 0);
        let ids: Vec<Value> = ran.json_lines().iter().map(|line| line["id"].clone()).collect();
        assert_eq!(ids, ["a", "y", "b", "c"]);
        for expected in [
            format!("{bad}: line 3: no article in JSON"),
            format!("{bad}: line 4: article \"x\" has neither \"title\" nor \"text\""),
            format!("{bad}: line 5: 1 byte is no UTF-8"),
            format!("{more}: line 1: field \"published\": \"soon\" is no date"),
            format!("{more}: line 2: field \"id\": \"a\" was used on line 1 of {bad} already"),
            format!("3 bad records were skipped and kept in {rejects}"),
            "1 article has a date that cannot be understood".to_owned(),
        ] {
            assert!(ran.err.contains(&expected), "no {expected:?} in\n{}", ran.err);
        }
        let kept: Vec<Value> =
            folder.read("rejects.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(kept.len(), 3);
        assert_eq!((&kept[0]["line"], &kept[0]["text"]), (&3.into(), &"{oops".into()));
        assert_eq!(kept[2]["file"], more.as_str());
    }
}

#[test]
fn after_twenty_bad_records_they_are_only_counted() {
    let ran = run_with(&["cluster", "--format", "json"], "nonsense\n".repeat(50).as_bytes());
    assert_eq!(ran.code, 3);
    assert_eq!(ran.err.matches("<stdin>: line ").count(), 20);
    assert!(ran.err.contains("50 bad records were skipped, the first 20 are shown"), "{}", ran.err);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["counts"]["skipped_records"], 50);
}

#[test]
fn strict_fails_on_the_first_bad_record() {
    let input = b"{\"id\":\"a\",\"title\":\"one\"}\n{\"id\":\"a\",\"title\":\"again\"}\nnonsense\n";
    for mode in ["batch", "stream"] {
        let ran = run_with(&["cluster", "--strict", "--mode", mode], input);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert_eq!(ran.err, "error: <stdin>: line 2: field \"id\": \"a\" was used on line 1 already\n");
    }
    // a date that is no date is not a bad record
    let date = b"{\"id\":\"a\",\"title\":\"one\",\"published\":\"soon\"}\n";
    assert_eq!(run_with(&["cluster", "--strict"], date).code, 0);
}

#[test]
fn the_output_file_is_complete_or_not_there() {
    let folder = Folder::new("output");
    let small = folder.file("small.jsonl", SMALL);
    let out = folder.path("out.jsonl");
    assert_eq!(run(&["cluster", &small, "-f", "jsonl", "-o", &out]).quiet(), "");
    let direct = run(&["cluster", &small, "-f", "jsonl", "-o", "-"]).quiet();
    assert_eq!(folder.read("out.jsonl"), direct);
    // an error in the middle of a stream leaves what was there before
    let bad = folder.file("bad.jsonl", format!("{SMALL}nonsense\n"));
    let ran = run(&["cluster", &bad, "-f", "csv", "-o", &out, "--mode", "stream", "--strict"]);
    assert_eq!(ran.code, 1);
    assert_eq!(folder.read("out.jsonl"), direct);
    assert!(!Path::new(&format!("{out}.part")).exists());
    let ran = run(&["cluster", &small, "-o", &folder.path("no/such/folder")]);
    assert!(ran.code == 1 && ran.err.contains("cannot be written"), "{}", ran.err);
    assert!(!ran.err.contains("unfinished"), "{}", ran.err);
    assert_eq!(run(&["cluster", &small, "-o", folder.0.to_str().unwrap()]).code, 1);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_stay_what_they_are() {
    let folder = Folder::new("links");
    let small = folder.file("small.jsonl", SMALL);
    let target = folder.file("target", "old");
    std::os::unix::fs::symlink(&target, folder.path("link")).unwrap();
    run(&["cluster", &small, "-o", &folder.path("link")]).quiet();
    assert!(fs::symlink_metadata(folder.path("link")).unwrap().is_symlink());
    assert!(folder.read("target").contains("Clinton"));
    // a pipe with a name is written to, not replaced
    let pipe = folder.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    run(&["cluster", &small, "-o", &pipe]).quiet();
    assert_eq!(reader.join().unwrap(), folder.read("target"));
    assert!(!fs::metadata(&pipe).unwrap().is_file());
}

#[cfg(feature = "parallel")]
#[test]
fn the_thread_count_changes_nothing() {
    let of = |threads: &str, format: &str| {
        run(&["cluster", SAMPLE, "--threads", threads, "--format", format]).quiet()
    };
    for format in ["text", "json", "jsonl", "csv"] {
        let one = of("1", format);
        assert!(!one.is_empty());
        assert_eq!(one, of("2", format));
        assert_eq!(one, of("4", format));
    }
}

/// More articles than are read, or taken through a stage, at once: pieces of another size would be cleaned of other lines.
#[cfg(feature = "parallel")]
#[test]
fn the_thread_count_changes_nothing_in_many_articles() {
    let line = |number: usize| {
        let [title, body] = crate::form_reports::report(number);
        let published = "2012-10-29";
        format!(
            "{}\n",
            serde_json::json!({"id": number.to_string(), "source": "Wire", "published": published, "title": title, "text": body})
        )
    };
    let folder = Folder::new("many");
    let many = folder.file("many.jsonl", (0..4500).map(line).collect::<String>());
    for mode in ["batch", "stream"] {
        let with = |threads: &str| {
            run(&["cluster", &many, "--mode", mode, "--threads", threads, "--format", "csv"]).quiet()
        };
        assert!(with("1") == with("2"), "{mode}: the stories depend on the number of threads");
    }
}

#[test]
fn exit_codes() {
    let folder = Folder::new("codes");
    let small = folder.file("small.jsonl", SMALL);
    for (args, code) in [
        (&["--help"][..], 0),
        (&["--version"], 0),
        (&[], 2),
        (&["cluster", "--format", "xml"], 2),
        (&["cluster", "--threads", "0"], 2),
        (&["cluster", "--min-size", "0"], 2),
        (&["cluster", &small, "--format", "csv", "--sort", "newest"], 2),
        (&["cluster", "/no/such/file"], 1),
        (&["cluster", &small, "/no/such/file", "--mode", "stream", "--format", "jsonl"], 1),
        (&["cluster", &small, "--config", "/no/such/file"], 1),
        (&["cluster", &small, "--rejects", &small], 2),
        (&["evaluate", &small], 2),
        (&["evaluate", "-", "-"], 2),
        (&["similar", &small], 2),
        (&["similar", &small, "--id", "nobody"], 1),
        (&["terms", &small, "--id", "nobody"], 1),
        (&["explain", &small], 2),
        (&["explain", &small, "nobody"], 1),
        (&["explain", &small, "a", "nobody"], 1),
        (&["explain", &small, "--story", "s99"], 1),
        (&["explain", &small, "--story", "one"], 2),
        (&["explain", "/no/such/file", "a"], 1),
        (&["find", &small, "--text", " "], 2),
        (&["find", &small, "--text", "Mali", "--min-score", "2"], 2),
        (&["show", &small], 2),
        (&["show", &small, "s9"], 1),
        (&["show", &small, "nobody"], 1),
        (&["show", &small, "a", "--families", &small], 1),
        (&["report", &small], 2),
        (&["report", &small, "--html", &small], 2),
        (&["report", &small, "--html", "/no/such/folder/page.html"], 1),
        (&["report", "/no/such/file", "--html", &folder.path("page.html")], 1),
        // the pipe that is stdin here ends at once: nothing is no error
        (&["cluster"], 0),
    ] {
        let ran = run(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        if code != 0 {
            assert_eq!(ran.out, "", "{args:?}");
            assert!(!ran.err.is_empty(), "{args:?}");
        }
    }
    assert_eq!(folder.read("small.jsonl"), SMALL);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(["terms", SAMPLE])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn every_command_has_help_with_examples() {
    assert!(run(&["--help"]).quiet().contains("Exit codes"));
    for command in [
        "cluster",
        "evaluate",
        "terms",
        "similar",
        "show",
        "report",
        "explain",
        "find",
        "copies",
        "versions",
        "calibrate",
        "config",
    ] {
        let help = run(&[command, "--help"]).quiet();
        assert!(help.contains("Examples:\n  samestory "), "{help}");
    }
}

#[test]
fn a_perfect_prediction_scores_one() {
    let folder = Folder::new("perfect");
    let gold = folder.file("gold.jsonl", SMALL);
    let found = folder.path("found.jsonl");
    run(&["cluster", &gold, "--format", "jsonl", "--output", &found]).quiet();
    let json: Value =
        serde_json::from_str(&run(&["evaluate", &gold, &found, "--format", "json"]).quiet()).unwrap();
    for score in [&json["scores"]["bcubed"]["f1"], &json["scores"]["adjusted_rand_index"]] {
        assert_eq!(score.as_f64(), Some(1.0));
    }
    assert_eq!(json["bcubed_interval"]["f1"]["low"].as_f64(), Some(1.0));
    // 5 articles in 3 stories, each alone: precision 1, recall (4/2 + 1)/5 = 3/5, F1 2·0.6/1.6 = 3/4
    let floor = json["floors"]["singletons"]["bcubed"]["f1"].as_f64().unwrap();
    assert!((floor - 0.75).abs() < 1e-12);
    let text = run(&["evaluate", &gold, &found]).quiet();
    assert!(
        text.contains("BCubed                     1.0000     1.0000     1.0000         0.7500"),
        "{text}"
    );
}

#[test]
fn missing_unlabelled_and_unknown_articles_are_reported() {
    let folder = Folder::new("gaps");
    // labels alone are enough; numbers and texts are the same
    let gold = folder.file(
        "gold.jsonl",
        "{\"id\":1,\"story\":7}\n{\"id\":\"2\",\"story\":\"7\"}\n{\"id\":3,\"story\":null}\n{\"id\":4,\"story\":8}\n",
    );
    let found = folder.file(
        "found.jsonl",
        "{\"id\":\"1\",\"story\":\"s0\"}\n{\"id\":\"3\",\"story\":\"s0\"}\n{\"id\":\"9\",\"story\":\"s0\"}\n[]\n{\"id\":\"1\",\"story\":\"s1\"}\n",
    );
    let ran = run(&["evaluate", &gold, &found, "--format", "json"]);
    assert_eq!(ran.code, 0);
    for expected in [
        "2 of 3 labelled articles are not in PRED; each counts as a story of one",
        "2 articles of PRED have no story in GOLD and are left out",
        "found.jsonl: line 4: no JSON object",
        "found.jsonl: line 5: field \"id\": \"1\" was used on line 1 already",
    ] {
        assert!(ran.err.contains(expected), "no {expected:?} in\n{}", ran.err);
    }
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let counts = &json["counts"];
    assert_eq!((&counts["labelled"], &counts["unlabelled"]), (&3.into(), &1.into()));
    assert_eq!((&counts["missing"], &counts["unknown"]), (&2.into(), &2.into()));
    assert_eq!(json["scores"]["found_stories"], 3);
    assert_eq!(run(&["evaluate", &gold, &found, "--strict"]).code, 1);
    let unlabelled = folder.file("unlabelled.jsonl", "{\"id\":1}\n");
    let ran = run(&["evaluate", &unlabelled, &found]);
    assert!(ran.code == 1 && ran.err.contains("no article has a \"story\""), "{}", ran.err);
}

#[test]
fn the_sample_corpus_is_clustered_well_in_both_modes() {
    let gold = fs::read(SAMPLE).unwrap();
    for mode in ["batch", "stream"] {
        let folder = Folder::new(mode);
        let found = folder.file("found", run(&["cluster", SAMPLE, "--mode", mode, "-f", "jsonl"]).quiet());
        let ran = run_with(&["evaluate", "-", &found, "-f", "json"], &gold);
        let json: Value = serde_json::from_str(&ran.quiet()).unwrap();
        let of = |scores: &Value| scores["bcubed"]["f1"].as_f64().unwrap();
        let (f1, floor) = (of(&json["scores"]), of(&json["floors"]["singletons"]));
        assert!(f1 > 0.8 && f1 > floor + 0.2, "{mode}: {f1}, {floor} for doing nothing");
    }
}

#[test]
fn stories_of_several_languages_are_linked_if_asked_for() {
    for mode in ["batch", "stream"] {
        let linked = ["cluster", SAMPLE, "--mode", mode, "--link-languages"];
        let json: Value =
            serde_json::from_str(&run(&[&linked[..], &["-f", "json"]].concat()).quiet()).unwrap();
        let mut sides = Vec::new();
        for story in json["stories"].as_array().unwrap() {
            for link in story["linked"].as_array().into_iter().flatten() {
                let [one, other] =
                    [&story["story"], &link["story"]].map(|id| id.as_str().unwrap().to_owned());
                assert!(
                    link["shared"].as_array().unwrap().len() >= 4 && link["strength"].as_f64() <= Some(1.0)
                );
                sides.push((one, other));
            }
        }
        assert!(sides.len() >= 4, "{sides:?}");
        assert!(sides.iter().all(|(one, other)| sides.contains(&(other.clone(), one.clone()))), "{sides:?}");
        let text = run(&linked).quiet();
        assert!(text.contains("same event in fr: s"), "{text}");
        assert!(!run(&linked[..4]).quiet().contains("same event in"));
    }
    let ran = run(&["cluster", SAMPLE, "--link-languages", "-f", "csv"]);
    assert!(ran.code == 2 && ran.err.contains("--link-languages goes with text and json"), "{}", ran.err);
}

#[test]
fn terms_point_at_the_text() {
    let folder = Folder::new("terms");
    let file = folder.file("small.jsonl", SMALL);
    let ran = run(&["terms", &file, "--format", "jsonl"]);
    let articles = ran.json_lines();
    assert_eq!(articles.len(), 5);
    for (article, line) in articles.iter().zip(SMALL.lines()) {
        let input: Value = serde_json::from_str(line).unwrap();
        assert_eq!(article["id"], input["id"]);
        for term in article["terms"].as_array().unwrap() {
            let places = term["places"].as_array().unwrap();
            assert_eq!(term["count"], places.len());
            for place in places {
                let field = if place["section"] == "title" { "title" } else { "text" };
                let (start, end) = (place["start"].as_u64().unwrap(), place["end"].as_u64().unwrap());
                let printed = &input[field].as_str().unwrap()[start as usize..end as usize];
                assert_eq!(place["text"], printed);
            }
        }
    }
    let text = run(&["terms", &file, "--id", "a"]).quiet();
    assert!(text.starts_with("a  Clinton asks Algeria to back force in Mali\nlanguage en, "), "{text}");
    assert!(text.contains("Mali (title 38-42), Mali (lead 82-86)"), "{text}");
    assert!(!text.contains("Giants"));
}

#[test]
fn similar_articles_are_explained() {
    let folder = Folder::new("similar");
    let file = folder.file("small.jsonl", SMALL);
    let ran = run(&["similar", &file, "--id", "a", "--format", "jsonl"]);
    let similar = ran.json_lines();
    assert_eq!(similar[0]["id"], "c");
    for found in &similar {
        let parts = found["features"].as_object().unwrap().values();
        let sum: f64 = parts.map(|part| part["contribution"].as_f64().unwrap()).sum();
        let logit = found["logit"].as_f64().unwrap();
        assert!((found["bias"].as_f64().unwrap() + sum - logit).abs() < 1e-9);
        assert!((1.0 / (1.0 + (-logit).exp()) - found["score"].as_f64().unwrap()).abs() < 1e-9);
    }
    let text = run(&["similar", SAMPLE, "--id", "reuters-glitter", "--top", "1"]).quiet();
    assert!(text.contains("CNN · cnn-glitter") && text.contains("root_all"), "{text}");
    let alone = run(&["similar", &file, "--id", "e"]).quiet();
    assert!(alone.contains("No other article has enough words in common with it."), "{alone}");
}

#[test]
fn a_story_is_shown() {
    let text = run(&["show", SAMPLE, "wapo-algiers"]).quiet();
    for part in
        ["4 independent origins", "\nSummary\n", "\nSources\n", "\nTimeline\n", "\nRelated\n", "Cohesion "]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("└ reprinted by The Star-Ledger, +27 h: ledger-algiers"), "{text}");
    let json: Value =
        serde_json::from_str(&run(&["show", SAMPLE, "wapo-algiers", "-f", "json"]).quiet()).unwrap();
    let story = json["story"].as_str().unwrap();
    assert_eq!(text, run(&["show", SAMPLE, story]).quiet(), "by its number");
    let headline = json["headline"]["text"].as_str().unwrap();
    assert!(text.starts_with(&format!("{headline}\n{story} · 8 articles")), "{text}");
    let folder = Folder::new("families");
    let families = folder.file("families.tsv", "The Washington Post\tQuay Media\tus\tnewspaper\n");
    let text = run(&["show", SAMPLE, "wapo-algiers", "--families", &families]).quiet();
    assert!(text.contains("US · newspaper · Quay Media"), "{text}");
}

#[test]
fn all_stories_are_a_page() {
    let folder = Folder::new("report");
    let page = folder.path("report.html");
    assert_eq!(run(&["report", SAMPLE, "--html", &page, "--title", "Monday & Tuesday"]).quiet(), "");
    let html = folder.read("report.html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"));
    assert!(html.contains("<title>Monday &amp; Tuesday</title>"));
    let story: Value =
        serde_json::from_str(&run(&["show", SAMPLE, "wapo-algiers", "-f", "json"]).quiet()).unwrap();
    let story = story["story"].as_str().unwrap();
    assert!(html.contains(&format!("<noscript data-story=\"{story}\"")), "{story}");
    let one = folder.path("one.html");
    run(&["report", SAMPLE, "--html", &one, "--title", "Monday & Tuesday", "--threads", "1"]).quiet();
    assert!(html == folder.read("one.html"), "the page depends on the number of threads");
    run(&["report", SAMPLE, "--html", &one]).quiet();
    assert!(folder.read("one.html").contains("<title>sample</title>"));
}

#[test]
fn the_printed_configuration_is_the_default_and_every_field_explained() {
    let folder = Folder::new("config");
    let text = run(&["config"]).quiet();
    let config: Config = toml::from_str(&text).unwrap();
    assert_eq!(config, Config::default());
    let mut before = "";
    for line in text.lines() {
        let is_field = line.contains(" = ") && !line.starts_with('#');
        assert!(!is_field || before.starts_with("# "), "{line:?} has no explanation");
        before = line;
    }
    let file = folder.file("config.toml", &text);
    assert_eq!(run(&["config", "--config", &file]).quiet(), text);
    let of = |args: &[&str]| run(&[&["cluster", SAMPLE, "--format", "jsonl"], args].concat());
    assert_eq!(of(&["--config", &file]).quiet(), of(&[]).quiet());
    let fine = folder.file("fine.toml", "batch_threshold = 1.0\n");
    assert_ne!(of(&["--config", &fine]).quiet(), of(&[]).quiet());
}

#[test]
fn calibration_writes_a_configuration() {
    let folder = Folder::new("calibrate");
    let file = folder.path("mine.toml");
    run(&["calibrate", SAMPLE, "-o", &file]).quiet();
    let text = folder.read("mine.toml");
    assert!(text.contains(" labelled articles of ") && text.contains("chosen"), "{text}");
    let config: Config = toml::from_str(&text).unwrap();
    assert_eq!(config, Config { granularity: config.granularity, ..Config::default() });

    // what was set stays; a bad pair is named
    let base = folder.file("base.toml", "link_limit = 7\n");
    let news = folder.file("news.jsonl", SMALL);
    let pairs = folder.file(
        "pairs.jsonl",
        "{\"a\":\"a\",\"b\":\"c\",\"same\":true}\n{\"a\":\"a\",\"b\":\"b\",\"same\":false}\n\
         {\"a\":\"a\",\"b\":\"zz\",\"same\":false}\n{\"a\":\"a\"}\n",
    );
    let ran = run(&["calibrate", &news, "--pairs", &pairs, "--config", &base]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("pairs.jsonl: line 3: field \"b\": no article has the id \"zz\""),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("line 4: no pair in JSON: missing field `b`"), "{}", ran.err);
    let config: Config = toml::from_str(&ran.out).unwrap();
    assert_eq!(config, Config { link_limit: 7, ..Config::default() });

    let unlabelled = folder.file("unlabelled.jsonl", "{\"id\":1,\"title\":\"Mali\"}\n");
    let ran = run(&["calibrate", &unlabelled]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("labels: no article has one"), "{}", ran.err);
}

#[test]
fn a_bad_configuration_is_named() {
    let folder = Folder::new("bad-config");
    for (text, expected) in [
        ("batch_threshold = 1.5\n", "batch_threshold is 1.5: 0 to 1 is allowed"),
        ("batch_treshold = 0.5\n", "batch_treshold"),
        ("link_limit = \"many\"\n", "link_limit"),
        ("[model]\nbias = nan\n", "model.bias"),
        ("link_limit", "line 1"),
        ("link_limit = 7\npartners = 7\n", "duplicate field"),
    ] {
        let file = folder.file("config.toml", text);
        for args in [&["cluster", SAMPLE, "--config", &file][..], &["config", "--config", &file]] {
            let ran = run(args);
            assert_eq!((ran.code, ran.out.as_str()), (1, ""));
            assert!(ran.err.contains("config.toml") && ran.err.contains(expected), "{text}: {}", ran.err);
        }
    }
}

#[test]
fn old_names_in_a_configuration_are_read() {
    let folder = Folder::new("old-config");
    let printed = |text: &str| run(&["config", "--config", &folder.file("config.toml", text)]).quiet();
    let old = "most_candidates = 31\npartners = 7\nmost_partners = 9\nleast_live = 50\nmost_live = 60\nmost_versions = 3\n\
               [copies]\nleast_containment = 0.4\nleast_words = 20\nmost_articles = 500\nmost_per_shingle = 5\n\
               most_furniture = 600\n[model]\nforeign_names = -0.5\ntell_weekday = 0.5\nnearer = -2.0\n";
    let new = "max_candidates = 31\nlink_limit = 7\nmax_link_limit = 9\nmin_live = 50\nmax_live = 60\nmax_versions = 3\n\
               [copies]\nmin_containment = 0.4\nmin_words = 20\nmax_articles = 500\nmax_per_shingle = 5\n\
               max_boilerplate = 600\n[model]\nunmatched_names = -0.5\nboth_name_weekday = 0.5\nnearer_neighbor = -2.0\n";
    assert_eq!(printed(old), printed(new));
    assert!(new.lines().all(|line| printed(new).lines().any(|shown| shown == line)));
}

#[test]
fn no_colours_where_nobody_sees_them() {
    for args in [&["cluster", SAMPLE][..], &["similar", SAMPLE, "--id", "reuters-glitter"], &["--help"]] {
        assert!(!run(args).quiet().contains('\u{1b}'), "{args:?}");
    }
    assert!(!run(&["cluster", "/no/such/file"]).err.contains('\u{1b}'));
}

#[test]
fn copies_are_shown_with_their_original() {
    let text = run(&["copies", SAMPLE, "--sentences"]).quiet();
    for line in [
        "2 articles · written by The Washington Post",
        "  2012-10-30        The Star-Ledger      abridged  Clinton courts Algeria on Mali campaign",
        "that was first by time, days, containment: 100 %",
        "169 articles; 9 are copies of another, 3 later versions",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(text.contains("100 %  "), "sentences are shown");
    assert_eq!(text, run(&["copies", SAMPLE, "--sentences", "--threads", "2"]).quiet());
}

#[test]
fn copies_as_json_carry_their_evidence() {
    let document: Value =
        serde_json::from_str(&run(&["copies", SAMPLE, "--format", "json"]).quiet()).unwrap();
    let texts = document["texts"].as_array().unwrap();
    let holds =
        |text: &&Value| text["articles"].as_array().unwrap().iter().any(|a| a["id"] == "ledger-algiers");
    let text = texts.iter().find(holds).unwrap();
    assert_eq!(text["written_by"], serde_json::json!(["The Washington Post"]));
    let link = &text["links"][0];
    assert_eq!((&link["kind"], &link["original"]), (&"contained".into(), &"wapo-algiers".into()));
    let sentences = link["sentences"].as_array().unwrap();
    assert!(sentences.len() > 5 && link["confidence"].as_f64().unwrap() > 0.9);
    assert_eq!(link["shared_sentences"], sentences.len());
    for sentence in sentences {
        let passage = |side: &str| &document["passages"][sentence[side].as_u64().unwrap() as usize];
        assert!(passage("first").is_string() && passage("second").is_string());
    }
    let post = &text["articles"][0];
    assert_eq!((&post["origin"], &post["credits"][0]["role"]), (&"own".into(), &"picture".into()));
    assert_eq!(document["counts"]["copies"], 9);
}

#[test]
fn more_newsrooms_can_be_told_to_copies() {
    let folder = Folder::new("newsrooms");
    let body = "The ferry ran aground on the bar at low tide, and its ninety passengers waited six hours for the flood with \
        tea and blankets, the harbour master of Millbrook said. Nobody was hurt.";
    let line =
        |id: &str, source: &str| format!("{{\"id\":\"{id}\",\"source\":\"{source}\",\"text\":\"{body}\"}}\n");
    let news = folder.file("news.jsonl", line("a", "The Ashford Gazette") + &line("b", "ashgaz.example"));
    assert!(run(&["copies", &news]).quiet().contains("1 are copies of another, 0 later versions"));
    let table = folder.file("table.tsv", "The Ashford Gazette\tus\tnewspaper\tashgaz.example\t\n");
    let told = run(&["copies", &news, "--newsrooms", &table]).quiet();
    assert!(told.contains("0 are copies of another, 1 later versions"), "{told}");
    let bad = folder.file("bad.tsv", "The Ashford Gazette\n");
    let ran = run(&["copies", &news, "--newsrooms", &bad]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("bad.tsv: line 1: five columns"), "{}", ran.err);
    assert_eq!(run(&["copies", &news, "--window", "0"]).code, 2);
}

/// Three looks at one article under different addresses, and one at another.
pub(crate) const OBSERVATIONS: &str = r#"{"url":"http://www.x.example/flood?utm_source=a","source":"Gazette","time":"2012-10-29T10:00:00Z","title":"Ten die in flood","text":"Ten people died. It rained."}
{"url":"https://x.example/flood/","source":"Gazette","time":"2012-10-29T19:05:00Z","title":"Twelve <die> in flood","text":"Twelve people died. It rained."}
{"url":"https://x.example/flood/","source":"Gazette","time":"2012-10-29T20:00:00Z","title":"Ten die in flood","text":"Ten people died. It rained."}
{"url":"http://y.example/fair","source":"Herald","time":"2012-10-29T11:00:00Z","title":"Fair opens","text":"The fair is open."}
no json
"#;

#[test]
fn versions_are_told_apart() {
    let folder = Folder::new("versions");
    let file = folder.file("seen.jsonl", OBSERVATIONS);
    let ran = run(&["versions", &file]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("seen.jsonl: line 5: no JSON object"), "{}", ran.err);
    for expected in [
        "version 1 → 2  substance · about 9 hours later · 1 word came, 1 went · sentences: 1 kept, 1 edited",
        "an earlier version came back once",
        "~ [-Ten-]{+Twelve+} people died.",
        "4 observations of 2 articles, 1 of which changed",
        "headline  [-Ten die in flood-]",
    ] {
        assert!(ran.out.contains(expected), "{expected} is not in\n{}", ran.out);
    }
    let lines = run(&["versions", &file, "--format", "jsonl"]).json_lines();
    assert_eq!(lines.len(), 1);
    assert_eq!((&lines[0]["from"], &lines[0]["to"]), (&Value::from(1), &Value::from(2)));
    assert_eq!(lines[0]["class"], "substance");
    assert_eq!(lines[0]["facts"]["numbers"]["appeared"][0], "Twelve");
    assert_eq!(run(&["versions", &file, "--strict"]).code, 1);
}

#[test]
fn versions_as_pages_and_feed() {
    let folder = Folder::new("versions-html");
    let file = folder.file("seen.jsonl", &OBSERVATIONS[..OBSERVATIONS.len() - "no json\n".len()]);
    let (html, feed) = (folder.path("html"), folder.path("html/changes.atom"));
    run(&["versions", &file, "--html", &html, "--feed", &feed]).quiet();
    let index = folder.read("html/index.html");
    assert!(index.contains("href=\"0001-flood.html\"") && !index.contains("Fair"));
    let page = folder.read("html/0001-flood.html");
    for expected in [
        "about 9 hours later",
        "<cite>Gazette</cite>",
        "<del>Ten</del>",
        "href=\"changes.atom\"",
        "changed once",
    ] {
        assert!(page.contains(expected), "{expected} is not in\n{page}");
    }
    assert!(
        page.contains("<title>Ten die in flood")
            && page.contains("<ins>Twelve &lt;</ins>")
            && !page.contains("<die")
    );
    let feed = folder.read("html/changes.atom");
    assert!(feed.contains("<id>urn:samestory:version:x.example/flood:2</id>"), "{feed}");
    assert!(feed.contains("<updated>2012-10-29T19:05:00Z</updated>"));

    assert!(page.contains("to be checked again for changes after 15 minutes"));
    run(&["versions", &file, "--html", &html, "--now", "2014-01-01"]).quiet();
    assert!(folder.read("html/0001-flood.html").contains("won’t be checked again for changes"));

    run(&["versions", &file, "--source", "Herald", "--feed", &folder.path("herald.atom")]).quiet();
    assert!(!folder.read("herald.atom").contains("<entry>"));
}

#[test]
fn a_saved_page_is_read_for_versions() {
    let case = |name: &str| format!("{}/../../tests/pages/{name}", env!("CARGO_MANIFEST_DIR"));
    for name in ["copied.txt", "news_sniffer.html"] {
        let Ran { code, out, err } = run(&["versions", &case(name)]);
        assert!(code == 0 && out.contains("version 2 → 3") && out.contains("changed 4 times"), "{out}");
        assert!(err.contains("does not check the article again"), "{err}");
    }
    let folder = Folder::new("versions-page");
    let bad = folder.file("page.txt", "\nThis article is from the source 'x' and was\n");
    let ran = run(&["versions", &bad]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("page.txt: line 2: field \"version\""), "{}", ran.err);
}

const WIRE: &str = "ASHFORD (AP) – The dam above Ashford held through the night, engineers said on Monday, though water stood a hand \
    below its crest. Some four hundred people slept in the gymnasium of the school, and trucks brought bread and blankets from \
    Millbrook. The river is expected to fall from noon on. Farmers along the lower valley moved their cattle to the hills.";

#[test]
fn origins_say_who_wrote_and_who_copied() {
    for mode in ["batch", "stream"] {
        let told = run(&["cluster", SAMPLE, "--origins", "--mode", mode]).quiet();
        for expected in [
            "4 independent origins: The New York Times, Associated Press, BBC News, The Washington Post",
            "The Denver Post      abridged from ap-algiers",
            "Chicago Tribune      reprint of ap-algiers",
            "version 2  ",
            "166 articles and 3 later versions in ",
        ] {
            assert!(told.contains(expected), "{mode}: {expected} is not in\n{told}");
        }
        let ran = run(&["cluster", SAMPLE, "--origins", "--mode", mode, "--format", "json"]).quiet();
        let json: Value = serde_json::from_str(&ran).expect("one document");
        let stories = json["stories"].as_array().expect("stories");
        let articles = |story: &Value| story["articles"].as_array().cloned().unwrap_or_default();
        let story =
            stories.iter().find(|story| articles(story).iter().any(|a| a["id"] == "denver-algiers-ap"));
        let story = story.expect("the story of Algiers");
        assert_eq!(
            (&story["independent_origins"], &story["first_report"]),
            (&4.into(), &"nyt-algiers-1".into())
        );
        let denver =
            articles(story).into_iter().find(|a| a["id"] == "denver-algiers-ap").expect("the reprint");
        assert_eq!((&denver["role"], &denver["copy_of"]), (&"abridged".into(), &"ap-algiers".into()));
        assert_eq!(denver["written_by"], "Associated Press");
        let kinds: Vec<&String> = denver["evidence"]
            .as_array()
            .expect("reasons")
            .iter()
            .flat_map(|e| e.as_object().unwrap().keys())
            .collect();
        assert!(
            kinds.iter().any(|kind| *kind == "credit") && kinds.iter().any(|kind| *kind == "text"),
            "{kinds:?}"
        );

        let csv = run(&["cluster", SAMPLE, "--origins", "--mode", mode, "--format", "csv"]).quiet();
        assert!(csv.starts_with("id,story,source,published,title,role,copy_of,version_of\n"));
        assert!(csv.contains(",abridged,ap-algiers,\n") && csv.contains(",version,,nyt-algiers-1\n"));
    }
    let live = ["cluster", SAMPLE, "--origins", "--mode", "stream", "--format", "jsonl", "--live"];
    let lines = run(&live).json_lines();
    assert_eq!(lines.len(), 169);
    let outcomes = |name: &str| lines.iter().filter(|line| line["outcome"] == name).count();
    // the ninth copy comes before its original: of that day, nobody knows the hour
    assert_eq!((outcomes("copy_of"), outcomes("new_version_of"), outcomes("unchanged")), (8, 3, 0));
    assert!(lines.iter().filter(|line| line["outcome"] == "copy_of").all(|line| line["copy_of"].is_string()));
}

#[test]
fn copies_are_not_looked_for_against_the_configuration() {
    let folder = Folder::new("no-copies");
    let config = folder.file("copies.toml", "find_copies = false\n");
    let of = |further: &[&str]| run(&[&["cluster", SAMPLE, "--format", "csv"], further].concat());
    let (with, without) = (of(&[]).quiet(), of(&["--no-copies"]).quiet());
    assert_ne!(with, without);
    assert_eq!(of(&["--config", &config]).quiet(), without);
    assert_eq!(of(&["--config", &config, "--origins"]).quiet(), with);
    assert_eq!(of(&["--no-copies", "--origins"]).code, 2);
}

#[test]
fn saved_pages_are_articles() {
    let folder = Folder::new("pages");
    let ap = folder.file("ap.txt", WIRE);
    let cut = WIRE
        .replace("ASHFORD (AP) – ", "")
        .replace(" Farmers along the lower valley moved their cattle to the hills.", "");
    let local =
        folder.file("ashford-gazette.txt", format!("Dam holds\n\n{}", cut.replace("on Monday", "yesterday")));
    let html = folder.file(
        "washingtonpost.html",
        "<html><head><title>Dam - Post</title></head><body><nav><p>Home</p></nav><h1>Dam above Ashford holds after storm</h1>\
         <p>The old dam above Ashford held as our reporter watched, and the school took in four hundred people.</p></body></html>",
    );
    let page = format!("{}/../../tests/pages/copied.txt", env!("CARGO_MANIFEST_DIR"));
    for mode in ["batch", "stream"] {
        let files = [&ap, &local, &html, &page];
        let mut args = vec!["cluster", "--origins", "--format", "jsonl", "--mode", mode];
        args.extend(files.iter().map(|file| file.as_str()));
        let lines = run(&args).json_lines();
        let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
        assert_eq!(ids[..3], ["ap.txt", "ashford-gazette.txt", "washingtonpost.html"]);
        assert_eq!(lines.len(), 5, "and two versions");
        let sources: Vec<&Value> = lines.iter().map(|line| &line["source"]).collect();
        assert_eq!(sources[..3], ["Associated Press", "ashford-gazette", "The Washington Post"]);
        assert_eq!((&lines[1]["role"], &lines[1]["copy_of"]), (&"reprint".into(), &"ap.txt".into()));
        assert_eq!(lines[1]["story"], lines[0]["story"]);
        assert_eq!((&lines[4]["role"], &lines[4]["version_of"]), (&"version".into(), &lines[3]["id"]));
        assert_eq!(lines[3]["story"], lines[4]["story"]);
        assert_eq!(lines[4]["version"].as_u64(), lines[3]["version"].as_u64().map(|version| version + 1));
    }
    let copies = run(&["copies", &ap, &local]).quiet();
    assert!(copies.contains("Dam holds") && copies.contains("1 are copies of another"), "{copies}");
    let similar = run(&["similar", &ap, &html, "--id", "ap.txt"]).quiet();
    assert!(similar.contains("Dam above Ashford holds after storm"), "{similar}");
    assert!(run(&["versions", &ap]).quiet().contains("1 observations of 1 articles"));
    // JSON lines stay what they are, whatever the file is called
    let lines = folder.file("news.txt", SMALL);
    assert_eq!(run(&["cluster", &lines, "--format", "jsonl"]).json_lines().len(), 5);
    let broken = folder.file("broken.txt", "\nThis article is from the source 'x' and was\n");
    let ran = run(&["cluster", &broken, &ap]);
    assert!(ran.err.contains("broken.txt: line 2: field \"version\""), "{}", ran.err);
}

#[test]
fn pairs_articles_and_stories_are_explained() {
    let folder = Folder::new("explain");
    let file = folder.file("small.jsonl", SMALL);
    let json = |args: &[&str]| -> Value {
        let args = [&["explain", &file], args, &["--format", "json"]].concat();
        serde_json::from_str(&run(&args).quiet()).expect("one JSON document")
    };
    let pair = json(&["a", "c"]);
    assert_eq!((&pair["same_story"], &pair["standing"]), (&Value::from(true), &Value::from("counted")));
    let score = &pair["score"];
    let parts = score["contributions"].as_array().expect("a list").iter();
    let sum: f64 = parts.map(|part| part["contribution"].as_f64().expect("a number")).sum();
    let logit =
        sum + score["bias"].as_f64().expect("a number") + score["calibration"].as_f64().expect("a number");
    assert!((1.0 / (1.0 + (-logit).exp()) - score["score"].as_f64().expect("a number")).abs() < 1e-5);
    assert_eq!(json(&["a", "b"])["same_story"], false);
    assert_eq!(json(&["a"])["nearest"]["b"], "c");
    assert_eq!(json(&["--story", "s0"])["split"]["parts"][1][0], "c");
    assert_eq!(json(&["s0"]), json(&["--story", "s0"]), "no article has this id");
    let text = run(&["explain", &file, "a", "b"]).quiet();
    assert!(text.contains("in two stories, s0 and s1"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 140), "{text}");
    let unknown = run(&["explain", &file, "a", "nobody"]);
    assert_eq!((unknown.code, unknown.err.as_str()), (1, "error: no article has the id \"nobody\"\n"));
}

#[test]
fn texts_find_their_stories() {
    let text = "Clinton met Algeria's president Bouteflika in Algiers to talk about Mali.";
    let found = run(&["find", SAMPLE, "--text", text, "--format", "json"]).quiet();
    let found: Value = serde_json::from_str(&found).expect("one JSON document");
    assert!(found[0]["headline"].as_str().is_some_and(|headline| headline.contains("Algeria")), "{found}");
    assert!(found[0]["independent_origins"].as_u64() >= Some(2), "{found}");
    let shown = run_with(&["find", SAMPLE], text.as_bytes()).quiet();
    assert!(shown.contains("independent origins") && shown.contains("first seen"), "{shown}");
    let nothing = run(&["find", SAMPLE, "--text", "A robot landed on Mars by a crane."]).quiet();
    assert_eq!(nothing, "No story has it.\n");
}

#[test]
fn outlets_are_told_who_was_first() {
    let told = run(&["outlets", SAMPLE]).quiet();
    assert!(
        told.lines().next().unwrap().contains("confirmed by") && told.contains("Associated Press"),
        "{told}"
    );
    let json = run(&["outlets", SAMPLE, "--format", "json", "--until", "2012-10-31"]).quiet();
    let records: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert!(records.iter().any(|record| record["first"].as_u64() > Some(0)), "{json}");
    assert_eq!(run(&["outlets", SAMPLE, "--until", "1700-01-01"]).quiet().lines().count(), 1);
}
