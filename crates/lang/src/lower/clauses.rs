//! Which clause of the text a [`ClauseId`] is: outside the terms, outside every hash and digest.

use kernel::ClauseId;

use crate::ast::{self, Article, Head, ReadClause, Step};
use crate::source::Source;
use crate::span::Span;

/// One clause that verdicts can name: the header, an article, a step, a rung, a tranche, a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Name of the article, step or tranche; a rung is named after its line, a stage after its
    /// pipeline: `ship.1`, `banks.licence`.
    pub name: String,
    /// Its title, or else its name.
    pub title: String,
    /// The line it starts in, from 1.
    pub line: u32,
    /// All of it.
    pub span: Span,
    /// The line it starts in, as written, without indentation.
    pub text: String,
}

/// Every clause in the order of the text; the header is clause 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClauseMap {
    clauses: Vec<Clause>,
}

impl ClauseMap {
    /// The clause, if there is one of this number.
    #[must_use]
    pub fn get(&self, id: ClauseId) -> Option<&Clause> {
        self.clauses.get(id.index())
    }

    /// All clauses, from the header on.
    pub fn iter(&self) -> impl Iterator<Item = (ClauseId, &Clause)> {
        (0..u16::MAX).map(ClauseId).zip(&self.clauses)
    }

    /// The clause that starts at this place; the header if none does.
    pub(crate) fn at(&self, span: Span) -> ClauseId {
        let rest = self.clauses.get(1..).unwrap_or(&[]);
        let index = rest.binary_search_by_key(&span.start, |clause| clause.span.start).ok();
        let index = index.and_then(|at| u16::try_from(at + 1).ok());
        index.map_or(ClauseId(0), ClauseId)
    }

    /// The clauses of a text and of every reading of it.
    pub(crate) fn of(source: &Source, accord: &ast::Accord) -> Self {
        let mut gatherer = Gatherer { source, found: Vec::new() };
        let header = &accord.header;
        gatherer.clause("accord", &header.title.text, header.span);
        accord.articles.iter().for_each(|article| gatherer.article(article));
        let mut clauses = gatherer.found;
        if let Some(rest) = clauses.get_mut(1..) {
            rest.sort_by_key(|clause| clause.span.start);
        }
        Self { clauses }
    }
}

struct Gatherer<'a> {
    source: &'a Source,
    found: Vec<Clause>,
}

impl Gatherer<'_> {
    fn clause(&mut self, name: &str, title: &str, span: Span) {
        let line = self.source.place(span).line;
        self.found.push(Clause {
            name: name.to_owned(),
            title: title.to_owned(),
            line,
            span,
            text: self.source.line(line).trim().to_owned(),
        });
    }

    fn head(&mut self, head: &Head) {
        self.clause(&head.name.text, head.called(), head.span);
    }

    fn article(&mut self, article: &Article) {
        if let Article::ReadBy(reading) = article {
            return self.article(&reading.article);
        }
        self.head(article.head());
        match article {
            Article::Phase(phase) => self.phase(phase),
            Article::Freeze(freeze) => self.steps(&freeze.duties),
            Article::Mutual(mutual) => self.steps(&mutual.duties),
            Article::Undertaking(it) => self.steps(&it.duties),
            Article::Redline(line) => self.rungs(line),
            Article::Escrow(escrow) => self.tranches(escrow),
            Article::Pipeline(pipeline) => self.stages(pipeline),
            _ => (),
        }
    }

    fn steps(&mut self, steps: &[Step]) {
        steps.iter().for_each(|step| self.head(&step.head));
    }

    fn phase(&mut self, phase: &ast::Phase) {
        self.steps(&phase.steps);
        phase.swaps.iter().for_each(|swap| self.head(&swap.head));
        phase.freezes.iter().for_each(|freeze| {
            self.head(&freeze.head);
            self.steps(&freeze.duties);
        });
        phase.mutuals.iter().for_each(|mutual| self.steps(&mutual.duties));
        for reading in &phase.readings {
            if let ReadClause::Step(step) = &reading.clause {
                self.head(&step.head);
            }
        }
    }

    fn rungs(&mut self, line: &ast::Redline) {
        for level in &line.levels {
            let name = format!("{}.{}", line.head.name, level.number.value);
            let title = format!("{}, level {}", line.head.called(), level.number.value);
            self.clause(&name, &title, level.span);
        }
    }

    fn stages(&mut self, pipeline: &ast::Pipeline) {
        for stage in &pipeline.stages {
            let name = format!("{}.{}", pipeline.head.name, stage.name);
            let title = format!("{}, {}", pipeline.head.called(), stage.name);
            self.clause(&name, &title, stage.span);
        }
    }

    fn tranches(&mut self, escrow: &ast::Escrow) {
        for tranche in &escrow.tranches {
            let title = format!("{}, {}", escrow.head.called(), tranche.name);
            self.clause(&tranche.name.text, &title, tranche.span);
        }
    }
}
