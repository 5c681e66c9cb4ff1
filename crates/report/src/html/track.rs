//! The track record of the method, misses first.

use maud::html;

use super::Section;
use super::figure::{heads, paragraph, table};
use crate::number::chance;
use crate::page::Page;
use crate::track::{Row, counted, means, rows};

/// What the numbers are.
const LEAD: &str = "How forecasts by this method did on recorded cases that ship, beside two forecasters without a \
     model: one that takes the same hazard for every deal, one that says that nothing changes. From day 0, each \
     recorded date and every ninetieth day, for 90, 180 and 365 days on, under beliefs known then.";

/// How far they carry.
const LIMITS: &str = "The model has everybody keep to the text from the date on, so that it misses where a failure is \
     neither cured nor answered. The cases were picked because they are documented, and dates of one case hang \
     together: the number of forecasts is no sample size. Shipped numbers (docs/validation.md, detente fit \
     validation); none of them is about this text.";

/// The same for every text: it is the method's.
pub(super) fn section(_page: &Page<'_>) -> Option<Section> {
    let all: Vec<Row> = rows().into_iter().chain(means()).collect();
    let row = |it: &Row| {
        let worse = format!("{:+.2}", it.worse()).replace("-0.00", "0").replace("+0.00", "0");
        vec![
            format!("{}: {}", it.case, it.asked),
            chance(it.model),
            chance(it.constant),
            chance(it.last),
            worse,
            it.n.to_string(),
        ]
    };
    let table_rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let columns = heads(&[
        "case and question",
        "this method",
        "constant hazard",
        "last state",
        "worse than the better of them by",
        "forecasts",
    ]);
    let body = html! {
        (paragraph(LEAD))
        @if let Some(counted) = counted() { (paragraph(counted)) }
        (table("Brier scores, misses first (0 is best)", &columns, &table_rows))
        (paragraph(LIMITS))
    };
    if all.is_empty() {
        return None;
    }
    Section::new("track", "Track record of the method", body)
}
