//! Feeds over HTTP.

use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, StatusCode};

/// What a server says about a feed, so that it is sent again only if it has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validators {
    etag: Option<String>,
    last_modified: Option<String>,
}

/// What came of asking for a feed.
#[derive(Debug)]
pub(super) enum Fetched {
    Unchanged,
    Feed(Vec<u8>, Validators),
    /// It will never be there again.
    Gone(String),
    /// Why, and how long the server wants to be left alone.
    Failed(String, Option<Duration>),
}

/// Asks servers for feeds.
#[derive(Debug)]
pub(super) struct Fetcher {
    agent: Agent,
    max_bytes: u64,
}

impl Fetcher {
    /// Waits for a server so long, and takes so many bytes of it.
    pub(super) fn new(timeout: Duration, max_bytes: u32) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .user_agent(concat!("samestory/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.into(), max_bytes: max_bytes.into() }
    }

    /// Asks for a feed, unless it is as it was.
    pub(super) fn fetch(&self, url: &str, known: &Validators) -> Fetched {
        let mut request = self.agent.get(url).header("Accept-Encoding", "gzip");
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(time) = &known.last_modified {
            request = request.header("If-Modified-Since", time);
        }
        let mut response = match request.call() {
            Ok(response) => response,
            Err(error) => return Fetched::Failed(error.to_string(), None),
        };
        let status = response.status();
        let text = |headers: &HeaderMap, name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
        match status {
            StatusCode::NOT_MODIFIED => Fetched::Unchanged,
            StatusCode::GONE => Fetched::Gone(format!("the server says {status}")),
            _ if !status.is_success() => {
                let seconds =
                    text(response.headers(), "retry-after").and_then(|text| text.trim().parse().ok());
                Fetched::Failed(format!("the server says {status}"), seconds.map(Duration::from_secs))
            }
            _ => {
                let validators = Validators {
                    etag: text(response.headers(), "etag"),
                    last_modified: text(response.headers(), "last-modified"),
                };
                match response.body_mut().with_config().limit(self.max_bytes).read_to_vec() {
                    Ok(body) if body.trim_ascii().is_empty() => {
                        Fetched::Failed("the server sends nothing".to_owned(), None)
                    }
                    Ok(body) if is_page(&body) => {
                        let reason = "it is a web page and no feed (feeds that have moved often lead to one)";
                        Fetched::Failed(reason.to_owned(), None)
                    }
                    Ok(body) => Fetched::Feed(body, validators),
                    Err(error) => Fetched::Failed(error.to_string(), None),
                }
            }
        }
    }
}

/// Whether a server sends HTML.
fn is_page(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|start| body.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start)))
}
