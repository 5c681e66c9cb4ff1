//! The same checks without anybody's judgement: everything that chance could do, happens.

use super::{Checked, Reached};
use crate::drive::Drive;
use crate::graph::{Graph, enumerate};
use game::GameError;
use kernel::accord::{DutyKind, LegalForm, SubjectKind};
use kernel::expect::{Expectation, Scenario};
use kernel::{Accord, ActorId, Hours};
use world::beliefs::Measure;
use world::{Beliefs, Distribution, Entry, EntryId, Mark, Odds};

/// What becomes of a text's expectations, then of its worked examples, on at most so many points
/// a graph, whatever anybody believes.
///
/// # Errors
/// [`GameError`] if an enumerated process is malformed, which no accord should cause.
pub fn unweighed(
    accord: &Accord,
    expectations: &[Expectation],
    scenarios: &[Scenario],
    points_max: usize,
) -> Result<Vec<Checked>, GameError> {
    if expectations.is_empty() && scenarios.is_empty() {
        return Ok(Vec::new());
    }
    let beliefs = &any_chance(accord);
    let graph = |free| enumerate(&Drive::new(accord, beliefs, free), points_max);
    let written = &graph(None)?;
    let free = accord.signatory_ids().map(|party| Ok((party, graph(Some(party))?)));
    let free: Vec<(ActorId, Graph)> = free.collect::<Result<_, GameError>>()?;
    let reached = Reached { accord, beliefs, written, free: &free };
    let mut list = reached.expectations(expectations);
    list.extend(reached.scenarios(scenarios));
    Ok(list)
}

/// Even odds for everything that the text leaves to chance, so that nothing is left out; no payoffs.
/// Nobody's judgement: the odds are never read, only that there are some.
fn any_chance(accord: &Accord) -> Beliefs {
    let mut beliefs = Beliefs {
        reader: String::new(),
        period: Hours::days(30),
        horizon: 60,
        entries: vec![even()],
        flows: vec![],
        lumps: vec![],
        odds: vec![],
        discount: vec![],
        tolerance: 0.0,
        rules: vec![],
        as_seen_by: vec![],
        types: vec![],
        left_out: vec![],
        never: vec![],
        programmes: vec![],
        oil: vec![],
        home: world::home::Home::default(),
        waves: Vec::new(),
    };
    beliefs.odds = chances(accord).into_iter().map(|odds| (odds, EntryId(0))).collect();
    beliefs
}

fn even() -> Entry {
    Entry {
        name: String::new(),
        measure: Measure::Probability,
        value: 0.5,
        distribution: Distribution::Point,
        because: String::new(),
        mark: Mark::Judgement,
        line: 0,
    }
}

fn chances(accord: &Accord) -> Vec<Odds> {
    let mut list = vec![Odds::FindingTrue, Odds::FindingFalse, Odds::WarAfterStrike];
    for party in accord.signatory_ids() {
        list.push(Odds::Turnover(party));
        let forms =
            [LegalForm::Political, LegalForm::Executive, LegalForm::Statute, LegalForm::Treaty];
        list.extend(forms.map(|form| Odds::Honour(party, form)));
    }
    for duty in accord.duty_ids() {
        let seen = accord
            .duty(duty)
            .is_some_and(|row| row.kind == DutyKind::Maintain && row.verifier.is_some());
        if seen {
            list.extend([Odds::Detect(duty), Odds::FalseAlarm(duty)]);
        }
    }
    for tally in accord.subject_ids() {
        if accord.subject(tally).is_some_and(|row| row.kind == SubjectKind::Tally) {
            list.extend([0, 1, 2].map(|conduct| Odds::Incident(tally, conduct)));
            list.extend([Odds::Grave(tally), Odds::Attribute(tally)]);
        }
    }
    list.extend(accord.dial_ids().map(Odds::Felt));
    list.extend(accord.escrow_ids().map(Odds::Usable));
    list.extend(accord.redline_ids().map(Odds::WarAfterAnswer));
    list
}
