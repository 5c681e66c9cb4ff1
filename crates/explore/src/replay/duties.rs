//! What became of each duty: a ledger kept from verdicts and standings.

use super::NonPerformance;
use kernel::accord::DutyKind;
use kernel::state::Life;
use kernel::verdict::{Item, Standing};
use kernel::{Accord, ActorId, ClauseId, DutyId, Hours, State, TrancheId, Verdict, VerdictKind};

/// What became of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was never owed.
    NotOwed,
    /// Done by its date, and proved where proof is needed.
    OnTime,
    /// Done after its date.
    Late,
    /// Done; nobody has proved it.
    Unproved,
    /// Kept, as far as anybody reported.
    Kept,
    /// Non-performance was reported, and cured or dismissed.
    Cured,
    /// Non-performance stood at the end, with the standing of the record.
    NotPerformed,
    /// Still owed, and not overdue.
    Owed,
    /// Ended before it was due.
    Released,
}

/// One duty's life in a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyRecord {
    /// Which duty.
    pub duty: DutyId,
    /// Who owes it.
    pub obligor: ActorId,
    /// The clause.
    pub clause: ClauseId,
    /// When it first was owed.
    pub live: Option<Hours>,
    /// When it was first done (achieve only).
    pub done: Option<Hours>,
    /// When it was first proved (achieve only).
    pub proved: Option<Hours>,
    /// When its date had passed without it.
    pub late: Option<Hours>,
    /// When non-performance was first reported, found or admitted, lateness included.
    pub accused: Option<Hours>,
    /// How non-performance last stood, while it did.
    pub standing: Standing,
    /// When that ended: cured, dismissed, settled, done after all.
    pub cured: Option<Hours>,
    /// What became of it.
    pub outcome: Outcome,
}

/// The ledger of a replay under way.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    rows: Vec<DutyRecord>,
    first: Vec<NonPerformance>,
    paid: Vec<bool>,
}

impl Ledger {
    pub(super) fn new(accord: &Accord) -> Self {
        let rows = accord.duty_ids().zip(&accord.duties).map(|(duty, row)| DutyRecord {
            duty,
            obligor: row.obligor,
            clause: row.clause,
            live: None,
            done: None,
            proved: None,
            late: None,
            accused: None,
            standing: Standing::None,
            cured: None,
            outcome: Outcome::NotOwed,
        });
        let paid = vec![false; accord.tranches.len()];
        Self { rows: rows.collect(), first: Vec::new(), paid }
    }

    /// Takes down what was said, and where that leaves every duty.
    pub(super) fn note(&mut self, at: Hours, verdicts: &[Verdict], state: &State) {
        for verdict in verdicts {
            match verdict.item {
                Item::Duty(duty) => self.note_duty(at, duty, verdict),
                Item::Tranche(tranche) => self.note_money(tranche, verdict.kind),
                _ => {}
            }
        }
        if state.ended.is_none() {
            for row in &mut self.rows {
                stand(row, at, state);
            }
        }
    }

    fn note_duty(&mut self, at: Hours, duty: DutyId, verdict: &Verdict) {
        let Some(row) = self.rows.get_mut(duty.index()) else { return };
        match verdict.kind {
            VerdictKind::Live => row.live = row.live.or(Some(at)),
            VerdictKind::Performed => row.done = row.done.or(Some(at)),
            VerdictKind::Proved => {
                row.done = row.done.or(Some(at));
                row.proved = row.proved.or(Some(at));
            }
            VerdictKind::Late => row.late = row.late.or(Some(at)),
            _ => {}
        }
        let serious = verdict.standing >= Standing::Reported;
        let kind = verdict.kind;
        if serious && matches!(kind, VerdictKind::Late | VerdictKind::NotPerformed) {
            self.accuse(at, verdict, duty);
        }
    }

    /// Only the first word against a duty is a first non-performance.
    fn accuse(&mut self, at: Hours, verdict: &Verdict, duty: DutyId) {
        let Some(row) = self.rows.get_mut(duty.index()) else { return };
        let Verdict { clause, standing, kind, .. } = *verdict;
        row.standing = standing;
        row.cured = None;
        if row.accused.is_none() {
            row.accused = Some(at);
            let obligor = row.obligor;
            self.first.push(NonPerformance { at, duty, obligor, clause, standing, kind });
        }
    }

    fn note_money(&mut self, tranche: TrancheId, kind: VerdictKind) {
        let Some(paid) = self.paid.get_mut(tranche.index()) else { return };
        match kind {
            VerdictKind::Transferred => *paid = true,
            VerdictKind::Returned => *paid = false,
            _ => {}
        }
    }

    /// First non-performance of each duty, in order of date.
    pub(super) fn non_performance(&self) -> Vec<NonPerformance> {
        self.first.clone()
    }

    pub(super) fn unpaid(&self, accord: &Accord) -> Vec<TrancheId> {
        let unpaid = accord.tranche_ids().zip(&self.paid).filter(|(_, paid)| !**paid);
        unpaid.map(|(tranche, _)| tranche).collect()
    }

    /// Every duty with its outcome; `state` is the last one.
    pub(super) fn duties(mut self, accord: &Accord, state: &State) -> Vec<DutyRecord> {
        for (record, row) in self.rows.iter_mut().zip(&accord.duties) {
            let over = state.ended.is_some() || state.duty(record.duty).life == Life::Over;
            record.outcome = outcome(record, row.kind, over);
        }
        self.rows
    }
}

/// Follows a standing up and down while the duty is owed.
fn stand(row: &mut DutyRecord, at: Hours, state: &State) {
    let cell = state.duty(row.duty);
    if row.accused.is_none() || row.cured.is_some() || cell.life == Life::Over {
        return;
    }
    if cell.standing >= Standing::Reported {
        row.standing = cell.standing;
    } else {
        row.cured = Some(at);
    }
}

fn outcome(record: &DutyRecord, kind: DutyKind, over: bool) -> Outcome {
    let stands = record.accused.is_some() && record.cured.is_none();
    match kind {
        _ if record.live.is_none() => Outcome::NotOwed,
        _ if stands => Outcome::NotPerformed,
        DutyKind::Maintain if record.accused.is_some() => Outcome::Cured,
        DutyKind::Maintain => Outcome::Kept,
        DutyKind::Achieve if record.proved.is_some() && record.late.is_some() => Outcome::Late,
        DutyKind::Achieve if record.proved.is_some() => Outcome::OnTime,
        DutyKind::Achieve if record.done.is_some() => Outcome::Unproved,
        DutyKind::Achieve if over => Outcome::Released,
        DutyKind::Achieve => Outcome::Owed,
    }
}
