//! What the program says of one variant, and the rows made of it.

use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::list::More;
use crate::{Error, step};

/// The central answer: no number of it is drawn, each has its bracket. The variable `DETENTE` names
/// a program that is built already.
pub(super) fn of(accord: &Path) -> Result<Value, Error> {
    let mut command = match std::env::var_os("DETENTE") {
        Some(program) => {
            let mut command = std::process::Command::new(program);
            command.current_dir(step::root());
            command
        }
        None => step::cargo(&["run", "--quiet", "--package", "cli", "--"]),
    };
    let output = command
        .args(["assess", "--quick", "--no-report", "--json"])
        .arg(accord)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::io("detente assess"))?;
    let title = accord.display().to_string();
    if !matches!(output.status.code(), Some(0 | 1)) {
        return Err(Error::Step(title));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| Error::Document(format!("{title} printed no JSON: {error}")))
}

/// The tables of a study.
pub(super) fn tables(rows: &[(String, Value)], more: More) -> String {
    let common = common(rows);
    let own: String = rows
        .iter()
        .map(|(_, answer)| match more {
            More::Nothing => String::new(),
            More::Intent => intent(answer),
            More::Signals => signals(answer),
        })
        .collect();
    format!("{common}{own}")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn common(rows: &[(String, Value)]) -> String {
    let parties: Vec<&str> = rows.first().map_or(Vec::new(), |(_, answer)| {
        list(answer, "holdings").iter().filter_map(|it| it["party"].as_str()).collect()
    });
    let mut head = vec!["".to_owned()];
    for party in &parties {
        head.push(format!("{party} keeps"));
        head.push(format!("stake of {party}"));
        head.push(format!("gain of leaving of {party}"));
    }
    head.extend(
        [
            "in force, month 24",
            "in force, horizon",
            "attacks",
            "with casualties",
            "war",
            "dearer oil, USD",
        ]
        .map(str::to_owned),
    );
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for (name, answer) in rows {
        let mut cells = vec![name.clone()];
        for holding in list(answer, "holdings") {
            cells.push(holding["holds"].as_str().unwrap_or("-").to_owned());
            cells.push(bracket(&holding["stake"]));
            cells.push(bracket(&holding["loss"]));
        }
        cells.extend([alive(answer, Some(24)), alive(answer, None)]);
        cells.extend([
            harm(answer, "attacks"),
            harm(answer, "with_casualties"),
            war(answer),
            oil(answer),
        ]);
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}

/// A bracket as one number with what it is sure to.
fn bracket(value: &Value) -> String {
    let end = |at: usize| value[at].as_f64();
    let (Some(low), Some(high)) = (end(0), end(1)) else { return "-".into() };
    let half = (high - low) / 2.0;
    match half < 0.005 {
        true => format!("{:.2}", f64::midpoint(low, high)),
        false => format!("{low:.2} to {high:.2}"),
    }
}

fn alive(answer: &Value, month: Option<u64>) -> String {
    let all = list(answer, "survival");
    let at = match month {
        Some(month) => all.iter().find(|it| it["month"].as_u64() == Some(month)),
        None => all.last(),
    };
    at.and_then(|it| it["mean"].as_f64()).map_or_else(|| "-".into(), |it| format!("{it:.3}"))
}

fn harm(answer: &Value, key: &str) -> String {
    let first = list(answer, "harm").first();
    first.and_then(|it| it[key].as_f64()).map_or_else(|| "-".into(), |it| format!("{it:.2}"))
}

/// Chance of an end in general hostilities within the horizon.
fn war(answer: &Value) -> String {
    let ends = list(answer, "causes").iter();
    let war = ends.filter(|it| it["cause"].as_str().is_some_and(|it| it.contains("war")));
    let share: f64 = war.filter_map(|it| it["share"].as_f64()).sum();
    format!("{:.4}", share + 0.0)
}

/// Chance of each way to break, times what oil is dearer then, summed over the ways.
fn oil(answer: &Value) -> String {
    let all = list(answer, "oil");
    if all.is_empty() {
        return "-".into();
    }
    let sum = |key: &str| -> f64 {
        let one = |it: &Value| Some(-it["chance"].as_f64()? * it[key].as_f64()?);
        all.iter().filter_map(one).sum()
    };
    let (low, high) = (sum("high_usd"), sum("low_usd"));
    format!("{:.2} ({low:.2} to {high:.2})", sum("kept_minus_broken_usd"))
}

fn intent(answer: &Value) -> String {
    let mut text = "\n| type | odds | keeps | stake | gain of leaving | departs within the horizon | in force, month 24 |\n|".to_owned();
    text.push_str(&" --- |".repeat(7));
    text.push('\n');
    for party in list(answer, "intent") {
        for it in list(party, "types") {
            let departs =
                it["departs"].as_f64().map_or_else(|| "-".into(), |it| format!("{it:.3}"));
            let alive = list(it, "survival").get(23).and_then(Value::as_f64);
            text.push_str(&format!(
                "| {} of {} | {} | {} | {} | {} | {departs} | {} |\n",
                it["name"].as_str().unwrap_or("-"),
                party["party"].as_str().unwrap_or("-"),
                it["odds"],
                it["holds"].as_str().unwrap_or("-"),
                bracket(&it["stake"]),
                bracket(&it["loss"]),
                alive.map_or_else(|| "-".into(), |it| format!("{it:.3}")),
            ));
        }
    }
    text
}

fn signals(answer: &Value) -> String {
    let mut text = "\n| line | side | worth with it | without | in force at the horizon with, without | war with, without |\n|".to_owned();
    text.push_str(&" --- |".repeat(6));
    text.push('\n');
    for line in list(&answer["signals"], "lines") {
        let two = |key: &str| {
            let end = |at: usize| {
                line[key][at].as_f64().map_or_else(|| "-".into(), |it| format!("{it:.4}"))
            };
            format!("{}, {}", end(0), end(1))
        };
        for side in list(line, "parties") {
            text.push_str(&format!(
                "| {} | {} | {} | {} | {} | {} |\n",
                line["line"].as_str().unwrap_or("-"),
                side["party"].as_str().unwrap_or("-"),
                bracket(&side["with"]),
                bracket(&side["without"]),
                two("survival"),
                two("war"),
            ));
        }
    }
    text
}
