//! `detente solve --why ACCORD`: what binds a text, and the cheapest single change that mends it.

use explore::assess::{Effort, Subject};
use explore::binding::remedy::Depth;
use explore::binding::why::why;
use reader::Believed;
use report::binding::{Asked, answer, page};

use crate::args;
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::texts;

/// Enumerates, solves what binds and every change of the list.
///
/// `all` solves what takes minutes too.
pub fn run(args: &args::Believed, all: bool, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(args)?;
    let progress = Progress::start();
    let effort = Effort { seed: args.seed, ..Effort::default() };
    let depth = if all { Depth::Whole } else { Depth::Bounded };
    let found = why(&subject(&believed), &effort, Some(depth), &mut |step| progress.step(step));
    let found = found.map_err(|error| Failure::Bug(error.to_string()))?;
    progress.finish();
    let asked = Asked::why(&believed.accord, &believed.labels, &believed.beliefs, &found);
    let text = if as_json { report::json::text(&answer(&asked)) } else { page(&asked) };
    Ok(Answer { text, exit: Exit::no_if(false) })
}

/// The text as it can be jointly held to, without what only an assessment asks.
pub fn subject(believed: &Believed) -> Subject<'_> {
    Subject {
        accord: &believed.accord,
        whole: None,
        readings: &[],
        beliefs: &believed.beliefs,
        not_modelled: &[],
        expectations: &[],
        scenarios: &[],
    }
}
