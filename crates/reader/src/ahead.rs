//! The question of every day after a signature: what follows from where a record stands?

use explore::assess::calendar::calendar_from;
use explore::assess::{Assessment, Effort, Progress, Subject};
use explore::outlook::{Glance, Moved, Start};
use explore::replay::Recorded;
use kernel::Hours;
use world::{Beliefs, EntryId};

use crate::believed::Believed;
use crate::unread::Unread;

/// The beliefs with those of some lines of their text taken to be exactly so.
///
/// # Errors
/// A line in which no belief starts, and a value that does not fit it.
pub fn supposing(beliefs: &Beliefs, changes: &[(u32, f64)]) -> Result<Beliefs, Unread> {
    let entry = |(line, value): &(u32, f64)| {
        let mut numbered = (0_u32..).zip(&beliefs.entries);
        let found = numbered.find(|(_, entry)| entry.line == *line);
        let none =
            || Unread::Usage(format!("--suppose {line}={value}: no belief starts in that line"));
        found.map(|(id, _)| (EntryId(id), *value)).ok_or_else(none)
    };
    let changes: Vec<(EntryId, f64)> = changes.iter().map(entry).collect::<Result<_, _>>()?;
    beliefs.supposing(&changes).map_err(|unfit| Unread::Usage(format!("--suppose: {unfit}")))
}

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
    told: Progress<'_>,
) -> Result<Assessment, Unread> {
    let common = &believed.text.compiled.common;
    let mut not_modelled = common.not_modelled.clone();
    not_modelled.extend(lang::unweighed(common, beliefs));
    let subject = subject(believed, beliefs, &not_modelled);
    let start = Start::of(&believed.accord, beliefs, history, at);
    let found = explore::outlook::outlook(&subject, &start, effort, told);
    let found = found.map_err(|error| Unread::Bug(error.to_string()))?;
    let whole = believed.text.compiled.accord();
    let there = Start::of(whole, beliefs, history, at);
    Ok(Assessment { calendar: calendar_from(whole, beliefs, (&there.state, at)), ..found })
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
