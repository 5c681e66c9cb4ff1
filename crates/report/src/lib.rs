//! What people read: the terminal page, the self-contained HTML report, JSON.
//!
//! A page is made of finished results ([`Page`]) and computes nothing that another could need. Each
//! number leaves with its error, each sentence starts from the beliefs, and every page ends with
//! what it must not be taken for ([`ethics`]). Nothing here opens a file or knows a terminal.

pub mod attribution;
pub mod backtest;
pub mod binding;
pub mod breakout;
pub mod comparison;
pub mod conditions;
pub mod deadlines;
pub mod designs;
pub mod document;
pub mod ethics;
pub mod futures;
mod heading;
pub mod history;
pub mod html;
pub mod incidents;
pub mod json;
pub mod kinds;
pub mod labels;
pub mod markdown;
pub mod memo;
pub mod missing;
pub mod number;
pub mod oil;
pub mod page;
pub mod plan;
pub mod reference;
pub mod remark;
pub mod searched;
pub mod sets;
pub mod settings;
pub mod story;
mod svg;
pub mod terminal;
pub mod track;
pub mod validation;
pub mod why;
pub mod words;
pub mod zones;

pub use labels::Labels;
pub use page::{Other, Page, Run};
pub use remark::Remark;
