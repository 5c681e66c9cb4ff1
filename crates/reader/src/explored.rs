//! What one would have to believe for a text to be kept, or to fail.

use explore::assess::slack::Sides;
use explore::assess::{Effort, Progress, sides};
use explore::hold::Holds;
use explore::sampling::{Effect, Indices, SamplingError};
use explore::space::{self, Part, Sampled, SpaceError};
use report::Run;
use report::conditions::{Article, Conditions};

use crate::assessed::subject;
use crate::believed::Believed;
use crate::unread::Unread;

/// Where to look in the believed space.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// At how many points of the ranges the text is weighed.
    pub points: u32,
    /// How many walks through the ranges tell what moves the answer.
    pub walks: u32,
    /// How many rows of a design tell what share of the variance each article accounts for; none below 2.
    pub rows: u32,
    /// Seed of everything drawn.
    pub seed: u64,
}

/// The believed space as it was met.
pub struct Explored {
    /// The points and what the text is worth there.
    pub sampled: Sampled,
    kept: Option<Part>,
    fails: Option<Part>,
    effects: Vec<Effect>,
    articles: Vec<Article>,
    indices: Option<Indices>,
    look: Look,
}

/// Weighs the text all over the believed space, telling each step.
///
/// # Errors
/// Beliefs without a range, and too few points.
pub fn explored(believed: &Believed, look: &Look, told: Progress<'_>) -> Result<Explored, Unread> {
    if believed.beliefs.ranged().next().is_none() {
        return Err(failure(&SpaceError::NoRanges));
    }
    let effort = Effort { seed: look.seed, ..Effort::default() };
    let subject = subject(believed);
    let sides = sides(&subject, &effort, told).map_err(|it| Unread::Bug(it.to_string()))?;
    let done = &mut |done| told(&format!("{done} of {} points", look.points));
    let sampled = space::sample(&sides, look.points, look.seed, done).map_err(|it| failure(&it))?;
    told("effects");
    let effects = space::effects(&sides, look.walks, look.seed).map_err(|it| failure(&it))?;
    let articles = articles(believed);
    let indices = indices(look, &sides, &articles, told)?;
    let part = |what| sampled.part(what).map_err(|it| failure(&it));
    let (kept, fails) = (part(Holds::Yes)?, part(Holds::No)?);
    Ok(Explored { kept, fails, sampled, effects, articles, indices, look: *look })
}

impl Explored {
    /// All that a page about it says.
    #[must_use]
    pub fn conditions<'a>(&'a self, believed: &'a Believed, run: &'a Run) -> Conditions<'a> {
        Conditions {
            labels: &believed.labels,
            beliefs: &believed.beliefs,
            sampled: &self.sampled,
            kept: self.kept.as_ref(),
            fails: self.fails.as_ref(),
            effects: &self.effects,
            walks: self.look.walks,
            articles: self.indices.as_ref().map(|found| (self.articles.as_slice(), found)),
            seed: self.look.seed,
            run,
        }
    }
}

/// The articles that the ranged beliefs bear on, in the order of the beliefs.
fn articles(believed: &Believed) -> Vec<Article> {
    let source = &believed.beliefs_source;
    let mut all: Vec<Article> = Vec::new();
    for (input, entry) in believed.beliefs.ranged().enumerate() {
        let line = believed.beliefs.entries.get(entry.0 as usize).map_or(0, |it| it.line);
        let article = lang::article_of(&believed.text.compiled.terms, source.line(line));
        let article = article.unwrap_or_else(|| NO_ARTICLE.to_owned());
        match all.iter_mut().find(|(known, _)| *known == article) {
            Some((_, inputs)) => inputs.push(input),
            None => all.push((article, vec![input])),
        }
    }
    all
}

/// What bears on none: discounting, administrations, war.
const NO_ARTICLE: &str = "no article";

/// Their indices, unless none are asked for or nothing moves the answer.
fn indices(
    look: &Look,
    sides: &Sides<'_>,
    articles: &[Article],
    told: Progress<'_>,
) -> Result<Option<Indices>, Unread> {
    if look.rows < 2 {
        return Ok(None);
    }
    let groups: Vec<Vec<usize>> = articles.iter().map(|(_, inputs)| inputs.clone()).collect();
    let told = &mut |done| told(&format!("articles: {done} of {} rows", look.rows));
    match space::group_indices(sides, &groups, look.rows, look.seed, told) {
        Ok(found) => Ok(Some(found)),
        Err(SpaceError::Sampling(SamplingError::Constant)) => Ok(None),
        Err(error) => Err(failure(&error)),
    }
}

fn failure(error: &SpaceError) -> Unread {
    match error {
        SpaceError::NoRanges | SpaceError::Sampling(_) => Unread::Usage(error.to_string()),
        SpaceError::Game(_) => Unread::Bug(error.to_string()),
    }
}
