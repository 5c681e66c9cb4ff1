//! Why a shard cannot be read or written.

use parquet::errors::ParquetError;
use thiserror::Error;

/// Why a shard cannot be read or written.
#[derive(Debug, Error)]
pub enum ShardError {
    /// It ends before its footer, or is no Parquet at all.
    #[error("it is cut off, or no Parquet: {0}")]
    CutOff(String),
    /// It is Parquet of something else.
    #[error("it is Parquet, but no shard of drawn futures: {0}")]
    NoShard(String),
    /// Its rows are not what its footer says.
    #[error("its rows are not those that were written: {0}")]
    Damaged(String),
    /// It is no counts of a shard, or cut off.
    #[error("it is no counts of drawn futures: {0}")]
    NoCounts(String),
    /// It was written in a form that this version does not know.
    #[error("it is of form {0}; this version reads form {known}", known = crate::FORMAT)]
    Form(u32),
    /// It could not be written.
    #[error("{0}")]
    Unwritten(String),
}

impl ShardError {
    pub(crate) fn unwritten(error: ParquetError) -> Self {
        Self::Unwritten(match error {
            ParquetError::External(inner) => inner.to_string(),
            other => other.to_string(),
        })
    }

    pub(crate) fn cut_off(error: &ParquetError) -> Self {
        Self::CutOff(error.to_string())
    }

    pub(crate) fn damaged(error: &ParquetError) -> Self {
        Self::Damaged(error.to_string())
    }
}
