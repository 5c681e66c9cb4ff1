//! Harm to people: what is expected to happen to them while everybody keeps, whatever it is worth to
//! a signatory.

use super::Harm;
use super::slack::Sides;
use crate::drive::News;
use crate::weigh::chance_of;
use game::GameError;
use kernel::Accord;
use kernel::accord::SubjectKind;
use world::Odds;

/// Attacks expected within the horizon, by tally: a point at which an attack is news is met once an
/// attack, so the expected visits of those points are the expected number.
///
/// # Errors
/// As [`crate::hold::hold`].
pub(super) fn harm(
    accord: &Accord,
    sides: &Sides<'_>,
    horizon: u32,
) -> Result<Vec<Harm>, GameError> {
    let Some(kept) = sides.weighed().next() else { return Ok(Vec::new()) };
    let values = sides.beliefs.central();
    let visits = kept.visits(horizon)?;
    let drawn = |odds| sides.beliefs.odds_entry(odds).is_some();
    let tallies = accord.subject_ids().filter(|id| {
        let counted = accord.subject(*id).is_some_and(|row| row.kind == SubjectKind::Tally);
        counted && (0..3).any(|conduct| drawn(Odds::Incident(*id, conduct)))
    });
    let one = |tally| {
        let news = |node: u32| kept.graph.happened(node).1 == News::Attack(tally);
        let met = (0_u32..).zip(&visits).filter(|(node, visits)| **visits > 0.0 && news(*node));
        let attacks = met.map(|(_, visits)| visits).sum();
        let share = chance_of(sides.beliefs, &values, Odds::Grave(tally));
        let grave = drawn(Odds::Grave(tally)).then_some(attacks * share);
        Harm { tally, attacks, grave, months: horizon }
    };
    Ok(tallies.map(one).collect())
}
