//! What is written for other programs, read back by readers of the tests' own.

use std::collections::BTreeMap;

use game::{Accuracy, GameFile, StochasticGame, drn, efg, nfg, prism, security_values};

const GAMES: [&str; 4] = [
    include_str!("data/pd_d0.33.json"),
    include_str!("data/as_twostate_d0.7.json"),
    include_str!("data/random_pd_S10_A3_seed1_d0.8.json"),
    include_str!("data/arms_race_xmax3_d0.9.json"),
];

fn read(text: &str) -> (GameFile, StochasticGame) {
    let file = GameFile::parse(text).expect("parses");
    let game = file.game().expect("valid");
    (file, game)
}

fn number(word: &str) -> f64 {
    word.trim().parse().expect("a number")
}

#[test]
fn game_json_is_read_back_to_the_last_bit() {
    for text in GAMES {
        let (file, _) = read(text);
        let again = GameFile::parse(&file.text().expect("finite")).expect("parses");
        assert_eq!(file, again);
    }
}

/// Rewards and successors.
type Choice = (Vec<f64>, Vec<(usize, f64)>);

/// Every choice in a DRN text, state by state.
fn choices(text: &str) -> Vec<Vec<Choice>> {
    let mut states: Vec<Vec<Choice>> = Vec::new();
    let (_, model) = text.split_once("@model\n").expect("a model");
    for line in model.lines() {
        if line.starts_with("state ") {
            states.push(Vec::new());
        } else if let Some(rest) = line.strip_prefix("\taction ") {
            let list = rest.split_once('[').expect("rewards").1.trim_end_matches(']');
            let rewards = list.split(',').map(number).collect();
            states.last_mut().expect("a state first").push((rewards, Vec::new()));
        } else {
            let (next, odds) = line.split_once(':').expect("a successor");
            let state = states.last_mut().expect("a state first");
            let choice = state.last_mut().expect("an action first");
            choice.1.push((next.trim().parse().expect("a state"), number(odds)));
        }
    }
    states
}

#[test]
fn storms_format_holds_every_joint_action() {
    for text in GAMES {
        let (file, game) = read(text);
        let (written, discount) = (drn(&file, &game), game.discount());
        let states = choices(&written);
        let end = game.states().len();
        assert!(written.contains(&format!("@nr_states\n{}\n", end + 1)));
        assert_eq!(states.len(), end + 1);
        let total: usize = states.iter().map(Vec::len).sum();
        assert!(written.contains(&format!("@nr_choices\n{total}\n")));
        for (state, found) in game.states().iter().zip(&states) {
            assert_eq!(found.len(), state.joint_actions());
            for (joint, (rewards, row)) in found.iter().enumerate() {
                for (player, reward) in rewards[..2].iter().enumerate() {
                    assert_eq!(*reward, (1.0 - discount) * state.payoff[player][joint]);
                }
                assert_eq!(rewards[2], rewards[0] + rewards[1]);
                let sum: f64 = row.iter().map(|(_, odds)| odds).sum();
                assert!((sum - 1.0).abs() < 1e-12);
                assert_eq!(*row.last().expect("the end"), (end, 1.0 - discount));
            }
        }
    }
}

/// Payoffs of the profiles of a strategic form, in the order written.
fn profiles(text: &str) -> Vec<Vec<f64>> {
    let body = text.rsplit("\"\n\n").next().expect("payoffs");
    body.lines().map(|line| line.split(' ').map(number).collect()).collect()
}

/// With one state the strategic form is the stage game, the first player's action fastest.
#[test]
fn gambits_strategic_form_is_the_stage_game_of_one_state() {
    let (file, game) = read(GAMES[0]);
    let text = nfg(&file, &game).expect("small");
    assert!(text.starts_with("NFG 1 R \"pd_d0.33\" { \"player 1\" \"player 2\" }\n"), "{text}");
    assert!(text.contains("{ { \"C\" \"D\" } { \"C\" \"D\" } }"));
    let near = |a: &[f64], b: [f64; 2]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-14);
    let found = profiles(&text);
    for (found, known) in found.iter().zip([[2.0, 2.0], [3.0, -1.0], [-1.0, 3.0], [0.0, 0.0]]) {
        assert!(near(found, known), "{found:?} {known:?}");
    }
    assert_eq!(found.len(), 4);
}

/// Two states, three actions each: 81 profiles; no stationary strategy guarantees more than the
/// security value, and in this game of pure security one attains it.
#[test]
fn gambits_strategic_form_has_the_security_value_of_two_states() {
    let (file, game) = read(GAMES[1]);
    let found = profiles(&nfg(&file, &game).expect("small"));
    assert_eq!(found.len(), 81);
    let worst = |own: usize| (0..9).map(|other| found[own + 9 * other][0]).fold(f64::MAX, f64::min);
    let best = (0..9).map(worst).fold(f64::MIN, f64::max);
    let security = &security_values(&game, &Accuracy::default())[0];
    assert!((best - security.value[0]).abs() < 1e-11, "{best}");
}

#[test]
fn what_is_too_large_for_a_strategic_form_or_a_tree_is_refused() {
    let (file, game) = read(GAMES[2]);
    let message = nfg(&file, &game).expect_err("3^10 strategies each").to_string();
    assert!(message.contains("more than 100000"), "{message}");
    let message = efg(&file, &game, 9).expect_err("27^9 ends").to_string();
    assert!(message.contains("fewer periods"), "{message}");
}

/// A fraction, exactly.
fn fraction(word: &str) -> num_rational::BigRational {
    word.parse().expect("a fraction")
}

#[test]
fn gambits_tree_has_exact_odds_and_every_history() {
    let (file, game) = read(GAMES[1]);
    let text = efg(&file, &game, 2).expect("small");
    let of = |kind: char| text.lines().filter(move |line| line.starts_with(kind));
    // 9 joint actions, two states after each, 9 again.
    assert_eq!(of('t').count(), 9 * 2 * 9);
    assert_eq!(of('c').count(), 9);
    assert_eq!(of('p').count(), 4 + 9 * 2 * 4);
    for line in of('c') {
        let list = line.split_once('{').expect("branches").1.split_once('}').expect("branches").0;
        let odds = list.split_whitespace().filter(|word| word.contains('/')).map(fraction);
        assert_eq!(odds.sum::<num_rational::BigRational>(), fraction("1"));
    }
    // Both first actions, then both first actions again: 21 now, then 21 or 11, weighed .7.
    let first = of('t').next().expect("an end");
    let list = first.split_once("{ ").expect("payoffs").1.trim_end_matches(" }");
    let payoffs: Vec<f64> = list.split(", ").map(number).collect();
    assert!((payoffs[0] - (21.0 + 0.7 * 21.0) / 1.7).abs() < 1e-12, "{payoffs:?}");
}

/// Gambit merged sets of one player that carried the same label: the same state is met after many
/// histories, and each has a set of its own.
#[test]
fn gambits_information_sets_of_a_player_carry_labels_of_their_own() {
    let (file, game) = read(GAMES[1]);
    let text = efg(&file, &game, 3).expect("small");
    let (mut labels, mut sets) = (BTreeMap::new(), BTreeMap::new());
    for line in text.lines().filter(|line| line.starts_with("p ")) {
        let mut words = line.strip_prefix("p \"\" ").expect("no name").splitn(3, ' ');
        let place = (words.next().expect("a player"), words.next().expect("a set"));
        let label = words.next().expect("a label").split('"').nth(1).expect("in quotes");
        assert_eq!(*labels.entry(place).or_insert(label), label, "one set, two labels");
        assert_eq!(*sets.entry((place.0, label)).or_insert(place), place, "one label, two sets");
    }
    // A set of each player at the start, and after each of 18 and 18 * 18 histories.
    assert_eq!(labels.len(), 2 * (1 + 18 + 18 * 18));
}

/// A constant more for everybody is a constant more of every average: what is proved of the one
/// game is proved of the other.
#[test]
fn payoffs_moved_by_a_constant_move_every_value_by_it() {
    for text in GAMES {
        let (file, game) = read(text);
        let (_, moved) = read(&file.moved(3.5).text().expect("finite"));
        let values = |game: &StochasticGame| security_values(game, &Accuracy::default());
        for (now, then) in values(&game).iter().zip(&values(&moved)) {
            for (a, b) in now.value.iter().zip(&then.value) {
                assert!((a + 3.5 - b).abs() <= now.half_width + then.half_width, "{a} {b}");
            }
        }
        let least = file.least_payoff();
        let from_zero = drn(&file.moved(-least), &file.moved(-least).game().expect("valid"));
        let rewards = choices(&from_zero).into_iter().flatten().flat_map(|(rewards, _)| rewards);
        assert!(rewards.fold(f64::INFINITY, f64::min) >= 0.0);
    }
}

#[test]
fn prism_games_gets_every_action_and_reward() {
    for text in GAMES {
        let (file, game) = read(text);
        let written = prism(&file, &game);
        let count = |start: &str| written.lines().filter(|line| line.starts_with(start)).count();
        let joint: usize = game.states().iter().map(game::GameState::joint_actions).sum();
        // Each joint action moves once and is paid twice.
        assert_eq!(count("  [p1_a") - written.matches("(last1'=").count(), 3 * joint);
        let moves = written.lines().filter(|line| line.ends_with("1-d:(s'=END);"));
        for line in moves {
            let odds = line
                .match_indices("d*")
                .map(|(at, _)| number(line[at + 2..].split(':').next().expect("odds")));
            assert!((odds.sum::<f64>() - 1.0).abs() < 1e-12, "{line}");
        }
    }
}
