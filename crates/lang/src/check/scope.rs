//! What is declared in a text, under which name.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::walk::Wanted;
use crate::ast::{Accord, Article, Body, Head, Name, Quantity, Step};
use crate::lower::{Placed, Register, steps};
use crate::span::Span;

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Declared<'a> {
    /// One who signs, or could.
    Party,
    /// A body.
    Body(&'a Body),
    /// A quantity.
    Quantity(&'a Quantity),
    /// A waiver.
    Waiver,
    /// An escrow.
    Escrow,
    /// A tranche of an escrow.
    Tranche,
    /// A step that binds.
    Step,
    /// A step of an undertaking or an exchange.
    Unbound,
    /// Any other article.
    Article(&'a Article),
}

/// One declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    /// What it is.
    pub what: Declared<'a>,
    /// Where its name stands.
    pub span: Span,
    /// What a message calls it.
    pub called: &'a str,
    /// The keyword that declares it.
    pub keyword: &'static str,
    /// Its file.
    pub workstream: Option<&'a Name>,
}

/// Everything declared in a text.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    /// The text, in one reading.
    pub text: &'a Accord,
    /// Its steps that bind.
    pub steps: Vec<Placed<'a>>,
    /// Articles that are looked up over and over.
    pub register: Register<'a>,
    /// Places of the steps, by name; of two with one name the first.
    places: FxHashMap<&'a str, usize>,
    /// Files kept apart, either way round, with the first article that does so.
    apart: FxHashMap<(&'a str, &'a str), &'a Head>,
    entries: BTreeMap<&'a str, Entry<'a>>,
    /// Names that another reading declares and this one does not.
    pub elsewhere: &'a [String],
    /// Names declared twice: the second place and the first.
    pub doubled: Vec<(&'a Name, Entry<'a>, Entry<'a>)>,
}

impl<'a> Scope<'a> {
    /// Gathers every declaration.
    pub fn of(text: &'a Accord, elsewhere: &'a [String]) -> Self {
        let (steps, entries, doubled) = (steps(text), BTreeMap::new(), Vec::new());
        let mut places = FxHashMap::default();
        for (place, placed) in steps.iter().enumerate() {
            places.entry(placed.name()).or_insert(place);
        }
        let (register, apart) = (Register::of(text), apart(text));
        let mut scope = Self { text, steps, register, places, apart, entries, elsewhere, doubled };
        text.articles.iter().for_each(|article| scope.article(article));
        for placed in scope.steps.clone() {
            scope.step(placed.step, Declared::Step, placed.workstream());
        }
        scope
    }

    /// What the name stands for.
    pub fn entry(&self, name: &str) -> Option<&Entry<'a>> {
        self.entries.get(name)
    }

    /// Every name with what it stands for, in the order of the alphabet.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &Entry<'a>)> {
        self.entries.iter().map(|(name, entry)| (*name, entry))
    }

    /// Every name there is, for "did you mean".
    pub fn words(&self, wanted: Wanted) -> impl Iterator<Item = &'a str> {
        self.entries.iter().filter(move |(_, entry)| fits(entry, wanted)).map(|(name, _)| *name)
    }

    /// The step of that name, with its surroundings.
    pub fn placed(&self, name: &str) -> Option<&Placed<'a>> {
        self.steps.get(*self.places.get(name)?)
    }

    /// The quantity of that name.
    pub fn quantity(&self, name: &str) -> Option<&'a Quantity> {
        match self.entry(name)?.what {
            Declared::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// The file of something named; a workstream is its own.
    pub fn workstream(&self, name: &str) -> Option<&'a str> {
        let entry = self.entry(name)?;
        match (entry.what, entry.workstream) {
            (Declared::Article(Article::Workstream(it)), _) => Some(it.head.name.as_str()),
            (_, workstream) => workstream.map(Name::as_str),
        }
    }

    /// The article that keeps two files apart, if one does.
    pub fn decoupled(&self, one: &str, other: &str) -> Option<&'a Head> {
        self.apart.get(&(one, other)).copied()
    }

    fn article(&mut self, article: &'a Article) {
        let what = match article {
            Article::Party(_) => Declared::Party,
            Article::Body(it) => Declared::Body(it),
            Article::Quantity(it) => Declared::Quantity(it),
            Article::Waiver(_) => Declared::Waiver,
            Article::Escrow(_) => Declared::Escrow,
            other if named_after_another(other) => return self.parts(other),
            other => Declared::Article(other),
        };
        let head = article.head();
        let (workstream, called) = (head.workstream.as_ref(), head.called());
        let (span, keyword) = (head.name.span, article.keyword());
        self.declare(&head.name, Entry { what, span, called, keyword, workstream });
        self.parts(article);
    }

    /// What an article declares besides itself.
    fn parts(&mut self, article: &'a Article) {
        match article {
            Article::Escrow(escrow) => {
                let workstream = escrow.head.workstream.as_ref();
                for tranche in &escrow.tranches {
                    let (span, called) = (tranche.name.span, tranche.name.as_str());
                    let what = Declared::Tranche;
                    let keyword = "tranche";
                    self.declare(&tranche.name, Entry { what, span, called, keyword, workstream });
                }
            }
            Article::Undertaking(it) => {
                it.duties.iter().for_each(|step| self.step(step, Declared::Unbound, None));
            }
            Article::Exchange(it) => {
                it.prepare.iter().for_each(|step| self.step(step, Declared::Unbound, None));
            }
            _ => (),
        }
    }

    fn step(&mut self, step: &'a Step, what: Declared<'a>, workstream: Option<&'a Name>) {
        let (span, called) = (step.head.name.span, step.head.called());
        let keyword = "step";
        self.declare(&step.head.name, Entry { what, span, called, keyword, workstream });
    }

    fn declare(&mut self, name: &'a Name, entry: Entry<'a>) {
        match self.entries.get(name.as_str()) {
            Some(first) => self.doubled.push((name, entry, *first)),
            None => _ = self.entries.insert(name.as_str(), entry),
        }
    }
}

fn apart(text: &Accord) -> FxHashMap<(&str, &str), &Head> {
    let mut apart = FxHashMap::default();
    for it in text.decouples() {
        for from in &it.from {
            let (one, other) = (it.workstream.as_str(), from.as_str());
            apart.entry((one, other)).or_insert(&it.head);
            apart.entry((other, one)).or_insert(&it.head);
        }
    }
    apart
}

/// Whether the article has no name of its own.
fn named_after_another(article: &Article) -> bool {
    matches!(
        article,
        Article::Decouple(_)
            | Article::Swap(_)
            | Article::Scale(_)
            | Article::Freeze(_)
            | Article::Recognises(_)
            | Article::Annex(_)
            | Article::Expect(_)
            | Article::Scenario(_)
            | Article::ReadBy(_)
    )
}

/// Whether a declaration is of the wanted kind.
pub(crate) fn fits(entry: &Entry<'_>, wanted: Wanted) -> bool {
    let keyword = entry.keyword;
    let actor = matches!(keyword, "party" | "outsider" | "group" | "bloc" | "body");
    match wanted {
        Wanted::Party => keyword == "party",
        Wanted::Actor => actor,
        Wanted::Workstream => keyword == "workstream",
        Wanted::Quantity => keyword == "quantity",
        Wanted::Zone => keyword == "zone",
        Wanted::Step => matches!(keyword, "step" | "mutual"),
        Wanted::StepOrNotice => matches!(keyword, "step" | "mutual" | "notice"),
        Wanted::Phase => keyword == "phase",
        Wanted::Dial => keyword == "dial",
        Wanted::Waiver => keyword == "waiver",
        Wanted::Escrow => keyword == "escrow",
        Wanted::Tranche => keyword == "tranche",
        Wanted::Pipeline => keyword == "pipeline",
        Wanted::Redline => keyword == "redline",
        Wanted::Dispute => keyword == "dispute",
        Wanted::Procedure => matches!(keyword, "dispute" | "snapback"),
        Wanted::Channel => keyword == "channel",
        Wanted::Undertaking => keyword == "undertaking",
        Wanted::ActorOrQuantity => actor || keyword == "quantity",
        Wanted::Relief => matches!(keyword, "waiver" | "dial" | "escrow"),
        Wanted::Anything => true,
    }
}
