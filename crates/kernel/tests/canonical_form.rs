//! The canonical form loses nothing: a life kept in full and one canonicalised at every event hear
//! the same verdicts. And the comparison is worth something: it notices when a clock that some
//! clause still reads is dropped.

#![allow(clippy::unwrap_used, clippy::panic)]

mod lives;

use kernel::accord::Accord;
use kernel::apply::{start, step};
use kernel::canonical::canonical;
use kernel::state::{InquiryState, Life, ProcedureState};
use kernel::*;
use lives::accords::{eight, swap, three_phase};
use lives::dice::Dice;
use lives::play::{anything, likely};
use lives::random_accord;
use lives::talks::talks;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A way to forget: what a state is replaced with after each event.
type Forget = fn(&Accord, State) -> State;

/// Runs both lives beside each other; the event at which they are first told apart, if any.
fn told_apart(
    accord: &Accord,
    dice: &mut Dice<'_>,
    events: usize,
    forget: Forget,
) -> Option<usize> {
    let (begun, _) = start(accord);
    let (mut full, mut lean) = (begun.clone(), forget(accord, begun));
    for n in 0..events {
        let event = if dice.one_in(8) { anything(dice) } else { likely(accord, &full, dice) };
        let (full_next, full_says) = step(accord, &full, &event);
        let (lean_next, lean_says) = step(accord, &lean, &event);
        if full_says != lean_says {
            return Some(n);
        }
        (full, lean) = (full_next, forget(accord, lean_next));
    }
    None
}

fn runner(cases: u32) -> TestRunner {
    let scale = std::env::var("KERNEL_SCALE").ok().and_then(|s| s.parse().ok()).unwrap_or(1_u32);
    let config = Config { cases: cases * scale, failure_persistence: None, ..Config::default() };
    if scale > 1 {
        return TestRunner::new(config);
    }
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 60..700)
}

/// Forgetting along the way forgets no more and no less than forgetting at the end.
fn same_in_the_end(accord: &Accord, dice: &mut Dice<'_>, events: usize) {
    let (mut lean, _) = start(accord);
    let mut full = lean.clone();
    for _ in 0..events {
        let event = if dice.one_in(8) { anything(dice) } else { likely(accord, &full, dice) };
        (full, _) = step(accord, &full, &event);
        (lean, _) = apply(accord, &lean, &event);
        assert_eq!(canonical(accord, full.clone()), lean);
    }
}

fn never_told_apart(make: fn(&mut Dice<'_>) -> Accord, cases: u32) {
    let result = runner(cases).run(&bytes(), |bytes| {
        let mut dice = Dice::new(&bytes);
        let accord = make(&mut dice);
        let mut again = dice.clone();
        prop_assert_eq!(told_apart(&accord, &mut dice, 80, canonical), None);
        same_in_the_end(&accord, &mut again, 80);
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure:?}"));
}

#[test]
fn nobody_can_tell_the_canonical_form_from_the_full_one() {
    never_told_apart(|_| three_phase(), 3_000);
    never_told_apart(|_| swap(), 500);
    never_told_apart(|_| eight(), 500);
    never_told_apart(|_| talks(), 1_500);
    never_told_apart(random_accord::accord, 4_000);
}

/// How many of a thousand lives notice that `forget` forgets too much.
fn noticed(accord: &Accord, forget: Forget) -> usize {
    let mut runner = runner(1);
    let mut notice = || {
        let bytes = bytes().new_tree(&mut runner).unwrap().current();
        told_apart(accord, &mut Dice::new(&bytes), 80, forget).is_some()
    };
    (0..1_000).filter(|_| notice()).count()
}

#[test]
fn the_comparison_notices_a_dropped_phase_age() {
    let forget: Forget = |accord, state| {
        let mut state = canonical(accord, state);
        state.phases.iter_mut().for_each(|cell| cell.age = Hours::ZERO);
        state
    };
    assert!(noticed(&three_phase(), forget) > 100);
}

#[test]
fn the_comparison_notices_a_waiver_that_never_lapses() {
    let forget: Forget = |accord, state| {
        let mut state = canonical(accord, state);
        let in_force = |cell: &&mut kernel::state::WaiverState| cell.left > Hours::ZERO;
        state.waivers.iter_mut().filter(in_force).for_each(|cell| cell.left = Hours::FOREVER);
        state
    };
    assert!(noticed(&three_phase(), forget) > 5);
}

#[test]
fn the_comparison_notices_that_held_time_is_lost() {
    let forget: Forget = |accord, state| {
        let mut state = canonical(accord, state);
        let live = |cell: &&mut kernel::state::DutyState| cell.life == Life::Live;
        state.duties.iter_mut().filter(live).for_each(|cell| cell.clock = Hours::ZERO);
        state
    };
    assert!(noticed(&three_phase(), forget) > 50);
}

#[test]
fn the_comparison_notices_stopped_clocks_of_procedures_and_inquiries() {
    let forget: Forget = |accord, state| {
        let mut state = canonical(accord, state);
        for cell in &mut state.procedures {
            if let ProcedureState::Running { left, .. } = cell {
                *left = Hours::FOREVER;
            }
        }
        for cell in &mut state.inquiries {
            if let InquiryState::Open(left) = cell {
                *left = Hours::FOREVER;
            }
        }
        state
    };
    assert!(noticed(&three_phase(), forget) > 50);
}

/// Forgetting more than the canonical form does, where it could: the time since a duty was met.
#[test]
fn the_comparison_notices_a_lost_count_since_a_duty_was_met() {
    let forget: Forget = |accord, state| {
        let mut state = canonical(accord, state);
        let met = |cell: &&mut kernel::state::DutyState| cell.life == Life::Met;
        state.duties.iter_mut().filter(met).for_each(|cell| cell.clock = Hours::ZERO);
        state
    };
    assert!(noticed(&three_phase(), forget) > 0);
}
