//! A shard back into paths.

use explore::simulate::Outcome;
use parquet::basic::Type as Physical;
use parquet::column::reader::{ColumnReader, get_typed_column_reader};
use parquet::data_type::{ByteArrayType, DoubleType, Int64Type};
use parquet::file::reader::{ChunkReader, FileReader as _, RowGroupReader, SerializedFileReader};
use sha2::{Digest as _, Sha256};

use crate::about::{About, FORMAT, Paths};
use crate::columns::{Cells, described, schema};
use crate::error::ShardError;
use crate::write::{ABOUT, PATHS, ROWS, feed};

/// A shard that is whole as far as its footer tells.
pub struct Shard<R: ChunkReader> {
    /// Which run it is of.
    pub about: About,
    /// Which paths it holds.
    pub paths: Paths,
    digest: String,
    file: SerializedFileReader<R>,
}

impl<R: ChunkReader + 'static> Shard<R> {
    /// Reads the footer.
    ///
    /// # Errors
    /// [`ShardError::CutOff`], [`ShardError::NoShard`], [`ShardError::Form`].
    pub fn open(from: R) -> Result<Self, ShardError> {
        let file = SerializedFileReader::new(from).map_err(|it| ShardError::cut_off(&it))?;
        let footer = file.metadata().file_metadata();
        let text = |key: &str| {
            let all = footer.key_value_metadata().into_iter().flatten();
            let found = all.filter(|it| it.key == key).find_map(|it| it.value.clone());
            found.ok_or_else(|| ShardError::NoShard(format!("its footer has no `{key}`")))
        };
        let wrong = |it: serde_json::Error| ShardError::NoShard(it.to_string());
        let about: serde_json::Value = serde_json::from_str(&text(ABOUT)?).map_err(wrong)?;
        let form = about.get("format").and_then(serde_json::Value::as_u64).unwrap_or(0);
        if form != u64::from(FORMAT) {
            return Err(ShardError::Form(u32::try_from(form).unwrap_or(u32::MAX)));
        }
        let about: About = serde_json::from_value(about).map_err(wrong)?;
        let paths: Paths = serde_json::from_str(&text(PATHS)?).map_err(wrong)?;
        let digest = text(ROWS)?;
        let expected = schema(&about).map_err(|it| ShardError::NoShard(it.to_string()))?;
        let same = footer.schema() == expected.as_ref();
        let rows = u64::try_from(footer.num_rows()).unwrap_or(0);
        if !same || rows != paths.to.saturating_sub(paths.from) {
            return Err(ShardError::NoShard("its columns are not those it names".to_owned()));
        }
        Ok(Self { about, paths, digest, file })
    }

    /// Hands over every path in order.
    ///
    /// # Errors
    /// [`ShardError::Damaged`], or what `each` gives. What was handed over before a damage was
    /// found is not to be used.
    pub fn each<E: From<ShardError>>(
        &self,
        mut each: impl FnMut(&[Outcome]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut digest = Sha256::new();
        let mut next = self.paths.from;
        for place in 0..self.file.num_row_groups() {
            let paths = self.group(place)?;
            for path in &paths {
                if path.path != next || path.months > self.about.horizon {
                    let wrong = format!("future {} where {next} is due", path.path);
                    return Err(ShardError::Damaged(wrong).into());
                }
                next += 1;
                feed(&mut digest, path);
            }
            each(&paths)?;
        }
        let found: String = digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
        if found == self.digest {
            Ok(())
        } else {
            Err(ShardError::Damaged("their digest is another".to_owned()).into())
        }
    }

    fn group(&self, place: usize) -> Result<Vec<Outcome>, ShardError> {
        let group = self.file.get_row_group(place).map_err(|it| ShardError::damaged(&it))?;
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let about = &self.about;
        let mut empty = Outcome::empty(about.phases.len(), about.files.len());
        empty.measures = vec![0; about.measures.len()];
        let mut paths = vec![empty; rows];
        for (column, it) in described(about).iter().enumerate() {
            let cells = cells(group.as_ref(), column, rows, it.field.is_optional())?;
            let wrong = || ShardError::Damaged(format!("column {column} cannot be read"));
            it.field.back(about, &cells, &mut paths).ok_or_else(wrong)?;
        }
        Ok(paths)
    }
}

fn cells(
    group: &dyn RowGroupReader,
    column: usize,
    rows: usize,
    optional: bool,
) -> Result<Cells, ShardError> {
    let mut levels = Vec::new();
    let own = |levels: Vec<i16>| if optional { levels } else { vec![1; rows] };
    let damaged = |it: parquet::errors::ParquetError| ShardError::damaged(&it);
    let kind = group.metadata().column(column).column_type();
    let reader = group.get_column_reader(column).map_err(damaged)?;
    macro_rules! all {
        ($kind:ty) => {{
            let mut values = Vec::new();
            let mut reader = get_typed_column_reader::<$kind>(reader);
            let levels = optional.then_some(&mut levels);
            reader.read_records(rows, levels, None, &mut values).map_err(damaged)?;
            values
        }};
    }
    match (kind, matches!(reader, ColumnReader::Int96ColumnReader(_))) {
        (Physical::INT64, false) => {
            let values = all!(Int64Type);
            Ok(Cells::Whole(values, own(levels)))
        }
        (Physical::DOUBLE, false) => {
            let values = all!(DoubleType);
            Ok(Cells::Real(values, own(levels)))
        }
        (Physical::BYTE_ARRAY, false) => {
            let values = all!(ByteArrayType);
            let word = |it: &parquet::data_type::ByteArray| {
                it.as_utf8().map(str::to_owned).map_err(damaged)
            };
            let words = values.iter().map(word).collect::<Result<_, _>>()?;
            Ok(Cells::Word(words, own(levels)))
        }
        _ => Err(ShardError::Damaged(format!("column {column} is of another kind"))),
    }
}
