//! That the outer sets contain every equilibrium payoff.
//!
//! Claim. A chain of sets, the first of them a square that holds all payoffs, each given by
//! supports h in directions l and by threats P. If V* (all payoffs of equilibria in pure actions)
//! lies in one link and its players can never be held below P there, the next link follows:
//!
//! - a joint action with no continuation above both players' best deviations d, punished by P,
//!   or with a successor in which nothing is left, is in no equilibrium;
//! - threats: any P' with P'(s) <= min over the others of max{worth and deviations under P', -M(-e_i)};
//! - supports: any h' with h'(s, l) <= what it was, or
//!   h'(s, l) >= max over the others of min{l (1 - delta) u + delta sum q h'(s', l), M(l)}, or
//!   h'(s, -e_i) >= -P'_i(s).
//!
//! M(l) is the support of {x in the sum of the successors' sets, x >= d}. Here it is bounded by
//! duality: M(l) <= h(v) - mu d for any v = l + mu with mu >= 0. Both right sides are monotone
//! contractions, so what satisfies them bounds V*; what is asked is h' and P' alone, not how they were
//! found. Floating point: each inequality with the rounding that it is allowed.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), Econometrica 58; weak duality of linear programs.

use super::Check;
use super::polygon::{Point, clipped, dot, outside};
use crate::payoff_set::{OuterLink, PayoffSets};
use crate::stochastic_game::{GameState, StochasticGame};

/// Rounding of one inequality, payoffs being at most one.
const ALLOWED: f64 = 2e-12;
/// Vertices of an answer closer than this are one.
const MERGED: f64 = 4e-10;

/// What is known of V*: a polygon for each state, empty if there is no equilibrium, and threats.
struct Known {
    polygon: Vec<Vec<Point>>,
    threat: [Vec<f64>; 2],
}

/// The game in the units of the chain.
struct Units<'a> {
    game: &'a StochasticGame,
    centre: Point,
    scale: Point,
}

/// What one joint action can still lead to.
struct Way {
    state: usize,
    joint: usize,
    /// (1 - delta) u.
    base: Point,
    /// d.
    floor: Point,
    /// Support of all continuations, incentives aside, in every direction.
    reach: Vec<f64>,
    /// Where the lines x_i = d_i leave the sum: bounds on the other coordinate with the direction
    /// that gives them, [i][lowest, highest].
    crossing: [[Option<(f64, usize)>; 2]; 2],
}

/// Checks of the outer sets of an answer.
pub(super) fn checks(game: &StochasticGame, answer: &PayoffSets) -> Vec<Check> {
    let trail = &answer.trail;
    let units = Units { game, centre: trail.centre, scale: trail.scale };
    let states = game.states().len();
    let square = vec![[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];
    let mut known =
        Known { polygon: vec![square; states], threat: [vec![-1.0; states], vec![-1.0; states]] };
    let within = units.largest() - 1.0;
    let (mut held, mut below) = (f64::MIN, f64::MIN);
    let whole = trail.links.iter().all(|link| well_formed(link, states));
    for link in trail.links.iter().filter(|_| whole) {
        let (threats, supports) = units.follow(&mut known, link);
        (held, below) = (held.max(threats), below.max(supports));
    }
    let check = |what, worst, allowed| Check { what, worst, allowed };
    let missing = f64::from(u8::from(!whole || trail.links.is_empty()));
    vec![
        check("the chain of outer sets is complete", missing, 0.0),
        check("all payoffs lie in the first outer set", within, ALLOWED),
        check("threats of each link follow from the link before", held, ALLOWED),
        check("supports of each link follow from the link before", below, ALLOWED),
        check("the last link lies in the outer sets", units.left_out(&known, answer), MERGED),
        check("threats are no higher than in the last link", units.above(&known, answer), ALLOWED),
    ]
}

/// Whether a link has all its numbers.
fn well_formed(link: &OuterLink, states: usize) -> bool {
    let count = link.direction.len();
    let finite = |point: &Point| point.iter().all(|x| x.is_finite());
    let axes = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]];
    link.direction.iter().all(finite)
        && axes.iter().all(|axis| link.direction.contains(axis))
        && link.support.len() == count * states
        && link.support.iter().all(|h| !h.is_nan())
        && link.threat.iter().all(|one| one.len() == states && one.iter().all(|p| !p.is_nan()))
}

impl Units<'_> {
    fn payoff(&self, state: &GameState, i: usize, joint: usize) -> f64 {
        (state.payoff[i][joint] - self.centre[i]) / self.scale[i]
    }

    fn largest(&self) -> f64 {
        let of = |s: &GameState, i: usize| {
            (0..s.joint_actions()).map(|a| self.payoff(s, i, a).abs()).fold(0.0, f64::max)
        };
        self.game.states().iter().flat_map(|s| [of(s, 0), of(s, 1)]).fold(0.0, f64::max)
    }

    /// Successors with delta q, odds summing to one.
    fn ahead(&self, state: &GameState, joint: usize) -> impl Iterator<Item = (usize, f64)> {
        let row = &state.transition[joint];
        let total: f64 = row.iter().map(|&(_, q)| q).sum();
        let weight = self.game.discount() / total;
        let live = row.iter().filter(|&&(_, q)| q > 0.0);
        live.map(move |&(s, q)| (s as usize, weight * q))
    }

    fn worth(&self, state: &GameState, i: usize, joint: usize, value: &[f64]) -> f64 {
        let now = (1.0 - self.game.discount()) * self.payoff(state, i, joint);
        self.ahead(state, joint).fold(now, |sum, (s, q)| sum + q * value[s])
    }

    /// The best of a player's other actions under threats. One that leads on alike and pays no
    /// more never tempts: play may go on as if nothing had happened.
    fn deviation(&self, state: &GameState, i: usize, joint: usize, threat: &[f64]) -> f64 {
        let same_others = |to: &usize| state.action_of(1 - i, *to) == state.action_of(1 - i, joint);
        let ignored = |to: usize| {
            state.transition[to] == state.transition[joint]
                && state.payoff[i][to] <= state.payoff[i][joint]
        };
        let ways = (0..state.joint_actions()).filter(same_others);
        ways.filter(|&to| to != joint && !ignored(to))
            .map(|to| self.worth(state, i, to, threat))
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// Takes one link up; by how much its threats and its supports fail.
    fn follow(&self, known: &mut Known, link: &OuterLink) -> (f64, f64) {
        let ways = self.ways(known, link);
        let held = self.threats(known, link, &ways);
        let below = self.supports(known, link, &ways);
        let mut left = vec![false; known.polygon.len()];
        ways.iter().for_each(|way| left[way.state] = true);
        let count = link.direction.len();
        for (s, polygon) in known.polygon.iter_mut().enumerate() {
            let lines = link.direction.iter().zip(&link.support[s * count..(s + 1) * count]);
            let cut = |kept, (&l, &h)| clipped(kept, l, h);
            *polygon = if left[s] { lines.fold(std::mem::take(polygon), cut) } else { Vec::new() };
        }
        known.threat.clone_from(&link.threat);
        (held, below)
    }

    /// Joint actions that may still be part of an equilibrium.
    fn ways(&self, known: &mut Known, link: &OuterLink) -> Vec<Way> {
        loop {
            let tight: Vec<Vec<f64>> = known.polygon.iter().map(|p| tight(p, link)).collect();
            let states = self.game.states().iter().enumerate();
            let ways: Vec<Way> = states
                .flat_map(|(s, state)| (0..state.joint_actions()).map(move |a| (s, a)))
                .filter_map(|(s, a)| self.way((s, a), known, link, &tight))
                .collect();
            let mut left = vec![false; known.polygon.len()];
            ways.iter().for_each(|way| left[way.state] = true);
            let gone = |(s, left): (usize, &bool)| !left && !known.polygon[s].is_empty();
            let gone: Vec<usize> =
                left.iter().enumerate().filter(|&at| gone(at)).map(|(s, _)| s).collect();
            if gone.is_empty() {
                return ways;
            }
            for s in gone {
                known.polygon[s].clear();
                known.threat.iter_mut().for_each(|threat| threat[s] = f64::INFINITY);
            }
        }
    }

    fn way(
        &self,
        (s, joint): (usize, usize),
        known: &Known,
        link: &OuterLink,
        tight: &[Vec<f64>],
    ) -> Option<Way> {
        let state = &self.game.states()[s];
        let mut ahead = self.ahead(state, joint);
        if known.polygon[s].is_empty() || ahead.any(|(next, _)| known.polygon[next].is_empty()) {
            return None;
        }
        let base = [0, 1].map(|i| (1.0 - self.game.discount()) * self.payoff(state, i, joint));
        let mut reach: Vec<f64> = link.direction.iter().map(|&l| dot(l, base)).collect();
        for (next, q) in self.ahead(state, joint) {
            reach.iter_mut().zip(&tight[next]).for_each(|(to, h)| *to += q * h);
        }
        let none = [f64::NEG_INFINITY; 2];
        let mut way = Way { state: s, joint, base, floor: none, reach, crossing: [[None; 2]; 2] };
        if link.incentives {
            way.floor = [0, 1].map(|i| self.deviation(state, i, joint, &known.threat[i]));
            way.cross(link);
        }
        (!way.is_empty(link)).then_some(way)
    }

    /// By how much threats exceed what follows.
    fn threats(&self, known: &Known, link: &OuterLink, ways: &[Way]) -> f64 {
        let mut worst = f64::MIN;
        for i in 0..2 {
            let mut least = vec![f64::INFINITY; known.polygon.len()];
            let axis = if i == 0 { [-1.0, 0.0] } else { [0.0, -1.0] };
            let k = link.direction.iter().position(|&l| l == axis).unwrap_or(0);
            for way in ways {
                let state = &self.game.states()[way.state];
                let worth = self.worth(state, i, way.joint, &link.threat[i]);
                let other = self.deviation(state, i, way.joint, &link.threat[i]);
                let held = worth.max(other).max(-way.bound(link, k));
                least[way.state] = least[way.state].min(held);
            }
            for (s, &new) in link.threat[i].iter().enumerate() {
                let least = least[s].max(known.threat[i][s]);
                if new > least {
                    worst = worst.max(new - least);
                }
            }
        }
        worst
    }

    /// By how much supports fall below what follows.
    fn supports(&self, known: &Known, link: &OuterLink, ways: &[Way]) -> f64 {
        let count = link.direction.len();
        let mut most = vec![f64::NEG_INFINITY; link.support.len()];
        for way in ways {
            let state = &self.game.states()[way.state];
            let mut recursive: Vec<f64> =
                link.direction.iter().map(|&l| dot(l, way.base)).collect();
            for (next, q) in self.ahead(state, way.joint) {
                let from = &link.support[next * count..(next + 1) * count];
                recursive.iter_mut().zip(from).for_each(|(to, h)| *to += q * h);
            }
            for (k, recursive) in recursive.into_iter().enumerate() {
                let to = &mut most[way.state * count + k];
                *to = to.max(recursive.min(way.bound(link, k)));
            }
        }
        let mut worst = f64::MIN;
        for (s, polygon) in known.polygon.iter().enumerate().filter(|(_, p)| !p.is_empty()) {
            let tight = tight(polygon, link);
            for (k, &l) in link.direction.iter().enumerate() {
                let held = (0..2).find(|&i| l[i] == -1.0).map(|i| -link.threat[i][s]);
                let least = most[s * count + k].min(tight[k]).min(held.unwrap_or(f64::INFINITY));
                worst = worst.max(least - link.support[s * count + k]);
            }
        }
        worst
    }

    /// How far the last link reaches out of the outer sets.
    fn left_out(&self, known: &Known, answer: &PayoffSets) -> f64 {
        let scaled = |p: &Point| [0, 1].map(|i| (p[i] - self.centre[i]) / self.scale[i]);
        let of = |(s, polygon): (usize, &Vec<Point>)| {
            let outer: Vec<Point> = answer.outer[s].iter().map(scaled).collect();
            polygon.iter().map(|&point| outside(point, &outer)).fold(f64::MIN, f64::max)
        };
        known.polygon.iter().enumerate().map(of).fold(f64::MIN, f64::max)
    }

    /// By how much threats stated exceed the last link's.
    fn above(&self, known: &Known, answer: &PayoffSets) -> f64 {
        let over = |i: usize, s: usize| {
            let stated = (answer.threat[i][s] - self.centre[i]) / self.scale[i];
            if stated > known.threat[i][s] { stated - known.threat[i][s] } else { f64::MIN }
        };
        let states = 0..known.polygon.len();
        states.flat_map(|s| [over(0, s), over(1, s)]).fold(f64::MIN, f64::max)
    }
}

/// Supports of a polygon in the directions of a link.
fn tight(polygon: &[Point], link: &OuterLink) -> Vec<f64> {
    let most = |&l: &Point| polygon.iter().map(|&p| dot(l, p)).fold(f64::NEG_INFINITY, f64::max);
    link.direction.iter().map(most).collect()
}

impl Way {
    /// Finds where the lines x_i = d_i leave the sum of the successors' sets.
    fn cross(&mut self, link: &OuterLink) {
        for i in 0..2 {
            let j = 1 - i;
            for (k, l) in link.direction.iter().enumerate().filter(|(_, l)| l[j] != 0.0) {
                let at = (self.reach[k] - l[i] * self.floor[i]) / l[j];
                let side = usize::from(l[j] > 0.0);
                let closer = |old: f64| if side == 1 { at < old } else { at > old };
                let end = &mut self.crossing[i][side];
                if at.is_finite() && end.is_none_or(|(old, _)| closer(old)) {
                    *end = Some((at, k));
                }
            }
        }
    }

    /// Whether some direction l >= 0 parts the sum from {x >= d}.
    fn is_empty(&self, link: &OuterLink) -> bool {
        let lines = link.direction.iter().zip(&self.reach);
        lines.filter(|(l, _)| l[0] >= 0.0 && l[1] >= 0.0).any(|(l, reach)| {
            let least = (0..2).filter(|&i| l[i] > 0.0).map(|i| l[i] * self.floor[i]).sum::<f64>();
            *reach < least
        })
    }

    /// The least bound on M in direction k that duality gives.
    fn bound(&self, link: &OuterLink, k: usize) -> f64 {
        let l = link.direction[k];
        let mut least = self.reach[k];
        if l[0] <= 0.0 && l[1] <= 0.0 {
            let corner = (0..2).filter(|&i| l[i] < 0.0).map(|i| l[i] * self.floor[i]).sum::<f64>();
            least = least.min(if corner.is_nan() { f64::INFINITY } else { corner });
        }
        for i in 0..2 {
            let j = 1 - i;
            let Some((at, by)) = self.crossing[i][usize::from(l[j] > 0.0)] else { continue };
            let normal = link.direction[by];
            let weight = l[j] / normal[j];
            if weight >= 0.0 && weight * normal[i] >= l[i] {
                least = least.min(l[i] * self.floor[i] + l[j] * at);
            }
        }
        least
    }
}
