//! `detente check`: what is wrong in some texts.

use std::path::Path;

use lang::source::Source;
use lang::{compile, render};
use report::{Remark, json, remark};

use crate::args::CheckArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::{files, texts};

/// Reads every file; all are read before anything is said.
pub fn run(args: &CheckArgs, as_json: bool) -> Result<Answer, Failure> {
    let found: Vec<Checked> = args.files.iter().map(|it| check(it)).collect::<Result<_, _>>()?;
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

fn check(path: &Path) -> Result<Checked, Failure> {
    let source = files::read(path)?;
    let diagnostics = diagnostics(&source);
    Ok(Checked {
        name: source.name().to_owned(),
        remarks: texts::remarks(&source, &diagnostics),
        shown: render(&diagnostics, &source),
    })
}

fn diagnostics(source: &Source) -> Vec<lang::diagnostic::Diagnostic> {
    compile(source).diagnostics
}

fn said(checked: &Checked) -> String {
    format!("{}{}: {}\n", checked.shown, checked.name, remark::tally(&checked.remarks))
}
