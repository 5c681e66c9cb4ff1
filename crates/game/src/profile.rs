//! Stationary strategy profiles: what each is worth, and what each player could gain.
//!
//! Problem. Fix a profile x: x_i(s) the odds with which player i takes each action in state s.
//! Against x_{-i} player i faces a decision process: in s, action a earns the expectation of
//! u_i(s, a, .) and leads to s' with the expectation of q(s' | s, a, .). The regret of i in s is
//! the value of its best response less the value of x_i, average payoffs; x is a stationary
//! equilibrium iff no regret is positive.
//!
//! # Source
//! Fink (1964), J. Sci. Hiroshima Univ. 28; Filar & Vrieze (1997), section 4.6.

use crate::best_response::best_response;
use crate::error::GameError;
use crate::policy::Policy;
use crate::process::{NodeKind, ProcessBuilder, StagedProcess, id};
use crate::status::{Settings, Status};
use crate::stochastic_game::{GameState, StochasticGame};
use crate::values::Interval;
use crate::weights::{Weights, check_length, check_unit};

/// Odds of each action by state and player.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Shape: states x players x actions.
    pub odds: Vec<Vec<Vec<f64>>>,
}

impl Profile {
    /// The profile in which each player takes one action a state: `action(state, player)`.
    #[must_use]
    pub fn pure(game: &StochasticGame, action: impl Fn(usize, usize) -> u32) -> Self {
        let row = |s: usize, i: usize, count: u32| {
            (0..count).map(|a| f64::from(u8::from(a == action(s, i)))).collect()
        };
        let state = |(s, state): (usize, &GameState)| {
            state.actions.iter().enumerate().map(|(i, &count)| row(s, i, count)).collect()
        };
        Self { odds: game.states().iter().enumerate().map(state).collect() }
    }

    /// Checks lengths, ranges and sums against a game.
    ///
    /// # Errors
    /// [`GameError::Length`], [`GameError::OutOfRange`], [`GameError::ProbabilitySum`].
    pub fn check(&self, game: &StochasticGame) -> Result<(), GameError> {
        check_length("odds", self.odds.len(), game.states().len())?;
        for (s, (odds, state)) in self.odds.iter().zip(game.states()).enumerate() {
            check_length("odds", odds.len(), state.actions.len())?;
            for (row, &actions) in odds.iter().zip(&state.actions) {
                check_length("odds", row.len(), actions as usize)?;
                row.iter().try_for_each(|&p| check_unit("odds", s, p))?;
                let sum: f64 = row.iter().sum();
                if (sum - 1.0).abs() > 1e-9 {
                    return Err(GameError::ProbabilitySum { node: id(s), sum });
                }
            }
        }
        Ok(())
    }

    /// Odds that the players other than `player` play their parts of a joint action.
    fn others(&self, state: &GameState, s: usize, player: usize, joint: usize) -> f64 {
        let part = |i: usize| self.odds[s][i][state.action_of(i, joint)];
        (0..state.actions.len()).filter(|&i| i != player).map(part).product()
    }
}

/// What one player's best response to a profile gains, by state, in average payoffs.
#[derive(Debug, Clone)]
pub struct Regret {
    /// Value of the profile.
    pub value: Vec<Interval>,
    /// Value of the best response.
    pub best: Vec<Interval>,
    /// Best minus value, never negative.
    pub regret: Vec<Interval>,
    /// An action that attains the best response, by state.
    pub action: Vec<u32>,
    /// How the solution ended.
    pub status: Status,
}

/// A player's decision process against a profile, with its weights and a start policy.
///
/// Node s is the player's choice in state s, its edge a stands for action a; where the profile
/// mixes, one more edge stands for the mixture. The policy is the profile's own. Rewards carry
/// the factor 1 - delta, so values are average payoffs.
///
/// # Errors
/// Those of [`Profile::check`]; [`GameError::Unknown`] for the player; [`GameError::TooLarge`].
pub fn reduce(
    game: &StochasticGame,
    profile: &Profile,
    player: usize,
) -> Result<(StagedProcess, Weights, Policy), GameError> {
    profile.check(game)?;
    game.check_player(player)?;
    let mut reduction = Reduction::new(game, profile, player);
    for s in 0..game.states().len() {
        reduction.push_choice(s);
    }
    for s in 0..game.states().len() {
        reduction.push_acts(s);
    }
    reduction.finish()
}

struct Reduction<'a> {
    game: &'a StochasticGame,
    profile: &'a Profile,
    player: usize,
    builder: ProcessBuilder,
    probability: Vec<f64>,
    reward: Vec<f64>,
    /// Nodes promised as targets so far.
    promised: usize,
}

impl<'a> Reduction<'a> {
    fn new(game: &'a StochasticGame, profile: &'a Profile, player: usize) -> Self {
        let (builder, promised) = (ProcessBuilder::new(), game.states().len());
        let (probability, reward) = (Vec::new(), Vec::new());
        Self { game, profile, player, builder, probability, reward, promised }
    }

    fn actions(&self, s: usize) -> usize {
        self.game.states()[s].actions[self.player] as usize
    }

    /// The action that the profile takes for certain, if it does.
    fn pure(&self, s: usize) -> Option<usize> {
        self.profile.odds[s][self.player].iter().position(|&p| p == 1.0)
    }

    fn push_choice(&mut self, s: usize) {
        let mixes = self.pure(s).is_none();
        let count = self.actions(s) + usize::from(mixes);
        let targets: Vec<u32> = (self.promised..self.promised + count).map(id).collect();
        self.promised += count;
        self.builder.push(NodeKind::Choice { decider: 0 }, &targets);
        self.probability.extend(vec![0.0; count]);
        self.reward.extend(vec![0.0; count]);
    }

    /// The time nodes behind the edges of one state's choice.
    fn push_acts(&mut self, s: usize) {
        let own = self.profile.odds[s][self.player].clone();
        let rows: Vec<Row> = (0..self.actions(s)).map(|a| self.row(s, a)).collect();
        rows.iter().for_each(|row| self.push_row(row));
        if self.pure(s).is_none() {
            self.push_row(&Row::mixture(&rows, &own));
        }
    }

    /// Expected payoff and successor odds of one action.
    fn row(&self, s: usize, action: usize) -> Row {
        let state = &self.game.states()[s];
        let mut row = Row::default();
        for joint in 0..state.joint_actions() {
            let odds = self.profile.others(state, s, self.player, joint);
            if state.action_of(self.player, joint) == action && odds > 0.0 {
                row.payoff += odds * state.payoff[self.player][joint];
                row.add(&state.transition[joint], odds);
            }
        }
        row
    }

    /// The payoff of the period is paid before its discount: it is divided out of the edges.
    fn push_row(&mut self, row: &Row) {
        let time = self.builder.nodes();
        let targets: Vec<u32> = row.next.iter().map(|&(t, _)| t).collect();
        self.builder.push(NodeKind::Time, &targets);
        debug_assert!(time < self.promised, "acts are pushed in the order promised");
        self.probability.extend(row.next.iter().map(|&(_, p)| p));
        self.reward.extend(vec![0.0; row.next.len()]);
        self.pay(time, row.payoff);
    }

    /// Puts an act's payoff on the choice edge that leads to it.
    fn pay(&mut self, time: usize, payoff: f64) {
        // Choice edges come first, in the order of the time nodes they lead to.
        let edge = time - self.game.states().len();
        self.reward[edge] = (1.0 - self.game.discount()) * payoff;
    }

    fn finish(self) -> Result<(StagedProcess, Weights, Policy), GameError> {
        let own = |s: usize| id(self.pure(s).unwrap_or_else(|| self.actions(s)));
        let mut choice: Vec<u32> = (0..self.game.states().len()).map(own).collect();
        let process = self.builder.build()?;
        choice.resize(process.nodes(), 0);
        let mut weights = Weights::even(&process, self.game.discount(), 1);
        weights.probability = self.probability;
        weights.payoff[0].reward = self.reward;
        Ok((process, weights, Policy { choice }))
    }
}

/// Expected payoff and successor odds, successors ascending and merged.
#[derive(Default, Clone)]
struct Row {
    payoff: f64,
    next: Vec<(u32, f64)>,
}

impl Row {
    fn add(&mut self, successors: &[(u32, f64)], factor: f64) {
        for &(state, odds) in successors {
            match self.next.binary_search_by_key(&state, |&(t, _)| t) {
                Ok(place) => self.next[place].1 += factor * odds,
                Err(place) => self.next.insert(place, (state, factor * odds)),
            }
        }
        self.next.iter_mut().for_each(|(_, odds)| *odds = odds.min(1.0));
    }

    fn mixture(rows: &[Self], odds: &[f64]) -> Self {
        let mut mixed = Self::default();
        for (row, &p) in rows.iter().zip(odds).filter(|(_, p)| **p > 0.0) {
            mixed.payoff += p * row.payoff;
            mixed.add(&row.next, p);
        }
        mixed
    }
}

/// Value, best response and regret of one player against a profile.
///
/// # Errors
/// Those of [`reduce`].
pub fn regret(
    game: &StochasticGame,
    profile: &Profile,
    player: usize,
    settings: &Settings,
) -> Result<Regret, GameError> {
    let (process, weights, policy) = reduce(game, profile, player)?;
    let found = best_response(&process, &weights, &policy, 0, 0, settings)?;
    let states = || 0..id(game.states().len());
    let status = match found.start.status {
        Status::Closed => found.optimum.status,
        other => other,
    };
    Ok(Regret {
        value: states().map(|s| found.start.bracket(0, s)).collect(),
        best: states().map(|s| found.optimum.bracket(0, s)).collect(),
        regret: states().map(|s| found.loss(s)).collect(),
        action: states().map(|s| best_action(&found.policy, profile, player, s)).collect(),
        status,
    })
}

/// The action behind an edge; a mixture that cannot be bettered stands for its likeliest.
fn best_action(policy: &Policy, profile: &Profile, player: usize, state: u32) -> u32 {
    let odds = &profile.odds[state as usize][player];
    let edge = policy.choice[state as usize];
    let likeliest = || (0..odds.len()).reduce(|a, b| if odds[b] > odds[a] { b } else { a });
    if (edge as usize) < odds.len() { edge } else { id(likeliest().unwrap_or(0)) }
}
