//! The same bits on one thread and on two, in every concept.

use super::draws::Draws;
use game::{Accuracy, MarkovSettings, SetSettings, Settings, StochasticGame};
use game::{
    OrdinalGraph, Profile, markov, payoff_sets, random_dilemma, regret, security_values, stability,
    transfers,
};

/// Everything that is answered about a game, with every digit.
fn answers(game: &StochasticGame) -> Vec<String> {
    let even = Profile::pure(game, |_, _| 0);
    let settings = Settings::default();
    let mut all = vec![
        format!("{:?}", security_values(game, &Accuracy::default())),
        format!("{:?}", transfers(game)),
        format!("{:?}", markov(game, &MarkovSettings::default())),
        format!("{:?}", regret(game, &even, 0, &settings)),
    ];
    if game.players() == 2 {
        let settings = SetSettings { tolerance: 1e-4, ..SetSettings::default() };
        all.push(format!("{:?}", payoff_sets(game, &settings)));
    }
    all
}

#[test]
fn one_thread_and_two_give_the_same_bits() {
    let games = [
        random_dilemma(4, 3, 11, 0.8).game().expect("valid"),
        random_dilemma(40, 2, 3, 0.9).game().expect("valid"),
        Draws::new(7).game(3, 4, 0.9),
        Draws::new(8).game(1, 5, 0.9),
    ];
    let pool = |threads: usize| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool")
    };
    let (one, two) = (pool(1), pool(2));
    for game in &games {
        let alone = one.install(|| answers(game));
        let together = two.install(|| answers(game));
        assert_eq!(alone, together);
    }
}

/// A ring of conflicts with branches: every player moves on, or over a chord, and ranks by residues.
fn conflict(states: u32) -> OrdinalGraph {
    let moves = |player: u32| {
        let to = move |s: u32| [(s + 1 + player) % states, (3 * s + player) % states];
        (0..states).flat_map(move |s| to(s).map(|t| (s, t))).collect::<Vec<_>>()
    };
    let prefers = |player: u32| {
        let rank = move |s: u32| (7 * s + 5 * player) % 11;
        let pairs = (0..states).flat_map(move |a| (0..states).map(move |b| (a, b)));
        pairs.filter(|&(a, b)| rank(a) > rank(b)).collect::<Vec<_>>()
    };
    let players = 0..3;
    let (moves, prefers): (Vec<_>, Vec<_>) = players.map(|i| (moves(i), prefers(i))).unzip();
    OrdinalGraph::new(states as usize, &moves, &prefers).expect("ranked without circles")
}

#[test]
fn one_thread_and_two_find_the_same_moves_open_in_a_conflict() {
    let graph = conflict(24);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| stability(&graph))
    };
    let (alone, together) = (on(1), on(2));
    assert_eq!(alone, together);
    let open = alone.open.iter().flatten().flatten().flatten().count();
    assert!(open > 0, "a conflict in which nothing is open tells little");
}

/// Large enough that work is split.
#[test]
fn large_games_give_the_same_bits() {
    let game = random_dilemma(3_000, 3, 5, 0.8).game().expect("valid");
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            let security = security_values(&game, &Accuracy::default());
            format!("{security:?} {:?}", transfers(&game))
        })
    };
    assert!(on(1) == on(2), "answers differ by the number of threads");
}
