//! The thread that owns the stream.

use std::io;
use std::thread::{self, JoinHandle};

use tokio::sync::{mpsc, oneshot, watch};

use crate::live::LiveStories;
use crate::problem::Problem;

/// So many commands wait at most; who has another one waits to hand it over.
const QUEUE: usize = 256;

/// Asks the stream, and returns what gives the answer to whoever waits for it.
type Command = Box<dyn FnOnce(&mut LiveStories) -> GiveAnswer + Send>;

type GiveAnswer = Box<dyn FnOnce() + Send>;

/// The way to the thread that owns the stream.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    commands: mpsc::Sender<Command>,
    /// The number of the last change.
    latest: watch::Receiver<u64>,
}

impl Engine {
    /// Starts the thread. It ends when nobody can send it commands any more, after the last of them, and gives the stream back.
    pub(crate) fn start(mut live: LiveStories) -> io::Result<(Self, JoinHandle<LiveStories>)> {
        let (commands, mut queue) = mpsc::channel::<Command>(QUEUE);
        let (sender, latest) = watch::channel(live.log.latest().number);
        let thread = thread::Builder::new().name("stream".to_owned()).spawn(move || {
            #[cfg(feature = "parallel")]
            let _pool = work_alone();
            while let Some(command) = queue.blocking_recv() {
                let give_answer = command(&mut live);
                let now = live.log.latest().number;
                sender.send_if_modified(|before| std::mem::replace(before, now) != now);
                // whoever has the answer may ask at once for what knows of it
                give_answer();
            }
            live
        })?;
        Ok((Self { commands, latest }, thread))
    }

    /// Asks the stream. A command is not carried out if nobody waits for it any more when its turn comes.
    ///
    /// # Errors
    ///
    /// If the thread has ended.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut LiveStories) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, answer) = oneshot::channel();
        let command = move |live: &mut LiveStories| -> GiveAnswer {
            if reply.is_closed() {
                return Box::new(|| ());
            }
            let found = question(live);
            // whoever asked may have left since
            Box::new(move || drop(reply.send(found)))
        };
        self.commands.send(Box::new(command)).await.map_err(|_| Problem::stopped())?;
        answer.await.map_err(|_| Problem::stopped())
    }

    /// The way for a thread that the stream does not wait for at its end.
    pub(crate) fn for_thread(&self) -> ThreadEngine {
        ThreadEngine { commands: self.commands.downgrade(), latest: self.latest.clone() }
    }

    /// The number of the last change, to be waited for.
    pub(crate) fn latest(&self) -> watch::Receiver<u64> {
        self.latest.clone()
    }

    /// The number of the last change.
    pub(crate) fn now(&self) -> u64 {
        *self.latest.borrow()
    }
}

/// The way of a thread to the one that owns the stream, as long as others have one too.
#[derive(Debug)]
pub(crate) struct ThreadEngine {
    commands: mpsc::WeakSender<Command>,
    latest: watch::Receiver<u64>,
}

impl ThreadEngine {
    /// Asks the stream.
    ///
    /// # Errors
    ///
    /// If its thread has ended, or is about to.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut LiveStories) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, answer) = oneshot::channel();
        let command = move |live: &mut LiveStories| -> GiveAnswer {
            let found = question(live);
            Box::new(move || drop(reply.send(found)))
        };
        let commands = self.commands.upgrade().ok_or_else(Problem::stopped)?;
        commands.blocking_send(Box::new(command)).map_err(|_| Problem::stopped())?;
        drop(commands);
        answer.blocking_recv().map_err(|_| Problem::stopped())
    }

    /// The number of the last change.
    pub(crate) fn now(&self) -> u64 {
        *self.latest.borrow()
    }
}

/// Makes this thread do all its work itself, as long as what is given is there: it waits for no others, which may be busy with an
/// analysis.
#[cfg(feature = "parallel")]
fn work_alone() -> Option<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().ok()
}
