//! Powers and outcomes to what they do.

use kernel::accord::{Answer, Effect};
use kernel::{ClauseId, EscrowId, Hours, WorkstreamId};

use super::condition::small;
use super::context::{DEFAULT_WINDOW, Lowering};
use super::names::Symbol;
use crate::ast::{self, Grant, Name, Outcome, Power, Restoration, RestoredTo};

impl Lowering<'_> {
    /// The answers that a power allows: one for each who holds it.
    pub fn answers(
        &mut self,
        power: &Power,
        file: WorkstreamId,
        clause: ClauseId,
        name: &str,
    ) -> Vec<Answer> {
        if power.grant == Grant::HasNoPower {
            return Vec::new();
        }
        if power.grant == Grant::Must {
            self.note(name, "an answer that is owed is a power like any other");
        }
        let only_if = self.condition_or(power.condition.as_ref(), kernel::Condition::Always, name);
        let Some(effect) = self.effect(&power.effect, power, file, name) else {
            return Vec::new();
        };
        let holders = self.who(&power.holders);
        let answer = |by| Answer { by, effect: effect.clone(), only_if: only_if.clone(), clause };
        holders.into_iter().map(answer).collect()
    }

    /// What a power does in the tables, if they can hold it.
    pub fn effect(
        &mut self,
        effect: &ast::Effect,
        power: &Power,
        file: WorkstreamId,
        name: &str,
    ) -> Option<Effect> {
        let span = power.lasts.as_ref().map_or(DEFAULT_WINDOW, |length| self.hours(length));
        match effect {
            ast::Effect::Pause(what) | ast::Effect::Suspend(what) => self.pause(what, span, name),
            ast::Effect::Revoke(what) => self.names.waiver(what.as_str()).map(Effect::RevokeWaiver),
            ast::Effect::Lower { dial, level } => {
                let dial = self.names.dial(dial.as_str())?;
                Some(Effect::LowerDial(dial, small(level)))
            }
            ast::Effect::Strike { .. } => Some(Effect::Strike),
            ast::Effect::Start { procedure, .. } => {
                self.names.procedure(procedure.as_str()).map(Effect::Start)
            }
            ast::Effect::End(what) => {
                self.names.workstream(what.as_str()).map(Effect::EndWorkstream)
            }
            ast::Effect::CeasePerforming { in_part, of } => {
                if *in_part {
                    self.note(name, "ceasing to perform ends the whole workstream, never a part");
                }
                let of = of.as_ref().and_then(|of| self.names.workstream(of.as_str()));
                Some(Effect::EndWorkstream(of.unwrap_or(file)))
            }
            ast::Effect::Withdraw => None,
            other => {
                self.note(name, &format!("{} changes nothing in what is run", told(other)));
                None
            }
        }
    }

    fn pause(&mut self, what: &Name, span: Hours, name: &str) -> Option<Effect> {
        let symbol = self.names.find(what.as_str()).first().copied();
        match symbol {
            Some(Symbol::Escrow(escrow)) => Some(Effect::PauseEscrow(escrow, span)),
            Some(Symbol::Waiver(waiver)) => Some(Effect::SuspendWaiver(waiver, span)),
            Some(Symbol::Tranche(tranche)) => {
                let escrow = self.out.tranche(tranche).map(|row| row.escrow);
                Some(Effect::PauseEscrow(escrow.unwrap_or(EscrowId(0)), span))
            }
            _ => {
                self.note(name, &format!("pausing `{what}` changes nothing in what is run"));
                None
            }
        }
    }

    /// What a snapback restores.
    pub fn restoration(&mut self, restoration: &Restoration, name: &str) -> Option<Effect> {
        let ast::Thing::Name(what) = &restoration.what else {
            self.note(name, "what it restores in words is not run");
            return None;
        };
        let symbol = self.names.find(what.as_str()).first().copied();
        match (symbol, &restoration.to) {
            (Some(Symbol::Waiver(waiver)), Some(RestoredTo::Suspended)) => {
                Some(Effect::SuspendWaiver(waiver, DEFAULT_WINDOW))
            }
            (Some(Symbol::Waiver(waiver)), _) => Some(Effect::RevokeWaiver(waiver)),
            (Some(Symbol::Dial(dial)), Some(RestoredTo::Level(level))) => {
                Some(Effect::LowerDial(dial, small(level)))
            }
            (Some(Symbol::Dial(dial)), _) => Some(Effect::LowerDial(dial, 0)),
            (Some(Symbol::Escrow(escrow)), _) => Some(Effect::PauseEscrow(escrow, DEFAULT_WINDOW)),
            (Some(Symbol::Workstream(file)), _) => Some(Effect::EndWorkstream(file)),
            _ => {
                self.note(name, &format!("restoring `{what}` changes nothing in what is run"));
                None
            }
        }
    }

    /// What follows at the end of a clock.
    pub fn outcome(&mut self, outcome: &Outcome, file: WorkstreamId, name: &str) -> Option<Effect> {
        match outcome {
            Outcome::Power(power) => {
                let effect = self.effect(&power.effect, power, file, name)?;
                let Some(condition) = &power.condition else { return Some(effect) };
                let condition = self.condition_or(Some(condition), kernel::Condition::Always, name);
                Some(Effect::OnlyIf(Box::new(condition), Box::new(effect)))
            }
            Outcome::Happens(ast::Effect::EstablishAttribution, _) => None,
            Outcome::Happens(effect, _) => {
                let bare = Power {
                    holders: Vec::new(),
                    grant: Grant::May,
                    effect: effect.clone(),
                    lasts: None,
                    within: None,
                    once: false,
                    condition: None,
                    span: crate::span::Span::default(),
                };
                self.effect(effect, &bare, file, name)
            }
        }
    }
}

fn told(effect: &ast::Effect) -> &'static str {
    match effect {
        ast::Effect::Resume(_) => "resuming",
        ast::Effect::Notify(_) => "notifying",
        ast::Effect::Consult(_) => "consulting",
        ast::Effect::EstablishAttribution => "establishing attribution by power",
        ast::Effect::Open(_) => "opening a phase by power",
        _ => "a power in words",
    }
}
