//! The directions in which all sets are supported: one fan, common to the states, that grows.
//!
//! Because the fan is common, a Minkowski sum of sets is a sum of their vertex arrays.

use super::arrays::Point;

/// Unit vectors in order of angle, counter-clockwise; the four axes are among them.
#[derive(Debug, Clone)]
pub(super) struct Fan {
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
}

/// First quadrant of the fan to start with, before normalisation.
const QUADRANT: [Point; 4] = [[1.0, 0.0], [1.0, 0.5], [1.0, 1.0], [0.5, 1.0]];

impl Fan {
    /// Sixteen directions.
    pub(super) fn new() -> Self {
        let turn = |[x, y]: Point, times: usize| match times {
            0 => [x, y],
            1 => [-y, x],
            2 => [-x, -y],
            _ => [y, -x],
        };
        let all = (0..4).flat_map(|times| QUADRANT.map(|d| turn(unit(d), times)));
        let (x, y) = all.map(|[x, y]| (x, y)).unzip();
        Self { x, y }
    }

    pub(super) fn len(&self) -> usize {
        self.x.len()
    }

    pub(super) fn at(&self, k: usize) -> Point {
        [self.x[k], self.y[k]]
    }

    pub(super) fn next(&self, k: usize) -> usize {
        if k + 1 == self.len() { 0 } else { k + 1 }
    }

    pub(super) fn before(&self, k: usize) -> usize {
        if k == 0 { self.len() - 1 } else { k - 1 }
    }

    /// The direction in which a player's payoff is least.
    pub(super) fn least(&self, player: usize) -> usize {
        let axis = if player == 0 { [-1.0, 0.0] } else { [0.0, -1.0] };
        self.find(axis)
    }

    /// The direction in which a player's payoff is largest.
    pub(super) fn most(&self, player: usize) -> usize {
        let axis = if player == 0 { [1.0, 0.0] } else { [0.0, 1.0] };
        self.find(axis)
    }

    fn find(&self, axis: Point) -> usize {
        (0..self.len()).find(|&k| self.at(k) == axis).unwrap_or(0)
    }

    /// Whether a direction lies strictly inside gap k, by more than `margin` in sine.
    pub(super) fn inside(&self, k: usize, direction: Point, margin: f64) -> bool {
        let (from, to) = (self.at(k), self.at(self.next(k)));
        cross(from, direction) > margin && cross(direction, to) > margin
    }

    /// The gap that a direction lies in, unless it is as good as there already.
    pub(super) fn gap_of(&self, direction: Point, margin: f64) -> Option<usize> {
        (0..self.len()).find(|&k| self.inside(k, direction, margin))
    }

    /// The direction that halves gap k.
    pub(super) fn halfway(&self, k: usize) -> Point {
        let (from, to) = (self.at(k), self.at(self.next(k)));
        unit([from[0] + to[0], from[1] + to[1]])
    }
}

pub(super) fn cross(a: Point, b: Point) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

pub(super) fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

pub(super) fn minus(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

pub(super) fn length(a: Point) -> f64 {
    dot(a, a).sqrt()
}

/// A vector scaled to length one.
pub(super) fn unit(a: Point) -> Point {
    let size = length(a);
    [a[0] / size, a[1] / size]
}
