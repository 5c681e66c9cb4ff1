//! What is wrong in an open text, and in the beliefs about it.

use lang::diagnostic::{Diagnostic, Severity};
use lang::source::Source;
use lang::{compile, compile_beliefs, compile_events, findings};
use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    PublishDiagnosticsParams, Uri,
};

use super::documents::Documents;
use super::places;

/// Findings of the text that changed, and of the open texts that are about it.
pub fn of(documents: &Documents, changed: &Uri) -> Vec<PublishDiagnosticsParams> {
    let about = documents.iter().filter_map(|(address, _)| {
        let uri: Uri = address.parse().ok()?;
        (accord_of(address)?.as_str() == changed.as_str()).then_some(uri)
    });
    std::iter::once(changed.clone()).chain(about).map(|uri| published(documents, uri)).collect()
}

fn published(documents: &Documents, uri: Uri) -> PublishDiagnosticsParams {
    // A text that was closed has no findings any more.
    let found = documents.get(&uri).map(|source| {
        let found = diagnostics(documents, &uri, source);
        found.iter().map(|it| shown(&uri, source, it)).collect()
    });
    PublishDiagnosticsParams::new(uri, found.unwrap_or_default(), None)
}

fn diagnostics(documents: &Documents, uri: &Uri, source: &Source) -> Vec<Diagnostic> {
    let Some(address) = accord_of(uri.as_str()) else { return findings(source) };
    let accord = documents.get_or_read(&address);
    let Some(accord) = accord.and_then(|accord| compile(&accord).compiled) else {
        return Vec::new(); // said at the accord itself
    };
    if uri.as_str().ends_with(".beliefs") {
        compile_beliefs(source, &accord, &accord.common).diagnostics
    } else {
        compile_events(source, &accord, &accord.common).diagnostics
    }
}

/// The address of the accord that beliefs or events are about.
fn accord_of(address: &str) -> Option<String> {
    let stem = address.strip_suffix(".beliefs").or(address.strip_suffix(".events"))?;
    Some(format!("{stem}.accord"))
}

fn shown(uri: &Uri, source: &Source, found: &Diagnostic) -> lsp_types::Diagnostic {
    let help = found.help.as_deref().map_or_else(String::new, |help| format!("\n{help}"));
    let labels = found.labels.iter().map(|label| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), places::range(source, label.span)),
        message: label.text.clone(),
    });
    lsp_types::Diagnostic {
        range: places::range(source, found.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.code.to_owned())),
        source: Some("detente".to_owned()),
        message: format!("{}{help}", found.message),
        related_information: Some(labels.collect()),
        ..lsp_types::Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    }
}
