//! Changes as server-sent events.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::routes::{App, refusal};
use crate::changes::Cursor;
use crate::problem::Problem;

/// So many listeners at most.
const MAX_LISTENERS: u64 = 256;

/// Changes sent at once.
const AT_ONCE: usize = 500;

/// After so long without a change a comment says that the connection stands.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Changes that come one after another are sent together.
const TOGETHER: Duration = Duration::from_millis(50);

/// Counts a listener as long as it is there.
struct Listener(App);

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.metrics.listeners.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The parts of a body, as they come.
struct Parts(mpsc::Receiver<Bytes>);

impl Stream for Parts {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|part| part.map(Ok))
    }
}

/// Sends changes behind a cursor as they come; those from now on, if there is none.
pub(super) async fn events(app: App, headers: &HeaderMap, since: Option<Cursor>) -> Response {
    // a browser that connects again says what it has seen
    let seen = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let since = match seen.filter(|id| !id.is_empty()).map(str::parse).transpose() {
        Ok(seen) => seen.or(since),
        Err(message) => return refusal(&Problem::bad_request(format!("Last-Event-ID: {message}"))),
    };
    if app.metrics.listeners.fetch_add(1, Ordering::Relaxed) >= MAX_LISTENERS {
        drop(Listener(app));
        let problem = Problem::new(503, "too_many_listeners", "too many listen to changes");
        return refusal(&Problem { retry_after: Some(10), ..problem });
    }
    let listener = Listener(app);
    let (parts, body) = mpsc::channel(4);
    tokio::spawn(async move {
        // ends when nobody reads, or the server stops
        let _ = send(listener, since, parts).await;
    });
    ([(CONTENT_TYPE, "text/event-stream")], Body::from_stream(Parts(body))).into_response()
}

/// Why no more is sent.
struct Ended;

async fn send(listener: Listener, since: Option<Cursor>, parts: mpsc::Sender<Bytes>) -> Result<(), Ended> {
    let app = &listener.0;
    let mut latest = app.desk.engine().latest();
    let mut stop = app.stop.clone();
    let now = app.desk.numbers().await.map_err(|_| Ended)?.cursor;
    let mut at = since.unwrap_or(now);
    // what the cursor of a listener is before the first change
    let mut text = format!("retry: 2000\nid: {at}\n: listening\n\n");
    loop {
        latest.borrow_and_update();
        match app.desk.logged(Some(at), AT_ONCE).await {
            Ok((changes, cursor, _)) => {
                for change in &changes {
                    text += &format!("id: {}\nevent: change\ndata: {}\n\n", change.cursor, change.json);
                }
                at = cursor;
            }
            Err(problem) if problem.status == 410 => {
                at = app.desk.numbers().await.map_err(|_| Ended)?.cursor;
                let data = json!({ "cursor": at, "message": problem.message });
                text += &format!("id: {at}\nevent: reset\ndata: {data}\n\n");
            }
            Err(_) => return Err(Ended),
        }
        if !text.is_empty() {
            parts.send(std::mem::take(&mut text).into()).await.map_err(|_| Ended)?;
            sleep(TOGETHER).await;
            continue;
        }
        let changed = timeout(HEARTBEAT, first_of(latest.changed(), stop.changed(), parts.closed()));
        match changed.await {
            Err(_) => ": still here\n\n".clone_into(&mut text),
            Ok(true) => {}
            Ok(false) => return Err(Ended),
        }
    }
}

/// Waits for a change, for the stop, or for the listener to leave. Whether it is a change.
async fn first_of<C, S>(
    changed: impl Future<Output = Result<(), C>>,
    stopped: impl Future<Output = Result<(), S>>,
    left: impl Future<Output = ()>,
) -> bool {
    let (mut changed, mut stopped, mut left) =
        (std::pin::pin!(changed), std::pin::pin!(stopped), std::pin::pin!(left));
    std::future::poll_fn(|context| {
        if stopped.as_mut().poll(context).is_ready() || left.as_mut().poll(context).is_ready() {
            return Poll::Ready(false);
        }
        changed.as_mut().poll(context).map(|changed| changed.is_ok())
    })
    .await
}
