//! What runs out when, and what silence until then means.

use kernel::pipeline::Transit;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Clause, Due, Moment, Stamp};

/// Clocks, in order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deadlines {
    /// What is owed with a date.
    pub owed: Vec<Owed>,
    /// Proofs that are awaited.
    pub awaited: Vec<Awaited>,
    /// Relief at a stage of its way.
    pub on_its_way: Vec<Moving>,
    /// What the text says, by date, if nobody does anything more.
    pub silence: Vec<Due>,
}

/// A duty that is owed, or comes to be if everybody keeps the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Owed {
    /// What people call it.
    pub title: String,
    /// Who owes it.
    pub obligor: String,
    /// From when on.
    pub from: Stamp,
    /// The last moment; nothing for what is kept all along.
    pub by: Option<Stamp>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A proof that has not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Awaited {
    /// Of what.
    pub title: String,
    /// Who proves it.
    pub verifier: Option<String>,
    /// When it is due.
    pub by: Stamp,
}

/// Relief on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moving {
    /// What.
    pub title: String,
    /// Who lets it through.
    pub owner: String,
    /// `under_way`, `late` or `refused`.
    pub stands: &'static str,
    /// When it is late.
    pub by: Option<Stamp>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// All clocks at a moment.
#[must_use]
pub fn deadlines(moment: &Moment) -> Deadlines {
    let (plan, labels) = (&moment.plan, moment.labels());
    let owed = plan.owed.iter().map(|it| Owed {
        title: labels.duty(it.duty),
        obligor: moment.actor(it.obligor),
        from: moment.stamp(it.from),
        by: it.by.map(|by| moment.stamp(by)),
        clause: moment.line(it.clause),
    });
    let awaited = plan.awaited.iter().map(|it| Awaited {
        title: labels.duty(it.duty),
        verifier: it.verifier.map(|body| moment.actor(body)),
        by: moment.stamp(it.by),
    });
    let moving = plan.on_its_way.iter().map(|it| Moving {
        title: report::history::name_of(labels, it.relief.item()),
        owner: moment.actor(it.owner),
        stands: stands(it.transit),
        by: it.by.map(|by| moment.stamp(by)),
        clause: moment.line(it.stage),
    });
    let said = plan.silence.iter();
    Deadlines {
        owed: owed.collect(),
        awaited: awaited.collect(),
        on_its_way: moving.collect(),
        silence: said
            .map(|it| Due { at: moment.stamp(it.at), said: moment.said(&it.verdict) })
            .collect(),
    }
}

/// How relief on its way stands, as a key.
#[must_use]
pub fn stands(transit: Transit) -> &'static str {
    match transit {
        Transit::Nothing => "arrived",
        Transit::At(..) => "under_way",
        Transit::Late(_) => "late",
        Transit::Refused(_) => "refused",
    }
}
