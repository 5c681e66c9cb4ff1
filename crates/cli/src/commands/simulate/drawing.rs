//! A run of futures, piece by piece: counted, written, stopped and gone on with.

use std::ops::Range;
use std::path::Path;

use explore::simulate::{Counter, Summary};
use reader::Drawing;
use shards::About;

use crate::exit::Failure;
use crate::progress::Progress;
use crate::shard_file::{self, ShardFile};
use crate::stop;

/// Which futures to draw.
pub struct Run<'a> {
    /// Of what.
    pub drawing: &'a Drawing<'a>,
    /// Their numbers.
    pub paths: Range<u64>,
    /// Who is told how many are done.
    pub progress: &'a Progress,
}

impl Run<'_> {
    /// Counts all of them, or those that were drawn when a stop was asked for.
    pub fn count(&self) -> Result<Summary, Failure> {
        let mut counter = Counter::new(self.drawing.shape());
        stop::listen();
        self.each(self.paths.start, &mut |paths| {
            paths.iter().for_each(|path| counter.add(path));
            Ok(())
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
    ) -> Result<Summary, Failure> {
        let mut counter = Counter::new(self.drawing.shape());
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
        let done = self.each(next, &mut |paths| {
            paths.iter().for_each(|path| counter.add(path));
            file.add(paths)
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

    /// Draws those from a number on until a stop is asked for; gives the first not drawn.
    fn each(
        &self,
        from: u64,
        done: &mut dyn FnMut(&[explore::simulate::Outcome]) -> Result<(), Failure>,
    ) -> Result<u64, Failure> {
        self.drawing.each(from..self.paths.end, &mut |paths| {
            let next = paths.last().map_or(from, |path| path.path + 1);
            self.progress.at(next - self.paths.start);
            done(paths)?;
            Ok(stop::flow())
        })
    }
}
