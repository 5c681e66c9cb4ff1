//! What makes a round final: two votes, a ruling on an appeal, or a settlement.

use std::collections::{BTreeMap, BTreeSet};

use super::branch::Branch;
use super::cut::{Cut, Prefix};
use super::round::{Ballot, appeal, hold, minimum, normals, vote, yielded};
use super::shelf::Shelf;
use super::statement::Statement;
use super::terms::Terms;
use crate::ids::LogId;
use crate::leaf::ControlKind;

/// How a round was closed. The order is that of their strength for a reader who is no party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// By the intermediaries. Marked for ever; the text says what such a round may trigger.
    Ruling,
    /// By both votes.
    Votes,
    /// By a yield and the other party's settlement.
    Settlement,
}

/// A round that is final for its reader.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Closed {
    /// Its cut.
    pub cut: Cut,
    /// Its certificate.
    pub how: How,
    /// Leaves that take their place and do nothing: those that a party could not open.
    pub void: BTreeSet<(LogId, u64)>,
}

/// The certificate that closes `round` for a reader, the strongest first.
///
/// After its own yield a party takes the settlement only; after its own settlement, that settlement.
pub fn certificate(
    shelf: &Shelf,
    terms: &Terms,
    own: Option<&LogId>,
    base: &Cut,
    round: u64,
) -> Option<Closed> {
    let main = own.filter(|own| terms.peer(own).is_some()).and_then(|own| shelf.main(own));
    let bound = main.is_some_and(|log| {
        yielded(log, round).is_some() || log.first(ControlKind::Settle, round).is_some()
    });
    let settled = by_settlement(shelf, terms, base, round);
    if bound || settled.is_some() {
        return settled;
    }
    by_votes(shelf, terms, base, round).or_else(|| by_ruling(shelf, terms, base, round))
}

/// Closes what can be closed, round after round. Returns the first round that changed, if any did.
///
/// For a party the first certificate counts. A reader who is none takes a stronger one for its last round, as a
/// settlement may be shown to it after a ruling.
pub fn advance(
    shelf: &Shelf,
    terms: &Terms,
    own: Option<&LogId>,
    closed: &mut Vec<Closed>,
) -> Option<u64> {
    let before = closed.len() as u64;
    let mut changed = None;
    let is_party = own.is_some_and(|own| terms.peer(own).is_some());
    if let (false, Some(last)) = (is_party, closed.pop()) {
        let base = super::next::base(closed);
        let best = certificate(shelf, terms, own, &base, before);
        let better = best.filter(|best| best.how > last.how && best.cut != last.cut);
        changed = better.is_some().then_some(before);
        closed.push(better.unwrap_or(last));
    }
    loop {
        let (round, base) = (closed.len() as u64 + 1, super::next::base(closed));
        let Some(next) = certificate(shelf, terms, own, &base, round) else { break };
        closed.push(next);
    }
    changed.or((closed.len() as u64 > before).then_some(before + 1))
}

/// Both parties' votes for one cut and one script.
pub fn by_votes(shelf: &Shelf, terms: &Terms, base: &Cut, round: u64) -> Option<Closed> {
    let [a, b] = terms.parties.map(|log| ballots(shelf, &log, round));
    let agreed = a.intersection(&b).find(|ballot| shelf.follows(base, &ballot.cut))?;
    let cut = agreed.cut.clone();
    let void = void_of(shelf, terms, round, |_, branch| {
        vote(branch, round).is_some_and(|(_, ballot)| ballot == *agreed)
    });
    Some(Closed { cut, how: How::Votes, void })
}

fn ballots(shelf: &Shelf, log: &LogId, round: u64) -> BTreeSet<Ballot> {
    let votes = shelf.branches(log).iter().filter_map(|branch| vote(branch, round));
    votes.map(|(_, ballot)| ballot).collect()
}

/// Leaves that the holds in the histories `counts` picks list as unopened.
fn void_of(
    shelf: &Shelf,
    terms: &Terms,
    round: u64,
    counts: impl Fn(&LogId, &Branch) -> bool,
) -> BTreeSet<(LogId, u64)> {
    let mut void = BTreeSet::new();
    for log in &terms.parties {
        for branch in shelf.branches(log).iter().filter(|branch| counts(log, branch)) {
            void.extend(hold(branch, round).map_or(&[][..], |(_, void)| void));
        }
    }
    void
}

/// A ruling that enough intermediaries wrote and that does not contradict the votes of those who appealed.
pub fn by_ruling(shelf: &Shelf, terms: &Terms, base: &Cut, round: u64) -> Option<Closed> {
    let mut said: BTreeMap<&Cut, (BTreeSet<&LogId>, Vec<&Cut>)> = BTreeMap::new();
    for judge in &terms.judges {
        for (cut, appeals) in shelf.branches(judge).iter().filter_map(|one| ruling(one, round)) {
            if ruling_fits(shelf, terms, base, round, (cut, appeals)) {
                let (judges, cited) = said.entry(cut).or_default();
                judges.insert(judge);
                cited.push(appeals);
            }
        }
    }
    let mut enough = said
        .into_iter()
        .filter(|(cut, (judges, _))| judges.len() >= terms.quorum() && shelf.follows(base, cut));
    let (cut, (_, cited)) = enough.next()?;
    let void = void_of(shelf, terms, round, |log, branch| {
        cited.iter().any(|appeals| cites(appeals, log, branch, round).is_some())
    });
    Some(Closed { cut: cut.clone(), how: How::Ruling, void })
}

/// Cut and cited appeals of the ruling in one history.
pub fn ruling(branch: &Branch, round: u64) -> Option<(&Cut, &Cut)> {
    match branch.first(ControlKind::Ruling, round)?.1 {
        Statement::Ruling { cut, appeals, .. } => Some((cut, appeals)),
        _ => None,
    }
}

/// The place of the appeal if `appeals` cites it in this history.
fn cites(appeals: &Cut, log: &LogId, branch: &Branch, round: u64) -> Option<u64> {
    let cited = appeals.of(log);
    let index = appeal(branch, round)?;
    (cited.size == index + 1 && branch.begins_with(&cited)).then_some(index)
}

/// Whether the cut of a ruling may stand: free if somebody cited appealed without a vote, else the cut voted for. If
/// those cited voted for two, the one that follows from the holds.
pub fn ruling_fits(
    shelf: &Shelf,
    terms: &Terms,
    base: &Cut,
    round: u64,
    (cut, appeals): (&Cut, &Cut),
) -> bool {
    let mut voted = BTreeSet::new();
    let mut free = false;
    for (log, prefix) in appeals.iter() {
        let Some(before) = voted_before(shelf, terms, round, log, prefix) else { return false };
        match before {
            Some(ballot) => drop(voted.insert(ballot.cut)),
            None => free = true,
        }
    }
    let agreed = voted.len() <= 1 && voted.contains(cut);
    let disputed = voted.len() > 1 && normals(shelf, terms, base, round).contains(cut);
    free || agreed || disputed
}

/// Of an appeal that is cited: the vote before it, if there was one. None if the reader finds no such appeal.
fn voted_before(
    shelf: &Shelf,
    terms: &Terms,
    round: u64,
    log: &LogId,
    cited: &Prefix,
) -> Option<Option<Ballot>> {
    terms.peer(log)?;
    let branch = shelf.find(log, cited)?;
    let index = appeal(branch, round).filter(|index| index + 1 == cited.size)?;
    Some(vote(branch, round).filter(|(place, _)| *place < index).map(|(_, ballot)| ballot))
}

/// A yield of the party whose turn it is, after both appealed, and the other's settlement.
pub fn by_settlement(shelf: &Shelf, terms: &Terms, base: &Cut, round: u64) -> Option<Closed> {
    let yielder = terms.yields(round);
    let settler = terms.peer(&yielder)?;
    shelf.branches(&yielder).iter().find(|branch| yielded(branch, round).is_some())?;
    let allowed = allowed(shelf, terms, base, round);
    let cuts = shelf.branches(&settler).iter().filter_map(|branch| settlement(branch, round));
    let cut = cuts.filter(|cut| allowed.contains(cut) && shelf.follows(base, cut)).min()?;
    let void = void_of(shelf, terms, round, |_, branch| appeal(branch, round).is_some());
    Some(Closed { cut: cut.clone(), how: How::Settlement, void })
}

fn settlement(branch: &Branch, round: u64) -> Option<&Cut> {
    match branch.first(ControlKind::Settle, round)?.1 {
        Statement::Settle { cut, .. } => Some(cut),
        _ => None,
    }
}

/// The cuts that a settlement may name: a valid ruling's, a normal one, or a normal one without what forked logs
/// added since `base`.
fn allowed(shelf: &Shelf, terms: &Terms, base: &Cut, round: u64) -> Vec<Cut> {
    let mut cuts = normals(shelf, terms, base, round);
    let without: Vec<Cut> =
        cuts.iter().filter_map(|cut| without_forks(shelf, base, cut.clone())).collect();
    cuts.extend(without);
    cuts.extend(by_ruling(shelf, terms, base, round).map(|closed| closed.cut));
    cuts
}

/// What a party settles on that acted on no ruling.
pub fn settle(shelf: &Shelf, base: &Cut, one: &Cut, other: &Cut) -> Option<Cut> {
    without_forks(shelf, base, minimum(shelf, base, one, other)?)
}

fn without_forks(shelf: &Shelf, base: &Cut, mut cut: Cut) -> Option<Cut> {
    let forked: Vec<LogId> =
        cut.iter().map(|(log, _)| *log).filter(|log| shelf.is_forked(log)).collect();
    forked.into_iter().for_each(|log| cut.set(log, base.of(&log)));
    shelf.close(base, cut)
}
