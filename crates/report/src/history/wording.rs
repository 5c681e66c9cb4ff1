//! Verdicts in words.

use explore::replay::Outcome;
use kernel::verdict::{Item, Standing};
use kernel::{Verdict, VerdictKind};

use crate::labels::{Labels, quoted};

/// The word of a verdict: its name in small letters, `not performed`.
pub(crate) fn kind(kind: VerdictKind) -> String {
    let mut words = String::new();
    for letter in format!("{kind:?}").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// What a verdict is about.
#[must_use]
pub fn item(labels: &Labels, item: Item) -> String {
    match item {
        Item::Accord => "the agreement".to_owned(),
        Item::Workstream(id) => labels.workstream(id),
        Item::Subject(id) => labels.subject(id),
        Item::Duty(id) => labels.duty(id),
        Item::Phase(id) => labels.phase(id),
        Item::Dial(id) => labels.dial(id),
        Item::Waiver(id) => labels.waiver(id),
        Item::Tranche(id) => labels.tranche(id),
        Item::Redline(id) => labels.redline(id),
        Item::Inquiry(id) => labels.inquiry(id),
        Item::Procedure(id) => labels.procedure(id),
        Item::Freeze(id) => labels.freeze(id),
        Item::Carveout(id) => labels.carveout(id),
        Item::Handover(id) => labels.handover(id),
        Item::Notice(id) => labels.notice(id),
        Item::Channel(id) => labels.channel(id),
        Item::Statement(id) => labels.statement(id),
        Item::Tolerance(id) => labels.tolerance(id),
        Item::Undertaking(id) => labels.undertaking(id),
        Item::Accession(id) => labels.accession(id),
        Item::Ballot(id) => labels.ballot(id),
    }
}

/// How firmly it stands; nothing where nobody says so.
pub(crate) fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::None => None,
        Standing::Alleged => Some("alleged"),
        Standing::Reported => Some("reported"),
        Standing::Contested => Some("contested"),
        Standing::Found => Some("found"),
        Standing::Admitted => Some("admitted"),
    }
}

/// One verdict as a clause: `cap: not performed, reported (line 55)`.
pub fn verdict(labels: &Labels, verdict: &Verdict) -> String {
    let what = quoted(&item(labels, verdict.item));
    let stands = standing(verdict.standing).map_or_else(String::new, |it| format!(", {it}"));
    let stands = stage(labels, verdict).map_or(stands, |(stage, by)| format!(" at {stage}, {by}"));
    format!("{what}: {}{stands}{}", kind(verdict.kind), labels.at_line(Some(verdict.clause)))
}

/// The stage of a pipeline that a verdict names, and whose it is.
pub(crate) fn stage(labels: &Labels, verdict: &Verdict) -> Option<(String, String)> {
    let on_its_way = matches!(verdict.item, Item::Dial(_) | Item::Tranche(_));
    let named =
        matches!(verdict.kind, VerdictKind::Late | VerdictKind::Cleared | VerdictKind::Refused);
    let owner = verdict.by.filter(|_| on_its_way && named)?;
    Some((stage_name(labels, verdict.clause), labels.short(owner)))
}

/// A stage by its own name: `licence`.
pub(crate) fn stage_name(labels: &Labels, clause: kernel::ClauseId) -> String {
    let article = labels.place(clause).map_or("", |place| place.article.as_str());
    article.split_once('.').map_or(article, |(_, stage)| stage).to_owned()
}

/// What became of a duty.
pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotOwed => "never owed",
        Outcome::OnTime => "done in time",
        Outcome::Late => "done late",
        Outcome::Unproved => "done, not proved",
        Outcome::Kept => "kept, as far as reported",
        Outcome::Cured => "non-performance cured or dismissed",
        Outcome::NotPerformed => "non-performance stands",
        Outcome::Owed => "still owed",
        Outcome::Released => "ended before it was due",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_read_as_words() {
        assert_eq!(kind(VerdictKind::NotPerformed), "not performed");
        assert_eq!(kind(VerdictKind::Void), "void");
    }
}
