//! Values of every node with their certified half-widths.

use crate::bracket::{Multiples, outward};
use crate::error::GameError;
use crate::process::StagedProcess;
use crate::status::Status;
use crate::weights::check_length;

/// A closed interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl Interval {
    /// Whether a number lies inside, ends included.
    #[must_use]
    pub fn contains(&self, x: f64) -> bool {
        self.lower <= x && x <= self.upper
    }

    /// The middle.
    #[must_use]
    pub fn centre(&self) -> f64 {
        self.lower.midpoint(self.upper)
    }

    /// Half the distance between the ends.
    #[must_use]
    pub fn half_width(&self) -> f64 {
        0.5 * (self.upper - self.lower)
    }

    /// What differences a - b may be, for a here and b in `other`; rounded outward.
    #[must_use]
    pub fn minus(&self, other: &Interval) -> Interval {
        Interval {
            lower: outward(self.lower - other.upper, -1.0),
            upper: outward(self.upper - other.lower, 1.0),
        }
    }

    /// The interval with so much added on both sides; rounded outward.
    #[must_use]
    pub fn widened(&self, amount: f64) -> Interval {
        Interval {
            lower: outward(self.lower - amount, -1.0),
            upper: outward(self.upper + amount, 1.0),
        }
    }

    /// The interval moved by an exact amount; rounded outward.
    #[must_use]
    pub fn plus(&self, amount: f64) -> Interval {
        Interval {
            lower: outward(self.lower + amount, -1.0),
            upper: outward(self.upper + amount, 1.0),
        }
    }
}

/// One column of values by node, with the multiples of the common weight that bracket it.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) value: Vec<f64>,
    pub(crate) radius: f64,
}

/// Values of every node for every payoff column, each within a proved bracket.
///
/// # Units
/// Those of the payoffs.
#[derive(Debug, Clone)]
pub struct Values {
    pub(crate) column: Vec<Column>,
    /// Discounted length of play from each node, by which half-widths scale. Shape: nodes.
    pub(crate) weight: Vec<f64>,
    /// How the solution ended.
    pub status: Status,
    /// Sweeps over the process.
    pub sweeps: u32,
}

impl Values {
    pub(crate) fn check(&self, process: &StagedProcess, column: usize) -> Result<(), GameError> {
        self.check_length(process)?;
        let count = self.columns();
        if column < count {
            Ok(())
        } else {
            Err(GameError::Unknown { what: "payoff column", index: column, count })
        }
    }

    pub(crate) fn check_length(&self, process: &StagedProcess) -> Result<(), GameError> {
        check_length("values", self.weight.len(), process.nodes())
    }

    /// A starting guess: the central value, 0 where there is none.
    pub(crate) fn near(&self, column: usize, node: u32) -> f64 {
        let known = self.column.get(column).map(|c| c.value[node as usize]);
        known.filter(|v| v.is_finite()).unwrap_or(0.0)
    }

    /// Number of payoff columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.column.len()
    }

    /// Central values of a column, by node.
    #[must_use]
    pub fn column(&self, column: usize) -> &[f64] {
        &self.column[column].value
    }

    /// Central value of a node.
    #[must_use]
    pub fn value(&self, column: usize, node: u32) -> f64 {
        self.column[column].value[node as usize]
    }

    /// Certified: the true value is at most this far from the central one.
    #[must_use]
    pub fn half_width(&self, column: usize, node: u32) -> f64 {
        let Column { value, radius } = &self.column[column];
        let (value, weight) = (value[node as usize], self.weight[node as usize]);
        let rounding = f64::EPSILON * value.abs();
        if weight > 0.0 { outward(radius * weight + rounding, 1.0) } else { 0.0 }
    }

    /// The largest half-width of a column.
    #[must_use]
    pub fn half_width_max(&self, column: usize) -> f64 {
        let nodes = crate::process::id(self.weight.len());
        (0..nodes).map(|n| self.half_width(column, n)).fold(0.0, f64::max)
    }

    /// The bracket of a node's value.
    #[must_use]
    pub fn bracket(&self, column: usize, node: u32) -> Interval {
        let (value, half) = (self.value(column, node), self.half_width(column, node));
        Interval { lower: outward(value - half, -1.0), upper: outward(value + half, 1.0) }
    }
}

/// Moves values to the middle of their bracket; returns them by node with the radius left.
pub(crate) fn centred(rank: &[u32], v: &[f64], w: &[f64], bound: Option<Multiples>) -> Column {
    let Some(Multiples { low, high }) = bound else {
        let value = rank.iter().map(|&p| v[p as usize]).collect();
        return Column { value, radius: f64::INFINITY };
    };
    let middle = low.midpoint(high);
    let moved = |&p: &u32| v[p as usize] + middle * w[p as usize];
    let reach = 0.5 * (high - low) + 2.0 * f64::EPSILON * middle.abs();
    Column { value: rank.iter().map(moved).collect(), radius: outward(reach, 1.0) }
}
