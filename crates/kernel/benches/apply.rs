//! One transition of the three-phase accord, beside copying the state and hashing its bytes.
//!
//! Each sample goes through the same thousand states and events of random lives.

#[path = "../tests/lives/mod.rs"]
mod lives;

use divan::Bencher;
use divan::counter::ItemsCount;
use kernel::apply::{start, step};
use kernel::powers::powers;
use kernel::{Accord, ActorId, Event, Hours, State, apply, digest};
use lives::accords::three_phase;
use lives::dice::Dice;
use lives::play::likely;

fn main() {
    divan::main();
}

/// States and what happens next, from random lives; the bytes come from a plain counter.
fn corpus(accord: &Accord) -> Vec<(State, Event)> {
    let mut seed = 1_u32;
    let mut list = Vec::new();
    while list.len() < 1_000 {
        let bytes: Vec<u8> = (0..600).map(|_| next_byte(&mut seed)).collect();
        let mut dice = Dice::new(&bytes);
        let (mut state, _) = start(accord);
        for _ in 0..50 {
            let event = likely(accord, &state, &mut dice);
            let (next, _) = apply(accord, &state, &event);
            list.push((state, event));
            state = next;
        }
    }
    list
}

fn next_byte(seed: &mut u32) -> u8 {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    seed.to_be_bytes()[0]
}

/// Runs `work` over the corpus, counting one item an event.
fn over<T>(bencher: Bencher<'_, '_>, work: impl Fn(&Accord, &State, &Event) -> T + Sync) {
    let accord = three_phase();
    let corpus = corpus(&accord);
    bencher.counter(ItemsCount::new(corpus.len())).bench(|| {
        for (state, event) in &corpus {
            divan::black_box(work(&accord, state, event));
        }
    });
}

#[divan::bench_group(name = "apply")]
mod benches {
    use super::*;

    /// Copy the state and hash its canonical bytes.
    #[divan::bench]
    fn baseline(bencher: Bencher<'_, '_>) {
        over(bencher, |_, state, _| digest(&state.clone()));
    }

    /// One event of a random life.
    #[divan::bench]
    fn event(bencher: Bencher<'_, '_>) {
        over(bencher, apply);
    }

    /// The same, not canonicalised.
    #[divan::bench]
    fn event_in_full(bencher: Bencher<'_, '_>) {
        over(bencher, step);
    }

    /// Thirty days at once, with all that expires in them.
    #[divan::bench]
    fn month(bencher: Bencher<'_, '_>) {
        over(bencher, |accord, state, _| apply(accord, state, &Event::Pass(Hours::days(30))));
    }

    /// Everything one side may do.
    #[divan::bench]
    fn listing_powers(bencher: Bencher<'_, '_>) {
        over(bencher, |accord, state, _| powers(accord, state, ActorId(0)));
    }

    /// Copying a state.
    #[divan::bench]
    fn copying(bencher: Bencher<'_, '_>) {
        over(bencher, |_, state, _| state.clone());
    }
}
