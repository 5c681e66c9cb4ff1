//! What the essays claim, on the text that ships, under the beliefs that ship but for what each
//! test names. The signs and numbers are this model's own; `docs/findings.md` says where they part from
//! the essays'.

mod support;

use explore::drive::Choice;
use explore::graph::Graph;
use explore::hold::{Holds, START, loss};
use explore::weigh::{ALL, weigh};
use game::Policy;
use support::judged::{Judged, judged};

const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

/// The beliefs that ship without their types, whose entries differ from others of the file.
fn without_types() -> &'static str {
    BELIEFS.split_once("\ntype ").expect("types come last").0
}

/// What a party's value is when everybody keeps.
fn stake(text: &Judged, graph: &Graph, name: &str, changes: &[(&str, f64)]) -> f64 {
    let values = text.values(changes);
    let found = loss(graph, &text.beliefs, &values, text.party(name), None);
    found.expect("sound weights").stake.centre()
}

/// The share of futures in which the accord still stands at the horizon, everybody keeping.
fn standing(text: &Judged, graph: &Graph, changes: &[(&str, f64)]) -> f64 {
    let weights = weigh(graph, &text.beliefs, &text.values(changes), text.party("US"));
    let keep = Policy::first(&graph.process);
    let curve = game::survival(&graph.process, &weights, &keep, START, 60).expect("sound");
    *curve.alive.last().expect("sixty periods")
}

/// The smallest decisive margin of the United States, and its loss.
fn margin(text: &Judged, graph: &Graph, changes: &[(&str, f64)]) -> (f64, f64) {
    let holding = text.holding(graph, text.party("US"), changes);
    (holding.weakest().expect("a choice").margin, holding.loss.centre())
}

/// Golden values are rounded.
fn golden(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} is not {expected}");
}

#[test]
fn a_firmer_form_lengthens_survival_and_moves_no_sign() {
    let firmer = TEXT.replace("legal form executive", "legal form statute");
    let (executive, statute) = (judged(TEXT, BELIEFS), judged(&firmer, BELIEFS));
    let [before, after] = [&executive, &statute].map(|text| standing(text, &text.graph(None), &[]));
    let us = executive.party("US");
    let [weak, firm] = [&executive, &statute].map(|text| margin(text, &text.graph(Some(us)), &[]));
    golden(before, 0.773, 0.0005);
    golden(after, 0.796, 0.0005);
    golden(weak.0, 3.17, 0.005);
    golden(firm.0, 3.18, 0.005);
}

/// The essays: reversal narrows the range. Here the margin that binds falls, and the share lost by
/// keeping rises, but both by little; what falls is the stake.
#[test]
fn reversal_takes_the_stake_and_narrows_the_range_little() {
    let text = judged(TEXT, BELIEFS);
    let graph = text.graph(Some(text.party("US")));
    let at = |turnover: f64, scale: f64| {
        let cost = ("cost to US per period for each level of relief announced", -2.5 * scale);
        let changes = [("the administration of US changes", turnover), cost];
        let ((margin, loss), stake) =
            (margin(&text, &graph, &changes), stake(&text, &graph, "US", &changes));
        (margin, loss / stake, stake)
    };
    let (rare, often) = (at(0.011, 1.5), at(0.1, 1.5));
    golden(at(0.011, 1.0).0, 3.17, 0.005);
    golden(at(0.1, 1.0).0, 3.08, 0.005);
    golden(rare.1, 0.00166, 0.000_005);
    golden(often.1, 0.00168, 0.000_005);
    assert!(often.2 < 0.5 * rare.2);
}

/// Relief is felt through the banks, a level at a time.
fn piped() -> Judged {
    let beliefs = BELIEFS.replace(
        "leave out pipeline of relief, pipeline of proceeds",
        "leave out pipeline of proceeds",
    );
    judged(TEXT, &(beliefs + "\nodds relief felt: 0.5 per period\n"))
}

#[test]
fn stalls_hurt_the_side_that_waits() {
    let text = piped();
    let graph = text.graph(None);
    let at = |odds: f64| {
        ["US", "Iran"].map(|name| stake(&text, &graph, name, &[("relief arrives", odds)]))
    };
    let (soon, late) = (at(0.9), at(0.1));
    golden(soon[1], 1098.5, 0.05);
    golden(at(0.5)[1], 1089.9, 0.05);
    golden(late[1], 1007.5, 0.05);
    golden(late[0], soon[0], 1e-3);
}

/// One payment of everything instead of three.
fn one_payment() -> Judged {
    let text: String = TEXT
        .lines()
        .filter(|line| !line.contains("tranche T2") && !line.contains("tranche T3"))
        .filter(|line| !line.contains("step pay2") && !line.contains("step pay3"))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let text = text
        .replace("T1 of 800 million", "T1 of 2400 million")
        .replace(
            "swap pay1, pay2, pay3 for calm, exposure US <= 800 million USD",
            "swap pay1 for calm",
        )
        .replace("pay3 met", "pay1 met");
    let beliefs: String = without_types()
        .lines()
        .filter(|l| ![" T2 ", " T3 ", " pay2 ", " pay3 "].iter().any(|w| l.contains(w)))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let beliefs =
        beliefs.replace("US: -8 on T1", "US: -24 on T1").replace("Iran: 9 on T1", "Iran: 27 on T1");
    judged(&text, &beliefs)
}

/// The shipped text without its first dates.
fn undated_text() -> String {
    ["from day 30 ", "from day 60 ", "from day 90 "].iter().fold(TEXT.to_owned(), |text, from| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, "")
    })
}

/// The most that the first side expects to pay in one period while everybody keeps.
fn largest_payment(accord: &str, beliefs: &str) -> f64 {
    let paid = |line: &&str| !line.starts_with("value") || line.starts_with("value US: -8 on T");
    let beliefs: String = beliefs.lines().filter(paid).map(|l| l.to_owned() + "\n").collect();
    let text = judged(accord, &beliefs);
    let graph = text.graph(None);
    let values = text.values(&[]);
    let weights = weigh(&graph, &text.beliefs, &values, text.party("US"));
    let keep = Policy::first(&graph.process);
    let paid = game::rewards_by_period(&graph.process, &weights, &keep, START, 60);
    let factor = explore::weigh::discount(&text.beliefs, &values, text.party("US"));
    let mut weight = 1.0;
    let mut most = 0.0_f64;
    for period in &paid.expect("sound weights")[ALL] {
        most = most.max(-period / weight);
        weight *= factor;
    }
    most
}

/// The essays: tranches lower the largest lump at risk. Only first dates do: a side that performs
/// at its first possible instant pays three tranches without them at once, which is one payment.
#[test]
fn tranches_lower_the_lump_only_with_first_dates() {
    golden(largest_payment(TEXT, without_types()), 7.93, 0.005);
    golden(largest_payment(&undated_text(), without_types()), 23.51, 0.005);
    let texts = [judged(&undated_text(), BELIEFS), one_payment()];
    let [three, one] = texts.map(|text| {
        let graph = text.graph(Some(text.party("US")));
        let stakes = ["US", "Iran"].map(|name| stake(&text, &graph, name, &[]));
        (stakes, margin(&text, &graph, &[]))
    });
    golden(three.0[0], one.0[0], 1e-3);
    golden(three.0[1], one.0[1], 1e-3);
    golden(three.1.0, 3.51, 0.005);
    golden(one.1.0, 3.17, 0.005);
}

/// Waiting for the last payment is what now comes closest to paying: the smallest margin moves from
/// turning relief down (3.51) to withholding it.
#[test]
fn the_last_payment_is_the_weakest_promise_of_the_side_that_pays() {
    let text = judged(TEXT, BELIEFS);
    let graph = text.graph(Some(text.party("US")));
    let holding = text.holding(&graph, text.party("US"), &[]);
    let weakest = holding.weakest().expect("a choice");
    assert_eq!(weakest.deviation, Choice::Withhold(text.duty("pay3")));
    golden(weakest.margin, 3.17, 0.005);
}

/// The share of futures in which the waiver is in force at the horizon, everybody keeping.
fn waiver_in_force(text: &str) -> f64 {
    let beliefs: String = without_types()
        .lines()
        .filter(|l| !l.starts_with("value"))
        .map(|l| format!("{l}\n"))
        .collect();
    let text = judged(text, &(beliefs + "\nvalue US: 1 per period while W1 in force\n"));
    let graph = text.graph(None);
    let values = text.values(&[]);
    let weights = weigh(&graph, &text.beliefs, &values, text.party("US"));
    let keep = Policy::first(&graph.process);
    let earned = game::rewards_by_period(&graph.process, &weights, &keep, START, 60);
    earned.expect("sound weights")[ALL][59]
        * explore::weigh::discount(&text.beliefs, &values, text.party("US"))
}

/// Linked: an attack at sea may be answered with the waiver, as the red line's own file.
#[test]
fn decoupling_saves_the_waiver_from_attacks() {
    let linked = TEXT
        .replace("installations\" in regional", "installations\" in nuclear")
        .replace("US may pause proceeds for 30 days", "US may revoke W1")
        .replace("  never touches nuclear\n  cool down", "  cool down")
        .replace("expect breach of calm leaves W1 unchanged", "");
    golden(waiver_in_force(TEXT), 0.773, 0.0005);
    golden(waiver_in_force(&linked), 0.033, 0.0005);
}

/// Intent is a belief: one who wants the last phase (8 a period there, as shipped) keeps within
/// the tolerance; one to whom the text is an entry point (nothing there, more from what is
/// hidden) would rather hide than keep, and so betrays itself by what an inspection may find.
#[test]
fn an_endgame_keeps_where_an_entry_point_hides() {
    let text = judged(TEXT, BELIEFS);
    let iran = text.party("Iran");
    let graph = text.graph(Some(iran));
    let last = "gain to Iran per period while P3 open and not calm reported";
    let hides = "gain to Iran per period while cap hidden";
    let endgame = text.holding(&graph, iran, &[]);
    let entry = text.holding(&graph, iran, &[(last, 0.0), (hides, 3.0)]);
    assert_eq!(endgame.holds(), Holds::Yes);
    assert_eq!(entry.holds(), Holds::No);
    let first = entry.weakest().expect("a choice");
    assert!(
        matches!(first.deviation, Choice::Undeclared(duty, _) if duty == text.duty("cap")),
        "{first:?}"
    );
    assert!(first.margin < endgame.weakest().expect("a choice").margin);
}
