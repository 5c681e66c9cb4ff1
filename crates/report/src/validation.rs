//! The models of the world beside what was published: one table a model, made by one command.

mod backtest;
mod breakout;
mod economy;
mod incidents;
mod oil;
mod pipelines;
mod politics;

use serde::Serialize;

use crate::backtest::Case;

/// One figure of a model beside the published one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct Line {
    pub quantity: String,
    pub model: String,
    pub published: String,
    pub error: String,
    pub n: usize,
    pub marks: String,
}

/// One model.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct Chapter {
    pub title: &'static str,
    pub said: String,
    pub lines: Vec<Line>,
    pub notes: Vec<String>,
}

/// What `detente fit validation --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ValidationJson<'a> {
    pub chapters: &'a [Chapter],
    pub note: &'static str,
}

const HEAD: &str = "# Validation

What the models of the world say beside what was published, by `detente fit validation`, which prints this page. Figures marked C take no part.
Part of some series is kept back for others to test with ([data/README.md](../data/README.md)); nothing here was fitted to it. An error in
percent is of the published figure.
";

/// All models, in the order of the page; `uniform` is drawn from where a test needs chance, `cases`
/// are those that were forecast.
#[must_use]
pub fn chapters(uniform: &mut dyn FnMut() -> f64, cases: &[Case]) -> Vec<Chapter> {
    vec![
        breakout::chapter(),
        incidents::chapter(uniform),
        oil::chapter(),
        pipelines::chapter(),
        economy::chapter(),
        politics::chapter(),
        backtest::chapter(cases),
    ]
}

/// The same for programs.
#[must_use]
pub fn answer(chapters: &[Chapter]) -> ValidationJson<'_> {
    ValidationJson { chapters, note: crate::ethics::FOOT }
}

/// The page, in Markdown.
#[must_use]
pub fn page(chapters: &[Chapter]) -> String {
    let chapters: String = chapters.iter().map(chapter).collect();
    format!("{HEAD}{chapters}")
}

fn chapter(chapter: &Chapter) -> String {
    let mut text = format!("\n## {}\n\n{}\n\n", chapter.title, chapter.said);
    text.push_str("| quantity | model | published | error | n | marks |\n");
    text.push_str("| --- | --- | --- | --- | --- | --- |\n");
    for line in &chapter.lines {
        let Line { quantity, model, published, error, n, marks } = line;
        let row = format!("| {quantity} | {model} | {published} | {error} | {n} | {marks} |\n");
        text.push_str(&row);
    }
    if !chapter.notes.is_empty() {
        text.push('\n');
    }
    for note in &chapter.notes {
        text.push_str(&format!("- {note}\n"));
    }
    text
}

/// `+3 %`: how far a figure is off, of the published one.
fn off(ratio: f64) -> String {
    format!("{:+.0} %", 100.0 * (ratio - 1.0))
}
