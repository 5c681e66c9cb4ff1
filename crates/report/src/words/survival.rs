//! How long: survival, its error, and what could be said without the model.

use explore::assess::{BaselinePoint, SurvivalPoint};

use super::cause;
use crate::number::{chance, error, percent};
use crate::page::Page;
use crate::reference;

/// Months at which survival is put into words.
const LANDMARKS: [u32; 2] = [12, 24];

/// How long it lasts under these beliefs, in one sentence; nothing if it was not computed.
#[must_use]
pub fn sentence(page: &Page<'_>) -> Option<String> {
    let points = &page.assessment.survival;
    let last = points.last()?;
    let half = half_ended(points).map_or_else(
        || match last.mean < 0.5 {
            true => "when half have ended lies beyond what was enumerated".to_owned(),
            false => format!("more than half are in force after month {}", last.month),
        },
        |month| format!("half have ended by month {month}"),
    );
    let mut alive: Vec<SurvivalPoint> =
        points.iter().filter(|it| LANDMARKS.contains(&it.month)).copied().collect();
    if alive.is_empty() {
        alive.push(*last);
    }
    Some(format!("{half}. In force {}.", at_landmarks(&alive)))
}

fn at_landmarks(points: &[SurvivalPoint]) -> String {
    let one = |it: &SurvivalPoint| {
        if it.beyond > 0.0005 {
            let most = (it.mean + it.beyond).min(1.0);
            return format!("at month {}: {} to {}", it.month, chance(it.mean), chance(most));
        }
        format!("at month {}: {} {}", it.month, chance(it.mean), error(it.standard_error))
    };
    points.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// First month by whose end half of the futures have ended.
#[must_use]
pub fn half_ended(points: &[SurvivalPoint]) -> Option<u32> {
    points.iter().find(|it| it.mean + it.beyond < 0.5).map(|it| it.month)
}

/// Shares of futures by how they end, largest first; nothing if not computed.
#[must_use]
pub fn ends(page: &Page<'_>) -> Option<String> {
    let failures = cause::failures(&page.assessment.causes);
    let named = cause::named(page.labels, &failures);
    let list: Vec<String> =
        named.iter().map(|(name, share, _)| format!("{name} {}", percent(*share))).collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// The baseline at the last month both curves have, with all that is to be said of it; nothing if there is
/// none.
#[must_use]
pub fn baseline_in_full(page: &Page<'_>) -> Option<String> {
    let point = comparable(page)?;
    let class = reference::sentence(page.labels, page.beliefs.period, point.month);
    Some(format!("{}; {class}", guess(point)))
}

/// The same in one line.
#[must_use]
pub fn baseline(page: &Page<'_>) -> Option<String> {
    let point = comparable(page)?;
    let class = reference::brief(page.labels, page.beliefs.period, point.month);
    let class = class.map_or_else(String::new, |it| format!("; {it}"));
    Some(format!("{}{class}.", guess(point)))
}

fn guess(point: &BaselinePoint) -> String {
    let (low, high) = point.interval;
    format!(
        "guessing \"as such deals usually do\", in force at month {}: {} ({} to {}), n = {}",
        point.month,
        chance(point.mean),
        chance(low),
        chance(high),
        point.cases
    )
}

fn comparable<'p>(page: &Page<'p>) -> Option<&'p BaselinePoint> {
    let reach = page.assessment.survival.last().map_or(u32::MAX, |it| it.month);
    let points = &page.assessment.baseline;
    let within = |it: &&BaselinePoint| it.month <= reach;
    let landmark = |it: &&BaselinePoint| LANDMARKS.contains(&it.month);
    let last = points.iter().filter(within).rfind(landmark);
    last.or_else(|| points.iter().rfind(within))
}
