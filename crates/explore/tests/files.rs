//! Files linked and apart: that the changed tables are what editing the text by hand gives, and what a
//! failure in one file costs in the others.

mod support;

use explore::assess::files::{Failure, Found, Solved, Tied};
use explore::assess::{Effort, assess, sides};
use explore::drive::Drive;
use explore::graph::{Graph, enumerate};
use explore::hold::START;
use explore::tied::Ties;
use explore::weigh::{ALL, discount, weigh};
use game::Policy;
use kernel::accord::Effect;
use kernel::{Accord, Condition};
use support::judged::{Judged, POINTS, judged};

const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

/// Two files with one promise a side in each, and a red line in the second.
const TWO: &str = include_str!("texts/two-files.accord");
const TWO_BELIEFS: &str = include_str!("texts/two-files.beliefs");

/// The share of futures in which the waiver is in force at the horizon, everybody keeping.
fn waiver_in_force(text: &Judged, accord: &Accord) -> f64 {
    let graph: Graph = enumerate(&Drive::new(accord, &text.beliefs, None), POINTS).expect("sound");
    let (values, us) = (text.values(&[]), text.party("US"));
    let weights = weigh(&graph, &text.beliefs, &values, us);
    let keep = Policy::first(&graph.process);
    let earned = game::rewards_by_period(&graph.process, &weights, &keep, START, 60);
    earned.expect("sound weights")[ALL][59] * discount(&text.beliefs, &values, us)
}

/// The same numbers as `claims.rs::decoupling_saves_the_waiver_from_attacks` finds for a text edited by
/// hand: linked, an attack at sea costs the waiver.
#[test]
fn linking_the_tables_is_linking_the_text() {
    let (before, _) = BELIEFS.split_once("\ntype ").expect("types come last");
    let kept: Vec<&str> = before.lines().filter(|line| !line.starts_with("value")).collect();
    let beliefs = format!("{}\nvalue US: 1 per period while W1 in force\n", kept.join("\n"));
    let text = judged(TEXT, &beliefs);
    let linked = Ties::Linked.of(&text.accord).expect("the text answers in the line's own file");
    let found = [&text.accord, &linked].map(|accord| waiver_in_force(&text, accord));
    assert!((found[0] - 0.773).abs() < 0.0005, "{found:?}");
    assert!((found[1] - 0.033).abs() < 0.0005, "{found:?}");
}

#[test]
fn apart_nothing_reaches_another_file_and_linked_everything_does() {
    let text = judged(TWO, TWO_BELIEFS);
    let (one, other) = (text.duty("give"), text.duty("rest"));
    let waits = |accord: &Accord| {
        let after = &accord.duty(one).expect("a step").after;
        format!("{after:?}").contains(&format!("{other:?}"))
    };
    let apart = Ties::Apart.of(&text.accord).expect("its files are tied");
    assert!(waits(&text.accord) && !waits(&apart));
    assert!(apart.workstreams.iter().all(|file| file.pulls.is_empty()));
    let linked = Ties::Linked.of(&text.accord).expect("it answers in the line's own file");
    assert!(linked.workstreams.iter().all(|file| file.pulls.len() == 1));
    let answer = |accord: &Accord| accord.redlines[0].levels[0].answers[0].effect.clone();
    assert!(matches!(answer(&text.accord), Effect::PauseEscrow(..)));
    assert!(matches!(answer(&linked), Effect::RevokeWaiver(_)));
    assert_eq!(answer(&apart), answer(&text.accord), "it stays in its file as it is");
    assert!(Ties::Apart.of(&apart).is_none() && Ties::Linked.of(&linked).is_none());
}

/// What is left of a condition is what is about the own file; nothing left is no condition.
#[test]
fn a_condition_keeps_what_is_about_its_own_file() {
    let text = judged(TWO, TWO_BELIEFS);
    let apart = Ties::Apart.of(&text.accord).expect("its files are tied");
    let after = |name: &str| apart.duty(text.duty(name)).expect("a step").after.clone();
    assert_eq!(after("give"), Condition::Always);
    assert_eq!(after("rest"), text.accord.duty(text.duty("rest")).expect("a step").after);
}

fn assessed(accord: &str, beliefs: &str) -> (Judged, Vec<Tied>) {
    let text = judged(accord, beliefs);
    let effort = Effort { samples: 2, turns: 1, ..Effort::default() };
    let found = assess(&text.subject(), &effort, &mut |_| {}).expect("a sound process");
    (text, found.files)
}

fn solved(all: &[Tied], ties: Ties) -> &Solved {
    let found = all.iter().find(|it| it.ties == ties).map(|it| match &it.found {
        Found::Solved(found) => Some(found.as_ref()),
        Found::Same | Found::TooLarge(_) => None,
    });
    found.flatten().expect("each of the three is solved")
}

fn failure<'a>(text: &Judged, found: &'a Solved, party: &str, step: &str) -> &'a Failure {
    let (party, file) = (text.party(party), text.accord.duty(text.duty(step)).expect("a step"));
    let own = |it: &&Failure| it.party == party && it.file == file.workstream;
    found.failures.iter().find(own).expect("it can fail there")
}

/// What everybody holds as written is the assessment's own; what one file costs adds up with the others.
#[test]
fn a_failure_moves_the_other_file_where_they_are_linked_and_not_where_they_are_apart() {
    let (text, all) = assessed(TWO, TWO_BELIEFS);
    let whole = sides(&text.subject(), &Effort::default(), &mut |_| {}).expect("sound");
    let central = whole.losses(&text.beliefs.central()).expect("sound weights");
    for (side, holding) in solved(&all, Ties::AsWritten).sides.iter().zip(&central) {
        assert!((side.stake.centre() - holding.stake.centre()).abs() < 1e-6);
    }
    let cost = |ties: Ties| {
        let found = failure(&text, solved(&all, ties), "B", "rest");
        let own = found.costs.iter().find(|cost| cost.party == text.party("B")).copied();
        own.expect("each side")
    };
    let (apart, linked) = (cost(Ties::Apart), cost(Ties::Linked));
    assert!(apart.others.abs() < 1e-6, "{apart:?}");
    // Linked, attacks that are not held back revoke the waiver in the other file, which is granted anew
    // only where the step before it comes alive again.
    assert!(linked.others.abs() > 0.5, "{linked:?}");
    for it in [apart, linked] {
        assert!((it.own + it.others - it.all).abs() < 1e-6, "every payoff is about a file: {it:?}");
    }
}

/// A group that is held back better or worse: the ends of the reader's range, and the side that is hit holds
/// less where it is hit more.
#[test]
fn looser_discipline_costs_whoever_is_hit() {
    let (text, all) = assessed(TWO, TWO_BELIEFS);
    for ties in [Ties::AsWritten, Ties::Apart, Ties::Linked] {
        let found = solved(&all, ties);
        let stakes: Vec<(f64, f64)> = found
            .discipline
            .iter()
            .map(|at| {
                let own = at.sides.iter().find(|side| side.party == text.party("A"));
                (at.value, own.expect("each side").stake.centre())
            })
            .collect();
        assert_eq!(stakes.iter().map(|it| it.0).collect::<Vec<_>>(), [0.05, 0.2], "{ties:?}");
        assert!(stakes[0].1 > stakes[1].1, "{ties:?}: {stakes:?}");
    }
}

#[test]
fn one_file_has_nothing_to_be_linked_to() {
    let text = include_str!("texts/dilemma.accord");
    let (_, all) = assessed(text, include_str!("texts/dilemma.beliefs"));
    assert!(all.is_empty());
}
