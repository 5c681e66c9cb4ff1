//! How a solution ended, and how far it was asked to go.

/// How a solution ended; every one but [`Status::NotTransient`] comes with a valid bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The bracket is as narrow as asked.
    Closed,
    /// Sweeps ran out first; the bracket is valid and wider.
    SweepLimit,
    /// Rounding keeps the bracket from closing further; it is valid and wider.
    RoundingLimit,
    /// No bound on the length of play was found (undiscounted cycles): the bracket is infinite.
    NotTransient,
}

/// How narrow a bracket is asked for, and at what price.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Largest half-width wanted at any node, in units of payoff.
    pub gap: f64,
    /// Most sweeps over the process.
    pub sweeps_max: u32,
    /// Directions of extrapolation kept: 0 is plain sweeps, 1 is scalar extrapolation.
    pub memory: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { gap: 1e-6, sweeps_max: 20_000, memory: 6 }
    }
}

/// How often the change asked of sweeps is tightened tenfold before rounding is blamed.
const TIGHTENINGS_MAX: u32 = 12;

/// One attempt to close a bracket: what it reached, to decide whether to go on.
pub(crate) struct Attempt {
    /// Largest half-width.
    pub(crate) half_width: f64,
    /// Sweeps so far.
    pub(crate) sweeps: u32,
    /// Whether the sweeps became as still as asked.
    pub(crate) met: bool,
    /// How many attempts before this one.
    pub(crate) before: u32,
}

impl Settings {
    /// How the solution ends with this attempt, or `None` to try with smaller changes.
    pub(crate) fn verdict(&self, attempt: &Attempt) -> Option<Status> {
        if attempt.half_width <= self.gap {
            Some(Status::Closed)
        } else if attempt.half_width.is_infinite() {
            Some(Status::NotTransient)
        } else if attempt.sweeps >= self.sweeps_max {
            Some(Status::SweepLimit)
        } else if !attempt.met || attempt.before >= TIGHTENINGS_MAX {
            Some(Status::RoundingLimit)
        } else {
            None
        }
    }
}
