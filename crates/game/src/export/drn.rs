//! Storm's explicit format (DRN): all players as one decision maker.
//!
//! One action a joint action; reward models `player1`, `player2`, ... and `joint`, their sum. With
//! no action struck out, `R{"joint"}max=? [ F "end" ]` is the joint payoff of a relational
//! contract without incentives; `R{"player1"}max=?` and `min` the most and least a player can get.

use super::one_line;
use crate::json::GameFile;
use crate::stochastic_game::{GameState, StochasticGame};
use std::fmt::Write as _;

/// The game as a Markov decision process in Storm's explicit format.
#[must_use]
pub fn drn(file: &GameFile, game: &StochasticGame) -> String {
    let players = game.players();
    let models = (1..=players).map(|i| format!("player{i} ")).collect::<String>();
    let choices: usize = game.states().iter().map(GameState::joint_actions).sum();
    let end = game.states().len();
    let mut text = format!(
        "// {}: joint actions as one decision maker's; state {end} is the end\n@type: MDP\n\
         @parameters\n\n@reward_models\n{models}joint\n@nr_states\n{}\n@nr_choices\n{}\n@model\n",
        one_line(&file.name),
        end + 1,
        choices + 1,
    );
    let nothing = rewards(&vec![0.0; players]);
    for (index, state) in game.states().iter().enumerate() {
        let first = if index == 0 { " init" } else { "" };
        let _ = writeln!(text, "state {index} {nothing}{first}");
        for joint in 0..state.joint_actions() {
            push_choice(&mut text, game, state, joint);
        }
    }
    let _ = writeln!(text, "state {end} {nothing} end\n\taction 0 {nothing}\n\t\t{end} : 1");
    text
}

fn push_choice(text: &mut String, game: &StochasticGame, state: &GameState, joint: usize) {
    let discount = game.discount();
    let earned: Vec<f64> = state.payoff.iter().map(|row| (1.0 - discount) * row[joint]).collect();
    let _ = writeln!(text, "\taction {joint} {}", rewards(&earned));
    for &(next, odds) in state.transition[joint].iter().filter(|(_, odds)| discount * odds > 0.0) {
        let _ = writeln!(text, "\t\t{next} : {}", discount * odds);
    }
    let _ = writeln!(text, "\t\t{} : {}", game.states().len(), 1.0 - discount);
}

/// Each player's reward and their sum.
fn rewards(earned: &[f64]) -> String {
    let joint: f64 = earned.iter().sum();
    let list: Vec<String> = earned.iter().chain([&joint]).map(f64::to_string).collect();
    format!("[{}]", list.join(", "))
}
