//! A whole assessment as JSON.

use serde::Serialize;
use serde_json::{Value, json};

use super::files;
use super::intent;
use super::parts;
use super::remarks::{self, DiagnosticJson};
use super::signals;
use super::world;
use super::{anytext, phased};
use crate::binding::Asked;
use crate::ethics::{EXAMPLE, FOOT, Support};
use crate::missing;
use crate::page::Page;
use crate::reference::{self, ReferenceJson};
use crate::words::{answer, cause, certificate};

/// What `detente assess --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct AssessmentJson<'a> {
    pub accord: &'a str,
    pub revision: u32,
    pub hash: &'a str,
    pub beliefs: Value,
    pub answer: &'static str,
    pub sentence: String,
    pub share: Option<Value>,
    pub weakest: Option<Value>,
    pub sampled: Vec<Value>,
    pub holdings: Vec<Value>,
    pub binding: Vec<Value>,
    pub remedies: Option<Value>,
    pub margins: Vec<Value>,
    pub turns_at: Vec<Value>,
    pub influence: Vec<Value>,
    pub changes: Vec<Value>,
    pub ranges: Vec<Value>,
    pub files: Vec<Value>,
    pub readings: Vec<Value>,
    pub as_seen_by: Vec<Value>,
    pub intent: Vec<Value>,
    pub outsiders: Vec<Value>,
    pub survival: Vec<Value>,
    pub baseline: Vec<Value>,
    pub reference: Vec<ReferenceJson>,
    pub causes: Vec<Value>,
    pub harm: Vec<Value>,
    pub expected: Vec<Value>,
    pub exposure: Vec<Value>,
    pub balance: Vec<Value>,
    pub relief: Vec<Value>,
    pub worst: Vec<Value>,
    pub security: Vec<Value>,
    pub regret: Vec<Value>,
    pub any_text: Option<Value>,
    /// What the sides could sustain by phase.
    pub phases: Option<Value>,
    pub signals: Value,
    pub breakout: Vec<Value>,
    pub oil: Vec<Value>,
    pub calendar: Value,
    pub diagnostics: Vec<DiagnosticJson<'a>>,
    pub not_modelled: Vec<String>,
    pub not_computed: Vec<String>,
    pub graphs: Vec<Value>,
    pub cut: usize,
    pub seed: u64,
    pub certificates: Vec<Value>,
    pub version: &'a str,
    pub command: &'a str,
    pub note: &'static str,
}

/// The assessment on a page.
#[must_use]
pub fn assessment<'a>(page: &Page<'a>) -> AssessmentJson<'a> {
    let it = page.assessment;
    AssessmentJson {
        accord: &page.labels.title,
        revision: page.labels.revision,
        hash: &page.labels.hash,
        beliefs: beliefs(page),
        answer: answer::word(it.answer),
        sentence: format!("{} {}", answer::who_keeps(page), answer::share(page)),
        share: share(page),
        weakest: it.weakest.as_ref().map(|weakest| parts::weakest(page, weakest)),
        sampled: each(&it.sampled, |row| parts::sampled(page, row)),
        holdings: each(&it.holdings, |row| parts::holding(page, row)),
        binding: each(&it.binding, |row| crate::binding::side(&Asked::page(page), row)),
        remedies: it.remedies.as_ref().map(|it| crate::binding::remedies(&Asked::page(page), it)),
        margins: each(&it.rooms, |row| parts::room(page, row)),
        turns_at: each(&it.turns, |row| parts::turn(page, row)),
        influence: each(&it.influence, |row| parts::influence(page, row)),
        changes: each(&it.changes, |row| parts::change(page, row)),
        ranges: each(&it.ranges, |row| parts::range(page, row)),
        files: each(&it.files, |row| files::tied(page, row)),
        readings: each(&it.readings, |row| parts::reading(page, row)),
        as_seen_by: each(&it.as_seen_by, |row| parts::seen(page, row)),
        intent: each(&it.intents, |row| intent::intent(page, row)),
        outsiders: each(&it.outsiders, |row| parts::outsider(page, row)),
        survival: survival(page),
        baseline: baseline(page),
        reference: reference::classes(page.labels, page.beliefs.period),
        causes: causes(page),
        harm: each(&it.harm, |row| parts::harm(page, row)),
        expected: each(&it.expected, |row| parts::expected(page, row)),
        exposure: each(&it.exposure, |row| parts::exposure(page, row)),
        balance: balance(page),
        relief: each(&it.relief, |row| world::relief(page, row)),
        worst: each(&it.worst, |row| world::worst(page, row)),
        security: each(&it.security, |row| world::security(page, row)),
        regret: regret(page),
        any_text: it.anytext.as_ref().map(|it| anytext::anytext(page, it)),
        phases: it.phased.as_ref().map(|it| phased::phased(page, it)),
        signals: signals::signals(page),
        breakout: each(&it.breakout, |row| world::breakout(page, row)),
        oil: world::oil(page),
        calendar: files::calendar(page),
        diagnostics: page.remarks.iter().map(remarks::one).collect(),
        not_modelled: missing::not_modelled(page),
        not_computed: missing::not_computed(page),
        graphs: graphs(page),
        cut: it.cut,
        seed: it.seed,
        certificates: certificates(page),
        version: &page.run.version,
        command: &page.run.command,
        note: FOOT,
    }
}

fn each<T>(rows: &[T], one: impl Fn(&T) -> Value) -> Vec<Value> {
    rows.iter().map(one).collect()
}

fn beliefs(page: &Page<'_>) -> Value {
    let support = Support::of(page.beliefs);
    json!({
        "file": page.run.beliefs_file,
        "reader": page.beliefs.reader,
        "entries": support.entries,
        "sourced": support.sourced,
        "derived": support.derived,
        "judgement": support.judgement,
        "recollected": support.recollected,
        "standing": support.is_example().then_some(EXAMPLE),
    })
}

fn share(page: &Page<'_>) -> Option<Value> {
    let share = page.assessment.share.as_ref()?;
    let first = share
        .first_to_leave
        .iter()
        .map(|(who, part)| json!({ "party": parts::party(page, *who), "share": part }));
    Some(json!({
        "mean": share.mean,
        "standard_error": share.standard_error,
        "samples": share.samples,
        "open": share.open,
        "first_to_leave": first.collect::<Vec<_>>(),
    }))
}

fn regret(page: &Page<'_>) -> Vec<Value> {
    let Some(share) = &page.assessment.share else { return Vec::new() };
    each(&share.regrets, |it| {
        json!({
            "party": parts::party(page, it.party),
            "keeping": it.keeping,
            "staying_out": it.staying_out,
            "minimax": it.minimax(),
            "samples": share.samples,
        })
    })
}

fn survival(page: &Page<'_>) -> Vec<Value> {
    each(&page.assessment.survival, |it| {
        json!({
            "month": it.month,
            "mean": it.mean,
            "standard_error": it.standard_error,
            "beyond": it.beyond,
        })
    })
}

fn baseline(page: &Page<'_>) -> Vec<Value> {
    each(&page.assessment.baseline, |it| {
        json!({
            "month": it.month,
            "mean": it.mean,
            "standard_error": it.standard_error,
            "interval": it.interval,
            "cases": it.cases,
            "at_risk": it.at_risk,
        })
    })
}

fn causes(page: &Page<'_>) -> Vec<Value> {
    let named = cause::named(page.labels, &page.assessment.causes);
    each(
        &named,
        |(cause, share, error)| json!({ "cause": cause, "share": share, "standard_error": error }),
    )
}

fn balance(page: &Page<'_>) -> Vec<Value> {
    each(
        &page.assessment.balance,
        |it| json!({ "month": it.month, "party": parts::party(page, it.party), "mean": it.mean }),
    )
}

fn graphs(page: &Page<'_>) -> Vec<Value> {
    let holdings = page.assessment.holdings.iter();
    let pairs = holdings.zip(&page.assessment.sizes);
    let one = |(holding, size): (&explore::hold::Holding, &explore::graph::Size)| {
        json!({
            "party": parts::party(page, holding.party),
            "states": size.states,
            "nodes": size.nodes,
            "edges": size.edges,
        })
    };
    pairs.map(one).collect()
}

fn certificates(page: &Page<'_>) -> Vec<Value> {
    each(&page.assessment.certificates, |it| {
        json!({
            "what": certificate::what(page.labels, it.what),
            "bracket": [it.bracket.lower, it.bracket.upper],
            "closed": it.closed,
        })
    })
}
