//! What presses at home, on a text small enough for sums: everybody keeps, `d` is what a period later
//! is worth, period `k` counts from 0 and is paid at its beginning.
//!
//! **Forces.** Held at 13 (thousand) before and at 4 from the first period on, full cover worth `v`,
//! half of it at `h`, a unit costing `c`: `(V(4) - V(13))/(1 - d)`, `V(x) = v (1 - 2^(-x/h)) - c x`.
//!
//! **Money.** Too little comes in, so reserves run out with chance `q` a period and stay gone. With
//! pressure `p0` before and `p1` after, and `p` after collapse (no relief, no reserves), the entry counts
//! `(p1 - p)/(1 - d) + (p0 - p1)(1 - q)/(1 - d (1 - q))` times.
//!
//! **Sabotage.** Relief is announced in the first period and felt with chance `f` a period, so it is late
//! in period `k` with `(1 - f)^(k + 1)`; the chance of sabotage is `s` then `1 - (1 - s)^m` while it is late:
//! `s/(1 - d) + (1 - (1 - s)^m - s)(1 - f)/(1 - d (1 - f))` times the entry.
//!
//! **Elections.** Every fifth period from the third: the office changes with chance `e`, and who comes
//! does not honour the text with `1 - h`. A flow of 1 is worth `sum d^k (1 - e (1 - h))^(dates up to k)`.
//!
//! **Snap decisions.** A waiver of 60 days is due in every period but the first, and with chance `s` is let
//! lapse, a period later: `1 + d + sum over k > 1 of d^k (1 - s)^(k - 1)`.
//!
//! **Leaks.** A leak (chance `l`) costs `c` and makes one side leave with chance `w`: `a = 1 - l w` a period
//! stay, so a flow of 1 and the cost are worth `(a - l c)/(1 - d a)`.

mod support;

use explore::drive::Stage;
use explore::hold::{START, loss};
use explore::simulate::{Numbers, Run, replay_path, simulate};
use explore::weigh::{ALL, weigh};
use game::Policy;
use std::ops::ControlFlow;
use support::judged::{Judged, judged};
use world::hazard::discount_factor;
use world::home::{pressure, raised};
use world::posture::Network;

const TEXT: &str = include_str!("texts/home.accord");

fn believed(lines: &str) -> Judged {
    let heading = "beliefs for \"Home\" { reader \"a test\", period 30 days, horizon 40 periods }\n\
                   discount North: 0.1 per year\ndiscount South: 0.1 per year\n";
    judged(TEXT, &format!("{heading}{lines}"))
}

/// What keeping is worth to a party.
fn stake(text: &Judged, party: &str, changes: &[(&str, f64)]) -> f64 {
    let graph = text.graph(None);
    let values = text.values(changes);
    let found = loss(&graph, &text.beliefs, &values, text.party(party), None);
    found.expect("sound weights").stake.centre()
}

fn d() -> f64 {
    discount_factor(kernel::Hours::days(30), 0.1)
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-3 * (1.0 + expected.abs()), "{found} is not {expected}");
}

const FORCES: &str = "value North: 8 per period of forces, half at 4000 persons\n\
                      value North: -0.5 per period per 1000 persons of forces\n";

#[test]
fn forces_freed_move_the_stake_by_what_the_sum_says() {
    let text = believed(FORCES);
    let cost = "cost to North per period for each 1000 persons of forces";
    for unit in [0.25, 0.5, 2.0] {
        let network = Network { cover: 8.0, half: 4.0, cost: unit };
        let expected = network.freed(13.0, 4.0) / (1.0 - d());
        close(stake(&text, "North", &[(cost, -unit)]), expected);
    }
    // Diminishing returns: what is dear to keep is worth freeing, what is cheap is not.
    assert!(stake(&text, "North", &[(cost, -0.1)]) < 0.0);
    assert!(stake(&text, "North", &[(cost, -0.5)]) > 0.0);
}

const MONEY: &str = "inflow South: 30 billion USD per year\n\
                     inflow South: 10 (0 to 40) billion USD per year per level relief felt\n\
                     need South: 60 billion USD per year\n\
                     reserves South: 20 billion USD\n\
                     value South: -6 per period per pressure\n";

#[test]
fn relief_felt_becomes_inflow_reserves_and_less_pressure() {
    let text = believed(&format!("{MONEY}odds relief felt: 0 per period"));
    let (q, d) = (30.0 / (20.0 / 30.0 * 365.25), d());
    let (p0, p1) = (pressure(0.5, false), pressure(0.5, true));
    let after = p1;
    let never = (p0 - p1) * (1.0 - q) / (1.0 - d * (1.0 - q));
    close(stake(&text, "South", &[]), -6.0 * never);
    // Felt at once: the same with what a level adds, and nothing from the need on.
    let felt = believed(&format!("{MONEY}odds relief felt: 1 per period"));
    let level = "inflow of South a year for each level of relief felt";
    let at = |per_level: f64| stake(&felt, "South", &[(level, per_level)]);
    let q = 30.0 / (20.0 / 20.0 * 365.25);
    let (p0, p1) = (pressure(1.0 / 3.0, false), pressure(1.0 / 3.0, true));
    let some = (p1 - after) / (1.0 - d) + (p0 - p1) * (1.0 - q) / (1.0 - d * (1.0 - q));
    close(at(10.0), -6.0 * some);
    close(at(30.0), 6.0 * after / (1.0 - d));
    assert!(at(0.0) < at(10.0) && at(10.0) < at(20.0));
}

const SABOTAGE: &str = "odds sabotage in South: 0.02 per period, times 4 while relief unfelt\n\
                        value North: -5 on sabotage in South\n\
                        value South: 1 per period while accord in force, times 0.5 while South hawk\n\
                        odds relief felt: 0.3 per period\n";

#[test]
fn late_relief_raises_sabotage_by_what_the_sum_says() {
    let text = believed(SABOTAGE);
    let (s, d) = (0.02, d());
    let at = |factor: f64, felt: f64| {
        let name = "sabotage from within in South, factor while relief is not felt";
        stake(&text, "North", &[(name, factor), ("relief arrives", felt)])
    };
    for (factor, f) in [(4.0, 0.3), (4.0, 0.05), (1.0, 0.3), (9.0, 1.0)] {
        let more = raised(s, factor, 1.0) - s;
        let expected = s / (1.0 - d) + more * (1.0 - f) / (1.0 - d * (1.0 - f));
        close(at(factor, f), -5.0 * expected);
    }
    assert!(at(4.0, 0.05) < at(4.0, 0.3) && at(4.0, 0.3) < at(4.0, 1.0));
}

/// Who gains by late relief gains a hawkish administration: South's flow halves once it is hawkish.
#[test]
fn sabotage_hardens_who_is_sabotaged() {
    let text = believed(&format!("{SABOTAGE}odds sabotage hardens South: 0.25"));
    let named = "sabotage from within hardens South";
    let (d, factor) = (d(), "sabotage from within in South, factor while relief is not felt");
    let found = stake(&text, "South", &[(factor, 1.0)]);
    let (h, s) = (0.25, 0.02);
    let mild = (1.0 - h * s) / (1.0 - d * (1.0 - h * s));
    close(found, 0.5 / (1.0 - d) + 0.5 * mild);
    close(stake(&text, "South", &[(named, 0.0)]), 1.0 / (1.0 - d));
}

const ELECTION: &str = "value South: 1 per period while accord in force\n\
                        odds turnover North: 0.4 on day 60 every 150 days\n\
                        odds successor of North honours political: 0.25\n";

#[test]
fn elections_fall_on_their_dates() {
    let text = believed(ELECTION);
    let stays = 1.0 - 0.4 * 0.75;
    let dates = |k: i32| (0..8).filter(|at| 2 + 5 * at <= k && 2 + 5 * at < 40).count();
    let alive = |k: i32| libm::pow(stays, dates(k) as f64);
    let sum: f64 = (0..3000).map(|k| libm::pow(d(), f64::from(k)) * alive(k)).sum();
    close(stake(&text, "South", &[]), sum);
    // A hazard with the same odds a cycle ends what an election far away does not touch.
    let drawn = simulated(&text, 20_000);
    for (month, expected) in [(2, 1.0), (3, stays), (7, stays), (8, stays * stays)] {
        let found = drawn.in_force(month);
        let off = (found.mean - expected).abs();
        assert!(off <= 4.0 * found.standard_error + 1e-12, "{month}: {found:?} {expected}");
    }
}

fn simulated(text: &Judged, paths: u64) -> explore::simulate::Summary {
    let drive = text.drive(None);
    let values = text.beliefs.central();
    let run = Run { paths: 0..paths, seed: 3, threads: 2 };
    simulate(&drive, Numbers::Given(&values), &run, &mut |_| ControlFlow::Continue(()))
}

const SNAP: &str = "value South: 1 per period while W in force\n\
                    odds W not renewed: 0.1\n";

#[test]
fn a_snap_decision_falls_on_renewal_dates() {
    let text = believed(SNAP);
    for s in [0.0_f64, 0.1, 0.5] {
        let d = d();
        let expected = 1.0 + d + d * d * (1.0 - s) / (1.0 - d * (1.0 - s));
        close(stake(&text, "South", &[("W is not renewed when it is due", s)]), expected);
    }
}

/// Whoever may let a waiver lapse still may; nothing is drawn then.
#[test]
fn a_waiver_let_lapse_is_not_drawn_for() {
    let text = believed(SNAP);
    let north = text.party("North");
    let graph = text.graph(Some(north));
    let lapse = explore::drive::Choice::LetLapse(kernel::WaiverId(0));
    let choices = graph.choices.iter().filter_map(|(node, _)| Some((*node, graph.menu(*node)?)));
    let mut lapses = choices.filter_map(|(node, menu)| {
        let place = menu.iter().position(|it| *it == lapse)?;
        Some(graph.process.target(graph.process.edges_of(node).start + place))
    });
    let after = lapses.next().expect("a choice to let it lapse");
    assert_eq!(graph.process.edges_of(after).len(), 1, "time passes, nothing is drawn");
}

const LEAK: &str = "value North: 1 per period while accord in force\n\
                    odds leak: 0.05 per period\n\
                    odds leak ends South: 0.3\n\
                    value North: -4 on leak\n";

#[test]
fn a_leak_costs_and_ends_what_the_sum_says() {
    let text = believed(LEAK);
    for l in [0.0, 0.05, 0.2] {
        let a = 1.0 - l * 0.3;
        let expected = (a - l * 4.0) / (1.0 - d() * a);
        close(stake(&text, "North", &[("the talks leak", l)]), expected);
    }
    let found = simulated(&text, 20_000).in_force(12);
    let expected = libm::pow(1.0 - 0.05 * 0.3, 12.0);
    assert!((found.mean - expected).abs() <= 4.0 * found.standard_error, "{found:?} {expected}");
}

/// A concession made in public costs its audience cost once, and what is announced costs as long as it is.
#[test]
fn a_public_concession_costs_its_audience() {
    let text = believed(
        "value North: -3 on relief turned\n\
         value North: -0.2 per period per level relief announced\n\
         odds relief felt: 0.3 per period\n",
    );
    close(stake(&text, "North", &[]), -3.0 - 0.2 / (1.0 - d()));
}

/// Enumeration and simulation draw the same: as often on paths as the graph says.
#[test]
fn what_is_weighed_is_drawn() {
    let all = format!("{MONEY}{SABOTAGE}odds W not renewed: 0.1\n");
    let lines: Vec<&str> = all.lines().filter(|line| !line.starts_with("value")).collect();
    let text = believed(&lines.join("\n"));
    let drive = text.drive(None);
    let values = text.beliefs.central();
    let south = text.party("South");
    let mut first = [0_u32; 3];
    for path in 0..1_000 {
        let record = replay_path(&drive, &values, 7, path);
        let yes = |stage: Stage, month: u32| {
            let step = record.steps.iter().find(|it| it.month == month && it.stage == stage);
            u32::from(step.is_some_and(|it| it.way == 0))
        };
        first[0] += yes(Stage::Reserves(south), 1);
        first[1] += yes(Stage::Sabotage(south), 1);
        first[2] += yes(Stage::Renewal(kernel::WaiverId(0)), 2);
    }
    let sabotage = 0.3 * 0.02 + 0.7 * raised(0.02, 4.0, 1.0);
    let out = 0.3 * 30.0 / 365.25 + 0.7 * 30.0 / (2.0 / 3.0 * 365.25);
    for (found, expected) in first.into_iter().zip([out, sabotage, 0.1]) {
        let (share, error) = (f64::from(found) / 1_000.0, (expected / 1_000.0_f64).sqrt());
        assert!((share - expected).abs() < 4.0 * error, "{share} is not {expected}");
    }
}

/// All of it at once still makes chances that add up, and a graph that ends.
#[test]
fn chances_of_everything_at_once_add_up() {
    let value = "value South: 1 per period while accord in force\n";
    let election = ELECTION.replace(value, "");
    let leak = LEAK.replace("value North: 1 per period while accord in force\n", "");
    let text =
        believed(&format!("{FORCES}{MONEY}{SABOTAGE}{election}{leak}odds W not renewed: 0.1"));
    let graph = text.graph(Some(text.party("North")));
    let weights = weigh(&graph, &text.beliefs, &text.beliefs.central(), text.party("North"));
    for node in 0..u32::try_from(graph.process.nodes()).expect("few") {
        let edges = graph.process.edges_of(node);
        let sum: f64 = weights.probability[edges.clone()].iter().sum();
        assert!(edges.is_empty() || (sum - 1.0).abs() < 1e-12, "node {node}: {sum}");
    }
    let policy = Policy::first(&graph.process);
    assert!(game::survival(&graph.process, &weights, &policy, START, 12).is_ok());
    assert!(weights.payoff[ALL].reward.iter().any(|it| *it != 0.0));
}
