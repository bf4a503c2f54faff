//! Feeds that a server polls into its stream.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use samestory_formats::{InputError, Record};
use samestory_server::{Arrival, Desk};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use super::args::ServeArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::RunFiles;
use crate::watch::{Poller, addresses};

/// A server that does not answer is left after so long.
const TIMEOUT: Duration = Duration::from_secs(30);

/// So many feeds with news wait for the stream; then the next is asked for later.
const WAITING: usize = 4;

/// Feeds that are to be polled.
pub(super) struct Feeds(Poller);

/// Feeds that are polled, as long as this is kept.
pub(super) struct Polled {
    /// Ends the wait for the next feed.
    _stop: Sender<()>,
}

/// The feeds of the command line, if it names any.
///
/// # Errors
///
/// If a list cannot be read, or none of them names a feed.
pub(super) fn open(args: &ServeArgs, files: &RunFiles) -> Result<Option<Feeds>, Failure> {
    if args.watch.is_empty() {
        return Ok(None);
    }
    let addresses = addresses(&args.watch, files)?;
    Ok(Some(Feeds(Poller::new(addresses, args.every, TIMEOUT, &args.stream.input.limits, false))))
}

impl Feeds {
    /// Polls on a thread of its own, and hands what is new to the desk. The thread holds no desk, so that a server that stops does not
    /// wait for a feed that is slow.
    ///
    /// # Errors
    ///
    /// If the thread cannot be started.
    pub(super) fn start(self, runtime: &Runtime, desk: Desk) -> io::Result<Polled> {
        let (news, mut arrived) = mpsc::channel::<Vec<Arrival>>(WAITING);
        let (stop, stopped) = channel();
        thread::Builder::new().name("feeds".to_owned()).spawn(move || poll(self.0, &news, &stopped))?;
        runtime.spawn(async move {
            while let Some(arrivals) = arrived.recv().await {
                if desk.receive(arrivals).await.is_err() {
                    break;
                }
            }
        });
        Ok(Polled { _stop: stop })
    }
}

/// Asks for each feed when it is due, until nobody wants its news.
fn poll(mut poller: Poller, news: &mpsc::Sender<Vec<Arrival>>, stopped: &Receiver<()>) {
    let console = Console::new(false);
    while let Some(due) = poller.due() {
        let wait = due.saturating_duration_since(Instant::now());
        if stopped.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let Some((url, body)) = poller.ask(&console) else { continue };
        // an item that is no use is told, and leaves the others
        let take = |read: Result<Record, InputError>| {
            Ok(read.map_err(|error| console.warn(&error.to_string())).ok())
        };
        let found = poller.news(&url, body, take).unwrap_or_default();
        if !found.is_empty() && news.blocking_send(found.into_iter().map(Arrival::from).collect()).is_err() {
            return;
        }
    }
}
