//! One path through the table, and what is counted of it.

use super::table::{Node, START, Table};
use kernel::PhaseId;
use kernel::state::{Cause, Ended};
use sampling::Stream;

/// What is kept of a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path {
    /// Periods begun.
    pub months: u32,
    /// Random numbers drawn.
    pub draws: u64,
    /// How it ended, if within the horizon.
    pub end: Option<Ended>,
    /// Months in each phase; last, before any phase opened.
    pub in_phase: Vec<u32>,
    /// Month in which each file ended short of fulfilment; the accord's failure ends all.
    pub file_end: Vec<Option<u32>>,
}

/// Walks paths over one table under one set of chances.
pub(super) struct Walker<'a> {
    pub table: &'a Table<'a>,
    /// Chance of each row of `Beliefs::odds`.
    pub chances: &'a [f64],
    /// Months followed.
    pub horizon: u32,
}

impl Walker<'_> {
    /// Walks one path; `path` is overwritten, its tables keep their sizes.
    pub(super) fn walk(&self, stream: &Stream, path: &mut Path) {
        self.walk_past(stream, path, &mut |_| {});
    }

    /// [`Walker::walk`], telling of every point that the path comes to.
    pub(super) fn walk_past(&self, stream: &Stream, path: &mut Path, tell: &mut impl FnMut(u32)) {
        reset(path);
        let mut node = START;
        while path.months < self.horizon && path.end.is_none() {
            path.months += 1;
            node = self.month(node, stream, path, tell);
        }
        if path.end.is_some_and(|ended| ended.cause != Cause::Completed) {
            let month = path.months;
            path.file_end.iter_mut().for_each(|end| *end = end.or(Some(month)));
        }
    }

    /// One month, up to the start of the next. An end right behind it counts to the month.
    pub(super) fn month(
        &self,
        mut node: u32,
        stream: &Stream,
        path: &mut Path,
        tell: &mut impl FnMut(u32),
    ) -> u32 {
        loop {
            match self.table.node(node) {
                Node::Sure(to) => node = to,
                Node::Fork { process, odds, yes, no } => {
                    path.draws += 1;
                    let chance = self.chances.get(odds as usize).copied().unwrap_or(0.0);
                    let happens = stream.uniform(path.months, process) < chance;
                    node = if happens { yes } else { no };
                }
                Node::Time { to, over, phase } => {
                    pass(path, over, phase);
                    if let Node::End(end) = self.table.node(to) {
                        path.end = end;
                    }
                    tell(to);
                    return to;
                }
                Node::End(end) => {
                    path.end = end;
                    return node;
                }
            }
            tell(node);
        }
    }
}

fn reset(path: &mut Path) {
    path.months = 0;
    path.draws = 0;
    path.end = None;
    path.in_phase.fill(0);
    path.file_end.fill(None);
}

fn pass(path: &mut Path, over: u32, phase: Option<PhaseId>) {
    let last = path.in_phase.len().saturating_sub(1);
    let place = phase.map_or(last, PhaseId::index);
    if let Some(months) = path.in_phase.get_mut(place) {
        *months += 1;
    }
    if over != 0 {
        let month = path.months;
        let ended = path.file_end.iter_mut().take(32).enumerate();
        let ended = ended.filter(|(file, _)| over >> file & 1 == 1);
        ended.for_each(|(_, end)| *end = end.or(Some(month)));
    }
}
