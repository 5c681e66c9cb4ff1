//! Duties by phase on a scale of days, with the time their proof may take.

use kernel::accord::{Duty, DutyKind, When};
use kernel::{DutyId, Hours, PhaseId};
use maud::html;

use super::Section;
use super::figure::{figure, heads, paragraph, table};
use crate::number::figure as digits;
use crate::page::Page;
use crate::svg::{self, Leg, Panel, Told};

/// The schedule as the text has it; conditions are not dates and are not drawn.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let duties: Vec<DutyId> = page.accord.duty_ids().collect();
    if duties.is_empty() {
        return None;
    }
    let panels = panels(page, &duties);
    let told = Told {
        id: "fig-timeline",
        title: "Duties by phase",
        description: "For each duty the days on which it is owed, then the longest time its proof \
                      may take.",
    };
    let caption = "Duties by phase, in days since the phase opened. Bar: from the day a duty is \
                   live to the day it is due; pale bars are kept as long as the phase lasts. \
                   Hatched: the longest time its proof may take. Dashed: the phase lapses. A duty \
                   that waits for a condition may start later than drawn.";
    let key = html! {
        p class="key" {
            @for (index, party) in page.signatories().iter().enumerate() {
                span class={ "swatch p" (index % 6) } {} (page.labels.short(*party)) " "
            }
        }
    };
    let chart = html! { (key) (svg::timeline(told, &panels)) };
    let body = html! {
        (figure(&chart, caption, &numbers(page, &duties)))
        (paragraph("Dates come from the text alone; no belief enters."))
    };
    Section::new("timeline", "Who owes what when", body)
}

fn panels(page: &Page<'_>, duties: &[DutyId]) -> Vec<Panel> {
    let phases = page.accord.phase_ids().map(Some).chain([None]);
    let panel = |phase: Option<PhaseId>| {
        let of_phase = duties.iter().filter(|id| phase_of(page, **id) == Some(phase));
        let legs: Vec<Leg> = of_phase.filter_map(|id| leg(page, *id)).collect();
        let title = phase.map_or_else(
            || "For as long as it is in force".to_owned(),
            |phase| page.labels.numbered_phase(phase),
        );
        let lapses = phase.and_then(|phase| page.accord.phase(phase)?.lapses).map(days);
        Panel { title, lapses, legs }
    };
    phases.map(panel).filter(|it| !it.legs.is_empty()).collect()
}

fn phase_of(page: &Page<'_>, id: DutyId) -> Option<Option<PhaseId>> {
    page.accord.duty(id).map(|duty| duty.phase)
}

fn leg(page: &Page<'_>, id: DutyId) -> Option<Leg> {
    let duty = page.accord.duty(id)?;
    let parties = page.signatories();
    let party = parties.iter().position(|it| *it == duty.obligor);
    Some(Leg {
        name: name(page, id),
        party: party.unwrap_or(parties.len()),
        from: start(page, duty),
        due: due(page, duty),
        lag: days(duty.lag),
    })
}

fn name(page: &Page<'_>, id: DutyId) -> String {
    let title = page.labels.duty(id);
    if title.chars().count() <= 30 {
        return title;
    }
    let cut: String = title.chars().take(27).collect();
    format!("{cut}...")
}

/// First day on which it is owed: at the latest when what it follows is done on its last day.
fn start(page: &Page<'_>, duty: &Duty) -> f64 {
    duty.from.and_then(|when| day(page, when, DEPTH)).unwrap_or(0.0)
}

fn due(page: &Page<'_>, duty: &Duty) -> Option<f64> {
    let ends = match duty.kind {
        DutyKind::Achieve => duty.due.or(duty.until),
        DutyKind::Maintain => duty.until,
    };
    ends.and_then(|when| day(page, when, DEPTH))
}

/// Longest chain of "after" that is followed.
const DEPTH: u8 = 16;

/// A time of the text in days since its phase opened.
fn day(page: &Page<'_>, when: When, depth: u8) -> Option<f64> {
    match when {
        When::Phase(after) | When::Day(after) => Some(days(after)),
        When::After(other, after) => {
            let duty = page.accord.duty(other)?;
            let before = duty.due.filter(|_| depth > 0);
            let met = before.and_then(|when| day(page, when, depth - 1)).unwrap_or(0.0);
            Some(met + days(duty.lag) + days(after))
        }
    }
}

fn days(hours: Hours) -> f64 {
    f64::from(hours.0) / 24.0
}

fn numbers(page: &Page<'_>, duties: &[DutyId]) -> maud::Markup {
    let row = |id: &DutyId| {
        let duty = page.accord.duty(*id)?;
        let phase = duty.phase.map_or_else(|| "-".to_owned(), |it| page.labels.numbered_phase(it));
        let line = page.labels.place(duty.clause).map_or(0, |place| place.line);
        let due = due(page, duty).map_or_else(|| "kept".to_owned(), digits);
        Some(vec![
            page.labels.duty(*id),
            page.labels.short(duty.obligor),
            phase,
            digits(start(page, duty)),
            due,
            digits(days(duty.lag)),
            duty.undo.map_or_else(|| "no".to_owned(), |it| format!("{} days", digits(days(it)))),
            line.to_string(),
        ])
    };
    let rows: Vec<Vec<String>> = duties.iter().filter_map(row).collect();
    let heads = heads(&[
        "duty",
        "of",
        "phase",
        "from day",
        "due day",
        "proof, days",
        "reversible in",
        "line",
    ]);
    table("Duties and their days", &heads, &rows)
}
