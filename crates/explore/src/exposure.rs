//! Exposure: the most that a side can be out of pocket while the other side departs from the text.
//!
//! Problem. What P has delivered of a good (money transferred, a stock reduced, relief announced,
//! a waiver in force) and has not taken back, less what was answered: a delivery is answered once
//! the counter-duties of its swap stand verified a whole verification lag after it was made. The
//! exposure of P in that good is the largest difference over every state that can be reached while
//! the other side departs as it likes, nature does anything, and P keeps to the text: lag and dispute
//! are inside, since P goes on delivering until the text lets it stop. A delivery outside every
//! swap is never answered. Verified is what is reported: an undeclared departure that passes an
//! inspection answers too.
//!
//! # Units
//! Each good in its own; nothing is summed across goods, which would need beliefs.

pub(crate) mod legs;

use crate::drive::Drive;
use crate::graph::Graph;
use crate::hold::START;
use crate::reach::{Step, branch, strangeness, told};
use game::NodeKind;
use indexmap::IndexSet;
use kernel::expect::ExposureBound;
use kernel::{
    Accord, ActorId, ClauseId, DialId, DutyId, EscrowId, Hours, State, SubjectId, WaiverId,
};
use legs::{Answered, Leg, Seen, Stop, legs, look};
use rustc_hash::FxBuildHasher;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use world::Beliefs;

pub(crate) use legs::good;

/// Points of the search, beyond which its result is a lower bound.
const POINTS_MAX: usize = 3_000_000;

/// What is delivered, and so in which unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Good {
    /// Money out of this escrow, in minor units of its currency.
    Money(EscrowId),
    /// A subject moved from where it stood at day 0, in the subject's unit.
    Stock(SubjectId),
    /// Levels of relief announced.
    Relief(DialId),
    /// A waiver in force: one.
    Waiver(WaiverId),
}

/// The most that a party can be exposed in one good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Whose.
    pub party: ActorId,
    /// Who departs.
    pub free: ActorId,
    /// In what.
    pub good: Good,
    /// How much, in the good's unit.
    pub most: i64,
    /// Whether none of it can be taken back.
    pub irreversible: bool,
    /// By which deliveries.
    pub clauses: Vec<ClauseId>,
    /// Period by whose end it is so, from 1, on the plainest way there.
    pub month: u32,
    /// The plainest way there: the fewest departures and draws.
    pub path: Vec<Step>,
    /// Whether every point was looked at; if not, it may be more.
    pub whole: bool,
}

/// The exposures of every signatory, over the graphs in which another one chooses freely.
#[must_use]
pub fn exposures(accord: &Accord, beliefs: &Beliefs, graphs: &[(ActorId, Graph)]) -> Vec<Exposure> {
    let mut found: Vec<Exposure> = Vec::new();
    for party in accord.signatory_ids() {
        let mut own: Vec<Exposure> = Vec::new();
        for (free, graph) in graphs.iter().filter(|(free, _)| *free != party) {
            let drive = Drive::new(accord, beliefs, Some(*free));
            own.extend(over(&drive, graph, party));
        }
        own.sort_by(|a, b| a.good.cmp(&b.good).then(b.most.cmp(&a.most)));
        own.dedup_by_key(|it| it.good);
        found.extend(own);
    }
    found
}

/// The exposures of one party over one graph.
#[must_use]
pub fn over(drive: &Drive<'_>, graph: &Graph, party: ActorId) -> Vec<Exposure> {
    let legs = legs(drive.accord, party);
    if legs.is_empty() {
        return Vec::new();
    }
    Search::new(drive, graph, party, legs).run()
}

/// What a text asks about one swap's exposure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Most money at risk, in minor units.
    pub money: i64,
    /// Longest time that something delivered goes unrepaid, up to just beyond the bound.
    pub unrepaid: Hours,
    /// The plainest way to it.
    pub path: Vec<Step>,
}

/// Exposure as a text bounds it: of these deliveries, repaid by those duties.
#[must_use]
pub fn asked(drive: &Drive<'_>, graph: &Graph, asked: &kernel::expect::Exposure) -> Asked {
    let mut legs = Vec::new();
    for duty in &asked.delivered {
        let target = drive.accord.duty(*duty).map(|row| &row.target);
        let Some((good, tranche)) = target.and_then(|it| good(drive.accord, it)) else { continue };
        let lag = |leg: &DutyId| drive.accord.duty(*leg).map(|row| row.lag);
        let lag = asked.repaid.iter().filter_map(lag).max().unwrap_or_default().clock();
        let (duties, against) = (vec![*duty], asked.repaid.clone());
        legs.push(Leg { good, tranche, duties, against, lag });
    }
    let mut search = Search::new(drive, graph, asked.party, legs);
    search.waits = match asked.bound {
        ExposureBound::Money(_) => None,
        ExposureBound::Time(bound) => Some(bound.plus(Hours::HOUR)),
    };
    search.asked()
}

/// How strange a way is, then how long.
type Cost = (u32, u32);

/// A point by its place in the search, or a stop inside the end of its period.
type Place = (usize, bool);

struct Search<'a> {
    drive: &'a Drive<'a>,
    graph: &'a Graph,
    party: ActorId,
    legs: Vec<Leg>,
    /// Per point: what it shows of each leg.
    seen: Vec<Box<[Seen]>>,
    /// Per end of a period: its stops.
    stops: Vec<Option<Box<[Stop]>>>,
    histories: IndexSet<Box<[Answered]>, FxBuildHasher>,
    points: IndexSet<(u32, u32), FxBuildHasher>,
    from: Vec<(u32, usize)>,
    /// The least found so far to each point.
    cost: Vec<Cost>,
    queue: BinaryHeap<Reverse<(Cost, u32)>>,
    /// Time that waiting is counted up to, beyond what answering needs, if it is asked for.
    waits: Option<Hours>,
}

impl<'a> Search<'a> {
    fn new(drive: &'a Drive<'a>, graph: &'a Graph, party: ActorId, legs: Vec<Leg>) -> Self {
        let nodes = u32::try_from(graph.process.nodes()).unwrap_or(u32::MAX);
        let show = |state: &State| legs.iter().map(|leg| look(drive.accord, state, leg)).collect();
        let blank = || vec![Seen::default(); legs.len()].into_boxed_slice();
        let at = |node| graph.state(node).map_or_else(blank, |state| show(&state));
        let seen = (0..nodes).map(at).collect();
        let stops = (0..nodes).map(|node| stops(drive, graph, node, &show)).collect();
        Self {
            drive,
            graph,
            party,
            legs,
            seen,
            stops,
            histories: IndexSet::default(),
            points: IndexSet::default(),
            from: Vec::new(),
            cost: Vec::new(),
            queue: BinaryHeap::new(),
            waits: None,
        }
    }

    /// The most money, or the longest wait, with the way to it.
    fn asked(mut self) -> Asked {
        let time = self.waits.is_some();
        let goods = self.goods();
        let (mut most, mut place) = ((0, Hours::ZERO), (0, false));
        self.all(|search, at, seen, answered| {
            let money = |good: &Good| match good {
                Good::Money(_) => search.open(*good, seen, answered),
                Good::Stock(_) | Good::Relief(_) | Good::Waiver(_) => 0,
            };
            let money = goods.iter().map(money).sum();
            let waited = answered.iter().map(|(_, waited)| *waited).max().unwrap_or_default();
            if if time { waited > most.1 } else { money > most.0 } {
                place = at;
            }
            most = (most.0.max(money), most.1.max(waited));
        });
        let path = told(self.drive, self.graph, &self.edges(place));
        Asked { money: most.0, unrepaid: most.1, path }
    }

    fn run(mut self) -> Vec<Exposure> {
        let goods = self.goods();
        let mut most: Vec<(i64, Place)> = vec![(0, (0, false)); goods.len()];
        self.all(|search, at, seen, answered| {
            for (good, best) in goods.iter().zip(&mut most) {
                let open = search.open(*good, seen, answered);
                *best = if open > best.0 { (open, at) } else { *best };
            }
        });
        let whole = self.points.len() <= POINTS_MAX && self.graph.cut.points == 0;
        let reached = goods.iter().zip(&most).filter(|(_, (most, _))| *most > 0);
        reached.map(|(good, (most, at))| self.exposure(*good, *most, *at, whole)).collect()
    }

    /// Every point up to the limit, by the plainest way first; told of each and of each stop.
    fn all(&mut self, mut look: impl FnMut(&Self, Place, &[Seen], &[Answered])) {
        let nothing = vec![(0, Hours::ZERO); self.legs.len()].into_boxed_slice();
        self.meet(START, nothing, (0, 0), (u32::MAX, 0));
        while let Some(Reverse((cost, at))) = self.queue.pop() {
            let place = at as usize;
            if cost > self.cost[place] {
                continue;
            }
            let (node, history) = self.points[place];
            let mut answered = self.histories[history as usize].clone();
            let mut seen = &self.seen[node as usize];
            look(self, (place, false), seen, &answered);
            for (passed, next) in self.stops[node as usize].iter().flatten() {
                answered = self.later(*passed, seen, next, &answered);
                seen = next;
                look(self, (place, true), seen, &answered);
            }
            let seen = seen.clone();
            if self.points.len() <= POINTS_MAX {
                self.expand(at, cost, node, &seen, &answered);
            }
        }
    }

    fn goods(&self) -> Vec<Good> {
        let mut goods: Vec<Good> = self.legs.iter().map(|leg| leg.good).collect();
        goods.sort_unstable();
        goods.dedup();
        goods
    }

    fn open(&self, good: Good, seen: &[Seen], answered: &[Answered]) -> i64 {
        legs::open(&self.legs, good, seen, answered)
    }

    fn expand(&mut self, at: u32, cost: Cost, node: u32, seen: &[Seen], answered: &[Answered]) {
        for edge in self.graph.process.edges_of(node) {
            let target = self.graph.process.target(edge);
            let next = self.later(Hours::ZERO, seen, &self.seen[target as usize], answered);
            let cost = (cost.0 + strangeness(self.graph, node, edge), cost.1 + 1);
            self.meet(target, next, cost, (at, edge));
        }
    }

    /// What is answered so much later.
    fn later(
        &self,
        passed: Hours,
        before: &[Seen],
        now: &[Seen],
        answered: &[Answered],
    ) -> Box<[Answered]> {
        let mut next: Box<[Answered]> = answered.into();
        let waits = self.waits.unwrap_or_default();
        legs::pass(&self.legs, passed, (before, now), &mut next, waits);
        next
    }

    fn meet(&mut self, node: u32, history: Box<[Answered]>, cost: Cost, from: (u32, usize)) {
        let history = u32::try_from(self.histories.insert_full(history).0).unwrap_or(u32::MAX);
        let (at, new) = self.points.insert_full((node, history));
        if new {
            self.cost.push((u32::MAX, u32::MAX));
            self.from.push(from);
        }
        if cost < self.cost[at] {
            (self.cost[at], self.from[at]) = (cost, from);
            self.queue.push(Reverse((cost, u32::try_from(at).unwrap_or(u32::MAX))));
        }
    }

    fn exposure(&self, good: Good, most: i64, at: Place, whole: bool) -> Exposure {
        let accord = self.drive.accord;
        let duties = self.legs.iter().filter(|leg| leg.good == good).flat_map(|leg| &leg.duties);
        let rows: Vec<_> = duties.filter_map(|duty| accord.duty(*duty)).collect();
        let edges = self.edges(at);
        let time = |edge: &&usize| {
            let node = self.source(**edge);
            self.graph.process.kind(node) == NodeKind::Time
        };
        let before = edges.iter().filter(time).count() + usize::from(!at.1);
        let month = u32::try_from(before).unwrap_or(u32::MAX);
        Exposure {
            party: self.party,
            free: self.graph.free.unwrap_or(self.party),
            good,
            most,
            irreversible: rows.iter().all(|row| row.undo.is_none()),
            clauses: rows.iter().map(|row| row.clause).collect(),
            month,
            path: told(self.drive, self.graph, &edges),
            whole,
        }
    }

    fn edges(&self, (at, inside): Place) -> Vec<usize> {
        let node = self.points.get_index(at).map_or(START, |(node, _)| *node);
        let last = inside.then(|| self.graph.process.edges_of(node).start);
        let (mut edges, mut at) = (Vec::from_iter(last), at);
        while let Some((before, edge)) = self.from.get(at).filter(|(before, _)| *before < u32::MAX)
        {
            edges.push(*edge);
            at = *before as usize;
        }
        edges.reverse();
        edges
    }

    fn source(&self, edge: usize) -> u32 {
        let (mut low, mut high) = (0_u32, u32::try_from(self.seen.len()).unwrap_or(u32::MAX));
        while low + 1 < high {
            let middle = low.midpoint(high);
            let before = self.graph.process.edges_of(middle).start <= edge;
            (low, high) = if before { (middle, high) } else { (low, middle) };
        }
        low
    }
}

/// The stops of the end of a period.
fn stops(
    drive: &Drive<'_>,
    graph: &Graph,
    node: u32,
    show: &impl Fn(&State) -> Box<[Seen]>,
) -> Option<Box<[Stop]>> {
    (graph.process.kind(node) == NodeKind::Time).then_some(())?;
    let state = graph.state(node)?;
    let events = branch(drive, graph, node, 0)?.events;
    Some(legs::stops(drive.accord, state, &events, show))
}
