//! Margins that were drawn and not enumerated, said as drawn.

use explore::assess::sampled::{Sampled, SampledRow, Says};

use super::deviation::doing;
use crate::labels::capital;
use crate::number::{counted, error, figure, signed};
use crate::page::Page;

/// What sampled margins do not cover.
pub use crate::futures::LIMITS;

/// Every side in one sentence each, with what they are about; `None` if nothing was sampled.
#[must_use]
pub fn sentence(page: &Page<'_>) -> Option<String> {
    let all = &page.assessment.sampled;
    let said: Vec<String> = all.iter().map(|it| side(page, it)).collect();
    let why = match page.assessment.cut {
        0 => "nothing left out".to_owned(),
        points => format!("{} beyond the limit", counted(points, "point")),
    };
    (!said.is_empty()).then(|| format!("Sampled ({why}): {}.", said.join("; ")))
}

fn side(page: &Page<'_>, it: &Sampled) -> String {
    let who = page.labels.the(it.party);
    let Some(row) = it.rows.first() else {
        return format!("{who} has no promise to depart from where keeping leads");
    };
    let (what, size) = (doing(page.labels, &row.least.deviation), margin(row));
    let place = row.phase.map_or_else(String::new, |it| format!(" in phase {}", it.index() + 1));
    match it.says() {
        Says::Pays => format!("{what}{place} pays {who}: keeping less that is {size}"),
        Says::Keeps => {
            format!("no single departure pays {who}: the nearest, {what}, leaves {size}")
        }
        Says::Open => format!(
            "whether a single departure pays {who} is open: the nearest found, {what}{place}, leaves \
             {size}"
        ),
    }
}

/// A sampled margin with its standard error.
#[must_use]
pub fn margin(row: &SampledRow) -> String {
    format!("{} {}", signed(row.least.margin), error(row.least.standard_error))
}

/// The exact margin beside it, or a dash.
#[must_use]
pub fn exact(row: &SampledRow) -> String {
    row.exact.map_or_else(|| "-".to_owned(), |(it, off)| format!("{} {}", signed(it), error(off)))
}

/// What is to be known before a sampled margin is believed.
#[must_use]
pub fn doubt(row: &SampledRow) -> &'static str {
    match (row.least.in_doubt(), row.least.too_few) {
        (true, _) => "sign in doubt",
        (false, true) => "nearly all pairs alike: what is rare may be missed",
        (false, false) => "",
    }
}

/// One word for programs.
#[must_use]
pub fn word(says: Says) -> &'static str {
    match says {
        Says::Pays => "pays",
        Says::Keeps => "keeps",
        Says::Open => "open",
    }
}

/// What keeping is worth, by samples.
#[must_use]
pub fn stake(page: &Page<'_>, it: &Sampled) -> String {
    let (stake, off) = it.stake;
    let who = capital(&page.labels.the(it.party));
    let more = match it.left_out {
        0 => String::new(),
        more => format!(" {} met more rarely were left out.", counted(more, "state")),
    };
    format!("{who} gains {} {} by keeping.{more}", figure(stake), error(off))
}
