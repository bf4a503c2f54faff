//! Connections: taken, answered, and ended.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::HttpOptions;
use super::guard::Peer;
use super::routes::{App, router};
use crate::desk::Desk;

/// So many connections are open at once; more wait to be taken.
const MAX_CONNECTIONS: usize = 1024;

/// The headers of a request have to be there after so long.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);

/// Requests that have begun are answered after a stop, if that takes no longer.
const LAST_ANSWERS: Duration = Duration::from_secs(20);

/// Answers questions until `stop` is true: then no connection is taken any more, and what has begun is answered.
///
/// # Errors
///
/// If no connection can be taken any more.
pub async fn serve(
    desk: Desk,
    listener: TcpListener,
    options: HttpOptions,
    stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let router = TowerToHyperService::new(router(App::new(desk, options, stop.clone())));
    let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else { break };
        let Some(taken) = next_connection(&listener, stop.clone()).await else { break };
        let (stream, peer) = match taken {
            Ok(taken) => taken,
            Err(error) if is_of_one_connection(&error) => continue,
            // too many files are open, most likely: others will be closed
            Err(_) => {
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (router, stop) = (router.clone(), stop.clone());
        connections.spawn(async move {
            answer(stream, peer, router, stop).await;
            drop(permit);
        });
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    // who does not read answers is left
    let _ = timeout(LAST_ANSWERS, all).await;
    Ok(())
}

/// The next connection; none if the server is to stop.
async fn next_connection(
    listener: &TcpListener,
    mut stop: watch::Receiver<bool>,
) -> Option<io::Result<(TcpStream, SocketAddr)>> {
    let mut stopped = pin!(stop.wait_for(|stop| *stop));
    poll_fn(|context| {
        if stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        listener.poll_accept(context).map(Some)
    })
    .await
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Answers the requests of a connection. After a stop the one that has begun is the last.
async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    router: TowerToHyperService<axum::Router>,
    mut stop: watch::Receiver<bool>,
) {
    // answers are small, and waited for
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip().to_canonical()));
        router.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let mut stopped = pin!(stop.wait_for(|stop| *stop));
    let mut is_last = false;
    // a connection that breaks concerns its client alone
    let _ = poll_fn(|context| {
        if !is_last && stopped.as_mut().poll(context).is_ready() {
            is_last = true;
            connection.as_mut().graceful_shutdown();
        }
        connection.as_mut().poll(context)
    })
    .await;
}

/// Waits until somebody asks the process to end: SIGTERM, SIGINT.
///
/// # Errors
///
/// If signals cannot be waited for.
pub async fn stop_asked() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        poll_fn(|context| {
            let asked = terminate.poll_recv(context).is_ready() || interrupt.poll_recv(context).is_ready();
            if asked { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        Ok(())
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
