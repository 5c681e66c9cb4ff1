//! `detente check`: what is wrong in some texts.

use std::path::{Path, PathBuf};

use lang::diagnostic::Diagnostic;
use lang::source::Source;
use lang::{compile, compile_beliefs, render};
use report::{Remark, json, remark};

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
}

fn check(path: &Path, all: &[PathBuf]) -> Result<Checked, Failure> {
    let source = files::read(path)?;
    let diagnostics = if files::is(path, "beliefs") {
        of_beliefs(path, all, &source)?
    } else {
        compile(&source).diagnostics
    };
    Ok(Checked {
        name: source.name().to_owned(),
        remarks: texts::remarks(&source, &diagnostics),
        shown: render(&diagnostics, &source),
    })
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
    format!("{}{}: {}\n", checked.shown, checked.name, remark::tally(&checked.remarks))
}
