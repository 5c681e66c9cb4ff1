//! The outlook from where a record stands: from day 0 it is the assessment; later it is what the graph
//! of day 0 says of the same point; and what moved it adds up.

mod support;

use explore::assess::{Effort, assess};
use explore::drive::{Drive, Expansion, Micro};
use explore::graph::Graph;
use explore::hold::{START, near};
use explore::outlook::{Moved, Start, Why, moved, outlook};
use explore::replay::Recorded;
use kernel::state::Cause;
use kernel::{Deed, Event, Hours};
use support::judged::{Judged, judged};

const TEXT: &str = r#"accord "Swap" language 1 revision 1 {
  signatories A, B
  in force on signature
  day 0 is in force
  any signatory may withdraw
}
party A "State A"
party B "State B"
body I "Inspectors" { verifies file within 7 days, reports every 30 days }
workstream file "File" { holds stock }
quantity stock "low enriched stock" { of B, unit kg[UF6], baseline 7500 kg[UF6], observed by I }
dial relief "Relief" in file { turned by A, levels 1, from sanctions primary }
phase P "Reduction" {
  opens on day 0
  step cut in file: B must reduce stock to <= 300 kg[UF6] by dilution by day 60, verified by I, irreversible
  step ease in file: A must turn relief to 1 by day 90, after cut, reversible in 1 day
}
"#;

const BELIEFS: &str = r#"beliefs for "Swap" { reader "test", period 30 days, horizon 12 periods }
value A: 3 (2 to 4) per period while cut met
value B: -3 on cut proved
value A: -1 per period per level relief announced
value B: 2.5 (0.1 to 3) per period per level relief felt
odds relief felt: 0.5 (0.2 to 0.8) per period
value B: -20 on own withdrawal
value A: -20 on own withdrawal
discount A: 0.10 per year
discount B: 0.10 per year
capacity B: 5000 (4500 to 5500) SWU per year, because "about 5060 first machines"
stock stock at 3.67 %U235
"#;

fn text() -> Judged {
    judged(TEXT, BELIEFS)
}

/// The plainest life, as the drive itself tells it: first branches, with what they hold at the start of
/// each period.
fn life(text: &Judged, periods: usize) -> (Vec<Recorded>, Vec<(Hours, Micro)>) {
    let drive = text.drive(None);
    let (mut at, mut now) = (drive.start(), Hours::ZERO);
    let (mut lines, mut starts) = (Vec::new(), vec![(Hours::ZERO, at.clone())]);
    while starts.len() <= periods {
        let (branch, ends) = match drive.expand(&at) {
            Expansion::Choose { mut branches, .. } => (branches.swap_remove(0), false),
            // Nature's last branch is that nothing happens, but for what the text itself makes sure.
            Expansion::Draw(mut branches) => (branches.pop().expect("a way on"), false),
            Expansion::Pass { branch, .. } => (*branch, true),
            Expansion::Over | Expansion::Together { .. } => break,
        };
        for event in &branch.events {
            match event {
                Event::Act { by, deed } => {
                    let act = Some((*by, deed.clone()));
                    lines.push(Recorded { at: now, act, expect: Vec::new() });
                }
                Event::Pass(span) => now = now.plus(*span),
            }
        }
        at = branch.to;
        if ends {
            starts.push((now, at.clone()));
        }
    }
    (lines, starts)
}

#[test]
fn from_day_0_it_is_the_assessment() {
    let text = text();
    let effort = Effort { samples: 20, ..Effort::default() };
    let day_0 = Start::day_zero(&text.accord, &text.beliefs);
    let whole = assess(&text.subject(), &effort, &mut |_| {}).expect("sound");
    let ahead = outlook(&text.subject(), &day_0, &effort, &mut |_| {}).expect("sound");
    assert_eq!(whole.answer, ahead.answer);
    let alike = [
        (format!("{:?}", whole.holdings), format!("{:?}", ahead.holdings)),
        (format!("{:?}", whole.weakest), format!("{:?}", ahead.weakest)),
        (format!("{:?}", whole.rooms), format!("{:?}", ahead.rooms)),
        (format!("{:?}", whole.share), format!("{:?}", ahead.share)),
        (format!("{:?}", whole.turns), format!("{:?}", ahead.turns)),
        (format!("{:?}", whole.survival), format!("{:?}", ahead.survival)),
        (format!("{:?}", whole.causes), format!("{:?}", ahead.causes)),
        (format!("{:?}", whole.breakout), format!("{:?}", ahead.breakout)),
        (format!("{:?}", whole.relief), format!("{:?}", ahead.relief)),
        (format!("{:?}", whole.worst), format!("{:?}", ahead.worst)),
    ];
    for (one, other) in alike {
        assert_eq!(one, other);
    }
    assert!(!ahead.breakout.is_empty() && !ahead.turns.is_empty(), "something is compared");
}

/// The place in the graph of day 0 of a point that a life comes to.
fn place(graph: &Graph, at: &Micro) -> u32 {
    let nodes = u32::try_from(graph.process.nodes()).expect("small");
    let same = |node: &u32| graph.micro(*node).is_some_and(|it| it == *at);
    (0..nodes).find(same).expect("the life keeps to what is enumerated")
}

/// Enumerated from the state that a record leads to, keeping is worth to each side what the graph of day
/// 0 says of that very point, and lasts as long.
#[test]
fn later_it_is_what_the_graph_of_day_0_says_of_that_point() {
    let text = text();
    let (lines, starts) = life(&text, 6);
    assert!(lines.len() >= 3, "{lines:?}");
    let values = text.beliefs.central();
    let graphs: Vec<_> =
        ["A", "B"].map(|it| text.party(it)).map(|it| (it, text.graph(Some(it)))).into();
    let mut worth = Vec::new();
    for (at, micro) in &starts {
        let start = Start::of(&text.accord, &text.beliefs, &lines, *at);
        // Lines dated at the start of a period belong to it: the period begins before them.
        let before: Vec<Recorded> = lines.iter().filter(|it| it.at < *at).cloned().collect();
        let start =
            Start { state: Start::of(&text.accord, &text.beliefs, &before, *at).state, ..start };
        assert_eq!(start.state, micro.state, "the record leads where the drive went, {at:?}");
        let quick = Effort { quick: true, ..Effort::default() };
        let ahead = outlook(&text.subject(), &start, &quick, &mut |_| {}).expect("sound");
        for (party, graph) in &graphs {
            let node = place(graph, micro);
            let whole =
                near(graph, &text.beliefs, &values, *party).expect("sound").bracket(0, node);
            let own = ahead.holdings.iter().find(|it| it.party == *party).expect("it has payoffs");
            let (mine, theirs) = (own.stake, whole);
            assert!(mine.lower <= theirs.upper + 1e-6 && theirs.lower <= mine.upper + 1e-6);
            assert!(mine.upper - mine.lower < 0.01, "{mine:?}");
            worth.push(mine.centre());
        }
    }
    worth.sort_by(f64::total_cmp);
    worth.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
    assert!(worth.len() >= 4, "it moves as the text is carried out: {worth:?}");
    assert_ne!(START, place(&graphs[0].1, &starts[3].1));
}

#[test]
fn no_later_line_is_read() {
    let text = text();
    let (mut lines, starts) = life(&text, 4);
    let at = starts[2].0;
    let cut = Start::of(&text.accord, &text.beliefs, &lines, at);
    let late = at.plus(Hours(1));
    lines.retain(|it| it.at <= at);
    lines.push(Recorded { at: late, act: Some((text.party("A"), Deed::Withdraw)), expect: vec![] });
    assert_eq!(cut, Start::of(&text.accord, &text.beliefs, &lines, at));
    assert!(!cut.is_over() && Start::of(&text.accord, &text.beliefs, &lines, late).is_over());
}

/// The steps lead from the one outlook to the other; a withdrawal is the step that ends it; and where
/// nothing was recorded only time has passed.
#[test]
fn what_moved_it_is_told_line_by_line() {
    let text = text();
    let (mut lines, _) = life(&text, 3);
    let (since, until) = (Hours::days(31), Hours::days(80));
    let effort = Effort::default();
    let subject = text.subject();
    lines.retain(|it| it.at <= since);
    let (was, steps) = moved(&subject, &lines, (since, until), &effort).expect("sound");
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].why, Why::Time(Hours::days(49)));
    let act = Some((text.party("A"), Deed::Withdraw));
    lines.push(Recorded { at: Hours::days(40), act, expect: vec![] });
    let (again, steps) = moved(&subject, &lines, (since, until), &effort).expect("sound");
    assert_eq!(was, again, "what comes later does not change what was");
    let why: Vec<&Why> = steps.iter().map(|it| &it.why).collect();
    let last = lines.len() - 1;
    let time = |days| Why::Time(Hours::days(days));
    assert_eq!(why, [&time(9), &Why::Lines(last..last + 1), &time(40)]);
    let over: Vec<bool> = steps.iter().map(|it| it.to.over).collect();
    assert_eq!(over, [false, true, true]);
    let alive = |it: &Moved| it.to.alive.last().map_or(1.0, |it| it.1);
    assert!(alive(&steps[0]) > 0.5 && alive(&steps[1]) < 1e-12, "{steps:?}");
    let ended = Start::of(&text.accord, &text.beliefs, &lines, until).state.ended;
    assert_eq!(ended.map(|it| it.cause), Some(Cause::Withdrawal));
}

/// An attack of the last period is remembered by a tally that comes in waves, one before it is not.
#[test]
fn an_attack_of_the_last_period_is_remembered() {
    let text = text();
    let tally = kernel::SubjectId(0);
    let line = |days| Recorded {
        at: Hours::days(days),
        act: Some((text.party("B"), Deed::Incident(tally, 1))),
        expect: vec![],
    };
    let stirred =
        |days| Start::of(&text.accord, &text.beliefs, &[line(days)], Hours::days(60)).stirred;
    assert_eq!((stirred(20), stirred(31)), (vec![], vec![tally]));
    let drive = Drive::new(&text.accord, &text.beliefs, None).after_attacks(&[tally]);
    assert_eq!(drive.start().stirred, 0, "a tally without waves remembers nothing");
}

/// What is supposed is a number that the belief can be; it is exact, and the beliefs stay as they were.
#[test]
fn a_belief_is_supposed_within_what_it_can_be() {
    let text = text();
    let entry = |name: &str| {
        let at = text.beliefs.entries.iter().position(|it| it.name.contains(name)).expect(name);
        world::EntryId(u32::try_from(at).expect("few"))
    };
    let (chance, before) = (entry("relief arrives"), text.beliefs.clone());
    let supposed = text.beliefs.supposing(&[(chance, 0.9)]).expect("a chance");
    let now = &supposed.entries[chance.0 as usize];
    assert!((now.value - 0.9).abs() < 1e-12 && !now.is_ranged());
    assert_eq!(text.beliefs, before);
    for (value, said) in [(1.5, "from 0 to 1"), (f64::NAN, "needs a number")] {
        let unfit = text.beliefs.supposing(&[(chance, value)]).expect_err("it cannot be");
        assert!(unfit.to_string().contains(said), "{unfit}");
    }
    assert!(text.beliefs.supposing(&[(world::EntryId(9_999), 1.0)]).is_err());
}
