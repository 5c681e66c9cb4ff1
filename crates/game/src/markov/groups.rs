//! An equilibrium by groups of states that hang on each other, in games too large to follow one path.
//!
//! Problem. At first every state is a group of its own. The group in which somebody gains most takes
//! the equilibrium of the game of its states, the others keeping to what they play (`part`); this
//! moves values, and may tempt somebody elsewhere. A group that was solved again and again is joined
//! by the group whose solution tempted it: two states may have no equilibrium one after the other
//! and one together. Where a group grows beyond a bound, all fall apart again, keeping what is
//! played, and the bound is raised: what tempted whom was chance in part. It ends when nobody is
//! tempted, or gives up after a number of solutions. What comes out is judged by its regret like all
//! else.
//!
//! # Source
//! Herings & Peeters (2004), J. Econ. Theory 118, for equilibria of a stochastic game as those of its
//! states at the values ahead. Joining, falling apart and the rising bound are ours.

use super::flat::Flat;
use super::follow::{self, Budget, TEMPTED};
use super::local::Play;
use super::part::Part;
use super::path::Path;
use super::replies::by_replies;
use super::stagewise::{ended, values};

/// Odds with which an action is not played at first.
const RARE: f64 = 0.02;
/// Solutions of a group before another joins it.
const AGAIN: usize = 4;
/// States beyond which groups fall apart: at first, how it rises, and how far.
const APART_FIRST: f64 = 10.0;
const APART_RISE: f64 = 1.3;
const APART_MAX: f64 = 30.0;
/// Solutions of groups for each state, at most.
const SOLUTIONS: usize = 40;
/// Solutions of others before a group that could not be solved is tried again.
const HELD: usize = 10;
/// Steps along the path of a group, and its longest step, in turn.
const STEPS_MAX: usize = 1500;
const STRIDES: [f64; 3] = [1.0, 0.2, 0.04];

/// An equilibrium and the games that were solved, if the groups settle.
pub(super) fn by_groups(flat: &Flat) -> Option<(Play, usize)> {
    let mut search = Search::new(flat, played(flat, by_replies(flat)));
    for _ in 0..SOLUTIONS * flat.places.len() {
        match search.worst() {
            Some(state) => search.improve(state),
            None if search.held.iter().any(|&until| until > search.solutions) => search.free(),
            None => return Some(search.done()),
        }
    }
    None
}

/// The play without what is hardly played.
fn played(flat: &Flat, mut play: Play) -> Play {
    for place in &flat.places {
        for player in 0..flat.players {
            let span = || place.of(player).map(|a| place.start + a);
            let kept: f64 = span().map(|a| play.odds[a]).filter(|p| *p >= RARE).sum();
            for a in span() {
                play.odds[a] = if play.odds[a] >= RARE { play.odds[a] / kept } else { 0.0 };
                play.log[a] = if play.odds[a] > 0.0 { libm::log(play.odds[a]) } else { f64::MIN };
            }
        }
    }
    values(flat, &mut play);
    play
}

struct Search<'a> {
    flat: &'a Flat,
    play: Play,
    /// The group of each state: one of its states.
    group: Vec<usize>,
    /// How often each group was solved.
    solved: Vec<usize>,
    /// Until which solution each group is left alone.
    held: Vec<usize>,
    /// What somebody gains in each state.
    gain: Vec<f64>,
    /// A state of the group whose solution last tempted somebody in each state.
    cause: Vec<Option<usize>>,
    /// States beyond which groups fall apart.
    apart: f64,
    solutions: usize,
}

impl<'a> Search<'a> {
    fn new(flat: &'a Flat, play: Play) -> Self {
        let count = flat.places.len();
        let gain = follow::gains(flat, &play);
        Self {
            flat,
            play,
            group: (0..count).collect(),
            solved: vec![0; count],
            held: vec![0; count],
            gain,
            cause: vec![None; count],
            apart: APART_FIRST,
            solutions: 0,
        }
    }

    /// The state in which somebody gains most, of groups that are not left alone.
    fn worst(&self) -> Option<usize> {
        let free = |s: &usize| self.held[self.group[*s]] <= self.solutions;
        let tempted = (0..self.group.len()).filter(|&s| self.gain[s] > TEMPTED).filter(free);
        tempted.reduce(|a, b| if self.gain[b] > self.gain[a] { b } else { a })
    }

    fn done(self) -> (Play, usize) {
        (ended(self.flat, &self.play).unwrap_or(self.play), self.solutions)
    }

    fn free(&mut self) {
        self.held.fill(0);
    }

    /// Solves the group of a state, with the group that tempted it if it was solved often.
    fn improve(&mut self, state: usize) {
        self.solutions += 1;
        let group = self.group[state];
        if self.solved[group] >= AGAIN {
            self.join(state);
        }
        self.solved[group] += 1;
        let open: Vec<bool> = self.group.iter().map(|&g| g == group).collect();
        let part = Part::new(self.flat, &self.play, &open);
        match STRIDES.iter().find_map(|&stride| solution(&part.flat, stride)) {
            Some(found) => self.take(&part, &found, state),
            None => {
                self.solved[group] = AGAIN;
                self.held[group] = self.solutions + HELD;
            }
        }
        if open.iter().filter(|&&open| open).count() as f64 > self.apart {
            self.fall_apart();
        }
    }

    /// The group that tempted a state joins the state's.
    fn join(&mut self, state: usize) {
        let into = self.group[state];
        let Some(other) = self.cause[state].map(|cause| self.group[cause]) else { return };
        if other != into {
            self.group.iter_mut().filter(|group| **group == other).for_each(|group| *group = into);
            self.solved[into] = 0;
        }
    }

    fn take(&mut self, part: &Part, found: &Play, state: usize) {
        self.play = part.whole(self.flat, &self.play, found);
        let before = std::mem::replace(&mut self.gain, follow::gains(self.flat, &self.play));
        for (s, cause) in self.cause.iter_mut().enumerate() {
            if self.gain[s] > TEMPTED && before[s] <= TEMPTED {
                *cause = Some(state);
            }
        }
    }

    fn fall_apart(&mut self) {
        self.apart = (self.apart * APART_RISE).min(APART_MAX);
        self.group = (0..self.group.len()).collect();
        self.solved.fill(0);
    }
}

/// The equilibrium that the path of a small game leads to.
fn solution(flat: &Flat, stride: f64) -> Option<Play> {
    let mut path = Path::start(flat, stride)?;
    follow::follow(&mut path, &mut Budget { steps: STEPS_MAX, precision_max: 1e9 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stochastic_game::{GameState, StochasticGame};

    fn state(name: &str, actions: [u32; 2], payoff: [[f64; 2]; 2], next: [u32; 2]) -> GameState {
        GameState {
            name: name.to_owned(),
            actions: actions.to_vec(),
            payoff: payoff.iter().map(|of| of.to_vec()).collect(),
            transition: next.iter().map(|&to| vec![(to, 1.0)]).collect(),
        }
    }

    /// The first stays or goes; the second holds or sends back. It goes if it is held, is sent back
    /// if it goes, stays if it is sent back, and is held if it stays.
    fn chase() -> Flat {
        let first = state("first", [2, 1], [[0.0, 0.0], [-1.0, 2.0]], [0, 1]);
        let second = state("second", [1, 2], [[1.0, -1.0], [0.0, 0.0]], [1, 0]);
        Flat::new(&StochasticGame::new(2, 0.5, vec![first, second]).expect("valid"))
    }

    #[test]
    fn states_that_chase_each_other_are_joined() {
        let flat = chase();
        let mut search = Search::new(&flat, played(&flat, by_replies(&flat)));
        for _ in 0..AGAIN {
            search.improve(0);
            search.improve(1);
        }
        assert!(follow::tempted(&flat, &search.play, 0.01).next().is_some(), "alone they chase");
        let (play, _) = by_groups(&flat).expect("an equilibrium");
        assert_eq!(follow::tempted(&flat, &play, TEMPTED).next(), None);
        assert!(play.odds.iter().filter(|p| **p > 0.01 && **p < 0.99).count() == 4, "{play:?}");
    }

    #[test]
    fn groups_fall_apart_beyond_the_bound() {
        let flat = chase();
        let mut search = Search::new(&flat, played(&flat, by_replies(&flat)));
        search.group = vec![0, 0];
        search.apart = 1.5;
        search.improve(1);
        assert_eq!(search.group, vec![0, 1]);
        assert!(search.apart > 1.5);
    }
}
