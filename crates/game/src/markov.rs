//! Markov perfect equilibria of stochastic games with any number of players, by logit play.
//!
//! Problem. A stationary profile p(s, i, a) with values V(s, i) such that every action played is
//! worth as much as any other: max over a of Q(s, i, a) = V(s, i), Q(s, i, a) the expectation of
//! (1 - delta) u_i + delta sum q V(s', i) over the others' odds. Logit play of precision l has
//! odds proportional to exp(l Q); the path from l = 0 is followed (`markov::path`) with one sparse
//! linear system in the values a step (`markov::jacobian`), until Newton's method on the support
//! ends in an equilibrium (`markov::finish`). Large games are first tried by groups of states that
//! hang on each other (`markov::groups`). Whatever the method did, the answer is judged by its
//! regret: the most that one player could gain from any state, from bracketed best responses.
//!
//! # Source
//! McKelvey & Palfrey (1995), Games Econ. Behav. 10; Turocy (2005), Games Econ. Behav. 51;
//! Eibelshaeuser & Poensgen (2019), Markov quantal response equilibrium and a homotopy method.

mod blocks;
mod finish;
mod flat;
mod follow;
mod gmres;
mod groups;
mod jacobian;
mod local;
mod part;
mod path;
mod replies;
mod stagewise;

use crate::error::GameError;
use crate::profile::Profile;
use crate::stochastic_game::StochasticGame;
use follow::{Budget, FEW};
use local::Play;
use path::{Path, precision};

/// How small a regret is asked for, and at what price.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkovSettings {
    /// Largest regret wanted, as a share of half the range of payoffs.
    pub tolerance: f64,
    /// Most steps along the path, each time it is followed.
    pub steps_max: usize,
    /// Precision, payoffs having half a range of one, at which the path is left.
    pub precision_max: f64,
}

impl Default for MarkovSettings {
    fn default() -> Self {
        Self { tolerance: 1e-8, steps_max: 3000, precision_max: 1e9 }
    }
}

/// How the search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkovStatus {
    /// The regret is as small as asked.
    Closed,
    /// The path ended first; the regret is what it is.
    Undecided,
}

/// What the answer rests on, beside its regret.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkovCertificate {
    /// Precision of the logit play that the answer was found near.
    pub precision: f64,
    /// Whether Newton's method on a support finished it; else it is logit play.
    pub finished: bool,
    /// Steps along the path.
    pub steps: usize,
    /// How often the precision turned back or on.
    pub turns: usize,
    /// Games of groups of states that were solved (`markov::groups`); 0 where the path led there, and
    /// then the other numbers tell of it.
    pub groups: usize,
}

/// A stationary profile with its values and its regret.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkovEquilibrium {
    /// Odds. Shape: states x players x actions.
    pub strategies: Vec<Vec<Vec<f64>>>,
    /// Average payoffs. Shape: states x players.
    pub values: Vec<Vec<f64>>,
    /// Most that one player could gain by any deviation, from any state: an upper bound, average
    /// payoffs.
    pub regret: f64,
    /// How the search ended.
    pub status: MarkovStatus,
    /// What it rests on.
    pub certificate: MarkovCertificate,
}

/// A Markov perfect equilibrium on the path of logit play.
///
/// # Errors
/// [`GameError::Length`] if there is no player or no state.
pub fn markov(
    game: &StochasticGame,
    settings: &MarkovSettings,
) -> Result<MarkovEquilibrium, GameError> {
    for (array, found) in [("players", game.players()), ("states", game.states().len())] {
        if found == 0 {
            return Err(GameError::Length { array, found, expected: 1 });
        }
    }
    let flat = flat::Flat::new(game);
    let unit = flat.scale.iter().copied().fold(0.0, f64::max);
    let mut search = Search { game, flat: &flat, wanted: settings.tolerance * unit };
    search.run(settings)
}

struct Search<'a> {
    game: &'a StochasticGame,
    flat: &'a flat::Flat,
    /// Regret asked for, in units of payoff.
    wanted: f64,
}

/// Longest steps along the path: a long one may jump to another branch, from which no way leads on,
/// so a path that fails is followed again with more care.
const STRIDES: [f64; 3] = [1.0, 0.2, 0.04];

impl Search<'_> {
    /// The first path that ends in an equilibrium, or the one with the least regret.
    fn run(&mut self, settings: &MarkovSettings) -> Result<MarkovEquilibrium, GameError> {
        let mut best = self.by_groups()?;
        if let Some(found) = best.take_if(|found| found.status == MarkovStatus::Closed) {
            return Ok(found);
        }
        for stride in STRIDES {
            let found = self.follow(stride, settings)?;
            if found.status == MarkovStatus::Closed {
                return Ok(found);
            }
            best = best.filter(|best| best.regret <= found.regret).or(Some(found));
        }
        best.map_or_else(|| self.even(), Ok)
    }

    /// Large games by groups of their states, if they settle.
    fn by_groups(&self) -> Result<Option<MarkovEquilibrium>, GameError> {
        if self.flat.places.len() <= FEW {
            return Ok(None);
        }
        let answer = |(play, groups)| {
            let none = MarkovCertificate::none();
            self.answer(&play, MarkovCertificate { finished: true, groups, ..none })
        };
        groups::by_groups(self.flat).map(answer).transpose()
    }

    /// Even odds, where there is no path.
    fn even(&self) -> Result<MarkovEquilibrium, GameError> {
        self.answer(&Play::even(self.flat), MarkovCertificate::none())
    }

    fn follow(
        &self,
        stride: f64,
        settings: &MarkovSettings,
    ) -> Result<MarkovEquilibrium, GameError> {
        let Some(mut path) = Path::start(self.flat, stride) else {
            return self.even();
        };
        let mut budget =
            Budget { steps: settings.steps_max, precision_max: settings.precision_max };
        let found = follow::follow(&mut path, &mut budget);
        let finished = found.is_some();
        self.answer(&found.unwrap_or_else(|| path.play.clone()), certificate(&path, finished))
    }

    fn answer(
        &self,
        play: &Play,
        certificate: MarkovCertificate,
    ) -> Result<MarkovEquilibrium, GameError> {
        let profile: Profile = finish::profile(self.flat, play);
        let (values, regret) = finish::regrets(self.game, self.flat, &profile)?;
        let closed = regret <= self.wanted;
        let status = if closed { MarkovStatus::Closed } else { MarkovStatus::Undecided };
        Ok(MarkovEquilibrium { strategies: profile.odds, values, regret, status, certificate })
    }
}

impl MarkovCertificate {
    fn none() -> Self {
        Self { precision: 0.0, finished: false, steps: 0, turns: 0, groups: 0 }
    }
}

fn certificate(path: &Path<'_>, finished: bool) -> MarkovCertificate {
    let (precision, steps, turns) = (precision(path.t), path.steps, path.turns);
    MarkovCertificate { precision, finished, steps, turns, groups: 0 }
}
