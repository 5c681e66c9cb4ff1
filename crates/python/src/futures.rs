//! Drawn futures: shards out, shards in, one count.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use bytes::Bytes;
use explore::simulate::{BLOCK, Counter, Outcome};
use pyo3::prelude::*;
use reader::Drawing;
use report::futures::Head;
use report::{Run, futures, json};
use shards::{About, Counts, Paths, Shard, ShardError, Writer, apart, columns};

use crate::failure::Failure;
use crate::table::{Heading, Table, column, field, kind};
use crate::watch::Watch;

/// Which futures, and how the answer came about.
pub struct Drawn {
    /// Their numbers.
    pub paths: Range<u64>,
    /// How the answer came about.
    pub run: Run,
}

/// Futures that are counted in the order of their numbers.
#[pyclass(module = "detente._detente")]
pub struct Gathering {
    about: About,
    head: Head,
    drawn: Drawn,
    next: u64,
    counter: Option<Counter>,
    schema: SchemaRef,
    /// Rows so far, if they are to be kept.
    rows: Option<Vec<RecordBatch>>,
}

/// Drawn futures, counted.
#[pyclass(frozen, module = "detente._detente")]
pub struct Futures {
    #[pyo3(get)]
    json: String,
    #[pyo3(get)]
    page: String,
    #[pyo3(get)]
    table: Py<Table>,
}

fn unsound(error: &ShardError) -> Failure {
    Failure::Usage(format!("this is no whole shard: {error}; draw it again"))
}

/// Why a shard could not be counted.
enum Uncounted {
    Shard(ShardError),
    Other(Failure),
}

impl From<ShardError> for Uncounted {
    fn from(error: ShardError) -> Self {
        Self::Shard(error)
    }
}

impl Gathering {
    /// Nothing gathered yet.
    pub fn new(drawing: &Drawing<'_>, drawn: Drawn, keep: bool) -> Result<Self, Failure> {
        let about = drawing.about()?;
        let heads = columns(&about, &[]);
        let fields = heads.iter().map(|(it, cells)| {
            let heading = Heading { name: it.name(), unit: it.unit(), what: it.what() };
            field(&heading, kind(cells), it.is_optional())
        });
        Ok(Self {
            schema: Arc::new(Schema::new(fields.collect::<Vec<_>>())),
            next: drawn.paths.start,
            counter: Some(Counter::new(drawing.shape())),
            head: drawing.head.clone(),
            rows: keep.then(Vec::new),
            drawn,
            about,
        })
    }

    /// Draws all of them here.
    pub fn draw(&mut self, drawing: &Drawing<'_>, watch: &Watch) -> Result<(), Failure> {
        let Range { start, end } = self.drawn.paths;
        watch.step("futures");
        drawing.each(start..end, &mut |paths| {
            self.count(paths)?;
            watch.at(self.next - start, end - start);
            Ok::<_, Failure>(ControlFlow::Continue(()))
        })?;
        Ok(())
    }

    fn count(&mut self, paths: &[Outcome]) -> Result<(), Failure> {
        let Some(counter) = &mut self.counter else {
            return Err(Failure::Bug("counted after the end".to_owned()));
        };
        paths.iter().for_each(|path| counter.add(path));
        self.next = paths.last().map_or(self.next, |path| path.path + 1);
        if let Some(rows) = &mut self.rows {
            let cells = columns(&self.about, paths).into_iter().map(|(_, cells)| column(cells));
            let batch = RecordBatch::try_new(Arc::clone(&self.schema), cells.collect());
            rows.push(batch.map_err(|it| Failure::Bug(it.to_string()))?);
        }
        Ok(())
    }

    /// The answer about all that was gathered.
    pub fn done(&mut self) -> Result<Futures, Failure> {
        let counter = self.counter.take();
        let counter = counter.ok_or_else(|| Failure::Bug("finished twice".to_owned()))?;
        let (head, summary) = (&self.head, counter.finish());
        let labels = head.labels();
        let futures =
            futures::Futures { head, labels: &labels, summary: &summary, run: &self.drawn.run };
        let table = Table::new(Arc::clone(&self.schema), self.rows.take().unwrap_or_default());
        let table = Python::attach(|py| Py::new(py, table));
        Ok(Futures {
            json: json::text(&futures::answer(&futures)),
            page: futures::page(&futures),
            table: table.map_err(|it| Failure::Bug(it.to_string()))?,
        })
    }

    fn gather(&mut self, shard: Vec<u8>) -> Result<(), Failure> {
        let shard = Shard::open(Bytes::from(shard)).map_err(|it| unsound(&it))?;
        if shard.paths.from != self.next {
            let (found, due) = (shard.paths.from, self.next);
            return Err(Failure::Bug(format!("shard from {found} where {due} is due")));
        }
        let read = shard.each(|paths| self.count(paths).map_err(Uncounted::Other));
        read.map_err(|why| match why {
            Uncounted::Shard(error) => unsound(&error),
            Uncounted::Other(failure) => failure,
        })
    }
}

impl Gathering {
    /// Adds what was counted of the shard that is due.
    fn add_up(&mut self, counts: &[u8]) -> Result<(), Failure> {
        let unread = |error| Failure::Usage(format!("these counts cannot be added: {error}"));
        let Counts { about, paths, summary } = Counts::read(counts).map_err(unread)?;
        if let Some((what, own, asked)) = apart(&about, &self.about) {
            let of = format!("counts of another run, by {what}: {own} there, {asked} asked for");
            return Err(Failure::Usage(of));
        }
        let Paths { from, to } = paths;
        let whole = |at: u64, end: u64| at.is_multiple_of(BLOCK) || at == end;
        let all = &self.drawn.paths;
        if from != self.next || !whole(from, all.start) || !whole(to, all.end) {
            let due = self.next;
            return Err(Failure::Bug(format!("counts of {from}..{to} where {due} is due")));
        }
        let Some(counter) = &mut self.counter else {
            return Err(Failure::Bug("counted after the end".to_owned()));
        };
        counter.add_counted(&summary);
        self.next = to;
        Ok(())
    }
}

#[pymethods]
impl Gathering {
    /// Number of the future that is due.
    #[getter]
    fn next(&self) -> u64 {
        self.next
    }

    /// What keeps a shard from being of this run, in words; nothing if it is of it.
    fn same_run(&self, py: Python<'_>, shard: Vec<u8>) -> PyResult<Option<String>> {
        let shard = Shard::open(Bytes::from(shard)).map_err(|it| unsound(&it).raise(py))?;
        let other = apart(&shard.about, &self.about);
        Ok(other.map(|(what, own, asked)| format!("{what}: {own} there, {asked} asked for")))
    }

    /// Counts the shard that is due.
    fn add(&mut self, py: Python<'_>, shard: Vec<u8>) -> PyResult<()> {
        py.detach(|| self.gather(shard)).map_err(|failure| failure.raise(py))
    }

    /// Adds what a worker counted of the shard that is due.
    fn add_counts(&mut self, py: Python<'_>, counts: Vec<u8>) -> PyResult<()> {
        py.detach(|| self.add_up(&counts)).map_err(|failure| failure.raise(py))
    }

    /// The answer.
    fn finish(&mut self, py: Python<'_>) -> PyResult<Futures> {
        py.detach(|| self.done()).map_err(|failure| failure.raise(py))
    }
}

/// The numbers of the futures in a shard: the first, and the first that is not in it.
#[pyfunction]
pub fn range_of(py: Python<'_>, shard: Vec<u8>) -> PyResult<(u64, u64)> {
    let shard = Shard::open(Bytes::from(shard)).map_err(|it| unsound(&it).raise(py))?;
    Ok((shard.paths.from, shard.paths.to))
}

/// One shard of futures as Parquet.
pub fn shard(drawing: &Drawing<'_>, paths: Range<u64>, watch: &Watch) -> Result<Vec<u8>, Failure> {
    let unwritten = |error: ShardError| Failure::Bug(error.to_string());
    let mut writer = Writer::new(Vec::new(), drawing.about()?, paths.start).map_err(unwritten)?;
    let Range { start, end } = paths;
    drawing.each(paths, &mut |some| {
        writer.add(some).map_err(unwritten)?;
        watch.at(some.last().map_or(0, |path| path.path + 1 - start), end - start);
        Ok::<_, Failure>(ControlFlow::Continue(()))
    })?;
    Ok(writer.finish().map_err(unwritten)?.0)
}

/// What was counted of one shard, as bytes.
pub fn counts(drawing: &Drawing<'_>, paths: Range<u64>, watch: &Watch) -> Result<Vec<u8>, Failure> {
    let mut counter = Counter::new(drawing.shape());
    let Range { start, end } = paths;
    drawing.each(paths, &mut |some| {
        some.iter().for_each(|path| counter.add(path));
        watch.at(some.last().map_or(0, |path| path.path + 1 - start), end - start);
        Ok::<_, Failure>(ControlFlow::Continue(()))
    })?;
    let (about, paths) = (drawing.about()?, Paths { from: start, to: end });
    let counts = Counts { about, paths, summary: counter.finish() };
    counts.bytes().map_err(|error| Failure::Bug(error.to_string()))
}
