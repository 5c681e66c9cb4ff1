//! `detente check`: what is wrong in some texts.

use std::path::{Path, PathBuf};

use explore::clocks::{clocks, clocks_after};
use explore::expect::{Checked as Found, Outcome, unweighed};
use explore::replay::parting_as_written;
use kernel::expect::Property;
use lang::amends::wrongly_amends;
use lang::diagnostic::Diagnostic;
use lang::material::material;
use lang::source::Source;
use lang::{Compiled, compile, compile_beliefs, render, unaccepted};
use report::searched::Told;
use report::{Labels, Remark, json, remark, terminal, words};

use crate::args::CheckArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::texts::Text;
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

struct Checked {
    name: String,
    remarks: Vec<Remark>,
    shown: String,
    /// What the text expects of itself, a line each.
    expected: Vec<String>,
}

/// Points of a graph that are looked at for what a text expects of itself: seconds, not minutes.
const POINTS_MAX: usize = 20_000;

fn check(path: &Path, all: &[PathBuf], amended: Option<&Text>) -> Result<Checked, Failure> {
    let source = files::read(path)?;
    let (mut diagnostics, compiled) = if files::is(path, "beliefs") {
        (of_beliefs(path, all, &source)?, None)
    } else {
        let found = compile(&source);
        (found.diagnostics, found.compiled)
    };
    if let (Some(compiled), Some(amended)) = (&compiled, amended)
        && let Some(hash) = amended.compiled.hash
    {
        let name = amended.source.name();
        diagnostics.extend(wrongly_amends(&compiled.terms.header, name, &hash));
    }
    let mut expected = Vec::new();
    if let Some(compiled) = &compiled {
        let labels = Labels::from_text(compiled, String::new());
        let found = outcomes(compiled)?;
        expected = words::expected::lines(&labels, &found);
        diagnostics.extend(searched(compiled, &labels, &found));
        diagnostics.sort_by_key(|it| (it.span.start, it.severity));
    }
    Ok(Checked {
        name: source.name().to_owned(),
        remarks: texts::remarks(&source, &diagnostics),
        shown: render(&diagnostics, &source),
        expected,
    })
}

/// What becomes of what the text expects of itself, whatever anybody believes.
fn outcomes(compiled: &Compiled) -> Result<Vec<Found>, Failure> {
    let text = &compiled.common;
    unweighed(&text.accord, &text.expectations, &text.scenarios, POINTS_MAX)
        .map_err(|error| Failure::Bug(error.to_string()))
}

/// What running the text shows against it, but for what it accepts.
fn searched(compiled: &Compiled, labels: &Labels, expected: &[Found]) -> Vec<Diagnostic> {
    let told = Told { compiled, labels };
    let accord = compiled.accord();
    let mut found: Vec<Diagnostic> =
        clocks(accord).iter().filter_map(|clock| told.stacked(clock)).collect();
    for material in material(&compiled.terms, &compiled.common) {
        let clocks = clocks_after(accord, material.level);
        found.extend(clocks.iter().filter_map(|clock| told.outrun(&material, clock)));
    }
    for (asked, found_of) in compiled.common.expectations.iter().zip(expected) {
        if let (Property::Exposure(_), Outcome::Refuted(way)) = (&asked.property, &found_of.outcome)
        {
            found.push(told.exposed(found_of.clause, way));
        }
    }
    found.extend(parted(&told));
    // A bound that was not refuted in the points looked at may still be: its code is not judged.
    let open = expected.iter().any(|it| matches!(it.outcome, Outcome::NotRefuted { .. }));
    let searched = ["A321", "A322", "A340", "A332"];
    let judged = if open { &searched[..3] } else { &searched[..] };
    unaccepted(&compiled.terms, found, judged)
}

/// Where readings part, if parties have their own.
fn parted(told: &Told<'_>) -> Option<Diagnostic> {
    let Compiled { common, readings, .. } = told.compiled;
    let all: Vec<_> =
        std::iter::once(common).chain(readings.iter().map(|it| &it.lowered)).collect();
    let accords: Vec<_> = all.iter().map(|it| &it.accord).collect();
    let name = |at: usize, item| all.get(at).map_or(String::new(), |it| it.names.item(item).into());
    let parting = parting_as_written(&accords, &name).filter(|_| !readings.is_empty())?;
    let everybody = std::iter::once("everybody".to_owned());
    let readers: Vec<String> =
        everybody.chain(readings.iter().map(|it| it.party.clone())).collect();
    told.parted(&parting, &readers)
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
