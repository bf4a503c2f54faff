//! The server as its clients meet it: over loopback.

#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

mod client;
mod limits;
mod routes;
mod streams;
