//! Relief on record: how long each stage took, and what the others would have said of it.

use world::delays::{Record, Wait, left_out, waits};
use world::pipelines::{Delay, Pipeline};

use super::{Chapter, Line};
use crate::ethics::mark;
use crate::number::{chance, figure};

const STAGES: [(&str, &str); 2] =
    [("transferred", "announced to transferred"), ("usable", "transferred to usable")];

/// Each wait beside the others, then each stage.
pub fn chapter() -> Chapter {
    let lines = STAGES.iter().flat_map(|(stage, words)| {
        let own = left_out(stage).into_iter().map(|(wait, longer)| line(words, &wait, longer));
        own.chain([whole(stage, words)]).collect::<Vec<_>>()
    });
    Chapter {
        title: "Pipelines",
        said: "Waits for relief that are on record: payments of 2014, the humanitarian channel of 2020, \
               the funds of 2023. The model of each is the other waits of its stage; what it gives is the \
               chance of a wait at least as long. Chances near 0 or 1 would refute it."
            .to_owned(),
        lines: lines.collect(),
        notes: notes(),
    }
}

fn line(words: &str, wait: &Wait, longer: Option<f64>) -> Line {
    let came = if wait.arrived { "" } else { "over " };
    Line {
        quantity: format!("{} ({}), {words}, days", wait.case, wait.what),
        model: longer.map_or_else(
            || "the others never waited".to_owned(),
            |it| format!("chance of at least as long {}", chance(it)),
        ),
        published: format!("{came}{}", figure(wait.days)),
        error: "left out in turn".to_owned(),
        n: 1,
        marks: mark(wait.mark).split(':').next().unwrap_or_default().to_owned(),
    }
}

fn whole(stage: &str, words: &str) -> Line {
    let all: Vec<Wait> = waits().into_iter().filter(|it| it.stage == stage).collect();
    let record = Record::of(all.iter());
    let (low, mean, high) = record.mean_days();
    let end = |it: Option<f64>| it.map_or_else(|| "open".to_owned(), figure);
    Line {
        quantity: format!("{words}, mean days"),
        model: format!("{} ({} to {})", end(mean), figure(low), end(high)),
        published: "-".to_owned(),
        error: format!("{} of {} came to an end", record.arrivals, record.waits),
        n: record.waits,
        marks: "as above".to_owned(),
    }
}

fn notes() -> Vec<String> {
    let delay = |days_mean: f64, stall_odds: f64| Delay { days_mean, stall_odds };
    let none = delay(0.0, 0.0);
    let stalling =
        Pipeline { licensed: none, transferred: none, usable: delay(60.0, 0.5), felt: none };
    let mean = stalling.usable.expected_days();
    vec![
        "Eight payments of 2014 had published dates; only the first is on record as paid within a span, \
         the others stand where they were announced and are no evidence of delay."
            .to_owned(),
        "Waits that were stopped or lost from sight count as followed no further.".to_owned(),
        format!(
            "A law with stalls of its own needs more waits than these: sixty days that stall half the \
             time (mean {}) lie inside the interval of the second stage, as does nearly anything.",
            figure(mean)
        ),
    ]
}
