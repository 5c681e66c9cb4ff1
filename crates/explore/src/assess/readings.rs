//! One text, several readings: does each hold, and when do they part?

use super::Reading;
use super::run::{Effort, Subject};
use super::slack::Sides;
use crate::drive::{Drive, Expansion, Micro};
use crate::graph::{Graph, enumerate};
use game::GameError;
use kernel::encode::accord_digest;
use kernel::{Accord, ActorId, ClauseId, Event, Hours, State, Verdict, VerdictKind};
use rustc_hash::FxHashSet;

/// Points looked at before the search for the first difference gives up.
const POINTS_MAX: usize = 200_000;

/// Every reading, with the first date at which its verdicts differ from the first one's.
///
/// # Errors
/// As [`crate::graph::enumerate`].
pub fn readings(subject: &Subject<'_>, effort: &Effort) -> Result<Vec<Reading>, GameError> {
    let Some((_, base)) = subject.readings.first() else { return Ok(Vec::new()) };
    let mut list = Vec::new();
    for (reader, accord) in subject.readings {
        let mut graphs: Vec<(ActorId, Graph)> = Vec::new();
        for party in accord.signatory_ids() {
            let drive = Drive::new(accord, subject.beliefs, Some(party));
            graphs.push((party, enumerate(&drive, effort.points_max)?));
        }
        let sides = Sides::new(subject.beliefs, graphs)?;
        let held = sides.losses(&subject.beliefs.central())?;
        let parts = part(subject, base, accord);
        list.push(Reading {
            reader: *reader,
            digest: accord_digest(accord),
            holds: held.iter().map(|h| (h.party, h.holds())).collect(),
            parts: parts.map(|(when, _)| when),
            clause: parts.map(|(_, clause)| clause),
        });
    }
    Ok(list)
}

/// The first time at which the same events give different verdicts under two readings, everybody
/// keeping to the first one, and the clause concerned.
fn part(subject: &Subject<'_>, one: &Accord, two: &Accord) -> Option<(Hours, ClauseId)> {
    if one == two {
        return None;
    }
    let drive = Drive::new(one, subject.beliefs, None);
    let other = kernel::apply::start(two).0;
    let mut seen: FxHashSet<(Micro, State)> = FxHashSet::default();
    let mut front = vec![(drive.start(), other)];
    let mut elapsed = Hours::ZERO;
    for _ in 0..subject.beliefs.horizon {
        let mut next = Vec::new();
        while let Some(pair) = front.pop() {
            if seen.len() > POINTS_MAX || !seen.insert(pair.clone()) {
                continue;
            }
            if let Some(found) = step(&drive, two, &pair, &mut front, &mut next, elapsed) {
                return Some(found);
            }
        }
        elapsed = elapsed.plus(subject.beliefs.period);
        front = next;
    }
    None
}

fn step(
    drive: &Drive<'_>,
    two: &Accord,
    (micro, other): &(Micro, State),
    front: &mut Vec<(Micro, State)>,
    next: &mut Vec<(Micro, State)>,
    elapsed: Hours,
) -> Option<(Hours, ClauseId)> {
    let (branches, ends) = match drive.expand(micro) {
        Expansion::Draw(branches)
        | Expansion::Choose { branches, .. }
        | Expansion::Together { branches, .. } => (branches, false),
        Expansion::Pass { branch, .. } => (vec![*branch], true),
        Expansion::Over => return None,
    };
    for branch in branches {
        let (state, found) =
            side_by_side(drive.accord, two, &micro.state, other, &branch.events, elapsed);
        if found.is_some() {
            return found;
        }
        let onward = if ends { &mut *next } else { &mut *front };
        onward.push((branch.to, state));
    }
    None
}

/// Runs the same events under both accords; the first difference of what they say.
fn side_by_side(
    one: &Accord,
    two: &Accord,
    left: &State,
    right: &State,
    events: &[Event],
    elapsed: Hours,
) -> (State, Option<(Hours, ClauseId)>) {
    let (mut left, mut right, mut when) = (left.clone(), right.clone(), elapsed);
    for event in events {
        let (next, said) = kernel::apply(one, &left, event);
        let (other, heard) = kernel::apply(two, &right, event);
        if let Event::Pass(span) = event {
            when = when.plus(*span);
        }
        if let Some(clause) = difference(&said, &heard) {
            return (other, Some((when, clause)));
        }
        (left, right) = (next, other);
    }
    (right, None)
}

fn difference(said: &[Verdict], heard: &[Verdict]) -> Option<ClauseId> {
    let mark = |v: &Verdict| (v.clause, v.kind);
    let (mut a, mut b): (Vec<_>, Vec<_>) =
        (said.iter().map(mark).collect(), heard.iter().map(mark).collect());
    let silent = |kind: VerdictKind| kind == VerdictKind::Void;
    a.retain(|(_, kind)| !silent(*kind));
    b.retain(|(_, kind)| !silent(*kind));
    a.sort_unstable();
    b.sort_unstable();
    let mut pairs = a.iter().zip(&b);
    let split = pairs.find(|(x, y)| x != y).map(|(x, y)| (*x).min(*y));
    let longer = || if a.len() > b.len() { a.get(b.len()) } else { b.get(a.len()) };
    split.or_else(|| longer().copied()).map(|(clause, _)| clause)
}
