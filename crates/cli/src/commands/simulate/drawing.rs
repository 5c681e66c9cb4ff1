//! A run of futures, piece by piece: counted, written, stopped and gone on with.

use std::ops::{ControlFlow, Range};
use std::path::Path;

use explore::simulate::{Counter, Numbers, Outcome, Run as Paths, Shape, Simulation, Summary};
use shards::About;

use crate::exit::Failure;
use crate::progress::Progress;
use crate::shard_file::{self, ShardFile};
use crate::stop;

/// Futures of a piece: after each it is looked whether to stop.
const PIECE: u64 = 1 << 12;

/// What to draw.
pub struct Drawing<'a> {
    /// Of what.
    pub simulation: &'a Simulation<'a>,
    /// Under which numbers.
    pub numbers: Numbers<'a>,
    /// Seed of everything drawn.
    pub seed: u64,
    /// Which futures.
    pub paths: Range<u64>,
    /// How many whole numbers make one unit of each measure.
    pub per_unit: Vec<i64>,
}

impl Drawing<'_> {
    /// Counts all of them, or those that were drawn when a stop was asked for.
    pub fn count(&self, progress: &Progress) -> Result<Summary, Failure> {
        let mut counter = Counter::new(self.shape());
        stop::listen();
        self.each(self.paths.clone(), progress, &mut |paths| {
            paths.iter().for_each(|path| counter.add(path));
            Ok(!stop::asked())
        })?;
        Ok(counter.finish())
    }

    /// Writes all of them into a shard and counts them; stops cleanly if asked to.
    pub fn write(
        &self,
        out: &Path,
        about: About,
        resume: bool,
        command: &str,
        progress: &Progress,
    ) -> Result<Summary, Failure> {
        let mut counter = Counter::new(self.shape());
        if !resume && out.is_file() {
            let name = out.display();
            return Err(Failure::Environment(format!(
                "{name} is there already: --resume goes on with it, or choose another name"
            )));
        }
        stop::listen();
        let begun = if resume && out.is_file() { Some(self.begun(out, &about)?) } else { None };
        let whole = begun.as_ref().is_some_and(|it| it.paths.to == self.paths.end);
        let mut file =
            if whole { None } else { Some(ShardFile::create(out, about, self.paths.start)?) };
        let mut next = self.paths.start;
        if let Some(shard) = &begun {
            shard_file::each(out, shard, |paths| {
                paths.iter().for_each(|path| counter.add(path));
                file.as_mut().map_or(Ok(()), |file| file.add(paths))
            })?;
            next = shard.paths.to;
        }
        drop(begun);
        let Some(mut file) = file else { return Ok(counter.finish()) };
        let done = self.each(next..self.paths.end, progress, &mut |paths| {
            paths.iter().for_each(|path| counter.add(path));
            file.add(paths)?;
            Ok(!stop::asked())
        })?;
        let kept = file.keep()?;
        if done == self.paths.end {
            return Ok(counter.finish());
        }
        let (name, all) = (out.display(), &self.paths);
        Err(Failure::Environment(format!(
            "stopped: {name} holds futures {}..{} of {}..{}; `{command} --resume` goes on",
            kept.from, kept.to, all.start, all.end
        )))
    }

    /// The shard that was begun, if it is the beginning of this run.
    fn begun(&self, out: &Path, about: &About) -> Result<shards::Shard<std::fs::File>, Failure> {
        let shard = shard_file::open(out)?;
        let name = out.display().to_string();
        shard_file::same_run((&name, &shard.about), ("what is asked for", about))?;
        let (own, asked) = (shard.paths, &self.paths);
        if own.from != asked.start || own.to > asked.end {
            return Err(Failure::Usage(format!(
                "{name} holds futures {}..{}, which do not begin {}..{}: name another file",
                own.from, own.to, asked.start, asked.end
            )));
        }
        Ok(shard)
    }

    /// Draws piece by piece until told to stop; gives the number of the first not drawn.
    fn each(
        &self,
        paths: Range<u64>,
        progress: &Progress,
        done: &mut dyn FnMut(&[Outcome]) -> Result<bool, Failure>,
    ) -> Result<u64, Failure> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut next = paths.start;
        while next < paths.end {
            let end = (next / PIECE + 1).saturating_mul(PIECE).min(paths.end);
            let run = Paths { paths: next..end, seed: self.seed, threads };
            let go_on = &mut |_| ControlFlow::Continue(());
            let drawn = self.simulation.outcomes(self.numbers, &run, go_on);
            next = end;
            progress.at(next - self.paths.start);
            if !done(&drawn)? {
                break;
            }
        }
        Ok(next)
    }

    fn shape(&self) -> Shape {
        let shape = self.simulation.shape(self.seed, self.numbers);
        Shape { measures: self.per_unit.clone(), ..shape }
    }
}
