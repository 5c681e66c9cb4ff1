//! Two public records of attacks and what a self-exciting process makes of them.

use world::hawkes::counts::clustering;
use world::hawkes::kinds;
use world::occurrences::kinds::read_kinds;
use world::occurrences::{Record, read};

use super::{Chapter, Line};
use crate::incidents::{Fitted, IncidentsJson, Ranged, answer};
use crate::kinds::FittedKinds;
use crate::number::figure;

const RECORDS: [(&str, &str); 2] = [
    ("houthi_ship_attacks", include_str!("../../../../data/houthi_ship_attacks.csv")),
    ("us_forces_attack_tally", include_str!("../../../../data/us_forces_attack_tally.csv")),
];

const GULF: &str = include_str!("../../../../data/gulf_maritime_incidents.csv");

/// Both records, fitted and tested.
pub fn chapter(uniform: &mut dyn FnMut() -> f64) -> Chapter {
    let read = RECORDS.iter().filter_map(|(name, text)| Some((*name, read(text).ok()?)));
    let mut lines: Vec<Line> =
        read.flat_map(|(name, record)| lines(name, &record, uniform)).collect();
    lines.extend(by_kind(uniform));
    Chapter {
        title: "Incidents",
        said: "Nothing is published that these fits could be set beside, so the error is that of \
               the test by time rescaling (p, large is good) and the interval."
            .to_owned(),
        lines,
        notes: vec![
            "The list of attacks on ships holds 55 to 60 % of what was counted officially; rates \
             are lower bounds."
                .to_owned(),
            "p of clustering: share of 199 records drawn at a constant rate that look as clustered; \
             seed 1."
                .to_owned(),
        ],
    }
}

fn lines(name: &str, record: &Record, uniform: &mut dyn FnMut() -> f64) -> Vec<Line> {
    let found = clustering(&record.spans, uniform);
    let fitted = Fitted { file: name, record, found: &found, picture: None, seed: 1 };
    let it = answer(&fitted);
    let marks: Vec<String> = it
        .marks
        .iter()
        .map(|mark| format!("{} {}", mark.rows, mark.mark.split(':').next().unwrap_or_default()))
        .collect();
    let line = |what: &str, model: String, error: String| Line {
        quantity: format!("{name}: {what}"),
        model,
        published: "-".to_owned(),
        error,
        n: usize::try_from(it.events).unwrap_or(usize::MAX),
        marks: marks.join(", "),
    };
    let word = if it.poisson_will_do { "Poisson will do" } else { "clustered" };
    let constant = it.rescaling_p_constant.map_or_else(|| "-".to_owned(), figure);
    let exciting = it.rescaling_p.map_or_else(|| "-".to_owned(), figure);
    let rate = &it.rate_per_year;
    vec![
        line("verdict", word.to_owned(), format!("p of clustering {}", figure(it.p_value))),
        line("constant rate, a year", between(rate), format!("rescaling p {constant}")),
        line("self-exciting process", process(&it), format!("rescaling p {exciting}")),
    ]
}

/// Which kind of occurrence in the Gulf calls forth which.
fn by_kind(uniform: &mut dyn FnMut() -> f64) -> Vec<Line> {
    let Ok(record) = read_kinds(GULF, "kind") else { return Vec::new() };
    let events = record.placed(uniform);
    let found = kinds::fit(&events, record.kinds.len(), record.days(), uniform);
    let fitted = FittedKinds {
        file: "gulf_maritime_incidents",
        by: "kind",
        record: &record,
        found: &found,
        picture: None,
        seed: 1,
    };
    let it = crate::kinds::answer(&fitted);
    let marks: Vec<String> = it
        .marks
        .iter()
        .map(|mark| format!("{} {}", mark.rows, mark.mark.split([':', ' ']).next().unwrap_or("")))
        .collect();
    let line = |what: String, model: String, error: String| Line {
        quantity: format!("gulf_maritime_incidents by kind: {what}"),
        model,
        published: "-".to_owned(),
        error,
        n: record.rows.len(),
        marks: marks.join(", "),
    };
    let word = if it.poisson_will_do { "Poisson will do" } else { "connected" };
    let verdict = line("verdict".to_owned(), word.to_owned(), format!("p {}", figure(it.p_value)));
    let p = it.rescaling_p.map_or_else(|| "-".to_owned(), figure);
    let answers = it.kinds.iter().zip(&it.branching).flat_map(|(kind, row)| {
        let entry = |(other, entry): (&String, &Ranged)| {
            let what = format!("{kind} in answer to {other}");
            line(what, between(entry), format!("rescaling p {p}"))
        };
        it.kinds.iter().zip(row).map(entry).collect::<Vec<_>>()
    });
    [verdict].into_iter().chain(answers).collect()
}

fn process(it: &IncidentsJson<'_>) -> String {
    format!(
        "base {} a year, answers {}, half-life {} days",
        between(&it.base_per_year),
        between(&it.branching),
        between(&it.half_life_days)
    )
}

fn between(it: &Ranged) -> String {
    let end = |end: Option<f64>| end.map_or_else(|| "open".to_owned(), figure);
    format!("{} ({} to {})", figure(it.value), end(it.low), end(it.high))
}
