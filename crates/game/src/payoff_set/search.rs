//! The search: outer steps, an inner set, its proof, and a finer fan until the gap is closed.

use super::arrays::{Arrays, Point};
use super::fan::Fan;
use super::inner::Inner;
use super::outer::Outer;
use super::polygon::hull;
use super::refine::Pair;
use super::verify::{Finding, InnerClaim, InnerPlan, verify};
use super::{PayoffSets, SetCertificate, SetSettings, SetStatus};
use crate::stochastic_game::StochasticGame;

/// Least slack of incentives in the inner sets, payoffs being at most one.
const SLACK_MIN: f64 = 1e-10;
/// Movement of inner points that rounding alone makes.
const STILL_MIN: f64 = 2e-15;
/// How closely feasible payoffs are looked at, and in how many directions, to start with.
const FEASIBLE_GAP: f64 = 1e-3;
const FEASIBLE_DIRECTIONS: usize = 40;
/// Rounds of refinement, each of which may double the directions.
const ROUNDS_MAX: usize = 40;
/// Outer vertices closer than this are one.
const SAME: f64 = 1e-10;

/// Inner sets with what the check found.
#[derive(Clone)]
struct Proved {
    inner: Inner,
    finding: Finding,
    /// Scaled distance to the outer sets, without the radius.
    gap: f64,
}

pub(super) fn search(game: &StochasticGame, arrays: &Arrays, settings: &SetSettings) -> PayoffSets {
    let mut outer = Outer::new(arrays);
    look_round(arrays, &mut outer);
    let mut gap = 1.0_f64;
    let mut floor = 0.02 * settings.tolerance;
    let mut best: Option<(Proved, Fan)> = None;
    for _ in 0..ROUNDS_MAX {
        let still = (0.02 * gap).max(floor);
        while outer.steps < settings.steps_max && outer.step(arrays) > still {}
        let proved = prove(game, arrays, &outer, settings, best.as_ref());
        gap = proved.as_ref().map_or(1.0, |p| p.gap);
        let inner = proved.as_ref().map_or_else(|| Inner::none(&outer), |p| p.inner.clone());
        best = proved.map(|p| (p, outer.fan.clone()));
        if gap <= 0.9 * settings.tolerance || !outer.exists.contains(&true) {
            break;
        }
        let pair = Pair { outer: &outer, inner: &inner };
        let mut new = pair.directions(arrays, 0.4 * settings.tolerance);
        let room = settings.directions_max.saturating_sub(outer.fan.len());
        new.truncate(room);
        if new.is_empty() || outer.steps >= settings.steps_max {
            if floor <= 1e-12 || outer.steps >= settings.steps_max {
                break;
            }
            floor *= 0.03;
            gap = 0.0;
        }
        outer.insert(arrays, &new);
    }
    let fan_now = |(proved, fan): (Proved, Fan)| Proved {
        inner: proved.inner.refined(&fan, &outer.fan),
        ..proved
    };
    answer(game, arrays, settings, &outer, best.map(fan_now))
}

/// Settles what is feasible with no incentive in the way, and takes up the normals of its edges:
/// without them patient play would lose what it must lose in tiny steps.
fn look_round(arrays: &Arrays, outer: &mut Outer) {
    for _ in 0..ROUNDS_MAX {
        outer.settle_feasible(arrays);
        let mut inner = Inner::from_outer(outer);
        inner.run(arrays, outer, f64::NEG_INFINITY, STILL_MIN);
        let mut new = Pair { outer, inner: &inner }.directions(arrays, FEASIBLE_GAP);
        new.truncate(FEASIBLE_DIRECTIONS.saturating_sub(outer.fan.len()));
        if new.is_empty() {
            break;
        }
        outer.insert(arrays, &new);
    }
}

/// The best inner set whose plans no deviation betters: from the outer sets, which finds all that
/// needs large sets to carry itself, and from the last one proved, which is never lost.
fn prove(
    game: &StochasticGame,
    arrays: &Arrays,
    outer: &Outer,
    settings: &SetSettings,
    last: Option<&(Proved, Fan)>,
) -> Option<Proved> {
    let wanted = 0.01 * settings.tolerance * (1.0 - arrays.discount);
    let slack = wanted.max(SLACK_MIN).max(arrays.rounding / (1.0 - arrays.discount));
    let fresh = attempt(game, arrays, outer, Inner::from_outer(outer), slack);
    let fresh = fresh.filter(|p| p.finding.holds());
    let (proved, fan) = match last {
        Some(last) if fresh.as_ref().is_none_or(|p| p.gap > last.0.gap) => last,
        _ => return fresh,
    };
    let grown = attempt(game, arrays, outer, proved.inner.refined(fan, &outer.fan), slack);
    let sound = fresh.into_iter().chain(grown.filter(|p| p.finding.holds()));
    sound.reduce(|a, b| if b.gap < a.gap { b } else { a })
}

fn attempt(
    game: &StochasticGame,
    arrays: &Arrays,
    outer: &Outer,
    mut inner: Inner,
    slack: f64,
) -> Option<Proved> {
    let still = (0.1 * slack * (1.0 - arrays.discount)).max(STILL_MIN);
    inner.run(arrays, outer, slack, still);
    if !inner.exists.contains(&true) {
        return None;
    }
    let finding = verify(game, &claim(arrays, &inner))?;
    let gap = Pair { outer, inner: &inner }.gap(arrays, [1.0, 1.0]);
    Some(Proved { inner, finding, gap })
}

/// Inner points and plans in units of payoff.
fn claim(arrays: &Arrays, inner: &Inner) -> InnerClaim {
    let count = inner.x.len() / arrays.states.max(1);
    let span = |s: usize| if inner.exists[s] { s * count..(s + 1) * count } else { 0..0 };
    let point = |at: usize| arrays.unscaled([inner.x[at], inner.y[at]]);
    let plan = |s: usize, at: usize| InnerPlan {
        joint: inner.plan[at].joint - arrays.first[s],
        mix: inner.plan[at].mix.iter().copied().filter(|&(_, w)| w > 0.0).collect(),
    };
    InnerClaim {
        points: (0..arrays.states).map(|s| span(s).map(point).collect()).collect(),
        plans: (0..arrays.states).map(|s| span(s).map(|at| plan(s, at)).collect()).collect(),
    }
}

fn answer(
    game: &StochasticGame,
    arrays: &Arrays,
    settings: &SetSettings,
    outer: &Outer,
    best: Option<Proved>,
) -> PayoffSets {
    let close = |p: &Proved| total_gap(arrays, outer, p, false) <= settings.tolerance;
    let (status, chosen) = if !outer.exists.contains(&true) {
        (SetStatus::Empty, None)
    } else if best.as_ref().is_some_and(close) {
        (SetStatus::Closed, best)
    } else {
        match attempt(game, arrays, outer, Inner::from_outer(outer), 0.0) {
            Some(edge)
                if close(&edge) && regret(game, arrays, &edge, true) <= settings.tolerance =>
            {
                (SetStatus::ClosedWithinRegret, Some(edge))
            }
            _ => (SetStatus::Undecided, best),
        }
    };
    let none = Finding { radius: [0.0; 2], slack: [f64::INFINITY; 2] };
    let finding = chosen.as_ref().map_or(none, |p| p.finding);
    let gap = match &chosen {
        Some(proved) => total_gap(arrays, outer, proved, true),
        None => Pair { outer, inner: &Inner::none(outer) }.gap(arrays, arrays.scale),
    };
    PayoffSets {
        threat: [0, 1].map(|i| threat(arrays, outer, i)),
        outer: (0..arrays.states).map(|s| outer_vertices(arrays, outer, s)).collect(),
        inner: (0..arrays.states).map(|s| inner_vertices(arrays, chosen.as_ref(), s)).collect(),
        claim: claim(arrays, chosen.as_ref().map_or(&Inner::none(outer), |p| &p.inner)),
        trail: outer.trail(arrays),
        gap,
        status,
        certificate: SetCertificate {
            radius: finding.radius,
            slack: finding.slack,
            regret: chosen.as_ref().map_or(0.0, |p| regret(game, arrays, p, false)),
            steps: outer.steps,
            directions: outer.fan.len(),
        },
    }
}

/// Gap with radius, in units of payoff or as a share of the scale.
fn total_gap(arrays: &Arrays, outer: &Outer, proved: &Proved, payoff: bool) -> f64 {
    let weight = if payoff { arrays.scale } else { [1.0, 1.0] };
    let radius = [0, 1].map(|i| proved.finding.radius[i] * weight[i] / arrays.scale[i]);
    let pair = Pair { outer, inner: &proved.inner };
    pair.gap(arrays, weight) + super::fan::length(radius)
}

/// What a deviation can gain over the whole of play.
fn regret(game: &StochasticGame, arrays: &Arrays, proved: &Proved, share: bool) -> f64 {
    let gain = |i: usize| {
        let unit = if share { arrays.scale[i] } else { 1.0 };
        (-proved.finding.slack[i]).max(0.0) / (1.0 - game.discount()) / unit
    };
    gain(0).max(gain(1))
}

fn threat(arrays: &Arrays, outer: &Outer, player: usize) -> Vec<f64> {
    let value = |s: usize| {
        let scaled = outer.threat[player][s];
        let worth = arrays.centre[player] + arrays.scale[player] * scaled;
        if outer.exists[s] { worth } else { f64::INFINITY }
    };
    (0..arrays.states).map(value).collect()
}

fn outer_vertices(arrays: &Arrays, outer: &Outer, s: usize) -> Vec<Point> {
    if !outer.exists[s] {
        return Vec::new();
    }
    let curve = outer.curve(s);
    let all = (0..outer.fan.len()).map(|k| curve.at(k)).collect();
    hull(distinct(all)).into_iter().map(|p| arrays.unscaled(p)).collect()
}

fn inner_vertices(arrays: &Arrays, proved: Option<&Proved>, s: usize) -> Vec<Point> {
    let Some(inner) = proved.map(|p| &p.inner).filter(|inner| inner.exists[s]) else {
        return Vec::new();
    };
    let count = inner.x.len() / arrays.states;
    let all = (s * count..(s + 1) * count).map(|at| [inner.x[at], inner.y[at]]).collect();
    hull(distinct(all)).into_iter().map(|p| arrays.unscaled(p)).collect()
}

/// Points of a closed curve without those that repeat their predecessor.
fn distinct(points: Vec<Point>) -> Vec<Point> {
    let same = |a: Point, b: Point| (a[0] - b[0]).abs().max((a[1] - b[1]).abs()) <= SAME;
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|&last| !same(last, point)) {
            kept.push(point);
        }
    }
    while kept.len() > 1 && same(kept[0], kept[kept.len() - 1]) {
        kept.pop();
    }
    kept
}
