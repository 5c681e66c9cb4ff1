//! What every page says of itself, and when it must say that it is only an example.

use world::{Beliefs, Mark};

/// The sentence that stands on page one of everything.
pub const FOOT: &str = "Détente says what follows from a text and a set of beliefs. It does not say what governments will do, who did what, or whom to strike. If you need it to, do not use it.";

/// What may be done with a page.
pub const NOT_A_TRIGGER: &str = "Nothing here is evidence or a finding, and nothing here authorises force, sanctions or release: every effect is a proposal to a person.";

/// How a page is to be handled: it repeats what one reader believes.
pub const HANDLING: &str = "Handling: this page repeats one reader's private beliefs. Keep it as you keep them. Not accredited for classified material.";

/// What stands on a page while most of its beliefs are unsourced.
pub const EXAMPLE: &str = "an example, not analysis";

/// What the entries of a set of beliefs rest on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// All entries.
    pub entries: usize,
    /// Read in a named source, or widely documented.
    pub sourced: usize,
    /// Computed from other entries.
    pub derived: usize,
    /// The reader's judgement.
    pub judgement: usize,
    /// Recollected, unchecked.
    pub recollected: usize,
}

impl Support {
    /// Counts the entries by mark.
    #[must_use]
    pub fn of(beliefs: &Beliefs) -> Self {
        let mut support = Self::default();
        for entry in &beliefs.entries {
            support.entries += 1;
            match entry.mark {
                Mark::A | Mark::B => support.sourced += 1,
                Mark::Derived => support.derived += 1,
                Mark::Judgement => support.judgement += 1,
                Mark::C => support.recollected += 1,
            }
        }
        support
    }

    /// Whether most entries rest on no source, so that the page is an example and says so.
    #[must_use]
    pub fn is_example(self) -> bool {
        2 * (self.judgement + self.recollected) > self.entries || self.entries == 0
    }

    /// `47 entries: 11 sourced, 36 judgement`, kinds that do not occur left out.
    #[must_use]
    pub fn words(self) -> String {
        let kinds = [
            (self.sourced, "sourced"),
            (self.derived, "derived"),
            (self.judgement, "judgement"),
            (self.recollected, "recollected"),
        ];
        let present = kinds.iter().filter(|(count, _)| *count > 0);
        let list: Vec<String> = present.map(|(count, kind)| format!("{count} {kind}")).collect();
        let colon = if list.is_empty() { "" } else { ": " };
        format!("{} entries{colon}{}", self.entries, list.join(", "))
    }
}

/// What the mark of an entry means.
#[must_use]
pub fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::A => "A: read in the source named",
        Mark::B => "B: widely documented",
        Mark::C => "C: recollected, unchecked",
        Mark::Derived => "derived from other entries",
        Mark::Judgement => "judgement",
    }
}
