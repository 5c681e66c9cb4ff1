//! Times in the text to times in the tables.

use kernel::accord::When;
use kernel::{Condition, Hours};

use super::context::Lowering;
use crate::ast::{Moment, MomentKind, Number};

/// A whole number that is a day, in hours.
pub(crate) fn day(number: &Number) -> Hours {
    let days = number.value.as_whole().and_then(|days| u32::try_from(days).ok());
    Hours::days(days.unwrap_or(0))
}

impl Lowering<'_> {
    /// A time of a duty, in its phase or outside any.
    pub fn when(&mut self, moment: &Moment, in_phase: bool, name: &str) -> Option<When> {
        let clock = Hours(moment.clock.map_or(0, |(hour, _)| u32::from(hour)));
        Some(match &moment.kind {
            MomentKind::PhaseDay(number) if in_phase => When::Phase(day(number).plus(clock)),
            MomentKind::PhaseDay(number) | MomentKind::AccordDay(number) => {
                When::Day(day(number).plus(clock))
            }
            MomentKind::Date(date) => {
                let days = self.day_zero().map(|zero| date.days_since(zero));
                let Some(days) = days else {
                    self.note(name, "its date has no place, because day 0 is not a date");
                    return None;
                };
                When::Day(Hours::days(u32::try_from(days).unwrap_or(0)).plus(clock))
            }
            MomentKind::Span { length, of } => {
                let span = self.hours(length);
                match of.as_ref().map(|of| (of, self.names.duties(of.as_str()))) {
                    Some((of, duties)) => {
                        if duties.len() > 1 {
                            let what = format!("its time counts from the first duty of `{of}`");
                            self.note(name, &what);
                        }
                        When::After(*duties.first()?, span)
                    }
                    None if in_phase => When::Phase(span),
                    None => When::Day(span),
                }
            }
            MomentKind::Earlier(a, b) => self.either(a, b, in_phase, name, Hours::min)?,
            MomentKind::Later(a, b) => self.either(a, b, in_phase, name, Hours::max)?,
        })
    }

    fn either(
        &mut self,
        a: &Moment,
        b: &Moment,
        in_phase: bool,
        name: &str,
        pick: fn(Hours, Hours) -> Hours,
    ) -> Option<When> {
        let (a, b) = (self.when(a, in_phase, name)?, self.when(b, in_phase, name)?);
        Some(match (a, b) {
            (When::Phase(a), When::Phase(b)) => When::Phase(pick(a, b)),
            (When::Day(a), When::Day(b)) => When::Day(pick(a, b)),
            (When::After(d, a), When::After(e, b)) if d == e => When::After(d, pick(a, b)),
            (first, _) => {
                self.note(name, "of its two times only the first counts");
                first
            }
        })
    }

    /// A span after day 0, for clauses of the accord itself.
    pub fn since_day_zero(&mut self, moment: &Moment, name: &str) -> Option<Hours> {
        match self.when(moment, false, name)? {
            When::Day(span) | When::Phase(span) => Some(span),
            When::After(..) => {
                self.note(name, "a time after a step cannot stand here");
                None
            }
        }
    }

    /// The time as a condition: so long has passed.
    pub fn passed(&mut self, moment: &Moment, name: &str) -> Condition {
        match self.when(moment, false, name) {
            Some(When::Day(Hours::ZERO)) | None => Condition::Always,
            Some(When::Day(span) | When::Phase(span)) => Condition::Day(span),
            Some(When::After(duty, span)) => Condition::Held(duty, span),
        }
    }
}
