//! Time against states on random dilemmas: `curve minimax|transfers ACTIONS DISCOUNT STATES...`.
//!
//! One line a size: states, transitions, seconds to solve (the game is in memory), how it ended.
#![allow(clippy::print_stdout, reason = "it prints a table")]

use game::{Accuracy, StochasticGame, random_dilemma, security_values, transfers};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [concept, actions, discount, sizes @ ..] = &words[..] else {
        return Err("curve minimax|transfers ACTIONS DISCOUNT STATES...".into());
    };
    println!("states transitions seconds ended rounds half-width");
    for states in sizes {
        let game =
            random_dilemma(states.parse()?, actions.parse()?, 1, discount.parse()?).game()?;
        let rows = game.states().iter().flat_map(|state| &state.transition);
        let transitions: usize = rows.map(Vec::len).sum();
        let start = Instant::now();
        let ended = solve(&game, concept);
        println!("{states} {transitions} {:.4} {ended}", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn solve(game: &StochasticGame, concept: &str) -> String {
    if concept == "transfers" {
        let found = transfers(game);
        let width = found.answer().map_or(f64::NAN, |round| round.joint_half_width);
        format!("{:?} {} {width:.1e}", found.ended, found.rounds.len())
    } else {
        let found = security_values(game, &Accuracy::default());
        let width = found.iter().map(|one| one.half_width).fold(0.0, f64::max);
        let rounds: Vec<u32> = found.iter().map(|one| one.rounds).collect();
        format!("{:?} {rounds:?} {width:.1e}", found[0].status)
    }
}
