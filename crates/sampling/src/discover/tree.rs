//! A classification tree: the space of inputs cut into boxes by yes-or-no questions.
//!
//! Problem: split the points by `input <= threshold` so that what is left mixed, measured by the
//! Gini impurity `2 p (1 - p)`, weighted by points, falls most; and again in both parts, until a
//! part is pure, too small or as deep as allowed.
//!
//! # Source
//! L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone, "Classification and regression
//! trees" (1984), for scenario discovery Lempert, Bryant and Bankes (2008).

use super::cases::{Cases, Quality};
use crate::Bounds;
use rayon::prelude::*;

/// When a tree stops growing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TreeLimits {
    /// Questions on the way to a leaf.
    pub depth: u32,
    /// Share of all points that a leaf holds at least.
    pub least_mass: f64,
}

impl Default for TreeLimits {
    fn default() -> Self {
        Self { depth: 4, least_mass: 0.05 }
    }
}

/// A leaf of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// Its box.
    pub bounds: Bounds,
    /// How well the box does.
    pub quality: Quality,
}

/// The leaves, densest first, the larger of equals before.
#[must_use]
pub fn tree(cases: &Cases, limits: &TreeLimits) -> Vec<Leaf> {
    let root = Part {
        points: (0_u32..).take(cases.len()).collect(),
        bounds: Bounds::everything(cases.inputs()),
    };
    let mut leaves = Vec::new();
    grow(cases, limits, limits.depth, root, &mut leaves);
    leaves.sort_by(|a, b| {
        let density = b.quality.density.total_cmp(&a.quality.density);
        density.then(b.quality.points.cmp(&a.quality.points))
    });
    leaves
}

struct Part {
    points: Vec<u32>,
    bounds: Bounds,
}

#[derive(Clone, Copy, Debug)]
struct Split {
    input: usize,
    at: f64,
    impurity: f64,
}

fn grow(cases: &Cases, limits: &TreeLimits, depth: u32, part: Part, leaves: &mut Vec<Leaf>) {
    let hits = part.points.iter().filter(|p| cases.is_case[**p as usize]).count();
    let quality = cases.quality_from(part.points.len(), hits);
    let pure = hits == 0 || hits == part.points.len();
    let split = if depth == 0 || pure { None } else { best_split(cases, limits, &part.points) };
    let Some(split) = split else {
        leaves.push(Leaf { bounds: part.bounds, quality });
        return;
    };
    let column = &cases.columns[split.input];
    let (low, high) = part.points.iter().partition(|p| column[**p as usize] <= split.at);
    let (mut below, mut above) = (part.bounds.clone(), part.bounds);
    below.upper[split.input] = split.at;
    above.lower[split.input] = split.at.next_up();
    grow(cases, limits, depth - 1, Part { points: low, bounds: below }, leaves);
    grow(cases, limits, depth - 1, Part { points: high, bounds: above }, leaves);
}

/// The split that leaves least impurity, the first of equals; `None` if none is an improvement.
fn best_split(cases: &Cases, limits: &TreeLimits, points: &[u32]) -> Option<Split> {
    let splits: Vec<Split> = (0..cases.inputs())
        .into_par_iter()
        .filter_map(|input| split_of(cases, limits, points, input))
        .collect();
    splits.into_iter().reduce(|best, next| if next.impurity < best.impurity { next } else { best })
}

/// The best split by one input.
fn split_of(cases: &Cases, limits: &TreeLimits, points: &[u32], input: usize) -> Option<Split> {
    let column = &cases.columns[input];
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| column[*a as usize].total_cmp(&column[*b as usize]));
    let is_case = |point: &u32| usize::from(cases.is_case[*point as usize]);
    let all: usize = sorted.iter().map(is_case).sum();
    let least = (limits.least_mass * cases.len() as f64).max(1.0);
    let whole = impurity(all, sorted.len());
    let (mut best, mut hits): (Option<Split>, usize) = (None, 0);
    for (place, pair) in sorted.windows(2).enumerate() {
        hits += is_case(&pair[0]);
        let (left, right) = (place + 1, sorted.len() - place - 1);
        let (low, high) = (column[pair[0] as usize], column[pair[1] as usize]);
        if low >= high || (left.min(right) as f64) < least {
            continue;
        }
        let found = impurity(hits, left) + impurity(all - hits, right);
        if found < best.map_or(whole, |best| best.impurity) {
            best = Some(Split { input, at: low + (high - low) / 2.0, impurity: found });
        }
    }
    best
}

/// Gini impurity times points.
fn impurity(hits: usize, points: usize) -> f64 {
    let share = hits as f64 / points as f64;
    2.0 * share * (1.0 - share) * points as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrambled_sobol;

    fn sample(is_case: impl Fn(&[f64]) -> bool) -> Cases {
        let all = scrambled_sobol(3, 2_048, 4).expect("few inputs");
        let columns = (0..3).map(|i| (0..all.len()).map(|n| all.row(n)[i]).collect()).collect();
        let cases = (0..all.len()).map(|n| is_case(all.row(n))).collect();
        Cases::new(columns, cases).expect("columns of one length")
    }

    #[test]
    fn a_corner_is_one_leaf() {
        let cases = sample(|x| x[0] < 0.3 && x[2] > 0.6);
        let leaves = tree(&cases, &TreeLimits::default());
        let best = &leaves[0];
        assert!(best.quality.density > 0.99 && best.quality.coverage > 0.99, "{best:?}");
        assert_eq!(best.bounds.bounded(), [0, 2]);
    }

    /// Leaves do not overlap, and hold all points.
    #[test]
    fn leaves_share_the_points_out() {
        let cases = sample(|x| x[0] + x[1] > 1.1);
        let leaves = tree(&cases, &TreeLimits { depth: 6, least_mass: 0.02 });
        assert_eq!(leaves.iter().map(|leaf| leaf.quality.points).sum::<usize>(), cases.len());
        assert_eq!(leaves.iter().map(|leaf| leaf.quality.cases).sum::<usize>(), cases.cases());
        for leaf in &leaves {
            assert_eq!(cases.quality(&leaf.bounds), leaf.quality);
            assert!(leaf.quality.mass >= 0.02);
        }
        assert!(leaves.len() > 8);
    }

    /// Two corners apart: one box cannot say it, two leaves can.
    #[test]
    fn two_corners_are_two_leaves() {
        let cases = sample(|x| (x[0] < 0.3 && x[1] < 0.3) || (x[0] > 0.7 && x[1] > 0.7));
        let leaves = tree(&cases, &TreeLimits::default());
        let dense: Vec<&Leaf> = leaves.iter().filter(|leaf| leaf.quality.density > 0.95).collect();
        assert!(dense.len() >= 2 && dense.iter().map(|l| l.quality.coverage).sum::<f64>() > 0.95);
    }

    #[test]
    fn a_pure_sample_is_one_leaf() {
        assert_eq!(tree(&sample(|_| true), &TreeLimits::default()).len(), 1);
    }
}
