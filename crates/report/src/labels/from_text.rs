//! Names and places from a compiled text.

use kernel::EscrowId;
use lang::units::Unit;
use lang::{Compiled, Names, Symbol};

use super::{Labels, Named, Place};

impl Labels {
    /// Takes over the names, titles, lines and quotes that the language kept.
    #[must_use]
    pub fn from_text(compiled: &Compiled, hash: String) -> Self {
        let lowered = &compiled.common;
        let (accord, names) = (&lowered.accord, &lowered.names);
        Self {
            title: compiled.title.clone(),
            revision: compiled.terms.header.revision,
            hash,
            actors: named(names, accord.actor_ids()),
            workstreams: named(names, accord.workstream_ids()),
            subjects: named(names, accord.subject_ids()),
            duties: named(names, accord.duty_ids()),
            phases: named(names, accord.phase_ids()),
            dials: named(names, accord.dial_ids()),
            waivers: named(names, accord.waiver_ids()),
            escrows: named(names, accord.escrow_ids()),
            tranches: named(names, accord.tranche_ids()),
            redlines: named(names, accord.redline_ids()),
            inquiries: named(names, accord.inquiry_ids()),
            procedures: named(names, accord.procedure_ids()),
            freezes: named(names, accord.freeze_ids()),
            carveouts: named(names, accord.carveout_ids()),
            handovers: named(names, accord.handover_ids()),
            notices: named(names, accord.notice_ids()),
            channels: named(names, accord.channel_ids()),
            statements: named(names, accord.statement_ids()),
            tolerances: named(names, accord.tolerance_ids()),
            undertakings: named(names, accord.undertaking_ids()),
            accessions: named(names, accord.accession_ids()),
            ballots: named(names, accord.ballot_ids()),
            places: places(compiled),
            units: lowered.units.iter().map(|unit| unit.map(spelled)).collect(),
            currencies: accord.escrow_ids().map(|id| currency(compiled, names, id)).collect(),
            not_modelled: lowered.not_modelled.clone(),
            zones: crate::zones::zones(compiled),
        }
    }
}

fn named<T: Into<Symbol>>(names: &Names, ids: impl Iterator<Item = T>) -> Vec<Named> {
    let one = |id: T| {
        let symbol = id.into();
        Named { name: names.name(symbol).to_owned(), title: names.title(symbol).to_owned() }
    };
    ids.map(one).collect()
}

fn spelled(unit: Unit) -> (String, i64) {
    (unit.to_string(), unit.base_units())
}

/// The currency in which an escrow's total is stated.
fn currency(compiled: &Compiled, names: &Names, id: EscrowId) -> String {
    let name = names.name(Symbol::from(id));
    let article = compiled.terms.escrows().find(|escrow| escrow.head.name.text == name);
    let total = article.and_then(|escrow| escrow.total.as_ref());
    total.map_or_else(String::new, |total| total.unit.to_string())
}

fn places(compiled: &Compiled) -> Vec<Place> {
    let one = |(_, clause): (_, &lang::Clause)| Place {
        article: clause.name.clone(),
        line: clause.line,
        quote: clause.text.clone(),
    };
    compiled.clauses.iter().map(one).collect()
}
