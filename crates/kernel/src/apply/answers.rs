//! Answers to a crossed red line, and what answers and outcomes do.

use super::Run;
use crate::accord::{Effect, Target};
use crate::ids::*;
use crate::powers::{line_complaint, open_answers};
use crate::state::{Cause, RedlineState};
use crate::time::Hours;
use crate::verdict::{Item, VerdictKind};

impl Run<'_> {
    pub(super) fn answer(&mut self, by: ActorId, line: RedlineId, choice: u16) {
        let answer = open_answers(self.accord, &self.state, line).get(usize::from(choice));
        let Some(answer) = answer else { return };
        let about = line_complaint(self.accord, &self.state, line);
        let effect = answer.effect.now(self.accord, &self.state);
        self.close_line(line);
        self.say_by(VerdictKind::Answered, Item::Redline(line), answer.clause, by);
        match (effect, about) {
            (Some(Effect::Start(procedure)), Some(about)) => {
                self.complain(about);
                self.launch(*procedure, by, about);
            }
            (Some(effect), _) => self.effect(effect, by, Cause::Restored),
            (None, _) => {}
        }
    }

    pub(super) fn absorb(&mut self, by: ActorId, line: RedlineId) {
        self.close_line(line);
        let clause = self.accord.redline(line).map(|row| row.clause).unwrap_or_default();
        self.say_by(VerdictKind::Absorbed, Item::Redline(line), clause, by);
    }

    pub(super) fn close_line(&mut self, line: RedlineId) {
        if let Some(cell) = self.state.redline_mut(line) {
            *cell = RedlineState::default();
        }
    }

    /// Carries out what a procedure ends in.
    pub(super) fn effects(&mut self, outcome: &[Effect], by: ActorId, about: DutyId) {
        // What holds is read before any of it is done.
        let effects: Vec<&Effect> =
            outcome.iter().filter_map(|it| it.now(self.accord, &self.state)).collect();
        for effect in effects {
            match effect {
                Effect::Start(procedure) => self.launch(*procedure, by, about),
                other => self.effect(other, by, Cause::Restored),
            }
        }
    }

    fn effect(&mut self, effect: &Effect, by: ActorId, cause: Cause) {
        match *effect {
            Effect::PauseEscrow(escrow, span) => self.pause_escrow(escrow, span),
            Effect::SuspendWaiver(waiver, span) => self.suspend_waiver(waiver, span),
            Effect::RevokeWaiver(waiver) => {
                if self.end_waiver(waiver) {
                    self.sleep(|target| *target == Target::Granted { waiver });
                }
            }
            Effect::LowerDial(dial, level) => self.lower(dial, level),
            Effect::Strike => {
                self.say_by(VerdictKind::Struck, Item::Accord, self.accord.header, by);
            }
            Effect::EndWorkstream(file) => self.end_workstream(file, cause, Some(by)),
            Effect::Start(_) | Effect::OnlyIf(..) => {}
        }
    }

    fn lower(&mut self, dial: DialId, level: u8) {
        let before = self.state.dial(dial).announced;
        if before > level {
            self.set_dial(dial, level);
            self.sleep(serves(dial, level, before));
        }
    }

    fn pause_escrow(&mut self, escrow: EscrowId, span: Hours) {
        let Some(row) = self.accord.escrow(escrow) else { return };
        if !self.state.alive(row.workstream) || span == Hours::ZERO {
            return;
        }
        if let Some(left) = self.state.pause_mut(escrow) {
            *left = (*left).max(span);
        }
        self.say(VerdictKind::Paused, Item::Accord, row.clause);
    }
}

/// Which targets a dial served before it went down.
pub(super) fn serves(id: DialId, level: u8, before: u8) -> impl Fn(&Target) -> bool {
    move |target| {
        matches!(target, Target::Dialled { dial, level: owed }
            if *dial == id && *owed > level && *owed <= before)
    }
}
