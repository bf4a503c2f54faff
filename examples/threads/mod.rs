//! How many threads an example works with; shared by those that can be told.

use std::error::Error;

/// Runs something on so many threads, this one among them.
pub(crate) fn on<R: Send>(
    threads: usize,
    run: impl FnOnce() -> Result<R, Box<dyn Error + Send + Sync>> + Send,
) -> Result<R, Box<dyn Error + Send + Sync>> {
    #[cfg(feature = "parallel")]
    return rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build()?.install(run);
    #[cfg(not(feature = "parallel"))]
    match threads {
        1 => run(),
        _ => Err("--threads needs the feature \"parallel\"".into()),
    }
}
