//! What a shard says of itself.

use serde::{Deserialize, Serialize};

/// The form in which shards are written.
pub const FORMAT: u32 = 1;

/// Which run a shard is of: all of it has to be the same in shards that are put together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Form of the shard.
    pub format: u32,
    /// Version of the program that drew it.
    pub version: String,
    /// Hash of the accord's terms.
    pub accord: String,
    /// SHA-256 of the beliefs as written.
    pub beliefs: String,
    /// Seed of everything drawn.
    pub seed: u64,
    /// How parties choose: `as written`, or `logit` with its precision.
    pub driver: String,
    /// Whether beliefs were drawn from their ranges too, once for every block.
    pub ranges: bool,
    /// Paths of a block.
    pub block: u64,
    /// Periods followed.
    pub horizon: u32,
    /// Length of a period.
    pub period_days: f64,
    /// Names of the actors, in the order of the accord's tables.
    pub actors: Vec<String>,
    /// Names of the phases.
    pub phases: Vec<String>,
    /// Names of the files.
    pub files: Vec<String>,
    /// What is measured.
    pub measures: Vec<Column>,
    /// What a page about the run says beside its counts; opaque here.
    pub page: serde_json::Value,
}

/// One measured column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub what: String,
    /// Its unit.
    pub unit: String,
    /// How many of the whole numbers that are counted make one of the unit.
    pub per_unit: i64,
}

/// The paths in a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paths {
    /// The first.
    pub from: u64,
    /// The first that is not in it.
    pub to: u64,
}

/// What of two runs keeps them apart: a name of it, and what each says; `None` if nothing does. What
/// a page says beside the counts, such as the name under which a file was typed, does not.
#[must_use]
pub fn apart(one: &About, other: &About) -> Option<(&'static str, String, String)> {
    let short = |hash: &str| hash.get(..12).unwrap_or(hash).to_owned();
    let ranges = |about: &About| if about.ranges { "drawn" } else { "not drawn" }.to_owned();
    let list = [
        ("accord (hash of its terms)", short(&one.accord), short(&other.accord)),
        ("beliefs (hash)", short(&one.beliefs), short(&other.beliefs)),
        ("seed", one.seed.to_string(), other.seed.to_string()),
        ("version", one.version.clone(), other.version.clone()),
        ("driver", one.driver.clone(), other.driver.clone()),
        ("ranges", ranges(one), ranges(other)),
    ];
    let first = list.into_iter().find(|(_, own, their)| own != their);
    let rest = || ("columns", "its own".to_owned(), "others".to_owned());
    let bare = |it: &About| About { page: serde_json::Value::Null, ..it.clone() };
    first.or_else(|| (bare(one) != bare(other)).then(rest))
}
