//! Incidents and what runs about them: red lines, inquiries, disputes and snapbacks.

use kernel::accord::{Effect, Level, ProcedureKind, SubjectKind};
use kernel::state::{InquiryState, ProcedureState};
use kernel::{ActorId, Deed, Hours, InquiryId, ProcedureId, RedlineId, SubjectId};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Clause, Moment, Stamp};
use crate::matter::Line;

/// How many occurrences a page shows at most; the record has all.
pub const SHOWN: usize = 100;

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Incidents {
    /// Whether anything is open: then no page shows an outlook beside it.
    pub open: bool,
    /// How many occurrences the record has up to this moment.
    pub count: usize,
    /// The last of them, latest first: at most [`SHOWN`].
    pub occurrences: Vec<Occurred>,
    /// Red lines with their answers.
    pub redlines: Vec<Redline>,
    /// Inquiries.
    pub inquiries: Vec<Inquiry>,
    /// Disputes and snapbacks.
    pub procedures: Vec<Procedure>,
}

/// An occurrence in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Occurred {
    /// Its place in the record, from 0: the number of its card.
    pub entry: usize,
    /// When.
    pub at: Stamp,
    /// In the words of the record.
    pub text: String,
    /// By whose account.
    pub by: String,
    /// How far the line may be trusted.
    pub mark: Option<String>,
    /// To whom a body that may say so has attributed it.
    pub attributed: Option<String>,
    /// How deniability stands: of each inquiry about acts like this, at this moment.
    pub deniability: Vec<Deniability>,
}

/// How far deniability has gone, and on what evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deniability {
    /// What people call the inquiry.
    pub inquiry: String,
    /// As an inquiry stands.
    pub stands: &'static str,
    /// Kinds of evidence shown, of how many.
    pub evidence: (u32, u8),
}

/// A red line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Redline {
    /// What people call it.
    pub title: String,
    /// What is watched.
    pub watches: String,
    /// The level that is open, from 1; 0 when none is.
    pub level: u8,
    /// By when an open level is to be answered.
    pub until: Option<Stamp>,
    /// Until when a forcible answer must wait.
    pub cooling: Option<Stamp>,
    /// Its rungs, mildest first.
    pub rungs: Vec<Rung>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A rung of a red line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rung {
    /// Its number, from 1.
    pub level: usize,
    /// For how many hours it stays open.
    pub window_hours: u32,
    /// What may be done, and by whom.
    pub answers: Vec<Answer>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// Something that one side may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// Who.
    pub by: String,
    /// What it does, as a key: `strike`.
    pub effect: &'static str,
    /// Whether the text gives the power at this moment.
    pub now: bool,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// An inquiry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Inquiry {
    /// What people call it.
    pub title: String,
    /// Whose acts are asked about.
    pub group: String,
    /// `idle`, `gathering`, `open`, `warned` or `established`: how far deniability has gone.
    pub stands: &'static str,
    /// Kinds of evidence shown, of how many.
    pub evidence: (u32, u8),
    /// When its clock runs out.
    pub until: Option<Stamp>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A dispute or snapback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Procedure {
    /// What people call it.
    pub title: String,
    /// `dispute` or `snapback`.
    pub kind: &'static str,
    /// `idle`, `running` or `exhausted`.
    pub stands: &'static str,
    /// About which duty.
    pub about: Option<String>,
    /// Who complains.
    pub by: Option<String>,
    /// Which stage, from 1, of how many.
    pub stage: Option<(u8, usize)>,
    /// When its clock runs out.
    pub until: Option<Stamp>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// All incidents at a moment.
#[must_use]
pub fn incidents(moment: &Moment) -> Incidents {
    let accord = moment.accord();
    let (count, occurrences) = occurrences(moment);
    Incidents {
        open: is_open(moment),
        count,
        occurrences,
        redlines: accord.redline_ids().filter_map(|id| redline(moment, id)).collect(),
        inquiries: accord.inquiry_ids().filter_map(|id| inquiry(moment, id)).collect(),
        procedures: accord.procedure_ids().filter_map(|id| procedure(moment, id)).collect(),
    }
}

/// Whether an incident is open: a red line waits for its answer, or an inquiry has a clock that runs.
#[must_use]
pub fn is_open(moment: &Moment) -> bool {
    let state = moment.state();
    let crossed = state.redlines.iter().any(|cell| cell.level > 0);
    let asked =
        |cell: &InquiryState| matches!(cell, InquiryState::Open(_) | InquiryState::Warned(_));
    state.ended.is_none() && (crossed || state.inquiries.iter().any(asked))
}

/// Whether a deed is an occurrence: an incident of a tally, a strike, hostilities.
#[must_use]
pub fn is_occurrence(moment: &Moment, deed: &Deed) -> bool {
    match deed {
        Deed::Incident(..) | Deed::Strike | Deed::Hostilities => true,
        Deed::Measure(id, _) => {
            moment.accord().subject(*id).is_some_and(|row| row.kind == SubjectKind::Tally)
        }
        _ => false,
    }
}

fn occurrences(moment: &Moment) -> (usize, Vec<Occurred>) {
    let lines = moment.matter.lines.iter().enumerate();
    let so_far = lines.take_while(|(_, line)| line.at <= moment.at);
    let is_one = |(_, line): &(usize, &Line)| {
        line.act.as_ref().is_some_and(|(_, deed)| is_occurrence(moment, deed))
    };
    let all: Vec<(usize, &Line)> = so_far.filter(is_one).collect();
    let shown = all.iter().rev().take(SHOWN);
    (all.len(), shown.filter_map(|(entry, line)| occurred(moment, *entry, line)).collect())
}

fn occurred(moment: &Moment, entry: usize, line: &Line) -> Option<Occurred> {
    let (by, deed) = line.act.as_ref()?;
    let tally = tally(deed);
    Some(Occurred {
        entry,
        at: moment.stamp(line.at),
        text: line.text.clone(),
        by: moment.actor(*by),
        mark: line.mark.clone(),
        attributed: tally.and_then(|tally| attributed(moment, tally, entry)),
        deniability: tally.map_or_else(Vec::new, |tally| deniability(moment, tally)),
    })
}

/// What an occurrence is counted in.
#[must_use]
pub fn tally(deed: &Deed) -> Option<SubjectId> {
    match deed {
        Deed::Incident(subject, _) | Deed::Measure(subject, _) => Some(*subject),
        _ => None,
    }
}

/// The first attribution in the tally between this occurrence and the next one.
fn attributed(moment: &Moment, tally: SubjectId, entry: usize) -> Option<String> {
    let after = moment.matter.lines.iter().skip(entry + 1);
    let so_far = after.take_while(|line| line.at <= moment.at);
    let deeds = so_far.filter_map(|line| line.act.as_ref().map(|(_, deed)| deed));
    let mut same = deeds.filter_map(|deed| match deed {
        Deed::Attribute(subject, to) if *subject == tally => Some(Some(*to)),
        Deed::Incident(subject, _) if *subject == tally => Some(None),
        _ => None,
    });
    same.next().flatten().map(|to| moment.actor(to))
}

/// How each inquiry about acts of a tally stands now.
#[must_use]
pub fn deniability(moment: &Moment, tally: SubjectId) -> Vec<Deniability> {
    let accord = moment.accord();
    let about = |id: &InquiryId| accord.inquiry(*id).is_some_and(|row| row.subject == tally);
    let rows = accord.inquiry_ids().filter(about).filter_map(|id| inquiry(moment, id));
    rows.map(|row| Deniability { inquiry: row.title, stands: row.stands, evidence: row.evidence })
        .collect()
}

fn redline(moment: &Moment, id: RedlineId) -> Option<Redline> {
    let (row, cell) = (moment.accord().redline(id)?, moment.state().redline(id));
    let rungs = row.levels.iter().enumerate();
    Some(Redline {
        title: moment.labels().redline(id),
        watches: moment.labels().subject(row.subject),
        level: cell.level,
        until: (cell.level > 0).then(|| moment.ahead(cell.left)).flatten(),
        cooling: (cell.cooling > Hours::ZERO).then(|| moment.ahead(cell.cooling)).flatten(),
        rungs: rungs.map(|(at, level)| rung(moment, id, at, level)).collect(),
        clause: moment.line(row.clause),
    })
}

fn rung(moment: &Moment, id: RedlineId, at: usize, level: &Level) -> Rung {
    let open = usize::from(moment.state().redline(id).level) == at + 1;
    let answers = (0..).zip(&level.answers).map(|(choice, answer)| Answer {
        by: moment.actor(answer.by),
        effect: effect(&answer.effect),
        now: open && may(moment, answer.by, &Deed::Answer(id, choice)),
        clause: moment.line(answer.clause),
    });
    Rung {
        level: at + 1,
        window_hours: level.window.0,
        answers: answers.collect(),
        clause: moment.line(level.clause),
    }
}

/// What an answer does, as a key.
#[must_use]
pub fn effect(effect: &Effect) -> &'static str {
    match effect {
        Effect::PauseEscrow(..) => "pause_account",
        Effect::SuspendWaiver(..) => "suspend_waiver",
        Effect::RevokeWaiver(_) => "revoke_waiver",
        Effect::LowerDial(..) => "lower_dial",
        Effect::Strike => "strike",
        Effect::EndWorkstream(_) => "end_file",
        Effect::Start(_) => "start_procedure",
        Effect::OnlyIf(_, inner) => self::effect(inner),
    }
}

/// Whether the text gives the power now.
#[must_use]
pub fn may(moment: &Moment, by: ActorId, deed: &Deed) -> bool {
    kernel::powers::may(moment.accord(), moment.state(), by, deed)
}

fn inquiry(moment: &Moment, id: InquiryId) -> Option<Inquiry> {
    let row = moment.accord().inquiry(id)?;
    let all = u32::from(row.evidence);
    let (stands, shown, left) = match moment.state().inquiry(id) {
        InquiryState::Idle => ("idle", 0, None),
        InquiryState::Gathering(bits) => ("gathering", bits.count_ones(), None),
        InquiryState::Open(left) => ("open", all, Some(left)),
        InquiryState::Warned(left) => ("warned", all, Some(left)),
        InquiryState::Established => ("established", all, None),
    };
    Some(Inquiry {
        title: moment.labels().inquiry(id),
        group: moment.actor(row.group),
        stands,
        evidence: (shown, row.evidence),
        until: left.and_then(|left| moment.ahead(left)),
        clause: moment.line(row.clause),
    })
}

fn procedure(moment: &Moment, id: ProcedureId) -> Option<Procedure> {
    let row = moment.accord().procedure(id)?;
    let (stands, about, by, stage, left) = match moment.state().procedure(id) {
        ProcedureState::Idle => ("idle", None, None, None, None),
        ProcedureState::Running { about, by, stage, left } => {
            let stage = (stage.saturating_add(1), row.stages.len().max(1));
            ("running", Some(about), Some(by), Some(stage), Some(left))
        }
        ProcedureState::Exhausted { about, by, left } => {
            ("exhausted", Some(about), Some(by), None, Some(left))
        }
    };
    Some(Procedure {
        title: moment.labels().procedure(id),
        kind: match row.kind {
            ProcedureKind::Dispute => "dispute",
            ProcedureKind::Snapback => "snapback",
        },
        stands,
        about: about.map(|duty| moment.labels().duty(duty)),
        by: by.map(|by| moment.actor(by)),
        stage,
        until: left.and_then(|left| moment.ahead(left)),
        clause: moment.line(row.clause),
    })
}
