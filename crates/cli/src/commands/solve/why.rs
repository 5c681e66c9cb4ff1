//! `detente solve --why ACCORD`: what binds a text, and the cheapest single change that mends it.

use reader::binding;
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
    let found = binding(&believed, args.seed, all, &mut |step| progress.step(step))?;
    progress.finish();
    let asked = Asked::why(&believed.accord, &believed.labels, &believed.beliefs, &found);
    let text = if as_json { report::json::text(&answer(&asked)) } else { page(&asked) };
    Ok(Answer { text, exit: Exit::no_if(false) })
}
