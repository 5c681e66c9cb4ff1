//! Holes that only best response found, in a prototype or in this kernel's first writing. Each is
//! a way to gain that no text meant to give.

mod lives;

use kernel::accord::*;
use kernel::event::Finding::{Clean, NotPerformed};
use kernel::powers::powers;
use kernel::state::Life;
use kernel::*;
use lives::accords::*;
use lives::tell::Story;

fn kept() -> Story {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush();
    s
}

fn standing(s: &Story, duty: DutyId) -> Standing {
    s.state.duty(duty).standing
}

/// A finding that judged present conduct let stopping erase the evidence.
#[test]
fn stopping_after_an_accusation_erases_nothing() {
    let mut s = kept();
    s.act(IRAN, Deed::Set(ENRICHMENT, 20_000)).days(5);
    s.act(IAEA, Deed::Report(CAP, NotPerformed)).act(IRAN, Deed::Contest(CAP));
    s.act(IRAN, Deed::Set(ENRICHMENT, 3_670)).days(30).act(IAEA, Deed::Report(CAP, Clean));
    assert!(s.state.duty(CAP).accused);
    assert_eq!(standing(&s, CAP), Standing::Contested);
    s.act(IAEA, Deed::Find(CAP, NotPerformed));
    assert_eq!(standing(&s, CAP), Standing::Found);
}

/// Stopping before the report does not erase it either.
#[test]
fn what_was_out_of_line_since_the_last_report_is_accused() {
    let mut s = kept();
    s.act(IRAN, Deed::Set(ENRICHMENT, 20_000)).days(5).act(IRAN, Deed::Set(ENRICHMENT, 3_670));
    s.days(5).act(IAEA, Deed::Report(CAP, NotPerformed));
    assert!(s.state.duty(CAP).accused);
}

/// An open accusation that suspended inspection licensed cheating; so did a false one, while the
/// truth accused was that of the first report alone.
#[test]
fn inspection_goes_on_during_a_dispute() {
    let mut s = kept();
    s.act(IAEA, Deed::Report(CAP, NotPerformed)).act(IRAN, Deed::Contest(CAP));
    s.act(US, Deed::Start(D1, CAP));
    assert!(!s.state.duty(CAP).accused);
    s.act(IRAN, Deed::Set(ENRICHMENT, 20_000)).days(5);
    assert!(s.state.duty(CAP).dirty);
    s.act(IAEA, Deed::Report(CAP, NotPerformed));
    assert!(s.state.duty(CAP).accused);
}

/// Withholding and curing inside the dispute's clock was free: lateness is said, and can be priced.
#[test]
fn lateness_is_said_before_it_is_cured() {
    let mut s = Story::of(three_phase());
    s.iran_keeps().days(29).hush().days(2).tells(
        "
            30+1h .: late lift (reported), suspended admit, suspended cap
        ",
    );
    s.act(IRAN, Deed::Start(D1, LIFT)).act(US, Deed::Grant(W1)).tells("
            31 iran start(0, 2): started procedure 0
            31 us grant(0): granted waiver 0, proved lift (reported), cured lift, settled procedure 0, revived admit, revived cap
        ");
}

/// A file whose remaining phase could never open kept its duties for ever.
#[test]
fn no_duty_outlives_a_phase_that_can_never_open() {
    let mut accord = three_phase();
    accord.phases[2].workstreams = vec![TRADE];
    let mut s = Story::of(accord.indexed());
    s.days(10).hush().days(170).tells(
        "
            14 .: live cap
            30+1h .: late lift (reported), suspended admit, suspended cap
            180 .: lapsed p1, ended nuclear, ended trade, lapsed p2, ended regional, ended accord
        ",
    );
}

/// Relief taken back after its phase had closed was free, for the duty was no longer owed.
#[test]
fn relief_taken_back_after_its_phase_is_not_free() {
    let mut s = kept();
    s.act(US, Deed::Turn(RELIEF, 0)).days(300);
    assert_eq!(standing(&s, EASE), Standing::Admitted);
    assert_eq!(s.state.duty(EASE).life, Life::Live);
    assert!(powers(&s.accord, &s.state, IRAN).contains(&Deed::Start(D1, EASE)));
}

/// The fulfilment of a phase settled every complaint about what had been owed in it.
#[test]
fn a_phase_that_closes_erases_no_complaint() {
    let mut accord = three_phase();
    accord.duties[LIFT.index()].against.clear();
    accord.duties[ADMIT.index()].against.clear();
    accord.duties[CAP.index()].against.clear();
    let mut s = Story::of(accord.indexed());
    s.iran_keeps().days(44).act(US, Deed::Turn(RELIEF, 1)).act(IRAN, Deed::Start(D1, LIFT));
    s.hush().days(31).tells(
        "
            59 .: staged procedure 0
            74 .: exhausted procedure 0, closed p1, opened p2, live blend
        ",
    );
    assert_eq!(standing(&s, LIFT), Standing::Reported);
    s.act(US, Deed::Grant(W1)).tells("
            75 us grant(0): granted waiver 0, proved lift (reported), cured lift, settled procedure 0
        ");
}

/// To contest a bare allegation gave it the weight of a report, against whoever contested it.
#[test]
fn contesting_an_allegation_does_not_strengthen_it() {
    let mut s = kept();
    s.act(US, Deed::Allege(CAP)).act(IRAN, Deed::Contest(CAP)).tells(
        "
            74 us allege(1): notperformed cap (alleged)
            74 iran contest(1): contested cap (alleged)
        ",
    );
    assert!(!Condition::Reported(CAP).holds(&s.accord, &s.state, View::Reports));
    assert!(Condition::Held(CAP, Hours::days(60)).holds(&s.accord, &s.state, View::Reports));
}

/// A monthly measurement accused of not having done yet what was due in months.
#[test]
fn what_is_not_due_cannot_be_non_performed() {
    let mut s = kept();
    s.act(IAEA, Deed::Measure(DILUTED, 100)).act(IAEA, Deed::Report(BLEND, NotPerformed));
    s.tells(
        "
            74 iaea measure(1, 100): noted subject 1
            74 iaea report(8, notperformed): noted blend
        ",
    );
    assert_eq!(standing(&s, BLEND), Standing::None);
}

/// What is suspended need not be kept: not keeping it is no breach, though time held starts again.
#[test]
fn a_suspended_duty_cannot_be_breached() {
    let mut s = Story::of(three_phase());
    s.iran_keeps().days(40).act(IRAN, Deed::Set(ENRICHMENT, 20_000)).days(5).hush();
    s.act(IAEA, Deed::Measure(ENRICHMENT, 20_000)).tells(
        "
            45 iaea measure(0, 20000): noted subject 0
        ",
    );
    s.act(IRAN, Deed::Set(ENRICHMENT, 3_670)).act(US, Deed::Grant(W1)).days(29).tells("
            45 iran set(0, 3670):
            45 us grant(0): granted waiver 0, proved lift (reported), cured lift, revived admit, revived cap
        ");
    assert_eq!(s.state.duty(CAP).clock, Hours::days(29));
}

/// The dismissal of a complaint about what is overdue put its date off for ever.
#[test]
fn a_dismissal_puts_no_date_off() {
    let mut s = Story::of(swap());
    s.act(B, Deed::Conduct(RETURN, true)).days(31).act(A, Deed::Contest(GIVE)).hush();
    s.act(BODY, Deed::Find(GIVE, Clean)).days(1).tells(
        "
            31 #2 find(0, clean): dismissed duty 0
            31+1h .: late duty 0 (reported)
        ",
    );
}

/// A second attack renewed the cooling-off, so that attacking put the answer off.
#[test]
fn acting_again_does_not_put_off_an_answer() {
    let mut s = kept();
    for _ in 0..3 {
        s.act(COASTAL, Deed::Incident(ATTACKS, 1)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
        s.days(1);
    }
    assert!(powers(&s.accord, &s.state, US).contains(&Deed::Answer(SHIP, 1)));
}

/// An answer that lowered relief made the answerer late, where what the duty waits for still held.
#[test]
fn an_answer_makes_the_answerer_owe_nothing_new() {
    let mut accord = three_phase();
    accord.redlines[0].levels[0].answers[0].effect = Effect::LowerDial(RELIEF, 0);
    let mut s = Story::of(accord.indexed());
    s.first_phase_kept().act(COASTAL, Deed::Incident(ATTACKS, 0));
    s.act(JMC, Deed::Attribute(ATTACKS, COASTAL)).hush();
    s.act(US, Deed::Answer(SHIP, 0)).days(2).tells(
        "
            74 us answer(0, 0): answered redline 0, turned dial 0
        ",
    );
}

/// A line that names a group was crossed by whoever acted on its tally.
#[test]
fn a_line_that_names_a_group_is_not_crossed_by_another() {
    let mut s = kept();
    s.act(US, Deed::Inquire(AUTONOMY)).act(US, Deed::Warn(AUTONOMY)).hush();
    s.act(ISRAEL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, ISRAEL));
    s.tells(
        "
            74 israel incident(2, 0): occurred subject 2
            74 jmc attribute(2, 2): attributed subject 2
        ",
    )
    .act(COASTAL, Deed::Incident(ATTACKS, 0))
    .act(JMC, Deed::Attribute(ATTACKS, IRAN));
    s.tells(
        "
            74 coastal incident(2, 0): occurred subject 2
            74 jmc attribute(2, 1): attributed subject 2, established inquiry 0, crossed redline 0
        ",
    );
}

/// One leg of a swap across files was owed although the other could never be performed any more.
#[test]
fn a_leg_is_not_owed_against_a_dead_file() {
    let mut accord = three_phase();
    accord.duties[CALM.index()].against = vec![LIFT];
    let mut s = Story::of(accord.indexed());
    s.calm_held().act(IAEA, Deed::Measure(ENRICHMENT, 60_000)).act(US, Deed::Answer(DASH, 0));
    s.days(29).hush().days(2).tells("
            144 .: restored procedure 1, turned dial 0, suspended ease, ended nuclear, ended trade, ended admit, ended cap (reported), ended lift, ended ease, suspended calm, ended blend, ended ease2, ended limit-us, ended limit-iran
        ");
    assert_eq!(s.state.duty(CALM).life, Life::Suspended);
}

/// Another's incident on the same tally put a group's patron out of line.
#[test]
fn an_outsiders_act_is_not_the_obligors() {
    let mut accord = three_phase();
    accord.duties[CALM.index()].target = Target::NoOccurrence { subject: ATTACKS };
    let mut s = Story::of(accord.indexed());
    s.calm_held().act(ISRAEL, Deed::Incident(ATTACKS, 0)).days(1);
    assert!(!s.state.duty(CALM).dirty);
    s.act(JMC, Deed::Attribute(ATTACKS, ISRAEL)).act(COASTAL, Deed::Incident(ATTACKS, 0)).days(1);
    assert!(s.state.duty(CALM).dirty);
}

/// Between two answers of one line that end in the same state there is still a verdict to price.
#[test]
fn an_attack_nobody_ordered_stands_against_nobody() {
    let mut s = kept();
    s.act(IRAN, Deed::Set(RESTRAINT, 2)).days(20).act(COASTAL, Deed::Incident(ATTACKS, 0));
    s.act(JMC, Deed::Attribute(ATTACKS, COASTAL)).act(US, Deed::Absorb(SHIP));
    assert!(s.state.duties.iter().all(|cell| cell.standing == Standing::None));
}
