//! Duties: what must be true, from when, until when, proved by whom.

use kernel::accord::{Comparison, Duty, DutyKind, Subject, SubjectKind, Target, When};
use kernel::{ActorId, ClauseId, Condition, Hours, SubjectId};

use super::act::{self, Deeds};
use super::condition::{comparison, small};
use super::context::Lowering;
use super::register::Register;
use super::steps::{Block, Placed};
use crate::ast::{self, Act, Amount, Method, Name, Step};

/// What a duty asks, before its times.
struct Asked {
    kind: DutyKind,
    target: Target,
    deed_at_start: bool,
}

impl Asked {
    fn achieve(target: Target) -> Self {
        Self { kind: DutyKind::Achieve, target, deed_at_start: false }
    }

    fn maintain(target: Target) -> Self {
        Self { kind: DutyKind::Maintain, target, deed_at_start: false }
    }

    fn abstain() -> Self {
        Self { kind: DutyKind::Maintain, target: Target::Deed, deed_at_start: true }
    }
}

impl<'a> Lowering<'a> {
    /// A row for each duty, in the order their ids were given.
    pub fn lower_duties(&mut self) {
        for placed in self.steps.clone() {
            for obligor in self.obligors(&placed) {
                let row = self.duty(&placed, obligor);
                self.out.duties.push(row);
            }
        }
    }

    fn duty(&mut self, placed: &Placed<'a>, obligor: ActorId) -> Duty {
        let (step, name) = (placed.step, placed.name());
        let clause = self.clause(step.head.span);
        let phase = placed.phase_name().and_then(|phase| self.names.phase(phase));
        let verifier = self.verifier(step);
        let asked = self.asked(step, obligor, verifier, clause);
        let times = self.times(placed, asked.kind);
        let after = self.after(step, name);
        self.say_powers(step, name);
        // Relief that was promised for a phase is still owed when the phase is over without it:
        // else the side that owes it could let the phase close and keep both.
        let relief = matches!(asked.target, Target::Granted { .. } | Target::Dialled { .. });
        let survives_phase = asked.kind == DutyKind::Maintain || relief || step.manner.survives;
        Duty {
            obligor,
            kind: asked.kind,
            undo: self.undo(step, &asked),
            target: asked.target,
            deed_at_start: asked.deed_at_start,
            workstream: self.file(placed.workstream()),
            phase,
            after,
            from: times.from,
            due: times.due,
            until: times.until,
            verifier,
            lag: lag(&self.text.header, &self.register, placed),
            against: Vec::new(),
            survives_phase,
            read_at: Vec::new(),
            clause,
        }
    }

    fn after(&mut self, step: &Step, name: &str) -> Condition {
        self.condition_or(step.manner.after.as_ref(), Condition::Always, name)
    }

    fn say_powers(&mut self, step: &Step, name: &str) {
        if !step.manner.if_missed.is_empty() || !step.manner.if_met.is_empty() {
            self.note(name, "powers that follow when it is met or missed are not run");
        }
    }

    fn verifier(&self, step: &Step) -> Option<ActorId> {
        let body = act::prover(&self.register, step)?;
        self.names.actor(body.as_str())
    }

    fn undo(&self, step: &Step, asked: &Asked) -> Option<Hours> {
        match &step.manner.undo {
            Some(undo) => undo.within.as_ref().map(|within| self.hours(within)),
            None => {
                let at_once = asked.kind == DutyKind::Maintain
                    || matches!(asked.target, Target::Granted { .. } | Target::Dialled { .. });
                at_once.then_some(Hours::ZERO)
            }
        }
    }

    fn asked(
        &mut self,
        step: &Step,
        obligor: ActorId,
        verifier: Option<ActorId>,
        clause: ClauseId,
    ) -> Asked {
        match &step.act {
            Act::Hold { quantity, comparison, bound, .. } => {
                self.hold(quantity, *comparison, bound, step.force.forbids())
            }
            Act::Reduce { quantity, comparison: sign, bound, .. } => {
                let subject = self.subject(quantity);
                let bound = self.bound(bound, subject);
                Asked::achieve(Target::Value { subject, comparison: comparison(*sign), bound })
            }
            Act::Process { method, portion, quantity, .. } => {
                self.process(*method, portion, quantity, clause)
            }
            Act::Produce { above, quantity } => {
                self.produce(above, quantity.as_ref(), obligor, verifier, clause)
            }
            Act::NoIncrease { quantity } => {
                let subject = self.subject(quantity);
                let bound = self.out.subject(subject).map_or(0, |row| row.baseline);
                let comparison = Comparison::AtMost;
                Asked::maintain(Target::Value { subject, comparison, bound })
            }
            Act::Instruct { group, .. } => {
                let group = self.actor(Some(group));
                let subject = self.restraint(obligor, group, verifier, clause);
                let comparison = Comparison::AtLeast;
                Asked::maintain(Target::Value { subject, comparison, bound: 2 })
            }
            _ if step.force.forbids() => Asked::abstain(),
            Act::Grant { waiver } => match self.names.waiver(waiver.as_str()) {
                Some(waiver) => Asked::achieve(Target::Granted { waiver }),
                None => Asked::achieve(Target::Deed),
            },
            Act::Turn { dial, level } => match self.names.dial(dial.as_str()) {
                Some(dial) => Asked::achieve(Target::Dialled { dial, level: small(level) }),
                None => Asked::achieve(Target::Deed),
            },
            Act::Transfer { tranche } => match self.names.tranche(tranche.as_str()) {
                Some(tranche) => Asked::achieve(Target::Transferred { tranche }),
                None => Asked::achieve(Target::Deed),
            },
            other if self.joined(other, obligor).is_some() => {
                Asked::achieve(self.joined(other, obligor).unwrap_or(Target::Deed))
            }
            other => match act::deeds(other) {
                Deeds::Done => Asked::achieve(Target::Deed),
                Deeds::Kept => Asked::maintain(Target::Deed),
                Deeds::Abstained => Asked::abstain(),
            },
        }
    }

    fn subject(&self, quantity: &Name) -> SubjectId {
        self.names.subject(quantity.as_str()).unwrap_or_default()
    }

    fn hold(
        &mut self,
        quantity: &Name,
        sign: ast::Comparison,
        bound: &ast::Bound,
        forbids: bool,
    ) -> Asked {
        let subject = self.subject(quantity);
        let tally = self.out.subject(subject).is_some_and(|row| row.kind == SubjectKind::Tally);
        if tally {
            return Asked::maintain(Target::NoOccurrence { subject });
        }
        let bound = self.bound(bound, subject);
        let comparison = if forbids { opposite(comparison(sign)) } else { comparison(sign) };
        Asked::maintain(Target::Value { subject, comparison, bound })
    }

    /// A flow by a method, counted from zero on a subject of its own.
    fn process(
        &mut self,
        method: Method,
        portion: &ast::Portion,
        quantity: &Name,
        clause: ClauseId,
    ) -> Asked {
        let of = self.subject(quantity);
        let bound = self.portion(portion, of);
        let row = self.out.subject(of).cloned();
        let (holder, observer) = row.map_or((ActorId(0), None), |row| (row.holder, row.observer));
        let unit = self.units.get(of.index()).copied().flatten();
        let name = format!("{quantity} by {}", act::method(method));
        let kind = SubjectKind::Level;
        let row = Subject { holder, observer, kind, baseline: 0, clause };
        let subject = self.implied(&name, unit, row);
        Asked::achieve(Target::Value { subject, comparison: Comparison::AtLeast, bound })
    }

    /// New production, apart from what there is already.
    fn produce(
        &mut self,
        above: &Amount,
        quantity: Option<&Name>,
        obligor: ActorId,
        observer: Option<ActorId>,
        clause: ClauseId,
    ) -> Asked {
        let name = match quantity {
            Some(quantity) => format!("new {quantity}"),
            None => format!("production of {}", self.names.name(obligor)),
        };
        let kind = SubjectKind::Level;
        let row = Subject { holder: obligor, observer, kind, baseline: 0, clause };
        let subject = self.implied(&name, Some(above.unit), row);
        let bound = self.amount(above, subject);
        Asked::maintain(Target::Value { subject, comparison: Comparison::AtMost, bound })
    }

    /// What is kept has no deadline: what must be so by a day must be so from that day on.
    fn times(&mut self, placed: &Placed<'_>, kind: DutyKind) -> Times {
        let (manner, name) = (&placed.step.manner, placed.name());
        let in_phase = placed.phase.is_some();
        let block = match placed.block {
            Block::Freeze(freeze) => freeze.until.as_ref(),
            Block::Plain | Block::Mutual(_) => None,
        };
        let mut when = |moment: Option<&ast::Moment>| {
            moment.and_then(|moment| self.when(moment, in_phase, name))
        };
        let (by, from) = (when(manner.by.as_ref()), when(manner.from.as_ref()));
        let until = when(manner.until.as_ref().or(block));
        match kind {
            DutyKind::Achieve => Times { from, due: by, until },
            DutyKind::Maintain => Times { from: from.or(by), due: None, until },
        }
    }
}

struct Times {
    from: Option<When>,
    due: Option<When>,
    until: Option<When>,
}

/// How long the proof of a step may take: as the step says, or else as the mandate of who proves
/// it does; no time if nobody does.
pub(crate) fn lag<'a>(header: &ast::Header, register: &Register<'a>, placed: &Placed<'a>) -> Hours {
    let hours = |duration: &ast::Duration| super::context::hours(header, duration);
    let verified = placed.step.manner.verified.first();
    if let Some(within) = verified.and_then(|verified| verified.within.as_ref()) {
        return hours(within);
    }
    let prover = act::prover(register, placed.step);
    let Some(body) = prover.and_then(|name| register.body(name)) else { return Hours::ZERO };
    let on = verified.and_then(|verified| verified.on.as_ref());
    let topics = act::topics(register, placed, on);
    let stated = |mandates: &[ast::Mandate]| {
        let find = |topic: &&Name| mandates.iter().find(|it| it.subject == **topic);
        let mandate = topics.iter().find_map(find);
        mandate.map(|it| it.within.as_ref().map_or(Hours::ZERO, hours))
    };
    let all = body.verifies.iter().chain(&body.attributes);
    let longest = || all.filter_map(|it| it.within.as_ref()).map(hours).max();
    let within = stated(&body.verifies).or_else(|| stated(&body.attributes));
    within.or_else(longest).unwrap_or(Hours::ZERO)
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::AtMost => Comparison::Above,
        Comparison::AtLeast => Comparison::Below,
        Comparison::Below => Comparison::AtLeast,
        Comparison::Above => Comparison::AtMost,
        // What must not be equal is kept below.
        Comparison::Equal => Comparison::Below,
    }
}
