//! Names in a beliefs file: they must be the agreement's.

use kernel::{ActorId, DutyId};

use super::super::names::Symbol;
use super::Table;
use crate::ast::{Condition, Name};
use crate::check::{Seen, condition_names};
use crate::diagnostic::Diagnostic;
use crate::parse::words::nearest;

impl Table<'_> {
    /// What the name stands for, if it is of the wanted kind; says so if it is not.
    pub(super) fn symbol(
        &mut self,
        name: &Name,
        what: &str,
        wanted: impl Fn(&Symbol) -> bool,
    ) -> Option<Symbol> {
        let found = self.context.names.find(name.as_str()).iter().find(|it| wanted(it)).copied();
        if found.is_none() {
            self.unknown(name, what, wanted);
        }
        found
    }

    fn unknown(&mut self, name: &Name, what: &str, wanted: impl Fn(&Symbol) -> bool) {
        let names = &self.context.names;
        let of_kind = |word: &&str| names.find(word).iter().any(&wanted);
        let words: Vec<&str> = names.words().filter(of_kind).collect();
        let message = format!("`{name}` is no {what} of the agreement");
        let error = Diagnostic::error("A336", name.span, message);
        let shown: Vec<String> = words.iter().take(12).map(|word| format!("`{word}`")).collect();
        let help = match nearest(name.as_str(), words) {
            Some(near) => format!("did you mean `{near}`?"),
            None if shown.is_empty() => format!("the agreement has no {what}"),
            None => format!("one of {}", shown.join(", ")),
        };
        self.found.push(error.help(help));
    }

    pub(super) fn actor(&mut self, name: &Name) -> Option<ActorId> {
        match self.symbol(name, "actor", |it| matches!(it, Symbol::Actor(_)))? {
            Symbol::Actor(id) => Some(id),
            _ => None,
        }
    }

    pub(super) fn signatory(&mut self, name: &Name) -> Option<ActorId> {
        let signed = self.context.out.signatories;
        let wanted = |it: &Symbol| matches!(it, Symbol::Actor(id) if id.0 < signed);
        match self.symbol(name, "signatory", wanted)? {
            Symbol::Actor(id) => Some(id),
            _ => None,
        }
    }

    /// Every duty of a step; empty if there is none, which has been said.
    pub(super) fn duties(&mut self, name: &Name) -> Vec<DutyId> {
        let found = self.symbol(name, "step", |it| matches!(it, Symbol::Duty(_)));
        found.map_or_else(Vec::new, |_| self.context.names.duties(name.as_str()))
    }

    /// Whether every name in the condition is the agreement's; says which is not.
    pub(super) fn condition_names(&mut self, condition: &Condition) -> bool {
        let mut names: Vec<Name> = Vec::new();
        condition_names(condition, &mut |_, seen| {
            if let Seen::Name(name, _) = seen {
                names.push(name.clone());
            }
        });
        let known = |name: &&Name| !self.context.names.find(name.as_str()).is_empty();
        let unknown: Vec<Name> = names.iter().filter(|name| !known(name)).cloned().collect();
        unknown.iter().for_each(|name| self.unknown(name, "name", |_| true));
        unknown.is_empty()
    }
}
