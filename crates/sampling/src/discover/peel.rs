//! Patient rule induction: the box in which cases are dense, found by peeling thin slices off.
//!
//! Problem: among boxes, those that no other beats in both coverage and density. From the box of
//! everything, cut off the slice of a share `alpha` of the points inside, at the low or the high
//! end of one input, that leaves the densest rest; go on until too few points are left. Then, from
//! the end, put slices back as long as density does not fall. The boxes met are the trajectory.
//!
//! # Source
//! J. H. Friedman and N. I. Fisher, "Bump hunting in high-dimensional data" (1999); for scenario
//! discovery, with the test of each restriction, B. P. Bryant and R. J. Lempert (2010).

use super::binomial::at_least;
use super::cases::{Cases, Quality};
use crate::Bounds;
use rayon::prelude::*;

/// How boxes are peeled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peeling {
    /// Share of the points inside cut off at a time; .05 is usual.
    pub alpha: f64,
    /// Share of all points below which no box is cut.
    pub least_mass: f64,
}

impl Default for Peeling {
    fn default() -> Self {
        Self { alpha: 0.05, least_mass: 0.05 }
    }
}

/// One box of the trajectory.
#[derive(Clone, Debug, PartialEq)]
pub struct Peeled {
    /// The box.
    pub bounds: Bounds,
    /// How well it does.
    pub quality: Quality,
}

/// What peeling found.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// The boxes met, from everything inwards.
    pub trajectory: Vec<Peeled>,
    /// Which of them balances best: the greatest harmonic mean of coverage and density.
    pub chosen: usize,
}

/// One bounded input of a box, and what the bound is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restriction {
    /// The input.
    pub input: usize,
    /// Density of the box without this bound.
    pub density_without: f64,
    /// Coverage of the box without this bound.
    pub coverage_without: f64,
    /// Chance that a bound that means nothing gives as many cases: small says that it means
    /// something. The box was chosen for its cases, so this is a guide and not a test.
    pub quasi_p: f64,
}

impl Discovery {
    /// The box that balances best.
    #[must_use]
    pub fn best(&self) -> &Peeled {
        &self.trajectory[self.chosen]
    }
}

/// The chosen box without the bounds that mean little: while the quasi-p of one is above `limit`,
/// the one with the largest is dropped.
#[must_use]
pub fn pruned(cases: &Cases, chosen: &Peeled, limit: f64) -> Peeled {
    let mut kept = chosen.clone();
    while let Some(least) = restrictions(cases, &kept).into_iter().max_by(by_quasi_p) {
        if least.quasi_p <= limit {
            break;
        }
        kept.bounds = kept.bounds.without(least.input);
        kept.quality = cases.quality(&kept.bounds);
    }
    kept
}

fn by_quasi_p(a: &Restriction, b: &Restriction) -> std::cmp::Ordering {
    a.quasi_p.total_cmp(&b.quasi_p)
}

/// What each bound of a box is worth, the most telling first.
#[must_use]
pub fn restrictions(cases: &Cases, peeled: &Peeled) -> Vec<Restriction> {
    let Peeled { bounds, quality } = peeled;
    let worth = |input| {
        let without = cases.quality(&bounds.without(input));
        Restriction {
            input,
            density_without: without.density,
            coverage_without: without.coverage,
            quasi_p: at_least(quality.cases, quality.points, without.density),
        }
    };
    let mut all: Vec<Restriction> = bounds.bounded().into_iter().map(worth).collect();
    all.sort_by(|a, b| a.density_without.total_cmp(&b.density_without));
    all
}

/// Peels, pastes, and keeps every box met.
#[must_use]
pub fn peel(cases: &Cases, how: &Peeling) -> Discovery {
    let mut peeler = Peeler::new(cases, *how);
    let mut trajectory = vec![peeler.now()];
    while let Some(cut) = peeler.best_cut() {
        peeler.cut(&cut);
        trajectory.push(peeler.now());
    }
    while let Some(bounds) = peeler.best_paste() {
        peeler.paste(bounds);
        trajectory.push(peeler.now());
    }
    let balance = |peeled: &Peeled| {
        let Quality { coverage, density, .. } = peeled.quality;
        2.0 * coverage * density / (coverage + density).max(f64::MIN_POSITIVE)
    };
    let best = trajectory.iter().enumerate().max_by(|(n, a), (m, b)| {
        balance(a).total_cmp(&balance(b)).then(m.cmp(n)) // the wider of equals
    });
    let chosen = best.map_or(0, |(place, _)| place);
    Discovery { trajectory, chosen }
}

struct Peeler<'a> {
    cases: &'a Cases,
    how: Peeling,
    inside: Vec<bool>,
    bounds: Bounds,
    quality: Quality,
}

/// A new end for one input, and what it leaves.
#[derive(Clone, Copy, Debug)]
struct Cut {
    input: usize,
    upper: bool,
    at: f64,
    left: Quality,
}

impl<'a> Peeler<'a> {
    fn new(cases: &'a Cases, how: Peeling) -> Self {
        let inside = vec![true; cases.len()];
        let quality = cases.quality_of(&inside);
        Self { cases, how, inside, bounds: Bounds::everything(cases.inputs()), quality }
    }

    fn now(&self) -> Peeled {
        Peeled { bounds: self.bounds.clone(), quality: self.quality }
    }

    /// The cut that leaves the densest rest; of equals the one that leaves more, then the first.
    fn best_cut(&self) -> Option<Cut> {
        if self.quality.points == self.quality.cases {
            return None;
        }
        let cuts: Vec<Cut> = (0..self.cases.inputs())
            .into_par_iter()
            .flat_map_iter(|input| [false, true].map(|upper| self.cut_at(input, upper)))
            .flatten()
            .collect();
        cuts.into_iter()
            .reduce(|best, next| if denser(&next.left, &best.left) { next } else { best })
    }

    /// The slice of one end, unless it is all points, or leaves too few.
    fn cut_at(&self, input: usize, upper: bool) -> Option<Cut> {
        let column = &self.cases.columns[input];
        let order = &self.cases.order[input];
        let inside = |point: &&u32| self.inside[**point as usize];
        let mut points: Box<dyn Iterator<Item = &u32>> = match upper {
            false => Box::new(order.iter().filter(inside)),
            true => Box::new(order.iter().rev().filter(inside)),
        };
        let (mut gone, mut gone_cases) = (0, 0);
        let wanted = slice(self.how.alpha, self.quality.points);
        let mut last = None;
        let first_left = points.find(|point| {
            let value = column[**point as usize];
            if gone >= wanted && last.is_some_and(|last: f64| last.total_cmp(&value).is_ne()) {
                return true;
            }
            gone += 1;
            gone_cases += usize::from(self.cases.is_case[**point as usize]);
            last = Some(value);
            false
        })?;
        let (points, cases) = (self.quality.points - gone, self.quality.cases - gone_cases);
        let left = self.cases.quality_from(points, cases);
        let at = between(last?, column[*first_left as usize]);
        (left.mass >= self.how.least_mass).then_some(Cut { input, upper, at, left })
    }

    fn cut(&mut self, cut: &Cut) {
        let end = if cut.upper { &mut self.bounds.upper } else { &mut self.bounds.lower };
        end[cut.input] = cut.at;
        self.refresh();
    }

    fn refresh(&mut self) {
        self.inside = self.cases.inside(&self.bounds);
        self.quality = self.cases.quality_of(&self.inside);
    }

    /// The slice to put back that leaves the box densest, if none makes it less dense.
    fn best_paste(&self) -> Option<Bounds> {
        let ends =
            self.bounds.bounded().into_iter().flat_map(|input| [(input, false), (input, true)]);
        let wider = ends.filter_map(|(input, upper)| self.widened(input, upper));
        let better = wider.filter(|(_, quality)| quality.density >= self.quality.density);
        let best = better.reduce(|best, next| if denser(&next.1, &best.1) { next } else { best });
        best.map(|(bounds, _)| bounds)
    }

    /// The box with a slice put back at one end.
    fn widened(&self, input: usize, upper: bool) -> Option<(Bounds, Quality)> {
        let end = if upper { self.bounds.upper[input] } else { self.bounds.lower[input] };
        if end.is_infinite() {
            return None;
        }
        let free = self.bounds.without(input);
        let column = &self.cases.columns[input];
        let beyond = |value: f64| if upper { value > end } else { value < end };
        let admitted = self.cases.inside(&free);
        let order = &self.cases.order[input];
        let mut outside: Vec<f64> = order
            .iter()
            .filter(|point| admitted[**point as usize])
            .map(|point| column[*point as usize])
            .filter(|value| beyond(*value))
            .collect();
        if !upper {
            outside.reverse();
        }
        let wanted = slice(self.how.alpha, self.quality.points);
        let last = *outside.get(wanted - 1).or(outside.last())?;
        let next = outside.iter().find(|value| if upper { **value > last } else { **value < last });
        let mut bounds = self.bounds.clone();
        let end = if upper { &mut bounds.upper[input] } else { &mut bounds.lower[input] };
        *end = match next {
            Some(next) => between(last, *next),
            None if upper => f64::INFINITY,
            None => f64::NEG_INFINITY,
        };
        let quality = self.cases.quality(&bounds);
        (quality.points > self.quality.points).then_some((bounds, quality))
    }

    fn paste(&mut self, bounds: Bounds) {
        self.bounds = bounds;
        self.refresh();
    }
}

fn denser(one: &Quality, other: &Quality) -> bool {
    let order = one.density.total_cmp(&other.density).then(one.points.cmp(&other.points));
    order.is_gt()
}

/// Points of a slice: at least one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 < alpha < 1")]
fn slice(alpha: f64, points: usize) -> usize {
    ((alpha * points as f64) as usize).max(1)
}

/// A number between two others, and not equal to the first unless nothing lies between.
fn between(gone: f64, left: f64) -> f64 {
    let middle = gone + (left - gone) / 2.0;
    if middle.total_cmp(&gone).is_eq() { left } else { middle }
}

#[cfg(test)]
mod tests;
