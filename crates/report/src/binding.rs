//! What binds a text and what would mend it: half a page for whoever drafts it.

mod json;
pub(crate) mod sentences;
mod trade;

use explore::binding::Side;
use explore::binding::lever::{Lever, Unit};
use explore::binding::remedy::Remedies;
use explore::binding::why::Why;
use explore::hold::Holding;
use kernel::Accord;
use world::Beliefs;

pub use json::answer;
pub(crate) use json::{remedies, side};
pub use trade::{Traded, trade_answer, traded};

use crate::ethics::FOOT;
use crate::labels::{Labels, quoted};
use crate::number::figure;
use crate::page::Page;
use crate::terminal::{entry, paragraph, wrapped};

/// What the page is made of.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// What is analysed.
    pub accord: &'a Accord,
    /// What its rows are called.
    pub labels: &'a Labels,
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// Per signatory that chooses.
    pub holdings: &'a [Holding],
    /// What binds each; empty if a graph was cut.
    pub sides: &'a [Side],
    /// Changes, each alone, if they were asked for.
    pub remedies: Option<&'a Remedies>,
    /// Points left out by the size limit.
    pub cut: usize,
}

impl<'a> Asked<'a> {
    /// What `detente solve --why` found.
    #[must_use]
    pub fn why(accord: &'a Accord, labels: &'a Labels, beliefs: &'a Beliefs, why: &'a Why) -> Self {
        let (holdings, sides) = (why.holdings.as_slice(), why.sides.as_slice());
        let remedies = why.remedies.as_ref();
        Self { accord, labels, beliefs, holdings, sides, remedies, cut: why.cut }
    }

    /// The same out of an assessment.
    #[must_use]
    pub fn page(page: &Page<'a>) -> Self {
        let (Page { accord, labels, beliefs, .. }, it) = (*page, page.assessment);
        let (holdings, sides) = (it.holdings.as_slice(), it.binding.as_slice());
        let remedies = it.remedies.as_ref();
        Self { accord, labels, beliefs, holdings, sides, remedies, cut: it.cut }
    }
}

/// The page.
#[must_use]
pub fn page(asked: &Asked<'_>) -> String {
    let mut out = wrapped(&format!("What binds: {}", asked.labels.title));
    if asked.cut > 0 {
        out.push_str("\nNot told: the size limit left points out, which could bind.\n");
    }
    for side in asked.sides {
        out.push('\n');
        out.push_str(&bound(asked, side));
    }
    if let Some(remedies) = asked.remedies {
        out.push('\n');
        out.push_str(&mended(asked, remedies));
    }
    out.push('\n');
    out.push_str(&paragraph(FOOT));
    out
}

fn bound(asked: &Asked<'_>, side: &Side) -> String {
    let (head, about) = sentences::bound(asked, side);
    let about = about.iter().map(|it| entry(it));
    std::iter::once(wrapped(&head)).chain(about).collect()
}

fn mended(asked: &Asked<'_>, remedies: &Remedies) -> String {
    let any = remedies.levers.iter().any(|it| it.mends.is_some());
    let head = wrapped(&sentences::asked_for(asked, remedies.target, any));
    let levers = remedies.levers.iter().map(|it| entry(&sentences::one(asked, it)));
    std::iter::once(head).chain(levers).collect()
}

/// What a lever is called.
#[must_use]
pub fn named(labels: &Labels, lever: Lever) -> String {
    match lever {
        Lever::Relief(dial) => format!("relief of {}", quoted(&labels.dial(dial))),
        Lever::Tranches(escrow) => format!("sums of {}", quoted(&labels.escrow(escrow))),
        Lever::Detection(duty) => format!("detection of {}", quoted(&labels.duty(duty))),
        Lever::Felt(dial) => format!("delay until {} is felt", quoted(&labels.dial(dial))),
        Lever::Usable(escrow) => {
            format!("delay until {} is usable", quoted(&labels.escrow(escrow)))
        }
        Lever::Talks => "stages of disputes".to_owned(),
        Lever::ConsultFirst => "consulting before withdrawal".to_owned(),
    }
}

/// A setting in its unit.
pub(crate) fn told(unit: Unit, x: f64) -> String {
    match unit {
        Unit::Share => format!("{} % of what is written", figure(100.0 * x)),
        Unit::Odds => format!("{:.4} a period", x),
        Unit::Days if figure(x) == "1" => "1 day".to_owned(),
        Unit::Days => format!("{} days", figure(x)),
    }
}
