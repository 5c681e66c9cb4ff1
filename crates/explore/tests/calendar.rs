//! The dates of a text in the life in which everybody keeps it.

mod support;

use explore::assess::calendar::{Calendar, calendar, calendar_from};
use explore::outlook::Start;
use kernel::{Accord, DutyId, Hours, PhaseId};
use support::judged::judged;

const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

fn days(at: Hours) -> u32 {
    at.0 / 24
}

/// The first phase closes once the cap has held for 60 days from day 14 on, with its proofs; the second opens
/// then, and its payments follow a month apart.
#[test]
fn phases_open_one_after_the_other_and_lapse_if_left() {
    let election = "odds turnover US: 0.4 on day 700 every 1461 days\nodds turnover Iran:";
    let text = judged(TEXT, &BELIEFS.replace("odds turnover Iran:", election));
    // With nothing left out: the beliefs leave out that the waiver lapses.
    let whole = text.compiled.accord();
    let found = calendar(whole, &text.beliefs);
    let phase =
        |id: u16| *found.phases.iter().find(|it| it.phase == PhaseId(id)).expect("it opens");
    let (first, second) = (phase(0), phase(1));
    assert_eq!((first.at, first.lapses), (Hours::ZERO, Some(Hours::days(180))));
    assert_eq!(first.closes, Some(second.at), "the second opens when the first closes");
    assert!((74..90).contains(&days(second.at)), "{}", days(second.at));
    assert_eq!(second.lapses, Some(second.at.plus(Hours::days(240))));
    let owed = |name: &str| {
        let duty: DutyId = text.duty(name);
        *found.owed.iter().find(|it| it.duty == duty).expect("it is owed")
    };
    for (name, from, by) in [("pay1", 30, 45), ("pay2", 60, 75), ("pay3", 90, 105)] {
        let row = owed(name);
        assert!(row.from >= second.at.plus(Hours::days(from)), "{name}: {row:?}");
        assert!(row.by.is_some_and(|at| at >= second.at.plus(Hours::days(by))), "{name}: {row:?}");
    }
    renewals_come_every_hundred_and_twenty_days(whole, &found);
    let elections: Vec<u32> = found.elections.iter().map(|(_, at)| days(*at)).collect();
    assert_eq!(elections, [700], "the next is past the horizon of 1800 days");
}

fn renewals_come_every_hundred_and_twenty_days(accord: &Accord, found: &Calendar) {
    let ends: Vec<u32> = found.renewals.iter().map(|(.., at)| days(*at)).collect();
    assert!(ends.len() > 10, "{ends:?}");
    assert!(ends.windows(2).all(|pair| pair[1] - pair[0] == 120), "{ends:?}");
    let granter = accord.waivers[0].granter;
    assert!(found.renewals.iter().all(|(_, by, _)| *by == granter));
}

/// From where a record stands nothing is told that is past, and what is to come has the dates that it has from day 0.
#[test]
fn a_calendar_from_a_record_begins_where_it_stands() {
    let text = judged(TEXT, BELIEFS);
    let whole = text.compiled.accord();
    let at = Hours::days(40);
    let there = Start::of(whole, &text.beliefs, &[], at);
    let found = calendar_from(whole, &text.beliefs, (&there.state, at));
    assert!(found.owed.iter().all(|it| it.from >= at), "{:?}", found.owed);
    assert!(found.renewals.iter().all(|(.., ends)| *ends >= at));
    let first = found.phases.iter().find(|it| it.phase == PhaseId(0)).expect("it is open");
    assert_eq!((first.at, first.lapses), (Hours::ZERO, Some(Hours::days(180))));
}
