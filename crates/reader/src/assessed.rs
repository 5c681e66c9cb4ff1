//! The main question: would both sides keep it?

use explore::assess::{Assessment, Effort, Progress, Subject, assess};
use explore::binding::remedy::Depth;
use explore::binding::why::{Why, why};
use kernel::{Accord, ActorId};

use crate::believed::{Believed, without};
use crate::unread::Unread;

/// Assesses a text under beliefs, telling each step as it starts.
///
/// # Errors
/// Readings that cannot do without what the beliefs leave out.
pub fn assessed(
    believed: &Believed,
    effort: &Effort,
    told: Progress<'_>,
) -> Result<Assessment, Unread> {
    let common = &believed.text.compiled.common;
    let mut not_modelled = common.not_modelled.clone();
    not_modelled.extend(lang::unweighed(common, &believed.beliefs));
    let whole = believed.whole()?;
    let subject = Subject {
        accord: &believed.accord,
        whole: Some(&whole),
        readings: &readings(believed)?,
        beliefs: &believed.beliefs,
        not_modelled: &not_modelled,
        expectations: &common.expectations,
        scenarios: &common.scenarios,
    };
    assess(&subject, effort, told).map_err(|error| Unread::Bug(error.to_string()))
}

/// The reading of each party that has one of its own, without what the beliefs leave out.
///
/// # Errors
/// A reading that cannot do without it.
pub fn readings(believed: &Believed) -> Result<Vec<(ActorId, Accord)>, Unread> {
    let compiled = &believed.text.compiled;
    let one = |reading: &lang::Reading| {
        let party = compiled.common.names.actor(&reading.party)?;
        Some(without(&reading.lowered, &believed.beliefs).map(|accord| (party, accord)))
    };
    compiled.readings.iter().filter_map(one).collect()
}

/// What binds a text, and every change of the list; `all` solves what takes minutes too.
///
/// # Errors
/// None but ours.
pub fn binding(
    believed: &Believed,
    seed: u64,
    all: bool,
    told: Progress<'_>,
) -> Result<Why, Unread> {
    let effort = Effort { seed, ..Effort::default() };
    let depth = if all { Depth::Whole } else { Depth::Bounded };
    let found = why(&subject(believed), &effort, Some(depth), told);
    found.map_err(|error| Unread::Bug(error.to_string()))
}

/// The text as it can be jointly held to, without what only an assessment asks.
#[must_use]
pub fn subject(believed: &Believed) -> Subject<'_> {
    Subject {
        accord: &believed.accord,
        whole: None,
        readings: &[],
        beliefs: &believed.beliefs,
        not_modelled: &[],
        expectations: &[],
        scenarios: &[],
    }
}
