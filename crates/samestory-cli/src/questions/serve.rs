//! `samestory serve`.

use std::future::poll_fn;
use std::io;
use std::pin::pin;

use samestory_server::http::{HttpOptions, Token, serve, stop_asked};
use samestory_server::{Desk, LiveStories};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::args::ServeArgs;
use super::saver::Saver;
use super::stream;
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Role, leave_signals};
use crate::input::Reading;

/// The token, if the command line has none.
const TOKEN: &str = "SAMESTORY_TOKEN";

/// Answers questions over HTTP until it is told to stop.
pub(crate) fn run(args: &ServeArgs) -> Result<Reading, Failure> {
    let token = token(args)?;
    if token.is_none() && !args.listen.ip().is_loopback() {
        let message = format!(
            "--listen {} is an address that other machines may reach: --token, or {TOKEN} in the environment, is needed",
            args.listen
        );
        return Err(Failure::Usage(message));
    }
    if args.state.as_ref().is_some_and(|path| path.as_os_str() == "-") {
        return Err(Failure::Usage("--state needs a file of its own, not stdout".to_owned()));
    }
    // what was answered is to be saved first
    leave_signals();
    let files = stream::files(&args.stream).write_if(Role::State, args.state.as_deref());
    #[cfg(feature = "watch")]
    let files = crate::watch::with_lists(files, &args.watch);
    let files = files.check()?;
    #[cfg(feature = "watch")]
    let feeds = super::feeds::open(args, &files)?;
    let families = engine::read_families(&files)?;
    let console = Console::new(true);
    let (live, reading) = stream::open(&args.stream, &files, &console)?;
    let saver = Saver::create(&files)?;

    let mut options = HttpOptions::default();
    options.title.clone_from(&args.title);
    options.token = token;
    options.max_body = usize::try_from(args.max_body).unwrap_or(usize::MAX);
    options.max_requests = args.max_requests.into();
    options.max_rate = args.max_rate;
    options.limits = args.stream.input.limits.reading();
    let (desk, thread) = Desk::open(live, families).map_err(|error| fail(&error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| fail(&error))?;
    #[cfg(feature = "watch")]
    let feeds =
        feeds.map(|feeds| feeds.start(&runtime, desk.clone())).transpose().map_err(|error| fail(&error))?;
    saver.iter().for_each(|saver| saver.start(&runtime, desk.clone(), args.save_every));
    let served = runtime.block_on(listen(desk, args, options, &console));
    // whoever holds the desk goes with the runtime, which waits for a state that is being written
    #[cfg(feature = "watch")]
    drop(feeds);
    drop(runtime);
    let live: LiveStories =
        thread.join().map_err(|_| Failure::Failed("the stream has broken off".to_owned()))?;
    saver.map_or(Ok(()), |saver| saver.finish(&live))?;
    engine::leave(live);
    served.map(|()| reading)
}

/// Listens until a signal says stop.
async fn listen(
    desk: Desk,
    args: &ServeArgs,
    options: HttpOptions,
    console: &Console,
) -> Result<(), Failure> {
    let unable = |error: &io::Error| Failure::Failed(format!("--listen {}: {error}", args.listen));
    let listener = TcpListener::bind(args.listen).await.map_err(|error| unable(&error))?;
    let address = listener.local_addr().map_err(|error| unable(&error))?;
    let (stop, stopped) = watch::channel(false);
    let mut asked = pin!(stop_asked());
    let mut served = pin!(serve(desk, listener, options, stopped));
    let (mut is_asked, mut is_told) = (false, false);
    poll_fn(|context| {
        if !is_asked && asked.as_mut().poll(context).is_ready() {
            is_asked = true;
            stop.send_replace(true);
        }
        // from here on a signal is heard
        if !std::mem::replace(&mut is_told, true) {
            console.note(&format!("listening at http://{address}/"));
        }
        served.as_mut().poll(context)
    })
    .await
    .map_err(|error| fail(&error))
}

/// The token of the command line or of the environment.
fn token(args: &ServeArgs) -> Result<Option<Token>, Failure> {
    let given = args.token.clone().map(|token| ("--token", token));
    let given = given.or_else(|| std::env::var(TOKEN).ok().map(|token| (TOKEN, token)));
    let checked = given
        .map(|(name, token)| Token::new(&token).map_err(|error| Failure::Usage(format!("{name}: {error}"))));
    checked.transpose()
}

fn fail(error: &io::Error) -> Failure {
    Failure::Failed(format!("the server cannot go on: {error}"))
}
