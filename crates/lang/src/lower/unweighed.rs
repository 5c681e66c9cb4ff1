//! What of talk is run on histories and never happens in what is weighed, because nobody's
//! judgement gives it a chance. It is named, so that a page can say it.

use kernel::accord::SubjectKind;
use kernel::{Accord, Hours};
use world::{Beliefs, Odds};

use super::Lowered;

/// Signs of life that a period counts at least: two missed in a row are silence, so one that begins
/// a period ends it silent.
const SIGNS: u32 = 3;

/// The tables without clocks of talk that nobody's choice and no chance ever meets. On a line that
/// the beliefs speak of, signs of life stay, and nothing shorter than a third of a period is told
/// apart; on any other they are given in time, and so is every acknowledgement. A notice that is
/// given is given in time: a lead is shorter than a period.
pub(super) fn without_clocks_of_talk(mut accord: Accord, beliefs: &Beliefs) -> Accord {
    let spoken: Vec<_> = accord
        .channel_ids()
        .zip(&accord.channels)
        .filter(|(id, _)| beliefs.speaks_of(*id))
        .map(|(_, row)| row.clause)
        .collect();
    let least = Hours(beliefs.period.0.div_ceil(SIGNS));
    for row in &mut accord.notices {
        row.before = Hours::ZERO;
    }
    for row in &mut accord.channels {
        let kept = row.keepalive.filter(|_| spoken.contains(&row.clause));
        (row.keepalive, row.acknowledge) = (kept.map(|span| span.max(least)), None);
    }
    accord
}

/// One line for each article that these beliefs give no chance to, each with its name.
#[must_use]
pub fn unweighed(lowered: &Lowered, beliefs: &Beliefs) -> Vec<String> {
    let (accord, names) = (&lowered.accord, &lowered.names);
    let has = |odds| beliefs.odds_entry(odds).is_some();
    let article = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let mut notes: Vec<String> = Vec::new();
    let mut note = |name: String, what: &str| {
        let line = format!("{name}: {what}");
        if !notes.contains(&line) {
            notes.push(line);
        }
    };
    signals(lowered, beliefs, &mut note);
    for id in accord.carveout_ids() {
        note(names.name(id).to_owned(), "no goods are counted through it; it stays open");
    }
    for (id, row) in accord.tolerance_ids().zip(&accord.tolerances) {
        let drawn = (0..3).any(|control| has(Odds::Incident(row.subject, control)));
        let tally = accord.subject(row.subject).map(|subject| subject.kind);
        if !drawn && tally == Some(SubjectKind::Tally) {
            note(names.name(id).to_owned(), "no act that it tolerates happens in what is weighed");
        }
    }
    for id in accord.accession_ids().filter(|id| !has(Odds::Admits(*id))) {
        note(article(names.name(id)), "nobody consents in what is weighed");
    }
    notes
}

/// What is missing of the beliefs for a notice or a line to weigh anything, and how to add it.
fn signals(lowered: &Lowered, beliefs: &Beliefs, note: &mut impl FnMut(String, &str)) {
    let (accord, names) = (&lowered.accord, &lowered.names);
    let has = |odds| beliefs.odds_entry(odds).is_some();
    let article = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    for id in accord.notice_ids() {
        let name = article(names.name(id));
        if !has(Odds::Carries(id)) {
            let add = format!("add `odds {name} carried: NUMBER per period`");
            let what = format!("no act that it is of happens in what is weighed; {add}");
            note(name, &what);
        } else if !has(Odds::Mistaken(id, false)) {
            let add = format!("add `odds {name} mistaken when untold: NUMBER`");
            let what = format!("nobody takes an act that it is of for an attack; {add}");
            note(name, &what);
        }
    }
    let alarms = accord.notice_ids().any(|id| has(Odds::Carries(id)))
        || accord.subject_ids().any(|id| has(Odds::MistakenAttack(id)));
    let mut told = Vec::new();
    for (id, row) in accord.channel_ids().zip(&accord.channels) {
        if told.contains(&row.clause) {
            continue;
        }
        told.push(row.clause);
        let name = article(names.name(id));
        if !beliefs.speaks_of(id) {
            let add = format!("add `odds {name} clears: NUMBER`");
            let what =
                format!("it clears no alarm and never falls silent in what is weighed; {add}");
            note(name, &what);
        } else if !alarms {
            let add =
                "add `odds TALLY mistaken: NUMBER`, or `odds NOTICE carried: NUMBER per period`";
            note(name, &format!("there is no alarm that it could clear in what is weighed; {add}"));
        }
    }
    let strikes = accord.signatory_ids().any(|party| has(Odds::StrikeAfterAlarm(party)));
    if alarms && !strikes {
        let add = "add `odds strike after alarm: NUMBER`";
        note(
            "alarms".to_owned(),
            &format!("nobody answers one with force in what is weighed; {add}"),
        );
    }
}
