//! Every duty of a text with the block it stands in.

use crate::ast::{Accord, Freeze, Mutual, Name, Phase, Step};

/// The block a step stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Block<'a> {
    /// Directly in its phase.
    Plain,
    /// In a freeze.
    Freeze(&'a Freeze),
    /// In a `mutual` block.
    Mutual(&'a Mutual),
}

/// A step with its surroundings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'a> {
    /// The step.
    pub step: &'a Step,
    /// Its phase.
    pub phase: Option<&'a Phase>,
    /// Its block.
    pub block: Block<'a>,
}

impl<'a> Placed<'a> {
    /// The file it belongs to: its own, its block's or its phase's.
    pub fn workstream(&self) -> Option<&'a Name> {
        let block = match self.block {
            Block::Plain => None,
            Block::Freeze(freeze) => freeze.head.workstream.as_ref(),
            Block::Mutual(mutual) => mutual.head.workstream.as_ref(),
        };
        let own = self.step.head.workstream.as_ref();
        own.or(block).or(self.phase.and_then(|phase| phase.head.workstream.as_ref()))
    }

    /// The name of its phase.
    pub fn phase_name(&self) -> Option<&'a str> {
        self.phase.map(|phase| phase.head.name.as_str())
    }

    /// The step's name.
    pub fn name(&self) -> &'a str {
        self.step.head.name.as_str()
    }
}

/// Every step that binds, in the order of the text. Unilateral undertakings bind nobody and are
/// not among them.
pub(crate) fn steps(accord: &Accord) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for phase in accord.phases() {
        let within = Some(phase);
        all.extend(phase.steps.iter().map(|step| Placed {
            step,
            phase: within,
            block: Block::Plain,
        }));
        phase.freezes.iter().for_each(|freeze| all.extend(frozen(freeze, within)));
        phase.mutuals.iter().for_each(|mutual| all.extend(shared(mutual, within)));
    }
    accord.freezes().for_each(|freeze| all.extend(frozen(freeze, None)));
    accord.mutuals().for_each(|mutual| all.extend(shared(mutual, None)));
    all
}

/// Every step that becomes a row: those that bind, then what prepares exchanges and what is
/// undertaken.
pub(crate) fn lowered_steps(accord: &Accord) -> Vec<Placed<'_>> {
    let mut all = steps(accord);
    let further = super::valves::outside_phases(accord);
    all.extend(further.map(|step| Placed { step, phase: None, block: Block::Plain }));
    all
}

/// Every freeze with its phase.
pub(crate) fn freezes(accord: &Accord) -> impl Iterator<Item = (&Freeze, Option<&Phase>)> {
    let inner = accord.phases().flat_map(|p| p.freezes.iter().map(move |f| (f, Some(p))));
    inner.chain(accord.freezes().map(|freeze| (freeze, None)))
}

fn frozen<'a>(
    freeze: &'a Freeze,
    phase: Option<&'a Phase>,
) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    freeze.duties.iter().map(move |step| Placed { step, phase, block: Block::Freeze(freeze) })
}

fn shared<'a>(
    mutual: &'a Mutual,
    phase: Option<&'a Phase>,
) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    mutual.duties.iter().map(move |step| Placed { step, phase, block: Block::Mutual(mutual) })
}
