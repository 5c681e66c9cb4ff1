//! What the program says of one case, read from its JSON answers.

use std::process::Stdio;

use serde_json::Value;

use super::row::{Happened, Row};
use crate::{Error, step};

/// Cases whose believed space takes more than a minute to search: only the central beliefs are asked.
const SLOW: [&str; 4] = ["corridors", "islamabad-2026", "jcpoa-2015", "late-relief"];

/// Checks, assesses and replays a case, as far as its files are there.
pub(super) fn of(case: &str, happened: Happened) -> Result<Row, Error> {
    let accord = format!("accords/{case}.accord");
    let there = |ending: &str| step::root().join(format!("accords/{case}.{ending}")).is_file();
    let text = std::fs::read_to_string(step::root().join(&accord)).map_err(Error::io(&accord))?;
    let checks = checks(&ask(&["check", "--json", &accord])?, &text);
    let solver = match there("beliefs") {
        true if SLOW.contains(&case) => {
            solver(&ask(&["assess", "--quick", "--json", "--no-report", &accord])?)
        }
        true => solver(&ask(&["assess", "--json", "--no-report", &accord])?),
        false => ("-".to_owned(), "-".to_owned()),
    };
    let record = match there("events") {
        true => record(&ask(&["replay", "--json", &accord])?),
        false => "no record".to_owned(),
    };
    let (word, weakest) = solver;
    Ok(Row { case: case.to_owned(), checks, word, weakest, record, happened })
}

/// One answer of the program. Exit code 1 says that the answer is no.
fn ask(words: &[&str]) -> Result<Value, Error> {
    let all: Vec<&str> =
        ["run", "--quiet", "--package", "cli", "--"].iter().chain(words).copied().collect();
    let title = words.join(" ");
    let output = step::cargo(&all)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::io(&title))?;
    if !matches!(output.status.code(), Some(0 | 1)) {
        return Err(Error::Step(title));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| Error::Document(format!("`{title}` printed no JSON: {error}")))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Codes in the order of the text, each once with how often, errors set apart from warnings, and
/// the warnings that the text accepts, which the program does not repeat.
fn checks(answer: &Value, accord: &str) -> String {
    let found = list(answer, "diagnostics").iter().filter(|it| text(it, "severity") != "note");
    let found = found.map(|it| {
        let mark = if text(it, "severity") == "error" { "" } else { " (warning)" };
        format!("{}{mark}", text(it, "code"))
    });
    let accepted = accord.split("accepting ").skip(1).filter_map(|it| it.get(..4));
    let mut said: Vec<(String, usize)> = Vec::new();
    for code in found.chain(accepted.map(|code| format!("{code} (accepted)"))) {
        match said.iter_mut().find(|(known, _)| *known == code) {
            Some((_, times)) => *times += 1,
            None => said.push((code, 1)),
        }
    }
    let shown = said.into_iter().map(|(code, times)| match times {
        1 => code,
        _ => format!("{times} x {code}"),
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { "nothing".to_owned() } else { shown.join(", ") }
}

/// The word, with the share of the ranges, and the promise that breaks or is the weakest.
fn solver(answer: &Value) -> (String, String) {
    let share = answer["share"]["mean"].as_f64();
    let word = match (text(answer, "answer"), share) {
        ("yes", _) => "KEEPS",
        ("no", _) => "BREAKS",
        ("depends", Some(_)) => "DEPENDS",
        (_, None) => central(answer),
        _ => "UNDECIDED",
    };
    let share = share.map_or_else(
        || ", central beliefs alone".to_owned(),
        |it| format!(", kept in {:.0} %", it * 100.0),
    );
    let weakest = &answer["weakest"];
    let promise = match weakest.as_object() {
        None => "-".to_owned(),
        Some(_) => {
            let (by, article) = (text(weakest, "party"), text(weakest, "article"));
            format!("{by}, `{article}`: {}", text(weakest, "deviation"))
        }
    };
    (format!("{word}{share}"), promise)
}

/// The word of the central beliefs: everybody keeps, or somebody does not.
fn central(answer: &Value) -> &'static str {
    let holds = |wanted: &str| {
        list(answer, "holdings").iter().filter(|it| text(it, "holds") == wanted).count()
    };
    match (holds("no"), holds("undecided")) {
        (0, 0) => "KEEPS",
        (0, _) => "UNDECIDED",
        _ => "BREAKS",
    }
}

/// The first word of non-performance, and how it ended.
fn record(answer: &Value) -> String {
    let first = match list(answer, "non_performance").first() {
        None => "none".to_owned(),
        Some(it) => {
            let (by, duty) = (text(it, "obligor"), text(it, "duty"));
            format!("{}, {by}, `{duty}` {}", text(it, "date"), text(it, "verdict"))
        }
    };
    let ended = match answer["ended"].as_object() {
        None => String::new(),
        Some(_) => {
            let ended = &answer["ended"];
            format!("; ended {}, {}", text(ended, "date"), text(ended, "cause"))
        }
    };
    format!("{first}{ended}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn codes_are_counted_and_warnings_named() {
        let found = |code: &str, severity: &str| json!({ "code": code, "severity": severity });
        let all = [found("A305", "error"), found("A306", "warning"), found("A305", "error")];
        let accord = "signatories A, B, accepting A345 because \"so it is\"";
        let said = checks(&json!({ "diagnostics": all }), accord);
        assert_eq!(said, "2 x A305, A306 (warning), A345 (accepted)");
        assert_eq!(checks(&json!({ "diagnostics": [found("A041", "note")] }), ""), "nothing");
    }

    #[test]
    fn without_a_share_the_central_beliefs_have_the_word() {
        let of = |holds: &str| json!({ "answer": "depends", "share": null, "weakest": null, "holdings": [{ "holds": holds }] });
        assert_eq!(solver(&of("yes")).0, "KEEPS, central beliefs alone");
        assert_eq!(solver(&of("no")).0, "BREAKS, central beliefs alone");
        let depends = json!({ "answer": "depends", "share": { "mean": 0.4 }, "weakest": null });
        assert_eq!(solver(&depends).0, "DEPENDS, kept in 40 %");
    }

    #[test]
    fn a_record_without_non_performance_says_so() {
        let answer = json!({ "non_performance": [], "ended": { "date": "2015-10-18", "cause": "completed" } });
        assert_eq!(record(&answer), "none; ended 2015-10-18, completed");
    }
}
