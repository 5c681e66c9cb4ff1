//! The transition: what an event does to a state, and what the agreement says of it.
//!
//! Total: an event that does not apply is [`VerdictKind::Void`] and changes nothing. A physical
//! act is never void for being forbidden: it happened, and the verdict says what that is.

mod answers;
mod conduct;
mod procedures;
mod relief;
mod reports;
mod settle;
mod time;

use crate::accord::Accord;
use crate::canonical::canonical;
use crate::event::{Deed, Event};
use crate::ids::*;
use crate::state::{Cause, Ended, State};
use crate::verdict::{Item, Standing, Verdict, VerdictKind};

pub use time::next_expiry;

/// What became of an event, before its consequences.
pub(crate) enum Outcome {
    /// It applied.
    Done,
    /// It did not apply; nothing may have been changed.
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
    let (state, verdicts) = step(accord, state, event);
    (canonical(accord, state), verdicts)
}

/// [`apply`] without the canonical form: the same verdicts for ever, more memory. The canonical
/// form is right exactly if nobody can tell the two apart by their verdicts; a test tries.
#[must_use]
pub fn step(accord: &Accord, state: &State, event: &Event) -> (State, Vec<Verdict>) {
    let mut run = Run {
        accord,
        state: state.clone(),
        verdicts: Vec::new(),
    };
    let outcome = match event {
        _ if run.state.ended.is_some() => Outcome::Void,
        Event::Pass(span) => run.pass(*span),
        Event::Act { by, deed } => run.act(*by, deed),
    };
    if matches!(outcome, Outcome::Void) {
        let by = match event {
            Event::Pass(_) => None,
            Event::Act { by, .. } => Some(*by),
        };
        return (state.clone(), vec![void(accord, by)]);
    }
    run.settle();
    (run.state, run.verdicts)
}

/// The first state proper: day 0, what opens at once opened.
#[must_use]
pub fn start(accord: &Accord) -> (State, Vec<Verdict>) {
    let mut run = Run {
        accord,
        state: State::blank(accord),
        verdicts: Vec::new(),
    };
    run.settle();
    (canonical(accord, run.state), run.verdicts)
}

fn void(accord: &Accord, by: Option<ActorId>) -> Verdict {
    let (kind, item, standing) = (VerdictKind::Void, Item::Accord, Standing::None);
    Verdict {
        kind,
        item,
        clause: accord.header,
        standing,
        by,
    }
}

impl Run<'_> {
    fn act(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        if self.accord.actor(by).is_none() || self.state.has_withdrawn(by) {
            return Outcome::Void;
        }
        match deed {
            Deed::Set(..)
            | Deed::Conduct(..)
            | Deed::Incident(..)
            | Deed::Strike
            | Deed::Hostilities => self.conduct(by, deed),
            Deed::Measure(..)
            | Deed::Report(..)
            | Deed::Allege(_)
            | Deed::Contest(_)
            | Deed::Admit(_)
            | Deed::Find(..)
            | Deed::Attribute(..) => self.word(by, deed),
            Deed::Grant(_)
            | Deed::Renew(_)
            | Deed::Revoke(_)
            | Deed::Draw(..)
            | Deed::Turn(..)
            | Deed::Feel(_)
            | Deed::Transfer(_)
            | Deed::Release(_)
            | Deed::Spend(..)
            | Deed::Return(_) => self.relief(by, deed),
            Deed::Answer(..) | Deed::Absorb(_) => self.answer(by, deed),
            Deed::Inquire(_)
            | Deed::Warn(_)
            | Deed::Start(..)
            | Deed::Settle(_)
            | Deed::Stop(_)
            | Deed::Extend(..)
            | Deed::Use(_)
            | Deed::Leave(_)
            | Deed::Withdraw => self.proceed(by, deed),
        }
    }

    /// Says a verdict by nobody in particular.
    pub(crate) fn say(&mut self, kind: VerdictKind, item: Item, clause: ClauseId) {
        self.verdicts.push(Verdict {
            kind,
            item,
            clause,
            standing: Standing::None,
            by: None,
        });
    }

    /// Says a verdict on somebody's act or word.
    pub(crate) fn say_by(&mut self, kind: VerdictKind, item: Item, clause: ClauseId, by: ActorId) {
        let standing = Standing::None;
        self.verdicts.push(Verdict {
            kind,
            item,
            clause,
            standing,
            by: Some(by),
        });
    }

    /// Says a verdict about a duty, with its present standing.
    pub(crate) fn say_duty(&mut self, kind: VerdictKind, duty: DutyId, by: Option<ActorId>) {
        let Some(row) = self.accord.duty(duty) else {
            return;
        };
        let (clause, standing) = (row.clause, self.state.duty(duty).standing);
        self.verdicts.push(Verdict {
            kind,
            item: Item::Duty(duty),
            clause,
            standing,
            by,
        });
    }

    /// The accord is over.
    pub(crate) fn end(&mut self, cause: Cause, by: Option<ActorId>) {
        if self.state.ended.is_none() {
            self.state.ended = Some(Ended { cause, by });
            let (kind, item, standing) = (VerdictKind::Ended, Item::Accord, Standing::None);
            self.verdicts.push(Verdict {
                kind,
                item,
                clause: self.accord.header,
                standing,
                by,
            });
        }
    }

    /// A file is over, with those it pulls; the accord with the last of them.
    pub(crate) fn end_workstream(&mut self, file: WorkstreamId, cause: Cause, by: Option<ActorId>) {
        let Some(row) = self.accord.workstream(file) else {
            return;
        };
        for pulled in std::iter::once(file).chain(row.pulls.iter().copied()) {
            self.close_file(pulled, cause);
        }
        if self.state.workstreams.iter().all(Option::is_some) {
            self.end(cause, by);
        }
    }

    fn close_file(&mut self, file: WorkstreamId, cause: Cause) {
        let clause = self
            .accord
            .workstream(file)
            .map(|w| w.clause)
            .unwrap_or_default();
        if let Some(slot @ None) = self.state.workstream_mut(file) {
            *slot = Some(cause);
            self.say(VerdictKind::Ended, Item::Workstream(file), clause);
        }
    }
}
