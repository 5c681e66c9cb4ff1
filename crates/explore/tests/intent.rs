//! Types of a party, on the dilemma of `closed_forms.rs`: it is kept from a factor of one third on, so a
//! patient side keeps for ever and a hasty one departs at once.

mod support;

use explore::assess::Assessment;
use explore::assess::intent::Intent;
use explore::drive::Choice;
use explore::hold::Holds;
use support::judged::{Judged, judged};

const TYPES: &str = r#"
type "patient" of A: 0.5 (0.4 to 0.6), because "a factor of 10/11" { discount A: 0.1 per year }
type "hasty" of A: 0.3 { discount A: 4 per year }
type "hastier" of A: 0.2 { discount A: 9 per year }
"#;

fn dilemma(types: &str) -> Judged {
    let beliefs = include_str!("texts/dilemma.beliefs").replace("tolerance 0 %", "tolerance 1 %");
    judged(include_str!("texts/dilemma.accord"), &format!("{beliefs}{types}"))
}

fn only(found: Assessment) -> Intent {
    assert_eq!(found.intents.len(), 1, "only the first party has types");
    found.intents.into_iter().next().expect("one")
}

#[test]
fn a_patient_type_keeps_and_a_hasty_one_departs_at_once() {
    let it = only(dilemma(TYPES).assessed());
    let holds: Vec<Holds> = it.types.iter().map(|of| of.holds).collect();
    assert_eq!(holds, [Holds::Yes, Holds::No, Holds::No]);
    let departs: Vec<f64> = it.types.iter().map(|of| of.departs).collect();
    assert_eq!(departs, [0.0, 1.0, 1.0]);
    let gain = |factor: f64| 3.0 - 2.0 / (1.0 - factor);
    for (of, factor) in it.types.iter().zip([10.0 / 11.0, 0.2, 0.1]) {
        let loss = gain(factor).max(0.0);
        assert!((of.loss.centre() - loss).abs() < 1e-3, "{}: {:?}", of.name, of.loss);
    }
    assert_eq!(it.types[0].range, (0.4, 0.6));
}

/// Odds of .3 and .2 become .6 and .4 once the departure is known, and nothing is left of them if
/// there is none.
#[test]
fn an_act_tells_what_bayes_says() {
    let text = dilemma(TYPES);
    let it = only(text.assessed());
    let [reveal] = it.reveals.as_slice() else { panic!("one way to depart: {:?}", it.reveals) };
    assert_eq!(reveal.act, Choice::Withhold(text.duty("restrain_a")));
    assert_eq!(reveal.done, [0.0, 1.0, 1.0]);
    for (found, expected) in reveal.odds.iter().zip([0.0, 0.6, 0.4]) {
        assert!((found - expected).abs() < 1e-12, "{:?}", reveal.odds);
    }
    assert_eq!(it.if_kept, [1.0, 0.0, 0.0]);
}

/// What is said of intent enters nothing else.
#[test]
fn types_change_no_other_answer() {
    let (with, without) = (dilemma(TYPES).assessed(), dilemma("").assessed());
    assert!(without.intents.is_empty());
    let told = |it: &Assessment| format!("{:?}{:?}{:?}", it.answer, it.holdings, it.survival);
    assert_eq!(told(&with), told(&without));
}
