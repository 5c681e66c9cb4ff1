//! What a text means for the world: breakout time follows the stocks that it lets be reached, relief
//! is felt after it is given, and the worst loss is a bound.

mod support;

use explore::assess::Assessment;
use explore::assess::breakout::{Always, Breakout};
use support::judged::judged;

const TEXT: &str = r#"accord "Stock" language 1 revision 1 {
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

const BELIEFS: &str = r#"beliefs for "Stock" { reader "test", period 30 days, horizon 12 periods }
value A: 3 per period while cut met
value B: -3 on cut proved
value A: -1 per period per level relief announced
value B: 2 per period per level relief felt
odds relief felt: 0.5 per period
value B: -20 on own withdrawal
value A: -20 on own withdrawal
discount A: 0.10 per year
discount B: 0.10 per year
capacity B: 5000 (4500 to 5500) SWU per year, because "about 5060 first machines"
stock stock at 3.67 %U235
unaccounted B: 0 (0 to 20) kg[U] at 60 %U235
expect breakout of B >= 10 days always
expect breakout of B >= 500 days always
"#;

fn assessed() -> Assessment {
    judged(TEXT, BELIEFS).assessed()
}

fn found() -> Breakout {
    assessed().breakout.into_iter().next().expect("one programme")
}

/// A large stock of low level gives months, the cap of 2015 about a year: once the stock has gone
/// the time is that of the cap, and while it has not, the worst is the stock of day 0.
#[test]
fn it_lengthens_as_the_stock_goes_and_not_before() {
    let it = found();
    assert!(it.now.middle < 300.0, "{:?}", it.now);
    let last = it.by_month.last().expect("months in force");
    assert!(last.median > 300.0 && last.median > 1.4 * it.now.middle, "{last:?}");
    assert_eq!(it.kept.middle.to_bits(), it.now.middle.to_bits(), "day 0 is the worst of keeping");
    let (worst, path) = it.departing.expect("its choices are followed");
    assert!(worst.low < it.now.low, "what nobody has verified counts against it");
    assert!(path.is_empty(), "nothing has to happen for it: {path:?}");
    assert!((it.lag_days - 7.0).abs() < 1e-12, "the inspectors' lag, {}", it.lag_days);
    let word: Vec<Always> = it.expected.iter().map(|(_, found)| *found).collect();
    assert_eq!(word, [Always::Holds, Always::Refuted]);
}

#[test]
fn unaccounted_stock_is_told_apart() {
    let it = found();
    let with = it.with_unaccounted.expect("some is named");
    assert!(with.low < it.now.low && with.high <= it.now.high);
}

/// The finding about three-phase, on its own numbers: 440 kg at 60 %, then 220 kg.
#[test]
fn half_of_a_large_stock_buys_no_time() {
    let text = judged(
        include_str!("../../../accords/three-phase.accord"),
        include_str!("../../../accords/three-phase.beliefs"),
    );
    let [programme] = &text.beliefs.programmes[..] else { unreachable!("one party enriches") };
    let days = |grams: i64| programme.days(|_| grams, false).middle;
    assert_eq!(days(440_000).to_bits(), days(220_000).to_bits());
    assert!(days(20_000) > 2.0 * days(220_000), "{} {}", days(20_000), days(220_000));
}

/// Relief is felt after it is given, never before, and the worst that the other side can do costs
/// no less than its best plan does.
#[test]
fn relief_is_felt_later_and_the_worst_is_no_better_than_kept() {
    let answer = assessed();
    let [curve] = &answer.relief[..] else { unreachable!("one dial") };
    assert!(curve.given.iter().zip(&curve.felt).all(|(given, felt)| felt <= given), "{curve:?}");
    assert!(curve.given.iter().any(|level| *level > 0.5), "{curve:?}");
    assert!(curve.felt[0] < 1e-12, "nothing is felt in the month of signature");
    for it in &answer.worst {
        assert!(it.worst.lower <= it.kept.upper + 1e-9, "{it:?}");
    }
    assert_eq!(answer.worst.len(), 2);
    let hurt = answer.worst.iter().filter(|it| it.worst.upper < it.kept.lower - 1e-6).count();
    assert_eq!(hurt, 2, "withholding hurts either side: {:?}", answer.worst);
}
