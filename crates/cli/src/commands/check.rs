//! `detente check`: what is wrong in some texts.

use std::path::{Path, PathBuf};

use lang::source::Source;
use reader::{Checked, Text, checked, checked_beliefs};
use report::{Remark, json, remark, terminal};

use crate::args::CheckArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::{files, texts};

/// Reads every file; all are read before anything is said.
pub fn run(args: &CheckArgs, as_json: bool) -> Result<Answer, Failure> {
    let amended = args.amends.as_deref().map(texts::accord).transpose()?;
    let found: Vec<Checked> = args
        .files
        .iter()
        .map(|it| check(it, &args.files, amended.as_ref()))
        .collect::<Result<_, _>>()?;
    let remarks: Vec<Remark> = found.iter().flat_map(|it| it.remarks.clone()).collect();
    let text = if as_json {
        json::text(&json::diagnostics(&remarks))
    } else {
        found.iter().map(said).collect()
    };
    Ok(Answer { text, exit: Exit::no_if(remarks.iter().any(Remark::is_error)) })
}

fn check(path: &Path, all: &[PathBuf], amended: Option<&Text>) -> Result<Checked, Failure> {
    let source = files::read(path)?;
    if files::is(path, "beliefs") {
        return of_beliefs(path, all, &source);
    }
    Ok(checked(&source, amended)?)
}

/// Beliefs mean nothing without the accord they are about: the one beside them, or else the one
/// that is checked along with them.
fn of_beliefs(path: &Path, all: &[PathBuf], source: &Source) -> Result<Checked, Failure> {
    let beside = files::beside(path, "accord");
    let mut others = all.iter().filter(|it| files::is(it, "accord"));
    let accord = match (beside.exists(), others.next(), others.next()) {
        (false, Some(only), None) => only.clone(),
        (true, ..) => beside,
        (false, ..) => return Err(about_nothing(path, &beside)),
    };
    let text = texts::accord(&accord)?;
    Ok(checked_beliefs(source, &text))
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
