//! The order of a period, fixed once for an accord and the chances its reader models.

use kernel::accord::SubjectKind;
use kernel::{AccessionId, Accord, ActorId, DialId, DutyId, SubjectId, TrancheId};
use world::{Beliefs, Odds};

/// One step of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The parties act at once.
    Act,
    /// The administration of a signatory may change.
    Turnover(ActorId),
    /// A new administration is hawkish or not.
    Temper(ActorId),
    /// A new administration may not honour the accord.
    Honour(ActorId),
    /// A group may attack.
    Incident(SubjectId),
    /// An attack has casualties or not.
    Severity(SubjectId),
    /// The pending attack is attributed.
    Attribution(SubjectId),
    /// The verifier reports on a duty.
    Inspection(DutyId),
    /// A contested report is decided.
    Finding(DutyId),
    /// Announced relief may be felt.
    Felt(DialId),
    /// Transferred money may become usable.
    Usable(TrancheId),
    /// An outsider may strike.
    Outsider(ActorId),
    /// An outsider's strike may harden a signatory's administration.
    Harden(ActorId, ActorId),
    /// A bloc may admit who has asked.
    Admission(AccessionId),
    /// The private track may leak.
    Leak,
    /// A leak may make a signatory withdraw.
    LeakEnds(ActorId),
    /// What was crossed is answered.
    Respond,
    /// Force may have led to hostilities.
    Escalation,
    /// The period passes.
    Time,
}

/// The stages that this accord and these beliefs give something to do.
pub(super) fn stages(accord: &Accord, beliefs: &Beliefs) -> Vec<Stage> {
    let has = |odds| beliefs.odds_entry(odds).is_some();
    let mut list = vec![Stage::Act];
    for party in accord.signatory_ids().filter(|p| has(Odds::Turnover(*p))) {
        list.extend([Stage::Turnover(party), Stage::Temper(party), Stage::Honour(party)]);
    }
    for tally in accord.subject_ids() {
        let kind = accord.subject(tally).map(|row| row.kind);
        if kind == Some(SubjectKind::Tally) && (0..3).any(|c| has(Odds::Incident(tally, c))) {
            list.push(Stage::Incident(tally));
            list.extend([Stage::Severity(tally), Stage::Attribution(tally)]);
        }
    }
    for duty in accord.duty_ids() {
        if accord.duty(duty).is_some_and(|row| row.verifier.is_some()) {
            list.extend([Stage::Inspection(duty), Stage::Finding(duty)]);
        }
    }
    list.extend(accord.dial_ids().filter(|d| has(Odds::Felt(*d))).map(Stage::Felt));
    list.extend(
        accord
            .tranche_ids()
            .filter(|t| accord.tranche(*t).is_some_and(|row| has(Odds::Usable(row.escrow))))
            .map(Stage::Usable),
    );
    for outsider in accord.actor_ids().filter(|a| has(Odds::Outsider(*a))) {
        list.push(Stage::Outsider(outsider));
        let hardened = accord.signatory_ids().filter(|p| has(Odds::Hardens(*p, outsider)));
        list.extend(hardened.map(|party| Stage::Harden(party, outsider)));
    }
    list.extend(accord.accession_ids().filter(|a| has(Odds::Admits(*a))).map(Stage::Admission));
    if has(Odds::Leak) {
        list.push(Stage::Leak);
        let ends = accord.signatory_ids().filter(|p| has(Odds::LeakEnds(*p)));
        list.extend(ends.map(Stage::LeakEnds));
    }
    list.extend([Stage::Respond, Stage::Escalation, Stage::Time]);
    list
}
