//! Outputs appear whole or not at all, whatever lies in their way and however the run ends.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Child, Command, Stdio};

use crate::cli::{Folder, OBSERVATIONS, SMALL, run};

/// The names in a folder.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.0).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn mode(path: &str) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn no_other_file_is_touched() {
    let folder = Folder::new("others");
    let (small, out) = (folder.file("small.jsonl", SMALL), folder.path("out"));
    for other in ["out.part", "out.tmp", "out~", ".out.swp"] {
        folder.file(other, "precious");
    }
    symlink(folder.file("victim", "precious"), folder.path("out.bak")).unwrap();
    run(&["cluster", &small, "-f", "csv", "-o", &out]).quiet();
    assert!(folder.read("out").starts_with("id,story"));
    for other in ["out.part", "out.tmp", "out~", ".out.swp", "victim"] {
        assert_eq!(folder.read(other), "precious");
    }
    assert_eq!(names(&folder).len(), 8, "{:?}", names(&folder));
}

#[test]
fn mode_and_links_of_a_file_stay() {
    let folder = Folder::new("mode");
    let small = folder.file("small.jsonl", SMALL);
    let out = folder.file("out", "old");
    for kept in [0o600, 0o640, 0o604] {
        fs::set_permissions(&out, PermissionsExt::from_mode(kept)).unwrap();
        run(&["cluster", &small, "-f", "csv", "-o", &out]).quiet();
        assert_eq!(mode(&out), kept);
    }
    // a new file has the mode of any new file, and another name of the old one keeps the old text
    let any = folder.file("any", "");
    run(&["cluster", &small, "-o", &folder.path("new")]).quiet();
    assert_eq!(mode(&folder.path("new")), mode(&any));
    fs::hard_link(folder.file("old", "old"), folder.path("other-name")).unwrap();
    run(&["cluster", &small, "-o", &folder.path("old")]).quiet();
    assert_eq!(folder.read("other-name"), "old");
    // a link that leads nowhere yet stays a link, too
    symlink("made", folder.path("dangling")).unwrap();
    run(&["cluster", &small, "-o", &folder.path("dangling")]).quiet();
    assert!(fs::symlink_metadata(folder.path("dangling")).unwrap().is_symlink());
    assert!(folder.read("made").contains("Clinton"));
    symlink("round", folder.path("round")).unwrap();
    let ran = run(&["cluster", &small, "-o", &folder.path("round")]);
    assert!(ran.code == 1 && ran.err.contains("cannot be written"), "{}", ran.err);
}

#[test]
fn two_writers_both_write_a_whole_file() {
    let folder = Folder::new("two-writers");
    let long: String = (0..400)
        .map(|at| format!("{{\"id\":\"{at}\",\"title\":\"Report number {at} of the council of Ashford\"}}\n"))
        .collect();
    let (one, other) = (
        folder.file("one.jsonl", &long),
        folder.file("other.jsonl", long.replace("\"id\":\"", "\"id\":\"other-")),
    );
    let out = folder.path("out");
    for _ in 0..3 {
        let children: Vec<Child> = [&one, &other]
            .map(|file| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_samestory"));
                command.args(["cluster", file, "-f", "jsonl", "-o", &out]).spawn().unwrap()
            })
            .into();
        children.into_iter().for_each(|mut child| assert!(child.wait().unwrap().success()));
        let text = folder.read("out");
        let others = text.lines().filter(|line| line.contains("\"other-")).count();
        assert!(text.lines().count() == 400 && (others == 0 || others == 400), "{others}");
    }
    assert_eq!(names(&folder), ["one.jsonl", "other.jsonl", "out"]);
}

/// Waits until something holds, but not for ever.
fn wait_for(holds: impl Fn() -> bool) {
    for _ in 0..3000 {
        if holds() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("it does not come");
}

/// A stream that has taken in one article and waits for the next.
fn waiting_stream(folder: &Folder, args: &[&str]) -> (Child, std::process::ChildStdin) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(["cluster", "--mode", "stream", "--format", "jsonl"])
        .args(["-o", &folder.path("out"), "--rejects", &folder.path("rejects")])
        .args(args)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"id\":\"a\",\"title\":\"Clinton in Mali\"}\nno json\n").unwrap();
    stdin.flush().unwrap();
    if args.contains(&"--live") {
        // the warning comes when both lines have been read
        let mut warning = String::new();
        BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut warning).unwrap();
        assert!(warning.contains("line 2"), "{warning}");
    } else {
        wait_for(|| names(folder).iter().filter(|name| name.ends_with(".unfinished")).count() == 2);
    }
    (child, stdin)
}

#[test]
fn a_signal_leaves_nothing_behind() {
    // what is ignored here is ignored in what is started
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    for (signal, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        if ignored >> (number - 1) & 1 == 1 {
            println!("SIG{signal} is ignored here");
            continue;
        }
        let folder = Folder::new(&format!("signal-{signal}"));
        folder.file("out", "old");
        let (mut child, stdin) = waiting_stream(&folder, &[]);
        assert_eq!(names(&folder).len(), 3, "two unfinished files: {:?}", names(&folder));
        assert!(
            Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap().success()
        );
        let status = child.wait().unwrap();
        assert_eq!(
            std::os::unix::process::ExitStatusExt::signal(&status),
            Some(number),
            "ended by the signal"
        );
        assert_eq!((names(&folder), folder.read("out")), (vec!["out".to_owned()], "old".to_owned()));
        drop(stdin);
    }
}

#[test]
fn an_ignored_signal_stays_ignored() {
    let folder = Folder::new("nohup");
    let script = "trap '' HUP; exec \"$0\" \"$@\"";
    let mut child = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_samestory"), "cluster", "--mode", "stream", "-o"])
        .args([&folder.path("out"), "--strict"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    wait_for(|| !names(&folder).is_empty());
    assert!(Command::new("kill").args(["-s", "HUP", &child.id().to_string()]).status().unwrap().success());
    stdin.write_all(SMALL.as_bytes()).unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert!(folder.read("out").contains("Clinton"));
}

#[test]
fn live_files_are_there_at_once() {
    let folder = Folder::new("live");
    let old = folder.file("out", "old");
    fs::set_permissions(&old, PermissionsExt::from_mode(0o600)).unwrap();
    let (mut child, mut stdin) = waiting_stream(&folder, &["--live"]);
    assert_eq!(names(&folder), ["out", "rejects"]);
    assert!(folder.read("out").starts_with("{\"id\":\"a\"") && folder.read("out").ends_with("}\n"));
    assert!(folder.read("rejects").contains("\"no json\""));
    assert_eq!(mode(&old), 0o600);
    stdin.write_all(b"{\"id\":\"b\",\"title\":\"Giants win\"}\n").unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert_eq!(folder.read("out").lines().count(), 2);
}

#[test]
fn rejects_of_a_strict_run_are_kept() {
    let folder = Folder::new("strict-rejects");
    let bad = folder.file("bad.jsonl", "{\"id\":\"a\",\"title\":\"one\"}\nnonsense\n");
    let (rejects, out) = (folder.path("rejects"), folder.path("out"));
    assert_eq!(run(&["cluster", &bad, "--strict", "--rejects", &rejects, "-o", &out]).code, 1);
    assert!(folder.read("rejects").contains("nonsense"));
    assert_eq!(names(&folder), ["bad.jsonl", "rejects"]);
    let ran = run(&["cluster", &bad, "--rejects", "-"]);
    assert!(ran.code == 2 && ran.err.contains("a file of its own"), "{}", ran.err);
}

#[test]
fn a_run_that_reads_nothing_replaces_nothing() {
    let folder = Folder::new("nothing-read");
    let nothing = folder.file("error.json", "{\"status\":\"error\",\"message\":\"API key expired\"}");
    fs::create_dir(folder.path("html")).unwrap();
    let html = folder.file("html/index.html", "old");
    let old = folder.file("old", "old");
    let live = ["cluster", &nothing, "--mode", "stream", "--live", "-f"];
    for args in [
        &["report", &nothing, "--html", &old][..],
        &["cluster", &nothing, "-f", "csv", "-o", &old],
        &["cluster", &nothing, "--mode", "stream", "-f", "jsonl", "-o", &old],
        &[&live[..], &["csv", "-o", &old]].concat(),
        &[&live[..], &["jsonl", "-o", &old]].concat(),
        &["read", &nothing, "-o", &old],
        &["copies", &nothing, "-o", &old],
        &["versions", &nothing, "--feed", &old, "--html", &folder.path("html")],
    ] {
        let ran = run(args);
        assert_eq!(
            (ran.code, folder.read("old"), folder.read("html/index.html")),
            (3, "old".to_owned(), "old".to_owned()),
            "{args:?}: {}",
            ran.err
        );
        assert!(ran.err.contains(&format!("{old} stays as it was")), "{args:?}: {}", ran.err);
        assert!(args[0] != "versions" || ran.err.contains(&format!("{html} stays as it was")), "{}", ran.err);
        assert_eq!(names(&folder), ["error.json", "html", "old"], "{args:?}");
    }
    // where there was none, and if some was read while the line was written
    assert_eq!(run(&["cluster", &nothing, "-f", "csv", "-o", &folder.path("new")]).code, 3);
    assert!(folder.read("new").starts_with("id,story"));
    let some = folder.file("some.jsonl", SMALL.to_owned() + &"nonsense\n".repeat(9));
    let most = ["--min-read", "0.9", "-o", &old];
    assert_eq!(run(&[&["cluster", &some][..], &most].concat()).code, 3);
    assert_eq!(folder.read("old"), "old");
    let empty = folder.file("empty", "");
    assert_eq!(
        run(&[&["cluster", &empty, "--mode", "stream", "--live", "-f", "csv"][..], &most].concat()).code,
        0
    );
    assert_eq!(folder.read("old"), "id,story,source,published,title,role,copy_of,version_of\n");
}

#[test]
fn a_live_run_that_cannot_begin_replaces_nothing() {
    let folder = Folder::new("cannot-begin");
    let (small, out) = (folder.file("small.jsonl", SMALL), folder.file("out", "old"));
    let rejects = folder.file("rejects", "old");
    for (input, state) in
        [(small.as_str(), "/nonexistent/state"), ("/nonexistent/input", &folder.path("state"))]
    {
        let ran = run(&[
            "cluster",
            input,
            "--mode",
            "stream",
            "--live",
            "-f",
            "jsonl",
            "-o",
            &out,
            "--rejects",
            &rejects,
            "--state",
            state,
        ]);
        assert!(ran.code == 1 && ran.err.contains("/nonexistent/"), "{}", ran.err);
        assert_eq!((folder.read("out"), folder.read("rejects")), ("old".to_owned(), "old".to_owned()));
        assert_eq!(names(&folder), ["out", "rejects", "small.jsonl"]);
    }
}

#[test]
fn links_planted_among_the_pages_are_not_followed() {
    let folder = Folder::new("planted");
    let seen = folder.file("seen.jsonl", &OBSERVATIONS[..OBSERVATIONS.len() - "no json\n".len()]);
    let victim = folder.file("victim", "precious");
    fs::create_dir(folder.path("html")).unwrap();
    for name in ["index.html", "0001-flood.html"] {
        symlink(&victim, folder.path(&format!("html/{name}"))).unwrap();
    }
    run(&["versions", &seen, "--html", &folder.path("html")]).quiet();
    assert_eq!(folder.read("victim"), "precious");
    for name in ["html/index.html", "html/0001-flood.html"] {
        assert!(fs::symlink_metadata(folder.path(name)).unwrap().is_file());
        assert!(folder.read(name).starts_with("<!DOCTYPE html>"));
    }
    // even where the link leads to what is read
    fs::remove_file(folder.path("html/index.html")).unwrap();
    symlink(&seen, folder.path("html/index.html")).unwrap();
    run(&["versions", &seen, "--html", &folder.path("html")]).quiet();
    assert!(folder.read("seen.jsonl").starts_with("{\"url\""));
    fs::remove_file(folder.path("html/index.html")).unwrap();
    fs::create_dir(folder.path("html/index.html")).unwrap();
    let ran = run(&["versions", &seen, "--html", &folder.path("html")]);
    assert!(ran.code == 1 && !ran.err.is_empty(), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path("html")).unwrap().count(), 2, "nothing unfinished stays");
}
