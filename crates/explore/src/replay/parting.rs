//! Where readings of one text part: the first date on which they say different things.

use super::Replay;
use kernel::verdict::{Item, Standing};
use kernel::{ActorId, ClauseId, Hours, VerdictKind};
use std::collections::{BTreeMap, BTreeSet};

/// What one reading says and the other does not.
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

/// The first date on which any two readings differ.
///
/// The replays must be of the same history: first of the text without anybody's own reading, then
/// of each own reading. What sides read differently is missing from the first, so it is compared
/// only where fewer than two have a reading of their own. `name` is what the text calls a row of
/// a reading, by place: rows and clauses are numbered apart, and two clauses of one name are one
/// promise read twice.
#[must_use]
pub fn parting(replays: &[Replay], name: &dyn Fn(usize, Item) -> String) -> Option<Parting> {
    let first = usize::from(replays.len() > 2);
    let read: Vec<Dates> = replays.iter().enumerate().map(|(at, it)| dates(it, at, name)).collect();
    let pairs =
        (first..read.len()).flat_map(|one| (one + 1..read.len()).map(move |two| (one, two)));
    let part = |(one, two)| part(read.get(one)?, read.get(two)?, (one, two));
    pairs.filter_map(part).min_by_key(|parting| parting.at)
}

/// A verdict as readings are compared by it, with the clause that says so.
type Named = ((String, VerdictKind, Standing, Option<ActorId>), ClauseId);
/// What is said on each date.
type Dates = BTreeMap<Hours, Vec<Named>>;

fn dates(replay: &Replay, reading: usize, name: &dyn Fn(usize, Item) -> String) -> Dates {
    let mut dates = Dates::new();
    for entry in &replay.entries {
        let said = entry.verdicts.iter();
        let said = said.map(|v| ((name(reading, v.item), v.kind, v.standing, v.by), v.clause));
        dates.entry(entry.at).or_default().extend(said);
    }
    dates.values_mut().for_each(|said| said.sort());
    dates
}

fn part(one: &Dates, two: &Dates, readings: (usize, usize)) -> Option<Parting> {
    let nothing = Vec::new();
    let all: BTreeSet<&Hours> = one.keys().chain(two.keys()).collect();
    all.into_iter().find_map(|at| {
        let (one, two) = (one.get(at).unwrap_or(&nothing), two.get(at).unwrap_or(&nothing));
        let (only_first, only_second) = (without(one, two), without(two, one));
        let same = only_first.is_empty() && only_second.is_empty();
        (!same).then_some(Parting { at: *at, readings, only_first, only_second })
    })
}

/// What is in one list and not in the other, each as often as it is there.
fn without(list: &[Named], other: &[Named]) -> Vec<Said> {
    let mut left: Vec<_> = other.iter().map(|(said, _)| said).collect();
    let mut only = Vec::new();
    for (said, clause) in list {
        match left.iter().position(|known| *known == said) {
            Some(place) => {
                left.swap_remove(place);
            }
            None => only.push((*clause, said.1, said.2, said.3)),
        }
    }
    only
}
