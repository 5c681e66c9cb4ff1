//! Checks 19 and 20: rungs that leave a gap, rungs in the wrong order, answers for good.

mod rungs;

use rungs::{Gap, gap};

use super::files::acted_on;
use super::scope::Scope;
use crate::ast::{ConditionKind, Effect, Grant, Level, LevelWhen, Name, Power, Redline, Step};
use crate::diagnostic::Diagnostic;
use crate::lower::is_kept;

/// Ladders with a rung missing or turned round, and answers that cannot be taken back to breaches
/// that can be mended.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for line in scope.text.redlines() {
        found.extend(number_left_out(line));
        found.extend(gap(scope, line).map(|gap| tell_gap(line, &gap)));
        found.extend(line.levels.windows(2).filter_map(|pair| turned(line, pair)));
        for level in line.levels.iter().filter(|level| mendable(scope, line, level)) {
            let own = allowed(level).filter(|power| is_final(scope, &power.effect));
            found.extend(own.map(|power| for_good(scope, line, level, power)));
        }
    }
    for placed in scope.steps.iter().filter(|placed| is_kept(placed.step)) {
        let own = placed.step.manner.if_missed.iter();
        let own = own.filter(|it| it.grant != Grant::HasNoPower && is_final(scope, &it.effect));
        found.extend(own.map(|power| missed(scope, placed.step, power)));
    }
}

fn allowed(level: &Level) -> impl Iterator<Item = &Power> {
    level.answers.iter().filter(|power| power.grant != Grant::HasNoPower)
}

fn number_left_out(line: &Redline) -> Option<Diagnostic> {
    let numbers = || line.levels.iter().map(|it| it.number.value.as_whole());
    let (at, level) =
        (1..).zip(&line.levels).find(|(at, it)| it.number.value.as_whole() != Some(*at))?;
    let written = numbers().nth(usize::try_from(at).ok()?.checked_sub(1)?)??;
    let name = &line.head.name;
    let message = format!("the ladder of `{name}` has level {written} where level {at} is next");
    Some(
        Diagnostic::error("A319", level.number.span, message)
            .label(line.head.span, "the line is here")
            .within(line.head.called())
            .help(format!("add `level {at}`, or number the levels 1 to {}", line.levels.len())),
    )
}

fn tell_gap(line: &Redline, gap: &Gap<'_>) -> Diagnostic {
    let name = &line.head.name;
    let message = format!("no level of `{name}` answers {}", gap.shown);
    let error = Diagnostic::error("A319", gap.beside.span, message);
    let error = match &line.when {
        Some(when) => error.label(when.span, "this crosses the line"),
        None => error,
    };
    error.within(line.head.called()).help(format!(
        "add a level `when {}: …`, or widen level {}",
        gap.condition, gap.beside.number.value
    ))
}

/// A level that may do worse than the one above it.
fn turned(line: &Redline, pair: &[Level]) -> Option<Diagnostic> {
    let [lower, upper] = pair else { return None };
    if upper.answers.is_empty() || allowed(upper).next().is_none() {
        return None;
    }
    let harsher = allowed(lower).find(|power| !matched(power, upper))?;
    let name = &line.head.name;
    let (low, high) = (lower.number.value, upper.number.value);
    let message =
        format!("level {low} of `{name}` is harsher than level {high}: {}", told(harsher));
    Some(
        Diagnostic::error("A319", harsher.span, message)
            .label(upper.span, format!("level {high} allows nothing so harsh"))
            .within(line.head.called())
            .help(format!("move that answer to level {high}, or allow it there too")),
    )
}

/// Whether the level allows something at least as harsh, as far as the two can be compared.
fn matched(power: &Power, upper: &Level) -> bool {
    let class = harshness(&power.effect);
    allowed(upper).any(|other| {
        let above = harshness(&other.effect);
        let same = acted_on(&power.effect).is_some_and(|it| acted_on(&other.effect) == Some(it));
        match class.cmp(&above) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => !same || no_milder(power, other),
            // What relief is worth beside other relief is not in the text.
            std::cmp::Ordering::Greater => class == 2 && above == 1 && !same,
        }
    })
}

/// Talk, a pause, relief taken away, the end of something, force.
fn harshness(effect: &Effect) -> u8 {
    match effect {
        Effect::Resume(_)
        | Effect::Notify(_)
        | Effect::Consult(_)
        | Effect::EstablishAttribution
        | Effect::Open(_)
        | Effect::Other(_) => 0,
        Effect::Pause(_) | Effect::Suspend(_) => 1,
        Effect::Revoke(_) | Effect::Lower { .. } | Effect::Start { .. } => 2,
        Effect::End(_) | Effect::CeasePerforming { .. } | Effect::Withdraw => 3,
        Effect::Strike { .. } => 4,
    }
}

/// Of two answers of one kind on one thing: whether the second lasts as long and goes as low.
fn no_milder(first: &Power, second: &Power) -> bool {
    let hours = |it: &Power| it.lasts.as_ref().and_then(|it| it.hours(None));
    let longer = match (hours(first), hours(second)) {
        (Some(first), Some(second)) => second >= first,
        _ => true,
    };
    let lower = match (&first.effect, &second.effect) {
        (Effect::Lower { level: first, .. }, Effect::Lower { level: second, .. }) => {
            second.value <= first.value
        }
        _ => true,
    };
    longer && lower
}

fn told(power: &Power) -> String {
    let what = acted_on(&power.effect).map_or_else(String::new, |it| format!(" `{it}`"));
    let verb = match &power.effect {
        Effect::Strike { .. } => "a strike",
        Effect::Withdraw => "withdrawal",
        Effect::CeasePerforming { .. } => "ceasing to perform",
        Effect::End(_) => "the end of",
        Effect::Lower { .. } => "a lower level of",
        Effect::Revoke(_) => "revoking",
        Effect::Start { .. } => "starting",
        Effect::Pause(_) | Effect::Suspend(_) => "a longer pause of",
        _ => "an answer",
    };
    format!("{verb}{what}")
}

/// Whether what crosses the line on this rung can be brought back: a measured level, or an attack
/// without casualties.
fn mendable(scope: &Scope<'_>, line: &Redline, level: &Level) -> bool {
    let unhurt = matches!(&level.when, LevelWhen::Casualties(comparison, number)
        if number.value.as_whole() == Some(0) && comparison.sign() != ">");
    let measured = line.when.as_ref().and_then(|when| match &when.kind {
        ConditionKind::Compare { quantity, .. } => Some(quantity),
        _ => None,
    });
    unhurt || measured.is_some_and(|it| is_level(scope, it))
}

/// Whether the quantity is a level, which can go back, and no count of what has happened.
fn is_level(scope: &Scope<'_>, name: &Name) -> bool {
    use crate::units::{CountUnit, Unit};
    let unit = scope.quantity(name.as_str()).and_then(|it| it.unit);
    unit.is_some_and(|(unit, _)| {
        !matches!(unit, Unit::Count(CountUnit::Event | CountUnit::Casualty))
    })
}

/// Whether an answer takes effect and stays: force, leaving, an end, a snapback that nothing stops.
fn is_final(scope: &Scope<'_>, effect: &Effect) -> bool {
    match effect {
        Effect::Strike { .. } | Effect::Withdraw | Effect::End(_) => true,
        Effect::CeasePerforming { in_part, .. } => !in_part,
        Effect::Start { procedure, .. } => {
            let mut all = scope.text.snapbacks();
            all.find(|it| it.head.name == *procedure).is_some_and(|it| it.stopped.is_none())
        }
        _ => false,
    }
}

fn for_good(scope: &Scope<'_>, line: &Redline, level: &Level, power: &Power) -> Diagnostic {
    let (name, number) = (&line.head.name, level.number.value);
    let message = format!(
        "level {number} of `{name}` answers what can be mended by what cannot: {}",
        told(power)
    );
    let warning = Diagnostic::warning("A320", power.span, message);
    let warning = match &line.when {
        Some(when) => warning.label(when.span, "this can be brought back in line"),
        None => warning,
    };
    warning.within(line.head.called()).help(milder(scope, line.head.workstream.as_ref()))
}

fn missed(scope: &Scope<'_>, step: &Step, power: &Power) -> Diagnostic {
    let name = &step.head.name;
    let message = format!(
        "missing `{name}`, which can be mended, is answered by what cannot: {}",
        told(power)
    );
    Diagnostic::warning("A320", power.span, message)
        .label(step.head.span, "this can be brought back in line")
        .within(step.head.called())
        .help(milder(scope, step.head.workstream.as_ref()))
}

/// An answer that can be taken back, on relief of the same file.
fn milder(scope: &Scope<'_>, file: Option<&Name>) -> String {
    let here = |head: &&crate::ast::Head| file.is_none() || head.workstream.as_ref() == file;
    let waivers = scope.text.waivers().map(|it| &it.head);
    let relief = waivers.chain(scope.text.escrows().map(|it| &it.head)).find(here);
    match relief {
        Some(head) => {
            format!("answer first with `… may suspend {} for 30 days within 30 days`", head.name)
        }
        None => "answer first with a pause or suspension `for 30 days`, and later with this".into(),
    }
}
