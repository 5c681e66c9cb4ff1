//! What random lives do reach: beside each "always" of the other tests, a "sometimes", so that
//! nothing there holds because nothing ever happens.

#![allow(clippy::unwrap_used, clippy::panic)]

mod lives;

use kernel::accord::Accord;
use kernel::apply::start;
use kernel::state::{Cause, Life, PhaseLife};
use kernel::verdict::Item;
use kernel::*;
use lives::accords::*;
use lives::dice::Dice;
use lives::play::likely;
use lives::random_accord;
use lives::talks::talks;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;

/// Random lives: how many heard each verdict, and how many reached each thing looked for.
#[derive(Default)]
struct Lives {
    heard: BTreeMap<VerdictKind, u32>,
    reached: BTreeMap<&'static str, u32>,
}

const ALL: [VerdictKind; 46] = {
    use VerdictKind::*;
    [
        Void,
        Noted,
        Opened,
        Closed,
        Lapsed,
        Ended,
        Withdrawn,
        Live,
        Performed,
        Proved,
        Late,
        NotPerformed,
        Contested,
        Dismissed,
        Cured,
        Suspended,
        Revived,
        Granted,
        Renewed,
        Revoked,
        Drawn,
        Exceeded,
        Turned,
        Felt,
        Transferred,
        Usable,
        Spent,
        Returned,
        Paused,
        Occurred,
        Attributed,
        Crossed,
        Answered,
        Absorbed,
        Unanswered,
        Struck,
        Inquired,
        Warned,
        Established,
        Started,
        Staged,
        Exhausted,
        Settled,
        Stopped,
        Restored,
        Noticed,
    ]
};

const TALK: [VerdictKind; 11] = {
    use VerdictKind::*;
    [
        Delivered, HandedOver, Declined, Irregular, Silent, Heard, Tolerated, Departed, Acceded,
        Refused, Carried,
    ]
};

type Look = fn(&State, &[Verdict]) -> Vec<&'static str>;

fn many(accord: &Accord, count: u32, look: Look) -> Lives {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut lives = Lives::default();
    for _ in 0..count {
        let bytes = prop::collection::vec(any::<u8>(), 900).new_tree(&mut runner).unwrap();
        let (mut heard, mut reached) = (Vec::new(), Vec::new());
        live(accord, &bytes.current(), &mut heard, &mut reached, look);
        heard.sort_unstable();
        heard.dedup();
        reached.sort_unstable();
        reached.dedup();
        heard.into_iter().for_each(|kind| *lives.heard.entry(kind).or_default() += 1);
        reached.into_iter().for_each(|what| *lives.reached.entry(what).or_default() += 1);
    }
    lives
}

fn live(
    accord: &Accord,
    bytes: &[u8],
    heard: &mut Vec<VerdictKind>,
    reached: &mut Vec<&'static str>,
    look: Look,
) {
    let mut dice = Dice::new(bytes);
    let (mut state, _) = start(accord);
    for _ in 0..120 {
        let event = likely(accord, &state, &mut dice);
        let (next, verdicts) = apply(accord, &state, &event);
        heard.extend(verdicts.iter().map(|v| v.kind));
        reached.extend(look(&next, &verdicts));
        state = next;
    }
}

fn look_three_phase(state: &State, verdicts: &[Verdict]) -> Vec<&'static str> {
    let said = |kind, item| verdicts.iter().any(|v| v.kind == kind && v.item == item);
    let ended = |cause| state.ended.is_some_and(|e| e.cause == cause);
    let marks = [
        ("snapback restored", said(VerdictKind::Restored, Item::Procedure(BACK))),
        (
            "phase lapsed",
            verdicts
                .iter()
                .any(|v| v.kind == VerdictKind::Lapsed && matches!(v.item, Item::Phase(_))),
        ),
        ("waiver lapsed", said(VerdictKind::Lapsed, Item::Waiver(W1))),
        ("second phase open", state.phase(P2).life == PhaseLife::Open),
        ("calm live", state.duty(CALM).life == Life::Live),
        ("paid once", state.duty(PAY1).life == Life::Met),
        ("paused", state.pause(PROCEEDS) > Hours::ZERO),
        ("attributed", said(VerdictKind::Attributed, Item::Subject(ATTACKS))),
        ("established", said(VerdictKind::Established, Item::Inquiry(AUTONOMY))),
        ("leg suspended", said(VerdictKind::Suspended, Item::Duty(LIFT))),
        ("leg revived", said(VerdictKind::Revived, Item::Duty(LIFT))),
        ("freeze over", said(VerdictKind::Ended, Item::Freeze(FreezeId(0)))),
        ("one file survives", !state.alive(NUCLEAR) && state.alive(REGIONAL)),
        ("withdrawn", ended(Cause::Withdrawal)),
        ("war", ended(Cause::Hostilities)),
        ("lapsed altogether", ended(Cause::Lapsed)),
    ];
    marks.into_iter().filter(|(_, seen)| *seen).map(|(what, _)| what).collect()
}

#[test]
fn random_lives_of_the_three_phases_reach_what_matters() {
    let lives = many(&three_phase(), 3_000, look_three_phase);
    for what in [
        "snapback restored",
        "phase lapsed",
        "waiver lapsed",
        "second phase open",
        "calm live",
        "paid once",
        "paused",
        "attributed",
        "established",
        "leg suspended",
        "leg revived",
        "freeze over",
        "one file survives",
        "withdrawn",
        "war",
        "lapsed altogether",
    ] {
        assert!(lives.reached.get(what).copied() >= Some(3), "{what}: {:?}", lives.reached);
    }
}

#[test]
fn every_verdict_is_heard_sometimes() {
    let lives = many(&three_phase(), 3_000, look_three_phase);
    for kind in ALL {
        assert!(lives.heard.get(&kind).copied() >= Some(3), "{kind:?}: {:?}", lives.heard);
    }
}

#[test]
fn every_verdict_of_talk_is_heard_sometimes() {
    let lives = many(&talks(), 1_500, |_, _| Vec::new());
    for kind in TALK {
        assert!(lives.heard.get(&kind).copied() >= Some(3), "{kind:?}: {:?}", lives.heard);
    }
}

/// Accords that no drafter would write lead lives of some variety too.
#[test]
fn random_accords_hear_every_verdict_sometimes() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut heard = Vec::new();
    for _ in 0..9_000 {
        let bytes = prop::collection::vec(any::<u8>(), 1_100).new_tree(&mut runner).unwrap();
        let bytes = bytes.current();
        let (table, life) = bytes.split_at(500);
        let accord = random_accord::accord(&mut Dice::new(table));
        live(&accord, life, &mut heard, &mut Vec::new(), |_, _| Vec::new());
    }
    let missing: Vec<_> = ALL.iter().chain(&TALK).filter(|kind| !heard.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn random_lives_of_the_swap_complete_and_the_eight_go_on_without_one() {
    let completed: Look = |state, _| {
        let done = state.ended.is_some_and(|e| e.cause == Cause::Completed);
        if done { vec!["completed"] } else { Vec::new() }
    };
    assert!(many(&swap(), 300, completed).reached["completed"] > 30);
    let without: Look = |state, _| {
        let gone = state.withdrawn.iter().any(|gone| *gone) && state.ended.is_none();
        if gone { vec!["goes on"] } else { Vec::new() }
    };
    assert!(many(&eight(), 300, without).reached["goes on"] > 10);
}
