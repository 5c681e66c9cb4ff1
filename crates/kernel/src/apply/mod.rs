//! The transition: what an event does to a state, and what the agreement says of it.
//!
//! Total: an event that does not apply is [`VerdictKind::Void`] and changes nothing. A physical
//! act is never void for being forbidden: it happened, and the verdict says what that is.

mod answers;
mod attribution;
mod conduct;
mod endings;
mod members;
mod procedures;
mod relief;
mod reports;
mod settle;
mod talk;
mod time;
mod transit;
mod valves;

use crate::accord::Accord;
use crate::canonical::canonical;
use crate::event::{Deed, Event};
use crate::ids::*;
use crate::powers::may;
use crate::state::{Cause, Ended, State};
use crate::verdict::{Item, Standing, Verdict, VerdictKind};

pub use time::next_expiry;

/// What became of an event, before its consequences.
pub(crate) enum Outcome {
    /// It applied.
    Done,
    /// It did not apply; nothing has been changed.
    Void,
}

/// One application under way.
pub(crate) struct Run<'a> {
    pub accord: &'a Accord,
    pub state: State,
    pub verdicts: Vec<Verdict>,
}

/// The next state, in canonical form, and what the agreement says of the event.
///
/// Pure, total and deterministic. An event that does not apply gives one `Void` verdict and the
/// same state.
#[must_use]
pub fn apply(accord: &Accord, state: &State, event: &Event) -> (State, Vec<Verdict>) {
    apply_to(accord, state.clone(), event)
}

/// [`apply()`] to a state that nobody needs any more: the same, without the copy.
#[must_use]
pub fn apply_to(accord: &Accord, state: State, event: &Event) -> (State, Vec<Verdict>) {
    let (state, verdicts) = carry_out(accord, state, event);
    (canonical(accord, state), verdicts)
}

/// [`apply()`] without the canonical form: the same verdicts for ever, more memory. The canonical
/// form is right exactly if nobody can tell the two apart by their verdicts; a test tries.
#[must_use]
pub fn step(accord: &Accord, state: &State, event: &Event) -> (State, Vec<Verdict>) {
    carry_out(accord, state.clone(), event)
}

fn carry_out(accord: &Accord, state: State, event: &Event) -> (State, Vec<Verdict>) {
    let mut run = Run { accord, state, verdicts: Vec::new() };
    let outcome = match event {
        _ if run.state.ended.is_some() => Outcome::Void,
        Event::Pass(span) => run.pass(*span),
        Event::Act { by, deed } => run.act(*by, deed),
    };
    if matches!(outcome, Outcome::Void) {
        return (run.state, vec![void(accord, event)]);
    }
    run.settle();
    (run.state, run.verdicts)
}

/// The first state proper: day 0, what opens at once opened.
#[must_use]
pub fn start(accord: &Accord) -> (State, Vec<Verdict>) {
    let mut run = Run { accord, state: State::blank(accord), verdicts: Vec::new() };
    run.settle();
    (canonical(accord, run.state), run.verdicts)
}

fn void(accord: &Accord, event: &Event) -> Verdict {
    let by = match event {
        Event::Pass(_) => None,
        Event::Act { by, .. } => Some(*by),
    };
    let (kind, item, standing) = (VerdictKind::Void, Item::Accord, Standing::None);
    Verdict { kind, item, clause: accord.header, standing, by }
}

impl Run<'_> {
    /// Who has withdrawn has no more say under the agreement; what it does in the world still
    /// happens.
    fn act(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        if self.accord.actor(by).is_none() {
            return Outcome::Void;
        }
        let gone = self.state.has_withdrawn(by);
        match deed {
            Deed::Set(..)
            | Deed::Conduct(..)
            | Deed::Incident(..)
            | Deed::Strike
            | Deed::Hostilities
            | Deed::HandOver(..)
            | Deed::Carry(_) => self.conduct(by, deed),
            _ if gone => Outcome::Void,
            Deed::Find(..) | Deed::Extend(..) if self.accord.ballot_of(by).is_some() => {
                Outcome::Void
            }
            Deed::Measure(..)
            | Deed::Report(..)
            | Deed::Allege(_)
            | Deed::Contest(_)
            | Deed::Admit(_)
            | Deed::Find(..)
            | Deed::Attribute(..) => self.word(by, deed),
            Deed::Notify(_)
            | Deed::Send(_)
            | Deed::Acknowledge(_)
            | Deed::Say(_)
            | Deed::Deliver(..)
            | Deed::Decline(..)
            | Deed::Vote(..) => self.talk(by, deed),
            Deed::Draw(waiver, volume) => self.draw(*waiver, *volume),
            Deed::Feel(dial) => self.feel(*dial),
            Deed::Withhold(relief) => self.withhold(by, *relief),
            Deed::Show(inquiry, kind) => self.show(by, *inquiry, *kind),
            Deed::Clear(relief) => self.let_through(by, *relief),
            Deed::Spend(tranche, amount) => self.spend(by, *tranche, *amount),
            Deed::Extend(procedure, span) => self.extend(by, *procedure, *span),
            _ if !may(self.accord, &self.state, by, deed) => Outcome::Void,
            power => {
                self.wield(by, power);
                Outcome::Done
            }
        }
    }

    /// Carries out a deed that the actor has the power to do.
    fn wield(&mut self, by: ActorId, power: &Deed) {
        match *power {
            Deed::Grant(waiver) => self.grant(by, waiver),
            Deed::Renew(waiver) => self.renew(by, waiver),
            Deed::Revoke(waiver) => self.revoke(by, waiver),
            Deed::Turn(dial, level) => self.turn(by, dial, level),
            Deed::Transfer(_) | Deed::Release(_) | Deed::Return(_) => self.move_money(by, power),
            Deed::Reject(tranche) => self.reject(by, tranche),
            Deed::Answer(line, choice) => self.answer(by, line, choice),
            Deed::Absorb(line) => self.absorb(by, line),
            Deed::Inquire(inquiry) => self.inquire(by, inquiry),
            Deed::Warn(inquiry) => self.warn(by, inquiry),
            Deed::Start(procedure, duty) => self.launch(procedure, by, duty),
            Deed::Settle(procedure) => self.settle_by(by, procedure),
            Deed::Stop(procedure) => self.stop(by, procedure),
            Deed::Use(procedure) => self.use_exhausted(by, procedure),
            Deed::Leave(freeze) => self.leave(by, freeze),
            Deed::Depart(undertaking) => self.depart(by, undertaking),
            Deed::Ask(accession) => self.ask(by, accession),
            Deed::Consent(accession) => self.consent(by, accession),
            Deed::Refuse(accession) => self.refuse_member(by, accession),
            Deed::Withdraw => self.give_notice(by),
            _ => {}
        }
    }

    /// Says a verdict by nobody in particular.
    pub(crate) fn say(&mut self, kind: VerdictKind, item: Item, clause: ClauseId) {
        self.push(Verdict { kind, item, clause, standing: Standing::None, by: None });
    }

    /// Says a verdict on somebody's act or word.
    pub(crate) fn say_by(&mut self, kind: VerdictKind, item: Item, clause: ClauseId, by: ActorId) {
        self.push(Verdict { kind, item, clause, standing: Standing::None, by: Some(by) });
    }

    /// Says a verdict about a duty, with its present standing.
    pub(crate) fn say_duty(&mut self, kind: VerdictKind, duty: DutyId, by: Option<ActorId>) {
        if let Some(row) = self.accord.duty(duty) {
            let (item, standing) = (Item::Duty(duty), self.state.duty(duty).standing);
            self.push(Verdict { kind, item, clause: row.clause, standing, by });
        }
    }

    /// Once the accord is over it has nothing more to say.
    fn push(&mut self, verdict: Verdict) {
        if self.state.ended.is_none() {
            self.verdicts.push(verdict);
        }
    }

    /// The accord is over.
    pub(crate) fn end(&mut self, cause: Cause, by: Option<ActorId>) {
        let (kind, item, standing) = (VerdictKind::Ended, Item::Accord, Standing::None);
        self.push(Verdict { kind, item, clause: self.accord.header, standing, by });
        self.state.ended = self.state.ended.or(Some(Ended { cause, by }));
    }

    /// A file is over, with those it pulls and those that they pull; the accord with the last.
    pub(crate) fn end_workstream(&mut self, file: WorkstreamId, cause: Cause, by: Option<ActorId>) {
        let mut ending = vec![file];
        while let Some(next) = ending.pop() {
            let Some(row) = self.accord.workstream(next) else { continue };
            if let Some(slot @ None) = self.state.workstream_mut(next) {
                *slot = Some(cause);
                self.say(VerdictKind::Ended, Item::Workstream(next), row.clause);
                self.end_articles(next);
                ending.extend(row.pulls.iter().rev());
            }
        }
        let over = !self.state.workstreams.is_empty();
        if over && self.state.workstreams.iter().all(Option::is_some) {
            self.end(cause, by);
        }
    }
}
