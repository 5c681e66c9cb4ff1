//! Attacks at a rate a year, one by one or in waves, on a text in which they trigger nothing.
//!
//! **One by one.** A rate `r` gives the chance `p = 1 - exp(-r t)` in a period of `t` years, the same in
//! each: a cost `c` an attack is worth `-c p/(1 - d)`, and `p n` attacks are expected in `n` periods.
//!
//! **In waves.** The chance is `a` after a quiet period and `b` after one with an attack, and the first
//! follows a quiet one: with `x_k` the chance of one in period `k`, `x_0 = a` and
//! `x_(k+1) = a + (b - a) x_k`, so the cost is worth `-c a/((1 - d)(1 - d (b - a)))`.

mod support;

use explore::hold::loss;
use explore::simulate::replay_path;
use kernel::{Deed, Event};
use support::judged::{Judged, judged};
use world::hazard::{discount_factor, probability_in};
use world::waves::Wave;

const TEXT: &str = include_str!("texts/waves.accord");
const PERIOD_DAYS: u32 = 30;
const HORIZON: u32 = 24;

fn believed(lines: &str) -> Judged {
    let heading = "beliefs for \"Waves\" { reader \"a test\", period 30 days, horizon 24 periods }\n\
                   discount North: 0.1 per year\ndiscount South: 0.1 per year\n\
                   value North: -2 on attacks minor\n";
    judged(TEXT, &format!("{heading}{lines}"))
}

/// What keeping is worth to North.
fn stake(text: &Judged) -> f64 {
    let (graph, values) = (text.graph(None), text.values(&[]));
    let found = loss(&graph, &text.beliefs, &values, text.party("North"), None);
    found.expect("sound weights").stake.centre()
}

fn attacks(text: &Judged) -> f64 {
    let found = text.assessed_within(support::judged::POINTS);
    assert_eq!(found.harm.len(), 1, "one tally is counted");
    found.harm[0].attacks
}

fn d() -> f64 {
    discount_factor(kernel::Hours::days(PERIOD_DAYS), 0.1)
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-3 * (1.0 + expected.abs()), "{found} is not {expected}");
}

const RATE: &str = "odds attacks by Band when tolerated: 11 per year\n";

#[test]
fn a_rate_a_year_is_its_chance_in_a_period() {
    let p = probability_in(kernel::Hours::days(PERIOD_DAYS), 11.0);
    let by_rate = believed(RATE);
    close(stake(&by_rate), -2.0 * p / (1.0 - d()));
    close(attacks(&by_rate), p * f64::from(HORIZON));
    let by_chance = believed(&format!("odds attacks by Band when tolerated: {p} per period\n"));
    close(stake(&by_chance), stake(&by_rate));
}

#[test]
fn waves_cost_what_the_chances_after_quiet_and_after_an_attack_say() {
    for (answers, memory) in [(0.76, 7_u32), (0.4, 20), (0.0, 7)] {
        let text =
            believed(&format!("{RATE}waves of attacks: {answers} answers within {memory} days\n"));
        let wave = Wave { rate_per_year: 11.0, answers, memory_days: f64::from(memory) };
        let days = f64::from(PERIOD_DAYS);
        let (a, b) = (wave.after_quiet(days), wave.after_one(days));
        close(stake(&text), -2.0 * a / ((1.0 - d()) * (1.0 - d() * (b - a))));
        let mut expected = (0.0, a);
        for _ in 0..HORIZON {
            expected = (expected.0 + expected.1, a + (b - a) * expected.1);
        }
        close(attacks(&text), expected.0);
    }
}

/// In waves as many attacks come in fewer periods.
#[test]
fn waves_leave_more_quiet_periods_at_the_same_rate() {
    let waves = "waves of attacks: 0.76 (0.53 to 0.96) answers within 7 days\n";
    let clustered = attacks(&believed(&format!("{RATE}{waves}")));
    let even = attacks(&believed(RATE));
    assert!(clustered < 0.9 * even, "{clustered} against {even}");
}

/// Futures are drawn with the chances that are enumerated.
#[test]
fn drawn_futures_have_as_many_attacks() {
    let text = believed(&format!("{RATE}waves of attacks: 0.76 answers within 7 days\n"));
    let (drive, values) = (text.drive(None), text.values(&[]));
    let paths = 500_u32;
    let in_path = |path: u32| -> usize {
        let record = replay_path(&drive, &values, 7, u64::from(path));
        let attack = |it: &&Event| matches!(it, Event::Act { deed: Deed::Incident(..), .. });
        record.events().filter(attack).count()
    };
    let seen: usize = (0..paths).map(in_path).sum();
    let mean = f64::from(u32::try_from(seen).expect("few")) / f64::from(paths);
    // Standard error about .13: some 8 attacks with variance about 8 on each of 500 paths.
    let expected = attacks(&text);
    assert!((mean - expected).abs() < 0.6, "{mean} is not {expected}");
}
