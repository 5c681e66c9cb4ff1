//! Ways in which an agreement ends, in the words of the texts.

use explore::assess::CauseShare;
use kernel::state::Cause;

use crate::labels::Labels;

/// What happened and by whose act, as in `withdrawal by the United States`.
#[must_use]
pub fn name(labels: &Labels, share: &CauseShare) -> String {
    let what = kind(share.cause);
    share.by.map_or_else(|| what.to_owned(), |by| format!("{what} by {}", labels.the(by)))
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

/// Causes other than fulfilment, largest first.
#[must_use]
pub fn failures(causes: &[CauseShare]) -> Vec<CauseShare> {
    let mut list: Vec<CauseShare> =
        causes.iter().filter(|it| it.cause != Cause::Completed && it.share > 0.0).copied().collect();
    list.sort_by(|a, b| b.share.total_cmp(&a.share));
    list
}
