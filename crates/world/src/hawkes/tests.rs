//! Drawn records are recovered, closed forms hold, and a constant rate is recognised.

use super::counts::{Clustered, Span, clustering, likeliest, profiles};
use super::rescaling::exponential;
use super::*;

fn close(found: f64, expected: f64, relative: f64) {
    let error = (found - expected).abs();
    assert!(error <= relative * expected.abs().max(1e-12), "{found} is not {expected}");
}

/// Uniforms for tests: `SplitMix64` (Steele, Lea and Flood 2014).
fn uniforms(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let top = u32::try_from((z ^ (z >> 31)) >> 32).expect("32 bits are left");
        (f64::from(top) + 0.5) / 4_294_967_296.0
    }
}

fn one(base: f64, branching: f64, decay: f64) -> Hawkes {
    Hawkes { base: vec![base], branching: vec![vec![branching]], decay }
}

fn binned(events: &[Event], days: u32) -> Vec<Span> {
    let day = |k: u32| {
        let inside = |event: &&Event| (f64::from(k)..f64::from(k + 1)).contains(&event.time);
        u32::try_from(events.iter().filter(inside).count()).expect("few")
    };
    (0..days).map(|k| Span { days: 1.0, events: day(k) }).collect()
}

/// Two events by hand: log of both intensities less the integral.
#[test]
fn the_likelihood_is_the_one_written_out() {
    let process = one(0.5, 0.4, 2.0);
    let at = |time: f64, weight: f64| Event { time, kind: 0, weight };
    let second = 0.5 + 3.0 * 0.4 * 2.0 * libm::exp(-2.0);
    let answers = 0.4 * (3.0 * (1.0 - libm::exp(-6.0)) + (1.0 - libm::exp(-4.0)));
    let by_hand = libm::log(0.5) + libm::log(second) - 0.5 * 4.0 - answers;
    close(process.log_likelihood(&[at(1.0, 3.0), at(2.0, 1.0)], 4.0), by_hand, 1e-12);
    let waits = process.rescaled(&[at(1.0, 3.0), at(2.0, 1.0)]);
    close(waits[0], 0.5, 1e-12);
    close(waits[1], 0.5 + 3.0 * 0.4 * (1.0 - libm::exp(-2.0)), 1e-12);
}

/// A stationary process has the mean rate base/(1 - branching), and its waits rescale to the law.
#[test]
fn thinning_draws_the_process_and_time_rescaling_accepts_it() {
    let process = one(0.4, 0.5, 1.0);
    let events = process.simulate(5000.0, &|_| 1.0, &mut uniforms(1));
    close(f64::from(u32::try_from(events.len()).expect("few")) / 5000.0, 0.8, 0.08);
    assert!(exponential(&process.rescaled(&events)).expect("events").p_value > 0.05);
    let constant = one(0.8, 0.0, 1.0);
    assert!(exponential(&constant.rescaled(&events)).expect("events").p_value < 1e-3);
}

#[test]
fn two_kinds_that_answer_each_other_are_recovered_from_times() {
    let truth = Hawkes {
        base: vec![0.3, 0.1],
        branching: vec![vec![0.2, 0.0], vec![0.6, 0.1]],
        decay: 1.5,
    };
    let events = truth.simulate(3000.0, &|_| 1.0, &mut uniforms(7));
    let found = fit_times(&events, 2, 3000.0);
    assert!(found.log_likelihood >= truth.log_likelihood(&events, 3000.0) - 0.5);
    let process = found.process;
    close(process.branching[1][0], 0.6, 0.25);
    assert!(process.branching[0][1] < 0.15, "{process:?}");
    close(process.decay, 1.5, 0.3);
    assert!(exponential(&process.rescaled(&events)).expect("events").p_value > 0.05);
}

#[test]
fn severe_events_excite_by_their_weight() {
    let process = one(0.2, 0.2, 1.0);
    let calm = process.simulate(4000.0, &|_| 1.0, &mut uniforms(3)).len();
    let severe = process.simulate(4000.0, &|u| if u < 0.5 { 4.0 } else { 1.0 }, &mut uniforms(3));
    assert!(severe.len() > calm * 5 / 4, "{} {calm}", severe.len());
}

#[test]
fn counts_by_day_find_what_drew_the_record() {
    let events = one(0.3, 0.6, 0.5).simulate(1500.0, &|_| 1.0, &mut uniforms(11));
    let spans = binned(&events, 1500);
    let (model, log_likelihood) = likeliest(&spans);
    let [base, branching, decay] = profiles(&spans, model, log_likelihood);
    let holds = |it: super::counts::Interval, truth: f64| {
        assert!(it.low.is_none_or(|low| low < truth), "{it:?} {truth}");
        assert!(it.high.is_none_or(|high| high > truth), "{it:?} {truth}");
    };
    holds(base, 0.3);
    holds(branching, 0.6);
    holds(decay, 0.5);
    assert!(branching.low.expect("clustering is sure") > 0.3);
}

/// Readings a few days apart, as a spokesman gives them.
#[test]
fn counts_over_uneven_spans_find_clustering() {
    let events = one(0.5, 0.6, 0.2).simulate(600.0, &|_| 1.0, &mut uniforms(5));
    let mut spans = Vec::new();
    for (k, pair) in binned(&events, 600).chunks(3).enumerate() {
        let cut = 1 + k % 2;
        for part in [&pair[..cut], &pair[cut..]] {
            let days = part.iter().map(|span| span.days).sum();
            spans.push(Span { days, events: part.iter().map(|span| span.events).sum() });
        }
    }
    let found = clustering(&spans, &mut uniforms(2));
    assert!(!found.poisson_is_enough() && found.p_value < 0.01, "{found:?}");
    assert!(found.agreement.expect("events").p_value > 0.01);
}

#[test]
fn a_constant_rate_is_called_enough() {
    let events = one(0.5, 0.0, 1.0).simulate(250.0, &|_| 1.0, &mut uniforms(21));
    let found = clustering(&binned(&events, 250), &mut uniforms(4));
    assert!(found.poisson_is_enough(), "{found:?}");
    assert!(found.agreement_constant.expect("events").p_value > 0.05);
}

#[test]
fn no_event_is_no_failure() {
    let quiet = [Span { days: 1.0, events: 0 }; 10];
    assert!(clustering(&quiet, &mut uniforms(1)).poisson_is_enough());
    let model = Clustered { base: 0.2, branching: 0.3, decay: 0.5 };
    assert!(model.log_likelihood(&quiet).is_finite());
}

/// Bursts shorter than a span leave no trace from span to span, only too much variance.
#[test]
fn bursts_within_spans_are_seen_by_their_variance() {
    let counts = [13, 0, 1, 11, 0, 0, 9, 2, 0, 12, 1, 0, 0, 14, 0, 1, 10, 0, 2, 11];
    let spans = counts.map(|events| Span { days: 5.0, events });
    let found = clustering(&spans, &mut uniforms(8));
    assert!(!found.poisson_is_enough() && found.model.branching > 0.3, "{found:?}");
}
