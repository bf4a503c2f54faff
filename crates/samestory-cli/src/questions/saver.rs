//! The state of a server, saved while it runs and when it stops.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use samestory_server::{Desk, LiveStories};
use tokio::runtime::Runtime;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Output, RunFiles};
use crate::state::{self, Snapshot};

/// Writes the file of `--state`.
#[derive(Clone)]
pub(super) struct Saver {
    /// What is written the next time; none when it was the last time. It knows whether another run has written the file.
    next: Arc<Mutex<Option<Output>>>,
}

impl Saver {
    /// None if no state is to be saved.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub(super) fn create(files: &RunFiles) -> Result<Option<Self>, Failure> {
        let Some(output) = state::create(files)? else { return Ok(None) };
        // a server that is killed between two states leaves no unfinished one
        let next = output.again().unwrap_or(output);
        Ok(Some(Self { next: Arc::new(Mutex::new(Some(next))) }))
    }

    /// Saves the stream again and again, as long as the runtime runs, with so much time in between; what has not changed is not written.
    /// What goes wrong is told, and may go well the next time. A device or a pipe is written in the end alone.
    pub(super) fn start(&self, runtime: &Runtime, desk: Desk, every: Duration) {
        if self.lock().as_ref().and_then(Output::again).is_none() {
            return;
        }
        let saver = self.clone();
        runtime.spawn(async move {
            let (console, mut saved) = (Console::new(false), None);
            loop {
                sleep(every).await;
                let changed = move |live: &LiveStories| {
                    let now = live.latest();
                    (Some(now) != saved).then(|| (now, snapshot(live)))
                };
                let Ok(changed) = desk.look(changed).await else { break };
                let Some((now, snapshot)) = changed else { continue };
                let saver = saver.clone();
                match spawn_blocking(move || saver.write(&snapshot?)).await {
                    Ok(Ok(())) => saved = Some(now),
                    Ok(Err(Failure::Failed(message))) => console.warn(&message),
                    Ok(Err(_)) | Err(_) => break,
                }
            }
        });
    }

    /// Saves the stream for the last time.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or another run has written it meanwhile.
    pub(super) fn finish(&self, live: &LiveStories) -> Result<(), Failure> {
        let last = self.lock().take();
        last.map_or(Ok(()), |output| snapshot(live)?.write(output))
    }

    /// Writes a file that can be written again, unless that was done for the last time.
    fn write(&self, snapshot: &Snapshot) -> Result<(), Failure> {
        let mut next = self.lock();
        let following = next.as_ref().and_then(Output::again);
        if let Some(output) = std::mem::replace(&mut *next, following) {
            snapshot.write(output)?;
            next.iter_mut().for_each(Output::replace_what_is_there);
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Option<Output>> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn snapshot(live: &LiveStories) -> Result<Snapshot, Failure> {
    let mut beside = Vec::new();
    live.save_beside(&mut beside)?;
    Snapshot::new(live.clusterer(), beside)
}
