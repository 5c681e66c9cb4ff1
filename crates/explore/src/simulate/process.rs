//! Which random process a stage draws from.

use crate::drive::{Alarm, Stage};
use kernel::ChannelId;

/// The process that values are sampled from when beliefs have ranges.
pub(super) const BELIEFS: u32 = u32::MAX;

/// The process that moves the price of oil beside what the agreement does to it.
pub(super) const MARKET: u32 = u32::MAX - 1;

/// Added to a stage's number for the process by which somebody chooses there.
const CHOOSES: u32 = 1 << 31;

/// A number for the process by which somebody chooses at a stage.
pub(super) fn chooses(stage: Stage) -> u32 {
    process(stage) | CHOOSES
}

/// A number for a stage's process that does not depend on what else the text says: adding a duty
/// leaves the luck of every other as it was.
#[must_use]
pub fn process(stage: Stage) -> u32 {
    let (kind, row) = match stage {
        Stage::Act => (0, 0),
        Stage::Turnover(actor) => (1, actor.0),
        Stage::Temper(actor) => (2, actor.0),
        Stage::Honour(actor) => (3, actor.0),
        Stage::Incident(subject) => (4, subject.0),
        Stage::Severity(subject) => (5, subject.0),
        Stage::Attribution(subject) => (6, subject.0),
        Stage::Inspection(duty) => (7, duty.0),
        Stage::Finding(duty) => (8, duty.0),
        Stage::Felt(dial) => (9, dial.0),
        Stage::Usable(tranche) => (10, tranche.0),
        Stage::Outsider(actor) => (11, actor.0),
        Stage::Leak => (12, 0),
        Stage::LeakEnds(actor) => (13, actor.0),
        Stage::Respond => (14, 0),
        Stage::Escalation => (15, 0),
        Stage::Time => (16, 0),
        Stage::Admission(accession) => (18, accession.0),
        Stage::Harden(party, outsider) => (17, party.0.wrapping_shl(8) ^ outsider.0),
        Stage::Line(line) => (19, line.0),
        Stage::Doubt(subject) => (20, subject.0),
        Stage::Occasion(notice) => (21, notice.0),
        Stage::Tell(notice) => (22, notice.0),
        Stage::Mistake(notice) => (23, notice.0),
        Stage::Clear(ChannelId(line), Alarm::Act(notice)) => (24, line.wrapping_shl(8) ^ notice.0),
        Stage::Clear(ChannelId(line), Alarm::Attack(tally)) => (25, line.wrapping_shl(8) ^ tally.0),
        Stage::React(Alarm::Act(notice)) => (26, notice.0),
        Stage::React(Alarm::Attack(tally)) => (27, tally.0),
        Stage::Hold(line) => (28, line.0),
        Stage::Renewal(waiver) => (29, waiver.0),
        Stage::Election(party) => (30, party.0),
        Stage::Reserves(party) => (31, party.0),
        Stage::Sabotage(party) => (32, party.0),
        Stage::SabotageHardens(party) => (33, party.0),
    };
    kind << 16 | u32::from(row)
}
