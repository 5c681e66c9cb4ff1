//! Several intermediaries of whom one lies in two histories, and a party that signs false states.
//!
//! The parties have said what they had to say: A wrote, held and appealed, B wrote, and the intermediaries hold A's log.
//! What is left is who rules what, and what reaches whom.

use line::script::Body;

use crate::first::{line, lying, second_history};
use crate::liars;
use crate::line::Line;
use crate::world::{A, B, M, hold};

const AGREE: &str = "honest parties agree";

/// After A's appeal, with so many intermediaries of whom the first has ruled two ways, each in a history of its own.
fn appealed(judges: usize) -> Line {
    let mut line = second_history(lying(line(judges, &[A, B]), M, liars::two_rulings), M);
    for body in 0..2 {
        let shelf = line.start.shelf(A);
        let said = match body {
            0 => hold(1, line.start.held(A, &shelf)),
            _ => line::script::Statement::Appeal { round: 1 },
        };
        let entry = line.start.entry(A, &shelf, Body::Control(said));
        line.start.append(A, entry, false);
    }
    for reader in B..2 + judges {
        line.start.replicas[reader].had.push((A, 3));
    }
    line.start.replicas[A].had.push((B, 1));
    line.start.show_all(M);
    for (history, entry) in liars::two_rulings(&line, &line.start) {
        line.start.append(history, entry, false);
    }
    Line { said: true, menu: liars::none, ..line }
}

/// Two of three are enough for a ruling, so one that lies has two quorums: it convicts itself, and the parties differ.
#[test]
fn one_of_three_that_lies_in_two_histories_splits_the_parties() {
    let deep = appealed(3).dive();
    println!("deep: {deep:?}");
    assert!(deep.found.contains(&AGREE));
}

/// Three of four: any two quorums share one that does not lie.
#[test]
fn one_of_four_that_lies_in_two_histories_splits_nobody() {
    let (wide, deep) = (appealed(4).explore(), appealed(4).dive());
    println!("wide: {wide:?}\ndeep: {deep:?}");
    assert!(!wide.found.contains(&AGREE) && !deep.found.contains(&AGREE));
    assert!(deep.found.contains(&"closed by ruling"), "and a round is closed by the others");
}

/// A state that follows from nothing, signed in every hold, moves no cut: the order never reads it.
#[test]
fn a_false_state_in_every_hold_moves_no_cut() {
    let lies = lying(line(1, &[B]), A, liars::wrong_state);
    let wide = lies.explore();
    println!("wide: {wide:?}");
    assert!(!wide.found.contains(&AGREE) && !wide.found.contains(&"nobody waits for ever"));
    assert!(wide.states > 20_000);
}
