//! The vocabulary of recorded histories.

use super::ast::{Conduct, StepVerb, Verb, Word};
use kernel::VerdictKind::{self, *};

/// Words that start a line that is not dated.
pub(super) const HEADINGS: &[&str] = &["history", "day", "until"];

/// Every verb, for "did you mean".
pub(super) const VERBS: &[&str] = &[
    "absorbs",
    "admits",
    "alleges",
    "answers",
    "attacks",
    "attributes",
    "brings",
    "ceases",
    "clears",
    "contests",
    "directs",
    "draws",
    "extends",
    "finds",
    "gives",
    "grants",
    "makes",
    "measures",
    "opens",
    "performs",
    "rejects",
    "renews",
    "reports",
    "restrains",
    "returns",
    "revokes",
    "sees",
    "settles",
    "shows",
    "spends",
    "starts",
    "stops",
    "strikes",
    "tolerates",
    "transfers",
    "turns",
    "uses",
    "warns",
    "withdraws",
];

/// Verbs with one article right behind them.
pub(super) const ON: &[(&str, Verb)] = &[
    ("grants", Verb::Grants),
    ("renews", Verb::Renews),
    ("revokes", Verb::Revokes),
    ("transfers", Verb::Transfers),
    ("returns", Verb::Returns),
    ("clears", Verb::Clears),
    ("rejects", Verb::Rejects),
    ("absorbs", Verb::Absorbs),
    ("opens", Verb::Opens),
    ("settles", Verb::Settles),
    ("stops", Verb::Stops),
    ("uses", Verb::Uses),
    ("directs", Verb::Directs),
    ("tolerates", Verb::Tolerates),
    ("restrains", Verb::Restrains),
];

/// Verbs with a step.
pub(super) const ON_STEP: &[(&str, StepVerb)] = &[
    ("performs", StepVerb::Performs),
    ("ceases", StepVerb::Ceases),
    ("alleges", StepVerb::Alleges),
    ("contests", StepVerb::Contests),
    ("admits", StepVerb::Admits),
];

/// Verbs of a finding.
pub(super) const SAYS: &[(&str, Word)] = &[("reports", Word::Reports), ("finds", Word::Finds)];

/// What a state has a group do.
pub(super) const CONDUCT: &[(&str, Conduct)] = &[
    ("directing", Conduct::Directing),
    ("tolerating", Conduct::Tolerating),
    ("restraining", Conduct::Restraining),
];

/// What an agreement can say of an event, as an `expect` writes it.
pub(super) const VERDICTS: &[(&str, VerdictKind)] = &[
    ("void", Void),
    ("noted", Noted),
    ("opened", Opened),
    ("closed", Closed),
    ("lapsed", Lapsed),
    ("ended", Ended),
    ("withdrawn", Withdrawn),
    ("live", Live),
    ("performed", Performed),
    ("proved", Proved),
    ("late", Late),
    ("not performed", NotPerformed),
    ("contested", Contested),
    ("dismissed", Dismissed),
    ("cured", Cured),
    ("suspended", Suspended),
    ("revived", Revived),
    ("granted", Granted),
    ("renewed", Renewed),
    ("revoked", Revoked),
    ("drawn", Drawn),
    ("exceeded", Exceeded),
    ("turned", Turned),
    ("felt", Felt),
    ("transferred", Transferred),
    ("usable", Usable),
    ("spent", Spent),
    ("returned", Returned),
    ("cleared", Cleared),
    ("paused", Paused),
    ("occurred", Occurred),
    ("attributed", Attributed),
    ("crossed", Crossed),
    ("answered", Answered),
    ("absorbed", Absorbed),
    ("unanswered", Unanswered),
    ("struck", Struck),
    ("inquired", Inquired),
    ("warned", Warned),
    ("established", Established),
    ("started", Started),
    ("staged", Staged),
    ("exhausted", Exhausted),
    ("settled", Settled),
    ("stopped", Stopped),
    ("restored", Restored),
    ("noticed", Noticed),
    ("delivered", Delivered),
    ("handed over", HandedOver),
    ("declined", Declined),
    ("irregular", Irregular),
    ("silent", Silent),
    ("heard", Heard),
    ("tolerated", Tolerated),
    ("departed", Departed),
    ("acceded", Acceded),
    ("refused", Refused),
    ("carried", Carried),
];

/// The entry of a word in a table.
pub(super) fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// The word for a value in a table.
pub(super) fn word_of<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    table.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}
