//! Whole lives: red lines, answers, attribution, inquiries.

mod lives;

use kernel::accord::*;
use kernel::event::Finding::NotPerformed;
use kernel::*;
use lives::accords::*;
use lives::tell::Story;

fn attacked(severity: i64, to: ActorId) -> Story {
    let mut s = Story::of(three_phase());
    s.calm_held().hush().act(COASTAL, Deed::Incident(ATTACKS, severity));
    s.act(JMC, Deed::Attribute(ATTACKS, to));
    s
}

/// An attack that the patron did not order counts against nobody; answering, absorbing and
/// letting the time run out are told apart, so that each can have its own price.
#[test]
fn a_red_line_is_answered_absorbed_or_left_unanswered() {
    attacked(0, COASTAL).act(US, Deed::Answer(SHIP, 0)).act(US, Deed::Absorb(SHIP)).tells("
            114 coastal incident(2, 0): occurred subject 2
            114 jmc attribute(2, 3): attributed subject 2, crossed redline 0
            114 us answer(0, 0): answered redline 0, paused accord, suspended pay1, suspended pay2, suspended pay3
            114 us absorb(0): void accord
        ");
    attacked(0, COASTAL).act(US, Deed::Absorb(SHIP)).tells(
        "
            114 coastal incident(2, 0): occurred subject 2
            114 jmc attribute(2, 3): attributed subject 2, crossed redline 0
            114 us absorb(0): absorbed redline 0
        ",
    );
    attacked(0, COASTAL).days(30).tells(
        "
            114 coastal incident(2, 0): occurred subject 2
            114 jmc attribute(2, 3): attributed subject 2, crossed redline 0
            134 .: lapsed waiver 0
            134+1h .: late pay1 (reported), suspended calm
            144 .: unanswered redline 0
        ",
    );
}

#[test]
fn force_waits_for_the_cooling_off() {
    let mut s = attacked(1, IRAN);
    s.act(US, Deed::Answer(SHIP, 1)).days(2).tells("
            114 coastal incident(2, 1): occurred subject 2
            114 jmc attribute(2, 1): attributed subject 2, notperformed calm (reported), crossed redline 0, suspended pay1, suspended pay2, suspended pay3
            114 us answer(0, 1): void accord
        ");
    s.act(COASTAL, Deed::Incident(ATTACKS, 1)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.days(1).hush().act(US, Deed::Answer(SHIP, 1)).tells(
        "
            117 us answer(0, 1): answered redline 0, struck accord
        ",
    );
}

#[test]
fn a_further_act_climbs_the_ladder_and_none_climbs_down() {
    let mut s = attacked(0, COASTAL);
    s.hush().act(COASTAL, Deed::Incident(ATTACKS, 1)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.act(COASTAL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.tells(
        "
            114 coastal incident(2, 1): occurred subject 2
            114 jmc attribute(2, 3): attributed subject 2, crossed redline 0
            114 coastal incident(2, 0): occurred subject 2
            114 jmc attribute(2, 3): attributed subject 2
        ",
    );
    assert_eq!(s.state.redline(SHIP).level, 2);
}

/// The second rung of the cap's line starts the snapback without talks.
#[test]
fn a_red_line_starts_a_procedure() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush().act(IRAN, Deed::Set(ENRICHMENT, 60_000)).days(2);
    s.act(IAEA, Deed::Measure(ENRICHMENT, 60_000)).act(US, Deed::Answer(DASH, 0)).tells("
            74 iran set(0, 60000):
            76 iaea measure(0, 60000): noted subject 0, notperformed cap (reported), crossed redline 1
            76 us answer(1, 0): answered redline 1, started procedure 1
        ");
}

#[test]
fn a_lower_rung_turns_the_dial_down() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().hush().act(IAEA, Deed::Measure(ENRICHMENT, 5_000));
    s.act(US, Deed::Answer(DASH, 0)).tells("
            74 iaea measure(0, 5000): noted subject 0, notperformed cap (reported), crossed redline 1
            74 us answer(1, 0): answered redline 1, turned dial 0, suspended ease, ended ease
        ");
}

/// Claim, test, warning: a further act after the warning is attributed, and counts from then on.
#[test]
fn a_warning_ignored_establishes_attribution() {
    let mut s = Story::of(three_phase());
    s.calm_held().hush();
    s.act(IRAN, Deed::Inquire(AUTONOMY)).days(5).act(US, Deed::Warn(AUTONOMY)).days(5);
    s.act(COASTAL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.tells("
            114 iran inquire(0): inquired inquiry 0
            119 us warn(0): warned inquiry 0
            124 coastal incident(2, 0): occurred subject 2
            124 jmc attribute(2, 3): attributed subject 2, established inquiry 0, notperformed calm (reported), crossed redline 0, suspended pay1, suspended pay2, suspended pay3
        ");
}

#[test]
fn an_inquiry_that_runs_out_establishes_nothing() {
    let mut s = Story::of(three_phase());
    s.calm_held().hush().act(US, Deed::Inquire(AUTONOMY)).days(11);
    s.act(US, Deed::Inquire(AUTONOMY)).act(US, Deed::Warn(AUTONOMY)).days(31);
    s.act(COASTAL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.tells(
        "
            114 us inquire(0): inquired inquiry 0
            124 .: closed inquiry 0
            125 us inquire(0): inquired inquiry 0
            125 us warn(0): warned inquiry 0
            134 .: lapsed waiver 0
            134+1h .: late pay1 (reported), suspended calm
            155 .: closed inquiry 0
            156 coastal incident(2, 0): occurred subject 2
            156 jmc attribute(2, 3): attributed subject 2, crossed redline 0
        ",
    );
}

/// Who answers for a group whose acts it tolerates does so once it is reported to.
#[test]
fn tolerance_counts_where_the_text_says_so() {
    let mut accord = three_phase();
    accord.actors[3].answered_by = Some((IRAN, Attribution::Tolerated));
    let mut s = Story::of(accord.indexed());
    s.calm_held().act(JMC, Deed::Measure(RESTRAINT, 2)).hush();
    s.act(COASTAL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.tells(
        "
            114 coastal incident(2, 0): occurred subject 2
            114 jmc attribute(2, 3): attributed subject 2, crossed redline 0
        ",
    )
    .act(JMC, Deed::Measure(RESTRAINT, 1))
    .hush();
    s.act(COASTAL, Deed::Incident(ATTACKS, 0)).act(JMC, Deed::Attribute(ATTACKS, COASTAL));
    s.tells("
            114 coastal incident(2, 0): occurred subject 2
            114 jmc attribute(2, 3): attributed subject 2, notperformed calm (reported), crossed redline 0
        ");
}

#[test]
fn lines_and_complaints_fall_idle_with_their_file() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept().act(IAEA, Deed::Report(CAP, NotPerformed)).act(US, Deed::Start(D1, CAP));
    s.days(30).act(US, Deed::Use(D1)).days(25).act(IAEA, Deed::Report(ADMIT, NotPerformed));
    s.act(US, Deed::Start(D1, ADMIT)).act(IAEA, Deed::Measure(ENRICHMENT, 5_000)).hush();
    assert_eq!(s.state.redline(DASH).level, 1);
    s.days(29).tells("
            134 .: lapsed waiver 0, restored procedure 1, turned dial 0, suspended ease, ended nuclear, ended trade, ended admit (reported), ended cap (reported), ended lift, ended ease, ended blend, ended ease2, ended limit-us, ended limit-iran, settled procedure 0
            134+1h .: late pay1 (reported), suspended calm
        ").act(US, Deed::Answer(DASH, 0)).tells("
            158 us answer(1, 0): void accord
        ");
}

/// A procedure that already runs cannot be started twice: the answer is void and the line stays
/// open. An earlier kernel closed the line and did nothing.
#[test]
fn an_answer_that_could_do_nothing_is_void() {
    let mut s = Story::of(three_phase());
    s.first_phase_kept()
        .act(IAEA, Deed::Measure(ENRICHMENT, 60_000))
        .act(US, Deed::Answer(DASH, 0));
    s.act(IAEA, Deed::Measure(ENRICHMENT, 60_000)).hush();
    s.act(US, Deed::Answer(DASH, 0)).act(US, Deed::Absorb(DASH)).tells(
        "
            74 us answer(1, 0): void accord
            74 us absorb(1): absorbed redline 1
        ",
    );
}

/// Evidence is a package: the time to answer runs once all of it is shown, whoever shows it.
#[test]
fn the_time_to_answer_runs_once_all_evidence_is_shown() {
    let mut accord = three_phase();
    accord.inquiries[0].evidence = 2;
    let mut s = Story::of(accord);
    let (first, second) = (Deed::Show(AUTONOMY, 0), Deed::Show(AUTONOMY, 1));
    s.act(COASTAL, first.clone()).act(US, Deed::Show(AUTONOMY, 2)).act(US, first.clone());
    s.act(US, first).act(US, Deed::Warn(AUTONOMY)).days(5).act(IRAN, second).days(10).tells(
        "
            0 start: opened p1, live limit-us, live limit-iran
            0 coastal show(0, 0): void accord
            0 us show(0, 2): void accord
            0 us show(0, 0): noted inquiry 0
            0 us show(0, 0): void accord
            0 us warn(0): void accord
            5 iran show(0, 1): noted inquiry 0, inquired inquiry 0
            10 .: live admit, live lift
            14 .: live cap
            15 .: closed inquiry 0
        ",
    );
}
