//! The cheapest single change that would make it hold, solved and not guessed.
//!
//! Problem. For each lever of the declared list, the setting nearest to what is written at which
//! keeping loses nobody more than is asked: the tolerance where the text fails, nothing that the
//! brackets can tell where it holds within the tolerance. Settings are looked at from near to far
//! and the change bracketed by bisection: `short` is not enough, `enough` is; both were solved. A
//! lever that mends nowhere it was looked at is said not to mend alone.
//!
//! Levers have different units. What they share is what they take from the sides: they are ranked
//! by the sum of what the stakes fall by at `enough` (a stake that rises counts as no cost).

use super::lever::{Lever, levers};
use crate::assess::slack::Sides;
use crate::assess::{Effort, Progress, Subject};
use crate::drive::Drive;
use crate::graph::{Graph, enumerate};
use crate::hold::{Holding, Holds, loss};
use game::GameError;
use kernel::ActorId;
use rayon::prelude::*;
use std::sync::Mutex;

/// Shares of the way to an end at which a lever that reweighs is looked at first.
const LOOKS: [f64; 6] = [0.05, 0.15, 0.3, 0.5, 0.75, 1.0];
/// The same for one that needs a new enumeration.
const LOOKS_TEXT: [f64; 3] = [0.17, 0.5, 1.0];
/// Hundredths of the points of the text as it is that the graph of a changed text may have, unless all
/// of it is asked for.
const POINTS_PERCENT: usize = 300;
/// Halvings of a bracket.
const HALVINGS: u32 = 8;
const HALVINGS_TEXT: u32 = 4;

/// What is asked of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// That leaving gains nobody more than the tolerance.
    WithinTolerance,
    /// That leaving gains nobody anything that the brackets can tell.
    ToTheLastUnit,
    /// Nothing: it holds to the last unit.
    Nothing,
}

/// How far a search for changes goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Leaves out what takes minutes: consulting before withdrawal, whose clock multiplies the points
    /// of a graph. It is told as not tried.
    Quick,
    /// Every lever of the list, as far as the changed text has no more than three times the points;
    /// what is left is told, with how many points it has at least.
    Bounded,
    /// Every lever of the list, to its end.
    Whole,
}

/// Every lever, the cheapest that mends first.
#[derive(Clone, Debug)]
pub struct Remedies {
    /// What was asked.
    pub target: Target,
    /// Levers that mend alone, cheapest first, then those that do not.
    pub levers: Vec<Remedy>,
}

/// What one lever does alone.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// Which.
    pub lever: Lever,
    /// Where it stands.
    pub now: f64,
    /// Where it was looked at last, at the ends.
    pub tried: Vec<f64>,
    /// Points beyond which a setting farther on was left, unsolved; `None` if none was.
    pub left: Option<usize>,
    /// The bracket of the change; `None` if it does not mend alone.
    pub mends: Option<Mends>,
}

/// Where a lever mends.
#[derive(Clone, Debug)]
pub struct Mends {
    /// Not enough.
    pub short: f64,
    /// Enough.
    pub enough: f64,
    /// Change of each side's stake at `enough`.
    pub stakes: Vec<(ActorId, f64)>,
}

impl Mends {
    /// What it takes from the sides together.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.stakes.iter().map(|(_, change)| (-change).max(0.0)).sum()
    }
}

/// Solves every lever.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn remedies(
    subject: &Subject<'_>,
    effort: &Effort,
    sides: &Sides<'_>,
    depth: Depth,
    progress: Progress<'_>,
) -> Result<Remedies, GameError> {
    let central = sides.losses(&sides.beliefs.central())?;
    let target = target(&central);
    let points_max = match depth {
        Depth::Quick | Depth::Bounded => points_max(effort, sides),
        Depth::Whole => effort.points_max,
    };
    let search = Search { subject, sides, central, target, points_max };
    if target == Target::Nothing {
        return Ok(Remedies { target, levers: Vec::new() });
    }
    let progress = Mutex::new(progress);
    let one = |lever: Lever| {
        if depth == Depth::Quick && lever == Lever::ConsultFirst {
            return Ok(search.untried(lever));
        }
        if let Ok(mut progress) = progress.lock() {
            progress(&format!("{lever:?}"));
        }
        search.lever(lever)
    };
    let found = levers(subject.accord, subject.beliefs).into_par_iter().map(one);
    let mut found: Vec<Remedy> = found.collect::<Result<_, _>>()?;
    let rank = |it: &Remedy| it.mends.as_ref().map_or(f64::INFINITY, Mends::cost);
    found.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
    Ok(Remedies { target, levers: found })
}

fn target(central: &[Holding]) -> Target {
    if central.iter().any(|it| it.holds() != Holds::Yes) {
        Target::WithinTolerance
    } else if central.iter().any(|it| it.loss.lower > 0.0) {
        Target::ToTheLastUnit
    } else {
        Target::Nothing
    }
}

/// Most points of a changed text.
fn points_max(effort: &Effort, sides: &Sides<'_>) -> usize {
    let points = sides.graphs.iter().map(|(_, graph)| graph.process.nodes()).max();
    effort.for_changed(points.unwrap_or(0), POINTS_PERCENT)
}

struct Search<'a> {
    subject: &'a Subject<'a>,
    sides: &'a Sides<'a>,
    central: Vec<Holding>,
    target: Target,
    /// Points from which a changed text is left unsolved.
    points_max: usize,
}

/// What a look at one setting found.
enum Look {
    Held(Vec<Holding>),
    TooLarge,
}

/// What going towards one end found.
struct Way {
    /// The last setting solved, if any was.
    last: Option<f64>,
    left: bool,
    mends: Option<Mends>,
}

impl Search<'_> {
    fn untried(&self, lever: Lever) -> Remedy {
        let now = lever.now(self.subject.accord, self.subject.beliefs);
        Remedy { lever, now, tried: Vec::new(), left: None, mends: None }
    }

    fn lever(&self, lever: Lever) -> Result<Remedy, GameError> {
        let (accord, beliefs) = (self.subject.accord, self.subject.beliefs);
        let now = lever.now(accord, beliefs);
        let mut remedy = self.untried(lever);
        for end in lever.ends(accord, beliefs) {
            let found = self.towards(lever, now, end)?;
            remedy.tried.extend(found.last);
            remedy.left = remedy.left.or(found.left.then_some(self.points_max));
            remedy.mends = match (remedy.mends, found.mends) {
                (Some(a), Some(b)) => Some(if b.cost() < a.cost() { b } else { a }),
                (a, b) => a.or(b),
            };
        }
        Ok(remedy)
    }

    /// The first setting on the way to an end that mends, bracketed.
    fn towards(&self, lever: Lever, now: f64, end: f64) -> Result<Way, GameError> {
        let text = lever.text(self.subject.accord, end).is_some();
        let (looks, halvings): (&[f64], u32) =
            if text { (&LOOKS_TEXT, HALVINGS_TEXT) } else { (&LOOKS, HALVINGS) };
        let mut way = Way { last: None, left: false, mends: None };
        for look in looks {
            let there = now + look * (end - now);
            let Look::Held(held) = self.at(lever, there)? else {
                way.left = true;
                return Ok(way);
            };
            if self.mended(&held) {
                let short = way.last.unwrap_or(now);
                let mends = self.bracket(lever, short, (there, held), halvings)?;
                return Ok(Way { last: Some(end), mends: Some(mends), ..way });
            }
            way.last = Some(there);
        }
        Ok(way)
    }

    fn bracket(
        &self,
        lever: Lever,
        mut short: f64,
        mut enough: (f64, Vec<Holding>),
        halvings: u32,
    ) -> Result<Mends, GameError> {
        for _ in 0..halvings {
            let middle = short.midpoint(enough.0);
            // A shorter setting than one that was solved is no larger; were it, the bracket stays.
            let Look::Held(held) = self.at(lever, middle)? else { break };
            if self.mended(&held) { enough = (middle, held) } else { short = middle }
        }
        let changes = self.central.iter().zip(&enough.1);
        let stakes = changes.map(|(was, is)| (is.party, is.stake.centre() - was.stake.centre()));
        Ok(Mends { short, enough: enough.0, stakes: stakes.collect() })
    }

    /// What everybody holds with the lever at a setting.
    fn at(&self, lever: Lever, x: f64) -> Result<Look, GameError> {
        let (accord, beliefs) = (self.subject.accord, self.subject.beliefs);
        let Some(text) = lever.text(accord, x) else {
            return self.sides.losses(&lever.values(accord, beliefs, x)).map(Look::Held);
        };
        let graph = |(party, _): &(ActorId, Graph)| {
            let drive = Drive::new(&text, beliefs, Some(*party));
            enumerate(&drive, self.points_max).map(|graph| (*party, graph))
        };
        let graphs: Result<Vec<(ActorId, Graph)>, GameError> =
            self.sides.graphs.par_iter().map(graph).collect();
        let graphs = graphs?;
        if graphs.iter().any(|(_, graph)| graph.cut.points > 0) {
            return Ok(Look::TooLarge);
        }
        let values = beliefs.central();
        let one = |(party, graph): &(ActorId, Graph)| loss(graph, beliefs, &values, *party, None);
        graphs.par_iter().map(one).collect::<Result<_, _>>().map(Look::Held)
    }

    fn mended(&self, held: &[Holding]) -> bool {
        held.iter().all(|it| match self.target {
            Target::WithinTolerance => it.holds() == Holds::Yes,
            Target::ToTheLastUnit | Target::Nothing => it.loss.lower <= 0.0,
        })
    }
}
