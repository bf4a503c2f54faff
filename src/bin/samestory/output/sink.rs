//! Where data goes: stdout, or a file that is written completely or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};

use crate::failure::Failure;

/// Where data goes.
pub(crate) enum Output {
    /// To whoever reads.
    Stdout(BufWriter<Stdout>),
    /// To a file that appears when it is complete.
    File(BufWriter<PartFile>),
    /// To a device or a pipe with a name, which cannot be replaced.
    Device(BufWriter<File>),
}

impl Output {
    /// Opens a file, or stdout for none and "-".
    pub(crate) fn create(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else { return Ok(Self::stdout()) };
        let fail =
            |error: io::Error| Failure::Failed(format!("{}: cannot be written: {error}", path.display()));
        // a link stays a link, and its target is replaced
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&target) {
            Ok(found) if found.is_dir() => Err(fail(io::ErrorKind::IsADirectory.into())),
            Ok(found) if !found.is_file() => {
                let device = File::options().write(true).open(&target).map_err(fail)?;
                Ok(Self::Device(BufWriter::new(device)))
            }
            _ => Ok(Self::File(BufWriter::new(PartFile::create(target).map_err(fail)?))),
        }
    }

    /// Stdout.
    pub(crate) fn stdout() -> Self {
        Self::Stdout(BufWriter::new(io::stdout()))
    }

    /// Whether someone may be waiting for every line.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self, Self::Stdout(_) | Self::Device(_))
    }

    /// Whether colours are wanted: on a terminal, unless NO_COLOR or the like says otherwise.
    pub(crate) fn is_colored(&self) -> bool {
        matches!(self, Self::Stdout(_)) && AutoStream::choice(&io::stdout()) != ColorChoice::Never
    }

    /// Writes what is left, and lets the file appear.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut writer) => writer.flush()?,
            Self::Device(mut writer) => writer.flush()?,
            Self::File(writer) => writer.into_inner().map_err(io::IntoInnerError::into_error)?.complete()?,
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(writer) => writer.write(bytes),
            Self::Device(writer) => writer.write(bytes),
            Self::File(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(writer) => writer.flush(),
            Self::Device(writer) => writer.flush(),
            Self::File(writer) => writer.flush(),
        }
    }
}

/// A file with ".part" after its name until it is complete; removed if it never is.
pub(crate) struct PartFile {
    file: File,
    part: PathBuf,
    target: PathBuf,
    complete: bool,
}

impl PartFile {
    fn create(target: PathBuf) -> io::Result<Self> {
        let mut part = target.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        Ok(Self { file: File::create(&part)?, part, target, complete: false })
    }

    fn complete(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.part, &self.target)?;
        self.complete = true;
        Ok(())
    }
}

impl Write for PartFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if !self.complete {
            // nothing can be done if this fails too
            let _ = fs::remove_file(&self.part);
        }
    }
}
