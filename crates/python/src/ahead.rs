//! Questions of every day after a signature, and those that fewer futures answer.

use std::ops::ControlFlow;
use std::sync::Arc;

use explore::assess::Effort;
use explore::simulate::Run as Paths;
use kernel::state::Cause;
use lang::compare::compare;
use lang::source::Source;
use pyo3::prelude::*;
use reader::{Fewer, Standing};
use report::futures::Asked;
use report::plan::{self, Schedule};
use report::{Labels, Page, Run, comparison, json};

use crate::answers::Assessed;
use crate::texts::{Believed, STATES, Text, compiled, run};
use crate::watch;

/// Days ahead for which an outlook tells dates.
const AHEAD: u32 = 366;

/// A question that fewer futures answer: JSON and page of `detente simulate` with one of its flags.
#[pyfunction]
#[allow(
    clippy::too_many_arguments,
    reason = "each is one of the program's; Python calls it by name"
)]
pub fn fewer(
    py: Python<'_>,
    believed: &Believed,
    question: String,
    against: Option<&Believed>,
    start: u64,
    end: u64,
    seed: u64,
    ranges: bool,
    told: Option<Py<PyAny>>,
) -> PyResult<(String, String)> {
    let other = against.map(|it| Arc::clone(&it.it));
    let flags = match (against, cause(&question)) {
        (Some(other), _) => other.as_other(),
        (None, Some(_)) => format!(" --rare {question}"),
        (None, None) => format!(" --{question}"),
    };
    let run = believed.drawn(start..end, seed, ranges, None, &flags).run;
    let believed = Arc::clone(&believed.it);
    watch::run(py, told, move |watch| {
        let question = match (&other, cause(&question)) {
            (Some(other), _) => Fewer::Against(other, ranges),
            (None, Some(cause)) => Fewer::Rare(cause),
            (None, None) if question == "margins" => Fewer::Margins,
            (None, None) => Fewer::Controlled,
        };
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let paths = Paths { paths: start..end, seed, threads };
        let mut tell = |done: u64| {
            watch.step("futures");
            watch.at(done, end - start);
            ControlFlow::Continue(())
        };
        let found = reader::fewer(&believed, question, &paths, &mut tell)?;
        let (labels, beliefs) = (&believed.labels, &believed.beliefs);
        let asked = Asked { labels, beliefs, run: &run, seed };
        let text = |json| found.text(&asked, other.as_deref(), end - start, json);
        Ok((text(true), text(false)))
    })
}

/// A cause by the word of `--rare`.
fn cause(word: &str) -> Option<Cause> {
    match word {
        "hostilities" => Some(Cause::Hostilities),
        "withdrawal" => Some(Cause::Withdrawal),
        "restored" => Some(Cause::Restored),
        "lapsed" => Some(Cause::Lapsed),
        _ => None,
    }
}

/// What follows from where a record stands: `detente outlook`.
#[pyfunction]
#[allow(
    clippy::too_many_arguments,
    reason = "each is one of the program's; Python calls it by name"
)]
pub fn outlook(
    py: Python<'_>,
    believed: &Believed,
    events: &str,
    name: &str,
    at: Option<String>,
    since: Option<String>,
    suppose: Vec<(u32, f64)>,
    seed: u64,
    quick: bool,
    states: usize,
    told: Option<Py<PyAny>>,
) -> PyResult<Assessed> {
    let source = Source::new(name, events);
    let (accord, beliefs_file) = believed.names();
    let mut rest =
        if beside(&accord, name, "events") { String::new() } else { format!(" --events {name}") };
    let days = [("at", &at), ("since", &since)];
    let given = days.iter().filter_map(|(flag, day)| Some((flag, day.as_ref()?)));
    given.for_each(|(flag, day)| rest.push_str(&format!(" --{flag} {day}")));
    suppose.iter().for_each(|(line, value)| rest.push_str(&format!(" --suppose {line}={value}")));
    rest.push_str(&format!(" --seed {seed}{}", if quick { " --quick" } else { "" }));
    if states != STATES {
        rest.push_str(&format!(" --states {states}"));
    }
    let run = run(&accord, &beliefs_file, believed.command("outlook", &rest));
    let it = Arc::clone(&believed.it);
    watch::run(py, told, move |watch| {
        let beliefs = reader::supposing(&it.beliefs, &suppose)?;
        let called = source.name().to_owned();
        let days = (at.as_deref(), since.as_deref());
        let standing = Standing::read(&it.text, (&source, called), days, AHEAD)?;
        let effort = Effort { quick, seed, points_max: states, ..Effort::default() };
        let from = (standing.history.as_slice(), standing.at);
        let assessment =
            reader::outlook(&it, &beliefs, from, &effort, &mut |step| watch.step(step))?;
        watch.step("what moved it");
        let span = (standing.since, standing.at);
        let moved = reader::moved(&it, &beliefs, &standing.history, span, &effort)?;
        Ok(Assessed::outlook(&Page {
            accord: it.text.compiled.accord(),
            labels: &it.labels,
            beliefs: &beliefs,
            assessment: &assessment,
            remarks: &it.remarks,
            run: &run,
            record: Some(standing.record(&it.labels, Some(&moved))),
        }))
    })
}

/// Whether a file is called as the accord with another ending.
pub fn beside(accord: &str, file: &str, ending: &str) -> bool {
    accord.strip_suffix(".md").unwrap_or(accord).replace(".accord", &format!(".{ending}")) == file
}

/// What falls due: JSON and page of `detente plan`.
#[pyfunction]
pub fn due(
    py: Python<'_>,
    text: &Text,
    record: Option<(String, String)>,
    at: Option<String>,
    days: u32,
) -> PyResult<(String, String)> {
    let source = text.source.clone();
    watch::run(py, None, move |_| {
        let text = compiled(&source)?;
        let record = record.map(|(text, name)| Source::new(name, text));
        let (plan, day_zero) = reader::due(&text, record.as_ref(), at.as_deref(), days)?;
        let history_file = record.map_or_else(String::new, |it| it.name().to_owned());
        let run = Run { history_file, ..run(source.name(), "", String::new()) };
        let labels = Labels::from_text(&text.compiled, text.hash.clone());
        let schedule = Schedule { labels: &labels, plan: &plan, day_zero, run: &run };
        Ok((json::text(&plan::answer(&schedule)), plan::page(&schedule)))
    })
}

/// What a second text changes in a first: JSON and page of `detente diff`.
#[pyfunction]
pub fn difference(py: Python<'_>, was: &Text, now: &Text) -> PyResult<(String, String)> {
    let sources = [was.source.clone(), now.source.clone()];
    watch::run(py, None, move |_| {
        let [was, now] = sources.each_ref().map(compiled);
        let (was, now) = (was?, now?);
        let found = compare((&was.source, &was.compiled), (&now.source, &now.compiled));
        let labels = [&was, &now].map(|it| Labels::from_text(&it.compiled, it.hash.clone()));
        let [was, now] = &labels;
        let answer = json::text(&comparison::answer(was, now, &found));
        Ok((answer, comparison::page(was, now, &found)))
    })
}

impl Believed {
    /// How the program is told of this text as the other one.
    fn as_other(&self) -> String {
        let (accord, beliefs) = self.names();
        if beside(&accord, &beliefs, "beliefs") {
            format!(" --against {accord}")
        } else {
            format!(" --against {accord} --against-beliefs {beliefs}")
        }
    }
}
