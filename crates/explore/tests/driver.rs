//! What is decided once for every accord: the profile reads no secrets, sizes are what they are,
//! the period is a convenience, names are only names, and a limit is never silent.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test draws small numbers"
)]

mod support;

use explore::assess::{Answer, Effort, Subject, assess};
use explore::drive::{Drive, written_acts};
use explore::graph::{Graph, Size, enumerate};
use explore::hold::Holding;
use explore::simulate::RandomStream;
use kernel::{Accord, ActorId, Hours, State};
use support::judged::{Judged, judged};
use support::{beliefs_on_everything, swap};
use world::Odds;
use world::hazard::restate;

const THREE_PHASE: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

/// The state as `party` may know it: what the others hold, did and are rightly accused of is
/// scrubbed. Public acts (waivers, dials, tranches) and reports stay.
fn scrubbed(accord: &Accord, state: &State, party: ActorId) -> State {
    let mut known = state.clone();
    for (row, cell) in accord.subjects.iter().zip(&mut known.subjects) {
        if row.holder != party {
            cell.truth = row.baseline.wrapping_add(999);
            cell.pending = None;
        }
    }
    for (row, cell) in accord.duties.iter().zip(&mut known.duties) {
        if row.obligor != party {
            (cell.deed, cell.dirty, cell.accused) = (!cell.deed, !cell.dirty, !cell.accused);
        }
    }
    known
}

/// Some of the period starts that a graph reaches; all of them if there are few.
fn some_starts(graph: &Graph, count: usize) -> Vec<State> {
    let starts: Vec<u32> = graph.starts().collect();
    let stream = RandomStream::new(5, 0);
    let draw = |step: u32| (stream.uniform(step, 0) * starts.len() as f64) as usize;
    let drawn = (0..u32::try_from(count).expect("few")).map(|step| starts[draw(step)]);
    drawn.filter_map(|node| graph.state(node)).collect()
}

/// How often the profile had something to say, everywhere without the others' secrets.
fn spoken(drive: &Drive<'_>, states: &[State]) -> usize {
    let mut spoken = 0;
    for state in states {
        for party in drive.accord.signatory_ids() {
            let known = scrubbed(drive.accord, state, party);
            let told = written_acts(drive.accord, drive.beliefs, state, party, None);
            let guessed = written_acts(drive.accord, drive.beliefs, &known, party, None);
            assert_eq!(told, guessed, "{party:?} in {state:#?}");
            spoken += usize::from(!told.is_empty());
        }
    }
    spoken
}

#[test]
fn the_profile_of_the_small_text_reads_no_secrets() {
    let compiled = swap();
    let beliefs = beliefs_on_everything(compiled.accord());
    for free in compiled.accord().signatory_ids() {
        let drive = Drive::new(compiled.accord(), &beliefs, Some(free));
        let graph = enumerate(&drive, 60_000).expect("a sound process");
        assert!(spoken(&drive, &some_starts(&graph, 2_000)) > 200);
    }
}

#[test]
fn the_profile_of_three_phase_reads_no_secrets() {
    let text = judged(THREE_PHASE, BELIEFS);
    for free in text.accord.signatory_ids() {
        let drive = text.drive(Some(free));
        let graph = enumerate(&drive, 40_000).expect("a sound process");
        assert!(spoken(&drive, &some_starts(&graph, 2_000)) > 200);
    }
}

#[test]
fn the_core_of_three_phase_has_so_many_states() {
    let text = judged(THREE_PHASE, BELIEFS);
    let written = text.graph(None).size();
    let free = text.graph(Some(text.party("US"))).size();
    assert_eq!(written, Size { states: 950, starts: 55, nodes: 2_374, edges: 3_899 });
    assert_eq!(free, Size { states: 23_163, starts: 863, nodes: 82_307, edges: 151_208 });
}

/// A dilemma with secrets, administrations and unequal numbers, to be mirrored.
fn unequal() -> (String, String) {
    let text = include_str!("texts/dilemma.accord")
        .replace("  in force on signature", "  legal form executive\n  in force on signature");
    let beliefs = include_str!("texts/dilemma.beliefs").to_owned()
        + "odds Watch detects restrain_a: 0.3 per period\n\
           odds Watch detects restrain_b: 0.4 per period\n\
           odds Watch false alarm restrain_a: 0.01 per period\n\
           odds turnover A: 0.05 per period\n\
           odds turnover B: 0.1 per period\n\
           odds successor of A honours executive: 0.6\n\
           odds successor of B honours executive: 0.7\n\
           value A: 1.5 per period while restrain_a hidden\n\
           value B: 0.5 per period while restrain_b hidden\n";
    (text, beliefs)
}

/// The same words with the two parties' names exchanged, everywhere but where they are declared.
fn mirrored(text: &str) -> String {
    let swap = |line: &str| {
        let words = line.replace("_a", "_?").replace("_b", "_a").replace("_?", "_b");
        let words = [" A:", " A,", " A "]
            .iter()
            .fold(words, |w, from| w.replace(from, &from.replace('A', "?")));
        let words = [" B:", " B,", " B "]
            .iter()
            .fold(words, |w, from| w.replace(from, &from.replace('B', "A")));
        words.replace('?', "B")
    };
    text.lines().map(|line| swap(line) + "\n").collect()
}

fn holding_of(text: &Judged, name: &str) -> (Holding, usize) {
    let party = text.party(name);
    let graph = text.graph(Some(party));
    (text.holding(&graph, party, &[]), graph.process.nodes())
}

/// Intermediate points follow the order in which nature draws, so the graphs are no mirror images;
/// what the parties hold is. Lumps on leaving are left out: where both administrations go in one
/// period, the one drawn first is the one that leaves.
#[test]
fn exchanging_the_parties_mirrors_what_they_hold() {
    let (text, beliefs) = unequal();
    let (one, other) = (judged(&text, &beliefs), judged(&text, &mirrored(&beliefs)));
    for (here, there) in [("A", "B"), ("B", "A")] {
        let ((left, _), (right, _)) = (holding_of(&one, here), holding_of(&other, there));
        let near = |l: f64, r: f64| assert!((l - r).abs() < 1e-3, "{here}: {l} and {r}");
        near(left.stake.centre(), right.stake.centre());
        near(left.loss.centre(), right.loss.centre());
        let worst = |h: &Holding| h.weakest().expect("a choice").margin;
        near(worst(&left), worst(&right));
    }
}

/// A cut graph values what it left out at nothing, so the numbers mean little: the cut must be
/// told and the word must not be firm.
#[test]
fn a_limit_is_never_silent() {
    let (text, beliefs) = unequal();
    let text = judged(&text, &beliefs);
    let told = |points_max| {
        let (accord, beliefs) = (&text.accord, &text.beliefs);
        let subject = Subject { accord, readings: &[], beliefs, not_modelled: &[] };
        let effort = Effort { quick: true, points_max, ..Effort::default() };
        let found = assess(&subject, &effort, &mut |_| {}).expect("a sound process");
        (found.answer, found.cut)
    };
    assert_eq!(told(1_000_000).1, 0);
    for points_max in [1, 10, 30] {
        let (answer, cut) = told(points_max);
        assert!(cut > 0, "{points_max}");
        assert!(matches!(answer, Answer::Undecided | Answer::Depends), "{points_max}: {answer:?}");
    }
}

/// The same judgement with half the period: flows halved, odds restated at the same rate. A core
/// without the red line and lapses: at fifteen days the shipped one has over two million points.
fn halved(text: &Judged) -> Judged {
    let whole = text.beliefs.period;
    let half = Hours(whole.0 / 2);
    let mut half_of = judged(THREE_PHASE, &smaller());
    let beliefs = &mut half_of.beliefs;
    beliefs.period = half;
    beliefs.horizon *= 2;
    for flow in text.beliefs.flows.iter().map(|flow| flow.amount) {
        beliefs.entries[flow.0 as usize].value *= 0.5;
    }
    for (odds, entry) in text.beliefs.odds.iter().filter(|(odds, _)| is_rate(*odds)) {
        let number = &mut beliefs.entries[entry.0 as usize].value;
        *number = restate(*number, whole, half);
        assert!(*number > 0.0, "{odds:?}");
    }
    half_of
}

/// Whether odds are per period; the others are per event.
fn is_rate(odds: Odds) -> bool {
    use Odds::*;
    matches!(odds, Turnover(_) | Incident(..) | Detect(_) | FalseAlarm(_) | Felt(_) | Usable(_))
        || matches!(odds, Outsider(_) | Leak)
}

#[test]
fn half_the_period_changes_little() {
    let whole = judged(THREE_PHASE, &smaller());
    let half = halved(&whole);
    let [(one, nodes), (other, more)] = [&whole, &half].map(|text| holding_of(text, "US"));
    println!("{nodes} and {more} points; {:?} and {:?}", one.loss, other.loss);
    println!("{:#?}\n{:#?}", one.weakest(), other.weakest());
    assert_eq!(one.holds(), other.holds());
    let worst = |h: &Holding| h.weakest().expect("a choice").margin;
    assert!(worst(&one) * worst(&other) > 0.0);
    assert!((one.stake.centre() / other.stake.centre() - 1.0).abs() < 0.01);
}

/// The beliefs that ship, about a smaller core.
fn smaller() -> String {
    BELIEFS.to_owned()
        + "leave out ship because \"a smaller core\"\n\
           leave out lapse of P1, lapse of P2 because \"a smaller core\"\n"
}
