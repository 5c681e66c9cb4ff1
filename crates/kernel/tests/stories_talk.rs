//! Whole lives: goods that go through, persons for persons, notices, lines that fall silent,
//! undertakings left, blocs joined, votes.

mod lives;

use kernel::event::Finding::NotPerformed;
use kernel::members::Motion;
use kernel::*;
use lives::accords::{A, B, BODY, GIVE};
use lives::talks::*;
use lives::tell::Story;

fn talking() -> Story {
    let mut accord = talks();
    // Lines that nobody keeps alive would talk into every other story.
    accord.channels.iter_mut().for_each(|row| row.keepalive = None);
    let mut story = Story::of(accord);
    story.hush();
    story
}

/// The cap is counted by period; a dial lowered in answer does not close it.
#[test]
fn food_goes_through_while_the_dial_is_down() {
    let mut s = talking();
    s.act(A, Deed::Turn(DialId(0), 1)).act(B, Deed::Deliver(FOOD, 80)).hush();
    s.act(B, Deed::Incident(RAIDS, 0)).act(BODY, Deed::Attribute(RAIDS, B));
    s.act(A, Deed::Answer(RedlineId(0), 0)).hush();
    s.act(B, Deed::Deliver(FOOD, 20)).act(B, Deed::Deliver(FOOD, 1)).days(30);
    s.act(B, Deed::Deliver(FOOD, 1)).tells(
        "
            0 #1 deliver(0, 20): delivered carveout 0
            0 #1 deliver(0, 1): exceeded carveout 0
            30 #1 deliver(0, 1): delivered carveout 0
        ",
    );
}

#[test]
fn five_for_five_behind_a_gate_and_one_who_declines() {
    let mut s = talking();
    s.act(HOST, Deed::Conduct(GATE, true)).days(10).act(A, Deed::Transfer(TrancheId(0)));
    s.act(A, Deed::HandOver(SIDE_A, 5)).act(B, Deed::HandOver(SIDE_B, 4));
    s.act(B, Deed::Decline(SIDE_B, 1)).act(B, Deed::HandOver(SIDE_B, 1)).tells("
            0 #3 conduct(3, true):
            10 #0 transfer(0): transferred tranche 0, proved duty 9, live duty 3, proved duty 3, live duty 4, live duty 5
            10 #0 handover(0, 5): handedover handover 0, proved duty 4
            10 #1 handover(1, 4): handedover handover 1
            10 #1 decline(1, 1): declined handover 1, proved duty 5
            10 #1 handover(1, 1): void accord
        ");
}

/// One side waits: the other's persons stay until it has handed over its own.
#[test]
fn persons_not_handed_over_are_late_and_hold_up_the_others() {
    let mut s = talking();
    s.act(A, Deed::Transfer(TrancheId(0))).act(HOST, Deed::Conduct(GATE, true)).hush();
    s.act(A, Deed::HandOver(SIDE_A, 5)).days(1).act(B, Deed::HandOver(SIDE_B, 5)).tells(
        "
            0 #0 handover(0, 5): handedover handover 0, proved duty 4
            0+13h .: late duty 5 (reported)
            1 #1 handover(1, 5): handedover handover 1, proved duty 5 (reported), cured duty 5
        ",
    );
}

#[test]
fn a_notice_in_time_late_and_none() {
    let mut s = talking();
    s.act(A, Deed::Notify(FIRING)).days(3).act(A, Deed::Carry(FIRING));
    s.act(A, Deed::Notify(FIRING)).days(2).act(A, Deed::Carry(FIRING));
    s.act(A, Deed::Carry(FIRING)).act(B, Deed::Start(ProcedureId(0), TELL_A));
    s.act(A, Deed::Notify(FIRING)).days(3).act(A, Deed::Carry(FIRING)).tells(
        "
            0 #0 notify(0): noticed notice 0
            3 #0 carry(0): occurred notice 0
            3 #0 notify(0): noticed notice 0
            5 #0 carry(0): occurred notice 0, irregular notice 0
            5 #0 carry(0): occurred notice 0, notperformed duty 2 (reported)
            5 #1 start(0, 2): started procedure 0
            5 #0 notify(0): noticed notice 0
            8 #0 carry(0): occurred notice 0, cured duty 2, settled procedure 0
        ",
    );
}

/// Silence is graded, the reserve takes over, and stands down when the line is heard again.
#[test]
fn a_line_falls_silent_and_is_heard_again() {
    let mut s = Story::of(talks());
    s.hush();
    for _ in 0..3 {
        s.act(A, Deed::Send(LINE_A)).hush().act(B, Deed::Acknowledge(LINE_B)).days(6);
    }
    s.hush().act(A, Deed::Send(LINE_A)).days(3).act(A, Deed::Send(LINE_A)).days(6);
    s.act(B, Deed::Send(LINE_B)).tells(
        "
            18 #0 send(0): noted channel 0
            19+1h .: irregular channel 1
            20+1h .: silent channel 1, opened channel 2
            21 #0 send(0): noted channel 0
            27 #1 send(1): noted channel 1, heard channel 1
        ",
    );
    assert!(s.state.redlines.iter().all(|cell| cell.level == 0));
}

#[test]
fn public_words_and_tolerated_acts_trigger_nothing() {
    let mut s = talking();
    s.act(A, Deed::Say(SPEECH)).act(B, Deed::Say(SPEECH));
    s.act(A, Deed::Incident(LISTED, 0)).act(A, Deed::Incident(LISTED, 0));
    assert_eq!(s.state.subject(LISTED).pending, None);
    s.act(A, Deed::Incident(LISTED, 0));
    assert_eq!(s.state.subject(LISTED).pending, Some((0, A)));
    s.act(B, Deed::Incident(LISTED, 0)).days(90).act(A, Deed::Incident(LISTED, 0)).tells(
        "
            0 #0 say(0): noted statement 0
            0 #1 say(0): void accord
            0 #0 incident(0, 0): tolerated tolerance 0
            0 #0 incident(0, 0): tolerated tolerance 0
            0 #0 incident(0, 0): exceeded tolerance 0, occurred subject 0
            0 #1 incident(0, 0): occurred subject 0
            90 #0 incident(0, 0): tolerated tolerance 0
        ",
    );
}

/// Leaving an undertaking is a departure: nothing stands, nobody can complain, and the other side
/// needs no notice any more.
#[test]
fn an_undertaking_is_left_and_its_mirror_freed() {
    let mut s = talking();
    s.act(A, Deed::Depart(SCRIPT_A)).days(10).act(B, Deed::Allege(HALT_B));
    s.act(B, Deed::Depart(SCRIPT_B)).tells(
        "
            0 #0 depart(0): noticed undertaking 0
            10 .: departed undertaking 0, ended duty 6
            10 #1 allege(7): void accord
            10 #1 depart(1): departed undertaking 1, ended duty 7
        ",
    );
}

/// Nor is it non-performance if it is simply not kept.
#[test]
fn an_undertaking_not_kept_is_a_departure() {
    let mut s = talking();
    s.act(A, Deed::Allege(HALT_B)).act(BODY, Deed::Report(HALT_B, NotPerformed));
    s.act(A, Deed::Start(ProcedureId(0), HALT_B)).tells(
        "
            0 #0 allege(7): void accord
            0 #2 report(7, notperformed): departed undertaking 1, ended duty 7
            0 #0 start(0, 7): void accord
        ",
    );
}

#[test]
fn a_bloc_gains_a_member_by_every_consent_only() {
    let mut s = talking();
    s.act(A, Deed::Consent(ENTRY)).act(B, Deed::Ask(ENTRY)).act(A, Deed::Consent(ENTRY));
    s.act(GULF, Deed::Refuse(ENTRY)).act(B, Deed::Ask(ENTRY)).act(GULF, Deed::Consent(ENTRY));
    s.act(B, Deed::Consent(ENTRY)).act(A, Deed::Consent(ENTRY)).tells(
        "
            0 #0 consent(0): void accord
            0 #1 ask(0): noted accession 0
            0 #0 consent(0): noted accession 0
            0 #5 refuse(0): refused accession 0
            0 #1 ask(0): noted accession 0
            0 #5 consent(0): noted accession 0
            0 #1 consent(0): void accord
            0 #0 consent(0): noted accession 0, acceded accession 0, proved duty 8
        ",
    );
}

/// The body's word alone is void; two of three carry it; one motion at a time.
#[test]
fn a_finding_needs_its_votes() {
    let mut s = talking();
    let find = Motion::Find(GIVE, NotPerformed);
    let vote = |yes| Deed::Vote(BOARD, find, yes);
    s.act(B, Deed::Allege(GIVE)).act(BODY, Deed::Find(GIVE, NotPerformed));
    s.act(A, vote(false)).act(B, vote(true)).act(B, vote(true)).act(HOST, vote(true));
    s.act(HOST, vote(true)).tells("
            0 #1 allege(0): notperformed duty 0 (alleged)
            0 #2 find(0, notperformed): void accord
            0 #0 vote(0, find(0, notperformed), false): noted ballot 0
            0 #1 vote(0, find(0, notperformed), true): noted ballot 0
            0 #1 vote(0, find(0, notperformed), true): void accord
            0 #3 vote(0, find(0, notperformed), true): noted ballot 0, carried ballot 0, notperformed duty 0 (found), suspended duty 1
            0 #3 vote(0, find(0, notperformed), true): void accord
        ");
}

/// A motion against which too many are falls; one that nobody decides falls after a month.
#[test]
fn a_motion_falls() {
    let mut s = talking();
    let vote = |yes| Deed::Vote(BOARD, Motion::Find(GIVE, NotPerformed), yes);
    s.act(B, Deed::Allege(GIVE)).hush().act(B, vote(true)).days(31);
    s.act(A, vote(false)).act(HOST, vote(false)).tells(
        "
            0 #1 vote(0, find(0, notperformed), true): noted ballot 0
            30 .: refused ballot 0
            31 #0 vote(0, find(0, notperformed), false): noted ballot 0
            31 #3 vote(0, find(0, notperformed), false): noted ballot 0, refused ballot 0
        ",
    );
}

/// Consensus is of those who are still in: who has left can hold nobody up.
#[test]
fn consensus_is_of_those_who_are_in() {
    let mut accord = talks();
    accord.ballots[0].needed = None;
    (accord.quorum, accord.channels) = (1, Vec::new());
    let mut s = Story::of(accord);
    let vote = |yes| Deed::Vote(BOARD, Motion::Find(GIVE, NotPerformed), yes);
    s.hush().act(B, Deed::Allege(GIVE)).act(B, Deed::Withdraw).hush();
    s.act(B, vote(true)).act(A, vote(true)).act(HOST, vote(true)).tells("
            0 #1 vote(0, find(0, notperformed), true): void accord
            0 #0 vote(0, find(0, notperformed), true): noted ballot 0
            0 #3 vote(0, find(0, notperformed), true): noted ballot 0, carried ballot 0, notperformed duty 0 (found), revived duty 0 (found)
        ");
}
