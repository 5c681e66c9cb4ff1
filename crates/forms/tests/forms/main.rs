//! Forms: the table, their bytes, the events that they are, who signed them, how they read.

mod encoding;
mod events;
mod faults;
mod release;
mod sample;
mod table;
