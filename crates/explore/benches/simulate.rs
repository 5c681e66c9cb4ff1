//! Path steps per second of the simulator, beside the machine's limit for them.
//!
//! The baseline draws as many blocks of random numbers as the paths do, and nothing else. A path
//! step is one month of one path: some five draws, each a look at a table that has to be in cache.
//! Cold runs also expand every point they meet. Run with `cargo bench -p explore`.
#![allow(clippy::print_stdout, reason = "a bench reports")]

#[path = "../tests/support/mod.rs"]
mod support;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use explore::drive::Drive;
use explore::simulate::{Numbers, Run, Simulation, Summary, philox};
use std::ops::ControlFlow;
use std::sync::OnceLock;
use support::{beliefs_on_everything, swap};
use world::Beliefs;

const PATHS: u64 = 50_000;

fn main() {
    let (simulation, summary) = warm();
    let steps = summary.months.sum;
    println!("{} points, {steps} path steps, {} draws", simulation.points(), summary.draws);
    divan::main();
}

struct Case {
    compiled: lang::Compiled,
    beliefs: Beliefs,
}

fn case() -> &'static Case {
    static CASE: OnceLock<Case> = OnceLock::new();
    CASE.get_or_init(|| {
        let compiled = swap();
        let beliefs = beliefs_on_everything(compiled.accord());
        Case { compiled, beliefs }
    })
}

fn drive() -> Drive<'static> {
    Drive::new(case().compiled.accord(), &case().beliefs, None)
}

fn run(simulation: &Simulation<'_>, threads: usize) -> Summary {
    let values = case().beliefs.central();
    let run = Run { paths: 0..PATHS, seed: 1, threads };
    simulation.run(Numbers::Given(&values), &run, &mut |_| ControlFlow::Continue(()))
}

fn warm() -> &'static (Simulation<'static>, Summary) {
    static WARM: OnceLock<(Simulation<'static>, Summary)> = OnceLock::new();
    static DRIVE: OnceLock<Drive<'static>> = OnceLock::new();
    WARM.get_or_init(|| {
        let simulation = Simulation::new(DRIVE.get_or_init(drive));
        let summary = run(&simulation, 2);
        (simulation, summary)
    })
}

#[divan::bench_group(sample_count = 10, sample_size = 1)]
mod path_steps {
    use super::*;

    fn steps() -> ItemsCount {
        ItemsCount::new(warm().1.months.sum)
    }

    /// The draws alone, on one thread.
    #[divan::bench]
    fn baseline(bencher: Bencher<'_, '_>) {
        let draws = warm().1.draws;
        bencher.counter(steps()).bench(|| {
            (0..draws).fold(0_u32, |sum, n| {
                let low = u32::try_from(n & 0xFFFF_FFFF).unwrap_or(0);
                sum ^ philox(black_box([low, 0, 1, 2]), [3, 4])[0]
            })
        });
    }

    #[divan::bench]
    fn one_thread(bencher: Bencher<'_, '_>) {
        bencher.counter(steps()).bench(|| run(&warm().0, 1));
    }

    #[divan::bench]
    fn two_threads(bencher: Bencher<'_, '_>) {
        bencher.counter(steps()).bench(|| run(&warm().0, 2));
    }

    #[divan::bench]
    fn two_threads_cold(bencher: Bencher<'_, '_>) {
        bencher.counter(steps()).bench(|| {
            let drive = drive();
            run(&Simulation::new(&drive), 2)
        });
    }
}
