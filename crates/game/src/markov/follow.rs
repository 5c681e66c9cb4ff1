//! A path followed to an equilibrium; in large games states that have settled are left behind.
//!
//! Problem. As precision grows most states come to play one action each and stay with it, while
//! the path still bends about a few that do not. States in which every player's odds are nearly
//! all on one action keep to it from then on (`part`), and the path goes on in the game of the
//! others, which may shrink again. An equilibrium found there is one of the whole if no state left behind is
//! tempted; one that is, is taken along, and the path is followed from there again.

use super::finish;
use super::flat::Flat;
use super::local::{self, Play};
use super::part::Part;
use super::path::{Path, precision};
use super::stagewise::stagewise;

/// Precision from which equilibria are looked for near the path, and the factor to the next look.
const LOOK_FROM: f64 = 5.0;
const LOOK_AGAIN: f64 = 1.5;
/// Precision up to which an equilibrium is looked for state by state.
const BY_STATES_MAX: f64 = 30.0;
/// States up to which none is left behind.
pub(super) const FEW: usize = 65;
/// By how much couplings may grow when states are left behind.
const COSTLIER: usize = 4;
/// How often the tempted reply before a path is followed again.
const REPLIES_MAX: usize = 10;
/// Odds outside the likeliest action with which a state has settled.
const SETTLED: f64 = 0.02;
/// How often tempted states are taken along.
const RETURNS_MAX: usize = 12;
/// What an action may gain in a state.
pub(super) const TEMPTED: f64 = 1e-10;
/// Odds below this are none.
const BAR: f64 = 1e-7;

/// How far a path may be followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    pub(super) steps: usize,
    pub(super) precision_max: f64,
}

/// An equilibrium that the path leads to; `None` if it ends first, and then its last point stands.
pub(super) fn follow(path: &mut Path<'_>, budget: &mut Budget) -> Option<Play> {
    let mut look = LOOK_FROM.max(LOOK_AGAIN * precision(path.t));
    while budget.steps > 0 && precision(path.t) < budget.precision_max {
        budget.steps -= 1;
        if !path.advance() {
            break;
        }
        if precision(path.t) >= look {
            look = LOOK_AGAIN * precision(path.t);
            let found =
                ended(path).or_else(|| by_states(path)).or_else(|| with_fewer(path, budget));
            if found.is_some() {
                return found;
            }
        }
    }
    ended(path)
}

/// The equilibrium near a point of the path, if there is one.
fn ended(path: &Path<'_>) -> Option<Play> {
    let near = finish::near(path.flat, &path.play);
    near.filter(|play| tempted(path.flat, play, TEMPTED).next().is_none())
}

/// The same state by state, in games that are too large to follow the path far.
fn by_states(path: &Path<'_>) -> Option<Play> {
    let large = path.flat.places.len() > FEW && precision(path.t) < BY_STATES_MAX;
    if large { stagewise(path.flat, &path.play) } else { None }
}

/// The same path with settled states left behind.
fn with_fewer(path: &mut Path<'_>, budget: &mut Budget) -> Option<Play> {
    let flat = path.flat;
    if flat.places.len() <= FEW {
        return None;
    }
    let (settled, mut open) = settle(flat, &path.play);
    for _ in 0..RETURNS_MAX {
        let count = open.iter().filter(|&&open| open).count();
        if count == 0 || count > most_open(flat) {
            return None;
        }
        let start = mixed(flat, &path.play, &settled, &open);
        let part = Part::new(flat, &start, &open);
        let mut rest = path.onto(&part.flat, part.play(flat, &start))?;
        let found = follow(&mut rest, budget);
        (path.steps, path.turns) = (rest.steps, rest.turns);
        let play = part.whole(flat, &start, &found?);
        let more: Vec<usize> = tempted(flat, &play, TEMPTED).collect();
        if let Some(done) = replied(flat, play) {
            return Some(done);
        }
        if more.iter().all(|&s| open[s]) {
            return None;
        }
        more.into_iter().for_each(|s| open[s] = true);
    }
    None
}

/// How many states may stay open: what is left couples all of them with each other, and must not
/// cost more than the whole game does.
fn most_open(flat: &Flat) -> usize {
    let coupled: usize = flat.places.iter().map(|place| place.near.len()).sum();
    (flat.places.len() / 2).min((COSTLIER * coupled).isqrt())
}

/// Newton's method on the support; where somebody is still tempted, the best reply and again.
fn replied(flat: &Flat, mut play: Play) -> Option<Play> {
    for _ in 0..REPLIES_MAX {
        play = finish::on_support(flat, &play, BAR)?;
        let more: Vec<usize> = tempted(flat, &play, TEMPTED).collect();
        if more.is_empty() {
            return Some(play);
        }
        for s in more {
            reply(flat, s, &mut play);
        }
    }
    None
}

/// Players who are tempted in a state take what they are tempted by.
fn reply(flat: &Flat, s: usize, play: &mut Play) {
    let place = &flat.places[s];
    let worth = local::worth(place, flat.players, &play.odds[place.span()], &play.value);
    for player in 0..flat.players {
        let span = place.of(player);
        let expected: f64 = span.clone().map(|a| play.odds[place.start + a] * worth[a]).sum();
        let best = span.clone().fold(span.start, |a, b| if worth[b] > worth[a] { b } else { a });
        if worth[best] - expected > TEMPTED {
            for a in span {
                play.odds[place.start + a] = f64::from(u8::from(a == best));
                play.log[place.start + a] = if a == best { 0.0 } else { f64::MIN };
            }
        }
    }
}

/// The play with every settled state on one action a player, and which states have not settled.
fn settle(flat: &Flat, play: &Play) -> (Play, Vec<bool>) {
    let mut pure = play.clone();
    let mut open = vec![false; flat.places.len()];
    for (place, open) in flat.places.iter().zip(&mut open) {
        for player in 0..flat.players {
            let span = || place.of(player).map(|a| place.start + a);
            let most = span().fold(place.start + place.first[player], |a, b| {
                if play.odds[b] > play.odds[a] { b } else { a }
            });
            *open |= play.odds[most] < 1.0 - SETTLED;
            for a in span() {
                pure.odds[a] = f64::from(u8::from(a == most));
                pure.log[a] = if a == most { 0.0 } else { f64::MIN };
            }
        }
    }
    (pure, open)
}

/// Open states as they play, the others as settled.
fn mixed(flat: &Flat, play: &Play, settled: &Play, open: &[bool]) -> Play {
    let mut mixed = play.clone();
    for (place, _) in flat.places.iter().zip(open).filter(|(_, open)| !**open) {
        mixed.odds[place.span()].copy_from_slice(&settled.odds[place.span()]);
        mixed.log[place.span()].copy_from_slice(&settled.log[place.span()]);
    }
    mixed
}

/// States in which some action gains more than `most`.
pub(super) fn tempted<'a>(
    flat: &'a Flat,
    play: &'a Play,
    most: f64,
) -> impl Iterator<Item = usize> + 'a {
    (0..flat.places.len()).filter(move |&s| is_tempted(flat, play, most, s))
}

/// Whether some action gains more than `most` in a state.
pub(super) fn is_tempted(flat: &Flat, play: &Play, most: f64, s: usize) -> bool {
    let gain = gain(flat, play, s);
    gain > most || gain.is_nan()
}

/// The most that an action gains, by state.
pub(super) fn gains(flat: &Flat, play: &Play) -> Vec<f64> {
    (0..flat.places.len()).map(|s| gain(flat, play, s)).collect()
}

fn gain(flat: &Flat, play: &Play, s: usize) -> f64 {
    let place = &flat.places[s];
    let odds = &play.odds[place.span()];
    let worth = local::worth(place, flat.players, odds, &play.value);
    let gains = (0..flat.players).map(|i| {
        let expected: f64 = place.of(i).map(|a| odds[a] * worth[a]).sum();
        place.of(i).map(|a| worth[a]).fold(f64::NEG_INFINITY, f64::max) - expected
    });
    gains.fold(0.0, |most, gain| if gain > most || gain.is_nan() { gain } else { most })
}
