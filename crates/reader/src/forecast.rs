//! What would have been said from each date of a record.

use std::sync::atomic::{AtomicUsize, Ordering};

use explore::backtest::{BackTest, Case as Recorded, Effort, backtest};
use lang::events::{Events, RecordedEvent};
use lang::source::Source;
use report::Labels;
use report::backtest::Case;
use world::{Beliefs, Mark};

use crate::believed::{beliefs_in, without};
use crate::replayed::{events, recorded};
use crate::text::Text;
use crate::unread::Unread;

/// Forecasts from each recorded date what came after it, telling how many dates are done.
///
/// # Errors
/// Errors in the beliefs or in the record.
pub fn forecast(
    name: &str,
    text: &Text,
    (beliefs, record): (&Source, &Source),
    effort: Effort,
    told: &(dyn Fn(usize) + Sync),
) -> Result<Case, Unread> {
    let beliefs = beliefs_in(beliefs, text)?;
    let accord = without(&text.compiled.common, &beliefs)?;
    let events = events(record, text, &text.compiled.common)?;
    let history: Vec<_> = usable(&events).map(recorded).collect();
    let last = history.last().map_or(kernel::Hours::ZERO, |line| line.at);
    let case = Recorded {
        name,
        accord: &accord,
        beliefs: &beliefs,
        day_zero: events.day_zero.0,
        history: &history,
        until: events.until.unwrap_or(last),
    };
    let done = AtomicUsize::new(0);
    let test = backtest(&case, effort, &|| told(done.fetch_add(1, Ordering::Relaxed) + 1));
    Ok(case_of(name, text, &beliefs, &events, test))
}

/// Lines that may support a figure: all but those recollected and unchecked.
fn usable(events: &Events) -> impl Iterator<Item = &RecordedEvent> {
    events.lines.iter().filter(|line| line.mark != Some(Mark::C))
}

fn case_of(name: &str, text: &Text, beliefs: &Beliefs, events: &Events, test: BackTest) -> Case {
    let count = |mark: Option<Mark>| {
        let lines = usable(events).filter(|line| line.mark == mark).count();
        (lines > 0).then_some((mark, lines))
    };
    let marks = [Some(Mark::A), Some(Mark::B), Some(Mark::Derived), None];
    Case {
        name: name.to_owned(),
        labels: Labels::from_text(&text.compiled, text.hash.clone()),
        entries: beliefs.entries.iter().map(|entry| entry.name.clone()).collect(),
        lines: marks.into_iter().filter_map(count).collect(),
        test,
    }
}
