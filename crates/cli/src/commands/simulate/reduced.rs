//! Questions that fewer futures answer: against another text, with controls, for a rare end, and the
//! margins of a text that is too large to enumerate.

use explore::drive::Drive;
use explore::simulate::{
    Compared, Controlled, Numbers, Rare, Run as Paths, SampledMargins, Simulation, Spend, Told,
    compare,
};
use kernel::ActorId;
use kernel::state::Cause;
use report::Run;
use report::futures::{Asked, compared, controlled, rare, sampled};
use world::Beliefs;

use super::command;
use reader::Believed;

use crate::args::{self, RareCause, SimulateArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::stop;
use crate::texts;

/// Points at which a party chooses, and pairs for each departure in doubt.
const SPEND: Spend = Spend { points: 300, pairs: 4096 };

/// Answers the question asked, of as many futures as were drawn before a stop.
pub fn run(believed: &Believed, args: &SimulateArgs, as_json: bool) -> Result<Answer, Failure> {
    let total = args.paths.end - args.paths.start;
    let progress = if args.margins { Progress::start() } else { Progress::of_futures(total) };
    stop::listen();
    let mut done = 0;
    let mut told = |now: u64| {
        done = now;
        progress.at(now);
        stop::flow()
    };
    let drive = Drive::new(&believed.accord, &believed.beliefs, None);
    let question = Question { believed, args, drive: &drive };
    let found = question.answered(&mut told)?;
    let seconds = progress.finish();
    let stopped = stop::asked() && (args.margins || done < total);
    let drawn = if args.margins { total } else { done };
    if stopped {
        eprintln!("{}", said_of_stop(&found, drawn, total));
    }
    let command = command(args, &(args.paths.start..args.paths.start + drawn));
    let run =
        Run { elapsed_seconds: Some(seconds), command, ..texts::run(&args.believed, believed) };
    let asked = about(believed, args, &run);
    let text = match &found {
        Found::Compared(other, found) => compared(&asked, &other.labels, found, as_json),
        Found::Rare(cause, found) => rare(&asked, cause, found, drawn, as_json),
        Found::Margins(found) => sampled(&asked, found, as_json),
        Found::Controlled(found) => controlled(&asked, found, drawn, as_json),
    };
    Ok(Answer { text, exit: Exit::Yes })
}

/// What a stop left out, in one line.
fn said_of_stop(found: &Found, done: u64, total: u64) -> String {
    match found {
        Found::Margins(all) => {
            let left: usize = all.iter().map(|it| it.left_out).sum();
            format!("stopped: {left} states were not looked at; the answer is about the others")
        }
        _ => format!("stopped: {done} of {total} futures were drawn; the answer is about them"),
    }
}

/// What was found.
enum Found {
    Compared(Box<Believed>, Compared),
    Rare(&'static str, Rare),
    Margins(Vec<SampledMargins>),
    Controlled(Controlled),
}

/// A question about a text.
struct Question<'a> {
    believed: &'a Believed,
    args: &'a SimulateArgs,
    drive: &'a Drive<'a>,
}

impl Question<'_> {
    fn answered(&self, told: Told<'_>) -> Result<Found, Failure> {
        let (args, values) = (self.args, self.believed.beliefs.central());
        let simulation = Simulation::new(self.drive);
        Ok(match (&args.against, args.rare) {
            (Some(other), _) => return self.against(other, told),
            (None, Some(cause)) => {
                let found = simulation.rare(&values, &paths(args), kind(cause), told);
                Found::Rare(word(cause), found)
            }
            (None, None) if args.margins => Found::Margins(self.margins(told)),
            (None, None) => Found::Controlled(simulation.controlled(&values, &paths(args), told)),
        })
    }

    fn against(&self, other: &std::path::Path, told: Told<'_>) -> Result<Found, Failure> {
        let (believed, args) = (self.believed, self.args);
        let other = against(believed, args, other)?;
        let theirs = Drive::new(&other.accord, &other.beliefs, None);
        let (one, two) = (Simulation::new(self.drive), Simulation::new(&theirs));
        let values = [&believed.beliefs, &other.beliefs].map(Beliefs::central);
        let [own, their] = values.each_ref().map(|values| match args.ranges {
            true => Numbers::Sampled,
            false => Numbers::Given(values),
        });
        let found = compare((&one, own), (&two, their), &paths(args), told);
        Ok(Found::Compared(Box::new(other), found))
    }

    fn margins(&self, told: Told<'_>) -> Vec<SampledMargins> {
        let (believed, args) = (self.believed, self.args);
        let values = believed.beliefs.central();
        let parties = believed.accord.signatory_ids().filter(|it| is_paid(believed, *it));
        let margins = parties.filter_map(|party| {
            let drive = Drive::new(&believed.accord, &believed.beliefs, Some(party));
            Simulation::measuring(&drive).margins(&values, &paths(args), SPEND, told)
        });
        margins.collect()
    }
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
