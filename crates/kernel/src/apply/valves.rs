//! What goes on while relief is taken back: goods through a carve-out, persons handed over.

use super::{Outcome, Run};
use crate::ids::*;
use crate::state::CarveoutState;
use crate::time::Hours;
use crate::verdict::{Item, VerdictKind};

impl Run<'_> {
    /// Goods go through; beyond the cap of the period nothing is covered.
    pub(super) fn deliver(&mut self, by: ActorId, id: CarveoutId, amount: i64) -> Outcome {
        let Some(row) = self.accord.carveout(id) else { return Outcome::Void };
        if amount <= 0 || !self.accord.is_flowing(&self.state, id) {
            return Outcome::Void;
        }
        let cell = self.state.carveout(id);
        let used = cell.used.saturating_add(amount);
        if row.cap.is_some_and(|cap| used > cap) {
            self.say_by(VerdictKind::Exceeded, Item::Carveout(id), row.clause, by);
            return Outcome::Done;
        }
        if let (Some(slot), Some(_)) = (self.state.carveout_mut(id), row.cap) {
            let period = if cell.used == 0 { row.period.clock() } else { cell.period };
            *slot = CarveoutState { used, period };
        }
        self.say_by(VerdictKind::Delivered, Item::Carveout(id), row.clause, by);
        Outcome::Done
    }

    pub(super) fn expire_carveouts(&mut self) {
        for cell in &mut self.state.carveouts {
            if cell.period == Hours::ZERO {
                cell.used = 0;
            }
        }
    }

    /// Persons are handed over. It happens, before the gate or after it.
    pub(super) fn hand_over(&mut self, by: ActorId, id: HandoverId, count: u32) -> Outcome {
        if !self.holds(by, id, count) {
            return Outcome::Void;
        }
        if let Some(cell) = self.state.handover_mut(id) {
            cell.given = cell.given.saturating_add(count);
        }
        self.say_handover(VerdictKind::HandedOver, by, id);
        Outcome::Done
    }

    /// Persons decline to go: it is told by the side that holds them.
    pub(super) fn decline(&mut self, by: ActorId, id: HandoverId, count: u32) -> Outcome {
        if !self.holds(by, id, count) {
            return Outcome::Void;
        }
        if let Some(cell) = self.state.handover_mut(id) {
            cell.declined = cell.declined.saturating_add(count);
        }
        self.say_handover(VerdictKind::Declined, by, id);
        Outcome::Done
    }

    /// Whether the side still holds so many.
    fn holds(&self, by: ActorId, id: HandoverId, count: u32) -> bool {
        let cell = self.state.handover(id);
        let gone = cell.given.saturating_add(cell.declined).saturating_add(count);
        count > 0
            && self.accord.handover(id).is_some_and(|row| row.party == by && gone <= row.count)
    }

    fn say_handover(&mut self, kind: VerdictKind, by: ActorId, id: HandoverId) {
        let clause = self.accord.handover(id).map(|row| row.clause).unwrap_or_default();
        self.say_by(kind, Item::Handover(id), clause, by);
    }
}
