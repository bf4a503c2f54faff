//! Files that others follow while they are written.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::unfinished::Unfinished;

/// A file that is there at once and grows. One of an earlier run is replaced when there is something to replace it.
#[derive(Debug)]
pub(crate) enum Growing {
    /// The file of an earlier run is still there.
    Awaited(Unfinished),
    /// It is there; or it is a device or a pipe with a name, which cannot be replaced.
    There(File),
}

impl Growing {
    /// A new file is there at once.
    ///
    /// # Errors
    ///
    /// If it cannot get its name.
    pub(super) fn new(mut unfinished: Unfinished) -> io::Result<Self> {
        Ok(match unfinished.replaced() {
            Some(_) => Self::Awaited(unfinished),
            None => Self::There(unfinished.appear()?),
        })
    }

    /// The file of an earlier run, as long as it is not replaced.
    pub(super) fn replaced(&self) -> Option<&Path> {
        match self {
            Self::Awaited(unfinished) => unfinished.replaced(),
            Self::There(_) => None,
        }
    }

    /// The file, which has its name from here on.
    ///
    /// # Errors
    ///
    /// If it cannot get its name.
    pub(super) fn appear(&mut self) -> io::Result<&mut File> {
        if let Self::Awaited(unfinished) = self {
            *self = Self::There(unfinished.appear()?);
        }
        match self {
            Self::There(file) => Ok(file),
            Self::Awaited(_) => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.appear()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::There(file) => file.flush(),
            Self::Awaited(_) => Ok(()),
        }
    }
}
