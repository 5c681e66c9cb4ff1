//! States enumerated per second, and the pieces of an assessment on the text that ships.
//!
//! The baseline decodes, copies and encodes every point's state once: what has to be done to a point
//! whoever looks at it. The ratio is what finding the ways on costs beside it. Run with
//! `cargo bench -p explore --bench enumerate`.
#![allow(clippy::print_stdout, reason = "a bench reports")]

#[path = "../tests/support/mod.rs"]
mod support;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use explore::exposure::over;
use explore::graph::Graph;
use explore::hold::{Holding, hold, loss};
use explore::weigh::weigh;
use kernel::ActorId;
use kernel::encode::to_bytes;
use std::sync::OnceLock;
use support::judged::{Judged, judged};

fn main() {
    println!("{:?}", graph().size());
    divan::main();
}

fn text() -> &'static Judged {
    static TEXT: OnceLock<Judged> = OnceLock::new();
    TEXT.get_or_init(|| {
        let accord = include_str!("../../../accords/three-phase.accord");
        judged(accord, include_str!("../../../accords/three-phase.beliefs"))
    })
}

fn free() -> ActorId {
    text().party("US")
}

fn graph() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| text().graph(Some(free())))
}

fn points() -> ItemsCount {
    ItemsCount::new(graph().size().nodes)
}

/// Points per second.
#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod enumerate {
    use super::*;

    #[divan::bench]
    fn baseline(bencher: Bencher<'_, '_>) {
        let nodes = u32::try_from(graph().size().nodes).expect("few");
        bencher.counter(points()).bench(|| {
            let bytes =
                |node| graph().state(node).map_or(0, |state| to_bytes(&state.clone()).len());
            (0..nodes).map(bytes).sum::<usize>()
        });
    }

    #[divan::bench]
    fn one_side_free(bencher: Bencher<'_, '_>) {
        bencher.counter(points()).bench(|| text().graph(Some(free())));
    }
}

/// Pieces of an assessment, each over every point of one graph.
#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod assess {
    use super::*;

    fn values() -> world::Values {
        text().beliefs.central()
    }

    /// The baseline of the others: one pass that weighs every way on.
    #[divan::bench]
    fn baseline(bencher: Bencher<'_, '_>) {
        let values = values();
        bencher
            .counter(points())
            .bench(|| weigh(graph(), &text().beliefs, black_box(&values), free()));
    }

    #[divan::bench]
    fn loss_alone(bencher: Bencher<'_, '_>) {
        let values = values();
        bencher.counter(points()).bench(|| -> Holding {
            loss(graph(), &text().beliefs, &values, free(), None).expect("sound weights")
        });
    }

    #[divan::bench]
    fn loss_and_margins(bencher: Bencher<'_, '_>) {
        let values = values();
        let drive = text().drive(Some(free()));
        bencher
            .counter(points())
            .bench(|| hold(&drive, graph(), &values, free()).expect("sound weights"));
    }

    #[divan::bench]
    fn exposure(bencher: Bencher<'_, '_>) {
        let drive = text().drive(Some(free()));
        bencher.counter(points()).bench(|| over(&drive, graph(), text().party("Iran")));
    }
}
