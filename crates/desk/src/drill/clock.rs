//! The clock of an exercise: it stands, or goes so many times faster than the wall's.

use crate::line::Steer;

/// Milliseconds of the wall's clock, from any beginning.
pub type Wall = Box<dyn Fn() -> u64 + Send + Sync>;

/// How many times faster than the wall it may go.
const PACE_MAX: u32 = 3_600;

/// A clock in seconds since day 0.
pub(super) struct Clock {
    wall: Wall,
    /// What it showed at the anchor.
    shown: u64,
    /// The wall's clock at the anchor.
    anchor: u64,
    pub pace: u32,
    pub runs: bool,
    until: u64,
}

impl Clock {
    /// It stands at the beginning.
    pub fn new(wall: Wall, pace: u32, (begins, until): (u64, u64)) -> Self {
        let anchor = wall();
        Self { wall, shown: begins, anchor, pace: pace.clamp(1, PACE_MAX), runs: false, until }
    }

    pub fn now(&self) -> u64 {
        let passed = (self.wall)().saturating_sub(self.anchor);
        let passed =
            if self.runs { passed.saturating_mul(u64::from(self.pace)) / 1_000 } else { 0 };
        self.shown.saturating_add(passed).min(self.until)
    }

    pub fn is_over(&self) -> bool {
        self.now() >= self.until
    }

    /// `next` is when the other side next does something, if it does.
    pub fn steer(&mut self, how: Steer, next: Option<u64>) {
        let now = self.now();
        self.shown = match how {
            Steer::Next => next.unwrap_or(self.until).clamp(now, self.until),
            Steer::End => self.until,
            Steer::Go(_) | Steer::Stop => now,
        };
        self.anchor = (self.wall)();
        match how {
            Steer::Go(pace) => {
                self.pace = pace.unwrap_or(self.pace).clamp(1, PACE_MAX);
                self.runs = true;
            }
            Steer::Stop => self.runs = false,
            Steer::Next | Steer::End => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn it_stands_goes_faster_and_ends() {
        let wall = Arc::new(AtomicU64::new(50_000));
        let read = Arc::clone(&wall);
        let wall_clock: Wall = Box::new(move || read.load(Ordering::Relaxed));
        let mut clock = Clock::new(wall_clock, 60, (1_000, 9_000));
        wall.fetch_add(10_000, Ordering::Relaxed);
        assert_eq!(clock.now(), 1_000, "it stands until it is told to go");
        clock.steer(Steer::Go(None), None);
        wall.fetch_add(10_000, Ordering::Relaxed);
        assert_eq!(clock.now(), 1_600);
        clock.steer(Steer::Go(Some(1)), None);
        wall.fetch_add(10_000, Ordering::Relaxed);
        assert_eq!(clock.now(), 1_610, "another pace moves no hand");
        clock.steer(Steer::Next, Some(2_000));
        assert_eq!(clock.now(), 2_000);
        clock.steer(Steer::Next, Some(1_000));
        assert_eq!(clock.now(), 2_000, "it never goes back");
        clock.steer(Steer::Stop, None);
        wall.fetch_add(10_000, Ordering::Relaxed);
        assert_eq!((clock.now(), clock.is_over()), (2_000, false));
        clock.steer(Steer::Next, None);
        assert_eq!((clock.now(), clock.is_over()), (9_000, true));
    }
}
