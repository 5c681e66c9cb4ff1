//! Tests of the record, in one program.

mod official;
mod tree;
