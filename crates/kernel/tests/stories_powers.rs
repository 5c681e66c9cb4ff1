//! Whole lives: powers with conditions, transfers that several approve, withdrawal on notice.

mod lives;

use kernel::accord::Effect;
use kernel::event::Finding::NotPerformed;
use kernel::*;
use lives::accords::*;
use lives::tell::Story;

/// A transfer waits for every approval, in any order; nobody's counts twice.
#[test]
fn money_moves_when_all_have_approved() {
    let mut accord = three_phase();
    accord.escrows[0].approvers = vec![US, BANK];
    let mut s = Story::of(accord);
    s.hush().act(BANK, Deed::Transfer(T1)).act(BANK, Deed::Transfer(T1));
    let l = ledger(&s.accord, &s.state, PROCEEDS);
    assert_eq!((l.frozen, l.transferred), (2_400, 0), "one approval moves nothing");
    s.act(US, Deed::Transfer(T1)).tells(
        "
            0 bank transfer(0): noted tranche 0
            0 bank transfer(0): void accord
            0 us transfer(0): transferred tranche 0
        ",
    );
}

/// The relief of one that has given notice stands until the notice has run out.
#[test]
fn withdrawal_takes_effect_when_its_notice_has_run_out() {
    let mut accord = three_phase();
    accord.withdrawal_notice = vec![Hours::days(30), Hours::ZERO];
    let mut s = Story::of(accord);
    s.first_phase_kept().hush().act(US, Deed::Withdraw).act(US, Deed::Withdraw).days(31).tells(
        "
            74 us withdraw: noticed accord
            74 us withdraw: void accord
            84 .: live calm
            104 .: withdrawn accord, revoked waiver 0, turned dial 0, ended accord
        ",
    );
}

const RENEWED: &str = "
            15 us renew(0): void accord
            15 iaea report(1, notperformed): notperformed cap (reported)
            15 us renew(0): renewed waiver 0
";

#[test]
fn an_answer_and_a_renewal_wait_for_their_conditions() {
    let mut accord = three_phase();
    accord.waivers[0].renew = Condition::Reported(CAP);
    for answer in
        accord.redlines.iter_mut().flat_map(|row| &mut row.levels).flat_map(|l| &mut l.answers)
    {
        answer.only_if = Condition::Not(Box::new(Condition::Paused(PROCEEDS)));
    }
    let mut s = Story::of(accord.indexed());
    s.iran_keeps().days(15).act(US, Deed::Grant(W1)).hush().act(US, Deed::Renew(W1));
    s.act(IAEA, Deed::Report(CAP, kernel::event::Finding::NotPerformed));
    s.act(US, Deed::Renew(W1)).tells(RENEWED).days(60).hush();
    s.act(COASTAL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.act(US, Deed::Answer(SHIP, 0)).act(COASTAL, Deed::Incident(ATTACKS, 0));
    s.act(JMC, Deed::Attribute(ATTACKS, COASTAL)).act(US, Deed::Answer(SHIP, 0)).tells(
        "
            75 coastal incident(2, 0): occurred subject 2
            75 jmc attribute(2, 3): attributed subject 2, crossed redline 0
            75 us answer(0, 0): answered redline 0, paused accord
            75 coastal incident(2, 0): occurred subject 2
            75 jmc attribute(2, 3): attributed subject 2, crossed redline 0
            75 us answer(0, 0): void accord
        ",
    );
}

/// One approves, another refuses: nothing moves, and both are asked anew.
#[test]
fn an_approver_refuses_what_another_approved() {
    let mut accord = three_phase();
    accord.escrows[0].approvers = vec![US, BANK];
    let mut s = Story::of(accord);
    let refuse = || Deed::Reject(T1);
    s.calm_held().hush();
    s.act(BANK, refuse()).act(US, Deed::Transfer(T1)).act(US, refuse()).act(IRAN, refuse());
    s.act(BANK, refuse()).act(BANK, Deed::Transfer(T1)).act(US, Deed::Transfer(T1)).tells(
        "
            114 bank reject(0): void accord
            114 us transfer(0): noted tranche 0
            114 us reject(0): void accord
            114 iran reject(0): void accord
            114 bank reject(0): refused tranche 0
            114 bank transfer(0): noted tranche 0
            114 us transfer(0): transferred tranche 0, proved pay1
        ",
    );
}

/// What an exhausted dispute opens under a condition is a power only while that holds.
#[test]
fn what_a_dispute_opens_waits_for_its_condition() {
    let mut accord = three_phase();
    let start = Effect::Start(BACK);
    let only = |condition| Effect::OnlyIf(Box::new(condition), Box::new(start.clone()));
    accord.procedures[0].outcome = vec![only(Condition::Found(CAP))];
    let mut s = Story::of(accord.indexed());
    s.first_phase_kept().act(IAEA, Deed::Report(CAP, NotPerformed)).act(US, Deed::Start(D1, CAP));
    s.days(30).hush();
    s.act(US, Deed::Use(D1)).act(IRAN, Deed::Contest(CAP)).act(IAEA, Deed::Find(CAP, NotPerformed));
    s.act(US, Deed::Use(D1)).tells(
        "
            104 us use(0): void accord
            104 iran contest(1): contested cap (contested)
            104 iaea find(1, notperformed): notperformed cap (found)
            104 us use(0): answered procedure 0, started procedure 1
        ",
    );
}
