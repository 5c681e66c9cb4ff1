//! How far the outer sets are from the inner ones, and in which directions to look closer.
//!
//! Vertex k of an outer set lies between directions k and k + 1; the inner points found in these
//! two directions span the nearest edge. The normal of that edge is the direction that decides
//! whether the vertex is real (sandwich approximation; Rote 1992, Computing 48).

use super::arrays::{Arrays, Point};
use super::fan::{Fan, dot, length, minus, unit};
use super::inner::Inner;
use super::outer::Outer;

/// Directions closer than this, in sine, are not told apart.
const APART: f64 = 1e-6;
/// Inner edges shorter than this have no normal worth a direction.
const EDGE: f64 = 1e-7;
/// Gaps that hide less than this share of the worst one wait for the next round.
const SHARE: f64 = 0.1;

/// Distance from a point to a segment, coordinates weighed.
fn to_segment(point: Point, from: Point, to: Point, weight: Point) -> f64 {
    let weigh = |a: Point| [a[0] * weight[0], a[1] * weight[1]];
    let (along, off) = (weigh(minus(to, from)), weigh(minus(point, from)));
    let square = along[0] * along[0] + along[1] * along[1];
    let share = if square > 0.0 {
        ((along[0] * off[0] + along[1] * off[1]) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    length([off[0] - share * along[0], off[1] - share * along[1]])
}

/// The two sets side by side.
pub(super) struct Pair<'a> {
    pub(super) outer: &'a Outer,
    pub(super) inner: &'a Inner,
}

impl Pair<'_> {
    fn outer_vertex(&self, s: usize, k: usize) -> Point {
        self.outer.curve(s).at(k)
    }

    /// The inner point of direction k, or the middle of the outer edge if there is no inner set.
    fn inner_point(&self, s: usize, k: usize) -> Point {
        let at = s * self.outer.fan.len() + k;
        if self.inner.exists[s] {
            return [self.inner.x[at], self.inner.y[at]];
        }
        let curve = self.outer.curve(s);
        let (a, b) = (curve.at(self.outer.fan.before(k)), curve.at(k));
        [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])]
    }

    /// Distance of outer vertex k of state s from the inner set: the nearest of the edges around
    /// direction k, or of all edges until one is as near as asked.
    fn distance(&self, s: usize, k: usize, (weight, near): (Point, f64)) -> f64 {
        let (fan, vertex) = (&self.outer.fan, self.outer_vertex(s, k));
        let edge = |from: usize| {
            let (a, b) = (self.inner_point(s, from), self.inner_point(s, fan.next(from)));
            to_segment(vertex, a, b, weight)
        };
        let mut least = f64::INFINITY;
        for from in [fan.before(k), k, fan.next(k)].into_iter().chain(0..fan.len()) {
            least = least.min(edge(from));
            if least <= near {
                break;
            }
        }
        least
    }

    /// Largest distance over states and vertices: of scaled payoffs, or as weighed. Where nothing
    /// is inside, the size of the outer set. A vertex is looked at until it is seen to be no
    /// farther than the farthest so far.
    pub(super) fn gap(&self, arrays: &Arrays, weight: Point) -> f64 {
        let count = self.outer.fan.len();
        let mut most = 0.0_f64;
        for s in (0..arrays.states).filter(|&s| self.outer.exists[s]) {
            if !self.inner.exists[s] {
                most = most.max(self.size(s, weight));
                continue;
            }
            for k in 0..count {
                most = most.max(self.distance(s, k, (weight, most)));
            }
        }
        most
    }

    /// Diagonal of the box around an outer set.
    fn size(&self, s: usize, weight: Point) -> f64 {
        let fan = &self.outer.fan;
        let at = |k: usize| self.outer.support[s * fan.len() + k];
        let width = |i: usize| weight[i] * (at(fan.most(i)) + at(fan.least(i)));
        length([width(0), width(1)])
    }

    /// Directions for what hides more than `most` and not much less than the worst: normals of
    /// inner edges that the fan lacks, in each gap the one that cuts deepest. If the fan has them
    /// all, the gaps that hide most are halved.
    pub(super) fn directions(&self, arrays: &Arrays, most: f64) -> Vec<(usize, Point)> {
        let fan = &self.outer.fan;
        let states = || (0..arrays.states).filter(|&s| self.outer.exists[s]);
        let places = || states().flat_map(|s| (0..fan.len()).map(move |k| (s, k)));
        let off = |s: usize, k: usize, near: f64| self.distance(s, k, ([1.0, 1.0], near));
        let worst = places().fold(most, |worst, (s, k)| worst.max(off(s, k, worst)));
        let least = most.max(SHARE * worst);
        let all: Vec<(f64, usize, usize)> =
            places().map(|(s, k)| (off(s, k, least), s, k)).collect();
        let mut deepest: Vec<Option<(f64, Point)>> = vec![None; fan.len()];
        for &(_, s, k) in all.iter().filter(|(off, ..)| *off > least) {
            for (normal, depth) in self.normals(s, k) {
                let Some(gap) = fan.gap_of(normal, APART) else { continue };
                if deepest[gap].is_none_or(|(most, _)| depth > most) {
                    deepest[gap] = Some((depth, normal));
                }
            }
        }
        let place = |(gap, best): (usize, Option<(f64, Point)>)| best.map(|(_, n)| (gap, n));
        let found: Vec<(usize, Point)> =
            deepest.into_iter().enumerate().filter_map(place).collect();
        if found.is_empty() { self.halves(&all, least) } else { found }
    }

    /// Halves of the gaps that hide more than `least`.
    fn halves(&self, all: &[(f64, usize, usize)], least: f64) -> Vec<(usize, Point)> {
        let fan = &self.outer.fan;
        let mut gaps: Vec<usize> =
            all.iter().filter(|(off, ..)| *off > least).map(|&(.., k)| k).collect();
        gaps.sort_unstable();
        gaps.dedup();
        let half = |k: usize| {
            let middle = fan.halfway(k);
            fan.inside(k, middle, 2.0 * APART).then_some((k, middle))
        };
        gaps.into_iter().filter_map(half).collect()
    }

    /// Normals of the inner edges before, at and after direction k, with how far outer vertex k
    /// lies above each edge.
    fn normals(&self, s: usize, k: usize) -> Vec<(Point, f64)> {
        let fan = &self.outer.fan;
        let apart = |a: usize, b: usize| {
            length(minus(self.inner_point(s, b), self.inner_point(s, a))) > EDGE
        };
        let next = fan.next(k);
        let back = around(k, fan.len(), |j| fan.before(j)).find(|&j| apart(j, k));
        let ahead = around(next, fan.len(), |j| fan.next(j)).find(|&j| apart(next, j));
        let ends = [back.map(|j| (j, k)), Some((k, next)), ahead.map(|j| (next, j))];
        let edges = ends.into_iter().flatten().filter(|&(a, b)| apart(a, b));
        let above = |(a, b)| {
            let edge = minus(self.inner_point(s, b), self.inner_point(s, a));
            let normal = unit([edge[1], -edge[0]]);
            (normal, dot(normal, minus(self.outer_vertex(s, k), self.inner_point(s, a))))
        };
        edges.map(above).collect()
    }
}

/// Directions from k on, one way round, k itself left out.
fn around(k: usize, count: usize, step: impl Fn(usize) -> usize) -> impl Iterator<Item = usize> {
    let mut at = k;
    (1..count).map(move |_| {
        at = step(at);
        at
    })
}

impl Outer {
    /// Adds directions, each inside a gap of the fan; sets stay what they are.
    pub(super) fn insert(&mut self, arrays: &Arrays, new: &[(usize, Point)]) {
        let count = self.fan.len();
        let mut place: Vec<(usize, Point, bool)> = Vec::new();
        let mut new = new.iter().peekable();
        for k in 0..count {
            place.push((k, self.fan.at(k), false));
            while let Some(&(_, direction)) = new.next_if(|(gap, _)| *gap == k) {
                place.push((k, direction, true));
            }
        }
        let mut fresh = (Vec::new(), Vec::new(), Vec::new());
        for s in 0..arrays.states {
            for &(k, direction, is_new) in &place {
                let at = s * count + k;
                let (x, y) = (self.x[at], self.y[at]);
                let reach = direction[0] * x + direction[1] * y;
                fresh.0.push(if is_new { reach } else { self.support[at] });
                fresh.1.push(x);
                fresh.2.push(y);
            }
        }
        (self.support, self.x, self.y) = fresh;
        let (x, y) = place.iter().map(|&(_, [x, y], _)| (x, y)).unzip();
        self.fan = Fan { x, y };
    }
}
