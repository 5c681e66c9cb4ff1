//! What a second text changes in a first, and for whom: tightened, loosened, earlier, later.
//!
//! Rows of the tables are compared by name, where a number says which way it goes; what differs
//! in words alone is said to be worded otherwise. Layout, comments and accepted warnings are no
//! terms and no change.

mod articles;
mod duties;
mod relief;
mod words;

use std::collections::BTreeSet;

use crate::amends::{Amends, amends};
use crate::compile::Compiled;
use crate::outline::{Outline, outline};
use crate::source::Source;

/// Which way a change goes, for the party it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// Something the party owes, gives or may do that was not there.
    Added,
    /// Something that is there no more.
    Removed,
    /// The party owes or gives more.
    Tightened,
    /// The party owes or gives less.
    Loosened,
    /// Sooner than before.
    Earlier,
    /// Later than before.
    Later,
    /// The party may be further out of pocket.
    MoreExposed,
    /// The party may be less far out of pocket.
    LessExposed,
    /// Otherwise, with no side to it.
    Changed,
}

impl Turn {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Tightened => "tightened",
            Self::Loosened => "loosened",
            Self::Earlier => "earlier",
            Self::Later => "later",
            Self::MoreExposed => "more exposed",
            Self::LessExposed => "less exposed",
            Self::Changed => "changed",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which way it goes.
    pub turn: Turn,
    /// The party it concerns, by name; nobody's alone if nothing.
    pub party: Option<String>,
    /// Name of the article, step or tranche.
    pub item: String,
    /// What it is now and what it was: `by day 20 of the phase, was day 30 of the phase`.
    pub what: String,
    /// Its line in the first text.
    pub was_line: Option<u32>,
    /// Its line in the second.
    pub line: Option<u32>,
}

/// What a second text changes in a first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Every change, in the order of the second text, what is gone last.
    pub changes: Vec<Change>,
    /// Whether both say the same terms, to the letter of their hash.
    pub same_terms: bool,
    /// Who must sign again.
    pub signs_again: Vec<String>,
    /// Whether the second says that it amends the first.
    pub amends: Amends,
}

/// One of the two texts.
pub(crate) struct Side<'a> {
    source: &'a Source,
    compiled: &'a Compiled,
    outline: Outline,
}

impl<'a> Side<'a> {
    fn new(source: &'a Source, compiled: &'a Compiled) -> Self {
        Self { source, compiled, outline: outline(source) }
    }

    fn accord(&self) -> &'a kernel::Accord {
        &self.compiled.common.accord
    }

    fn names(&self) -> &'a crate::lower::Names {
        &self.compiled.common.names
    }

    fn line(&self, clause: kernel::ClauseId) -> Option<u32> {
        self.compiled.clauses.get(clause).map(|clause| clause.line)
    }

    fn party(&self, actor: kernel::ActorId) -> String {
        self.names().name(actor).to_owned()
    }

    fn signatories(&self) -> BTreeSet<String> {
        self.accord().signatory_ids().map(|id| self.party(id)).collect()
    }
}

/// What the second text changes in the first, in the reading that all share.
#[must_use]
pub fn compare(was: (&Source, &Compiled), now: (&Source, &Compiled)) -> Comparison {
    let (was, now) = (Side::new(was.0, was.1), Side::new(now.0, now.1));
    let same_terms = was.compiled.hash.is_some() && was.compiled.hash == now.compiled.hash;
    let mut changes = Vec::new();
    if !same_terms {
        duties::compare(&was, &now, &mut changes);
        relief::compare(&was, &now, &mut changes);
        articles::compare(&was, &now, &mut changes);
        words::compare(&was, &now, &mut changes);
    }
    changes.sort_by_key(|it| (it.line.is_none(), it.line, it.was_line));
    let signs_again = if same_terms { Vec::new() } else { now.signatories().into_iter().collect() };
    let amends =
        was.compiled.hash.map_or(Amends::Nothing, |hash| amends(&now.compiled.terms.header, &hash));
    Comparison { changes, same_terms, signs_again, amends }
}

/// Rows of one table that both texts have: the name, the row as it was, the row as it is.
macro_rules! in_both {
    ($was:expr, $now:expr, $ids:ident, $one:ident) => {
        $now.accord().$ids().filter_map(|id| {
            let item = $now.names().name(id);
            let before = $was.names().$one(item).and_then(|id| $was.accord().$one(id))?;
            Some((item, before, $now.accord().$one(id)?))
        })
    };
}
use in_both;

/// A change found in a row that both texts have.
struct Row<'a> {
    party: Option<String>,
    item: &'a str,
    was_line: Option<u32>,
    line: Option<u32>,
}

impl Row<'_> {
    fn change(&self, turn: Turn, what: String) -> Change {
        let Self { party, item, was_line, line } = self;
        let (party, item) = (party.clone(), (*item).to_owned());
        Change { turn, party, item, what, was_line: *was_line, line: *line }
    }

    /// A number that went up or down, with what that means.
    fn moved<T: PartialOrd>(
        &self,
        (was, now): (T, T),
        (up, down): (Turn, Turn),
        what: impl FnOnce(&T, &T) -> String,
    ) -> Option<Change> {
        let turn = match was.partial_cmp(&now)? {
            std::cmp::Ordering::Less => up,
            std::cmp::Ordering::Greater => down,
            std::cmp::Ordering::Equal => return None,
        };
        Some(self.change(turn, what(&was, &now)))
    }
}

/// `30 days`, `72 hours`, `for ever`.
fn span(hours: kernel::Hours) -> String {
    match hours {
        kernel::Hours::FOREVER => "for ever".to_owned(),
        kernel::Hours(hours) if hours % 24 == 0 => match hours / 24 {
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        },
        kernel::Hours(1) => "1 hour".to_owned(),
        kernel::Hours(hours) => format!("{hours} hours"),
    }
}
