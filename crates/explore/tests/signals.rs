//! Telling and talking, on a text small enough to be solved by hand.
//!
//! In a period A moves forces with chance `q`. Told beforehand, at a cost `c`, B takes the move for an
//! attack with chance `m1`, else with `m0 > m1`; an alarm is answered with force with chance `s`, and
//! force leads to war with chance `w`. War costs `W` and ends everything, a period without is worth
//! `v`, the next is worth `d` of this one. With `k = m s w`:
//!
//! **The notice.** Telling always is worth `V = (v (1 - q k1) - q (c + k1 W)) / (1 - d (1 - q k1))`. Not
//! telling once saves `c` and adds `k0 - k1` to the chance of losing `W + v + d V`, so it is given iff
//! `(k0 - k1)(W + v + d V) >= c`. `V` falls with `W`, and the threshold solves for it:
//! `W* = (c/(k0 - k1) - v - d (v (1 - q k1) - q c)/D) / (1 - d q k1/D)`, `D = 1 - d (1 - q k1)`.
//!
//! **The line.** While it is heard an alarm is cleared with chance `l`. At the end of a period it falls
//! silent with chance `f`, or is heard again with chance `h`. With `ku = k1 (1 - l)` while it is heard
//! and `k1` while it is not, two values solve `V = v (1 - q k) - q (c + k W) + d (1 - q k)(...)`, each with the
//! chances of the next period's line; without a line both are the value above.

mod support;

use explore::assess::signals::Signals;
use explore::drive::{Choice, Drive};
use explore::hold::Holds;
use explore::simulate::{Numbers, Run, simulate};
use kernel::state::Cause;
use kernel::{Deed, Event};
use std::ops::ControlFlow;
use support::judged::{Judged, judged};

const TEXT: &str = include_str!("texts/alert.accord");
const BELIEFS: &str = include_str!("texts/alert.beliefs");
/// Odds of the line; the text's own has none.
const LINE: &str = "odds Hotline clears: 0.75
odds Hotline silent: 0.2 per period
odds Hotline heard: 0.4 per period
";

const MOVES: f64 = 0.5;
const TOLD: f64 = 0.1 * 0.5 * 0.4;
const UNTOLD: f64 = 0.5 * 0.5 * 0.4;
const NEXT: f64 = 0.5;

fn text(more: &str) -> Judged {
    judged(TEXT, &format!("{BELIEFS}{more}"))
}

fn signals(more: &str) -> Signals {
    text(more).assessed().signals
}

/// Value of telling always (`cost` a notice) without a line, for a war that costs so much.
fn value(war: f64, cost: f64, alarm: f64) -> f64 {
    let stays = 1.0 - MOVES * alarm;
    (stays - MOVES * (cost + alarm * war)) / (1.0 - NEXT * stays)
}

#[test]
fn a_notice_is_given_from_the_threshold_on() {
    let stays = 1.0 - MOVES * TOLD;
    let denominator = 1.0 - NEXT * stays;
    let least = 1.0 / (UNTOLD - TOLD) - 1.0 - NEXT * (stays - MOVES) / denominator;
    let least = least / (1.0 - NEXT * MOVES * TOLD / denominator);
    assert!((least - 11.125).abs() < 1e-9, "{least}");
    let text = text("");
    let party = text.party("A");
    let graph = text.graph(Some(party));
    for war in [5.0, least - 0.1, least + 0.1, 40.0] {
        let holding = text.holding(&graph, party, &[("cost to A in a war", -war)]);
        let margin = (UNTOLD - TOLD) * (war + 1.0 + NEXT * value(war, 1.0, TOLD)) - 1.0;
        let untold = holding.margins.iter().find(|it| matches!(it.deviation, Choice::Untold(_)));
        let untold = untold.expect("a choice whether to tell");
        assert!((untold.margin - margin).abs() <= untold.error + 1e-6, "{margin}: {untold:?}");
        assert_eq!(holding.loss.lower > 1e-9, war < least, "{war}: {:?}", holding.loss);
        assert!((holding.stake.centre() - value(war, 1.0, TOLD)).abs() < 1e-3, "{holding:?}");
    }
}

#[test]
fn a_notice_withheld_costs_what_the_sum_says() {
    let found = signals("");
    let [notice] = &found.notices[..] else { unreachable!("one notice") };
    let kept = value(20.0, 1.0, TOLD);
    let once = (UNTOLD - TOLD) * (21.0 + NEXT * kept) - 1.0;
    assert!((notice.margin.expect("decisive").0 - once).abs() < 1e-6, "{notice:?}");
    let to_other = (UNTOLD - TOLD) * (21.0 + NEXT * value(20.0, 0.0, TOLD));
    assert!((notice.once[0].1 - once).abs() < 1e-3, "{notice:?}");
    assert!((notice.once[1].1 - to_other).abs() < 1e-3, "{notice:?}");
    let never = kept - value(20.0, 0.0, UNTOLD);
    assert!((notice.never[0].1 - never).abs() < 1e-3, "{never}: {notice:?}");
    assert!((notice.overreaction[0] - 0.05).abs() < 1e-12, "{notice:?}");
    assert!((notice.overreaction[1] - 0.25).abs() < 1e-12, "{notice:?}");
    for (at, alarm) in [TOLD, UNTOLD].into_iter().enumerate() {
        let survives = (1.0 - MOVES * alarm).powi(12);
        assert!((notice.survival[at] - survives).abs() < 1e-9, "{survives}: {notice:?}");
        assert!((notice.war[at] - (1.0 - survives)).abs() < 1e-9, "{notice:?}");
    }
    assert!(found.lines.is_empty(), "nothing is said of the line");
}

/// Values with the line, heard and silent, by the two equations; `cost` of a notice.
fn with_line(cost: f64) -> (f64, f64) {
    let (silent, heard, war) = (0.2, 0.4, 20.0);
    let step = |alarm: f64| {
        let stays = 1.0 - MOVES * alarm;
        (stays - MOVES * (cost + alarm * war), NEXT * stays)
    };
    let ((a, p), (b, r)) = (step(TOLD * 0.25), step(TOLD));
    // up = a + p ((1 - f) up + f down), down = b + r (h up + (1 - h) down)
    let (up_up, up_down) = (1.0 - p * (1.0 - silent), p * silent);
    let (down_up, down_down) = (r * heard, 1.0 - r * (1.0 - heard));
    let determinant = up_up * down_down - up_down * down_up;
    let up = (a * down_down + up_down * b) / determinant;
    (up, (b + down_up * up) / down_down)
}

#[test]
fn the_line_is_worth_what_two_equations_say() {
    let found = signals(LINE);
    let [line] = &found.lines[..] else { unreachable!("one line") };
    for (side, cost) in line.parties.iter().zip([1.0, 0.0]) {
        assert!((side.with.centre() - with_line(cost).0).abs() < 1e-3, "{line:?}");
        assert!((side.without.centre() - value(20.0, cost, TOLD)).abs() < 1e-3, "{line:?}");
    }
    let (mut up, mut down) = (1.0, 0.0);
    for _ in 0..12 {
        let (stays_up, stays_down) =
            (up * (1.0 - MOVES * TOLD * 0.25), down * (1.0 - MOVES * TOLD));
        (up, down) = (stays_up * 0.8 + stays_down * 0.4, stays_up * 0.2 + stays_down * 0.6);
    }
    let [with, without] = line.survival;
    assert!((with - up - down).abs() < 1e-9, "{} {line:?}", up + down);
    assert!((without - (1.0 - MOVES * TOLD).powi(12)).abs() < 1e-9, "{line:?}");
    let alarms = found.alarms.expect("alarms can come");
    assert!((alarms.war - alarms.war_all).abs() < 1e-9, "no other war: {alarms:?}");
    assert!((alarms.strikes - 0.5 * (alarms.alarms - alarms.cleared)).abs() < 1e-9, "{alarms:?}");
    assert!((line.war[0] - alarms.war_all).abs() < 1e-12);
}

/// Line and notice stand in for each other: with every alarm cleared a notice buys nothing and costs
/// what it costs, so that the better line is what makes the side stop telling.
#[test]
fn a_line_that_clears_all_makes_telling_not_worth_it() {
    let text = text(LINE);
    let party = text.party("A");
    let graph = text.graph(Some(party));
    let margin = |clears: f64| {
        let (silent, cost) = ("Hotline falls silent", "cost to A when alert is noticed by A");
        let changes = [("Hotline clears an alarm", clears), (silent, 0.0), (cost, -0.5)];
        let holding = text.holding(&graph, party, &changes);
        let untold = holding.margins.iter().filter(|it| it.decisive());
        let mut untold = untold.filter(|it| matches!(it.deviation, Choice::Untold(_)));
        untold.next().expect("a choice whether to tell").margin
    };
    assert!(margin(0.0) > 0.5, "without it telling pays: {}", margin(0.0));
    assert!((margin(1.0) + 0.5).abs() < 1e-6, "a notice is lost: {}", margin(1.0));
}

/// A side that is said to gain by its own silence has the choice, and is weighed by it: silent in
/// every period, it gains a little each time it falls silent, and alarms are no longer cleared.
#[test]
fn falling_silent_is_a_choice_where_it_is_worth_something() {
    let offered = |more: &str| {
        let text = text(more);
        let graph = text.graph(Some(text.party("A")));
        let silent = |choice: &&Choice| matches!(choice, Choice::FallSilent(_));
        graph.menus.iter().flatten().filter(silent).count()
    };
    assert_eq!(offered(LINE), 0);
    let gains = |gain: f64| format!("{LINE}value A: {gain} per period while Hotline suspended\n");
    assert!(offered(&gains(0.3)) > 0);
    for (gain, leaves) in [(0.001, false), (5.0, true)] {
        let text = text(&gains(gain));
        let party = text.party("A");
        let cheap = [("cost to A when alert is noticed by A", -0.1)];
        let holding = text.holding(&text.graph(Some(party)), party, &cheap);
        assert_eq!(holding.holds() == Holds::No, leaves, "{gain}: {:?}", holding.weakest());
    }
}

/// What is enumerated is what is drawn: wars by month within four standard errors.
#[test]
fn drawn_wars_agree_with_the_exact_chance() {
    let text = text(LINE);
    let drive = Drive::new(&text.accord, &text.beliefs, None);
    let run = Run { paths: 0..40_000, seed: 1, threads: 2 };
    let values = text.beliefs.central();
    let drawn = simulate(&drive, Numbers::Given(&values), &run, &mut |_| ControlFlow::Continue(()));
    let exact = text.assessed().survival;
    let mut wars = 0;
    for point in &exact {
        let found = drawn.survival(point.month);
        let off = (found.mean - point.mean).abs();
        assert!(off <= 4.0 * found.standard_error, "{point:?} {found:?}");
        wars += drawn.causes().iter().filter(|(end, _)| end.cause == Cause::Hostilities).count();
    }
    assert!(wars > 0, "against vacuous truth");
}

/// The acts are the kernel's own: what a history would record.
#[test]
fn notices_acts_and_signs_of_life_are_events() {
    let text = text(LINE);
    let drive = Drive::new(&text.accord, &text.beliefs, None);
    let values = text.beliefs.central();
    let told: Vec<Event> = (0..20)
        .flat_map(|path| explore::simulate::replay_path(&drive, &values, 1, path).steps)
        .flat_map(|step| step.events.into_iter().map(|(event, _)| event))
        .collect();
    let done = |wanted: fn(&Deed) -> bool| {
        told.iter().filter(|event| matches!(event, Event::Act { deed, .. } if wanted(deed))).count()
    };
    let acts = done(|deed| matches!(deed, Deed::Carry(_)));
    assert!(acts > 20, "{acts}");
    assert_eq!(done(|deed| matches!(deed, Deed::Notify(_))), acts);
    assert!(done(|deed| matches!(deed, Deed::Send(_))) > acts);
    assert!(done(|deed| matches!(deed, Deed::Strike)) > 0);
}

/// The text that ships: over its lines and notices, under the beliefs beside it.
#[test]
fn the_shipped_text_is_weighed() {
    let text = judged(
        include_str!("../../../accords/signals.accord"),
        include_str!("../../../accords/signals.beliefs"),
    );
    let answer = text.assessed();
    println!("{:?} {:#?}", answer.sizes, answer.signals);
    assert_eq!(answer.cut, 0);
    let found = &answer.signals;
    assert_eq!((found.lines.len(), found.notices.len()), (2, 2));
    for line in &found.lines {
        let [with, without] = line.war;
        assert!(with < without, "a word over a line keeps wars from beginning: {line:?}");
    }
    for notice in &found.notices {
        assert!(notice.overreaction[0] < notice.overreaction[1], "{notice:?}");
        assert!(notice.war[0] < notice.war[1], "{notice:?}");
    }
    let share = found.alarms.and_then(|alarms| alarms.share()).expect("wars can come");
    assert!((share - 1.0).abs() < 1e-9, "no other force is in the text");
}
