//! From holdings and a share to one word.

use super::{Answer, Share};
use crate::hold::{Holding, Holds};

/// Share of the believed space beyond which a central answer is firm.
const FIRM: f64 = 0.9;

/// The word: yes or no only if the central beliefs and nine tenths of the believed space agree;
/// without a share (a quick look) the central answer alone is at most `Depends`. What a limit left
/// out is inside the brackets: where they straddle the line, and nothing else decides, the word is
/// `Undecided`.
#[must_use]
pub fn answer(holdings: &[Holding], share: Option<&Share>) -> Answer {
    let central = holdings.iter().map(Holding::holds);
    let fails = central.clone().any(|h| h == Holds::No);
    let open = central.into_iter().any(|h| h == Holds::Undecided);
    if open && !fails {
        return Answer::Undecided;
    }
    let Some(share) = share else { return Answer::Depends };
    let exact = share.standard_error == 0.0;
    let (low, high) = (share.mean - share.standard_error, share.mean + share.standard_error);
    if !fails && share.mean >= FIRM {
        let firm = share.mean - share.open >= FIRM && (low - share.open >= FIRM || exact);
        if firm { Answer::Yes } else { Answer::Undecided }
    } else if fails && share.mean - share.open <= 1.0 - FIRM {
        let firm = share.mean <= 1.0 - FIRM && (high <= 1.0 - FIRM || exact);
        if firm { Answer::No } else { Answer::Undecided }
    } else {
        Answer::Depends
    }
}
