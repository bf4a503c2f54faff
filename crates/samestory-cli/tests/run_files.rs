//! What is read is never what is written: every pair of uses of a file, by every way to name one file twice.

#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use crate::cli::{Folder, OBSERVATIONS, SMALL};

/// A use of a file by a command.
#[derive(Clone, Copy)]
struct Use {
    /// What the command calls it in messages.
    role: &'static str,
    /// The option, empty for a file that stands alone.
    option: &'static str,
    writes: bool,
    content: &'static str,
}

const fn reads(role: &'static str, option: &'static str, content: &'static str) -> Use {
    Use { role, option, writes: false, content }
}

const fn writes(role: &'static str, option: &'static str) -> Use {
    Use { role, option, writes: true, content: "precious\n" }
}

const INPUT: Use = reads("FILE", "", SMALL);
const CONFIG: Use = reads("--config", "--config", "granularity = 0.5\n");
const REJECTS: Use = writes("--rejects", "--rejects");
const OUTPUT: Use = writes("--output", "--output");

/// Every command with its files, and whether it prints to stdout.
const COMMANDS: &[(&[&str], &[Use], bool)] = &[
    (&["cluster"], &[INPUT, CONFIG, REJECTS, OUTPUT], false),
    (&["cluster", "--mode", "stream", "--live", "--format", "csv"], &[INPUT, CONFIG, REJECTS, OUTPUT], false),
    (
        &["cluster", "--mode", "stream", "--live", "--format", "jsonl"],
        &[INPUT, REJECTS, writes("--state", "--state")],
        true,
    ),
    (&["cluster", "--origins"], &[INPUT, REJECTS], true),
    (
        &["copies"],
        &[INPUT, reads("--newsrooms", "--newsrooms", "Gazette\tus\tnewspaper\t\t\n"), REJECTS, OUTPUT],
        false,
    ),
    (
        &["calibrate"],
        &[
            INPUT,
            CONFIG,
            reads("--pairs", "--pairs", "{\"a\":\"a\",\"b\":\"c\",\"same\":true}\n"),
            REJECTS,
            OUTPUT,
        ],
        false,
    ),
    (&["versions"], &[reads("FILE", "", OBSERVATIONS), REJECTS, writes("--feed", "--feed")], false),
    (&["versions"], &[reads("FILE", "", OBSERVATIONS), REJECTS], true),
    (&["similar", "--id", "a"], &[INPUT, CONFIG, REJECTS], true),
    (&["explain", "--story", "s0"], &[INPUT, CONFIG, REJECTS], true),
    (&["find", "--text", "Clinton in Algeria"], &[INPUT, CONFIG, REJECTS], true),
    (&["terms"], &[INPUT, CONFIG, REJECTS], true),
    (&["evaluate"], &[reads("GOLD", "", SMALL), reads("PRED", "", SMALL)], true),
    (&["config"], &[CONFIG], true),
];

const WAYS: &[&str] =
    &["the same name", "another path", "a hard link", "a symbolic link", "a link to a link"];

/// Another name of a file.
fn alias(folder: &Folder, file: &str, way: &str) -> String {
    let (hard, soft, softer) = (folder.path("hard"), folder.path("soft"), folder.path("softer"));
    match way {
        "another path" => folder.path(&format!("./{}", file.rsplit('/').next().unwrap())),
        "a hard link" => {
            fs::hard_link(file, &hard).unwrap();
            hard
        }
        "a symbolic link" => {
            symlink(file, &soft).unwrap();
            soft
        }
        "a link to a link" => {
            symlink(file, &soft).unwrap();
            symlink("soft", &softer).unwrap();
            softer
        }
        _ => file.to_owned(),
    }
}

struct Run {
    code: Option<i32>,
    err: String,
}

/// Runs a command whose files are these, in the order of its uses; "-" in the place of one that stands alone is left out.
fn run(command: &[&str], uses: &[Use], files: &[String], streams: [Option<File>; 3]) -> Run {
    let mut run = Command::new(env!("CARGO_BIN_EXE_samestory"));
    run.args(command);
    for (used, file) in uses.iter().zip(files) {
        match (used.option, file.as_str()) {
            ("", "-") if command != ["evaluate"] => {}
            ("", file) => drop(run.arg(file)),
            (option, file) => drop(run.args([option, file])),
        }
    }
    let [stdin, stdout, stderr] = streams;
    run.stdin(stdin.map_or_else(Stdio::null, Stdio::from));
    run.stdout(stdout.map_or_else(Stdio::null, Stdio::from));
    run.stderr(stderr.map_or_else(Stdio::piped, Stdio::from));
    let done = run.spawn().unwrap().wait_with_output().unwrap();
    Run { code: done.status.code(), err: String::from_utf8(done.stderr).unwrap() }
}

/// A folder with a file for each use.
fn files(uses: &[Use], name: &str) -> (Folder, Vec<String>) {
    let folder = Folder::new(name);
    let files = (0..).zip(uses).map(|(at, used)| folder.file(&format!("file-{at}"), used.content)).collect();
    (folder, files)
}

fn assert_refused(run: &Run, roles: [&str; 2], files: &[String], uses: &[Use], tried: &str) {
    assert_eq!(run.code, Some(2), "{tried}: {}", run.err);
    assert!(run.err.contains("are the same file"), "{tried}: {}", run.err);
    assert!(roles.iter().all(|role| run.err.contains(&format!("{role} ("))), "{tried}: {}", run.err);
    for (file, used) in files.iter().zip(uses) {
        assert_eq!(fs::read_to_string(file).unwrap(), used.content, "{tried}: {file} changed");
    }
}

#[test]
fn two_names_of_one_file_are_refused() {
    let mut tried = 0;
    for (command, uses, _) in COMMANDS {
        for (at, one) in uses.iter().enumerate() {
            for (before, other) in uses.iter().enumerate().take(at).filter(|(_, u)| u.writes || one.writes) {
                for way in WAYS {
                    let what = format!("{command:?}: {} is {} by {way}", one.role, other.role);
                    let (folder, files) = files(uses, "two-names");
                    let mut named = files.clone();
                    named[at] = alias(&folder, &files[before], way);
                    let run = run(command, uses, &named, [None, None, None]);
                    assert_refused(&run, [one.role, other.role], &files, uses, &what);
                    tried += 1;
                }
            }
        }
    }
    println!("{tried} pairs of names refused");
    assert!(tried > 150, "{tried}");
}

#[test]
fn a_file_to_be_made_cannot_have_two_uses() {
    for (command, uses, _) in COMMANDS {
        let writers: Vec<usize> = (0..uses.len()).filter(|&at| uses[at].writes).collect();
        for (at, one) in writers.iter().enumerate() {
            for other in &writers[..at] {
                let (folder, mut files) = files(uses, "to-be-made");
                symlink("new", folder.path("dangling")).unwrap();
                (files[*one], files[*other]) = (folder.path("./new"), folder.path("dangling"));
                let run = run(command, uses, &files, [None, None, None]);
                assert_eq!(run.code, Some(2), "{command:?}: {}", run.err);
                assert!(!fs::exists(folder.path("new")).unwrap());
            }
        }
    }
}

#[test]
fn redirected_streams_are_files_too() {
    let append = |file: &str| Some(File::options().append(true).open(file).unwrap());
    let mut tried = 0;
    for (command, uses, prints) in COMMANDS {
        // stdin as what stands alone
        if uses[0].option.is_empty() {
            for (at, used) in uses.iter().enumerate().filter(|(_, used)| used.writes) {
                let (_folder, files) = files(uses, "stdin");
                let mut named = files.clone();
                (named[0], named[at]) = ("-".to_owned(), files[0].clone());
                let stdin = Some(File::open(&files[0]).unwrap());
                let run = run(command, uses, &named, [stdin, None, None]);
                assert_refused(
                    &run,
                    [used.role, "FILE"],
                    &files,
                    uses,
                    &format!("{command:?}: {}", used.role),
                );
                assert!(run.err.contains("<stdin>"));
                tried += 1;
            }
        }
        for (at, used) in uses.iter().enumerate() {
            let what = format!("{command:?}: {} is redirected", used.role);
            if *prints {
                let (_folder, files) = files(uses, "stdout");
                let run = run(command, uses, &files, [None, append(&files[at]), None]);
                assert_refused(&run, [used.role, "--output"], &files, uses, &what);
                tried += 1;
            }
            // nothing can be said where messages would change the input
            let (_folder, files) = files(uses, "stderr");
            let run = run(command, uses, &files, [None, None, append(&files[at])]);
            assert_eq!(run.code, Some(2), "{what}");
            if !used.writes {
                assert_eq!(fs::read_to_string(&files[at]).unwrap(), used.content, "{what}");
            }
            tried += 1;
        }
    }
    println!("{tried} redirections refused");
}

#[test]
fn stdin_is_read_once() {
    for (args, roles) in [
        (&["evaluate", "-", "-"][..], "GOLD and PRED"),
        (&["cluster", "--config", "-"], "FILE and --config"),
        (&["cluster", "-", "-"], "FILE and FILE"),
        (&["copies", "--newsrooms", "-"], "FILE and --newsrooms"),
        (&["calibrate", "-", "--pairs", "-"], "FILE and --pairs"),
    ] {
        let ran = crate::cli::run(args);
        assert!(
            ran.code == 2 && ran.err.contains(&format!("only one of {roles} can be stdin")),
            "{}",
            ran.err
        );
    }
}

#[test]
fn ordinary_redirections_are_allowed() {
    let folder = Folder::new("redirected");
    let input = folder.file("in.jsonl", SMALL);
    let log = File::create(folder.path("log")).unwrap();
    let streams = [Some(File::open(&input).unwrap()), Some(log.try_clone().unwrap()), Some(log)];
    let done = run(&["cluster", "--config", "/dev/null"], &[], &[], streams);
    assert_eq!(done.code, Some(0), "{}", folder.read("log"));
    assert!(folder.read("log").contains("5 articles in 3 stories"));
    // what can be read and written without loss is no conflict, nor is a file that is read twice
    let null = "/dev/null".to_owned();
    let uses = [REJECTS, OUTPUT];
    assert_eq!(
        run(&["cluster", "/dev/null"], &uses, &[null.clone(), null], [None, None, None]).code,
        Some(0)
    );
    assert_eq!(run(&["evaluate", &input, &input], &[], &[], [None, None, None]).code, Some(0));
}

#[test]
fn pages_are_files_too() {
    let folder = Folder::new("pages-are-files");
    let observations = &OBSERVATIONS[..OBSERVATIONS.len() - "no json\n".len()];
    for name in ["index.html", "0001-flood.html"] {
        fs::create_dir_all(folder.path("html")).unwrap();
        let input = folder.file(&format!("html/{name}"), observations);
        for named in [input.clone(), folder.path("hard")] {
            fs::hard_link(&input, &named).ok();
            let ran = crate::cli::run(&["versions", &named, "--html", &folder.path("html")]);
            assert_eq!(ran.code, 2, "{}", ran.err);
            assert!(ran.err.contains("--html (") && ran.err.contains("FILE ("), "{}", ran.err);
            assert_eq!(fs::read_to_string(&input).unwrap(), observations);
            assert_eq!(fs::read_dir(folder.path("html")).unwrap().count(), 1, "no page was written");
        }
        fs::remove_file(folder.path("hard")).unwrap();
        let input = folder.file("seen.jsonl", observations);
        let feed = folder.path(&format!("html/{name}"));
        let ran = crate::cli::run(&["versions", &input, "--html", &folder.path("html"), "--feed", &feed]);
        assert!(ran.code == 2 && ran.err.contains("--feed ("), "{}", ran.err);
        fs::remove_dir_all(folder.path("html")).unwrap();
    }
}
