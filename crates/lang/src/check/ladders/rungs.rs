//! Which severities the levels of a line leave without an answer.

use crate::ast::{Bound, Comparison, Condition, ConditionKind, Level, LevelWhen, Name, Redline};
use crate::check::scope::Scope;
use crate::lower::{convert, decimal};
use crate::units::Unit;

/// Severities that no level answers.
pub(super) struct Gap<'a> {
    /// As people read it: `more than 20 %U235 and up to 60 %U235`.
    pub shown: String,
    /// As a level would say it.
    pub condition: String,
    /// The level next to it.
    pub beside: &'a Level,
}

/// Whole numbers from one to another, both in it.
#[derive(Clone, Copy)]
struct Interval {
    low: i64,
    high: i64,
}

/// What severity is measured in.
enum Measure<'a> {
    Casualties,
    Quantity(&'a Name, Unit),
}

/// The first gap of a ladder; nothing if its levels measure different things.
pub(super) fn gap<'a>(scope: &Scope<'a>, line: &'a Redline) -> Option<Gap<'a>> {
    let measure = measure(scope, line)?;
    let mut rungs: Vec<(Interval, &Level)> = Vec::new();
    for level in &line.levels {
        rungs.push((interval(scope, &measure, level)?, level));
    }
    rungs.sort_by_key(|it| (it.0.low, it.0.high));
    let mut next = start(scope, &measure, line)?;
    let mut below = rungs.first()?.1;
    for (interval, level) in rungs {
        if interval.low > next {
            let up_to = interval.low.checked_sub(1)?;
            return Some(tell(&measure, Interval { low: next, high: up_to }, below));
        }
        if interval.high == i64::MAX {
            return None;
        }
        if interval.high >= next {
            (next, below) = (interval.high.checked_add(1)?, level);
        }
    }
    Some(tell(&measure, Interval { low: next, high: i64::MAX }, below))
}

/// What all levels measure.
fn measure<'a>(scope: &Scope<'a>, line: &'a Redline) -> Option<Measure<'a>> {
    line.levels.iter().find_map(|level| match &level.when {
        LevelWhen::Casualties(..) => Some(Measure::Casualties),
        LevelWhen::Value { quantity, .. } => {
            let (unit, _) = scope.quantity(quantity.as_str())?.unit?;
            Some(Measure::Quantity(quantity, unit))
        }
        LevelWhen::Any | LevelWhen::Condition(_) => None,
    })
}

fn interval(scope: &Scope<'_>, measure: &Measure<'_>, level: &Level) -> Option<Interval> {
    match (&level.when, measure) {
        (LevelWhen::Any, _) => Some(Interval { low: i64::MIN, high: i64::MAX }),
        (LevelWhen::Casualties(comparison, number), Measure::Casualties) => {
            within(*comparison, number.value.as_whole()?)
        }
        (LevelWhen::Value { quantity, comparison, bound }, Measure::Quantity(same, unit)) => {
            let value = base(scope, bound, *unit).filter(|_| quantity == *same)?;
            within(*comparison, value)
        }
        _ => None,
    }
}

fn base(scope: &Scope<'_>, bound: &Bound, unit: Unit) -> Option<i64> {
    match bound {
        Bound::Amount(amount) => convert(amount, unit, &scope.text.header.factors),
        Bound::OfBaseline { .. } => None,
    }
}

fn within(comparison: Comparison, value: i64) -> Option<Interval> {
    Some(match comparison {
        Comparison::AtMost => Interval { low: i64::MIN, high: value },
        Comparison::Below => Interval { low: i64::MIN, high: value.checked_sub(1)? },
        Comparison::AtLeast => Interval { low: value, high: i64::MAX },
        Comparison::Above => Interval { low: value.checked_add(1)?, high: i64::MAX },
        Comparison::Equal => Interval { low: value, high: value },
    })
}

/// The lowest severity that crosses the line.
fn start(scope: &Scope<'_>, measure: &Measure<'_>, line: &Redline) -> Option<i64> {
    let when = line.when.as_ref()?;
    match (measure, &when.kind) {
        (Measure::Casualties, ConditionKind::Occurs { casualties: Some((sign, amount)), .. }) => {
            Some(within(*sign, amount.number.value.as_whole()?)?.low.max(0))
        }
        (Measure::Casualties, _) => Some(0),
        (Measure::Quantity(name, unit), _) => crossing(scope, when, name, *unit),
    }
}

fn crossing(scope: &Scope<'_>, when: &Condition, name: &Name, unit: Unit) -> Option<i64> {
    match &when.kind {
        ConditionKind::Compare { quantity, comparison, bound, .. } if quantity == name => {
            let value = base(scope, bound, unit)?;
            within(*comparison, value).map(|it| it.low).filter(|low| *low > i64::MIN)
        }
        ConditionKind::All(list) => list.iter().find_map(|it| crossing(scope, it, name, unit)),
        _ => None,
    }
}

fn tell<'a>(measure: &Measure<'_>, gap: Interval, beside: &'a Level) -> Gap<'a> {
    let number = |value: i64| match measure {
        Measure::Casualties => value.to_string(),
        Measure::Quantity(_, unit) => decimal(value, unit.base_units())
            .map_or_else(|| value.to_string(), |number| format!("{number} {unit}")),
    };
    let what = match measure {
        Measure::Casualties => "casualties".to_owned(),
        Measure::Quantity(name, _) => name.text.clone(),
    };
    let above = number(gap.low.saturating_sub(1));
    let (shown, condition) = match (gap.high, gap.low) {
        (i64::MAX, 0) => (format!("any {what}"), "any".to_owned()),
        (i64::MAX, _) => (format!("`{what} > {above}`"), format!("{what} > {above}")),
        (high, low) if high == low && matches!(measure, Measure::Casualties) => {
            (format!("`{what} = {low}`"), format!("{what} = {low}"))
        }
        (high, 0) => {
            (format!("`{what} <= {}`", number(high)), format!("{what} <= {}", number(high)))
        }
        (high, _) => (
            format!("`{what}` above {above} up to {}", number(high)),
            format!("{what} <= {}", number(high)),
        ),
    };
    Gap { shown, condition, beside }
}
