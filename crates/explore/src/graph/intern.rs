//! Points by number: each state is kept once, as its canonical bytes.

use crate::drive::{Force, Micro, News};
use indexmap::IndexSet;
use kernel::encode::{from_bytes, to_bytes};
use kernel::{DutyId, Hours, State};
use rustc_hash::FxBuildHasher;

/// A point with its state by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Packed {
    state: u32,
    hawks: u16,
    gone: u16,
    stirred: u16,
    calendar: u16,
    stage: u16,
    refused: Option<DutyId>,
    also_refused: Option<DutyId>,
    force: Force,
    news: News,
    mute: u16,
    spent: Hours,
}

/// How a state is told from others while enumerating: its canonical bytes, unless a test weakens
/// them.
pub type StateKey = fn(&State) -> Vec<u8>;

/// All points met, by number.
pub(crate) struct Points {
    key: StateKey,
    keys: IndexSet<Box<[u8]>, FxBuildHasher>,
    /// Canonical bytes per state; empty while the key is those bytes itself.
    bytes: Vec<Box<[u8]>>,
    points: IndexSet<Packed, FxBuildHasher>,
}

impl Points {
    pub(crate) fn new(key: Option<StateKey>) -> Self {
        Self {
            key: key.unwrap_or(to_bytes::<State>),
            keys: IndexSet::default(),
            bytes: Vec::new(),
            points: IndexSet::default(),
        }
    }

    pub(super) fn states(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn starts(&self) -> usize {
        self.start_nodes().count()
    }

    pub(crate) fn len(&self) -> usize {
        self.points.len()
    }

    pub(super) fn start_nodes(&self) -> impl Iterator<Item = u32> + '_ {
        (0_u32..).zip(&self.points).filter(|(_, p)| p.stage == 0).map(|(node, _)| node)
    }

    /// The number of a point; `None` once numbers run out.
    pub(crate) fn number(&mut self, micro: &Micro) -> Option<u32> {
        let (state, fresh) = self.keys.insert_full((self.key)(&micro.state).into_boxed_slice());
        if fresh {
            self.bytes.push(to_bytes(&micro.state).into_boxed_slice());
        }
        let packed = packed(u32::try_from(state).ok()?, micro);
        u32::try_from(self.points.insert_full(packed).0).ok()
    }

    /// The number of a point that was met.
    pub(crate) fn find(&self, micro: &Micro) -> Option<u32> {
        let state = self.keys.get_index_of((self.key)(&micro.state).as_slice())?;
        let packed = packed(u32::try_from(state).ok()?, micro);
        u32::try_from(self.points.get_index_of(&packed)?).ok()
    }

    pub(crate) fn micro(&self, node: u32) -> Option<Micro> {
        let packed = self.points.get_index(usize::try_from(node).ok()?)?;
        let bytes = self.bytes.get(usize::try_from(packed.state).ok()?)?;
        Some(Micro {
            state: from_bytes(bytes)?,
            hawks: packed.hawks,
            gone: packed.gone,
            stirred: packed.stirred,
            calendar: packed.calendar,
            stage: packed.stage,
            refused: packed.refused,
            also_refused: packed.also_refused,
            force: packed.force,
            news: packed.news,
            mute: packed.mute,
            spent: packed.spent,
        })
    }

    /// What has just happened at a point, and what force was used, without its state.
    pub(crate) fn happened(&self, node: u32) -> Option<(Force, News)> {
        let packed = self.points.get_index(usize::try_from(node).ok()?)?;
        Some((packed.force, packed.news))
    }
}

/// A point with its state by number; past the end of the accord nothing else is told apart.
fn packed(state: u32, micro: &Micro) -> Packed {
    let over = micro.state.ended.is_some();
    Packed {
        state,
        hawks: if over { 0 } else { micro.hawks },
        gone: if over { 0 } else { micro.gone },
        stirred: if over { 0 } else { micro.stirred },
        calendar: if over { 0 } else { micro.calendar },
        stage: if over { u16::MAX } else { micro.stage },
        refused: micro.refused.filter(|_| !over),
        also_refused: micro.also_refused.filter(|_| !over),
        force: if over { Force::None } else { micro.force },
        news: if over { News::None } else { micro.news },
        mute: if over { 0 } else { micro.mute },
        spent: if over { Hours::ZERO } else { micro.spent },
    }
}
