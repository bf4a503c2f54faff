//! Streams that go on in a later run.

use std::fs;

use crate::cli::{Folder, Ran, run};

/// Two days, with a copy, a later version and an article without a date.
fn lines() -> Vec<String> {
    let places = ["Ashford", "Millbrook", "Port Ellen", "Easton"];
    let line = |at: usize| {
        let (place, day) = (places[at * 7 % 4], 1 + at / 30);
        let source = ["Gazette", "Post", "AP"][at % 3];
        let date =
            if at.is_multiple_of(11) { String::new() } else { format!(",\"published\":\"2024-03-0{day}\"") };
        format!(
            "{{\"id\":\"a{at}\",\"source\":\"{source}\",\"url\":\"http://news.example/{}\"{date},\"title\":\"Bridge of {place} \
             closed\",\"text\":\"The old bridge of {place} closed on Monday after engineers found cracks in pillar {}. The mayor of \
             {place} promised repairs before winter, and money from the county. Drivers take the ferry until then.\"}}",
            at % 13,
            at % 5
        )
    };
    (0..60).map(line).collect()
}

fn live(folder: &Folder, name: &str, lines: &[String], further: &[&str]) -> Ran {
    let file = folder.file(name, &(lines.join("\n") + "\n"));
    run(&[&["cluster", &file, "--mode", "stream", "--live", "--format", "jsonl"], further].concat())
}

#[test]
fn two_days_are_as_one_run() {
    let (folder, lines) = (Folder::new("state-days"), lines());
    for further in [&[][..], &["--no-copies"]] {
        let whole = live(&folder, "whole", &lines, further).quiet();
        let state = folder.path(&format!("state{}", further.len()));
        let with_state = [&["--state", &state], further].concat();
        let mut parts = String::new();
        for (name, part) in [("one", &lines[..23]), ("two", &lines[23..24]), ("three", &lines[24..])] {
            parts += &live(&folder, name, part, &with_state).quiet();
        }
        assert_eq!(parts, whole);
        assert!(fs::read(&state).unwrap().starts_with(b"samestory state "));
    }
}

#[test]
fn an_id_that_comes_again_is_its_article_in_one_run_and_in_two() {
    let folder = Folder::new("state-again");
    let (mut lines, updated) =
        (lines()[..3].to_vec(), lines()[1].replace("before winter", "by the end of March"));
    lines.extend([lines[0].clone(), updated]);
    let whole = live(&folder, "whole", &lines, &[]);
    let outcomes: Vec<_> = whole.json_lines().iter().skip(3).map(|line| line["outcome"].clone()).collect();
    assert_eq!(outcomes, ["unchanged", "new_version_of"]);

    let state = folder.path("state");
    let mut parts = String::new();
    for part in [&lines[..3], &lines[3..]] {
        parts += &live(&folder, "part", part, &["--state", &state]).quiet();
    }
    assert_eq!(parts, whole.quiet());

    // elsewhere an id is used once
    let file = folder.file("files", lines.join("\n"));
    let ran = run(&["cluster", &file, "--mode", "stream", "--format", "jsonl"]);
    assert!(ran.err.contains("line 4: field \"id\": \"a0\" was used on line 1 already"), "{}", ran.err);
}

#[test]
fn what_is_no_state_of_this_stream_is_refused_and_stays() {
    let (folder, lines) = (Folder::new("state-refused"), lines());
    let state = folder.path("state");
    let go_on =
        |further: &[&str]| live(&folder, "in", &lines[..5], &[&["--state", &state], further].concat());
    go_on(&[]).quiet();
    let good = fs::read(&state).unwrap();

    let refused = |bytes: &[u8], further: &[&str], why: &str| {
        fs::write(&state, bytes).unwrap();
        let ran = go_on(further);
        assert!(
            ran.code == 1 && ran.out.is_empty() && ran.err.contains(why),
            "{why}: {} {}",
            ran.out,
            ran.err
        );
        assert_eq!(fs::read(&state).unwrap(), bytes);
    };
    refused(&good, &["--no-copies"], "another configuration");
    refused(b"", &[], "is no state of a stream");
    refused(lines[0].as_bytes(), &[], "is no state of a stream");
    refused(&good[..good.len() - 9], &[], "cannot be read");
    let mut other = good.clone();
    other[16] = b'9';
    refused(&other, &[], "a state is read by the version that wrote it");
    let mut damaged = good.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    refused(&damaged, &[], "error");
}

#[test]
fn a_state_goes_with_live_and_has_a_file() {
    let (folder, lines) = (Folder::new("state-usage"), lines());
    let file = folder.file("in", lines.join("\n"));
    let ran = run(&["cluster", &file, "--mode", "stream", "--state", "s"]);
    assert!(ran.code == 2 && ran.err.contains("--state goes with --live"), "{}", ran.err);
    let ran = live(&folder, "in", &lines, &["--state", "-"]);
    assert!(ran.code == 2 && ran.err.contains("a file of its own"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_the_stream_in_its_file() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};

    let (folder, lines) = (Folder::new("state-signal"), lines());
    let whole = live(&folder, "whole", &lines, &[]).quiet();
    let state = folder.path("state");
    // what is ignored here is ignored in what is started
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    for (signal, number) in [("INT", 2), ("TERM", 15)] {
        if ignored >> (number - 1) & 1 == 1 {
            continue;
        }
        let _ = fs::remove_file(&state);
        let mut child = Command::new(env!("CARGO_BIN_EXE_samestory"))
            .args(["cluster", "--mode", "stream", "--live", "--format", "jsonl", "--state", &state])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all((lines[..23].join("\n") + "\n").as_bytes()).unwrap();
        stdin.flush().unwrap();
        let mut printed = BufReader::new(child.stdout.take().unwrap());
        let mut before = String::new();
        for _ in 0..23 {
            printed.read_line(&mut before).unwrap();
        }
        // it waits for more
        assert!(
            Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap().success()
        );
        assert!(!child.wait().unwrap().success());
        let after = live(&folder, "rest", &lines[23..], &["--state", &state]).quiet();
        assert_eq!(before + &after, whole, "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_undo_each_other() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};

    let (folder, lines) = (Folder::new("state-two"), lines());
    let state = folder.path("state");
    live(&folder, "first", &lines[..5], &["--state", &state]).quiet();
    let mut child = Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(["cluster", "--mode", "stream", "--live", "--format", "jsonl", "--state", &state])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all((lines[5..6].join("\n") + "\n").as_bytes()).unwrap();
    stdin.flush().unwrap();
    let mut printed = BufReader::new(child.stdout.take().unwrap());
    printed.read_line(&mut String::new()).unwrap();
    live(&folder, "second", &lines[6..9], &["--state", &state]).quiet();
    let good = fs::read(&state).unwrap();
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.code() == Some(1) && said.contains("another run has written"), "{said}");
    assert_eq!(fs::read(&state).unwrap(), good);
}

/// A live stream over a file that is there, on its way into some stdout.
#[cfg(unix)]
fn live_into(file: &str, state: &str, stdout: std::process::Stdio, further: &[&str]) -> std::process::Child {
    std::process::Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(["cluster", file, "--mode", "stream", "--live", "--format", "jsonl", "--state", state])
        .args(further)
        .stdout(stdout)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap()
}

/// The names in a folder.
#[cfg(unix)]
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.0).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_leaves_the_stream_in_its_file() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    let (folder, lines) = (Folder::new("state-reader"), lines());
    let state = folder.path("state");
    live(&folder, "first", &lines[..5], &["--state", &state]).quiet();
    let before = fs::read(&state).unwrap();
    // more than a pipe holds
    let many: String = (0..20)
        .flat_map(|round| lines[5..].iter().map(move |line| (round, line)))
        .map(|(round, line)| line.replacen("\"id\":\"a", &format!("\"id\":\"{round}-"), 1) + "\n")
        .collect();
    let file = folder.file("many", many);
    let mut child = live_into(&file, &state, Stdio::piped(), &[]);
    let mut printed = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        printed.read_line(&mut String::new()).unwrap();
    }
    drop(printed);
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
    assert_ne!(fs::read(&state).unwrap(), before, "what was delivered is in the state");
    assert_eq!(names(&folder), ["first", "many", "state"]);
    live(&folder, "again", &lines[..5], &["--state", &state]).quiet();
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_fails_leaves_the_state_and_nothing_unfinished() {
    use std::process::Stdio;

    let (folder, lines) = (Folder::new("state-fails"), lines());
    let state = folder.path("state");
    live(&folder, "first", &lines[..5], &["--state", &state]).quiet();
    let before = fs::read(&state).unwrap();
    let bad = folder.file("bad", lines[5..9].join("\n") + "\nnonsense\n");
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
    for (stdout, further) in [(full(), &[][..]), (Stdio::null(), &["--strict"])] {
        let ended = live_into(&bad, &state, stdout, further).wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(1), "{further:?}: {}", String::from_utf8_lossy(&ended.stderr));
        assert_eq!(fs::read(&state).unwrap(), before, "{further:?}");
        assert_eq!(names(&folder), ["bad", "first", "state"], "{further:?}");
    }
}
