//! Histories that are known, replayed: what the texts say of what was recorded.

mod support;

use explore::replay::{Outcome, Recorded, Replay, parting, replay};
use kernel::state::{Cause, Life};
use kernel::verdict::Standing;
use kernel::{Hours, VerdictKind};
use lang::source::Source;
use lang::{Compiled, Events, compile_events};
use support::{compiled, recorded, swap};
use world::Mark;

const JPOA: &str = include_str!("../../../accords/jpoa-2013.accord");
const JPOA_EVENTS: &str = include_str!("../../../accords/jpoa-2013.events");
const JCPOA: &str = include_str!("../../../accords/jcpoa-2015.accord");
const JCPOA_EVENTS: &str = include_str!("../../../accords/jcpoa-2015.events");
const ISLAMABAD: &str = include_str!("../../../accords/islamabad-2026.accord");

/// A text with its history.
struct Case {
    compiled: Compiled,
    events: Events,
    replay: Replay,
}

fn events(compiled: &Compiled, read: &lang::Lowered, text: &str) -> Events {
    let found = compile_events(&Source::new("a.events", text), compiled, read);
    assert_eq!(found.diagnostics, []);
    found.events.expect("no errors")
}

fn case(accord: &str, history: &str) -> Case {
    let compiled = compiled("an accord", accord);
    let events = events(&compiled, &compiled.common, history);
    let replay = replay(compiled.accord(), &recorded(&events), events.until);
    Case { compiled, events, replay }
}

impl Case {
    fn outcome(&self, step: &str) -> Outcome {
        let duty = self.compiled.common.names.duty(step).expect("a step");
        self.replay.duties[duty.index()].outcome
    }

    /// Date of a span since day 0, as the text counts it.
    fn date(&self, at: Hours) -> String {
        let lines = self.events.lines.iter();
        let same_day = lines.filter(|line| line.at.whole_days() == at.whole_days());
        same_day.map(|line| line.date.0.to_string()).next().unwrap_or_default()
    }

    /// The clause's words.
    fn clause(&self, clause: kernel::ClauseId) -> &str {
        &self.compiled.clauses.get(clause).expect("a clause").text
    }
}

/// The plan of 2013 was kept: eight payments, one step late.
#[test]
fn the_plan_of_2013_is_kept_with_eight_payments_and_one_step_late() {
    let case = case(JPOA, JPOA_EVENTS);
    let (at, ended) = case.replay.ended.expect("it ended");
    assert_eq!((ended.cause, case.date(at).as_str()), (Cause::Completed, "2015-10-18"));
    assert_eq!(case.replay.unpaid, []);
    assert_eq!(case.compiled.accord().tranches.len(), 8);
    let outcomes: Vec<Outcome> = case.replay.duties.iter().map(|duty| duty.outcome).collect();
    assert_eq!(outcomes.iter().filter(|it| **it == Outcome::Late).count(), 1);
    assert_eq!(case.outcome("oxide"), Outcome::Late);
    assert!(
        outcomes.iter().all(|it| { matches!(it, Outcome::OnTime | Outcome::Kept | Outcome::Late) })
    );
    let [late] = case.replay.non_performance.as_slice() else { unreachable!("one") };
    assert_eq!((late.kind, case.date(late.at).as_str()), (VerdictKind::Late, "2014-07-20"));
    assert!(case.clause(late.clause).starts_with("step oxide"));
    // Transferred is not usable, and nobody recorded that it ever was.
    let usable = |entry: &explore::replay::Entry| {
        entry.verdicts.iter().any(|v| v.kind == VerdictKind::Usable)
    };
    assert!(!case.replay.entries.iter().any(usable));
}

/// The plan of 2015: who stopped first, and by which article each cap was passed.
#[test]
fn the_plan_of_2015_names_the_exit_first_and_then_the_caps() {
    let case = case(JCPOA, JCPOA_EVENTS);
    let accord = case.compiled.accord();
    let names = &case.compiled.common.names;
    let found: Vec<(String, &str, &str, Standing)> = case
        .replay
        .non_performance
        .iter()
        .map(|it| {
            assert_eq!(accord.duty(it.duty).map(|row| row.clause), Some(it.clause));
            let step = case.clause(it.clause).split_whitespace().nth(1).unwrap_or_default();
            (case.date(it.at), names.name(it.obligor), step, it.standing)
        })
        .collect();
    let expected = [
        ("2018-05-08", "US", "trade", Standing::Admitted),
        ("2018-05-08", "US", "banks", Standing::Admitted),
        ("2019-07-01", "Iran", "keep", Standing::Reported),
        ("2019-07-08", "Iran", "enrich", Standing::Reported),
        ("2019-09-07", "Iran", "limits", Standing::Reported),
        ("2021-02-24", "Iran", "admit", Standing::Reported),
    ];
    let expected = expected.map(|(date, by, step, standing)| (date.to_owned(), by, step, standing));
    assert_eq!(found, expected);
    let (at, ended) = case.replay.ended.expect("it ended");
    assert_eq!((ended.cause, case.date(at).as_str()), (Cause::Restored, "2025-09-27"));
    assert_eq!(ended.by, names.actor("E3EU"));
    assert_eq!(case.outcome("prepare"), Outcome::OnTime);
    assert_eq!(case.outcome("lift"), Outcome::OnTime);
}

/// What the lines expect is said, no line is void, and every line says how far to trust it.
#[test]
fn shipped_histories_agree_with_their_texts() {
    for (accord, history) in [(JPOA, JPOA_EVENTS), (JCPOA, JCPOA_EVENTS)] {
        let case = case(accord, history);
        assert_eq!(case.replay.unmet, []);
        assert_eq!(case.replay.void().count(), 0);
        assert!(case.events.lines.iter().all(|line| line.mark.is_some()));
        let expecting = case.events.lines.iter().filter(|line| !line.expect.is_empty());
        assert!(expecting.clone().count() > 10);
        assert!(expecting.into_iter().all(|line| line.mark != Some(Mark::C)));
    }
}

/// Between two lines nothing depends on how time is cut: an extra line that does nothing changes
/// no digest of any other.
#[test]
fn a_line_that_only_expects_changes_nothing() {
    let case = case(JCPOA, JCPOA_EVENTS);
    let mut lines: Vec<Recorded> = Vec::new();
    for line in recorded(&case.events) {
        let before = lines.last().map_or(Hours::ZERO, |last| last.at);
        let halfway = Hours(before.0 + (line.at.0 - before.0) / 2);
        lines.push(Recorded { at: halfway, act: None, expect: Vec::new() });
        lines.push(line);
    }
    let cut = replay(case.compiled.accord(), &lines, case.events.until);
    let digests = |replay: &Replay| -> Vec<kernel::Digest> {
        replay.entries.iter().filter(|it| it.line.is_some()).map(|it| it.digest).collect()
    };
    assert_eq!(digests(&cut), digests(&case.replay));
    assert_eq!(cut.ended, case.replay.ended);
}

#[test]
fn an_expectation_that_is_not_met_is_told_with_its_line() {
    let compiled = swap();
    let history = format!(
        "history of \"{}\"\n2030-01-10 South withdraws, expect late of cap\n2030-01-11 expect ended of accord\n",
        compiled.title
    );
    let events = events(&compiled, &compiled.common, &history);
    let replay = replay(compiled.accord(), &recorded(&events), None);
    let unmet: Vec<(usize, VerdictKind)> =
        replay.unmet.iter().map(|(line, it)| (*line, it.kind)).collect();
    assert_eq!(unmet, [(0, VerdictKind::Late), (1, VerdictKind::Ended)]);
    assert_eq!(replay.ended.map(|(_, ended)| ended.cause), Some(Cause::Withdrawal));
    assert_eq!(replay.unpaid.len(), 1);
}

/// The two own readings of 2026, and the common one before them, replayed over the same history.
fn readings(compiled: &Compiled, history: &str) -> Vec<Replay> {
    let text = format!("history of \"{}\"\n{history}", compiled.title);
    let own = compiled.readings.iter().map(|it| &it.lowered);
    let read = |read: &lang::Lowered| {
        let events = events(compiled, read, &text);
        replay(&read.accord, &recorded(&events), events.until)
    };
    std::iter::once(&compiled.common).chain(own).map(read).collect()
}

/// Two texts were published: free passage "for 60 days" and "for 60 days only", reconstruction
/// "within" and "after" 60 days. They say the same until then.
#[test]
fn the_readings_of_2026_part_at_the_end_of_sixty_days() {
    let compiled = compiled("islamabad-2026.accord", ISLAMABAD);
    let parties: Vec<&str> = compiled.readings.iter().map(|it| it.party.as_str()).collect();
    assert_eq!(parties, ["Iran", "US"]);
    let names = |at: usize| match at {
        0 => &compiled.common.names,
        _ => &compiled.readings[at - 1].lowered.names,
    };
    let replays = readings(&compiled, "until 2026-08-20\n");
    let apart = parting(&replays, &|at, item| names(at).item(item).to_owned()).expect("they part");
    assert_eq!((apart.at.whole_days(), apart.readings), (59, (1, 2)), "{apart:?}");
    assert_eq!(apart.only_second, []);
    let clause = compiled.clauses.get(apart.only_first[0].0).expect("a clause");
    assert!(clause.text.contains("step rebuild"), "{}", clause.text);
    // A day later one side's toll clause ends, and the other side's goes on.
    let tolls = |at: usize| names(at).duty("tolls").expect("a step of both");
    let life = |at: usize| replays[at].state.duty(tolls(at)).life;
    assert_eq!((life(1), life(2)), (Life::Over, Life::Live));
    let before = readings(&compiled, "until 2026-08-14\n");
    assert_eq!(parting(&before, &|at, item| names(at).item(item).to_owned()), None);
}
