//! The questions over HTTP: JSON under `/v1`, and pages to look at.
//!
//! | path | what |
//! | --- | --- |
//! | `POST /v1/articles` | takes articles in: one object, an array, or JSON lines |
//! | `GET /v1/articles/{id}` | a live article, and how it was assigned |
//! | `GET /v1/stories` | live stories, in pages |
//! | `GET /v1/stories/{id}` | the digest of one |
//! | `GET /v1/stories/{id}/explain` | what holds it together |
//! | `GET /v1/explain` | why two articles are together or not, or why one is in its story |
//! | `GET /v1/find`, `POST /v1/find` | the stories that a text belongs to |
//! | `GET /v1/changes` | what has changed since a cursor |
//! | `GET /v1/events` | the same as server-sent events |
//! | `GET /v1/corrections`, `POST /v1/corrections`, `DELETE /v1/corrections/{number}` | what people say about stories |
//! | `GET /v1/health`, `GET /v1/metrics`, `GET /v1/openapi.json` | about the server |
//! | `GET /`, `GET /stories/{id}` | pages |
//!
//! `/v1` is only ever added to. `src/openapi.json` says all of it.

mod body;
mod connections;
mod events;
mod guard;
mod metrics;
mod pages;
mod rate;
mod routes;
mod token;

use samestory_formats::ReadLimits;

pub use connections::{serve, stop_asked};
pub use token::{Token, TokenError};

/// How a server answers, and how much it takes.
#[non_exhaustive]
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// The title of the pages.
    pub title: String,
    /// Whoever asks must know it.
    pub token: Option<Token>,
    /// A body has at most so many bytes. Default 32 MiB.
    pub max_body: usize,
    /// So many requests are answered at once. Default 256.
    pub max_requests: usize,
    /// So many requests a second are answered for each peer, and twice as many once. 0 for all. Default 2,000.
    pub max_rate: u32,
    /// How much is taken for a record.
    pub limits: ReadLimits,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            title: "Stories".to_owned(),
            token: None,
            max_body: 32 << 20,
            max_requests: 256,
            max_rate: 2_000,
            limits: ReadLimits::default(),
        }
    }
}
