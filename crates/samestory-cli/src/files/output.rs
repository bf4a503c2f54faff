//! Where data goes: stdout, or a file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use super::growing::Growing;
use super::identity::followed;
use super::screen::Screen;
use super::unfinished::Unfinished;
use crate::failure::Failure;

/// Who is meant to read the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// People: what is foreign in it has gone through [`clean`](samestory_report::terminal::clean) already.
    Text,
    /// Programs: JSON, CSV, TOML. In a file all is as it is; a terminal is shown escapes for what could control it.
    Data,
}

/// Where data goes.
pub(crate) enum Output {
    /// To whoever reads.
    Stdout(BufWriter<Screen>),
    /// To a file that appears when it is complete.
    File(BufWriter<Unfinished>),
    /// To a file that others may be reading, or to a device or a pipe with a name, which cannot be replaced.
    Growing(BufWriter<Growing>),
}

impl Output {
    /// A file that appears when it is complete. A symbolic link stays a link, and its target is replaced; devices and pipes are
    /// written to.
    pub(super) fn create(path: &Path) -> Result<Self, Failure> {
        let fail = |error: io::Error| unwritable(path, &error);
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(fail(io::ErrorKind::IsADirectory.into())),
            Ok(found) if !found.is_file() => {
                let device = File::options().write(true).open(path).map_err(fail)?;
                Ok(Self::Growing(BufWriter::new(Growing::There(device))))
            }
            _ => {
                let target = followed(path).map_err(fail)?;
                Ok(Self::File(BufWriter::new(Unfinished::create(target).map_err(fail)?)))
            }
        }
    }

    /// A new file that is there at once and grows; else as [`create`](Self::create). A file that is there already is replaced when
    /// the first bytes come.
    pub(super) fn create_live(path: &Path) -> Result<Self, Failure> {
        match Self::create(path)? {
            Self::File(writer) => {
                let fail = |error: io::Error| unwritable(path, &error);
                let unfinished = writer.into_inner().map_err(|error| fail(error.into_error()))?;
                Ok(Self::Growing(BufWriter::new(Growing::new(unfinished).map_err(fail)?)))
            }
            other => Ok(other),
        }
    }

    /// A file in a folder whose names are known beforehand: whatever has the name, a link too, is replaced and not followed.
    pub(crate) fn create_page(path: &Path) -> Result<Self, Failure> {
        let file = Unfinished::create(path.to_owned()).map_err(|error| unwritable(path, &error))?;
        Ok(Self::File(BufWriter::new(file)))
    }

    /// Stdout.
    pub(super) fn stdout(content: Content) -> Self {
        Self::Stdout(BufWriter::new(Screen::new(content)))
    }

    /// Whether someone may be waiting for every line.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self, Self::Stdout(_) | Self::Growing(_))
    }

    /// Whether colours are wanted: on a terminal, unless NO_COLOR or the like says otherwise.
    pub(crate) fn is_colored(&self) -> bool {
        matches!(self, Self::Stdout(_)) && AutoStream::choice(&io::stdout()) != ColorChoice::Never
    }

    /// The file of an earlier run that this one would replace, if it is not replaced yet.
    pub(crate) fn replaced(&self) -> Option<&Path> {
        match self {
            Self::Stdout(_) => None,
            Self::File(writer) => writer.get_ref().replaced(),
            Self::Growing(writer) => writer.get_ref().replaced(),
        }
    }

    /// Another output for the same file, that is to take the place of the same one; none for what is no file.
    #[cfg(feature = "serve")]
    pub(crate) fn again(&self) -> Option<Self> {
        let Self::File(writer) = self else { return None };
        Some(Self::File(BufWriter::new(writer.get_ref().again())))
    }

    /// From here on this run has written the file that is there now.
    #[cfg(feature = "serve")]
    pub(crate) fn replace_what_is_there(&mut self) {
        if let Self::File(writer) = self {
            writer.get_mut().replace_what_is_there();
        }
    }

    /// Says that it cannot be written, and why: by its path, or as what it is.
    pub(crate) fn failure(&self, what: &str, error: &io::Error) -> Failure {
        match self {
            Self::File(writer) => unwritable(writer.get_ref().target(), error),
            _ => Failure::Failed(format!("{what} cannot be written: {error}")),
        }
    }

    /// As [`finish`](Self::finish), unless another run has written the file since this output was made.
    pub(crate) fn finish_unchanged(self) -> Result<(), Failure> {
        match self {
            Self::File(writer) => {
                let target = writer.get_ref().target().to_owned();
                let unfinished = writer.into_inner().map_err(io::IntoInnerError::into_error);
                unfinished
                    .and_then(Unfinished::complete_unchanged)
                    .map_err(|error| unwritable(&target, &error))
            }
            other => other.finish(),
        }
    }

    /// Writes what is left, and lets the file appear.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut writer) => writer.flush()?,
            Self::Growing(mut writer) => {
                writer.flush()?;
                writer.get_mut().appear()?;
            }
            Self::File(writer) => {
                let target = writer.get_ref().target().to_owned();
                let unfinished = writer.into_inner().map_err(io::IntoInnerError::into_error);
                unfinished.and_then(Unfinished::complete).map_err(|error| unwritable(&target, &error))?;
            }
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(writer) => writer.write(bytes),
            Self::Growing(writer) => writer.write(bytes),
            Self::File(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(writer) => writer.flush(),
            Self::Growing(writer) => writer.flush(),
            Self::File(writer) => writer.flush(),
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("{}: cannot be written: {error}", path.display()))
}
