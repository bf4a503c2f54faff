//! The one place that knows whether there are threads. Order, and so every result, is the same without them.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// How many threads work at once.
pub(crate) fn threads() -> usize {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "parallel"))]
    1
}

/// So many articles go through a stage before the next stage begins. One thread is quickest with many, as a cache then holds for long what
/// a stage needs; several threads with fewer, as the first and the last articles keep only one of them busy.
pub(crate) fn articles_at_once() -> usize {
    if threads() == 1 { 4096 } else { 1024 }
}

/// Does both at once.
pub(crate) fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(a, b);
    #[cfg(not(feature = "parallel"))]
    (a(), b())
}

/// Maps a slice, keeping its order.
pub fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    return items.par_iter().map(f).collect();
    #[cfg(not(feature = "parallel"))]
    items.iter().map(f).collect()
}

/// As [`map`], with memory that is made a few times for each thread and reused.
pub(crate) fn map_with<T: Sync, M, R: Send>(
    items: &[T],
    memory: impl Fn() -> M + Sync + Send,
    f: impl Fn(&mut M, &T) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    return items.par_iter().map_init(memory, f).collect();
    #[cfg(not(feature = "parallel"))]
    {
        let mut memory = memory();
        items.iter().map(|item| f(&mut memory, item)).collect()
    }
}

/// As [`map_with`], of a vector.
pub(crate) fn map_owned_with<T: Send, M, R: Send>(
    items: Vec<T>,
    memory: impl Fn() -> M + Sync + Send,
    f: impl Fn(&mut M, T) -> R + Sync + Send,
) -> Vec<R> {
    #[cfg(feature = "parallel")]
    return items.into_par_iter().map_init(memory, f).collect();
    #[cfg(not(feature = "parallel"))]
    {
        let mut memory = memory();
        items.into_iter().map(|item| f(&mut memory, item)).collect()
    }
}

/// Maps a vector, keeping its order.
pub(crate) fn map_owned<T: Send, R: Send>(items: Vec<T>, f: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    return items.into_par_iter().map(f).collect();
    #[cfg(not(feature = "parallel"))]
    items.into_iter().map(f).collect()
}

/// Does something to all pieces of a slice, each of at most so many items.
pub(crate) fn for_each_chunk<T: Send>(items: &mut [T], size: usize, f: impl Fn(&mut [T]) + Sync + Send) {
    #[cfg(feature = "parallel")]
    items.par_chunks_mut(size).for_each(f);
    #[cfg(not(feature = "parallel"))]
    items.chunks_mut(size).for_each(f);
}
