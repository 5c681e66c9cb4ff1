//! What a certificate is about.

use explore::assess::Certified;

use crate::labels::Labels;

/// The quantity that is bracketed, with whose it is.
#[must_use]
pub fn what(labels: &Labels, certified: Certified) -> String {
    match certified {
        Certified::Stake(party) => {
            format!("value of everybody keeping, to {}", labels.the(party))
        }
        Certified::Loss(party) => {
            format!("what the best plan would gain {} over keeping", labels.the(party))
        }
    }
}
