//! The vocabulary: which words may start a clause in which article. A star marks a clause that
//! may be said more than once.

/// Words that start an article.
pub const ARTICLES: &[&str] = &[
    "accord",
    "party",
    "outsider",
    "group",
    "bloc",
    "body",
    "workstream",
    "decouple",
    "quantity",
    "zone",
    "phase",
    "swap",
    "scale",
    "freeze",
    "mutual",
    "dial",
    "pipeline",
    "waiver",
    "escrow",
    "carveout",
    "exchange",
    "redline",
    "inquiry",
    "dispute",
    "snapback",
    "notice",
    "channel",
    "statement",
    "tolerates",
    "undertaking",
    "recognises",
    "annex",
    "expect",
    "scenario",
    "read",
];

/// Words that belong to the beliefs file and are refused in an accord.
pub const BELIEFS: &[&str] = &[
    "value",
    "odds",
    "discount",
    "assume",
    "beliefs",
    "never",
    "prefers",
    "tolerance",
    "believe",
    "probability",
];

/// Clauses of every article.
pub const COMMON: &[&str] = &["left*", "accepting*"];

/// Words that say when and how a duty holds.
pub const MANNER: &[&str] = &[
    "by",
    "from",
    "within",
    "until",
    "after",
    "verified",
    "reversible",
    "irreversible",
    "survives",
    "if",
    "left",
    "accepting",
];

/// The states that something named can be in, with the words `in force`, `held for` and
/// `at` handled apart.
pub const STATES: &[&str] = &[
    "met",
    "live",
    "late",
    "alleged",
    "reported",
    "found",
    "contested",
    "admitted",
    "open",
    "closed",
    "lapsed",
    "suspended",
    "revoked",
    "transferred",
    "usable",
    "paused",
    "established",
    "running",
    "exhausted",
    "withdrawn",
    "alive",
    "ended",
];

/// Clauses of each article kind.
pub fn clauses(article: &str) -> &'static [&'static str] {
    match article {
        "accord" => &[
            "signatories",
            "legal",
            "signed*",
            "in",
            "day",
            "sunset",
            "any*",
            "all*",
            "nobody",
            "ends*",
            "authentic",
            "months",
            "counts*",
            "amends",
        ],
        "party" => &["rests"],
        "outsider" => &["can*", "answered", "told"],
        "group" => &["affiliated*", "answered", "can*"],
        "bloc" => &["members", "accession"],
        "body" => &[
            "verifies*",
            "attributes*",
            "reports",
            "custodian*",
            "depositary",
            "members",
            "shares",
            "operates*",
            "decides",
            "mandate",
            "carries*",
        ],
        "workstream" => &["holds", "visible"],
        "quantity" => &[
            "of",
            "made",
            "held",
            "owned",
            "unit",
            "band",
            "grades",
            "baseline",
            "observed",
            "rate",
            "unaccounted",
        ],
        "zone" => &["annex", "polygon", "contains"],
        "annex" => &["hash", "visible"],
        _ => clauses_of_acts(article),
    }
}

fn clauses_of_acts(article: &str) -> &'static [&'static str] {
    match article {
        "phase" => &[
            "opens", "closes", "lapses", "form", "step*", "swap*", "scale*", "freeze*", "mutual*",
            "read*",
        ],
        "swap" => &["exposure*"],
        "scale" => &["at*"],
        "freeze" => &["step*", "until", "either", "any", "all"],
        "mutual" => &["step*", "saves", "reviewed", "consult"],
        "dial" => &["turned", "felt*", "levels", "starts", "from", "raise", "lower"],
        "pipeline" => &["stage*"],
        "waiver" => &[
            "unilateral",
            "granted",
            "to",
            "from",
            "covers",
            "lasts",
            "renewable",
            "renewed",
            "notice",
            "winds",
            "revoked",
            "proceeds",
            "spend",
            "lapse",
        ],
        "escrow" => &[
            "owned",
            "custodian*",
            "approved",
            "total",
            "tranche*",
            "path",
            "spend",
            "never",
            "transferred",
            "refusing",
            "side",
            "returned",
        ],
        "carveout" => &["goods", "through", "cap", "until"],
        "exchange" => &["side*", "prepare*", "gate*", "hands", "decliners"],
        _ => clauses_of_answers(article),
    }
}

fn clauses_of_answers(article: &str) -> &'static [&'static str] {
    match article {
        "redline" => {
            &["live", "when", "domain", "level*", "answer", "never", "cool*", "saves", "reviewed"]
        }
        "inquiry" => &["about", "opened", "evidence", "answer", "warning", "window", "then*"],
        "dispute" => {
            &["opened", "against", "citing", "stage*", "settled", "then*", "silence", "window"]
        }
        "snapback" => &[
            "started", "not", "by", "stating", "after", "citing", "runs", "stopped", "restores",
            "spares", "then*",
        ],
        "notice" => &[
            "by",
            "of",
            "to",
            "broadcast",
            "via",
            "at",
            "normally",
            "states",
            "proof",
            "late",
            "none",
        ],
        "channel" => &["between", "via", "acknowledge", "keepalive", "fallback"],
        "statement" => &["by", "text*", "creates"],
        "undertaking" => &["by", "step*", "revocable", "notice", "mirrored"],
        "recognises" => &["creates"],
        "expect" => &[],
        "scenario" => &["given*", "when*", "then*"],
        _ => &[],
    }
}

/// The table entry for a word: whether it is there, and whether it may be said again.
pub fn entry(table: &[&'static str], word: &str) -> Option<(&'static str, bool)> {
    let bare = |entry: &'static str| (entry.trim_end_matches('*'), entry.ends_with('*'));
    table.iter().map(|entry| bare(entry)).find(|(known, _)| *known == word)
}

/// The word of a list that is nearest to what was written, if one is near.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if written.len() > 40 {
        return None;
    }
    let letters = written.chars().count();
    let limit = (1 + letters / 4).min(letters.saturating_sub(1));
    let near = known.into_iter().map(|word| (distance(written, word), word));
    near.filter(|(distance, _)| *distance <= limit).min().map(|(_, word)| word)
}

/// Edits (insert, delete, replace, swap neighbours) from one word to another, letters' case
/// aside.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.to_lowercase().chars().collect();
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=left.len() {
        for j in 1..=right.len() {
            let same = usize::from(left[i - 1] != right[j - 1]);
            let mut best =
                (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + same);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::{ARTICLES, clauses};
    use crate::parse::Layers;
    use crate::source::Source;

    /// A word in the table that nobody reads would be refused without reason; the text with every
    /// clause shows that each is read.
    #[test]
    fn every_word_of_the_vocabulary_is_read_in_the_text_with_every_clause() {
        let source = Source::new("", include_str!("../../tests/good/every-clause.accord"));
        let layers = Layers::read(&source, None);
        assert!(layers.parsed.is_clean());
        let first = |at: &usize| layers.tokens.get(*at).map(|token| source.at(token.span));
        let read: Vec<_> = layers.starts.iter().filter_map(first).collect();
        let articles =
            ARTICLES.iter().filter(|article| !matches!(**article, "swap" | "scale" | "recognises"));
        for article in articles {
            for word in clauses(article).iter().map(|word| word.trim_end_matches('*')) {
                let who = matches!(word, "any" | "all" | "nobody"); // one clause, several ways to say who
                assert!(who || read.contains(&word), "`{word}` of `{article}`");
            }
        }
        for article in ARTICLES {
            let there =
                layers.clauses.iter().any(|clause| source.at(clause.span).starts_with(article));
            assert!(there, "`{article}`");
        }
    }
}
