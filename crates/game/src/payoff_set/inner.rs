//! The inner sets: points that carry each other, found from outside and then proved.
//!
//! Problem. One point for each state and direction, and for each point a plan: a joint action
//! and weights of points with which play goes on, the same in every successor. The points of
//! the outer set are replaced by those that B gives in each direction, incentives held with some
//! slack; now and then plans are kept and followed to where they lead (`follow`). When nothing
//! moves any more the points generate themselves. Nothing is claimed here: `verify` proves it or does not.

use super::arrays::{Arrays, Point};
use super::fan::{Fan, cross, dot, minus};
use super::outer::{Outer, Scratch, sum_curves};
use super::polygon::{Bind, Curve};

/// How a point is played: a joint action, then a mixture of points, the same in each successor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// Joint action, counted over all states.
    pub(super) joint: usize,
    pub(super) bind: Bind,
    /// (direction, weight), weights summing to one.
    pub(super) mix: [(usize, f64); 4],
}

/// Points of all states over the fan. Shape: states x fan.
#[derive(Clone)]
pub(super) struct Inner {
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    pub(super) plan: Vec<Plan>,
    pub(super) exists: Vec<bool>,
    /// How often a place changed its plan.
    turns: Vec<u8>,
}

/// The best point found so far in one direction.
#[derive(Clone, Copy)]
struct Best {
    value: f64,
    point: Point,
    plan: Plan,
}

/// Rounds of plain steps, each ended by a jump.
const ROUNDS_MAX: usize = 20;
const PLAIN: usize = 8;
/// A place that changes its plan and moves by more than this takes turns.
const TURN: f64 = 1e-9;
/// Each turn makes the next four times as hard, up to this many.
const TURNS_MAX: u8 = 12;
/// Movement below which a jump is tried.
const CALM: f64 = 0.05;
/// Values closer than this are equal, payoffs being at most one.
const EQUAL: f64 = 1e-11;
/// How much better a plan must be to replace another.
const HEAD_START: f64 = 1e-10;
/// The same in slacks: slack sets apart what is equal without it.
const HEAD_START_SLACKS: f64 = 5.0;

impl Inner {
    /// The vertices of the outer sets.
    pub(super) fn from_outer(outer: &Outer) -> Self {
        let none = Plan { joint: 0, bind: Bind::Nothing, mix: [(0, 0.0); 4] };
        let (x, y) = (outer.x.clone(), outer.y.clone());
        let turns = vec![0; x.len()];
        Self { plan: vec![none; x.len()], x, y, exists: outer.exists.clone(), turns }
    }

    /// Nothing inside any state.
    pub(super) fn none(outer: &Outer) -> Self {
        let exists = vec![false; outer.exists.len()];
        Self { exists, ..Self::from_outer(outer) }
    }

    /// Steps until no point moves by more than `still`; the last movement. Now and then plans are
    /// kept and followed to their end; if that unsettles the points it is taken back.
    pub(super) fn run(&mut self, arrays: &Arrays, outer: &Outer, slack: f64, still: f64) -> f64 {
        let mut change = f64::INFINITY;
        for round in 0..ROUNDS_MAX {
            for _ in 0..PLAIN {
                change = self.step(arrays, outer, slack);
                if change <= still || !self.exists.contains(&true) {
                    return change;
                }
            }
            if round < 2 {
                self.turns.fill(0);
            }
            if change < CALM {
                let before = self.clone();
                self.follow(arrays, outer.fan.len(), slack, still);
                let after = self.step(arrays, outer, slack);
                if after > change {
                    let turns = std::mem::take(&mut self.turns);
                    *self = Self { turns, ..before };
                } else {
                    change = after;
                }
            }
        }
        change
    }

    /// The same points on a fan with more directions.
    pub(super) fn refined(&self, from: &Fan, to: &Fan) -> Self {
        let (old, new) = (from.len(), to.len());
        let moved = places(from, to);
        let mut refined = Self {
            x: Vec::new(),
            y: Vec::new(),
            plan: Vec::new(),
            exists: self.exists.clone(),
            turns: vec![0; self.exists.len() * new],
        };
        for s in 0..self.exists.len() {
            let mut k = 0;
            for direction in (0..new).map(|j| to.at(j)) {
                if k + 1 < old && from.at(k + 1) == direction {
                    k += 1;
                }
                let reach = |k: usize| dot(direction, [self.x[s * old + k], self.y[s * old + k]]);
                let next = from.next(k);
                // A direction that was there keeps its point: plans name points by direction.
                let known = from.at(k) == direction;
                let at = s * old + if !known && reach(next) > reach(k) { next } else { k };
                refined.x.push(self.x[at]);
                refined.y.push(self.y[at]);
                let mix = self.plan[at].mix.map(|(k, w)| (moved[k], w));
                refined.plan.push(Plan { mix, ..self.plan[at] });
            }
        }
        refined
    }

    pub(super) fn threat(&self, states: usize, count: usize) -> [Vec<f64>; 2] {
        let least = |all: &[f64], s: usize| {
            let span = &all[s * count..(s + 1) * count];
            let least = span.iter().copied().fold(f64::INFINITY, f64::min);
            if self.exists[s] { least } else { f64::INFINITY }
        };
        let of = |all: &[f64]| (0..states).map(|s| least(all, s)).collect();
        [of(&self.x), of(&self.y)]
    }

    /// The points that B gives from the present ones; how far the farthest moved.
    fn step(&mut self, arrays: &Arrays, outer: &Outer, slack: f64) -> f64 {
        let (fan, states) = (&outer.fan, arrays.states);
        let count = fan.len();
        let threat = self.threat(states, count);
        let mut best = Vec::with_capacity(states * count);
        let mut scratch = Scratch::new(count);
        for s in 0..states {
            let start = best.len();
            best.resize(start + count, Best::none());
            if self.exists[s] {
                let to = &mut best[start..];
                self.gather(arrays, outer, (s, slack), &threat, &mut scratch, to);
            }
        }
        for s in 0..states {
            self.exists[s] = best[s * count].value.is_finite();
        }
        self.place(fan, &best)
    }

    /// Best points of one state over its joint actions.
    fn gather(
        &self,
        arrays: &Arrays,
        outer: &Outer,
        (s, slack): (usize, f64),
        threat: &[Vec<f64>; 2],
        scratch: &mut Scratch,
        best: &mut [Best],
    ) {
        let count = outer.fan.len();
        let old = &self.plan[s * count..(s + 1) * count];
        let turns = &self.turns[s * count..(s + 1) * count];
        let least = HEAD_START.max(HEAD_START_SLACKS * slack);
        let head = |k: usize| least * f64::from(1_u32 << (2 * turns[k].min(TURNS_MAX)));
        for row in arrays.rows(s) {
            if !arrays.successors(row).iter().all(|&(next, _)| self.exists[next]) {
                continue;
            }
            sum_curves(arrays, row, count, (&self.x, &self.y), scratch);
            let of_row = |&j: &usize| arrays.row_of[j] == row && outer.live[j];
            for joint in arrays.actions(s).filter(of_row) {
                let floor = [0, 1].map(|i| arrays.temptation(i, joint, &threat[i]) + slack);
                consider(arrays, &outer.fan, joint, floor, scratch, (old, head, &mut *best));
            }
        }
    }

    /// Puts the points in place; how far the farthest moved.
    fn place(&mut self, fan: &Fan, best: &[Best]) -> f64 {
        let mut change = 0.0_f64;
        for (at, best) in best.iter().enumerate().filter(|(at, _)| self.exists[at / fan.len()]) {
            let [x, y] = best.point;
            let moved = (x - self.x[at]).abs().max((y - self.y[at]).abs());
            if moved > TURN && !best.plan.same_as(&self.plan[at]) {
                self.turns[at] = self.turns[at].saturating_add(1);
            }
            change = change.max(moved);
            (self.x[at], self.y[at], self.plan[at]) = (x, y, best.plan);
        }
        change
    }
}

/// Where the directions of a fan stand in a finer one.
fn places(from: &Fan, to: &Fan) -> Vec<usize> {
    let mut place = 0;
    let find = |k: usize| {
        while place + 1 < to.len() && to.at(place) != from.at(k) {
            place += 1;
        }
        place
    };
    (0..from.len()).map(find).collect()
}

impl Best {
    fn none() -> Self {
        let plan = Plan { joint: 0, bind: Bind::Nothing, mix: [(0, 0.0); 4] };
        Self { value: f64::NEG_INFINITY, point: [0.0; 2], plan }
    }

    /// Takes another point if it comes first: higher, or as high and farther round the fan. The
    /// plan that stands in this place has a head start, so that equal plans do not take turns.
    fn offer(&mut self, direction: Point, (old, head_start): (&Plan, f64), new: Best) {
        let start = |plan: &Plan| if plan.same_as(old) { head_start } else { 0.0 };
        let higher = new.value + start(&new.plan) - self.value - start(&self.plan);
        let farther = || cross(direction, minus(new.point, self.point));
        if higher > EQUAL || (higher >= -EQUAL && farther() > EQUAL) {
            *self = new;
        }
    }
}

impl Plan {
    /// Whether the same action leads on to the same points, in whatever mixture.
    fn same_as(&self, other: &Self) -> bool {
        self.joint == other.joint && (0..4).all(|i| self.mix[i].0 == other.mix[i].0)
    }
}

/// Offers the points of one joint action.
fn consider(
    arrays: &Arrays,
    fan: &Fan,
    joint: usize,
    floor: Point,
    scratch: &mut Scratch,
    (old, head_start, best): (&[Plan], impl Fn(usize) -> f64, &mut [Best]),
) {
    let base = arrays.base[joint];
    let Scratch { x, y, cut } = scratch;
    let curve = Curve { x, y };
    cut.make(curve, base, floor);
    for (k, best) in best.iter_mut().enumerate() {
        let (direction, head) = (fan.at(k), head_start(k));
        let hopeless = |value: f64| value + head - best.value < -EQUAL;
        if cut.stays[k] {
            let point = [base[0] + curve.x[k], base[1] + curve.y[k]];
            let value = dot(direction, point);
            if !hopeless(value) {
                let mix = [(k, 1.0), (k, 0.0), (k, 0.0), (k, 0.0)];
                let plan = Plan { joint, bind: Bind::Nothing, mix };
                best.offer(direction, (&old[k], head), Best { value, point, plan });
            }
            continue;
        }
        for corner in &cut.corners {
            let (value, point) = (dot(direction, corner.point), corner.point);
            if value + head - best.value >= -EQUAL {
                let plan = Plan { joint, bind: corner.bind, mix: corner.mix };
                best.offer(direction, (&old[k], head), Best { value, point, plan });
            }
        }
    }
}
