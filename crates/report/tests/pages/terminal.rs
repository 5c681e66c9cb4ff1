//! The terminal page as a golden text.

use crate::fixture;

#[test]
fn the_whole_answer_fits_one_screen() {
    let fixture = fixture::full();
    let page = report::terminal::page(&fixture.page());
    let widest = page.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    assert!(widest <= report::terminal::WIDTH, "{widest} columns\n{page}");
    assert!(page.lines().count() <= 60, "{} lines\n{page}", page.lines().count());
    insta::assert_snapshot!("full", page);
}

#[test]
fn a_quick_look_says_what_was_not_computed() {
    let fixture = fixture::quick();
    insta::assert_snapshot!("quick", report::terminal::page(&fixture.page()));
}

#[test]
fn a_line_is_explained_by_what_departs_from_it() {
    let fixture = fixture::full();
    let weakest = fixture.assessment.weakest.as_ref().and_then(|it| it.clause);
    let place = fixture.labels.place(weakest.expect("a clause")).expect("a place");
    let why = report::why::page(&fixture.page(), place.line).expect("a clause starts there");
    insta::assert_snapshot!("why", why);
    let nowhere = report::why::page(&fixture.page(), 100_000).expect_err("no such line");
    assert!(nowhere.nearest.is_some_and(|line| line < 200));
}
