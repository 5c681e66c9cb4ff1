//! What one would have to believe: the parts of the believed space where a text is kept or fails,
//! and which beliefs move the answer.

mod articles;
mod boxes;

pub use articles::ArticleJson;
pub use boxes::figures;

use explore::hold::Holds;
use explore::space::{Part, Sampled};
use sampling::discover::Restriction;
use sampling::{Bounds, Effect, Indices};
use serde::Serialize;
use world::Beliefs;

use crate::ethics::{EXAMPLE, FOOT, Support};
use crate::heading::heading;
use crate::labels::Labels;
use crate::number::{error, figure, nineteen_in_twenty_of, percent};
use crate::page::Run;
use crate::terminal::{entry, paragraph};

/// Beliefs shown among those that move the answer.
const SHOWN: usize = 8;

/// An article by its name, with the inputs that bear on it.
pub type Article = (String, Vec<usize>);

/// What a page about the believed space is made of.
#[derive(Clone, Copy)]
pub struct Conditions<'a> {
    /// What its rows are called.
    pub labels: &'a Labels,
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// The sample.
    pub sampled: &'a Sampled,
    /// Where both sides keep it.
    pub kept: Option<&'a Part>,
    /// Where it fails.
    pub fails: Option<&'a Part>,
    /// Effects of the beliefs that have a range, in the order of the sample's inputs.
    pub effects: &'a [Effect],
    /// Walks they come from.
    pub walks: u32,
    /// Articles with the inputs that bear on each, and their indices; none if not asked for.
    pub articles: Option<(&'a [Article], &'a Indices)>,
    /// Seed of everything drawn.
    pub seed: u64,
    /// How it came about.
    pub run: &'a Run,
}

impl Conditions<'_> {
    fn name(&self, input: usize) -> &str {
        let entry = self.sampled.inputs.get(input).map_or(0, |entry| entry.0 as usize);
        self.beliefs.entries.get(entry).map_or("", |entry| &entry.name)
    }

    fn line(&self, input: usize) -> u32 {
        let entry = self.sampled.inputs.get(input).map_or(0, |entry| entry.0 as usize);
        self.beliefs.entries.get(entry).map_or(0, |entry| entry.line)
    }

    fn points(&self) -> usize {
        self.sampled.holds.len()
    }

    /// Share of the points of one kind, and between what it lies.
    fn share(&self, what: Holds) -> (f64, (f64, f64)) {
        let points = self.points().max(1) as f64;
        let mean = self.sampled.count(what) as f64 / points;
        let error = (mean * (1.0 - mean) / points).sqrt();
        let count = u32::try_from(self.points()).unwrap_or(u32::MAX);
        (mean, nineteen_in_twenty_of(mean, error, count))
    }

    /// Beliefs by the mean size of their effect, largest first.
    fn by_effect(&self) -> Vec<(usize, &Effect)> {
        let mut all: Vec<(usize, &Effect)> = self.effects.iter().enumerate().collect();
        all.sort_by(|a, b| b.1.mean_size.total_cmp(&a.1.mean_size));
        all
    }
}

/// The page for the terminal.
#[must_use]
pub fn page(of: &Conditions<'_>) -> String {
    let blocks = [
        format!("{}{}", heading(of.labels, of.beliefs, of.run), paragraph(&shares(of))),
        part(of, of.kept, KEPT),
        part(of, of.fails, FAILS),
        articles::table(of),
        movers(of),
        paragraph(FOOT),
    ];
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn shares(of: &Conditions<'_>) -> String {
    let (kept, (low, high)) = of.share(Holds::Yes);
    let undecided = of.sampled.count(Holds::Undecided);
    let open = match undecided {
        0 => String::new(),
        n => format!(" At {n} points the bracket leaves it open."),
    };
    format!(
        "{} of {} beliefs have a range. At {} points that fill these ranges evenly, every side \
         keeps the text at {} ({:.0}-{:.0}).{open}",
        of.sampled.inputs.len(),
        of.beliefs.entries.len(),
        of.points(),
        percent(kept),
        100.0 * low,
        100.0 * high,
    )
}

/// How a part of the space is introduced, and what its points are called.
struct Words {
    holds: Holds,
    lead: &'static str,
    points: &'static str,
    none: &'static str,
}

const KEPT: Words = Words {
    holds: Holds::Yes,
    lead: "What you would have to believe for every side to keep it:",
    points: "points at which it is kept",
    none: "No short list of conditions tells where it is kept.",
};

const FAILS: Words = Words {
    holds: Holds::No,
    lead: "What you would have to believe for it to fail:",
    points: "points at which it fails",
    none: "No short list of conditions tells where it fails.",
};

fn part(of: &Conditions<'_>, part: Option<&Part>, words: Words) -> String {
    let met = of.sampled.count(words.holds);
    let Some(part) = part else {
        let few = met < explore::space::FEWEST || of.points() - met < explore::space::FEWEST;
        let why = if few { " There are too few points of one kind." } else { "" };
        return paragraph(&format!("{}{why}", words.none));
    };
    let quality = part.peeled.quality;
    let rows = part.conditions.iter().map(|it| condition(of, &part.peeled.bounds, it));
    let worth = format!(
        "Then it is so at {} of the points; these are {} of all {}, in {} of what is believed.",
        percent(quality.density),
        percent(quality.coverage),
        words.points,
        percent(quality.mass),
    );
    format!("{}\n{}{}", words.lead, rows.collect::<String>(), entry(&worth))
}

fn condition(of: &Conditions<'_>, bounds: &Bounds, it: &Restriction) -> String {
    let (name, between) = (of.name(it.input), between(bounds, it.input));
    let without = percent(it.density_without);
    entry(&format!("{name}: {between} (without this: {without}), line {}", of.line(it.input)))
}

/// `above 0.24`, `below 3`, `0.1 to 0.3`.
fn between(bounds: &Bounds, input: usize) -> String {
    let (lower, upper) = (bounds.lower[input], bounds.upper[input]);
    match (lower.is_finite(), upper.is_finite()) {
        (true, true) => format!("{} to {}", figure(lower), figure(upper)),
        (true, false) => format!("above {}", figure(lower)),
        _ => format!("below {}", figure(upper)),
    }
}

fn movers(of: &Conditions<'_>) -> String {
    let all = of.by_effect();
    let moving = all.iter().filter(|(_, effect)| effect.mean_size > 0.0).take(SHOWN);
    let rows: String = moving.map(|(input, effect)| mover(of, *input, effect)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let lead = format!(
        "What moves the answer: mean change of what leaving gains whoever gains most, from one \
         end of a range to the other, in stakes it has at the central beliefs ({} walks)",
        of.walks
    );
    format!("{}{rows}", paragraph(&lead))
}

fn mover(of: &Conditions<'_>, input: usize, effect: &Effect) -> String {
    let size = format!("{} {}", figure(effect.mean_size), error(effect.standard_error));
    let way = if effect.mean.abs() < 0.5 * effect.mean_size {
        "either way, depending on others"
    } else if effect.mean > 0.0 {
        "higher helps leaving"
    } else {
        "higher helps keeping"
    };
    entry(&format!("{}: {size}, {way}, line {}", of.name(input), of.line(input)))
}

/// What `detente explore --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ConditionsJson<'a> {
    pub accord: &'a str,
    pub hash: &'a str,
    pub beliefs: &'a str,
    pub standing: Option<&'static str>,
    pub points: usize,
    pub ranged: usize,
    pub kept: usize,
    pub fails: usize,
    pub undecided: usize,
    pub kept_where: Option<PartJson<'a>>,
    pub fails_where: Option<PartJson<'a>>,
    pub effects: Vec<EffectJson<'a>>,
    pub walks: u32,
    pub articles: Vec<ArticleJson<'a>>,
    pub rows: usize,
    pub seed: u64,
    pub version: &'a str,
    pub command: &'a str,
    pub note: &'static str,
}

/// A part of the space.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct PartJson<'a> {
    pub density: f64,
    pub coverage: f64,
    pub mass: f64,
    pub conditions: Vec<ConditionJson<'a>>,
}

/// One condition.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ConditionJson<'a> {
    pub belief: &'a str,
    pub line: u32,
    pub above: Option<f64>,
    pub below: Option<f64>,
    pub density_without: f64,
    pub coverage_without: f64,
    pub quasi_p: f64,
}

/// The effect of one belief.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct EffectJson<'a> {
    pub belief: &'a str,
    pub line: u32,
    pub mean: f64,
    pub mean_size: f64,
    pub spread: f64,
    pub standard_error: f64,
}

/// The same for programs.
#[must_use]
pub fn answer<'a>(of: &'a Conditions<'a>) -> ConditionsJson<'a> {
    ConditionsJson {
        accord: &of.labels.title,
        hash: &of.labels.hash,
        beliefs: &of.run.beliefs_file,
        standing: Support::of(of.beliefs).is_example().then_some(EXAMPLE),
        points: of.points(),
        ranged: of.sampled.inputs.len(),
        kept: of.sampled.count(Holds::Yes),
        fails: of.sampled.count(Holds::No),
        undecided: of.sampled.count(Holds::Undecided),
        kept_where: of.kept.map(|it| part_json(of, it)),
        fails_where: of.fails.map(|it| part_json(of, it)),
        effects: of.by_effect().into_iter().map(|(input, it)| effect_json(of, input, it)).collect(),
        walks: of.walks,
        articles: articles::answer(of),
        rows: of.articles.map_or(0, |(_, found)| found.rows),
        seed: of.seed,
        version: &of.run.version,
        command: &of.run.command,
        note: FOOT,
    }
}

fn part_json<'a>(of: &'a Conditions<'a>, part: &Part) -> PartJson<'a> {
    let bounds = &part.peeled.bounds;
    let one = |it: &Restriction| ConditionJson {
        belief: of.name(it.input),
        line: of.line(it.input),
        above: Some(bounds.lower[it.input]).filter(|end| end.is_finite()),
        below: Some(bounds.upper[it.input]).filter(|end| end.is_finite()),
        density_without: it.density_without,
        coverage_without: it.coverage_without,
        quasi_p: it.quasi_p,
    };
    let quality = part.peeled.quality;
    PartJson {
        density: quality.density,
        coverage: quality.coverage,
        mass: quality.mass,
        conditions: part.conditions.iter().map(one).collect(),
    }
}

fn effect_json<'a>(of: &'a Conditions<'a>, input: usize, it: &Effect) -> EffectJson<'a> {
    EffectJson {
        belief: of.name(input),
        line: of.line(input),
        mean: it.mean,
        mean_size: it.mean_size,
        spread: it.spread,
        standard_error: it.standard_error,
    }
}
