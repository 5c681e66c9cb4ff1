//! Plans kept and followed: where points settle if nobody chooses anew.
//!
//! Problem. With plans fixed, a point that no incentive binds solves the linear recursion
//! x(s, k) = (1 - delta) u + delta sum q x(s', k); one that an incentive binds lies where an edge
//! of the expected continuation crosses the level d_i, which itself follows the least points.
//! Both are repeated in turn until they agree. A pass costs the points, not the joint actions.

use super::arrays::{Arrays, Point};
use super::inner::{Inner, Plan};
use super::polygon::Bind;
use super::recursion::{Link, solve};

/// Passes in which kept plans are followed.
const FOLLOW_MAX: usize = 200;
/// How often a drift is followed to its end.
const DRIFT_EVERY: usize = 5;
/// Squared share of a drift that may be unsteady.
const STEADY: f64 = 1e-2;

impl Inner {
    /// Keeps all plans and follows them until no point moves; a drift that has become steady is
    /// followed to its end at once (Aitken).
    pub(super) fn follow(&mut self, arrays: &Arrays, count: usize, slack: f64, still: f64) {
        let mut last: Option<Vec<f64>> = None;
        for pass in 0..FOLLOW_MAX {
            let before = self.coordinates();
            let bound = self.rebind(arrays, count, slack);
            let free = self.recur(arrays, count);
            if bound.max(free) <= still {
                return;
            }
            let after = self.coordinates();
            let drift: Vec<f64> = after.iter().zip(&before).map(|(a, b)| a - b).collect();
            let ahead = last.as_ref().and_then(|last| left_to_go(last, &drift));
            last = Some(drift);
            if let (Some(ahead), Some(drift), true) = (ahead, &last, pass % DRIFT_EVERY == 3) {
                let go = |to: &mut [f64], by: &[f64]| {
                    to.iter_mut().zip(by).for_each(|(x, d)| *x += ahead * d);
                };
                go(&mut self.x, &drift[..after.len() / 2]);
                go(&mut self.y, &drift[after.len() / 2..]);
                last = None;
            }
        }
    }

    fn coordinates(&self) -> Vec<f64> {
        self.x.iter().chain(&self.y).copied().collect()
    }

    /// Moves what incentives bind to where they bind now.
    fn rebind(&mut self, arrays: &Arrays, count: usize, slack: f64) -> f64 {
        let threat = self.threat(arrays.states, count);
        let mut change = 0.0_f64;
        for at in 0..self.x.len() {
            let plan = self.plan[at];
            if !self.exists[at / count] || plan.bind == Bind::Nothing {
                continue;
            }
            let floor = [0, 1].map(|i| arrays.temptation(i, plan.joint, &threat[i]) + slack);
            let ends = plan.mix.map(|(k, _)| self.ahead(arrays, count, plan.joint, k));
            let weight = match plan.bind {
                Bind::One(axis) => edge_weights(ends, axis, floor[axis]),
                _ => chord_weights(ends, floor),
            };
            let sum = |i: usize| (0..4).map(|j| weight[j] * ends[j][i]).sum::<f64>();
            let (x, y) = (sum(0), sum(1));
            change = change.max((x - self.x[at]).abs()).max((y - self.y[at]).abs());
            (self.x[at], self.y[at]) = (x, y);
            (0..4).for_each(|j| self.plan[at].mix[j].1 = weight[j]);
        }
        change
    }

    /// What a joint action is worth if play goes on in the points of direction k.
    fn ahead(&self, arrays: &Arrays, count: usize, joint: usize, k: usize) -> Point {
        let add = |sum: Point, &(next, q): &(usize, f64)| {
            let at = next * count + k;
            [sum[0] + q * self.x[at], sum[1] + q * self.y[at]]
        };
        arrays.successors(arrays.row_of[joint]).iter().fold(arrays.base[joint], add)
    }

    /// Solves for what goes on in its own direction.
    fn recur(&mut self, arrays: &Arrays, count: usize) -> f64 {
        let mut change = 0.0_f64;
        for k in 0..count {
            let here = |s: usize| [self.x[s * count + k], self.y[s * count + k]];
            let link = |s: usize| match self.plan[s * count + k] {
                Plan { joint, bind: Bind::Nothing, .. } if self.exists[s] => {
                    Link::Row(arrays.base[joint], arrays.row_of[joint])
                }
                _ => Link::Fixed(here(s)),
            };
            let links: Vec<Link> = (0..arrays.states).map(link).collect();
            let mut value: Vec<Point> = (0..arrays.states).map(here).collect();
            solve(arrays, &links, &mut value);
            for (s, [x, y]) in value.into_iter().enumerate() {
                let at = s * count + k;
                change = change.max((x - self.x[at]).abs()).max((y - self.y[at]).abs());
                (self.x[at], self.y[at]) = (x, y);
            }
        }
        change
    }
}

/// How many more of the present drift are to come, if it shrinks by the same share each time.
fn left_to_go(last: &[f64], now: &[f64]) -> Option<f64> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let share = dot(last, now) / dot(last, last);
    let off = last.iter().zip(now).map(|(a, b)| (b - share * a) * (b - share * a)).sum::<f64>();
    let steady = off <= STEADY * dot(now, now) && share > 0.3 && share < 1.0;
    steady.then(|| share / (1.0 - share))
}

/// Weights of the ends of an edge where it crosses a level.
fn edge_weights(ends: [Point; 4], axis: usize, level: f64) -> [f64; 4] {
    let share = crossing_share(ends[0][axis], ends[1][axis], level);
    [1.0 - share, share, 0.0, 0.0]
}

/// Weights of the ends of two edges so that the chord between their crossings meets the floor.
fn chord_weights(ends: [Point; 4], floor: Point) -> [f64; 4] {
    let at = |a: usize| {
        let share = crossing_share(ends[a][0], ends[a + 1][0], floor[0]);
        (share, ends[a][1] + share * (ends[a + 1][1] - ends[a][1]))
    };
    let ((s, low), (t, high)) = (at(0), at(2));
    let share = crossing_share(low, high, floor[1]);
    [(1.0 - share) * (1.0 - s), (1.0 - share) * s, share * (1.0 - t), share * t]
}

fn crossing_share(from: f64, to: f64, level: f64) -> f64 {
    let share = (level - from) / (to - from);
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}
