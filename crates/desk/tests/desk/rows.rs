//! The rows say what the agreement says at a moment, and nothing that nobody reported.

use std::sync::Arc;

use desk::Matter;
use desk::model::{Moment, board, card, deadlines, incidents, quantities, record, relief, today};
use jiff::civil::date;

use crate::matter::{exercise, plan_of_2015};

fn on(matter: Matter, (year, month, day): (i16, i8, i8)) -> Moment {
    let at = matter.hours(date(year, month, day)).expect("day 0 is a date");
    Moment::of(Arc::new(matter), at)
}

fn status(moment: &Moment, title: &str) -> board::Status {
    let board = board::board(moment);
    let mut duties = board.compartments.iter().flat_map(|file| &file.duties);
    duties.find(|duty| duty.title == title).expect("a duty of the text").status
}

#[test]
fn the_board_says_where_each_duty_stood_on_a_day_of_the_plan_of_2015() {
    let before = on(plan_of_2015(), (2018, 5, 7));
    assert_eq!(status(&before, "Oil sanctions"), board::Status::Met);
    assert_eq!(status(&before, "Stock cap"), board::Status::Kept);
    let exit = on(plan_of_2015(), (2018, 5, 9));
    let wanting = today::today(&exit).wanting;
    assert!(wanting.iter().all(|row| row.title != "Stock cap"), "{wanting:?}");
    let later = on(plan_of_2015(), (2019, 7, 2));
    assert_eq!(status(&later, "Stock cap"), board::Status::NonPerformance);
    assert_eq!(status(&later, "Enrichment cap"), board::Status::Kept, "nobody has reported it");
}

#[test]
fn a_quantity_is_as_last_reported_and_its_report_has_an_age() {
    let unreported = on(plan_of_2015(), (2019, 7, 7));
    let level = |moment: &Moment| quantities::quantities(moment).swap_remove(0);
    assert!((level(&unreported).reported.value - 3.67).abs() < 1e-9);
    assert_eq!(level(&unreported).report, None);
    assert_eq!(level(&unreported).caps[0].in_line, None, "a baseline is no report");
    let measured = on(plan_of_2015(), (2019, 7, 18));
    let level = level(&measured);
    assert!((level.reported.value - 4.5).abs() < 1e-9, "{level:?}");
    assert_eq!(level.report.expect("a report").at.away, -240, "ten days old");
    assert_eq!((level.caps[0].in_line, level.caps[0].owed), (Some(false), true));
}

#[test]
fn what_silence_means_is_what_the_kernel_says_when_a_clock_runs_out() {
    let moment = on(plan_of_2015(), (2025, 9, 1));
    let clocks = deadlines::deadlines(&moment);
    let restored = clocks.silence.iter().find(|due| due.said.kind == "restored").expect("snapback");
    assert_eq!(restored.at.date.as_deref(), Some("2025-09-27"));
    let back = incidents::incidents(&moment).procedures.swap_remove(1);
    assert_eq!((back.kind, back.stands), ("snapback", "running"));
    assert_eq!(back.until.and_then(|at| at.date).as_deref(), Some("2025-09-27"));
}

#[test]
fn a_waiver_shows_the_time_that_is_left() {
    let moment = on(plan_of_2015(), (2016, 1, 20));
    let oil = relief::relief(&moment).waivers.swap_remove(0);
    assert_eq!(oil.life, "in_force");
    assert_eq!(oil.ends.and_then(|at| at.date).as_deref(), Some("2016-05-15"));
}

#[test]
fn the_card_names_who_may_do_what_until_when() {
    let moment = on(exercise(), (2026, 2, 21));
    let all = incidents::incidents(&moment);
    assert!(all.open);
    let card = card::card(&moment, all.occurrences[0].entry).expect("the attack has a card");
    let may: Vec<(&str, &str)> =
        card.powers.iter().map(|power| (power.by.as_str(), power.deed)).collect();
    assert!(may.contains(&("United States", "answer")), "{may:?}");
    assert!(may.contains(&("United States", "absorb")), "{may:?}");
    assert!(may.iter().all(|(by, _)| *by != "Israel"), "who has not signed has no power: {may:?}");
    let answers: Vec<_> = card.powers.iter().filter_map(|power| power.effect).collect();
    assert_eq!(answers, ["pause_account"], "a forcible answer is not offered while it must wait");
    let until = card.powers[0].until.as_ref().and_then(|at| at.date.as_deref());
    assert!(until > Some("2026-02-21"), "{until:?}");
    assert!(card.tell.iter().any(|name| name == "Islamic Republic of Iran"), "{:?}", card.tell);
    let since: Vec<&str> =
        card.since.iter().flat_map(|it| &it.verdicts).map(|it| it.kind.as_str()).collect();
    assert!(since.contains(&"crossed") && since.contains(&"inquired"), "{since:?}");
    assert_eq!(card::card(&moment, 0), None, "what is no occurrence has no card");
}

#[test]
fn a_forcible_answer_waits_until_it_may_be_given() {
    let moment = on(exercise(), (2026, 2, 21));
    let ship = incidents::incidents(&moment).redlines.swap_remove(0);
    assert_eq!(ship.level, 2);
    let answers: Vec<bool> = ship.rungs[1].answers.iter().map(|answer| answer.now).collect();
    assert_eq!(answers, [true, false], "a strike cools down for 72 hours first");
    assert!(ship.rungs[0].answers.iter().all(|answer| !answer.now), "another level is open");
}

#[test]
fn the_record_is_paged_from_the_latest_and_nothing_later_is_read() {
    let moment = on(plan_of_2015(), (2018, 5, 8));
    let page = record::record(&moment, 99);
    assert_eq!(page.page, (1, 1));
    assert_eq!(page.entries.len(), page.count);
    let dates: Vec<_> = page.entries.iter().filter_map(|it| it.at.date.as_deref()).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    assert_eq!(dates.first(), Some(&"2018-05-08"));
}

#[test]
fn once_the_accord_has_ended_no_duty_is_still_to_come() {
    let moment = on(plan_of_2015(), (2025, 10, 1));
    assert_eq!(status(&moment, "Stock cap"), board::Status::NonPerformance);
    let board = board::board(&moment);
    let duties = board.compartments.iter().flat_map(|file| &file.duties);
    assert!(duties.clone().all(|duty| duty.status != board::Status::Ahead));
    assert!(duties.clone().any(|duty| duty.standing == Some("reported")));
    assert!(board.phases.iter().all(|phase| phase.life == "over"));
}
