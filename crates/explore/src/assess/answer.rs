//! From holdings and a share to one word.

use super::{Answer, Share};
use crate::hold::{Holding, Holds};

/// Share of the believed space beyond which a central answer is firm.
const FIRM: f64 = 0.9;

/// The word: yes or no only if the central beliefs and nine tenths of the believed space agree;
/// without a share (a quick look) the central answer alone is at most `Depends`. A cut counts
/// what it left out as nothing, which can make or hide a failure: nothing firm is said of it.
#[must_use]
pub fn answer(holdings: &[Holding], share: Option<&Share>, cut: usize) -> Answer {
    let central = holdings.iter().map(Holding::holds);
    let all = central.clone().all(|h| h == Holds::Yes);
    let fails = central.clone().any(|h| h == Holds::No);
    let open = central.into_iter().any(|h| h == Holds::Undecided);
    if open || cut > 0 {
        return Answer::Undecided;
    }
    let Some(share) = share else { return Answer::Depends };
    let (low, high) = (share.mean - share.standard_error, share.mean + share.standard_error);
    if all && share.mean >= FIRM {
        if low >= FIRM || share.standard_error == 0.0 { Answer::Yes } else { Answer::Undecided }
    } else if fails && share.mean <= 1.0 - FIRM {
        if high <= 1.0 - FIRM || share.standard_error == 0.0 {
            Answer::No
        } else {
            Answer::Undecided
        }
    } else {
        Answer::Depends
    }
}
