//! Institutional acts: waivers, dials, money. Without power they are void; turning relief down
//! is always in its holder's hands, and without cause it is open non-performance.

use super::{Outcome, Run};
use crate::accord::{Escrow, Target, Tranche};
use crate::condition::View;
use crate::event::Deed;
use crate::ids::*;
use crate::state::{DialState, Life, TrancheLife, TrancheState, WaiverLife, WaiverState};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl<'a> Run<'a> {
    pub(super) fn relief(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        match deed {
            Deed::Grant(waiver) => self.grant(by, *waiver),
            Deed::Renew(waiver) => self.renew(by, *waiver),
            Deed::Revoke(waiver) => self.revoke(by, *waiver),
            Deed::Draw(waiver, volume) => self.draw(*waiver, *volume),
            Deed::Turn(dial, level) => self.turn(by, *dial, *level),
            Deed::Feel(dial) => self.feel(*dial),
            Deed::Transfer(tranche) => self.transfer(by, *tranche),
            Deed::Release(tranche) => self.release(by, *tranche),
            Deed::Spend(tranche, amount) => self.spend(by, *tranche, *amount),
            Deed::Return(tranche) => self.send_back(by, *tranche),
            _ => Outcome::Void,
        }
    }

    fn grant(&mut self, by: ActorId, id: WaiverId) -> Outcome {
        let Some(row) = self.accord.waiver(id).filter(|row| row.granter == by) else {
            return Outcome::Void;
        };
        let fresh = !matches!(
            self.state.waiver(id).life,
            WaiverLife::InForce | WaiverLife::Suspended
        );
        if !fresh || !self.state.alive(row.workstream) {
            return Outcome::Void;
        }
        let left = row.lasts.unwrap_or(Hours::FOREVER);
        let cell = WaiverState {
            life: WaiverLife::InForce,
            left,
            ..WaiverState::default()
        };
        self.state
            .waiver_mut(id)
            .into_iter()
            .for_each(|slot| *slot = cell);
        self.say_by(VerdictKind::Granted, Item::Waiver(id), row.clause, by);
        Outcome::Done
    }

    fn renew(&mut self, by: ActorId, id: WaiverId) -> Outcome {
        let Some(row) = self.accord.waiver(id).filter(|row| row.granter == by) else {
            return Outcome::Void;
        };
        let cell = self.state.waiver(id);
        let spent = row.renewals.is_some_and(|limit| cell.renewals >= limit);
        let running = matches!(
            cell.life,
            WaiverLife::InForce | WaiverLife::Suspended | WaiverLife::WindingDown
        );
        let (Some(left), false, true) = (row.lasts, spent, running) else {
            return Outcome::Void;
        };
        if let Some(slot) = self.state.waiver_mut(id) {
            slot.left = left;
            slot.renewals = slot.renewals.saturating_add(1);
            if slot.life == WaiverLife::WindingDown {
                slot.life = WaiverLife::InForce;
            }
        }
        self.say_by(VerdictKind::Renewed, Item::Waiver(id), row.clause, by);
        Outcome::Done
    }

    fn revoke(&mut self, by: ActorId, id: WaiverId) -> Outcome {
        let Some(row) = self.accord.waiver(id).filter(|row| row.granter == by) else {
            return Outcome::Void;
        };
        if !matches!(
            self.state.waiver(id).life,
            WaiverLife::InForce | WaiverLife::Suspended
        ) {
            return Outcome::Void;
        }
        let cause = row.revoke.holds(self.accord, &self.state, View::Reports);
        self.end_waiver(id);
        self.undo(
            by,
            cause,
            |target| matches!(target, Target::Granted { waiver } if *waiver == id),
        );
        Outcome::Done
    }

    pub(super) fn end_waiver(&mut self, id: WaiverId) {
        let Some(row) = self.accord.waiver(id) else {
            return;
        };
        if let Some(slot) = self.state.waiver_mut(id) {
            let granted = !matches!(slot.life, WaiverLife::Idle | WaiverLife::Over);
            let life = if granted {
                WaiverLife::WindingDown
            } else {
                WaiverLife::Over
            };
            *slot = WaiverState {
                life,
                left: row.winds_down,
                ..WaiverState::default()
            };
        }
        self.say(VerdictKind::Revoked, Item::Waiver(id), row.clause);
    }

    /// What was delivered is taken back. With cause the duty sleeps until it is earned again;
    /// without, it stands admitted as not performed.
    fn undo(&mut self, by: ActorId, cause: bool, touches: impl Fn(&Target) -> bool) {
        for duty in self.accord.duty_ids() {
            let Some(row) = self.accord.duty(duty).filter(|row| row.obligor == by) else {
                continue;
            };
            let settled = matches!(
                self.state.duty(duty).life,
                Life::Met | Life::Live | Life::Suspended
            );
            if !settled || !touches(&row.target) {
                continue;
            }
            if let Some(cell) = self.state.duty_mut(duty) {
                cell.life = if cause { Life::Dormant } else { Life::Live };
                cell.clock = Hours::ZERO;
                if !cause {
                    cell.standing = Standing::Admitted;
                    cell.accused = true;
                }
            }
            let kind = if cause {
                VerdictKind::Suspended
            } else {
                VerdictKind::NotPerformed
            };
            self.say_duty(kind, duty, Some(by));
        }
    }

    fn draw(&mut self, id: WaiverId, volume: i64) -> Outcome {
        let Some(row) = self.accord.waiver(id) else {
            return Outcome::Void;
        };
        let cell = self.state.waiver(id);
        if cell.life != WaiverLife::InForce || volume <= 0 {
            return Outcome::Void;
        }
        let drawn = cell.drawn.saturating_add(volume);
        if drawn > row.volume {
            self.say(VerdictKind::Exceeded, Item::Waiver(id), row.clause);
            return Outcome::Done;
        }
        if let Some(slot) = self.state.waiver_mut(id) {
            if slot.drawn == 0 {
                slot.period = row.period;
            }
            slot.drawn = drawn;
        }
        self.say(VerdictKind::Drawn, Item::Waiver(id), row.clause);
        Outcome::Done
    }

    fn turn(&mut self, by: ActorId, id: DialId, level: u8) -> Outcome {
        let Some(row) = self.accord.dial(id).filter(|row| row.holder == by) else {
            return Outcome::Void;
        };
        let cell = self.state.dial(id);
        let alive = self.state.alive(row.workstream);
        if level == cell.announced || level > row.levels || !alive {
            return Outcome::Void;
        }
        let cause = row.lower.holds(self.accord, &self.state, View::Reports);
        let down = level < cell.announced;
        self.set_dial(id, level);
        if down {
            self.undo(by, cause, |target| {
                matches!(target, Target::Dialled { dial, level: owed } if *dial == id && *owed > level)
            });
        }
        Outcome::Done
    }

    pub(super) fn set_dial(&mut self, id: DialId, level: u8) {
        let Some(row) = self.accord.dial(id) else {
            return;
        };
        let felt = self.state.dial(id).felt;
        let felt = if row.piped { felt.min(level) } else { level };
        let cell = DialState {
            announced: level,
            felt,
        };
        self.state
            .dial_mut(id)
            .into_iter()
            .for_each(|slot| *slot = cell);
        self.say(VerdictKind::Turned, Item::Dial(id), row.clause);
    }

    fn feel(&mut self, id: DialId) -> Outcome {
        let cell = self.state.dial(id);
        let Some(row) = self.accord.dial(id).filter(|_| cell.felt < cell.announced) else {
            return Outcome::Void;
        };
        self.state
            .dial_mut(id)
            .into_iter()
            .for_each(|slot| slot.felt = slot.felt.saturating_add(1));
        self.say(VerdictKind::Felt, Item::Dial(id), row.clause);
        Outcome::Done
    }

    fn transfer(&mut self, by: ActorId, id: TrancheId) -> Outcome {
        let Some((row, escrow)) = self.money_row(id) else {
            return Outcome::Void;
        };
        let paused = self.state.pause(row.escrow) > Hours::ZERO;
        let frozen = self.state.tranche(id).life == TrancheLife::Frozen;
        if escrow.approver != by || !frozen || paused || !self.state.alive(escrow.workstream) {
            return Outcome::Void;
        }
        let usable = !escrow.piped;
        let life = if usable {
            TrancheLife::Usable
        } else {
            TrancheLife::Transferred
        };
        self.move_money(id, row, life, VerdictKind::Transferred, by);
        Outcome::Done
    }

    fn release(&mut self, by: ActorId, id: TrancheId) -> Outcome {
        let Some((row, escrow)) = self.money_row(id) else {
            return Outcome::Void;
        };
        if escrow.custodian != by || self.state.tranche(id).life != TrancheLife::Transferred {
            return Outcome::Void;
        }
        self.move_money(id, row, TrancheLife::Usable, VerdictKind::Usable, by);
        Outcome::Done
    }

    fn spend(&mut self, by: ActorId, id: TrancheId, amount: i64) -> Outcome {
        let Some((row, escrow)) = self.money_row(id) else {
            return Outcome::Void;
        };
        let cell = self.state.tranche(id);
        let spent = cell.spent.saturating_add(amount);
        let usable = cell.life == TrancheLife::Usable && amount > 0 && spent <= row.amount;
        if escrow.owner != by || !usable {
            return Outcome::Void;
        }
        self.state
            .tranche_mut(id)
            .into_iter()
            .for_each(|slot| slot.spent = spent);
        self.say_by(VerdictKind::Spent, Item::Tranche(id), row.clause, by);
        Outcome::Done
    }

    fn send_back(&mut self, by: ActorId, id: TrancheId) -> Outcome {
        let Some((row, escrow)) = self.money_row(id) else {
            return Outcome::Void;
        };
        let moved = matches!(
            self.state.tranche(id).life,
            TrancheLife::Transferred | TrancheLife::Usable
        );
        if escrow.custodian != by || !moved || self.state.tranche(id).spent > 0 {
            return Outcome::Void;
        }
        self.move_money(id, row, TrancheLife::Returned, VerdictKind::Returned, by);
        Outcome::Done
    }

    fn money_row(&self, id: TrancheId) -> Option<(&'a Tranche, &'a Escrow)> {
        let row = self.accord.tranche(id)?;
        Some((row, self.accord.escrow(row.escrow)?))
    }

    fn move_money(
        &mut self,
        id: TrancheId,
        row: &Tranche,
        life: TrancheLife,
        kind: VerdictKind,
        by: ActorId,
    ) {
        let spent = self.state.tranche(id).spent;
        let cell = TrancheState { life, spent };
        self.state
            .tranche_mut(id)
            .into_iter()
            .for_each(|slot| *slot = cell);
        self.say_by(kind, Item::Tranche(id), row.clause, by);
    }
}
