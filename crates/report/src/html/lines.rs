//! Red lines and what the text lets be done about them, level by level, with their map.

use kernel::accord::{Effect, Level, Redline, SubjectKind};
use kernel::{Hours, RedlineId, SubjectId};
use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::ethics::NOT_A_TRIGGER;
use crate::number::figure as digits;
use crate::page::Page;

/// The table of answers.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let rows: Vec<Vec<String>> =
        page.accord.redline_ids().flat_map(|id| levels(page, id)).collect();
    if rows.is_empty() && page.labels.zones.is_empty() {
        return None;
    }
    let heads =
        heads(&["red line", "watches", "level", "from", "open for", "who may do what", "line"]);
    let body = html! {
        (paragraph("What the text lets each side do about a red line, level by level. It says what would be \
                    inside the text, and asks nobody to do it."))
        @if rows.is_empty() {
            (paragraph("The text has no red line: each of its zones is a gap."))
        } @else {
            (table("Red lines and their answers", &heads, &rows))
            @for said in gaps(page) { (paragraph(&said)) }
        }
        (paragraph(NOT_A_TRIGGER))
        (super::map::drawn(page))
    };
    Section::new("lines", "Red lines and answers", body)
}

fn levels(page: &Page<'_>, id: RedlineId) -> Vec<Vec<String>> {
    let Some(row) = page.accord.redline(id) else { return Vec::new() };
    let one = |(number, level): (usize, &Level)| {
        let line = page.labels.place(level.clause).map_or(0, |place| place.line);
        vec![
            page.labels.redline(id),
            page.labels.subject(row.subject),
            number.to_string(),
            severity(page, row.subject, level.at_least),
            window(level.window),
            answers(page, level),
            line.to_string(),
        ]
    };
    (1_usize..).zip(&row.levels).map(one).collect()
}

/// From which severity on, in the unit of the text: the shorter of `from 20` and `above 19.999`.
fn severity(page: &Page<'_>, subject: SubjectId, at_least: i64) -> String {
    if is_tally(page, subject) {
        return if at_least > 0 { "with casualties" } else { "any" }.to_owned();
    }
    let (from, above) =
        (measured(page, subject, at_least), measured(page, subject, at_least.saturating_sub(1)));
    if from.len() <= above.len() { format!("from {from}") } else { format!("above {above}") }
}

fn is_tally(page: &Page<'_>, subject: SubjectId) -> bool {
    page.accord.subject(subject).is_some_and(|row| row.kind == SubjectKind::Tally)
}

/// A value in the unit of the text, every digit that it has.
fn measured(page: &Page<'_>, subject: SubjectId, value: i64) -> String {
    let unit = page.labels.units.get(subject.index()).cloned().flatten();
    let (unit, base) = unit.unwrap_or_default();
    let number = value as f64 / base.max(1) as f64;
    format!("{number} {unit}").trim_end().to_owned()
}

/// Crossings without an answer, and lines that one event crosses together.
fn gaps(page: &Page<'_>) -> Vec<String> {
    let lines: Vec<(RedlineId, &Redline)> =
        page.accord.redline_ids().zip(&page.accord.redlines).collect();
    let mut said: Vec<String> =
        lines.iter().flat_map(|(id, row)| unanswered(page, *id, row)).collect();
    for (place, (one, row)) in lines.iter().enumerate() {
        let rest = lines.iter().skip(place + 1);
        let together = rest.filter(|(_, other)| {
            let anybody = row.actors.is_empty() || other.actors.is_empty();
            let both = row.actors.iter().any(|actor| other.actors.contains(actor));
            row.subject == other.subject && (anybody || both)
        });
        said.extend(together.map(|(other, _)| {
            format!(
                "Overlap: {} and {} watch the same, so that one event may cross both.",
                page.labels.redline(*one),
                page.labels.redline(*other)
            )
        }));
    }
    if said.is_empty() {
        let none = "No gap and no overlap: whatever crosses a line has an answer, and no two lines watch the \
                    same.";
        said.push(none.to_owned());
    }
    said
}

fn unanswered(page: &Page<'_>, id: RedlineId, row: &Redline) -> Vec<String> {
    let name = page.labels.redline(id);
    let lowest = if is_tally(page, row.subject) { 0 } else { row.above.saturating_add(1) };
    let Some(first) = row.levels.first() else {
        return vec![format!("Gap: {name} names no level, so nothing answers it.")];
    };
    let mut said = Vec::new();
    if first.at_least > lowest {
        let (low, high) =
            (severity(page, row.subject, lowest), severity(page, row.subject, first.at_least));
        said.push(format!("Gap: {name} is crossed {low}, and its first level opens {high}."));
    }
    let empty = (1_usize..).zip(&row.levels).filter(|(_, level)| level.answers.is_empty());
    said.extend(empty.map(|(number, _)| format!("Gap: level {number} of {name} names no answer.")));
    said
}

fn window(window: Hours) -> String {
    match window.0 {
        _ if window >= Hours::FOREVER => "as long as it stands".to_owned(),
        hours if hours < 72 => format!("{hours} hours"),
        hours => format!("{} days", digits(f64::from(hours) / 24.0)),
    }
}

fn answers(page: &Page<'_>, level: &Level) -> String {
    let one = |answer: &kernel::accord::Answer| {
        format!("{}: {}", page.labels.short(answer.by), effect(page, &answer.effect))
    };
    let all: Vec<String> = level.answers.iter().map(one).collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

fn effect(page: &Page<'_>, effect: &Effect) -> String {
    let labels = page.labels;
    match effect {
        Effect::PauseEscrow(escrow, _) => format!("pause {}", labels.escrow(*escrow)),
        Effect::SuspendWaiver(waiver, _) => format!("suspend {}", labels.waiver(*waiver)),
        Effect::RevokeWaiver(waiver) => format!("revoke {}", labels.waiver(*waiver)),
        Effect::LowerDial(dial, _) => format!("lower {}", labels.dial(*dial)),
        Effect::Strike => "answer with force, inside the level".to_owned(),
        Effect::EndWorkstream(file) => format!("end {}", labels.workstream(*file)),
        Effect::Start(procedure) => format!("start {}", labels.procedure(*procedure)),
        Effect::OnlyIf(_, inner) => format!("{}, on a condition", self::effect(page, inner)),
    }
}
