//! How far each belief moves the answer, and the range of a dial at three hazards of reversal.

mod support;

use explore::assess::ranges::range;
use explore::assess::slack::excess;
use explore::assess::turns::turns;
use explore::assess::{Effort, sides};
use explore::drive::Drive;
use support::judged::judged;

const TWO: &str = include_str!("texts/two-files.accord");
const TWO_BELIEFS: &str = include_str!("texts/two-files.beliefs");

/// One belief has a range: its influence is the larger change of a side's slack at the two ends of it.
#[test]
fn influence_is_the_largest_change_of_a_slack() {
    let text = judged(TWO, TWO_BELIEFS);
    let sides = sides(&text.subject(), &Effort::default(), &mut |_| {}).expect("sound");
    let central = sides.losses(&text.beliefs.central()).expect("sound weights");
    let (_, found) = turns(&sides, &central, 5).expect("sound weights");
    let [only] = found.as_slice() else { panic!("one belief has a range: {found:?}") };
    let name = &text.beliefs.entries[only.entry.0 as usize].name;
    let mut most = 0.0_f64;
    for end in [0.05, 0.2] {
        let there = sides.losses(&text.values(&[(name.as_str(), end)])).expect("sound weights");
        for (now, then) in central.iter().zip(&there) {
            most = most.max((excess(then) - excess(now)).abs());
        }
    }
    assert!(most > 0.0 && (only.swing - most).abs() < 1e-9, "{only:?} is not {most}");
}

/// What the beliefs allow of a reversal: the hazard rises, what keeping is worth falls, and the row in the
/// middle is the range itself.
#[test]
fn the_range_of_a_dial_is_told_at_three_hazards() {
    let text = include_str!("../../../accords/three-phase.accord");
    let core = "leave out ship because \"a smaller core\"\n\
                leave out lapse of P1, lapse of P2 because \"a smaller core\"\nleave out dash because";
    let beliefs = include_str!("../../../accords/three-phase.beliefs");
    let text = judged(text, &beliefs.replace("leave out dash because", core));
    let sides = sides(&text.subject(), &Effort::default(), &mut |_| {}).expect("sound");
    let dial = text.compiled.common.names.dial("relief").expect("a dial of the text");
    let drive = Drive::new(&text.accord, &text.beliefs, None);
    let found = range(&sides, &drive, dial).expect("sound weights");
    let hazards: Vec<f64> = found.hazards.iter().map(|it| it.hazard).collect();
    let told = [0.008 * 0.25, 0.011 * 0.45, 0.014 * 0.7];
    let near = |(found, told): (&f64, f64)| (found - told).abs() < 1e-12;
    assert!(hazards.len() == 3 && hazards.iter().zip(told).all(near), "{hazards:?}");
    assert_eq!(found.hazards[1].intervals, found.intervals);
    assert_eq!(found.hazards[1].bargaining, found.bargaining);
    // Told to a hundredth, near the best of the quarters that were scanned, and inside the range.
    let worth = |point: &explore::assess::RangePoint| -> f64 {
        point.parties.iter().map(|it| it.1).product()
    };
    let kept = found
        .scanned
        .iter()
        .filter(|it| it.parties.iter().all(|(_, worth, slack)| *worth >= 0.0 && *slack >= 0.0));
    let best = kept.max_by(|a, b| worth(a).total_cmp(&worth(b))).expect("somebody keeps").scale;
    let at = found.bargaining.expect("a bargaining point");
    assert!((at - best).abs() <= 0.25 + 1e-9, "{at} is far from {best}");
    assert!((at * 100.0 - (at * 100.0).round()).abs() < 1e-9, "{at}");
    assert!(found.intervals.iter().any(|(low, high)| *low <= at && at <= *high), "{at}");
    let stakes: Vec<f64> = found.hazards.iter().map(|it| it.stakes[0].1).collect();
    assert!(stakes[0] > stakes[1] && stakes[1] > stakes[2], "{stakes:?}");
}
