//! Could any text hold? What no drafting could mend, and what some drafting does.
//!
//! Problem. Of the texts that ask of whoever keeps exactly what this one asks (the same acts, in the
//! same states, with the same answers to red lines), and do to whoever departs anything that the
//! moves allow: does one hold under these beliefs? For a side P, with V(s) the value to it of
//! everybody keeping from s on:
//!
//! - *harshest*: after a departure nobody can hold P lower than the floor f(s') that it reaches by
//!   walking out of the next period, less everything the others could do to it in that period. Let
//!   D(s, d) be what departing by d now brings at least: the period of the departure as it runs
//!   with everybody else keeping, then f. If the plan "keep, and depart by the best d somewhere"
//!   gains more than the tolerance even so (`least`, an optimal stopping problem over the states
//!   of everybody keeping), no such text holds: *impossible*.
//! - *this text*, and each declared change of it: if one holds for all, some text does: *proved*.
//! - else *undecided*, at the gap between the two gains.
//!
//! Every play after a departure is aggregated into one number, the floor; that errs towards texts
//! (as if every departure came to light at once), so `impossible` is sound and rarely claimed.
//! [`payments`] asks the same with payments between the sides, stopping anywhere.
//!
//! # Source
//! Abreu (1988), Econometrica 56: harshest punishments decide what can be upheld; Shapley (1953), Proc.
//! Natl. Acad. Sci. 39: security values; Goldluecke & Kranz (2018), Economic Theory 66: transfers.

pub(crate) mod floor;
mod path;
pub mod payments;

use crate::assess::TextChange;
use crate::assess::slack::Sides;
use crate::drive::Choice;
use crate::hold::{Holding, Holds};
use floor::Floor;
use game::{GameError, Interval};
use kernel::{Accord, ActorId};
use path::Path;
use payments::Payments;

/// Whether any text could hold that asks the same of those who keep.
#[derive(Clone, Debug)]
pub struct AnyText {
    /// The word.
    pub could: Could,
    /// Per signatory that chooses: between which gains the truth lies.
    pub sides: Vec<Side>,
    /// The same question where the sides may pay each other.
    pub payments: Payments,
}

/// The word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Could {
    /// This text holds.
    ThisText,
    /// This one is not known to, but it does after a declared change: its place in the list.
    Changed(usize),
    /// None holds: this side gains by leaving whatever follows.
    Impossible(ActorId),
    /// Neither is shown.
    Undecided,
    /// A graph was cut: what was left out could decide.
    Cut,
}

/// One side's bounds.
#[derive(Clone, Debug)]
pub struct Side {
    /// Whose.
    pub party: ActorId,
    /// What its best plan gains under this text.
    pub attained: Interval,
    /// What some plan gains whatever text there is: a lower bound on every loss.
    pub least: Interval,
    /// Gain that still counts as keeping.
    pub tolerance: f64,
    /// The departure that the harshest punishment deters least, of those that decide.
    pub closest: Option<Closest>,
    /// Least that it can be held to at signature; `None` if no floor is known.
    pub floor: Option<f64>,
    /// Points of everybody keeping: the aggregated game's own.
    pub kept_points: usize,
    /// Points after a departure, aggregated into floors.
    pub floored_points: usize,
}

/// A departure against the harshest punishment.
#[derive(Clone, Debug)]
pub struct Closest {
    /// Where, in the party's graph.
    pub node: u32,
    /// By what.
    pub deviation: Choice,
    /// Keeping less departing and then being held to the floor: an upper bound on the margin
    /// there under any text. Infinite if no floor is known.
    pub margin: f64,
    /// How far off the value of keeping may be.
    pub error: f64,
}

impl AnyText {
    /// Between which gains the truth lies for the side that keeps the question open: lower, upper.
    #[must_use]
    pub fn gap(&self) -> Option<(ActorId, Interval)> {
        let open = self.sides.iter().filter(|side| side.attained.upper > side.tolerance);
        let widest = open.max_by(|a, b| a.width().total_cmp(&b.width()))?;
        let (lower, upper) = (widest.least.lower, widest.attained.upper);
        Some((widest.party, Interval { lower, upper }))
    }
}

impl Side {
    fn width(&self) -> f64 {
        self.attained.upper - self.least.lower
    }
}

/// The ladder for one accord under central beliefs.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn anytext(
    accord: &Accord,
    sides: &Sides<'_>,
    holdings: &[Holding],
    changes: &[TextChange],
) -> Result<AnyText, GameError> {
    if sides.graphs.iter().any(|(_, graph)| graph.cut.points > 0) {
        let payments = Payments::NotAsked(payments::Why::Cut);
        return Ok(AnyText { could: Could::Cut, sides: Vec::new(), payments });
    }
    let floors: Vec<Floor<'_>> =
        (0..sides.graphs.len()).filter_map(|place| Floor::new(accord, sides, place)).collect();
    let paths: Vec<Path<'_>> = floors.iter().map(Path::new).collect();
    let bounds: Vec<Side> = paths
        .iter()
        .zip(holdings)
        .map(|(path, holding)| side(path, holding))
        .collect::<Result<_, _>>()?;
    let payments = payments::payments(&paths)?;
    let could = could(&bounds, holdings, changes);
    Ok(AnyText { could, sides: bounds, payments })
}

fn side(path: &Path<'_>, holding: &Holding) -> Result<Side, GameError> {
    let floor = path.floor;
    Ok(Side {
        party: holding.party,
        attained: holding.loss,
        least: path.least_gain()?,
        tolerance: holding.tolerance + holding.tolerance_error,
        closest: path.closest(holding),
        floor: Some(floor.at(crate::hold::START)).filter(|value| value.is_finite()),
        kept_points: path.nodes.len(),
        floored_points: floor.graph.process.nodes() - path.nodes.len(),
    })
}

fn could(sides: &[Side], holdings: &[Holding], changes: &[TextChange]) -> Could {
    if holdings.iter().all(|holding| holding.holds() == Holds::Yes) {
        return Could::ThisText;
    }
    if let Some(side) = sides.iter().find(|side| side.least.lower > side.tolerance) {
        return Could::Impossible(side.party);
    }
    let holds = |change: &TextChange| change.after.iter().all(|(_, holds, _)| *holds == Holds::Yes);
    changes.iter().position(holds).map_or(Could::Undecided, Could::Changed)
}
