//! Talk: notices and the acts they are of, lines and their silence, public words, safe harbours.
//! Nothing here triggers an answer: the gravest that follows is a duty that stands reported.

use super::{Outcome, Run};
use crate::accord::Grade;
use crate::event::Deed;
use crate::ids::*;
use crate::state::{ChannelState, Life, NoticeState, ToleranceState};
use crate::time::Hours;
use crate::verdict::{Item, Standing, VerdictKind};

impl Run<'_> {
    /// Words that need no power: whoever is named says them.
    pub(super) fn talk(&mut self, by: ActorId, deed: &Deed) -> Outcome {
        match *deed {
            Deed::Notify(notice) => self.notify(by, notice),
            Deed::Send(channel) => self.send(by, channel),
            Deed::Acknowledge(channel) => self.acknowledge(by, channel),
            Deed::Say(statement) => self.say_publicly(by, statement),
            Deed::Deliver(carveout, amount) => self.deliver(by, carveout, amount),
            Deed::Decline(side, count) => self.decline(by, side, count),
            Deed::Vote(ballot, motion, yes) => self.vote(by, ballot, motion, yes),
            _ => Outcome::Void,
        }
    }

    /// A notice stands until the act it is of.
    fn notify(&mut self, by: ActorId, id: NoticeId) -> Outcome {
        let Some(row) = self.accord.notice(id).filter(|row| row.by == by) else {
            return Outcome::Void;
        };
        let Some(cell) = self.state.notice_mut(id).filter(|cell| !cell.given) else {
            return Outcome::Void;
        };
        *cell = NoticeState { given: true, left: row.before };
        self.say_by(VerdictKind::Noticed, Item::Notice(id), row.clause, by);
        Outcome::Done
    }

    /// The act happens; what is judged is whether it was told, and how long before.
    pub(super) fn carry(&mut self, by: ActorId, id: NoticeId) -> Outcome {
        let Some(row) = self.accord.notice(id).filter(|row| row.by == by) else {
            return Outcome::Void;
        };
        let cell = self.state.notice(id);
        self.state.notice_mut(id).into_iter().for_each(|slot| *slot = NoticeState::default());
        self.say_by(VerdictKind::Occurred, Item::Notice(id), row.clause, by);
        match (cell.given, cell.left) {
            (true, Hours::ZERO) => {
                let duty = self.accord.duty_to_tell(id);
                duty.into_iter().for_each(|duty| self.clear(duty, by));
            }
            (true, _) => self.untold(by, id, row.late),
            (false, _) => self.untold(by, id, row.none),
        }
        Outcome::Done
    }

    fn untold(&mut self, by: ActorId, id: NoticeId, grade: Grade) {
        let owed = |duty: &DutyId| self.state.duty(*duty).life == Life::Live;
        match (grade, self.accord.duty_to_tell(id).filter(owed)) {
            (Grade::NonPerformance, Some(duty)) => {
                self.state.duty_mut(duty).into_iter().for_each(|cell| cell.dirty = true);
                self.accuse(duty, Standing::Reported, by);
            }
            _ => {
                let clause = self.accord.notice(id).map(|row| row.clause).unwrap_or_default();
                self.say_by(VerdictKind::Irregular, Item::Notice(id), clause, by);
            }
        }
    }

    /// A message or a sign of life: the other ends owe an acknowledgement, where the text asks it.
    fn send(&mut self, by: ActorId, id: ChannelId) -> Outcome {
        let Some(row) = self.accord.channel(id).filter(|row| row.end == by) else {
            return Outcome::Void;
        };
        self.say_channel(VerdictKind::Noted, id);
        self.hear(id);
        for (other, end) in self.accord.channel_ids().zip(&self.accord.channels) {
            let same = end.clause == row.clause && other != id;
            if let (true, Some(within)) = (same, end.acknowledge)
                && let Some(cell) = self.state.channel_mut(other)
                && !cell.is_silent()
                && !cell.owes
            {
                (cell.open, cell.owes, cell.answer) = (true, true, within.clock());
                if !cell.awaits_life(end) {
                    cell.quiet = Hours::ZERO;
                } else if cell.quiet == Hours::ZERO {
                    cell.quiet = end.keepalive.unwrap_or_default().clock();
                }
            }
        }
        Outcome::Done
    }

    fn acknowledge(&mut self, by: ActorId, id: ChannelId) -> Outcome {
        let owes = self.state.channel(id).owes;
        if !owes || self.accord.channel(id).is_none_or(|row| row.end != by) {
            return Outcome::Void;
        }
        if let Some(cell) = self.state.channel_mut(id) {
            (cell.owes, cell.answer) = (false, Hours::ZERO);
        }
        self.say_channel(VerdictKind::Noted, id);
        self.hear(id);
        Outcome::Done
    }

    /// An end is heard: its interval begins again, and what took over for it stands down.
    fn hear(&mut self, id: ChannelId) {
        let Some(row) = self.accord.channel(id) else { return };
        let before = self.state.channel(id);
        if let Some(cell) = self.state.channel_mut(id) {
            (cell.open, cell.missed) = (true, 0);
            let awaited = cell.awaits_life(row);
            cell.quiet = row.keepalive.filter(|_| awaited).map_or(Hours::ZERO, Hours::clock);
        }
        if before.missed > 0 {
            self.say_channel(VerdictKind::Heard, id);
        }
        let reserve = row.fallback.filter(|_| before.is_silent());
        let reserve = reserve.and_then(|id| Some((id, self.accord.channel(id)?)));
        if let Some((id, reserve)) = reserve
            && !reserve.from_start
        {
            self.set_channel(id, ChannelState::default());
        }
    }

    /// Intervals that end now are missed as soon as any more time passes: to the hour, a sign of
    /// life is in time.
    pub(super) fn mark_silence(&mut self) {
        for (id, row) in self.accord.channel_ids().zip(&self.accord.channels) {
            if self.state.channel(id).is_overdue(row) {
                self.miss(id);
            }
        }
    }

    fn miss(&mut self, id: ChannelId) {
        let Some(row) = self.accord.channel(id) else { return };
        let mut cell = self.state.channel(id);
        cell.missed = cell.missed.saturating_add(1);
        let silent = cell.is_silent();
        let again = |span: Option<Hours>, runs: bool| span.filter(|_| runs).map(Hours::clock);
        cell.owes &= !silent;
        cell.quiet = again(row.keepalive, cell.awaits_life(row)).unwrap_or_default();
        cell.answer = again(row.acknowledge, cell.owes).unwrap_or_default();
        self.set_channel(id, cell);
        self.say_channel(if silent { VerdictKind::Silent } else { VerdictKind::Irregular }, id);
        if let Some(next) = row.fallback.filter(|_| silent)
            && let Some(reserve) = self.accord.channel(next)
            && !self.state.channel(next).open
        {
            let clause = reserve.clause;
            let mut opened = ChannelState { open: true, ..ChannelState::default() };
            if opened.awaits_life(reserve) {
                opened.quiet = reserve.keepalive.unwrap_or_default().clock();
            }
            self.set_channel(next, opened);
            self.say(VerdictKind::Opened, Item::Channel(next), clause);
        }
    }

    fn set_channel(&mut self, id: ChannelId, cell: ChannelState) {
        self.state.channel_mut(id).into_iter().for_each(|slot| *slot = cell);
    }

    fn say_channel(&mut self, kind: VerdictKind, id: ChannelId) {
        if let Some(row) = self.accord.channel(id) {
            self.say_by(kind, Item::Channel(id), row.clause, row.end);
        }
    }

    fn say_publicly(&mut self, by: ActorId, id: StatementId) -> Outcome {
        let Some(row) = self.accord.statement(id).filter(|row| row.by.contains(&by)) else {
            return Outcome::Void;
        };
        self.say_by(VerdictKind::Noted, Item::Statement(id), row.clause, by);
        Outcome::Done
    }

    /// Whether an act falls into a safe harbour, and within its budget. It then triggers nothing.
    pub(super) fn tolerated(&mut self, by: ActorId, subject: SubjectId) -> bool {
        for (id, row) in self.accord.tolerance_ids().zip(&self.accord.tolerances) {
            let meant = row.subject == subject && (row.by.is_empty() || row.by.contains(&by));
            if !meant {
                continue;
            }
            let cell = self.state.tolerance(id);
            let within = row.budget.is_none_or(|budget| cell.used < budget);
            let kind = if within { VerdictKind::Tolerated } else { VerdictKind::Exceeded };
            self.say_by(kind, Item::Tolerance(id), row.clause, by);
            if !within {
                continue;
            }
            if let (Some(slot), Some(_)) = (self.state.tolerance_mut(id), row.budget) {
                let begins = cell.used == 0;
                let period = row.period.map_or(Hours::ZERO, Hours::clock);
                let period = if begins { period } else { cell.period };
                *slot = ToleranceState { used: cell.used.saturating_add(1), period };
            }
            return true;
        }
        false
    }

    pub(super) fn expire_tolerances(&mut self) {
        for (row, cell) in self.accord.tolerances.iter().zip(&mut self.state.tolerances) {
            if row.period.is_some() && cell.period == Hours::ZERO {
                cell.used = 0;
            }
        }
    }
}
