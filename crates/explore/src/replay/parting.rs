//! Where two readings of one text part: the first date on which they say different things.

use super::Replay;
use kernel::verdict::Standing;
use kernel::{ActorId, ClauseId, Hours, VerdictKind};
use std::collections::BTreeMap;

/// What is compared of a verdict. Rows may be numbered differently in different readings;
/// clauses and actors are not.
pub type Said = (ClauseId, VerdictKind, Standing, Option<ActorId>);

/// The first date on which two readings differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// When, since day 0.
    pub at: Hours,
    /// Which readings, by place.
    pub readings: (usize, usize),
    /// What only the first says on that date.
    pub only_first: Vec<Said>,
    /// What only the second says on that date.
    pub only_second: Vec<Said>,
}

/// The first date on which any reading differs from the first one.
///
/// The replays must be of the same history, one per reading.
#[must_use]
pub fn parting(replays: &[Replay]) -> Option<Parting> {
    let (first, others) = replays.split_first()?;
    let first = by_date(first);
    let apart = |(place, other): (usize, &Replay)| part(&first, &by_date(other), place + 1);
    others.iter().enumerate().filter_map(apart).min_by_key(|parting| parting.at)
}

fn by_date(replay: &Replay) -> BTreeMap<Hours, Vec<Said>> {
    let mut dates: BTreeMap<Hours, Vec<Said>> = BTreeMap::new();
    for entry in &replay.entries {
        let said = entry.verdicts.iter().map(|v| (v.clause, v.kind, v.standing, v.by));
        dates.entry(entry.at).or_default().extend(said);
    }
    dates.values_mut().for_each(|said| said.sort_unstable());
    dates
}

fn part(
    first: &BTreeMap<Hours, Vec<Said>>,
    second: &BTreeMap<Hours, Vec<Said>>,
    place: usize,
) -> Option<Parting> {
    let nothing = Vec::new();
    let dates: std::collections::BTreeSet<&Hours> = first.keys().chain(second.keys()).collect();
    dates.into_iter().find_map(|at| {
        let one = first.get(at).unwrap_or(&nothing);
        let other = second.get(at).unwrap_or(&nothing);
        (one != other).then(|| Parting {
            at: *at,
            readings: (0, place),
            only_first: without(one, other),
            only_second: without(other, one),
        })
    })
}

/// What is in one list and not in the other, each as often as it is there.
fn without(list: &[Said], other: &[Said]) -> Vec<Said> {
    let mut left = other.to_vec();
    let mut only = Vec::new();
    for said in list {
        match left.iter().position(|l| l == said) {
            Some(place) => {
                left.swap_remove(place);
            }
            None => only.push(*said),
        }
    }
    only
}
