//! The text with its files linked and apart, and what a failure in one costs in the others.

use explore::assess::files::{Failure, Side, Solved, Tied};
use explore::tied::Ties;
use maud::{Markup, html};

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::number::{chance, figure as digits, interval, signed};
use crate::page::Page;
use crate::words::files::{FAILURE, MEANT, sentences, solved, ties};
use crate::words::{deviation, moved};

/// Months at which survival is told, beside the horizon.
const LANDMARKS: [usize; 2] = [12, 24];

/// Nothing after a quick look, where there is one file, and where a graph was cut.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let all = &page.assessment.files;
    if all.is_empty() {
        return None;
    }
    let body = html! {
        @for said in sentences(page) { (paragraph(&said)) }
        (sides(page, all))
        (discipline(page, all))
        (failures(page, all))
        (paragraph(MEANT))
    };
    Section::new("files", "Files linked and apart", body)
}

fn all_solved(all: &[Tied]) -> impl Iterator<Item = (Ties, &Solved)> {
    all.iter().filter_map(|it| Some((it.ties, solved(it)?)))
}

/// Who decides, in the order in which everything is told.
fn names(page: &Page<'_>, all: &[Tied]) -> Vec<String> {
    let first = all_solved(all).next();
    let sides = first.map_or(&[][..], |(_, found)| found.sides.as_slice());
    sides.iter().map(|side| page.labels.short(side.party)).collect()
}

fn sides(page: &Page<'_>, all: &[Tied]) -> Markup {
    let horizon = all_solved(all).map(|(_, found)| found.alive.len()).max().unwrap_or(0);
    let mut months: Vec<usize> = LANDMARKS.into_iter().filter(|it| *it < horizon).collect();
    months.push(horizon);
    let mut columns = vec!["files".to_owned()];
    for name in names(page, all) {
        let own = ["keeps", "worth of keeping", "gain of leaving", "least margin"];
        columns.extend(own.map(|what| format!("{name}: {what}")));
    }
    columns.extend(months.iter().map(|month| format!("in force, month {month}")));
    let row = |(how, found): (Ties, &Solved)| {
        let mut row = vec![ties(how).to_owned()];
        for side in &found.sides {
            row.extend(side_cells(side));
            row.push(side.margin.map_or_else(|| "-".to_owned(), signed));
        }
        let alive = |month: &usize| found.alive.get(month.saturating_sub(1)).copied();
        row.extend(months.iter().map(|it| alive(it).map_or_else(|| "-".to_owned(), chance)));
        row
    };
    let rows: Vec<Vec<String>> = all_solved(all).map(row).collect();
    table("The same text, its files as written, apart and linked", &columns, &rows)
}

fn side_cells(side: &Side) -> [String; 3] {
    let gain = interval(side.loss.lower.max(0.0), side.loss.upper);
    [moved::keeps(side.holds).to_owned(), digits(side.stake.centre()), gain]
}

/// The same where a group is held back better and worse than believed.
fn discipline(page: &Page<'_>, all: &[Tied]) -> Markup {
    let mut columns = heads(&["attacks despite restraint, a period", "files"]);
    for name in names(page, all) {
        let own = ["keeps", "worth of keeping", "gain of leaving"];
        columns.extend(own.map(|what| format!("{name}: {what}")));
    }
    let mut rows = Vec::new();
    let written = all_solved(all).next().map_or(&[][..], |(_, found)| found.discipline.as_slice());
    for (place, setting) in written.iter().enumerate() {
        for (how, found) in all_solved(all) {
            let Some(there) = found.discipline.get(place) else { continue };
            let name = page.beliefs.entries.get(setting.entry.0 as usize);
            let name = name.map_or("attacks", |entry| entry.name.as_str());
            let mut row = vec![format!("{}: {name}", digits(setting.value)), ties(how).to_owned()];
            row.extend(there.sides.iter().flat_map(side_cells));
            rows.push(row);
        }
    }
    html! {
        @if !rows.is_empty() {
            (table("Imperfect discipline: attacks at both ends of your range", &columns, &rows))
        }
    }
}

fn failures(page: &Page<'_>, all: &[Tied]) -> Markup {
    let mut columns = heads(&["failure", "files"]);
    for name in names(page, all) {
        columns.extend([format!("{name}: costs"), format!("{name}: in other files")]);
    }
    let row = |how: Ties, it: &Failure| {
        let clause = deviation::clause(page.accord, &it.departure);
        let what = deviation::doing(page.labels, &it.departure);
        let (who, file) = (page.labels.short(it.party), page.labels.workstream(it.file));
        let line = page.labels.at_line(clause);
        let mut row = vec![format!("{who} in {file}: {what}{line}"), ties(how).to_owned()];
        let costs = it.costs.iter().flat_map(|cost| [digits(cost.all), digits(cost.others)]);
        row.extend(costs);
        row
    };
    let mut rows: Vec<Vec<String>> = all_solved(all)
        .flat_map(|(how, found)| found.failures.iter().map(move |it| row(how, it)))
        .collect();
    rows.sort_by(|a, b| a[0].cmp(&b[0]));
    html! {
        @if !rows.is_empty() {
            (table("What a failure in one file costs", &columns, &rows))
            (paragraph(FAILURE))
        }
    }
}
