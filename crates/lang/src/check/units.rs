//! Checks 1 to 4: units, material forms, periods, sums.

use super::scope::Scope;
use super::walk::{Seen, Within, walk};
use crate::ast::{Amount, Decimal, Escrow, Inexact, Name, PerPeriod, Quantity};
use crate::diagnostic::Diagnostic;
use crate::lower::convert;
use crate::span::Span;
use crate::units::{CountUnit, MaterialForm, Unit};

/// Amounts that cannot be what they are compared with.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    walk(scope.text, &mut |within, seen| match seen {
        Seen::Measured(name, amount) => {
            let quantity = scope.quantity(name.as_str());
            found.extend(quantity.and_then(|it| measured(scope, within, it, amount)));
        }
        Seen::Share(name, span) => {
            let quantity = scope.quantity(name.as_str());
            found.extend(quantity.and_then(|it| share(within, it, span)));
        }
        Seen::Rated(rate, what) => found.extend(rated(within, rate, what)),
        Seen::Casualties(amount) => found.extend(casualties(within, amount)),
        Seen::Name(..) | Seen::Stage(..) | Seen::Act(_) => (),
    });
    for escrow in scope.text.escrows() {
        found.extend(sum(escrow));
    }
}

/// The unit a quantity is counted in, and where it says so.
fn unit(quantity: &Quantity) -> Option<(Unit, Span)> {
    match &quantity.unit {
        Some((unit, span)) => Some((*unit, span.0)),
        None => (!quantity.grades.is_empty()).then_some((Unit::Grade, quantity.head.span)),
    }
}

fn measured(
    scope: &Scope<'_>,
    within: Within<'_>,
    quantity: &Quantity,
    amount: &Amount,
) -> Option<Diagnostic> {
    let (unit, place) = unit(quantity)?;
    if amount.dimension() == unit.dimension() {
        return exact(within, amount);
    }
    let name = &quantity.head.name;
    if let (Unit::Mass(_, given), Unit::Mass(_, wanted)) = (amount.unit, unit) {
        return match (given, wanted) {
            (Some(given), Some(wanted)) => {
                factor_missing(scope, within, name, amount, (given, wanted), place)
            }
            (None, Some(form)) => Some(form_missing(within, name, amount, form, place)),
            (Some(form), None) => Some(unit_without_form(within, name, amount, form, place)),
            (None, None) => None,
        };
    }
    let message =
        format!("`{}` cannot be an amount of `{name}`, counted in `{unit}`", shown(amount));
    Some(
        Diagnostic::error("A301", amount.span, message)
            .label(place, format!("`{name}` is counted in `{unit}`"))
            .within(within.article)
            .help(format!("write `{} {unit}` if that is meant", amount.number.value)),
    )
}

fn shown(amount: &Amount) -> String {
    format!("{} {}", large(amount.number.value), amount.unit)
}

/// A number as the text would write it: `4.2 billion`.
fn large(number: Decimal) -> String {
    let words = [(9, "billion"), (6, "million"), (3, "thousand")];
    let found = words.iter().find_map(|(zeros, word)| {
        let scaled = reduced(Decimal { mantissa: number.mantissa, scale: number.scale + zeros });
        let enough =
            scaled.mantissa.unsigned_abs() >= 10_u64.checked_pow(u32::from(scaled.scale))?;
        (enough && scaled.scale <= 3 && number.mantissa.unsigned_abs() >= 10_000)
            .then(|| format!("{scaled} {word}"))
    });
    found.unwrap_or_else(|| number.to_string())
}

/// Without zeros at the end of the fraction.
fn reduced(mut number: Decimal) -> Decimal {
    while number.scale > 0 && number.mantissa % 10 == 0 {
        number = Decimal { mantissa: number.mantissa / 10, scale: number.scale - 1 };
    }
    number
}

fn exact(within: Within<'_>, amount: &Amount) -> Option<Diagnostic> {
    let (what, help) = match amount.in_base().err()? {
        Inexact::TooLarge => ("larger than can be counted", "write it in a larger unit"),
        Inexact::TooFine => ("finer than it is counted", "round it to what can be measured"),
    };
    let message = format!("`{}` is {what}", shown(amount));
    Some(Diagnostic::error("A301", amount.span, message).within(within.article).help(help))
}

fn form_missing(
    within: Within<'_>,
    name: &Name,
    amount: &Amount,
    form: MaterialForm,
    place: Span,
) -> Diagnostic {
    let message = format!("`{}` does not say in which form `{name}` is weighed", shown(amount));
    Diagnostic::error("A302", amount.span, message)
        .label(place, format!("`{name}` is weighed as {}", form.word()))
        .within(within.article)
        .help(format!("write `{}[{}]`", shown(amount), form.word()))
}

fn unit_without_form(
    within: Within<'_>,
    name: &Name,
    amount: &Amount,
    form: MaterialForm,
    place: Span,
) -> Diagnostic {
    let message = format!("`{name}` does not say in which form it is weighed");
    Diagnostic::error("A302", place, message)
        .label(amount.span, format!("here it is weighed as {}", form.word()))
        .within(within.article)
        .help(format!("give `{name}` the unit `kg[{}]`", form.word()))
}

fn factor_missing(
    scope: &Scope<'_>,
    within: Within<'_>,
    name: &Name,
    amount: &Amount,
    (given, wanted): (MaterialForm, MaterialForm),
    place: Span,
) -> Option<Diagnostic> {
    let unit = Unit::Mass(crate::units::MassUnit::Gram, Some(wanted));
    if convert(amount, unit, &scope.text.header.factors).is_some() {
        return None;
    }
    let (given, wanted) = (given.word(), wanted.word());
    let message = format!("`{}` is weighed as {given}, but `{name}` as {wanted}", shown(amount));
    let factor = known_factor(given, wanted).unwrap_or("…");
    Some(
        Diagnostic::error("A301", amount.span, message)
            .label(place, format!("`{name}` is weighed as {wanted}"))
            .within(within.article)
            .help(format!("declare `counts 1 kg[{given}] as {factor} kg[{wanted}]` in the header")),
    )
}

/// Mass of one form in a kilogram of another.
///
/// # Source
/// Atomic masses of U (238.03), F (19.00), O (16.00); 0.676 for the hexafluoride is the factor
/// used with the cap of 300 kg in the JCPOA (202.8 kg of uranium).
fn known_factor(given: &str, wanted: &str) -> Option<&'static str> {
    match (given, wanted) {
        ("UF6", "U") => Some("0.676"),
        ("U3O8", "U") => Some("0.848"),
        ("UO2", "U") => Some("0.881"),
        _ => None,
    }
}

fn share(within: Within<'_>, quantity: &Quantity, span: Span) -> Option<Diagnostic> {
    if quantity.baseline.is_some() {
        return None;
    }
    let name = &quantity.head.name;
    let message = format!("the baseline of `{name}` is asked for, and it has none");
    Some(
        Diagnostic::error("A301", span, message)
            .label(quantity.head.span, format!("`{name}` is declared here"))
            .within(within.article)
            .help(format!("add `baseline …` to `{name}`, as its observer has verified it")),
    )
}

fn rated(within: Within<'_>, rate: &PerPeriod, what: &str) -> Option<Diagnostic> {
    if rate.period.is_some() {
        return None;
    }
    let amount = shown(&rate.amount);
    let message = format!("`{amount}` as {what} has no period: once, or every month?");
    Some(
        Diagnostic::error("A303", rate.span, message)
            .within(within.article)
            .help(format!("write `{amount} per 30 days`, or the period meant")),
    )
}

fn casualties(within: Within<'_>, amount: &Amount) -> Option<Diagnostic> {
    let persons = [CountUnit::Person, CountUnit::Casualty, CountUnit::Unit].map(Unit::Count);
    if persons.contains(&amount.unit) {
        return None;
    }
    let message = format!("casualties cannot be `{}`", shown(amount));
    Some(
        Diagnostic::error("A301", amount.span, message)
            .within(within.article)
            .help(format!("write `{} persons`", amount.number.value)),
    )
}

fn sum(escrow: &Escrow) -> Vec<Diagnostic> {
    let Some(total) = escrow.total.as_ref().filter(|_| !escrow.tranches.is_empty()) else {
        return Vec::new();
    };
    let other_money = |amount: &Amount| amount.dimension() != total.dimension();
    let odd: Vec<_> = escrow.tranches.iter().filter(|it| other_money(&it.amount)).collect();
    if !odd.is_empty() {
        let odd = odd.into_iter().map(|it| currency(escrow, &it.amount, total));
        return odd.collect();
    }
    let parts: Option<Vec<i64>> =
        escrow.tranches.iter().map(|it| it.amount.in_base().ok()).collect();
    let (Some(parts), Ok(whole)) = (parts, total.in_base()) else { return Vec::new() };
    let made = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
    if made == whole { Vec::new() } else { vec![wrong_sum(escrow, total, made, whole)] }
}

fn wrong_sum(escrow: &Escrow, total: &Amount, made: i64, whole: i64) -> Diagnostic {
    let base = total.unit.base_units();
    let sum = |value: i64| format!("{} {}", large(Decimal::whole(value / base)), total.unit);
    let missing = whole.saturating_sub(made);
    let side = if missing > 0 { "less" } else { "more" };
    let message = format!(
        "the tranches make {}, {} {side} than the total",
        sum(made),
        sum(missing.saturating_abs())
    );
    let tranches = escrow.tranches.iter();
    let error = tranches.fold(Diagnostic::error("A304", total.span, message), |error, it| {
        error.label(it.span, format!("{} is {}", it.name, shown(&it.amount)))
    });
    let help = match missing {
        1.. => format!("add a tranche of {}, or write `total {}`", sum(missing), sum(made)),
        _ => format!("write `total {}`, or take away {}", sum(made), sum(missing.saturating_abs())),
    };
    error.within(escrow.head.called()).help(help)
}

fn currency(escrow: &Escrow, amount: &Amount, total: &Amount) -> Diagnostic {
    let message = format!("`{}` is no part of a total in `{}`", shown(amount), total.unit);
    Diagnostic::error("A301", amount.span, message)
        .label(total.span, "the total is here")
        .within(escrow.head.called())
        .help(format!("money never converts by itself: state the tranche in `{}`", total.unit))
}
