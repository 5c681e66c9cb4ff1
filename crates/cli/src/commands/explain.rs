//! `detente explain`: the page of a code, or the list of them all.

use lang::diagnostic::Severity;
use lang::explain::{Example, Page, near, page, pages};
use report::terminal::{entry, wrapped};
use serde::Serialize;

use crate::args::ExplainArgs;
use crate::exit::{Answer, Exit, Failure};

#[derive(Serialize)]
struct Listed {
    code: &'static str,
    severities: &'static [Severity],
    title: &'static str,
}

impl Listed {
    fn of(page: &'static Page) -> Self {
        Self { code: &page.code, severities: &page.severities, title: &page.title }
    }
}

#[derive(Serialize)]
struct List {
    codes: Vec<Listed>,
}

/// Prints one page, or a line for each.
pub fn run(args: &ExplainArgs, as_json: bool) -> Result<Answer, Failure> {
    let text = match &args.code {
        Some(code) => one(code, as_json)?,
        None => list(as_json),
    };
    Ok(Answer { text, exit: Exit::Yes })
}

fn list(as_json: bool) -> String {
    if as_json {
        return report::json::text(&List { codes: pages().iter().map(Listed::of).collect() });
    }
    let line = |it: &Page| format!("{}  {:<16}  {}\n", it.code, severity(&it.severities), it.title);
    pages().iter().map(line).collect()
}

fn one(code: &str, as_json: bool) -> Result<String, Failure> {
    let Some(page) = page(code) else {
        let near = near(code).join(", ");
        let message =
            format!("no code `{code}`; near it: {near}; `detente explain --list` names all");
        return Err(Failure::Usage(message));
    };
    Ok(if as_json { report::json::text(&page) } else { told(&page) })
}

fn severity(severities: &[Severity]) -> String {
    let words: Vec<&str> = severities
        .iter()
        .map(|it| match it {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
        .collect();
    words.join(" or ")
}

fn told(page: &Page) -> String {
    let mut text = format!("{} {} ({})\n", page.code, page.title, severity(&page.severities));
    let parts = [
        ("Why: ", &page.why),
        ("Case: ", &page.case),
        ("Bad: ", &page.bad),
        ("Good: ", &page.good),
        ("", &page.more),
    ];
    for (label, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
        text.push('\n');
        text.push_str(&wrapped(&format!("{label}{part}")));
    }
    page.examples.iter().for_each(|it| text.push_str(&example(it)));
    if page.is_acceptable() {
        let line = format!("accepting {} because \"…\"", page.code);
        text.push('\n');
        text.push_str(&wrapped(&format!("A warning can be accepted where it stands: `{line}`.")));
    }
    text
}

fn example(it: &Example) -> String {
    let mut text = format!("\n{}\n", it.name);
    it.changed.bad.iter().for_each(|line| text.push_str(&format!("  - {line}\n")));
    it.changed.good.iter().for_each(|line| text.push_str(&format!("  + {line}\n")));
    for said in &it.said {
        text.push_str(&entry(&said.message));
        if let Some(help) = &said.help {
            text.push_str(&entry(&format!("way out: {help}")));
        }
    }
    text
}
