//! Every page of one assessment, and what no page may ever say.

#[path = "../fixture/mod.rs"]
mod fixture;

mod answers;
mod documents;
mod ethics;
mod figures;
mod json;
mod terminal;
