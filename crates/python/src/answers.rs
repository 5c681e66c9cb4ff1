//! Answers as JSON, as pages and as drawings.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Schema};
use explore::hold::Holds;
use game::GameFile;
use pyo3::prelude::*;
use reader::solving::{Concept, Problem, solved};
use report::{Page, Run, conditions, html, json, terminal};

use crate::failure::Failure;
use crate::table::{Heading, Table, field};
use crate::watch;

/// Whether a text holds.
#[pyclass(frozen, get_all, module = "detente._detente")]
pub struct Assessed {
    json: String,
    page: String,
    report: String,
    figures: Vec<(String, String)>,
}

impl Assessed {
    /// All that can be shown of a page.
    pub fn new(page: &Page<'_>) -> Self {
        Self {
            json: json::text(&json::assessment(page)),
            page: terminal::page(page),
            report: html::page(page),
            figures: html::figures(page),
        }
    }

    /// The same of a page that looks ahead from a record.
    pub fn outlook(page: &Page<'_>) -> Self {
        Self { json: json::text(&json::outlook(page)), ..Self::new(page) }
    }
}

/// What one would have to believe.
#[pyclass(frozen, get_all, module = "detente._detente")]
pub struct Explored {
    json: String,
    page: String,
    figures: Vec<(String, String)>,
    table: Py<Table>,
}

impl Explored {
    /// All that can be shown of it, and its points.
    pub fn new(
        believed: &reader::Believed,
        found: &reader::Explored,
        run: &Run,
    ) -> Result<Self, Failure> {
        let of = found.conditions(believed, run);
        let table = points(believed, found)?;
        let table = Python::attach(|py| Py::new(py, table));
        Ok(Self {
            json: json::text(&conditions::answer(&of)),
            page: conditions::page(&of),
            figures: conditions::figures(&of),
            table: table.map_err(|error| Failure::Bug(error.to_string()))?,
        })
    }
}

/// One row a point: the beliefs there, and whether the text is kept.
fn points(believed: &reader::Believed, found: &reader::Explored) -> Result<Table, Failure> {
    let (mut fields, mut arrays) = (Vec::new(), Vec::<ArrayRef>::new());
    for (entry, values) in found.sampled.inputs.iter().zip(&found.sampled.columns) {
        let name = believed.beliefs.entries.get(entry.0 as usize).map_or("", |it| &it.name);
        let heading = Heading { name, unit: "", what: "the belief at this point" };
        fields.push(field(&heading, DataType::Float64, false));
        arrays.push(Arc::new(Float64Array::from(values.clone())));
    }
    let what = "whether every side keeps the text there: yes, no, undecided";
    fields.push(field(&Heading { name: "kept", unit: "", what }, DataType::Utf8, false));
    let words = found.sampled.holds.iter().map(|holds| match holds {
        Holds::Yes => "yes",
        Holds::No => "no",
        Holds::Undecided => "undecided",
    });
    arrays.push(Arc::new(words.map(Some).collect::<StringArray>()));
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays);
    Ok(Table::new(schema, vec![batch.map_err(|it| Failure::Bug(it.to_string()))?]))
}

/// A raw game solved: JSON and page of `detente solve --game`.
#[pyfunction]
pub fn solve_game(
    py: Python<'_>,
    game: String,
    concept: &str,
    tolerance: Option<f64>,
    verify: bool,
    told: Option<Py<PyAny>>,
) -> PyResult<(String, String)> {
    let concept = match concept {
        "minimax" => Concept::Minimax,
        "transfers" => Concept::Transfers,
        "set" => Concept::Set,
        "markov" => Concept::Markov,
        other => return Err(Failure::Usage(format!("no concept `{other}`")).raise(py)),
    };
    watch::run(py, told, move |watch| {
        watch.step("solving");
        let refused = |error: game::GameError| Failure::Usage(error.to_string());
        let file = GameFile::parse(&game).map_err(refused)?;
        let game = file.game().map_err(refused)?;
        let solved = solved(&Problem { file, game, tolerance, verify }, concept)?;
        Ok((solved.json, solved.page))
    })
}
