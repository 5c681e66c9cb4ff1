//! Relief on its way, stage by stage: let through, refused, late.

use super::{Outcome, Run};
use crate::ids::ActorId;
use crate::pipeline::{Relief, Transit};
use crate::state::TrancheLife;
use crate::time::Hours;
use crate::verdict::VerdictKind;

impl Run<'_> {
    /// Relief has been given: it stands at the first stage, if there are any.
    pub(super) fn enter(&mut self, relief: Relief) {
        self.stand_at(relief, 0);
    }

    fn stand_at(&mut self, relief: Relief, stage: u8) {
        let row = self.accord.stages(relief).get(usize::from(stage));
        let transit = row.map_or(Transit::Nothing, |row| {
            Transit::At(stage, row.within.map_or(Hours::FOREVER, Hours::clock))
        });
        self.state.set_transit(relief, transit);
    }

    /// The owner of the stage lets relief through; past the last stage it is felt, or usable.
    pub(super) fn let_through(&mut self, by: ActorId, relief: Relief) -> Outcome {
        let Some(stage) = self.stage_of(by, relief) else { return Outcome::Void };
        let next = stage.saturating_add(1);
        if let Some(row) = self.accord.stages(relief).get(usize::from(stage)) {
            self.say_by(VerdictKind::Cleared, relief.item(), row.clause, by);
        }
        if usize::from(next) < self.accord.stages(relief).len() {
            self.stand_at(relief, next);
            return Outcome::Done;
        }
        match relief {
            Relief::Dial(id) => self.feel(id),
            Relief::Tranche(id) => self.arrive(id),
        }
    }

    fn arrive(&mut self, id: crate::ids::TrancheId) -> Outcome {
        let Some(row) = self.accord.tranche(id) else { return Outcome::Void };
        if let Some(slot) = self.state.tranche_mut(id) {
            (slot.life, slot.transit) = (TrancheLife::Usable, Transit::Nothing);
        }
        self.say(VerdictKind::Usable, Relief::Tranche(id).item(), row.clause);
        Outcome::Done
    }

    /// The owner of the stage refuses, where the text lets it. Nothing is decided for good.
    pub(super) fn withhold(&mut self, by: ActorId, relief: Relief) -> Outcome {
        let Some(stage) = self.stage_of(by, relief) else { return Outcome::Void };
        let again = self.state.transit(relief) == Transit::Refused(stage);
        let row = self.accord.stage(&self.state, relief);
        let Some(row) = row.filter(|row| row.may_refuse && !again) else { return Outcome::Void };
        self.state.set_transit(relief, Transit::Refused(stage));
        self.say_by(VerdictKind::Refused, relief.item(), row.clause, by);
        Outcome::Done
    }

    /// The stage at which relief stands, if this is its owner and its file lives.
    fn stage_of(&self, by: ActorId, relief: Relief) -> Option<u8> {
        let own = self.accord.stage(&self.state, relief).is_some_and(|row| row.owner == by);
        let alive = self.accord.file_of(relief).is_some_and(|file| self.state.alive(file));
        self.state.transit(relief).stage().filter(|_| own && alive)
    }

    /// A stage whose time is over is late, and its owner is named. No duty is broken by it: what
    /// the text asks of whom gave the relief was done.
    pub(super) fn expire_transits(&mut self) {
        for relief in self.accord.staged() {
            let Transit::At(stage, Hours::ZERO) = self.state.transit(relief) else { continue };
            self.state.set_transit(relief, Transit::Late(stage));
            let alive = self.accord.file_of(relief).is_some_and(|file| self.state.alive(file));
            let row = self.accord.stages(relief).get(usize::from(stage));
            if let Some(row) = row.filter(|_| alive) {
                self.say_by(VerdictKind::Late, relief.item(), row.clause, row.owner);
            }
        }
    }

    /// What is on its way in a file that ends stays where it is, and nobody is late with it.
    pub(super) fn end_transits(&mut self, file: crate::ids::WorkstreamId) {
        for relief in self.accord.staged() {
            if self.accord.file_of(relief) == Some(file) {
                self.state.set_transit(relief, Transit::Nothing);
            }
        }
    }
}
