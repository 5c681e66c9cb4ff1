//! Shards: drawn paths as Apache Parquet, one row a path, with what has to be the same before two
//! of them may be put together.
//!
//! A shard holds consecutive paths of one run: an accord, beliefs, a seed, a version of the program.
//! Any scheduler can draw any range anywhere; counting the rows of all shards in order gives the
//! numbers of one run over the whole range, to the last bit, because paths are addressed by number
//! and counted in whole numbers. Nothing here opens a file: bytes come in and go out.
//!
//! Where rows are not wanted, [`Counts`] of a shard travel in their place.
//!
//! Integrity: the footer holds the range and a SHA-256 of the rows, written last; a file that was
//! cut off has no footer and is refused as a whole.
//!
//! # Source
//! Apache Parquet format 2; `docs/simulate.md` has the columns and their units.

mod about;
mod columns;
mod counts;
mod error;
mod read;
mod write;

pub use about::{About, Column, FORMAT, Paths, apart};
pub use columns::{Cells, Described, columns};
pub use counts::Counts;
pub use error::ShardError;
pub use read::Shard;
pub use write::Writer;
