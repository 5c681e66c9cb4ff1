//! What every part of lowering needs: the text, the names, the tables under way.

use kernel::accord as k;
use kernel::expect::{Expectation, Scenario};
use kernel::{ActorId, ClauseId, Hours, WorkstreamId};

use super::Lowered;
use super::clauses::ClauseMap;
use super::names::Names;
use super::register::Register;
use super::steps::{Placed, lowered_steps};
use crate::ast::{self, Date, DayZero, Duration, MomentKind, MonthRounding, Name, Who, WhoKind};
use crate::span::Span;
use crate::units::Unit;

/// Time to answer where the text names none.
pub(crate) const DEFAULT_WINDOW: Hours = Hours::days(30);

/// One reading being lowered.
pub(crate) struct Lowering<'a> {
    pub text: &'a ast::Accord,
    pub clauses: &'a ClauseMap,
    pub steps: Vec<Placed<'a>>,
    pub register: Register<'a>,
    pub names: Names,
    pub out: k::Accord,
    pub units: Vec<Option<Unit>>,
    pub notes: Vec<String>,
    pub expectations: Vec<Expectation>,
    pub scenarios: Vec<Scenario>,
    /// The file of what names none, if anything needs it.
    pub general: Option<WorkstreamId>,
}

impl<'a> Lowering<'a> {
    pub fn new(text: &'a ast::Accord, clauses: &'a ClauseMap) -> Self {
        Self {
            text,
            clauses,
            steps: lowered_steps(text),
            register: Register::of(text),
            names: Names::default(),
            out: k::Accord { language: text.header.language, ..k::Accord::default() },
            units: Vec::new(),
            notes: Vec::new(),
            expectations: Vec::new(),
            scenarios: Vec::new(),
            general: None,
        }
    }

    /// The reading as it was lowered, to lower more conditions over it.
    pub fn over(text: &'a ast::Accord, clauses: &'a ClauseMap, lowered: Lowered) -> Self {
        Self {
            names: lowered.names,
            out: lowered.accord,
            units: lowered.units,
            ..Self::new(text, clauses)
        }
    }

    /// Says that something in the text has no effect in what is run.
    pub fn note(&mut self, name: &str, what: &str) {
        let note = format!("{name}: {what}");
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    pub fn clause(&self, span: Span) -> ClauseId {
        self.clauses.at(span)
    }

    pub fn actor(&self, name: Option<&Name>) -> ActorId {
        name.and_then(|name| self.names.actor(name.as_str())).unwrap_or_default()
    }

    pub fn signatories(&self) -> Vec<ActorId> {
        self.out.signatory_ids().collect()
    }

    /// The actors meant; classes that only a complaint can fill stand for every signatory.
    pub fn who(&self, list: &[Who]) -> Vec<ActorId> {
        let mut all = Vec::new();
        for who in list {
            match &who.kind {
                WhoKind::Named(name) => all.extend(self.names.actor(name.as_str())),
                WhoKind::AnySignatory
                | WhoKind::AllSignatories
                | WhoKind::Complainant
                | WhoKind::Respondent => all.extend(self.signatories()),
                WhoKind::Purchaser | WhoKind::AnyBody | WhoKind::Anybody | WhoKind::Nobody => (),
            }
        }
        let mut seen = Vec::new();
        all.retain(|actor| {
            !seen.contains(actor) && {
                seen.push(*actor);
                true
            }
        });
        all
    }

    /// The file of an article or step.
    pub fn file(&self, name: Option<&Name>) -> WorkstreamId {
        let named = name.and_then(|name| self.names.workstream(name.as_str()));
        named.or(self.general).unwrap_or_default()
    }

    pub fn hours(&self, duration: &Duration) -> Hours {
        hours(&self.text.header, duration)
    }

    pub fn day_zero(&self) -> Option<Date> {
        day_zero(&self.text.header)
    }
}

/// A duration in hours; months count as the header says, or rounded down.
pub(crate) fn hours(header: &ast::Header, duration: &Duration) -> Hours {
    let rounding = header.months.unwrap_or(MonthRounding::Down);
    Hours(duration.hours(Some(rounding)).unwrap_or(0))
}

/// The civil date of day 0, if the text gives one.
pub(crate) fn day_zero(header: &ast::Header) -> Option<Date> {
    match &header.day_zero {
        Some(DayZero::On(moment)) => match &moment.kind {
            MomentKind::Date(date) => Some(*date),
            _ => None,
        },
        _ => None,
    }
}
