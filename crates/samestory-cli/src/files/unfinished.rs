//! Files that are being written, under a name of their own until they are complete.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::SystemTime;

use tempfile::{Builder, NamedTempFile};

/// What to remove if the program is told to end. Whoever makes, renames or removes such a file holds the lock meanwhile.
static PATHS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether somebody else ends the program after a signal, when what it does is done.
static IS_ENDED_ELSEWHERE: AtomicBool = AtomicBool::new(false);

/// Leaves it to the caller to end the program after a signal.
#[cfg(feature = "serve")]
pub(crate) fn leave_signals() {
    IS_ENDED_ELSEWHERE.store(true, Ordering::SeqCst);
}

/// What is to be done before a signal ends the program.
static BEFORE_END: Mutex<Option<BeforeEnd>> = Mutex::new(None);

type BeforeEnd = Box<dyn FnOnce() + Send>;

/// Has this done before a signal ends the program: once, and on another thread.
pub(crate) fn before_signals_end(act: impl FnOnce() + Send + 'static) {
    *BEFORE_END.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(act));
}

/// A file beside the one it is to become. It is removed if it is dropped before it is complete, and if a signal ends the program.
#[derive(Debug)]
pub(crate) struct Unfinished {
    /// None before something is written to one that comes [again](Self::again), and when it is complete or gone.
    file: Option<NamedTempFile>,
    target: PathBuf,
    /// When the file that is to be replaced was written, and how long it was.
    before: Option<Stamp>,
}

type Stamp = (Option<SystemTime>, u64);

impl Unfinished {
    /// Makes a new file in the folder of the target. It gets the mode and the owner of a target that is there, else those of any
    /// new file.
    ///
    /// # Errors
    ///
    /// If the folder takes no new file, or the owner cannot be kept.
    pub(super) fn create(target: PathBuf) -> io::Result<Self> {
        let (file, before) = (make(&target)?, stamp(&target));
        Ok(Self { file: Some(file), before, target })
    }

    /// Gives the file its name, after all of it is on disk.
    ///
    /// # Errors
    ///
    /// If the disk does not take it, or the name is that of a folder.
    pub(super) fn complete(mut self) -> io::Result<()> {
        self.file()?.sync_all()?;
        self.rename()?;
        // the name is on disk when the folder is; some file systems cannot say so
        if let Some(folder) = self.target.parent().and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// As [`complete`](Self::complete), unless somebody else has written the file since this one was made.
    ///
    /// # Errors
    ///
    /// As there, and if somebody has.
    pub(super) fn complete_unchanged(self) -> io::Result<()> {
        if stamp(&self.target) == self.before {
            return self.complete();
        }
        Err(io::Error::other(format!(
            "another run has written {} since this one read it, and this one would undo that",
            self.target.display()
        )))
    }

    /// Another file that is to become the same, in the place of the same one as this. It is made when something is written to it.
    #[cfg(feature = "serve")]
    pub(super) fn again(&self) -> Self {
        Self { file: None, target: self.target.clone(), before: self.before }
    }

    /// From here on the file that is there now is the one to be replaced: this run has written it.
    #[cfg(feature = "serve")]
    pub(super) fn replace_what_is_there(&mut self) {
        self.before = stamp(&self.target);
    }

    /// Gives the file its name before anything is in it.
    ///
    /// # Errors
    ///
    /// As [`complete`](Self::complete).
    pub(super) fn appear(&mut self) -> io::Result<File> {
        self.rename()
    }

    /// What the file is to become.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// The file that is to be replaced, if it was there when this one was made.
    pub(super) fn replaced(&self) -> Option<&Path> {
        self.before.is_some().then_some(&self.target)
    }

    fn rename(&mut self) -> io::Result<File> {
        let mut paths = paths();
        let file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        let path = file.path().to_owned();
        let done = file.persist(&self.target);
        paths.retain(|known| *known != path);
        done.map_err(|error| error.error)
    }

    fn file(&self) -> io::Result<&File> {
        Ok(self.file.as_ref().ok_or(io::ErrorKind::NotFound)?.as_file())
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.file.is_none() {
            self.file = Some(make(&self.target)?);
        }
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), |file| file.as_file().flush())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let mut paths = paths();
            let path = file.path().to_owned();
            // nothing can be done if this fails
            let _ = file.close();
            paths.retain(|known| *known != path);
        }
    }
}

/// A new file in the folder of the target, with the mode and the owner of a target that is there.
fn make(target: &Path) -> io::Result<NamedTempFile> {
    static WATCH: Once = Once::new();
    WATCH.call_once(remove_on_signals);
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let before = fs::symlink_metadata(target).ok().filter(Metadata::is_file);
    let mut paths = paths();
    let file = builder().tempfile_in(folder).map_err(without_path)?;
    before.map_or(Ok(()), |before| keep_attributes(file.as_file(), &before))?;
    paths.push(file.path().to_owned());
    Ok(file)
}

fn stamp(path: &Path) -> Option<Stamp> {
    fs::metadata(path).ok().map(|found| (found.modified().ok(), found.len()))
}

fn paths() -> MutexGuard<'static, Vec<PathBuf>> {
    PATHS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An error without the path of the unfinished file, which nobody named.
fn without_path(error: io::Error) -> io::Error {
    let message = error.to_string();
    match message.split_once(" at path ") {
        Some((why, _)) => io::Error::new(error.kind(), why),
        None => error,
    }
}

fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".samestory-").suffix(".unfinished");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

#[cfg(unix)]
fn keep_attributes(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (before.uid(), before.gid()) {
        fchown(file, Some(before.uid()), Some(before.gid())).map_err(|error| {
            io::Error::new(error.kind(), format!("its owner or group cannot be kept: {error}"))
        })?;
    }
    // after the owner, whose change takes bits of the mode away
    file.set_permissions(before.permissions())
}

#[cfg(not(unix))]
fn keep_attributes(file: &File, before: &Metadata) -> io::Result<()> {
    file.set_permissions(before.permissions())
}

/// Removes unfinished files when a signal is to end the program, and ends it as the signal would.
#[cfg(unix)]
fn remove_on_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let watched = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|&signal| !is_ignored(signal));
    let Ok(mut signals) = signal_hook::iterator::Signals::new(watched) else { return };
    std::thread::spawn(move || {
        let is_for_us = |_: &i32| !IS_ENDED_ELSEWHERE.load(Ordering::SeqCst);
        if let Some(signal) = signals.forever().find(is_for_us) {
            let act = BEFORE_END.lock().unwrap_or_else(PoisonError::into_inner).take();
            act.into_iter().for_each(|act| act());
            // kept until the end, so that no other file is made
            let paths = paths();
            for path in paths.iter() {
                let _ = fs::remove_file(path);
            }
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

#[cfg(not(unix))]
fn remove_on_signals() {}

/// Whether whoever started the program wants it to go on after a signal, as `nohup` does. Where this cannot be asked, a hang-up
/// counts as ignored.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    match mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()) {
        Some(mask) => mask >> (signal - 1) & 1 == 1,
        None => signal == signal_hook::consts::SIGHUP,
    }
}
