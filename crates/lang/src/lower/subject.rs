//! Quantities, and the subjects that clauses imply: material got rid of by a method, production,
//! what a group is made to do, acts that a red line counts.

use kernel::accord::{Subject, SubjectKind};
use kernel::{ActorId, ClauseId, SubjectId};

use super::context::Lowering;
use crate::ast::{self, Amount, Bound, Factor, Portion, Quantity};
use crate::units::{CountUnit, Unit};

impl Lowering<'_> {
    /// A row for each quantity of the text.
    pub fn lower_quantities(&mut self) {
        for quantity in self.text.quantities() {
            let unit = quantity.unit.as_ref().map(|(unit, _)| *unit);
            let unit = unit.or((!quantity.grades.is_empty()).then_some(Unit::Grade));
            let row = self.quantity(quantity, unit);
            self.out.subjects.push(row);
            self.units.push(unit);
        }
    }

    fn quantity(&self, quantity: &Quantity, unit: Option<Unit>) -> Subject {
        let of = quantity.of.as_ref().and_then(|who| who.name());
        let holder = of.or(quantity.made_by.as_ref()).or(quantity.owned_by.as_ref());
        let baseline = quantity.baseline.as_ref();
        Subject {
            holder: self.actor(holder),
            observer: quantity.observed_by.first().map(|name| self.actor(Some(name))),
            kind: if is_tally(quantity) { SubjectKind::Tally } else { SubjectKind::Level },
            baseline: baseline.map_or(0, |amount| {
                unit.and_then(|unit| convert(amount, unit, &self.text.header.factors)).unwrap_or(0)
            }),
            clause: self.clause(quantity.head.span),
        }
    }

    /// An amount in the subject's base unit.
    pub fn amount(&self, amount: &Amount, subject: SubjectId) -> i64 {
        let unit = self.units.get(subject.index()).copied().flatten().unwrap_or(amount.unit);
        convert(amount, unit, &self.text.header.factors).unwrap_or(0)
    }

    /// A bound in the subject's base unit.
    pub fn bound(&self, bound: &Bound, subject: SubjectId) -> i64 {
        match bound {
            Bound::Amount(amount) => self.amount(amount, subject),
            Bound::OfBaseline { portion, quantity, .. } => {
                let of = self.names.subject(quantity.as_str()).unwrap_or(subject);
                self.portion(portion, of)
            }
        }
    }

    /// How much of a subject, in its base unit; fractions are of its baseline, rounded down.
    pub fn portion(&self, portion: &Portion, subject: SubjectId) -> i64 {
        let baseline = self.out.subject(subject).map_or(0, |row| row.baseline);
        match portion {
            Portion::Amount(amount) => self.amount(amount, subject),
            Portion::Fraction { numerator, denominator } => {
                fraction(baseline, *numerator, *denominator)
            }
            Portion::Percent(number) => {
                let thousandths = number.value.times(1000).unwrap_or(0);
                fraction(baseline, thousandths, 100_000)
            }
            Portion::All => baseline,
        }
    }

    /// The row of an implied subject, made on first use.
    pub fn implied(&mut self, name: &str, unit: Option<Unit>, row: Subject) -> SubjectId {
        let known = self.names.iter().find_map(|(symbol, named)| match symbol {
            super::names::Symbol::Subject(id) if named.name == name => Some(id),
            _ => None,
        });
        if let Some(id) = known {
            return id;
        }
        let id = SubjectId(u16::try_from(self.out.subjects.len()).unwrap_or(u16::MAX));
        self.names.add_implicit(id, name, name);
        self.out.subjects.push(row);
        self.units.push(unit);
        id
    }

    /// What a state has a group do: 0 directs, 1 tolerates, 2 restrains; tolerated at first.
    pub fn restraint(
        &mut self,
        holder: ActorId,
        group: ActorId,
        observer: Option<ActorId>,
        clause: ClauseId,
    ) -> SubjectId {
        let name = format!("{} restrains {}", self.names.name(holder), self.names.name(group));
        let kind = SubjectKind::Restraint(group);
        self.implied(&name, None, Subject { holder, observer, kind, baseline: 1, clause })
    }

    /// The tally that counts an act: a quantity of that name, or an implied one.
    pub fn tally(
        &mut self,
        act: &ast::Name,
        actor: Option<ActorId>,
        observer: Option<ActorId>,
        clause: ClauseId,
    ) -> SubjectId {
        if let Some(subject) = self.names.subject(act.as_str()) {
            return subject;
        }
        let holder = actor.unwrap_or_default();
        let name = match actor {
            Some(actor) => format!("{act} by {}", self.names.name(actor)),
            None => act.text.clone(),
        };
        let unit = Some(Unit::Count(CountUnit::Event));
        let kind = SubjectKind::Tally;
        self.implied(&name, unit, Subject { holder, observer, kind, baseline: 0, clause })
    }
}

/// Whether a quantity counts occurrences.
pub(crate) fn is_tally(quantity: &Quantity) -> bool {
    matches!(quantity.unit, Some((Unit::Count(CountUnit::Event), _)))
}

fn fraction(of: i64, numerator: i64, denominator: i64) -> i64 {
    let product = i128::from(of) * i128::from(numerator);
    let share = product.checked_div(i128::from(denominator)).unwrap_or(0);
    i64::try_from(share).unwrap_or(i64::MAX)
}

/// An amount in base units of `unit`, by a declared factor where the forms differ; rounded down.
///
/// `None` if the two measure different things or the number does not fit.
pub(crate) fn convert(amount: &Amount, unit: Unit, factors: &[Factor]) -> Option<i64> {
    let value = amount.in_base().ok()?;
    if amount.dimension() == unit.dimension() {
        return Some(value);
    }
    factors.iter().find_map(|factor| {
        let (from, to) = (factor.from.in_base().ok()?, factor.to.in_base().ok()?);
        let forth = factor.from.dimension() == amount.dimension();
        let back = factor.to.dimension() == amount.dimension();
        if forth && factor.to.dimension() == unit.dimension() && from != 0 {
            Some(fraction(value, to, from))
        } else if back && factor.from.dimension() == unit.dimension() && to != 0 {
            Some(fraction(value, from, to))
        } else {
            None
        }
    })
}
