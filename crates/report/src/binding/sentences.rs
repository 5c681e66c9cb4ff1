//! What binds and what would mend it, in sentences: the same on the terminal and in the report.

use explore::binding::remedy::{Remedy, Target};
use explore::binding::{Binding, Part, Side};
use explore::hold::Holds;

use super::{Asked, named, told};
use crate::labels::capital;
use crate::number::{error, interval, percent, signed};
use crate::words::{deviation, path};

/// Most parts of a margin that are told, for and against.
const PARTS: usize = 4;

/// What binds one side: the departure that comes closest to paying, then what there is to say of
/// it.
pub(crate) fn bound(asked: &Asked<'_>, side: &Side) -> (String, Vec<String>) {
    let who = asked.labels.the_first(side.party);
    let Some(binding) = &side.binding else {
        return (format!("{who}: no departure from a promise decides anything."), Vec::new());
    };
    let (keeps, leaves): (Vec<&Part>, Vec<&Part>) =
        binding.parts.iter().partition(|part| part.adds().centre() > 0.0);
    let about = [
        run(asked, side, binding),
        way(asked, side, binding),
        parts(asked, "For keeping", &keeps),
        parts(asked, "For leaving", &leaves),
    ];
    (heading(asked, &who, binding), about.into_iter().flatten().collect())
}

/// What a run of departures gains a side for which the text fails though no single one pays.
fn run(asked: &Asked<'_>, side: &Side, binding: &Binding) -> Option<String> {
    let holding = asked.holdings.iter().find(|it| it.party == side.party)?;
    let fails = holding.holds() == Holds::No && binding.margin >= 0.0;
    let gain = interval(holding.loss.lower, holding.loss.upper);
    let told = "No departure pays it by itself, but a run of them would gain it";
    fails.then(|| format!("{told} {gain}."))
}

fn way(asked: &Asked<'_>, side: &Side, binding: &Binding) -> Option<String> {
    let steps = path::steps(asked.labels, Some(side.party), &binding.way);
    (!steps.is_empty()).then(|| format!("That is met so: {}.", steps.join("; ")))
}

fn heading(asked: &Asked<'_>, who: &str, it: &Binding) -> String {
    let place = it.clause.and_then(|clause| asked.labels.place(clause));
    let line = place
        .map_or_else(String::new, |place| format!(", line {}: \"{}\"", place.line, place.quote));
    let phase = it.phase.map_or_else(
        || "before any phase".to_owned(),
        |phase| format!("in phase {}", asked.labels.numbered_phase(phase)),
    );
    format!(
        "{who}{line}. {} by {}: keeping less leaving {} {}.",
        capital(&phase),
        deviation::doing(asked.labels, &it.deviation),
        signed(it.margin),
        error(it.error)
    )
}

fn parts(asked: &Asked<'_>, head: &str, parts: &[&Part]) -> Option<String> {
    let mut told: Vec<String> = parts.iter().take(PARTS).map(|it| added(asked, it)).collect();
    let rest: f64 = parts.iter().skip(PARTS).map(|part| part.adds().centre()).sum();
    if parts.len() > PARTS {
        told.push(format!("others {}", signed(rest)));
    }
    (!told.is_empty()).then(|| format!("{head}: {}.", told.join("; ")))
}

fn added(asked: &Asked<'_>, part: &Part) -> String {
    let entry = asked.beliefs.entries.get(part.entry.0 as usize);
    let name = entry.map_or("an entry", |it| it.name.as_str());
    format!("{name} {}", signed(part.adds().centre()))
}

/// What was asked of the changes, and whether any of them does it.
pub(crate) fn asked_for(asked: &Asked<'_>, target: Target, any: bool) -> String {
    let tolerance = percent(asked.beliefs.tolerance);
    let head = match target {
        Target::Nothing => return "It holds to the last unit: nothing needs a change.".to_owned(),
        Target::WithinTolerance => {
            format!("To hold within {tolerance} of each stake, each change alone")
        }
        Target::ToTheLastUnit => format!(
            "It holds within {tolerance} of each stake. To hold to the last unit, each change alone"
        ),
    };
    if any { format!("{head}:") } else { format!("{head}: none of these does:") }
}

/// What one change does, with where it stands in the text.
pub(crate) fn one(asked: &Asked<'_>, it: &Remedy) -> String {
    let line = asked.labels.at_line(it.lever.clause(asked.accord));
    let now = told(it.lever.unit(), it.now);
    format!("{}{line}, now {now}: {}", named(asked.labels, it.lever), mends(asked, it))
}

/// Whether a change mends alone, and what it does to the stakes.
pub(crate) fn mends(asked: &Asked<'_>, it: &Remedy) -> String {
    let unit = it.lever.unit();
    let Some(mends) = &it.mends else {
        let ends: Vec<String> = it.tried.iter().map(|end| told(unit, *end)).collect();
        let left = it.left.map(|points| format!("over {points} points, --all solves it"));
        return match (ends.is_empty(), left) {
            (true, None) => "not tried".to_owned(),
            (true, Some(left)) => format!("not tried: {left}"),
            (false, None) => format!("not alone, tried to {}", ends.join(" and to ")),
            (false, Some(left)) => {
                format!("not alone, tried to {}; farther on {left}", ends.join(" and to "))
            }
        };
    };
    let stake = |(party, change): &(kernel::ActorId, f64)| {
        format!("{} {}", asked.labels.short(*party), signed(*change))
    };
    let stakes: Vec<String> = mends.stakes.iter().map(stake).collect();
    let (enough, short) = (told(unit, mends.enough), told(unit, mends.short));
    format!("{enough} is enough, {short} is not; stakes change by {}", stakes.join(", "))
}

/// The cheapest change alone, in one sentence; nothing if none was needed.
pub(crate) fn cheapest(asked: &Asked<'_>) -> Option<String> {
    let remedies = asked.remedies?;
    let what = match remedies.target {
        Target::Nothing => return None,
        Target::WithinTolerance => "mend it",
        Target::ToTheLastUnit => "make it hold to the last unit",
    };
    let first = remedies.levers.iter().find_map(|it| Some((it, it.mends.as_ref()?)));
    let Some((it, mends)) = first else {
        return Some(format!("No single change that was tried would {what}."));
    };
    let (name, unit) = (named(asked.labels, it.lever), it.lever.unit());
    let to = told(unit, mends.enough);
    Some(format!("Cheapest single change to {what}: {name} to {to}, now {}.", told(unit, it.now)))
}
