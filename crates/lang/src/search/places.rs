//! The places of a text that can be chosen, by name.

use crate::ast::{
    Accord, Act, Article, Bound, Condition, ConditionKind, CoverLimit, Duration, Freeze, Moment,
    MomentKind, Name, Number, Portion, Step,
};
use crate::parse::words::nearest;
use crate::search_ast::{Aspect, Slot};
use crate::span::Span;

use super::{KINETIC, VALVES};

/// Why a place cannot be chosen.
pub(super) struct Refused {
    pub(super) code: &'static str,
    pub(super) why: String,
    pub(super) help: Option<String>,
}

impl Refused {
    fn new(code: &'static str, why: String, help: Option<&str>) -> Self {
        Self { code, why, help: help.map(str::to_owned) }
    }
}

/// Every step and every duty of a freeze or mutual block, in the order of the text.
pub(super) fn steps(terms: &Accord) -> impl Iterator<Item = &Step> {
    let inside = terms.phases().flat_map(|phase| {
        let freezes = phase.freezes.iter().flat_map(|it| &it.duties);
        let mutuals = phase.mutuals.iter().flat_map(|it| &it.duties);
        phase.steps.iter().chain(freezes).chain(mutuals)
    });
    let freezes = terms.freezes().flat_map(|it| &it.duties);
    inside.chain(freezes).chain(terms.mutuals().flat_map(|it| &it.duties))
}

/// Refuses what no search chooses, and names of nothing.
pub(super) fn allowed(terms: &Accord, slot: &Slot) -> Result<(), Refused> {
    for name in &slot.of {
        let article = terms.articles.iter().find(|it| it.head().name == *name);
        let reason = match article {
            Some(Article::Redline(_) | Article::Inquiry(_)) => KINETIC,
            Some(Article::Carveout(_) | Article::Exchange(_)) => VALVES,
            _ if step_of_force(terms, name) => KINETIC,
            _ if known(terms, name) => continue,
            _ => return Err(unknown(terms, name)),
        };
        let why = format!("`{name}` is never chosen by a search");
        return Err(Refused::new("A094", why, Some(reason)));
    }
    let without = matches!(slot.aspect, Aspect::Form) || slot.aspect.of_tranches();
    if slot.of.is_empty() && !without {
        let why = format!("`{}` of what?", slot.aspect.words());
        return Err(Refused::new("A092", why, Some("name it: `deadline of STEP`")));
    }
    if slot.of.is_empty() && slot.aspect.of_tranches() && terms.escrows().count() != 1 {
        let why = "the text has more than one escrow, or none".to_owned();
        return Err(Refused::new("A092", why, Some("name it: `tranche count of ESCROW`")));
    }
    Ok(())
}

/// Whether a step asks for force or for hostilities to be held.
fn step_of_force(terms: &Accord, name: &Name) -> bool {
    use crate::ast::DeedVerb::{Attack, Seize, Strike};
    let step = steps(terms).find(|step| step.head.name == *name);
    step.is_some_and(|step| match &step.act {
        Act::Deed { verb, .. } => matches!(verb, Attack | Strike | Seize) && !step.force.forbids(),
        _ => false,
    })
}

fn known(terms: &Accord, name: &Name) -> bool {
    let article = terms.articles.iter().any(|it| it.head().name == *name);
    let freeze = freezes(terms).any(|it| it.head.name == *name);
    article || freeze || name.text == "withdrawal" || steps(terms).any(|it| it.head.name == *name)
}

fn freezes(terms: &Accord) -> impl Iterator<Item = &Freeze> {
    terms.freezes().chain(terms.phases().flat_map(|it| &it.freezes))
}

fn unknown(terms: &Accord, name: &Name) -> Refused {
    let articles = terms.articles.iter().map(|it| it.head().name.text.as_str());
    let all: Vec<&str> =
        articles.chain(steps(terms).map(|it| it.head.name.text.as_str())).collect();
    let near = nearest(&name.text, all.iter().copied());
    let help = near.map(|near| format!("did you mean `{near}`?"));
    Refused { code: "A092", why: format!("the text has no `{name}`"), help }
}

/// Where the number or word of a slot stands.
pub(super) fn find(terms: &Accord, text: &str, slot: &Slot) -> Result<Span, Refused> {
    let place = match slot.aspect {
        Aspect::Form => form(terms, text),
        _ => slot.of.first().and_then(|name| of(terms, slot, name)),
    };
    place.ok_or_else(|| {
        let names: Vec<&str> = slot.of.iter().map(|name| name.text.as_str()).collect();
        let why =
            format!("`{}` has no {} that can be chosen", names.join(", "), slot.aspect.words());
        let help = "only a number that stands in the text is chosen: a day, a span, an amount";
        Refused::new("A092", why, Some(help))
    })
}

fn of(terms: &Accord, slot: &Slot, name: &Name) -> Option<Span> {
    let step = || steps(terms).find(|step| step.head.name == *name);
    let waiver = || terms.waivers().find(|it| it.head.name == *name);
    match slot.aspect {
        Aspect::Deadline => moment(step()?.manner.by.as_ref()?),
        Aspect::Start => moment(step()?.manner.from.as_ref()?),
        Aspect::Quiet => quiet(step()?.manner.after.as_ref()?),
        Aspect::Bound => bound(&step()?.act),
        Aspect::Level => match &step()?.act {
            Act::Turn { level, .. } => Some(level.span),
            _ => None,
        },
        Aspect::Zone => zone(&step()?.act),
        Aspect::Lapse => moment(terms.phases().find(|it| it.head.name == *name)?.lapses.as_ref()?),
        Aspect::Notice => notice(terms, name),
        Aspect::Duration => {
            let runs = || terms.snapbacks().find(|it| it.head.name == *name)?.runs.as_ref();
            Some(span(waiver().and_then(|it| it.lasts.as_ref()).or_else(runs)?))
        }
        Aspect::Renewals => Some(waiver()?.renewal.as_ref()?.times.as_ref()?.span),
        Aspect::Volume => match waiver()?.covers.as_ref()?.up_to.as_ref()? {
            CoverLimit::Volume(per) => Some(number(&per.amount.number)),
            CoverLimit::Annex(_) => None,
        },
        Aspect::Stage => {
            let dispute = terms.disputes().find(|it| it.head.name == *name)?;
            let stage = dispute.stages.iter().find(|it| Some(&it.name) == slot.part.as_ref())?;
            stage.length.as_ref().map(span)
        }
        Aspect::Window => {
            terms.disputes().find(|it| it.head.name == *name)?.window.as_ref().map(span)
        }
        _ => None,
    }
}

fn notice(terms: &Accord, name: &Name) -> Option<Span> {
    let waiver = terms.waivers().find(|it| it.head.name == *name);
    let waiver = waiver.and_then(|it| it.notice.as_ref());
    let freeze =
        || freezes(terms).find(|it| it.head.name == *name)?.leave.as_ref()?.notice.as_ref();
    let own = || terms.header.withdrawal.iter().find_map(|it| it.notice.as_ref());
    let withdrawal = || if name.text == "withdrawal" { own() } else { None };
    waiver.or_else(freeze).or_else(withdrawal).map(span)
}

fn span(duration: &Duration) -> Span {
    duration.count.span
}

fn number(number: &Number) -> Span {
    number.span
}

/// The number of a day or of a span; dates have none.
fn moment(moment: &Moment) -> Option<Span> {
    match &moment.kind {
        MomentKind::PhaseDay(day) | MomentKind::AccordDay(day) => Some(day.span),
        MomentKind::Span { length, .. } => Some(span(length)),
        MomentKind::Date(_) | MomentKind::Earlier(..) | MomentKind::Later(..) => None,
    }
}

fn quiet(condition: &Condition) -> Option<Span> {
    match &condition.kind {
        ConditionKind::Held { length, .. } => Some(span(length)),
        ConditionKind::All(all) | ConditionKind::Any(all) => all.iter().find_map(quiet),
        ConditionKind::Not(inner) => quiet(inner),
        _ => None,
    }
}

fn bound(act: &Act) -> Option<Span> {
    match act {
        Act::Hold { bound: Bound::Amount(amount), .. }
        | Act::Reduce { bound: Bound::Amount(amount), .. }
        | Act::Process { portion: Portion::Amount(amount), .. } => Some(number(&amount.number)),
        Act::Produce { above, .. } => Some(number(&above.number)),
        Act::Deliver { up_to: Some(per), .. } => Some(number(&per.amount.number)),
        _ => None,
    }
}

fn zone(act: &Act) -> Option<Span> {
    match act {
        Act::Hold { zone, .. } | Act::Instruct { zone, .. } | Act::HoldFire { zone, .. } => {
            zone.as_ref().map(|zone| zone.span)
        }
        _ => None,
    }
}

/// The last word of `legal form political`.
fn form(terms: &Accord, text: &str) -> Option<Span> {
    let (_, place) = terms.header.legal_form.as_ref()?;
    let written = text.get(place.0.range())?;
    let word = written.rsplit(' ').next()?;
    Some(Span::new(place.0.end - crate::source::offset(word.len()), place.0.end))
}
