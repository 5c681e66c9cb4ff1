//! The monthly status of each duty on the scale on which peace accords are compared.
//!
//! Source: Joshi, Quinn and Regan, "Annualized implementation data on comprehensive intrastate peace accords,
//! 1989-2012", Journal of Peace Research 52 (2015) 551-562: 0 not initiated, 1 minimal, 2 intermediate, 3 full. They
//! code years by hand; here each month is read from the state of the agreement on its last day, by [`grade`].

use kernel::accord::DutyKind;
use kernel::state::{DutyState, Life};
use kernel::verdict::Standing;
use kernel::{DutyId, Hours, State};
use schemars::JsonSchema;
use serde::Serialize;

use super::Moment;

/// Months on a page.
pub const MONTHS: usize = 12;

/// Months with the status of each duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Status {
    /// Which page, from 1 with the latest, of how many.
    pub page: (usize, usize),
    /// The months of the page, `2018-05`; `month 3` where day 0 is no date.
    pub months: Vec<String>,
    /// A row for each duty.
    pub duties: Vec<Row>,
    /// How many duties stood at 0, 1, 2, 3 at the end of each month.
    pub counts: Vec<[usize; 4]>,
}

/// A duty over the months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// What people call it.
    pub title: String,
    /// Who owes it.
    pub obligor: String,
    /// Its status at the end of each month; nothing while it is not owed, and after the accord has ended.
    pub grades: Vec<Option<u8>>,
}

/// The status at a moment. Months after it are not shown; the last is as it stands.
#[must_use]
pub fn status(moment: &Moment, page: usize) -> Status {
    let all = month_ends(moment);
    let pages = all.len().div_ceil(MONTHS).max(1);
    let page = page.clamp(1, pages);
    let end = all.len().saturating_sub((page - 1) * MONTHS);
    let shown = all.get(end.saturating_sub(MONTHS)..end).unwrap_or_default();
    let times: Vec<Hours> = shown.iter().map(|(_, at)| *at).collect();
    let states = moment.tape.states(moment.accord(), &times);
    let row = |id: DutyId| Row {
        title: moment.labels().duty(id),
        obligor: moment.accord().duty(id).map_or_else(String::new, |row| moment.actor(row.obligor)),
        grades: states.iter().map(|state| grade(moment, state, id)).collect(),
    };
    let duties: Vec<Row> = moment.accord().duty_ids().map(row).collect();
    let count = |month: usize| {
        let mut counts = [0; 4];
        let grades = duties.iter().filter_map(|row| row.grades.get(month).copied().flatten());
        grades.for_each(|grade| counts[usize::from(grade.min(3))] += 1);
        counts
    };
    Status {
        page: (page, pages),
        months: shown.iter().map(|(name, _)| name.clone()).collect(),
        counts: (0..shown.len()).map(count).collect(),
        duties,
    }
}

/// The last hour of each month up to the moment, with its name; thirty days where day 0 is no date.
fn month_ends(moment: &Moment) -> Vec<(String, Hours)> {
    let last = moment.at;
    let name = |at: Hours| match moment.matter.date(at) {
        Some(date) => format!("{:04}-{:02}", date.year(), date.month()),
        None => format!("month {}", at.whole_days() / 30 + 1),
    };
    let mut ends = Vec::new();
    let mut at = Hours::ZERO;
    while at < last {
        let days = moment.matter.date(at).map_or_else(
            || 30 - at.whole_days() % 30,
            |date| u32::try_from(date.days_in_month() - date.day() + 1).unwrap_or(1),
        );
        let next = Hours::days(at.whole_days() + days);
        ends.push((name(at), Hours(next.0.saturating_sub(1)).min(last)));
        at = next;
    }
    ends
}

/// What the state says of a duty, on the scale.
///
/// 3: done and proved, or kept with nobody saying otherwise. 2: done and not proved; kept although its non-performance is
/// alleged or contested; suspended by the other side's default after it had begun. 1: owed with time left, or late.
/// 0: owed, and said not to be performed by a body, a finding or the obligor. Nothing: not owed.
#[must_use]
pub fn grade(moment: &Moment, state: &State, id: DutyId) -> Option<u8> {
    let maintained = moment.accord().duty(id).is_some_and(|row| row.kind == DutyKind::Maintain);
    let cell: DutyState = state.duty(id);
    let disputed = matches!(cell.standing, Standing::Alleged | Standing::Contested);
    match cell.life {
        _ if state.ended.is_some() => None,
        Life::Dormant | Life::Over => None,
        Life::Met => Some(3),
        _ if cell.standing != Standing::None && !disputed => Some(0),
        Life::Performed => Some(2),
        Life::Suspended => Some(2),
        Life::Live if maintained && disputed => Some(2),
        Life::Live if maintained => Some(3),
        Life::Live if disputed => Some(0),
        Life::Live => Some(1),
    }
}
