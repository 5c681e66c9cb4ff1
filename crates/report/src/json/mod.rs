//! The same answers for programs: the schema is `docs/json.md`.
//!
//! Fields come in the order of the documentation. A number that was not computed is `null` or an
//! empty list, and is named under `not_modelled` or `not_computed`. Undeclared non-performance is
//! named by its duty alone (ETHICS.md, rule 12).

mod anytext;
mod assessment;
mod files;
mod intent;
mod outlook;
mod parts;
mod phased;
mod remarks;
mod signals;
mod world;

pub use assessment::{AssessmentJson, assessment};
pub use outlook::{OutlookJson, outlook};
pub use remarks::{DiagnosticJson, DiagnosticsJson, diagnostics};

/// Any answer as indented JSON with a line break at its end.
#[must_use]
pub fn text(answer: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(answer).unwrap_or_else(|error| {
        let message = error.to_string().replace('"', "'");
        format!("{{\"error\": \"{message}\"}}")
    });
    text.push('\n');
    text
}
