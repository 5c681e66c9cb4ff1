//! The sentence of the answer, in every way it can come out.

use explore::hold::Holding;
use game::Interval;

use crate::fixture::{self, Fixture};

fn sentence(fixture: &Fixture) -> String {
    report::words::answer::who_keeps(&fixture.page())
}

fn with(change: impl Fn(&mut [Holding])) -> String {
    let mut fixture = fixture::full();
    change(&mut fixture.assessment.holdings);
    sentence(&fixture)
}

#[test]
fn both_keep() {
    let said = with(|holdings| {
        holdings.iter_mut().for_each(|it| it.loss = Interval { lower: 0.0, upper: 0.0 });
        holdings.iter_mut().for_each(|it| it.margins.retain(|m| m.margin > 0.0));
    });
    assert_eq!(
        said,
        "Under these beliefs both the United States and Iran gain by keeping it to the end."
    );
}

#[test]
fn both_keep_within_the_tolerance() {
    let said = with(|holdings| {
        holdings.iter_mut().for_each(|it| it.loss = Interval { lower: 0.0, upper: 0.03 });
    });
    assert_eq!(
        said,
        "Under these beliefs both the United States and Iran keep it: leaving could gain nobody \
         more than 1 % of its stake."
    );
}

#[test]
fn one_keeps_and_one_does_not() {
    assert_eq!(
        sentence(&fixture::full()),
        "Under these beliefs Iran gains by keeping it to the end. The United States does not keep \
         it: from month 8 it would gain by withholding pay3 openly (line 78)."
    );
}

#[test]
fn only_a_run_of_departures_pays() {
    let said = with(|holdings| {
        let first = &mut holdings[0];
        first.margins.retain(|it| it.margin > 0.0);
    });
    assert!(
        said.contains("no departure pays by itself, but a run of them would gain it 7 %"),
        "{said}"
    );
}

#[test]
fn the_bounds_straddle_the_line() {
    let said = with(|holdings| holdings[0].loss = Interval { lower: 0.0, upper: 1.0 });
    assert!(
        said.ends_with(
            "Whether the United States keeps it is undecided: leaving could gain it between 0 % \
             and 8 % of its stake."
        ),
        "{said}"
    );
}
