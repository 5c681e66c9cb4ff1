//! What can be said over the line: a closed set of message kinds, each a form with typed fields, limits, a time to answer,
//! a named meaning of silence, and the signatures that it needs. `docs/forms.md` lists them.
//!
//! A form is bytes, an event of the agreement where it is one, a page in English and in Persian from the same fields, and
//! a text to be read aloud. Nothing here opens a file, asks for the time or draws randomness, and nothing here decides
//! what an agreement means.

mod encode;
mod event;
pub mod field;
mod form;
mod from_event;
pub mod names;
pub mod page;
pub mod release;
pub mod rules;
mod table;
mod typed;

pub use encode::{Unread, Unsupported, read};
pub use field::Field;
pub use form::{FORM_BYTES_MAX, Fault, Form, Value, holds};
pub use from_event::Outline;
pub use names::{Names, Numbers};
pub use page::{Language, LocalClock, Page, Reader, Told};
pub use release::Standing;
pub use rules::{Release, Reply, Silence};
pub use table::{Kind, Row, TABLE};
