//! From logit play to an equilibrium: Newton's method on the support that the path points to.
//!
//! Actions that are hardly played are barred; on what is left every action of a player must be
//! worth the same. If the solution stays near the path it is taken, and its regret is computed by
//! best responses, not by the equations.

use super::flat::Flat;
use super::jacobian::Jacobian;
use super::local::{Play, Weights};
use crate::error::GameError;
use crate::profile::{Profile, regret};
use crate::status::Settings;
use crate::stochastic_game::StochasticGame;

const ROUNDS_MAX: usize = 30;
const DONE: f64 = 1e-14;
/// Odds below which an action is barred, in turn.
const BARS: [f64; 3] = [0.02, 0.1, 1e-4];
/// How far odds may move from the path.
const NEAR: f64 = 0.1;

const ON_SUPPORT: Weights = Weights { log: 0.0, gain: 1.0, damp: 1e-7 };

/// The equilibrium near a play, if Newton's method finds one on a support.
pub(super) fn near(flat: &Flat, play: &Play) -> Option<Play> {
    BARS.iter().find_map(|&bar| on_support(flat, play, bar))
}

/// The same with one bar.
pub(super) fn on_support(flat: &Flat, start: &Play, bar: f64) -> Option<Play> {
    let mut play = barred(flat, start, bar);
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS_MAX {
        let jacobian = Jacobian::new(flat, &play, ON_SUPPORT)?;
        let residual = jacobian.residual();
        let stuck = residual >= 0.5 * best && residual < 1e-11;
        if residual <= DONE || stuck {
            let moved = play.odds.iter().zip(&start.odds).map(|(a, b)| (a - b).abs());
            return (moved.fold(0.0, f64::max) <= NEAR).then_some(play);
        }
        best = best.min(residual);
        let step = jacobian.newton();
        if !play.size(&step).is_finite() || play.size(&step) > 10.0 {
            return None;
        }
        play = play.moved(&step, 1.0);
    }
    None
}

/// The play with rare actions barred and odds made to sum to one.
fn barred(flat: &Flat, start: &Play, bar: f64) -> Play {
    let mut play = start.clone();
    for place in &flat.places {
        for player in 0..flat.players {
            let span = place.of(player).start + place.start..place.of(player).end + place.start;
            let most = span.clone().map(|a| start.odds[a]).fold(0.0, f64::max);
            span.clone().for_each(|a| play.barred[a] = start.odds[a] < bar.min(most));
            let kept = span.clone().filter(|&a| !play.barred[a]).map(|a| start.odds[a]);
            let total: f64 = kept.sum();
            for a in span {
                let odds = if play.barred[a] { 0.0 } else { start.odds[a] / total };
                play.odds[a] = odds;
                play.log[a] = if play.barred[a] { f64::MIN } else { libm::log(odds) };
            }
        }
    }
    play
}

/// The odds as a profile, each player's summing to one.
pub(super) fn profile(flat: &Flat, play: &Play) -> Profile {
    let player = |place: &super::flat::Place, i: usize| {
        let odds: Vec<f64> = place.of(i).map(|a| play.odds[place.start + a].min(1.0)).collect();
        let total: f64 = odds.iter().sum();
        odds.into_iter().map(|p| p / total).collect()
    };
    let state = |place| (0..flat.players).map(|i| player(place, i)).collect();
    Profile { odds: flat.places.iter().map(state).collect() }
}

/// Values by state and player, and the largest gain of any one player's deviation from any state.
pub(super) fn regrets(
    game: &StochasticGame,
    flat: &Flat,
    profile: &Profile,
) -> Result<(Vec<Vec<f64>>, f64), GameError> {
    let mut values = vec![vec![0.0; flat.players]; flat.places.len()];
    let mut most = 0.0_f64;
    for player in 0..flat.players {
        let settings = Settings { gap: 1e-10 * flat.scale[player], ..Settings::default() };
        let found = regret(game, profile, player, &settings)?;
        for (s, value) in values.iter_mut().enumerate() {
            value[player] = found.value[s].centre();
            most = most.max(found.regret[s].upper);
        }
    }
    Ok((values, most))
}
