//! A recorded history as typed lines with places.

pub use super::talk::{Talk, Voted};
use crate::ast::{Amount, Date, Duration, Name, Number, Words};
use crate::span::Span;
use kernel::VerdictKind;
use kernel::event::Finding;
use world::Mark;

/// A whole `.events` file.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// `history of "…"`: title of the agreement it is about.
    pub of: Words,
    /// `day 0 is 2014-01-20`, where the agreement itself gives no date.
    pub day_zero: Option<Time>,
    /// `until 2014-07-20`: time passes up to then.
    pub until: Option<Time>,
    /// Dated lines, in the order of the file.
    pub lines: Vec<Line>,
    /// Comments, in the order of the file.
    pub comments: Vec<Comment>,
}

/// `# …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Line of the file, from 1.
    pub line: u32,
    /// Whether nothing else stands in its line.
    pub alone: bool,
    /// With its `#`.
    pub text: String,
}

/// A date, perhaps with a time of day in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    /// The day.
    pub date: Date,
    /// Hours and minutes; the start of the day if left out.
    pub clock: Option<(u8, u8)>,
    /// Where.
    pub span: Span,
}

/// One dated line.
#[derive(Clone, Debug)]
pub struct Line {
    /// When.
    pub at: Time,
    /// Who did what; nothing on a line that only expects.
    pub told: Option<Told>,
    /// `mark A`: how far the date and the act may be trusted.
    pub mark: Option<(Mark, Span)>,
    /// `source "…"`
    pub source: Option<Words>,
    /// `expect late of convert`
    pub expects: Vec<Expected>,
    /// Where.
    pub span: Span,
}

/// Who did what.
#[derive(Clone, Debug)]
pub struct Told {
    /// Who.
    pub by: Name,
    /// What.
    pub act: Act,
    /// Where the act stands.
    pub span: Span,
}

/// A verdict that a line expects.
#[derive(Clone, Debug)]
pub struct Expected {
    /// What is said.
    pub kind: VerdictKind,
    /// `of NAME`; of anything if left out.
    pub of: Option<Name>,
    /// `by PARTY`, where several owe the step.
    pub by: Option<Name>,
    /// Where.
    pub span: Span,
}

/// A step, with the party that owes it where several do.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub name: Name,
    /// `of Iran`
    pub of: Option<Name>,
}

/// What somebody did, by name.
#[derive(Clone, Debug)]
pub enum Act {
    /// A verb without anything to follow: `withdraws`.
    Alone(Alone),
    /// A verb with one article: `grants W1`.
    On(Verb, Name),
    /// A verb with a step: `contests cap`.
    OnStep(StepVerb, Step),
    /// `turns relief to 1`
    Turn(Name, Number),
    /// `draws 20 thousand tonne under W1`
    Draw(Amount, Name),
    /// `spends 10 million USD of T1`
    Spend(Amount, Name),
    /// `measures enrichment 4.5 %U235`
    Measure(Name, Amount),
    /// `brings enrichment to 4.5 %U235`
    Bring(Name, Amount),
    /// `reports cap not kept`, `finds cap kept`
    Say(Word, Step, Finding),
    /// `sees Iran tolerating Coastal`: what a body says that a state has a group do
    See(Name, Conduct, Name),
    /// `shows time under autonomy`: one kind of the evidence that an inquiry asks for
    Show(Name, Name),
    /// `attributes attacks to Coastal`
    Attribute(Name, Name),
    /// `attacks in Gulf with 3 casualties`
    Attack {
        /// `counted as attacks`, where it could be counted as more than one thing.
        counted_as: Option<Name>,
        /// `in Gulf`
        zone: Option<Name>,
        /// `with 3 casualties`
        casualties: Option<Number>,
    },
    /// `answers ship with answer 1`
    Answer(Name, Number),
    /// `starts D1 about cap`
    Start(Name, Step),
    /// `extends D1 by 10 days`
    Extend(Name, Duration),
    /// Valves, talk and membership.
    Talk(Talk),
}

/// Verbs without anything to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// `withdraws`
    Withdraw,
    /// `strikes`
    Strike,
    /// `opens hostilities`
    Hostilities,
}

/// Verbs with one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the verb of its name; see docs/events.md")]
pub enum Verb {
    Grants,
    Renews,
    Revokes,
    Transfers,
    Returns,
    MakesUsable,
    MakesFelt,
    Clears,
    Withholds,
    Rejects,
    Absorbs,
    Opens,
    Warns,
    Settles,
    Stops,
    Uses,
    GivesNotice,
    Directs,
    Tolerates,
    Restrains,
}

/// What a state has a group do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
    /// Directs it.
    Directing,
    /// Lets it.
    Tolerating,
    /// Holds it back.
    Restraining,
}

/// Verbs with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepVerb {
    /// Does what the step asks, in truth.
    Performs,
    /// Stops doing it, in truth.
    Ceases,
    /// Says that another does not perform it.
    Alleges,
    /// Disputes what is said of it.
    Contests,
    /// Says so itself.
    Admits,
}

/// Who says a finding with what weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The verifier reports.
    Reports,
    /// The body decides what was contested.
    Finds,
}
