//! One period of an agreement as a staged process over `kernel::apply`.
//!
//! In each period the parties act at once on the state they find; nature answers in a fixed order
//! of small draws (administration, incident, attribution, inspection, finding, pipeline,
//! outsiders, leak); what was crossed is answered; time passes, with a stop at every clock that
//! runs out. Every change of state is a kernel event; this module only decides which events are
//! offered. The enumerator lists what [`Drive::expand`] offers, the simulator draws from it.

mod choice;
mod clock;
mod home;
mod menu;
mod nature;
mod signals;
mod stage;
mod worth;
mod written;

use kernel::{
    Accord, ActorId, ChannelId, Deed, DutyId, Event, Hours, NoticeId, RedlineId, State, SubjectId,
    Verdict,
};
use world::{Beliefs, Odds};

pub use choice::Choice;
pub(crate) use clock::{kept, kept_but};
pub use signals::{Alarm, ends_of};
pub use stage::Stage;
pub use worth::{FlowHit, LumpHit};
pub(crate) use written::performance;
pub use written::written_acts;

/// Which signatories have a hawkish administration, one bit each.
pub type Hawks = u16;

/// What may still come of force used this period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Force {
    /// None was used.
    #[default]
    None,
    /// A forcible answer inside a red line.
    Answer(RedlineId),
    /// Force outside any answer, by this actor.
    Strike,
    /// Force outside any answer by one who was alarmed for nothing.
    Alarmed,
}

/// Something drawn whose consequence is the next thing drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum News {
    /// None.
    #[default]
    None,
    /// A new administration has taken office.
    Administration(ActorId),
    /// A group has attacked.
    Attack(SubjectId),
    /// The private track has leaked.
    Leak,
    /// An outsider has struck.
    Strike(ActorId),
    /// Those who gain when relief is late have sabotaged it from within.
    Sabotage(ActorId),
    /// Whoever may choose has let a waiver lapse.
    LetLapse(kernel::WaiverId),
    /// An act that must be told is planned.
    Planned(NoticeId),
    /// It is done, told in time or not.
    Carried(NoticeId, bool),
    /// An attack may be taken for the state's behind the group.
    Doubted(SubjectId),
    /// Somebody takes for an attack what is none.
    Alarm(ActorId, Alarm),
}

/// A point inside a period.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Micro {
    /// The agreement's state: always canonical.
    pub state: State,
    /// Administrations.
    pub hawks: Hawks,
    /// Which signatories' reserves are gone, one bit each.
    pub gone: u16,
    /// Tallies of which the last draw was an occurrence, one bit for each that comes in waves.
    pub stirred: u16,
    /// Periods passed, as far as an election is still to come; else 0.
    pub calendar: u16,
    /// What happens next; an index into [`Drive::stages`].
    pub stage: u16,
    /// The duty that the free party does not perform this period.
    pub refused: Option<DutyId>,
    /// The same of the other one where two are free.
    pub also_refused: Option<DutyId>,
    /// Force used this period.
    pub force: Force,
    /// News whose consequence is drawn next.
    pub news: News,
    /// Ends of lines that send nothing this period, one bit each.
    pub mute: u16,
    /// Time of this period that has passed already, between a notice and its act.
    pub spent: Hours,
}

/// How likely an edge is, by reference to the beliefs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likelihood {
    /// Certain, or a player's choice.
    Sure,
    /// With these odds.
    Odds(Odds),
    /// With what these odds leave.
    Rest(Odds),
}

/// One way on from a point.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Where to.
    pub to: Micro,
    /// How likely.
    pub likelihood: Likelihood,
    /// Payoffs on the way.
    pub lumps: Vec<LumpHit>,
    /// Events applied on the way, in order.
    pub events: Vec<Event>,
}

/// What happens at a point.
#[derive(Clone, Debug)]
pub enum Expansion {
    /// The free party chooses; the first choice is the text's.
    Choose {
        /// Who chooses.
        by: ActorId,
        /// What each branch means.
        choices: Vec<Choice>,
        /// The branches.
        branches: Vec<Branch>,
    },
    /// Two parties choose at once; their first choices are the text's.
    Together {
        /// Who chooses, and what each choice means.
        menus: [(ActorId, Vec<Choice>); 2],
        /// One branch a pair of choices, those of the second running fastest.
        branches: Vec<Branch>,
    },
    /// Nature draws (one branch: nothing is left to chance).
    Draw(Vec<Branch>),
    /// The period ends: payoffs per period, then the next period.
    Pass {
        /// Payoffs while the period lasted.
        flows: Vec<FlowHit>,
        /// The next period.
        branch: Box<Branch>,
    },
    /// The accord is over.
    Over,
}

/// Drives one agreement under the structure of one reader's beliefs. Numbers are not read here:
/// the same expansion serves every weighing.
pub struct Drive<'a> {
    /// The agreement.
    pub accord: &'a Accord,
    /// Whose payoffs and which chances are modelled.
    pub beliefs: &'a Beliefs,
    /// Who chooses freely; everybody else keeps to the text.
    pub free: Option<ActorId>,
    /// The order of a period.
    pub stages: Vec<Stage>,
    /// Where the first period starts, if not on day 0.
    from: Option<State>,
    /// Ends of the lines that the beliefs speak of.
    ends: Vec<ChannelId>,
    /// Number of the first period after the last election that is followed.
    last_election: u16,
    /// Number of the first period.
    elapsed: u16,
    /// Whether every signatory chooses freely.
    all_free: bool,
    /// Tallies with an occurrence in the last period before the first, one bit each.
    stirred: u16,
}

impl<'a> Drive<'a> {
    /// A drive with one free party, or none.
    #[must_use]
    pub fn new(accord: &'a Accord, beliefs: &'a Beliefs, free: Option<ActorId>) -> Self {
        let ends = signals::ends(accord, beliefs);
        let stages = stage::stages(accord, beliefs);
        let last_election = home::after_the_last(beliefs);
        let (from, elapsed, all_free, stirred) = (None, 0, false, 0);
        Self {
            accord,
            beliefs,
            free,
            stages,
            from,
            ends,
            last_election,
            elapsed,
            all_free,
            stirred,
        }
    }

    /// A drive in which both signatories choose freely; with more than two, the first two do.
    #[must_use]
    pub fn with_both_free(accord: &'a Accord, beliefs: &'a Beliefs) -> Self {
        Self { all_free: true, ..Self::new(accord, beliefs, None) }
    }

    /// Who chooses freely.
    #[must_use]
    pub fn choosers(&self) -> Vec<ActorId> {
        let all = self.accord.signatory_ids().take(2).filter(|_| self.all_free);
        all.chain(self.free).collect()
    }

    /// Whether a signatory chooses freely.
    fn is_free(&self, party: ActorId) -> bool {
        self.free == Some(party) || self.choosers().contains(&party)
    }

    /// The same from a state that the accord has come to.
    #[must_use]
    pub fn starting_at(self, state: State) -> Self {
        Self { from: Some(state), ..self }
    }

    /// The same with so many periods already passed, which elections are counted from.
    #[must_use]
    pub fn after_periods(self, elapsed: u32) -> Self {
        Self { elapsed: u16::try_from(elapsed).unwrap_or(u16::MAX), ..self }
    }

    /// The same after a period in which these tallies had an occurrence, which waves remember.
    #[must_use]
    pub fn after_attacks(self, tallies: &[SubjectId]) -> Self {
        let stirred = tallies.iter().fold(0, |bits, tally| bits | self.wave(*tally));
        Self { stirred, ..self }
    }

    /// The first point of the first period.
    #[must_use]
    pub fn start(&self) -> Micro {
        let day_zero = || kernel::apply::start(self.accord).0;
        let state = self.from.clone().unwrap_or_else(day_zero);
        let (force, news) = (Force::None, News::None);
        Micro {
            state,
            hawks: 0,
            gone: 0,
            stirred: self.stirred,
            calendar: self.elapsed.min(self.last_election),
            stage: 0,
            refused: None,
            also_refused: None,
            force,
            news,
            mute: 0,
            spent: Hours::ZERO,
        }
    }

    /// What happens at a point.
    ///
    /// Stages with nothing to decide or draw are passed over, so every expansion is either a real
    /// choice, a real draw, the end of the period or the end of the accord.
    #[must_use]
    pub fn expand(&self, at: &Micro) -> Expansion {
        let mut at = at.clone();
        loop {
            if at.state.ended.is_some() {
                return Expansion::Over;
            }
            let stage = usize::from(at.stage);
            let Some(stage) = self.stages.get(stage).copied() else { return Expansion::Over };
            match self.at_stage(&at, stage) {
                Some(expansion) => return expansion,
                None => at.stage += 1,
            }
        }
    }

    fn at_stage(&self, at: &Micro, stage: Stage) -> Option<Expansion> {
        match stage {
            Stage::Act => self.act(at),
            Stage::Respond => self.respond(at),
            Stage::Tell(notice) => self.tell(at, notice),
            Stage::Hold(line) => self.hold(at, line),
            Stage::Time => Some(self.time(at)),
            nature => self.nature(at, nature),
        }
    }

    /// Applies one event, collecting what it is worth.
    fn apply(&self, at: &mut Step, event: Event) {
        let before = std::mem::take(&mut at.state);
        let (state, verdicts) = kernel::apply_to(self.accord, before, &event);
        self.collect(&mut at.lumps, &verdicts);
        at.note_force(&event, &verdicts);
        at.state = state;
        at.events.push(event);
    }

    fn deed(&self, at: &mut Step, by: ActorId, deed: Deed) {
        self.apply(at, Event::Act { by, deed });
    }
}

/// A state being moved along one branch.
struct Step {
    state: State,
    lumps: Vec<LumpHit>,
    events: Vec<Event>,
    force: Force,
}

impl Step {
    fn from(at: &Micro) -> Self {
        Self { state: at.state.clone(), lumps: Vec::new(), events: Vec::new(), force: at.force }
    }

    /// The branch that this step makes, at another stage.
    fn branch(self, at: &Micro, stage: u16, likelihood: Likelihood) -> Branch {
        let to = Micro {
            state: self.state,
            hawks: at.hawks,
            gone: at.gone,
            stirred: at.stirred,
            calendar: at.calendar,
            stage,
            refused: at.refused,
            also_refused: at.also_refused,
            force: self.force,
            news: News::None,
            mute: at.mute,
            spent: at.spent,
        };
        Branch { to, likelihood, lumps: self.lumps, events: self.events }
    }

    fn note_force(&mut self, event: &Event, verdicts: &[Verdict]) {
        let struck = verdicts.iter().any(|v| v.kind == kernel::VerdictKind::Struck);
        if self.force == Force::Alarmed {
            return; // what began by mistake stays so, whatever is answered after it
        }
        if let (true, Event::Act { deed, .. }) = (struck, event) {
            self.force = match deed {
                Deed::Answer(line, _) => Force::Answer(*line),
                _ => Force::Strike,
            };
        }
    }
}
