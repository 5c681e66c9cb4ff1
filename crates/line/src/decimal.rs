//! Counts in text: ASCII digits, no sign, no leading zero, at most 2^63 - 1.

/// The largest size of a tree, and the largest time.
pub const COUNT_MAX: u64 = (1 << 63) - 1;

/// The number that `text` spells in its only spelling; none for any other text.
pub fn parse(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.parse().ok().filter(|count| *count <= COUNT_MAX)
}
