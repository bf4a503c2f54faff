//! The files of a folder and the folders in it.

use std::fs;
use std::path::{Path, PathBuf};

/// Endings of what stands beside saved pages and holds no articles.
const LEFT_OUT: &[&str] = &[
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "woff",
    "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "mov", "avi", "pdf", "zip", "tar",
    "exe", "swf", "cdx", "cdxj",
];

/// All files below a folder that may hold articles, sorted by name, folder by folder. What is hidden, what a link leads to, and what
/// stands beside saved pages (style sheets, scripts, pictures) is passed over.
pub(super) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            // it fails when it is read, and is named then
            files.push(folder);
            continue;
        };
        let mut paths: Vec<(PathBuf, bool)> = entries
            .flatten()
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .filter_map(|entry| {
                let kind = entry.file_type().ok()?;
                (kind.is_dir() || kind.is_file()).then(|| (entry.path(), kind.is_dir()))
            })
            .collect();
        paths.sort();
        // folders stand on a stack: the first is taken last
        folders.extend(paths.iter().rev().filter(|(_, is_folder)| *is_folder).map(|(path, _)| path.clone()));
        files.extend(
            paths
                .into_iter()
                .filter(|(path, is_folder)| !is_folder && may_hold_articles(path))
                .map(|(path, _)| path),
        );
    }
    files
}

fn may_hold_articles(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    !LEFT_OUT.contains(&ending.as_str())
}
