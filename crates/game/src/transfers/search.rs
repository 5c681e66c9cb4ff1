//! Rounds of policy elimination.

use super::joint::Joint;
use super::punish::Punish;
use super::{Ended, Round, Transfers, eliminate};
use crate::process::id;
use crate::sparse_game::SparseGame;

/// A choice is changed only if that gains more than this share of the scale.
pub(super) const SLACK: f64 = 2e-14;
/// Linear solves are asked for this share of the scale: near what rounding allows.
pub(super) const FLOOR: f64 = 2e-15;
/// Steps of policy iteration.
pub(super) const STEPS_MAX: usize = 2000;
/// (*) is asked for up to this share of the scale, or some brackets if those are wider.
const TOLERANCE: f64 = 1e-12;
/// Joint actions from which the fixed points are worked on side by side.
const SIDE_BY_SIDE: usize = 20_000;

/// Whether policy iteration came to rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled(pub(super) bool);

/// Joint actions not struck out, and what is left of each side's part.
#[derive(Debug, Clone)]
pub(super) struct Left {
    /// By joint action.
    pub(super) joint: Vec<bool>,
    /// First part of each state. Shape: players x (states + 1).
    first: Vec<Vec<usize>>,
    /// How many joint actions left contain a part. Shape: players x parts.
    count: Vec<Vec<u32>>,
}

impl Left {
    fn all(game: &SparseGame) -> Self {
        let (mut first, mut count) = (Vec::new(), Vec::new());
        for player in 0..game.players() {
            let (mut starts, mut counts) = (vec![0], Vec::new());
            for state in 0..game.states() {
                let layout = game.layout(state, player);
                counts.resize(counts.len() + layout.others, id(layout.own));
                starts.push(counts.len());
            }
            first.push(starts);
            count.push(counts);
        }
        Self { joint: vec![true; game.joints()], first, count }
    }

    /// The others' parts of all states in one numbering.
    pub(super) fn part(&self, player: usize, state: usize, others: usize) -> usize {
        self.first[player][state] + others
    }

    pub(super) fn parts(&self, player: usize) -> usize {
        self.count[player].len()
    }

    /// Whether some joint action left contains the others' part.
    pub(super) fn open(&self, player: usize, state: usize, others: usize) -> bool {
        self.count[player][self.part(player, state, others)] > 0
    }

    pub(super) fn strike_out(&mut self, game: &SparseGame, state: usize, joint: usize) {
        self.joint[joint] = false;
        for player in 0..game.players() {
            let others = game.layout(state, player).others_of(joint);
            let part = self.part(player, state, others);
            self.count[player][part] -= 1;
        }
    }
}

pub(super) struct Search<'a> {
    pub(super) game: &'a SparseGame,
    pub(super) left: Left,
    pub(super) joint: Joint,
    pub(super) punish: Vec<Punish>,
}

pub(super) fn run(game: &SparseGame) -> Transfers {
    let left = Left::all(game);
    let joint = Joint::new(game);
    let punish = (0..game.players()).map(|player| Punish::new(game, &left, player)).collect();
    let mut search = Search { game, left, joint, punish };
    let scale: f64 = (0..game.players()).map(|i| game.scale(i)).sum();
    let mut found = Transfers {
        rounds: Vec::new(),
        agreed: Vec::new(),
        punishing: Vec::new(),
        tolerance: TOLERANCE * scale,
        nearest: f64::INFINITY,
        ended: Ended::Unsettled,
    };
    while search.solve() == Settled(true) {
        let round = search.round();
        let widths: f64 = round.punishment_half_width.iter().sum();
        found.tolerance = found.tolerance.max(4.0 * (round.joint_half_width + widths));
        found.rounds.push(round);
        let struck = eliminate::strike_out(&mut search, found.tolerance);
        found.nearest = found.nearest.min(struck.nearest);
        if let Some(round) = found.rounds.last_mut() {
            round.struck_out = struck.count;
        }
        if struck.emptied {
            found.ended = Ended::NoPureEquilibrium;
            break;
        }
        if struck.count == 0 {
            finish(&search, &mut found);
            break;
        }
    }
    found
}

fn finish(search: &Search<'_>, found: &mut Transfers) {
    let game = search.game;
    let within = |(state, &joint): (usize, &u32)| joint - id(game.joints_of(state).start);
    found.agreed = search.joint.action.iter().enumerate().map(within).collect();
    let one = |player: usize| {
        (0..game.states())
            .map(|state| {
                id(eliminate::punishing(search, player, state) - game.joints_of(state).start)
            })
            .collect()
    };
    found.punishing = (0..game.players()).map(one).collect();
    let clear = found.nearest > 2.0 * found.tolerance;
    found.ended = if clear { Ended::Closed } else { Ended::KnifeEdge };
}

impl Search<'_> {
    /// Solves for U and every v_i on what is left.
    fn solve(&mut self) -> Settled {
        let (game, left) = (self.game, &self.left);
        let settled: Vec<Settled> = if game.joints() < SIDE_BY_SIDE {
            let joint = self.joint.solve(game, left);
            let rest = self.punish.iter_mut().map(|one| one.solve(game, left));
            std::iter::once(joint).chain(rest).collect()
        } else {
            use rayon::prelude::*;
            let (joint, punish) = (&mut self.joint, &mut self.punish);
            let (joint, mut rest) = rayon::join(
                || joint.solve(game, left),
                || punish.par_iter_mut().map(|one| one.solve(game, left)).collect::<Vec<_>>(),
            );
            rest.push(joint);
            rest
        };
        Settled(settled.iter().all(|one| one.0))
    }

    fn round(&self) -> Round {
        Round {
            joint: self.joint.value.clone(),
            joint_half_width: self.joint.half_width,
            punishment: self.punish.iter().map(|one| one.value.clone()).collect(),
            punishment_half_width: self.punish.iter().map(|one| one.half_width).collect(),
            struck_out: 0,
        }
    }
}
