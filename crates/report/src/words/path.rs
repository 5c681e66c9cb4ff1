//! A way to a state, step by step, in the words of the text.
//!
//! An undeclared departure is named with its duty and nothing more, as everywhere.

use explore::drive::Choice;
use explore::reach::Step;
use kernel::event::Finding;
use kernel::{ActorId, Deed, Event};

use super::deviation;
use crate::labels::{Labels, quoted};

/// Most steps told; a longer way is told by its last ones.
const STEPS_MAX: usize = 8;

/// The steps that matter, period by period: what a side does that the text does not ask, and what
/// nature draws. Duties performed on time are left out.
#[must_use]
pub fn steps(labels: &Labels, free: Option<ActorId>, path: &[Step]) -> Vec<String> {
    let told: Vec<String> = path.iter().filter_map(|step| one(labels, free, step)).collect();
    let skipped = told.len().saturating_sub(STEPS_MAX);
    let mut list: Vec<String> = told.into_iter().skip(skipped).collect();
    if skipped > 0 {
        list.insert(0, format!("after {skipped} steps more"));
    }
    list
}

/// The same as one sentence part.
#[must_use]
pub fn sentence(labels: &Labels, free: Option<ActorId>, path: &[Step]) -> String {
    let steps = steps(labels, free, path);
    if steps.is_empty() { "as written".to_owned() } else { steps.join("; ") }
}

fn one(labels: &Labels, free: Option<ActorId>, step: &Step) -> Option<String> {
    let what = match (&step.choice, free) {
        (Some(choice), Some(who)) if *choice != Choice::Keep => {
            format!("{} by {}", deviation::doing(labels, choice), labels.the(who))
        }
        _ => step.events.iter().find_map(|event| drawn(labels, event))?,
    };
    Some(format!("month {}: {what}", step.month))
}

/// One event in words, if there are any for it.
#[must_use]
pub fn happens(labels: &Labels, event: &Event) -> Option<String> {
    match event {
        Event::Pass(_) => Some("a clock runs out".to_owned()),
        Event::Act { .. } => drawn(labels, event),
    }
}

/// What nature did, if it is not merely what keeping means.
fn drawn(labels: &Labels, event: &Event) -> Option<String> {
    let Event::Act { by, deed } = event else { return None };
    let what = match deed {
        Deed::Report(duty, Finding::NotPerformed) => {
            format!("non-performance of {} reported", quoted(&labels.duty(*duty)))
        }
        Deed::Find(duty, Finding::NotPerformed) => {
            format!("non-performance of {} found", quoted(&labels.duty(*duty)))
        }
        Deed::Find(duty, Finding::Clean) => {
            format!("performance of {} found", quoted(&labels.duty(*duty)))
        }
        Deed::Measure(..)
        | Deed::Incident(..)
        | Deed::Attribute(..)
        | Deed::Strike
        | Deed::Hostilities
        | Deed::Withdraw
        | Deed::Answer(..)
        | Deed::Absorb(_)
        | Deed::Contest(_)
        | Deed::Admit(_)
        | Deed::Start(..)
        | Deed::Use(_)
        | Deed::Stop(_)
        | Deed::Revoke(_) => deviation::deed_words(labels, deed),
        _ => return None,
    };
    Some(format!("{what} by {}", labels.the(*by)))
}
