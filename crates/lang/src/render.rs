//! Diagnostics as text for people, with the lines they speak of.

use std::fmt::Write as _;

use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// Lines longer than this are not shown.
const LONGEST_LINE: usize = 400;

/// All of them, without colours.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], source: &Source) -> String {
    let mut text = String::new();
    let mut shown = (source.name(), ariadne::Source::from(harmless(source.text())));
    for diagnostic in diagnostics {
        if showable(diagnostic, source) {
            text.push_str(&excerpt(diagnostic, source, &mut shown));
        } else {
            let _ = writeln!(text, "{}", brief(diagnostic, source));
        }
    }
    text
}

/// One line: file, line, column, severity, code, message.
#[must_use]
pub fn brief(diagnostic: &Diagnostic, source: &Source) -> String {
    let place = source.place(diagnostic.span);
    let (name, severity) = (source.name(), severity(diagnostic.severity));
    let Diagnostic { code, message, .. } = diagnostic;
    format!("{name}:{}:{}: {severity} {code}: {message}", place.line, place.column)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn showable(diagnostic: &Diagnostic, source: &Source) -> bool {
    let spans =
        std::iter::once(diagnostic.span).chain(diagnostic.labels.iter().map(|label| label.span));
    let mut lines = spans.map(|span| source.line(source.place(span).line).len());
    lines.all(|length| length <= LONGEST_LINE)
}

/// The same text, byte for byte as long, without characters that steer a terminal or reorder
/// what is seen.
fn harmless(text: &str) -> String {
    let replaced = |letter: char| match letter {
        '\n' | '\t' => letter,
        '\r' => ' ',
        _ if letter.is_ascii_control() => '?',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => letter,
    };
    text.chars().map(replaced).collect()
}

fn excerpt<'a>(
    diagnostic: &Diagnostic,
    source: &'a Source,
    shown: &mut (&'a str, ariadne::Source),
) -> String {
    let name = source.name();
    let kind = match diagnostic.severity {
        Severity::Error => ReportKind::Error,
        Severity::Warning => ReportKind::Warning,
        Severity::Note => ReportKind::Advice,
    };
    let config = Config::default()
        .with_color(false)
        .with_char_set(CharSet::Ascii)
        .with_index_type(IndexType::Byte);
    let mut report = Report::build(kind, (name, diagnostic.span.range()))
        .with_config(config)
        .with_code(diagnostic.code)
        .with_message(&diagnostic.message);
    let here = diagnostic
        .article
        .as_ref()
        .map_or_else(|| "here".to_owned(), |article| format!("in \"{article}\""));
    report = report.with_label(Label::new((name, diagnostic.span.range())).with_message(here));
    for label in &diagnostic.labels {
        report =
            report.with_label(Label::new((name, label.span.range())).with_message(&label.text));
    }
    if let Some(help) = &diagnostic.help {
        report = report.with_help(help);
    }
    let mut bytes = Vec::new();
    let written = report.finish().write(shown, &mut bytes);
    match written {
        Ok(()) => trimmed(&String::from_utf8_lossy(&bytes)),
        Err(_) => brief(diagnostic, source) + "\n",
    }
}

/// Without white space at the ends of lines.
fn trimmed(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
