//! From relief given to relief felt: stages in order, each with who lets it through and by when.
//!
//! One level of a dial passes at a time, and each tranche by itself. What is said of all stages at
//! once ([`Deed::Feel`](crate::Deed::Feel), [`Deed::Release`](crate::Deed::Release)) goes past
//! those that are left.

use crate::accord::Accord;
use crate::ids::*;
use crate::state::State;
use crate::time::Hours;
use crate::verdict::Item;

/// A stage on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Who lets relief through.
    pub owner: ActorId,
    /// How long that may take before it is late; `None` without a time.
    pub within: Option<Hours>,
    /// Whether its owner has the power to refuse.
    pub may_refuse: bool,
    /// The clause.
    pub clause: ClauseId,
}

/// What goes through stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relief {
    /// The next level of a dial that is announced and not felt.
    Dial(DialId),
    /// A tranche that is transferred and not usable.
    Tranche(TrancheId),
}

/// Where relief stands on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transit {
    /// Nothing is on its way, or its way has no stages.
    #[default]
    Nothing,
    /// At a stage, from 0, with the time left before it is late; `FOREVER` without a time.
    At(u8, Hours),
    /// At a stage whose time is over.
    Late(u8),
    /// Refused at a stage, until its owner lets it through after all.
    Refused(u8),
}

impl Transit {
    /// The stage at which it stands.
    #[must_use]
    pub fn stage(self) -> Option<u8> {
        match self {
            Self::Nothing => None,
            Self::At(stage, _) | Self::Late(stage) | Self::Refused(stage) => Some(stage),
        }
    }

    /// Time until it is late, if a clock runs.
    #[must_use]
    pub fn left(self) -> Option<Hours> {
        match self {
            Self::At(_, left) if left < Hours::FOREVER => Some(left),
            Self::Nothing | Self::At(..) | Self::Late(_) | Self::Refused(_) => None,
        }
    }

    /// The same after a while.
    pub(crate) fn after(self, span: Hours) -> Self {
        match (self, self.left()) {
            (Self::At(stage, _), Some(left)) => Self::At(stage, left.minus(span)),
            _ => self,
        }
    }
}

impl Relief {
    /// As a verdict names it.
    #[must_use]
    pub fn item(self) -> Item {
        match self {
            Self::Dial(id) => Item::Dial(id),
            Self::Tranche(id) => Item::Tranche(id),
        }
    }
}

impl Accord {
    /// The stages that relief goes through, in order.
    #[must_use]
    pub fn stages(&self, relief: Relief) -> &[Stage] {
        match relief {
            Relief::Dial(id) => self.dial(id).map_or(&[], |row| &row.stages),
            Relief::Tranche(id) => {
                let escrow = self.tranche(id).map(|row| row.escrow);
                escrow.and_then(|escrow| self.escrow(escrow)).map_or(&[], |row| &row.stages)
            }
        }
    }

    /// Everything that goes through stages.
    pub fn staged(&self) -> impl Iterator<Item = Relief> {
        let dials = self.dial_ids().map(Relief::Dial);
        let all = dials.chain(self.tranche_ids().map(Relief::Tranche));
        all.filter(|relief| !self.stages(*relief).is_empty())
    }

    /// The stage at which relief stands.
    #[must_use]
    pub fn stage(&self, state: &State, relief: Relief) -> Option<&Stage> {
        self.stages(relief).get(usize::from(state.transit(relief).stage()?))
    }

    pub(crate) fn file_of(&self, relief: Relief) -> Option<WorkstreamId> {
        match relief {
            Relief::Dial(id) => self.dial(id).map(|row| row.workstream),
            Relief::Tranche(id) => {
                self.tranche(id).and_then(|row| self.escrow(row.escrow)).map(|row| row.workstream)
            }
        }
    }
}

impl State {
    /// Where relief stands on its way.
    #[must_use]
    pub fn transit(&self, relief: Relief) -> Transit {
        match relief {
            Relief::Dial(id) => self.dial(id).transit,
            Relief::Tranche(id) => self.tranche(id).transit,
        }
    }

    pub(crate) fn set_transit(&mut self, relief: Relief, transit: Transit) {
        match relief {
            Relief::Dial(id) => {
                self.dial_mut(id).into_iter().for_each(|cell| cell.transit = transit);
            }
            Relief::Tranche(id) => {
                self.tranche_mut(id).into_iter().for_each(|cell| cell.transit = transit);
            }
        }
    }
}
