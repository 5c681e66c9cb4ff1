//! What comes next: the same dates that the transition itself makes late.

mod support;

use explore::plan::{Plan, plan};
use explore::replay::{Recorded, replay};
use kernel::verdict::Item;
use kernel::{Event, Hours, VerdictKind};
use lang::source::Source;
use lang::{Compiled, compile_events};
use support::{compiled, recorded};

const THREE_PHASE: &str = include_str!("../../../accords/three-phase.accord");
const JPOA: &str = include_str!("../../../accords/jpoa-2013.accord");
const JPOA_EVENTS: &str = include_str!("../../../accords/jpoa-2013.events");

fn seen_from(text: &Compiled, history: &[Recorded], day: u32, days: u32) -> Plan {
    let state = replay(text.accord(), history, Some(Hours::days(day))).state;
    plan(text.accord(), &state, Hours::days(day), Hours::days(days))
}

/// Days from and by of a step.
fn owed(text: &Compiled, plan: &Plan, step: &str) -> Vec<(u32, Option<u32>)> {
    let duties = text.common.names.duties(step);
    let own = plan.owed.iter().filter(|it| duties.contains(&it.duty));
    own.map(|it| (it.from.whole_days(), it.by.map(Hours::whole_days))).collect()
}

#[test]
fn what_is_owed_has_the_first_and_the_last_day_of_the_text() {
    let text = compiled("three-phase", THREE_PHASE);
    let plan = seen_from(&text, &[], 0, 400);
    assert_eq!(owed(&text, &plan, "admit"), [(10, None)]);
    assert_eq!(owed(&text, &plan, "lift"), [(10, Some(30))], "after admit, by day 30");
    assert_eq!(owed(&text, &plan, "ease"), [(44, Some(60))], "30 days after the cap, by day 60");
    assert_eq!(owed(&text, &plan, "accede").len(), 2, "each signatory owes it");
    assert!(plan.awaited.is_empty());
}

#[test]
fn a_last_day_past_the_look_ahead_is_known_all_the_same() {
    let text = compiled("three-phase", THREE_PHASE);
    let near = seen_from(&text, &[], 0, 80);
    let far = seen_from(&text, &[], 0, 400);
    assert!(!owed(&text, &near, "blend").is_empty());
    assert_eq!(owed(&text, &near, "blend"), owed(&text, &far, "blend"));
    assert!(owed(&text, &near, "accede").is_empty(), "not owed within 80 days");
}

#[test]
fn silence_lapses_the_first_phase_and_with_it_the_whole() {
    let text = compiled("three-phase", THREE_PHASE);
    let plan = seen_from(&text, &[], 0, 400);
    let lapse = |it: &&explore::plan::Said| it.verdict.kind == VerdictKind::Lapsed;
    let lapsed = plan.silence.iter().find(lapse).expect("a phase lapses");
    assert_eq!(lapsed.at, Hours::days(180));
    let over = plan.silence.last().expect("something is said");
    assert_eq!((over.verdict.kind, over.verdict.item), (VerdictKind::Ended, Item::Accord));
}

/// On 16 April 2014 half of the stock was diluted, and the inspectors said so on the 17th.
#[test]
fn what_is_done_waits_for_its_proof_and_is_owed_no_more() {
    let text = compiled("jpoa-2013", JPOA);
    let source = Source::new("jpoa-2013.events", JPOA_EVENTS);
    let events = compile_events(&source, &text, &text.common).events.expect("it has no errors");
    let half = text.common.names.duty("half").expect("it is in the text");
    let before: Vec<Recorded> =
        recorded(&events).into_iter().filter(|it| it.at <= Hours::days(86)).collect();
    let plan = seen_from(&text, &before, 86, 30);
    assert!(owed(&text, &plan, "half").is_empty(), "{plan:?}");
    let wait = plan.awaited.iter().find(|it| it.duty == half).expect("nobody has said so yet");
    assert_eq!(wait.verifier, text.common.names.actor("IAEA"));
    assert!(wait.by >= plan.from);
    let after = seen_from(&text, &recorded(&events), 88, 30);
    assert!(after.awaited.iter().all(|it| it.duty != half), "it was proved on day 87");
}

/// The last moment is the transition's own: one hour before it nothing is late, at it something is.
#[test]
fn a_last_moment_is_the_one_that_the_transition_makes_late() {
    let text = compiled("three-phase", THREE_PHASE);
    let accord = text.accord();
    let plan = seen_from(&text, &[], 0, 90);
    let lift = text.common.names.duty("lift").expect("it is in the text");
    let by = plan.owed.iter().find(|it| it.duty == lift).and_then(|it| it.by).expect("a date");
    let (start, _) = kernel::apply::start(accord);
    let late = |hours: Hours| {
        let (_, said) = kernel::apply(accord, &start, &Event::Pass(hours));
        said.iter().any(|it| it.kind == VerdictKind::Late && it.item == Item::Duty(lift))
    };
    assert!(!late(by.minus(Hours::HOUR)));
    assert!(late(by));
}
