//! Two texts small enough to be solved by hand.
//!
//! **Dilemma.** Both restraints kept pay each side 2 a period. Whoever stops keeping its own gains
//! 3 at once and costs the other 1; nothing flows while anybody is out of line, and from the next
//! period on the other side ends everything, which leaves 0. With `d` what a period later is
//! worth: keeping is `2 + 2 d + 2 d^2 + ... = 2/(1 - d)`, departing now is 3 (later, less of it).
//! A flow counts where its period begins, so nothing but `d` stands between the two, and keeping
//! loses `max(0, 3 - 2/(1 - d))`: nothing from `d = 1/3` on, which is the folk theorem's threshold
//! `(3 - 2)/(3 - 0)` for payoffs (2, 2), (-1, 3), (3, -1), (0, 0). A period is a Julian year, so a
//! rate `r` a year is a factor `1/(1 + r)`, and 200 % is one third.
//!
//! **Inspection.** A stock out of line and unreported pays `g` a period, a report against it costs
//! `b` once, `p` is the chance of being seen in a period; once reported it is cured. Inspection
//! comes before the period's flow, so a period out of line is worth `x = (1 - p) g - p b`. Whoever
//! stays out pays the price of having been out (seen later, while it was not reported) never, so
//! staying out is the best plan and it pays iff `x > 0`: complying is best iff `p >= g/(g + b)`,
//! the threshold of Avenhaus, von Stengel and Zamir (2002). With the period after a report spent on the
//! cure, the loss is `x/(1 - d (1 - p) - d^2 p)`. Departing for one period only is seen in that
//! period or in the next, so its margin is `p b (1 + d (1 - p)) - (1 - p) g`; and once out and not
//! seen, the margin of stopping is `(1 - p)(d p b - g)`, negative at the threshold: the text holds
//! because nobody begins, not because it would be left.

mod support;

use explore::drive::Choice;
use explore::hold::Holding;
use game::Interval;
use support::judged::{Judged, judged};
use world::detection::detection_needed;
use world::hazard::discount_factor;

fn dilemma() -> Judged {
    judged(include_str!("texts/dilemma.accord"), include_str!("texts/dilemma.beliefs"))
}

fn inspection() -> Judged {
    judged(include_str!("texts/inspection.accord"), include_str!("texts/inspection.beliefs"))
}

/// A bracket that is narrow and encloses a number.
fn encloses(bracket: Interval, number: f64) {
    assert!(bracket.upper - bracket.lower < 1e-3, "{bracket:?} is wide");
    let inside = bracket.lower <= number + 1e-9 && number <= bracket.upper + 1e-9;
    assert!(inside, "{bracket:?} does not enclose {number}");
}

/// Both sides of the dilemma at this factor.
fn at_factor(factor: f64) -> [Holding; 2] {
    let dilemma = dilemma();
    let rate = 1.0 / factor - 1.0;
    assert!((discount_factor(dilemma.beliefs.period, rate) - factor).abs() < 1e-12);
    ["A", "B"].map(|name| {
        let party = dilemma.party(name);
        let graph = dilemma.graph(Some(party));
        dilemma.holding(
            &graph,
            party,
            &[("discount rate of A", rate), ("discount rate of B", rate)],
        )
    })
}

#[test]
fn the_dilemma_is_worth_what_the_sum_says() {
    for factor in [0.1, 0.25, 0.5, 0.9] {
        for holding in at_factor(factor) {
            encloses(holding.stake, 2.0 / (1.0 - factor));
            encloses(holding.loss, (3.0 - 2.0 / (1.0 - factor)).max(0.0));
        }
    }
}

#[test]
fn the_dilemma_breaks_at_one_third() {
    let third = 1.0 / 3.0;
    for holding in at_factor(third - 1e-3) {
        assert!(holding.loss.lower > 0.0, "{:?}", holding.loss);
    }
    for holding in at_factor(third + 1e-3) {
        let weakest = holding.weakest().expect("a choice");
        assert!(weakest.margin - weakest.error > 0.0, "{weakest:?}");
        encloses(holding.loss, 0.0);
    }
    for holding in at_factor(third) {
        let weakest = holding.weakest().expect("a choice");
        assert!(matches!(weakest.deviation, Choice::Withhold(_)), "{weakest:?}");
        assert!(weakest.margin.abs() <= weakest.error + 1e-9, "{weakest:?}");
        assert!(weakest.error < 1e-3, "{weakest:?}");
    }
}

const GAIN: f64 = 3.0;
const PENALTY: f64 = 6.0;

/// The inspected side when it is seen with these odds.
fn when_seen(odds: f64) -> (Holding, f64) {
    let inspection = inspection();
    let party = inspection.party("South");
    let graph = inspection.graph(Some(party));
    let holding = inspection.holding(&graph, party, &[("Watch detects limit", odds)]);
    (holding, discount_factor(inspection.beliefs.period, 0.1))
}

#[test]
fn the_inspected_comply_from_the_textbook_threshold_on() {
    let needed = detection_needed(GAIN, PENALTY);
    assert!((needed - 1.0 / 3.0).abs() < 1e-12);
    for odds in [0.05, 0.2, needed - 1e-3, needed, needed + 1e-3, 0.5, 0.9] {
        let (holding, d) = when_seen(odds);
        let period = (1.0 - odds) * GAIN - odds * PENALTY;
        let loss = (period / (1.0 - d * (1.0 - odds) - d * d * odds)).max(0.0);
        assert!((holding.loss.centre() - loss).abs() < 1e-2 * (1.0 + loss), "{odds}: {loss}");
        assert_eq!(holding.loss.lower > 1e-6, odds < needed, "{odds}: {:?}", holding.loss);
    }
}

#[test]
fn one_period_out_of_line_can_be_seen_twice() {
    for odds in [0.2, 0.25, 1.0 / 3.0, 0.5] {
        let (holding, d) = when_seen(odds);
        let once = odds * PENALTY * (1.0 + d * (1.0 - odds)) - (1.0 - odds) * GAIN;
        let weakest = holding.weakest().expect("a choice");
        assert!(matches!(weakest.deviation, Choice::Undeclared(..)), "{weakest:?}");
        assert!((weakest.margin - once).abs() <= weakest.error + 1e-6, "{once}: {weakest:?}");
        let stop = (1.0 - odds) * (d * odds * PENALTY - GAIN);
        let found = holding.margins.iter().any(|m| (m.margin - stop).abs() <= m.error + 1e-6);
        assert!(found, "{stop}: {:?}", holding.margins);
    }
}
