//! Valves, talk and membership that no drafter would write.

use super::dice::Dice;
use super::random_accord::{number, span, who};
use kernel::accord::*;
use kernel::*;

/// Adds rows, ids that point nowhere and cycles included.
pub fn add(accord: &mut Accord, d: &mut Dice<'_>) {
    if !d.flip() {
        return;
    }
    accord.carveouts = d.list(2, carveout);
    accord.handovers = d.list(2, handover);
    accord.notices = d.list(2, notice);
    accord.channels = d.list(4, channel);
    accord.statements = d.list(1, |d| Statement { by: d.list(2, who), clause: clause(d) });
    accord.tolerances = d.list(2, tolerance);
    accord.undertakings = d.list(2, undertaking);
    accord.accessions = d.list(2, accession);
    accord.ballots = d.list(2, ballot);
    accord.withdrawal_notice = d.list(3, span);
    accord.waivers.iter_mut().for_each(|row| row.renew = sometimes(d));
    accord.escrows.iter_mut().for_each(|row| row.approvers.extend(d.list(2, who)));
    let levels = accord.redlines.iter_mut().flat_map(|row| &mut row.levels);
    levels.flat_map(|level| &mut level.answers).for_each(|it| it.only_if = sometimes(d));
    for id in 0..2 {
        let targets = [
            Target::Noticed { notice: NoticeId(id) },
            Target::HandedOver { handover: HandoverId(id) },
            Target::Joined { accession: AccessionId(id) },
        ];
        if let (Some(row), true) = (accord.duties.get_mut(usize::from(id)), d.flip()) {
            row.target = d.pick(&targets).unwrap();
        }
    }
}

fn sometimes(d: &mut Dice<'_>) -> Condition {
    if d.flip() { super::random_accord::condition(d, 1) } else { Condition::Always }
}

fn clause(d: &mut Dice<'_>) -> ClauseId {
    ClauseId(d.small(3))
}

fn carveout(d: &mut Dice<'_>) -> Carveout {
    let (cap, until) = (d.maybe(number), d.maybe(span));
    Carveout { cap, period: span(d), until, clause: clause(d) }
}

fn handover(d: &mut Dice<'_>) -> Handover {
    let count = d.pick(&[0, 1, 5, u32::MAX]).unwrap();
    Handover { party: who(d), count, decliners_count: d.flip(), clause: clause(d) }
}

fn grade(d: &mut Dice<'_>) -> Grade {
    d.pick(&[Grade::Irregularity, Grade::NonPerformance]).unwrap()
}

fn notice(d: &mut Dice<'_>) -> Notice {
    Notice { by: who(d), before: span(d), late: grade(d), none: grade(d), clause: clause(d) }
}

fn channel(d: &mut Dice<'_>) -> Channel {
    Channel {
        end: who(d),
        acknowledge: d.maybe(span),
        keepalive: d.maybe(span),
        from_start: d.flip(),
        fallback: d.maybe(|d| ChannelId(d.small(5))),
        clause: clause(d),
    }
}

fn tolerance(d: &mut Dice<'_>) -> Tolerance {
    Tolerance {
        subject: SubjectId(d.small(4)),
        by: d.list(2, who),
        budget: d.maybe(|d| u32::from(d.small(3))),
        period: d.maybe(span),
        clause: clause(d),
    }
}

fn undertaking(d: &mut Dice<'_>) -> Undertaking {
    Undertaking {
        by: who(d),
        duties: d.list(2, |d| DutyId(d.small(4))),
        notice: d.maybe(span),
        mirror: d.maybe(|d| UndertakingId(d.small(3))),
        clause: clause(d),
    }
}

fn accession(d: &mut Dice<'_>) -> Accession {
    let consent = d.list(3, who);
    Accession { bloc: who(d), candidate: who(d), consent, clause: clause(d) }
}

fn ballot(d: &mut Dice<'_>) -> Ballot {
    let needed = d.maybe(|d| d.small(4));
    Ballot { body: who(d), members: d.list(4, who), needed, clause: clause(d) }
}
