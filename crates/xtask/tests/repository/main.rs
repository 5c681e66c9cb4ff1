//! What must hold of the repository as a whole: one file a rule.
//!
//! Each rule is a function from what it reads to the problems it finds. One test runs it over the
//! repository; the others run it over bad samples, since a check that cannot fail checks nothing.
#![allow(clippy::panic, reason = "a test that cannot read the repository has nothing else to say")]

mod absences;
mod chapter;
mod cited_tests;
mod crate_table;
mod data_marks;
mod ethics;
mod links;
mod manifests;
mod network;
mod offices;
mod sizes;
mod source;
mod systems;
mod tree;
mod words;
