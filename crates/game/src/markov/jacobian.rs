//! All states' equations as one linear system in the values.
//!
//! Problem. Odds are eliminated state by state (`local`), so a Newton step is a system in the
//! values alone: states x players unknowns, coupled through transitions in blocks of players x
//! players (`blocks`). Small systems are eliminated, large ones solved by GMRES (`gmres`).

use super::blocks::Blocks;
use super::flat::Flat;
use super::gmres::gmres;
use super::local::{Dense, Local, Play, Weights};

/// Values up to which the system is eliminated.
const DENSE_MAX: usize = 130;
/// Residual that counts as none, relative to the right side: along the path, and at its end.
const LOOSE: f64 = 1e-4;
const EXACT: f64 = 1e-12;

/// Change of a play.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// By action of all states.
    pub(super) log: Vec<f64>,
    /// Shape: states x players.
    pub(super) value: Vec<f64>,
}

/// The derivative at a play.
pub(super) struct Jacobian<'a> {
    flat: &'a Flat,
    play: &'a Play,
    weights: Weights,
    local: Vec<Local>,
    blocks: Blocks,
    dense: Option<Dense>,
}

impl<'a> Jacobian<'a> {
    /// `None` if it is singular.
    pub(super) fn new(flat: &'a Flat, play: &'a Play, weights: Weights) -> Option<Self> {
        let states = 0..flat.places.len();
        let local =
            states.map(|s| Local::new(flat, s, play, weights)).collect::<Option<Vec<_>>>()?;
        let blocks = Blocks::new(flat.players, 0);
        let mut jacobian = Self { flat, play, weights, local, blocks, dense: None };
        jacobian.blocks = jacobian.couple();
        let size = flat.values();
        if size <= DENSE_MAX {
            jacobian.dense = Some(Dense::factor(jacobian.blocks.dense(), size)?);
        }
        Some(jacobian)
    }

    /// Whether the determinant is below zero, where the system is small enough to be eliminated.
    pub(super) fn negative(&self) -> Option<bool> {
        let local = self.local.iter().fold(false, |sign, it| sign ^ it.factors.negative);
        self.dense.as_ref().map(|dense| dense.negative ^ local)
    }

    /// Largest residual of all equations.
    pub(super) fn residual(&self) -> f64 {
        let all = self.local.iter().flat_map(|l| l.residual.iter().chain(&l.value_residual));
        all.fold(0.0, |most, r| if r.abs() > most || r.is_nan() { r.abs() } else { most })
    }

    /// Newton's step.
    pub(super) fn newton(&self) -> Step {
        let residual: Vec<&[f64]> = self.local.iter().map(|l| &l.residual[..]).collect();
        let values = |s: usize, i: usize| self.local[s].value_residual[i];
        self.step(&residual, values)
    }

    /// How the play moves as the weight l of gains grows.
    pub(super) fn by_gain(&self) -> Step {
        let residual: Vec<&[f64]> = self.local.iter().map(|l| &l.by_gain[..]).collect();
        self.step(&residual, |_, _| 0.0)
    }

    fn step(&self, residual: &[&[f64]], values: impl Fn(usize, usize) -> f64) -> Step {
        let n = self.flat.players;
        let mut right = Vec::with_capacity(self.flat.values());
        for (s, local) in self.local.iter().enumerate() {
            right.extend((0..n).map(|i| -values(s, i) - local.effect(i, residual[s])));
        }
        let value = self.solve(&right);
        let mut log = Vec::with_capacity(self.flat.actions());
        for (s, local) in self.local.iter().enumerate() {
            let moved = self.pull(s, &value);
            let total: Vec<f64> = residual[s].iter().zip(moved).map(|(r, m)| r + m).collect();
            log.extend(local.answer(&total).into_iter().map(|x| -x));
        }
        Step { log, value }
    }

    /// What a change of values does to the odds' residuals: -l (ahead(a) - ahead(c)), with ahead
    /// delta sum q v(s') in expectation over the others.
    fn pull(&self, s: usize, value: &[f64]) -> Vec<f64> {
        let (place, n) = (&self.flat.places[s], self.flat.players);
        let mut ahead = vec![0.0; place.actions()];
        for (joint, action) in place.action.chunks_exact(n).enumerate() {
            for (i, &a) in action.iter().enumerate() {
                let next = place.next[joint].iter().map(|&(next, q)| q * value[next * n + i]);
                ahead[a] += self.local[s].others[joint * n + i] * next.sum::<f64>();
            }
        }
        let barred = &self.play.barred[place.span()];
        let mut moved = vec![0.0; place.actions()];
        for (i, &c) in self.local[s].reference.iter().enumerate() {
            for a in place.of(i).filter(|&a| !barred[a]) {
                moved[a] = -self.weights.gain * (ahead[a] - ahead[c]);
            }
        }
        moved
    }

    /// By how much what is ahead of each action moves the value of player i in a state: through
    /// the odds as they are, and through the odds that answer.
    fn lever(&self, s: usize, i: usize) -> Vec<f64> {
        let (place, local) = (&self.flat.places[s], &self.local[s]);
        let (odds, barred) = (&self.play.odds[place.span()], &self.play.barred[place.span()]);
        let mut lever = vec![0.0; place.actions()];
        place.of(i).for_each(|a| lever[a] = odds[a]);
        for (j, &c) in local.reference.iter().enumerate() {
            for a in place.of(j).filter(|&a| a != c && !barred[a]) {
                let pull = self.weights.gain * local.effect_of(i, a);
                lever[a] += pull;
                lever[c] -= pull;
            }
        }
        lever
    }

    /// The derivative in blocks: how values of successors move values.
    fn couple(&self) -> Blocks {
        let n = self.flat.players;
        let mut blocks = Blocks::new(n, self.flat.places.len());
        for (s, place) in self.flat.places.iter().enumerate() {
            let lever: Vec<f64> = (0..n).flat_map(|i| self.lever(s, i)).collect();
            let (m, others) = (place.actions(), &self.local[s].others);
            blocks.open(&place.near);
            for (joint, action) in place.action.chunks_exact(n).enumerate() {
                for (i, lever) in lever.chunks_exact(m).enumerate() {
                    for (j, &a) in action.iter().enumerate() {
                        let by = lever[a] * others[joint * n + j];
                        blocks.add(i * n + j, by, &place.next[joint], &place.at[joint]);
                    }
                }
            }
        }
        blocks
    }

    fn solve(&self, right: &[f64]) -> Vec<f64> {
        match &self.dense {
            Some(dense) => dense.solve(right),
            None => gmres(
                |x| self.blocks.product(x),
                right,
                if self.weights.log > 0.0 { LOOSE } else { EXACT },
            ),
        }
    }
}
