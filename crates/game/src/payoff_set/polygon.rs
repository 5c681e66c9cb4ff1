//! Convex polygons as vertex arrays over the fan: cutting at a quadrant, tightening supports.
//!
//! A single point is K equal vertices; nothing here divides by an area or a length that may vanish
//! without a test.

use super::arrays::Point;
use super::fan::{Fan, cross, dot, minus};

/// Vertices of one polygon in order, as two arrays.
#[derive(Clone, Copy)]
pub(super) struct Curve<'a> {
    pub(super) x: &'a [f64],
    pub(super) y: &'a [f64],
}

impl Curve<'_> {
    pub(super) fn at(&self, k: usize) -> Point {
        [self.x[k], self.y[k]]
    }
}

/// What holds a point where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bind {
    /// Nothing: it is a vertex.
    Nothing,
    /// The incentive of one player: it lies on an edge.
    One(usize),
    /// Both incentives: it lies on the chord where the first binds.
    Both,
}

/// A point on the boundary or on a chord of a polygon: weights of its vertices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corner {
    pub(super) bind: Bind,
    pub(super) point: Point,
    /// (vertex, weight), weights summing to one.
    pub(super) mix: [(usize, f64); 4],
}

/// What is left of a polygon in the quadrant above `floor`.
#[derive(Default)]
pub(super) struct Cut {
    /// Which vertices stay.
    pub(super) stays: Vec<bool>,
    /// Vertices that the cut makes: at most five.
    pub(super) corners: Vec<Corner>,
    pub(super) any_stays: bool,
}

/// Crossing of an edge with a line parallel to an axis.
#[derive(Clone, Copy)]
struct Crossing {
    /// The other coordinate there.
    at: f64,
    edge: (usize, usize),
    share: f64,
}

impl Cut {
    pub(super) fn is_empty(&self) -> bool {
        !self.any_stays && self.corners.is_empty()
    }

    /// Cuts the polygon `shift + curve`; coordinates below the floor are cut away.
    pub(super) fn make(&mut self, curve: Curve<'_>, shift: Point, floor: Point) {
        let level = [floor[0] - shift[0], floor[1] - shift[1]];
        self.stays.clear();
        let stays = curve.x.iter().zip(curve.y).map(|(&x, &y)| x >= level[0] && y >= level[1]);
        self.stays.extend(stays);
        self.any_stays = self.stays.contains(&true);
        self.corners.clear();
        let upright = crossings(curve.x, curve.y, level[0]);
        let lying = crossings(curve.y, curve.x, level[1]);
        if let Some(pair) = upright {
            self.push_ends(pair, (0, level[1]), |at| [floor[0], shift[1] + at]);
            self.push_vertex(pair, level[1], floor);
        }
        if let Some(pair) = lying {
            self.push_ends(pair, (1, level[0]), |at| [shift[0] + at, floor[1]]);
        }
    }

    fn push_ends(
        &mut self,
        pair: (Crossing, Crossing),
        (axis, least): (usize, f64),
        to: impl Fn(f64) -> Point,
    ) {
        for end in [pair.0, pair.1] {
            if end.at >= least {
                let ((a, b), t) = (end.edge, end.share);
                let mix = [(a, 1.0 - t), (b, t), (a, 0.0), (a, 0.0)];
                self.corners.push(Corner { bind: Bind::One(axis), point: to(end.at), mix });
            }
        }
    }

    /// The corner of the quadrant, where the polygon contains it.
    fn push_vertex(&mut self, (low, high): (Crossing, Crossing), level: f64, floor: Point) {
        if low.at < level && level < high.at {
            let share = (level - low.at) / (high.at - low.at);
            let part =
                |c: Crossing, w: f64| [(c.edge.0, w * (1.0 - c.share)), (c.edge.1, w * c.share)];
            let ([a, b], [c, d]) = (part(low, 1.0 - share), part(high, share));
            self.corners.push(Corner { bind: Bind::Both, point: floor, mix: [a, b, c, d] });
        }
    }
}

/// Lowest and highest crossing of the closed curve with the line along = level.
fn crossings(along: &[f64], other: &[f64], level: f64) -> Option<(Crossing, Crossing)> {
    let count = along.len();
    let mut found: Option<(Crossing, Crossing)> = None;
    let mut a = count - 1;
    for b in 0..count {
        if (along[a] < level) != (along[b] < level) {
            let share = (level - along[a]) / (along[b] - along[a]);
            let at = other[a] + share * (other[b] - other[a]);
            let here = Crossing { at, edge: (a, b), share };
            let (low, high) = found.unwrap_or((here, here));
            let low = if at < low.at { here } else { low };
            found = Some((low, if at > high.at { here } else { high }));
        }
        a = b;
    }
    found
}

/// Makes supports tight and gives the vertices: vertex k is where lines k and k + 1 meet.
/// False if the half-planes have no common point.
pub(super) fn tighten(fan: &Fan, support: &mut [f64], x: &mut [f64], y: &mut [f64]) -> bool {
    let active = active_lines(fan, support);
    if active.len() < 3 {
        return false;
    }
    let count = fan.len();
    let mut middle = [0.0, 0.0];
    for (i, &from) in active.iter().enumerate() {
        let to = active[(i + 1) % active.len()];
        let Some(vertex) = meet(fan, support, from, to) else { return false };
        let share = active.len() as f64;
        middle = [middle[0] + vertex[0] / share, middle[1] + vertex[1] / share];
        let mut k = from;
        while k != to {
            (x[k], y[k]) = (vertex[0], vertex[1]);
            k = if k + 1 == count { 0 } else { k + 1 };
        }
    }
    if (0..count).any(|k| dot(fan.at(k), middle) > support[k]) {
        return false;
    }
    let mut bounds = vec![false; count];
    active.iter().for_each(|&k| bounds[k] = true);
    for k in (0..count).filter(|&k| !bounds[k]) {
        support[k] = support[k].min(dot(fan.at(k), [x[k], y[k]]));
    }
    true
}

/// The lines that bound the common part of the half-planes, by a deque over sorted angles.
fn active_lines(fan: &Fan, support: &[f64]) -> Vec<usize> {
    let outside = |k: usize, pair: (usize, usize)| {
        meet(fan, support, pair.0, pair.1).is_none_or(|p| dot(fan.at(k), p) > support[k])
    };
    let mut lines: Vec<usize> = Vec::with_capacity(fan.len());
    let mut head = 0;
    for k in 0..fan.len() {
        while lines.len() >= head + 2
            && outside(k, (lines[lines.len() - 2], lines[lines.len() - 1]))
        {
            lines.pop();
        }
        while lines.len() >= head + 2 && outside(k, (lines[head], lines[head + 1])) {
            head += 1;
        }
        lines.push(k);
    }
    while lines.len() > head + 2
        && outside(lines[head], (lines[lines.len() - 2], lines[lines.len() - 1]))
    {
        lines.pop();
    }
    while lines.len() > head + 2 && outside(lines[lines.len() - 1], (lines[head], lines[head + 1]))
    {
        head += 1;
    }
    lines.split_off(head)
}

/// Where two supporting lines meet; `None` if they do not turn counter-clockwise.
fn meet(fan: &Fan, support: &[f64], a: usize, b: usize) -> Option<Point> {
    let (u, v) = (fan.at(a), fan.at(b));
    let turn = cross(u, v);
    let x = (support[a] * v[1] - support[b] * u[1]) / turn;
    let y = (u[0] * support[b] - v[0] * support[a]) / turn;
    (turn > 0.0).then_some([x, y])
}

/// Convex hull, counter-clockwise from the least x: strictly convex, and nothing cut off, so that
/// vertices which rounding put out of order cost no payoff.
///
/// # Source
/// Andrew (1979), Information Processing Letters 9.
pub(super) fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut around = chain(points.iter().copied());
    around.pop();
    around.extend(chain(points.iter().rev().copied()));
    around.pop();
    around
}

/// Points in order, without those that are right of or on the way between their neighbours.
fn chain(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        while let [.., a, b] = kept[..]
            && cross(minus(b, a), minus(point, b)) <= 0.0
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}
