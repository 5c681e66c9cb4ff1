//! Settings of open brackets and what each side makes of them.

use explore::hold::Holds;
use serde_json::{Value, json};

use crate::ethics::FOOT;
use crate::number::percent;
use crate::terminal::{paragraph, wrapped};

/// One open bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Its line.
    pub line: u32,
    /// As written.
    pub text: String,
}

/// One way to settle all of them.
#[derive(Clone, Debug)]
pub struct Setting {
    /// A value for each bracket.
    pub values: Vec<String>,
    /// Errors that the text then has.
    pub errors: usize,
    /// Per side: its name, whether it keeps, and what leaving could gain as a share of its stake.
    pub sides: Vec<(String, Holds, f64)>,
    /// Line of the weakest promise.
    pub weakest_line: Option<u32>,
}

impl Setting {
    /// Whether every side would keep it and it could be signed.
    #[must_use]
    pub fn kept_by_all(&self) -> bool {
        self.errors == 0 && self.sides.iter().all(|(_, holds, _)| *holds == Holds::Yes)
    }
}

fn word(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "keeps",
        Holds::No => "leaves",
        Holds::Undecided => "undecided",
    }
}

/// The table for the terminal.
#[must_use]
pub fn page(brackets: &[Proposed], tried: &[Setting]) -> String {
    let kept = tried.iter().filter(|it| it.kept_by_all()).count();
    let mut text = wrapped(&format!(
        "{kept} of {} settings would be kept by every side at the central beliefs.",
        tried.len()
    ));
    text.push('\n');
    for (at, it) in brackets.iter().enumerate() {
        text.push_str(&format!("  {} line {}: {}\n", mark(at), it.line, it.text));
    }
    text.push('\n');
    tried.iter().for_each(|it| text.push_str(&row(it)));
    text.push_str(
        "  In brackets: what leaving could gain, as a share of what the side has from keeping.\n",
    );
    format!("{text}\n{}", paragraph(FOOT))
}

/// `a`, `b`, ... for the first 26 brackets, then numbers.
fn mark(at: usize) -> String {
    let letter = u8::try_from(at).ok().filter(|at| *at < 26).map(|at| char::from(b'a' + at));
    letter.map_or_else(|| (at + 1).to_string(), String::from)
}

fn row(it: &Setting) -> String {
    let values = it.values.iter().enumerate().map(|(at, value)| format!("{}={value}", mark(at)));
    let values: Vec<String> = values.collect();
    let side = |(name, holds, share): &(String, Holds, f64)| {
        format!("{name} {} ({})", word(*holds), percent(*share))
    };
    let sides: Vec<String> = it.sides.iter().map(side).collect();
    let errors = match it.errors {
        0 => String::new(),
        1 => "; one error, cannot be signed".to_owned(),
        n => format!("; {n} errors, cannot be signed"),
    };
    let weakest =
        it.weakest_line.map_or_else(String::new, |line| format!("; weakest: line {line}"));
    let best = if it.kept_by_all() { "*" } else { " " };
    format!("{best} {:<20} {}{errors}{weakest}\n", values.join(", "), sides.join(", "))
}

/// The table for programs.
#[must_use]
pub fn answer(brackets: &[Proposed], tried: &[Setting]) -> Value {
    let brackets = brackets.iter().map(|it| json!({ "line": it.line, "text": it.text }));
    let one = |it: &Setting| {
        let sides = it.sides.iter().map(|(name, holds, share)| {
            json!({ "party": name, "holds": word(*holds), "gain_of_leaving": share })
        });
        json!({
            "values": it.values,
            "errors": it.errors,
            "sides": sides.collect::<Vec<_>>(),
            "weakest_line": it.weakest_line,
            "kept_by_all": it.kept_by_all(),
        })
    };
    json!({
        "brackets": brackets.collect::<Vec<_>>(),
        "settings": tried.iter().map(one).collect::<Vec<_>>(),
        "note": FOOT,
    })
}
