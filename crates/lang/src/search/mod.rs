//! A declared space of designs: each is an edit of a text, and a text itself.
//!
//! A `.search` file names places of a text and what may stand in them. Every choice is a finite list;
//! a design picks one entry of each. Numbers and words are put in their place first, then steps
//! exchange their places in time, then sums are divided into other parts; after each the text is
//! read anew, so that whatever comes out is what `check` would say of it.

mod edit;
mod order;
mod payments;
mod places;
mod worths;

use crate::ast::Decimal;
use crate::diagnostic::Diagnostic;
use crate::format::format;
use crate::parse::parse;
use crate::search_ast::{Aspect, Choose, Search, Slot, Values};
use crate::source::Source;
use crate::span::Span;

use payments::{Division, Payments};

/// Why answers at red lines are never chosen.
pub const KINETIC: &str =
    "what may be answered with force is drafted by people: no search is made over kinetic answers";
/// Why carve-outs and exchanges are never chosen.
pub const VALVES: &str =
    "medicine, food and persons are never levers: they stay as they are written";
/// Most steps that one order exchanges: as many as have 120 orders.
const ORDERED_MAX: usize = 5;
/// Most values of one choice.
const VALUES_MAX: i64 = 1_000;

/// One choice: what may stand in one place of a text.
#[derive(Clone, Debug)]
pub struct Choice {
    /// As a reader would say it: `deadline of quarter`.
    pub said: String,
    /// What may stand there, as written.
    pub options: Vec<String>,
    /// Whether neighbours in the list are alike.
    pub ordered: bool,
    slot: Slot,
    lateness_by_size: bool,
    span: Span,
}

/// The designs of a text.
#[derive(Clone, Debug)]
pub struct Space {
    accord: Source,
    beliefs: Vec<Source>,
    choices: Vec<Choice>,
}

/// One design: a whole text and what its readers then believe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Design {
    /// The text, laid out.
    pub accord: String,
    /// The beliefs, in the order of the search.
    pub beliefs: Vec<String>,
    /// Names of parts of one sum with what they are parts of: numbers about them go together.
    pub together: Vec<(String, String)>,
}

impl Space {
    /// The space that a search declares over a text and what is believed of it.
    ///
    /// # Errors
    /// What is wrong, at its place in the `.search` file.
    pub fn new(
        search: &Search,
        accord: &Source,
        beliefs: &[Source],
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let terms = parse(accord).accord;
        if terms.header.title.text != search.title.text {
            let message = format!("the text is called \"{}\"", terms.header.title);
            let error = Diagnostic::error("A095", search.title.span, message);
            found.push(error.help("search for the text that the file names, by its title"));
        }
        let mut choices: Vec<Choice> = Vec::new();
        for choose in &search.choices {
            match choice(choose, accord) {
                Ok(it) if choices.iter().any(|other| other.said == it.said) => {
                    let message = format!("`{}` is chosen twice", it.said);
                    found.push(Diagnostic::error("A095", choose.span, message).help("keep one"));
                }
                Ok(it) => choices.push(it),
                Err(error) => found.push(*error),
            }
        }
        let space = Self { accord: accord.clone(), beliefs: beliefs.to_vec(), choices };
        found.extend(space.divisible());
        if found.is_empty() { Ok(space) } else { Err(found) }
    }

    /// What is chosen, in the order of the file.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The text as it stands, as a design.
    #[must_use]
    pub fn as_it_stands(&self) -> Design {
        let terms = parse(&self.accord).accord;
        let parts = |escrow: String| Payments::of(&terms, self.accord.text(), &escrow).ok();
        let together = self.divided().into_iter().filter_map(parts).flat_map(|it| it.parts_of());
        Design { together: together.collect(), ..self.untouched() }
    }

    fn untouched(&self) -> Design {
        Design {
            accord: self.accord.text().to_owned(),
            beliefs: self.beliefs.iter().map(|it| it.text().to_owned()).collect(),
            together: Vec::new(),
        }
    }

    /// The design with these places in the lists of the choices.
    ///
    /// # Errors
    /// In words, why no text says it.
    pub fn design(&self, picks: &[usize]) -> Result<Design, String> {
        let picked: Vec<(&Choice, usize)> =
            self.choices.iter().zip(picks.iter().copied()).collect();
        let mut text = self.accord.text().to_owned();
        text = placed(&text, &picked)?;
        for (choice, pick) in picked.iter().filter(|(it, _)| it.slot.aspect == Aspect::Order) {
            text = order::exchanged(
                &text,
                &choice.slot.of,
                &order::order(choice.slot.of.len(), *pick),
            )?;
        }
        let mut design = Design { accord: text, ..self.untouched() };
        for escrow in self.divided() {
            let payments =
                Payments::of(&parse(&named(&design.accord)).accord, &design.accord, &escrow)?;
            let division = self.division(&escrow, &payments, &picked)?;
            worths::divide(&mut design, &payments, &division)?;
            design.accord = payments.divided(&design.accord, &division)?;
        }
        let laid_out = format(&named(&design.accord));
        design.accord = laid_out.map_err(|found| first_of(&found))?;
        Ok(design)
    }

    /// Names of the sums whose parts are chosen, in the order of the file.
    fn divided(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for choice in self.choices.iter().filter(|it| it.slot.aspect.of_tranches()) {
            let name = self.escrow_of(&choice.slot);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn escrow_of(&self, slot: &Slot) -> String {
        let only =
            || parse(&self.accord).accord.escrows().map(|it| it.head.name.text.clone()).next();
        slot.of.first().map(|name| name.text.clone()).or_else(only).unwrap_or_default()
    }

    fn division(
        &self,
        escrow: &str,
        payments: &Payments,
        picked: &[(&Choice, usize)],
    ) -> Result<Division, String> {
        let own = |aspect: Aspect| {
            let of = |it: &&(&Choice, usize)| {
                it.0.slot.aspect == aspect && self.escrow_of(&it.0.slot) == escrow
            };
            picked
                .iter()
                .find(of)
                .and_then(|(choice, pick)| choice.options.get(*pick)?.parse().ok())
        };
        let by_size = picked.iter().any(|(choice, _)| choice.lateness_by_size);
        let of_tranches =
            [Aspect::TrancheCount, Aspect::TrancheRatio, Aspect::FirstPayment, Aspect::LastPayment];
        let [count, ratio, first, last] = of_tranches.map(own);
        payments.division(count, ratio, first, last, by_size)
    }

    /// What keeps a sum that is chosen from being divided otherwise.
    fn divisible(&self) -> Vec<Diagnostic> {
        let terms = parse(&self.accord).accord;
        let one = |escrow: String| {
            let choice = self
                .choices
                .iter()
                .find(|it| it.slot.aspect.of_tranches() && self.escrow_of(&it.slot) == escrow)?;
            let error = |why: String| Diagnostic::error("A096", choice.span, why);
            let payments = match Payments::of(&terms, self.accord.text(), &escrow) {
                Ok(payments) => payments,
                Err(why) => return Some(error(why)),
            };
            let elsewhere = payments.named_elsewhere(self.accord.text(), &terms);
            let why = elsewhere.map(|(name, at)| {
                let line = self.accord.place(at).line;
                format!("line {line} of the accord names `{name}` where no search can say what stands for it")
            });
            why.map(error).map(|it| it.help("take that line out of the text that is searched"))
        };
        self.divided().into_iter().filter_map(one).collect()
    }
}

/// The text with each picked number and word in its place.
fn placed(text: &str, picked: &[(&Choice, usize)]) -> Result<String, String> {
    let terms = parse(&named(text)).accord;
    let mut edits = Vec::new();
    for (choice, pick) in picked {
        let aspect = choice.slot.aspect;
        if aspect == Aspect::Order || aspect.of_tranches() {
            continue;
        }
        let place = places::find(&terms, text, &choice.slot).map_err(|it| it.why)?;
        let value = choice.options.get(*pick).cloned().unwrap_or_default();
        edits.push((place, value));
    }
    edit::edited(text, edits)
}

pub(crate) fn named(text: &str) -> Source {
    Source::new("design", text)
}

fn first_of(found: &[Diagnostic]) -> String {
    found.first().map_or_else(String::new, |it| it.message.clone())
}

/// One choice of the file, with its place found in the text.
fn choice(choose: &Choose, accord: &Source) -> Result<Choice, Box<Diagnostic>> {
    let terms = parse(accord).accord;
    let slot = &choose.slot;
    let refused = |it: places::Refused| {
        let error = Diagnostic::error(it.code, slot.span, it.why);
        Box::new(match it.help {
            Some(help) => error.help(help),
            None => error,
        })
    };
    places::allowed(&terms, slot).map_err(refused)?;
    if slot.aspect == Aspect::Order {
        order::exchanged(accord.text(), &slot.of, &order::order(slot.of.len(), 0))
            .map_err(|why| Box::new(Diagnostic::error("A096", slot.span, why)))?;
    } else if !slot.aspect.of_tranches() {
        places::find(&terms, accord.text(), slot).map_err(refused)?;
    }
    let options =
        options(choose).map_err(|why| Box::new(Diagnostic::error("A091", choose.span, why)))?;
    Ok(Choice {
        said: said(slot),
        options,
        ordered: matches!(choose.values, Values::Range { .. } | Values::Numbers(_)),
        slot: slot.clone(),
        lateness_by_size: choose.lateness_by_size,
        span: choose.span,
    })
}

fn said(slot: &Slot) -> String {
    let names: Vec<&str> = slot.of.iter().map(|name| name.text.as_str()).collect();
    let part = slot.part.as_ref().map_or(String::new(), |part| format!(" {part}"));
    let of = if names.is_empty() { String::new() } else { format!(" of {}", names.join(", ")) };
    format!("{}{part}{of}", slot.aspect.words())
}

fn options(choose: &Choose) -> Result<Vec<String>, String> {
    let options: Vec<String> = match &choose.values {
        Values::Range { from, to, by } => range(*from, *to, *by)?,
        Values::Numbers(all) => all.iter().map(Decimal::to_string).collect(),
        Values::Words(all) => all.iter().map(|name| name.text.clone()).collect(),
        Values::Orders => {
            let count = choose.slot.of.len();
            if !(2..=ORDERED_MAX).contains(&count) {
                return Err(format!("an order exchanges 2 to {ORDERED_MAX} steps, not {count}"));
            }
            let name = |at: &usize| choose.slot.of[*at].text.clone();
            let one = |pick| order::order(count, pick).iter().map(name).collect::<Vec<_>>();
            (0..order::orders(count)).map(|pick| one(pick).join(" < ")).collect()
        }
    };
    let mut seen = std::collections::BTreeSet::new();
    match options.iter().find(|option| !seen.insert(option.as_str())) {
        Some(twice) => Err(format!("`{twice}` stands twice")),
        None => Ok(options),
    }
}

/// `20..80 by 10` in exact decimals.
fn range(from: Decimal, to: Decimal, by: Decimal) -> Result<Vec<String>, String> {
    let scale = from.scale.max(to.scale).max(by.scale);
    let at = |it: Decimal| {
        10_i64.checked_pow(u32::from(scale - it.scale)).and_then(|p| it.mantissa.checked_mul(p))
    };
    let (Some(from), Some(to), Some(by)) = (at(from), at(to), at(by)) else {
        return Err("the range is larger than can be kept exactly".into());
    };
    let steps = (to - from) / by.max(1);
    if steps >= VALUES_MAX {
        return Err(format!("the range has more than {VALUES_MAX} values: take larger steps"));
    }
    let value = |step| shown(from + step * by, scale);
    Ok((0..=steps).map(value).collect())
}

/// A decimal without zeros at its end.
fn shown(mut mantissa: i64, mut scale: u8) -> String {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal { mantissa, scale }.to_string()
}
