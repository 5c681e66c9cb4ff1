//! Nash stability.
//!
//! Problem. s is Nash stable for i iff R_i+(s) is empty: no state in reach is preferred.
//!
//! # Source
//! Nash (1951), Annals of Mathematics 54; Fang, Hipel & Kilgour (1993), ch. 3.

/// No answer deters.
pub(super) fn ways() -> Vec<Vec<u32>> {
    Vec::new()
}
