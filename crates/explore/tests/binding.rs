//! What binds a text, what mends it and what its things exchange at, on texts worked out by hand.
//!
//! Dilemma and inspection as in `closed_forms.rs`. In the dilemma with factor `d` the margin of the
//! only departure is `2/(1 - d) - 3`: the flow of 2 counts `1/(1 - d)` times and the gain of 3 once,
//! by departing.

mod support;

use explore::assess::Effort;
use explore::assess::slack::Sides;
use explore::binding::lever::{Lever, levers};
use explore::binding::remedy::{Depth, Target};
use explore::binding::trade::rates;
use explore::binding::why::{Why, why};
use explore::hold::Holds;
use game::Interval;
use kernel::verdict::Item;
use support::judged::{Judged, judged};
use world::detection::detection_needed;

fn dilemma(factor: f64) -> Judged {
    let mut it =
        judged(include_str!("texts/dilemma.accord"), include_str!("texts/dilemma.beliefs"));
    let rate = 1.0 / factor - 1.0;
    with(&mut it, &[("discount rate of A", rate), ("discount rate of B", rate)]);
    it
}

fn inspection(odds: f64) -> Judged {
    let mut it =
        judged(include_str!("texts/inspection.accord"), include_str!("texts/inspection.beliefs"));
    with(&mut it, &[("Watch detects limit", odds)]);
    it.beliefs.tolerance = 1e-4;
    it
}

fn with(it: &mut Judged, changes: &[(&str, f64)]) {
    let values = it.values(changes);
    it.beliefs.entries.iter_mut().zip(values).for_each(|(entry, value)| entry.value = value);
}

fn asked(it: &Judged, mend: bool) -> Why {
    let mend = mend.then_some(Depth::Bounded);
    why(&it.subject(), &Effort::default(), mend, &mut |_| {}).expect("sound weights")
}

fn near(found: Interval, number: f64) {
    let inside = found.lower - 1e-6 <= number && number <= found.upper + 1e-6;
    assert!(inside && found.upper - found.lower < 1e-4, "{found:?} is not {number}");
}

#[test]
fn a_margin_is_made_of_what_it_counts() {
    for d in [0.2, 0.5, 0.8] {
        let it = dilemma(d);
        for side in asked(&it, false).sides {
            let binding = side.binding.expect("a departure decides");
            assert_eq!(binding.parts.len(), 2, "{:?}", binding.parts);
            let part = |amount: f64| {
                *binding.parts.iter().find(|part| part.amount == amount).expect("a part")
            };
            near(part(2.0).times, 1.0 / (1.0 - d));
            near(part(3.0).times, -1.0);
            let sum: f64 = binding.parts.iter().map(|part| part.adds().centre()).sum();
            assert!((sum - binding.margin).abs() <= binding.error + 1e-6, "{sum} {binding:?}");
            let stake: f64 = side.stake.iter().map(|part| part.adds().centre()).sum();
            assert!((stake - 2.0 / (1.0 - d)).abs() < 1e-5, "{stake}");
        }
    }
}

#[test]
fn two_restraints_exchange_at_what_the_sum_says() {
    let d = 0.5;
    let it = dilemma(d);
    let found = asked(&it, false);
    let of = |name: &str| [Item::Duty(it.duty(name))];
    let rates = rates(&it.beliefs, &found.sides, &of("restrain_a"), &of("restrain_b"));
    // The first side's margin counts its own restraint as the flow less the gain of 3, the other's
    // as the flow alone.
    let flow = 2.0 / (1.0 - d);
    let first = rates[0];
    near(first.at_margin.expect("it binds").rate().expect("it bears"), -(flow - 3.0) / flow);
    near(first.at_stake.rate().expect("it bears"), -1.0);
}

#[test]
fn the_detection_that_mends_is_the_textbook_threshold() {
    let needed = detection_needed(3.0, 6.0);
    let it = inspection(0.2);
    let found = asked(&it, true).remedies.expect("asked for");
    assert_eq!(found.target, Target::WithinTolerance);
    let limit = it.duty("limit");
    let own = found.levers.iter().find(|it| it.lever == Lever::Detection(limit)).expect("a lever");
    let mends = own.mends.as_ref().expect("it mends alone");
    assert!(mends.short < mends.enough && mends.enough - mends.short < 2e-3, "{mends:?}");
    assert!((mends.enough - needed).abs() < 5e-3, "{mends:?} {needed}");
    assert_eq!(held(&inspection(mends.enough)), Holds::Yes);
    assert_ne!(held(&inspection(mends.short)), Holds::Yes);
    assert!(own.mends.as_ref().is_some_and(|it| it.cost() < 1e-3), "keeping costs nobody anything");
}

/// Whether the inspected side keeps.
fn held(it: &Judged) -> Holds {
    let party = it.party("South");
    let sides = Sides::new(&it.beliefs, vec![(party, it.graph(Some(party)))]).expect("sound");
    sides.losses(&it.beliefs.central()).expect("sound weights")[0].holds()
}

#[test]
fn what_no_lever_mends_is_said_not_to_mend() {
    // Nothing in the list touches what departing gains in the dilemma.
    let mut it = dilemma(0.2);
    it.beliefs.tolerance = 1e-3;
    let found = asked(&it, true).remedies.expect("asked for");
    assert_eq!(found.target, Target::WithinTolerance);
    assert!(!found.levers.is_empty());
    assert!(found.levers.iter().all(|it| it.mends.is_none()), "{:?}", found.levers);
}

#[test]
fn every_lever_stands_where_the_text_has_it() {
    for it in [dilemma(0.5), inspection(0.4)] {
        for lever in levers(&it.accord, &it.beliefs) {
            let now = lever.now(&it.accord, &it.beliefs);
            assert_eq!(
                lever.values(&it.accord, &it.beliefs, now),
                it.beliefs.central(),
                "{lever:?}"
            );
            let text = lever.text(&it.accord, now);
            assert!(text.is_none_or(|text| text == it.accord), "{lever:?}");
        }
    }
}

/// With no room beyond the text as it is, every change that adds points is left.
#[test]
fn a_change_that_multiplies_the_points_is_left_and_told() {
    let it = inspection(0.2);
    let points = |name: &str| it.graph(Some(it.party(name))).process.nodes();
    let limit = points("North").max(points("South"));
    let found = |points_max, depth| {
        let effort = Effort { points_max, ..Effort::default() };
        let why = why(&it.subject(), &effort, Some(depth), &mut |_| {}).expect("sound weights");
        why.remedies.expect("asked for").levers
    };
    let bounded = found(limit, Depth::Bounded);
    let whole = found(Effort::default().points_max, Depth::Whole);
    let left: Vec<_> = bounded.iter().filter(|it| it.left.is_some()).collect();
    assert!(!left.is_empty() && left.len() < bounded.len(), "{bounded:?}");
    for one in left {
        assert_eq!((one.left, one.mends.is_none()), (Some(limit), true), "{one:?}");
        let same = whole.iter().find(|it| it.lever == one.lever).expect("the same list");
        assert!(same.left.is_none() && same.tried.len() > one.tried.len(), "{same:?}, {one:?}");
    }
}
