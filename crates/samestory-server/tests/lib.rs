//! The server as its clients meet it: over loopback.

mod client;
mod routes;
