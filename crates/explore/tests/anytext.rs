//! Could any text hold? On texts small enough to be worked out by hand.
//!
//! **Dilemma** (`closed_forms.rs`; `d` is what a period later is worth). Under the text keeping is
//! worth `2/(1 - d)` and departing 3, so that it holds from `d = 1/3` on. Whatever the text, a side
//! that departs has 3 and walks out of the next period for nothing, in which the other can still
//! cost it 1: at least `3 - d`. No text holds where `2/(1 - d) < 3 - d`, which is below
//! `d = 2 - sqrt(3) = .268`; between the two thresholds nothing is shown.
//!
//! **With payments** the sums bind: with 4 a period for the first side and 1/2 for the second, at
//! `d = 1/2`, keeping is worth 8 and 1. Alone the second leaves whatever follows (2.5 at least, 1.5
//! gained). With payments the first does best by keeping for a period and not paying after it
//! (3.5), the second by departing (2.5); together 9 is more than 6.

mod support;

use explore::anytext::payments::{Payments, Why};
use explore::anytext::{AnyText, Could, anytext};
use explore::assess::slack::Sides;
use explore::hold::{Holding, hold};
use support::judged::{Judged, judged};

fn dilemma(changes: &[(&str, f64)]) -> Judged {
    let mut it =
        judged(include_str!("texts/dilemma.accord"), include_str!("texts/dilemma.beliefs"));
    let values = it.values(changes);
    it.beliefs.entries.iter_mut().zip(values).for_each(|(entry, value)| entry.value = value);
    it.beliefs.tolerance = 1e-3;
    it
}

fn asked(judged: &Judged) -> (AnyText, Vec<Holding>) {
    let parties: Vec<_> = judged.accord.signatory_ids().collect();
    let graphs = parties.iter().map(|party| (*party, judged.graph(Some(*party)))).collect();
    let sides = Sides::new(&judged.beliefs, graphs).expect("sound weights");
    let one = |(party, graph): &(kernel::ActorId, explore::graph::Graph)| {
        let drive = judged.drive(Some(*party));
        hold(&drive, graph, &judged.beliefs.central(), *party).expect("sound weights")
    };
    let holdings: Vec<Holding> = sides.graphs.iter().map(one).collect();
    let found = anytext(&judged.accord, &sides, &holdings, &[]).expect("sound weights");
    (found, holdings)
}

/// The dilemma at this factor.
fn at_factor(factor: f64) -> AnyText {
    let rate = 1.0 / factor - 1.0;
    asked(&dilemma(&[("discount rate of A", rate), ("discount rate of B", rate)])).0
}

#[test]
fn no_text_holds_below_the_harshest_threshold() {
    let threshold = 2.0 - 3.0_f64.sqrt();
    for d in [0.05, 0.2, threshold - 1e-2] {
        let found = at_factor(d);
        assert!(matches!(found.could, Could::Impossible(_)), "{d}: {:?}", found.could);
        for side in &found.sides {
            let gain = 3.0 - d - 2.0 / (1.0 - d);
            assert!((side.least.centre() - gain).abs() < 1e-3, "{d}: {side:?}");
            let margin = side.closest.as_ref().expect("a departure").margin;
            assert!((margin + gain).abs() < 1e-3, "{d}: {side:?}");
        }
        assert!(matches!(found.payments, Payments::Impossible(_)), "{d}: {:?}", found.payments);
    }
}

#[test]
fn between_the_thresholds_nothing_is_shown_and_the_gap_is_told() {
    for d in [2.0 - 3.0_f64.sqrt() + 1e-2, 0.3, 1.0 / 3.0 - 1e-2] {
        let found = at_factor(d);
        assert_eq!(found.could, Could::Undecided, "{d}");
        let (_, gap) = found.gap().expect("open");
        assert_eq!(gap.lower, 0.0, "{d}");
        assert!((gap.upper - (3.0 - 2.0 / (1.0 - d))).abs() < 1e-3, "{d}: {gap:?}");
        let Payments::Possible(surplus) = found.payments else { panic!("{:?}", found.payments) };
        let slack = 2.0 * (2.0 / (1.0 - d) - (3.0 - d));
        assert!((surplus.least.expect("periods") - slack).abs() < 1e-3, "{d}: {surplus:?}");
        assert_eq!((surplus.stopped, surplus.rounds), (0, 1), "{surplus:?}");
    }
}

#[test]
fn from_the_text_s_own_threshold_on_the_text_is_the_proof() {
    for d in [1.0 / 3.0 + 1e-2, 0.5, 0.9] {
        let found = at_factor(d);
        assert_eq!(found.could, Could::ThisText, "{d}");
        assert!(found.sides.iter().all(|side| side.least.upper < 1e-2), "{d}: {:?}", found.sides);
        assert!(found.gap().is_none(), "{d}");
    }
}

#[test]
fn payments_mend_what_one_side_lacks_and_the_other_has() {
    let flow = |side: &str| {
        let kept = "restrain_a kept and restrain_b kept and not grim running";
        format!("gain to {side} per period while {kept}")
    };
    let (a, b) = (flow("A"), flow("B"));
    let lopsided =
        dilemma(&[(&a, 4.0), (&b, 0.5), ("discount rate of A", 1.0), ("discount rate of B", 1.0)]);
    let (found, _) = asked(&lopsided);
    assert_eq!(found.could, Could::Impossible(lopsided.party("B")));
    assert!((found.sides[1].least.centre() - 1.5).abs() < 1e-3, "{:?}", found.sides);
    let Payments::Possible(surplus) = found.payments else { panic!("{:?}", found.payments) };
    assert!((surplus.joint.centre() - 9.0).abs() < 1e-3, "{surplus:?}");
    assert!((surplus.departing - 6.0).abs() < 1e-9, "{surplus:?}");
}

#[test]
fn sums_are_not_taken_over_two_discounts() {
    let (found, _) = asked(&dilemma(&[("discount rate of A", 1.0), ("discount rate of B", 0.5)]));
    assert!(matches!(found.payments, Payments::NotAsked(Why::Discounts)), "{:?}", found.payments);
}

#[test]
fn inspection_that_sees_too_little_is_mended_by_no_text() {
    let seen = |odds: f64| {
        let mut it = judged(
            include_str!("texts/inspection.accord"),
            include_str!("texts/inspection.beliefs"),
        );
        let values = it.values(&[
            ("Watch detects limit", odds),
            ("gain to South per period while accord in force", 0.0),
        ]);
        it.beliefs.entries.iter_mut().zip(values).for_each(|(entry, value)| entry.value = value);
        asked(&it).0
    };
    // With nothing else at stake one period unseen is worth (1 - p) g - p b, and walking out of the next nothing: positive
    // below p = g/(g + b) = 1/3, where no punishment after it is seen can help.
    for odds in [0.1, 0.3, 0.33] {
        let found = seen(odds);
        assert!(matches!(found.could, Could::Impossible(_)), "{odds}: {:?}", found.could);
    }
    assert!(!matches!(seen(0.34).could, Could::Impossible(_)));
}

/// Two of the three numbers beside the worst loss, in the dilemma at `d = 1/4`: keeping is worth
/// 8/3, departing at once 3.
#[test]
fn what_is_sure_and_what_could_be_regretted() {
    let it = dilemma(&[("discount rate of A", 3.0), ("discount rate of B", 3.0)]);
    let parties: Vec<_> = it.accord.signatory_ids().collect();
    let graphs = parties.iter().map(|party| (*party, it.graph(Some(*party)))).collect();
    let sides = Sides::new(&it.beliefs, graphs).expect("sound weights");
    let share = explore::assess::share::share(&sides, 4, 1).expect("sound weights");
    for regret in &share.regrets {
        assert!((regret.keeping - (3.0 - 8.0 / 3.0)).abs() < 1e-3, "{regret:?}");
        assert!((regret.staying_out - 3.0).abs() < 1e-3, "{regret:?}");
        assert_eq!(regret.minimax(), regret.keeping);
    }
    let (_, holdings) = asked(&it);
    let sure = explore::assess::security::securities(&it.accord, &sides, &holdings, &[]);
    // Walking out costs nothing but what the other may do meanwhile (1). Whoever is left by a side
    // that walks out first makes 3 by departing in time, if its act comes first in the period.
    assert_eq!(sure.len(), 2);
    for (side, upper) in sure.iter().zip([3.0, 0.0]) {
        assert!((side.value.lower + 1.0).abs() < 1e-9, "{side:?}");
        assert!((side.value.upper - upper).abs() < 1e-3, "{side:?}");
    }
}
