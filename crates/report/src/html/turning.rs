//! Where the answer turns, and which changes of the text would mend it.

use explore::assess::{TextChange, Turn};
use explore::hold::Holds;
use maud::{Markup, html};

use super::Section;
use super::figure::{figure, heads, paragraph, table};
use crate::labels::capital;
use crate::number::{counted, figure as digits};
use crate::page::Page;
use crate::svg::{self, Curve, Swing, Told};
use crate::words::{belief, room, turning};

/// Beliefs at which the answer changes, and where the reader's range lies.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    if page.assessment.turns.is_empty() {
        let body = paragraph(turning::NOT_COMPUTED);
        return Section::new("turning", "Where the answer turns", body);
    }
    let swings: Vec<Swing> = turning::turning(page).filter_map(|it| swing(page, it)).collect();
    let told = Told {
        id: "fig-turning",
        title: "Beliefs at which the answer turns",
        description: "For each belief its range as a bar, its value now as a dot and the value at \
                      which the answer turns as a line.",
    };
    let chart = svg::turning(told, &swings);
    let caption = "Beliefs at which the answer turns, nearest first. Bar: your range. Dot: now. \
                   Line: where the answer turns. All other beliefs stay as they are.";
    let body = html! {
        @if swings.is_empty() {
            (paragraph("No belief that was varied turns the answer within its bounds."))
            (numbers(page))
        } @else {
            (figure(&chart, caption, &numbers(page)))
        }
    };
    Section::new("turning", "Where the answer turns", body)
}

/// The slack of whoever's answer turns, over each belief that turns it.
pub(super) fn slack(page: &Page<'_>) -> Option<Section> {
    let curves: Vec<Curve> =
        page.assessment.turns.iter().filter_map(|it| curve(page, it)).collect();
    if curves.is_empty() {
        return None;
    }
    let told = Told {
        id: "fig-slack",
        title: "Slack against each critical belief",
        description: "For each belief the slack of the side whose answer it turns, a line at its value now.",
    };
    let caption = "Slack (the tolerance less what leaving would gain, as a share of what keeping is worth) of \
                   the side whose answer turns, over each belief alone, at the values that were solved. \
                   Upright line: now. Below zero that side leaves.";
    let rows = curves.iter().flat_map(|curve| {
        let row = |(x, y): &(f64, f64)| vec![curve.name.clone(), digits(*x), digits(*y)];
        curve.points.iter().map(row).collect::<Vec<_>>()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let numbers = table("Slack by belief", &heads(&["belief", "value", "slack"]), &rows);
    let body = figure(&svg::slack(told, &curves), caption, &numbers);
    Section::new("slack", "Slack over each belief that turns it", body)
}

fn curve(page: &Page<'_>, turn: &Turn) -> Option<Curve> {
    let entry = turning::entry(page, turn.entry)?;
    let party = page.signatories().iter().position(|it| *it == turn.party)?;
    let name = format!("{}: slack of {}", entry.name, page.labels.the(turn.party));
    (turn.curve.len() > 1).then(|| Curve { name, party, now: turn.now, points: turn.curve.clone() })
}

fn swing(page: &Page<'_>, turn: &Turn) -> Option<Swing> {
    let entry = turning::entry(page, turn.entry)?;
    let at = turn.at?;
    Some(Swing {
        name: entry.name.clone(),
        now: turn.now,
        range: belief::reach(entry),
        at: (at.lower, at.upper),
        becomes: turning::belief_row(page, turn).turns,
    })
}

fn numbers(page: &Page<'_>) -> Markup {
    let rows: Vec<Vec<String>> = page
        .assessment
        .turns
        .iter()
        .map(|turn| {
            let row = turning::belief_row(page, turn);
            let entry = turning::entry(page, turn.entry);
            let range = entry.and_then(belief::range).unwrap_or_else(|| "-".to_owned());
            vec![row.what, row.now, range, row.turns, digits(turn.sensitivity)]
        })
        .collect();
    let heads = heads(&["belief", "now", "your range", "the answer turns", "pull"]);
    html! {
        (table("Beliefs varied, one at a time", &heads, &rows))
        (paragraph("Pull: relative change of the slack for one per cent of the belief."))
    }
}

/// Changes of the text and who would keep it then.
pub(super) fn changes(page: &Page<'_>) -> Option<Section> {
    let changes = &page.assessment.changes;
    if changes.is_empty() {
        return None;
    }
    let rows: Vec<Vec<String>> = changes.iter().map(|it| change(page, it)).collect();
    let parties = page.signatories();
    let rooms = parties.iter().map(|it| format!("room, {}", page.labels.short(*it)));
    let heads: Vec<String> =
        heads(&["change", "line", "after it"]).into_iter().chain(rooms).collect();
    let tried = counted(changes.len(), "change");
    let body = html! {
        (paragraph(&format!("{} of the text, each tried alone, under the same beliefs. \
                             What each would cost at the table is for people to judge.", capital(&tried))))
        (table("Changes of the text", &heads, &rows))
    };
    Section::new("changes", "Changes of the text", body)
}

fn change(page: &Page<'_>, change: &TextChange) -> Vec<String> {
    let line = change.clause.and_then(|clause| page.labels.place(clause));
    let line = line.map_or_else(|| "-".to_owned(), |place| place.line.to_string());
    let rooms = page.signatories().into_iter().map(|party| {
        let found = change.after.iter().find(|(who, ..)| *who == party);
        match found {
            Some((_, Holds::Undecided, _)) => "undecided".to_owned(),
            Some((_, _, share)) => room::room(*share),
            None => "-".to_owned(),
        }
    });
    let first = [change.change.clone(), line, turning::after(page, change)];
    first.into_iter().chain(rooms).collect()
}
