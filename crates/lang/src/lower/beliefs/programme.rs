//! Enrichment and oil in a beliefs file.

use kernel::ActorId;
use world::enrichment::URANIUM_PER_UF6;
use world::oil::scenario::rungs;
use world::programme::{Broken, Expected, OilBelief, Programme, Ranged, Stock, StockAmount};

use super::super::names::Symbol;
use super::{Table, told};
use crate::ast::{Amount, Name};
use crate::beliefs_ast::{self as ast, Believed, ProgrammeLine};
use crate::diagnostic::Diagnostic;
use crate::parse::words::nearest;
use crate::span::Span;
use crate::units::{MaterialForm, Unit};

/// Base units of enrichment in one: thousandths of a per cent.
const LEVEL_BASE: f64 = 100_000.0;
/// Grams in a kilogram.
const GRAMS: f64 = 1000.0;

impl Table<'_> {
    /// Capacities first, since every other line belongs to one.
    pub(super) fn programmes(&mut self, lines: &[ast::Programme]) {
        lines.iter().for_each(|it| self.capacity(it));
        for it in lines {
            match &it.line {
                ProgrammeLine::Capacity { .. } => {}
                ProgrammeLine::Level { quantity, level } => self.kept(quantity, level, it.span),
                ProgrammeLine::Stock { party, number, unit, level, unaccounted } => {
                    let Some(party) = self.signatory(party) else { continue };
                    let amount = StockAmount::Beside(scaled(number, uranium_kg(*unit)));
                    let (assay, unaccounted) = (assay(level), *unaccounted);
                    self.put(party, Stock { amount, assay, unaccounted }, it.span);
                }
                ProgrammeLine::Expect { party, at_least } => {
                    let Some(party) = self.signatory(party) else { continue };
                    let at_least_days = f64::from(self.context.hours(at_least).0) / 24.0;
                    let line = self.source.place(it.span).line;
                    if let Some(programme) = self.programme(party, it.span) {
                        programme.expected.push(Expected { at_least_days, line });
                    }
                }
            }
        }
    }

    fn capacity(&mut self, it: &ast::Programme) {
        let ProgrammeLine::Capacity { party, number } = &it.line else { return };
        let Some(party) = self.signatory(party) else { return };
        if self.out.programmes.iter().any(|known| known.party == party) {
            let error = Diagnostic::error("A058", it.span, "its capacity is believed twice");
            self.found.push(error.help("keep one; a doubt is a range"));
            return;
        }
        let swu_per_year = scaled(number, 1.0);
        if swu_per_year.low <= 0.0 {
            let error = Diagnostic::error("A053", number.span, "a capacity is above 0");
            self.found.push(error.help("without any machines, leave the line out"));
            return;
        }
        self.out.programmes.push(Programme {
            party,
            swu_per_year,
            because: it.because.as_ref().map_or_else(String::new, |it| it.text.clone()),
            mark: told::mark(it.mark),
            stocks: Vec::new(),
            expected: Vec::new(),
        });
    }

    /// `stock heu at 60 %U235`
    fn kept(&mut self, quantity: &Name, level: &Amount, span: Span) {
        let wanted = |it: &Symbol| matches!(it, Symbol::Subject(_));
        let Some(Symbol::Subject(subject)) = self.symbol(quantity, "quantity", wanted) else {
            return;
        };
        let unit = self.context.units.get(subject.index()).copied().flatten();
        let Some(unit) = unit.filter(|unit| is_uranium(*unit)) else {
            let message = format!("`{quantity}` is not counted in `kg[U]` or `kg[UF6]`");
            let error = Diagnostic::error("A361", quantity.span, message);
            self.found.push(error.help("name a stock of uranium"));
            return;
        };
        let owner = self.context.out.subject(subject).map(|row| row.holder);
        let kg_per_base = uranium_kg(unit) / unit.base_units() as f64;
        let amount = StockAmount::Kept { subject, kg_per_base };
        if let Some(owner) = owner {
            self.put(owner, Stock { amount, assay: assay(level), unaccounted: false }, span);
        }
    }

    fn put(&mut self, party: ActorId, stock: Stock, span: Span) {
        if let Some(programme) = self.programme(party, span) {
            programme.stocks.push(stock);
        }
    }

    fn programme(&mut self, party: ActorId, span: Span) -> Option<&mut Programme> {
        let at = self.out.programmes.iter().position(|it| it.party == party);
        if at.is_none() {
            let error =
                Diagnostic::error("A361", span, "nothing says what that party enriches with");
            self.found.push(error.help("add `capacity PARTY: N SWU per year`"));
        }
        self.out.programmes.get_mut(at?)
    }

    pub(super) fn oil(&mut self, it: &ast::OilRung) {
        let all = rungs();
        let known = || all.iter().map(|rung| rung.id.as_str());
        if !known().any(|id| id == it.rung.as_str()) {
            let message = format!("`{}` is no state of supply that is known", it.rung);
            let list: Vec<String> = known().map(|id| format!("`{id}`")).collect();
            let help = nearest(it.rung.as_str(), known()).map_or_else(
                || format!("one of {}", list.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.found.push(Diagnostic::error("A051", it.rung.span, message).help(help));
            return;
        }
        let on = if it.war { Broken::War } else { Broken::Ended };
        let because = it.because.as_ref().map_or_else(String::new, |it| it.text.clone());
        self.out.oil.push(OilBelief { on, rung: it.rung.text.clone(), because });
    }
}

fn is_uranium(unit: Unit) -> bool {
    matches!(unit, Unit::Mass(_, Some(MaterialForm::U | MaterialForm::UF6)))
}

/// Kilograms of uranium in one of a unit of mass.
fn uranium_kg(unit: Unit) -> f64 {
    let share =
        if matches!(unit, Unit::Mass(_, Some(MaterialForm::UF6))) { URANIUM_PER_UF6 } else { 1.0 };
    unit.base_units() as f64 / GRAMS * share
}

fn assay(level: &Amount) -> f64 {
    level.in_base().unwrap_or(0) as f64 / LEVEL_BASE
}

fn scaled(number: &Believed, by: f64) -> Ranged {
    let (low, high) = told::distribution(number).ends(number.value);
    Ranged { low: low * by, middle: number.value * by, high: high * by }
}
