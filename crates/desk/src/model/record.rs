//! The record: what happened, in order, and what the agreement said of it.

use explore::replay::Entry as Told;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Moment, Said, Stamp};
use crate::matter::Proof;

/// How many entries a page of the record holds.
pub const PAGE: usize = 100;

/// A page of the record, latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Record {
    /// How many entries there are up to this moment.
    pub count: usize,
    /// Which page, from 1, of how many.
    pub page: (usize, usize),
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// Its line of the record, from 0; nothing if only time passed.
    pub line: Option<usize>,
    /// When.
    pub at: Stamp,
    /// In the words of the record; nothing if only time passed.
    pub text: Option<String>,
    /// By whose account.
    pub by: Option<String>,
    /// Where it was read, or which message it is.
    pub source: Option<String>,
    /// How far it may be trusted.
    pub mark: Option<String>,
    /// What the agreement said of it.
    pub verdicts: Vec<Said>,
    /// Digest of the state after it.
    pub digest: String,
    /// Where it stands on the line and who has it, if it came over one.
    pub receipt: Option<Receipt>,
}

/// A message of the line: its place, and who has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Receipt {
    /// The name of the message.
    pub message: String,
    /// Hash of its leaf, in hexadecimal.
    pub leaf: String,
    /// Its place in the log of its writer, from 0.
    pub index: u64,
    /// When enough intermediaries held it, POSIX seconds of attested time; nothing while they do not.
    pub deposited: Option<u64>,
    /// Parties that have said that they hold it.
    pub acknowledged: Vec<String>,
}

/// The receipt of a proof.
#[must_use]
pub fn receipt(proof: &Proof) -> Receipt {
    Receipt {
        message: proof.name.clone(),
        leaf: proof.hash.clone(),
        index: proof.index,
        deposited: proof.deposited,
        acknowledged: proof.acknowledged.clone(),
    }
}

/// A page of the record at a moment; pages beyond the last show the last.
#[must_use]
pub fn record(moment: &Moment, page: usize) -> Record {
    let count = moment.entries().len();
    let pages = count.div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let entries = moment.entries().iter().rev().skip((page - 1) * PAGE).take(PAGE);
    Record { count, page: (page, pages), entries: entries.map(|it| entry(moment, it)).collect() }
}

/// One entry as a row.
#[must_use]
pub fn entry(moment: &Moment, told: &Told) -> Entry {
    let line = told.line.and_then(|line| moment.matter.lines.get(line));
    let by = line.and_then(|line| line.act.as_ref()).map(|(by, _)| moment.actor(*by));
    Entry {
        line: told.line,
        at: moment.stamp(told.at),
        text: line.map(|line| line.text.clone()),
        by,
        source: line.and_then(|line| line.source.clone()),
        mark: line.and_then(|line| line.mark.clone()),
        verdicts: told.verdicts.iter().map(|verdict| moment.said(verdict)).collect(),
        digest: told.digest.to_string(),
        receipt: line.and_then(|line| line.proof.as_ref()).map(receipt),
    }
}
