//! An accord as a small public game, a state a phase, and what its sides could sustain there.
//!
//! Problem. Both sides' choices at once are not enumerated: each graph lets one side choose while
//! the other keeps. From the two a game is put together whose states are the phases (by the one
//! last opened) and "over", and in which each side keeps, departs from the promise that is
//! closest to paying in that phase, or walks out. With y(s) the discounted visits of the start s of
//! a period, everybody keeping, a phase k pays and leads on as its periods do on average:
//!
//!   u_k = sum over s in k of y(s) u(s) / y_k,   P_kj = sum over s in k of y(s) P(s, j) / y_k.
//!
//! Weighed so, keeping has from the first phase exactly the value of the whole graph. What is lost:
//! after a departure the game knows the phase and not the breach; where both depart at once, what
//! each departure changes is added up; other departures are left out. So the sets say what
//! strategies of these few acts could sustain, and prove nothing about the text.
//!
//! # Source
//! Abreu, Pearce & Stacchetti (1990), Econometrica 58, for the sets; Kemeny & Snell (1960), Finite
//! Markov Chains, ch. 6, for lumping.

mod period;

use crate::assess::rooms::clause;
use crate::assess::slack::{Kept, Sides};
use crate::drive::Choice;
use crate::graph::Graph;
use crate::hold::{Holding, START, phase_at, settings};
use crate::weigh::weigh;
use game::{GameError, GameState, Profile, SetSettings, SetStatus, StochasticGame};
use kernel::{Accord, ActorId, ClauseId, PhaseId};
use period::{Period, Periods};

/// How close outer and inner sets are asked to come, as a share of the range of payoffs.
const TOLERANCE: f64 = 1e-4;

/// The game and its sets, or why there are none.
#[derive(Clone, Debug)]
pub enum Phased {
    /// Not put together.
    Not(Why),
    /// Put together and solved.
    Solved(Solved),
}

/// Why there is no such game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There are not two sides that choose.
    NotTwo,
    /// The sides discount differently.
    Discounts,
    /// A graph was cut.
    Cut,
}

/// Sustainable payoffs by phase.
#[derive(Clone, Debug)]
pub struct Solved {
    /// First and second player.
    pub parties: [ActorId; 2],
    /// One a phase that is met, the first one first.
    pub phases: Vec<Phase>,
    /// Largest distance between outer and inner sets.
    pub gap: f64,
    /// How the search for the sets ended.
    pub ended: Ended,
}

/// How far outer and inner sets came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As close as asked.
    Closed,
    /// They stayed apart by the gap.
    Undecided,
    /// No equilibrium in pure acts.
    Empty,
}

/// One state of the game.
///
/// # Units
/// Average payoffs a period, first and second player.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The phase last opened; `None` before any.
    pub phase: Option<PhaseId>,
    /// Starts of periods put together, everybody keeping; 0 if only a departure leads here.
    pub starts: usize,
    /// The departure that each side has here beside walking out, with its clause.
    pub departures: [Option<(Choice, Option<ClauseId>)>; 2],
    /// Least that each can be held to.
    pub threat: [f64; 2],
    /// What is not ruled out.
    pub outer: Vec<[f64; 2]>,
    /// What is proved of this game.
    pub inner: Vec<[f64; 2]>,
    /// Everybody keeping.
    pub kept: [f64; 2],
}

/// Puts the game together and solves it.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn phased(
    accord: &Accord,
    sides: &Sides<'_>,
    holdings: &[Holding],
) -> Result<Phased, GameError> {
    let kept: Vec<Kept<'_>> = sides.weighed().collect();
    let [first, second] = kept[..] else { return Ok(Phased::Not(Why::NotTwo)) };
    if [first, second].iter().any(|it| it.graph.cut.points > 0) {
        return Ok(Phased::Not(Why::Cut));
    }
    let rate = |it: &Kept<'_>| it.weights.discount.first().copied().unwrap_or(1.0);
    let discount = rate(&first);
    if (discount - rate(&second)).abs() > 1e-12 || discount >= 1.0 {
        return Ok(Phased::Not(Why::Discounts));
    }
    let parties = [first.party, second.party];
    let pair = [Side::new(sides, first, parties, 0)?, Side::new(sides, second, parties, 1)?];
    let mut game = Game { pair, holdings, states: Vec::new() };
    game.grow();
    solved(accord, &game, parties, discount)
}

/// One side's graph, weighed for both.
struct Side<'a> {
    graph: &'a Graph,
    periods: Periods<'a>,
    /// Discounted visits, everybody keeping.
    visits: Vec<f64>,
}

impl<'a> Side<'a> {
    fn new(
        sides: &Sides<'a>,
        it: Kept<'a>,
        parties: [ActorId; 2],
        side: usize,
    ) -> Result<Self, GameError> {
        let (beliefs, graph) = (sides.beliefs, it.graph);
        let weights = parties.map(|party| weigh(graph, beliefs, &beliefs.central(), party));
        let settings = settings(&weights[0]);
        let text = it.text();
        let visits = game::expected_visits(&graph.process, it.weights, &text, START, &settings)?;
        Ok(Self { graph, periods: Periods { side, graph, weights }, visits: visits.expected })
    }

    /// Starts of periods of a phase, weighed by their visits; the sum is 1 unless it is none.
    fn starts(&self, phase: Option<PhaseId>) -> Vec<(u32, f64)> {
        let met = self.graph.starts().map(|node| (node, self.visits[node as usize]));
        let here = met.filter(|(node, y)| *y > 0.0 && phase_at(self.graph, *node) == phase);
        let mut all: Vec<(u32, f64)> = here.collect();
        let sum: f64 = all.iter().map(|(_, y)| y).sum();
        all.iter_mut().for_each(|(_, y)| *y /= sum);
        all
    }
}

/// Starts of periods with their odds.
type Starts = Vec<(u32, f64)>;

/// A phase, and the starts at which it is entered on the first and on the second side's graph.
type Entered = (Option<PhaseId>, [Starts; 2]);

/// A state under construction.
struct State {
    phase: Option<PhaseId>,
    starts: usize,
    /// What each side may do: keep first.
    acts: [Vec<Option<Choice>>; 2],
    kept: Period,
    /// What each act of each side brings while the other keeps; the first is keeping.
    alone: [Vec<Period>; 2],
}

struct Game<'a> {
    pair: [Side<'a>; 2],
    holdings: &'a [Holding],
    states: Vec<State>,
}

impl Game<'_> {
    /// Adds states until every phase that is led to has one.
    fn grow(&mut self) {
        let first = phase_at(self.pair[0].graph, START);
        let starts = [0, 1].map(|side: usize| self.pair[side].starts(first));
        self.add(first, starts);
        let mut next = 0;
        while next < self.states.len() {
            for (phase, entered) in self.led_to(next) {
                if self.states.iter().all(|state| state.phase != phase) {
                    let kept = [0, 1].map(|side: usize| self.pair[side].starts(phase));
                    let met = kept.iter().all(|starts| !starts.is_empty());
                    self.add(phase, if met { kept } else { entered });
                }
            }
            next += 1;
        }
    }

    /// Phases that a state leads to, and the starts of periods at which each side's acts enter them.
    fn led_to(&self, state: usize) -> Vec<Entered> {
        let mut all: Vec<Entered> = Vec::new();
        for period in self.states[state].alone.iter().flatten() {
            for &(node, odds) in &period.next {
                let phase = phase_at(self.pair[period.side].graph, node);
                let at = all.iter().position(|(known, _)| *known == phase).unwrap_or_else(|| {
                    all.push((phase, [Vec::new(), Vec::new()]));
                    all.len() - 1
                });
                all[at].1[period.side].push((node, odds));
            }
        }
        for (_, entered) in &mut all {
            entered.iter_mut().for_each(|starts| even(starts));
        }
        all
    }

    fn add(&mut self, phase: Option<PhaseId>, starts: [Vec<(u32, f64)>; 2]) {
        let acts = [0, 1].map(|side: usize| self.acts(side, phase));
        // Entered by the acts of one side alone, a phase is seen through its graph only.
        let seen = usize::from(starts[0].is_empty());
        let kept = self.pair[seen].periods.run(&starts[seen], None);
        let alone = [0, 1].map(|side: usize| {
            let periods = &self.pair[side].periods;
            let one = |act: &Option<Choice>| match starts[side].is_empty() {
                true => kept.clone(),
                false => periods.run(&starts[side], act.as_ref()),
            };
            acts[side].iter().map(one).collect()
        });
        let met = self.pair[0].starts(phase).len();
        self.states.push(State { phase, starts: met, acts, kept, alone });
    }

    /// Keep, the departure closest to paying in the phase, walk out: where the graph has them.
    fn acts(&self, side: usize, phase: Option<PhaseId>) -> Vec<Option<Choice>> {
        let of = |margin: &&crate::hold::StateMargin| margin.decisive() && margin.phase == phase;
        let holding = self.holdings.get(side);
        let weakest = holding.and_then(|it| it.margins.iter().find(of));
        let departure = weakest.map(|margin| margin.deviation.clone());
        let out = departure.as_ref() != Some(&Choice::Withdraw);
        let menus = &self.pair[side].graph.menus;
        let can = menus.iter().flatten().any(|choice| *choice == Choice::Withdraw);
        let all = [None].into_iter().chain(departure.map(Some));
        all.chain((out && can).then_some(Some(Choice::Withdraw))).collect()
    }

    /// Odds by state, "over" last.
    fn row(&self, period: &Period) -> Vec<f64> {
        let mut row = vec![0.0; self.states.len() + 1];
        for &(node, odds) in &period.next {
            let phase = phase_at(self.pair[period.side].graph, node);
            let place = self.states.iter().position(|state| state.phase == phase);
            row[place.unwrap_or(self.states.len())] += odds;
        }
        row[self.states.len()] += period.over;
        row
    }

    fn state(&self, state: &State, name: usize) -> Result<GameState, GameError> {
        let kept = self.row(&state.kept);
        let (mut payoff, mut transition) = (vec![Vec::new(), Vec::new()], Vec::new());
        for a in 0..state.acts[0].len() {
            for b in 0..state.acts[1].len() {
                let pair = [&state.alone[0][a], &state.alone[1][b]];
                let parts = pair.map(|period| self.row(period));
                // What each act changes is added up; with one side keeping this is exact.
                let both = (a > 0) == (b > 0);
                for (player, column) in payoff.iter_mut().enumerate() {
                    let sum = pair[0].pay[player] + pair[1].pay[player] - state.kept.pay[player];
                    column.push(match (both, a > 0) {
                        (true, _) => sum,
                        (false, true) => pair[0].pay[player],
                        (false, false) => pair[1].pay[player],
                    });
                }
                let odds = (0..kept.len()).map(|j| match (both, a > 0) {
                    (true, _) => (parts[0][j] + parts[1][j] - kept[j]).max(0.0),
                    (false, true) => parts[0][j],
                    (false, false) => parts[1][j],
                });
                transition.push(shares(odds.collect()));
            }
        }
        let count = |acts: &Vec<Option<Choice>>| u32::try_from(acts.len()).unwrap_or(u32::MAX);
        let actions = state.acts.iter().map(count).collect();
        Ok(GameState { name: name.to_string(), actions, payoff, transition })
    }
}

/// Odds that sum to one, by state; what is none is left out.
fn shares(odds: Vec<f64>) -> Vec<(u32, f64)> {
    let sum: f64 = odds.iter().sum();
    let live = (0_u32..).zip(odds).filter(|(_, q)| *q > 0.0);
    live.map(|(next, q)| (next, q / sum)).collect()
}

fn even(starts: &mut [(u32, f64)]) {
    let sum: f64 = starts.iter().map(|(_, odds)| odds).sum();
    starts.iter_mut().for_each(|(_, odds)| *odds /= sum);
}

fn solved(
    accord: &Accord,
    it: &Game<'_>,
    parties: [ActorId; 2],
    discount: f64,
) -> Result<Phased, GameError> {
    let mut states: Vec<GameState> = it
        .states
        .iter()
        .enumerate()
        .map(|(at, state)| it.state(state, at))
        .collect::<Result<_, _>>()?;
    let over = u32::try_from(it.states.len()).unwrap_or(u32::MAX);
    states.push(GameState {
        name: "over".to_owned(),
        actions: vec![1, 1],
        payoff: vec![vec![0.0], vec![0.0]],
        transition: vec![vec![(over, 1.0)]],
    });
    let public = StochasticGame::new(2, discount, states)?;
    let settings = SetSettings { tolerance: TOLERANCE, ..SetSettings::default() };
    let sets = game::payoff_sets(&public, &settings)?;
    let text = Profile::pure(&public, |_, _| 0);
    let worth = |player| game::regret(&public, &text, player, &game::Settings::default());
    let worth = [worth(0)?, worth(1)?];
    let phase = |(at, state): (usize, &State)| Phase {
        phase: state.phase,
        starts: state.starts,
        departures: [0, 1].map(|side: usize| departure(accord, &state.acts[side])),
        threat: [sets.threat[0][at], sets.threat[1][at]],
        outer: sets.outer[at].clone(),
        inner: sets.inner[at].clone(),
        kept: [worth[0].value[at].centre(), worth[1].value[at].centre()],
    };
    let ended = match sets.status {
        SetStatus::Closed => Ended::Closed,
        SetStatus::ClosedWithinRegret | SetStatus::Undecided => Ended::Undecided,
        SetStatus::Empty => Ended::Empty,
    };
    let phases = it.states.iter().enumerate().map(phase).collect();
    Ok(Phased::Solved(Solved { parties, phases, gap: sets.gap, ended }))
}

/// The act beside keeping and walking out.
fn departure(accord: &Accord, acts: &[Option<Choice>]) -> Option<(Choice, Option<ClauseId>)> {
    let choice = acts.get(1)?.clone().filter(|choice| *choice != Choice::Withdraw)?;
    let clause = clause(accord, &choice);
    Some((choice, clause))
}
