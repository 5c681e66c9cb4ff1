//! Politics on record: how few cases stand behind the odds that a reader gives.

use world::precedents::{Kind, count, secret_days};

use super::{Chapter, Line};
use crate::number::{chance, figure};

const KINDS: [(Kind, &str); 4] = [
    (Kind::Office, "at an election the office changed side"),
    (Kind::Successor, "a successor kept what was signed before"),
    (Kind::Renewal, "what was due for renewal was not renewed"),
    (Kind::Leak, "a private track that became known ended with it"),
];

/// Each kind of act with its interval.
pub fn chapter() -> Chapter {
    Chapter {
        title: "Politics",
        said: "How often acts of politics happened of the times they could have (data/politics_cases.csv), with the interval of \
               Jeffreys. Nothing is fitted: odds of such acts are a reader's, and this is how little stands behind any."
            .to_owned(),
        lines: KINDS.iter().map(|(kind, words)| line(*kind, words)).collect(),
        notes: notes(),
    }
}

fn line(kind: Kind, words: &str) -> Line {
    let found = count(kind);
    let [low, middle, high] = found.share();
    Line {
        quantity: words.to_owned(),
        model: format!("{} ({} to {})", chance(middle), chance(low), chance(high)),
        published: format!("{} of {}", found.happened, found.of),
        error: "95 % interval".to_owned(),
        n: found.of as usize,
        marks: format!("{} A, {} B", found.read, found.of.saturating_sub(found.read)),
    }
}

fn notes() -> Vec<String> {
    let days: Vec<String> = secret_days().into_iter().map(figure).collect();
    vec![
        "The cases are known ones and no sample; who kept and who left bound themselves in different forms, so \
         that the shares by form are judgement."
            .to_owned(),
        format!(
            "Private tracks were known after {} days; one that never became known is in no record, so a hazard of \
             leaks is judgement.",
            days.join(" and ")
        ),
        "What a public concession costs at home is judgement: that it costs is on record (audience), how much is not."
            .to_owned(),
        "No published survival of agreements by type was found that could be read and cited; what ships is the \
         survival of known cases in docs/model.md."
            .to_owned(),
    ]
}
