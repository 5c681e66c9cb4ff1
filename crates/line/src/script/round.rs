//! What was said about a round, and the cut that follows from two holds.

use std::collections::BTreeSet;

use super::branch::Branch;
use super::cut::Cut;
use super::shelf::{Relation, Shelf};
use super::statement::Statement;
use super::terms::Terms;
use crate::ids::LogId;
use crate::leaf::ControlKind;
use crate::tree::Hash;

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot {
    /// The cut that was voted for.
    pub cut: Cut,
    /// Size and root of the script.
    pub script: (u64, Hash),
}

/// The hold of a round in one history: what is held and which leaves do not open.
pub fn hold(branch: &Branch, round: u64) -> Option<(&Cut, &[(LogId, u64)])> {
    match branch.first(ControlKind::Hold, round)?.1 {
        Statement::Hold { cut, void, .. } => Some((cut, void)),
        _ => None,
    }
}

/// The vote of a round in one history, unless it comes after an appeal.
pub fn vote(branch: &Branch, round: u64) -> Option<(u64, Ballot)> {
    let (index, said) = branch.first(ControlKind::Vote, round)?;
    let locked = appeal(branch, round).is_some_and(|appeal| appeal < index);
    match said {
        Statement::Vote { cut, size, script, .. } if !locked => {
            Some((index, Ballot { cut: cut.clone(), script: (*size, *script) }))
        }
        _ => None,
    }
}

/// The place of the appeal of a round in one history.
pub fn appeal(branch: &Branch, round: u64) -> Option<u64> {
    branch.first(ControlKind::Appeal, round).map(|(index, _)| index)
}

/// The place of the yield of a round in one history: it counts only after an appeal of the same party.
pub fn yielded(branch: &Branch, round: u64) -> Option<u64> {
    let index = branch.first(ControlKind::Yield, round)?.0;
    appeal(branch, round).filter(|appeal| *appeal < index).map(|_| index)
}

/// Whether a hold contradicts a log as the reader has it. Such a hold is none; it convicts its writer, or the author
/// of that log.
pub fn contradicts(shelf: &Shelf, held: &Cut) -> bool {
    let contradiction = |(log, prefix)| {
        let main = shelf.main(log);
        main.and_then(|branch| branch.prefix(branch.size()))
            .is_some_and(|whole| shelf.relation(log, prefix, &whole) == Relation::Forked)
    };
    held.iter().any(contradiction)
}

/// The smaller of two holds in each log, at least `base`. A log of which they name two histories stays at `base`.
/// None until the reader can tell.
pub fn minimum(shelf: &Shelf, base: &Cut, one: &Cut, other: &Cut) -> Option<Cut> {
    let logs: BTreeSet<LogId> =
        [base, one, other].iter().flat_map(|cut| cut.iter()).map(|(log, _)| *log).collect();
    let mut cut = Cut::default();
    for log in logs {
        let (mine, theirs, before) = (one.of(&log), other.of(&log), base.of(&log));
        let least = if mine.size <= theirs.size { mine } else { theirs };
        let relations = [(&mine, &theirs), (&least, &before)]
            .map(|(left, right)| shelf.relation(&log, left, right));
        if relations.contains(&Relation::Unknown) {
            return None;
        }
        let stays = relations.contains(&Relation::Forked) || least.size < before.size;
        cut.set(log, if stays { before } else { least });
    }
    Some(cut)
}

/// The normal cut of two holds: their minimum, closed.
pub fn normal(shelf: &Shelf, base: &Cut, one: &Cut, other: &Cut) -> Option<Cut> {
    shelf.close(base, minimum(shelf, base, one, other)?)
}

/// Every normal cut that follows from some pair of holds the parties signed; one, unless a party forked.
pub fn normals(shelf: &Shelf, terms: &Terms, base: &Cut, round: u64) -> Vec<Cut> {
    let [a, b] = terms.parties.map(|log| holds(shelf, &log, round));
    let pairs = a.iter().flat_map(|one| b.iter().map(move |other| (*one, *other)));
    pairs.filter_map(|(one, other)| normal(shelf, base, one, other)).collect()
}

fn holds<'a>(shelf: &'a Shelf, log: &LogId, round: u64) -> Vec<&'a Cut> {
    let held = shelf.branches(log).iter().filter_map(|branch| Some(hold(branch, round)?.0));
    held.collect()
}
