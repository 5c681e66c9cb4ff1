//! Red lines and what the text lets be done about them, level by level.

use kernel::accord::{Effect, Level};
use kernel::{Hours, RedlineId};
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
    if rows.is_empty() {
        return None;
    }
    let heads =
        heads(&["red line", "watches", "level", "from", "open for", "who may do what", "line"]);
    let body = html! {
        (paragraph("What the text lets each side do about a red line, level by level. It says what would be \
                    inside the text, and asks nobody to do it."))
        (table("Red lines and their answers", &heads, &rows))
        (paragraph(NOT_A_TRIGGER))
        (paragraph("Zones stand on the map of the desk."))
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
            level.at_least.to_string(),
            window(level.window),
            answers(page, level),
            line.to_string(),
        ]
    };
    (1_usize..).zip(&row.levels).map(one).collect()
}

fn window(window: Hours) -> String {
    match window.0 {
        hours if window >= Hours::FOREVER => {
            let _ = hours;
            "as long as it stands".to_owned()
        }
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
