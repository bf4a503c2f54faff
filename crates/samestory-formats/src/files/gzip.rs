//! Gzip files of any number of members.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::sync::{Arc, OnceLock};

use flate2::bufread::GzDecoder;

/// What a member begins with.
const MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];

/// What an archive of pages begins with.
const ARCHIVE: &[u8] = b"WARC/";

/// Decompresses member after member. An archive of pages has a record in each: where a member is damaged, reading fails once with
/// [`DamagedMember`], and goes on with the next member. Every other file ends with its first error, or where no member follows; what
/// follows then is said, unless it is nothing but zeros, as on tapes.
pub(super) struct GzipReader<R> {
    /// None while it goes from one member to the next, and at the end.
    decoder: Option<GzDecoder<R>>,
    /// What the first member begins with, as far as it decides.
    begin: Vec<u8>,
    is_broken: bool,
    remark: Remark,
}

/// What is to be said of a file once it is read.
pub(super) type Remark = Arc<OnceLock<&'static str>>;

const TRAILING: &str = "what follows its compressed data is no gzip, and is left out";

impl<R: BufRead> GzipReader<R> {
    /// Decompresses a reader that stands at the beginning of a member.
    pub(super) fn new(source: R, remark: Remark) -> Self {
        Self { decoder: Some(GzDecoder::new(source)), begin: Vec::new(), is_broken: false, remark }
    }

    /// Goes to the next member; none at the end of the file.
    fn next_member(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.take() else { return Ok(()) };
        let mut source = decoder.into_inner();
        if self.is_broken {
            skip_to_magic(&mut source)?;
            self.is_broken = false;
        }
        let next = source.fill_buf()?.first().copied();
        if self.begin != ARCHIVE && next.is_some_and(|byte| byte != MAGIC[0]) {
            if !is_nothing_but_zeros(source)? {
                let _ = self.remark.set(TRAILING);
            }
        } else if next.is_some() {
            self.decoder = Some(GzDecoder::new(source));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for GzipReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if self.is_broken {
                self.next_member()?;
            }
            let Some(decoder) = &mut self.decoder else { return Ok(0) };
            match decoder.read(buffer) {
                Ok(0) => self.next_member()?,
                Ok(read) => {
                    let missing = ARCHIVE.len().saturating_sub(self.begin.len());
                    self.begin.extend_from_slice(&buffer[..read.min(missing)]);
                    return Ok(read);
                }
                Err(error) if self.begin == ARCHIVE && error.kind() != io::ErrorKind::Interrupted => {
                    self.is_broken = true;
                    return Err(io::Error::other(DamagedMember(error.to_string())));
                }
                Err(error) => return Err(error),
            }
        }
    }
}

fn is_nothing_but_zeros(mut source: impl BufRead) -> io::Result<bool> {
    loop {
        let available = source.fill_buf()?;
        if available.is_empty() {
            return Ok(true);
        }
        if available.iter().any(|&byte| byte != 0) {
            return Ok(false);
        }
        let length = available.len();
        source.consume(length);
    }
}

/// Passes over bytes up to those that a member begins with.
fn skip_to_magic(source: &mut impl BufRead) -> io::Result<()> {
    loop {
        let available = source.fill_buf()?;
        if available.is_empty() {
            return Ok(());
        }
        // one that the end of the buffer cuts is passed over: its record is lost, and the next is found
        if let Some(at) = memchr::memmem::find(available, MAGIC) {
            source.consume(at);
            return Ok(());
        }
        let length = available.len();
        source.consume(length);
    }
}

/// A member of an archive that cannot be decompressed; the next ones can.
#[derive(Debug)]
pub(crate) struct DamagedMember(String);

impl fmt::Display for DamagedMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "its compressed member is damaged: {}", self.0)
    }
}

impl std::error::Error for DamagedMember {}
