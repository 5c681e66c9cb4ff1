//! A departure from the text in neutral words: what is done, never why or by whose fault.
//!
//! Undeclared non-performance is named with the duty it concerns and nothing more. How it would
//! be done is a state of the analysis and is not printed (ETHICS.md, rule 12).

use explore::drive::Choice;
use kernel::{Accord, ClauseId, Deed, DutyId, Relief};

use crate::labels::{Labels, quoted};

/// What the party does, as a gerund: `withholding pay3 openly`.
#[must_use]
pub fn doing(labels: &Labels, choice: &Choice) -> String {
    match choice {
        Choice::Keep => "keeping to the text".to_owned(),
        Choice::Withhold(duty) => format!("withholding {} openly", quoted(&labels.duty(*duty))),
        Choice::PutOff(duty) => {
            format!("performing {} later, inside its time", quoted(&labels.duty(*duty)))
        }
        Choice::Undeclared(duty, _) => {
            format!("undeclared non-performance of {}", quoted(&labels.duty(*duty)))
        }
        Choice::Dispute(duty) => {
            format!("contesting a report on {} that is true", quoted(&labels.duty(*duty)))
        }
        Choice::LetLapse(waiver) => format!("letting {} lapse", quoted(&labels.waiver(*waiver))),
        Choice::TakeBack(deed) => format!("{} without cause", deed_words(labels, deed)),
        Choice::Power(deed) => deed_words(labels, deed),
        Choice::Forgive(deed) => format!("not {}", deed_words(labels, deed)),
        Choice::Answer(deed) => deed_words(labels, deed),
        Choice::Exceed(redline) => {
            format!("answering {} beyond its levels", quoted(&labels.redline(*redline)))
        }
        Choice::Untold(notice) => {
            format!("acting without the notice that {} asks for", quoted(&labels.notice(*notice)))
        }
        Choice::FallSilent(end) => format!("falling silent on {}", quoted(&labels.channel(*end))),
        Choice::Withdraw => "withdrawing".to_owned(),
    }
}

/// A deed as a gerund.
pub(super) fn deed_words(labels: &Labels, deed: &Deed) -> String {
    conduct(labels, deed)
        .or_else(|| report(labels, deed))
        .or_else(|| relief(labels, deed))
        .or_else(|| procedure(labels, deed))
        .or_else(|| talk(labels, deed))
        .unwrap_or_else(|| "acting otherwise".to_owned())
}

fn conduct(labels: &Labels, deed: &Deed) -> Option<String> {
    Some(match deed {
        Deed::Set(subject, _) => format!("changing {}", quoted(&labels.subject(*subject))),
        Deed::Conduct(duty, true) => format!("performing {}", quoted(&labels.duty(*duty))),
        Deed::Conduct(duty, false) => {
            format!("no longer performing {}", quoted(&labels.duty(*duty)))
        }
        Deed::Incident(subject, _) => {
            format!("an occurrence of {}", quoted(&labels.subject(*subject)))
        }
        Deed::Strike => "using force outside any answer".to_owned(),
        Deed::Hostilities => "opening general hostilities".to_owned(),
        Deed::Withdraw => "withdrawing".to_owned(),
        _ => return None,
    })
}

fn report(labels: &Labels, deed: &Deed) -> Option<String> {
    Some(match deed {
        Deed::Measure(subject, _) => format!("reporting {}", quoted(&labels.subject(*subject))),
        Deed::Report(duty, _) => format!("reporting on {}", quoted(&labels.duty(*duty))),
        Deed::Allege(duty) => {
            format!("alleging non-performance of {}", quoted(&labels.duty(*duty)))
        }
        Deed::Contest(duty) => {
            format!("contesting what is said of {}", quoted(&labels.duty(*duty)))
        }
        Deed::Admit(duty) => {
            format!("admitting non-performance of {}", quoted(&labels.duty(*duty)))
        }
        Deed::Find(duty, _) => format!("finding on {}", quoted(&labels.duty(*duty))),
        Deed::Attribute(subject, to) => {
            format!("attributing {} to {}", quoted(&labels.subject(*subject)), labels.the(*to))
        }
        _ => return None,
    })
}

fn relief(labels: &Labels, deed: &Deed) -> Option<String> {
    Some(match deed {
        Deed::Grant(waiver) => format!("granting {}", quoted(&labels.waiver(*waiver))),
        Deed::Renew(waiver) => format!("renewing {}", quoted(&labels.waiver(*waiver))),
        Deed::Revoke(waiver) => format!("revoking {}", quoted(&labels.waiver(*waiver))),
        Deed::Draw(waiver, _) => format!("drawing on {}", quoted(&labels.waiver(*waiver))),
        Deed::Turn(dial, level) => format!("turning {} to {level}", quoted(&labels.dial(*dial))),
        Deed::Feel(dial) => format!("feeling {}", quoted(&labels.dial(*dial))),
        Deed::Transfer(tranche) => format!("transferring {}", quoted(&labels.tranche(*tranche))),
        Deed::Release(tranche) => format!("making {} usable", quoted(&labels.tranche(*tranche))),
        Deed::Spend(tranche, _) => format!("spending {}", quoted(&labels.tranche(*tranche))),
        Deed::Return(tranche) => format!("returning {}", quoted(&labels.tranche(*tranche))),
        Deed::Reject(tranche) => format!("refusing {}", quoted(&labels.tranche(*tranche))),
        Deed::Clear(relief) => format!("letting {} through", on_its_way(labels, *relief)),
        Deed::Withhold(relief) => format!("refusing {}", on_its_way(labels, *relief)),
        _ => return None,
    })
}

fn on_its_way(labels: &Labels, relief: Relief) -> String {
    quoted(&match relief {
        Relief::Dial(id) => labels.dial(id),
        Relief::Tranche(id) => labels.tranche(id),
    })
}

fn procedure(labels: &Labels, deed: &Deed) -> Option<String> {
    Some(match deed {
        Deed::Answer(line, _) => format!("answering {}", quoted(&labels.redline(*line))),
        Deed::Absorb(line) => format!("letting {} pass", quoted(&labels.redline(*line))),
        Deed::Inquire(inquiry) => format!("opening {}", quoted(&labels.inquiry(*inquiry))),
        Deed::Warn(inquiry) => format!("warning under {}", quoted(&labels.inquiry(*inquiry))),
        Deed::Start(what, duty) => {
            format!(
                "starting {} over {}",
                quoted(&labels.procedure(*what)),
                quoted(&labels.duty(*duty))
            )
        }
        Deed::Settle(what) => format!("settling {}", quoted(&labels.procedure(*what))),
        Deed::Stop(what) => format!("stopping {}", quoted(&labels.procedure(*what))),
        Deed::Extend(what, _) => format!("extending {}", quoted(&labels.procedure(*what))),
        Deed::Use(what) => format!("using what {} opens", quoted(&labels.procedure(*what))),
        Deed::Leave(freeze) => format!("giving notice under {}", quoted(&labels.freeze(*freeze))),
        _ => return None,
    })
}

fn talk(labels: &Labels, deed: &Deed) -> Option<String> {
    Some(match deed {
        Deed::Deliver(id, _) => format!("delivering through {}", quoted(&labels.carveout(*id))),
        Deed::HandOver(id, _) => format!("handing over under {}", quoted(&labels.handover(*id))),
        Deed::Decline(id, _) => {
            format!("recording who declines under {}", quoted(&labels.handover(*id)))
        }
        Deed::Notify(id) => format!("giving notice under {}", quoted(&labels.notice(*id))),
        Deed::Carry(id) => format!("carrying out {}", quoted(&labels.notice(*id))),
        Deed::Send(id) => format!("sending on {}", quoted(&labels.channel(*id))),
        Deed::Acknowledge(id) => format!("acknowledging on {}", quoted(&labels.channel(*id))),
        Deed::Say(id) => format!("saying {}", quoted(&labels.statement(*id))),
        Deed::Depart(id) => format!("departing from {}", quoted(&labels.undertaking(*id))),
        Deed::Ask(id) => format!("asking to join under {}", quoted(&labels.accession(*id))),
        Deed::Consent(id) => format!("consenting to {}", quoted(&labels.accession(*id))),
        Deed::Refuse(id) => format!("refusing {}", quoted(&labels.accession(*id))),
        Deed::Vote(id, ..) => format!("voting in {}", quoted(&labels.ballot(*id))),
        _ => return None,
    })
}

/// The clause a choice departs from, if it departs from one.
#[must_use]
pub fn clause(accord: &Accord, choice: &Choice) -> Option<ClauseId> {
    match choice {
        Choice::Keep => None,
        Choice::Withhold(duty)
        | Choice::PutOff(duty)
        | Choice::Undeclared(duty, _)
        | Choice::Dispute(duty) => duty_clause(accord, *duty),
        Choice::LetLapse(waiver) => accord.waiver(*waiver).map(|row| row.clause),
        Choice::TakeBack(deed)
        | Choice::Power(deed)
        | Choice::Forgive(deed)
        | Choice::Answer(deed) => deed_clause(accord, deed),
        Choice::Exceed(redline) => accord.redline(*redline).map(|row| row.clause),
        Choice::Untold(notice) => accord.notice(*notice).map(|row| row.clause),
        Choice::FallSilent(end) => accord.channel(*end).map(|row| row.clause),
        Choice::Withdraw => Some(accord.header),
    }
}

fn duty_clause(accord: &Accord, duty: DutyId) -> Option<ClauseId> {
    accord.duty(duty).map(|row| row.clause)
}

fn deed_clause(accord: &Accord, deed: &Deed) -> Option<ClauseId> {
    match deed {
        Deed::Conduct(duty, _)
        | Deed::Report(duty, _)
        | Deed::Allege(duty)
        | Deed::Contest(duty)
        | Deed::Admit(duty)
        | Deed::Find(duty, _) => duty_clause(accord, *duty),
        Deed::Set(subject, _)
        | Deed::Incident(subject, _)
        | Deed::Measure(subject, _)
        | Deed::Attribute(subject, _) => accord.subject(*subject).map(|row| row.clause),
        Deed::Grant(waiver)
        | Deed::Renew(waiver)
        | Deed::Revoke(waiver)
        | Deed::Draw(waiver, _) => accord.waiver(*waiver).map(|row| row.clause),
        Deed::Turn(dial, _)
        | Deed::Feel(dial)
        | Deed::Clear(Relief::Dial(dial))
        | Deed::Withhold(Relief::Dial(dial)) => accord.dial(*dial).map(|row| row.clause),
        Deed::Transfer(tranche)
        | Deed::Release(tranche)
        | Deed::Spend(tranche, _)
        | Deed::Return(tranche)
        | Deed::Reject(tranche)
        | Deed::Clear(Relief::Tranche(tranche))
        | Deed::Withhold(Relief::Tranche(tranche)) => {
            accord.tranche(*tranche).map(|row| row.clause)
        }
        Deed::Answer(line, _) | Deed::Absorb(line) => accord.redline(*line).map(|row| row.clause),
        Deed::Inquire(inquiry) | Deed::Warn(inquiry) => {
            accord.inquiry(*inquiry).map(|row| row.clause)
        }
        Deed::Start(what, _)
        | Deed::Settle(what)
        | Deed::Stop(what)
        | Deed::Extend(what, _)
        | Deed::Use(what) => accord.procedure(*what).map(|row| row.clause),
        Deed::Leave(freeze) => accord.freeze(*freeze).map(|row| row.clause),
        _ => talk_clause(accord, deed),
    }
}

fn talk_clause(accord: &Accord, deed: &Deed) -> Option<ClauseId> {
    match deed {
        Deed::Deliver(id, _) => accord.carveout(*id).map(|row| row.clause),
        Deed::HandOver(id, _) | Deed::Decline(id, _) => accord.handover(*id).map(|row| row.clause),
        Deed::Notify(id) | Deed::Carry(id) => accord.notice(*id).map(|row| row.clause),
        Deed::Send(id) | Deed::Acknowledge(id) => accord.channel(*id).map(|row| row.clause),
        Deed::Say(id) => accord.statement(*id).map(|row| row.clause),
        Deed::Depart(id) => accord.undertaking(*id).map(|row| row.clause),
        Deed::Ask(id) | Deed::Consent(id) | Deed::Refuse(id) => {
            accord.accession(*id).map(|row| row.clause)
        }
        Deed::Vote(id, ..) => accord.ballot(*id).map(|row| row.clause),
        _ => Some(accord.header),
    }
}
