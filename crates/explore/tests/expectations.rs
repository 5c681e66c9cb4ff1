//! What texts expect of their own lives, checked by every driver.

mod support;

use explore::expect::{Checked, Outcome, Reached, along};
use explore::graph::{Graph, enumerate};
use explore::simulate::replay_path;
use kernel::expect::{Expectation, Property};
use kernel::{ActorId, Condition, Event, Hours};
use lang::compile_events;
use lang::source::Source;
use support::judged::{Judged, judged};
use support::recorded;

const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

/// The graphs of a text, at most so many points each.
fn graphs(text: &Judged, points_max: usize) -> (Graph, Vec<(ActorId, Graph)>) {
    let graph = |free| enumerate(&text.drive(free), points_max).expect("a sound process");
    let free = text.accord.signatory_ids().map(|party| (party, graph(Some(party))));
    (graph(None), free.collect())
}

/// What becomes of a text's expectations, then of its examples.
fn found(text: &Judged, points_max: usize) -> Vec<Checked> {
    let (written, free) = graphs(text, points_max);
    let (accord, beliefs) = (&text.accord, &text.beliefs);
    let reached = Reached { accord, beliefs, written: &written, free: &free };
    let lowered = &text.compiled.common;
    let mut list = reached.expectations(&lowered.expectations);
    list.extend(reached.scenarios(&lowered.scenarios));
    list
}

/// The outcome of one line added to a small text.
fn of(line: &str, points_max: usize) -> Outcome {
    let text = format!("{}\n{line}\n", include_str!("texts/dilemma.accord"));
    let text = judged(&text, include_str!("texts/dilemma.beliefs"));
    let mut list = found(&text, points_max);
    assert_eq!(list.len(), 1, "one line was added");
    list.pop().expect("one").outcome
}

#[test]
fn a_property_holds_or_is_refuted_with_its_way() {
    assert_eq!(of("expect P1 reachable", 10_000), Outcome::Holds);
    assert_eq!(
        of("expect restrain_a reported reachable", 10_000),
        Outcome::Refuted(Default::default())
    );
    let Outcome::Refuted(way) = of("expect never restrain_a reported", 10_000) else {
        panic!("a single departure breaks it")
    };
    assert!(way.free.is_some());
    assert!(way.steps.iter().any(|step| step.choice.is_some()), "{way:#?}");
    assert!(matches!(of("expect P1 open always", 10_000), Outcome::Holds));
}

/// Story: a search that stopped at its limit must not be told as a proof.
#[test]
fn a_cut_makes_it_not_refuted_up_to_so_many_points() {
    assert!(matches!(of("expect P1 open always", 2), Outcome::NotRefuted { .. }));
    assert!(matches!(of("expect restrain_a reported reachable", 0), Outcome::NotRefuted { .. }));
}

#[test]
fn an_event_that_changes_what_it_should_leave_is_shown() {
    let leaves = of("expect withdrawal of A leaves main unchanged", 10_000);
    let Outcome::Refuted(way) = leaves else { panic!("withdrawal ends everything: {leaves:?}") };
    assert!(matches!(way.then, Some(Event::Act { .. })));
    let leaves = of("expect breach of restrain_a leaves restrain_b unchanged", 10_000);
    assert_eq!(leaves, Outcome::Holds);
}

/// The text that ships: its third phase can be reached, a breach of calm leaves the waiver alone,
/// and the bound of its swap is false (see `exposure.rs`), with the way that breaks it.
#[test]
fn three_phase_is_what_it_expects_but_for_the_bound_of_its_swap() {
    let text = judged(TEXT, BELIEFS);
    let list = found(&text, 2_000_000);
    let told = |outcome: &Outcome| match outcome {
        Outcome::Refuted(way) => format!("refuted by {:?} in {} steps", way.free, way.steps.len()),
        other => format!("{other:?}"),
    };
    let told: Vec<_> = list.iter().map(|it| (it.clause, told(&it.outcome))).collect();
    println!("{told:#?}");
    for it in &list {
        if let Outcome::Refuted(way) = &it.outcome {
            way.steps.iter().for_each(|step| println!("{step:?}"));
        }
    }
    let refuted = |it: &&Checked| matches!(it.outcome, Outcome::Refuted(_));
    assert_eq!(list.iter().filter(refuted).count(), 1);
    assert!(list.iter().filter(|it| it.outcome == Outcome::Holds).count() >= 2);
}

/// A history as events: time passes to each line's date, then its act.
fn events(lines: &[explore::replay::Recorded]) -> Vec<Event> {
    let mut now = Hours::ZERO;
    let mut list = Vec::new();
    for line in lines {
        list.push(Event::Pass(line.at.minus(now)));
        now = now.max(line.at);
        list.extend(line.act.clone().map(|(by, deed)| Event::Act { by, deed }));
    }
    list
}

/// Drawn paths and recorded histories are held to the same properties: what holds on the whole
/// graph is broken by no path, and what does not is broken by one.
#[test]
fn every_driver_checks_the_same_properties() {
    let text = judged(&format!("{TEXT}\nexpect never P3 open\n"), BELIEFS);
    let expected = &text.compiled.common.expectations;
    let last = expected.last().expect("the line added").clause;
    let (drive, values) = (text.drive(None), text.values(&[]));
    let start = drive.start().state;
    let mut broken = 0;
    for path in 0..50 {
        let drawn: Vec<Event> = replay_path(&drive, &values, 1, path).events().cloned().collect();
        let found = along(&text.accord, expected, &start, &drawn);
        assert!(found.iter().all(|it| it.clause == last), "{found:?}");
        broken += found.len();
    }
    assert!(broken > 10, "the third phase opens on most paths");
}

/// The history of 2013 keeps a property of its text, and breaks its opposite.
#[test]
fn a_history_is_held_to_what_its_text_expects() {
    let text = include_str!("../../../accords/jpoa-2013.accord");
    let history = include_str!("../../../accords/jpoa-2013.events");
    let compiled = support::compiled("jpoa", text);
    let source = Source::new("jpoa.events", history.to_owned());
    let found = compile_events(&source, &compiled, &compiled.common).events.expect("a history");
    let accord = &compiled.common.accord;
    let started = |kept| Expectation {
        property: if kept {
            Property::Never(Condition::Withdrawn(ActorId(0)))
        } else {
            Property::Always(Condition::Withdrawn(ActorId(0)))
        },
        clause: accord.header,
    };
    let start = kernel::apply::start(accord).0;
    let events = events(&recorded(&found));
    assert!(along(accord, &[started(true)], &start, &events).is_empty());
    assert_eq!(along(accord, &[started(false)], &start, &events).len(), 1);
}
