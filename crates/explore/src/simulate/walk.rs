//! One path through the table, and what is counted of it.

use super::outcome::Outcome;
use super::table::{Node, START, Table};
use kernel::PhaseId;
use kernel::state::Cause;
use sampling::Stream;

/// Whoever looks on while a path is walked.
pub(super) trait Watch {
    /// The path goes on from a point by one of its ways.
    #[inline]
    fn went(&mut self, _from: u32, _way: usize, _to: u32) {}

    /// A row of `Beliefs::odds` was drawn.
    #[inline]
    fn drew(&mut self, _odds: u32, _happened: bool) {}
}

/// Nobody looks on.
impl Watch for () {}

/// Told of every point that a path comes to.
pub(super) struct Tell<F>(pub F);

impl<F: FnMut(u32)> Watch for Tell<F> {
    fn went(&mut self, _: u32, _: usize, to: u32) {
        (self.0)(to);
    }
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
    pub(super) fn walk(&self, stream: &Stream, path: &mut Outcome) {
        self.walk_past(stream, path, &mut ());
    }

    /// [`Walker::walk`] while somebody looks on.
    pub(super) fn walk_past(&self, stream: &Stream, path: &mut Outcome, watch: &mut impl Watch) {
        path.reset();
        let mut node = START;
        while path.months < self.horizon && path.end.is_none() {
            path.months += 1;
            node = self.month(node, stream, path, watch);
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
        path: &mut Outcome,
        watch: &mut impl Watch,
    ) -> u32 {
        loop {
            let (from, mut way) = (node, 0);
            match self.table.node(node) {
                Node::Sure(to) => node = to,
                Node::Fork { process, odds, yes, no } => {
                    path.draws += 1;
                    let chance = self.chances.get(odds as usize).copied().unwrap_or(0.0);
                    let happens = stream.uniform(path.months, process) < chance;
                    watch.drew(odds, happens);
                    way = usize::from(!happens);
                    node = if happens { yes } else { no };
                }
                Node::Choice { process } => {
                    path.draws += 1;
                    (way, node) = self.chosen(from, stream.uniform(path.months, process));
                }
                Node::Time { to, over, phase } => {
                    pass(path, over, phase);
                    if let Node::End(end) = self.table.node(to) {
                        path.end = end;
                    }
                    watch.went(from, 0, to);
                    return to;
                }
                Node::End(end) => {
                    path.end = end;
                    return node;
                }
            }
            watch.went(from, way, node);
        }
    }

    /// The way on that a number picks where somebody chooses by odds, and where it leads.
    fn chosen(&self, from: u32, u: f64) -> (usize, u32) {
        let Some(mark) = self.table.mark(from) else { return (0, from) };
        let last = mark.ways.len().saturating_sub(1);
        let way = mark.shares.partition_point(|share| *share <= u).min(last);
        (way, mark.ways.get(way).copied().unwrap_or(from))
    }
}

fn pass(path: &mut Outcome, over: u32, phase: Option<PhaseId>) {
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
