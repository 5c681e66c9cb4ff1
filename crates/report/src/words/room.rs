//! Room to spare: what a margin means in units people can picture.

use explore::assess::Room;
use kernel::{ActorId, PhaseId};

use crate::number::percent;
use crate::page::Page;

/// What room is, under every table of it.
pub const FOOTNOTE: &str =
    "share of what the other side delivers that could fail before leaving pays";

/// Room in words: `34 %`, `short by 9 %`, or that the gains do not bear on the choice.
#[must_use]
pub fn room(room: Option<f64>) -> String {
    match room {
        Some(share) if share <= -1.0 => "short by 100 % or more".to_owned(),
        Some(share) if share < 0.0 => format!("short by {}", percent(-share)),
        Some(0.0) => "none".to_owned(),
        Some(share) => percent(share),
        None => "-".to_owned(),
    }
}

/// What a dash in a table of room means.
pub const DASH: &str = "- no choice there that what the other side delivers bears on";

/// The phases of the table, in the order of the text, with a room for each signatory if any;
/// nothing if no choice has a room.
#[must_use]
pub fn table<'a>(page: &Page<'a>) -> Vec<(PhaseId, Vec<Option<&'a Room>>)> {
    let rooms = &page.assessment.rooms;
    if rooms.iter().all(|it| it.room.is_none()) {
        return Vec::new();
    }
    let phases = page.accord.phase_ids().filter(|phase| rooms.iter().any(|it| it.phase == *phase));
    let cell = |phase: PhaseId, party: ActorId| {
        rooms.iter().find(|it| it.phase == phase && it.party == party)
    };
    let row = |phase| page.signatories().into_iter().map(|party| cell(phase, party)).collect();
    phases.map(|phase| (phase, row(phase))).collect()
}

/// Whether a cell of the table is where the text is thinnest: no room at all, or the least of all.
#[must_use]
pub fn is_thin(page: &Page<'_>, room: f64) -> bool {
    let all = page.assessment.rooms.iter().filter_map(|it| it.room);
    room <= 0.0 || all.fold(f64::INFINITY, f64::min) >= room
}
