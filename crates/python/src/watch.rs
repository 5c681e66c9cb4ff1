//! Long work beside Python: the interpreter goes on, hears of progress, and may interrupt.
//!
//! Work runs in a thread of its own and holds no part of the interpreter. Whoever asked waits, looks for
//! signals (Ctrl-C, the stop button of a notebook) twenty times a second and passes progress on. Work that
//! was asked to stop unwinds the next time it tells of progress, as a query of an editor's server does.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;

use crate::failure::Failure;
use crate::pool;

/// How often signals are looked for.
const LOOK: Duration = Duration::from_millis(50);
/// Stack of the working thread: what a main thread has.
const STACK: usize = 8 << 20;

/// What work tells of itself, and whether it is to stop.
#[derive(Default)]
pub struct Watch {
    stop: AtomicBool,
    told: Mutex<Told>,
}

/// How far work has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    step: String,
    done: u64,
    total: u64,
}

/// What unwinds a thread that was asked to stop.
struct Stopped;

impl Watch {
    /// A step begins.
    pub fn step(&self, step: &str) {
        self.look();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.step != step {
            *told = Told { step: step.to_owned(), ..Told::default() };
        }
    }

    /// So much of the step is done.
    pub fn at(&self, done: u64, total: u64) {
        self.look();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        (told.done, told.total) = (done, total);
    }

    fn look(&self) {
        if self.stop.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Stopped));
        }
    }

    fn now(&self) -> Told {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Does the work beside the interpreter and waits for it.
///
/// `progress` is called with the step, how much of it is done and how much there is.
///
/// # Errors
/// What the work says, what `progress` raises, and `KeyboardInterrupt`; the work then ends by itself.
pub fn run<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    work: impl FnOnce(&Watch) -> Result<T, Failure> + Send + 'static,
) -> PyResult<T> {
    let watch = Arc::new(Watch::default());
    let (sender, receiver) = channel();
    let theirs = Arc::clone(&watch);
    let thread = move || {
        let done = catch_unwind(AssertUnwindSafe(|| pool::install(|| work(&theirs))));
        drop(sender.send(done)); // nobody waits for what was interrupted
    };
    let started =
        std::thread::Builder::new().name("detente".to_owned()).stack_size(STACK).spawn(thread);
    started.map_err(|error| Failure::Bug(error.to_string()).raise(py))?;
    let waited = wait(py, progress.as_ref(), &watch, receiver);
    if waited.is_err() {
        watch.stop.store(true, Ordering::Relaxed);
    }
    match waited?.ok_or("the work ended without a word") {
        Ok(Ok(done)) => done.map_err(|failure| failure.raise(py)),
        Ok(Err(panic)) => Err(Failure::Bug(said(panic.as_ref())).raise(py)),
        Err(why) => Err(Failure::Bug(why.to_owned()).raise(py)),
    }
}

/// What the work sent; nothing if it ended without.
fn wait<T: Send>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    watch: &Watch,
    receiver: Receiver<T>,
) -> PyResult<Option<T>> {
    let mut shown = Told::default();
    let mut receiver = receiver;
    loop {
        let (heard, back) = py.detach(move || (receiver.recv_timeout(LOOK), receiver));
        receiver = back;
        match heard {
            Ok(done) => return Ok(Some(done)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
        }
        let now = watch.now();
        if let (Some(progress), true) = (progress, now != shown) {
            progress.call1(py, (&now.step, now.done, now.total))?;
            shown = now;
        }
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}
