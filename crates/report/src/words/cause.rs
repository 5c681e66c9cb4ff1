//! Ways in which an agreement ends, in the words of the texts.

use explore::assess::CauseShare;
use kernel::ActorId;
use kernel::state::Cause;

use crate::labels::Labels;

/// What happened, as in `withdrawal by the United States`.
///
/// Only a withdrawal is named with who withdrew. Who opened hostilities, or set off what restored
/// the former state, is a step of the enumeration and would read as a finding.
#[must_use]
pub fn name(labels: &Labels, cause: Cause, by: Option<ActorId>) -> String {
    match by.filter(|_| cause == Cause::Withdrawal) {
        Some(by) => format!("{} by {}", kind(cause), labels.the(by)),
        None => kind(cause).to_owned(),
    }
}

/// Ways of ending by name, each with its share and the error of it; those of one name add up.
#[must_use]
pub fn named(labels: &Labels, causes: &[CauseShare]) -> Vec<(String, f64, f64)> {
    let mut list: Vec<(String, f64, f64)> = Vec::new();
    for it in causes {
        let name = name(labels, it.cause, it.by);
        match list.iter_mut().find(|other| other.0 == name) {
            Some((_, share, error)) => {
                *share += it.share;
                *error = error.hypot(it.standard_error);
            }
            None => list.push((name, it.share, it.standard_error)),
        }
    }
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    list
}

fn kind(cause: Cause) -> &'static str {
    match cause {
        Cause::Completed => "fulfilled or run its course",
        Cause::Lapsed => "a phase lapsed",
        Cause::Withdrawal => "withdrawal",
        Cause::Restored => "former state restored",
        Cause::Hostilities => "hostilities",
    }
}

/// Causes other than fulfilment.
#[must_use]
pub fn failures(causes: &[CauseShare]) -> Vec<CauseShare> {
    let fails = |it: &&CauseShare| it.cause != Cause::Completed && it.share > 0.0;
    causes.iter().filter(fails).copied().collect()
}
