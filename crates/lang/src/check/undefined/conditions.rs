//! Conditions in words: nobody's machine reads them, and each side reads its own.

use crate::ast::{
    Article, Condition, ConditionKind, Head, InForce, LevelWhen, Opening, Phase, Settled, Words,
};
use crate::check::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Where a condition stands: its article, and the name of what waits for it.
struct Place<'a> {
    article: &'a str,
    name: &'a str,
    span: Span,
}

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let header = &scope.text.header;
    if let Some(InForce::When(condition)) = &header.in_force
        && header.left_open.is_empty()
    {
        let place = Place { article: &header.title.text, name: "the accord", span: header.span };
        words(&place, condition, found);
    }
    for placed in scope.steps.iter().filter(|it| it.step.head.left_open.is_empty()) {
        let head = &placed.step.head;
        let article = super::article(placed);
        let place = Place { article, name: head.name.as_str(), span: head.span };
        placed.step.manner.after.iter().for_each(|it| words(&place, it, found));
    }
    for article in scope.text.articles.iter().filter(|it| it.head().left_open.is_empty()) {
        let place = at(article.head());
        conditions(article).into_iter().for_each(|it| words(&place, it, found));
    }
}

fn at(head: &Head) -> Place<'_> {
    Place { article: head.called(), name: head.name.as_str(), span: head.span }
}

/// Every condition of an article itself, its steps and powers left out.
fn conditions(article: &Article) -> Vec<&Condition> {
    match article {
        Article::Phase(it) => of_phase(it),
        Article::Dial(it) => it.raise.iter().chain(&it.lower).collect(),
        Article::Waiver(it) => {
            // A waiver that is a state's own is renewed as it pleases.
            let renewal = it.renewal.as_ref().filter(|_| !it.unilateral);
            it.revoke.iter().chain(renewal.and_then(|it| it.only_if.as_ref())).collect()
        }
        Article::Redline(it) => {
            let levels = it.levels.iter().filter_map(|level| match &level.when {
                LevelWhen::Condition(condition) => Some(condition),
                _ => None,
            });
            it.live.iter().chain(&it.when).chain(levels).collect()
        }
        Article::Dispute(it) => match &it.settled {
            Some(Settled::When(condition)) => vec![condition],
            _ => Vec::new(),
        },
        Article::Exchange(it) => it.gates.iter().map(|gate| &gate.confirms).collect(),
        _ => Vec::new(),
    }
}

fn of_phase(phase: &Phase) -> Vec<&Condition> {
    let opens = match &phase.opens {
        Some(Opening::When(condition)) => Some(condition),
        _ => None,
    };
    opens.into_iter().chain(&phase.closes).collect()
}

fn words(place: &Place<'_>, condition: &Condition, found: &mut Vec<Diagnostic>) {
    match &condition.kind {
        ConditionKind::All(list) | ConditionKind::Any(list) => {
            list.iter().for_each(|part| words(place, part, found));
        }
        ConditionKind::Not(inner) => words(place, inner, found),
        ConditionKind::Words(text) => found.push(tell(place, condition.span, text)),
        _ => (),
    }
}

fn tell(place: &Place<'_>, span: Span, text: &Words) -> Diagnostic {
    let name = place.name;
    let message = format!("`{name}` hangs on words that nothing settles: \"{text}\"");
    Diagnostic::error("A318", span, message)
        .label(place.span, "it stands in this")
        .within(place.article)
        .help(format!(
            "let a report say it: a step met, a quantity beside a bound, an act found by a body; or say `left open \"{text}\"`"
        ))
}
