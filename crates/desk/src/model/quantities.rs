//! Quantities as they were last reported, against the caps that are owed, with the age of the report.

use kernel::accord::{SubjectKind, Target};
use kernel::condition::Comparison;
use kernel::state::Life;
use kernel::{ActorId, Deed, DutyId, SubjectId};
use schemars::JsonSchema;
use serde::Serialize;

use super::board::{Status, status};
use super::{Clause, Moment, Stamp};
use crate::matter::Line;

/// A quantity.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Quantity {
    /// What people call it.
    pub title: String,
    /// Whose conduct sets it.
    pub holder: String,
    /// Who measures it.
    pub observer: Option<String>,
    /// As last reported; the baseline until somebody reported.
    pub reported: Amount,
    /// At day 0.
    pub baseline: Amount,
    /// The report it rests on.
    pub report: Option<Report>,
    /// What it must be.
    pub caps: Vec<Cap>,
}

/// An amount.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Amount {
    /// In the smallest unit that the text counts.
    pub base: i64,
    /// In the unit of the text.
    pub value: f64,
    /// That unit.
    pub unit: Option<String>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// When.
    pub at: Stamp,
    /// By whom.
    pub by: String,
    /// Where that was read.
    pub source: Option<String>,
    /// How far it may be trusted.
    pub mark: Option<String>,
}

/// A bound that a duty sets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Cap {
    /// Which duty.
    pub duty: String,
    /// `at_most`, `at_least`, `below`, `above` or `equal`.
    pub relation: &'static str,
    /// The bound.
    pub bound: Amount,
    /// Whether it is owed now.
    pub owed: bool,
    /// Whether the reported value is in line with it; nothing while no figure was reported.
    pub in_line: Option<bool>,
    /// Where the duty stands.
    pub status: Status,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// Every quantity that keeps a value.
#[must_use]
pub fn quantities(moment: &Moment) -> Vec<Quantity> {
    moment.accord().subject_ids().filter_map(|id| quantity(moment, id)).collect()
}

fn quantity(moment: &Moment, id: SubjectId) -> Option<Quantity> {
    let row = moment.accord().subject(id).filter(|row| row.kind == SubjectKind::Level)?;
    let duties = moment.accord().duty_ids();
    let (reported, report) = match report(moment, id) {
        Some((value, report)) => (value, Some(report)),
        None => (row.baseline, None),
    };
    let figure = report.as_ref().map(|_| reported);
    Some(Quantity {
        title: moment.labels().subject(id),
        holder: moment.actor(row.holder),
        observer: row.observer.map(|body| moment.actor(body)),
        reported: amount(moment, id, reported),
        baseline: amount(moment, id, row.baseline),
        report,
        caps: duties.filter_map(|duty| cap(moment, (id, figure), duty)).collect(),
    })
}

/// An amount of a subject in the unit of the text.
#[must_use]
pub fn amount(moment: &Moment, subject: SubjectId, base: i64) -> Amount {
    let unit = moment.labels().units.get(subject.index()).cloned().flatten();
    let per = unit.as_ref().map_or(1, |(_, per)| (*per).max(1));
    Amount { base, value: base as f64 / per as f64, unit: unit.map(|(name, _)| name) }
}

/// The last measured value in the record, and the line that says it. The state keeps a value only while some clause can
/// still read it, so it is not asked.
fn report(moment: &Moment, id: SubjectId) -> Option<(i64, Report)> {
    let so_far = moment.matter.lines.iter().take_while(|line| line.at <= moment.at);
    let (line, by, value) = so_far.filter_map(|line| measured(line, id)).last()?;
    let report = Report {
        at: moment.stamp(line.at),
        by: moment.actor(by),
        source: line.source.clone(),
        mark: line.mark.clone(),
    };
    Some((value, report))
}

fn measured(line: &Line, id: SubjectId) -> Option<(&Line, ActorId, i64)> {
    match &line.act {
        Some((by, Deed::Measure(subject, value))) if *subject == id => Some((line, *by, *value)),
        _ => None,
    }
}

fn cap(moment: &Moment, (id, figure): (SubjectId, Option<i64>), duty: DutyId) -> Option<Cap> {
    let row = moment.accord().duty(duty)?;
    let Target::Value { subject, comparison, bound } = row.target else { return None };
    let cell = moment.state().duty(duty);
    (subject == id).then(|| Cap {
        duty: moment.labels().duty(duty),
        relation: relation(comparison),
        bound: amount(moment, id, bound),
        owed: matches!(cell.life, Life::Live | Life::Suspended | Life::Performed),
        in_line: figure.map(|figure| comparison.holds(figure, bound)),
        status: status(moment, duty),
        clause: moment.line(row.clause),
    })
}

/// An order relation as a key.
#[must_use]
pub fn relation(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtMost => "at_most",
        Comparison::AtLeast => "at_least",
        Comparison::Below => "below",
        Comparison::Above => "above",
        Comparison::Equal => "equal",
    }
}
