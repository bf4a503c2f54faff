//! Which files are read, of which kind each is, and which of them belong together.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;

/// Endings of corpus files.
const ENDINGS: &[&str] = &[".jsonl", ".jsonl.gz"];

/// A file with articles.
pub struct Set {
    /// The kind of input.
    pub kind: String,
    /// Where it is.
    pub path: PathBuf,
    /// Sets with texts in common have the same family.
    pub family: String,
    used: Use,
}

/// What a set is used for by an example that trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It is trained on and judged.
    Training,
    /// It is only judged.
    Judging,
    /// It is neither trained on nor judged.
    Nothing,
}

impl Use {
    fn named(name: &str) -> Option<Self> {
        match name {
            "" | "trained" => Some(Self::Training),
            "judged" => Some(Self::Judging),
            "unused" => Some(Self::Nothing),
            _ => None,
        }
    }
}

impl Set {
    /// A set by itself.
    fn of_kind(kind: &str, path: PathBuf) -> Self {
        let mut set = Self { kind: kind.to_owned(), path, family: String::new(), used: Use::Training };
        set.family = set.name();
        set
    }

    /// Whether an example that trains uses it.
    pub fn is_trained_on(&self) -> bool {
        self.used == Use::Training
    }

    /// Whether an example that trains judges it.
    pub fn is_judged(&self) -> bool {
        self.used != Use::Nothing
    }

    /// What the file is called in the tables.
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        name.trim_end_matches(".gz").trim_end_matches(".jsonl").to_owned()
    }
}

/// The files that are given, those of one kind together, kinds in the order in which they are first named.
///
/// The paths are files and folders with their kinds; with a list of sets they are folders that hold its files.
pub fn sets(paths: &[(String, PathBuf)], list: Option<&Path>) -> Result<Vec<Set>, Failure> {
    let mut sets = match list {
        Some(list) => {
            let folders: Vec<&Path> = paths.iter().map(|(_, folder)| folder.as_path()).collect();
            listed(list, &folders)?
        }
        None => {
            let mut sets = Vec::new();
            for (kind, path) in paths {
                sets.extend(files(path)?.into_iter().map(|path| Set::of_kind(kind, path)));
            }
            sets
        }
    };
    let mut kinds: Vec<String> = Vec::new();
    for set in &sets {
        if !kinds.contains(&set.kind) {
            kinds.push(set.kind.clone());
        }
    }
    sets.sort_by_key(|set| kinds.iter().position(|kind| *kind == set.kind));
    Ok(sets)
}

/// The sets of a list that are in these folders. A line is "kind, tab, name without ending", then, if they are not as usual, tab
/// and family, tab and use; blank lines and those that begin with # do not count.
fn listed(list: &Path, folders: &[&Path]) -> Result<Vec<Set>, Failure> {
    let shown = list.display();
    let text = fs::read_to_string(list).map_err(|error| format!("{shown}: {error}"))?;
    let mut sets = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut columns = line.split('\t').map(str::trim);
        let (Some(kind), Some(name)) = (columns.next(), columns.next()) else {
            return Err(format!("{shown}: line {}: no tab between kind and name", at + 1).into());
        };
        let family = columns.next().unwrap_or_default();
        let used = columns.next().unwrap_or_default();
        let used = Use::named(used).ok_or_else(|| {
            format!("{shown}: line {}: {used}: trained, judged or unused is needed", at + 1)
        })?;
        let Some(path) = find(folders, name) else {
            eprintln!("{shown}: no file {name} in the folders given, skipped");
            continue;
        };
        let set = Set::of_kind(kind, path);
        let family = if family.is_empty() { set.family } else { family.to_owned() };
        sets.push(Set { family, used, ..set });
    }
    if sets.is_empty() {
        return Err(format!("{shown}: none of the files was found").into());
    }
    Ok(sets)
}

fn find(folders: &[&Path], name: &str) -> Option<PathBuf> {
    let candidates = folders
        .iter()
        .flat_map(|folder| ENDINGS.iter().map(move |ending| folder.join(format!("{name}{ending}"))));
    candidates.into_iter().find(|path| path.is_file())
}

/// A file, or the corpus files of a folder in order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |error: std::io::Error| format!("{}: {error}", path.display());
    if !fs::metadata(path).map_err(fail)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(fail)? {
        let file = entry.map_err(fail)?.path();
        if ENDINGS.iter().any(|ending| file.to_string_lossy().ends_with(ending)) {
            found.push(file);
        }
    }
    if found.is_empty() {
        return Err(format!("{}: no {} in this folder", path.display(), ENDINGS.join(" or ")).into());
    }
    found.sort();
    Ok(found)
}
