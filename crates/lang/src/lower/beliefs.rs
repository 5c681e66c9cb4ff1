//! From a reader's beliefs as typed entries to one table of numbers and what points into it.

mod home;
mod names;
mod odds;
mod programme;
mod signals;
mod told;
mod values;
mod waves;

use std::collections::BTreeMap;

use kernel::Hours;
use world::EntryId;
use world::beliefs::Measure;

use super::Lowered;
use super::context::Lowering;
use super::names::Symbol;
use crate::ast::Condition;
use crate::beliefs_ast::{self as ast, Believed, Horizon, Key};
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::parse::parse_beliefs;
use crate::source::Source;
use crate::span::Span;

/// The step of the analysis where the file names none.
const PERIOD: Hours = Hours::days(30);

/// How far futures are followed where the file does not say.
const HORIZON: u32 = 60;

/// Loss at signature that still counts as keeping where the file does not say.
const TOLERANCE: f64 = 0.01;

/// What compiling a beliefs file gives.
#[derive(Clone, Debug)]
pub struct BeliefsCompilation {
    /// Nothing if there are errors.
    pub beliefs: Option<world::Beliefs>,
    /// Every finding, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a beliefs file about one reading of an agreement: [`Compiled::common`] or that of a
/// party.
#[must_use]
pub fn compile_beliefs(source: &Source, compiled: &Compiled, read: &Lowered) -> BeliefsCompilation {
    let parsed = parse_beliefs(source);
    let mut diagnostics = parsed.diagnostics;
    let text = super::reading(&compiled.terms, super::Whose::Common);
    let context = Lowering::over(&text, &compiled.clauses, read.clone());
    let mut table = Table::new(source, context);
    if about_another(&parsed.beliefs, compiled, &mut table.found) {
        table.fill(&parsed.beliefs);
    }
    diagnostics.append(&mut table.found);
    diagnostics.sort_by_key(|it| (it.span.start, it.severity));
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    BeliefsCompilation { beliefs: sound.then_some(table.out), diagnostics }
}

/// Says so if the file is about another agreement; whether it is about this one.
fn about_another(beliefs: &ast::Beliefs, compiled: &Compiled, found: &mut Vec<Diagnostic>) -> bool {
    let (about, title) = (&beliefs.accord, &compiled.title);
    if about.text == *title || about.text.is_empty() {
        return true;
    }
    let message = format!("these beliefs are about \"{about}\", the agreement is \"{title}\"");
    let help = format!("give the agreement they are about, or write `beliefs for \"{title}\"`");
    found.push(Diagnostic::error("A360", about.span, message).help(help));
    false
}

/// The table under way.
struct Table<'a> {
    source: &'a Source,
    context: Lowering<'a>,
    out: world::Beliefs,
    /// Entries of a key: its number, then its factor if it has one.
    keys: BTreeMap<String, (EntryId, Option<EntryId>)>,
    /// Where each number stands.
    spans: BTreeMap<EntryId, Span>,
    /// What was found of each party's money.
    budgets: BTreeMap<kernel::ActorId, home::Money>,
    found: Vec<Diagnostic>,
}

impl<'a> Table<'a> {
    fn new(source: &'a Source, context: Lowering<'a>) -> Self {
        let out = world::Beliefs {
            reader: String::new(),
            period: PERIOD,
            horizon: HORIZON,
            entries: Vec::new(),
            flows: Vec::new(),
            lumps: Vec::new(),
            odds: Vec::new(),
            discount: Vec::new(),
            tolerance: TOLERANCE,
            rules: Vec::new(),
            as_seen_by: Vec::new(),
            types: Vec::new(),
            left_out: Vec::new(),
            never: Vec::new(),
            programmes: Vec::new(),
            oil: Vec::new(),
            home: world::home::Home::default(),
            waves: Vec::new(),
        };
        let (spans, budgets) = (BTreeMap::new(), BTreeMap::new());
        Self { source, context, out, keys: BTreeMap::new(), spans, budgets, found: Vec::new() }
    }

    fn fill(&mut self, beliefs: &ast::Beliefs) {
        self.heading(beliefs);
        beliefs.entries.iter().for_each(|entry| self.entry(entry));
        self.budgets();
        self.in_waves();
        beliefs.rules.iter().for_each(|rule| self.rule(rule));
        beliefs.seen_by.iter().for_each(|seen| self.seen_by(seen));
        beliefs.types.iter().for_each(|it| self.intent_type(it));
        self.programmes(&beliefs.programmes);
        beliefs.oil.iter().for_each(|oil| self.oil(oil));
        beliefs.left_out.iter().for_each(|left| self.left_out(left));
        self.out.never = beliefs.never.iter().map(|never| never.what.text.clone()).collect();
        for preference in &beliefs.preferences {
            self.actor(&preference.party);
            let span = preference.better.span.to(preference.worse.span);
            let message = "a preference without a number is kept and enters no result";
            self.found.push(Diagnostic::note("A364", span, message));
        }
    }

    fn heading(&mut self, beliefs: &ast::Beliefs) {
        let reader = beliefs.reader.as_ref();
        self.out.reader = reader.map_or_else(String::new, |reader| reader.text.clone());
        if let Some(period) = &beliefs.period {
            self.out.period = self.context.hours(period);
        }
        self.out.horizon = beliefs.horizon.as_ref().map_or(HORIZON, |it| self.horizon(it));
        self.out.tolerance = beliefs.tolerance.as_ref().map_or(TOLERANCE, |it| it.value);
    }

    fn horizon(&self, horizon: &Horizon) -> u32 {
        match horizon {
            Horizon::Periods(number) => {
                let whole = number.value.as_whole();
                whole.and_then(|periods| u32::try_from(periods).ok()).unwrap_or(HORIZON)
            }
            Horizon::Duration(length) => {
                let hours = self.context.hours(length).0;
                hours.checked_div(self.out.period.0).unwrap_or(HORIZON)
            }
        }
    }

    fn entry(&mut self, entry: &ast::Entry) {
        let before = self.found.len();
        let key = told::key(self.source, &entry.key, entry.number.value);
        let number = self.number(entry, key.clone(), &entry.number, told::measure(&entry.key));
        let factor = entry.hawk.as_ref().map(|(party, factor)| {
            let name = format!("{key}, factor while {party} is hawkish");
            (party, self.number(entry, name, factor, Measure::Factor))
        });
        let id = factor.as_ref().map(|(_, id)| *id);
        self.keys.insert(identity(&entry.key), (number, id));
        let hawk = factor.and_then(|(party, id)| Some((self.actor(party)?, id)));
        match &entry.key {
            Key::Flow { party, per, during } => self.flow(number, party, per, during, hawk),
            Key::Lump { party, on } => self.lump(number, party, on),
            Key::Odds(odds) => self.odds(number, odds, entry.span),
            Key::Rate(odds) => self.rate(number, odds, entry.span),
            Key::Waves { tally, memory } => self.waves(number, tally, memory),
            Key::Money { party, of } => self.money(number, party, of, entry.span),
            Key::Discount(party) => {
                let party = self.signatory(party);
                self.out.discount.extend(party.map(|party| (party, number)));
            }
        }
        self.late_relief(entry, &key, number);
        let has_factor = entry.hawk.is_some() && !matches!(entry.key, Key::Flow { .. });
        if has_factor && self.found.len() == before {
            let message = "only a value per period can depend on an administration";
            self.found
                .push(Diagnostic::error("A361", entry.span, message).help("take away `times …`"));
        }
    }

    /// A factor while relief is late, where one is given.
    fn late_relief(&mut self, entry: &ast::Entry, key: &str, base: EntryId) {
        let Some((dial, factor)) = &entry.late else { return };
        let name = format!("{key}, factor while {dial} is not felt");
        let factor = self.number(entry, name, factor, Measure::Factor);
        match &entry.key {
            Key::Odds(odds) | Key::Rate(odds) => self.late(odds, base, dial, factor),
            _ => self.late(&ast::Odds::Leak, base, dial, factor),
        }
        if let Some((_, slot)) = self.keys.get_mut(&identity(&entry.key)) {
            *slot = Some(factor);
        }
    }

    fn number(
        &mut self,
        entry: &ast::Entry,
        name: String,
        number: &Believed,
        measure: Measure,
    ) -> EntryId {
        let id = EntryId(u32::try_from(self.out.entries.len()).unwrap_or(u32::MAX));
        self.spans.insert(id, entry.span);
        self.out.entries.push(world::Entry {
            name,
            measure,
            value: number.value,
            distribution: told::distribution(number),
            because: entry.because.as_ref().map_or_else(String::new, |it| it.text.clone()),
            mark: told::mark(entry.mark),
            line: self.source.place(entry.span).line,
        });
        id
    }

    fn rule(&mut self, rule: &ast::PowerRule) {
        let held = |symbol: &Symbol| {
            matches!(
                symbol,
                Symbol::Redline(_)
                    | Symbol::Procedure(_)
                    | Symbol::Waiver(_)
                    | Symbol::Dial(_)
                    | Symbol::Freeze(_)
                    | Symbol::Inquiry(_)
            )
        };
        let what = "red line, inquiry, dispute, snapback, waiver, dial or freeze";
        let symbol = self.symbol(&rule.article, what, held);
        let item = symbol.and_then(Symbol::item);
        let rule = match rule.rule {
            ast::Rule::Use => world::Rule::Use,
            ast::Rule::Refrain => world::Rule::Refrain,
            ast::Rule::Lowest => world::Rule::Lowest,
        };
        self.out.rules.extend(item.map(|item| world::PowerRule { item, rule }));
    }

    fn seen_by(&mut self, seen: &ast::SeenBy) {
        let changes = self.differing(&seen.entries);
        let party = self.signatory(&seen.party);
        self.out.as_seen_by.extend(party.map(|party| (party, changes)));
    }

    fn intent_type(&mut self, it: &ast::IntentType) {
        let changes = self.differing(&it.entries);
        let Some(party) = self.signatory(&it.party) else { return };
        self.out.types.push(world::IntentType {
            party,
            name: it.name.text.clone(),
            odds: it.odds.value,
            range: told::distribution(&it.odds).ends(it.odds.value),
            because: it.because.as_ref().map_or_else(String::new, |it| it.text.clone()),
            mark: told::mark(it.mark),
            line: self.source.place(it.span).line,
            changes,
        });
    }

    /// The rows that entries of a block are about, with what they are there.
    fn differing(&self, entries: &[ast::Entry]) -> Vec<(EntryId, f64)> {
        let mut changes = Vec::new();
        for entry in entries {
            let Some((number, factor)) = self.keys.get(&identity(&entry.key)) else { continue };
            changes.push((*number, entry.number.value));
            let given = entry.hawk.as_ref().or(entry.late.as_ref());
            let hawk = given.map(|(_, believed)| believed.value);
            changes.extend(factor.zip(hawk));
        }
        changes
    }

    fn left_out(&mut self, left: &ast::LeftOut) {
        let feature = match &left.feature {
            Some(feature) => format!("{feature} of {}", left.of),
            None => left.of.text.clone(),
        };
        let because = left.because.as_ref().map_or_else(String::new, |it| it.text.clone());
        let place = left.feature.as_ref().map_or(left.of.span, |it| it.span.to(left.of.span));
        let parts = (left.feature.as_ref().map(|it| it.as_str()), left.of.as_str());
        match super::features::feature(&self.context.names, parts) {
            Ok(_) => self.out.left_out.push((feature, because)),
            Err(fault) => self.found.push(fault.at(place)),
        }
    }

    /// A condition that truth is read for; it may read no clock that the agreement does not keep.
    fn truth(&mut self, condition: Option<&Condition>) -> Option<kernel::Condition> {
        let Some(condition) = condition else { return Some(kernel::Condition::Always) };
        if !self.condition_names(condition) {
            return None;
        }
        let before = self.context.notes.len();
        let lowered = self.context.condition(condition, "beliefs");
        if let Some(note) = self.context.notes.get(before) {
            let what = note.split_once(": ").map_or(note.as_str(), |(_, what)| what);
            let error = Diagnostic::error("A361", condition.span, what.to_owned());
            self.found.push(error.help("value a state that the agreement has"));
            return None;
        }
        if !self.is_kept(&lowered) {
            let message = "the agreement does not keep the clock that this reads";
            let error = Diagnostic::error("A362", condition.span, message);
            self.found.push(error.help("use a span that a clause of the agreement reads, or none"));
            return None;
        }
        Some(lowered)
    }

    fn is_kept(&self, condition: &kernel::Condition) -> bool {
        let accord = &self.context.out;
        match condition {
            kernel::Condition::Held(duty, span) => {
                let row = accord.duty(*duty);
                row.and_then(|row| row.read_at.last()).is_some_and(|last| span <= last)
            }
            kernel::Condition::Day(day) => {
                accord.day_read_at.last().is_some_and(|last| day <= last)
            }
            kernel::Condition::All(list) | kernel::Condition::Any(list) => {
                list.iter().all(|it| self.is_kept(it))
            }
            kernel::Condition::Not(inner) => self.is_kept(inner),
            _ => true,
        }
    }
}

/// What an entry is about, without places.
fn identity(key: &Key) -> String {
    serde_json::to_string(key).unwrap_or_default()
}
