//! Check 45: force forbidden, and self-defence saved nowhere.

use super::binds::obligors;
use super::commitments::article;
use super::scope::Scope;
use crate::ast::{Act, DeedVerb, Name};
use crate::diagnostic::Diagnostic;
use crate::lower::{Block, Placed};

/// Prohibitions of force in a file where no clause saves self-defence.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let (saving, signatories) = (saving(scope), &scope.text.header.signatories);
    for placed in scope.steps.iter().filter(|placed| forbids_force(placed)) {
        // Who has not signed is not bound, which another check says.
        if !obligors(scope, placed.step).iter().any(|it| signatories.contains(it)) {
            continue;
        }
        let file = placed.workstream();
        let same = |saved: &Option<&Name>| saved.is_none() || file.is_none() || *saved == file;
        if !saving.iter().any(same) {
            found.push(unsaved(placed));
        }
    }
}

/// The files of clauses that save self-defence.
fn saving<'a>(scope: &Scope<'a>) -> Vec<Option<&'a Name>> {
    let lines = scope.text.redlines().filter(|line| line.saves.is_some());
    let lines = lines.map(|line| line.head.workstream.as_ref());
    let blocks = scope.steps.iter().filter_map(|placed| match placed.block {
        Block::Mutual(mutual) => mutual.saves.as_ref().map(|_| placed.workstream()),
        Block::Plain | Block::Freeze(_) => None,
    });
    lines.chain(blocks).collect()
}

/// Not to initiate force, or not to attack, forbids no defence; to hold fire, or not to strike,
/// does.
fn forbids_force(placed: &Placed<'_>) -> bool {
    match &placed.step.act {
        Act::HoldFire { .. } => true,
        Act::Deed { verb: DeedVerb::Strike, .. } => placed.step.force.forbids(),
        _ => false,
    }
}

fn unsaved(placed: &Placed<'_>) -> Diagnostic {
    let name = placed.name();
    let message = format!("`{name}` forbids force and nothing saves self-defence");
    let warning = Diagnostic::warning("A345", placed.step.head.span, message);
    let warning = warning.within(article(placed));
    match placed.block {
        Block::Mutual(mutual) => warning
            .label(mutual.head.span, "it could be saved in this block")
            .help("add `saves self_defence against ongoing, imminent` here"),
        Block::Plain | Block::Freeze(_) => warning.help(
            "put the duty into a `mutual` block with `saves self_defence against ongoing, imminent`",
        ),
    }
}
