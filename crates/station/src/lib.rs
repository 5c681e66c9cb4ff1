//! A station of the line: a node with a disk, keys, people and carriers.
//!
//! `line` says what may follow from what; this crate keeps it on a disk before anything leaves, carries it over a wire
//! or in a file, and asks people for their signatures. It is the only crate that opens a connection. Times are handed
//! in. It knows no text: what a message means to the accord is brought by the program that runs it.

pub mod approval;
pub mod archive;
pub mod card;
pub mod carriage;
pub mod charter;
mod contact;
mod fault;
pub mod founding;
pub mod place;
mod proof;
mod prove;
pub mod rebuild;
pub mod recovery;
pub mod secrets;
mod station;
pub mod store;
pub mod together;
mod verify;
mod within;

pub use card::Card;
pub use charter::{Charter, Compartment, Planned, Spans};
pub use fault::{Done, Fault};
pub use founding::join;
pub use place::{Folder, Place};
pub use proof::{DISCLOSES, Held, Proof, Receipt, Shown};
pub use station::{
    EVIDENCE_BYTES_MAX, Given, Member, Message, News, Opened, Peer, Pieces, Program, Root, Said,
    Saying, Standing, Station, Taken, TwoFaced,
};
pub use verify::Findings;
pub use within::{Participant, Within};
