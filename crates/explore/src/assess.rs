//! The answer of an assessment, as values: what follows from a text and a set of beliefs.
//!
//! Ids and numbers only. The report turns them into sentences with the names, lines and units
//! that the language kept.

pub mod answer;
pub mod breakout;
pub mod calendar;
pub mod changes;
pub mod ends;
pub mod files;
mod harm;
pub mod intent;
pub mod outsiders;
pub mod ranges;
pub mod readings;
pub mod relief;
pub mod rooms;
pub(crate) mod run;
pub mod sampled;
pub mod security;
pub mod share;
pub mod signals;
pub mod slack;
pub mod turns;
pub mod worst;

pub use run::{Effort, Margins, Progress, Subject, assess, margins, sides};

use self::intent::Intent;
use crate::anytext::AnyText;
use crate::binding::Side;
use crate::binding::remedy::Remedies;
use crate::drive::Choice;
use crate::expect::Checked;
use crate::exposure::Exposure;
use crate::graph::Size;
use crate::hold::{Holding, Holds};
use crate::phased::Phased;
use game::Interval;
use kernel::state::Cause;
use kernel::{ActorId, ClauseId, DialId, Digest, Hours, PhaseId, SubjectId};
use world::EntryId;

/// The whole answer.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The word.
    pub answer: Answer,
    /// Per signatory, under the reader's central beliefs.
    pub holdings: Vec<Holding>,
    /// Exact sizes of each signatory's graph, in the same order.
    pub sizes: Vec<Size>,
    /// Points left out by the size limit, over all graphs; 0 if none.
    pub cut: usize,
    /// Margins of the full text by samples, where a graph was cut or they were asked for.
    pub sampled: Vec<sampled::Sampled>,
    /// The weakest promise, if anybody has a choice at all.
    pub weakest: Option<Weakest>,
    /// What binds each side; empty if a graph was cut.
    pub binding: Vec<Side>,
    /// Changes that would mend it, each alone; absent after a quick look or if a graph was cut.
    pub remedies: Option<Remedies>,
    /// Smallest room by phase and party.
    pub rooms: Vec<Room>,
    /// Per signatory: under its own beliefs as the reader gives them (`as seen by`).
    pub as_seen_by: Vec<Seen>,
    /// What each party may be after, where the beliefs say.
    pub intents: Vec<Intent>,
    /// The share of the believed space; absent after a quick look.
    pub share: Option<Share>,
    /// Where the answer turns, nearest first; absent after a quick look.
    pub turns: Vec<Turn>,
    /// How far each belief with a range moves the answer, the farthest first; empty after a quick look.
    pub influence: Vec<turns::Influence>,
    /// Changes of the text and what they would do.
    pub changes: Vec<TextChange>,
    /// The text as written, with its files apart and linked; empty after a quick look, where a graph
    /// was cut and where there is one file.
    pub files: Vec<files::Tied>,
    /// Self-enforcing range of each dial.
    pub ranges: Vec<DialRange>,
    /// What an outsider's act would do.
    pub outsiders: Vec<OutsiderPrice>,
    /// Readings of the text and where they part.
    pub readings: Vec<Reading>,
    /// Exact survival by period on the enumerated core, from month 1.
    pub survival: Vec<SurvivalPoint>,
    /// Ends within the horizon and their shares.
    pub causes: Vec<CauseShare>,
    /// How deals of this kind did: naive baseline.
    pub baseline: Vec<BaselinePoint>,
    /// What the model leaves out, in words.
    pub not_modelled: Vec<String>,
    /// Harm to people who have no seat, as an outcome and not only a payoff.
    pub harm: Vec<Harm>,
    /// What became of every expectation of the text, then of every worked example.
    pub expected: Vec<Checked>,
    /// The most that each side can be out of pocket, good by good, while the other departs.
    pub exposure: Vec<Exposure>,
    /// What each side has gained less what it has given, by period, everybody keeping.
    pub balance: Vec<BalancePoint>,
    /// Relief announced and felt by month, everybody keeping.
    pub relief: Vec<relief::ReliefCurve>,
    /// The worst loss still possible to a side that keeps.
    pub worst: Vec<worst::WorstLoss>,
    /// What each side can be sure of at signature; empty if a graph was cut.
    pub security: Vec<security::Security>,
    /// Whether any text could hold that asks the same; absent after a quick look.
    pub anytext: Option<AnyText>,
    /// What the sides could sustain by phase, in an aggregated game; `None` after a quick look.
    pub phased: Option<Phased>,
    /// What lines and notices are worth, and alarms about nothing.
    pub signals: signals::Signals,
    /// Days to the published threshold, by party whose enrichment the beliefs describe.
    pub breakout: Vec<breakout::Breakout>,
    /// When what is owed, decided or left, by the text's own dates.
    pub calendar: calendar::Calendar,
    /// Seed of everything drawn.
    pub seed: u64,
    /// What a stranger can check.
    pub certificates: Vec<Certificate>,
}

/// The word an assessment ends in; never a bare boolean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Holds at the central beliefs and in nine tenths of the believed space.
    Yes,
    /// Fails at the central beliefs and in nine tenths of the believed space.
    No,
    /// Neither.
    Depends,
    /// An error bar or a cut straddles the line.
    Undecided,
}

/// The weakest promise.
#[derive(Clone, Debug)]
pub struct Weakest {
    /// Whose.
    pub party: ActorId,
    /// By doing what.
    pub deviation: Choice,
    /// The clause it departs from.
    pub clause: Option<ClauseId>,
    /// When: the phase last opened.
    pub phase: Option<PhaseId>,
    /// When: expected month of the first such state, if everybody keeps.
    pub month: Option<f64>,
    /// Keeping less departing.
    pub margin: f64,
    /// Certified error of it.
    pub error: f64,
    /// Share of what the party gains that could fail before it pays.
    pub room: Option<f64>,
    /// Expected visits within the horizon: everybody keeping, or by the plan if it is a run.
    pub visits: f64,
    /// What a run of departures gains, of which `deviation` is the first, where no departure pays
    /// by itself and the text fails all the same; `None` if it is a single departure.
    pub run: Option<Interval>,
}

/// Room of one party in one phase.
#[derive(Clone, Debug)]
pub struct Room {
    /// The phase.
    pub phase: PhaseId,
    /// Whose room.
    pub party: ActorId,
    /// Share; negative when leaving pays; `None` if it has no decisive choice there.
    pub room: Option<f64>,
    /// The margin behind it.
    pub margin: Option<f64>,
    /// The departure that comes closest to paying, and its clause.
    pub deviation: Option<(Choice, Option<ClauseId>)>,
}

/// One party's side under its own beliefs.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Whose.
    pub party: ActorId,
    /// Whether it keeps, as it sees things.
    pub holds: Holds,
    /// Value of everybody keeping.
    pub stake: Interval,
    /// What its best plan would gain.
    pub loss: Interval,
}

/// The share of the believed space in which the text holds for everybody.
#[derive(Clone, Debug)]
pub struct Share {
    /// Mean.
    pub mean: f64,
    /// Standard error.
    pub standard_error: f64,
    /// Samples drawn.
    pub samples: u32,
    /// Share of the samples whose brackets straddle the line; counted in `mean` as holding.
    pub open: f64,
    /// Per signatory: share in which it is the one that gains most by leaving.
    pub first_to_leave: Vec<(ActorId, f64)>,
    /// Per signatory: what it could come to regret, over the same samples.
    pub regrets: Vec<Regret>,
}

/// What a side could come to regret over the believed space: the most by which the better of not
/// signing (worth nothing) and its best plan beats what it chose (Savage 1951).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Whose.
    pub party: ActorId,
    /// Having signed and kept.
    pub keeping: f64,
    /// Having stayed out.
    pub staying_out: f64,
}

impl Regret {
    /// The least that some choice of the two leaves to regret, over the samples.
    #[must_use]
    pub fn minimax(&self) -> f64 {
        self.keeping.min(self.staying_out)
    }
}

/// A belief at which the answer changes.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Which belief.
    pub entry: EntryId,
    /// Its central value.
    pub now: f64,
    /// Where the answer changes, bracketed; `None` if it does not within the belief's bounds.
    pub at: Option<Interval>,
    /// Whose keeping changes.
    pub party: ActorId,
    /// Whether the text holds for the party beyond that point.
    pub holds_beyond: bool,
    /// The values of it that were solved and the slack of the party there, in order of the value.
    pub curve: Vec<(f64, f64)>,
    /// Relative change of the slack (tolerance less loss, or worst margin) for one per cent of it.
    pub sensitivity: f64,
}

/// A change of the text and what it would do to the answer.
#[derive(Clone, Debug)]
pub struct TextChange {
    /// In words of the text.
    pub change: String,
    /// The clause it changes.
    pub clause: Option<ClauseId>,
    /// Per signatory: whether it keeps after the change, and its room.
    pub after: Vec<(ActorId, Holds, Option<f64>)>,
}

/// The levels of a dial at which both keep.
#[derive(Clone, Debug)]
pub struct DialRange {
    /// Which dial.
    pub dial: DialId,
    /// The belief scale that was varied (others fixed), in its own unit.
    pub scanned: Vec<RangePoint>,
    /// Intervals in which everybody keeps (no slack is negative, no value at signature is); may be empty or several.
    pub intervals: Vec<(f64, f64)>,
    /// The point in the range with the largest product of gains over collapse (Nash 1950).
    pub bargaining: Option<f64>,
    /// Whose departure binds the lower and the upper end, and by what.
    pub binds: Vec<(f64, ActorId, Choice)>,
    /// The same where a reversal by whoever turns the dial is as rare and as likely as the beliefs allow;
    /// empty where they give it no range.
    pub hazards: Vec<ranges::AtHazard>,
}

/// One scanned setting.
#[derive(Clone, Debug)]
pub struct RangePoint {
    /// Scale of the dial's relief, 1 as written.
    pub scale: f64,
    /// Per signatory: the value at signature of everybody keeping, and the slack: tolerance less
    /// what the best plan gains, as a share of that value; negative where the text fails for it.
    pub parties: Vec<(ActorId, f64, f64)>,
}

/// What one outsider's act would do.
#[derive(Clone, Debug, Default)]
pub struct OutsiderPrice {
    /// Which outsider.
    pub outsider: ActorId,
    /// Whether the beliefs say that its acts harden anybody; if not, nothing follows from one.
    pub hardens: bool,
    /// Acts in a row after which leaving pays for somebody more likely than not, if any number up
    /// to the limit does.
    pub acts: Option<u32>,
    /// For whom.
    pub party: Option<ActorId>,
    /// The phase in which it is cheapest.
    pub phase: Option<PhaseId>,
    /// Odds that one act is enough.
    pub odds: Option<f64>,
    /// Keeping less leaving at once, for that party, after it hardened.
    pub margin: Option<f64>,
    /// Consulting first (keeping for one period, then choosing freely) less leaving at once, there.
    pub consult: Option<f64>,
    /// Most acts tried.
    pub limit: u32,
}

/// One side's reading of the text.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Who reads it so.
    pub reader: ActorId,
    /// Digest of the compiled reading.
    pub digest: Digest,
    /// Whether each signatory keeps under it.
    pub holds: Vec<(ActorId, Holds)>,
    /// First time since day 0 at which its verdicts differ from the other reading, as written.
    pub parts: Option<Hours>,
    /// The clause whose verdict differs first.
    pub clause: Option<ClauseId>,
}

/// Survival to the end of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalPoint {
    /// Month, from 1.
    pub month: u32,
    /// Probability of being in force or fulfilled.
    pub mean: f64,
    /// Standard error: of the simulation, 0 for exact recursion.
    pub standard_error: f64,
    /// Share of futures that had left a cut graph by then: `mean` may be so much larger.
    pub beyond: f64,
}

/// A cause of the end and its share of all futures within the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CauseShare {
    /// Why.
    pub cause: Cause,
    /// By whom, if anybody.
    pub by: Option<ActorId>,
    /// Probability within the horizon.
    pub share: f64,
    /// Standard error.
    pub standard_error: f64,
}

/// How deals of this kind did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BaselinePoint {
    /// Month: a period of the analysis, as of every curve.
    pub month: u32,
    /// Kaplan-Meier survival.
    pub mean: f64,
    /// Greenwood standard error.
    pub standard_error: f64,
    /// Interval of 95 %.
    pub interval: (f64, f64),
    /// Number of cases.
    pub cases: u32,
    /// How many of them were followed for longer.
    pub at_risk: u32,
}

/// What a side has gained less what it has given so far, everybody keeping: weighed by beliefs,
/// unlike [`Exposure`], which is in the text's own units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BalancePoint {
    /// Month, from 1.
    pub month: u32,
    /// Whose.
    pub party: ActorId,
    /// Expected payoffs up to the end of the month, undiscounted, in the beliefs' unit. Below zero
    /// the side has given more than it has received.
    pub mean: f64,
}

/// What a certificate is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certified {
    /// Value to a party of everybody keeping, at signature.
    Stake(ActorId),
    /// What a party's best plan would gain over keeping.
    Loss(ActorId),
}

/// What happens to people within the horizon, everybody keeping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Harm {
    /// What is counted: attacks.
    pub tally: SubjectId,
    /// Expected number.
    pub attacks: f64,
    /// Expected number with casualties; `None` if the beliefs do not say how often.
    pub grave: Option<f64>,
    /// Periods over which.
    pub months: u32,
}

/// Something a stranger can check.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// What it certifies.
    pub what: Certified,
    /// The bracket or residual.
    pub bracket: Interval,
    /// Whether the bracket closed as asked.
    pub closed: bool,
}
