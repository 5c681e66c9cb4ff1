//! One reader's judgement: every number in one table, everything else pointing into it.
//!
//! A reweighing of the same structure (a range sampled, a turning point bracketed, the world as
//! another party sees it) is another [`Values`] vector over the same [`Beliefs`].

use kernel::accord::LegalForm;
use kernel::verdict::Item;
use kernel::{
    ActorId, ChannelId, Condition, DialId, DutyId, EscrowId, Hours, NoticeId, RedlineId, SubjectId,
    VerdictKind, WaiverId,
};

use crate::home::Home;
use crate::programme::{OilBelief, Programme};
use crate::waves::Waves;

/// A row of `Beliefs::entries`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// One number per entry: a central reading, a sample, or what a party is thought to believe.
pub type Values = Vec<f64>;

/// How far a number may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Read in a public source that is named.
    A,
    /// Widely documented, not re-read.
    B,
    /// Recollected, unchecked: never supports a claim.
    C,
    /// Computed from other entries.
    Derived,
    /// The reader's judgement.
    Judgement,
}

/// How an uncertain number is spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// No range given: always the central value.
    Point,
    /// Triangular between the ends with its mode at the central value: what a bare range means.
    Triangular(f64, f64),
    /// Uniform between the ends.
    Uniform(f64, f64),
    /// Beta with these two shapes, on 0 to 1.
    Beta(f64, f64),
    /// Normal with this standard deviation about the central value.
    Normal(f64),
    /// Lognormal with the central value as median and this log standard deviation.
    Lognormal(f64),
}

/// What kind of number an entry is: fixes its bounds and how a turning point is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A chance in one period or on one occasion, 0 to 1.
    Probability,
    /// A payoff in the unit of the file (one step's flow), any sign.
    Payoff,
    /// A factor, not negative.
    Factor,
    /// A rate per year, not negative.
    PerYear,
}

/// One number with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As a reader would say it: `IAEA detects cap`.
    pub name: String,
    /// What kind of number.
    pub measure: Measure,
    /// Central value.
    pub value: f64,
    /// Spread.
    pub distribution: Distribution,
    /// Source or reason.
    pub because: String,
    /// Confidence mark.
    pub mark: Mark,
    /// Line of the `.beliefs` file.
    pub line: u32,
}

/// What a flow is counted per.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Once a period while the condition holds.
    Period,
    /// Per level of a dial announced.
    Announced(DialId),
    /// Per level of a dial felt.
    Felt(DialId),
    /// Per level announced and not yet felt.
    Gap(DialId),
    /// For each `unit` of a quantity above (below: less) what it was at the start.
    Held {
        /// Which quantity.
        subject: SubjectId,
        /// What it was at the start, base units.
        from: i64,
        /// Base units that the number is for.
        unit: i64,
    },
    /// For full cover by a quantity, less what it covered at the start ([`crate::posture`]).
    Covered {
        /// Which quantity.
        subject: SubjectId,
        /// What it was at the start, base units.
        from: i64,
        /// Base units that cover half.
        half: i64,
    },
    /// For all of the pressure there can be at home, less what there is after collapse
    /// ([`crate::home::Budget::relieved`]).
    Pressure(ActorId),
}

/// A payoff per period while something is true.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Who gets it.
    pub party: ActorId,
    /// How much a period.
    pub amount: EntryId,
    /// Read in truth.
    pub during: Condition,
    /// Counted per what.
    pub per: Per,
    /// Multiplied by the entry while this signatory's administration is hawkish.
    pub hawk: Option<(ActorId, EntryId)>,
}

/// Something that happens at an instant and is worth something.
#[derive(Clone, Debug, PartialEq)]
pub enum Occasion {
    /// A verdict of the kernel, of this kind, about this item, by this actor (each if given).
    Verdict {
        /// Kind.
        kind: VerdictKind,
        /// About what.
        item: Option<Item>,
        /// By whom.
        by: Option<ActorId>,
    },
    /// An occurrence of a tally, minor or grave (casualties).
    Attack {
        /// Which tally.
        subject: SubjectId,
        /// With casualties.
        grave: bool,
    },
    /// General hostilities.
    War,
    /// The private track leaks.
    Leak,
    /// An administration changes.
    Turnover(ActorId),
    /// Those who gain when relief is late sabotage it from within.
    Sabotage(ActorId),
}

/// A payoff on an occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Lump {
    /// Who gets it.
    pub party: ActorId,
    /// How much.
    pub amount: EntryId,
    /// When.
    pub on: Occasion,
}

/// A chance that nature draws, with what it depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Odds {
    /// The verifier reports a hidden non-performance in one period.
    Detect(DutyId),
    /// The verifier reports one where there is none, in one period.
    FalseAlarm(DutyId),
    /// A contested report that is true is found so.
    FindingTrue,
    /// A contested report that is false is found so.
    FindingFalse,
    /// An occurrence of a tally in one period, when the group is directed (0), tolerated (1) or
    /// restrained (2).
    Incident(SubjectId, u8),
    /// The same for a tally whose occurrences come in waves ([`crate::waves`]): `true` after a period
    /// that had one.
    Wave(SubjectId, u8, bool),
    /// An occurrence has casualties.
    Grave(SubjectId),
    /// A body attributes an occurrence (to the group, and so to who answers for it).
    Attribute(SubjectId),
    /// The administration changes in one period.
    Turnover(ActorId),
    /// The incoming administration is hawkish.
    Hawk(ActorId),
    /// A successor honours an agreement of this form.
    Honour(ActorId, LegalForm),
    /// One level of announced relief is felt, in one period.
    Felt(DialId),
    /// A transferred tranche becomes usable, in one period.
    Usable(EscrowId),
    /// The private track leaks, in one period.
    Leak,
    /// A leak ends the accord (the signatory must pivot back and withdraws).
    LeakEnds(ActorId),
    /// A forcible answer in a red line escalates to general hostilities.
    WarAfterAnswer(RedlineId),
    /// A forcible act outside any answer escalates.
    WarAfterStrike,
    /// An outsider strikes, in one period.
    Outsider(ActorId),
    /// All who must consent to an accession that is asked for do, in one period.
    Admits(kernel::AccessionId),
    /// An outsider's strike hardens this signatory's administration: `(signatory, outsider)`.
    Hardens(ActorId, ActorId),
    /// An act that must be told is done, in one period.
    Carries(NoticeId),
    /// Such an act, told in time (`true`) or not, is taken for an attack.
    Mistaken(NoticeId, bool),
    /// An attack by a group is taken for one by the state that answers for it and did not direct it.
    MistakenAttack(SubjectId),
    /// A word over the line (by its first end), while it is heard, clears an alarm.
    Clears(ChannelId),
    /// The line falls silent at all its ends, in one period: a fault, nobody's act.
    Silent(ChannelId),
    /// A line that is silent at all its ends is heard again, in one period.
    Heard(ChannelId),
    /// Whoever is alarmed, and not told better, uses force outside any answer.
    StrikeAfterAlarm(ActorId),
    /// The office changes hands on a date ([`crate::home::Election`]).
    Election(ActorId),
    /// A waiver that is due for renewal is let lapse by a snap decision of whoever is in office.
    NotRenewed(WaiverId),
    /// Sabotage from within, in one period, with so many levels not felt of so many announced; the
    /// entry is the chance with all of it felt.
    Sabotage(ActorId, u8, u8),
    /// Sabotage from within makes the administration hawkish.
    SabotageHardens(ActorId),
    /// Reserves run out in one period, with so many levels felt; computed ([`crate::home::Budget`]).
    RunsOut(ActorId, u8),
    /// Reserves that are gone are there again, in one period; computed.
    Refills(ActorId, u8),
}

impl Odds {
    /// Whether the chance is computed of numbers that are none themselves.
    #[must_use]
    pub fn is_computed(self) -> bool {
        matches!(self, Self::RunsOut(..) | Self::Refills(..))
    }
}

/// What a party is assumed to do with a power the text gives it (`may` prescribes nothing).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Uses it whenever it can.
    Use,
    /// Never uses it.
    Refrain,
    /// Answers reported non-performance at the lowest level open.
    Lowest,
}

/// The rule assumed for one article's power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PowerRule {
    /// The power's article.
    pub item: Item,
    /// What is assumed.
    pub rule: Rule,
}

/// What a party may be after: the reader's numbers, but for what a party of this type would have
/// otherwise (Harsanyi 1967).
#[derive(Clone, Debug, PartialEq)]
pub struct IntentType {
    /// Whose.
    pub party: ActorId,
    /// As the reader calls it: `entry point`.
    pub name: String,
    /// How likely, from 0 to 1.
    pub odds: f64,
    /// The ends of what that could be.
    pub range: (f64, f64),
    /// Source or reason.
    pub because: String,
    /// Confidence mark.
    pub mark: Mark,
    /// Line of the `.beliefs` file.
    pub line: u32,
    /// The entries that differ, and what they are then.
    pub changes: Vec<(EntryId, f64)>,
}

/// One reader's private judgement of one accord.
#[derive(Clone, Debug, PartialEq)]
pub struct Beliefs {
    /// Whose judgement it is (an office, not a person).
    pub reader: String,
    /// Analysis step.
    pub period: Hours,
    /// How many periods futures are followed.
    pub horizon: u32,
    /// Every number.
    pub entries: Vec<Entry>,
    /// Payoffs per period.
    pub flows: Vec<Flow>,
    /// Payoffs on occasions.
    pub lumps: Vec<Lump>,
    /// Chances. A chance not listed is zero, and reported as not modelled.
    pub odds: Vec<(Odds, EntryId)>,
    /// Discount rate of each signatory.
    pub discount: Vec<(ActorId, EntryId)>,
    /// Loss at signature that still counts as keeping, as a share of the stake.
    pub tolerance: f64,
    /// Rules assumed for powers; others have the defaults of the analysis.
    pub rules: Vec<PowerRule>,
    /// What the reader thinks a party believes, where it differs.
    pub as_seen_by: Vec<(ActorId, Vec<(EntryId, f64)>)>,
    /// What each party may be after; its odds sum to one. None of it enters an answer but what is
    /// said of intent.
    pub types: Vec<IntentType>,
    /// Features of the text left out of the enumerated core, by name, with the reason.
    pub left_out: Vec<(String, String)>,
    /// Hard constraints in words: what no price buys.
    pub never: Vec<String>,
    /// Enrichment, by party.
    pub programmes: Vec<Programme>,
    /// Supply of oil lost when the agreement is no more.
    pub oil: Vec<OilBelief>,
    /// Money, elections and late relief at home.
    pub home: Home,
    /// Tallies whose occurrences come in waves.
    pub waves: Vec<Waves>,
}

impl Beliefs {
    /// The central reading.
    #[must_use]
    pub fn central(&self) -> Values {
        self.entries.iter().map(|e| e.value).collect()
    }

    /// The central reading as the reader thinks `party` sees it.
    #[must_use]
    pub fn seen_by(&self, party: ActorId) -> Values {
        let overrides = self.as_seen_by.iter().filter(|(p, _)| *p == party);
        self.changed(overrides.flat_map(|(_, list)| list))
    }

    /// The central reading if a party is of this type.
    #[must_use]
    pub fn of_type(&self, it: &IntentType) -> Values {
        self.changed(&it.changes)
    }

    fn changed<'c>(&self, changes: impl IntoIterator<Item = &'c (EntryId, f64)>) -> Values {
        let mut values = self.central();
        for (entry, value) in changes {
            if let Some(slot) = usize::try_from(entry.0).ok().and_then(|i| values.get_mut(i)) {
                *slot = *value;
            }
        }
        values
    }

    /// The entry behind a chance, if the reader gave one.
    #[must_use]
    pub fn odds_entry(&self, odds: Odds) -> Option<EntryId> {
        self.odds.iter().find(|(o, _)| *o == odds).map(|(_, e)| *e)
    }

    /// Whether any chance is given to a line: that it clears an alarm, falls silent, or is heard
    /// again.
    #[must_use]
    pub fn speaks_of(&self, line: ChannelId) -> bool {
        let all = [Odds::Clears(line), Odds::Silent(line), Odds::Heard(line)];
        all.into_iter().any(|odds| self.odds_entry(odds).is_some())
    }
}
