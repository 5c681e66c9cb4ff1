//! The red-line map: zones of a text, what public tables say happened where, and one drawing of both.
//!
//! It knows no agreement: zones and the red lines drawn in them are handed in. Places are rounded to a tenth of a degree
//! before anything is made of them. The desk and the report draw the same picture, each beside its own tables.

mod drawing;
pub mod published;
mod sheet;

pub use drawing::{Drawing, STYLE, drawing, named_countries, shape};
pub use sheet::{Occurrence, Passage, Placed, Point, Sheet, Zone, ZoneRow, sheet};
