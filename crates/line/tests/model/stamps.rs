//! G and stamps: every assignment of times and stamps within bounds, not only orders of events.

use std::sync::Arc;

use line::leaf::Seen;
use line::script::time::{Clocks, deposited};
use line::script::{Body, Cut, Entry, Order, Prefix, Shelf, Statement, Terms};

use crate::world::{A, B, M, hash, log, terms};

const DEADLINE: u64 = 2;

/// What an intermediary does: whether it has B's leaf when it stamps early, and the times of two stamps.
#[derive(Clone, Copy, Debug)]
struct Stamper {
    early_has: bool,
    late_has: bool,
    times: [u64; 2],
    /// Its leaves claim more than they have seen.
    blind: bool,
}

fn push(shelf: &mut Shelf, author: usize, seen: Seen, body: Body) {
    let before = shelf
        .main(&log(author))
        .map_or(Prefix::EMPTY, |main| main.prefix(main.size()).expect("its own size"));
    let entry = Entry { seen, body };
    let root = hash(&(&before, &entry));
    assert!(shelf.push(log(author), &before, Arc::new(entry), root));
}

/// B's answer, then two stamps of each intermediary.
fn shelf(stampers: &[Stamper]) -> Shelf {
    let mut shelf = Shelf::default();
    push(&mut shelf, B, Seen::default(), Body::Content);
    let answer = shelf.main(&log(B)).and_then(|main| main.prefix(1)).expect("one leaf");
    for (place, one) in stampers.iter().enumerate() {
        for (has, time) in [one.early_has, one.late_has].into_iter().zip(one.times) {
            let cut = if has { Cut::new([(log(B), answer)]) } else { Cut::default() };
            let seen = if one.blind { Seen::default() } else { cut.seen_by(&log(M + place)) };
            push(&mut shelf, M + place, seen, Body::Control(Statement::Stamp { time, cut }));
        }
    }
    shelf
}

/// Whether the script's time passes the deadline before B's answer has its place.
fn expired_before_answer(shelf: &Shelf, terms: &Terms) -> bool {
    let all = shelf.held(None, &Cut::default(), &Default::default());
    let mut clocks = Clocks::default();
    for (at, index) in Order::default().round(shelf, 1, &all) {
        if at == log(B) && index == 0 {
            return clocks.stamped(terms) > DEADLINE;
        }
        if let Some(Body::Control(said)) =
            shelf.main(&at).and_then(|one| one.entry(index)).map(|one| &one.body)
        {
            clocks.pass(terms, &at, said);
        }
    }
    false
}

/// Every behaviour of an intermediary that does not lie: time rises, what it has stays.
fn honest() -> Vec<Stamper> {
    let mut all = Vec::new();
    for times in [[1, 3], [2, 3], [2, 4]] {
        for [early_has, late_has] in [[false, false], [false, true], [true, true]] {
            all.push(Stamper { early_has, late_has, times, blind: false });
        }
    }
    all
}

/// One that lies: any times, and leaves it says that it has, then has not.
fn lying() -> Vec<Stamper> {
    let mut all = honest();
    for blind in [false, true] {
        all.push(Stamper { early_has: true, late_has: false, times: [1, 9], blind });
        all.push(Stamper { early_has: false, late_has: false, times: [9, 9], blind });
        all.push(Stamper { early_has: true, late_has: true, times: [1, 1], blind });
    }
    all
}

fn cases(judges: usize, liars: usize) -> Vec<Vec<Stamper>> {
    let mut cases = vec![Vec::new()];
    for place in 0..judges {
        let choices = if place < liars { lying() } else { honest() };
        cases = cases
            .into_iter()
            .flat_map(|case| choices.iter().map(move |one| [case.as_slice(), &[*one]].concat()))
            .collect();
    }
    cases
}

/// Cases, those where B's answer was deposited in time, those of them where it came too late none the less.
fn count(judges: usize, liars: usize) -> (usize, usize, usize) {
    let terms = terms(judges);
    let (mut all, mut in_time, mut expired) = (0, 0, 0);
    for case in cases(judges, liars) {
        let shelf = shelf(&case);
        let deposit = deposited(&shelf, &terms, &log(B), 0).is_some_and(|time| time <= DEADLINE);
        all += 1;
        in_time += usize::from(deposit);
        expired += usize::from(deposit && expired_before_answer(&shelf, &terms));
    }
    println!(
        "{judges} intermediaries, {liars} liars: {all} cases, {in_time} in time, {expired} expired"
    );
    (all, in_time, expired)
}

#[test]
fn what_is_deposited_in_time_comes_before_the_time_that_would_expire_it() {
    for judges in [1, 3] {
        let (_, in_time, expired) = count(judges, 0);
        assert!(in_time > 0);
        assert_eq!(expired, 0);
    }
}

#[test]
fn an_intermediary_that_lies_in_one_history_expires_nobody() {
    for judges in [3, 4] {
        let (_, in_time, expired) = count(judges, 1);
        assert!(in_time > 0);
        assert_eq!(expired, 0);
    }
}

#[test]
fn neither_party_can_move_the_clock_of_the_other() {
    let terms = terms(1);
    let mut clocks = Clocks::default();
    let hold = |time| Statement::Hold {
        round: 1,
        cut: Cut::default(),
        void: Vec::new(),
        time,
        state: [0; 32],
    };
    clocks.pass(&terms, &log(A), &hold(1000));
    assert_eq!((clocks.against(&terms, &log(A)), clocks.against(&terms, &log(B))), (1000, 0));
    clocks.pass(&terms, &log(A), &hold(1));
    assert_eq!(clocks.against(&terms, &log(A)), 1000, "a clock set back moves nothing back");
    assert_eq!(clocks.now(&terms), 0, "one party alone passes no term");
    clocks.pass(&terms, &log(M), &Statement::Stamp { time: 7, cut: Cut::default() });
    assert_eq!((clocks.against(&terms, &log(B)), clocks.now(&terms)), (7, 7));
}
