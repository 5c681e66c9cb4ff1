//! What there is: workstreams, quantities, zones, annexes.

use serde::Serialize;

use super::{Amount, Head, Name, PerPeriod, Thing, Who, Words};
use crate::span::Span;
use crate::units::Unit;

/// A file of the agreement.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Workstream {
    /// Name and title.
    pub head: Head,
    /// `holds enrichment, heu`
    pub holds: Vec<Name>,
    /// `visible to US, Iran`
    pub visible_to: Vec<Name>,
}

/// `decouple nuclear from regional, trade`: the end of one does not pull the others.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Decouple {
    /// Named after the workstream.
    pub head: Head,
    /// Which.
    pub workstream: Name,
    /// From which.
    pub from: Vec<Name>,
}

/// Anything counted, measured or graded.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Quantity {
    /// Name and title.
    pub head: Head,
    /// `of Iran`: whose conduct sets it.
    pub of: Option<Who>,
    /// `made by Consortium`
    pub made_by: Option<Name>,
    /// `held at S1`
    pub held_at: Option<Thing>,
    /// `owned by Consortium`
    pub owned_by: Option<Name>,
    /// `unit kg[U]`
    pub unit: Option<(Unit, super::SpanOnly)>,
    /// `band 0 to 3.67 %U235`
    pub band: Option<Range>,
    /// `grades none < guided < precise`, lowest first; the unit is `grade`.
    pub grades: Vec<Name>,
    /// `baseline 440 kg[U]`
    pub baseline: Option<Amount>,
    /// `observed by IAEA`
    pub observed_by: Vec<Name>,
    /// `rate at most 5 kg[U] per 30 days`
    pub rate_at_most: Option<PerPeriod>,
    /// `unaccounted 0 to 200 kg[U]`
    pub unaccounted: Option<Range>,
}

/// From one amount to another, in one unit.
#[derive(Clone, Debug, Serialize)]
pub struct Range {
    /// Lower end.
    pub low: Amount,
    /// Upper end.
    pub high: Amount,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// A place.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Zone {
    /// Name and title.
    pub head: Head,
    /// `annex "map-1"`: its outline.
    pub annex: Option<Words>,
    /// `polygon 26.1 56.0, 26.4 56.5, …`: latitude and longitude in degrees.
    pub polygon: Vec<(super::Number, super::Number)>,
    /// `contains Strait`
    pub contains: Vec<Name>,
}

/// Text or lists kept outside.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Annex {
    /// Named by its title.
    pub head: Head,
    /// `hash "sha256:…"`
    pub hash: Option<Words>,
    /// `visible to US, Iran`
    pub visible_to: Vec<Name>,
}
