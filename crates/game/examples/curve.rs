//! Time against states on random dilemmas: `curve CONCEPT ACTIONS DISCOUNT STATES[:SEED]...`.
//!
//! `minimax`, `transfers`, `set` (to 1e-4) and `markov` are the concepts of `detente solve`; `joint` lets
//! all players act as one, a decision process, and finds the most that they can earn together. A
//! game file (`.json`) may stand where a number of states is expected.
//! One line a size, the game in memory: states, transitions, seconds by the clock (the least of
//! several runs) and of all processors together (their mean); then how it ended.
#![allow(clippy::print_stdout, reason = "it prints a table")]

use game::{
    Accuracy, GameFile, GameState, StochasticGame, random_dilemma, security_values, transfers,
};
use game::{MarkovSettings, SetSettings, markov, payoff_sets};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [concept, actions, discount, sizes @ ..] = &words[..] else {
        return Err(
            "curve minimax|transfers|set|markov|joint ACTIONS DISCOUNT STATES[:SEED]...".into()
        );
    };
    println!("states transitions seconds processor-seconds ended rounds half-width");
    for states in sizes {
        let game = if states.ends_with(".json") {
            GameFile::parse(&std::fs::read_to_string(states)?)?.game()?
        } else {
            let (count, seed) = states.split_once(':').unwrap_or((states.as_str(), "1"));
            random_dilemma(count.parse()?, actions.parse()?, seed.parse()?, discount.parse()?)
                .game()?
        };
        let game = if concept == "joint" { as_one(&game)? } else { game };
        let rows = game.states().iter().flat_map(|state| &state.transition);
        let transitions: usize = rows.map(Vec::len).sum();
        let (clock, busy, ended) = timed(&game, concept);
        println!("{states} {transitions} {clock:.5} {busy:.5} {ended}");
    }
    Ok(())
}

/// Least time of several runs by the clock, and their mean on all processors together.
fn timed(game: &StochasticGame, concept: &str) -> (f64, f64, String) {
    let (mut clock, mut runs, mut ended) = (f64::INFINITY, 0.0, String::new());
    let (all, before) = (Instant::now(), processor_seconds());
    while runs < 1.0 || (runs < 200.0 && all.elapsed().as_secs_f64() < 2.0) {
        let start = Instant::now();
        ended = solve(game, concept);
        clock = clock.min(start.elapsed().as_secs_f64());
        runs += 1.0;
    }
    (clock, (processor_seconds() - before) / runs, ended)
}

/// Seconds that all threads of this program have run; not a number where the system keeps none.
fn processor_seconds() -> f64 {
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else { return f64::NAN };
    let nanoseconds = |task: std::fs::DirEntry| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    };
    tasks.flatten().filter_map(nanoseconds).sum::<f64>() * 1e-9
}

fn solve(game: &StochasticGame, concept: &str) -> String {
    if concept == "set" {
        let settings = SetSettings { tolerance: 1e-4, ..SetSettings::default() };
        let found = payoff_sets(game, &settings).expect("two players");
        let directions = found.certificate.directions;
        format!("{:?} {}/{directions} {:.1e}", found.status, found.certificate.steps, found.gap)
    } else if concept == "markov" {
        let found = markov(game, &MarkovSettings::default()).expect("a game");
        let certificate = &found.certificate;
        let rounds = certificate.steps + certificate.groups;
        format!("{:?} {rounds} {:.1e}", found.status, found.regret)
    } else if concept == "transfers" {
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

/// All players as one, paid their sum.
fn as_one(game: &StochasticGame) -> Result<StochasticGame, Box<dyn Error>> {
    let state = |state: &GameState| -> Result<GameState, Box<dyn Error>> {
        let joint = 0..state.joint_actions();
        let sum = |j: usize| state.payoff.iter().map(|row| row[j]).sum::<f64>();
        Ok(GameState {
            name: state.name.clone(),
            actions: vec![u32::try_from(joint.len())?],
            payoff: vec![joint.map(sum).collect()],
            transition: state.transition.clone(),
        })
    };
    let states = game.states().iter().map(state).collect::<Result<_, _>>()?;
    Ok(StochasticGame::new(1, game.discount(), states)?)
}
