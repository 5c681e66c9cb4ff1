//! A list of several kinds and which of them calls forth which.

use serde::Serialize;
use world::hawkes::kinds::Kinds;
use world::occurrences::kinds::KindRecord;

use crate::ethics::{FOOT, mark};
use crate::incidents::{MarkJson, Ranged};
use crate::number::figure;
use crate::svg::{self, Told};
use crate::terminal::{paragraph, wrapped};

const DAYS_PER_YEAR: f64 = 365.25;

/// A list with its fit.
#[derive(Clone, Copy, Debug)]
pub struct FittedKinds<'a> {
    /// Where it was read.
    pub file: &'a str,
    /// The column that names the kind.
    pub by: &'a str,
    /// What it says.
    pub record: &'a KindRecord,
    /// What was made of it.
    pub found: &'a Kinds,
    /// Where the picture stands, if one was drawn.
    pub picture: Option<&'a str>,
    /// Seed of all that was drawn.
    pub seed: u64,
}

/// What `detente fit incidents --by --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct KindsJson<'a> {
    pub file: &'a str,
    pub by: &'a str,
    pub from: String,
    pub until: String,
    pub kinds: &'a [String],
    pub events: Vec<usize>,
    pub marks: Vec<MarkJson>,
    pub left_out: usize,
    pub poisson_will_do: bool,
    pub p_value: f64,
    pub records_drawn: u32,
    pub base_per_year: Vec<f64>,
    pub branching: Vec<Vec<Ranged>>,
    pub half_life_days: f64,
    pub rescaling_p: Option<f64>,
    pub picture: Option<&'a str>,
    pub seed: u64,
    pub note: &'static str,
}

/// The answer for programs.
#[must_use]
pub fn answer<'a>(fitted: &FittedKinds<'a>) -> KindsJson<'a> {
    let FittedKinds { record, found, .. } = *fitted;
    let process = &found.process;
    let entry = |d: usize, k: usize| {
        let ends = found.intervals[d][k];
        Ranged { value: process.branching[d][k], low: ends.low, high: ends.high }
    };
    let kinds = record.kinds.len();
    let named = |(it, rows): &(Option<world::Mark>, usize)| MarkJson {
        mark: it.map_or("no mark", mark),
        rows: *rows,
    };
    KindsJson {
        file: fitted.file,
        by: fitted.by,
        from: record.from.to_string(),
        until: record.until.to_string(),
        kinds: &record.kinds,
        events: record.counts(),
        marks: record.used.iter().map(named).collect(),
        left_out: record.left_out,
        poisson_will_do: found.poisson_is_enough(),
        p_value: found.p_value,
        records_drawn: found.drawn,
        base_per_year: process.base.iter().map(|it| it * DAYS_PER_YEAR).collect(),
        branching: (0..kinds).map(|d| (0..kinds).map(|k| entry(d, k)).collect()).collect(),
        half_life_days: core::f64::consts::LN_2 / process.decay,
        rescaling_p: found.agreement.map(|it| it.p_value),
        picture: fitted.picture,
        seed: fitted.seed,
        note: FOOT,
    }
}

/// The page for the terminal.
#[must_use]
pub fn page(fitted: &FittedKinds<'_>) -> String {
    let it = answer(fitted);
    let mut text = wrapped(&verdict(&it));
    text.push_str(&format!("\n  {} by {}, {} to {}\n", it.file, it.by, it.from, it.until));
    text.push_str("\n  kind                      rows   a year without answers\n");
    for ((kind, rows), base) in it.kinds.iter().zip(&it.events).zip(&it.base_per_year) {
        text.push_str(&format!("  {kind:<24} {rows:>5}   {}\n", figure(*base)));
    }
    text.push_str("\n  answers of one kind to an event of another (95 %)\n");
    for (kind, row) in it.kinds.iter().zip(&it.branching) {
        for (other, entry) in it.kinds.iter().zip(row) {
            text.push_str(&format!("    {kind:<22} to {other:<22} {}\n", between(entry)));
        }
    }
    let p = it.rescaling_p.map_or_else(|| "no events".to_owned(), |p| format!("p = {}", figure(p)));
    text.push_str(&format!("\n  half of them within, days      {}\n", figure(it.half_life_days)));
    text.push_str(&format!("  time rescaling                 {p}\n"));
    let picture = it.picture.unwrap_or("none drawn");
    text.push_str(&format!("  picture                        {picture}\n"));
    let how = "Times inside a day are drawn. Intervals are by profile likelihood at the likeliest \
               decay, open where the likelihood does not fall off. One kind that follows another \
               is no proof that it answers it.";
    format!("{text}\n{}\n{}(seed {})\n", wrapped(how), paragraph(FOOT), it.seed)
}

fn verdict(it: &KindsJson<'_>) -> String {
    let events: usize = it.events.iter().sum();
    let drawn = format!(
        "(p = {}: share of {} records drawn at constant rates that look as connected)",
        figure(it.p_value),
        it.records_drawn
    );
    if it.poisson_will_do {
        format!(
            "Poisson will do: {events} occurrences of {} kinds, and no answers shown {drawn}.",
            it.kinds.len()
        )
    } else {
        format!("Connected: {events} occurrences, and constant rates do not give them {drawn}.")
    }
}

fn between(it: &Ranged) -> String {
    let end = |end: Option<f64>| end.map_or_else(|| "open".to_owned(), figure);
    format!("{} ({} to {})", figure(it.value), end(it.low), end(it.high))
}

/// The picture: the matrix as squares.
#[must_use]
pub fn picture(fitted: &FittedKinds<'_>) -> String {
    let it = answer(fitted);
    let title = format!("Answers of one kind to another in {}", fitted.file);
    let told = Told {
        id: "kinds",
        title: &title,
        description: "Rows answer, columns are answered. The area of a square is the mean number of \
                      direct answers to one event; a full square is one answer. Hollow squares are not \
                      told from none.",
    };
    let cells: Vec<Vec<(f64, bool)>> = it
        .branching
        .iter()
        .map(|row| row.iter().map(|entry| (entry.value, entry.low.is_some())).collect())
        .collect();
    svg::matrix(told, it.kinds, &cells).into_string()
}
