//! Check 33: one line between two sides, and nothing when it is down.

use super::scope::Scope;
use crate::ast::{Channel, Name};
use crate::diagnostic::Diagnostic;

/// More users than this are not listed.
const MOST: usize = 3;

/// Channels without a fallback that are the only one between their ends.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let all: Vec<&Channel> = scope.text.channels().collect();
    for channel in &all {
        let twin = |other: &&&Channel| {
            other.head.name != channel.head.name
                && channel.between.iter().all(|end| other.between.contains(end))
        };
        if channel.fallback.is_none() && !all.iter().any(|other| twin(&other)) {
            found.push(tell(scope, channel));
        }
    }
}

fn tell(scope: &Scope<'_>, channel: &Channel) -> Diagnostic {
    let name = &channel.head.name;
    let message = format!("when `{name}` is down there is no other way");
    let warning = Diagnostic::warning("A333", channel.head.span, message);
    let warning = users(scope, name)
        .into_iter()
        .take(MOST)
        .fold(warning, |it, head| it.label(head.span, format!("`{}` goes through it", head.name)));
    let spare = spare(scope, channel).map_or("…", Name::as_str);
    warning
        .within(channel.head.called())
        .help(format!("add `fallback {spare}`, or a second channel"))
}

/// What goes through the channel.
fn users<'a>(scope: &Scope<'a>, name: &Name) -> Vec<&'a crate::ast::Head> {
    let text = scope.text;
    let via = |it: &Option<Name>| it.as_ref() == Some(name);
    let notices = text.notices().filter(|it| via(&it.via)).map(|it| &it.head);
    let told = text.outsiders().filter(|it| via(&it.told_through)).map(|it| &it.head);
    let goods = text.carveouts().filter(|it| via(&it.through)).map(|it| &it.head);
    notices.chain(told).chain(goods).collect()
}

/// Somebody of the text who could carry a message and does not yet.
fn spare<'a>(scope: &Scope<'a>, channel: &Channel) -> Option<&'a Name> {
    let free = |name: &&Name| !channel.via.contains(name) && !channel.between.contains(name);
    let members = scope.text.bodies().flat_map(|it| &it.members);
    let signatories = &scope.text.header.signatories;
    let bodies = scope.text.bodies().map(|it| &it.head.name);
    let neutral = members.filter(|it| !signatories.contains(it));
    neutral.chain(bodies).find(|it| free(it))
}
