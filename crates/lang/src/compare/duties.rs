//! Duties: how much is asked, from when, by when, proved by whom.

use kernel::accord::{Comparison, Duty, Target, When};
use kernel::{DutyId, Hours};

use super::{Change, Row, Side, Turn, span};
use crate::lower::steps;

/// Every duty that is new, gone, or asks for something else.
pub(super) fn compare(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for id in now.accord().duty_ids() {
        let Some(duty) = now.accord().duty(id) else { continue };
        match find(was, now, id, duty) {
            Some(before) => both(was, now, (before, duty), now.names().name(id), changes),
            None => changes.push(alone(now, id, duty, Turn::Added)),
        }
    }
    for id in was.accord().duty_ids() {
        let Some(duty) = was.accord().duty(id) else { continue };
        if find(now, was, id, duty).is_none() {
            changes.push(alone(was, id, duty, Turn::Removed));
        }
    }
}

/// The duty of the same name and obligor in the other text.
fn find<'a>(other: &Side<'a>, own: &Side<'_>, id: DutyId, duty: &Duty) -> Option<&'a Duty> {
    let same = |it: &DutyId| {
        other.names().name(*it) == own.names().name(id)
            && other.accord().duty(*it).is_some_and(|row| {
                other.names().name(row.obligor) == own.names().name(duty.obligor)
            })
    };
    other.accord().duty(other.accord().duty_ids().find(same)?)
}

fn alone(side: &Side<'_>, id: DutyId, duty: &Duty, turn: Turn) -> Change {
    let line = side.line(duty.clause);
    let what = line.map_or_else(String::new, |line| side.source.line(line).trim().to_owned());
    let (line, was_line) = if turn == Turn::Added { (line, None) } else { (None, line) };
    let (party, item) = (Some(side.party(duty.obligor)), side.names().name(id).to_owned());
    Change { turn, party, item, what, was_line, line }
}

fn both(
    was: &Side<'_>,
    now: &Side<'_>,
    (before, after): (&Duty, &Duty),
    item: &str,
    changes: &mut Vec<Change>,
) {
    let row = Row {
        party: Some(now.party(after.obligor)),
        item,
        was_line: was.line(before.clause),
        line: now.line(after.clause),
    };
    changes.extend(asked(&row, was, now, (&before.target, &after.target)));
    let later = (Turn::Later, Turn::Earlier);
    changes.extend(dated(&row, was, now, "by", (before.due, after.due), later));
    changes.extend(dated(&row, was, now, "from", (before.from, after.from), later));
    let longer = (Turn::Tightened, Turn::Loosened);
    changes.extend(dated(&row, was, now, "until", (before.until, after.until), longer));
    changes.extend(row.moved((before.lag, after.lag), later, |was, now| {
        format!("proved within {}, was {}", span(*now), span(*was))
    }));
    changes.extend(undone(&row, before.undo, after.undo));
    changes.extend(proved(&row, was, now, (before, after)));
    changes.extend(waits(&row, was, now));
}

/// What it waits for, in the words of the text.
fn waits(row: &Row<'_>, was: &Side<'_>, now: &Side<'_>) -> Option<Change> {
    let words = |side: &Side<'_>| {
        let steps = steps(&side.compiled.terms);
        let step = steps.iter().find(|placed| placed.name() == row.item)?;
        let after = step.step.manner.after.as_ref()?;
        Some(side.source.at(after.span).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (was, now) = (words(was), words(now));
    let said = |words: &Option<String>| words.clone().unwrap_or_else(|| "nothing".to_owned());
    let what = format!("waits for {}, was {}", said(&now), said(&was));
    (was != now).then(|| row.change(Turn::Changed, what))
}

/// How much is asked.
fn asked(
    row: &Row<'_>,
    was: &Side<'_>,
    now: &Side<'_>,
    targets: (&Target, &Target),
) -> Option<Change> {
    match targets {
        (
            Target::Value { subject: s, comparison: c, bound: b },
            Target::Value { subject, comparison, bound },
        ) => {
            let shown =
                |side: &Side<'_>, subject, value| side.compiled.common.shown(subject, value);
            let what = |_: &i64, _: &i64| {
                format!(
                    "{} {}, was {} {}",
                    sign(*comparison),
                    shown(now, *subject, *bound),
                    sign(*c),
                    shown(was, *s, *b)
                )
            };
            let turns = match comparison {
                Comparison::AtMost | Comparison::Below => (Turn::Loosened, Turn::Tightened),
                Comparison::AtLeast | Comparison::Above => (Turn::Tightened, Turn::Loosened),
                Comparison::Equal => (Turn::Changed, Turn::Changed),
            };
            let moved = row.moved((*b, *bound), turns, what);
            let other = (c != comparison).then(|| row.change(Turn::Changed, what(b, bound)));
            moved.filter(|_| c == comparison).or(other)
        }
        (Target::Dialled { level: was, .. }, Target::Dialled { level: now, .. }) => {
            let more = (Turn::Tightened, Turn::Loosened);
            row.moved((*was, *now), more, |was, now| format!("to level {now}, was {was}"))
        }
        _ => None,
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtMost => "at most",
        Comparison::AtLeast => "at least",
        Comparison::Below => "below",
        Comparison::Above => "above",
        Comparison::Equal => "exactly",
    }
}

/// A date that moved, came or went.
fn dated(
    row: &Row<'_>,
    was: &Side<'_>,
    now: &Side<'_>,
    word: &str,
    (before, after): (Option<When>, Option<When>),
    turns: (Turn, Turn),
) -> Option<Change> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(after)) => {
            let what = format!("{word} {}, had no date", shown(now, after));
            return Some(row.change(Turn::Changed, what));
        }
        (Some(before), None) => {
            let what = format!("no date, was {word} {}", shown(was, before));
            return Some(row.change(Turn::Changed, what));
        }
        (None, None) => return None,
    };
    let (was, now) = (shown(was, before), shown(now, after));
    let what = format!("{word} {now}, was {was}");
    match (since(before), since(after)) {
        ((one, a), (other, b)) if one == other => row.moved((a, b), turns, |_, _| what),
        _ if was == now => None,
        _ => Some(row.change(Turn::Changed, what)),
    }
}

/// What a date counts from, by kind, and how long.
fn since(when: When) -> (u8, Hours) {
    match when {
        When::Phase(hours) => (0, hours),
        When::After(_, hours) => (1, hours),
        When::Day(hours) => (2, hours),
    }
}

fn shown(side: &Side<'_>, when: When) -> String {
    match when {
        When::Phase(hours) => format!("{} into the phase", span(hours)),
        When::After(duty, hours) => format!("{} after {}", span(hours), side.names().name(duty)),
        When::Day(hours) => format!("day {}", hours.whole_days()),
    }
}

fn undone(row: &Row<'_>, was: Option<Hours>, now: Option<Hours>) -> Option<Change> {
    let shown = |undo: Option<Hours>| {
        undo.map_or("irreversible".to_owned(), |undo| format!("reversible in {}", span(undo)))
    };
    (was != now).then(|| row.change(Turn::Changed, format!("{}, was {}", shown(now), shown(was))))
}

fn proved(
    row: &Row<'_>,
    was: &Side<'_>,
    now: &Side<'_>,
    (before, after): (&Duty, &Duty),
) -> Option<Change> {
    let name = |side: &Side<'_>, duty: &Duty| {
        duty.verifier.map_or("nobody".to_owned(), |body| side.party(body))
    };
    let (was, now) = (name(was, before), name(now, after));
    let what = format!("verified by {now}, was by {was}");
    (was != now).then(|| row.change(Turn::Changed, what))
}
