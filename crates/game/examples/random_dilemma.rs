//! Prints a random dilemma as a game file: `random_dilemma STATES ACTIONS SEED DISCOUNT`.
#![allow(clippy::print_stdout, reason = "it prints a game")]

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [states, actions, seed, discount] = &words[..] else {
        return Err("random_dilemma STATES ACTIONS SEED DISCOUNT".into());
    };
    let game =
        game::random_dilemma(states.parse()?, actions.parse()?, seed.parse()?, discount.parse()?);
    println!("{}", game.text()?);
    Ok(())
}
