//! Answers to a crossed red line, and what answers and outcomes do.

use super::{Outcome, Run};
use crate::accord::Effect;
use crate::event::Deed;
use crate::ids::*;
use crate::state::{Cause, RedlineState, WaiverLife};
use crate::time::Hours;
use crate::verdict::{Item, VerdictKind};

impl Run<'_> {
    pub(super) fn answer(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        match deed {
            Deed::Answer(line, choice) => self.use_answer(by, *line, *choice),
            Deed::Absorb(line) => self.absorb(by, *line),
            _ => Outcome::Void,
        }
    }

    fn use_answer(&mut self, by: ActorId, line: RedlineId, choice: u16) -> Outcome {
        let accord = self.accord;
        let cell = self.state.redline(line);
        let level = accord
            .redline(line)
            .and_then(|row| row.levels.get(usize::from(cell.level).checked_sub(1)?));
        let answer = level.and_then(|l| l.answers.get(usize::from(choice)));
        let Some(answer) = answer.filter(|answer| answer.by == by) else {
            return Outcome::Void;
        };
        let hot = matches!(answer.effect, Effect::Strike) && cell.cooling > Hours::ZERO;
        if hot {
            return Outcome::Void;
        }
        self.close_line(line);
        self.say_by(
            VerdictKind::Answered,
            Item::Redline(line),
            answer.clause,
            by,
        );
        match &answer.effect {
            Effect::Start(procedure) => self.start_for_line(*procedure, line, by),
            other => self.effect(other, by, Cause::Restored),
        }
        Outcome::Done
    }

    /// A red line that starts a procedure starts it about a duty on the same subject.
    fn start_for_line(&mut self, procedure: ProcedureId, line: RedlineId, by: ActorId) {
        let subject = self.accord.redline(line).map(|row| row.subject);
        let about = self.accord.duty_ids().find(|id| {
            self.accord.duty(*id).is_some_and(|row| match row.target {
                crate::accord::Target::Value { subject: s, .. } => Some(s) == subject,
                _ => false,
            })
        });
        if let Some(about) = about {
            self.launch(procedure, by, about);
        }
    }

    fn absorb(&mut self, by: ActorId, line: RedlineId) -> Outcome {
        let Some(row) = self.accord.redline(line) else {
            return Outcome::Void;
        };
        let may = row
            .levels
            .iter()
            .flat_map(|l| &l.answers)
            .any(|a| a.by == by);
        if self.state.redline(line).level == 0 || !may {
            return Outcome::Void;
        }
        self.close_line(line);
        self.say_by(VerdictKind::Absorbed, Item::Redline(line), row.clause, by);
        Outcome::Done
    }

    fn close_line(&mut self, line: RedlineId) {
        self.state
            .redline_mut(line)
            .into_iter()
            .for_each(|cell| *cell = RedlineState::default());
    }

    pub(super) fn effect(&mut self, effect: &Effect, by: ActorId, cause: Cause) {
        match effect {
            Effect::PauseEscrow(escrow, span) => self.pause_escrow(*escrow, *span),
            Effect::SuspendWaiver(waiver, span) => self.suspend_waiver(*waiver, *span),
            Effect::RevokeWaiver(waiver) => self.end_waiver(*waiver),
            Effect::LowerDial(dial, level) => {
                if self.state.dial(*dial).announced > *level {
                    self.set_dial(*dial, *level);
                    self.unearn(*dial, *level);
                }
            }
            Effect::Strike => {
                self.say_by(VerdictKind::Struck, Item::Accord, self.accord.header, by);
            }
            Effect::EndWorkstream(file) => self.end_workstream(*file, cause, Some(by)),
            Effect::Start(_) => {}
        }
    }

    /// A dial lowered in answer: the duties it served sleep until they are earned again.
    fn unearn(&mut self, lowered: DialId, level: u8) {
        for duty in self.accord.duty_ids() {
            let serves = self.accord.duty(duty).is_some_and(|row| {
                matches!(row.target, crate::accord::Target::Dialled { dial, level: owed }
                    if dial == lowered && owed > level)
            });
            let met = self.state.duty(duty).life == crate::state::Life::Met;
            if serves && met {
                self.state.duty_mut(duty).into_iter().for_each(|cell| {
                    cell.life = crate::state::Life::Dormant;
                    cell.clock = Hours::ZERO;
                });
                self.say_duty(VerdictKind::Suspended, duty, None);
            }
        }
    }

    fn pause_escrow(&mut self, escrow: EscrowId, span: Hours) {
        let clause = self
            .accord
            .escrow(escrow)
            .map(|row| row.clause)
            .unwrap_or_default();
        self.state
            .pause_mut(escrow)
            .into_iter()
            .for_each(|left| *left = (*left).max(span));
        self.say(VerdictKind::Paused, Item::Accord, clause);
    }

    fn suspend_waiver(&mut self, waiver: WaiverId, span: Hours) {
        let clause = self
            .accord
            .waiver(waiver)
            .map(|row| row.clause)
            .unwrap_or_default();
        if let Some(slot) = self.state.waiver_mut(waiver)
            && slot.life == WaiverLife::InForce
        {
            slot.life = WaiverLife::Suspended;
            slot.suspended = span;
            self.say(VerdictKind::Suspended, Item::Waiver(waiver), clause);
        }
    }
}
