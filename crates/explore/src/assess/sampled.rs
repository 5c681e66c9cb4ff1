//! Sampled margins of the full text, beside the exact ones of what was enumerated.
//!
//! Problem. Enumeration stops at a limit, and beliefs leave features out so that it need not. Single
//! departures can be drawn all the same, on the text with nothing left out, each margin with its error
//! ([`Simulation::margins`]). They never decide the word: plans of several departures, and points
//! that only a departure leads to, are not sampled, so that samples cannot show that a text holds; and
//! that one departure pays somewhere does not say that it gains more than the tolerance.

use super::run::{Effort, Subject};
use crate::drive::{Choice, Drive};
use crate::hold::{Holding, last_opened};
use crate::simulate::{Run, SampledMargin, SampledMargins, Simulation, Spend};
use kernel::{Accord, ActorId, PhaseId};
use std::ops::ControlFlow;

/// Paths that are drawn to find the points that keeping meets.
const PATHS: u64 = 2048;
/// Points at which a party chooses, and pairs of paths for each departure whose sign is in doubt.
const SPEND: Spend = Spend { points: 120, pairs: 1024 };

/// What was sampled of one party.
#[derive(Clone, Debug)]
pub struct Sampled {
    /// Whose.
    pub party: ActorId,
    /// Value of everybody keeping at signature, and its standard error.
    pub stake: (f64, f64),
    /// The least margin of each departure in each phase, least first.
    pub rows: Vec<SampledRow>,
    /// Points met often enough to decide that were left out.
    pub left_out: usize,
}

/// A departure in a phase: the least margin over the points at which it is the one that comes
/// closest to paying.
#[derive(Clone, Debug)]
pub struct SampledRow {
    /// The phase last opened, if any.
    pub phase: Option<PhaseId>,
    /// The least margin, with its error and its point.
    pub least: SampledMargin,
    /// The least exact margin of the same departure in the same phase, over the decisive states that
    /// were enumerated, and how far off it may be; `None` if there is none.
    pub exact: Option<(f64, f64)>,
}

/// What the samples of one party tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Some single departure pays, by more than three errors.
    Pays,
    /// None pays, each by more than three errors.
    Keeps,
    /// A sign is in doubt, or a margin rests on too few pairs that differ.
    Open,
}

impl Sampled {
    /// What the samples tell, of single departures alone.
    #[must_use]
    pub fn says(&self) -> Says {
        let pays = |it: &SampledRow| !it.least.in_doubt() && it.least.margin < 0.0;
        let open = |it: &SampledRow| it.least.in_doubt() || it.least.too_few;
        if self.rows.iter().any(|it| pays(it) && !it.least.too_few) {
            Says::Pays
        } else if self.rows.is_empty() || self.left_out > 0 || self.rows.iter().any(open) {
            Says::Open
        } else {
            Says::Keeps
        }
    }
}

/// The sampled margins of every party that decides, in the order of the holdings.
#[must_use]
pub fn sampled(subject: &Subject<'_>, effort: &Effort, holdings: &[Holding]) -> Vec<Sampled> {
    let whole = subject.whole.unwrap_or(subject.accord);
    holdings.iter().filter_map(|held| of_party(whole, subject, effort, held)).collect()
}

fn of_party(
    whole: &Accord,
    subject: &Subject<'_>,
    effort: &Effort,
    held: &Holding,
) -> Option<Sampled> {
    let drive = Drive::new(whole, subject.beliefs, Some(held.party));
    let threads = rayon::current_num_threads();
    let run = Run { paths: 0..PATHS, seed: effort.seed, threads };
    let values = subject.beliefs.central();
    let found = Simulation::measuring(&drive)
        .margins(&values, &run, SPEND, &mut |_| ControlFlow::Continue(()))?;
    let SampledMargins { party, stake, margins, left_out } = found;
    Some(Sampled { party, stake, rows: rows(margins, held), left_out })
}

/// The least margin by phase and departure; the margins come least first.
fn rows(margins: Vec<SampledMargin>, held: &Holding) -> Vec<SampledRow> {
    let mut rows: Vec<SampledRow> = Vec::new();
    for least in margins {
        let phase = last_opened(&least.at.state);
        let same = |it: &SampledRow| it.phase == phase && it.least.deviation == least.deviation;
        if !rows.iter().any(same) {
            let exact = exact(held, phase, &least.deviation);
            rows.push(SampledRow { phase, least, exact });
        }
    }
    rows
}

/// The holding's margins come least first.
fn exact(held: &Holding, phase: Option<PhaseId>, departure: &Choice) -> Option<(f64, f64)> {
    let mut same = held.margins.iter().filter(|it| it.decisive() && it.phase == phase);
    same.find(|it| it.deviation == *departure).map(|it| (it.margin, it.error))
}
