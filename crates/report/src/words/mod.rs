//! Sentences that every page shares: the terminal and the HTML report say the same thing.
//!
//! Sentences are conditional and start from the beliefs. No party is the subject of a future verb.

pub mod answer;
pub mod anytext;
pub mod belief;
pub mod breakout;
pub mod cause;
pub mod certificate;
pub mod deviation;
pub mod estimate;
pub mod expected;
pub mod files;
pub mod good;
pub mod harm;
pub mod intent;
pub mod moved;
pub mod oil;
pub mod outsider;
pub mod path;
pub mod phased;
pub mod reading;
pub mod room;
pub mod sampled;
pub mod signals;
pub mod survival;
pub mod turning;
pub mod weakest;

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
