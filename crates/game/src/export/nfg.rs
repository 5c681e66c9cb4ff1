//! Gambit's strategic form: every player fixes one action a state, for good.
//!
//! Payoffs are averages from the first state. With one state this is the stage game.

use super::{ExportError, quoted};
use crate::json::GameFile;
use crate::linear::{self, Chain};
use crate::stochastic_game::StochasticGame;
use std::fmt::Write as _;

/// Profiles written at most.
const PROFILES_MAX: usize = 100_000;

/// The game of stationary pure strategies in Gambit's `.nfg`.
///
/// # Errors
/// [`ExportError::TooLarge`] if there are more than 100,000 profiles.
pub fn nfg(file: &GameFile, game: &StochasticGame) -> Result<String, ExportError> {
    let counts: Vec<usize> =
        (0..game.players()).map(|i| strategies(game, i)).collect::<Result<_, _>>()?;
    let profiles = counts.iter().try_fold(1_usize, |all, &n| at_most(all.checked_mul(n)))?;
    let players = (1..=game.players()).map(|i| quoted(&format!("player {i}")) + " ");
    let mut text =
        format!("NFG 1 R {} {{ {}}}\n\n{{ ", quoted(&file.name), players.collect::<String>());
    for (player, &count) in counts.iter().enumerate() {
        let name = |k: usize| quoted(&strategy_name(file, player, k)) + " ";
        let _ = write!(text, "{{ {}}} ", (0..count).map(name).collect::<String>());
    }
    let _ = write!(text, "}}\n{}\n\n", quoted(&file.description));
    for profile in 0..profiles {
        let chosen = apart(profile, &counts);
        let payoffs: Vec<String> = payoffs(game, &chosen).iter().map(|x| format!("{x}")).collect();
        let _ = writeln!(text, "{}", payoffs.join(" "));
    }
    Ok(text)
}

fn at_most(count: Option<usize>) -> Result<usize, ExportError> {
    let instead = "write it as prism or drn, or take a smaller game";
    let error = ExportError::TooLarge { what: "profiles", most: PROFILES_MAX, instead };
    count.filter(|&count| count <= PROFILES_MAX).ok_or(error)
}

fn strategies(game: &StochasticGame, player: usize) -> Result<usize, ExportError> {
    let actions = game.states().iter().map(|state| state.actions[player] as usize);
    actions.into_iter().try_fold(1_usize, |all, n| at_most(all.checked_mul(n)))
}

/// Strategies of all players in a profile; the first player's runs fastest, as Gambit has it.
fn apart(mut profile: usize, counts: &[usize]) -> Vec<usize> {
    let mut next = |&count: &usize| {
        let own = profile % count;
        profile /= count;
        own
    };
    counts.iter().map(&mut next).collect()
}

/// The action of a strategy in each state; the last state's runs fastest.
fn actions(counts: &[usize], mut strategy: usize) -> Vec<usize> {
    let mut chosen = vec![0; counts.len()];
    for (place, &count) in counts.iter().enumerate().rev() {
        chosen[place] = strategy % count;
        strategy /= count;
    }
    chosen
}

fn strategy_name(file: &GameFile, player: usize, strategy: usize) -> String {
    let counts: Vec<usize> = file.states.iter().map(|state| state.actions[player].len()).collect();
    let chosen = actions(&counts, strategy);
    let name = |(state, &a): (usize, &usize)| file.states[state].actions[player][a].clone();
    chosen.iter().enumerate().map(name).collect::<Vec<_>>().join(" ")
}

/// Average payoffs of a profile from the first state.
fn payoffs(game: &StochasticGame, chosen: &[usize]) -> Vec<f64> {
    let states = game.states();
    let mut joint = vec![0; states.len()];
    for (player, &strategy) in chosen.iter().enumerate() {
        let counts: Vec<usize> = states.iter().map(|s| s.actions[player] as usize).collect();
        for (place, own) in actions(&counts, strategy).into_iter().enumerate() {
            joint[place] = joint[place] * counts[place] + own;
        }
    }
    let mut chain = Chain::with_capacity(states.len(), states.len());
    for (state, &joint) in states.iter().zip(&joint) {
        for &(next, odds) in &state.transition[joint] {
            chain.push(next, game.discount() * odds);
        }
        chain.end_row();
    }
    let worth = |player: usize| {
        let now = |(state, &joint): (&crate::GameState, &usize)| {
            (1.0 - game.discount()) * state.payoff[player][joint]
        };
        let base: Vec<f64> = states.iter().zip(&joint).map(now).collect();
        let largest = base.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        let mut value = vec![0.0; states.len()];
        linear::solve(&chain, &base, &mut value, 1e-15 * largest);
        value[0]
    };
    (0..game.players()).map(worth).collect()
}
