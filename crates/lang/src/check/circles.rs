//! Checks 8 and 9: what can never be, because it waits for itself or for what never comes.

mod graph;

use graph::{Graph, Hop, Node};

use super::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::lower::Placed;

/// Phases that can never open and steps that wait for one another, in one reading or, given
/// several, in all of them joined. Gives the names of the steps in circles.
pub(super) fn check<'a>(scopes: &[Scope<'a>], found: &mut Vec<Diagnostic>) -> Vec<&'a str> {
    let graph = Graph::of(scopes);
    let (mut told, mut steps): (Vec<Vec<Node<'a>>>, Vec<&'a str>) = (Vec::new(), Vec::new());
    for start in graph.impossible() {
        let Some(path) = graph.reason(start) else { continue };
        let mut members: Vec<Node<'_>> = path.iter().map(|hop| hop.from).collect();
        members.sort_unstable();
        if told.contains(&members) {
            continue;
        }
        if members.iter().all(|node| matches!(node, Node::Step(_))) {
            steps.extend(members.iter().map(|node| node.name()));
        }
        told.push(members);
        found.push(tell(scopes, &path));
    }
    steps
}

/// What is said of a circle, or of the last wait for what never comes.
fn tell(scopes: &[Scope<'_>], path: &[Hop<'_>]) -> Diagnostic {
    let closed = path.first().zip(path.last()).is_some_and(|(first, last)| first.from == last.to);
    let steps_only = path.iter().all(|hop| matches!(hop.from, Node::Step(_)));
    match (closed, steps_only) {
        (true, true) => you_first(scopes, path),
        (true, false) => phase_circle(scopes, path),
        (false, _) => never_closes(scopes, path),
    }
}

/// `a -> b -> a`
fn shown(path: &[Hop<'_>]) -> String {
    let nodes = path.iter().map(|hop| hop.from).chain(path.last().map(|hop| hop.to));
    let mut names: Vec<&str> = nodes.map(Node::name).collect();
    names.dedup();
    names.join(" -> ")
}

fn labelled(diagnostic: Diagnostic, path: &[Hop<'_>]) -> Diagnostic {
    let told = path.iter().skip(1).filter(|hop| hop.from.name() != hop.to.name());
    told.fold(diagnostic, |it, hop| {
        it.label(hop.span, format!("{} waits for {}", hop.from, hop.to))
    })
}

fn you_first(scopes: &[Scope<'_>], path: &[Hop<'_>]) -> Diagnostic {
    let joined = if scopes.len() > 1 { " when the readings are joined" } else { "" };
    let message = format!("you first, a circle{joined}: {}", shown(path));
    let span = path.first().map(|hop| hop.span).unwrap_or_default();
    let diagnostic = labelled(Diagnostic::error("A309", span, message), path);
    diagnostic.within(article(scopes, path)).help(way_out(scopes, path))
}

fn article(scopes: &[Scope<'_>], path: &[Hop<'_>]) -> String {
    let first = path.first().and_then(|hop| match hop.from {
        Node::Step(name) => placed(scopes, name).map(super::commitments::article),
        Node::Open(name) | Node::Close(name) => scopes
            .iter()
            .find_map(|scope| scope.text.phases().find(|phase| phase.head.name == *name))
            .map(|phase| phase.head.called()),
    });
    first.unwrap_or("").to_owned()
}

fn placed<'s, 'a>(scopes: &'s [Scope<'a>], name: &str) -> Option<&'s Placed<'a>> {
    scopes.iter().find_map(|scope| scope.placed(name))
}

/// Two neighbours owed by different sides can be done together.
fn way_out(scopes: &[Scope<'_>], path: &[Hop<'_>]) -> String {
    let obligors = |node| -> Vec<String> {
        let Node::Step(name) = node else { return Vec::new() };
        let step = placed(scopes, name).map(|placed| placed.step);
        let named = step.into_iter().flat_map(|step| &step.obligors).filter_map(|who| who.name());
        named.map(|name| name.text.clone()).collect()
    };
    let mutual = path.iter().find(|hop| obligors(hop.from) != obligors(hop.to));
    match mutual {
        Some(hop) => format!(
            "do two of them together: write `swap {} for {}` and take away that `after`",
            hop.from.name(),
            hop.to.name()
        ),
        None => "take away one `after`".into(),
    }
}

fn phase_circle(scopes: &[Scope<'_>], path: &[Hop<'_>]) -> Diagnostic {
    let opening = path.iter().position(|hop| matches!(hop.from, Node::Open(_))).unwrap_or(0);
    let turned: Vec<Hop<'_>> =
        path.iter().cycle().skip(opening).take(path.len()).copied().collect();
    let Some(first) = turned.first().copied() else {
        return Diagnostic::error("A308", crate::span::Span::default(), "a phase can never open");
    };
    let message = format!("`{}` can never open: {}", first.from.name(), shown(&turned));
    labelled(Diagnostic::error("A308", first.span, message), &turned)
        .within(article(scopes, &turned))
        .help(format!(
            "open `{}` on a day, or on something that comes before it",
            first.from.name()
        ))
}

fn never_closes(scopes: &[Scope<'_>], path: &[Hop<'_>]) -> Diagnostic {
    let Some(last) = path.last().copied() else {
        return Diagnostic::error("A308", crate::span::Span::default(), "a phase can never open");
    };
    let (who, whose) = (last.from.name(), last.to.name());
    let what = match last.from {
        Node::Open(_) => "open",
        Node::Close(_) => "close",
        Node::Step(_) => "be done",
    };
    let message = format!(
        "`{who}` can never {what}: it waits for `{whose}` to close, and nothing closes `{whose}`"
    );
    let phase =
        scopes.iter().find_map(|scope| scope.text.phases().find(|it| it.head.name == *whose));
    let diagnostic = Diagnostic::error("A308", last.span, message).within(article(scopes, &[last]));
    let diagnostic = match phase {
        Some(phase) => diagnostic.label(phase.head.span, format!("`{whose}` has no `closes when`")),
        None => diagnostic,
    };
    diagnostic.help(format!("add `closes when …` to `{whose}`"))
}
