//! Check 43: what is left to be agreed, and nothing that holds until it is.

use super::commitments::article;
use super::scope::Scope;
use crate::ast::{Accord, Act, CoverLimit, DeedVerb, Thing, Words};
use crate::diagnostic::Diagnostic;
use crate::lower::Placed;
use crate::source::Source;
use crate::span::Span;

/// Code of the check.
const CODE: &str = "A343";

/// A bracket with nothing in it: what the note about open brackets says is less than this.
pub(crate) fn blank(source: &Source, text: &Accord, open: &Diagnostic) -> Option<Diagnostic> {
    let bracket: String = source.at(open.span).split_whitespace().collect();
    if open.code != "A041" || bracket != "[]" {
        return None;
    }
    let within = text.articles.iter().map(|it| it.head());
    let inside = |whole: Span| whole.start <= open.span.start && open.span.end <= whole.end;
    let head = { within }.find(|head| inside(head.whole));
    let each = text.header.signatories.iter().map(|party| format!("[{party}: …]"));
    let error =
        Diagnostic::error(CODE, open.span, "a blank, and nothing that holds until it is filled")
            .help(format!(
                "say what each side wants, and what else holds: `{}[default: …]`",
                each.collect::<String>()
            ));
    Some(match head {
        Some(head) => error.label(head.span, "it stands in this").within(head.called()),
        None => error.within(text.header.title.text.as_str()),
    })
}

/// Lists that other articles rely on and that the sides are still to agree, with nothing that
/// follows if they do not.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let open = scope.steps.iter().filter_map(|placed| Some((placed, to_agree(placed)?)));
    let open: Vec<(&Placed<'_>, &Words)> =
        open.filter(|(placed, _)| !has_default(placed)).collect();
    if open.is_empty() {
        return;
    }
    for (annex, place, what) in relied_on(scope) {
        let same = open.iter().find(|(_, words)| words.text == annex.text);
        found.extend(same.map(|(placed, _)| unagreed(placed, annex, place, what)));
    }
}

/// What both sides together are to put on the table.
fn to_agree<'a>(placed: &Placed<'a>) -> Option<&'a Words> {
    let step = placed.step;
    let Act::Deed { verb, what: Some(Thing::Annex { annex, .. }), .. } = &step.act else {
        return None;
    };
    let agree = matches!(verb, DeedVerb::Table | DeedVerb::Adopt | DeedVerb::Present);
    (agree && step.obligors.len() != 1 && !step.force.forbids()).then_some(annex)
}

/// Whether something follows if it is not agreed.
fn has_default(placed: &Placed<'_>) -> bool {
    let lapses = placed.phase.is_some_and(|phase| phase.lapses.is_some());
    lapses || !placed.step.manner.if_missed.is_empty()
}

/// Annexes that say how much, to whom or where, with the place and what they say.
fn relied_on<'a>(scope: &Scope<'a>) -> Vec<(&'a Words, Span, &'static str)> {
    let mut all = Vec::new();
    for waiver in scope.text.waivers() {
        let cover = waiver.covers.as_ref().and_then(|cover| cover.up_to.as_ref());
        if let Some(CoverLimit::Annex(annex)) = cover {
            all.push((annex, waiver.head.span, "how much the waiver covers"));
        }
        let buyers = waiver.purchasers.iter().filter_map(annex_of);
        all.extend(buyers.map(|annex| (annex, waiver.head.span, "whom the waiver reaches")));
    }
    let zones = scope.text.zones().filter_map(|it| Some((it.annex.as_ref()?, it.head.span)));
    all.extend(zones.map(|(annex, span)| (annex, span, "where the zone is")));
    for escrow in scope.text.escrows() {
        let grounds = escrow.refusing_only_for.iter();
        all.extend(grounds.map(|it| (it, escrow.head.span, "on which grounds payment is refused")));
    }
    all
}

fn annex_of(thing: &Thing) -> Option<&Words> {
    match thing {
        Thing::Annex { annex, .. } => Some(annex),
        Thing::Name(_) | Thing::Who(_) | Thing::Words(_) => None,
    }
}

fn unagreed(placed: &Placed<'_>, annex: &Words, place: Span, what: &str) -> Diagnostic {
    let name = placed.name();
    let message =
        format!("`{name}` leaves \"{annex}\" to be agreed, and nothing holds until it is");
    Diagnostic::error(CODE, placed.step.head.span, message)
        .label(annex.span, format!("it says {what}"))
        .label(place, "which is needed here")
        .within(article(placed))
        .help("say what follows: `if missed … may …`, or let its phase lapse")
}
