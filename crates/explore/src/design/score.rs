//! The scores of one text, under every reader and in every sample.

use super::robust::Spread;
use super::{Made, Measure};
use crate::assess::run::completed_by_month;
use crate::drive::Drive;
use crate::exposure::{Exposure, exposures};
use crate::graph::{Graph, enumerate};
use crate::hold::{Holds, START, loss, margins, near_of};
use crate::weigh::{weigh, weighings};
use game::{GameError, Policy};
use kernel::{Accord, ActorId};
use sampling::Stream;
use world::{Beliefs, Values};

/// How far a design is scored.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Samples of each reader's ranges.
    pub samples: u32,
    /// Seed of the samples.
    pub seed: u64,
    /// Points that a graph may have; a larger design is not scored.
    pub points_max: usize,
    /// Whether samples are asked for margins.
    pub margins: bool,
    /// Whether samples are asked for temptations, and so for who keeps.
    pub temptations: bool,
    /// Whether samples are asked for survival.
    pub survival: bool,
    /// Whether exposure is asked for.
    pub exposure: bool,
}

/// One reader of a design: the text without what the beliefs leave out, and the beliefs.
pub struct Reader {
    /// The text.
    pub accord: Accord,
    /// The beliefs.
    pub beliefs: Beliefs,
}

/// What became of a design.
#[derive(Clone, Debug)]
pub struct Score {
    /// At each reader's central beliefs.
    pub centres: Vec<Sample>,
    /// In each sample, reader after reader.
    pub samples: Vec<Sample>,
    /// The most that each side can be out of pocket, good by good.
    pub exposure: Vec<Exposure>,
    /// Points of the graphs of all readers.
    pub points: usize,
}

/// A design under one set of numbers.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Each side that decides.
    pub sides: Vec<SideScore>,
    /// In force or fulfilled, by period; empty if not asked for.
    pub survival: Vec<f64>,
}

/// One side under one set of numbers. What was not asked for is not a number.
#[derive(Clone, Debug)]
pub struct SideScore {
    /// Whose.
    pub party: ActorId,
    /// What everybody keeping is worth.
    pub stake: f64,
    /// What the best plan gains over keeping.
    pub temptation: f64,
    /// What of it still counts as keeping.
    pub tolerance: f64,
    /// The smallest decisive margin.
    pub margin: f64,
    /// Whether it keeps.
    pub holds: Holds,
}

impl Score {
    /// A measure at the centres and in the samples.
    #[must_use]
    pub fn values(&self, measure: Measure) -> Spread {
        let at = |sample: &Sample| rounded(self.measured(measure, sample));
        Spread {
            centres: self.centres.iter().map(at).collect(),
            samples: self.samples.iter().map(at).collect(),
        }
    }

    fn measured(&self, measure: Measure, sample: &Sample) -> f64 {
        let side = |party: ActorId| sample.sides.iter().find(|side| side.party == party);
        let of = |party, part: fn(&SideScore) -> f64| side(party).map_or(f64::NAN, part);
        match measure {
            Measure::Margin(party) => of(party, |side| side.margin),
            Measure::Stake(party) => of(party, |side| side.stake),
            Measure::Temptation(party) => of(party, |side| side.temptation),
            Measure::Survival(periods) => {
                let place = (periods.max(1) - 1) as usize;
                sample.survival.get(place).copied().unwrap_or(f64::NAN)
            }
            Measure::Exposure(party, good) => {
                let own = |it: &&Exposure| it.party == party && it.good == good;
                self.exposure.iter().filter(own).map(|it| it.most).max().unwrap_or(0) as f64
            }
        }
    }
}

/// A number as far as its bracket is sure of it, so that no design beats another by what is left of
/// rounding.
fn rounded(number: f64) -> f64 {
    libm::round(number * 1e6) / 1e6
}

/// Scores a design.
///
/// # Errors
/// In words: it is too large, or a process is malformed.
pub fn scored(made: &Made, asked: &Asked) -> Result<Score, String> {
    let mut score =
        Score { centres: Vec::new(), samples: Vec::new(), exposure: Vec::new(), points: 0 };
    for (place, reader) in (0_u64..).zip(&made.readers) {
        let graphs = graphs(reader, asked.points_max)?;
        score.points += graphs.iter().map(|(_, graph)| graph.process.nodes()).sum::<usize>();
        let weighed = |values: &Values, all: bool| {
            sample(reader, &graphs, values, asked, all).map_err(|error| error.to_string())
        };
        score.centres.push(weighed(&reader.beliefs.central(), true)?);
        for number in 0..asked.samples {
            let numbered = place << 32 | u64::from(number);
            let values = drawn(&reader.beliefs, &made.together, asked.seed, numbered);
            score.samples.push(weighed(&values, false)?);
        }
        if asked.exposure && place == 0 {
            score.exposure = exposures(&reader.accord, &reader.beliefs, &graphs);
        }
    }
    Ok(score)
}

fn graphs(reader: &Reader, points_max: usize) -> Result<Vec<(ActorId, Graph)>, String> {
    let Reader { accord, beliefs } = reader;
    let mut graphs = Vec::new();
    for party in accord.signatory_ids() {
        let paid = beliefs.flows.iter().any(|it| it.party == party)
            || beliefs.lumps.iter().any(|it| it.party == party);
        if !paid {
            continue;
        }
        let graph = enumerate(&Drive::new(accord, beliefs, Some(party)), points_max);
        let graph = graph.map_err(|error| error.to_string())?;
        if graph.cut.points > 0 {
            return Err(format!("it has more than {points_max} states"));
        }
        graphs.push((party, graph));
    }
    Ok(graphs)
}

fn sample(
    reader: &Reader,
    graphs: &[(ActorId, Graph)],
    values: &Values,
    asked: &Asked,
    all: bool,
) -> Result<Sample, GameError> {
    let one = |(party, graph): &(ActorId, Graph)| side(reader, graph, *party, values, asked, all);
    let sides = graphs.iter().map(one).collect::<Result<_, _>>()?;
    let survival = match graphs.first().filter(|_| all || asked.survival) {
        Some((party, graph)) => survival(reader, graph, *party, values)?,
        None => Vec::new(),
    };
    Ok(Sample { sides, survival })
}

fn side(
    reader: &Reader,
    graph: &Graph,
    party: ActorId,
    values: &Values,
    asked: &Asked,
    all: bool,
) -> Result<SideScore, GameError> {
    let beliefs = &reader.beliefs;
    let drive = Drive::new(&reader.accord, beliefs, Some(party));
    let weighings = weighings(graph, beliefs, values, party);
    let nan = f64::NAN;
    let mut score = SideScore {
        party,
        stake: nan,
        temptation: nan,
        tolerance: nan,
        margin: nan,
        holds: Holds::Undecided,
    };
    if all || asked.temptations {
        let found = loss(graph, beliefs, values, party, None)?;
        score.stake = found.stake.centre();
        score.temptation = found.loss.centre();
        score.tolerance = found.tolerance;
        score.holds = found.holds();
    } else if let Some(weights) = weighings.first() {
        score.stake = near_of(graph, weights)?.bracket(0, START).centre();
    }
    if all || asked.margins {
        let found = margins(&drive, graph, &weighings)?;
        let weakest = found.iter().find(|margin| margin.decisive());
        score.margin = weakest.map_or(score.stake, |margin| margin.margin);
    }
    Ok(score)
}

/// In force or fulfilled by period, everybody keeping.
fn survival(
    reader: &Reader,
    graph: &Graph,
    party: ActorId,
    values: &Values,
) -> Result<Vec<f64>, GameError> {
    let beliefs = &reader.beliefs;
    let weights = weigh(graph, beliefs, values, party);
    let text = Policy::first(&graph.process);
    let periods = beliefs.horizon as usize;
    let curve = game::survival(&graph.process, &weights, &text, START, periods)?;
    let completed = completed_by_month(graph, &curve.ended);
    let months = curve.alive.iter().enumerate();
    Ok(months.map(|(at, alive)| alive + completed.get(at).copied().unwrap_or(0.0)).collect())
}

/// One sample of a reader's ranges. Each number is drawn by what it is called, and those about parts
/// of one sum by what they are parts of.
#[must_use]
pub fn drawn(beliefs: &Beliefs, together: &[(String, String)], seed: u64, number: u64) -> Values {
    let stream = Stream::new(seed, number);
    let ranged: Vec<u32> = beliefs
        .ranged()
        .map(|entry| beliefs.entries.get(entry.0 as usize).map_or("", |it| &it.name))
        .map(|name| address(name, together))
        .collect();
    let mut places = ranged.iter();
    beliefs.sample(|| stream.uniform(places.next().copied().unwrap_or(0), DESIGNS))
}

/// A name as a number (FNV-1a), with names of parts replaced by what they are parts of.
fn address(name: &str, together: &[(String, String)]) -> u32 {
    let whole = |word: &str| -> String {
        let own = together.iter().find(|(part, _)| part == word);
        own.map_or_else(|| word.to_owned(), |(_, whole)| whole.clone())
    };
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words: Vec<String> =
        name.split_inclusive(|letter| !is_name(letter)).map(|word| renamed(word, &whole)).collect();
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    words.concat().bytes().fold(0x811C_9DC5, step)
}

/// A word with what follows it, the word replaced.
fn renamed(word: &str, whole: &dyn Fn(&str) -> String) -> String {
    let name = word.trim_end_matches(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    whole(name) + &word[name.len()..]
}

/// The process number of drawing designs' samples, apart from other uses of a seed.
const DESIGNS: u32 = 0xFFFF_FFFD;
