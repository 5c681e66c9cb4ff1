//! How much of one thing buys a unit of another, for each side.
//!
//! Problem. What a thing of the text (a dial, a tranche, a waiver, a step) adds to a side's stake,
//! and to the margin that binds it, is the sum of the parts whose beliefs are about it (exact where
//! odds are held, see [`super`]). With X and Y two things, one hundredth more of X leaves the
//! side where it was if Y changes by
//!
//!   r = - x / y  hundredths,
//!
//! x and y what X and Y add: more of Y if r is positive, less if it is negative. Where the rates of
//! two sides differ, both gain by some exchange between them.

use super::{Part, Side};
use game::Interval;
use kernel::verdict::Item;
use kernel::{ActorId, Condition};
use world::{Beliefs, EntryId, Flow, Lump, Occasion, Per};

/// What two things exchange at for one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Whose.
    pub party: ActorId,
    /// Measured at what it holds at signature.
    pub at_stake: Exchange,
    /// Measured at the margin that binds it; `None` if none does.
    pub at_margin: Option<Exchange>,
}

/// One exchange.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exchange {
    /// What X adds.
    pub x: Interval,
    /// What Y adds.
    pub y: Interval,
}

impl Exchange {
    /// Hundredths of Y for one hundredth more of X; `None` if Y adds nothing that is known.
    #[must_use]
    pub fn rate(&self) -> Option<Interval> {
        if self.y.lower <= 0.0 && self.y.upper >= 0.0 {
            return None;
        }
        let ends = [self.x.lower, self.x.upper];
        let all = ends.into_iter().flat_map(|x| [-x / self.y.lower, -x / self.y.upper]);
        let (mut lower, mut upper) = (f64::INFINITY, f64::NEG_INFINITY);
        for rate in all {
            (lower, upper) = (lower.min(rate), upper.max(rate));
        }
        Some(Interval { lower, upper })
    }
}

/// The rate of every side.
#[must_use]
pub fn rates(beliefs: &Beliefs, sides: &[Side], x: &[Item], y: &[Item]) -> Vec<Rate> {
    let (of_x, of_y) = (about(beliefs, x), about(beliefs, y));
    let exchange = |parts: &[Part]| Exchange { x: adds(parts, &of_x), y: adds(parts, &of_y) };
    let one = |side: &Side| Rate {
        party: side.party,
        at_stake: exchange(&side.stake),
        at_margin: side.binding.as_ref().map(|binding| exchange(&binding.parts)),
    };
    sides.iter().map(one).collect()
}

fn adds(parts: &[Part], entries: &[EntryId]) -> Interval {
    let own = parts.iter().filter(|part| entries.contains(&part.entry)).map(Part::adds);
    own.fold(Interval { lower: 0.0, upper: 0.0 }, |a, b| Interval {
        lower: a.lower + b.lower,
        upper: a.upper + b.upper,
    })
}

/// The entries that say what a thing is worth to anybody; an escrow is its tranches.
#[must_use]
pub fn about(beliefs: &Beliefs, thing: &[Item]) -> Vec<EntryId> {
    let is = |item: Item| thing.contains(&item);
    let flow = |flow: &&Flow| match flow.per {
        Per::Announced(dial) | Per::Felt(dial) | Per::Gap(dial) => is(Item::Dial(dial)),
        Per::Held { subject, .. } | Per::Covered { subject, .. } => is(Item::Subject(subject)),
        Per::Period | Per::Pressure(_) => speaks(&flow.during, &is),
    };
    let lump = |lump: &&Lump| match &lump.on {
        Occasion::Verdict { item: Some(of), .. } => is(*of),
        Occasion::Attack { subject, .. } => is(Item::Subject(*subject)),
        _ => false,
    };
    let flows = beliefs.flows.iter().filter(flow).map(|it| it.amount);
    let lumps = beliefs.lumps.iter().filter(lump).map(|it| it.amount);
    let mut all: Vec<EntryId> = flows.chain(lumps).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn speaks(condition: &Condition, is: &dyn Fn(Item) -> bool) -> bool {
    match condition {
        Condition::Open(id) | Condition::Closed(id) | Condition::Lapsed(id) => is(Item::Phase(*id)),
        Condition::Met(id)
        | Condition::Held(id, _)
        | Condition::Live(id)
        | Condition::Reported(id)
        | Condition::Found(id)
        | Condition::Late(id)
        | Condition::Hidden(id) => is(Item::Duty(*id)),
        Condition::Value(id, ..) => is(Item::Subject(*id)),
        Condition::InForce(id) => is(Item::Waiver(*id)),
        Condition::Announced(id, _) | Condition::Felt(id, _) => is(Item::Dial(*id)),
        Condition::Transferred(id) | Condition::Usable(id) => is(Item::Tranche(*id)),
        Condition::Not(inner) => speaks(inner, is),
        Condition::All(list) | Condition::Any(list) => list.iter().any(|it| speaks(it, is)),
        _ => false,
    }
}
