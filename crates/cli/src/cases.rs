//! The cases that ship inside the program: agreements that were signed, and four that were drafted.

use serde::Serialize;

use crate::exit::Failure;

/// Name and text of each, in the order of their names.
const CASES: [(&str, &str); 13] = [
    ("agreed-framework-1994", include_str!("../../../accords/agreed-framework-1994.accord")),
    ("corridors", include_str!("../../../accords/corridors.accord")),
    ("doha-2020", include_str!("../../../accords/doha-2020.accord")),
    ("golan-1974", include_str!("../../../accords/golan-1974.accord")),
    ("hodeidah-2018", include_str!("../../../accords/hodeidah-2018.accord")),
    ("islamabad-2026", include_str!("../../../accords/islamabad-2026.accord")),
    ("jcpoa-2015", include_str!("../../../accords/jcpoa-2015.accord")),
    ("jpoa-2013", include_str!("../../../accords/jpoa-2013.accord")),
    ("late-relief", include_str!("../../../accords/late-relief.accord")),
    ("minsk-2015", include_str!("../../../accords/minsk-2015.accord")),
    ("qatar-2023", include_str!("../../../accords/qatar-2023.accord")),
    ("signals", include_str!("../../../accords/signals.accord")),
    ("three-phase", include_str!("../../../accords/three-phase.accord")),
];

/// Name, beliefs and record of each case that has a record.
pub const RECORDED: [(&str, &str, &str); 8] = [
    (
        "agreed-framework-1994",
        include_str!("../../../accords/agreed-framework-1994.beliefs"),
        include_str!("../../../accords/agreed-framework-1994.events"),
    ),
    (
        "doha-2020",
        include_str!("../../../accords/doha-2020.beliefs"),
        include_str!("../../../accords/doha-2020.events"),
    ),
    (
        "golan-1974",
        include_str!("../../../accords/golan-1974.beliefs"),
        include_str!("../../../accords/golan-1974.events"),
    ),
    (
        "hodeidah-2018",
        include_str!("../../../accords/hodeidah-2018.beliefs"),
        include_str!("../../../accords/hodeidah-2018.events"),
    ),
    (
        "jcpoa-2015",
        include_str!("../../../accords/jcpoa-2015.beliefs"),
        include_str!("../../../accords/jcpoa-2015.events"),
    ),
    (
        "jpoa-2013",
        include_str!("../../../accords/jpoa-2013.beliefs"),
        include_str!("../../../accords/jpoa-2013.events"),
    ),
    (
        "minsk-2015",
        include_str!("../../../accords/minsk-2015.beliefs"),
        include_str!("../../../accords/minsk-2015.events"),
    ),
    (
        "qatar-2023",
        include_str!("../../../accords/qatar-2023.beliefs"),
        include_str!("../../../accords/qatar-2023.events"),
    ),
];

/// A case as a list names it.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// What `--like` calls it.
    pub name: &'static str,
    /// The title of its text, in the script of the text.
    pub title: String,
}

/// Every case.
pub fn listed() -> Vec<Listed> {
    let title = |text: &str| {
        let source = lang::source::Source::new("case", text);
        lang::parse(&source).accord.header.title.text
    };
    CASES.iter().map(|(name, text)| Listed { name, title: title(text) }).collect()
}

/// The name and text of a case.
pub fn find(name: &str) -> Result<(&'static str, &'static str), Failure> {
    let found = CASES.into_iter().find(|it| it.0 == name);
    found.ok_or_else(|| {
        let near = |it: &&(&str, &str)| strsim::damerau_levenshtein(it.0, name);
        let near = CASES.iter().min_by_key(near).map_or("", |it| it.0);
        Failure::Usage(format!(
            "no case `{name}`: did you mean `{near}`? `detente new --list` names them all"
        ))
    })
}
