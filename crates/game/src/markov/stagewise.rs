//! An equilibrium near a point of the path, state by state.
//!
//! Problem. At values V a state is a game of one shot: base plus what is ahead of each joint
//! action. States in which somebody is tempted take the equilibrium that logit play of that game
//! leads to, all keep to what they play until V is theirs, and so on. Newton's method on the support
//! ends it (`finish`), or a few states go round in circles that hang on each other: the path of the
//! game of these alone is followed from its start (`part`), and those tempted by what comes out join
//! them. It may fail, and then the path of the whole is followed farther. What comes out is judged by
//! its regret like all else.
//!
//! # Source
//! Whitt (1980), SIAM J. Control Optim. 18, and Herings & Peeters (2004), J. Econ. Theory 118, for
//! equilibria of a stochastic game as those of its states at the values ahead.

use super::finish;
use super::flat::{Flat, Place};
use super::follow::{self, Budget};
use super::local::Play;
use super::part::Part;
use super::path::Path;
use crate::linear::{self, Chain};
use crate::process::id;

/// Rounds of all tempted states, and from which on they count as going round in circles.
const ROUNDS_MAX: usize = 5;
const ROUNDS_CALM: usize = 3;
/// What an action may gain in a state that is left as it is, in the first round; it is halved from
/// round to round.
const GAIN_FIRST: f64 = 1e-2;
/// States whose path may be followed together, and how often others may join them.
const TOGETHER_MAX: usize = 400;
const JOINED_MAX: usize = 25;
/// Odds below this are none.
const BAR: f64 = 1e-7;
/// Steps along the path of a game of one shot, and of a game of few states.
const STEPS_MAX: usize = 300;
const STEPS_TOGETHER: usize = 1500;
/// Residual asked of values.
const EXACT: f64 = 1e-14;

/// An equilibrium, if the states settle.
pub(super) fn stagewise(flat: &Flat, start: &Play) -> Option<Play> {
    let mut play = start.clone();
    let mut open = vec![false; flat.places.len()];
    let mut gain = GAIN_FIRST;
    for round in 0..ROUNDS_MAX {
        for s in follow::tempted(flat, &play, gain).collect::<Vec<_>>() {
            if round == 0 || follow::is_tempted(flat, &play, gain, s) {
                let changed = settle(flat, s, &mut play).unwrap_or(true);
                open[s] |= round >= ROUNDS_CALM && changed;
                // One after the other: all at once they would go round in circles together.
                if round > 0 && changed {
                    values(flat, &mut play);
                }
            }
        }
        values(flat, &mut play);
        if let Some(done) = ended(flat, &play) {
            return Some(done);
        }
        gain *= 0.5;
    }
    together(flat, play, open)
}

/// The same with the open states' path followed as one game, the others keeping to what they play.
fn together(flat: &Flat, mut play: Play, mut open: Vec<bool>) -> Option<Play> {
    for _ in 0..JOINED_MAX {
        let count = open.iter().filter(|&&open| open).count();
        if count == 0 || count > TOGETHER_MAX.min(flat.places.len() / 2) {
            return None;
        }
        let part = Part::new(flat, &play, &open);
        let mut path = Path::start(&part.flat, 1.0)?;
        let mut budget = Budget { steps: STEPS_TOGETHER, precision_max: 1e9 };
        let found = follow::follow(&mut path, &mut budget)?;
        play = part.whole(flat, &play, &found);
        play = finish::on_support(flat, &play, BAR).unwrap_or(play);
        let tempted: Vec<usize> = follow::tempted(flat, &play, follow::TEMPTED).collect();
        if tempted.is_empty() {
            return Some(play);
        }
        if tempted.iter().all(|&s| open[s]) {
            return None;
        }
        tempted.into_iter().for_each(|s| open[s] = true);
    }
    None
}

/// The equilibrium on the support that is played, if nobody is tempted there.
pub(super) fn ended(flat: &Flat, play: &Play) -> Option<Play> {
    let near = finish::on_support(flat, play, BAR)?;
    let done = follow::tempted(flat, &near, follow::TEMPTED).next().is_none();
    done.then_some(near)
}

/// Puts the equilibrium of a state's one shot at the values ahead into the play; whether other
/// actions are played than before. `None` if none is found.
fn settle(flat: &Flat, s: usize, play: &mut Play) -> Option<bool> {
    let shot = one_shot(flat, &flat.places[s], &play.value);
    let mut path = Path::start(&shot, 1.0)?;
    let mut budget = Budget { steps: STEPS_MAX, precision_max: 1e9 };
    let found = follow::follow(&mut path, &mut budget)?;
    let span = flat.places[s].span();
    let mut changed = false;
    for (a, (&odds, &log)) in span.zip(found.odds.iter().zip(&found.log)) {
        let none = odds < BAR;
        changed |= none != (play.odds[a] < BAR);
        play.odds[a] = if none { 0.0 } else { odds };
        play.log[a] = if none { f64::MIN } else { log };
        play.barred[a] = false;
    }
    Some(changed)
}

fn one_shot(flat: &Flat, place: &Place, value: &[f64]) -> Flat {
    let n = flat.players;
    let mut base = place.base.clone();
    for (row, next) in base.chunks_exact_mut(n).zip(&place.next) {
        for &(s, q) in next {
            row.iter_mut().enumerate().for_each(|(i, u)| *u += q * value[s * n + i]);
        }
    }
    let none = vec![Vec::new(); place.next.len()];
    let alone = Place {
        first: place.first.clone(),
        start: 0,
        action: place.action.clone(),
        base,
        next: none,
        near: Vec::new(),
        at: vec![Vec::new(); place.next.len()],
    };
    Flat { players: n, places: vec![alone], centre: flat.centre.clone(), scale: flat.scale.clone() }
}

/// Makes the values those of what is played.
pub(super) fn values(flat: &Flat, play: &mut Play) {
    let n = flat.players;
    let mut chain = Chain::with_capacity(flat.places.len(), flat.actions());
    let mut base = vec![vec![0.0; flat.places.len()]; n];
    for (s, place) in flat.places.iter().enumerate() {
        for (joint, action) in place.action.chunks_exact(n).enumerate() {
            let odds: f64 = action.iter().map(|&a| play.odds[place.start + a]).product();
            if odds > 0.0 {
                (0..n).for_each(|i| base[i][s] += odds * place.base[joint * n + i]);
                place.next[joint].iter().for_each(|&(t, q)| chain.push(id(t), odds * q));
            }
        }
        chain.end_row();
    }
    for (i, right) in base.iter().enumerate() {
        let mut column: Vec<f64> = play.value.iter().skip(i).step_by(n).copied().collect();
        linear::solve(&chain, right, &mut column, EXACT);
        for (s, v) in column.into_iter().enumerate() {
            play.value[s * n + i] = v;
        }
    }
}
