//! Commands that answer questions about a stream as long as somebody asks.

mod args;
#[cfg(all(feature = "serve", feature = "watch"))]
mod feeds;
#[cfg(feature = "mcp")]
pub(crate) mod mcp;
#[cfg(feature = "serve")]
mod saver;
#[cfg(feature = "serve")]
pub(crate) mod serve;
mod stream;

#[cfg(feature = "mcp")]
pub(crate) use args::McpArgs;
#[cfg(feature = "serve")]
pub(crate) use args::ServeArgs;
