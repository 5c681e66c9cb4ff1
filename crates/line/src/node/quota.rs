//! How much of what a seat says reaches the agreement: a flood is valid log and nothing more.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{LogId, SeatId};

/// What a seat may say in a day of the accord's clock. Part of the agreement, so that both sides ignore the same leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Events in the ordinary lane.
    pub per_day: u32,
    /// Events in the priority lane, which a flood of the other does not close.
    pub urgent_per_day: u32,
    /// Kinds of message in the priority lane.
    pub urgent: BTreeSet<u64>,
}

/// What was used of it, in the order of the script.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    day: BTreeMap<(LogId, SeatId, bool), (u32, u32)>,
}

/// What a seat used of its quota on a day; more than the quota is valid log without effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Events in the ordinary lane.
    pub ordinary: u32,
    /// Events in the priority lane.
    pub urgent: u32,
}

impl Used {
    /// What a seat used on a day.
    pub fn on(&self, (log, seat): (LogId, SeatId), day: u32) -> Usage {
        let lane = |urgent: bool| {
            let used = self.day.get(&(log, seat, urgent)).filter(|(of, _)| *of == day);
            used.map_or(0, |(_, count)| *count)
        };
        Usage { ordinary: lane(false), urgent: lane(true) }
    }

    /// Counts an event of a seat on a day: whether it is within the quota.
    pub fn take(
        &mut self,
        quota: &Quota,
        (log, seat): (LogId, SeatId),
        kind: u64,
        day: u32,
    ) -> bool {
        let urgent = quota.urgent.contains(&kind);
        let most = if urgent { quota.urgent_per_day } else { quota.per_day };
        let used = self.day.entry((log, seat, urgent)).or_insert((day, 0));
        if used.0 != day {
            *used = (day, 0);
        }
        let within = used.1 < most;
        used.1 = used.1.saturating_add(1);
        within
    }
}
