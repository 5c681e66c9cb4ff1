//! Questions that fewer futures answer: against another text, with controls, for a rare end, and the
//! margins of a text that is too large to enumerate.

use explore::drive::Drive;
use explore::simulate::{Numbers, Run as Paths, Simulation, Spend, compare};
use kernel::ActorId;
use kernel::state::Cause;
use report::Run;
use report::futures::{Asked, compared, controlled, rare, sampled};

use super::command;
use crate::args::{self, RareCause, SimulateArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::texts::{self, Believed};

/// Points at which a party chooses, and pairs for each departure in doubt.
const SPEND: Spend = Spend { points: 300, pairs: 4096 };

/// Answers the question asked.
pub fn run(believed: &Believed, args: &SimulateArgs, as_json: bool) -> Result<Answer, Failure> {
    let progress = Progress::start();
    let run = texts::run(&args.believed, believed);
    let run = Run { command: command(args), ..run };
    let drive = Drive::new(&believed.accord, &believed.beliefs, None);
    let simulation = Simulation::new(&drive);
    let values = believed.beliefs.central();
    let count = args.paths.end - args.paths.start;
    let timed = || Run { elapsed_seconds: Some(progress.seconds()), ..run.clone() };
    let text = if let Some(other) = &args.against {
        let other = against(believed, args, other)?;
        let theirs = Drive::new(&other.accord, &other.beliefs, None);
        let (their_values, second) = (other.beliefs.central(), Simulation::new(&theirs));
        let pair = (&second, Numbers::Given(&their_values));
        let found = compare((&simulation, Numbers::Given(&values)), pair, &paths(args));
        compared(&about(believed, args, &timed()), &other.labels, &found, as_json)
    } else if let Some(cause) = args.rare {
        let found = simulation.rare(&values, &paths(args), kind(cause));
        rare(&about(believed, args, &timed()), word(cause), &found, count, as_json)
    } else if args.margins {
        let parties = believed.accord.signatory_ids().filter(|it| is_paid(believed, *it));
        let margins = parties.filter_map(|party| {
            let drive = Drive::new(&believed.accord, &believed.beliefs, Some(party));
            Simulation::measuring(&drive).margins(&values, &paths(args), SPEND)
        });
        let all: Vec<_> = margins.collect();
        sampled(&about(believed, args, &timed()), &all, as_json)
    } else {
        let found = simulation.controlled(&values, &paths(args));
        controlled(&about(believed, args, &timed()), &found, count, as_json)
    };
    progress.finish();
    Ok(Answer { text, exit: Exit::Yes })
}

/// What the answer is about.
fn about<'a>(believed: &'a Believed, args: &SimulateArgs, run: &'a Run) -> Asked<'a> {
    let seed = args.believed.seed;
    Asked { labels: &believed.labels, beliefs: &believed.beliefs, run, seed }
}

/// The other text under its own beliefs, or those that were named.
fn against(
    believed: &Believed,
    args: &SimulateArgs,
    other: &std::path::Path,
) -> Result<Believed, Failure> {
    let other = texts::believed(&args::Believed {
        file: other.to_path_buf(),
        beliefs: args.against_beliefs.clone(),
        seed: args.believed.seed,
    })?;
    let (one, two) = (&believed.beliefs, &other.beliefs);
    if (one.period, one.horizon) != (two.period, two.horizon) {
        return Err(Failure::Usage(
            "the beliefs about the two texts have different periods or horizons: give them the same, \
             or their futures cannot be paired"
                .to_owned(),
        ));
    }
    Ok(other)
}

fn paths(args: &SimulateArgs) -> Paths {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Paths { paths: args.paths.clone(), seed: args.believed.seed, threads }
}

/// Whether the reader gives a signatory any payoff.
fn is_paid(believed: &Believed, party: ActorId) -> bool {
    believed.beliefs.flows.iter().any(|flow| flow.party == party)
        || believed.beliefs.lumps.iter().any(|lump| lump.party == party)
}

fn kind(cause: RareCause) -> Cause {
    match cause {
        RareCause::Hostilities => Cause::Hostilities,
        RareCause::Withdrawal => Cause::Withdrawal,
        RareCause::Restored => Cause::Restored,
        RareCause::Lapsed => Cause::Lapsed,
    }
}

fn word(cause: RareCause) -> &'static str {
    match cause {
        RareCause::Hostilities => "hostilities",
        RareCause::Withdrawal => "withdrawal",
        RareCause::Restored => "former state restored",
        RareCause::Lapsed => "a phase lapsed",
    }
}
