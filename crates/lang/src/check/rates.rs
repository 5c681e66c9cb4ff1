//! Check 30: more in less time than the plant can do.

use super::clocks::schedule::{At, Schedule};
use super::commitments::article;
use super::scope::Scope;
use crate::ast::{Act, Bound, Comparison, Moment, Name, PerPeriod, Portion, Quantity, Thing};
use crate::diagnostic::Diagnostic;
use crate::lower::{Placed, convert, hours};
use crate::units::Unit;

/// Steps that ask for more of a quantity than its `rate at most` gives by their deadline.
pub(super) fn check<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    found: &mut Vec<Diagnostic>,
) {
    if scope.text.quantities().all(|it| it.rate_at_most.is_none()) {
        return;
    }
    for placed in &scope.steps {
        found.extend(too_soon(scope, schedule, placed));
        found.extend(too_fast(scope, placed));
    }
}

/// A rate in base units of its quantity.
struct Rate<'a> {
    quantity: &'a Quantity,
    unit: Unit,
    amount: i64,
    period: u32,
    clause: &'a PerPeriod,
}

fn rate<'a>(scope: &Scope<'a>, name: &Name) -> Option<Rate<'a>> {
    let quantity = scope.quantity(name.as_str())?;
    let clause = quantity.rate_at_most.as_ref()?;
    let (unit, _) = quantity.unit?;
    let header = &scope.text.header;
    let amount = convert(&clause.amount, unit, &header.factors).filter(|it| *it > 0)?;
    let period = hours(header, clause.period.as_ref()?).0;
    Some(Rate { quantity, unit, amount, period, clause })
}

fn too_soon<'a>(
    scope: &Scope<'a>,
    schedule: &Schedule<'_, 'a>,
    placed: &Placed<'a>,
) -> Option<Diagnostic> {
    let (name, kept) = match &placed.step.act {
        Act::Reduce { quantity, .. } | Act::Process { quantity, .. } => (quantity, false),
        Act::Hold { quantity, .. } => (quantity, true),
        _ => return None,
    };
    let rate = rate(scope, name)?;
    let change = change(scope, &rate, &placed.step.act)?;
    let manner = &placed.step.manner;
    let moment = if kept { manner.from.as_ref() } else { manner.by.as_ref() }?;
    let due = schedule.own_time(placed, moment)?;
    let start = starts(schedule, placed, due, kept)?;
    let work = i128::from(change) * i128::from(rate.period);
    let takes = (work + i128::from(rate.amount) - 1) / i128::from(rate.amount);
    let ready = start.saturating_add(u32::try_from(takes).unwrap_or(u32::MAX));
    (ready > due.hours).then(|| tell(schedule, placed, moment, &rate, due, ready))
}

/// The hour from which the work can go on, counted as the deadline is.
fn starts<'a>(
    schedule: &Schedule<'_, 'a>,
    placed: &Placed<'a>,
    due: At<'a>,
    kept: bool,
) -> Option<u32> {
    match (due.phase, kept) {
        (None, false) => schedule.first(placed).map(|at| at.hours),
        (None, true) => placed.phase.map_or(Some(0), |phase| schedule.earliest_opening(phase)),
        (Some(_), false) => {
            let from = placed.step.manner.from.as_ref();
            let from = from.and_then(|moment| schedule.own_time(placed, moment));
            Some(from.filter(|it| it.comparable(due)).map_or(0, |it| it.hours))
        }
        (Some(_), true) => Some(0),
    }
}

/// How much the step asks to be changed, in base units.
fn change(scope: &Scope<'_>, rate: &Rate<'_>, act: &Act) -> Option<i64> {
    let factors = &scope.text.header.factors;
    let base = |amount: &crate::ast::Amount| convert(amount, rate.unit, factors);
    let baseline = rate.quantity.baseline.as_ref().and_then(base);
    match act {
        Act::Reduce { comparison, bound, .. } | Act::Hold { comparison, bound, .. } => {
            let to = match bound {
                Bound::Amount(amount) => base(amount)?,
                Bound::OfBaseline { portion, quantity, .. }
                    if *quantity == rate.quantity.head.name =>
                {
                    share(portion, baseline?, base)?
                }
                Bound::OfBaseline { .. } => return None,
            };
            let down = baseline?.saturating_sub(to).max(0);
            let up = to.saturating_sub(baseline?).max(0);
            Some(match comparison {
                Comparison::AtMost | Comparison::Below => down,
                Comparison::AtLeast | Comparison::Above => up,
                Comparison::Equal => down.max(up),
            })
        }
        // A share of what is left is not known beforehand.
        Act::Process { portion, of_baseline, .. } => match portion {
            Portion::Amount(amount) => base(amount),
            _ if *of_baseline => share(portion, baseline?, base),
            _ => None,
        },
        _ => None,
    }
}

fn share(
    portion: &Portion,
    baseline: i64,
    base: impl Fn(&crate::ast::Amount) -> Option<i64>,
) -> Option<i64> {
    let part = |over: i128, under: i128| i64::try_from(i128::from(baseline) * over / under).ok();
    match portion {
        Portion::Amount(amount) => base(amount),
        Portion::Fraction { numerator, denominator } if *denominator != 0 => {
            part(i128::from(*numerator), i128::from(*denominator))
        }
        Portion::Fraction { .. } => None,
        Portion::Percent(number) => part(i128::from(number.value.times(1000).ok()?), 100_000),
        Portion::All => Some(baseline),
    }
}

fn tell<'a>(
    schedule: &Schedule<'_, 'a>,
    placed: &Placed<'a>,
    moment: &Moment,
    rate: &Rate<'_>,
    due: At<'a>,
    ready: u32,
) -> Diagnostic {
    let name = placed.name();
    // A day that is begun is needed whole.
    let ready = At { hours: ready.div_ceil(24).saturating_mul(24), ..due };
    let message = format!(
        "`{name}` is due on {}, but at its rate `{}` is there on {} at the earliest",
        schedule.shown(due),
        rate.quantity.head.name,
        schedule.shown(ready)
    );
    Diagnostic::error("A330", moment.span, message)
        .label(rate.clause.span, "no more than this can be done")
        .label(placed.step.head.span, "the step is here")
        .within(article(placed))
        .help(format!("the earliest day that works is {}", schedule.shown(ready)))
}

/// A delivery that is faster than the quantity can be made.
fn too_fast(scope: &Scope<'_>, placed: &Placed<'_>) -> Option<Diagnostic> {
    let Act::Deliver { what: Thing::Name(quantity), up_to: Some(asked), .. } = &placed.step.act
    else {
        return None;
    };
    let rate = rate(scope, quantity)?;
    let header = &scope.text.header;
    let amount = convert(&asked.amount, rate.unit, &header.factors)?;
    let period = hours(header, asked.period.as_ref()?).0;
    let (left, right) = (
        i128::from(amount) * i128::from(rate.period),
        i128::from(rate.amount) * i128::from(period),
    );
    if left <= right {
        return None;
    }
    let name = placed.name();
    let message = format!("`{name}` asks for more of `{quantity}` than its rate gives");
    let most = &rate.clause.amount;
    let each = rate.period / 24;
    Some(
        Diagnostic::error("A330", asked.span, message)
            .label(rate.clause.span, "no more than this can be done")
            .within(article(placed))
            .help(format!(
                "write `up to {} {} per {each} days` at the most",
                most.number.value, most.unit
            )),
    )
}
