//! The file of `--state`: a stream between two runs.
//!
//! A first line names the version of samestory that wrote it; then comes the stream in the format of postcard, compressed by gzip, which
//! also tells whether all of it is there. A server adds what it knows beside the stream, compressed for itself.

use std::io::{self, BufRead, BufReader, Read, Write};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use samestory::{Clusterer, Config};

use crate::failure::Failure;
use crate::files::{Content, Output, Role, RunFiles};

/// How the first line begins; the version follows.
const BEGINNING: &str = "samestory state ";

/// This version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// More bytes than any first line has.
const LONGEST_LINE: u64 = 64;

/// The stream that the file of `--state` holds, or a new one if there is no such file.
///
/// # Errors
///
/// If the file is no state, one of another version, or one of a stream that was begun with another configuration.
pub(crate) fn load(config: Config, files: &RunFiles) -> Result<Clusterer, Failure> {
    Ok(load_all(config, files)?.0)
}

/// As [`load`], with what a server has added; empty if none has.
///
/// # Errors
///
/// As [`load`].
pub(crate) fn load_all(config: Config, files: &RunFiles) -> Result<(Clusterer, Vec<u8>), Failure> {
    let begin = |config| Ok((Clusterer::new(config)?, Vec::new()));
    let Some(file) = files.inputs(Role::State).pop() else { return begin(config) };
    let fail = |message: String| Failure::Failed(format!("{}: {message}", file.name()));
    let opened = match file.open() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return begin(config),
        opened => opened.map_err(|error| fail(format!("cannot be read: {error}")))?,
    };
    let [bytes, beside] = read(BufReader::new(opened)).map_err(fail)?;
    let mut clusterer: Clusterer = postcard::from_bytes(&bytes).map_err(|error| {
        fail(format!("is no state of a stream that this version of samestory reads: {error}"))
    })?;
    let corrections = clusterer.config().corrections.clone();
    if *clusterer.config() != (Config { corrections, ..config.clone() }) {
        return Err(fail(
            "the stream was begun with another configuration: give the same --config and --no-copies as then"
                .to_owned(),
        ));
    }
    // the state has its own, which are those of then
    if !config.corrections.is_empty() {
        clusterer.set_corrections(config.corrections);
    }
    Ok((clusterer, beside))
}

/// The stream, and what is beside it.
fn read(mut reader: impl BufRead) -> Result<[Vec<u8>; 2], String> {
    let fail = |error: io::Error| format!("cannot be read: {error}");
    let mut line = Vec::new();
    reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(fail)?;
    let line = String::from_utf8_lossy(&line);
    match line.trim_end().strip_prefix(BEGINNING) {
        Some(VERSION) => {}
        Some(other) => {
            return Err(format!(
                "is the state of a stream by samestory {other}, and this is {VERSION}: a state is read by \
                 the version that wrote it"
            ));
        }
        None => return Err("is no state of a stream".to_owned()),
    }
    let (mut bytes, mut beside) = (Vec::new(), Vec::new());
    GzDecoder::new(&mut reader).read_to_end(&mut bytes).map_err(fail)?;
    if !reader.fill_buf().map_err(fail)?.is_empty() {
        GzDecoder::new(reader).read_to_end(&mut beside).map_err(fail)?;
    }
    Ok([bytes, beside])
}

/// The file of `--state`, to be written when all is read; none if there is none.
///
/// # Errors
///
/// If it cannot be written.
pub(crate) fn create(files: &RunFiles) -> Result<Option<Output>, Failure> {
    match files.path_of(Role::State) {
        Some(_) => files.create(Role::State, Content::Data).map(Some),
        None => Ok(None),
    }
}

/// A stream as it was at one moment, to be written.
pub(crate) struct Snapshot {
    stream: Vec<u8>,
    /// What a server knows beside it.
    beside: Vec<u8>,
}

impl Snapshot {
    /// # Errors
    ///
    /// If a part of the stream cannot be written.
    pub(crate) fn new(clusterer: &Clusterer, beside: Vec<u8>) -> Result<Self, Failure> {
        let stream = postcard::to_stdvec(clusterer)
            .map_err(|error| Failure::Failed(format!("the state cannot be written: {error}")))?;
        Ok(Self { stream, beside })
    }

    /// Writes the stream, completely or not at all.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or another run has written it meanwhile.
    pub(crate) fn write(&self, mut output: Output) -> Result<(), Failure> {
        let mut write = || -> io::Result<()> {
            writeln!(output, "{BEGINNING}{VERSION}")?;
            for part in [&self.stream, &self.beside].into_iter().filter(|part| !part.is_empty()) {
                let mut compressed = GzEncoder::new(&mut output, Compression::fast());
                compressed.write_all(part)?;
                compressed.finish()?;
            }
            Ok(())
        };
        write().map_err(|error| output.failure("the state", &error))?;
        output.finish_unchanged()
    }
}

/// Writes the stream, completely or not at all.
///
/// # Errors
///
/// If it cannot be written, or another run has written it meanwhile.
pub(crate) fn save(clusterer: &Clusterer, output: Output) -> Result<(), Failure> {
    Snapshot::new(clusterer, Vec::new())?.write(output)
}
