//! What is wrong in a text, and what running it shows against it.

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
use report::{Labels, Remark, words};

use crate::text::{Text, remarks};
use crate::unread::Unread;

/// Findings about one file.
pub struct Checked {
    /// Its name.
    pub name: String,
    /// The findings with their places.
    pub remarks: Vec<Remark>,
    /// The findings with excerpts of the text.
    pub shown: String,
    /// What the text expects of itself, a line each.
    pub expected: Vec<String>,
}

/// Points of a graph that are looked at for what a text expects of itself: seconds, not minutes.
const POINTS_MAX: usize = 20_000;

/// Everything found in an accord, read and run; against the text that it amends, if there is one.
///
/// # Errors
/// None but ours.
pub fn checked(source: &Source, amended: Option<&Text>) -> Result<Checked, Unread> {
    let found = compile(source);
    let (mut diagnostics, compiled) = (found.diagnostics, found.compiled);
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
    Ok(Checked { expected, ..listed(source, &diagnostics) })
}

/// Everything found in beliefs about a text.
#[must_use]
pub fn checked_beliefs(source: &Source, text: &Text) -> Checked {
    let found = compile_beliefs(source, &text.compiled, &text.compiled.common);
    listed(source, &found.diagnostics)
}

fn listed(source: &Source, diagnostics: &[Diagnostic]) -> Checked {
    Checked {
        name: source.name().to_owned(),
        remarks: remarks(source, diagnostics),
        shown: render(diagnostics, source),
        expected: Vec::new(),
    }
}

/// What becomes of what the text expects of itself, whatever anybody believes.
fn outcomes(compiled: &Compiled) -> Result<Vec<Found>, Unread> {
    let text = &compiled.common;
    unweighed(&text.accord, &text.expectations, &text.scenarios, POINTS_MAX)
        .map_err(|error| Unread::Bug(error.to_string()))
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
