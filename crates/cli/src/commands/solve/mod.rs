//! `detente solve`: a stochastic game given as JSON, one file a solution concept; or what binds an
//! accord (`why`).
//!
//! To add a concept: a variant of `Concept` in `args.rs`, a file here with a function from the
//! problem to a `Solved`, one line in `solved`, and its rows in docs/solve.md and docs/json.md.

mod certificate;
mod gmcr;
mod markov;
mod minimax;
mod set;
mod table;
mod transfers;
mod why;

use std::path::Path;

use game::{GameFile, StochasticGame, Verification};
use serde::Serialize;

use crate::args::{Believed, Concept, SolveArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::{files, games, picture};

pub(crate) use why::subject;

/// The game as it was read.
struct Problem {
    file: GameFile,
    game: StochasticGame,
    /// How close the answer must come, if that was said.
    tolerance: Option<f64>,
    /// Whether the certificate is to be checked by separate code.
    verify: bool,
}

/// What a concept answers.
struct Solved {
    /// The answer as JSON, `status` and `certificate` among its fields.
    json: String,
    /// What a person reads.
    page: String,
    /// What can be looked at, as SVG.
    figure: Option<String>,
    /// What the separate check found, if it was asked for.
    verified: Option<Verification>,
}

/// Reads the game, solves it, checks the certificate if that was asked for.
pub fn run(args: &SolveArgs, as_json: bool) -> Result<Answer, Failure> {
    if let Some(file) = &args.why {
        let (beliefs, seed) = (args.beliefs.clone(), args.seed);
        return why::run(&Believed { file: file.clone(), beliefs, seed }, args.all, as_json);
    }
    let (Some(game), Some(concept)) = (&args.game, args.concept) else {
        return Err(Failure::Usage("give --game FILE and --concept, or --why ACCORD".to_owned()));
    };
    if matches!(concept, Concept::Gmcr) {
        return gmcr::run(game, args.verify, as_json);
    }
    let drawn = args.svg.is_some() || args.png.is_some();
    if drawn && !matches!(concept, Concept::Set) {
        return Err(Failure::Usage(
            "--svg and --png draw payoff sets: add --concept set".to_owned(),
        ));
    }
    let problem = Problem { tolerance: args.tolerance, ..read(game, args.verify)? };
    let solved = solved(&problem, concept)?;
    if let (Some(path), Some(figure)) = (&args.svg, &solved.figure) {
        files::write(path, figure)?;
    }
    if let (Some(path), Some(figure)) = (&args.png, &solved.figure) {
        picture::write_png(path, figure)?;
    }
    let text = if as_json { solved.json } else { solved.page };
    let failed = solved.verified.is_some_and(|found| !found.passed());
    Ok(Answer { text, exit: Exit::no_if(failed) })
}

fn solved(problem: &Problem, concept: Concept) -> Result<Solved, Failure> {
    match concept {
        Concept::Minimax => minimax::solved(problem),
        Concept::Transfers => transfers::solved(problem),
        Concept::Set => set::solved(problem),
        Concept::Markov => markov::solved(problem),
        Concept::Gmcr => Err(Failure::Bug("a conflict is no stochastic game".to_owned())),
    }
}

fn read(path: &Path, verify: bool) -> Result<Problem, Failure> {
    let (file, game) = games::read(path)?;
    Ok(Problem { file, game, tolerance: None, verify })
}

/// The fields in the order in which they were written down.
fn json(answer: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(answer);
    text.map(|text| text + "\n").map_err(|error| Failure::Bug(error.to_string()))
}
