//! Paths into a shard.

use std::io::Write;
use std::sync::Arc;

use explore::simulate::Outcome;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use sha2::{Digest as _, Sha256};

use crate::about::{About, Paths};
use crate::columns::{Cells, described, schema};
use crate::error::ShardError;

/// Rows of a group: what is held in memory until it is written.
const GROUP: usize = 1 << 16;

/// The key of the footer under which a shard says what it is.
pub(crate) const ABOUT: &str = "detente.about";
/// The key of its range.
pub(crate) const PATHS: &str = "detente.paths";
/// The key of the digest of its rows.
pub(crate) const ROWS: &str = "detente.rows_sha256";
/// The key of the columns with their units.
const COLUMNS: &str = "detente.columns";

/// Writes one shard. The same paths give the same bytes, however they are handed in.
pub struct Writer<W: Write + Send> {
    about: About,
    file: SerializedFileWriter<W>,
    held: Vec<Outcome>,
    digest: Sha256,
    paths: Paths,
}

impl<W: Write + Send> Writer<W> {
    /// A shard whose first path has this number.
    ///
    /// # Errors
    /// [`ShardError::Unwritten`].
    pub fn new(out: W, about: About, from: u64) -> Result<Self, ShardError> {
        let by = format!("detente {}", about.version);
        let properties =
            WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(by);
        let schema = schema(&about).map_err(ShardError::unwritten)?;
        let file = SerializedFileWriter::new(out, schema, Arc::new(properties.build()));
        let file = file.map_err(ShardError::unwritten)?;
        let paths = Paths { from, to: from };
        Ok(Self { about, file, held: Vec::new(), digest: Sha256::new(), paths })
    }

    /// Adds the paths that follow, in order.
    ///
    /// # Errors
    /// [`ShardError::Unwritten`], also for a path that does not follow.
    pub fn add(&mut self, paths: &[Outcome]) -> Result<(), ShardError> {
        for path in paths {
            if path.path != self.paths.to {
                let (found, due) = (path.path, self.paths.to);
                return Err(ShardError::Unwritten(format!("future {found} came before {due}")));
            }
            feed(&mut self.digest, path);
            self.paths.to += 1;
            self.held.push(path.clone());
            if self.held.len() == GROUP {
                self.group()?;
            }
        }
        Ok(())
    }

    /// Writes what is held and the footer.
    ///
    /// # Errors
    /// [`ShardError::Unwritten`]; what was written is then no shard.
    pub fn finish(mut self) -> Result<(W, Paths), ShardError> {
        if !self.held.is_empty() {
            self.group()?;
        }
        let digest: String = self.digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
        let entries = [
            (ABOUT, json(&self.about)),
            (PATHS, json(&self.paths)),
            (ROWS, digest),
            (COLUMNS, json(&described(&self.about))),
        ];
        for (key, text) in entries {
            self.file.append_key_value_metadata(KeyValue::new(key.to_owned(), text));
        }
        let out = self.file.into_inner().map_err(ShardError::unwritten)?;
        Ok((out, self.paths))
    }

    fn group(&mut self) -> Result<(), ShardError> {
        let rows = std::mem::take(&mut self.held);
        let mut group = self.file.next_row_group().map_err(ShardError::unwritten)?;
        for column in described(&self.about) {
            let cells = column.field.of(&self.about, &rows);
            let next = group.next_column().map_err(ShardError::unwritten)?;
            let Some(writer) = next else { break };
            put(writer, &cells, column.field.is_optional()).map_err(ShardError::unwritten)?;
        }
        group.close().map_err(ShardError::unwritten)?;
        Ok(())
    }
}

/// What the footer holds, as text; empty for what is no JSON, which nothing of ours is.
fn json(it: &impl serde::Serialize) -> String {
    serde_json::to_string(it).unwrap_or_default()
}

fn put(
    mut writer: SerializedColumnWriter<'_>,
    cells: &Cells,
    optional: bool,
) -> Result<(), parquet::errors::ParquetError> {
    let levels = |levels: &'_ Vec<i16>| optional.then(|| levels.clone());
    match cells {
        Cells::Whole(values, own) => {
            writer.typed::<Int64Type>().write_batch(values, levels(own).as_deref(), None)?;
        }
        Cells::Real(values, own) => {
            writer.typed::<DoubleType>().write_batch(values, levels(own).as_deref(), None)?;
        }
        Cells::Word(values, own) => {
            let values: Vec<ByteArray> =
                values.iter().map(|word| ByteArray::from(word.as_str())).collect();
            writer.typed::<ByteArrayType>().write_batch(&values, levels(own).as_deref(), None)?;
        }
    }
    writer.close()
}

/// A path's part of the digest: every number that is kept of it.
pub(crate) fn feed(digest: &mut Sha256, path: &Outcome) {
    digest.update(path.path.to_le_bytes());
    digest.update(path.months.to_le_bytes());
    digest.update(path.draws.to_le_bytes());
    let end = path.end.map(|it| (it.cause as u8, it.by.map_or(u16::MAX, |by| by.0)));
    let (cause, by) = end.unwrap_or((u8::MAX, u16::MAX));
    digest.update([cause]);
    digest.update(by.to_le_bytes());
    path.in_phase.iter().for_each(|it| digest.update(it.to_le_bytes()));
    path.file_end.iter().for_each(|it| digest.update(it.unwrap_or(u32::MAX).to_le_bytes()));
    path.measures.iter().for_each(|it| digest.update(it.to_le_bytes()));
}
