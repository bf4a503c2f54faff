//! Bodies of requests, within limits.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use futures_core::Stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::problem::Problem;

/// A body has to be there after so long.
const WITHIN: Duration = Duration::from_secs(30);

/// Memory for bodies is given out in pieces of so many bytes.
const PIECE: usize = 64 << 10;

/// So many bodies of the greatest length are in memory at once.
const LONGEST_AT_ONCE: usize = 4;

/// The memory that bodies may take together.
#[derive(Debug, Clone)]
pub(super) struct BodyMemory {
    pieces: Arc<Semaphore>,
    max_body: usize,
}

/// A body, and the memory it takes.
pub(super) struct ReadBody {
    pub(super) bytes: Vec<u8>,
    /// Given back when it is dropped.
    pub(super) memory: OwnedSemaphorePermit,
}

impl BodyMemory {
    pub(super) fn new(max_body: usize) -> Self {
        let pieces = Arc::new(Semaphore::new(LONGEST_AT_ONCE * max_body.div_ceil(PIECE).max(1)));
        Self { pieces, max_body }
    }

    /// Reads a body of JSON.
    ///
    /// # Errors
    ///
    /// If it is too long, of another type, or does not come.
    pub(super) async fn read(&self, headers: &HeaderMap, body: Body) -> Result<ReadBody, Problem> {
        check_type(headers)?;
        let declared = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let length = declared.unwrap_or(self.max_body);
        if length > self.max_body {
            return Err(self.too_long());
        }
        let read = async {
            let pieces = u32::try_from(length.div_ceil(PIECE).max(1)).unwrap_or(u32::MAX);
            let memory = Arc::clone(&self.pieces).acquire_many_owned(pieces).await;
            let memory = memory.map_err(|_| Problem::stopped())?;
            let bytes = self.collect(body, declared.unwrap_or(0)).await?;
            Ok(ReadBody { bytes, memory })
        };
        let late = |_| Problem::new(408, "body_too_slow", format!("the body was not there after {WITHIN:?}"));
        timeout(WITHIN, read).await.map_err(late)?
    }

    async fn collect(&self, body: Body, expected: usize) -> Result<Vec<u8>, Problem> {
        let mut data = body.into_data_stream();
        let mut bytes = Vec::with_capacity(expected);
        while let Some(part) = poll_fn(|context| Pin::new(&mut data).poll_next(context)).await {
            let part =
                part.map_err(|error| Problem::bad_request(format!("the body ended early: {error}")))?;
            if bytes.len() + part.len() > self.max_body {
                return Err(self.too_long());
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }

    fn too_long(&self) -> Problem {
        let message = format!("the body has more than {} bytes: send it in parts", self.max_body);
        Problem::new(413, "body_too_long", message)
    }
}

/// Whether a body is JSON, by its headers. A page of another site can send other types without being asked for leave, but not these.
fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_json = matches!(
        essence.as_str(),
        "application/json"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonlines"
            | "application/json-lines"
    );
    if !is_json {
        let message = format!(
            "the type of the body is \"{kind}\": application/json or application/x-ndjson is expected"
        );
        return Err(Problem::new(415, "unsupported_type", message));
    }
    match headers.get(CONTENT_ENCODING).map(|encoding| encoding.as_bytes()) {
        None | Some(b"identity") => Ok(()),
        Some(_) => Err(Problem::new(415, "unsupported_encoding", "a compressed body is not read")),
    }
}
