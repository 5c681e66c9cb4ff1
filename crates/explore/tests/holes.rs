//! Holes that best response finds in texts: each a test that ours does not have it, or says what
//! it costs.

mod support;

use explore::drive::{Choice, Drive};
use explore::graph::Graph;
use explore::hold::Holding;
use kernel::state::DutyState;
use kernel::{Deed, Event, Standing, VerdictKind};
use support::judged::{Judged, judged};
use support::{beliefs_on_everything, every_accord, swap};

const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

fn holding(text: &Judged, graph: &Graph, name: &str, changes: &[(&str, f64)]) -> Holding {
    text.holding(graph, text.party(name), changes)
}

/// Story: a snapback that a false finding forces hurts the side that must use it. In ours the text
/// says `may`: declining is lawful and in the menu (decision 21), and in every state in which a
/// departure was found that never was, using the snapback is worth no less than declining it.
#[test]
fn a_snapback_on_a_false_finding_is_not_forced_on_its_user() {
    let text = judged(TEXT, BELIEFS);
    let party = text.party("US");
    let graph = text.graph(Some(party));
    let values = text.values(&[("a contested report that is false is upheld", 1.0)]);
    let weights = explore::weigh::weigh(&graph, &text.beliefs, &values, party);
    let keep = game::Policy::first(&graph.process);
    let found = game::evaluate(&graph.process, &weights, &keep, &game::Settings::default());
    let found = found.expect("sound weights");
    let worth = |edge: usize| {
        weights.payoff[0].reward[edge] + found.bracket(0, graph.process.target(edge)).centre()
    };
    let (mut seen, mut worst) = (0, f64::INFINITY);
    for (node, menu) in &graph.choices {
        let state = graph.state(*node).expect("a point");
        let false_finding = |cell: &DutyState| cell.standing == Standing::Found && !cell.accused;
        if !state.duties.iter().any(false_finding) {
            continue;
        }
        let first = graph.process.edges_of(*node).start;
        for (edge, choice) in (first..).zip(&graph.menus[*menu as usize]) {
            if matches!(choice, Choice::Forgive(Deed::Start(..) | Deed::Use(_))) {
                assert!(choice.is_lawful());
                (seen, worst) = (seen + 1, worst.min(worth(first) - worth(edge)));
            }
        }
    }
    println!("{seen} {worst}");
    assert!(seen > 0, "a false finding can be answered");
    assert!(worst > -1e-3, "using it costs the user {worst}");
}

/// An event that does not apply is void and changes nothing: every institutional act that its
/// actor has no power to do, in states met on the way.
#[test]
fn an_event_that_does_not_apply_is_void_and_changes_nothing() {
    let mut void = 0;
    let mut texts = every_accord();
    texts.push(("swap".to_owned(), swap()));
    for (name, compiled) in texts {
        let accord = compiled.accord();
        let beliefs = beliefs_on_everything(accord);
        let drive = Drive::new(accord, &beliefs, None);
        let graph = explore::graph::enumerate(&drive, 300).expect("a sound process");
        for state in graph.starts().filter_map(|node| graph.state(node)).take(40) {
            for by in accord.actor_ids() {
                for deed in institutional(accord) {
                    if kernel::powers::may(accord, &state, by, &deed) {
                        continue;
                    }
                    let event = Event::Act { by, deed };
                    let (next, said) = kernel::apply(accord, &state, &event);
                    let is_void = said.iter().any(|verdict| verdict.kind == VerdictKind::Void);
                    let breach =
                        said.iter().any(|verdict| verdict.kind == VerdictKind::NotPerformed);
                    assert!(is_void || breach, "{name}: {event:?} said {said:?}");
                    if is_void {
                        assert_eq!(next, state, "{name}: {event:?}");
                        void += 1;
                    }
                }
            }
        }
    }
    assert!(void > 10_000, "{void}");
}

/// One of each institutional act on each row.
fn institutional(accord: &kernel::Accord) -> Vec<Deed> {
    let waivers = accord.waiver_ids().flat_map(|id| [Deed::Grant(id), Deed::Renew(id)]);
    let money = accord
        .tranche_ids()
        .flat_map(|id| [Deed::Transfer(id), Deed::Release(id), Deed::Return(id)]);
    let lines = accord.redline_ids().flat_map(|id| [Deed::Answer(id, 0), Deed::Absorb(id)]);
    let inquiries = accord.inquiry_ids().map(Deed::Warn);
    let used =
        accord.procedure_ids().flat_map(|id| [Deed::Use(id), Deed::Stop(id), Deed::Settle(id)]);
    let freezes = accord.freeze_ids().map(Deed::Leave);
    waivers.chain(money).chain(lines).chain(inquiries).chain(used).chain(freezes).collect()
}

/// The essays: stalls hurt Iran. Its value falls; the margin that binds it is another matter.
#[test]
fn stalls_move_the_margin_of_the_side_that_waits_less_than_its_value() {
    let beliefs = BELIEFS.replace(
        "leave out pipeline of relief, pipeline of proceeds",
        "leave out pipeline of proceeds",
    ) + "\nodds relief felt: 0.5 per period\n"
        + "leave out lapse of P1, lapse of P2 because \"a smaller core\"\nleave out ship because \"a smaller core\"\n";
    let text = judged(TEXT, &beliefs);
    let graph = text.graph(Some(text.party("Iran")));
    let at = |odds| {
        let found = holding(&text, &graph, "Iran", &[("relief arrives", odds)]);
        let weakest = found.weakest().expect("a choice");
        (found.stake.centre(), weakest.margin, weakest.deviation.clone())
    };
    let (soon, late) = (at(0.9), at(0.1));
    println!("{soon:?} {late:?}");
    let golden = |found: f64, expected: f64, within: f64| {
        assert!((found - expected).abs() <= within, "{found} is not {expected}");
    };
    golden(soon.0, 1098.44, 0.05);
    golden(late.0, 1007.45, 0.05);
    golden(soon.1, -0.807, 0.005);
    golden(late.1, -1.504, 0.005);
    assert_eq!(soon.2, late.2, "by the same departure");
}
