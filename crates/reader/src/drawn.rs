//! Futures drawn under one reader's beliefs, piece by piece.

use std::ops::{ControlFlow, Range};

use explore::assess::Progress;
use explore::drive::{Drive, Micro};
use explore::simulate::{BLOCK, Logit, Numbers, Outcome, Run as Paths, Shape, Simulation};
use report::futures::{Head, MeasureName, named};
use report::labels::Named;
use shards::{About, Column, FORMAT};

use crate::believed::Believed;
use crate::unread::Unread;

/// Futures of a piece: after each it is looked whether to stop.
const PIECE: u64 = 1 << 12;
/// Points of the game in which both sides are free.
const POINTS_MAX: usize = 4_000_000;
/// How far odds of play may be from the formula.
const WITHIN: f64 = 1e-4;
/// How parties choose who keep to the text.
const AS_WRITTEN: &str = "everybody keeping to the text";

/// Futures of one text under one reader's beliefs, ready to be drawn.
pub struct Drawing<'a> {
    believed: &'a Believed,
    simulation: &'a Simulation<'a>,
    /// What is said of them beside their counts.
    pub head: Head,
    seed: u64,
    ranges: bool,
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Draw<'a> {
    /// Seed of everything drawn.
    pub seed: u64,
    /// Draws the beliefs from their ranges too, once for every block.
    pub ranges: bool,
    /// Lets both signatories choose by logit response, this precise; otherwise they keep to the text.
    pub logit: Option<f64>,
    /// What the beliefs are called.
    pub beliefs_file: &'a str,
}

/// Makes futures ready and hands them to whoever draws; `told` hears when play is solved for.
///
/// # Errors
/// [`Unread::Usage`] for logit play that does not settle, and what `then` says.
pub fn drawing<T, E: From<Unread>>(
    believed: &Believed,
    draw: &Draw<'_>,
    told: Progress<'_>,
    then: impl FnOnce(&Drawing<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let with = |simulation: &Simulation<'_>, driver: String| {
        let names = named(&believed.labels, simulation.measures());
        let file = draw.beliefs_file.to_owned();
        let head = Head::new(&believed.labels, &believed.beliefs, file, names, driver);
        let Draw { seed, ranges, .. } = *draw;
        then(&Drawing { believed, simulation, head, seed, ranges })
    };
    let Some(precision) = draw.logit else {
        let drive = Drive::new(&believed.accord, &believed.beliefs, None);
        return with(&Simulation::measuring(&drive), AS_WRITTEN.to_owned());
    };
    let drive = Drive::with_both_free(&believed.accord, &believed.beliefs);
    told("solving for both sides' play");
    let logit = settled(&drive, believed, precision)?;
    let rule = |at: &Micro| logit.shares(at);
    let driver = format!("both sides choosing by logit response, precision {precision}");
    with(&Simulation::ruled(&drive, &rule), driver)
}

/// Both signatories' play by logit response.
fn settled(drive: &Drive<'_>, believed: &Believed, precision: f64) -> Result<Logit, Unread> {
    let values = believed.beliefs.central();
    let solved = Logit::solve(drive, &values, precision, POINTS_MAX);
    let logit = solved.map_err(|it| Unread::Usage(it.to_string()))?;
    let play = logit.play();
    if play.odds_off > WITHIN {
        return Err(Unread::Usage(format!(
            "at precision {precision} the search for play did not settle (odds are off by {:.2e} after \
             {} sweeps): ask for a smaller one",
            play.odds_off, play.sweeps
        )));
    }
    Ok(logit)
}

/// What becomes of a piece, and whether to go on.
pub type Done<'a, E> = dyn FnMut(&[Outcome]) -> Result<ControlFlow<()>, E> + 'a;

impl Drawing<'_> {
    /// Draws piece by piece until told to stop; gives the number of the first not drawn.
    ///
    /// # Errors
    /// What `done` says of a piece.
    pub fn each<E>(&self, paths: Range<u64>, done: &mut Done<'_, E>) -> Result<u64, E> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let central = self.believed.beliefs.central();
        let numbers = self.numbers(&central);
        let mut next = paths.start;
        while next < paths.end {
            let end = (next / PIECE + 1).saturating_mul(PIECE).min(paths.end);
            let run = Paths { paths: next..end, seed: self.seed, threads };
            let go_on = &mut |_| ControlFlow::Continue(());
            let drawn = self.simulation.outcomes(numbers, &run, go_on);
            next = end;
            if done(&drawn)?.is_break() {
                break;
            }
        }
        Ok(next)
    }

    /// What their counting has to know of them.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let central = self.believed.beliefs.central();
        let shape = self.simulation.shape(self.seed, self.numbers(&central));
        Shape { measures: self.head.measures.iter().map(|it| it.per_unit).collect(), ..shape }
    }

    /// What a shard of them says of itself.
    ///
    /// # Errors
    /// None but ours.
    pub fn about(&self) -> Result<About, Unread> {
        let names = |list: &[Named]| list.iter().map(|it| it.name.clone()).collect();
        let column = |it: &MeasureName| Column {
            name: it.column.clone(),
            what: it.what.clone(),
            unit: it.unit.clone(),
            per_unit: it.per_unit,
        };
        let shape = self.simulation.shape(self.seed, Numbers::Sampled);
        let Believed { labels, beliefs, beliefs_hash, text, .. } = self.believed;
        let files: Vec<String> = names(&labels.workstreams);
        Ok(About {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            accord: text.hash.clone(),
            beliefs: beliefs_hash.clone(),
            seed: self.seed,
            driver: self.head.driver.clone(),
            ranges: self.ranges,
            block: BLOCK,
            horizon: beliefs.horizon,
            period_days: world::hazard::days(beliefs.period),
            actors: names(&labels.actors),
            phases: names(&labels.phases),
            files: files.into_iter().take(shape.files).collect(),
            measures: self.head.measures.iter().map(column).collect(),
            page: serde_json::to_value(&self.head).map_err(|it| Unread::Bug(it.to_string()))?,
        })
    }

    fn numbers<'v>(&self, central: &'v world::Values) -> Numbers<'v> {
        if self.ranges { Numbers::Sampled } else { Numbers::Given(central) }
    }
}

/// What the counting of a shard's futures has to know of them.
#[must_use]
pub fn shape_of(about: &About) -> Shape {
    Shape {
        seed: about.seed,
        nested: about.ranges,
        horizon: about.horizon,
        files: about.files.len(),
        phases: about.phases.len(),
        measures: about.measures.iter().map(|it| it.per_unit).collect(),
    }
}
