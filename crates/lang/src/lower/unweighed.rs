//! What of talk is run on histories and never happens in what is weighed, because nobody's
//! judgement gives it a chance. It is named, so that a page can say it.

use kernel::Accord;
use kernel::accord::SubjectKind;
use world::{Beliefs, Odds};

use super::Lowered;

/// The tables without clocks that nobody's choice and no chance ever meets: signs of life and
/// acknowledgements are given in time.
pub(super) fn without_clocks_of_talk(mut accord: Accord) -> Accord {
    for row in &mut accord.channels {
        (row.keepalive, row.acknowledge) = (None, None);
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
    for id in accord.notice_ids() {
        note(article(names.name(id)), "no act that it is of happens in what is weighed");
    }
    for id in accord.channel_ids() {
        note(article(names.name(id)), "nobody falls silent on it in what is weighed");
    }
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
