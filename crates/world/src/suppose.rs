//! The same beliefs with other numbers: what would follow if one were otherwise. Nothing is written anywhere.

use crate::beliefs::{Beliefs, Distribution, EntryId, Measure};
use std::fmt;

/// Why a number cannot stand in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is no such entry.
    Unknown(u32),
    /// The number is none.
    NoNumber(String),
    /// A chance is from 0 to 1.
    NoChance(String),
    /// It is not negative.
    Negative(String),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(id) => write!(f, "there is no belief number {id}"),
            Self::NoNumber(name) => write!(f, "`{name}` needs a number"),
            Self::NoChance(name) => {
                write!(f, "`{name}` is a chance: give a number from 0 to 1")
            }
            Self::Negative(name) => write!(f, "`{name}` is not negative: give 0 or more"),
        }
    }
}

impl std::error::Error for Unfit {}

impl Beliefs {
    /// These beliefs with some entries exactly so, their ranges left out. Entries that were computed from
    /// another one stay as they are.
    ///
    /// # Errors
    /// [`Unfit`] for an entry that there is not, or a number that it cannot be.
    pub fn supposing(&self, changes: &[(EntryId, f64)]) -> Result<Self, Unfit> {
        let mut supposed = self.clone();
        for (id, value) in changes {
            let entry = usize::try_from(id.0).ok().and_then(|at| supposed.entries.get_mut(at));
            let entry = entry.ok_or(Unfit::Unknown(id.0))?;
            let name = || entry.name.clone();
            if !value.is_finite() {
                return Err(Unfit::NoNumber(name()));
            }
            match entry.measure {
                Measure::Probability if !(0.0..=1.0).contains(value) => {
                    return Err(Unfit::NoChance(name()));
                }
                Measure::Factor | Measure::PerYear if *value < 0.0 => {
                    return Err(Unfit::Negative(name()));
                }
                Measure::Probability | Measure::Payoff | Measure::Factor | Measure::PerYear => {}
            }
            (entry.value, entry.distribution) = (*value, Distribution::Point);
        }
        Ok(supposed)
    }
}
