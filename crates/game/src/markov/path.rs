//! The path of logit equilibria, followed by predictor and corrector.
//!
//! Problem. For each precision l >= 0 logit play solves the equations of `local` with k = 1. At
//! l = 0 all odds are even; from there a smooth path leads on, along which l may turn back. It is
//! followed by its length in (odds, values, t), l = exp(t) - 1: predict along the tangent, correct
//! by Newton at right angles to it. Along a smooth path dl has the sign of the determinant of the
//! derivative, which says the way on where the path bends too sharply for tangents to tell.
//!
//! # Source
//! McKelvey & Palfrey (1995), Games Econ. Behav. 10; Turocy (2005), Games Econ. Behav. 51; for
//! stochastic games Eibelshaeuser & Poensgen (2019), Markov quantal response equilibrium;
//! Allgower & Georg (1990), Numerical Continuation Methods, ch. 6.

use super::flat::Flat;
use super::jacobian::{Jacobian, Step};
use super::local::{Play, Weights};

const CORRECTIONS_MAX: usize = 9;
/// Change at which a correction is done, payoffs being about one.
const DONE: f64 = 1e-7;
const STEP_FIRST: f64 = 0.1;
/// Values from which on steps may be longer, as length grows with their root.
const VALUES: f64 = 60.0;
const STEP_MIN: f64 = 1e-8;

/// A point of the path with the way on.
pub(super) struct Path<'a> {
    pub(super) flat: &'a Flat,
    pub(super) play: Play,
    pub(super) t: f64,
    tangent: Option<(Step, f64)>,
    /// The tangent before, and how far back it is.
    before: Option<(Step, f64, f64)>,
    step: f64,
    step_max: f64,
    /// Whether the determinant is below zero at the start, where precision rises.
    negative: Option<bool>,
    pub(super) steps: usize,
    /// How often the precision turned.
    pub(super) turns: usize,
}

pub(super) fn precision(t: f64) -> f64 {
    libm::expm1(t)
}

fn weights(t: f64) -> Weights {
    Weights { log: 1.0, gain: precision(t), damp: 0.0 }
}

impl Play {
    /// Even odds, no values yet.
    pub(super) fn even(flat: &Flat) -> Self {
        let mut odds = vec![0.0; flat.actions()];
        for place in &flat.places {
            for player in 0..flat.players {
                let count = place.of(player).len() as f64;
                place.of(player).for_each(|a| odds[place.start + a] = 1.0 / count);
            }
        }
        let log = odds.iter().map(|&p: &f64| libm::log(p)).collect();
        let barred = vec![false; odds.len()];
        Self { log, odds, value: vec![0.0; flat.values()], barred }
    }

    /// The play moved by a multiple of a step.
    pub(super) fn moved(&self, step: &Step, by: f64) -> Self {
        let mut play = self.clone();
        for (a, log) in play.log.iter_mut().enumerate().filter(|(a, _)| !self.barred[*a]) {
            *log += by * step.log[a];
            play.odds[a] = libm::exp(*log);
        }
        play.value.iter_mut().zip(&step.value).for_each(|(v, d)| *v += by * d);
        play
    }

    /// How much a step changes odds and values, at most.
    pub(super) fn size(&self, step: &Step) -> f64 {
        let odds = self.odds.iter().zip(&step.log).map(|(p, d)| (p * d).abs());
        let all = odds.chain(step.value.iter().map(|d| d.abs()));
        all.fold(0.0, |most, d| if d > most || d.is_nan() { d } else { most })
    }

    /// Inner product of two steps: logarithms weigh by odds, as odds themselves would.
    fn dot(&self, a: &Step, b: &Step) -> f64 {
        let logs = self.odds.iter().zip(&a.log).zip(&b.log).map(|((p, a), b)| p * p * a * b);
        logs.chain(a.value.iter().zip(&b.value).map(|(a, b)| a * b)).sum()
    }
}

fn sum(a: &Step, b: &Step, by: f64) -> Step {
    let add = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a + by * b).collect();
    Step { log: add(&a.log, &b.log), value: add(&a.value, &b.value) }
}

impl<'a> Path<'a> {
    /// The start of the path, to be followed in steps no longer than `step_max`; `None` if even odds
    /// have no values.
    pub(super) fn start(flat: &'a Flat, step_max: f64) -> Option<Self> {
        let mut play = Play::even(flat);
        let newton = Jacobian::new(flat, &play, weights(0.0))?.newton();
        play = play.moved(&newton, 1.0);
        let step_max = step_max * (flat.values() as f64 / VALUES).max(1.0).sqrt();
        let step = STEP_FIRST.min(step_max);
        let (tangent, before, t) = (None, None, 0.0);
        let negative = Jacobian::new(flat, &play, weights(0.0))?.negative();
        let mut path =
            Self { flat, play, t, tangent, before, step, step_max, negative, steps: 0, turns: 0 };
        path.tangent = path.tangent_at(&path.play, 0.0, None);
        path.tangent.is_some().then_some(path)
    }

    /// The path of another game from the same precision on, near a play.
    pub(super) fn onto<'b>(&self, flat: &'b Flat, mut play: Play) -> Option<Path<'b>> {
        for _ in 0..CORRECTIONS_MAX {
            let newton = Jacobian::new(flat, &play, weights(self.t))?.newton();
            let size = play.size(&newton);
            if !size.is_finite() {
                return None;
            }
            play = play.moved(&newton, 1.0);
            if size < DONE {
                return self.rising(flat, play);
            }
        }
        None
    }

    fn rising<'b>(&self, flat: &'b Flat, play: Play) -> Option<Path<'b>> {
        let negative = Jacobian::new(flat, &play, weights(self.t))?.negative();
        let (t, step, step_max) = (self.t, self.step, self.step_max);
        let (tangent, before, steps, turns) = (None, None, self.steps, self.turns);
        let mut path =
            Path { flat, play, t, tangent, before, step, step_max, negative, steps, turns };
        path.tangent = path.tangent_at(&path.play, t, None);
        path.tangent.is_some().then_some(path)
    }

    /// One step along the path; false if it cannot go on.
    pub(super) fn advance(&mut self) -> bool {
        while self.step > STEP_MIN {
            if let Some((play, t, corrections)) = self.attempt() {
                let old = self.tangent.take();
                let forward = old.as_ref().map(|(_, dt)| *dt > 0.0);
                self.tangent = self.tangent_at(&play, t, old.as_ref());
                let Some((_, dt)) = &self.tangent else { return false };
                self.turns += usize::from(forward.is_some_and(|forward| forward != (*dt > 0.0)));
                self.before = old.map(|(step, dt)| (step, dt, self.step));
                (self.play, self.t) = (play, t);
                self.steps += 1;
                self.step *= if corrections <= 3 {
                    1.8
                } else if corrections <= 5 {
                    1.0
                } else {
                    0.6
                };
                self.step = self.step.min(self.step_max);
                return true;
            }
            self.step *= 0.4;
        }
        false
    }

    /// Predicts and corrects; `None` if the correction does not come to rest.
    fn attempt(&self) -> Option<(Play, f64, usize)> {
        let (tangent, dt) = self.tangent.as_ref()?;
        let (way, toward) = self.predicted()?;
        let mut play = self.play.moved(&way, self.step);
        let mut t = self.t + self.step * toward;
        let mut last = f64::INFINITY;
        let mut along: Option<Step> = None;
        for correction in 1..=CORRECTIONS_MAX {
            let jacobian = Jacobian::new(self.flat, &play, weights(t))?;
            let newton = jacobian.newton();
            let along = along.get_or_insert_with(|| jacobian.by_gain());
            let rate = precision(t) + 1.0;
            // At right angles to the tangent: dot(tangent, newton + dl along) + dt dl / rate = 0.
            let toward = self.play.dot(tangent, &newton);
            let slope = rate * self.play.dot(tangent, along) + dt;
            let more = -toward / slope;
            let change = sum(&newton, along, rate * more);
            let size = play.size(&change).max(more.abs());
            if !size.is_finite() || size > 2.0 * last || t + more < 0.0 {
                return None;
            }
            play = play.moved(&change, 1.0);
            t += more;
            if size < DONE {
                return Some((play, t, correction));
            }
            last = size;
        }
        None
    }

    /// The tangent halfway, as far as the last two tell (Adams & Bashforth).
    fn predicted(&self) -> Option<(Step, f64)> {
        let (tangent, dt) = self.tangent.as_ref()?;
        let Some((before, dt_before, back)) = &self.before else {
            return Some((tangent.clone(), *dt));
        };
        let bend = 0.5 * self.step / back;
        let turned = |now: &[f64], then: &[f64]| {
            now.iter().zip(then).map(|(now, then)| now + bend * (now - then)).collect()
        };
        let (log, value) =
            (turned(&tangent.log, &before.log), turned(&tangent.value, &before.value));
        Some((Step { log, value }, dt + bend * (dt - dt_before)))
    }

    /// The unit tangent, in the direction of travel.
    fn tangent_at(&self, play: &Play, t: f64, old: Option<&(Step, f64)>) -> Option<(Step, f64)> {
        let jacobian = Jacobian::new(self.flat, play, weights(t))?;
        let along = jacobian.by_gain();
        let rate = precision(t) + 1.0;
        let size = (rate * rate * play.dot(&along, &along) + 1.0).sqrt();
        let straight = || old.is_none_or(|(step, dt)| rate * play.dot(step, &along) + dt >= 0.0);
        let rises = jacobian.negative().map_or_else(straight, |now| Some(now) == self.negative);
        let dt = if rises { 1.0 / size } else { -1.0 / size };
        let scaled = |v: &[f64]| v.iter().map(|x| x * rate * dt).collect();
        let step = Step { log: scaled(&along.log), value: scaled(&along.value) };
        size.is_finite().then_some((step, dt))
    }
}
