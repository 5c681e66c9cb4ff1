//! What an editor needs to know of a text: which names are declared where, where each is used,
//! what each amount comes to, when each step is owed, and what could be written at some place.
//!
//! It works on a text that is half written: what could be read is in it, the rest is not.

mod amounts;
mod wanted;

pub use amounts::Measure;
pub use wanted::{Candidate, candidates};

use std::collections::BTreeMap;

use crate::ast::{self, Redline};
use crate::check::{Scope, Seen, Wanted, condition_names, walk, walk_readers, windows};
use crate::lower::{Whose, readers, reading};
use crate::parse::parse;
use crate::source::Source;
use crate::span::Span;

/// Names, uses and amounts of a text, in its order, over all its readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// What is declared.
    pub declared: Vec<Declaration>,
    /// Where names are used.
    pub uses: Vec<Use>,
    /// What amounts come to.
    pub measures: Vec<Measure>,
}

/// Something the text gives a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Its name.
    pub name: String,
    /// The keyword that declares it.
    pub keyword: &'static str,
    /// Its title, or else its name.
    pub title: String,
    /// Where the name stands.
    pub span: Span,
    /// All of it.
    pub whole: Span,
    /// Its file.
    pub workstream: Option<String>,
    /// When a step is owed.
    pub window: Option<Window>,
    /// Who may answer at a red line or after a dispute, level by level, as written.
    pub answers: Vec<String>,
}

/// When a step is owed, as people read days: `day 14 (2026-02-03)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day on which it can be owed, as far as clocks say.
    pub earliest: Option<String>,
    /// The last day, if every side uses all its time.
    pub latest: Option<String>,
    /// The day by which its proof may come.
    pub proved: Option<String>,
}

/// A name where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The name.
    pub name: String,
    /// Where.
    pub span: Span,
    /// Title of the article it is used in.
    pub within: String,
}

impl Outline {
    /// The declaration or use that stands at a byte, with the declarations of that name.
    #[must_use]
    pub fn at(&self, byte: u32) -> Option<(Span, &Declaration)> {
        let here = |span: Span| span.start <= byte && byte <= span.end;
        let used = self.uses.iter().find(|it| here(it.span)).map(|it| (it.span, it.name.as_str()));
        let own = || {
            let own = self.declared.iter().find(|it| here(it.span));
            own.map(|it| (it.span, it.name.as_str()))
        };
        let (span, name) = used.or_else(own)?;
        self.declaration(name).map(|declaration| (span, declaration))
    }

    /// What the name stands for.
    #[must_use]
    pub fn declaration(&self, name: &str) -> Option<&Declaration> {
        self.declared.iter().find(|it| it.name == name)
    }

    /// Every place where the name stands: where it is declared, and where it is used.
    #[must_use]
    pub fn places(&self, name: &str) -> Vec<Span> {
        let declared = self.declared.iter().filter(|it| it.name == name).map(|it| it.span);
        let used = self.uses.iter().filter(|it| it.name == name).map(|it| it.span);
        let mut places: Vec<Span> = declared.chain(used).collect();
        places.sort();
        places.dedup();
        places
    }

    /// Titles of the articles that speak of the name, each once.
    #[must_use]
    pub fn spoken_of(&self, name: &str) -> Vec<&str> {
        let mut within: Vec<&str> = Vec::new();
        for it in self.uses.iter().filter(|it| it.name == name) {
            if !within.contains(&it.within.as_str()) {
                within.push(&it.within);
            }
        }
        within
    }

    /// What the amount at a byte comes to.
    #[must_use]
    pub fn measure(&self, byte: u32) -> Option<&Measure> {
        let here = |it: &&Measure| it.span.start <= byte && byte <= it.span.end;
        self.measures.iter().filter(here).min_by_key(|it| it.span.end - it.span.start)
    }
}

/// The outline of a text, whatever is wrong with it.
#[must_use]
pub fn outline(source: &Source) -> Outline {
    let text = parse(source).accord;
    let mut gathered = Gathered::new(source);
    gathered.reading(&reading(&text, Whose::Common));
    for party in readers(&text) {
        gathered.reading(&reading(&text, Whose::Party(&party)));
    }
    walk_readers(&text, &mut |within, seen| gathered.name(within.article, &seen));
    gathered.finish()
}

/// What was found so far, each place once however many readings share it.
struct Gathered<'s> {
    source: &'s Source,
    declared: BTreeMap<Span, Declaration>,
    uses: BTreeMap<Span, Use>,
    measures: BTreeMap<Span, Measure>,
}

impl<'s> Gathered<'s> {
    fn new(source: &'s Source) -> Self {
        let (declared, uses, measures) = Default::default();
        Self { source, declared, uses, measures }
    }

    fn reading(&mut self, text: &ast::Accord) {
        let scope = Scope::of(text, &[]);
        let windows = windows(&scope);
        let wholes: BTreeMap<Span, Span> = wholes(text, &scope);
        for (name, entry) in scope.entries() {
            let declaration = Declaration {
                name: name.to_owned(),
                keyword: entry.keyword,
                title: entry.called.to_owned(),
                span: entry.span,
                whole: wholes.get(&entry.span).copied().unwrap_or(entry.span),
                workstream: entry.workstream.map(|it| it.text.clone()),
                window: windows.get(name).cloned(),
                answers: self.answers(text, name),
            };
            self.declared.insert(entry.span, declaration);
        }
        walk(text, &mut |within, seen| {
            self.name(within.article, &seen);
            let measure = amounts::measure(&scope, &seen);
            let as_written =
                |it: &Measure| it.shown.strip_prefix("= ") == Some(self.source.at(it.span));
            if let Some(measure) = measure.filter(|it| !as_written(it)) {
                self.measures.insert(measure.span, measure);
            }
        });
        for (within, topic) in topics(text) {
            if scope.entry(topic.as_str()).is_some() {
                self.name(within, &Seen::Name(topic, Wanted::Anything));
            }
        }
    }

    fn name(&mut self, within: &str, seen: &Seen<'_>) {
        if let Seen::Name(name, _) = seen {
            let found = Use { name: name.text.clone(), span: name.span, within: within.to_owned() };
            self.uses.insert(name.span, found);
        }
    }

    /// The levels of a red line of that name, or of every red line that speaks of the name.
    fn answers(&self, text: &ast::Accord, name: &str) -> Vec<String> {
        let lines = text.redlines().filter(|line| line.head.name == *name || speaks_of(line, name));
        let levels = lines.flat_map(|line| &line.levels);
        levels.map(|level| plain(self.source.at(level.span))).collect()
    }

    fn finish(self) -> Outline {
        // A name where it is declared is no use of it.
        let uses = self.uses.into_values().filter(|it| !self.declared.contains_key(&it.span));
        Outline {
            uses: uses.collect(),
            declared: self.declared.into_values().collect(),
            measures: self.measures.into_values().collect(),
        }
    }
}

/// Words that may be names and need not be: what a body verifies, what a file holds.
fn topics(text: &ast::Accord) -> impl Iterator<Item = (&str, &ast::Name)> {
    let mandates = text.bodies().flat_map(|body| {
        let all = body.verifies.iter().chain(&body.attributes);
        all.map(|it| (body.head.called(), &it.subject))
    });
    let held =
        text.workstreams().flat_map(|file| file.holds.iter().map(|it| (file.head.called(), it)));
    mandates.chain(held)
}

/// Whether a red line opens on the named thing.
fn speaks_of(line: &Redline, name: &str) -> bool {
    let mut found = false;
    for condition in line.when.iter() {
        condition_names(condition, &mut |_, seen| {
            found |= matches!(seen, Seen::Name(it, _) if *it == *name);
        });
    }
    found
}

/// All of each declaration, by the place of its name.
fn wholes(text: &ast::Accord, scope: &Scope<'_>) -> BTreeMap<Span, Span> {
    let articles = text.articles.iter().map(ast::Article::head);
    let steps = scope.steps.iter().map(|placed| &placed.step.head);
    articles.chain(steps).map(|head| (head.name.span, head.whole)).collect()
}

/// Runs of white space made one space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
