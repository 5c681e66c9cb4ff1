//! Many paths side by side: arithmetic that one instruction does for several of them.
//!
//! Problem: a path spends its time in `ln`, `exp` and the generator, each of which waits for
//! itself. Laid out one array a variable, the same step of many paths is a loop without branches,
//! which the compiler turns into vector instructions. The functions here have no branches and no
//! tables, and each of their operations is rounded as IEEE 754 says, so that a lane has the same
//! bits however many lanes the machine has, and on a machine without vectors.

mod arithmetic;
mod words;

pub use arithmetic::{cosine_sine, exp, ln};
pub use words::{Key, float, unit};

/// Runs `work` with the widest vectors that this machine has. What `work` calls joins in if it is
/// marked `#[inline(always)]`.
pub fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}
