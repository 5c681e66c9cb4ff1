//! What must be said beside an estimate: too few events, a tail too heavy for a mean.

use explore::simulate::{FEW, Summary};

use super::Futures;
use crate::number::{figure, percent};

/// Every warning that belongs to a run, a sentence each.
pub(super) fn warnings(futures: &Futures<'_>) -> Vec<String> {
    let summary = futures.summary;
    let few = summary.too_few().into_iter().map(|it| {
        let name = futures.cause_name(it.ended);
        format!("{name}: on {} futures, fewer than {FEW}; its share is a hint.", it.events)
    });
    let heavy = summary.measured.iter().zip(&futures.head.measures).filter_map(|(it, name)| {
        let tail = Summary::tail_of(it).filter(|tail| tail.heavy)?;
        let (index, top) = (figure(tail.index), percent(tail.top_share));
        Some(format!(
            "{}: heavy tail (index {index}); a hundredth of the futures makes {top} of the sum, so \
             its mean and error are not to be trusted: read the quantiles.",
            name.what
        ))
    });
    few.chain(heavy).collect()
}
