//! Changes of text: a declared list of single changes, each assessed anew.

use super::TextChange;
use super::run::{Effort, Subject};
use super::signals::{spoken_of, without};
use crate::drive::Drive;
use crate::graph::enumerate;
use crate::hold::{Holding, Holds, hold};
use game::GameError;
use kernel::accord::{LegalForm, ProcedureKind};
use kernel::{Accord, ActorId, ChannelId, ClauseId, Hours};
use rayon::prelude::*;

/// One change: in words, of which clause, and the text after it.
struct Change {
    words: String,
    clause: ClauseId,
    accord: Accord,
}

/// Every change of the list that applies, with what it does to each side.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn changes(
    subject: &Subject<'_>,
    effort: &Effort,
    central: &[Holding],
) -> Result<Vec<TextChange>, GameError> {
    let lines = spoken_of(subject).into_iter().filter_map(|line| lineless(subject.accord, line));
    let all: Vec<Change> = declared(subject.accord).into_iter().chain(lines).collect();
    let pairs: Vec<_> = all.iter().flat_map(|it| central.iter().map(move |of| (it, of))).collect();
    let after: Vec<_> = pairs
        .par_iter()
        .map(|(change, of)| assessed(subject, effort, change, of.party))
        .collect::<Result<_, _>>()?;
    let told = |(place, change): (usize, Change)| {
        let own = after.iter().skip(place * central.len()).take(central.len());
        TextChange {
            change: change.words,
            clause: Some(change.clause),
            after: own.copied().collect(),
        }
    };
    Ok(all.into_iter().enumerate().map(told).collect())
}

/// Whether one party keeps after a change, and its room.
fn assessed(
    subject: &Subject<'_>,
    effort: &Effort,
    change: &Change,
    party: ActorId,
) -> Result<(ActorId, Holds, Option<f64>), GameError> {
    let drive = Drive::new(&change.accord, subject.beliefs, Some(party));
    let graph = enumerate(&drive, effort.points_max)?;
    let found = hold(&drive, &graph, &subject.beliefs.central(), party)?;
    Ok((party, found.holds(), found.weakest().and_then(|margin| margin.room)))
}

/// The list: the legal form one step firmer, talks half as long, quiet twice as long before each
/// payment; beside it, each line that the beliefs speak of taken out.
fn declared(accord: &Accord) -> Vec<Change> {
    [firmer(accord), shorter_talks(accord), longer_quiet(accord)].into_iter().flatten().collect()
}

/// Without a line that the beliefs speak of.
fn lineless(accord: &Accord, line: ChannelId) -> Option<Change> {
    let clause = accord.channel(line)?.clause;
    Some(Change { words: "without this line".into(), clause, accord: without(accord, line) })
}

fn firmer(accord: &Accord) -> Option<Change> {
    let (form, word) = match accord.form {
        LegalForm::Political => (LegalForm::Executive, "executive"),
        LegalForm::Executive => (LegalForm::Statute, "statute"),
        LegalForm::Statute => (LegalForm::Treaty, "treaty"),
        LegalForm::Treaty => return None,
    };
    let changed = Accord { form, ..accord.clone() };
    let words = format!("legal form {word} from the start");
    Some(Change { words, clause: accord.header, accord: changed })
}

fn shorter_talks(accord: &Accord) -> Option<Change> {
    let mut changed = accord.clone();
    let dispute = changed.procedures.iter_mut().find(|p| p.kind == ProcedureKind::Dispute)?;
    dispute.stages.iter_mut().for_each(|stage| stage.0 /= 2);
    let clause = dispute.clause;
    Some(Change { words: "dispute stages half as long".into(), clause, accord: changed })
}

/// Doubles every span of a duty held that a money transfer waits for.
fn longer_quiet(accord: &Accord) -> Option<Change> {
    use kernel::Condition;
    use kernel::accord::Target;
    let mut changed = accord.clone();
    let mut first = None;
    for duty in &mut changed.duties {
        let pays = matches!(duty.target, Target::Transferred { .. });
        if let (true, Some(span)) = (pays, held_span(&mut duty.after)) {
            *span = Hours(span.0.saturating_mul(2));
            first = first.or(Some(duty.clause));
        }
    }
    return first.map(|clause| Change {
        words: "twice the quiet before each payment".into(),
        clause,
        accord: changed.indexed(),
    });

    fn held_span(condition: &mut Condition) -> Option<&mut Hours> {
        match condition {
            Condition::Held(_, span) => Some(span),
            Condition::All(list) => list.iter_mut().find_map(held_span),
            _ => None,
        }
    }
}
