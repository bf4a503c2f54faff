//! Which file a name or a stream means.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Links that are followed one after the other, as in the kernel.
const MAX_LINKS: usize = 40;

/// A file, whatever its names are.
///
/// On Unix a file is known by its device and inode, elsewhere by its canonical path. A file that is not there yet is known by its
/// folder and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Identity {
    /// A file that is there.
    Existing(Key),
    /// A file that is to be made.
    Missing(Key, OsString),
}

#[cfg(unix)]
type Key = (u64, u64);
#[cfg(not(unix))]
type Key = PathBuf;

impl Identity {
    /// The file of a name. None for what can be written and read at once without loss (pipes, terminals, sockets and the like) and
    /// for what cannot be looked at.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match fs::metadata(path) {
            Ok(found) => Self::of_existing(path, &found),
            Err(_) => {
                let target = followed(path).ok()?;
                let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.unwrap_or(Path::new("."));
                let name = target.file_name()?.to_owned();
                Some(Self::Missing(key(folder, &fs::metadata(folder).ok()?)?, name))
            }
        }
    }

    /// The file behind a standard stream, if it is one.
    #[cfg(unix)]
    pub(super) fn of_stream(stream: &impl std::os::fd::AsFd) -> Option<Self> {
        let stream = stream.as_fd().try_clone_to_owned().ok()?;
        Self::of_existing(Path::new(""), &fs::File::from(stream).metadata().ok()?)
    }

    /// Streams have no path.
    #[cfg(not(unix))]
    pub(super) fn of_stream<S>(_: &S) -> Option<Self> {
        None
    }

    fn of_existing(path: &Path, found: &Metadata) -> Option<Self> {
        if holds_data(found) { key(path, found).map(Self::Existing) } else { None }
    }
}

/// Whether what is written replaces what can be read.
fn holds_data(found: &Metadata) -> bool {
    #[cfg(unix)]
    if std::os::unix::fs::FileTypeExt::is_block_device(&found.file_type()) {
        return true;
    }
    found.is_file()
}

#[cfg(unix)]
fn key(_: &Path, found: &Metadata) -> Option<Key> {
    use std::os::unix::fs::MetadataExt;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn key(path: &Path, _: &Metadata) -> Option<Key> {
    path.canonicalize().ok()
}

/// The path at the end of symbolic links, whether anything is there or not.
pub(super) fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        if !fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return Ok(path);
        }
        let target = fs::read_link(&path)?;
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    Err(io::Error::other("too many symbolic links"))
}
