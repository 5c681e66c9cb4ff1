//! `cargo xtask fuzz [ROUNDS]`: the property tests on seeds that nobody has seen.
//!
//! Everywhere else their seed is fixed (`.cargo/config.toml`), so that a change is judged by itself
//! and not by luck. A failure found here leaves its seed in a file of regressions, to be committed
//! with what mends it.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::Error;
use crate::step;

/// Crates with property tests.
const CRATES: [&str; 3] = ["kernel", "lang", "game"];

/// Rounds if none are asked for.
const ROUNDS: u64 = 20;

/// Runs the tests so many times, each with a seed from the clock, until one fails.
pub(crate) fn run(rounds: Option<&str>) -> Result<(), Error> {
    let refused = || Error::Document("ROUNDS is a whole number, such as 20".into());
    let rounds = rounds.map_or(Ok(ROUNDS), |text| text.parse().map_err(|_| refused()))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    for round in 0..rounds {
        let seed = now.as_secs() + round;
        let mut arguments = vec!["test", "--quiet", "--lib", "--tests"];
        CRATES.iter().for_each(|name| arguments.extend(["-p", name]));
        let mut command = step::cargo(&arguments);
        command.env("PROPTEST_RNG_SEED", seed.to_string());
        if !step::run(&format!("seed {seed}"), command)?.succeeded {
            return Err(Error::Step(format!("seed {seed}")));
        }
    }
    println!("{rounds} seeds, no failure");
    Ok(())
}
