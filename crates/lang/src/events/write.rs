//! Events back to the words of a history.

use super::amount::amount_words;
use super::ast::{Conduct, StepVerb};
use super::words::{CONDUCT, ON_STEP, word_of};
use crate::ast::{Date, Decimal};
use crate::compile::Compiled;
use crate::lower::{Lowered, Symbol};
use crate::units::{MassUnit, Unit};
use kernel::accord::SubjectKind;
use kernel::event::Finding;
use kernel::{ActorId, Deed, DutyId, Hours, Relief, SubjectId};

/// A history as text: what reading gives back.
///
/// `day_zero` is the date that the lines count from; it is written where the agreement gives none.
#[must_use]
pub fn write_events(
    compiled: &Compiled,
    read: &Lowered,
    day_zero: Date,
    lines: &[(Hours, ActorId, Deed)],
    until: Option<Hours>,
) -> String {
    let mut text = format!("history of \"{}\"\n", compiled.title);
    if compiled.day_zero.is_none() {
        text.push_str(&format!("day 0 is {}\n", day_zero.0));
    }
    for (at, by, deed) in lines {
        let words = event_words(compiled, read, *by, deed);
        text.push_str(&format!("{} {words}\n", time(day_zero, *at)));
    }
    if let Some(until) = until {
        text.push_str(&format!("until {}\n", time(day_zero, until)));
    }
    text
}

/// A date so long after day 0, with the hour unless it is the first.
fn time(day_zero: Date, at: Hours) -> String {
    let days = jiff::Span::new().try_days(i64::from(at.whole_days()));
    let date = days.and_then(|days| day_zero.0.checked_add(days)).unwrap_or(jiff::civil::Date::MAX);
    match at.0 % 24 {
        0 => date.to_string(),
        hour => format!("{date} {hour:02}:00"),
    }
}

/// One event in the words of a history, without its date: `US turns relief to 1`.
#[must_use]
pub fn event_words(compiled: &Compiled, read: &Lowered, by: ActorId, deed: &Deed) -> String {
    let writer = Writer { compiled, read };
    format!("{} {}", writer.name(by), writer.act(deed))
}

pub(super) struct Writer<'a> {
    pub compiled: &'a Compiled,
    pub read: &'a Lowered,
}

impl Writer<'_> {
    /// The name of a row, between quotation marks if the text implies it and does not name it.
    pub(super) fn name(&self, symbol: impl Into<Symbol>) -> String {
        let symbol = symbol.into();
        let name = self.read.names.name(symbol);
        let word = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        let plain = word && self.read.names.find(name).contains(&symbol);
        if plain { name.to_owned() } else { format!("\"{name}\"") }
    }

    fn act(&self, deed: &Deed) -> String {
        if let Some(words) = self.talk(deed) {
            return words;
        }
        match deed {
            Deed::Set(subject, value) => self.set(*subject, *value),
            Deed::Conduct(duty, true) => self.on_step(StepVerb::Performs, *duty),
            Deed::Conduct(duty, false) => self.on_step(StepVerb::Ceases, *duty),
            Deed::Incident(tally, severity) => {
                format!("attacks counted as {} with {severity} casualties", self.name(*tally))
            }
            Deed::Strike => "strikes".into(),
            Deed::Hostilities => "opens hostilities".into(),
            Deed::Withdraw => "withdraws".into(),
            Deed::Measure(subject, value) => self.measure(*subject, *value),
            Deed::Report(duty, finding) => format!("reports {}", self.found(*duty, *finding)),
            Deed::Find(duty, finding) => format!("finds {}", self.found(*duty, *finding)),
            Deed::Allege(duty) => self.on_step(StepVerb::Alleges, *duty),
            Deed::Contest(duty) => self.on_step(StepVerb::Contests, *duty),
            Deed::Admit(duty) => self.on_step(StepVerb::Admits, *duty),
            Deed::Attribute(tally, to) => {
                format!("attributes {} to {}", self.name(*tally), self.name(*to))
            }
            _ => self.relief(deed),
        }
    }

    fn relief(&self, deed: &Deed) -> String {
        match deed {
            Deed::Grant(waiver) => format!("grants {}", self.name(*waiver)),
            Deed::Renew(waiver) => format!("renews {}", self.name(*waiver)),
            Deed::Revoke(waiver) => format!("revokes {}", self.name(*waiver)),
            Deed::Draw(waiver, volume) => {
                format!("draws {} under {}", self.amount(*waiver, *volume), self.name(*waiver))
            }
            Deed::Turn(dial, level) => format!("turns {} to {level}", self.name(*dial)),
            Deed::Feel(dial) => format!("makes {} felt", self.name(*dial)),
            Deed::Transfer(tranche) => format!("transfers {}", self.name(*tranche)),
            Deed::Release(tranche) => format!("makes {} usable", self.name(*tranche)),
            Deed::Spend(tranche, sum) => {
                format!("spends {} of {}", self.amount(*tranche, *sum), self.name(*tranche))
            }
            Deed::Return(tranche) => format!("returns {}", self.name(*tranche)),
            Deed::Reject(tranche) => format!("rejects {}", self.name(*tranche)),
            Deed::Clear(relief) => format!("clears {}", self.relief_name(*relief)),
            Deed::Withhold(relief) => format!("refuses {}", self.relief_name(*relief)),
            _ => self.procedure(deed),
        }
    }

    fn evidence(&self, inquiry: kernel::InquiryId, kind: u8) -> String {
        let name = self.read.names.name(inquiry);
        let article = self.compiled.terms.inquiries().find(|it| it.head.name.text == name);
        let word = article.and_then(|it| it.evidence.get(usize::from(kind)));
        word.map_or_else(String::new, |word| word.text.clone())
    }

    fn relief_name(&self, relief: Relief) -> String {
        match relief {
            Relief::Dial(id) => self.name(id),
            Relief::Tranche(id) => self.name(id),
        }
    }

    fn procedure(&self, deed: &Deed) -> String {
        match deed {
            Deed::Answer(line, choice) => {
                format!("answers {} with answer {}", self.name(*line), choice.saturating_add(1))
            }
            Deed::Absorb(line) => format!("absorbs {}", self.name(*line)),
            Deed::Inquire(inquiry) => format!("opens {}", self.name(*inquiry)),
            Deed::Show(inquiry, kind) => {
                let (kind, inquiry) = (self.evidence(*inquiry, *kind), self.name(*inquiry));
                format!("shows {kind} under {inquiry}")
            }
            Deed::Warn(inquiry) => format!("warns under {}", self.name(*inquiry)),
            Deed::Start(procedure, duty) => {
                format!("starts {} about {}", self.name(*procedure), self.step(*duty))
            }
            Deed::Settle(procedure) => format!("settles {}", self.name(*procedure)),
            Deed::Stop(procedure) => format!("stops {}", self.name(*procedure)),
            Deed::Extend(procedure, span) => {
                format!("extends {} by {} hours", self.name(*procedure), span.0)
            }
            Deed::Use(procedure) => format!("uses {}", self.name(*procedure)),
            Deed::Leave(freeze) => format!("gives notice under {}", self.name(*freeze)),
            _ => String::new(),
        }
    }

    fn set(&self, subject: SubjectId, value: i64) -> String {
        let kind = self.read.accord.subject(subject).map(|row| row.kind);
        match (kind, value) {
            (Some(SubjectKind::Restraint(group)), 0) => format!("directs {}", self.name(group)),
            (Some(SubjectKind::Restraint(group)), 1) => format!("tolerates {}", self.name(group)),
            (Some(SubjectKind::Restraint(group)), _) => format!("restrains {}", self.name(group)),
            _ => format!("brings {} to {}", self.name(subject), self.amount(subject, value)),
        }
    }

    fn measure(&self, subject: SubjectId, value: i64) -> String {
        let row = self.read.accord.subject(subject);
        if let Some((SubjectKind::Restraint(group), holder)) = row.map(|r| (r.kind, r.holder)) {
            let conduct = match value {
                0 => Conduct::Directing,
                1 => Conduct::Tolerating,
                _ => Conduct::Restraining,
            };
            let word = word_of(CONDUCT, &conduct);
            return format!("sees {} {word} {}", self.name(holder), self.name(group));
        }
        format!("measures {} {}", self.name(subject), self.amount(subject, value))
    }

    fn on_step(&self, verb: StepVerb, duty: DutyId) -> String {
        format!("{} {}", word_of(ON_STEP, &verb), self.step(duty))
    }

    /// A step, with the party that owes it where several do.
    fn step(&self, duty: DutyId) -> String {
        let names = &self.read.names;
        let shared = names.name(duty).split_once('.').map(|(step, _)| step);
        let shared = shared.filter(|step| names.duties(step).contains(&duty));
        match (shared, self.read.accord.duty(duty)) {
            (Some(step), Some(row)) => format!("{step} of {}", self.name(row.obligor)),
            _ => self.name(duty),
        }
    }

    pub(super) fn found(&self, duty: DutyId, finding: Finding) -> String {
        let word = match finding {
            Finding::Clean => "performed",
            Finding::NotPerformed => "not performed",
        };
        format!("{} {word}", self.step(duty))
    }

    /// An amount in the unit of what the row counts.
    pub(super) fn amount(&self, row: impl Into<Symbol>, value: i64) -> String {
        amount_words(self.compiled, self.read, row.into(), value)
    }
}

/// A number of base units in the words of its unit, exactly.
pub(super) fn amount(value: i64, unit: Unit) -> String {
    let (unit, scale) = match unit.base_units() {
        1 => (unit, 0),
        100 => (unit, 2),
        1_000 => (unit, 3),
        1_000_000 => (unit, 6),
        _ => return in_smallest(value, unit),
    };
    let mut number = Decimal { mantissa: value, scale };
    while number.scale > 0 && number.mantissa % 10 == 0 {
        number = Decimal { mantissa: number.mantissa / 10, scale: number.scale - 1 };
    }
    format!("{number} {unit}")
}

/// Units whose base is not a power of ten below them are written in their base.
fn in_smallest(value: i64, unit: Unit) -> String {
    match unit {
        Unit::Mass(_, form) => format!("{value} {}", Unit::Mass(MassUnit::Gram, form)),
        _ => format!("{value} {}", Unit::Length(crate::units::LengthUnit::Metre)),
    }
}
