//! An exercise: what the script does and when, and what its record says of conduct afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use desk::drill::{Drill, Said, Script, What, timeline};
use desk::line::{Line, Seat, Steer, Typed};
use desk::model::conduct::{Share, conduct};
use desk::model::{Moment, watch};
use lang::events::exercise::compile_exercise;
use lang::source::Source;
use reader::Text;

use crate::matter::{accord, assembled};
use crate::script::script;

const NIGHT: &str = include_str!("../../../../exercises/night-watch.exercise");

/// The exercise that ships, as the program reads it.
pub fn night() -> Script {
    scripted(&accord("three-phase"), &Source::new("night-watch.exercise", NIGHT))
}

/// An exercise about a text.
pub fn scripted(text: &Arc<Text>, exercise: &Source) -> Script {
    let read = compile_exercise(exercise, &text.compiled, &text.compiled.common);
    assert_eq!(read.diagnostics, []);
    let it = read.exercise.expect("no errors");
    let found = assembled(text, &it.before, (it.day_zero.0, it.begins));
    script(&it, text, found)
}

/// A drill with the wall's clock in the hand of the test.
pub fn drilled() -> (Drill, Arc<AtomicU64>) {
    played(night())
}

/// The same of any script.
pub fn played(script: Script) -> (Drill, Arc<AtomicU64>) {
    let wall = Arc::new(AtomicU64::new(0));
    let read = Arc::clone(&wall);
    (Drill::new(script, Box::new(move || read.load(Ordering::Relaxed))), wall)
}

fn typed(kind: &str, fields: &[(&str, &str)]) -> Typed {
    let fields = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Typed { kind: kind.to_owned(), fields: fields.collect(), ..Typed::default() }
}

fn now(drill: &mut Drill) -> Moment {
    let matter = drill.look().expect("a look").matter;
    let until = matter.until;
    Moment::of(matter, until)
}

#[test]
fn the_others_do_what_the_script_says_when_it_says_so() {
    let script = night();
    let begins = u64::from(script.begins.0) * 3_600;
    let by = |hours: u64| timeline(&script, &[], begins + hours * 3_600).len();
    assert_eq!([by(0), by(1), by(2), by(3), by(9)], [0, 1, 3, 4, 6]);
}

#[test]
fn a_rule_answers_once_and_so_long_after_what_it_waits_for() {
    let (mut drill, wall) = drilled();
    drill.steer(Steer::Go(Some(3_600))).expect("an exercise");
    wall.fetch_add(2_500, Ordering::Relaxed);
    let open = drill.look().expect("a look");
    assert_eq!(open.letters.len(), 3);
    let answer = typed("red_line", &[("red_line", "ship"), ("act", "answer"), ("answer", "1")]);
    let drafted = drill.compose(Seat::First, &answer).expect("a form");
    assert_eq!(drafted.state, "draft", "an answer needs two people");
    assert!(drill.release(Seat::First, &drafted.name).is_err(), "the same person");
    drill.release(Seat::Second, &drafted.name).expect("the other person");
    let said = |drill: &mut Drill| {
        let letters = drill.look().expect("a look").letters;
        let from = letters.iter().filter(|it| !it.own).count();
        (letters.len(), from)
    };
    assert_eq!(said(&mut drill), (4, 3));
    wall.fetch_add(1_000, Ordering::Relaxed);
    assert_eq!(said(&mut drill), (6, 5), "the scene of three o'clock, and the rule an hour after");
    drill.steer(Steer::End).expect("an exercise");
    let closing = drill.compose(Seat::First, &typed("test", &[])).expect_err("it is over");
    assert!(closing.contains("over"), "{closing}");
}

#[test]
fn conduct_is_counted_from_what_was_done_and_when() {
    let (mut drill, wall) = drilled();
    drill.steer(Steer::Go(Some(3_600))).expect("an exercise");
    wall.fetch_add(1_000, Ordering::Relaxed);
    let call = drill.look().expect("a look").letters.remove(0);
    wall.fetch_add(500, Ordering::Relaxed);
    let ack = typed("ack_read", &[("re", &call.proof.hash)]);
    drill.compose(Seat::First, &ack).expect("read");
    let read = conduct(&now(&mut drill));
    assert_eq!(read.acknowledged, Share { part: 1, of: 1 });
    assert_eq!(read.minutes_median, Some(30), "half an hour at an hour a second");
    wall.fetch_add(1_000, Ordering::Relaxed);
    let absorb = typed("red_line", &[("red_line", "ship"), ("act", "absorb")]);
    let draft = drill.compose(Seat::Second, &absorb).expect("a form");
    drill.release(Seat::First, &draft.name).expect("the other person");
    wall.fetch_add(8_000, Ordering::Relaxed);
    let after = conduct(&now(&mut drill));
    assert_eq!(after.answered_inside, Share { part: 1, of: 1 });
    assert_eq!(after.in_level, Share { part: 1, of: 1 });
    assert_eq!(after.incidents.len(), 2, "the drone of nine o'clock is another incident");
    assert_eq!((after.incidents[0].left, after.incidents[1].left), ("absorbed", "open"));
    assert!(after.acknowledged.of > after.acknowledged.part);
    let left = watch::watch(&now(&mut drill)).unread;
    assert_eq!(left.len(), after.acknowledged.of - after.acknowledged.part);
}

#[test]
fn a_second_crossing_before_the_first_is_left_is_an_escalation() {
    let (mut drill, wall) = drilled();
    drill.steer(Steer::Go(Some(3_600))).expect("an exercise");
    wall.fetch_add(10_000, Ordering::Relaxed);
    let found = conduct(&now(&mut drill));
    assert_eq!((found.incidents.len(), found.escalations), (1, 1));
    assert_eq!(found.answered_inside, Share { part: 0, of: 0 }, "nothing is over yet");
}

#[test]
fn what_the_seat_says_stands_in_the_record_at_the_time_of_the_exercise() {
    let script = night();
    assert!(script.scenes.iter().all(|(at, _)| *at >= script.begins && *at <= script.until));
    let (mut drill, wall) = drilled();
    drill.steer(Steer::Go(Some(60))).expect("an exercise");
    wall.fetch_add(130_000, Ordering::Relaxed);
    let typed = typed("inquiry", &[("inquiry", "autonomy"), ("act", "open")]);
    let draft = drill.compose(Seat::First, &typed).expect("a form");
    drill.release(Seat::Second, &draft.name).expect("the other person");
    let look = drill.look().expect("a look");
    let last = look.matter.lines.last().expect("a line");
    assert_eq!(last.text, "US opens autonomy");
    assert_eq!(last.at.0 - night().begins.0, 2);
    let script = night();
    assert!(matches!(timeline(&script, &[], u64::MAX)[0].what, What::Theirs(Said::Words(..))));
}
