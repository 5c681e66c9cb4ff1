//! Pages that follow the record over time: both tracks, votes, months, the watch, free days, receipts.

use std::sync::Arc;

use desk::matter::{Proof, Talk};
use desk::model::status::{grade, status};
use desk::model::{Moment, incidents, record, tracks, votes, watch};
use desk::view::{Asked, Frame, View};
use desk::words::Tongue;
use forms::Language;
use jiff::civil::date;
use kernel::Hours;
use lang::source::Source;

use crate::matter::{exercise, plan_of_2015, recorded};

fn latest(matter: desk::Matter) -> Moment {
    let until = matter.until;
    Moment::of(Arc::new(matter), until)
}

#[test]
fn a_side_that_says_two_things_about_one_step_is_marked() {
    let events = "history of \"Three-phase understanding, United States - Iran\"\n\
        day 0 is 2026-01-01\n\
        2026-01-12 Iran performs admit\n\
        2026-01-20 IAEA reports admit not performed\n\
        2026-01-21 Iran contests admit\n\
        2026-01-25 Iran admits admit\n\
        until 2026-01-26\n";
    let found = tracks::tracks(&latest(recorded("three-phase", Source::new("a.events", events))));
    let kinds: Vec<&str> = found.contradictions.iter().rev().map(|it| it.kind).collect();
    assert_eq!(kinds, ["body", "own_words"]);
    let body = found.contradictions.last().expect("two of them");
    assert_eq!(body.earlier.as_deref(), Some("IAEA reports admit not performed"));
    assert!(found.rows.iter().any(|row| row.marked));
    assert!(tracks::tracks(&latest(exercise())).contradictions.is_empty());
}

#[test]
fn tolerated_acts_are_public_and_everything_else_stands_on_the_line() {
    let events = "history of \"Three-phase understanding, United States - Iran\"\n\
        day 0 is 2026-01-01\n\
        2026-01-12 US carries out designations\n\
        2026-01-20 Iran performs admit\n\
        until 2026-01-26\n";
    let found = tracks::tracks(&latest(recorded("three-phase", Source::new("a.events", events))));
    let public: usize = found.rows.iter().map(|row| row.public.len()).sum();
    let line: usize = found.rows.iter().map(|row| row.line.len()).sum();
    assert_eq!((public, line), (1, 1), "{:?}", found.rows);
}

#[test]
fn votes_of_the_commission_stand_with_what_followed() {
    let found = votes::votes(&latest(plan_of_2015()));
    assert!(found.bodies.iter().any(|body| body.title == "Joint Commission"));
    let extend: Vec<_> = found.votes.iter().filter(|it| it.motion.0 == "extend").collect();
    assert_eq!(extend.len(), 4);
    assert!(extend.iter().all(|it| it.vote == "for"));
}

#[test]
fn a_month_says_where_each_duty_stood_on_its_last_day() {
    let moment = latest(plan_of_2015());
    let oldest = status(&moment, 99);
    assert_eq!(oldest.page.0, oldest.page.1);
    assert!(status(&moment, 1).months.len() <= 12);
    let row = |page: usize, title: &str, month: &str| {
        let it = status(&moment, page);
        let at = it.months.iter().position(|it| it == month).expect("a month of the page");
        it.duties.iter().find(|row| row.title == title).expect("a duty").grades[at]
    };
    let page = (1..=oldest.page.1)
        .find(|page| status(&moment, *page).months.contains(&"2018-04".to_owned()))
        .expect("a page");
    assert_eq!(row(page, "Stock cap", "2018-04"), Some(3));
    let page = (1..=oldest.page.1)
        .find(|page| status(&moment, *page).months.contains(&"2019-08".to_owned()))
        .expect("a page");
    assert_eq!(row(page, "Stock cap", "2019-08"), Some(0), "a body had reported it");
    let all = status(&moment, page);
    let owed = |month: usize| all.duties.iter().filter(|it| it.grades[month].is_some()).count();
    for (month, counts) in all.counts.iter().enumerate() {
        assert_eq!(counts.iter().sum::<usize>(), owed(month));
    }
    let first = moment.accord().duty_ids().next().expect("a duty");
    assert_eq!(grade(&moment, &moment.tape.at(moment.accord(), moment.at).state, first), None);
}

#[test]
fn the_months_of_the_tape_are_the_states_of_a_replay_cut_there() {
    let matter = Arc::new(plan_of_2015());
    let tape = matter.tape();
    for days in [0, 1, 300, 830, 831, 1300, 3500] {
        let at = Hours::days(days).min(matter.until);
        let cut = explore::replay::replay(&matter.accord, &matter.recorded(at), Some(at));
        let reached = tape.at(&matter.accord, at);
        assert_eq!(reached.state, cut.state, "day {days}");
        assert_eq!(reached.duties, cut.duties, "day {days}");
        assert_eq!(tape.entries(at), cut.entries, "day {days}");
    }
}

#[test]
fn a_deadline_on_a_free_day_of_one_side_says_whose() {
    let moment = latest(exercise());
    // 2026-02-26 is a Thursday: offices in Tehran are closed, those in Washington are not.
    let thursday = moment.matter.hours(date(2026, 2, 26)).expect("a date");
    assert_eq!(moment.stamp(thursday).free, ["Tehran"]);
    assert!(moment.stamp(thursday.plus(Hours::days(2))).free.is_empty());
}

#[test]
fn an_occurrence_says_how_deniability_stands_and_on_what_evidence() {
    let found = incidents::incidents(&latest(exercise()));
    let attack = &found.occurrences[0];
    assert_eq!(attack.attributed.as_deref(), Some("coastal armed group"));
    let inquiry = &attack.deniability[0];
    assert_eq!((inquiry.stands, inquiry.evidence), ("open", (3, 3)));
    let before = Moment::of(Arc::new(exercise()), Hours::days(49));
    assert!(incidents::incidents(&before).occurrences.is_empty());
}

fn talk(at: u64, kind: &str, own: bool) -> Talk {
    Talk {
        at,
        from: "US".to_owned(),
        own,
        kind: kind.to_owned(),
        name: at.to_string(),
        hash: format!("{at:064x}"),
        re: None,
        lead: ["One watch hands over.".to_owned(), "تحویل".to_owned()],
        text: Some("Nothing open.".to_owned()),
    }
}

#[test]
fn the_page_of_votes_shows_bodies_votes_and_minutes_in_both_languages() {
    let mut matter = plan_of_2015();
    let at = matter.posix(matter.until).expect("a date") - 3_600;
    matter.talk = vec![talk(at, "decision", true), talk(at + 1, "free_text", true)];
    let moment = latest(matter);
    assert_eq!(votes::votes(&moment).minutes.len(), 1, "words are no decision");
    for (language, voted) in [(Language::English, "for"), (Language::Persian, "موافق")] {
        let tongue = Tongue::of(language);
        let frame = Frame::alone(tongue, &moment);
        let page = View::Votes.body(&frame, Asked::default()).into_string();
        for shown in ["Joint Commission", "Nothing open.", &format!("/message/{at}?lang=")] {
            assert!(page.contains(shown), "{shown} in {page}");
        }
        let chips = page.matches(&format!("vote-for\">{voted}</span>")).count();
        assert_eq!(chips, votes::votes(&moment).votes.len(), "{page}");
    }
}

#[test]
fn a_watch_begins_with_the_last_handover_before_the_moment() {
    let mut matter = exercise();
    let at = matter.posix(matter.until).expect("a date");
    matter.talk = vec![
        talk(at - 7_200, "watch_handover", true),
        talk(at - 3_600, "free_text", false),
        talk(at + 90_000, "watch_handover", true),
    ];
    let moment = latest(matter);
    let found = watch::watch(&moment);
    assert_eq!((found.handed, found.since.away), (true, -2));
    assert_eq!(found.handovers.len(), 1, "what is still to come is not read");
    assert_eq!(found.unread.len(), 1);
    assert!(found.incident_open);
    assert!(!watch::watch(&latest(exercise())).handed);
}

#[test]
fn an_entry_that_came_over_a_line_has_its_receipt() {
    let mut matter = exercise();
    let proof = Proof {
        name: "0a1b2c3d".to_owned(),
        hash: "ab".repeat(32),
        index: 7,
        deposited: Some(1_767_225_600),
        acknowledged: vec!["Iran".to_owned()],
    };
    matter.lines[0].proof = Some(proof);
    let page = record::record(&latest(matter), 1);
    let receipts: Vec<_> = page.entries.iter().filter_map(|it| it.receipt.as_ref()).collect();
    assert_eq!(receipts.len(), 1);
    assert_eq!(
        (receipts[0].index, receipts[0].acknowledged.as_slice()),
        (7, &["Iran".to_owned()][..])
    );
}
