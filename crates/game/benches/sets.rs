//! Speed of payoff sets and of Markov equilibria on random dilemmas of growing size.
//!
//! Sets are certified to 1e-4 of the range of payoffs; equilibria to the default regret. Run with
//! `cargo bench -p game --bench sets`.

use divan::Bencher;
use game::{
    MarkovSettings, MarkovStatus, SetSettings, SetStatus, StochasticGame, markov, payoff_sets,
    random_dilemma,
};

fn main() {
    divan::main();
}

fn dilemma(states: u32) -> StochasticGame {
    random_dilemma(states, 3, 1, 0.8).game().expect("sound by construction")
}

#[divan::bench(args = [2, 10, 30, 100], sample_count = 3, sample_size = 1)]
fn payoff_sets_to_1e_4(bencher: Bencher, states: u32) {
    let game = dilemma(states);
    let settings = SetSettings { tolerance: 1e-4, ..SetSettings::default() };
    bencher.bench_local(|| {
        let found = payoff_sets(&game, &settings).expect("two players");
        assert_eq!(found.status, SetStatus::Closed);
    });
}

#[divan::bench(args = [10, 30, 100], sample_count = 3, sample_size = 1)]
fn markov_equilibrium(bencher: Bencher, states: u32) {
    let game = dilemma(states);
    bencher.bench_local(|| {
        let found = markov(&game, &MarkovSettings::default()).expect("well formed");
        assert_eq!(found.status, MarkovStatus::Closed);
    });
}
