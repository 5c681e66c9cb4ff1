//! The reference model for a comparison by processor seconds: `reference addressed|own PATHS`.
//!
//! Prints path steps, then paths by cause. One thread.
#![allow(clippy::print_stdout, reason = "an example reports")]

#[path = "../tests/reference/model/mod.rs"]
mod model;

use model::{Addressed, CAUSES, Model, Outcome, Own};
use sampling::lanes::Key;

const SEED: u64 = 20_261_122;
const MONTHS: u32 = 60;

fn main() {
    let mut words = std::env::args().skip(1);
    let own = words.next().is_some_and(|mode| mode == "own");
    let paths = words.next().and_then(|word| word.parse().ok()).unwrap_or(100_000);
    let key = Key::new(SEED);
    let found = if own {
        Model::new(Own(key), MONTHS).walk(0..paths)
    } else {
        Model::new(Addressed(key), MONTHS).walk(0..paths)
    };
    print!("{}", steps(&found));
    causes(&found).iter().for_each(|count| print!(" {count}"));
    println!();
}

fn steps(found: &[Outcome]) -> u64 {
    found.iter().map(|outcome| u64::from(outcome.counts[0])).sum()
}

fn causes(found: &[Outcome]) -> [u64; CAUSES] {
    let mut causes = [0; CAUSES];
    found.iter().for_each(|outcome| causes[outcome.counts[1] as usize] += 1);
    causes
}
