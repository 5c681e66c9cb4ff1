//! `detente solve`: a stochastic game given as JSON, one answer a solution concept; or what binds an
//! accord (`why`). The concepts stand in `reader::solving`.

mod gmcr;
mod why;

use std::path::Path;

use reader::solving::{self, Problem, solved};

use crate::args::{Believed, Concept, SolveArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::{files, games, picture};

/// Reads the game, solves it, checks the certificate if that was asked for.
pub fn run(args: &SolveArgs, as_json: bool) -> Result<Answer, Failure> {
    if let Some(file) = &args.why {
        let (beliefs, seed) = (args.beliefs.clone(), args.seed);
        return why::run(&Believed { file: file.clone(), beliefs, seed }, args.all, as_json);
    }
    let (Some(game), Some(concept)) = (&args.game, args.concept) else {
        return Err(Failure::Usage("give --game FILE and --concept, or --why ACCORD".to_owned()));
    };
    let Some(asked) = asked(concept) else {
        return gmcr::run(game, args.verify, as_json);
    };
    let drawn = args.svg.is_some() || args.png.is_some();
    if drawn && !matches!(concept, Concept::Set) {
        return Err(Failure::Usage(
            "--svg and --png draw payoff sets: add --concept set".to_owned(),
        ));
    }
    let problem = Problem { tolerance: args.tolerance, ..read(game, args.verify)? };
    let solved = solved(&problem, asked)?;
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

/// What is asked of a game; `None` for a conflict, which is none.
fn asked(concept: Concept) -> Option<solving::Concept> {
    match concept {
        Concept::Minimax => Some(solving::Concept::Minimax),
        Concept::Transfers => Some(solving::Concept::Transfers),
        Concept::Set => Some(solving::Concept::Set),
        Concept::Markov => Some(solving::Concept::Markov),
        Concept::Gmcr => None,
    }
}

fn read(path: &Path, verify: bool) -> Result<Problem, Failure> {
    let (file, game) = games::read(path)?;
    Ok(Problem { file, game, tolerance: None, verify })
}
