//! What a party may be after, and what each of its acts would tell of that.
//!
//! Problem. A party is of type `i` with chance `p_i`; types differ in numbers, not in what they can
//! do. A type whose best plan gains no more than the tolerance keeps; any other follows that plan,
//! the other sides keeping. With `q_i(a)` the chance that the plan of type `i` departs in way `a`
//! within the horizon, an observer who learns that it did holds
//!
//!   p_i(a) = p_i q_i(a) / sum_j p_j q_j(a)
//!
//! (Bayes), and who knows of no departure at all p_i (1 - q_i) over the sum of the same. Sources: Harsanyi
//! (1967) for types; Kreps and Wilson (1982) for what acts reveal. The others do not answer what they
//! learn, so this is what an act tells, and not a signalling equilibrium.

use super::slack::Sides;
use crate::assess::rooms::clause;
use crate::drive::Choice;
use crate::graph::Graph;
use crate::hold::{Holds, START, loss, respond};
use crate::weigh::weigh;
use game::{GameError, Interval, Policy, Weights};
use kernel::state::Cause;
use kernel::{Accord, ActorId, ClauseId};
use world::IntentType;

/// What one party may be after.
#[derive(Clone, Debug)]
pub struct Intent {
    /// Whose.
    pub party: ActorId,
    /// Each type, in the order of the beliefs.
    pub types: Vec<TypePlan>,
    /// What each way to depart would tell, what tells most first.
    pub reveals: Vec<Reveal>,
    /// Odds of each type if it is known that it has not departed within the horizon; empty if no
    /// type keeps.
    pub if_kept: Vec<f64>,
}

/// What a party of one type would do.
#[derive(Clone, Debug)]
pub struct TypePlan {
    /// As the reader calls it.
    pub name: String,
    /// How likely.
    pub odds: f64,
    /// Ends of that.
    pub range: (f64, f64),
    /// Whether it keeps.
    pub holds: Holds,
    /// Value to it of everybody keeping.
    pub stake: Interval,
    /// What its best plan gains.
    pub loss: Interval,
    /// Chance that it departs within the horizon.
    pub departs: f64,
    /// Chance to be in force or fulfilled, by period, from the first.
    pub survival: Vec<f64>,
}

/// What one way to depart tells.
#[derive(Clone, Debug)]
pub struct Reveal {
    /// By doing what; of undeclared acts, whatever the value.
    pub act: Choice,
    /// The clause it departs from.
    pub clause: Option<ClauseId>,
    /// By type: the chance that it is done within the horizon.
    pub done: Vec<f64>,
    /// By type: the odds once it is known to have been done.
    pub odds: Vec<f64>,
}

/// Of each party that the beliefs give types and a graph.
///
/// # Errors
/// As [`crate::hold::hold`].
pub(super) fn intents(accord: &Accord, sides: &Sides<'_>) -> Result<Vec<Intent>, GameError> {
    let one = |(place, (party, _)): (usize, &(ActorId, Graph))| {
        let own = sides.beliefs.types.iter().filter(|it| it.party == *party);
        let types: Vec<&IntentType> = own.collect();
        (!types.is_empty()).then(|| intent(accord, sides, place, &types))
    };
    sides.graphs.iter().enumerate().filter_map(one).collect()
}

/// A type with its numbers and what it then does.
struct Played {
    weights: Weights,
    policy: Policy,
    told: TypePlan,
}

fn intent(
    accord: &Accord,
    sides: &Sides<'_>,
    place: usize,
    types: &[&IntentType],
) -> Result<Intent, GameError> {
    let (party, graph) = (sides.graphs[place].0, &sides.graphs[place].1);
    let played: Vec<Played> =
        types.iter().map(|it| play(sides, place, it)).collect::<Result<_, _>>()?;
    let mut reveals = Vec::new();
    for act in acts(graph, &played) {
        let done = played.iter().map(|it| departs(sides, graph, it, Some(&act)));
        let done: Vec<f64> = done.collect::<Result<_, _>>()?;
        let odds = posterior(&played, &done);
        reveals.push(Reveal { clause: clause(accord, &act), act, done, odds });
    }
    let told = |it: &Reveal| it.odds.iter().fold(0.0_f64, |most, odds| most.max(*odds));
    reveals.retain(|it| !it.odds.is_empty());
    reveals.sort_by(|a, b| told(b).total_cmp(&told(a)));
    let kept: Vec<f64> = played.iter().map(|it| 1.0 - it.told.departs).collect();
    let if_kept = posterior(&played, &kept);
    Ok(Intent { party, types: played.into_iter().map(|it| it.told).collect(), reveals, if_kept })
}

fn play(sides: &Sides<'_>, place: usize, it: &IntentType) -> Result<Played, GameError> {
    let (party, graph) = (sides.graphs[place].0, &sides.graphs[place].1);
    let values = sides.beliefs.of_type(it);
    let held = loss(graph, sides.beliefs, &values, party, sides.kept(place))?;
    let weights = weigh(graph, sides.beliefs, &values, party);
    let policy = match held.loss.centre() <= held.tolerance {
        true => Policy::first(&graph.process),
        false => respond(graph, &weights, party, sides.kept(place))?.policy,
    };
    let told = TypePlan {
        name: it.name.clone(),
        odds: it.odds,
        range: it.range,
        holds: held.holds(),
        stake: held.stake,
        loss: held.loss,
        departs: 0.0,
        survival: lasts(sides, graph, &weights, &policy)?,
    };
    let mut played = Played { weights, policy, told };
    played.told.departs = departs(sides, graph, &played, None)?;
    Ok(played)
}

/// Chance to be in force or fulfilled by the end of each period.
fn lasts(
    sides: &Sides<'_>,
    graph: &Graph,
    weights: &Weights,
    policy: &Policy,
) -> Result<Vec<f64>, GameError> {
    let periods = sides.beliefs.horizon as usize;
    let mut curve = game::survival(&graph.process, weights, policy, START, periods)?;
    for (label, ended) in (0_u16..).zip(&curve.ended) {
        if graph.end(label).is_some_and(|end| end.cause == Cause::Completed) {
            curve.alive.iter_mut().zip(ended).for_each(|(alive, it)| *alive += it);
        }
    }
    Ok(curve.alive)
}

/// Every way in which some type departs from a promise, somewhere.
fn acts(graph: &Graph, played: &[Played]) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for it in played {
        for (_, choice) in departures(graph, &it.policy) {
            let act = named(choice);
            if !all.contains(&act) {
                all.push(act);
            }
        }
    }
    all
}

/// The points at which a plan departs from a promise, and how.
fn departures<'g>(
    graph: &'g Graph,
    policy: &'g Policy,
) -> impl Iterator<Item = (u32, &'g Choice)> + 'g {
    graph.choices.iter().filter_map(|(node, menu)| {
        let taken = policy.choice[*node as usize] as usize;
        let choice = graph.menus.get(*menu as usize)?.get(taken)?;
        (!choice.is_lawful()).then_some((*node, choice))
    })
}

/// An act as it is told: without the value that is not declared.
fn named(choice: &Choice) -> Choice {
    match choice {
        Choice::Undeclared(duty, _) => Choice::Undeclared(*duty, None),
        other => other.clone(),
    }
}

/// Chance that a plan ever departs so, or at all, within the horizon.
fn departs(
    sides: &Sides<'_>,
    graph: &Graph,
    it: &Played,
    act: Option<&Choice>,
) -> Result<f64, GameError> {
    let mut marked = vec![false; graph.process.nodes()];
    for (node, choice) in departures(graph, &it.policy) {
        marked[node as usize] = act.is_none_or(|act| named(choice) == *act);
    }
    let periods = sides.beliefs.horizon as usize;
    game::meets_any(&graph.process, &it.weights, &it.policy, START, &marked, periods)
}

/// Odds of each type once something is known that each does with these chances; empty if none
/// does.
fn posterior(played: &[Played], chances: &[f64]) -> Vec<f64> {
    let joint = played.iter().zip(chances).map(|(it, chance)| it.told.odds * chance.max(0.0));
    let joint: Vec<f64> = joint.collect();
    let sum: f64 = joint.iter().sum();
    if sum <= 0.0 {
        return Vec::new();
    }
    joint.into_iter().map(|it| it / sum).collect()
}
