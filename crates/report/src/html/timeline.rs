//! What is owed by file, on a scale of days since day 0, with proofs, decisions, lapses and elections.

use explore::assess::calendar::{Calendar, Opened};
use explore::plan::Owed;
use kernel::accord::{Duty, DutyKind, When};
use kernel::{DutyId, Hours, WorkstreamId};
use maud::html;

use super::Section;
use super::figure::{figure, heads, paragraph, table};
use crate::number::figure as digits;
use crate::page::Page;
use crate::svg::{self, Leg, Panel, Told};

/// The schedule in the life in which everybody keeps the text at the first possible instant.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let duties: Vec<DutyId> = page.accord.duty_ids().collect();
    let calendar = &page.assessment.calendar;
    if duties.is_empty() {
        return None;
    }
    let first = page.record.as_ref().map_or(0.0, |record| days(record.at));
    let last = last(page, calendar, first);
    let panels = panels(page, calendar, last);
    let told = Told {
        id: "fig-timeline",
        title: "What is owed by file",
        description: "For each duty the days on which it is owed, then the longest time its proof may take; \
                      days on which a waiver must be renewed, a phase lapses or an office is voted on.",
    };
    let from = page.record.as_ref().map_or_else(String::new, |record| {
        format!(" from {}, where the record stands,", record.day(record.at))
    });
    let caption = format!(
        "What is owed by file, in days since day 0,{from} if everybody keeps the text at the first instant \
         it allows. Bar: from the day a duty is live to its last day; pale bars are kept. \
         Hatched: the longest time its proof may take. Diamond: a decision, without which a waiver \
         runs out. Dashed: what lapses if something is left undone. Upright line: an election."
    );
    let key = html! {
        p class="key" {
            @for (index, party) in page.signatories().iter().enumerate() {
                span class={ "swatch p" (index % 6) } {} (page.labels.short(*party)) " "
            }
        }
    };
    let chart = html! { (key) (svg::timeline(told, (first, last), &panels, &elections(page, calendar, last))) };
    let body = html! {
        (figure(&chart, &caption, &numbers(page, &duties)))
        (decisions(page, calendar))
        (paragraph("Dates come from the text alone, elections from the beliefs. A duty that waits for a \
                    condition may start later than drawn."))
    };
    Section::new("timeline", "Who owes what when", body)
}

/// Days that are drawn at least from where a record stands.
const AHEAD: f64 = 365.0;

/// The last day that is drawn: of what is owed, proved or lapses, with a margin.
fn last(page: &Page<'_>, calendar: &Calendar, first: f64) -> f64 {
    let lag = |it: &Owed| page.accord.duty(it.duty).map_or(0.0, |row| days(row.lag));
    let owed = calendar.owed.iter().map(|it| days(it.by.unwrap_or(it.from)) + lag(it));
    let lapses = calendar.phases.iter().filter_map(|it| it.lapses).map(days);
    // From a record much may be kept for good: a year shows what must be renewed and decided.
    let least = if page.record.is_some() { first + AHEAD } else { 1.0 };
    let end = owed.chain(lapses).fold(least, f64::max);
    (first + (end - first) * 1.05).ceil()
}

fn panels(page: &Page<'_>, calendar: &Calendar, last: f64) -> Vec<Panel> {
    let panel = |file: WorkstreamId| {
        let of_file =
            |it: &&Owed| page.accord.duty(it.duty).is_some_and(|row| row.workstream == file);
        let mut seen: Vec<DutyId> = Vec::new();
        let mut legs = Vec::new();
        for it in calendar.owed.iter().filter(of_file) {
            // A duty that comes alive again is drawn where it first does.
            if !seen.contains(&it.duty) {
                seen.push(it.duty);
                legs.extend(leg(page, calendar, it, last));
            }
        }
        legs.extend(renewed(page, calendar, file, last));
        let lapses = calendar.phases.iter().filter(|it| lapses_in(page, it, file));
        let lapses = lapses.filter_map(|it| {
            Some((days(it.lapses?), format!("{} lapses", page.labels.phase_name(it.phase))))
        });
        Panel { title: page.labels.workstream(file), lapses: lapses.collect(), legs }
    };
    let files = page.accord.workstream_ids().map(panel);
    files.filter(|it| !it.legs.is_empty()).collect()
}

fn lapses_in(page: &Page<'_>, it: &Opened, file: WorkstreamId) -> bool {
    page.accord.phase(it.phase).is_some_and(|row| row.workstreams.contains(&file))
}

fn leg(page: &Page<'_>, calendar: &Calendar, it: &Owed, last: f64) -> Option<Leg> {
    let duty = page.accord.duty(it.duty)?;
    let kept = duty.kind == DutyKind::Maintain;
    let closes = duty.phase.filter(|_| !duty.survives_phase).and_then(|phase| {
        calendar.phases.iter().find(|it| it.phase == phase).and_then(|it| it.closes)
    });
    let until = if kept { closes } else { it.by.or(closes) };
    Some(Leg {
        name: cut(&page.labels.duty(it.duty)),
        party: place(page, duty.obligor),
        owed: Some((days(it.from), until.map_or(last, days))),
        kept,
        lag: days(duty.lag),
        decided: Vec::new(),
    })
}

fn renewed(page: &Page<'_>, calendar: &Calendar, file: WorkstreamId, last: f64) -> Vec<Leg> {
    let own = page.accord.waiver_ids().zip(&page.accord.waivers);
    let own = own.filter(|(_, row)| row.workstream == file);
    let leg = |(id, row): (kernel::WaiverId, &kernel::accord::Waiver)| {
        let ends = calendar.renewals.iter().filter(|it| it.0 == id);
        Leg {
            name: cut(&format!("renew {}", page.labels.waiver(id))),
            party: place(page, row.granter),
            owed: None,
            kept: false,
            lag: 0.0,
            decided: ends.map(|it| days(it.2)).filter(|day| *day <= last).collect(),
        }
    };
    own.map(leg).filter(|leg| !leg.decided.is_empty()).collect()
}

fn elections(page: &Page<'_>, calendar: &Calendar, last: f64) -> Vec<(f64, String)> {
    let named = calendar
        .elections
        .iter()
        .map(|(party, at)| (days(*at), format!("election, {}", page.labels.short(*party))));
    named.filter(|(day, _)| *day <= last).collect()
}

fn place(page: &Page<'_>, party: kernel::ActorId) -> usize {
    let parties = page.signatories();
    parties.iter().position(|it| *it == party).unwrap_or(parties.len())
}

fn cut(title: &str) -> String {
    if title.chars().count() <= 30 {
        return title.to_owned();
    }
    let cut: String = title.chars().take(27).collect();
    format!("{cut}...")
}

/// What somebody must decide, what lapses by omission, and elections, in order of time.
fn decisions(page: &Page<'_>, calendar: &Calendar) -> maud::Markup {
    let line = |clause| {
        page.labels.place(clause).map_or_else(|| "-".to_owned(), |place| place.line.to_string())
    };
    let mut all: Vec<(Hours, [String; 3])> = Vec::new();
    for it in &calendar.phases {
        let (Some(at), Some(row)) = (it.lapses, page.accord.phase(it.phase)) else { continue };
        let closes = it.closes.map_or_else(String::new, |at| {
            format!(" (at the earliest it closes on day {})", digits(days(at)))
        });
        let what = format!("{} lapses unless closed{closes}", page.labels.phase_name(it.phase));
        all.push((at, [what, "omission".to_owned(), line(row.clause)]));
    }
    for (waiver, by, at) in first_renewals(calendar) {
        let row = page.accord.waiver(waiver);
        let what = format!("{} runs out unless renewed", page.labels.waiver(waiver));
        let every = row
            .and_then(|row| row.lasts)
            .map_or_else(String::new, |span| format!(", then every {} days", digits(days(span))));
        let clause = row.map_or_else(|| "-".to_owned(), |row| line(row.clause));
        let by = page.labels.short(by);
        all.push((at, [format!("{what}{every}"), format!("decision of {by}"), clause]));
    }
    for (party, at) in &calendar.elections {
        let what = format!("election, {}", page.labels.short(*party));
        all.push((*at, [what, "beliefs".to_owned(), "-".to_owned()]));
    }
    all.sort_by_key(|(at, _)| *at);
    let row = |(at, cells): (Hours, [String; 3])| {
        std::iter::once(digits(days(at))).chain(cells).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = all.into_iter().map(row).collect();
    let columns = heads(&["day", "what", "how", "line"]);
    html! {
        @if !rows.is_empty() {
            (table("Decisions, lapses by omission and elections", &columns, &rows))
        }
    }
}

fn first_renewals(calendar: &Calendar) -> Vec<(kernel::WaiverId, kernel::ActorId, Hours)> {
    let mut firsts: Vec<(kernel::WaiverId, kernel::ActorId, Hours)> = Vec::new();
    for it in &calendar.renewals {
        if firsts.iter().all(|known| known.0 != it.0) {
            firsts.push(*it);
        }
    }
    firsts
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
        let owed = page.assessment.calendar.owed.iter().find(|it| it.duty == *id);
        let earliest = owed.map_or_else(|| "-".to_owned(), |it| digits(days(it.from)));
        let latest =
            owed.and_then(|it| it.by).map_or_else(|| "-".to_owned(), |by| digits(days(by)));
        Some(vec![
            page.labels.duty(*id),
            page.labels.short(duty.obligor),
            page.labels.workstream(duty.workstream),
            phase,
            digits(start(page, duty)),
            due,
            earliest,
            latest,
            digits(days(duty.lag)),
            duty.undo.map_or_else(|| "no".to_owned(), |it| format!("{} days", digits(days(it)))),
            line.to_string(),
        ])
    };
    let rows: Vec<Vec<String>> = duties.iter().filter_map(row).collect();
    let heads = heads(&[
        "duty",
        "of",
        "file",
        "phase",
        "from day of the phase",
        "due day of the phase",
        "earliest day",
        "by day then",
        "proof, days",
        "reversible in",
        "line",
    ]);
    table("Duties and their days", &heads, &rows)
}
