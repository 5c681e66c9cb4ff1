//! The same text with its files apart, and with its files linked.
//!
//! *Apart*: nothing in one file follows from another. No file ends with another, answers and outcomes
//! reach their own file only, and no step waits for a step of another file or sleeps because of one.
//! *Linked*: every file ends with any other, and an answer to a red line that takes relief back takes it
//! in another file: the answering side's waiver there is revoked, else its dial goes to nothing, else
//! its escrow is paused. Force, and what starts a procedure, stay as written in both.
//!
//! What phases wait for, when they lapse and dates counted from another step stay as written: without
//! them there would be another text.

use kernel::accord::{Answer, Effect, Redline};
use kernel::{Accord, ActorId, Condition, Hours, WorkstreamId};

/// How the files of a text hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// As the text has it.
    AsWritten,
    /// Nothing in one follows from another.
    Apart,
    /// All stand and fall together, and are answered in each other.
    Linked,
}

impl Ties {
    /// The text with its files so; nothing if it is so already or has no second file.
    #[must_use]
    pub fn of(self, accord: &Accord) -> Option<Accord> {
        let changed = match self {
            Self::AsWritten => return None,
            Self::Apart => apart(accord),
            Self::Linked => linked(accord),
        };
        (changed != *accord).then_some(changed)
    }
}

/// How long an escrow is paused where the answer as written has no span.
const PAUSE: Hours = Hours::days(30);

fn apart(accord: &Accord) -> Accord {
    let mut changed = accord.clone();
    for row in &mut changed.workstreams {
        row.pulls.clear();
    }
    for row in &mut changed.duties {
        keep_own(accord, row.workstream, &mut row.after);
        let own = |id: &kernel::DutyId| {
            accord.duty(*id).is_none_or(|other| other.workstream == row.workstream)
        };
        row.against.retain(own);
    }
    for row in &mut changed.dials {
        keep_own(accord, row.workstream, &mut row.raise);
        keep_own(accord, row.workstream, &mut row.lower);
    }
    for row in &mut changed.waivers {
        keep_own(accord, row.workstream, &mut row.renew);
        keep_own(accord, row.workstream, &mut row.revoke);
    }
    for line in &mut changed.redlines {
        let file = line.workstream;
        let own = |it: &Answer| reached(accord, &it.effect).is_none_or(|other| other == file);
        line.levels.iter_mut().for_each(|level| level.answers.retain(own));
    }
    for row in &mut changed.procedures {
        let file = row.workstream;
        row.outcome.retain(|it| reached(accord, it).is_none_or(|other| other == file));
    }
    changed.indexed()
}

fn linked(accord: &Accord) -> Accord {
    let mut changed = accord.clone();
    for (id, row) in accord.workstream_ids().zip(&mut changed.workstreams) {
        row.pulls = accord.workstream_ids().filter(|other| *other != id).collect();
    }
    for line in &mut changed.redlines {
        answer_elsewhere(accord, line);
    }
    changed.indexed()
}

/// Each answer that takes relief back in the line's own file, in another.
fn answer_elsewhere(accord: &Accord, line: &mut Redline) {
    for answer in line.levels.iter_mut().flat_map(|level| &mut level.answers) {
        let own = reached(accord, &answer.effect) == Some(line.workstream);
        if let (true, Some(span)) = (own, takes_back(&answer.effect))
            && let Some(effect) = relief_elsewhere(accord, answer.by, line.workstream, span)
        {
            answer.effect = effect;
        }
    }
}

/// For how long relief is taken back, if it is.
fn takes_back(effect: &Effect) -> Option<Hours> {
    match effect {
        Effect::PauseEscrow(_, span) | Effect::SuspendWaiver(_, span) => Some(*span),
        Effect::RevokeWaiver(_) | Effect::LowerDial(..) => Some(PAUSE),
        Effect::OnlyIf(_, inner) => takes_back(inner),
        Effect::Strike | Effect::EndWorkstream(_) | Effect::Start(_) => None,
    }
}

/// Relief that a side gives in another file, taken back.
fn relief_elsewhere(
    accord: &Accord,
    by: ActorId,
    file: WorkstreamId,
    span: Hours,
) -> Option<Effect> {
    let mut waivers = accord.waiver_ids().zip(&accord.waivers);
    let mut dials = accord.dial_ids().zip(&accord.dials);
    let mut escrows = accord.escrow_ids().zip(&accord.escrows);
    let waiver = waivers.find(|(_, row)| row.granter == by && row.workstream != file);
    let dial = dials.find(|(_, row)| row.holder == by && row.workstream != file);
    let escrow = escrows.find(|(_, row)| row.approvers.contains(&by) && row.workstream != file);
    let waiver = waiver.map(|(id, _)| Effect::RevokeWaiver(id));
    let dial = dial.map(|(id, _)| Effect::LowerDial(id, 0));
    waiver.or(dial).or_else(|| escrow.map(|(id, _)| Effect::PauseEscrow(id, span)))
}

/// The file that an effect reaches, if it reaches one.
fn reached(accord: &Accord, effect: &Effect) -> Option<WorkstreamId> {
    match effect {
        Effect::PauseEscrow(id, _) => accord.escrow(*id).map(|row| row.workstream),
        Effect::SuspendWaiver(id, _) | Effect::RevokeWaiver(id) => {
            accord.waiver(*id).map(|row| row.workstream)
        }
        Effect::LowerDial(id, _) => accord.dial(*id).map(|row| row.workstream),
        Effect::EndWorkstream(id) => Some(*id),
        Effect::Start(id) => accord.procedure(*id).map(|row| row.workstream),
        Effect::OnlyIf(_, inner) => reached(accord, inner),
        Effect::Strike => None,
    }
}

/// A condition without its parts about another file.
fn keep_own(accord: &Accord, file: WorkstreamId, condition: &mut Condition) {
    *condition = own(accord, file, condition).unwrap_or_default();
}

/// Nothing if all of it is about another file.
fn own(accord: &Accord, file: WorkstreamId, condition: &Condition) -> Option<Condition> {
    let parts =
        |list: &[Condition]| list.iter().filter_map(|it| own(accord, file, it)).collect::<Vec<_>>();
    match condition {
        Condition::All(list) => Some(Condition::All(parts(list))),
        Condition::Any(list) => Some(Condition::Any(parts(list))).filter(|it| !is_empty(it)),
        Condition::Not(inner) => own(accord, file, inner).map(|it| Condition::Not(Box::new(it))),
        other => (file_of(accord, other).is_none_or(|it| it == file)).then(|| other.clone()),
    }
}

fn is_empty(condition: &Condition) -> bool {
    matches!(condition, Condition::Any(list) if list.is_empty())
}

/// The files that a condition is about, each once.
pub(crate) fn files_of(accord: &Accord, condition: &Condition) -> Vec<WorkstreamId> {
    let mut files = match condition {
        Condition::All(list) | Condition::Any(list) => {
            list.iter().flat_map(|it| files_of(accord, it)).collect()
        }
        Condition::Not(inner) => files_of(accord, inner),
        other => file_of(accord, other).into_iter().collect::<Vec<_>>(),
    };
    files.sort_unstable();
    files.dedup();
    files
}

/// The file that a plain condition is about, if it is about one.
fn file_of(accord: &Accord, condition: &Condition) -> Option<WorkstreamId> {
    match condition {
        Condition::Met(id)
        | Condition::Held(id, _)
        | Condition::Live(id)
        | Condition::Reported(id)
        | Condition::Found(id)
        | Condition::Late(id)
        | Condition::Hidden(id) => accord.duty(*id).map(|row| row.workstream),
        Condition::InForce(id) => accord.waiver(*id).map(|row| row.workstream),
        Condition::Announced(id, _) | Condition::Felt(id, _) => {
            accord.dial(*id).map(|row| row.workstream)
        }
        Condition::Transferred(id) | Condition::Usable(id) => {
            let escrow = accord.tranche(*id).map(|row| row.escrow)?;
            accord.escrow(escrow).map(|row| row.workstream)
        }
        Condition::Paused(id) => accord.escrow(*id).map(|row| row.workstream),
        Condition::Crossed(id, _) => accord.redline(*id).map(|row| row.workstream),
        Condition::Running(id) | Condition::Exhausted(id) => {
            accord.procedure(*id).map(|row| row.workstream)
        }
        Condition::Alive(id) => Some(*id),
        _ => None,
    }
}
