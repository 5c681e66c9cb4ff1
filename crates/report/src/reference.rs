//! Agreements like this one, beside each survival: how few they are, and how long they lasted.
//!
//! Two classes: all that are documented, and those about the same thing. An agreement is about
//! enrichment if it counts uranium, about force if it counts persons or draws red lines, and else about
//! nothing that is on record. Both ends are given: that a central duty went unperformed, and that the
//! agreement was declared over.

use kernel::Hours;
use serde::Serialize;
use world::hazard;
use world::survival_baseline::{
    About, End, Lifetime, Survival, class_about, kaplan_meier, reference_class,
};

use crate::labels::Labels;
use crate::number::chance;

/// What must stand beside every figure of the class.
pub const SMALL: &str = "Known cases, picked because they are documented and not drawn from anything; nothing after 2023.";

/// Months, in periods of the analysis, at which the class is given.
pub const LANDMARKS: [u32; 3] = [12, 24, 60];

/// One class under one definition of an end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ReferenceJson {
    pub about: Option<&'static str>,
    pub end: &'static str,
    pub n: usize,
    pub agreements: Vec<String>,
    pub survival: Vec<ReferencePointJson>,
    pub note: &'static str,
}

/// Its survival at one month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ReferencePointJson {
    pub month: u32,
    pub mean: f64,
    pub interval: (f64, f64),
    pub at_risk: usize,
}

/// What an agreement is about, if it is about what some of those on record are.
#[must_use]
pub fn about(labels: &Labels) -> Option<About> {
    let counts = |of: &dyn Fn(&str) -> bool| labels.units.iter().flatten().any(|(it, _)| of(it));
    if counts(&|unit| unit.contains("U235") || unit.contains("[U")) {
        return Some(About::Enrichment);
    }
    let forces = counts(&|unit| unit.starts_with("person")) || !labels.redlines.is_empty();
    forces.then_some(About::Force)
}

/// The class of an agreement under both ends, then all agreements under both.
#[must_use]
pub fn classes(labels: &Labels, period: Hours) -> Vec<ReferenceJson> {
    let own = about(labels);
    let ends = [(End::NotKept, "not kept"), (End::Declared, "declared over")];
    let of = |about: Option<About>| {
        ends.map(|(end, word)| {
            let class = about.map_or_else(|| reference_class(end), |it| class_about(end, it));
            one(about, word, &class, period)
        })
    };
    own.into_iter().flat_map(|own| of(Some(own))).chain(of(None)).collect()
}

fn one(
    about: Option<About>,
    end: &'static str,
    class: &[Lifetime],
    period: Hours,
) -> ReferenceJson {
    let point = |month: u32| {
        let it = after(class, period, month);
        let Survival { share, interval, at_risk, .. } = it;
        ReferencePointJson { month, mean: share, interval, at_risk }
    };
    ReferenceJson {
        about: about.map(About::word),
        end,
        n: class.len(),
        agreements: class.iter().map(|it| it.agreement.clone()).collect(),
        survival: LANDMARKS.into_iter().map(point).collect(),
        note: SMALL,
    }
}

/// Survival of a class by the end of so many periods.
#[must_use]
pub fn after(class: &[Lifetime], period: Hours, periods: u32) -> Survival {
    kaplan_meier(class, f64::from(periods) * hazard::days(period))
}

/// How the agreement's own class did, in a few words; nothing if it has none.
#[must_use]
pub fn brief(labels: &Labels, period: Hours, month: u32) -> Option<String> {
    let own = about(labels)?;
    let kept = after(&class_about(End::NotKept, own), period, month);
    let (low, high) = kept.interval;
    let [share, low, high] = [kept.share, low, high].map(chance);
    Some(format!("of the {} about {} {share} ({low} to {high})", kept.cases, own.word()))
}

/// How the agreement's own class did by the end of so many periods, in words.
#[must_use]
pub fn sentence(labels: &Labels, period: Hours, month: u32) -> String {
    let Some(own) = about(labels) else {
        return format!("none of them is known to be about the same. {SMALL}");
    };
    let kept = after(&class_about(End::NotKept, own), period, month);
    let declared = after(&class_about(End::Declared, own), period, month);
    format!(
        "of the {} about {} {}; not declared over {}. {SMALL}",
        kept.cases,
        own.word(),
        with_interval(&kept),
        with_interval(&declared),
    )
}

/// `0.57 (0.17 to 0.84), 3 followed longer`.
#[must_use]
pub fn with_interval(it: &Survival) -> String {
    let (low, high) = it.interval;
    format!(
        "{} ({} to {}), {} followed longer",
        chance(it.share),
        chance(low),
        chance(high),
        it.at_risk
    )
}
