//! Newton's method on the fixed point, and exact best responses where it does not come nearer.

use super::operator::{Guard, Mixtures, Shift, fixed};
use super::{Accuracy, Security};
use crate::bounds::Bounds;
use crate::lead::Lead;
use crate::linear;
use crate::sparse_game::SparseGame;
use crate::status::Status;

/// A step has to bring the guess at least this much nearer.
const NEARER: f64 = 0.9;
/// Linear solves leave this share of the distance that the operator still sees.
const FORCING: f64 = 1e-2;
/// Linear solves are asked for no less than this share of the scale: what rounding allows.
const FLOOR: f64 = 1e-15;
/// Rounds of best responses that may fail to come nearer.
const IDLE_MAX: u32 = 10;

/// A guess, what the matrix games give at it, and where the truth lies from there.
struct Look {
    value: Vec<f64>,
    mixtures: Mixtures,
    shift: Shift,
}

struct Search<'a> {
    game: &'a SparseGame,
    player: usize,
    bounds: Bounds,
    lead: Lead,
}

pub(super) fn solve(game: &SparseGame, player: usize, accuracy: &Accuracy) -> Security {
    let bounds = Bounds::new(game, game.scale(player));
    let lead = Lead::new(bounds, game.states());
    let mut search = Search { game, player, bounds, lead };
    let wanted = accuracy.share * bounds.scale;
    let mut best = search.blank();
    search.renew(&mut best);
    // Where a step ends that may not come nearer; it starts at the best, or where the last one ended.
    let mut other = search.blank();
    let (mut rounds, mut newton, mut idle) = (1, true, 0);
    while best.shift.half_width() > wanted && rounds < accuracy.rounds_max && idle < IDLE_MAX {
        if newton {
            search.newton(&best, &mut other);
        } else {
            search.best_response(&mut other);
        }
        rounds += 1;
        let nearer = other.shift.half_width() <= NEARER * best.shift.half_width();
        idle = if nearer || newton { 0 } else { idle + 1 };
        if nearer && newton {
            std::mem::swap(&mut best, &mut other);
        } else if nearer {
            best.copy(&other);
        } else if newton {
            // Best responses descend from any threat, for certain.
            newton = false;
            other.copy(&best);
        }
    }
    let status = match best.shift.half_width() {
        width if width <= wanted => Status::Closed,
        _ if rounds >= accuracy.rounds_max => Status::SweepLimit,
        _ => Status::RoundingLimit,
    };
    finish(player, best, (status, rounds))
}

impl Look {
    fn copy(&mut self, other: &Self) {
        self.value.clone_from(&other.value);
        self.mixtures.clone_from(&other.mixtures);
        self.shift = other.shift;
    }
}

impl Search<'_> {
    /// The guess 0, nothing known of it.
    fn blank(&self) -> Look {
        Look {
            value: vec![0.0; self.game.states()],
            mixtures: Mixtures::new(self.game, self.player),
            shift: Shift { low: f64::NEG_INFINITY, high: f64::INFINITY },
        }
    }

    /// Solves all matrix games at the guess.
    fn renew(&mut self, look: &mut Look) {
        self.lead.look_at(&look.value);
        look.mixtures.renew(self.game, self.player, &look.value, &mut self.lead);
        look.shift = look.mixtures.shift(&look.value, &self.bounds);
    }

    /// What linear solves may leave when the guess is as far off as `shift` says.
    fn tolerance(&self, shift: Shift) -> f64 {
        let ahead = (1.0 - self.game.discount) * shift.half_width().min(self.bounds.scale);
        (FORCING * ahead).max(FLOOR * self.bounds.scale)
    }

    /// Both sides keep to their mixtures at one guess: the values of that are the next.
    fn newton(&mut self, from: &Look, to: &mut Look) {
        let mixtures = &from.mixtures;
        let (chain, base) = fixed(self.game, self.player, mixtures, |s| mixtures.guard(s));
        to.value.clone_from(&from.value);
        linear::solve(&chain, &base, &mut to.value, self.tolerance(from.shift));
        self.renew(to);
    }

    /// The most that the threats as they stand leave, by policy iteration.
    fn best_response(&mut self, look: &mut Look) {
        let tolerance = self.tolerance(look.shift);
        for _ in 0..1000 {
            let replies = &look.mixtures.reply;
            let guard = |state: usize| Guard::Pure(replies[state]);
            let (chain, base) = fixed(self.game, self.player, &look.mixtures, guard);
            linear::solve(&chain, &base, &mut look.value, tolerance);
            let by = 4.0 * tolerance;
            if !look.mixtures.better_replies(self.game, self.player, &look.value, by) {
                break;
            }
        }
        self.renew(look);
    }
}

fn finish(player: usize, best: Look, (status, rounds): (Status, u32)) -> Security {
    let Look { mut value, mut mixtures, shift } = best;
    let middle = shift.low.midpoint(shift.high);
    if middle.is_finite() {
        value.iter_mut().for_each(|v| *v += middle);
    }
    mixtures.settle();
    // Moving the centre rounds once more.
    let largest = value.iter().fold(0.0, |most, v| f64::max(most, v.abs()));
    Security {
        player,
        half_width: shift.half_width() + 2.0 * f64::EPSILON * largest,
        guard: mixtures.guard,
        threat: mixtures.threat,
        value,
        status,
        rounds,
    }
}
