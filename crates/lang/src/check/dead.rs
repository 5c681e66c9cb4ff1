//! Check 34: what is declared and then nowhere spoken of, and rungs that nothing can reach.

use std::collections::BTreeSet;

use super::bounds::Interval;
use super::scope::Scope;
use super::walk::{Seen, walk};
use crate::ast::{
    Accord, Act, Article, Body, Condition, ConditionKind, Level, LevelWhen, Name, Redline, Step,
    Thing,
};
use crate::diagnostic::Diagnostic;
use crate::lower::steps;

/// Code of the check.
const CODE: &str = "A334";

/// Zones, quantities, pipelines, bodies and files that no reading speaks of.
pub(super) fn check(readings: &[&Accord], found: &mut Vec<Diagnostic>) {
    let mut spoken = BTreeSet::new();
    readings.iter().for_each(|text| mentions(text, &mut spoken));
    let articles = readings.first().map_or(&[][..], |text| &text.articles);
    let dead = articles.iter().filter(|it| has_no_effect_alone(it));
    found.extend(dead.filter(|it| !spoken.contains(it.head().name.as_str())).map(unspoken));
}

/// Whether an article of this kind does nothing until another names it.
fn has_no_effect_alone(article: &Article) -> bool {
    match article {
        Article::Workstream(it) => it.holds.is_empty(),
        // A mandate is a standing one.
        Article::Body(it) => it.verifies.is_empty() && it.attributes.is_empty(),
        Article::Zone(_) | Article::Quantity(_) | Article::Pipeline(_) => true,
        _ => false,
    }
}

fn unspoken(article: &Article) -> Diagnostic {
    let (head, keyword) = (article.head(), article.keyword());
    let name = &head.name;
    Diagnostic::note(CODE, head.span, format!("no article speaks of the {keyword} `{name}`"))
        .within(head.called())
        .help(format!("take `{name}` out, or say where it matters"))
}

/// Every name that some clause speaks of.
fn mentions<'a>(text: &'a Accord, spoken: &mut BTreeSet<&'a str>) {
    walk(text, &mut |_, seen| {
        if let Seen::Name(name, _) | Seen::Act(name) = seen {
            spoken.insert(name.as_str());
        }
    });
    let mut say = |name: &'a Name| _ = spoken.insert(name.as_str());
    text.articles.iter().for_each(|article| listed(article, &mut say));
    let bound = steps(text).into_iter().map(|placed| placed.step);
    bound.chain(unbound(text)).for_each(|step| things(step, &mut say));
}

/// Steps of undertakings and exchanges.
fn unbound(text: &Accord) -> impl Iterator<Item = &Step> {
    let undertaken = text.undertakings().flat_map(|it| &it.duties);
    undertaken.chain(text.exchanges().flat_map(|it| &it.prepare))
}

/// Names in lists that need not be declared, so that the walk leaves them out.
fn listed<'a>(article: &'a Article, say: &mut dyn FnMut(&'a Name)) {
    match article {
        Article::Zone(it) => it.contains.iter().for_each(say),
        Article::Workstream(it) => it.holds.iter().for_each(say),
        Article::Bloc(it) => it.members.iter().for_each(say),
        Article::Body(it) => of_body(it, say),
        Article::Quantity(it) => it.held_at.iter().for_each(|thing| in_thing(thing, say)),
        Article::Waiver(it) => {
            it.purchasers.iter().for_each(|thing| in_thing(thing, say));
            it.spend_on.iter().for_each(say);
        }
        Article::Escrow(it) => it.spend_on.iter().chain(&it.never_to).for_each(say),
        Article::Carveout(it) => it.goods.iter().chain(&it.through).for_each(say),
        Article::Channel(it) => it.via.iter().chain(&it.fallback).for_each(say),
        Article::Annex(it) => it.visible_to.iter().for_each(say),
        Article::Snapback(it) => it.spares.iter().for_each(|thing| in_thing(thing, say)),
        Article::Freeze(it) => say(&it.against),
        Article::Phase(it) => it.freezes.iter().for_each(|freeze| say(&freeze.against)),
        Article::Tolerates(it) => it.acts.iter().for_each(|act| say(&act.act)),
        _ => (),
    }
}

fn of_body<'a>(body: &'a Body, say: &mut dyn FnMut(&'a Name)) {
    body.operates.iter().for_each(|thing| in_thing(thing, say));
    body.members.iter().for_each(&mut *say);
    body.verifies.iter().chain(&body.attributes).for_each(|it| say(&it.subject));
}

fn in_thing<'a>(thing: &'a Thing, say: &mut dyn FnMut(&'a Name)) {
    match thing {
        Thing::Name(name) | Thing::Annex { of: Some(name), .. } => say(name),
        Thing::Who(who) => who.name().into_iter().for_each(say),
        Thing::Words(_) | Thing::Annex { of: None, .. } => (),
    }
}

fn things<'a>(step: &'a Step, say: &mut dyn FnMut(&'a Name)) {
    step.manner.verified.iter().filter_map(|it| it.on.as_ref()).for_each(&mut *say);
    match &step.act {
        Act::Admit { to, .. } => in_thing(to, say),
        Act::Deliver { what, .. } => in_thing(what, say),
        Act::Deed { what, complements, .. } => {
            what.iter().for_each(|thing| in_thing(thing, say));
            complements.iter().for_each(|(_, thing)| in_thing(thing, say));
        }
        _ => (),
    }
}

/// Rungs of red lines for values that do not cross the line.
pub(super) fn rungs(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for line in scope.text.redlines() {
        let Some(when) = &line.when else { continue };
        let mut crossings = Vec::new();
        values(scope, when, &mut crossings);
        let dead = line.levels.iter().filter(|level| never(scope, level, &crossings));
        found.extend(dead.map(|level| unreachable(line, when, level)));
    }
}

/// Values that cross a line that only one quantity crosses.
fn values<'a>(scope: &Scope<'_>, when: &'a Condition, all: &mut Vec<(&'a Name, Interval)>) {
    match &when.kind {
        ConditionKind::All(list) => list.iter().for_each(|part| values(scope, part, all)),
        ConditionKind::Compare { quantity, comparison, bound, .. } => {
            let values = Interval::of(scope, quantity, *comparison, bound);
            all.extend(values.map(|values| (quantity, values)));
        }
        _ => (),
    }
}

fn never(scope: &Scope<'_>, level: &Level, crossings: &[(&Name, Interval)]) -> bool {
    let LevelWhen::Value { quantity, comparison, bound } = &level.when else { return false };
    let Some(values) = Interval::of(scope, quantity, *comparison, bound) else { return false };
    crossings.iter().any(|(name, crossing)| *name == quantity && !crossing.meets(values))
}

fn unreachable(line: &Redline, when: &Condition, level: &Level) -> Diagnostic {
    let name = &line.head.name;
    let message =
        format!("level {} of `{name}` is for values that do not cross it", level.number.value);
    Diagnostic::note(CODE, level.span, message)
        .label(when.span, format!("this crosses `{name}`"))
        .within(line.head.called())
        .help("take the level away, or move its bound past the one that crosses the line")
}
