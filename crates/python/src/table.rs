//! Tables that leave without a copy: Arrow through the PyCapsule interface.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use shards::Cells;

use crate::failure::Failure;

/// Columns of equal length, each with its unit and what it is.
#[pyclass(frozen, module = "detente._detente")]
pub struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

/// Name, unit and meaning of a column.
pub struct Heading<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its unit; empty if it has none.
    pub unit: &'a str,
    /// What it is.
    pub what: &'a str,
}

impl Table {
    /// A table of batches that have the schema.
    pub fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }
}

/// A column of a schema; `unit` and `what` are in the field's metadata.
pub fn field(heading: &Heading<'_>, kind: DataType, optional: bool) -> Field {
    let both = [("unit", heading.unit), ("what", heading.what)];
    let said = both.iter().filter(|(_, text)| !text.is_empty());
    let metadata: HashMap<String, String> =
        said.map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    Field::new(heading.name, kind, optional).with_metadata(metadata)
}

/// The kind of cells.
pub fn kind(cells: &Cells) -> DataType {
    match cells {
        Cells::Whole(..) => DataType::Int64,
        Cells::Real(..) => DataType::Float64,
        Cells::Word(..) => DataType::Utf8,
    }
}

/// Cells as a column.
pub fn column(cells: Cells) -> ArrayRef {
    fn spread<T>(values: Vec<T>, levels: &[i16]) -> impl Iterator<Item = Option<T>> {
        let mut values = values.into_iter();
        levels.iter().map(move |level| if *level > 0 { values.next() } else { None })
    }
    match cells {
        Cells::Whole(values, levels) => Arc::new(spread(values, &levels).collect::<Int64Array>()),
        Cells::Real(values, levels) => Arc::new(spread(values, &levels).collect::<Float64Array>()),
        Cells::Word(values, levels) => Arc::new(spread(values, &levels).collect::<StringArray>()),
    }
}

fn wrong(py: Python<'_>, error: &ArrowError) -> PyErr {
    Failure::Bug(error.to_string()).raise(py)
}

/// Values of one column as Python has them.
#[derive(FromPyObject)]
pub enum Values {
    Truths(Vec<Option<bool>>),
    Whole(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Words(Vec<Option<String>>),
}

/// A table of columns given as (name, unit, what, values).
#[pyfunction]
#[allow(clippy::needless_pass_by_value, reason = "what Python hands over is owned")]
pub fn table(py: Python<'_>, columns: Vec<(String, String, String, Values)>) -> PyResult<Table> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (name, unit, what, values) in columns {
        let array: ArrayRef = match values {
            Values::Truths(values) => Arc::new(BooleanArray::from(values)),
            Values::Whole(values) => Arc::new(Int64Array::from(values)),
            Values::Real(values) => Arc::new(Float64Array::from(values)),
            Values::Words(values) => Arc::new(StringArray::from(values)),
        };
        let heading = Heading { name: &name, unit: &unit, what: &what };
        fields.push(field(&heading, array.data_type().clone(), true));
        arrays.push(array);
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(|it| wrong(py, &it))?;
    Ok(Table::new(schema, vec![batch]))
}

#[pymethods]
impl Table {
    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|it| it.name().clone()).collect()
    }

    /// Name, unit and meaning of each column.
    #[getter]
    fn headings(&self) -> Vec<(String, String, String)> {
        let said = |it: &Field, key: &str| it.metadata().get(key).cloned().unwrap_or_default();
        let one = |it: &Arc<Field>| (it.name().clone(), said(it, "unit"), said(it, "what"));
        self.schema.fields().iter().map(one).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema); // the interface allows a producer to give what it has
        let batches: Vec<Result<RecordBatch, ArrowError>> =
            self.batches.iter().cloned().map(Ok).collect();
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema =
            FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(|it| wrong(py, &it))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }
}
