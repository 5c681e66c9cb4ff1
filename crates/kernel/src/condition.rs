//! Conditions over a state: what clauses and payoffs read.

use crate::accord::{Accord, DutyKind, Target};
use crate::ids::*;
use crate::state::{
    InquiryState, Life, PhaseLife, ProcedureState, State, TrancheLife, UndertakingState, WaiverLife,
};
use crate::time::Hours;
use crate::verdict::Standing;

/// An order relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
    /// `=`
    Equal,
}

impl Comparison {
    /// Whether `value` stands in this relation to `bound`.
    #[must_use]
    pub fn holds(self, value: i64, bound: i64) -> bool {
        match self {
            Self::AtMost => value <= bound,
            Self::AtLeast => value >= bound,
            Self::Below => value < bound,
            Self::Above => value > bound,
            Self::Equal => value == bound,
        }
    }
}

/// Which of the two worlds a condition is read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// What is reported. Articles read only this.
    Reports,
    /// What is true. Payoffs read this.
    Truth,
}

/// A condition over a state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// Holds always.
    #[default]
    Always,
    /// Holds never.
    Never,
    /// The phase is open.
    Open(PhaseId),
    /// The phase has closed, fulfilled.
    Closed(PhaseId),
    /// The phase has lapsed.
    Lapsed(PhaseId),
    /// The duty is met (achieve: proved; maintain: live and without a standing report against it).
    /// In truth: it is live or done and the world is in line with it.
    Met(DutyId),
    /// The duty has been held for so long without a report against it.
    Held(DutyId, Hours),
    /// The duty is live.
    Live(DutyId),
    /// Non-performance of the duty stands at `Reported` or higher and is not cured.
    Reported(DutyId),
    /// Non-performance of the duty stands at `Found` or `Admitted` and is not cured.
    Found(DutyId),
    /// The duty is overdue.
    Late(DutyId),
    /// Truth only: the world is out of line with a live duty and nobody has reported it.
    Hidden(DutyId),
    /// The subject's value (reported or true, as the view says).
    Value(SubjectId, Comparison, i64),
    /// The waiver is in force.
    InForce(WaiverId),
    /// The dial is announced at this level or above.
    Announced(DialId, u8),
    /// The dial is felt at this level or above.
    Felt(DialId, u8),
    /// The tranche has been transferred (or further).
    Transferred(TrancheId),
    /// The tranche is usable (or spent).
    Usable(TrancheId),
    /// The escrow is paused.
    Paused(EscrowId),
    /// The red line is open at this level or above.
    Crossed(RedlineId, u8),
    /// The inquiry has established attribution.
    Established(InquiryId),
    /// The procedure is running.
    Running(ProcedureId),
    /// The procedure is exhausted and what it opens is open.
    Exhausted(ProcedureId),
    /// The actor has withdrawn.
    Withdrawn(ActorId),
    /// The file lives.
    Alive(WorkstreamId),
    /// This end of a channel is silent.
    Silent(ChannelId),
    /// The undertaking is departed from.
    Departed(UndertakingId),
    /// The accession is done.
    Member(AccessionId),
    /// The carve-out is open.
    Flowing(CarveoutId),
    /// The accord is in force.
    InEffect,
    /// So long has passed since day 0.
    Day(Hours),
    /// All of them.
    All(Vec<Condition>),
    /// One of them.
    Any(Vec<Condition>),
    /// Not it.
    Not(Box<Condition>),
}

impl Condition {
    /// Whether it holds in `state`, read in `view`.
    #[must_use]
    pub fn holds(&self, accord: &Accord, state: &State, view: View) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::All(list) => list.iter().all(|c| c.holds(accord, state, view)),
            Self::Any(list) => list.iter().any(|c| c.holds(accord, state, view)),
            Self::Not(inner) => !inner.holds(accord, state, view),
            Self::Open(p) => state.phase(*p).life == PhaseLife::Open,
            Self::Closed(p) => state.phase(*p).life == PhaseLife::Closed,
            Self::Lapsed(p) => state.phase(*p).life == PhaseLife::Lapsed,
            Self::Withdrawn(actor) => state.has_withdrawn(*actor),
            Self::Alive(file) => state.alive(*file),
            Self::InEffect => state.ended.is_none(),
            Self::Day(day) => state.day >= *day,
            Self::Flowing(id) => accord.is_flowing(state, *id),
            Self::Value(subject, comparison, bound) => {
                let cell = state.subject(*subject);
                let value = if view == View::Truth { cell.truth } else { cell.reported };
                comparison.holds(value, *bound)
            }
            Self::Met(_)
            | Self::Held(..)
            | Self::Live(_)
            | Self::Reported(_)
            | Self::Found(_)
            | Self::Late(_)
            | Self::Hidden(_) => self.duty_holds(accord, state, view),
            _ => self.relief_holds(state),
        }
    }

    fn duty_holds(&self, accord: &Accord, state: &State, view: View) -> bool {
        match self {
            Self::Met(d) => met(accord, state, *d, view),
            Self::Held(d, span) => {
                let cell = state.duty(*d);
                unreported(cell.standing)
                    && match cell.life {
                        Life::Live => cell.clock >= *span,
                        Life::Met => true,
                        _ => false,
                    }
            }
            Self::Live(d) => state.duty(*d).life == Life::Live,
            Self::Reported(d) => state.duty(*d).standing >= Standing::Reported,
            Self::Found(d) => state.duty(*d).standing >= Standing::Found,
            Self::Late(d) => state.duty(*d).late,
            Self::Hidden(d) => {
                let cell = state.duty(*d);
                cell.life == Life::Live && !in_line(accord, state, *d) && unreported(cell.standing)
            }
            _ => false,
        }
    }

    fn relief_holds(&self, state: &State) -> bool {
        match self {
            Self::InForce(w) => state.waiver(*w).life == WaiverLife::InForce,
            Self::Announced(d, level) => state.dial(*d).announced >= *level,
            Self::Felt(d, level) => state.dial(*d).felt >= *level,
            Self::Transferred(t) => {
                matches!(state.tranche(*t).life, TrancheLife::Transferred | TrancheLife::Usable)
            }
            Self::Usable(t) => state.tranche(*t).life == TrancheLife::Usable,
            Self::Paused(e) => state.pause(*e) > Hours::ZERO,
            Self::Crossed(line, level) => state.redline(*line).level >= *level,
            Self::Established(i) => state.inquiry(*i) == InquiryState::Established,
            Self::Silent(c) => state.channel(*c).is_silent(),
            Self::Departed(u) => state.undertaking(*u) == UndertakingState::Departed,
            Self::Member(a) => state.accession(*a).member,
            Self::Running(p) => matches!(state.procedure(*p), ProcedureState::Running { .. }),
            Self::Exhausted(p) => matches!(state.procedure(*p), ProcedureState::Exhausted { .. }),
            _ => false,
        }
    }

    /// Whether it can still come to hold, erring towards yes: only what phases and duties that
    /// are over for good make impossible is told.
    #[must_use]
    pub fn can_hold(&self, state: &State) -> bool {
        match self {
            Self::Never => false,
            Self::Closed(p) => state.phase(*p).life != PhaseLife::Lapsed,
            Self::Open(p) => !matches!(state.phase(*p).life, PhaseLife::Lapsed | PhaseLife::Closed),
            Self::Met(d) | Self::Held(d, _) => state.duty(*d).life != Life::Over,
            Self::Alive(file) => state.alive(*file),
            Self::All(list) => list.iter().all(|c| c.can_hold(state)),
            Self::Any(list) => list.iter().any(|c| c.can_hold(state)),
            _ => true,
        }
    }
}

/// Whether no report stands against it (an allegation alone does not count).
fn unreported(standing: Standing) -> bool {
    standing < Standing::Reported
}

fn met(accord: &Accord, state: &State, duty: DutyId, view: View) -> bool {
    let cell = state.duty(duty);
    let Some(row) = accord.duty(duty) else {
        return false;
    };
    match (row.kind, view) {
        (DutyKind::Achieve, View::Reports) => cell.life == Life::Met,
        (DutyKind::Achieve, View::Truth) => matches!(cell.life, Life::Met | Life::Performed),
        (DutyKind::Maintain, View::Reports) => cell.life == Life::Live && unreported(cell.standing),
        (DutyKind::Maintain, View::Truth) => {
            matches!(cell.life, Life::Live | Life::Suspended) && in_line(accord, state, duty)
        }
    }
}

/// Whether the world is in line with what the duty asks (truth).
#[must_use]
pub fn in_line(accord: &Accord, state: &State, duty: DutyId) -> bool {
    let Some(row) = accord.duty(duty) else {
        return false;
    };
    match &row.target {
        Target::Value { subject, comparison, bound } => {
            comparison.holds(state.subject(*subject).truth, *bound)
        }
        Target::NoOccurrence { subject } => {
            let holder = accord.subject(*subject).map(|row| row.holder);
            let own = |by| by == row.obligor || Some(by) == holder;
            state.subject(*subject).pending.is_none_or(|(_, by)| !own(by))
        }
        Target::Deed => state.duty(duty).deed,
        Target::Granted { waiver } => {
            matches!(state.waiver(*waiver).life, WaiverLife::InForce | WaiverLife::Suspended)
        }
        Target::Transferred { tranche } => state.tranche(*tranche).life != TrancheLife::Frozen,
        Target::Dialled { dial, level } => state.dial(*dial).announced >= *level,
        Target::Noticed { .. } => true,
        Target::HandedOver { handover } => {
            accord.handover(*handover).is_some_and(|side| side.is_done(state.handover(*handover)))
        }
        Target::Joined { accession } => state.accession(*accession).member,
    }
}
