//! The public surface of the library, and of what is made on it, stays small.

use crate::architecture::{code, paths_below};
use crate::support::repository;

/// How many names users of a crate meet, at most. Lower it when names go; raise it only with a reason in the commit.
const MAX: &[(&str, usize)] = &[
    ("src/lib.rs", 73),
    ("crates/samestory-changes/src/lib.rs", 14),
    ("crates/samestory-digest/src/lib.rs", 23),
    ("crates/samestory-evaluation/src/lib.rs", 19),
    ("crates/samestory-explain/src/lib.rs", 21),
];

/// The names that a file makes public, each with its path: what it defines, re-exports, and has in public modules. What needs the
/// feature `unstable`, and tests, are left out. Methods are not counted.
fn public_items(file: &str, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut left_out = false;
    let lines = code(&repository(file));
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("#[cfg(feature = \"unstable\")]") || line.starts_with("#[cfg(test)]") {
            left_out = true;
        } else if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // items of the file begin at the left margin
            if let Some(item) = line.strip_prefix("pub ").filter(|_| !std::mem::take(&mut left_out)) {
                let rest = [item, &lines[at + 1..].concat()].concat();
                found.extend(names(&rest, file, path));
            }
            left_out = false;
        }
    }
    found
}

/// The names of a public item, which begins a text.
fn names(item: &str, file: &str, path: &str) -> Vec<String> {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") };
    let mut words = item.split_whitespace().skip_while(|word| ["const", "async", "unsafe"].contains(word));
    let name_of = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()
    };
    match item.split_whitespace().next().unwrap_or_default() {
        "use" => {
            let uses = item.trim_start_matches("use").split(';').next().unwrap_or_default();
            assert!(!uses.contains('*'), "{file}: re-exports are named one by one");
            paths_below(uses).iter().map(|used| below(used.rsplit("::").next().unwrap_or(used))).collect()
        }
        "mod" => {
            let name = name_of(words.nth(1).unwrap_or_default());
            let folder = file.strip_suffix("lib.rs").or_else(|| file.strip_suffix("mod.rs")).unwrap_or(file);
            let files = [format!("{folder}{name}/mod.rs"), format!("{folder}{name}.rs")];
            let module = files.iter().find(|file| repository(file).is_file());
            public_items(module.unwrap_or_else(|| panic!("{file}: no file of module {name}")), &below(&name))
        }
        "const" => {
            let first = words.next().unwrap_or_default();
            let name = if first == "fn" { words.next().unwrap_or_default() } else { first };
            vec![below(&name_of(name))]
        }
        _ => vec![below(&name_of(words.nth(1).unwrap_or_default()))],
    }
}

#[test]
fn the_public_surface_stays_small() {
    let found = public_items("src/lib.rs", "");
    for known in ["cluster", "Clusterer", "Partition", "credits::Newsrooms", "versions::History"] {
        assert!(found.iter().any(|name| name == known), "{known} is not found: {found:#?}");
    }
    assert!(!found.iter().any(|name| name.contains("reference")), "{found:#?}");
    for (part, known) in [
        ("changes", "TextChange"),
        ("digest", "Digester"),
        ("evaluation", "calibration::Trial"),
        ("explain", "Explainer"),
    ] {
        let found = public_items(&format!("crates/samestory-{part}/src/lib.rs"), "");
        assert!(found.iter().any(|name| name == known), "{known} is not found: {found:#?}");
        assert!(!found.iter().any(|name| name.contains("unstable")), "{found:#?}");
    }
    for (file, max) in MAX {
        let found = public_items(file, "");
        let (count, names) = (found.len(), found.join("\n"));
        assert!(count <= *max, "{file}: {count} public names, {max} at most:\n{names}");
    }
}
