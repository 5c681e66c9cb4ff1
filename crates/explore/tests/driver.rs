//! What is decided once for every accord: the profile reads no secrets, sizes are what they are,
//! the period is a convenience, names are only names, and a limit is never silent.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test draws small numbers"
)]

mod support;

use explore::assess::{Answer, Assessment};
use explore::drive::{Drive, written_acts};
use explore::graph::{Graph, Size, enumerate};
use explore::hold::{Holding, Holds};
use explore::simulate::RandomStream;
use game::{Interval, NodeKind};
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
    assert_eq!(written, Size { states: 729, starts: 42, nodes: 1_823, edges: 2_998 });
    assert_eq!(free, Size { states: 19_389, starts: 597, nodes: 67_672, edges: 123_906 });
}

/// The stages of a pipeline are drawn as one chance, so that they cost few states: what they add is
/// whether a stage is late.
#[test]
fn stages_of_a_pipeline_cost_few_states() {
    let kept = BELIEFS.replace(
        "leave out pipeline of relief, pipeline of proceeds",
        "leave out pipeline of proceeds",
    );
    let beliefs = kept + "\nodds relief felt: 0.5 per period\n";
    let text = judged(THREE_PHASE, &beliefs);
    let mut plain = judged(THREE_PHASE, &beliefs);
    assert!(plain.accord.dials.iter().any(|row| row.stages.len() == 2));
    plain.accord.dials.iter_mut().for_each(|row| row.stages.clear());
    let sizes = |text: &Judged| text.graph(None).size();
    let (with, without) = (sizes(&text), sizes(&plain));
    assert_eq!(without, Size { states: 1_176, starts: 71, nodes: 3_292, edges: 5_523 });
    assert_eq!(with, Size { states: 1_277, starts: 71, nodes: 3_548, edges: 5_934 });
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

/// Names are only names on the text that ships as well: with the signatories in the other order
/// each holds what it held. Nature draws administrations in that order, so that only one of them
/// may go.
#[test]
fn the_order_of_the_signatories_changes_nothing_on_three_phase() {
    let text = judged(THREE_PHASE, &smaller());
    let other = THREE_PHASE.replace("signatories US, Iran", "signatories Iran, US");
    assert_ne!(other, THREE_PHASE);
    let other = judged(&other, &smaller());
    assert_ne!(text.party("US"), other.party("US"));
    for name in ["US", "Iran"] {
        let [one, two] = [&text, &other].map(|text| {
            let party = text.party(name);
            let graph = text.graph(Some(party));
            let found = text.holding(&graph, party, &[("the administration of Iran changes", 0.0)]);
            let worst = found.weakest().expect("a choice").margin;
            [found.stake.centre(), found.loss.centre(), worst]
        });
        println!("{name}: {one:?} {two:?}");
        for (left, right) in one.iter().zip(two) {
            assert!((left - right).abs() < 1e-2, "{name}: {one:?} and {two:?}");
        }
    }
}

/// The bracket of a cut graph has the numbers of the whole one inside.
fn brackets(cut: &Assessment, whole: &Assessment) {
    let inside = |outer: Interval, inner: Interval| {
        let slack = 1e-6 * inner.upper.abs().max(1.0);
        assert!(outer.lower <= inner.lower + slack, "{outer:?} {inner:?}");
        assert!(outer.upper >= inner.upper - slack, "{outer:?} {inner:?}");
    };
    for (part, all) in cut.holdings.iter().zip(&whole.holdings) {
        inside(part.stake, all.stake);
        inside(part.loss, all.loss);
        assert!(part.holds() == Holds::Undecided || part.holds() == all.holds());
    }
    for (cut, whole) in cut.survival.iter().zip(&whole.survival) {
        assert!(cut.mean <= whole.mean + 1e-9);
        assert!(cut.mean + cut.beyond >= whole.mean - 1e-9);
    }
}

/// A limit is told, what it left out is inside the bracket, and where the bracket straddles the
/// line the word is undecided. Few points of a long future say nothing.
#[test]
fn a_limit_is_never_silent() {
    let (text, beliefs) = unequal();
    let text = judged(&text, &beliefs);
    let whole = text.assessed_within(1_000_000);
    assert_eq!(whole.cut, 0);
    for points_max in [1, 5, 10] {
        let found = text.assessed_within(points_max);
        assert!(found.cut > 0, "{points_max}");
        assert_eq!(found.answer, Answer::Undecided, "{points_max}");
        brackets(&found, &whole);
    }
}

/// Story: a cut counted what it left out as nothing, so that no cut graph could ever say anything.
/// A future soon discounted is firm long before its last point is seen.
#[test]
fn a_cut_that_cannot_turn_the_answer_leaves_it_firm() {
    let (text, beliefs) = unequal();
    let patient = |beliefs: &str| {
        let beliefs = beliefs.replace("tolerance 0 %", "tolerance 1 %");
        beliefs.replace("A: 1.5 per period while", "A: 0.01 per period while")
    };
    let patient = patient(&beliefs).replace("2 per year", "0.9 per year");
    for (beliefs, holds) in [(beliefs, Holds::No), (patient, Holds::Yes)] {
        let text = judged(&text, &beliefs);
        let whole = text.assessed_within(1_000_000);
        let mut firm = 0;
        for points_max in [100, 300, 600, 1_000] {
            let found = text.assessed_within(points_max);
            brackets(&found, &whole);
            let decided = found.cut > 0 && found.holdings[0].holds() != Holds::Undecided;
            firm += usize::from(decided);
        }
        println!("{:?} {firm}", whole.holdings[0].holds());
        assert_eq!(whole.holdings[0].holds(), holds);
        assert!(firm > 0, "{holds:?}");
    }
}

/// The most often that each lump falls inside one period, over every point from which it starts.
fn most_often(graph: &Graph, lumps: usize) -> Vec<u8> {
    let nodes = graph.process.nodes();
    let mut all = Vec::new();
    for lump in 0..lumps {
        let falls = |edge: usize| {
            let set = &graph.lump_sets[graph.edge_lumps[edge] as usize];
            u8::try_from(set.iter().filter(|hit| usize::from(**hit) == lump).count()).expect("few")
        };
        let mut most = vec![0_u8; nodes];
        let mut changed = true;
        while changed {
            changed = false;
            for node in (0..u32::try_from(nodes).expect("few")).rev() {
                let time = graph.process.kind(node) == NodeKind::Time;
                let target = |edge| graph.process.target(edge) as usize;
                let onward = |edge| if time { 0 } else { most[target(edge)] };
                let edges = graph.process.edges_of(node);
                let found = edges.map(|e| falls(e) + onward(e)).max().unwrap_or(0);
                changed |= found != most[node as usize];
                most[node as usize] = found;
            }
        }
        all.push(most.into_iter().max().unwrap_or(0));
    }
    all
}

/// The best and the worst outside a cut count each verdict so often a period and no more.
#[test]
fn no_verdict_falls_more_often_in_a_period_than_bounds_assume() {
    let (text, beliefs) = unequal();
    for text in [judged(&text, &beliefs), judged(THREE_PHASE, BELIEFS)] {
        let free = text.accord.signatory_ids().map(Some).chain([None]);
        for graph in free.map(|free| text.graph(free)) {
            let most = most_often(&graph, text.beliefs.lumps.len());
            println!("{most:?}");
            assert!(most.iter().all(|often| *often <= explore::outside::REPEATS));
            assert!(most.iter().any(|often| *often > 0), "nothing was looked at");
        }
    }
}

/// The text that ships, cut: the brackets have the whole graph's numbers inside.
#[test]
fn a_cut_of_three_phase_brackets_it() {
    let text = judged(THREE_PHASE, BELIEFS);
    let whole = text.assessed_within(4_000_000);
    assert_eq!(whole.cut, 0);
    for points_max in [2_000, 30_000] {
        let found = text.assessed_within(points_max);
        println!(
            "{points_max}: {:?}",
            found.holdings.iter().map(|h| (h.stake, h.loss)).collect::<Vec<_>>()
        );
        assert!(found.cut > 0);
        brackets(&found, &whole);
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
