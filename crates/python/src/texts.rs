//! An accord, and one reader's beliefs about it.

use std::sync::Arc;

use explore::backtest::Effort;
use lang::source::Source;
use pyo3::prelude::*;
use reader::{Draw, Look};
use report::{Page, Run, backtest, binding, history, json};

use crate::ahead::beside;
use crate::answers::{Assessed, Explored};
use crate::failure::Failure;
use crate::futures::{Drawn, Futures, Gathering, counts, shard};
use crate::watch;

/// A compiled accord.
#[pyclass(frozen, module = "detente._detente")]
pub struct Text {
    pub(crate) source: Source,
    hash: String,
    title: String,
    revision: u32,
}

/// What a page says of where it came from.
pub fn run(accord: &str, beliefs: &str, command: String) -> Run {
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord_file: accord.to_owned(),
        beliefs_file: beliefs.to_owned(),
        command,
        ..Run::default()
    }
}

pub fn compiled(source: &Source) -> Result<reader::Text, Failure> {
    Ok(reader::Text::compiled(source.clone())?)
}

/// Everything found in a text, read and run: the JSON of `detente check`.
#[pyfunction]
pub fn check(py: Python<'_>, text: &str, name: &str) -> PyResult<String> {
    let source = Source::new(name, text);
    watch::run(py, None, move |_| {
        let found = reader::checked(&source, None)?;
        Ok(json::text(&json::diagnostics(&found.remarks)))
    })
}

#[pymethods]
impl Text {
    #[new]
    fn new(py: Python<'_>, text: &str, name: &str) -> PyResult<Self> {
        let source = Source::new(name, text);
        let found = compiled(&source).map_err(|it| it.raise(py))?;
        let revision = found.compiled.terms.header.revision;
        Ok(Self { source, hash: found.hash, title: found.compiled.title, revision })
    }

    /// Hash of the terms.
    #[getter]
    fn hash(&self) -> &str {
        &self.hash
    }

    /// As the text has it.
    #[getter]
    fn title(&self) -> &str {
        &self.title
    }

    /// As the text has it.
    #[getter]
    fn revision(&self) -> u32 {
        self.revision
    }

    /// What the text says of a record: JSON and page of `detente replay`.
    fn replay(&self, py: Python<'_>, events: &str, name: &str) -> PyResult<(String, String)> {
        let (source, record) = (self.source.clone(), Source::new(name, events));
        watch::run(py, None, move |_| {
            let replayed = reader::replayed(&compiled(&source)?, &record)?;
            let run = Run {
                history_file: record.name().to_owned(),
                ..run(source.name(), "", String::new())
            };
            let history = replayed.history(&run);
            Ok((json::text(&history::answer(&history)), history::page(&history)))
        })
    }

    /// Forecasts from each date of a record: JSON, page and picture of `detente replay --forecast`.
    #[allow(
        clippy::too_many_arguments,
        reason = "three texts with their names; Python calls it by name"
    )]
    fn backtest(
        &self,
        py: Python<'_>,
        beliefs: &str,
        beliefs_name: &str,
        events: &str,
        events_name: &str,
        case: String,
        paths: u64,
        seed: u64,
        told: Option<Py<PyAny>>,
    ) -> PyResult<(String, String, String)> {
        let source = self.source.clone();
        let (beliefs, record) =
            (Source::new(beliefs_name, beliefs), Source::new(events_name, events));
        watch::run(py, told, move |watch| {
            let effort = Effort { paths, seed };
            let tell = |dates: usize| watch.step(&format!("{case}: {dates} dates"));
            let text = compiled(&source)?;
            let found = reader::forecast(&case, &text, (&beliefs, &record), effort, &tell)?;
            let cases = [found];
            let answer = backtest::answer(&cases, paths, seed);
            let page = backtest::page(&cases, paths, seed);
            Ok((json::text(&answer), page, backtest::picture(&answer)))
        })
    }
}

/// An accord with one reader's beliefs.
#[pyclass(frozen, module = "detente._detente")]
pub struct Believed {
    pub(crate) it: Arc<reader::Believed>,
}

impl Believed {
    /// What the accord and the beliefs are called.
    pub fn names(&self) -> (String, String) {
        (self.it.text.source.name().to_owned(), self.it.beliefs_source.name().to_owned())
    }

    /// The command of the program that gives the same answer.
    pub fn command(&self, question: &str, rest: &str) -> String {
        let (accord, beliefs) = self.names();
        let beliefs = if beside(&accord, &beliefs, "beliefs") {
            String::new()
        } else {
            format!(" --beliefs {beliefs}")
        };
        format!("detente {question} {accord}{beliefs}{rest}")
    }
}

#[pymethods]
impl Believed {
    #[new]
    fn new(py: Python<'_>, text: &Text, beliefs: &str, name: &str) -> PyResult<Self> {
        let both = || -> Result<reader::Believed, Failure> {
            Ok(reader::Believed::new(compiled(&text.source)?, Source::new(name, beliefs))?)
        };
        both().map(|it| Self { it: Arc::new(it) }).map_err(|it| it.raise(py))
    }

    /// Findings about both texts.
    #[getter]
    fn findings(&self) -> String {
        json::text(&json::diagnostics(&self.it.remarks))
    }

    /// Whether the text holds: `detente assess`.
    fn assess(
        &self,
        py: Python<'_>,
        seed: u64,
        quick: bool,
        states: usize,
        sampled: bool,
        told: Option<Py<PyAny>>,
    ) -> PyResult<Assessed> {
        let flag = |name: &str, on: bool| if on { format!(" --{name}") } else { String::new() };
        let limit = if states == STATES { String::new() } else { format!(" --states {states}") };
        let (quickly, sampling) = (flag("quick", quick), flag("sampled", sampled));
        let command = self.command("assess", &format!(" --seed {seed}{quickly}{limit}{sampling}"));
        let (believed, (accord, beliefs)) = (Arc::clone(&self.it), self.names());
        watch::run(py, told, move |watch| {
            let effort = explore::assess::Effort {
                quick,
                seed,
                points_max: states,
                sampled,
                ..explore::assess::Effort::default()
            };
            let assessment = reader::assessed(&believed, &effort, &mut |step| watch.step(step))?;
            let run = run(&accord, &beliefs, command);
            let page = Page {
                accord: believed.text.compiled.accord(),
                labels: &believed.labels,
                beliefs: &believed.beliefs,
                assessment: &assessment,
                remarks: &believed.remarks,
                run: &run,
                record: None,
            };
            Ok(Assessed::new(&page))
        })
    }

    /// What binds the text: JSON and page of `detente solve --why`.
    fn solve(
        &self,
        py: Python<'_>,
        seed: u64,
        whole: bool,
        told: Option<Py<PyAny>>,
    ) -> PyResult<(String, String)> {
        let it = Arc::clone(&self.it);
        watch::run(py, told, move |watch| {
            let found = reader::binding(&it, seed, whole, &mut |step| watch.step(step))?;
            let asked = binding::Asked::why(&it.accord, &it.labels, &it.beliefs, &found);
            Ok((json::text(&binding::answer(&asked)), binding::page(&asked)))
        })
    }

    /// What one would have to believe: `detente explore`.
    fn explore(
        &self,
        py: Python<'_>,
        points: u32,
        walks: u32,
        rows: u32,
        seed: u64,
        told: Option<Py<PyAny>>,
    ) -> PyResult<Explored> {
        let rest = format!(" --points {points} --walks {walks} --rows {rows} --seed {seed}");
        let (accord, beliefs) = self.names();
        let run = run(&accord, &beliefs, self.command("explore", &rest));
        let it = Arc::clone(&self.it);
        watch::run(py, told, move |watch| {
            let look = Look { points, walks, rows, seed };
            let found = reader::explored(&it, &look, &mut |step| watch.step(step))?;
            Explored::new(&it, &found, &run)
        })
    }

    /// One shard of futures, as Parquet or counted: what a worker does.
    #[allow(
        clippy::too_many_arguments,
        reason = "each is one of the program's; Python calls it by name"
    )]
    fn draw(
        &self,
        py: Python<'_>,
        start: u64,
        end: u64,
        seed: u64,
        ranges: bool,
        rows: bool,
        told: Option<Py<PyAny>>,
    ) -> PyResult<Vec<u8>> {
        let it = Arc::clone(&self.it);
        let drawn = if rows { shard } else { counts };
        watch::run(py, told, move |watch| {
            let beliefs_file = it.beliefs_source.name();
            let draw = Draw { seed, ranges, logit: None, beliefs_file };
            reader::drawing(&it, &draw, &mut |step| watch.step(step), |drawing| {
                drawn(drawing, start..end, watch)
            })
        })
    }

    /// What shards of these futures are counted in.
    fn gather(
        &self,
        py: Python<'_>,
        start: u64,
        end: u64,
        seed: u64,
        ranges: bool,
        keep: bool,
    ) -> PyResult<Gathering> {
        let draw = Draw { seed, ranges, logit: None, beliefs_file: self.it.beliefs_source.name() };
        let drawn = self.drawn(start..end, seed, ranges, None, "");
        let made = reader::drawing(&self.it, &draw, &mut |_| (), |drawing| {
            Gathering::new(drawing, drawn, keep)
        });
        made.map_err(|failure: Failure| failure.raise(py))
    }

    /// Futures drawn here: `detente simulate`.
    #[allow(
        clippy::too_many_arguments,
        reason = "each is one of the program's; Python calls it by name"
    )]
    fn simulate(
        &self,
        py: Python<'_>,
        start: u64,
        end: u64,
        seed: u64,
        ranges: bool,
        logit: Option<f64>,
        keep: bool,
        told: Option<Py<PyAny>>,
    ) -> PyResult<Futures> {
        let drawn = self.drawn(start..end, seed, ranges, logit, "");
        let it = Arc::clone(&self.it);
        watch::run(py, told, move |watch| {
            let draw = Draw { seed, ranges, logit, beliefs_file: it.beliefs_source.name() };
            reader::drawing(&it, &draw, &mut |step| watch.step(step), |drawing| {
                let mut gathering = Gathering::new(drawing, drawn, keep)?;
                gathering.draw(drawing, watch)?;
                gathering.done()
            })
        })
    }
}

/// States at which `detente assess` stops if it is not told.
pub const STATES: usize = 4_000_000;

impl Believed {
    /// What is said of futures drawn, asked for with more flags.
    pub fn drawn(
        &self,
        paths: std::ops::Range<u64>,
        seed: u64,
        ranges: bool,
        logit: Option<f64>,
        flags: &str,
    ) -> Drawn {
        let which = match &paths {
            paths if paths.start == 0 => format!("--paths {}", paths.end),
            paths => format!("--paths {}..{}", paths.start, paths.end),
        };
        let drawing = if ranges { " --ranges" } else { "" };
        let logit = logit.map_or_else(String::new, |it| format!(" --logit {it}"));
        let command =
            self.command("simulate", &format!(" {which} --seed {seed}{drawing}{logit}{flags}"));
        let (accord, beliefs) = self.names();
        Drawn { paths, run: run(&accord, &beliefs, command) }
    }
}
