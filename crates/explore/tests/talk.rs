//! Talk and membership in what is weighed: a bloc that may admit, an undertaking that may be left.

mod support;

use explore::drive::Choice;
use kernel::state::UndertakingState;
use kernel::{Deed, Standing};
use support::judged::judged;

const TEXT: &str = "accord \"T\" language 1 revision 1 {
  signatories A, B, legal form political, day 0 is in force, sunset after 300 days
  any signatory may withdraw, authentic en
}
party A \"First\"
party B \"Second\"
outsider Gulf \"Gulf state\"
workstream trade { holds list }
bloc League \"League\" { members Gulf, accession by consent of Gulf, A }
phase P1 \"Accession\" { opens on day 0, lapses on day 290
  step join in trade: B must accede to League by day 200 }
undertaking easing in trade { by A, A will publish annex \"list\" by day 100, revocable on notice 10 days }
";

const BELIEFS: &str =
    "beliefs for \"T\" { reader \"example\", period 30 days, horizon 10 periods, tolerance 1 % }
value A: 1 per period
value B: 2 on join met
discount A: 0.05 per year
discount B: 0.05 per year
";

/// Whoever must join waits for those who admit: with no chance of it the step is late in every
/// life, with one it is met in some.
#[test]
fn a_bloc_admits_with_the_odds_believed_and_not_without() {
    let met = |beliefs: &str| {
        let text = judged(TEXT, beliefs);
        let join = text.compiled.common.names.duty("join").expect("a step");
        let graph = text.graph(None);
        let states: Vec<_> = graph.starts().filter_map(|node| graph.state(node)).collect();
        let member = states.iter().any(|state| state.accessions.iter().any(|cell| cell.member));
        (member, states.iter().any(|state| state.duty(join).late))
    };
    assert_eq!(met(BELIEFS), (false, true));
    assert_eq!(met(&format!("{BELIEFS}odds League admits B: 0.2 per period\n")), (true, true));
    let text = judged(TEXT, BELIEFS);
    let unweighed = lang::unweighed(&text.compiled.common, &text.beliefs);
    assert!(unweighed.contains(&"League: nobody consents in what is weighed".to_owned()));
}

/// To leave an undertaking is in the menu as a lawful act, and nothing stands against who does.
#[test]
fn leaving_an_undertaking_is_a_lawful_choice() {
    let text = judged(TEXT, BELIEFS);
    let graph = text.graph(Some(text.party("A")));
    let leaves = |choice: &&Choice| matches!(choice, Choice::Power(Deed::Depart(_)));
    let offered: Vec<_> = graph.menus.iter().flatten().filter(leaves).collect();
    assert!(!offered.is_empty() && offered.iter().all(|choice| choice.is_lawful()));
    let states = graph.starts().filter_map(|node| graph.state(node));
    let left: Vec<_> = states
        .filter(|state| state.undertakings.first() == Some(&UndertakingState::Departed))
        .collect();
    let step = text.compiled.common.names.duties("easing.1");
    assert!(!left.is_empty());
    assert!(left.iter().all(|state| state.duty(step[0]).standing == Standing::None));
}
