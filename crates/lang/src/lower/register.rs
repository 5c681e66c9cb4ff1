//! What the passes look up over and over, found by name at once.

use rustc_hash::FxHashMap;

use crate::ast::{Accord, Article, Body, Escrow, Name, Phase, Quantity, Swap, Waiver};

/// Articles of one reading by name; of two with one name the first.
#[derive(Debug, Default)]
pub(crate) struct Register<'a> {
    quantities: FxHashMap<&'a str, &'a Quantity>,
    waivers: FxHashMap<&'a str, &'a Waiver>,
    phases: FxHashMap<&'a str, &'a Phase>,
    bodies: FxHashMap<&'a str, &'a Body>,
    /// Escrows by their tranches.
    escrows: FxHashMap<&'a str, &'a Escrow>,
    /// Swaps by their legs, those in phases first, each in the order of the text.
    swaps: FxHashMap<&'a str, Vec<&'a Swap>>,
}

impl<'a> Register<'a> {
    /// Gathers them.
    pub fn of(text: &'a Accord) -> Self {
        let mut register = Self::default();
        text.articles.iter().for_each(|article| register.article(article));
        let inner = text.phases().flat_map(|phase| &phase.swaps);
        inner.chain(text.swaps()).for_each(|swap| register.swap(swap));
        register
    }

    fn article(&mut self, article: &'a Article) {
        let name = article.head().name.as_str();
        match article {
            Article::Quantity(it) => _ = self.quantities.entry(name).or_insert(it),
            Article::Waiver(it) => _ = self.waivers.entry(name).or_insert(it),
            Article::Phase(it) => _ = self.phases.entry(name).or_insert(it),
            Article::Body(it) => _ = self.bodies.entry(name).or_insert(it),
            Article::Escrow(it) => {
                for tranche in &it.tranches {
                    self.escrows.entry(tranche.name.as_str()).or_insert(it);
                }
            }
            _ => (),
        }
    }

    fn swap(&mut self, swap: &'a Swap) {
        for leg in swap.give.iter().chain(&swap.take) {
            let known = self.swaps.entry(leg.as_str()).or_default();
            if !known.last().is_some_and(|last| std::ptr::eq(*last, swap)) {
                known.push(swap);
            }
        }
    }

    /// The quantity of that name.
    pub fn quantity(&self, name: &str) -> Option<&'a Quantity> {
        self.quantities.get(name).copied()
    }

    /// The waiver of that name.
    pub fn waiver(&self, name: &str) -> Option<&'a Waiver> {
        self.waivers.get(name).copied()
    }

    /// The phase of that name.
    pub fn phase(&self, name: &str) -> Option<&'a Phase> {
        self.phases.get(name).copied()
    }

    /// The body of that name.
    pub fn body(&self, name: &Name) -> Option<&'a Body> {
        self.bodies.get(name.as_str()).copied()
    }

    /// The escrow that holds the tranche.
    pub fn escrow_of(&self, tranche: &str) -> Option<&'a Escrow> {
        self.escrows.get(tranche).copied()
    }

    /// The swaps that have the step as a leg.
    pub fn swaps_of(&self, step: &str) -> &[&'a Swap] {
        self.swaps.get(step).map_or(&[], Vec::as_slice)
    }
}
