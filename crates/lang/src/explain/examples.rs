//! The texts that the tests run, as examples: each bad one beside a good one of the same name.

use serde::Serialize;

use crate::compile;
use crate::source::Source;

/// A text that gives a code, and its neighbour that gives nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Name of the test text.
    pub name: String,
    /// Where the two differ.
    pub changed: Changed,
    /// What is said of the bad one.
    pub said: Vec<Said>,
    /// The whole bad text.
    pub bad: String,
    /// The whole good text.
    pub good: String,
}

/// The lines in which two texts differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Only in the bad one.
    pub bad: Vec<String>,
    /// Only in the good one.
    pub good: Vec<String>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

macro_rules! examples {
    ($($name:literal,)*) => {
        /// Name, bad text, good text.
        const EXAMPLES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../../tests/checks/bad/", $name, ".accord")),
            include_str!(concat!("../../tests/checks/good/", $name, ".accord")),
        ),)*];
    };
}

examples![
    "a301-other-form",
    "a301-ratio-for-enrichment",
    "a301-share-of-nothing",
    "a302-mass-of-what",
    "a303-volume-without-a-period",
    "a304-tranches-fall-short",
    "a305-nobody-proves-it",
    "a306-first-and-for-good",
    "a307-due-before-its-proof",
    "a307-due-on-the-day-of-its-proof",
    "a307-lapses-before-the-proof",
    "a308-nothing-closes-the-first",
    "a308-phases-wait-for-each-other",
    "a309-you-first",
    "a310-lapse-ends-both",
    "a310-tied-under-decouple",
    "a311-answers-elsewhere",
    "a312-binds-nobody",
    "a313-no-mandate",
    "a314-nobody-may-answer",
    "a314-silent-level",
    "a315-both-ways",
    "a316-date-without-day-0",
    "a316-due-after-the-lapse",
    "a316-due-before-the-opening",
    "a317-nobody-answers-for-it",
    "a317-nobody-tells-whose",
    "a318-forces-in-words",
    "a318-opens-in-words",
    "a319-a-level-between",
    "a319-no-level-two",
    "a319-one-killed",
    "a319-turned-round",
    "a320-for-good",
    "a320-strike-for-nobody-hurt",
    "a323-inquiry-unanswered",
    "a323-nothing-follows",
    "a323-silence-of-talks",
    "a324-has-not-signed",
    "a324-not-listed",
    "a324-who-has-left",
    "a325-no-tranche",
    "a325-nothing-moves-it",
    "a326-all-keys",
    "a326-no-purpose",
    "a326-open-purpose",
    "a326-owner-paid",
    "a327-outlived",
    "a327-renewed-late",
    "a328-as-the-mandate-ends",
    "a328-on-a-day-of-rest",
    "a329-kept-without-end",
    "a329-mandate-ends-first",
    "a330-cap-too-soon",
    "a330-plant-too-slow",
    "a331-one-side",
    "a331-until",
    "a333-no-fallback",
    "a334-nothing-speaks-of-it",
    "a334-rung-below-the-line",
    "a335-answer-that-is-forbidden",
    "a335-no-value-is-both",
    "a335-owed-and-forbidden",
    "a336-did-you-mean",
    "a336-one-name-twice",
    "a336-wrong-kind",
    "a337-it-approves-what-it-proves",
    "a337-it-measures-what-it-makes",
    "a337-it-owes-what-it-proves",
    "a338-ensures-what-another-does",
    "a338-instructs-what-is-not-its-own",
    "a339-an-outsider-starts-the-answer",
    "a339-anybody-can-turn-it-down",
    "a341-a-language-without-words",
    "a341-two-languages",
    "a342-crossed-on-day-0",
    "a343-a-blank",
    "a343-agreed-later-and-nothing-until-then",
    "a344-deemed-by-who-answers",
    "a344-satisfied-when-it-says-so",
    "a345-nothing-saves-self-defence",
    "a346-need-not-answer",
    "a347-nobody-says-whether",
    "a347-who-could-has-not-signed",
    "a348-tolerated-and-forbidden",
    "a349-silence-on-a-direct-line",
    "a350-accepts-nothing",
    "a351-an-error-accepted",
    "a351-no-such-code",
];

/// Names of all texts in the table.
#[must_use]
pub fn names() -> Vec<&'static str> {
    EXAMPLES.iter().map(|it| it.0).collect()
}

/// The code that a text is an example of: `a317-…` of `A317`.
#[must_use]
pub fn code_of(name: &str) -> String {
    name.split('-').next().unwrap_or("").to_uppercase()
}

/// The examples of a code. They are compiled when asked for, so that what is said of them is true.
pub(super) fn of(code: &str) -> Vec<Example> {
    let all = EXAMPLES.iter().filter(|it| code_of(it.0) == code);
    all.map(|(name, bad, good)| Example {
        name: (*name).to_owned(),
        changed: Changed { bad: only(bad, good), good: only(good, bad) },
        said: said(name, bad, code),
        bad: (*bad).to_owned(),
        good: (*good).to_owned(),
    })
    .collect()
}

/// Lines of one text that the other does not have.
fn only(one: &str, other: &str) -> Vec<String> {
    let others: Vec<&str> = other.lines().map(str::trim).collect();
    let lines = one.lines().map(str::trim).filter(|line| !others.contains(line));
    lines.filter(|line| !line.starts_with("accord ")).map(str::to_owned).collect()
}

fn said(name: &str, text: &str, code: &str) -> Vec<Said> {
    let found = compile(&Source::new(format!("{name}.accord"), text)).diagnostics;
    let own = found.into_iter().filter(|it| it.code == code);
    own.map(|it| Said { message: it.message, help: it.help }).collect()
}
