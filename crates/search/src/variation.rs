//! New points from old ones: simulated binary crossover and polynomial mutation.
//!
//! # Source
//! Deb and Agrawal, "Simulated binary crossover for continuous search space" (Complex Systems 9,
//! 1995), in the bounded form of Deb's NSGA-II code; polynomial mutation: Deb and Goyal (1996).
//! Whole numbers are varied as real ones and rounded; a mutation that rounds to nothing goes one
//! step. Kinds are exchanged and drawn anew.

use crate::{Axis, Point};
use sampling::Stream;

/// Distribution index of crossover: larger keeps children nearer to their parents.
const CROSSOVER_INDEX: f64 = 15.0;
/// Distribution index of mutation.
const MUTATION_INDEX: f64 = 20.0;
/// Chance that two parents are crossed at all.
const CROSSED: f64 = 0.9;

/// The random numbers of one generation, in the order in which they are asked for.
pub(crate) struct Draws {
    stream: Stream,
    next: u32,
}

impl Draws {
    pub(crate) fn new(seed: u64, generation: u32) -> Self {
        Self { stream: Stream::new(seed, u64::from(generation)), next: 0 }
    }

    /// A uniform in (0, 1).
    pub(crate) fn uniform(&mut self) -> f64 {
        let drawn = self.stream.uniform(self.next, VARYING);
        self.next = self.next.wrapping_add(1);
        drawn
    }

    /// One of so many places.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 <= drawn < count"
    )]
    pub(crate) fn place(&mut self, count: usize) -> usize {
        ((self.uniform() * count as f64) as usize).min(count.saturating_sub(1))
    }
}

/// The process number of variation, apart from other uses of a seed.
const VARYING: u32 = 0x50B0_2001;

/// Two children of two parents.
pub(crate) fn crossed(axes: &[Axis], a: &Point, b: &Point, draws: &mut Draws) -> (Point, Point) {
    let (mut one, mut two) = (a.clone(), b.clone());
    if draws.uniform() > CROSSED {
        return (one, two);
    }
    for (axis, (x, y)) in axes.iter().zip(one.iter_mut().zip(two.iter_mut())) {
        if draws.uniform() > 0.5 {
            continue;
        }
        (*x, *y) = match axis {
            Axis::Kind(_) => (*y, *x),
            Axis::Real { .. } | Axis::Whole { .. } => blended(axis, *x, *y, draws),
        };
    }
    (one, two)
}

fn blended(axis: &Axis, x: f64, y: f64, draws: &mut Draws) -> (f64, f64) {
    let (low, high) = axis.ends();
    let (small, large) = (x.min(y), x.max(y));
    if large - small < 1e-14 {
        return (x, y);
    }
    let u = draws.uniform();
    let width = large - small;
    let child = |beyond: f64, sign: f64| {
        let alpha = 2.0 - libm::pow(1.0 + 2.0 * beyond / width, -(CROSSOVER_INDEX + 1.0));
        let power = 1.0 / (CROSSOVER_INDEX + 1.0);
        let spread = match u <= 1.0 / alpha {
            true => libm::pow(u * alpha, power),
            false => libm::pow(1.0 / (2.0 - u * alpha), power),
        };
        axis.rounded(0.5 * (small + large + sign * spread * width))
    };
    let (first, second) = (child(small - low, -1.0), child(high - large, 1.0));
    if draws.uniform() < 0.5 { (first, second) } else { (second, first) }
}

/// A point with each number mutated with the chance of one in the number of axes.
pub(crate) fn mutated(axes: &[Axis], mut point: Point, draws: &mut Draws) -> Point {
    let chance = 1.0 / axes.len().max(1) as f64;
    for (axis, x) in axes.iter().zip(point.iter_mut()) {
        if draws.uniform() < chance {
            *x = match axis {
                Axis::Kind(kinds) => another(*kinds, *x, draws),
                Axis::Real { .. } => axis.rounded(*x + shift(axis, *x, draws)),
                Axis::Whole { .. } => stepped(axis, *x, draws),
            };
        }
    }
    point
}

/// Another kind, each alike.
fn another(kinds: u32, x: f64, draws: &mut Draws) -> f64 {
    let others = kinds.saturating_sub(1) as usize;
    let drawn = draws.place(others.max(1)) as f64;
    if others == 0 {
        x
    } else if drawn < x {
        drawn
    } else {
        drawn + 1.0
    }
}

fn stepped(axis: &Axis, x: f64, draws: &mut Draws) -> f64 {
    let shift = shift(axis, x, draws);
    let moved = axis.rounded(x + shift);
    if (moved - x).abs() > 0.5 { moved } else { axis.rounded(x + 1.0_f64.copysign(shift)) }
}

/// How far polynomial mutation moves a number.
fn shift(axis: &Axis, x: f64, draws: &mut Draws) -> f64 {
    let (low, high) = axis.ends();
    let width = high - low;
    if width <= 0.0 {
        return 0.0;
    }
    let u = draws.uniform();
    let power = 1.0 / (MUTATION_INDEX + 1.0);
    let side = |distance: f64, u: f64| {
        let near = libm::pow(1.0 - distance / width, MUTATION_INDEX + 1.0);
        2.0 * u + (1.0 - 2.0 * u) * near
    };
    width
        * match u < 0.5 {
            true => libm::pow(side(x - low, u), power) - 1.0,
            false => 1.0 - libm::pow(side(high - x, 1.0 - u), power),
        }
}
