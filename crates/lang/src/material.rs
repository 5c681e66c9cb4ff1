//! Enriched uranium and machines that a text leaves to one party, as far as it says.
//!
//! What may be held at most, or else what stands there on day 0. A stock is taken at the upper end
//! of its band, or else at the cap on its holder's level; a stock of which neither is said is left
//! out, and so is a machine whose type stands neither in its title nor in its name.

use kernel::SubjectId;
use world::breakout::machines::types;
use world::enrichment::{Lot, URANIUM_PER_UF6};

use crate::ast::{Accord, Act, Amount, Bound, Comparison, Name, Quantity, Who};
use crate::lower::{Lowered, steps};
use crate::span::Span;
use crate::units::{CountUnit, MassUnit, MaterialForm, Unit};

/// The published threshold ([`world::enrichment::THRESHOLD`]) in per cent.
const PER_CENT_OF_THRESHOLD: i64 = 90;

/// What one party holds, and the quantity whose cap keeps it from going further.
#[derive(Clone, Debug, PartialEq)]
pub struct Material {
    /// Whose.
    pub party: String,
    /// Stocks by level.
    pub stocks: Vec<Lot>,
    /// Nominal work of its machines.
    ///
    /// # Units
    /// Kilogram SWU a year.
    pub swu_per_year: f64,
    /// The capped level, and the value of the published threshold in its base unit.
    pub level: (SubjectId, i64),
    /// Where the text says so.
    pub places: Vec<Span>,
}

/// What each party with a level, a stock and machines holds under the text as all read it.
#[must_use]
pub fn material(text: &Accord, lowered: &Lowered) -> Vec<Material> {
    let levels = text.quantities().filter(|it| unit(it) == Some(Unit::Enrichment));
    levels.filter_map(|level| of_party(text, lowered, level)).collect()
}

fn of_party(text: &Accord, lowered: &Lowered, level: &Quantity) -> Option<Material> {
    let party = level.of.as_ref().and_then(Who::name)?;
    let own = |it: &&Quantity| it.of.as_ref().and_then(Who::name) == Some(party);
    let (mut stocks, mut swu_per_year, mut places) = (Vec::new(), 0.0, Vec::new());
    for quantity in text.quantities().filter(own) {
        if let Some(lot) = lot(text, quantity, level) {
            stocks.push(lot);
            places.push(quantity.head.span);
        } else if let Some(work) = work(text, quantity) {
            swu_per_year += work;
            places.push(quantity.head.span);
        }
    }
    let subject = lowered.names.subject(level.head.name.as_str())?;
    let base = Unit::Enrichment.base_units();
    let threshold = PER_CENT_OF_THRESHOLD.checked_mul(base)?;
    let known = !stocks.is_empty() && swu_per_year > 0.0;
    known.then(|| Material {
        party: party.text.clone(),
        stocks,
        swu_per_year,
        level: (subject, threshold),
        places,
    })
}

fn unit(quantity: &Quantity) -> Option<Unit> {
    quantity.unit.as_ref().map(|(unit, _)| *unit)
}

/// The most that may be held, or else what stands there on day 0.
fn at_most<'a>(text: &'a Accord, quantity: &'a Quantity) -> Option<&'a Amount> {
    cap(text, &quantity.head.name).or(quantity.baseline.as_ref())
}

fn cap<'a>(text: &'a Accord, quantity: &Name) -> Option<&'a Amount> {
    let caps = steps(text).into_iter().filter_map(|placed| match &placed.step.act {
        Act::Hold { quantity: of, comparison, bound: Bound::Amount(amount), .. }
        | Act::Reduce { quantity: of, comparison, bound: Bound::Amount(amount), .. } => {
            let upper = matches!(comparison, Comparison::AtMost | Comparison::Below);
            (of == quantity && upper).then_some(amount)
        }
        _ => None,
    });
    caps.into_iter().next()
}

/// A stock of uranium at a known level.
fn lot(text: &Accord, quantity: &Quantity, level: &Quantity) -> Option<Lot> {
    let Unit::Mass(..) = unit(quantity)? else { return None };
    let amount = at_most(text, quantity)?;
    let Unit::Mass(_, Some(form)) = amount.unit else { return None };
    let share = match form {
        MaterialForm::U => 1.0,
        MaterialForm::UF6 => URANIUM_PER_UF6,
        _ => return None,
    };
    let kilogram = Unit::Mass(MassUnit::Kilogram, Some(form));
    let band = quantity.band.as_ref().map(|band| &band.high);
    let band = band.filter(|high| high.unit == Unit::Enrichment);
    let assay = band.or_else(|| cap(text, &level.head.name))?;
    let per_cent = in_unit(assay, Unit::Enrichment)?;
    Some(Lot { uranium_kg: share * in_unit(amount, kilogram)?, assay: per_cent / 100.0 })
}

/// Separative work of machines of a published type.
fn work(text: &Accord, quantity: &Quantity) -> Option<f64> {
    let machine = Unit::Count(CountUnit::Centrifuge);
    if unit(quantity)? != machine {
        return None;
    }
    let called = [quantity.head.called(), quantity.head.name.as_str()].join(" ").to_lowercase();
    let types = types();
    let named = types.iter().filter(|it| called.contains(&it.name.to_lowercase()));
    let swu = named.max_by_key(|it| it.name.len())?.swu_central;
    Some(swu * in_unit(at_most(text, quantity)?, machine)?)
}

/// An amount in another unit of its dimension.
#[expect(clippy::cast_precision_loss, reason = "amounts of a text are far below 2^52")]
fn in_unit(amount: &Amount, unit: Unit) -> Option<f64> {
    Some(amount.in_base().ok()? as f64 / unit.base_units() as f64)
}
