//! What is measured of each future, by name.

use explore::exposure::Good;
use explore::simulate::{Measure, What};
use kernel::{ActorId, SubjectId};
use serde::{Deserialize, Serialize};

use crate::labels::Labels;

/// One measure as people and programs call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureName {
    /// Its column in a shard and its key in JSON.
    pub column: String,
    /// In words.
    pub what: String,
    /// Its unit.
    pub unit: String,
    /// How many of the whole numbers that are counted make one of the unit.
    pub per_unit: i64,
}

/// The names of what a run measures.
#[must_use]
pub fn named(labels: &Labels, measures: &[Measure]) -> Vec<MeasureName> {
    measures.iter().map(|measure| one(labels, measure)).collect()
}

fn one(labels: &Labels, measure: &Measure) -> MeasureName {
    let per_unit = measure.per_unit;
    match measure.what {
        What::Exposure(party, good) => exposure(labels, party, good),
        What::Breakout(party) => MeasureName {
            column: format!("least_breakout_days_{}", labels.actor_name(party)),
            what: format!("least days to the threshold, {}, verified stocks", labels.short(party)),
            unit: "days".to_owned(),
            per_unit,
        },
        What::Payoff(party) => MeasureName {
            column: format!("payoff_{}", labels.actor_name(party)),
            what: format!("payoff of {} within the horizon, discounted", labels.the(party)),
            unit: "unit of the beliefs".to_owned(),
            per_unit,
        },
        What::Price => MeasureName {
            column: "brent_usd_at_horizon".to_owned(),
            what: "price of Brent at the horizon".to_owned(),
            unit: "USD a barrel".to_owned(),
            per_unit,
        },
    }
}

fn exposure(labels: &Labels, party: ActorId, good: Good) -> MeasureName {
    let name = |list: &[crate::labels::Named], at: usize| {
        list.get(at).map_or_else(|| at.to_string(), |it| it.name.clone())
    };
    let unit_of = |id: SubjectId| labels.units.get(id.index()).cloned().flatten();
    let (thing, title, (unit, per_unit)) = match good {
        Good::Money(id) => {
            let currency = labels.currencies.get(id.index()).cloned().unwrap_or_default();
            (name(&labels.escrows, id.index()), labels.escrow(id), (currency, 100))
        }
        Good::Stock(id) => {
            let unit = unit_of(id).unwrap_or_else(|| ("base units".to_owned(), 1));
            (name(&labels.subjects, id.index()), labels.subject(id), unit)
        }
        Good::Relief(id) => {
            let unit = ("levels".to_owned(), 1);
            (name(&labels.dials, id.index()), labels.dial(id), unit)
        }
        Good::Waiver(id) => {
            let unit = ("waivers".to_owned(), 1);
            (name(&labels.waivers, id.index()), labels.waiver(id), unit)
        }
    };
    MeasureName {
        column: format!("most_exposed_{}_{thing}", labels.actor_name(party)),
        what: format!("most that {} is exposed in {title}", labels.the(party)),
        unit,
        per_unit: per_unit.max(1),
    }
}
