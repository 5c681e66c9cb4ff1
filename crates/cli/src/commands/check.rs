//! `detente check`: what is wrong in some texts.

use std::path::{Path, PathBuf};

use explore::expect::unweighed;
use lang::diagnostic::Diagnostic;
use lang::source::Source;
use lang::{Compiled, compile, compile_beliefs, render};
use report::{Labels, Remark, json, remark, terminal, words};

use crate::args::CheckArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::{files, texts};

/// Reads every file; all are read before anything is said.
pub fn run(args: &CheckArgs, as_json: bool) -> Result<Answer, Failure> {
    let found: Vec<Checked> =
        args.files.iter().map(|it| check(it, &args.files)).collect::<Result<_, _>>()?;
    let remarks: Vec<Remark> = found.iter().flat_map(|it| it.remarks.clone()).collect();
    let text = if as_json {
        json::text(&json::diagnostics(&remarks))
    } else {
        found.iter().map(said).collect()
    };
    Ok(Answer { text, exit: Exit::no_if(remarks.iter().any(Remark::is_error)) })
}

struct Checked {
    name: String,
    remarks: Vec<Remark>,
    shown: String,
    /// What the text expects of itself, a line each.
    expected: Vec<String>,
}

/// Points of a graph that are looked at for what a text expects of itself: seconds, not minutes.
const POINTS_MAX: usize = 20_000;

fn check(path: &Path, all: &[PathBuf]) -> Result<Checked, Failure> {
    let source = files::read(path)?;
    let (diagnostics, compiled) = if files::is(path, "beliefs") {
        (of_beliefs(path, all, &source)?, None)
    } else {
        let found = compile(&source);
        (found.diagnostics, found.compiled)
    };
    let expected = compiled.map_or_else(|| Ok(Vec::new()), |compiled| expected(&compiled))?;
    Ok(Checked {
        name: source.name().to_owned(),
        remarks: texts::remarks(&source, &diagnostics),
        shown: render(&diagnostics, &source),
        expected,
    })
}

/// What becomes of what the text expects of itself, whatever anybody believes.
fn expected(compiled: &Compiled) -> Result<Vec<String>, Failure> {
    let text = &compiled.common;
    let found = unweighed(&text.accord, &text.expectations, &text.scenarios, POINTS_MAX)
        .map_err(|error| Failure::Bug(error.to_string()))?;
    Ok(words::expected::lines(&Labels::from_text(compiled, String::new()), &found))
}

/// Beliefs mean nothing without the accord they are about: the one beside them, or else the one
/// that is checked along with them.
fn of_beliefs(path: &Path, all: &[PathBuf], source: &Source) -> Result<Vec<Diagnostic>, Failure> {
    let beside = files::beside(path, "accord");
    let mut others = all.iter().filter(|it| files::is(it, "accord"));
    let accord = match (beside.exists(), others.next(), others.next()) {
        (false, Some(only), None) => only.clone(),
        (true, ..) => beside,
        (false, ..) => return Err(about_nothing(path, &beside)),
    };
    let text = texts::accord(&accord)?;
    Ok(compile_beliefs(source, &text.compiled, &text.compiled.common).diagnostics)
}

fn about_nothing(path: &Path, beside: &Path) -> Failure {
    let (name, accord) = (path.display(), beside.display());
    Failure::Environment(format!(
        "{name} is about an accord, and there is no {accord}: name the accord before it"
    ))
}

fn said(checked: &Checked) -> String {
    let lines = checked.expected.iter().map(|line| terminal::wrapped(line));
    let expected: String = lines.collect();
    let tally = remark::tally(&checked.remarks);
    format!("{}{}: {tally}\n{expected}", checked.shown, checked.name)
}
