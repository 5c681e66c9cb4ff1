//! Designs of a text that a search found: a table, a picture, JSON.

use explore::exposure::Good;
use serde_json::{Value, json};

use crate::ethics::FOOT;
use crate::labels::Labels;
use crate::number::{counted, figure, percent_fine};
use crate::svg::{self, Dots, Told};
use crate::terminal::{paragraph, wrapped};
use crate::words::good;

/// Designs on a page; all are in the JSON.
const SHOWN: usize = 24;

/// What a goal's numbers are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// The unit of the beliefs.
    Worth,
    /// A share.
    Share,
    /// An amount of a good.
    Good(Good),
}

/// One goal in words.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// As the file says it: `maximise margin of US at the worst`.
    pub said: String,
    /// What its numbers are.
    pub scale: Scale,
}

/// One design.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number in the order of evaluation; none for the text as it stands.
    pub number: Option<usize>,
    /// What was chosen, in the order of the choices; nothing for the text as it stands.
    pub picks: Vec<String>,
    /// What it comes to, in the order of the goals.
    pub values: Vec<f64>,
    /// Whether every limit is kept.
    pub feasible: bool,
    /// Where it was written, if it was.
    pub file: Option<String>,
}

/// What a search found.
pub struct Designs<'a> {
    /// Names of the text.
    pub labels: &'a Labels,
    /// What was chosen.
    pub choices: Vec<String>,
    /// What was wanted.
    pub wanted: Vec<Wanted>,
    /// What had to be, as the file says it.
    pub limits: Vec<String>,
    /// The text as it stands, if it can be scored.
    pub start: Option<Row>,
    /// Designs that no other beats in everything, best first in the first goal.
    pub front: Vec<Row>,
    /// Designs in the space; none if too many to count.
    pub space: Option<u64>,
    /// Designs evaluated.
    pub evaluated: usize,
    /// Of those: what no text says, has an error, or is too large, with the reason most often given.
    pub unscored: (usize, Option<String>),
    /// Of those: scored, but a limit is not kept.
    pub beyond: usize,
    /// Whether all of the space was gone through.
    pub exhaustive: bool,
    /// Generations run.
    pub generations: u32,
    /// Why it ended, in words.
    pub ended: &'static str,
    /// Samples of the believed ranges, all readers together.
    pub samples: u32,
    /// Seed of everything drawn.
    pub seed: u64,
    /// Version of the program.
    pub version: &'a str,
    /// The command that gives this again.
    pub command: &'a str,
}

/// The page for the terminal.
#[must_use]
pub fn page(of: &Designs<'_>) -> String {
    let mut text = wrapped(&summary(of));
    if of.front.is_empty() {
        text.push_str(&wrapped("No design keeps every limit."));
    }
    text.push('\n');
    for (at, wanted) in of.wanted.iter().enumerate() {
        text.push_str(&format!("  {}  {}\n", letter(at), wanted.said));
    }
    of.limits.iter().for_each(|said| text.push_str(&format!("     {said}\n")));
    text.push('\n');
    text.push_str(&table(of));
    if of.front.len() > SHOWN {
        text.push_str(&format!("  and {} more: --json has all of them\n", of.front.len() - SHOWN));
    }
    let seed = format!(
        "Seed {}, {}. The space stands in the .search file and in no text; answers with force and \
         carve-outs are in none.",
        of.seed,
        counted(of.samples as usize, "sample")
    );
    format!("{text}\n{}{}", wrapped(&seed), paragraph(FOOT))
}

fn summary(of: &Designs<'_>) -> String {
    let space = of.space.map_or_else(
        || "a space of more designs than can be counted".to_owned(),
        |space| {
            format!(
                "a space of {}",
                counted(usize::try_from(space).unwrap_or(usize::MAX), "design")
            )
        },
    );
    let how = match of.exhaustive {
        true => "every one was evaluated".to_owned(),
        false => format!(
            "{} evaluated in {} ({})",
            of.evaluated,
            counted(of.generations as usize, "generation"),
            of.ended
        ),
    };
    let why =
        of.unscored.1.as_ref().map_or_else(String::new, |why| format!(" (most often: {why})"));
    format!(
        "Under these beliefs, of {space}, {how}: {} beaten by no other in everything, {} within the \
         limits and beaten, {} beyond a limit, {} that no text can be{why}.",
        of.front.len(),
        of.evaluated.saturating_sub(of.front.len() + of.beyond + of.unscored.0),
        of.beyond,
        of.unscored.0
    )
}

fn table(of: &Designs<'_>) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let goals = (0..of.wanted.len()).map(letter);
    let head = std::iter::once(String::new()).chain(goals).chain(of.choices.iter().cloned());
    rows.push(head.collect());
    rows.extend(of.start.iter().map(|row| cells(of, row, "as it stands".to_owned())));
    let front = of.front.iter().take(SHOWN).enumerate();
    rows.extend(front.map(|(at, row)| cells(of, row, (at + 1).to_string())));
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

fn cells(of: &Designs<'_>, row: &Row, name: String) -> Vec<String> {
    let name = if row.feasible { name } else { format!("{name} (beyond a limit)") };
    let values = row.values.iter().zip(&of.wanted);
    let values = values.map(|(value, wanted)| shown(of.labels, *value, wanted.scale));
    let picks = row.picks.iter().cloned();
    std::iter::once(name).chain(values).chain(picks).collect()
}

fn shown(labels: &Labels, value: f64, scale: Scale) -> String {
    match scale {
        _ if !value.is_finite() => "-".to_owned(),
        Scale::Worth => figure(value),
        Scale::Share => percent_fine(value),
        Scale::Good(Good::Money(escrow)) => good::money(labels, escrow, value),
        Scale::Good(Good::Relief(_) | Good::Waiver(_)) => figure(value),
        Scale::Good(of @ Good::Stock(_)) => {
            #[allow(clippy::cast_possible_truncation, reason = "a whole number of base units")]
            let said = good::amount(labels, of, value as i64);
            said.split(" of ").next().unwrap_or_default().to_owned()
        }
    }
}

/// `a`, `b`, ... for the goals.
fn letter(at: usize) -> String {
    let letter = u8::try_from(at).ok().filter(|at| *at < 26).map(|at| char::from(b'a' + at));
    letter.map_or_else(|| (at + 1).to_string(), String::from)
}

/// The front over its first two goals, the text as it stands beside it.
#[must_use]
pub fn picture(of: &Designs<'_>) -> String {
    let at = |row: &Row| Some((*row.values.first()?, *row.values.get(1).or(row.values.first())?));
    let front: Vec<(f64, f64, String)> = of
        .front
        .iter()
        .enumerate()
        .filter_map(|(place, row)| at(row).map(|(x, y)| (x, y, (place + 1).to_string())))
        .collect();
    let start = of.start.as_ref().and_then(at);
    let said = |at: usize| of.wanted.get(at).or(of.wanted.first()).map_or("", |it| &it.said);
    let description = format!(
        "{} that no other beats in everything; numbers as in the table.",
        counted(of.front.len(), "design")
    );
    let told =
        Told { id: "front", title: "Designs under these beliefs", description: &description };
    svg::dots(told, &Dots { front: &front, start, across: said(0), up: said(1) })
}

/// The same for programs.
#[must_use]
pub fn answer(of: &Designs<'_>) -> Value {
    let row = |row: &Row| {
        let picks: serde_json::Map<String, Value> =
            of.choices.iter().cloned().zip(row.picks.iter().map(|it| json!(it))).collect();
        json!({
            "design": row.number,
            "choices": picks,
            "values": row.values.iter().map(|it| it.is_finite().then_some(*it)).collect::<Vec<_>>(),
            "feasible": row.feasible,
            "file": row.file,
        })
    };
    json!({
        "accord": of.labels.title,
        "hash": of.labels.hash,
        "choices": of.choices,
        "goals": of.wanted.iter().map(|it| it.said.as_str()).collect::<Vec<_>>(),
        "limits": of.limits,
        "space": of.space,
        "evaluated": of.evaluated,
        "unscored": of.unscored.0,
        "unscored_mostly": of.unscored.1,
        "beyond_a_limit": of.beyond,
        "exhaustive": of.exhaustive,
        "generations": of.generations,
        "ended": of.ended,
        "as_it_stands": of.start.as_ref().map(row),
        "front": of.front.iter().map(row).collect::<Vec<_>>(),
        "samples": of.samples,
        "seed": of.seed,
        "version": of.version,
        "command": of.command,
        "note": FOOT,
    })
}
