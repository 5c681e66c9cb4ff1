//! Whole lives: duties kept, late, broken, disputed, suspended.

mod lives;

use kernel::event::Finding::{Clean, NotPerformed};
use kernel::*;
use lives::accords::*;
use lives::tell::Story;

#[test]
fn all_three_phases_performed_on_time() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().tells(
        "
            0 start: opened p1, live limit-us, live limit-iran
            0 iran conduct(0, true):
            0 iran set(0, 3670):
            10 .: live admit, live lift
            14 .: live cap
            14 us grant(0): granted waiver 0, proved lift
            44 .: live ease
            44 us turn(0, 1): turned dial 0, proved ease
            74 .: closed p1, opened p2, live blend
        ",
    );
    s.act(IRAN, Deed::Set(RESTRAINT, 2)).days(40).act(US, Deed::Transfer(T1)).days(30);
    s.act(US, Deed::Transfer(T2)).act(US, Deed::Transfer(T3)).act(BANK, Deed::Release(T1));
    s.act(IRAN, Deed::Set(DILUTED, 220)).days(7).act(IAEA, Deed::Report(BLEND, Clean));
    s.tells("
            74 iran set(3, 2):
            84 .: live calm
            114 .: live pay1, live pay2, live pay3
            114 us transfer(0): transferred tranche 0, proved pay1
            134 .: lapsed waiver 0
            144 us transfer(1): transferred tranche 1, proved pay2
            144 us transfer(2): transferred tranche 2, proved pay3
            144 bank release(0): usable tranche 0
            144 iran set(1, 220): performed blend
            151 iaea report(8, clean): proved blend, closed p2, opened p3, live accede-us, live accede-iran, live ease2
        ");
    s.act(US, Deed::Conduct(ACCEDE_US, true)).act(IRAN, Deed::Conduct(ACCEDE_IRAN, true));
    s.act(US, Deed::Turn(RELIEF, 2)).act(JMC, Deed::Report(ACCEDE_US, Clean));
    s.act(JMC, Deed::Report(ACCEDE_IRAN, Clean)).days(1_000).tells(
        "
            151 us conduct(9, true): performed accede-us
            151 iran conduct(10, true): performed accede-iran
            151 us turn(0, 2): turned dial 0, proved ease2
            151 jmc report(9, clean): proved accede-us
            151 jmc report(10, clean): proved accede-iran
        ",
    );
}

#[test]
fn the_swap_completes_the_accord() {
    let mut s = Story::of(swap());
    s.act(A, Deed::Conduct(GIVE, true)).days(3).act(BODY, Deed::Report(GIVE, Clean));
    s.act(B, Deed::Conduct(RETURN, true)).days(7).act(BODY, Deed::Report(RETURN, Clean));
    s.tells(
        "
            0 start: live duty 0, live duty 1
            0 #0 conduct(0, true): performed duty 0
            3 #2 report(0, clean): proved duty 0
            3 #1 conduct(1, true): performed duty 1
            10 #2 report(1, clean): proved duty 1, ended accord
        ",
    );
}

/// The other leg sleeps while one is late, and time held is not lost by the other side's breach.
#[test]
fn late_suspends_the_other_leg_and_late_performance_cures() {
    let mut s = Story::of(three_phase());
    s.iran_keeps().days(29).hush().days(6).tells(
        "
            30+1h .: late lift (reported), suspended admit, suspended cap
        ",
    );
    s.act(US, Deed::Grant(W1)).days(30).tells("
            35 us grant(0): granted waiver 0, proved lift (reported), cured lift, revived admit, revived cap
            49 .: live ease
            60+1h .: late ease (reported), suspended admit, suspended cap
        ");
}

/// Both legs late: neither can hide behind the other, and both can be cured. An earlier kernel
/// suspended both for ever.
#[test]
fn two_late_legs_are_both_cured() {
    let mut s = Story::of(swap());
    s.days(40).tells(
        "
            0 start: live duty 0, live duty 1
            30+1h .: late duty 0 (reported), late duty 1 (reported)
        ",
    );
    s.act(A, Deed::Conduct(GIVE, true)).act(BODY, Deed::Report(GIVE, Clean)).tells(
        "
            40 #0 conduct(0, true): performed duty 0 (reported)
            40 #2 report(0, clean): proved duty 0 (reported), cured duty 0
        ",
    );
    s.act(B, Deed::Conduct(RETURN, true)).act(BODY, Deed::Report(RETURN, Clean)).tells(
        "
            40 #1 conduct(1, true): performed duty 1 (reported)
            40 #2 report(1, clean): proved duty 1 (reported), cured duty 1, ended accord
        ",
    );
}

#[test]
fn a_hidden_breach_is_found_disputed_and_snapped_back() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush();
    s.act(IRAN, Deed::Set(ENRICHMENT, 20_000)).days(5).tells(
        "
            74 iran set(0, 20000):
        ",
    );
    s.act(IAEA, Deed::Report(CAP, NotPerformed)).act(IRAN, Deed::Contest(CAP));
    s.act(US, Deed::Start(D1, CAP)).days(20).act(IAEA, Deed::Find(CAP, NotPerformed));
    s.days(10).tells(
        "
            79 iaea report(1, notperformed): notperformed cap (reported)
            79 iran contest(1): contested cap (contested)
            79 us start(0, 1): started procedure 0
            84 .: live calm
            94 .: staged procedure 0
            99 iaea find(1, notperformed): notperformed cap (found)
            109 .: exhausted procedure 0
        ",
    );
    s.act(US, Deed::Use(D1)).days(30).tells("
            109 us use(0): answered procedure 0, started procedure 1
            114 .: live pay1, live pay2, live pay3
            134 .: lapsed waiver 0
            134+1h .: late pay1 (reported), suspended calm
            139 .: restored procedure 1, turned dial 0, suspended ease, ended nuclear, ended trade, ended admit, ended cap (found), ended lift, ended ease, ended blend, ended ease2, ended limit-us, ended limit-iran
        ");
    s.days(400).tells(
        "
            474 .: lapsed p2, ended regional, ended accord
        ",
    );
}

#[test]
fn a_false_alarm_is_contested_and_dismissed() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush();
    s.act(IAEA, Deed::Report(CAP, NotPerformed)).act(IRAN, Deed::Contest(CAP)).days(3);
    s.act(US, Deed::Start(D1, CAP)).days(10).act(IAEA, Deed::Find(CAP, Clean));
    s.days(30).tells(
        "
            74 iaea report(1, notperformed): notperformed cap (reported)
            74 iran contest(1): contested cap (contested)
            77 us start(0, 1): started procedure 0
            84 .: live calm
            87 iaea find(1, clean): dismissed cap, settled procedure 0
            114 .: live pay1, live pay2, live pay3
        ",
    );
}

/// Nothing forces the side that must answer a false finding to use what it opens.
#[test]
fn a_power_opened_by_a_finding_may_be_left_unused() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().act(IAEA, Deed::Report(CAP, NotPerformed));
    s.act(US, Deed::Start(D1, CAP)).act(IAEA, Deed::Find(CAP, NotPerformed)).hush();
    assert!(!s.state.duty(CAP).accused);
    s.days(61).act(IAEA, Deed::Report(CAP, Clean)).tells(
        "
            84 .: live calm
            89 .: staged procedure 0
            104 .: exhausted procedure 0
            114 .: live pay1, live pay2, live pay3
            134 .: lapsed waiver 0, lapsed procedure 0
            134+1h .: late pay1 (reported), suspended calm
            135 iaea report(1, clean): cured cap
        ",
    );
}

/// The snapback is stopped by its complainant, not by a cure.
#[test]
fn a_snapback_is_not_stopped_by_a_cure() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().act(IAEA, Deed::Report(CAP, NotPerformed)).act(US, Deed::Start(D1, CAP));
    s.days(30).hush().act(US, Deed::Start(BACK, CAP)).act(IAEA, Deed::Report(CAP, Clean));
    s.days(10).act(IRAN, Deed::Stop(BACK)).act(US, Deed::Stop(BACK)).tells(
        "
            104 us start(1, 1): started procedure 1
            104 iaea report(1, clean): cured cap
            114 .: live pay1, live pay2, live pay3
            114 iran stop(1): void accord
            114 us stop(1): stopped procedure 1
        ",
    );
}

#[test]
fn a_duty_that_is_refused_stands_admitted_and_is_cured_by_doing_it() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush().act(IRAN, Deed::Admit(BLEND)).days(3);
    s.act(IRAN, Deed::Set(DILUTED, 300)).act(IAEA, Deed::Report(BLEND, Clean)).tells(
        "
            74 iran admit(8): notperformed blend (admitted)
            77 iran set(1, 300): performed blend (admitted)
            77 iaea report(8, clean): proved blend (admitted), cured blend
        ",
    );
}

/// A proof that fails before the date leaves the duty to be done; one that fails after it is
/// non-performance. A verifier who says nothing changes nothing.
#[test]
fn proofs_fail_before_and_after_the_date() {
    let mut s = Story::of(swap());
    s.act(A, Deed::Conduct(GIVE, true)).days(20).tells(
        "
            0 start: live duty 0, live duty 1
            0 #0 conduct(0, true): performed duty 0
        ",
    );
    s.act(A, Deed::Conduct(GIVE, false)).act(BODY, Deed::Report(GIVE, NotPerformed));
    s.act(A, Deed::Conduct(GIVE, true)).tells(
        "
            20 #0 conduct(0, false):
            20 #2 report(0, notperformed): notperformed duty 0
            20 #0 conduct(0, true): performed duty 0
        ",
    );
    s.act(B, Deed::Conduct(RETURN, true)).days(15).act(A, Deed::Conduct(GIVE, false));
    s.act(BODY, Deed::Report(GIVE, NotPerformed)).tells(
        "
            20 #1 conduct(1, true): performed duty 1
            35 #0 conduct(0, false):
            35 #2 report(0, notperformed): notperformed duty 0 (reported)
        ",
    );
}
