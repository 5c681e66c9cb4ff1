//! Money, elections and late relief at home, and what forces are worth, in a beliefs file.

use kernel::{ActorId, DialId, Hours, SubjectId};
use world::home::{Budget, Election, Late};
use world::{EntryId, Odds, Per};

use super::super::names::Symbol;
use super::Table;
use crate::ast::{Amount, Moment, MomentKind, Name};
use crate::beliefs_ast::{self as ast, MoneyOf};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// The four numbers of a budget, as far as they were found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Money {
    inflow: Option<EntryId>,
    per_level: Option<(DialId, EntryId)>,
    need: Option<EntryId>,
    reserves: Option<EntryId>,
    span: Span,
}

impl Table<'_> {
    pub(super) fn money(&mut self, entry: EntryId, party: &Name, of: &MoneyOf, span: Span) {
        let Some(party) = self.signatory(party) else { return };
        let dial = match of {
            MoneyOf::PerLevel(dial) => self.dial(dial),
            MoneyOf::Inflow | MoneyOf::Need | MoneyOf::Reserves => None,
        };
        let money = self.budgets.entry(party).or_default();
        money.span = span;
        match of {
            MoneyOf::Inflow => money.inflow = Some(entry),
            MoneyOf::PerLevel(_) => money.per_level = dial.map(|dial| (dial, entry)),
            MoneyOf::Need => money.need = Some(entry),
            MoneyOf::Reserves => money.reserves = Some(entry),
        }
    }

    pub(super) fn dial(&mut self, name: &Name) -> Option<DialId> {
        match self.symbol(name, "dial", |it| matches!(it, Symbol::Dial(_)))? {
            Symbol::Dial(id) => Some(id),
            _ => None,
        }
    }

    /// Budgets of which all four numbers are there; of others it is said what is missing.
    pub(super) fn budgets(&mut self) {
        for (party, money) in std::mem::take(&mut self.budgets) {
            let Money { inflow, per_level, need, reserves, span } = money;
            let whole = inflow.zip(per_level).zip(need).zip(reserves);
            let Some((((inflow, (dial, per_level)), need), reserves)) = whole else {
                self.missing(party, &money, span);
                continue;
            };
            let budget = Budget { party, dial, inflow, per_level, need, reserves };
            self.out.home.budgets.push(budget);
            for felt in 0..=self.levels(dial) {
                self.out.odds.push((Odds::RunsOut(party, felt), reserves));
                self.out.odds.push((Odds::Refills(party, felt), reserves));
            }
        }
        let pressed = |flow: &world::Flow| match flow.per {
            Per::Pressure(party) => self.out.home.budget(party).is_none().then_some(flow.amount),
            _ => None,
        };
        let without: Vec<EntryId> = self.out.flows.iter().filter_map(pressed).collect();
        for entry in without {
            let span = self.spans.get(&entry).copied().unwrap_or_default();
            let error = Diagnostic::error("A361", span, "nothing says what presses on that party");
            let help = "add its `inflow`, `inflow … per level DIAL felt`, `need` and `reserves`";
            self.found.push(error.help(help));
        }
    }

    fn missing(&mut self, party: ActorId, money: &Money, span: Span) {
        let name = self.context.names.name(party).to_owned();
        let lines = [
            (money.inflow.is_none(), format!("`inflow {name}: N billion USD per year`")),
            (
                money.per_level.is_none(),
                format!("`inflow {name}: N billion USD per year per level DIAL felt`"),
            ),
            (money.need.is_none(), format!("`need {name}: N billion USD per year`")),
            (money.reserves.is_none(), format!("`reserves {name}: N billion USD`")),
        ];
        let add: Vec<String> = lines.into_iter().filter(|it| it.0).map(|it| it.1).collect();
        let message = format!("what comes in and goes out of `{name}` is not whole");
        let error = Diagnostic::error("A361", span, message);
        self.found.push(error.help(format!("add {}", add.join(" and "))));
    }

    fn levels(&self, dial: DialId) -> u8 {
        self.context.out.dial(dial).map_or(0, |row| row.levels)
    }

    /// `, times 3 while relief unfelt`: a row for each share that can be late.
    pub(super) fn late(&mut self, odds: &ast::Odds, base: EntryId, dial: &Name, factor: EntryId) {
        let ast::Odds::Sabotage(party) = odds else {
            let message = "only the chance of sabotage can depend on relief that is late";
            let error = Diagnostic::error("A361", dial.span, message);
            self.found.push(error.help("take away `times …`"));
            return;
        };
        let (Some(party), Some(dial)) = (self.signatory(party), self.dial(dial)) else { return };
        self.out.home.late.push(Late { party, dial, factor });
        for announced in 1..=self.levels(dial) {
            let rows = (1..=announced).map(|unfelt| Odds::Sabotage(party, unfelt, announced));
            self.out.odds.extend(rows.map(|row| (row, base)));
        }
    }

    pub(super) fn at_home(&mut self, odds: &ast::Odds, span: Span) -> Option<Odds> {
        match odds {
            ast::Odds::Election(it) => self.election(it, span),
            ast::Odds::NotRenewed(waiver) => {
                match self.symbol(waiver, "waiver", |it| matches!(it, Symbol::Waiver(_)))? {
                    Symbol::Waiver(id) => self.renewable(id, waiver),
                    _ => None,
                }
            }
            ast::Odds::Sabotage(party) => Some(Odds::Sabotage(self.signatory(party)?, 0, 0)),
            ast::Odds::SabotageHardens(party) => {
                Some(Odds::SabotageHardens(self.signatory(party)?))
            }
            _ => None,
        }
    }

    fn renewable(&mut self, id: kernel::WaiverId, name: &Name) -> Option<Odds> {
        let row = self.context.out.waiver(id);
        if row.is_some_and(|row| row.lasts.is_some()) {
            return Some(Odds::NotRenewed(id));
        }
        let message = format!("`{name}` has no term, so it is never due for renewal");
        let error = Diagnostic::error("A361", name.span, message);
        self.found.push(error.help("give it `lasts D` in the agreement, or take the entry away"));
        None
    }

    fn election(&mut self, it: &ast::Election, span: Span) -> Option<Odds> {
        let party = self.signatory(&it.party)?;
        let first = self.since_day_zero(&it.on)?;
        let every = it.every.as_ref().map(|every| self.context.hours(every));
        if self.out.home.elections.iter().any(|known| known.party == party) {
            let error = Diagnostic::error("A058", span, "its elections are believed twice");
            self.found.push(error.help("keep one; what recurs is `on DATE every D`"));
            return None;
        }
        self.out.home.elections.push(Election { party, first, every });
        Some(Odds::Election(party))
    }

    /// Time from day 0 to a day or date that is not before it.
    fn since_day_zero(&mut self, on: &Moment) -> Option<Hours> {
        let days = match &on.kind {
            MomentKind::Date(date) => match self.context.day_zero() {
                Some(zero) => date.days_since(zero),
                None => return self.no_place(on, "day 0 of the agreement is no date"),
            },
            MomentKind::PhaseDay(number) | MomentKind::AccordDay(number) => {
                number.value.as_whole().unwrap_or(-1)
            }
            MomentKind::Span { .. } | MomentKind::Earlier(..) | MomentKind::Later(..) => -1,
        };
        match u32::try_from(days) {
            Ok(days) => Some(Hours::days(days)),
            Err(_) => self.no_place(on, "it is no day from day 0 on"),
        }
    }

    fn no_place<T>(&mut self, on: &Moment, why: &str) -> Option<T> {
        let message = format!("the election has no place: {why}");
        let error = Diagnostic::error("A361", on.span, message);
        self.found.push(error.help("write `on day N`, counted from day 0"));
        None
    }

    /// `per 1000 persons of forces`, `of forces, half at 4000 persons`: against what it was at first.
    pub(super) fn held(&mut self, name: &Name, amount: &Amount, covers: bool) -> Option<Per> {
        let wanted = |it: &Symbol| matches!(it, Symbol::Subject(_));
        let Symbol::Subject(subject) = self.symbol(name, "quantity", wanted)? else { return None };
        let unit = self.context.units.get(subject.index()).copied().flatten();
        if unit.is_none_or(|unit| unit.dimension() != amount.unit.dimension()) {
            let message = format!("`{name}` is not counted in that unit");
            let error = Diagnostic::error("A361", amount.span, message);
            self.found.push(error.help("use the unit of the quantity"));
            return None;
        }
        let size = self.context.amount(amount, subject);
        if size <= 0 {
            let error = Diagnostic::error("A053", amount.span, "an amount here is above 0");
            self.found.push(error.help("write what the value is counted for"));
            return None;
        }
        let from = self.baseline(subject, name)?;
        Some(if covers {
            Per::Covered { subject, from, half: size }
        } else {
            Per::Held { subject, from, unit: size }
        })
    }

    fn baseline(&mut self, subject: SubjectId, name: &Name) -> Option<i64> {
        let row = self.context.out.subject(subject)?;
        if row.baseline > 0 {
            return Some(row.baseline);
        }
        let message = format!("nothing says how much of `{name}` there is at the start");
        let error = Diagnostic::error("A361", name.span, message);
        self.found.push(error.help("give the quantity a `baseline` in the agreement"));
        None
    }
}
