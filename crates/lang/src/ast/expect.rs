//! Properties and worked examples, checked by every driver and on the live record.

use serde::Serialize;

use super::{Amount, Condition, Duration, Head, Moment, Name, Number, Power, SpanOnly, State};
use crate::span::Span;

/// `expect P3 reachable`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Expect {
    /// Named `expect.1`, `expect.2`, … in the order of the text.
    pub head: Head,
    /// The property; `None` only in a faulty text.
    pub property: Option<Property>,
}

/// A property of all lives of the agreement.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Property {
    /// `P3 reachable`: exists as written. A bare phase name stands for `P3 open`.
    Reachable(Condition),
    /// `cap met always`: in all states reachable with either side's single deviations.
    Always(Condition),
    /// `never T3 transferred`: in none of them.
    Never(Condition),
    /// `breach of calm leaves W1 unchanged`: one event compared before and after.
    Leaves {
        /// Which.
        event: ExpectedEvent,
        /// What it leaves as it was.
        unchanged: Vec<Name>,
    },
    /// `exposure of US <= 800 million USD always`
    Exposure(super::Exposure),
}

/// The event whose effect is compared.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedEvent {
    /// `breach of calm`
    NonPerformance(Name),
    /// `lapse of W1`
    Lapse(Name),
    /// `withdrawal of US`
    Withdrawal(Name),
    /// `attack by Coastal`, `strike by Israel`
    Act {
        /// Which act.
        act: Name,
        /// By whom.
        by: Name,
    },
}

/// A worked example.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scenario {
    /// Named by its title.
    pub head: Head,
    /// `given P2 open, calm met`
    pub given: Vec<Fact>,
    /// Events and what must follow, in order.
    pub moves: Vec<Move>,
}

/// One line of a scenario.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// `when Coastal attacks in Gulf, casualties 0, found by JMC`
    When(Vec<Fact>, SpanOnly),
    /// `then US may pause proceeds`
    Then(Vec<Claim>, SpanOnly),
}

/// What is made true in a worked example.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// `P2 open`, `calm met`, `W1 in force`
    State(Name, State),
    /// `relief at 1`
    Level(Name, Number),
    /// `enrichment 20 %U235`
    Value(Name, Amount),
    /// `Coastal attacks in Gulf`
    Occurs {
        /// Who.
        actor: Name,
        /// What.
        act: Name,
        /// Where.
        zone: Option<Name>,
    },
    /// `Iran breaches cap`, `US grants W1`, `US transfers T1`, `US turns relief to 1`: an act of a party.
    Does {
        /// Who.
        actor: Name,
        /// The verb, in the third person.
        verb: Name,
        /// What it is done to.
        what: Option<Name>,
        /// To which level.
        to: Option<Number>,
    },
    /// `casualties 0`
    Casualties(Number),
    /// `found by JMC`
    Finding(super::Finding),
    /// `day 110`
    Day(Moment),
    /// `30 days pass`
    Passes(Duration),
}

/// What must follow.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// `US may pause proceeds`, `US has no power to suspend W1`
    Power(Power),
    /// `proceeds paused`
    State(Condition),
    /// `it is a breach of calm`, `it is no breach`
    Verdict {
        /// Non-performance of which step; `None` for no breach at all.
        breach_of: Option<Name>,
        /// Where.
        #[serde(skip)]
        span: Span,
    },
    /// `it is void`
    Void(SpanOnly),
}
