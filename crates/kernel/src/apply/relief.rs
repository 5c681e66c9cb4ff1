//! Institutional acts: waivers, dials, money. Turning relief down is always in its holder's
//! hands, and without cause it is open non-performance.

use super::answers::serves;
use super::settle::is_due;
use super::{Outcome, Run};
use crate::accord::{DutyKind, Target};
use crate::condition::View;
use crate::event::Deed;
use crate::ids::*;
use crate::members::bit;
use crate::pipeline::{Relief, Transit};
use crate::state::{DialState, DutyState, Life, TrancheLife, WaiverLife, WaiverState};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    pub(super) fn grant(&mut self, by: ActorId, id: WaiverId) {
        let Some(row) = self.accord.waiver(id) else { return };
        let left = row.lasts.unwrap_or(Hours::FOREVER).clock();
        let cell = WaiverState { life: WaiverLife::InForce, left, ..WaiverState::default() };
        self.set_waiver(id, cell);
        self.say_by(VerdictKind::Granted, Item::Waiver(id), row.clause, by);
    }

    pub(super) fn renew(&mut self, by: ActorId, id: WaiverId) {
        let Some(row) = self.accord.waiver(id) else { return };
        let cell = self.state.waiver(id);
        let left = row.lasts.unwrap_or(Hours::FOREVER).clock();
        let renewals = cell.renewals.saturating_add(1);
        self.set_waiver(id, WaiverState { left, renewals, ..cell });
        self.say_by(VerdictKind::Renewed, Item::Waiver(id), row.clause, by);
    }

    pub(super) fn revoke(&mut self, by: ActorId, id: WaiverId) {
        let Some(row) = self.accord.waiver(id) else { return };
        let cause = row.revoke.holds(self.accord, &self.state, View::Reports);
        self.end_waiver(id);
        self.take_back(by, cause, |target| *target == Target::Granted { waiver: id });
    }

    /// Ends a waiver in force, with its wind-down; whether there was one to end.
    pub(super) fn end_waiver(&mut self, id: WaiverId) -> bool {
        let Some(row) = self.accord.waiver(id) else { return false };
        let life = self.state.waiver(id).life;
        let running = matches!(life, WaiverLife::InForce | WaiverLife::Suspended);
        if running {
            self.set_waiver(id, winding_down(row.winds_down));
            self.say(VerdictKind::Revoked, Item::Waiver(id), row.clause);
        }
        running
    }

    pub(super) fn suspend_waiver(&mut self, id: WaiverId, span: Hours) {
        let Some(row) = self.accord.waiver(id) else { return };
        let cell = self.state.waiver(id);
        if cell.life == WaiverLife::InForce {
            let (life, suspended) = (WaiverLife::Suspended, span.clock());
            self.set_waiver(id, WaiverState { life, suspended, ..cell });
            self.say(VerdictKind::Suspended, Item::Waiver(id), row.clause);
        }
    }

    pub(super) fn set_waiver(&mut self, id: WaiverId, cell: WaiverState) {
        if let Some(slot) = self.state.waiver_mut(id) {
            *slot = cell;
        }
    }

    fn take_back(&mut self, by: ActorId, cause: bool, touches: impl Fn(&Target) -> bool) {
        if cause {
            self.sleep(touches);
        } else {
            self.undo(by, touches);
        }
    }

    /// Relief delivered is taken back without cause: its duty stands admitted as not performed,
    /// whatever has become of its phase, until the relief is given again.
    fn undo(&mut self, by: ActorId, touches: impl Fn(&Target) -> bool) {
        for id in self.delivered(touches) {
            if self.accord.duty(id).is_none_or(|row| row.obligor != by) {
                continue;
            }
            if let Some(undertaking) = self.accord.undertaking_of(id) {
                self.departed(undertaking);
                continue;
            }
            // Given in time and taken back later is not late; it is not performed.
            let late = is_due(self.accord, &self.state, id);
            if let Some(cell) = self.state.duty_mut(id) {
                let (life, standing, accused) = (Life::Live, Standing::Admitted, true);
                *cell = DutyState { life, standing, accused, late, ..DutyState::default() };
            }
            self.say_duty(VerdictKind::NotPerformed, id, Some(by));
        }
    }

    /// Relief delivered is taken back with cause: its duty sleeps until it is earned again. If
    /// nothing is left to be earned, the text asks for nothing more: what was to be achieved has
    /// been, what was to be kept up is over.
    pub(super) fn sleep(&mut self, touches: impl Fn(&Target) -> bool) {
        for id in self.delivered(touches) {
            let Some(row) = self.accord.duty(id) else { continue };
            let earned = row.after.holds(self.accord, &self.state, View::Reports);
            if !earned || self.counterpart_fails(row) {
                if let Some(cell) = self.state.duty_mut(id) {
                    *cell = DutyState::default();
                }
                self.say_duty(VerdictKind::Suspended, id, None);
            } else if row.kind == DutyKind::Maintain {
                self.finish_duty(id);
            }
        }
    }

    /// Duties about relief of this kind that has been given.
    fn delivered(&self, touches: impl Fn(&Target) -> bool) -> Vec<DutyId> {
        let given = |id: &DutyId| {
            let Some(row) = self.accord.duty(*id) else { return false };
            let life = self.state.duty(*id).life;
            let kept = row.kind == DutyKind::Maintain;
            let held = kept && matches!(life, Life::Live | Life::Suspended);
            (life == Life::Met || held) && touches(&row.target)
        };
        self.accord.duty_ids().filter(given).collect()
    }

    /// A buyer draws volume; beyond the volume nothing is covered.
    pub(super) fn draw(&mut self, id: WaiverId, volume: i64) -> Outcome {
        let Some(row) = self.accord.waiver(id) else { return Outcome::Void };
        let cell = self.state.waiver(id);
        if cell.life != WaiverLife::InForce || volume <= 0 {
            return Outcome::Void;
        }
        let drawn = cell.drawn.saturating_add(volume);
        if drawn > row.volume_in(self.accord, &self.state) {
            self.say(VerdictKind::Exceeded, Item::Waiver(id), row.clause);
            return Outcome::Done;
        }
        let period = if cell.drawn == 0 { row.period.clock() } else { cell.period };
        self.set_waiver(id, WaiverState { drawn, period, ..cell });
        self.say(VerdictKind::Drawn, Item::Waiver(id), row.clause);
        Outcome::Done
    }

    pub(super) fn turn(&mut self, by: ActorId, id: DialId, level: u8) {
        let Some(row) = self.accord.dial(id) else { return };
        let before = self.state.dial(id).announced;
        let cause = row.lower.holds(self.accord, &self.state, View::Reports);
        self.set_dial(id, level);
        if level < before {
            self.take_back(by, cause, serves(id, level, before));
        }
    }

    pub(super) fn set_dial(&mut self, id: DialId, level: u8) {
        let Some(row) = self.accord.dial(id) else { return };
        let felt = self.state.dial(id).felt;
        let felt = if row.piped { felt.min(level) } else { level };
        let before = self.state.dial(id).transit;
        let transit = if felt < level { before } else { Transit::Nothing };
        if let Some(slot) = self.state.dial_mut(id) {
            *slot = DialState { announced: level, felt, transit };
        }
        if felt < level && transit == Transit::Nothing {
            self.enter(Relief::Dial(id));
        }
        self.say(VerdictKind::Turned, Item::Dial(id), row.clause);
    }

    pub(super) fn feel(&mut self, id: DialId) -> Outcome {
        let cell = self.state.dial(id);
        let Some(row) = self.accord.dial(id).filter(|_| cell.felt < cell.announced) else {
            return Outcome::Void;
        };
        if let Some(slot) = self.state.dial_mut(id) {
            (slot.felt, slot.transit) = (slot.felt.saturating_add(1), Transit::Nothing);
        }
        if cell.felt.saturating_add(1) < cell.announced {
            self.enter(Relief::Dial(id));
        }
        self.say(VerdictKind::Felt, Item::Dial(id), row.clause);
        Outcome::Done
    }

    pub(super) fn move_money(&mut self, by: ActorId, deed: &Deed) {
        let (Deed::Transfer(id) | Deed::Release(id) | Deed::Return(id)) = *deed else { return };
        let Some(row) = self.accord.tranche(id) else { return };
        if matches!(deed, Deed::Transfer(_)) && !self.approved(by, id) {
            return self.say_by(VerdictKind::Noted, Item::Tranche(id), row.clause, by);
        }
        let piped = self.accord.escrow(row.escrow).is_some_and(|escrow| escrow.piped);
        let (life, kind) = match deed {
            Deed::Transfer(_) if piped => (TrancheLife::Transferred, VerdictKind::Transferred),
            Deed::Transfer(_) => (TrancheLife::Usable, VerdictKind::Transferred),
            Deed::Release(_) => (TrancheLife::Usable, VerdictKind::Usable),
            _ => (TrancheLife::Returned, VerdictKind::Returned),
        };
        if let Some(slot) = self.state.tranche_mut(id) {
            (slot.life, slot.approvals, slot.transit) = (life, 0, Transit::Nothing);
        }
        if life == TrancheLife::Transferred {
            self.enter(Relief::Tranche(id));
        }
        self.say_by(kind, Item::Tranche(id), row.clause, by);
    }

    /// An approver refuses: what others approved is asked anew.
    pub(super) fn reject(&mut self, by: ActorId, id: TrancheId) {
        let Some(row) = self.accord.tranche(id) else { return };
        self.state.tranche_mut(id).into_iter().for_each(|slot| slot.approvals = 0);
        self.say_by(VerdictKind::Refused, Item::Tranche(id), row.clause, by);
    }

    /// Whether all who must have approved, with this one.
    fn approved(&mut self, by: ActorId, id: TrancheId) -> bool {
        let escrow = self.accord.tranche(id).map(|row| row.escrow);
        let Some(row) = escrow.and_then(|escrow| self.accord.escrow(escrow)) else { return false };
        let Some(cell) = self.state.tranche_mut(id) else { return false };
        cell.approvals |= bit(&row.approvers, by).unwrap_or_default();
        let given = cell.approvals;
        let has = |who: &ActorId| bit(&row.approvers, *who).is_none_or(|bit| given & bit != 0);
        row.approvers.iter().all(has)
    }

    pub(super) fn spend(&mut self, by: ActorId, id: TrancheId, amount: i64) -> Outcome {
        let Some(row) = self.accord.tranche(id) else { return Outcome::Void };
        let owner = self.accord.escrow(row.escrow).map(|escrow| escrow.owner);
        let cell = self.state.tranche(id);
        let spent = cell.spent.saturating_add(amount);
        let usable = cell.life == TrancheLife::Usable && amount > 0 && spent <= row.amount;
        if owner != Some(by) || !usable {
            return Outcome::Void;
        }
        if let Some(slot) = self.state.tranche_mut(id) {
            slot.spent = spent;
        }
        self.say_by(VerdictKind::Spent, Item::Tranche(id), row.clause, by);
        Outcome::Done
    }
}

/// A waiver after its end: deliveries under way are allowed for a while, if for any.
pub(super) fn winding_down(span: Hours) -> WaiverState {
    let life = if span > Hours::ZERO { WaiverLife::WindingDown } else { WaiverLife::Over };
    WaiverState { life, left: span, ..WaiverState::default() }
}
