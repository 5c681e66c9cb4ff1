//! Goes through all of a text and shows each name it speaks of, each amount it compares with a
//! quantity, each amount it gives a period.

mod articles;
mod clauses;

use crate::ast::{Accord, Amount, Article, Condition, Name, PerPeriod, Phase};
use crate::span::Span;

/// What a name at some place must stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A party.
    Party,
    /// Anybody who can act: a party, outsider, group, bloc or body.
    Actor,
    /// A workstream.
    Workstream,
    /// A quantity.
    Quantity,
    /// A zone.
    Zone,
    /// A step.
    Step,
    /// A step, or a notice: to tell is a duty too.
    StepOrNotice,
    /// A phase.
    Phase,
    /// A dial.
    Dial,
    /// A waiver.
    Waiver,
    /// An escrow.
    Escrow,
    /// A tranche.
    Tranche,
    /// A pipeline.
    Pipeline,
    /// A red line.
    Redline,
    /// A dispute.
    Dispute,
    /// A dispute or snapback.
    Procedure,
    /// A channel.
    Channel,
    /// An undertaking.
    Undertaking,
    /// An actor or a quantity.
    ActorOrQuantity,
    /// A waiver, dial or escrow.
    Relief,
    /// Anything that has a name.
    Anything,
}

/// One thing shown.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Seen<'a> {
    /// A name and what it must stand for.
    Name(&'a Name, Wanted),
    /// A stage of a dispute named in another of its stages; `true` if there is one.
    Stage(&'a Name, bool),
    /// An amount set beside a quantity.
    Measured(&'a Name, &'a Amount),
    /// An amount that has no meaning without its period, and what it is.
    Rated(&'a PerPeriod, &'static str),
    /// A share of a quantity's baseline, or its baseline itself as a bound.
    Share(&'a Name, Span),
    /// Casualties are counted in persons.
    Casualties(&'a Amount),
    /// What somebody does; it may be the name of the quantity that counts it.
    Act(&'a Name),
}

/// Where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Within<'a> {
    /// The article's title or name.
    pub article: &'a str,
}

type See<'s, 'a> = &'s mut dyn FnMut(Within<'a>, Seen<'a>);

/// A walk through one article.
pub(crate) struct Walk<'s, 'a> {
    within: Within<'a>,
    see: See<'s, 'a>,
}

/// Shows everything in the text, in its order.
pub(crate) fn walk<'a>(text: &'a Accord, see: See<'_, 'a>) {
    let within = Within { article: &text.header.title.text };
    Walk { within, see: &mut *see }.header(&text.header);
    for article in &text.articles {
        let within = Within { article: article.head().called() };
        Walk { within, see: &mut *see }.article(article);
    }
}

/// Shows the names in one condition.
pub(crate) fn condition_names<'a>(condition: &'a Condition, see: See<'_, 'a>) {
    Walk { within: Within { article: "" }, see }.condition(condition);
}

/// Shows who reads what, which is gone from a single reading.
pub(crate) fn walk_readers<'a>(text: &'a Accord, see: See<'_, 'a>) {
    for article in &text.articles {
        let (party, head) = match article {
            Article::ReadBy(it) => (vec![&it.party], it.article.head()),
            Article::Phase(phase) => (readers(phase), &phase.head),
            _ => continue,
        };
        let within = Within { article: head.called() };
        party.into_iter().for_each(|name| see(within, Seen::Name(name, Wanted::Party)));
    }
}

fn readers(phase: &Phase) -> Vec<&Name> {
    phase.readings.iter().map(|it| &it.party).collect()
}

impl<'a> Walk<'_, 'a> {
    fn name(&mut self, name: &'a Name, wanted: Wanted) {
        (self.see)(self.within, Seen::Name(name, wanted));
    }

    fn names(&mut self, names: impl IntoIterator<Item = &'a Name>, wanted: Wanted) {
        names.into_iter().for_each(|name| self.name(name, wanted));
    }

    fn measured(&mut self, quantity: &'a Name, amount: &'a Amount) {
        (self.see)(self.within, Seen::Measured(quantity, amount));
    }

    fn rated(&mut self, rate: &'a PerPeriod, what: &'static str) {
        (self.see)(self.within, Seen::Rated(rate, what));
    }

    fn share(&mut self, quantity: &'a Name, span: Span) {
        (self.see)(self.within, Seen::Share(quantity, span));
    }

    fn casualties(&mut self, amount: &'a Amount) {
        (self.see)(self.within, Seen::Casualties(amount));
    }

    fn act_word(&mut self, name: &'a Name) {
        (self.see)(self.within, Seen::Act(name));
    }

    fn stage(&mut self, name: &'a Name, known: bool) {
        (self.see)(self.within, Seen::Stage(name, known));
    }
}

impl Wanted {
    /// What a message calls it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Actor => "party, outsider, group or body",
            Self::Workstream => "workstream",
            Self::Quantity => "quantity",
            Self::Zone => "zone",
            Self::Step => "step",
            Self::StepOrNotice => "step or notice",
            Self::Phase => "phase",
            Self::Dial => "dial",
            Self::Waiver => "waiver",
            Self::Escrow => "escrow",
            Self::Tranche => "tranche",
            Self::Pipeline => "pipeline",
            Self::Redline => "red line",
            Self::Dispute => "dispute",
            Self::Procedure => "dispute or snapback",
            Self::Channel => "channel",
            Self::Undertaking => "undertaking",
            Self::ActorOrQuantity => "actor or quantity",
            Self::Relief => "waiver, dial or escrow",
            Self::Anything => "name in this text",
        }
    }
}
