//! How many threads a program works with.

use crate::Failure;

/// Runs something on so many threads, this one among them.
///
/// # Errors
///
/// If they cannot be started, or what is run fails.
pub fn on<R: Send>(threads: usize, run: impl FnOnce() -> Result<R, Failure> + Send) -> Result<R, Failure> {
    #[cfg(feature = "parallel")]
    return rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build()?.install(run);
    #[cfg(not(feature = "parallel"))]
    match threads {
        1 => run(),
        _ => Err("--threads needs the feature \"parallel\"".into()),
    }
}
