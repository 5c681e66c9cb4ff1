//! One reader's private judgement as typed entries with places. Never signed, hashed or sent.

mod programme;

use serde::Serialize;

use crate::ast::{Amount, Condition, Duration, LegalForm, Moment, Name, Number, Words};
use crate::span::Span;

pub use programme::{Programme, ProgrammeLine};

/// A whole `.beliefs` file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Beliefs {
    /// `beliefs for "…"`: title of the agreement it is about.
    pub accord: Words,
    /// `reader "…"`: an office, never a person.
    pub reader: Option<Words>,
    /// `period 30 days`: the step of the analysis.
    pub period: Option<Duration>,
    /// `horizon 60 periods`
    pub horizon: Option<Horizon>,
    /// `tolerance 1 %`: loss at signature that still counts as keeping, as a share of the stake.
    pub tolerance: Option<Believed>,
    /// Every number.
    pub entries: Vec<Entry>,
    /// `never "…"`: what no price buys.
    pub never: Vec<Never>,
    /// `prefers Iran: "…" over "…"`, where no number is honest.
    pub preferences: Vec<Preference>,
    /// `rule ship: lowest`
    pub rules: Vec<PowerRule>,
    /// `leave out …`
    pub left_out: Vec<LeftOut>,
    /// `as seen by Iran { … }`
    pub seen_by: Vec<SeenBy>,
    /// `type "entry point" of US: 0.4 { … }`
    pub types: Vec<IntentType>,
    /// What enriches, and what there is to enrich.
    pub programmes: Vec<Programme>,
    /// `oil ended: exports`, `oil war: strait`: what supply is lost then.
    pub oil: Vec<OilRung>,
    /// The heading.
    #[serde(skip)]
    pub span: Span,
}

/// How far futures are followed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// `60 periods`
    Periods(Number),
    /// `60 months`; a month counts thirty days here, a year 365.
    Duration(Duration),
}

/// A number with its spread.
#[derive(Clone, Debug, Serialize)]
pub struct Believed {
    /// Central value; finite.
    pub value: f64,
    /// How it is spread; a point if left out.
    pub distribution: Option<Distribution>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// How an uncertain number is spread.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    /// `(0.1 to 0.4)`: triangular, with its mode at the central value.
    Range(f64, f64),
    /// `uniform(0.1, 0.4)`
    Uniform(f64, f64),
    /// `beta(2, 4)`: shapes, on 0 to 1.
    Beta(f64, f64),
    /// `normal(0.1)`: standard deviation about the central value.
    Normal(f64),
    /// `lognormal(0.5)`: the central value is the median; standard deviation of the logarithm.
    Lognormal(f64),
}

/// How far a number may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Read in a public source that is named.
    A,
    /// Widely documented, not re-read.
    B,
    /// Recollected, unchecked.
    C,
    /// The reader's judgement.
    Judgement,
}

/// One entry: what it is about, how much, why.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// What it is about.
    pub key: Key,
    /// How much.
    pub number: Believed,
    /// `times 1.5 while US hawk`: a factor while that side's administration is hawkish.
    pub hawk: Option<(Name, Believed)>,
    /// `times 3 while relief unfelt`: a factor on the hazard while none of it is felt.
    pub late: Option<(Name, Believed)>,
    /// `because "…"`
    pub because: Option<Words>,
    /// `mark B`; judgement if left out.
    pub mark: Mark,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// What a number is about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// `value US: … per period while cap kept`
    Flow {
        /// Whose value.
        party: Name,
        /// Counted per what.
        per: Box<FlowPer>,
        /// Read in truth; always if left out.
        during: Option<Condition>,
    },
    /// `value US: … on blend proved`
    Lump {
        /// Whose value.
        party: Name,
        /// On which occasion.
        on: Occasion,
    },
    /// `odds …`
    Odds(Odds),
    /// `odds …: 12 per year`
    Rate(Odds),
    /// `waves of attacks: 0.5 answers within 9 days`
    Waves {
        /// A quantity counted in events.
        tally: Name,
        /// Mean wait for an answer.
        memory: Duration,
    },
    /// `discount US: 0.10 per year`
    Discount(Name),
    /// `inflow Iran: 35 billion USD per year`
    Money {
        /// Whose.
        party: Name,
        /// Which sum.
        of: MoneyOf,
    },
}

/// What a flow is counted per.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowPer {
    /// `per period`
    Period,
    /// `per period per level relief announced`
    LevelAnnounced(Name),
    /// `per period per level relief felt`
    LevelFelt(Name),
    /// `per period per level relief unfelt`: announced and not felt yet.
    LevelUnfelt(Name),
    /// `per period per pressure`: for all the pressure there can be at home.
    Pressure,
    /// `per period per 1000 persons of forces`, above what there was at the start.
    Amount {
        /// For how much.
        unit: Amount,
        /// Of what.
        quantity: Name,
    },
    /// `per period of forces, half at 4000 persons`: for full cover, less what it was at the start.
    Covered {
        /// By what.
        quantity: Name,
        /// The size that covers half.
        half: Amount,
    },
}

/// A sum of what comes in, goes out and is laid by.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyOf {
    /// `inflow Iran`: billion USD a year without relief.
    Inflow,
    /// `inflow Iran … per level relief felt`: billion USD a year more.
    PerLevel(Name),
    /// `need Iran`: billion USD a year that must be bought abroad.
    Need,
    /// `reserves Iran`: billion USD.
    Reserves,
}

/// Something that happens at an instant.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// `war`: general hostilities.
    War,
    /// `leak`: the private track leaks.
    Leak,
    /// `turnover of US`
    Turnover(Name),
    /// `sabotage in Iran`: by those who gain when relief is late.
    Sabotage(Name),
    /// `withdrawal of US`, `own withdrawal`
    Withdrawal(Name),
    /// `strike by Israel`
    Strike(Name),
    /// `attacks minor`, `attacks grave`: an occurrence of a tally.
    Attack {
        /// Which tally.
        tally: Name,
        /// With casualties.
        grave: bool,
        /// By whom, if it matters.
        by: Option<Name>,
    },
    /// `blend proved`, `ship absorbed by US`, `cap late`: a verdict of the agreement.
    Verdict {
        /// About what; `accord` for the whole.
        item: Name,
        /// One of [`VERDICTS`].
        verdict: Name,
        /// By whom, if it matters.
        by: Option<Name>,
    },
}

/// The words for verdicts: the names of the kernel's `VerdictKind` in small letters, and `met`
/// for a step that is proved.
#[rustfmt::skip]
pub const VERDICTS: &[&str] = &[
    "met", "opened", "closed", "lapsed", "ended", "withdrawn", "live", "performed", "proved", "late",
    "not_performed", "contested", "dismissed", "cured", "suspended", "revived", "granted", "renewed",
    "revoked", "drawn", "exceeded", "turned", "felt", "transferred", "usable", "spent", "returned",
    "paused", "occurred", "attributed", "crossed", "answered", "absorbed", "unanswered", "struck",
    "inquired", "warned", "established", "started", "staged", "exhausted", "settled", "stopped",
    "restored", "noticed", "delivered", "handed_over", "declined", "irregular", "silent", "heard",
    "tolerated", "departed", "acceded", "refused", "carried",
];

/// What a chance is of.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Odds {
    /// `IAEA detects cap`: it reports a hidden non-performance, in one period.
    Detects {
        /// Who.
        body: Name,
        /// Which step.
        step: Name,
    },
    /// `IAEA false alarm cap`: it reports one where there is none, in one period.
    FalseAlarm {
        /// Who.
        body: Name,
        /// Which step.
        step: Name,
    },
    /// `finding true`, `finding false`: a contested report that is true (false) is found so.
    Finding(bool),
    /// `attacks by Coastal when restrained`: at least one in one period.
    Occurs {
        /// Which tally.
        tally: Name,
        /// By whom.
        by: Name,
        /// Under which control.
        control: Control,
    },
    /// `attacks grave`: an occurrence has casualties.
    Grave(Name),
    /// `JMC attributes attacks`
    Attributes {
        /// Who.
        body: Name,
        /// Which tally.
        tally: Name,
    },
    /// `turnover US`: the administration changes, in one period.
    Turnover(Name),
    /// `hawk US`: the incoming administration is hawkish.
    Hawk(Name),
    /// `successor of US honours executive`; of either side if none is named.
    Honours {
        /// Whose successor.
        party: Option<Name>,
        /// An agreement of which form.
        form: LegalForm,
    },
    /// `relief felt`, `proceeds usable`: one level, one tranche, in one period.
    Arrives(Name),
    /// `leak`
    Leak,
    /// `leak ends US`: a leak makes that side leave.
    LeakEnds(Name),
    /// `war after ship`: an answer within that red line escalates.
    WarAfter(Name),
    /// `war after strike`: a forcible act outside any answer escalates.
    WarAfterStrike,
    /// `strike by Israel in Levant`
    Strike {
        /// Who.
        by: Name,
        /// Where.
        zone: Option<Name>,
    },
    /// `League admits Iran`: all whose consent it takes give it, in one period.
    Admits {
        /// Which bloc.
        bloc: Name,
        /// Who would join.
        candidate: Name,
    },
    /// `alert carried by US`: an act that must be told is done, in one period; by whom if it matters.
    Carries {
        /// The notice that is owed.
        notice: Name,
        /// Whose act.
        by: Option<Name>,
    },
    /// `alert mistaken when told`, `alert mistaken when untold`: it is taken for an attack.
    Mistaken {
        /// The notice that is owed.
        notice: Name,
        /// Whether it was given in time.
        told: bool,
    },
    /// `attacks mistaken`: an attack of a group is taken for one by the state behind it.
    MistakenAttack(Name),
    /// `Hotline clears`: a word over the line clears an alarm.
    Clears(Name),
    /// `Hotline silent`: a fault silences the line, in one period.
    Silent(Name),
    /// `Hotline heard`: the fault is mended, in one period.
    Heard(Name),
    /// `strike after alarm by US`; by either side if none is named.
    StrikeAfterAlarm(Option<Name>),
    /// `turnover US: … on day 326 every 4 years`: the office changes hands on a date.
    Election(Box<Election>),
    /// `W1 not renewed`: a snap decision lets a waiver lapse when it is due.
    NotRenewed(Name),
    /// `sabotage in Iran`, in one period.
    Sabotage(Name),
    /// `sabotage hardens Iran`: after it that side's administration is hawkish.
    SabotageHardens(Name),
    /// `strike by Israel hardens Iran`: after such a strike that side's administration is hawkish.
    Hardens {
        /// Who strikes.
        by: Name,
        /// Whose administration.
        party: Name,
    },
}

/// On which dates an office may change hands.
#[derive(Clone, Debug, Serialize)]
pub struct Election {
    /// Whose.
    pub party: Name,
    /// The first one.
    pub on: Moment,
    /// Time from one to the next.
    pub every: Option<Duration>,
}

/// How a state stands to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// It directs it.
    Directed,
    /// It tolerates what the group does.
    Tolerated,
    /// It restrains it.
    Restrained,
}

/// `never "Iran never accepts zero enrichment"`.
#[derive(Clone, Debug, Serialize)]
pub struct Never {
    /// In words.
    pub what: Words,
    /// Why.
    pub because: Option<Words>,
}

/// `prefers Iran: "…" over "…"`.
#[derive(Clone, Debug, Serialize)]
pub struct Preference {
    /// Whose.
    pub party: Name,
    /// The better
    pub better: Words,
    /// and the worse.
    pub worse: Words,
    /// Why.
    pub because: Option<Words>,
}

/// What a party is assumed to do with a power the text gives it.
#[derive(Clone, Debug, Serialize)]
pub struct PowerRule {
    /// The red line, dispute, snapback or waiver.
    pub article: Name,
    /// What is assumed.
    pub rule: Rule,
    /// Why.
    pub because: Option<Words>,
}

/// The rules that can be assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// `use`: whenever it can.
    Use,
    /// `refrain`: never.
    Refrain,
    /// `lowest`: answers what is reported at the lowest level open.
    Lowest,
}

/// `leave out lapse of W1, pipeline of relief because "…"`.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOut {
    /// What of it: `lapse`, `pipeline`; nothing if all of it.
    pub feature: Option<Name>,
    /// Of what.
    pub of: Name,
    /// Why.
    pub because: Option<Words>,
}

/// What supply is lost in some state of the agreement.
#[derive(Clone, Debug, Serialize)]
pub struct OilRung {
    /// Whether after war rather than after the agreement's end.
    pub war: bool,
    /// A rung of the table.
    pub rung: Name,
    /// Why.
    pub because: Option<Words>,
}

/// What the reader thinks a party believes, where it differs from the reader.
#[derive(Clone, Debug, Serialize)]
pub struct SeenBy {
    /// Who.
    pub party: Name,
    /// Entries with keys of the file's own entries.
    pub entries: Vec<Entry>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}

/// What a party may be after, with what would then be otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct IntentType {
    /// As the reader calls it.
    pub name: Words,
    /// Whose.
    pub party: Name,
    /// How likely.
    pub odds: Believed,
    /// Why.
    pub because: Option<Words>,
    /// How far it may be trusted.
    pub mark: Mark,
    /// Entries with keys of the file's own entries.
    pub entries: Vec<Entry>,
    /// Where.
    #[serde(skip)]
    pub span: Span,
}
