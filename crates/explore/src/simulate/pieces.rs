//! Block by block, in order: sums of real numbers that come out the same on any number of threads.

use super::outcome::Outcome;
use super::walk::{Walker, Watch};
use super::{BLOCK, Run, Simulation, Told};
use sampling::{Batch, Stream};

impl Simulation<'_> {
    /// Walks paths under these chances, each with a watcher that was at none before, and gives what
    /// `fold` makes of each block, in order.
    pub(super) fn watched<W: Watch, S: Send>(
        &self,
        chances: &[f64],
        run: &Run,
        watcher: impl Fn() -> W + Sync,
        fold: impl Fn(Vec<(Outcome, W)>) -> S + Sync,
        progress: Told<'_>,
    ) -> Vec<S> {
        let drive = self.drive;
        let horizon = drive.beliefs.horizon;
        let walker = Walker { table: &self.table, chances, horizon };
        let batch = Batch { paths: run.paths.clone(), block: BLOCK, threads: run.threads };
        let block = |paths: std::ops::Range<u64>| {
            let one = |number: u64| {
                let (mut path, mut watch) = (Outcome::default(), watcher());
                walker.walk_past(&Stream::new(run.seed, number), &mut path, &mut watch);
                (path, watch)
            };
            vec![fold(paths.map(one).collect())]
        };
        batch.run(block, progress)
    }
}
