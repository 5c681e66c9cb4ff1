//! Logit play approached by replies: everybody moves a little towards the logit reply, all states at
//! once, while precision rises.
//!
//! Problem. p <- (1 - a) p + a r(p) with r the logit reply of precision l at the values of p, and
//! values by sweeps of V <- b(p) + P(p) V. It comes to rest at logit play where that is stable under
//! replies, which ends at some precision; how far it came is what is left for others to finish.
//!
//! # Source
//! Fudenberg & Levine (1998), The Theory of Learning in Games, ch. 4: smooth fictitious play.

use super::flat::{Flat, Place};
use super::local::{self, Play};
use super::stagewise::values;

/// Precision at which it ends, payoffs having half a range of one, and the factor to the next.
const PRECISION_MAX: f64 = 190.0;
const RISE: f64 = 1.5;
/// Share of the way to the reply: this over the precision, and at most the second.
const CALM: f64 = 20.0;
const SHARE_MAX: f64 = 0.5;
/// Rounds at one precision, the distance to the reply at which it is at rest, and from which on it
/// does not come to rest.
const ROUNDS_MAX: usize = 400;
const REST: f64 = 1e-3;
const RESTLESS: f64 = 0.05;
/// Sweeps of values after each round.
const SWEEPS: usize = 3;

/// A play near logit play of a high precision.
pub(super) fn by_replies(flat: &Flat) -> Play {
    let mut play = Play::even(flat);
    values(flat, &mut play);
    let mut precision = 1.0;
    while precision < RISE * PRECISION_MAX && at_rest(flat, &mut play, precision) < RESTLESS {
        precision *= RISE;
    }
    values(flat, &mut play);
    play.log = play.odds.iter().map(|&p| libm::log(p)).collect();
    play
}

/// Rounds until replies rest; the distance that is left.
fn at_rest(flat: &Flat, play: &mut Play, precision: f64) -> f64 {
    let share = f64::min(CALM / precision, SHARE_MAX);
    let mut left = f64::INFINITY;
    for _ in 0..ROUNDS_MAX {
        left = round(flat, play, precision, share);
        (0..SWEEPS).for_each(|_| sweep(flat, play));
        if left < REST {
            break;
        }
    }
    left
}

/// Everybody moves a share of the way; how far the replies were.
fn round(flat: &Flat, play: &mut Play, precision: f64, share: f64) -> f64 {
    let mut far = 0.0_f64;
    for place in &flat.places {
        let odds = &mut play.odds[place.span()];
        let worth = local::worth(place, flat.players, odds, &play.value);
        for (p, reply) in odds.iter_mut().zip(reply(place, flat.players, &worth, precision)) {
            far = far.max((reply - *p).abs());
            *p += share * (reply - *p);
        }
    }
    far
}

/// Odds that grow with what actions are worth.
fn reply(place: &Place, players: usize, worth: &[f64], precision: f64) -> Vec<f64> {
    let mut odds = vec![0.0; place.actions()];
    for player in 0..players {
        let best = place.of(player).map(|a| worth[a]).fold(f64::NEG_INFINITY, f64::max);
        place.of(player).for_each(|a| odds[a] = libm::exp(precision * (worth[a] - best)));
        let total: f64 = place.of(player).map(|a| odds[a]).sum();
        place.of(player).for_each(|a| odds[a] /= total);
    }
    odds
}

/// Values of one step ahead, state after state.
fn sweep(flat: &Flat, play: &mut Play) {
    let n = flat.players;
    for (s, place) in flat.places.iter().enumerate() {
        let odds = &play.odds[place.span()];
        let worth = local::worth(place, n, odds, &play.value);
        for i in 0..n {
            play.value[s * n + i] = place.of(i).map(|a| odds[a] * worth[a]).sum();
        }
    }
}
