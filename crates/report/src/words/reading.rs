//! Two readings of one text: where they part.

use explore::assess::Reading;

use super::list;
use crate::labels::capital;
use crate::page::Page;

/// Whether and where the readings give different verdicts; nothing if there is only one reading.
#[must_use]
pub fn sentence(page: &Page<'_>) -> Option<String> {
    let readings = &page.assessment.readings;
    if readings.len() < 2 {
        return None;
    }
    let readers: Vec<String> = readings.iter().map(|it| page.labels.the(it.reader)).collect();
    let who = capital(&format!("{} read it differently", list(&readers)));
    let first = readings.iter().filter(|it| it.parts.is_some()).min_by_key(|it| it.parts);
    Some(match first {
        Some(reading) => format!("{who}; {}", parting(page, reading)),
        None => format!("{who}; as written their verdicts do not differ"),
    })
}

fn parting(page: &Page<'_>, reading: &Reading) -> String {
    let day = reading.parts.map_or(0, kernel::Hours::whole_days);
    let line = page.labels.at_line(reading.clause);
    format!("the first verdict to differ comes on day {day}{line}")
}
