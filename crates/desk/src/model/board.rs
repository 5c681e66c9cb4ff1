//! The phase board: compartments, phases, and every duty with what is due, by whom, and what proof is missing.

use explore::replay::Outcome;
use kernel::accord::DutyKind;
use kernel::state::{Cause, Life, PhaseLife};
use kernel::verdict::{Item, Standing};
use kernel::{DutyId, PhaseId, VerdictKind, WorkstreamId};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Clause, Due, Moment, Stamp, snake, standing};

/// The board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Board {
    /// How the accord ended, if it did.
    pub ended: Option<Ending>,
    /// Phases in order.
    pub phases: Vec<PhaseRow>,
    /// Compartments with their duties.
    pub compartments: Vec<Compartment>,
}

/// How something ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ending {
    /// When, if it is known.
    pub at: Option<Stamp>,
    /// Why: `withdrawal`.
    pub cause: String,
    /// Whose act it was.
    pub by: Option<String>,
}

/// A phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PhaseRow {
    /// What people call it.
    pub title: String,
    /// `ahead`, `open`, `closed` or `lapsed`; `over` once the accord has ended.
    pub life: &'static str,
    /// When it lapses, if it is open and can.
    pub lapses: Option<Stamp>,
    /// Where the text opens it.
    pub clause: Option<Clause>,
}

/// A file that has a life of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Compartment {
    /// What people call it.
    pub title: String,
    /// How it ended, if it did.
    pub ended: Option<String>,
    /// Its duties.
    pub duties: Vec<DutyRow>,
}

/// A duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyRow {
    /// What people call it.
    pub title: String,
    /// Who owes it.
    pub obligor: String,
    /// The phase it belongs to.
    pub phase: Option<String>,
    /// `achieve` or `maintain`.
    pub kind: &'static str,
    /// Where it stands, as a key.
    pub status: Status,
    /// How firmly non-performance stands, if it does.
    pub standing: Option<&'static str>,
    /// The last moment, if it is owed and has one.
    pub due: Option<Stamp>,
    /// Who proves it; nobody for what is public by nature.
    pub verifier: Option<String>,
    /// When the proof that is missing is due.
    pub proof_due: Option<Stamp>,
    /// What is said if nobody does anything more.
    pub silence: Vec<Due>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// Where a duty stands, in the order in which an officer must look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Somebody with the standing to say so says that it was not performed.
    NonPerformance,
    /// Its date has passed.
    Late,
    /// Done, and proof is missing.
    Unproved,
    /// Owed now.
    Owed,
    /// Kept, as far as anybody reported.
    Kept,
    /// Suspended while the other side's leg is not performed.
    Suspended,
    /// Not owed yet.
    Ahead,
    /// Done and, where proof is needed, proved.
    Met,
    /// No longer owed.
    Over,
}

/// The board at a moment.
#[must_use]
pub fn board(moment: &Moment) -> Board {
    let accord = moment.accord();
    let ended = moment.replay.ended.map(|(at, ended)| Ending {
        at: Some(moment.stamp(at)),
        cause: cause(ended.cause),
        by: ended.by.map(|by| moment.actor(by)),
    });
    Board {
        ended,
        phases: accord.phase_ids().map(|id| phase(moment, id)).collect(),
        compartments: accord.workstream_ids().map(|id| compartment(moment, id)).collect(),
    }
}

/// Why something ended, as a key.
#[must_use]
pub fn cause(cause: Cause) -> String {
    snake(&format!("{cause:?}"))
}

fn phase(moment: &Moment, id: PhaseId) -> PhaseRow {
    let (cell, row) = (moment.state().phase(id), moment.accord().phase(id));
    let open = cell.life == PhaseLife::Open;
    let left = row.and_then(|row| row.lapses).filter(|_| open).map(|span| span.minus(cell.age));
    PhaseRow {
        title: moment.labels().phase(id),
        life: match cell.life {
            _ if moment.state().ended.is_some() => "over",
            PhaseLife::Ahead => "ahead",
            PhaseLife::Open => "open",
            PhaseLife::Closed => "closed",
            PhaseLife::Lapsed => "lapsed",
        },
        lapses: left.and_then(|left| moment.ahead(left)),
        clause: row.and_then(|row| moment.line(row.clause)),
    }
}

fn compartment(moment: &Moment, id: WorkstreamId) -> Compartment {
    let accord = moment.accord();
    let here = |duty: &DutyId| accord.duty(*duty).is_some_and(|row| row.workstream == id);
    let mut duties: Vec<DutyRow> =
        accord.duty_ids().filter(here).filter_map(|duty| duty_row(moment, duty)).collect();
    duties.sort_by_key(|row| row.status);
    Compartment {
        title: moment.labels().workstream(id),
        ended: moment.state().workstream(id).map(cause),
        duties,
    }
}

/// One duty as a row.
#[must_use]
pub fn duty_row(moment: &Moment, id: DutyId) -> Option<DutyRow> {
    let row = moment.accord().duty(id)?;
    let owed = moment.plan.owed.iter().find(|it| it.duty == id && it.from <= moment.at);
    let awaited = moment.plan.awaited.iter().find(|it| it.duty == id);
    let status = status(moment, id);
    let record = moment.replay.duties.get(id.index());
    let cell = moment.state().duty(id);
    let stands = match record {
        Some(record) if record.outcome == Outcome::NotPerformed => {
            cell.standing.max(record.standing)
        }
        _ => cell.standing,
    };
    let silent = moment.silence_on(Item::Duty(id)).into_iter();
    Some(DutyRow {
        title: moment.labels().duty(id),
        obligor: moment.actor(row.obligor),
        phase: row.phase.map(|phase| moment.labels().phase(phase)),
        kind: match row.kind {
            DutyKind::Achieve => "achieve",
            DutyKind::Maintain => "maintain",
        },
        status,
        standing: standing(stands),
        due: owed.and_then(|it| it.by).map(|by| moment.stamp(by)),
        verifier: row.verifier.map(|body| moment.actor(body)),
        proof_due: awaited.map(|it| moment.stamp(it.by)),
        silence: silent.filter(|due| due.said.kind != super::word(VerdictKind::Live)).collect(),
        clause: moment.line(row.clause),
    })
}

/// Where a duty stands: what the kernel's state and the record say of it, in one word.
#[must_use]
pub fn status(moment: &Moment, id: DutyId) -> Status {
    let cell = moment.state().duty(id);
    let record = moment.replay.duties.get(id.index());
    let outcome = record.map_or(Outcome::NotOwed, |record| record.outcome);
    let maintained = moment.accord().duty(id).is_some_and(|row| row.kind == DutyKind::Maintain);
    match cell.life {
        _ if moment.state().ended.is_some() && outcome == Outcome::NotPerformed => {
            Status::NonPerformance
        }
        _ if moment.state().ended.is_some() => Status::Over,
        Life::Live | Life::Suspended if cell.standing >= Standing::Alleged => {
            Status::NonPerformance
        }
        Life::Live | Life::Suspended if cell.late => Status::Late,
        Life::Suspended => Status::Suspended,
        Life::Live if maintained => Status::Kept,
        Life::Live => Status::Owed,
        Life::Performed => Status::Unproved,
        Life::Met => Status::Met,
        Life::Dormant => Status::Ahead,
        Life::Over if outcome == Outcome::NotPerformed => Status::NonPerformance,
        Life::Over => Status::Over,
    }
}
