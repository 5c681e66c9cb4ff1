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

    /// The same for so many futures: how many are done, how fast, and what time is left.
    pub fn of_futures(total: u64) -> Self {
        let watched = std::io::stderr().is_terminal();
        let bar = if watched { counter(total) } else { ProgressBar::hidden() };
        Self { bar, started: Instant::now() }
    }

    /// So many are done.
    pub fn at(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Says what is being done now.
    pub fn step(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// The same while something still holds on to it.
    pub fn clear(&self) -> f64 {
        self.bar.finish_and_clear();
        self.seconds()
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

fn counter(total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let template = "{spinner} {elapsed} {human_pos} of {human_len} futures, {per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
