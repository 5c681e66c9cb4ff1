//! Texts and beliefs at hand, read together: what every way into the program starts from.
//!
//! An accord is compiled ([`Text`]), one reader's beliefs are put beside it ([`Believed`]), and the
//! questions that need both are asked here once ([`assessed`], [`checked`]), so that the program, the
//! desk and the Python wheel give the same answers. Nothing here opens a file.

mod ahead;
mod assessed;
mod believed;
mod checked;
mod drawn;
mod explored;
mod fewer;
mod forecast;
mod replayed;
mod searched;
pub mod solving;
mod standing;
mod text;
mod unread;

pub use ahead::{moved, outlook, supposing};
pub use assessed::{assessed, binding, readings, subject};
pub use believed::{Believed, beliefs_in, without};
pub use checked::{Checked, checked, checked_beliefs};
pub use drawn::{Draw, Drawing, drawing, shape_of};
pub use explored::{Explored, Look, explored};
pub use fewer::{Fewer, Found, fewer};
pub use forecast::forecast;
pub use replayed::{Replayed, events, recorded, replayed};
pub use searched::{Reach, Searched, read_search};
pub use standing::{Days, Standing, due};
pub use text::{Text, remarks};
pub use unread::{Findings, Unread};
