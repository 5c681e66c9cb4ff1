//! The share of the believed space in which the text holds for everybody.

use super::slack::{Sides, excess};
use super::{Regret, Share};
use crate::hold::{Holding, Holds};
use game::GameError;
use sampling::Stream;
use world::Values;

/// Samples the believed space: every entry with a range drawn independently from it.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn share(sides: &Sides<'_>, samples: u32, seed: u64) -> Result<Share, GameError> {
    let sets: Vec<Values> = (0..samples).map(|n| sample(sides, seed, n)).collect();
    let held = sides.many(&sets)?;
    let keeps = held.iter().filter(|all| all.iter().all(|h| h.holds() != Holds::No)).count();
    let straddles = |all: &&Vec<Holding>| {
        all.iter().all(|h| h.holds() != Holds::No)
            && all.iter().any(|h| h.holds() == Holds::Undecided)
    };
    let open = held.iter().filter(straddles).count();
    let total = f64::from(samples.max(1));
    let open = open as f64 / total;
    let mean = keeps as f64 / total;
    let standard_error = (mean * (1.0 - mean) / total).sqrt();
    let first_to_leave = sides
        .graphs
        .iter()
        .map(|(party, _)| {
            let first = |all: &&Vec<Holding>| worst(all).is_some_and(|h| h.party == *party);
            (*party, held.iter().filter(first).count() as f64 / total)
        })
        .collect();
    let regrets = regrets(&held);
    Ok(Share { mean, standard_error, samples, open, first_to_leave, regrets })
}

/// The largest regrets of each party over the samples.
fn regrets(held: &[Vec<Holding>]) -> Vec<Regret> {
    let parties = held.first().map_or(0, Vec::len);
    let of = |place: usize| {
        let all = held.iter().filter_map(|sample| sample.get(place));
        all.map(regret).reduce(|a, b| Regret {
            party: a.party,
            keeping: a.keeping.max(b.keeping),
            staying_out: a.staying_out.max(b.staying_out),
        })
    };
    (0..parties).filter_map(of).collect()
}

/// Regrets under one set of numbers.
fn regret(holding: &Holding) -> Regret {
    let kept = holding.stake.centre();
    let best = (kept + holding.loss.centre()).max(0.0);
    Regret { party: holding.party, keeping: best - kept, staying_out: best }
}

/// Whose keeping fails by most, if anybody's fails.
fn worst(all: &[Holding]) -> Option<&Holding> {
    let failing = all.iter().filter(|h| h.holds() == Holds::No);
    failing.max_by(|a, b| excess(a).total_cmp(&excess(b)))
}

fn sample(sides: &Sides<'_>, seed: u64, number: u32) -> Values {
    let stream = Stream::new(seed, u64::from(number));
    let mut draws = 0_u32..;
    sides.beliefs.sample(|| stream.uniform(draws.next().unwrap_or(u32::MAX), SAMPLING))
}

/// The process number of belief sampling, apart from every process of the simulator.
const SAMPLING: u32 = u32::MAX;
