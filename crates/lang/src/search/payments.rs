//! A sum that is paid in parts, divided into other parts.
//!
//! The parts of an escrow, each transferred by one step of one phase at the latest on a day of that
//! phase, become n parts on days evenly spaced from a first to a last. A new payment waits for all
//! that payments of the text not later than it wait for; in swaps and in what closes a phase it
//! stands for the payments that fell due since the one before it.

use crate::ast::{
    Accord, Act, Condition, ConditionKind, Escrow, Moment, MomentKind, Phase, Step, Swap,
};
use crate::parse::parse;
use crate::span::Span;
use crate::units::Unit;

use super::edit::{at, edited, whole_line, words_among};
use super::named;
use super::places::steps;

/// The payments of one escrow as they stand.
pub(super) struct Payments {
    escrow: String,
    tranches: Span,
    unit: Unit,
    pub(super) olds: Vec<Old>,
}

/// One payment of the text.
pub(super) struct Old {
    pub(super) tranche: String,
    pub(super) step: String,
    day: i64,
    /// Days between its `from` and its `by`.
    ahead: Option<i64>,
    amount: i64,
    written: Step,
}

/// The parts that a sum is divided into.
pub(super) struct Division {
    pub(super) parts: Vec<Part>,
    pub(super) lateness_by_size: bool,
}

/// One part.
pub(super) struct Part {
    pub(super) tranche: String,
    pub(super) step: String,
    day: i64,
    amount: i64,
    /// The payments of the text whose place it takes.
    pub(super) stands_for: Vec<usize>,
    /// Of each payment of the text, the share of its money that is in this part.
    pub(super) shares: Vec<f64>,
}

impl Payments {
    /// The payments of an escrow.
    ///
    /// # Errors
    /// In words, why they cannot be divided otherwise.
    pub(super) fn of(terms: &Accord, text: &str, escrow: &str) -> Result<Self, String> {
        let found = terms.escrows().find(|it| it.head.name.text == escrow);
        let found = found.ok_or_else(|| format!("the text has no escrow `{escrow}`"))?;
        let olds: Vec<Old> = found
            .tranches
            .iter()
            .map(|tranche| {
                let amount = tranche.amount.in_base().map_err(|_| "an amount is not exact")?;
                old(terms, &tranche.name.text, amount)
            })
            .collect::<Result<_, String>>()?;
        let unit = found.tranches.first().map(|it| it.amount.unit);
        let unit = unit.ok_or_else(|| format!("`{escrow}` has no tranche"))?;
        if olds.windows(2).any(|pair| pair[1].day < pair[0].day) {
            return Err(format!(
                "the tranches of `{escrow}` do not stand in the order of their days"
            ));
        }
        Ok(Self { escrow: escrow.to_owned(), tranches: tranches(found, text)?, unit, olds })
    }

    /// Parts for these choices; what is not chosen stays as it is.
    pub(super) fn division(
        &self,
        count: Option<i64>,
        ratio: Option<i64>,
        first: Option<i64>,
        last: Option<i64>,
        lateness_by_size: bool,
    ) -> Result<Division, String> {
        let parts = count.map_or(Ok(self.olds.len()), |count| {
            usize::try_from(count).ok().filter(|it| *it > 0).ok_or("a sum has at least one part")
        })?;
        let amounts: Vec<i64> = match (count, ratio) {
            (None, None) => self.olds.iter().map(|old| old.amount).collect(),
            _ => amounts(self.total(), parts, ratio.unwrap_or(100))?,
        };
        let present = |old: Option<&Old>| old.map_or(0, |old| old.day);
        let first = first.unwrap_or(present(self.olds.first()));
        let last = last.unwrap_or(present(self.olds.last()));
        if last < first && parts > 1 {
            return Err(format!(
                "the last payment, day {last}, comes before the first, day {first}"
            ));
        }
        let spaces = i64::try_from(parts.saturating_sub(1).max(1)).unwrap_or(1);
        let day = |at: usize| first + (last - first) * i64::try_from(at).unwrap_or(0) / spaces;
        let days: Vec<i64> = match (count, parts == self.olds.len()) {
            (None, true)
                if first == present(self.olds.first()) && last == present(self.olds.last()) =>
            {
                self.olds.iter().map(|old| old.day).collect()
            }
            _ => (0..parts).map(day).collect(),
        };
        Ok(Division { parts: self.parts(&amounts, &days), lateness_by_size })
    }

    fn parts(&self, amounts: &[i64], days: &[i64]) -> Vec<Part> {
        let prefix = |name: fn(&Old) -> &str| {
            let first = self.olds.first().map_or("", name);
            first.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned()
        };
        let (tranche, step) = (prefix(|old| &old.tranche), prefix(|old| &old.step));
        let mut before = 0;
        let mut parts = Vec::new();
        for (at, (amount, day)) in amounts.iter().zip(days).enumerate() {
            parts.push(Part {
                tranche: format!("{tranche}{}", at + 1),
                step: format!("{step}{}", at + 1),
                day: *day,
                amount: *amount,
                stands_for: self.standing(days, at),
                shares: self.shares(before, before + amount),
            });
            before += amount;
        }
        parts
    }

    /// The payments that fell due since the part before, or else the latest before this one.
    fn standing(&self, days: &[i64], at: usize) -> Vec<usize> {
        let part_of = |day: i64| {
            days.iter().position(|it| *it >= day).unwrap_or(days.len().saturating_sub(1))
        };
        let own: Vec<usize> =
            (0..self.olds.len()).filter(|old| part_of(self.olds[*old].day) == at).collect();
        if own.is_empty() { vec![self.latest(days[at])] } else { own }
    }

    /// The last payment of the text not later than a day, or else the first.
    fn latest(&self, day: i64) -> usize {
        self.olds.iter().rposition(|old| old.day <= day).unwrap_or(0)
    }

    fn shares(&self, from: i64, to: i64) -> Vec<f64> {
        let mut start = 0;
        let share = |old: &Old| {
            let (low, high) = (start.max(from), (start + old.amount).min(to));
            start += old.amount;
            (high - low).max(0) as f64 / old.amount.max(1) as f64
        };
        self.olds.iter().map(share).collect()
    }

    fn total(&self) -> i64 {
        self.olds.iter().map(|old| old.amount).sum()
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.olds.iter().flat_map(|old| [old.tranche.clone(), old.step.clone()]).collect()
    }

    /// A name of a payment where the text says of it what no division can say of another.
    pub(super) fn named_elsewhere(&self, text: &str, terms: &Accord) -> Option<(String, Span)> {
        let mut handled = vec![self.tranches];
        handled.extend(self.olds.iter().map(|old| old.written.head.whole));
        handled.extend(swaps(terms).flat_map(lists));
        handled.extend(conditions(terms).map(|it| it.span));
        let inside =
            |span: &Span| handled.iter().any(|it| it.start <= span.start && span.end <= it.end);
        words_among(text, &self.names()).into_iter().find(|(_, span)| !inside(span))
    }

    /// The text with the sum divided.
    pub(super) fn divided(&self, text: &str, division: &Division) -> Result<String, String> {
        let terms = parse(&named(text)).accord;
        let mut edits = vec![(self.tranches, self.tranche_lines(division))];
        let new = self.steps(text, division)?;
        for (at, old) in self.olds.iter().enumerate() {
            let whole = old.written.head.whole;
            match at {
                0 => edits.push((whole, new.join("\n  "))),
                _ => edits.push((whole_line(text, whole), String::new())),
            }
        }
        let rename = Rename { text, payments: self, division };
        for list in swaps(&terms).flat_map(|swap| [&swap.give, &swap.take]) {
            edits.extend(rename.list(list));
        }
        for condition in conditions(&terms) {
            let own = self.olds.iter().any(|old| {
                let whole = old.written.head.whole;
                whole.start <= condition.span.start && condition.span.end <= whole.end
            });
            if let Some(parts) = rename.condition(condition).filter(|_| !own) {
                edits.push((condition.span, parts.join(", ")));
            }
        }
        edited(text, edits)
    }

    fn tranche_lines(&self, division: &Division) -> String {
        let line =
            |part: &Part| format!("tranche {} of {}", part.tranche, amount(part.amount, self.unit));
        division.parts.iter().map(line).collect::<Vec<_>>().join("\n  ")
    }

    fn steps(&self, text: &str, division: &Division) -> Result<Vec<String>, String> {
        let mut before: Option<&str> = None;
        let mut all = Vec::new();
        for part in &division.parts {
            all.push(self.step(text, part, before)?);
            before = Some(&part.step);
        }
        Ok(all)
    }

    /// The step that pays a part, worded as the payment of the text that it comes after.
    fn step(&self, text: &str, part: &Part, before: Option<&str>) -> Result<String, String> {
        let old = &self.olds[self.latest(part.day)];
        let (step, manner) = (&old.written, &old.written.manner);
        let mut edits = vec![(step.head.name.span, part.step.clone())];
        edits.extend(step.head.title.iter().map(|title| (title.span, String::new())));
        if let Act::Transfer { tranche } = &step.act {
            edits.push((tranche.span, part.tranche.clone()));
        }
        let by = manner.by.as_ref().and_then(day_of);
        edits.extend(by.map(|(_, span)| (span, part.day.to_string())));
        let from = manner.from.as_ref().and_then(day_of).zip(old.ahead);
        edits.extend(from.map(|((_, span), ahead)| (span, (part.day - ahead).max(0).to_string())));
        let waits = self.waits(text, part.day, before).join(", ");
        match (&manner.after, waits.is_empty()) {
            (Some(after), _) => edits.push((after.span, waits)),
            (None, false) => {
                let end = manner.by.as_ref().map_or(step.head.whole, |by| by.span).after();
                edits.push((end, format!(", after {waits}")));
            }
            (None, true) => (),
        }
        let whole = step.head.whole;
        let moved = |(span, new): (Span, String)| {
            (Span::new(span.start - whole.start, span.end - whole.start), new)
        };
        edited(at(text, whole), edits.into_iter().map(moved).collect())
    }

    /// What a payment on a day waits for.
    fn waits(&self, text: &str, day: i64, before: Option<&str>) -> Vec<String> {
        let steps: Vec<String> = self.olds.iter().map(|old| old.step.clone()).collect();
        let mut all: Vec<String> = Vec::new();
        for old in self.olds.iter().take(self.latest(day) + 1) {
            for atom in old.written.manner.after.iter().flat_map(|it| atoms(text, it)) {
                let said = match (words_among(&atom, &steps).is_empty(), before) {
                    (true, _) => atom,
                    (false, Some(before)) => format!("{before} met"),
                    (false, None) => continue,
                };
                if !all.contains(&said) {
                    all.push(said);
                }
            }
        }
        all
    }
}

/// The payment that a tranche is transferred by.
fn old(terms: &Accord, tranche: &str, amount: i64) -> Result<Old, String> {
    let pays =
        |step: &&Step| matches!(&step.act, Act::Transfer { tranche: it } if it.text == tranche);
    let mut paying = steps(terms).filter(pays);
    let (Some(step), None) = (paying.next(), paying.next()) else {
        return Err(format!("`{tranche}` is not transferred by exactly one step"));
    };
    let Some((day, _)) = step.manner.by.as_ref().and_then(day_of) else {
        return Err(format!("`{}` is not due `by day N`", step.head.name));
    };
    let from = step.manner.from.as_ref().and_then(day_of).map(|(from, _)| day - from);
    Ok(Old {
        tranche: tranche.to_owned(),
        step: step.head.name.text.clone(),
        day,
        ahead: from,
        amount,
        written: step.clone(),
    })
}

/// The number of a day, and where it stands.
fn day_of(moment: &Moment) -> Option<(i64, Span)> {
    match &moment.kind {
        MomentKind::PhaseDay(day) | MomentKind::AccordDay(day) => {
            Some((day.value.as_whole()?, day.span))
        }
        _ => None,
    }
}

/// From the first to the last tranche clause, with nothing else between them.
fn tranches(escrow: &Escrow, text: &str) -> Result<Span, String> {
    let spans = escrow.tranches.iter().map(|it| it.span);
    let whole = spans.reduce(Span::to).unwrap_or_default();
    let mut rest = at(text, whole).to_owned();
    for tranche in &escrow.tranches {
        rest = rest.replacen(at(text, tranche.span), "", 1);
    }
    if rest.chars().all(|letter| letter.is_whitespace() || letter == ',') {
        return Ok(whole);
    }
    Err(format!("the tranches of `{}` do not stand together", escrow.head.name))
}

/// So many parts of a sum, the last so many hundredths of the first, each rounded to a thousandth of
/// the sum or less; the last takes what is left.
fn amounts(total: i64, parts: usize, ratio: i64) -> Result<Vec<i64>, String> {
    if ratio <= 0 {
        return Err("the last part is a positive share of the first".into());
    }
    let mut grain = 1_i64;
    while grain.saturating_mul(10) <= total / 1000 {
        grain *= 10;
    }
    let spaces = i128::try_from(parts.saturating_sub(1).max(1)).unwrap_or(1);
    let weight =
        |at: usize| 100 * spaces + i128::from(ratio - 100) * i128::try_from(at).unwrap_or(0);
    let sum: i128 = (0..parts).map(weight).sum();
    let rounded = |at: usize| {
        let unit = sum * i128::from(grain);
        let grains = (i128::from(total) * weight(at) + unit / 2) / unit;
        i64::try_from(grains).unwrap_or(i64::MAX).saturating_mul(grain)
    };
    let mut all: Vec<i64> = (0..parts).map(rounded).collect();
    let others: i64 = all.iter().take(parts - 1).sum();
    if let Some(last) = all.last_mut() {
        *last = total - others;
    }
    match all.iter().all(|part| *part > 0) {
        true => Ok(all),
        false => Err("a part of nothing".into()),
    }
}

/// An amount as a drafter would write it.
fn amount(base: i64, unit: Unit) -> String {
    let each = unit.base_units();
    for (word, factor) in
        [(" billion", 1_000_000_000), (" million", 1_000_000), (" thousand", 1000)]
    {
        let size = each.saturating_mul(factor);
        if base >= size && base % (size / 100).max(1) == 0 {
            let hundredths = base / (size / 100).max(1);
            let value = super::shown(hundredths, 2);
            return format!("{value}{word} {unit}");
        }
    }
    let scale = if each == 100 { 2 } else { 0 };
    let value = if scale == 2 { super::shown(base, 2) } else { (base / each).to_string() };
    format!("{value} {unit}")
}

fn swaps(terms: &Accord) -> impl Iterator<Item = &Swap> {
    terms.swaps().chain(terms.phases().flat_map(|phase: &Phase| &phase.swaps))
}

fn lists(swap: &Swap) -> Vec<Span> {
    let of = |names: &[crate::ast::Name]| names.iter().map(|name| name.span).reduce(Span::to);
    [of(&swap.give), of(&swap.take)].into_iter().flatten().collect()
}

/// Conditions in which what stands for a payment can be said: of phases, dials and other steps.
fn conditions(terms: &Accord) -> impl Iterator<Item = &Condition> {
    let closing = terms.phases().filter_map(|phase| phase.closes.as_ref());
    let waiting = steps(terms).filter_map(|step| step.manner.after.as_ref());
    let dials = terms.dials().flat_map(|dial| dial.raise.iter().chain(&dial.lower));
    closing.chain(waiting).chain(dials)
}

/// The parts of a conjunction, each as written.
fn atoms(text: &str, condition: &Condition) -> Vec<String> {
    match &condition.kind {
        ConditionKind::All(all) => all.iter().flat_map(|it| atoms(text, it)).collect(),
        ConditionKind::Any(_) => {
            vec![format!("({})", at(text, condition.span).trim_matches(['(', ')']))]
        }
        _ => vec![at(text, condition.span).to_owned()],
    }
}

/// Old names replaced by those of the parts that stand for them.
struct Rename<'a> {
    text: &'a str,
    payments: &'a Payments,
    division: &'a Division,
}

impl Rename<'_> {
    /// The steps that stand for a step; nothing if it is no payment.
    fn standing_for(&self, name: &str) -> Option<Vec<String>> {
        let old = self.payments.olds.iter().position(|old| old.step == name)?;
        let stands = |part: &&Part| part.stands_for.contains(&old);
        Some(self.division.parts.iter().filter(stands).map(|part| part.step.clone()).collect())
    }

    fn list(&self, names: &[crate::ast::Name]) -> Option<(Span, String)> {
        let span = names.iter().map(|name| name.span).reduce(Span::to)?;
        names.iter().find(|name| self.standing_for(&name.text).is_some())?;
        let mut all: Vec<String> = Vec::new();
        for name in names {
            for new in self.standing_for(&name.text).unwrap_or_else(|| vec![name.text.clone()]) {
                if !all.contains(&new) {
                    all.push(new);
                }
            }
        }
        Some((span, all.join(", ")))
    }

    /// The conjuncts of a condition that speaks of payments, said of those that stand for them.
    fn condition(&self, condition: &Condition) -> Option<Vec<String>> {
        let written = at(self.text, condition.span);
        let steps: Vec<String> = self.payments.olds.iter().map(|old| old.step.clone()).collect();
        if words_among(written, &steps).is_empty() {
            return None;
        }
        let mut all: Vec<String> = Vec::new();
        let mut add = |said: Vec<String>| {
            said.into_iter().for_each(|it| {
                if !all.contains(&it) {
                    all.push(it);
                }
            });
        };
        match &condition.kind {
            ConditionKind::All(parts) => {
                for part in parts {
                    let own = || vec![at(self.text, part.span).to_owned()];
                    add(self.condition(part).unwrap_or_else(own));
                }
            }
            ConditionKind::Any(parts) => {
                let either = parts.iter().map(|part| match self.condition(part) {
                    Some(said) if said.len() > 1 => format!("({})", said.join(", ")),
                    Some(said) => said.concat(),
                    None => at(self.text, part.span).to_owned(),
                });
                add(vec![format!("({})", either.collect::<Vec<_>>().join(" or "))]);
            }
            ConditionKind::State { subject, .. } => add(self.of_step(subject, condition)),
            ConditionKind::Held { step, .. } => add(self.of_step(step, condition)),
            _ => return None,
        }
        Some(all)
    }

    /// What is said of one step, said of each that stands for it.
    fn of_step(&self, name: &crate::ast::Name, condition: &Condition) -> Vec<String> {
        let tail = at(self.text, Span::new(name.span.end, condition.span.end));
        let new = self.standing_for(&name.text).unwrap_or_else(|| vec![name.text.clone()]);
        new.iter().map(|step| format!("{step}{tail}")).collect()
    }
}

impl Payments {
    /// What the parts of the sum are called together.
    pub(super) fn together(&self, division: &Division) -> Vec<(String, String)> {
        division.parts.iter().flat_map(|it| self.whole(&it.tranche, &it.step)).collect()
    }

    /// The same of the parts that stand in the text.
    pub(super) fn parts_of(&self) -> Vec<(String, String)> {
        self.olds.iter().flat_map(|it| self.whole(&it.tranche, &it.step)).collect()
    }

    fn whole(&self, tranche: &str, step: &str) -> [(String, String); 2] {
        let (part, payment) = (format!("{} part", self.escrow), format!("{} payment", self.escrow));
        [(tranche.to_owned(), part), (step.to_owned(), payment)]
    }
}
