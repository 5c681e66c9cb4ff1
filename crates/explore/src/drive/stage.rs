//! The order of a period, fixed once for an accord and the chances its reader models.

use super::Alarm;
use super::signals::lines;
use kernel::accord::SubjectKind;
use kernel::{
    AccessionId, Accord, ActorId, ChannelId, DialId, DutyId, NoticeId, SubjectId, TrancheId,
    WaiverId,
};
use world::{Beliefs, Odds};

/// One step of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The parties act at once.
    Act,
    /// A waiver that is due is renewed, unless a snap decision lets it lapse.
    Renewal(WaiverId),
    /// An office may change hands on the date of an election.
    Election(ActorId),
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
    /// Reserves may run out, or be there again.
    Reserves(ActorId),
    /// Relief may be sabotaged from within.
    Sabotage(ActorId),
    /// Sabotage from within may harden the administration.
    SabotageHardens(ActorId),
    /// What was crossed is answered.
    Respond,
    /// Force may have led to hostilities.
    Escalation,
    /// A line may fall silent, or be heard again.
    Line(ChannelId),
    /// A party may let its end of a line fall silent, or take it up again.
    Hold(ChannelId),
    /// An attack may be taken for the state's behind the group.
    Doubt(SubjectId),
    /// An act that must be told may be planned.
    Occasion(NoticeId),
    /// Whose act it is gives notice of it, or does not; then it is done.
    Tell(NoticeId),
    /// The act may be taken for an attack.
    Mistake(NoticeId),
    /// A word over a line may clear an alarm.
    Clear(ChannelId, Alarm),
    /// Whoever is alarmed may use force.
    React(Alarm),
    /// The period passes.
    Time,
}

/// The stages that this accord and these beliefs give something to do.
pub(super) fn stages(accord: &Accord, beliefs: &Beliefs) -> Vec<Stage> {
    let has = |odds| beliefs.odds_entry(odds).is_some();
    let mut list = vec![Stage::Act];
    list.extend(accord.waiver_ids().filter(|w| has(Odds::NotRenewed(*w))).map(Stage::Renewal));
    let changes = |p: &ActorId| has(Odds::Turnover(*p)) || has(Odds::Election(*p));
    for party in accord.signatory_ids().filter(changes) {
        list.extend(has(Odds::Election(party)).then_some(Stage::Election(party)));
        list.extend([Stage::Turnover(party), Stage::Temper(party), Stage::Honour(party)]);
    }
    let alarmed = |source: Alarm| {
        let clear = lines(accord, beliefs).filter(|line| has(Odds::Clears(*line)));
        clear.map(move |line| Stage::Clear(line, source)).chain([Stage::React(source)])
    };
    for tally in accord.subject_ids() {
        let kind = accord.subject(tally).map(|row| row.kind);
        if kind == Some(SubjectKind::Tally) && (0..3).any(|c| has(Odds::Incident(tally, c))) {
            list.push(Stage::Incident(tally));
            list.push(Stage::Severity(tally));
            if has(Odds::MistakenAttack(tally)) {
                list.push(Stage::Doubt(tally));
                list.extend(alarmed(Alarm::Attack(tally)));
            }
            list.push(Stage::Attribution(tally));
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
    list.extend(beliefs.home.budgets.iter().map(|it| Stage::Reserves(it.party)));
    for party in accord.signatory_ids().filter(|p| has(Odds::Sabotage(*p, 0, 0))) {
        list.push(Stage::Sabotage(party));
        list.extend(has(Odds::SabotageHardens(party)).then_some(Stage::SabotageHardens(party)));
    }
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
    list.push(Stage::Respond);
    for notice in accord.notice_ids().filter(|id| has(Odds::Carries(*id))) {
        list.extend([Stage::Occasion(notice), Stage::Tell(notice), Stage::Mistake(notice)]);
        list.extend(alarmed(Alarm::Act(notice)));
    }
    list.push(Stage::Escalation);
    for line in lines(accord, beliefs) {
        list.extend([Stage::Line(line), Stage::Hold(line)]);
    }
    list.push(Stage::Time);
    list
}
