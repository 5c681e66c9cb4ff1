//! What binds a text and what would mend it: half a page for whoever drafts it.

mod json;
mod trade;

use explore::binding::lever::{Lever, Unit};
use explore::binding::remedy::{Remedies, Remedy, Target};
use explore::binding::why::Why;
use explore::binding::{Binding, Part, Side};
use explore::hold::Holds;
use kernel::Accord;
use world::Beliefs;

pub use json::answer;
pub use trade::{Traded, trade_answer, traded};

use crate::ethics::FOOT;
use crate::labels::{Labels, capital, quoted};
use crate::number::{error, figure, interval, percent, signed};
use crate::terminal::{entry, paragraph, wrapped};
use crate::words::{deviation, path};

/// Most parts of a margin that are told, for and against.
const PARTS: usize = 4;

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// What is analysed.
    pub accord: &'a Accord,
    /// What its rows are called.
    pub labels: &'a Labels,
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// What was found.
    pub why: &'a Why,
}

/// The page.
#[must_use]
pub fn page(asked: &Asked<'_>) -> String {
    let mut out = wrapped(&format!("What binds: {}", asked.labels.title));
    if asked.why.cut > 0 {
        out.push_str("\nNot told: the size limit left points out, which could bind.\n");
    }
    for side in &asked.why.sides {
        out.push('\n');
        out.push_str(&bound(asked, side));
    }
    if let Some(remedies) = &asked.why.remedies {
        out.push('\n');
        out.push_str(&mended(asked, remedies));
    }
    out.push('\n');
    out.push_str(&paragraph(FOOT));
    out
}

fn bound(asked: &Asked<'_>, side: &Side) -> String {
    let who = asked.labels.the_first(side.party);
    let Some(binding) = &side.binding else {
        return wrapped(&format!("{who}: no departure from a promise decides anything."));
    };
    let mut out = wrapped(&heading(asked, &who, binding));
    if let Some(gain) = run(asked, side, binding) {
        let told =
            format!("No departure pays it by itself, but a run of them would gain it {gain}.");
        out.push_str(&entry(&told));
    }
    let steps = path::steps(asked.labels, Some(side.party), &binding.way);
    if !steps.is_empty() {
        out.push_str(&entry(&format!("That is met so: {}.", steps.join("; "))));
    }
    let adds = |part: &&Part| part.adds().centre();
    let (keeps, leaves): (Vec<&Part>, Vec<&Part>) =
        binding.parts.iter().partition(|part| adds(part) > 0.0);
    out.push_str(&parts(asked, "For keeping", &keeps));
    out.push_str(&parts(asked, "For leaving", &leaves));
    out
}

/// What a run of departures gains a side for which the text fails though no single one pays.
fn run(asked: &Asked<'_>, side: &Side, binding: &Binding) -> Option<String> {
    let holding = asked.why.holdings.iter().find(|it| it.party == side.party)?;
    let fails = holding.holds() == Holds::No && binding.margin >= 0.0;
    fails.then(|| interval(holding.loss.lower, holding.loss.upper))
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

fn parts(asked: &Asked<'_>, head: &str, parts: &[&Part]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let one = |part: &&Part| {
        let name = asked.beliefs.entries.get(part.entry.0 as usize).map(|it| it.name.as_str());
        format!("{} {}", name.unwrap_or("an entry"), signed(part.adds().centre()))
    };
    let mut told: Vec<String> = parts.iter().take(PARTS).map(one).collect();
    let rest: f64 = parts.iter().skip(PARTS).map(|part| part.adds().centre()).sum();
    if parts.len() > PARTS {
        told.push(format!("others {}", signed(rest)));
    }
    entry(&format!("{head}: {}.", told.join("; ")))
}

fn mended(asked: &Asked<'_>, remedies: &Remedies) -> String {
    let tolerance = percent(asked.beliefs.tolerance);
    let head = match remedies.target {
        Target::Nothing => return wrapped("It holds to the last unit: nothing needs a change."),
        Target::WithinTolerance => {
            format!("To hold within {tolerance} of each stake, each change alone")
        }
        Target::ToTheLastUnit => format!(
            "It holds within {tolerance} of each stake. To hold to the last unit, each change alone"
        ),
    };
    let none = remedies.levers.iter().all(|it| it.mends.is_none());
    let head = if none { format!("{head}: none of these does") } else { head };
    let mut out = wrapped(&format!("{head}:"));
    for remedy in &remedies.levers {
        out.push_str(&entry(&one(asked, remedy)));
    }
    out
}

fn one(asked: &Asked<'_>, it: &Remedy) -> String {
    let unit = it.lever.unit();
    let line = asked.labels.at_line(it.lever.clause(asked.accord));
    let what = format!("{}{line}, now {}", named(asked.labels, it.lever), told(unit, it.now));
    let Some(mends) = &it.mends else {
        let ends: Vec<String> = it.tried.iter().map(|end| told(unit, *end)).collect();
        return match ends.is_empty() {
            true => format!("{what}: not tried"),
            false => format!("{what}: not alone, tried to {}", ends.join(" and to ")),
        };
    };
    let stakes: Vec<String> = mends
        .stakes
        .iter()
        .map(|(party, change)| format!("{} {}", asked.labels.short(*party), signed(*change)))
        .collect();
    format!(
        "{what}: {} is enough, {} is not; stakes change by {}",
        told(unit, mends.enough),
        told(unit, mends.short),
        stakes.join(", ")
    )
}

/// What a lever is called.
#[must_use]
pub fn named(labels: &Labels, lever: Lever) -> String {
    match lever {
        Lever::Relief(dial) => format!("relief of {}", quoted(&labels.dial(dial))),
        Lever::Tranches(escrow) => format!("sums of {}", quoted(&labels.escrow(escrow))),
        Lever::Detection(duty) => format!("detection of {}", quoted(&labels.duty(duty))),
        Lever::Felt(dial) => format!("delay until {} is felt", quoted(&labels.dial(dial))),
        Lever::Usable(escrow) => {
            format!("delay until {} is usable", quoted(&labels.escrow(escrow)))
        }
        Lever::Talks => "stages of disputes".to_owned(),
        Lever::ConsultFirst => "consulting before withdrawal".to_owned(),
    }
}

/// A setting in its unit.
fn told(unit: Unit, x: f64) -> String {
    match unit {
        Unit::Share => format!("{} % of what is written", figure(100.0 * x)),
        Unit::Odds => format!("{:.4} a period", x),
        Unit::Days => format!("{} days", figure(x)),
    }
}
