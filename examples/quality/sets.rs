//! Which files are judged, and of which kind each is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::arguments::Arguments;

/// Endings of corpus files.
const ENDINGS: &[&str] = if cfg!(feature = "cli") { &[".jsonl", ".jsonl.gz"] } else { &[".jsonl"] };

/// A file to be judged.
pub(crate) struct Set {
    pub(crate) kind: String,
    pub(crate) path: PathBuf,
}

impl Set {
    /// What the file is called in the tables.
    pub(crate) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        name.trim_end_matches(".gz").trim_end_matches(".jsonl").to_owned()
    }
}

/// The files that are given, those of one kind together, kinds in the order in which they are first named.
pub(crate) fn sets(arguments: &Arguments) -> Result<Vec<Set>, Failure> {
    let mut sets = Vec::new();
    match &arguments.sets {
        Some(list) => {
            let folders: Vec<&Path> = arguments.paths.iter().map(|(_, folder)| folder.as_path()).collect();
            for (kind, name) in listed(list)? {
                match find(&folders, &name) {
                    Some(path) => sets.push(Set { kind, path }),
                    None => eprintln!("{}: no file {name} in the folders given, skipped", list.display()),
                }
            }
            if sets.is_empty() {
                return Err(format!("{}: none of the files was found", list.display()).into());
            }
        }
        None => {
            for (kind, path) in &arguments.paths {
                sets.extend(files(path)?.into_iter().map(|path| Set { kind: kind.clone(), path }));
            }
        }
    }
    let mut kinds: Vec<String> = Vec::new();
    for set in &sets {
        if !kinds.contains(&set.kind) {
            kinds.push(set.kind.clone());
        }
    }
    sets.sort_by_key(|set| kinds.iter().position(|kind| *kind == set.kind));
    Ok(sets)
}

/// The lines of a list, "kind, tab, name without ending"; blank lines and those that begin with # do not count.
fn listed(list: &Path) -> Result<Vec<(String, String)>, Failure> {
    let shown = list.display();
    let text = fs::read_to_string(list).map_err(|error| format!("{shown}: {error}"))?;
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_once('\t') {
            Some((kind, name)) => rows.push((kind.trim().to_owned(), name.trim().to_owned())),
            None => return Err(format!("{shown}: line {}: no tab between kind and name", at + 1).into()),
        }
    }
    Ok(rows)
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
