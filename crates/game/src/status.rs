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
