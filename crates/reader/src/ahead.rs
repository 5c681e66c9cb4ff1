//! The question of every day after a signature: what follows from where a record stands?

use explore::assess::{Assessment, Effort, Subject};
use explore::outlook::{Glance, Moved, Start};
use explore::replay::Recorded;
use kernel::Hours;
use world::Beliefs;

use crate::believed::Believed;
use crate::unread::Unread;

/// What follows from where a record stands at a time, under beliefs that may be supposed otherwise than
/// they were read. Later lines are not read.
///
/// # Errors
/// None but ours.
pub fn outlook(
    believed: &Believed,
    beliefs: &Beliefs,
    (history, at): (&[Recorded], Hours),
    effort: &Effort,
    told: &mut dyn FnMut(&str),
) -> Result<Assessment, Unread> {
    let common = &believed.text.compiled.common;
    let mut not_modelled = common.not_modelled.clone();
    not_modelled.extend(lang::unweighed(common, beliefs));
    let subject = subject(believed, beliefs, &not_modelled);
    let start = Start::of(&believed.accord, beliefs, history, at);
    explore::outlook::outlook(&subject, &start, effort, told)
        .map_err(|error| Unread::Bug(error.to_string()))
}

/// What moved it between two times, line by line.
///
/// # Errors
/// None but ours.
pub fn moved(
    believed: &Believed,
    beliefs: &Beliefs,
    history: &[Recorded],
    span: (Hours, Hours),
    effort: &Effort,
) -> Result<(Glance, Vec<Moved>), Unread> {
    let subject = subject(believed, beliefs, &[]);
    explore::outlook::moved(&subject, history, span, effort)
        .map_err(|error| Unread::Bug(error.to_string()))
}

fn subject<'a>(
    believed: &'a Believed,
    beliefs: &'a Beliefs,
    not_modelled: &'a [String],
) -> Subject<'a> {
    Subject {
        accord: &believed.accord,
        whole: None,
        readings: &[],
        beliefs,
        not_modelled,
        expectations: &[],
        scenarios: &[],
    }
}
