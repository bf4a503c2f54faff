//! What is read: a file, stdin or anything else with a name.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::compressed::{BoxedReader, decompress};
use super::encoding::decode;
use super::gzip::Remark;

/// Opens a source, when its turn comes.
type Open = Box<dyn FnOnce() -> io::Result<Box<dyn Read + Send>> + Send>;

/// Something to read records from, with its name. It is opened when its turn comes.
pub struct Source {
    name: String,
    path: Option<PathBuf>,
    id: Option<String>,
    only_known: bool,
    open: Open,
}

impl Source {
    /// A file. What its name ends with decides whether it may be a saved page.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let opened = path.clone();
        Self::new(path.display().to_string(), move || Ok(Box::new(File::open(opened)?))).with_path(path)
    }

    /// Anything else, under a name for messages.
    pub fn new(
        name: impl Into<String>,
        open: impl FnOnce() -> io::Result<Box<dyn Read + Send>> + Send + 'static,
    ) -> Self {
        Self { name: name.into(), path: None, id: None, only_known: false, open: Box::new(open) }
    }

    /// With a path, which decides whether it may be a saved page, and which names the article of one.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// With the id of the article, if it is a saved page that gives none itself: in a folder of pages many have the same name.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// To be left out if its first bytes are those of no format, where any other source is read as JSON lines: for what is found in a
    /// folder.
    #[must_use]
    pub fn only_if_known(mut self) -> Self {
        self.only_known = true;
        self
    }

    /// Its name and path, and the way to open it.
    pub(super) fn into_parts(self) -> (Origin, Open) {
        let Self { name, path, id, only_known, open } = self;
        (Origin { name, path, id, only_known, is_numbered: false }, open)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name).field("path", &self.path).finish_non_exhaustive()
    }
}

/// Where records come from.
#[derive(Debug)]
pub(super) struct Origin {
    /// What it is called in messages.
    pub(super) name: String,
    path: Option<PathBuf>,
    /// The id of the article of a saved page.
    id: Option<String>,
    /// Whether it is left out if it is in no known format.
    pub(super) only_known: bool,
    /// Whether its records are counted, and not known by their lines.
    pub(super) is_numbered: bool,
}

impl Origin {
    /// The path, if it has one.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The id of the article of a saved page, if it is not its file's name.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The path, else the name.
    pub(super) fn path_or_name(&self) -> &Path {
        self.path().unwrap_or(Path::new(&self.name))
    }
}

/// What bytes hold as UTF-8: decompressed if they begin like gzip or Zstandard, decoded if they begin with a byte order mark of UTF-16
/// or like ASCII in UTF-16.
///
/// # Errors
///
/// If the first bytes cannot be read, or are those of an encoding that is not read. Reading fails when compressed bytes have become
/// more than 64 MiB and more than `max_expansion` times as many.
pub fn decoded(raw: impl Read + Send + 'static, max_expansion: u32) -> io::Result<BoxedReader> {
    decoded_with(raw, max_expansion, &Remark::default())
}

/// As [`decoded`]; `remark` is told what was left out without a failure.
pub(super) fn decoded_with(
    raw: impl Read + Send + 'static,
    max_expansion: u32,
    remark: &Remark,
) -> io::Result<BoxedReader> {
    decode(decompress(raw, max_expansion, remark)?)
}
