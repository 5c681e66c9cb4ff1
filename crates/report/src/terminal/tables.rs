//! The two tables of the terminal page.

use super::layout::{WIDTH, cell, columns};
use crate::labels::capital;
use crate::number::counted;
use crate::page::Page;
use crate::words::{room as spare, turning as turns};

/// Turning points of beliefs shown.
const BELIEFS_SHOWN: usize = 4;
/// Changes of the text shown.
const CHANGES_SHOWN: usize = 2;
/// Least and most columns before the last column of the table of turning points.
const TURNS_FROM: (usize, usize) = (38, 53);
/// Columns of the value now.
const NOW: usize = 8;

/// Room to spare by phase and party.
pub(super) fn room(page: &Page<'_>) -> Vec<String> {
    let table = spare::table(page);
    if table.is_empty() {
        return Vec::new();
    }
    let parties = page.signatories();
    let width = (WIDTH - 30) / parties.len().max(1);
    if width < 14 {
        return thinnest(page);
    }
    let heads = parties.iter().map(|party| cell(&page.labels.short(*party), width));
    let mut lines = vec![row("  room to spare*", heads)];
    for (phase, rooms) in table {
        let cells = rooms.iter().map(|room| {
            let room = room.and_then(|it| it.room);
            let thin = room.is_some_and(|room| spare::is_thin(page, room));
            cell(&format!("{}{}", spare::room(room), if thin { "  <" } else { "" }), width)
        });
        lines.push(row(&format!("  {}", page.labels.numbered_phase(phase)), cells));
    }
    lines.push(format!("  * {}", spare::FOOTNOTE));
    if page.assessment.rooms.iter().any(|it| it.room.is_none()) {
        lines.push(format!("  {}", spare::DASH));
    }
    lines
}

fn row(head: &str, cells: impl Iterator<Item = String>) -> String {
    let line = format!("{} {}", cell(head, 29), cells.collect::<String>());
    line.trim_end().to_owned()
}

/// With many signatories: the one with the least room in each phase.
fn thinnest(page: &Page<'_>) -> Vec<String> {
    let mut lines = vec!["  least room to spare*".to_owned()];
    for (phase, rooms) in spare::table(page) {
        let with_room = rooms.into_iter().flatten().filter_map(|it| Some((it.party, it.room?)));
        if let Some((party, room)) = with_room.min_by(|a, b| a.1.total_cmp(&b.1)) {
            let head = cell(&format!("  {}", page.labels.numbered_phase(phase)), 38);
            lines.push(format!("{head}{}, {}", spare::room(Some(room)), page.labels.short(party)));
        }
    }
    lines.push(format!("  * {}", spare::FOOTNOTE));
    lines
}

/// Where the answer turns: beliefs, then changes of the text.
pub(super) fn turning(page: &Page<'_>) -> Vec<String> {
    let mut lines = beliefs(page);
    lines.extend(changes(page));
    if lines.is_empty() {
        lines.push(turns::NOT_COMPUTED.to_owned());
    }
    lines
}

fn beliefs(page: &Page<'_>) -> Vec<String> {
    if page.assessment.turns.is_empty() {
        return Vec::new();
    }
    let rows: Vec<turns::Row> =
        turns::turning(page).take(BELIEFS_SHOWN).map(|it| turns::belief_row(page, it)).collect();
    let at = column(&rows);
    let mut lines = vec![belief_line("The answer turns at", "now", "turns", at)];
    lines.extend(
        rows.iter().map(|it| belief_line(&format!("  {}", it.what), &it.now, &it.turns, at)),
    );
    let still = turns::without_turn(page);
    if still > 0 {
        let varied = capital(&counted(still, "belief"));
        lines.push(format!("  {varied} varied to the bounds without a turn"));
    }
    lines
}

/// Three columns; a name too long for its own stands on a line of its own.
fn belief_line(what: &str, now: &str, turns: &str, at: usize) -> String {
    let width = at - NOW - 1;
    if columns(what) <= width {
        two(&format!("{} {now}", cell(what, width)), turns, at)
    } else {
        let values = two(&format!("{} {now}", cell("", width)), turns, at);
        format!("{}\n{values}", cell(what, WIDTH).trim_end())
    }
}

fn changes(page: &Page<'_>) -> Vec<String> {
    let shown = page.assessment.changes.iter().take(CHANGES_SHOWN);
    let rows: Vec<turns::Row> = shown.map(|it| turns::change_row(page, it)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let at = column(&rows);
    let mut lines = vec!["  or by a change of text".to_owned()];
    lines.extend(rows.iter().map(|it| two(&format!("  {}", it.what), &it.turns, at)));
    lines
}

/// Where the last column starts, so that the longest of its cells fits if any place lets it.
fn column(rows: &[turns::Row]) -> usize {
    let longest = rows.iter().map(|it| columns(&it.turns)).max().unwrap_or(0);
    (WIDTH - longest.min(WIDTH)).clamp(TURNS_FROM.0, TURNS_FROM.1)
}

/// Two columns; the second goes to a line of its own if the two do not fit beside each other.
fn two(left: &str, right: &str, at: usize) -> String {
    if columns(left) < at && columns(right) + at <= WIDTH {
        format!("{}{right}", cell(left, at)).trim_end().to_owned()
    } else {
        format!("{}\n    {right}", cell(left, WIDTH).trim_end())
    }
}
