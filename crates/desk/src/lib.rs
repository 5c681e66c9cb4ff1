//! The desk: what a duty officer looks at, as pages rendered on the server.
//!
//! Three layers: [`matter`] is what the desk is handed; [`model`] turns it into rows, as pure functions; [`view`] turns
//! rows into markup, in English and Persian. [`server`] alone speaks HTTP. Nothing here decides what an agreement
//! means, reads a text, opens a file or asks for the date.

pub mod drill;
pub mod line;
pub mod matter;
pub mod model;
pub mod outlook;
pub mod server;
pub mod view;
pub mod words;

pub use matter::Matter;
pub use server::Desk;
