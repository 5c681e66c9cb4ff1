//! What a party or an intermediary must write next, given what it holds. Times come in as what has run out.

use std::collections::BTreeMap;

use super::certificate::{Closed, ruling, ruling_fits, settle};
use super::cut::{Cut, Prefix};
use super::round::{appeal, contradicts, hold, normal, vote, yielded};
use super::shelf::Shelf;
use super::terms::Terms;
use crate::ids::LogId;
use crate::leaf::ControlKind;

/// What to write. The caller adds times, the state and the root of the script, and signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Hold this.
    Hold(Cut),
    /// Vote for this.
    Vote(Cut),
    /// Appeal.
    Appeal,
    /// Yield the round.
    Yield,
    /// Settle a round, which may be an earlier one.
    Settle(u64, Cut),
    /// Rule this, citing these appeals.
    Ruling(Cut, Cut),
}

/// What has run out for a party, and what it knows of its own leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Its rate lets it write a hold.
    pub may_hold: bool,
    /// A round is due without a message: the state has a term that passed by stamps outside the script, or parts are here
    /// that can go in.
    pub due: bool,
    /// W has passed since its hold, and since the peer's last usable word.
    pub overdue: bool,
    /// Both appealed, and still no ruling after the span for it.
    pub unruled: bool,
    /// So many of its own leaves were deposited G ago.
    pub deposited: u64,
    /// Logs of which only so many leaves count as held.
    pub stops: BTreeMap<LogId, u64>,
}

/// The cut of the last closed round.
pub fn base(closed: &[Closed]) -> Cut {
    closed.last().map(|last| last.cut.clone()).unwrap_or_default()
}

/// What the party that writes log `own` must write next.
pub fn of_party(
    shelf: &Shelf,
    terms: &Terms,
    own: &LogId,
    closed: &[Closed],
    signs: &Signs,
) -> Option<Duty> {
    let peer = terms.peer(own)?;
    if let Some(owed) = owed_settlement(shelf, terms, own, closed) {
        return Some(owed);
    }
    let (round, base) = (closed.len() as u64 + 1, base(closed));
    let held = shelf.held(Some(own), &base, &signs.stops);
    let theirs = shelf.main(&peer).and_then(|branch| hold(branch, round)).map(|(cut, _)| cut);
    let Some((mine, _)) = shelf.main(own).and_then(|branch| hold(branch, round)) else {
        let called = theirs.is_some() || signs.due || has_content(shelf, &base, &held);
        return (called && signs.may_hold).then_some(Duty::Hold(held));
    };
    let branch = shelf.main(own)?;
    let cut = theirs.filter(|theirs| !contradicts_own(shelf, own, theirs));
    let cut = cut.and_then(|theirs| normal(shelf, &base, mine, theirs));
    if appeal(branch, round).is_some() {
        return after_appeal(shelf, terms, (own, &peer), round, (&base, mine, theirs), signs);
    }
    let voted = vote(branch, round).is_some();
    match cut {
        Some(cut) if !voted && cut.of(own).size < signs.deposited => Some(Duty::Appeal),
        Some(cut) if !voted => Some(Duty::Vote(cut)),
        _ => signs.overdue.then_some(Duty::Appeal),
    }
}

/// Whether a hold names a history of the reader's own log that it never wrote.
fn contradicts_own(shelf: &Shelf, own: &LogId, theirs: &Cut) -> bool {
    contradicts(shelf, &Cut::new([(*own, theirs.of(own))]))
}

/// Whether a leaf that calls for a round is held and outside the script.
fn has_content(shelf: &Shelf, base: &Cut, held: &Cut) -> bool {
    held.iter().filter(|(log, _)| !shelf.is_bulk(log)).any(|(log, prefix)| {
        let branch = shelf.find(log, prefix);
        branch.is_some_and(|one| one.has_content(base.of(log).size, prefix.size))
    })
}

fn after_appeal(
    shelf: &Shelf,
    terms: &Terms,
    (own, peer): (&LogId, &LogId),
    round: u64,
    (base, mine, theirs): (&Cut, &Cut, Option<&Cut>),
    signs: &Signs,
) -> Option<Duty> {
    let (me, other) = (shelf.main(own)?, shelf.main(peer)?);
    appeal(other, round)?;
    if terms.yields(round) == *own {
        let may = yielded(me, round).is_none() && signs.unruled;
        return may.then_some(Duty::Yield);
    }
    let settled = me.first(ControlKind::Settle, round).is_some();
    yielded(other, round).filter(|_| !settled)?;
    settle(shelf, base, mine, theirs?).map(|cut| Duty::Settle(round, cut))
}

/// A closed round that the peer yielded and that the party has not settled: it settles on the cut it acted on.
fn owed_settlement(shelf: &Shelf, terms: &Terms, own: &LogId, closed: &[Closed]) -> Option<Duty> {
    let (me, other) = (shelf.main(own)?, shelf.main(&terms.peer(own)?)?);
    let last = closed.last()?;
    let round = closed.len() as u64;
    let owes = terms.yields(round) != *own
        && yielded(other, round).is_some()
        && me.first(ControlKind::Settle, round).is_none();
    owes.then(|| Duty::Settle(round, last.cut.clone()))
}

/// What has run out for an intermediary, and what it has held and offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgeSigns {
    /// G has passed so many times since the first appeal of the round.
    pub waited: u64,
    /// What enough intermediaries have held and offered for G, as far as this one knows.
    pub offered: Cut,
}

/// What an intermediary must rule next, if anything: it opens a ruling when it is its turn, or says the same as one
/// that it finds right. One a round.
pub fn of_judge(
    shelf: &Shelf,
    terms: &Terms,
    own: &LogId,
    closed: &[Closed],
    signs: &JudgeSigns,
) -> Option<Duty> {
    let (round, base) = (closed.len() as u64 + 1, base(closed));
    if shelf.main(own).is_some_and(|branch| ruling(branch, round).is_some()) {
        return None;
    }
    let appeals = appeals(shelf, terms, round);
    appeals.iter().next()?;
    let deposits = shelf.close(&base, joined(shelf, &base, &signs.offered))?;
    if let Some((cut, cited)) = seconded(shelf, terms, own, round, &base, &deposits) {
        return Some(Duty::Ruling(cut, cited));
    }
    let ripe = signs.waited > 0 || both_spoke(shelf, terms, round);
    if !ripe || signs.waited < terms.rank(own, round)? {
        return None;
    }
    let cut = required(shelf, terms, round, &base, &appeals).unwrap_or(deposits);
    let right =
        shelf.follows(&base, &cut) && ruling_fits(shelf, terms, &base, round, (&cut, &appeals));
    right.then_some(Duty::Ruling(cut, appeals))
}

/// The appeals of a round in the histories that were had first.
fn appeals(shelf: &Shelf, terms: &Terms, round: u64) -> Cut {
    let one = |log: &LogId| -> Option<(LogId, Prefix)> {
        let main = shelf.main(log)?;
        Some((*log, main.prefix(appeal(main, round)? + 1)?))
    };
    Cut::new(terms.parties.iter().filter_map(one))
}

fn both_spoke(shelf: &Shelf, terms: &Terms, round: u64) -> bool {
    let spoke = |log: &LogId| {
        let main = shelf.main(log);
        main.is_some_and(|one| vote(one, round).is_some() || appeal(one, round).is_some())
    };
    terms.parties.iter().all(spoke)
}

/// `offered` where it goes on from `base`.
fn joined(shelf: &Shelf, base: &Cut, offered: &Cut) -> Cut {
    let mut cut = base.clone();
    for (log, prefix) in offered.iter() {
        let on = shelf.find(log, prefix).is_some_and(|one| one.begins_with(&base.of(log)));
        if on && prefix.size > base.of(log).size && !shelf.is_forked(log) {
            cut.set(*log, *prefix);
        }
    }
    cut
}

/// The cut that the votes before the appeals leave; none if it is free.
fn required(shelf: &Shelf, terms: &Terms, round: u64, base: &Cut, appeals: &Cut) -> Option<Cut> {
    let voted = terms.parties.iter().filter_map(|log| Some(vote(shelf.main(log)?, round)?.1.cut));
    voted
        .into_iter()
        .find(|cut| ruling_fits(shelf, terms, base, round, (cut, appeals)))
        .filter(|_| !is_free(shelf, terms, round, appeals))
}

fn is_free(shelf: &Shelf, terms: &Terms, round: u64, appeals: &Cut) -> bool {
    terms.parties.iter().any(|log| {
        let cited = appeals.of(log).size > 0;
        cited && shelf.main(log).is_some_and(|one| vote(one, round).is_none())
    })
}

/// Another intermediary's ruling that this one can say again: right by the votes, and nothing deposited left out.
fn seconded(
    shelf: &Shelf,
    terms: &Terms,
    own: &LogId,
    round: u64,
    base: &Cut,
    deposits: &Cut,
) -> Option<(Cut, Cut)> {
    let others = terms.judges.iter().filter(|judge| *judge != own);
    let mut said = others.filter_map(|judge| ruling(shelf.main(judge)?, round));
    said.find(|(cut, cited)| {
        let free = is_free(shelf, terms, round, cited);
        shelf.follows(base, cut)
            && ruling_fits(shelf, terms, base, round, (cut, cited))
            && (!free || cut.covers(deposits))
    })
    .map(|(cut, cited)| (cut.clone(), cited.clone()))
}
