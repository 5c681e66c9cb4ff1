//! A clean stop: an interrupt is noted, and whoever works looks at it between two pieces of work.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Exit code of a program that was interrupted (128 and the number of SIGINT).
const INTERRUPTED: i32 = 130;

/// From now on Ctrl-C, or a request to end, asks for a stop; a second one ends at once.
pub fn listen() {
    let noted = || {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(INTERRUPTED);
        }
    };
    // Without a handler an interrupt ends the program, as it does everywhere else.
    drop(ctrlc::set_handler(noted));
}

/// Whether to go on, for work that looks between two pieces.
pub fn flow() -> ControlFlow<()> {
    if asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Whether a stop was asked for.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
