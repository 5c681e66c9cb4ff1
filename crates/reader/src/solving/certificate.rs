//! What a separate check found, as JSON and as lines.

use game::{Check, Status, Verification};
use serde::Serialize;

/// The word for how a solution ended.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Closed => "closed",
        Status::SweepLimit => "round limit",
        Status::RoundingLimit => "rounding limit",
        Status::NotTransient => "unbounded",
    }
}

/// What was checked by separate code.
#[derive(Serialize)]
pub struct Verified {
    passed: bool,
    arithmetic: &'static str,
    checks: Vec<Checked>,
}

#[derive(Serialize)]
struct Checked {
    what: &'static str,
    holds: bool,
    worst: f64,
    allowed: f64,
}

/// `None` if nothing was checked.
pub fn verified(found: Option<&Verification>) -> Option<Verified> {
    found.map(|found| Verified {
        passed: found.passed(),
        arithmetic: arithmetic(found),
        checks: found.checks.iter().map(checked).collect(),
    })
}

fn checked(check: &Check) -> Checked {
    Checked { what: check.what, holds: check.holds(), worst: check.worst, allowed: check.allowed }
}

fn arithmetic(found: &Verification) -> &'static str {
    if found.exact { "exact rationals" } else { "floating point" }
}

/// One line a check.
pub fn lines(found: Option<&Verification>) -> String {
    let Some(found) = found else { return String::new() };
    let line = |check: &Check| {
        let verdict = if check.holds() { "holds" } else { "FAILS" };
        let (worst, allowed) = (check.worst, check.allowed);
        format!("  {verdict}: {} (worst {worst:.1e}, allowed {allowed:.1e})\n", check.what)
    };
    let lines: String = found.checks.iter().map(line).collect();
    format!("\nChecked again by separate code, {}:\n{lines}", arithmetic(found))
}

/// Checks of several answers as one.
pub fn joined(all: Vec<Verification>) -> Option<Verification> {
    all.into_iter().reduce(|mut sum, one| {
        sum.checks.extend(one.checks);
        sum.exact &= one.exact;
        sum
    })
}
