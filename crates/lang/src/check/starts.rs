//! Check 42: red lines that are crossed before the cap that they guard is owed.

use super::bounds::{Interval, baseline};
use super::scope::Scope;
use crate::ast::{Act, Comparison, Condition, ConditionKind, Name, Redline};
use crate::diagnostic::Diagnostic;
use crate::lower::Placed;

/// Lines without a start that the state of affairs on day 0 crosses.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let unbegun = scope.text.redlines().filter(|line| line.live.is_none());
    found.extend(unbegun.filter_map(|line| crossed(scope, line)));
}

fn crossed(scope: &Scope<'_>, line: &Redline) -> Option<Diagnostic> {
    let when = line.when.as_ref()?;
    let quantity = holds_on_day_0(scope, when)?;
    let amount = scope.quantity(quantity.as_str())?.baseline.as_ref()?;
    let name = &line.head.name;
    let start = format!("{} {}", amount.number.value, amount.unit);
    let message = format!("`{name}` is crossed on day 0: `{quantity}` starts at {start}");
    let error = Diagnostic::error("A342", when.span, message).label(amount.span, "it starts here");
    let (error, help) = match cap(scope, quantity) {
        Some(cap) => (
            error.label(cap.step.head.span, format!("`{}` is to bring it down first", cap.name())),
            format!("add `live from {}`", cap.name()),
        ),
        None => (error, "say from when it counts: `live when …`".to_owned()),
    };
    Some(error.within(line.head.called()).help(help))
}

/// The quantity by which a condition holds before anything has happened.
fn holds_on_day_0<'a>(scope: &Scope<'_>, condition: &'a Condition) -> Option<&'a Name> {
    match &condition.kind {
        ConditionKind::All(list) => {
            let all: Option<Vec<&Name>> = list.iter().map(|it| holds_on_day_0(scope, it)).collect();
            all?.into_iter().next()
        }
        ConditionKind::Any(list) => list.iter().find_map(|part| holds_on_day_0(scope, part)),
        ConditionKind::Compare { quantity, comparison, bound, .. } => {
            let values = Interval::of(scope, quantity, *comparison, bound)?;
            values.contains(baseline(scope, quantity)?).then_some(quantity)
        }
        _ => None,
    }
}

/// The first step that bounds the quantity.
fn cap<'a, 's>(scope: &'s Scope<'a>, quantity: &Name) -> Option<&'s Placed<'a>> {
    scope.steps.iter().find(|placed| match &placed.step.act {
        Act::Hold { quantity: own, comparison, .. } => {
            own == quantity && *comparison != Comparison::Equal
        }
        Act::Reduce { quantity: own, .. } => own == quantity,
        _ => false,
    })
}
