//! The assessment, step by step: enumerate, weigh, solve, sample, search.

use super::answer::answer;
use super::breakout::breakouts;
use super::intent::intents;
use super::relief::relief;
use super::rooms::{rooms, weakest};
use super::sampled::sampled;
use super::security::securities;
use super::signals::signals;
use super::slack::Sides;
use super::worst::worst_losses;
use super::{
    Assessment, BalancePoint, BaselinePoint, CauseShare, Certificate, Certified, Seen,
    SurvivalPoint, Weakest, calendar, changes, files, harm, outsiders, ranges, readings, share,
    turns,
};
use crate::anytext::anytext;
use crate::binding::bindings;
use crate::binding::remedy::{Depth, remedies};
use crate::drive::Drive;
use crate::expect::{Checked, Reached};
use crate::exposure::exposures;
use crate::graph::{CUT, Graph, enumerate, enumerate_with};
use crate::hold::{Holding, START, hold};
use crate::outlook::Start;
use crate::phased::phased;
use crate::weigh::ALL;
use game::GameError;
use kernel::expect::{Expectation, Scenario};
use kernel::{Accord, ActorId, DialId, Hours};
use rayon::prelude::*;
use world::Beliefs;
use world::hazard;
use world::survival_baseline::{End, kaplan_meier, reference_class};

/// What is assessed.
pub struct Subject<'a> {
    /// The text, as both sides can jointly be held to it, with what the beliefs leave out left
    /// out.
    pub accord: &'a Accord,
    /// The same with nothing left out, of which margins are sampled; `None` if it is the same.
    pub whole: Option<&'a Accord>,
    /// Each side's reading, where they differ.
    pub readings: &'a [(ActorId, Accord)],
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// What the language could not lower, in words.
    pub not_modelled: &'a [String],
    /// What the text expects of its lives.
    pub expectations: &'a [Expectation],
    /// Its worked examples.
    pub scenarios: &'a [Scenario],
}

/// How far to go.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Stop after the central answer.
    pub quick: bool,
    /// Seed of everything drawn.
    pub seed: u64,
    /// Points a graph may have; if one has more, margins are sampled too.
    pub points_max: usize,
    /// Points that the graph of a changed text may have in any case ([`Effort::for_changed`]).
    pub changed_points_free: usize,
    /// Samples margins of the full text whether or not a graph was cut.
    pub sampled: bool,
    /// Samples of the believed space.
    pub samples: u32,
    /// Turning points bracketed.
    pub turns: usize,
    /// Points that the text with its files linked or apart may have, in hundredths of those it has as
    /// written.
    pub tied_percent: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            quick: false,
            seed: 1,
            points_max: 4_000_000,
            changed_points_free: 50_000,
            sampled: false,
            samples: 100,
            turns: 5,
            tied_percent: 110,
        }
    }
}

impl Effort {
    /// Points that the graph of a changed text may have, where those of the text as it is have so many:
    /// some hundredths of those or the free ones, whichever is more, and never more than any graph may
    /// have.
    #[must_use]
    pub fn for_changed(&self, points: usize, percent: usize) -> usize {
        self.points_max.min(self.changed_points_free.max(points * percent / 100))
    }
}

/// Told of each step as it begins, for progress.
pub type Progress<'a> = &'a mut (dyn FnMut(&str) + Send);

/// The graphs of a text, one for each signatory whose payoffs the reader gives, ready to be
/// weighed under other numbers.
///
/// # Errors
/// As [`assess`].
pub fn sides<'a>(
    subject: &Subject<'a>,
    effort: &Effort,
    progress: Progress<'_>,
) -> Result<Sides<'a>, GameError> {
    Sides::new(subject.beliefs, graphs(subject, effort, progress)?)
}

/// Assesses a text under a reader's beliefs.
///
/// # Errors
/// [`GameError`] if an enumerated process is malformed, which no accord should cause.
pub fn assess(
    subject: &Subject<'_>,
    effort: &Effort,
    progress: Progress<'_>,
) -> Result<Assessment, GameError> {
    let sides = sides(subject, effort, progress)?;
    progress("margins");
    let holdings = central(subject, &sides.graphs)?;
    let mut found = first(subject, effort, &sides, holdings)?;
    found.security = securities(subject.accord, &sides, &found.holdings, &found.worst);
    found.signals = signals(subject, &sides, &found.holdings, effort.points_max)?;
    if effort.sampled || found.cut > 0 {
        progress("sampled margins");
        found.sampled = sampled(subject, effort, &found.holdings);
    }
    if !effort.quick {
        further(subject, effort, &sides, &mut found, progress)?;
    }
    progress("what the text expects");
    found.expected = expected(subject, effort, &sides)?;
    found.answer = answer(&found.holdings, found.share.as_ref());
    Ok(found)
}

/// The central margins of a text alone: whether each side keeps, and the weakest promise.
pub struct Margins {
    /// Per signatory, under the reader's central beliefs.
    pub holdings: Vec<Holding>,
    /// The weakest promise, if anybody has a choice at all.
    pub weakest: Option<Weakest>,
}

/// Computes no more than whether each side keeps at the central beliefs: what many settings of one
/// text are compared by.
///
/// # Errors
/// As [`assess`].
pub fn margins(subject: &Subject<'_>, effort: &Effort) -> Result<Margins, GameError> {
    let graphs = graphs(subject, effort, &mut |_| {})?;
    let holdings = central(subject, &graphs)?;
    let weakest = weakest(subject, &paired(&holdings, &graphs), &|_, _| None)?;
    Ok(Margins { holdings, weakest })
}

/// What became of every expectation and worked example of the text.
fn expected(
    subject: &Subject<'_>,
    effort: &Effort,
    sides: &Sides<'_>,
) -> Result<Vec<Checked>, GameError> {
    if subject.expectations.is_empty() && subject.scenarios.is_empty() {
        return Ok(Vec::new());
    }
    let (accord, beliefs) = (subject.accord, subject.beliefs);
    let written = enumerate(&Drive::new(accord, beliefs, None), effort.points_max)?;
    let reached = Reached { accord, beliefs, written: &written, free: &sides.graphs };
    let mut list = reached.expectations(subject.expectations);
    list.extend(reached.scenarios(subject.scenarios));
    Ok(list)
}

/// One graph for each party that decides; of the first the progress is told, the others are
/// enumerated beside it.
pub(crate) fn graphs(
    subject: &Subject<'_>,
    effort: &Effort,
    progress: Progress<'_>,
) -> Result<Vec<(ActorId, Graph)>, GameError> {
    graphs_from(subject, None, effort, progress)
}

/// The same from where a record stands.
pub(crate) fn graphs_from(
    subject: &Subject<'_>,
    start: Option<&Start>,
    effort: &Effort,
    progress: Progress<'_>,
) -> Result<Vec<(ActorId, Graph)>, GameError> {
    let parties = deciders(subject);
    let Some((first, others)) = parties.split_first() else { return Ok(Vec::new()) };
    let one = |party: &ActorId, told: &mut dyn FnMut(usize)| {
        let drive = Drive::new(subject.accord, subject.beliefs, Some(*party));
        let drive = match start {
            Some(start) => start.continued(drive),
            None => drive,
        };
        Ok((*party, enumerate_with(&drive, effort.points_max, None, told)?))
    };
    progress("states");
    std::thread::scope(|scope| {
        let rest = scope.spawn(|| -> Vec<Result<_, GameError>> {
            others.par_iter().map(|party| one(party, &mut |_| {})).collect()
        });
        let own = one(first, &mut |points| progress(&format!("states: {points} points")));
        let rest = rest.join().expect("the enumerator does not panic");
        std::iter::once(own).chain(rest).collect()
    })
}

/// Signatories whose payoffs the reader gives; the others keep to the text.
fn deciders(subject: &Subject<'_>) -> Vec<ActorId> {
    let paid = |party: &ActorId| {
        subject.beliefs.flows.iter().any(|flow| flow.party == *party)
            || subject.beliefs.lumps.iter().any(|lump| lump.party == *party)
    };
    subject.accord.signatory_ids().filter(paid).collect()
}

pub(crate) fn central(
    subject: &Subject<'_>,
    graphs: &[(ActorId, Graph)],
) -> Result<Vec<Holding>, GameError> {
    let values = subject.beliefs.central();
    let one = |(party, graph): &(ActorId, Graph)| {
        let drive = Drive::new(subject.accord, subject.beliefs, Some(*party));
        hold(&drive, graph, &values, *party)
    };
    graphs.iter().map(one).collect()
}

/// Assesses a text from where a record stands: what needs no second text and no day 0. The rest stays
/// empty: the security value at signature, lines and notices, changes of the text, readings, what the text
/// expects, whether any text could hold, what could be sustained by phase.
///
/// # Errors
/// As [`assess`].
pub(crate) fn assess_from(
    subject: &Subject<'_>,
    start: &Start,
    effort: &Effort,
    progress: Progress<'_>,
) -> Result<Assessment, GameError> {
    let graphs = graphs_from(subject, Some(start), effort, progress)?;
    let sides = Sides::new(subject.beliefs, graphs)?;
    progress("margins");
    let holdings = central(subject, &sides.graphs)?;
    let mut found = first(subject, effort, &sides, holdings)?;
    // The dates are those of the whole text from where the record stands: whoever has the record runs it on that.
    found.calendar = calendar::Calendar::default();
    if !effort.quick {
        spread(subject, effort, &sides, &mut found, progress)?;
    }
    found.answer = answer(&found.holdings, found.share.as_ref());
    Ok(found)
}

/// Everything that needs only the central beliefs.
fn first(
    subject: &Subject<'_>,
    effort: &Effort,
    sides: &Sides<'_>,
    holdings: Vec<Holding>,
) -> Result<Assessment, GameError> {
    let horizon = subject.beliefs.horizon;
    let (survival, causes) = survival(sides, horizon)?;
    let month = |graph: &Graph, node| months_to(sides, graph, node);
    let weakest = weakest(subject, &paired(&holdings, &sides.graphs), &month)?;
    let worst = worst_losses(sides, &holdings)?;
    Ok(Assessment {
        answer: super::Answer::Undecided,
        sizes: sides.graphs.iter().map(|(_, graph)| graph.size()).collect(),
        cut: sides.graphs.iter().map(|(_, graph)| graph.cut.points).sum(),
        sampled: Vec::new(),
        weakest,
        binding: bindings(subject, sides, &holdings)?,
        remedies: None,
        rooms: rooms(subject.accord, &holdings),
        as_seen_by: as_seen_by(subject.beliefs, sides)?,
        intents: intents(subject.accord, sides)?,
        share: None,
        turns: Vec::new(),
        influence: Vec::new(),
        changes: Vec::new(),
        files: Vec::new(),
        ranges: Vec::new(),
        outsiders: Vec::new(),
        readings: Vec::new(),
        survival,
        causes,
        baseline: baseline(subject.beliefs.period),
        not_modelled: subject.not_modelled.to_vec(),
        harm: harm::harm(subject.accord, sides, horizon)?,
        expected: Vec::new(),
        exposure: exposures(subject.accord, subject.beliefs, &sides.graphs),
        balance: balance(sides, horizon)?,
        relief: relief(subject.accord, sides, horizon)?,
        security: Vec::new(),
        worst,
        anytext: None,
        phased: None,
        signals: super::signals::Signals::default(),
        breakout: breakouts(subject.accord, subject.beliefs, sides)?,
        calendar: calendar::calendar(subject.whole.unwrap_or(subject.accord), subject.beliefs),
        seed: effort.seed,
        certificates: certificates(&holdings),
        holdings,
    })
}

fn paired<'g>(holdings: &[Holding], graphs: &'g [(ActorId, Graph)]) -> Vec<(Holding, &'g Graph)> {
    holdings.iter().cloned().zip(graphs.iter().map(|(_, graph)| graph)).collect()
}

/// What takes many solves: the share, the turning points, the ranges and what stands beside.
fn further(
    subject: &Subject<'_>,
    effort: &Effort,
    sides: &Sides<'_>,
    found: &mut Assessment,
    progress: Progress<'_>,
) -> Result<(), GameError> {
    spread(subject, effort, sides, found, progress)?;
    progress("readings");
    found.readings = readings::readings(subject, effort)?;
    progress("changes of text");
    found.changes = changes::changes(subject, effort, &found.holdings)?;
    progress("files linked and apart");
    found.files = files::files(subject, effort, sides, &found.holdings)?;
    if found.cut == 0 {
        progress("changes that would mend it");
        found.remedies = Some(remedies(subject, effort, sides, Depth::Quick, &mut |_| {})?);
    }
    progress("whether any text could hold");
    let found_any = anytext(subject.accord, sides, &found.holdings, &found.changes)?;
    found.anytext = Some(found_any);
    progress("what could be sustained by phase");
    found.phased = Some(phased(subject.accord, sides, &found.holdings)?);
    Ok(())
}

/// The same graphs under other numbers: the share, the turning points, the ranges, outsiders.
fn spread(
    subject: &Subject<'_>,
    effort: &Effort,
    sides: &Sides<'_>,
    found: &mut Assessment,
    progress: Progress<'_>,
) -> Result<(), GameError> {
    progress("share of the believed space");
    found.share = Some(share::share(sides, effort.samples, effort.seed)?);
    progress("turning points");
    (found.turns, found.influence) = turns::turns(sides, &found.holdings, effort.turns)?;
    progress("self-enforcing ranges");
    let drive = Drive::new(subject.accord, subject.beliefs, None);
    let dials: Vec<DialId> = subject.accord.dial_ids().collect();
    let ranges = dials.par_iter().map(|dial| ranges::range(sides, &drive, *dial));
    found.ranges = ranges.collect::<Result<_, _>>()?;
    progress("outsiders");
    found.outsiders = outsiders::outsiders(subject.accord, sides, &found.holdings)?;
    Ok(())
}

fn as_seen_by(beliefs: &Beliefs, sides: &Sides<'_>) -> Result<Vec<Seen>, GameError> {
    let one = |(place, (party, _)): (usize, &(ActorId, Graph))| {
        let own = sides.loss(place, &beliefs.seen_by(*party))?;
        Some(own.map(|own| Seen {
            party: *party,
            holds: own.holds(),
            stake: own.stake,
            loss: own.loss,
        }))
    };
    sides.graphs.iter().enumerate().filter_map(one).collect()
}

/// Exact survival and causes, everybody keeping.
pub(super) fn survival(
    sides: &Sides<'_>,
    horizon: u32,
) -> Result<(Vec<SurvivalPoint>, Vec<CauseShare>), GameError> {
    let Some(kept) = sides.weighed().next() else { return Ok((Vec::new(), Vec::new())) };
    let (graph, text) = (kept.graph, kept.text());
    let curve = game::survival(&graph.process, kept.weights, &text, START, horizon as usize)?;
    let completed = completed_by_month(graph, &curve.ended);
    let left = curve.ended.get(usize::from(CUT)).filter(|_| graph.cut.points > 0);
    let months = 1_u32..;
    let points = months.zip(&curve.alive).enumerate().map(|(index, (month, alive))| {
        let mean = alive + completed.get(index).copied().unwrap_or(0.0);
        let beyond = left.and_then(|curve| curve.get(index)).copied().unwrap_or(0.0);
        SurvivalPoint { month, mean, standard_error: 0.0, beyond }
    });
    Ok((points.collect(), causes(graph, &curve.ended)))
}

/// Share fulfilled by each month: over, but kept.
pub(crate) fn completed_by_month(graph: &Graph, ended: &[Vec<f64>]) -> Vec<f64> {
    let mut total = vec![0.0; ended.first().map_or(0, Vec::len)];
    for (label, curve) in (0_u16..).zip(ended) {
        let kept = graph.end(label).is_some_and(|e| e.cause == kernel::state::Cause::Completed);
        if kept {
            total.iter_mut().zip(curve).for_each(|(t, c)| *t += c);
        }
    }
    total
}

fn causes(graph: &Graph, ended: &[Vec<f64>]) -> Vec<CauseShare> {
    let mut list: Vec<CauseShare> = (0_u16..)
        .zip(ended)
        .filter_map(|(label, curve)| {
            let (end, share) = (graph.end(label)?, *curve.last()?);
            Some(CauseShare { cause: end.cause, by: end.by, share, standard_error: 0.0 })
        })
        .filter(|cause| cause.share > 0.0)
        .collect();
    list.sort_by(|a, b| b.share.total_cmp(&a.share));
    list
}

/// How such deals did by the end of the same periods as the survival beside it.
fn baseline(period: Hours) -> Vec<BaselinePoint> {
    let class = reference_class(End::NotKept);
    let point = |month: u32| {
        let found = kaplan_meier(&class, f64::from(month) * hazard::days(period));
        let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        BaselinePoint {
            month,
            mean: found.share,
            standard_error: found.standard_error,
            interval: found.interval,
            cases: count(found.cases),
            at_risk: count(found.at_risk),
        }
    };
    [12, 24, 60].into_iter().map(point).collect()
}

/// Cumulative expected payoff of each side by month: below zero it is out of pocket.
fn balance(sides: &Sides<'_>, horizon: u32) -> Result<Vec<BalancePoint>, GameError> {
    let mut points = Vec::new();
    for kept in sides.weighed() {
        let (party, process, text) = (kept.party, &kept.graph.process, kept.text());
        let periods = horizon as usize;
        let earned = game::rewards_by_period(process, kept.weights, &text, START, periods)?;
        let mut mean = 0.0;
        for (month, reward) in (1_u32..).zip(earned.get(ALL).into_iter().flatten()) {
            mean += reward;
            points.push(BalancePoint { month, party, mean });
        }
    }
    Ok(points)
}

/// The month in which a node is first met, if everybody keeps: mean over futures that meet it.
fn months_to(sides: &Sides<'_>, graph: &Graph, node: u32) -> Option<f64> {
    let kept = sides.weighed().find(|kept| std::ptr::eq(kept.graph, graph))?;
    let (weights, text) = (kept.weights, kept.text());
    let horizon = sides.beliefs.horizon as usize;
    let mut seen = Vec::new();
    for periods in (1..=horizon).step_by(3) {
        let reach =
            game::reach_probability(&graph.process, weights, &text, START, &[node], periods);
        seen.push((periods, reach.ok()?.first()?.lower));
        if seen.len() >= 2
            && seen[seen.len() - 1].1 - seen[seen.len() - 2].1 < 1e-9
            && seen[seen.len() - 1].1 > 0.0
        {
            break;
        }
    }
    let total = seen.last()?.1;
    let half = seen.iter().find(|(_, reached)| *reached >= 0.5 * total)?;
    (total > 0.0).then_some(half.0 as f64)
}

fn certificates(holdings: &[Holding]) -> Vec<Certificate> {
    let one = |h: &Holding| {
        let (party, closed) = (h.party, h.closed);
        [
            Certificate { what: Certified::Stake(party), bracket: h.stake, closed },
            Certificate { what: Certified::Loss(party), bracket: h.loss, closed },
        ]
    };
    holdings.iter().flat_map(one).collect()
}
