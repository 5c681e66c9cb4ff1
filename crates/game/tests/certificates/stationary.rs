//! Stationary equilibria: the regret is an upper bound by code of its own.

use super::draws::Draws;
use game::{GameFile, MarkovEquilibrium, MarkovSettings, Profile, Settings, StochasticGame};
use game::{markov, random_dilemma, regret, verify_stationary};
use proptest::prelude::*;

fn solve(game: &StochasticGame) -> MarkovEquilibrium {
    markov(game, &MarkovSettings::default()).expect("well formed")
}

fn passes(game: &StochasticGame, answer: &MarkovEquilibrium, exact: bool) {
    let checked = verify_stationary(game, answer);
    assert!(checked.passed() && checked.exact == exact, "{checked:?}, stated {}", answer.regret);
}

#[test]
fn examples_of_the_literature_hold_exactly() {
    let texts = [
        include_str!("../data/pd_d0.33.json"),
        include_str!("../data/as_twostate_d0.7.json"),
        include_str!("../data/random_pd_S2_A3_seed1_d0.8.json"),
    ];
    for text in texts {
        let game = GameFile::parse(text).and_then(|file| file.game()).expect("valid");
        passes(&game, &solve(&game), true);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn drawn_games_hold_exactly(
        seed in any::<u64>(), players in 1_usize..4, states in 1_u32..4, discount in 0.0_f64..0.95,
    ) {
        let game = Draws::new(seed).game(players, states, discount);
        passes(&game, &solve(&game), true);
    }
}

/// Where the path was cut short the regret is large, and it is the regret all the same.
#[test]
fn what_is_undecided_is_checked_too() {
    let game = random_dilemma(3, 3, 1, 0.8).game().expect("valid");
    let cut = MarkovSettings { steps_max: 1, ..MarkovSettings::default() };
    let found = markov(&game, &cut).expect("well formed");
    assert!(found.regret > 1e-3);
    passes(&game, &found, true);
    // The true regret is stated to many digits: a little less fails.
    let less = MarkovEquilibrium { regret: found.regret * (1.0 - 1e-6), ..found };
    assert!(!verify_stationary(&game, &less).passed());
}

/// Patience, and payoffs of 1e12 and 1e-12.
#[test]
fn long_games_and_odd_units_hold_exactly() {
    for (scale, discount) in [(1.0, 0.9999), (1e12, 0.5), (1e-12, 0.5)] {
        let mut file = random_dilemma(3, 3, 4, discount);
        let rows = file.states.iter_mut().flat_map(|s| &mut s.payoffs).flatten();
        rows.for_each(|x| *x *= scale);
        let game = file.game().expect("valid");
        passes(&game, &solve(&game), true);
    }
}

/// Even odds in a game too large for rationals: by no means an equilibrium, and by how much is said.
#[test]
fn a_large_game_holds_in_floating_point() {
    let game = random_dilemma(420, 5, 5, 0.8).game().expect("valid");
    let even = vec![vec![0.2; 5]; 2];
    let profile = Profile { odds: vec![even; 420] };
    let of = |player| regret(&game, &profile, player, &Settings::default()).expect("a profile");
    let of = [of(0), of(1)];
    let value = |s: usize| of.iter().map(|one| one.value[s].centre()).collect();
    let most = of.iter().flat_map(|one| &one.regret).map(|r| r.upper).fold(0.0, f64::max);
    let stated = MarkovEquilibrium {
        strategies: profile.odds.clone(),
        values: (0..420).map(value).collect(),
        regret: most,
        ..solve(&random_dilemma(1, 1, 1, 0.8).game().expect("valid"))
    };
    passes(&game, &stated, false);
    let less = MarkovEquilibrium { regret: 0.999 * most, ..stated };
    assert!(!verify_stationary(&game, &less).passed());
}

#[test]
fn a_changed_equilibrium_fails() {
    let game = random_dilemma(4, 3, 2, 0.8).game().expect("valid");
    let found = solve(&game);
    passes(&game, &found, true);
    let fails = |change: &dyn Fn(&mut MarkovEquilibrium)| {
        let mut changed = found.clone();
        change(&mut changed);
        assert!(!verify_stationary(&game, &changed).passed());
    };
    fails(&|found| found.regret = -1e-9);
    fails(&|found| found.regret = f64::NAN);
    for s in 0..4 {
        for player in 0..2 {
            fails(&|found| found.strategies[s][player].rotate_left(1));
            fails(&|found| found.strategies[s][player][0] += 0.5);
            fails(&|found| found.values[s][player] += 1e-6);
        }
    }
    fails(&|found| drop(found.values.pop()));
    fails(&|found| drop(found.strategies[0].pop()));
}
