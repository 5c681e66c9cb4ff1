//! Whole lives: relief given, lapsed, taken back; money; files and signatories that leave.

mod lives;

use kernel::accord::*;
use kernel::event::Finding::{Clean, NotPerformed};
use kernel::*;
use lives::accords::*;
use lives::tell::Story;

#[test]
fn a_dial_lowered_without_cause_stands_admitted_until_it_is_turned_back() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush();
    s.act(US, Deed::Turn(RELIEF, 0)).days(20).act(US, Deed::Turn(RELIEF, 1)).tells("
            74 us turn(0, 0): turned dial 0, notperformed ease (admitted), suspended admit, suspended cap
            84 .: live calm
            94 us turn(0, 1): turned dial 0, proved ease (admitted), cured ease, revived admit, revived cap
        ");
}

/// With cause, the duty sleeps until the cap has been held again.
#[test]
fn a_dial_lowered_with_cause_is_earned_again() {
    let mut s = Story::of(three_phase());
    s.iran_keeps().days(14).act(US, Deed::Grant(W1)).days(30).act(US, Deed::Turn(RELIEF, 1));
    s.act(IAEA, Deed::Report(CAP, NotPerformed)).hush().act(US, Deed::Turn(RELIEF, 0));
    s.tells(
        "
            44 us turn(0, 0): turned dial 0, suspended ease
        ",
    )
    .act(IAEA, Deed::Report(CAP, Clean))
    .days(30)
    .tells(
        "
            44 iaea report(1, clean): cured cap
            74 .: live ease
        ",
    );
    s.act(US, Deed::Turn(RELIEF, 1)).tells(
        "
            74 us turn(0, 1): turned dial 0, proved ease
        ",
    );
}

#[test]
fn turning_up_needs_what_the_text_asks_for() {
    let mut s = Story::of(three_phase());
    s.act(US, Deed::Turn(RELIEF, 1)).days(20).act(US, Deed::Turn(RELIEF, 2)).tells(
        "
            0 start: opened p1, live limit-us, live limit-iran
            0 us turn(0, 1): void accord
            10 .: live admit, live lift
            14 .: live cap
            20 us turn(0, 2): void accord
        ",
    );
}

#[test]
fn a_waiver_that_lapses_is_no_breach() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush().act(BANK, Deed::Draw(W1, 50_000)).days(10);
    s.act(BANK, Deed::Draw(W1, 20_000)).days(20).act(BANK, Deed::Draw(W1, 20_000));
    s.act(US, Deed::Renew(W1)).days(150).act(BANK, Deed::Draw(W1, 1)).tells(
        "
            74 bank draw(0, 50000): drawn waiver 0
            84 .: live calm
            84 bank draw(0, 20000): exceeded waiver 0
            104 bank draw(0, 20000): drawn waiver 0
            104 us renew(0): renewed waiver 0
            114 .: live pay1, live pay2, live pay3
            134+1h .: late pay1 (reported), suspended calm
            194+1h .: late blend (reported)
            224 .: lapsed waiver 0
            254 bank draw(0, 1): void accord
        ",
    );
    assert_eq!(s.state.duty(LIFT).life, kernel::state::Life::Met);
}

/// A pause puts a date off: what was left of it when the pause began is left when it ends. An
/// earlier kernel made the payer late the moment a pause was over.
#[test]
fn a_pause_delays_a_tranche_and_makes_nobody_late() {
    let mut s = Story::of(three_phase());
    s.calm_held().days(10).hush();
    s.act(COASTAL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.act(US, Deed::Answer(SHIP, 0)).act(US, Deed::Transfer(T1)).tells("
            124 coastal incident(2, 0): occurred subject 2
            124 jmc attribute(2, 3): attributed subject 2, crossed redline 0
            124 us answer(0, 0): answered redline 0, paused accord, suspended pay1, suspended pay2, suspended pay3
            124 us transfer(0): void accord
        ");
    s.days(39)
        .tells(
            "
            134 .: lapsed waiver 0
            154 .: revived pay1, revived pay2, revived pay3
        ",
        )
        .act(US, Deed::Transfer(T1))
        .tells(
            "
            163 us transfer(0): transferred tranche 0, proved pay1
        ",
        );
}

#[test]
fn a_phase_that_can_never_open_lapses_at_once_with_its_files() {
    let mut s = Story::of(three_phase());
    s.days(200).tells(
        "
            0 start: opened p1, live limit-us, live limit-iran
            10 .: live admit, live lift
            14 .: live cap
            30+1h .: late lift (reported), suspended admit, suspended cap
            180 .: lapsed p1, ended nuclear, ended trade, lapsed p2, ended regional, ended accord
        ",
    );
}

#[test]
fn a_decoupled_file_outlives_the_other_and_a_linked_one_does_not() {
    let mut s = Story::of(three_phase());
    s.calm_held().act(US, Deed::Transfer(T1)).act(IAEA, Deed::Report(CAP, NotPerformed));
    s.act(US, Deed::Start(D1, CAP)).days(30).act(US, Deed::Use(D1)).days(29).hush();
    s.days(2).tells("
            174 .: restored procedure 1, turned dial 0, suspended ease, ended nuclear, ended trade, ended admit, ended cap (reported), ended lift, ended ease, ended blend, ended ease2, ended limit-us, ended limit-iran
            174+1h .: late pay2 (reported), suspended calm
        ").act(BANK, Deed::Release(T1)).act(IRAN, Deed::Spend(T1, 300));
    s.act(US, Deed::Grant(W1)).act(US, Deed::Turn(RELIEF, 1)).tells(
        "
            175 bank release(0): usable tranche 0
            175 iran spend(0, 300): spent tranche 0
            175 us grant(0): void accord
            175 us turn(0, 1): void accord
        ",
    );
    let l = ledger(&s.accord, &s.state, PROCEEDS);
    assert_eq!((l.frozen, l.usable, l.spent, l.total), (1_600, 500, 300, 2_400));
}

#[test]
fn one_of_two_withdraws() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush().act(US, Deed::Withdraw).act(IRAN, Deed::Set(ENRICHMENT, 60_000));
    s.tells(
        "
            74 us withdraw: withdrawn accord, revoked waiver 0, turned dial 0, ended accord
            74 iran set(0, 60000): void accord
        ",
    );
}

/// One of eight leaves: its relief goes, who owed it something is free of it, the others go on.
/// What it does in the world still happens.
#[test]
fn one_of_eight_withdraws_and_the_accord_goes_on() {
    let mut s = Story::of(eight());
    for n in 0..8 {
        s.act(ActorId(n), Deed::Conduct(DutyId(n), true));
    }
    s.act(ActorId(1), Deed::Grant(WaiverId(0))).act(ActorId(3), Deed::Allege(DutyId(5)));
    s.act(ActorId(3), Deed::Start(ProcedureId(0), DutyId(5))).hush();
    s.act(ActorId(2), Deed::Withdraw).tells(
        "
            0 #2 withdraw: withdrawn accord, ended duty 2, suspended duty 8
        ",
    );
    s.act(ActorId(2), Deed::Conduct(DutyId(2), false)).act(ActorId(2), Deed::Withdraw);
    s.act(ActorId(3), Deed::Withdraw).act(ActorId(1), Deed::Withdraw).tells(
        "
            0 #2 conduct(2, false):
            0 #2 withdraw: void accord
            0 #3 withdraw: withdrawn accord, ended duty 3, settled procedure 0
            0 #1 withdraw: withdrawn accord, revoked waiver 0, ended duty 1, ended duty 8
        ",
    );
    s.days(40).tells("").act(ActorId(4), Deed::Withdraw).tells(
        "
            40 #4 withdraw: withdrawn accord, ended accord
        ",
    );
}

#[test]
fn an_essential_signatory_takes_the_accord_with_it() {
    let mut s = Story::of(eight());
    s.hush().act(ActorId(0), Deed::Withdraw).tells(
        "
            0 #0 withdraw: withdrawn accord, ended accord
        ",
    );
}

#[test]
fn either_side_leaves_a_freeze_on_notice() {
    let mut s = Story::of(three_phase());
    s.hush().act(IRAN, Deed::Leave(FreezeId(0))).act(US, Deed::Leave(FreezeId(0))).days(9);
    s.hush().days(2).act(US, Deed::Conduct(LIMIT_US, false)).days(79).tells(
        "
            10 .: live admit, live lift
            11 us conduct(12, false):
            14 .: live cap
            30+1h .: late lift (reported), suspended admit, suspended cap
            90 .: ended limit-us, ended limit-iran, ended freeze 0
        ",
    );
}

/// A freeze that was all there was: leaving it is leaving, not completing.
#[test]
fn a_freeze_alone_ends_by_leaving() {
    let limit = |by: u16| Duty { deed_at_start: true, ..lives::rows::keep(by, Target::Deed) };
    let notice = Hours::days(30);
    let duties = vec![DutyId(0), DutyId(1)];
    let (workstream, clause) = (WorkstreamId(0), ClauseId(9));
    let freeze = Freeze { duties, notice, workstream, clause };
    let accord = Accord { duties: vec![limit(0), limit(1)], freezes: vec![freeze], ..swap() };
    let mut s = Story::of(accord.indexed());
    s.act(A, Deed::Leave(FreezeId(0))).days(31).tells(
        "
            0 start: live duty 0, live duty 1
            0 #0 leave(0): noticed freeze 0
            30 .: ended duty 0, ended duty 1, ended freeze 0, ended accord
        ",
    );
    let cause = s.state.ended.map(|ended| ended.cause);
    assert_eq!(cause, Some(kernel::state::Cause::Withdrawal));
}

/// Announced, licensed, trusted by the bank, felt: each stage has an owner and a time of its own.
fn staged() -> Accord {
    let stage = |owner, within, may_refuse, clause| Stage {
        owner,
        within: Some(Hours::days(within)),
        may_refuse,
        clause: ClauseId(clause),
    };
    let stages = vec![stage(US, 15, false, 130), stage(BANK, 30, true, 131)];
    let mut accord = three_phase();
    accord.dials[0].stages.clone_from(&stages);
    accord.escrows[0].stages = stages;
    accord
}

#[test]
fn relief_passes_stage_by_stage_and_a_late_stage_is_named() {
    let mut s = Story::of(staged());
    let relief = Relief::Dial(RELIEF);
    s.iran_keeps().days(14).act(US, Deed::Grant(W1)).days(30).hush();
    s.act(US, Deed::Turn(RELIEF, 1));
    // Out of turn, or without the power to: nothing happens.
    s.act(BANK, Deed::Clear(relief)).act(US, Deed::Withhold(relief)).days(16);
    s.act(US, Deed::Clear(relief)).act(BANK, Deed::Withhold(relief)).days(31);
    s.act(BANK, Deed::Withhold(relief)).act(BANK, Deed::Clear(relief));
    // What is felt is on its way no more.
    s.act(BANK, Deed::Clear(relief)).act(BANK, Deed::Feel(RELIEF)).tells(
        "
            44 us turn(0, 1): turned dial 0, proved ease
            44 bank clear(dial(0)): void accord
            44 us withhold(dial(0)): void accord
            59 .: late dial 0
            60 us clear(dial(0)): cleared dial 0
            60 bank withhold(dial(0)): refused dial 0
            74 .: closed p1, opened p2, live blend
            84 .: live calm
            91 bank withhold(dial(0)): void accord
            91 bank clear(dial(0)): cleared dial 0, felt dial 0
            91 bank clear(dial(0)): void accord
            91 bank feel(0): void accord
        ",
    );
}

#[test]
fn a_tranche_passes_the_same_stages_or_all_at_once() {
    let mut s = Story::of(staged());
    s.first_phase_kept().hush();
    s.days(40).act(US, Deed::Transfer(TrancheId(0))).act(US, Deed::Transfer(TrancheId(1)));
    s.act(US, Deed::Clear(Relief::Tranche(TrancheId(0)))).act(BANK, Deed::Release(TrancheId(1)));
    s.days(31).act(BANK, Deed::Clear(Relief::Tranche(TrancheId(0)))).tells(
        "
            84 .: live calm
            114 .: live pay1, live pay2, live pay3
            114 us transfer(0): transferred tranche 0, proved pay1
            114 us transfer(1): transferred tranche 1, proved pay2
            114 us clear(tranche(0)): cleared tranche 0
            114 bank release(1): usable tranche 1
            134 .: lapsed waiver 0
            144 .: late tranche 0
            145 bank clear(tranche(0)): cleared tranche 0, usable tranche 0
        ",
    );
}
