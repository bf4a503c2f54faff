//! Data flows one way: a module uses only modules earlier in the line. And what must not be left lying about.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// Modules of the crate root in the order of the line, each with those it may use besides itself.
///
/// A new module has to be put in its place here.
const LINE: &[(&str, &[&str])] = &[
    ("ascending", &[]),
    ("config_error", &[]),
    ("parallel", &[]),
    ("partition", &[]),
    ("published", &[]),
    ("saved", &[]),
    ("table", &[]),
    ("window", &[]),
    ("article", &["published"]),
    ("story", &["article", "published"]),
    ("text", &["parallel"]),
    ("credits", &["table", "article", "text"]),
    (
        "copies",
        &[
            "config_error",
            "ascending",
            "parallel",
            "published",
            "saved",
            "window",
            "article",
            "text",
            "credits",
        ],
    ),
    ("origins", &["published", "article", "credits", "copies"]),
    ("versions", &["article", "published", "text", "credits"]),
    ("corrections", &["published"]),
    ("terms", &["config_error", "parallel", "published", "saved", "article", "story", "text"]),
    ("weights", &["table", "parallel", "published", "saved", "article", "story", "text", "terms"]),
    ("index", &["parallel", "published", "saved", "window", "article", "story", "text", "terms", "weights"]),
    (
        "cluster",
        &[
            "config_error",
            "ascending",
            "saved",
            "window",
            "parallel",
            "published",
            "article",
            "story",
            "text",
            "terms",
            "weights",
            "index",
            "credits",
            "copies::CopyConfig",
            "corrections",
            "partition",
        ],
    ),
    (
        "traced",
        &[
            "config_error",
            "saved",
            "parallel",
            "published",
            "article",
            "story",
            "terms::Analyzer",
            "credits",
            "copies",
            "origins",
            "versions",
            "corrections",
            "cluster",
            "partition",
        ],
    ),
    (
        "stories",
        &[
            "config_error",
            "saved",
            "parallel",
            "window",
            "published",
            "article",
            "story",
            "terms",
            "credits",
            "copies",
            "origins",
            "versions",
            "corrections",
            "cluster",
            "traced",
            "partition",
        ],
    ),
];

/// All Rust files below a folder, sorted.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![repository(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A path as in the repository.
fn name(path: &Path) -> String {
    path.strip_prefix(repository("")).unwrap().display().to_string().replace('\\', "/")
}

/// The code of a file without comments, one line for each, so that numbers stay right.
pub(crate) fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned()).collect()
}

/// The paths below `crate::` that a text names, groups taken apart two levels deep: `{a::{B, C}, d}` names `a::B`, `a::C`
/// and `d`.
pub(crate) fn paths_below(text: &str) -> Vec<String> {
    let text = text.trim_start();
    let identifier: String = text.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect();
    if identifier.is_empty() {
        return match text.strip_prefix('{') {
            Some(group) => parts(group).into_iter().flat_map(paths_below).collect(),
            None => Vec::new(),
        };
    }
    match text[identifier.len()..].trim_start().strip_prefix("::") {
        Some(rest) if !rest.trim_start().starts_with('<') => {
            let below = paths_below(rest);
            if below.is_empty() {
                vec![identifier]
            } else {
                below.iter().map(|b| format!("{identifier}::{b}")).collect()
            }
        }
        _ => vec![identifier],
    }
}

/// The parts of a group between braces, up to its end.
fn parts(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// Every path below `crate::` in a file, with its line.
fn used(path: &Path) -> Vec<(usize, String)> {
    let lines = code(path);
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for (offset, _) in line.match_indices("crate::") {
            if line[..offset].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            // a group may go on over the next lines
            let mut rest = line[offset + "crate::".len()..].to_owned();
            lines[at + 1..].iter().take(30).for_each(|next| rest.push_str(next));
            found.extend(paths_below(&rest).into_iter().map(|path| (at + 1, path)));
        }
    }
    found
}

/// The module of the crate root that a file belongs to; none for lib.rs, unstable.rs, which names what is everywhere, and other crates.
fn module(path: &Path) -> Option<String> {
    let inside = name(path).strip_prefix("src/")?.to_owned();
    let first = inside.split('/').next()?.trim_end_matches(".rs").to_owned();
    (first != "lib" && first != "unstable").then_some(first)
}

fn may_use(module: &str, path: &str) -> Result<(), String> {
    let Some((_, allowed)) = LINE.iter().find(|(name, _)| *name == module) else {
        return Err(format!(
            "module `{module}` has no place in the line: give it one in tests/architecture.rs"
        ));
    };
    let first = path.split("::").next().unwrap_or_default();
    if !LINE.iter().any(|(name, _)| *name == first) {
        return Err(format!("`crate::{path}` names no module of the line: name the module it is defined in"));
    }
    let named =
        |allowed: &&str| *allowed == first || *allowed == path || path.starts_with(&format!("{allowed}::"));
    if first == module || allowed.iter().any(named) {
        return Ok(());
    }
    Err(format!("`{module}` uses `crate::{path}`; it may use only {}", allowed.join(", ")))
}

#[test]
fn modules_use_only_modules_earlier_in_the_line() {
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for path in rust_files("src") {
        let Some(module) = module(&path) else { continue };
        for (line, used) in used(&path) {
            looked_at += 1;
            if let Err(why) = may_use(&module, &used) {
                wrong.push(format!("{}:{line}: {why}", name(&path)));
            }
        }
        for (at, line) in code(&path).iter().enumerate() {
            if line.contains("super::super") {
                wrong.push(format!("{}:{}: `super::super`: name it from `crate::` on", name(&path), at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "the data flow is broken:\n{}", wrong.join("\n"));
    assert!(looked_at > 30, "only {looked_at} uses found: is src/ read at all?");
}

/// The rooms of clustering in the order of the line: each may use those before it. What is in none, like the configuration, all may use.
const ROOMS: &[&str] = &["reading", "pairs", "linkage", "stream"];

#[test]
fn rooms_of_clustering_use_only_rooms_earlier_in_the_line() {
    let place = |name: &str| ROOMS.iter().position(|room| *room == name);
    let (mut wrong, mut looked_at) = (Vec::new(), 0);
    for path in rust_files("src/cluster") {
        let Some(here) = name(&path).split('/').nth(2).and_then(place) else { continue };
        for (line, used) in used(&path) {
            let mut parts = used.split("::");
            if parts.next() == Some("cluster")
                && let Some(there) = parts.next().and_then(place)
            {
                looked_at += 1;
                if there > here {
                    wrong.push(format!("{}:{line}: `{}` uses `crate::{used}`", name(&path), ROOMS[here]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "the data flow is broken:\n{}", wrong.join("\n"));
    assert!(looked_at > 10, "only {looked_at} uses found: are the rooms read at all?");
}

#[test]
fn the_line_itself_has_no_cycle() {
    for (at, (module, allowed)) in LINE.iter().enumerate() {
        for used in *allowed {
            let used = used.split("::").next().unwrap_or_default();
            let earlier = LINE[..at].iter().any(|(name, _)| *name == used);
            assert!(earlier, "`{module}` may use `{used}`, which is not earlier in the line");
        }
    }
}

/// The crates of the workspace, each with those of them it may use, and what it must not come to depend on.
const CRATES: &[(&str, &[&str])] = &[
    ("", &[]),
    ("samestory-formats", &["samestory"]),
    ("samestory-changes", &["samestory"]),
    ("samestory-digest", &["samestory", "samestory-changes"]),
    ("samestory-evaluation", &["samestory"]),
    ("samestory-explain", &["samestory"]),
    ("samestory-report", &["samestory", "samestory-changes", "samestory-digest", "samestory-explain"]),
    (
        "samestory-server",
        &["samestory", "samestory-digest", "samestory-explain", "samestory-formats", "samestory-report"],
    ),
    ("samestory-parquet", &[]),
    (
        "samestory-cli",
        &[
            "samestory",
            "samestory-changes",
            "samestory-digest",
            "samestory-evaluation",
            "samestory-explain",
            "samestory-formats",
            "samestory-parquet",
            "samestory-report",
            "samestory-server",
        ],
    ),
    ("samestory-lab", &["samestory", "samestory-digest", "samestory-evaluation", "samestory-formats"]),
];

/// What users of the library must not have to build: command lines, compression, terminals, formats of files.
const NOT_IN_THE_LIBRARY: &[&str] = &[
    "anstream",
    "anstyle",
    "axum",
    "clap",
    "csv",
    "encoding_rs_io",
    "flate2",
    "hyper",
    "indicatif",
    "quick-xml",
    "rmcp",
    "ruzstd",
    "serde_json",
    "tempfile",
    "tokio",
    "toml",
];

/// The names of the dependencies of a crate, without those of its tests.
fn dependencies(crate_name: &str) -> Vec<String> {
    let folder = if crate_name.is_empty() { String::new() } else { format!("crates/{crate_name}/") };
    let manifest = fs::read_to_string(repository(&format!("{folder}Cargo.toml"))).unwrap();
    let (mut inside, mut found) = (false, Vec::new());
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside =
                line == "[dependencies]" || line.starts_with("[target.") && line.ends_with(".dependencies]");
        } else if inside && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            found.push(line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned());
        }
    }
    found
}

#[test]
fn crates_use_only_crates_below_them() {
    let mut folders: Vec<String> = fs::read_dir(repository("crates"))
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut named: Vec<&str> = CRATES.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
    named.sort_unstable();
    assert_eq!(folders, named, "every crate has its place in CRATES");
    for (name, allowed) in CRATES {
        for used in dependencies(name) {
            let fits = !used.starts_with("samestory") || allowed.contains(&used.as_str());
            assert!(fits, "`{name}` uses `{used}`; it may use only {}", allowed.join(", "));
        }
    }
    let library = dependencies("");
    assert!(library.iter().any(|name| name == "serde"), "dependencies are not read: {library:?}");
    for name in &library {
        assert!(!NOT_IN_THE_LIBRARY.contains(&name.as_str()), "the library uses `{name}`");
    }
}

#[test]
fn uses_are_recognised() {
    assert_eq!(
        paths_below("terms::{Field, counts::{A, B as C}};"),
        ["terms::Field", "terms::counts::A", "terms::counts::B"]
    );
    assert_eq!(paths_below("{article::Article, story};"), ["article::Article", "story"]);
    assert_eq!(paths_below("index::Neighbor]) -> x"), ["index::Neighbor"]);
    assert!(may_use("terms", "text::Language").is_ok() && may_use("text", "terms::TermId").is_err());
    assert!(
        may_use("cluster", "copies::CopyConfig").is_ok() && may_use("cluster", "copies::CopyLink").is_err()
    );
    assert!(may_use("cluster", "Article").is_err() && may_use("new_module", "text").is_err());
}

#[test]
fn only_one_module_knows_of_threads() {
    for path in rust_files("src") {
        let known = code(&path).iter().any(|line| line.contains("rayon") || line.contains("thread::spawn"));
        let allowed = matches!(module(&path).as_deref(), None | Some("parallel"));
        assert!(!known || allowed, "{}: threads are for parallel.rs", name(&path));
    }
}

/// What only some files may do, so that what they hold to cannot be passed by.
const ONLY_HERE: &[(&str, &[&str], &[&str])] = &[
    (
        "opens files and streams",
        &["crates/samestory-cli/src/files/"],
        &[
            "File::open",
            "File::create",
            "File::options",
            "OpenOptions",
            "fs::write",
            "fs::read",
            "io::stdout()",
            "io::stdin()",
        ],
    ),
    (
        "writes to stderr",
        &["crates/samestory-cli/src/console.rs"],
        &["eprintln!(", "eprint!(", "anstream::stderr"],
    ),
];

#[test]
fn files_and_messages_have_one_way_each() {
    let mut wrong = Vec::new();
    for path in
        ["src", "crates/samestory-cli/src", "crates/samestory-report/src"].into_iter().flat_map(rust_files)
    {
        let name = name(&path);
        let tests = code(&path).iter().position(|line| line.contains("mod tests")).unwrap_or(usize::MAX);
        for (at, line) in code(&path).iter().enumerate().take(tests) {
            for (what, places, marks) in ONLY_HERE {
                let is_program = name.starts_with("crates/samestory-cli/");
                // asking whether a stream is a terminal does not read or write it
                let asks = line.contains("is_terminal()") || line.contains("AutoStream::choice");
                let found = marks.iter().any(|mark| line.contains(mark)) && !asks;
                if is_program && found && !places.iter().any(|place| name.starts_with(place)) {
                    wrong.push(format!("{name}:{}: only {} {what}", at + 1, places.join(", ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_links_are_linked_to() {
    let mut found = 0;
    for path in rust_files("crates/samestory-report/src") {
        if name(&path).ends_with("/html/link.rs") {
            continue;
        }
        for (at, line) in code(&path).iter().enumerate() {
            for value in line.split("href=").skip(1) {
                found += 1;
                let is_link = value.starts_with("(Link::") || value.starts_with("(link)");
                assert!(is_link, "{}:{}: what is linked to is a `Link`", name(&path), at + 1);
            }
        }
    }
    assert!(found > 5, "only {found} links found: are they written in another way?");
}

#[test]
fn nothing_is_left_lying_about() {
    // written in two parts, so that this file passes its own test
    let macros = [concat!("to", "do!("), concat!("db", "g!("), concat!("unimple", "mented!(")];
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let mut wrong = Vec::new();
    for path in ["src", "crates", "tests", "examples", "benches", "fuzz/src", "fuzz/fuzz_targets"]
        .into_iter()
        .flat_map(rust_files)
    {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if ["utils", "util", "helpers", "misc", "common"].contains(&stem) {
            wrong.push(format!("{}: a file is named after its concept", name(&path)));
        }
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if let Some(found) = macros.iter().find(|&&found| line.contains(found)) {
                wrong.push(format!("{}:{}: {found}…)", name(&path), at + 1));
            }
            for mark in marks {
                if let Some((_, rest)) = line.split_once(mark) {
                    let number = rest.trim_start_matches([' ', '(', ':']).strip_prefix('#');
                    if !number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit())) {
                        wrong.push(format!(
                            "{}:{}: {mark} without the number of an issue",
                            name(&path),
                            at + 1
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
