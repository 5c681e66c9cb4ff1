//! Progress of long work: on standard error, and only if somebody watches.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// What is being done and for how long.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
}

impl Progress {
    /// Starts the clock; shows something only on a terminal.
    pub fn start() -> Self {
        let bar = if std::io::stderr().is_terminal() { spinner() } else { ProgressBar::hidden() };
        Self { bar, started: Instant::now() }
    }

    /// Says what is being done now.
    pub fn step(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Clears the line and gives the seconds it took.
    pub fn finish(self) -> f64 {
        self.bar.finish_and_clear();
        self.seconds()
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
