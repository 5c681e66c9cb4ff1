//! Texts and beliefs at hand, read together: what every way into the program starts from.
//!
//! An accord is compiled ([`Text`]), one reader's beliefs are put beside it ([`Believed`]), and the
//! questions that need both are asked here once ([`assessed`], [`checked`]), so that the program, the
//! desk and the Python wheel give the same answers. Nothing here opens a file.

mod ahead;
mod assessed;
mod believed;
mod checked;
mod text;
mod unread;

pub use ahead::{moved, outlook};
pub use assessed::{assessed, readings};
pub use believed::{Believed, beliefs_in, without};
pub use checked::{Checked, checked, checked_beliefs};
pub use text::{Text, remarks};
pub use unread::{Findings, Unread};
