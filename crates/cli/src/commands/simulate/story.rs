//! One future alone, which is the one that the counting draws under its number.

use explore::drive::Drive;
use explore::simulate::{BLOCK, block_values, replay_path};
use report::story::{self, Story};
use report::{Run, json};

use super::command;
use reader::Believed;

use crate::args::SimulateArgs;
use crate::exit::{Answer, Exit};
use crate::texts;

/// The future told.
pub fn told(believed: &Believed, args: &SimulateArgs, path: u64, as_json: bool) -> Answer {
    let drive = Drive::new(&believed.accord, &believed.beliefs, None);
    let seed = args.believed.seed;
    let values = if args.ranges {
        block_values(&drive, seed, path / BLOCK)
    } else {
        believed.beliefs.central()
    };
    let record = replay_path(&drive, &values, seed, path);
    let run = Run { command: command(args, &args.paths), ..texts::run(&args.believed, believed) };
    let story = Story {
        compiled: &believed.text.compiled,
        labels: &believed.labels,
        beliefs: &believed.beliefs,
        record: &record,
        run: &run,
    };
    let text = if as_json { json::text(&story::answer(&story)) } else { story::page(&story) };
    Answer { text, exit: Exit::Yes }
}
