//! What holds of every accord, state and event. `KERNEL_SCALE=100 cargo test -p kernel --release`
//! tries a hundred times as many cases.

mod lives;

use kernel::accord::Accord;
use kernel::apply::{start, step};
use kernel::canonical::canonical;
use kernel::powers::powers;
use kernel::*;
use lives::accords::{B, eight, swap, three_phase};
use lives::dice::Dice;
use lives::play::{anything, institutional, likely};
use lives::random_accord;
use lives::talks::{FOOD, talks};
use proptest::prelude::*;

/// A bounded number of cases, more on request; no files of past failures: a bug gets a test.
fn cases(count: u32) -> ProptestConfig {
    let scale = std::env::var("KERNEL_SCALE").ok().and_then(|s| s.parse().ok()).unwrap_or(1_u32);
    ProptestConfig { cases: count * scale, failure_persistence: None, ..ProptestConfig::default() }
}

/// A failure prints one line, not one line a byte.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.iter().map(|b| format!("{b:02x}")).collect::<String>())
    }
}

fn bytes(most: usize) -> impl Strategy<Value = Bytes> {
    prop::collection::vec(any::<u8>(), 0..most).prop_map(Bytes)
}

/// One of the accords written by hand, or one that no drafter would write.
fn any_accord(d: &mut Dice<'_>) -> Accord {
    match d.roll(6) {
        3 => talks(),
        0 => three_phase(),
        1 => eight(),
        2 => swap(),
        _ => random_accord::accord(d),
    }
}

/// Likely or arbitrary.
fn any_event(accord: &Accord, state: &State, d: &mut Dice<'_>) -> Event {
    if d.one_in(6) { anything(d) } else { likely(accord, state, d) }
}

/// Calls `look` at every state of a random life, with the event that comes next.
fn along(d: &mut Dice<'_>, events: usize, mut look: impl FnMut(&Accord, &State, &Event)) {
    let accord = any_accord(d);
    let (mut state, _) = start(&accord);
    for _ in 0..events {
        let event = any_event(&accord, &state, d);
        look(&accord, &state, &event);
        (state, _) = apply(&accord, &state, &event);
        if state.ended.is_some() {
            break;
        }
    }
    look(&accord, &state, &Event::Pass(Hours(1)));
}

fn is_void(verdicts: &[Verdict]) -> bool {
    verdicts.iter().any(|v| v.kind == VerdictKind::Void)
}

proptest! {
    #![proptest_config(cases(400))]

    /// No event panics, and one that does not apply says so and changes nothing.
    #[test]
    fn an_inapplicable_event_is_void_and_changes_nothing(bytes in bytes(900)) {
        along(&mut Dice::new(&bytes.0), 40, |accord, state, event| {
            let (next, verdicts) = apply(accord, state, event);
            if is_void(&verdicts) {
                assert_eq!(verdicts.len(), 1);
                assert_eq!(&next, state);
            }
        });
    }

    #[test]
    fn what_is_canonical_stays_so(bytes in bytes(900)) {
        along(&mut Dice::new(&bytes.0), 40, |accord, state, event| {
            assert_eq!(&canonical(accord, state.clone()), state);
            let (next, _) = step(accord, state, event);
            let once = canonical(accord, next);
            assert_eq!(canonical(accord, once.clone()), once);
        });
    }

    /// What settled once has settled: no consequence waits for the next event.
    #[test]
    fn nothing_is_left_to_follow(bytes in bytes(900)) {
        along(&mut Dice::new(&bytes.0), 40, |accord, state, _| {
            if state.ended.is_none() {
                let (next, verdicts) = apply(accord, state, &Event::Pass(Hours::ZERO));
                assert!(verdicts.is_empty(), "{verdicts:?}");
                assert_eq!(&next, state);
            }
        });
    }

    /// Time has no seams: however a span is cut, the same is said and the same state is reached.
    #[test]
    fn passing_in_two_goes_is_passing_in_one(bytes in bytes(900), cut in 0_u32..1_500, rest in 0_u32..1_500) {
        along(&mut Dice::new(&bytes.0), 30, |accord, state, _| {
            let pass = |state: &State, hours| apply(accord, state, &Event::Pass(Hours(hours)));
            let (once, said_once) = pass(state, cut + rest);
            let (first, mut said) = pass(state, cut);
            if state.ended.is_some() || first.ended.is_some() {
                return;
            }
            let (then, said_then) = pass(&first, rest);
            said.extend(said_then);
            assert_eq!(said, said_once);
            assert_eq!(then, once);
        });
    }

    #[test]
    fn before_the_next_expiry_time_says_nothing(bytes in bytes(900)) {
        along(&mut Dice::new(&bytes.0), 30, |accord, state, _| {
            let next = next_expiry(accord, state);
            assert_ne!(next, Some(Hours::ZERO));
            let quiet = next.map_or(Hours::days(10_000), |span| span.minus(Hours::HOUR));
            if state.ended.is_none() {
                let (_, verdicts) = apply(accord, state, &Event::Pass(quiet));
                assert!(verdicts.is_empty(), "{quiet:?} {verdicts:?}");
            }
        });
    }

    /// Each power listed applies; each institutional deed not listed is void.
    #[test]
    fn powers_are_exactly_what_applies(bytes in bytes(900)) {
        along(&mut Dice::new(&bytes.0), 12, |accord, state, _| {
            let deeds = institutional(accord);
            for by in (0..10).map(ActorId) {
                let listed = powers(accord, state, by);
                for deed in listed.iter().chain(&deeds) {
                    let event = Event::Act { by, deed: deed.clone() };
                    let applies = !is_void(&apply(accord, state, &event).1);
                    assert_eq!(applies, listed.contains(deed), "{by:?} {deed:?}");
                }
            }
        });
    }

    #[test]
    fn money_is_neither_made_nor_lost(bytes in bytes(900)) {
        let mut dice = Dice::new(&bytes.0);
        let accord = three_phase();
        let (mut state, _) = start(&accord);
        for _ in 0..60 {
            let event = any_event(&accord, &state, &mut dice);
            (state, _) = apply(&accord, &state, &event);
            for escrow in accord.escrow_ids() {
                let l = ledger(&accord, &state, escrow);
                let parts = [l.frozen, l.transferred, l.usable, l.spent, l.returned];
                assert_eq!(parts.iter().sum::<i64>(), l.total);
                assert!(parts.iter().all(|part| *part >= 0), "{l:?}");
            }
        }
    }

    /// Whatever else happens, goods go through up to the cap until the carve-out's own day: no
    /// dial, answer, snapback, silence or withdrawal of one of many closes it.
    #[test]
    fn nothing_but_its_own_end_closes_a_carve_out(bytes in bytes(900)) {
        let mut dice = Dice::new(&bytes.0);
        let accord = talks();
        let (mut state, _) = start(&accord);
        for _ in 0..60 {
            let event = any_event(&accord, &state, &mut dice);
            (state, _) = apply(&accord, &state, &event);
            let until = accord.carveouts[0].until.expect("it has a day of its own");
            let open = state.ended.is_none() && state.day < until;
            let room = 100 - state.carveout(FOOD).used;
            let deliver = |amount| {
                let deed = Deed::Deliver(FOOD, amount);
                apply(&accord, &state, &Event::Act { by: B, deed }).1[0].kind
            };
            let within = if open { VerdictKind::Delivered } else { VerdictKind::Void };
            let beyond = if open { VerdictKind::Exceeded } else { VerdictKind::Void };
            if room > 0 {
                assert_eq!(deliver(room), within);
            }
            assert_eq!(deliver(room + 1), beyond);
        }
    }

    /// Silence, whoever is silent and for how long, opens no red line and strikes nobody.
    #[test]
    fn silence_alone_triggers_nothing(hours in prop::collection::vec(1_u32..400, 1..40)) {
        let accord = talks();
        let (mut state, _) = start(&accord);
        for hours in hours {
            let verdicts;
            (state, verdicts) = apply(&accord, &state, &Event::Pass(Hours(hours)));
            let grave = |v: &Verdict| {
                let of_line = matches!(v.item, kernel::verdict::Item::Channel(_));
                let answer = matches!(v.kind, VerdictKind::Crossed | VerdictKind::Struck);
                answer || (of_line && v.standing != Standing::None)
            };
            assert!(!verdicts.iter().any(grave), "{verdicts:?}");
        }
    }

    /// An event meant for another accord, on a state of another accord, is no danger.
    #[test]
    fn a_state_of_another_accord_does_not_panic(bytes in bytes(400)) {
        let mut dice = Dice::new(&bytes.0);
        let (one, other) = (any_accord(&mut dice), any_accord(&mut dice));
        let (mut state, _) = start(&one);
        for _ in 0..12 {
            let event = any_event(&other, &state, &mut dice);
            (state, _) = apply(&other, &state, &event);
        }
    }
}

/// The far end of the calendar.
#[test]
fn time_saturates() {
    for accord in [three_phase(), eight(), swap(), talks()] {
        let (state, _) = start(&accord);
        let (state, _) = apply(&accord, &state, &Event::Pass(Hours::FOREVER));
        let _ = apply(&accord, &state, &Event::Pass(Hours::FOREVER));
    }
}
