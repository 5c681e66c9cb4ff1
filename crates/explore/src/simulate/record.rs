//! One path told in full: the same path, by its number, that the counting walked.

use super::process::process;
use crate::drive::{Branch, Drive, Expansion, Likelihood, Stage};
use kernel::encode::digest;
use kernel::state::Ended;
use kernel::{Digest, Event, State, Verdict};
use sampling::Stream;
use world::Values;

/// One path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathRecord {
    /// Its number.
    pub path: u64,
    /// Seed of everything drawn.
    pub seed: u64,
    /// What happened, in order.
    pub steps: Vec<PathStep>,
    /// Month and way of its end, if it ended within the horizon.
    pub end: Option<(u32, Ended)>,
}

/// One stage of one month of a path at which something was decided, drawn or passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Month, from 1.
    pub month: u32,
    /// What was decided or drawn.
    pub stage: Stage,
    /// Which of the ways on was taken, from 0.
    pub way: usize,
    /// What happened, and what the agreement said of it.
    pub events: Vec<(Event, Vec<Verdict>)>,
    /// Digest of the state after it.
    pub digest: Digest,
}

impl PathRecord {
    /// Every event of the path, in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.steps.iter().flat_map(|step| step.events.iter().map(|(event, _)| event))
    }
}

/// Replays one path alone, by number.
///
/// Everybody keeps to the text: where the drive lets somebody choose, the first choice is taken.
#[must_use]
pub fn replay_path(drive: &Drive<'_>, values: &Values, seed: u64, path: u64) -> PathRecord {
    let stream = Stream::new(seed, path);
    let mut record = PathRecord { path, seed, steps: Vec::new(), end: None };
    let mut at = drive.start();
    let mut month = 1;
    while month <= drive.beliefs.horizon && record.end.is_none() {
        let (branches, passes) = ways(drive.expand(&at));
        let Some(first) = branches.first() else { break };
        let stage = stage_of(drive, first, passes);
        let way = usize::from(!happens(drive, values, first, &stream, month, stage));
        let Some(taken) = branches.get(way).or(Some(first)) else { break };
        record.steps.push(told(drive, &at.state, taken, month, stage, way));
        at = taken.to.clone();
        record.end = at.state.ended.map(|ended| (month, ended));
        month += u32::from(passes);
    }
    record
}

/// The ways on that are nature's, or the text's alone; and whether the period ends.
fn ways(expansion: Expansion) -> (Vec<Branch>, bool) {
    match expansion {
        Expansion::Over => (Vec::new(), false),
        Expansion::Draw(branches) => (branches, false),
        Expansion::Pass { branch, .. } => (vec![*branch], true),
        Expansion::Choose { mut branches, .. } | Expansion::Together { mut branches, .. } => {
            branches.truncate(1);
            (branches, false)
        }
    }
}

/// The stage that a branch leaves.
fn stage_of(drive: &Drive<'_>, branch: &Branch, passes: bool) -> Stage {
    let place = usize::from(branch.to.stage).checked_sub(1).filter(|_| !passes);
    place.and_then(|place| drive.stages.get(place)).copied().unwrap_or(Stage::Time)
}

/// Whether the first way on is the one drawn.
fn happens(
    drive: &Drive<'_>,
    values: &Values,
    first: &Branch,
    stream: &Stream,
    month: u32,
    stage: Stage,
) -> bool {
    let drawn = |odds| {
        let chance = crate::weigh::chance_of(drive.beliefs, values, odds);
        stream.uniform(month, process(stage)) < chance
    };
    match first.likelihood {
        Likelihood::Sure => true,
        Likelihood::Odds(odds) => drawn(odds),
        Likelihood::Rest(odds) => !drawn(odds),
    }
}

fn told(
    drive: &Drive<'_>,
    from: &State,
    taken: &Branch,
    month: u32,
    stage: Stage,
    way: usize,
) -> PathStep {
    let mut state = from.clone();
    let mut events = Vec::with_capacity(taken.events.len());
    for event in &taken.events {
        let (next, verdicts) = kernel::apply(drive.accord, &state, event);
        state = next;
        events.push((event.clone(), verdicts));
    }
    PathStep { month, stage, way, events, digest: digest(&state) }
}
