//! Threads of our own, so that a process that was forked from one that had some gets its own.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use rayon::ThreadPool;

static POOL: Mutex<Option<Arc<ThreadPool>>> = Mutex::new(None);

/// Does the work with the threads of this process; without any if none can be had.
pub fn install<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = {
        let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
        if pool.is_none() {
            *pool = rayon::ThreadPoolBuilder::new().build().ok().map(Arc::new);
        }
        pool.clone()
    };
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// Called in the child of a fork: the threads of its parent are not there, whatever its memory says.
#[pyfunction]
pub fn forked() {
    let pool = POOL.lock().unwrap_or_else(PoisonError::into_inner).take();
    std::mem::forget(pool);
}
