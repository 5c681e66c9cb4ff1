//! Newton's method on the fixed point, and exact best responses where it does not come nearer.

use super::operator::{Guard, Mixtures, Shift, fixed};
use super::{Accuracy, Security};
use crate::bounds::Bounds;
use crate::linear;
use crate::sparse_game::SparseGame;
use crate::status::Status;

/// A step has to bring the guess at least this much nearer.
const NEARER: f64 = 0.9;
/// Linear solves leave this share of the distance that the operator still sees.
const FORCING: f64 = 1e-4;
/// Linear solves are asked for no less than this share of the scale: what rounding allows.
const FLOOR: f64 = 1e-15;
/// Rounds of best responses that may fail to come nearer.
const IDLE_MAX: u32 = 10;

struct Search<'a> {
    game: &'a SparseGame,
    player: usize,
    bounds: Bounds,
    mixtures: Mixtures,
    value: Vec<f64>,
}

pub(super) fn solve(game: &SparseGame, player: usize, accuracy: &Accuracy) -> Security {
    let bounds = Bounds::new(game, game.scale(player));
    let mixtures = Mixtures::new(game, player);
    let value = vec![0.0; game.states()];
    let mut search = Search { game, player, bounds, mixtures, value };
    let wanted = accuracy.share * bounds.scale;
    let (mut shift, mut rounds, mut newton) = (search.look(), 1, true);
    let mut best = (shift, search.value.clone(), search.mixtures.clone());
    let mut idle = 0;
    while best.0.half_width() > wanted && rounds < accuracy.rounds_max && idle < IDLE_MAX {
        search.step(newton, shift);
        shift = search.look();
        rounds += 1;
        let nearer = shift.half_width() <= NEARER * best.0.half_width();
        idle = if nearer || newton { 0 } else { idle + 1 };
        if nearer {
            best = (shift, search.value.clone(), search.mixtures.clone());
        } else if newton {
            // Best responses descend from any threat, for certain.
            newton = false;
            shift = best.0;
            (search.value, search.mixtures) = (best.1.clone(), best.2.clone());
        }
    }
    let (shift, value, mixtures) = best;
    let status = match shift.half_width() {
        width if width <= wanted => Status::Closed,
        _ if rounds >= accuracy.rounds_max => Status::SweepLimit,
        _ => Status::RoundingLimit,
    };
    finish(player, &shift, value, &mixtures, (status, rounds))
}

impl Search<'_> {
    /// Solves all matrix games at the guess.
    fn look(&mut self) -> Shift {
        self.mixtures.renew(self.game, self.player, &self.value);
        self.mixtures.shift(&self.value, &self.bounds)
    }

    fn step(&mut self, newton: bool, shift: Shift) {
        let ahead = (1.0 - self.game.discount) * shift.half_width().min(self.bounds.scale);
        let tolerance = (FORCING * ahead).max(FLOOR * self.bounds.scale);
        if newton {
            let mixtures = &self.mixtures;
            let guard = |state: usize| Guard::Mixed(mixtures.guard(state));
            let (chain, base) = fixed(self.game, self.player, mixtures, guard);
            linear::solve(&chain, &base, &mut self.value, tolerance);
        } else {
            self.best_response(tolerance);
        }
    }

    /// The most that the threats as they stand leave, by policy iteration.
    fn best_response(&mut self, tolerance: f64) {
        for _ in 0..1000 {
            let replies = &self.mixtures.reply;
            let guard = |state: usize| Guard::Pure(replies[state]);
            let (chain, base) = fixed(self.game, self.player, &self.mixtures, guard);
            linear::solve(&chain, &base, &mut self.value, tolerance);
            let by = 4.0 * tolerance;
            if !self.mixtures.better_replies(self.game, self.player, &self.value, by) {
                return;
            }
        }
    }
}

fn finish(
    player: usize,
    shift: &Shift,
    mut value: Vec<f64>,
    mixtures: &Mixtures,
    (status, rounds): (Status, u32),
) -> Security {
    let middle = shift.low.midpoint(shift.high);
    let states = 0..value.len();
    if middle.is_finite() {
        value.iter_mut().for_each(|v| *v += middle);
    }
    // Moving the centre rounds once more.
    let largest = value.iter().fold(0.0, |most, v| f64::max(most, v.abs()));
    Security {
        player,
        half_width: shift.half_width() + 2.0 * f64::EPSILON * largest,
        guard: states.clone().map(|s| mixtures.guard(s).to_vec()).collect(),
        threat: states.map(|s| mixtures.threat(s).to_vec()).collect(),
        value,
        status,
        rounds,
    }
}
