//! The first design, part by part: each test leaves one part out and finds what then goes wrong.

use line::leaf::Seen;
use line::script::{Body, Entry};

use crate::liars;
use crate::line::{Explored, Line, Menu, Without};
use crate::world::{A, B, M, World, log};

const AGREE: &str = "honest parties agree";
const WAIT: &str = "nobody waits for ever";

/// One round; `content` names who has written a leaf at the start.
pub fn line(judges: usize, content: &[usize]) -> Line {
    let mut start = World::new(2 + judges);
    for author in content {
        start.append(*author, Entry { seen: Seen::default(), body: Body::Content }, false);
    }
    Line {
        without: Without::Nothing,
        judges,
        liars: Vec::new(),
        menu: liars::none,
        gone: Vec::new(),
        rounds: 1,
        served: false,
        timely: false,
        said: false,
        start,
    }
}

pub fn lying(mut line: Line, liar: usize, menu: Menu) -> Line {
    line.liars = vec![liar];
    line.menu = menu;
    line
}

/// A history of the liar's own beside its log.
pub fn second_history(mut line: Line, author: usize) -> Line {
    line.start.histories.push((author, Vec::new()));
    line
}

fn found(line: &Line, without: Without, property: &str) -> (bool, bool) {
    let explore = |without| {
        let explored: Explored = Line { without, ..line.clone() }.explore();
        println!("{without:?}: {explored:?}");
        explored.found.contains(&property)
    };
    (explore(without), explore(Without::Nothing))
}

#[test]
fn w3_without_a_third_party_silence_holds_a_party_for_ever() {
    let alone = Line { gone: vec![A], ..line(0, &[B]) };
    assert!(alone.explore().found.contains(&WAIT));
    let judged = Line { gone: vec![A], ..line(1, &[B]) };
    assert!(!judged.explore().found.contains(&WAIT));
}

#[test]
fn w5_a_log_left_out_of_every_hold_never_enters() {
    let mut line = lying(line(1, &[B]), A, liars::censor);
    line.start.replicas[M].had.push((B, 1));
    line.served = true;
    line.timely = true;
    assert_eq!(found(&line, Without::OmissionAppeal, WAIT), (true, false));
}

#[test]
fn s1_sizes_alone_make_a_party_vote_for_a_leaf_it_never_saw() {
    let line = second_history(lying(line(1, &[]), A, liars::two_faces), A);
    let property = "a vote names what its writer has";
    assert_eq!(found(&line, Without::Roots, property), (true, false));
}

#[test]
fn s5_a_minimum_that_is_not_closed_tears_an_answer_from_its_question() {
    let mut line = lying(line(1, &[M]), A, liars::tears_apart);
    line.start.replicas[B].had.push((M, 1));
    let answer = Entry { seen: Seen::new([(log(M), 1)]), body: Body::Content };
    line.start.append(B, answer, false);
    let property = "a cut leaves out nothing it refers to";
    assert_eq!(found(&line, Without::Closing, property), (true, false));
}

#[test]
fn n1_without_votes_an_appeal_and_two_holds_close_a_round_twice() {
    let broken = Line { without: Without::Votes, ..line(1, &[A]) }.explore();
    assert!(
        broken.found.contains(&AGREE),
        "with votes: `both_act_and_every_order_ends_in_one_script`"
    );
}

#[test]
fn n2_a_vote_after_an_appeal_makes_two_certificates() {
    let broken = Line { without: Without::Lock, ..line(1, &[A]) }.explore();
    assert!(
        broken.found.contains(&AGREE),
        "with it: `both_act_and_every_order_ends_in_one_script`"
    );
}

#[test]
fn s8_two_appeals_and_no_ruling_hold_both_for_ever() {
    let line = Line { gone: vec![M], ..line(1, &[A, B]) };
    assert_eq!(found(&line, Without::Yield, WAIT), (true, false));
}

#[test]
fn s9_a_ruling_that_nobody_checks_overrules_two_votes() {
    let line = lying(line(1, &[A]), M, liars::judge);
    assert_eq!(found(&line, Without::RulingCheck, AGREE), (true, false));
}
