//! What is said of futures beside their counts, in a form that a shard keeps.

use kernel::Hours;
use serde::{Deserialize, Serialize};
use world::Beliefs;

use crate::ethics::Support;
use crate::futures::MeasureName;
use crate::labels::{Labels, Named};

/// What is said beside the counts. Of the beliefs it has no number, only how many entries rest on
/// what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    title: String,
    revision: u32,
    hash: String,
    /// Name of the beliefs file.
    pub beliefs_file: String,
    /// Entries, sourced, derived, judgement, recollected.
    support: [usize; 5],
    period_hours: u32,
    /// Names and titles.
    actors: Vec<(String, String)>,
    phases: Vec<(String, String)>,
    /// Units that the text counts in, which say what it is about.
    units: Vec<Option<(String, i64)>>,
    redlines: usize,
    /// What was measured.
    pub measures: Vec<MeasureName>,
    /// How the parties choose.
    pub driver: String,
}

impl Head {
    /// The head of a run.
    #[must_use]
    pub fn new(
        labels: &Labels,
        beliefs: &Beliefs,
        beliefs_file: String,
        measures: Vec<MeasureName>,
        driver: String,
    ) -> Self {
        let both =
            |list: &[Named]| list.iter().map(|it| (it.name.clone(), it.title.clone())).collect();
        let Support { entries, sourced, derived, judgement, recollected } = Support::of(beliefs);
        Self {
            title: labels.title.clone(),
            revision: labels.revision,
            hash: labels.hash.clone(),
            beliefs_file,
            support: [entries, sourced, derived, judgement, recollected],
            period_hours: beliefs.period.0,
            actors: both(&labels.actors),
            phases: both(&labels.phases),
            units: labels.units.clone(),
            redlines: labels.redlines.len(),
            measures,
            driver,
        }
    }

    /// As many labels as a page about futures reads.
    #[must_use]
    pub fn labels(&self) -> Labels {
        let named = |list: &[(String, String)]| {
            let one = |(name, title): &(String, String)| Named {
                name: name.clone(),
                title: title.clone(),
            };
            list.iter().map(one).collect()
        };
        Labels {
            title: self.title.clone(),
            revision: self.revision,
            hash: self.hash.clone(),
            actors: named(&self.actors),
            phases: named(&self.phases),
            units: self.units.clone(),
            redlines: vec![Named::default(); self.redlines],
            ..Labels::default()
        }
    }

    /// What the beliefs rest on.
    #[must_use]
    pub fn support(&self) -> Support {
        let [entries, sourced, derived, judgement, recollected] = self.support;
        Support { entries, sourced, derived, judgement, recollected }
    }

    /// Length of a period.
    #[must_use]
    pub fn period(&self) -> Hours {
        Hours(self.period_hours)
    }
}
