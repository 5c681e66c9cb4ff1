//! `detente check`: what is wrong in some texts.

use std::path::Path;

use lang::source::Source;
use lang::{compile, compile_beliefs, render};
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
    let beliefs = path.extension().is_some_and(|it| it == "beliefs");
    let diagnostics =
        if beliefs { of_beliefs(path, &source)? } else { compile(&source).diagnostics };
    Ok(Checked {
        name: source.name().to_owned(),
        remarks: texts::remarks(&source, &diagnostics),
        shown: render(&diagnostics, &source),
    })
}

/// Beliefs mean nothing without the accord they are about, which stands beside them.
fn of_beliefs(path: &Path, source: &Source) -> Result<Vec<lang::diagnostic::Diagnostic>, Failure> {
    let beside = files::beside(path, "accord");
    if !beside.exists() {
        let (name, accord) = (path.display(), beside.display());
        return Err(Failure::Environment(format!(
            "{name} is checked against the accord beside it, and there is no {accord}"
        )));
    }
    let text = texts::accord(&beside)?;
    Ok(compile_beliefs(source, &text.compiled, &text.compiled.common).diagnostics)
}

fn said(checked: &Checked) -> String {
    format!("{}{}: {}\n", checked.shown, checked.name, remark::tally(&checked.remarks))
}
