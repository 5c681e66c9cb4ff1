//! Days from stocks to the published threshold, over the states that the text lets be reached.
//!
//! Stocks that the text counts have their true value in a state; what else there is, and what
//! enriches it, are the reader's beliefs. The text's level of enrichment is not a stock: what is
//! made while a cap is departed from is not followed, so a time here is that of what was there.

use std::collections::BTreeMap;

use super::slack::{Kept, Sides};
use crate::drive::Drive;
use crate::graph::Graph;
use crate::hold::START;
use crate::reach::{Step, told, way};
use game::{GameError, NodeKind, Payoff};
use kernel::accord::{SubjectKind, Target};
use kernel::{Accord, ActorId, Hours, SubjectId};
use world::Beliefs;
use world::programme::{Days, Expected, Programme, StockAmount};

/// Combinations of stock levels followed at once: a column of all edges each.
const COLUMNS: usize = 16;

/// Chance below which a state is left out of the least by month.
const LIKELY: f64 = 0.01;

/// One party's times.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakout {
    /// Whose enrichment.
    pub party: ActorId,
    /// On day 0, from stocks that somebody has verified.
    pub now: Days,
    /// On day 0 with what nobody has verified; `None` if nothing is named.
    pub with_unaccounted: Option<Days>,
    /// Days from a departure to the end of its verification, by the slowest duty on these stocks.
    pub lag_days: f64,
    /// By month while in force, everybody keeping.
    pub by_month: Vec<BreakoutPoint>,
    /// The least in any state that keeping reaches, verified stocks.
    pub kept: Days,
    /// The least in any state reached while the party departs as it likes and the agreement has not
    /// ended, all stocks, with the plainest way there; `None` if its choices are not followed.
    pub departing: Option<(Days, Vec<Step>)>,
    /// What the reader expects always to be left, and what became of it.
    pub expected: Vec<(Expected, Always)>,
}

/// Times by month, verified stocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakoutPoint {
    /// Month, from 1.
    pub month: u32,
    /// Days that are as likely to be exceeded as not.
    pub median: f64,
    /// The least days with a chance of one in a hundred or more.
    pub least: f64,
}

/// Whether some time is always left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Always {
    /// Even at the least end of the interval.
    Holds,
    /// Not even at its greatest end.
    Refuted,
    /// The interval straddles it.
    Undecided,
}

/// What each text-counted stock of a programme is in one state.
type Stocks = Vec<i64>;

/// The times of every party whose enrichment the beliefs describe.
///
/// # Errors
/// As [`crate::hold::hold`].
pub(super) fn breakouts(
    accord: &Accord,
    beliefs: &Beliefs,
    sides: &Sides<'_>,
) -> Result<Vec<Breakout>, GameError> {
    let one = |it| Outlook { accord, beliefs, programme: it, subjects: counted(it) }.run(sides);
    beliefs.programmes.iter().map(one).collect()
}

fn counted(programme: &Programme) -> Vec<SubjectId> {
    let kept = programme.stocks.iter().filter_map(|it| match it.amount {
        StockAmount::Kept { subject, .. } => Some(subject),
        StockAmount::Beside(_) => None,
    });
    kept.collect()
}

struct Outlook<'a> {
    accord: &'a Accord,
    beliefs: &'a Beliefs,
    programme: &'a Programme,
    subjects: Vec<SubjectId>,
}

impl Outlook<'_> {
    fn run(&self, sides: &Sides<'_>) -> Result<Breakout, GameError> {
        let start = self.at_start(sides);
        let all = self.programme.has_unaccounted();
        let (by_month, met) = match sides.weighed().next() {
            Some(kept) => self.by_month(kept)?,
            None => (Vec::new(), vec![start.clone()]),
        };
        let least = met.iter().chain([&start]).map(|stocks| self.days(stocks, false));
        let kept = least.reduce(lesser).unwrap_or_else(|| self.days(&start, false));
        let own = sides.graphs.iter().find(|(party, _)| *party == self.programme.party);
        let departing = own.and_then(|(_, graph)| self.departing(graph));
        let worst = departing.as_ref().map_or(kept, |(days, _)| *days);
        let expected = self.programme.expected.iter().map(|it| (*it, always(it, worst)));
        Ok(Breakout {
            party: self.programme.party,
            now: self.days(&start, false),
            with_unaccounted: all.then(|| self.days(&start, true)),
            lag_days: self.lag_days(),
            by_month,
            kept,
            expected: expected.collect(),
            departing,
        })
    }

    fn days(&self, stocks: &Stocks, with_unaccounted: bool) -> Days {
        let place = |id: SubjectId| self.subjects.iter().position(|it| *it == id);
        let value = |id| place(id).and_then(|at| stocks.get(at)).copied().unwrap_or(0);
        self.programme.days(value, with_unaccounted)
    }

    /// Stocks where the first period starts; those of day 0 if nobody's choices are followed.
    fn at_start(&self, sides: &Sides<'_>) -> Stocks {
        let first = sides.graphs.first().and_then(|(_, graph)| self.stocks(graph, START));
        let value = |id: &SubjectId| self.accord.subject(*id).map_or(0, |row| row.baseline);
        first.unwrap_or_else(|| self.subjects.iter().map(value).collect())
    }

    fn stocks(&self, graph: &Graph, node: u32) -> Option<Stocks> {
        let state = graph.state(node)?;
        Some(self.subjects.iter().map(|id| state.subject(*id).truth).collect())
    }

    /// Times by month, everybody keeping, and the stocks met on the way.
    fn by_month(&self, kept: Kept<'_>) -> Result<(Vec<BreakoutPoint>, Vec<Stocks>), GameError> {
        let (graph, horizon) = (kept.graph, self.beliefs.horizon as usize);
        let visits = kept.visits(self.beliefs.horizon)?;
        let mut ends: BTreeMap<Stocks, Vec<u32>> = BTreeMap::new();
        for (node, _) in (0_u32..).zip(&visits).filter(|(_, visits)| **visits > 0.0) {
            let period_ends = graph.process.kind(node) == NodeKind::Time;
            let Some(stocks) = self.stocks(graph, node).filter(|_| period_ends) else { continue };
            ends.entry(stocks).or_default().push(node);
        }
        let (met, nodes): (Vec<Stocks>, Vec<Vec<u32>>) = ends.into_iter().unzip();
        let mut weights = kept.paying(Vec::new());
        let (text, mut odds) = (kept.text(), Vec::new());
        for some in nodes.chunks(COLUMNS) {
            weights.payoff = some.iter().map(|nodes| ends_at(graph, nodes)).collect();
            let process = &graph.process;
            odds.extend(game::rewards_by_period(process, &weights, &text, START, horizon)?);
        }
        let days: Vec<f64> = met.iter().map(|stocks| self.days(stocks, false).middle).collect();
        let points = (0..horizon).filter_map(|at| point(at, &days, &odds));
        Ok((points.collect(), met))
    }

    /// The least over all that the party's departures reach, with the way there.
    fn departing(&self, graph: &Graph) -> Option<(Days, Vec<Step>)> {
        let mut first: BTreeMap<Stocks, u32> = BTreeMap::new();
        for node in graph.starts() {
            if let Some(stocks) = self.stocks(graph, node) {
                first.entry(stocks).or_insert(node);
            }
        }
        let all = first.iter().map(|(stocks, node)| (self.days(stocks, true), *node));
        let (days, node) = all.min_by(|a, b| a.0.middle.total_cmp(&b.0.middle))?;
        let drive = Drive::new(self.accord, self.beliefs, graph.free);
        let path = way(graph, node).map(|edges| told(&drive, graph, &edges));
        Some((days, path.unwrap_or_default()))
    }

    /// The slowest verification among duties on these stocks; among all levels of the party if no
    /// duty is about them.
    fn lag_days(&self) -> f64 {
        let on = |wanted: &dyn Fn(SubjectId) -> bool| -> Option<Hours> {
            let rows = self.accord.duty_ids().filter_map(|id| self.accord.duty(id));
            let lags = rows.filter(|row| {
                let own = row.obligor == self.programme.party;
                own && matches!(row.target, Target::Value { subject, .. } if wanted(subject))
            });
            lags.map(|row| row.lag.clock()).max()
        };
        let level = |id: SubjectId| {
            self.accord.subject(id).is_some_and(|row| row.kind == SubjectKind::Level)
        };
        let lag = on(&|id| self.subjects.contains(&id)).or_else(|| on(&level));
        lag.map_or(0.0, |lag| f64::from(lag.0) / 24.0)
    }
}

/// One for each period that ends at these nodes.
fn ends_at(graph: &Graph, nodes: &[u32]) -> Payoff {
    let mut column = Payoff::zero(&graph.process);
    nodes.iter().for_each(|node| column.reward[graph.process.edges_of(*node)].fill(1.0));
    column
}

fn lesser(a: Days, b: Days) -> Days {
    if b.middle < a.middle { b } else { a }
}

fn always(expected: &Expected, worst: Days) -> Always {
    if worst.low >= expected.at_least_days {
        Always::Holds
    } else if worst.high < expected.at_least_days {
        Always::Refuted
    } else {
        Always::Undecided
    }
}

/// Quantiles of the days in one month, of the futures still in force.
fn point(at: usize, days: &[f64], odds: &[Vec<f64>]) -> Option<BreakoutPoint> {
    let share = |row: &Vec<f64>| row.get(at).copied().unwrap_or(0.0);
    let mut all: Vec<(f64, f64)> = days.iter().copied().zip(odds.iter().map(share)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = all.iter().map(|(_, share)| share).sum();
    let below = |u: f64| {
        let mut sum = 0.0;
        let reached = all.iter().find(|(_, share)| {
            sum += share;
            sum >= u * total
        });
        reached.map(|(days, _)| *days)
    };
    let month = u32::try_from(at + 1).ok()?;
    let (least, median) = (below(LIKELY)?, below(0.5)?);
    (total > 0.0).then_some(BreakoutPoint { month, median, least })
}
