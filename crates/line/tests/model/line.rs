//! The model: who may do what in a state, and what must never be.

use std::collections::BTreeMap;

use line::script::certificate::{self, How, advance, by_ruling, by_settlement};
use line::script::next::{Duty, JudgeSigns, Signs, base, of_judge, of_party};
use line::script::round::{self, normal};
use line::script::{Body, Closed, Cut, Entry, Shelf, Statement, Terms};
use stateright::{Checker, Model, Property};

use crate::world::{World, hold, log, ruling, terms, vote};

/// An exploration ends here and says so: it was not whole then.
const STATES_MAX: usize = 100_000;

/// Which part of the rule is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// None: the rule as it runs.
    Nothing,
    /// Votes: whoever has both holds takes the round as final.
    Votes,
    /// The lock: a party that appealed votes none the less, and the vote counts.
    Lock,
    /// Roots in vectors: sizes only.
    Roots,
    /// Closing the minimum of two holds.
    Closing,
    /// An appeal when a deposited leaf is left out.
    OmissionAppeal,
    /// The check of a ruling against the votes.
    RulingCheck,
    /// Yield and settle.
    Yield,
}

/// What a liar may write next: number of the history and the entry.
pub type Menu = fn(&Line, &World) -> Vec<(usize, Entry)>;

#[derive(Clone, Debug)]
pub struct Line {
    pub without: Without,
    pub judges: usize,
    pub liars: Vec<usize>,
    pub menu: Menu,
    /// Honest replicas that are gone from the start.
    pub gone: Vec<usize>,
    pub rounds: u64,
    /// Whether every content leaf at the start was deposited and must be in the first cut.
    pub served: bool,
    /// Whether G and the wait before a yield are long: they run out when nothing honest is under way.
    pub timely: bool,
    /// Whether the parties only read from the start on: what they had to say is said.
    pub said: bool,
    pub start: World,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// An honest replica writes what it must.
    Write(usize),
    /// A whole history reaches a replica.
    Deliver(usize, usize),
    /// A timer runs out.
    Late(usize),
    /// A liar writes.
    Lie(usize, Entry),
}

impl Line {
    pub fn terms(&self) -> Terms {
        terms(self.judges)
    }

    pub fn honest(&self) -> impl Iterator<Item = usize> + '_ {
        let all = 0..2 + self.judges;
        all.filter(|one| !self.liars.contains(one) && !self.gone.contains(one))
    }

    /// What an honest replica must write.
    pub fn duty(&self, world: &World, shelf: &Shelf, own: usize) -> Option<Statement> {
        let (terms, replica) = (self.terms(), &world.replicas[own]);
        let round = replica.closed.len() as u64 + 1;
        if own < 2 && self.said {
            return None;
        }
        let duty = if own < 2 {
            let deposited = if self.without == Without::OmissionAppeal {
                0
            } else {
                self.deposited(world, own)
            };
            let signs = Signs {
                may_hold: round <= self.rounds,
                overdue: replica.late > 0,
                unruled: replica.late > 1 && self.without != Without::Yield,
                deposited,
                ..Signs::default()
            };
            self.party_duty(shelf, &terms, own, &replica.closed, &signs)
        } else {
            let offered = if self.served {
                self.start.held(own, &self.start.shelf(own))
            } else {
                world.held(own, shelf)
            };
            let signs = JudgeSigns { waited: u64::from(replica.late), offered };
            of_judge(shelf, &terms, &log(own), &replica.closed, &signs)
        };
        Some(match duty? {
            Duty::Hold(cut) => hold(round, cut),
            Duty::Vote(cut) => vote(round, cut),
            Duty::Appeal => Statement::Appeal { round },
            Duty::Yield => Statement::Yield { round },
            Duty::Settle(round, cut) => Statement::Settle { round, cut },
            Duty::Ruling(cut, appeals) => ruling(round, cut, appeals),
        })
    }

    fn party_duty(
        &self,
        shelf: &Shelf,
        terms: &Terms,
        own: usize,
        closed: &[Closed],
        signs: &Signs,
    ) -> Option<Duty> {
        let duty = of_party(shelf, terms, &log(own), closed, signs);
        let (round, base) = (closed.len() as u64 + 1, base(closed));
        let both = || self.cut(shelf, &base, round);
        match (self.without, &duty) {
            (Without::Votes, Some(Duty::Vote(_))) => None,
            (Without::Lock, None) => {
                let main = shelf.main(&log(own))?;
                let open = main.first(line::leaf::ControlKind::Vote, round).is_none();
                round::hold(main, round)?;
                both().filter(|_| open).map(Duty::Vote)
            }
            (Without::Closing, Some(Duty::Vote(_))) => both().map(Duty::Vote),
            _ => duty,
        }
    }

    /// Leaves of a party that enough intermediaries have.
    fn deposited(&self, world: &World, own: usize) -> u64 {
        let mut sizes: Vec<u64> = (2..2 + self.judges)
            .map(|judge| world.shelf(judge).main(&log(own)).map_or(0, line::script::Branch::size))
            .collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        sizes.get(self.terms().quorum() - 1).copied().unwrap_or(0)
    }

    /// The cut that two holds give, in the variant.
    fn cut(&self, shelf: &Shelf, base: &Cut, round: u64) -> Option<Cut> {
        let [a, b] = [0, 1].map(|party| shelf.main(&log(party)));
        let (one, other) = (round::hold(a?, round)?.0, round::hold(b?, round)?.0);
        if self.without == Without::Closing {
            round::minimum(shelf, base, one, other)
        } else {
            normal(shelf, base, one, other)
        }
    }

    fn close(&self, world: &mut World, reader: usize) {
        let shelf = world.shelf(reader);
        let mut closed = std::mem::take(&mut world.replicas[reader].closed);
        let before = closed.len();
        match self.without {
            Without::Votes | Without::Lock | Without::RulingCheck | Without::Closing => {
                while let Some(next) = self.weaker(&shelf, &closed) {
                    closed.push(next);
                }
            }
            _ => drop(advance(&shelf, &self.terms(), Some(&log(reader)), &mut closed)),
        }
        if closed.len() > before {
            world.replicas[reader].late = 0;
        }
        world.replicas[reader].closed = closed;
    }

    /// A certificate of the variant.
    fn weaker(&self, shelf: &Shelf, closed: &[Closed]) -> Option<Closed> {
        let (round, base, terms) = (closed.len() as u64 + 1, base(closed), self.terms());
        let made = |cut: Cut, how| Closed { cut, how, void: Default::default() };
        let agreed = || match self.without {
            Without::Votes => self.cut(shelf, &base, round),
            _ => {
                let [a, b] = [0, 1].map(|party| any_vote(shelf, party, round));
                a.filter(|cut| b.as_ref() == Some(cut) && shelf.has(cut))
            }
        };
        let ruled = || {
            if self.without == Without::RulingCheck {
                let mut said = terms.judges.iter().filter_map(|judge| shelf.main(judge));
                let cut = said.find_map(|one| certificate::ruling(one, round));
                return cut.map(|(cut, _)| made(cut.clone(), How::Ruling));
            }
            by_ruling(shelf, &terms, &base, round)
        };
        by_settlement(shelf, &terms, &base, round)
            .or_else(|| agreed().map(|cut| made(cut, How::Votes)))
            .or_else(ruled)
    }

    /// Explores everything, state by state from the start, and says how much that was.
    pub fn explore(self) -> Explored {
        Self::report(&self.checker().target_state_count(STATES_MAX).spawn_bfs().join())
    }

    /// Follows some orders to their ends, which a wide exploration that is cut off does not reach.
    pub fn dive(self) -> Explored {
        Self::report(&self.checker().target_state_count(STATES_MAX).spawn_dfs().join())
    }

    fn report(checker: &impl Checker<Self>) -> Explored {
        let found: BTreeMap<_, _> = checker.discoveries().into_iter().collect();
        let broken: Vec<&'static str> = found.keys().copied().collect();
        if std::env::var("LINE_MODEL").is_ok() {
            for (name, path) in &found {
                let steps: Vec<String> = path.clone().into_actions().iter().map(short).collect();
                println!("{name}: {}", steps.join(", "));
            }
        }
        Explored {
            whole: checker.state_count() < STATES_MAX,
            states: checker.unique_state_count(),
            depth: checker.max_depth(),
            found: broken,
        }
    }
}

fn short(action: &Action) -> String {
    match action {
        Action::Lie(history, entry) => format!("Lie({history}, {})", said(&entry.body)),
        other => format!("{other:?}"),
    }
}

fn said(body: &Body) -> String {
    let sizes = |cut: &Cut| -> Vec<(u8, u64)> {
        cut.iter().map(|(log, one)| (log.0[0] - 1, one.size)).collect()
    };
    match body {
        Body::Control(Statement::Hold { round, cut, .. }) => {
            format!("hold {round} {:?}", sizes(cut))
        }
        Body::Control(Statement::Vote { round, cut, .. }) => {
            format!("vote {round} {:?}", sizes(cut))
        }
        Body::Control(Statement::Ruling { round, cut, appeals, .. }) => {
            format!("ruling {round} {:?} citing {:?}", sizes(cut), sizes(appeals))
        }
        other => format!("{other:?}"),
    }
}

fn any_vote(shelf: &Shelf, party: usize, round: u64) -> Option<Cut> {
    match shelf.main(&log(party))?.first(line::leaf::ControlKind::Vote, round)?.1 {
        Statement::Vote { cut, .. } => Some(cut.clone()),
        _ => None,
    }
}

/// What an exploration covered, and which properties have a counterexample (always) or an example (sometimes).
#[derive(Debug, PartialEq, Eq)]
pub struct Explored {
    /// Whether every state within the bounds was seen.
    pub whole: bool,
    pub states: usize,
    pub depth: usize,
    pub found: Vec<&'static str>,
}

impl Model for Line {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        vec![self.start.clone()]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        let mut hasty = Vec::new();
        for own in self.honest() {
            let shelf = world.shelf(own);
            if self.duty(world, &shelf, own).is_some() {
                actions.push(Action::Write(own));
            } else if self.timer_matters(world, own, &shelf) {
                if own < 2 && world.replicas[own].late == 0 {
                    actions.push(Action::Late(own));
                } else {
                    hasty.push(own);
                }
            }
        }
        for reader in 0..world.replicas.len() {
            let gone = self.gone.contains(&reader) || self.liars.contains(&reader);
            for (history, (author, leaves)) in world.histories.iter().enumerate() {
                let had = world.replicas[reader].had.iter().find(|(other, _)| *other == history);
                let news = had.map_or(0, |(_, had)| *had) < leaves.len();
                if news && *author != reader && !gone {
                    actions.push(Action::Deliver(reader, history));
                }
            }
        }
        if !self.timely || actions.is_empty() {
            actions.extend(hasty.into_iter().map(Action::Late));
        }
        if !self.liars.is_empty() {
            let lies = (self.menu)(self, world).into_iter();
            actions.extend(lies.map(|(history, entry)| Action::Lie(history, entry)));
        }
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        let mut next = world.clone();
        let sizes_only = self.without == Without::Roots;
        match action {
            Action::Write(own) => {
                let shelf = world.shelf(own);
                let said = self.duty(world, &shelf, own)?;
                let entry = world.entry(own, &shelf, Body::Control(said));
                next.append(own, entry, sizes_only);
                self.close(&mut next, own);
            }
            Action::Deliver(reader, history) => {
                let size = next.histories[history].1.len();
                let had = &mut next.replicas[reader].had;
                match had.iter_mut().find(|(other, _)| *other == history) {
                    Some((_, had)) => *had = size,
                    None => had.push((history, size)),
                }
                self.close(&mut next, reader);
            }
            Action::Late(own) => next.replicas[own].late += 1,
            Action::Lie(history, entry) => next.append(history, entry, sizes_only),
        }
        self.liars.iter().for_each(|liar| next.show_all(*liar));
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::<Self>::always("honest parties agree", |line, world| {
                line.agree(world, |one| one < 2)
            }),
            Property::<Self>::always("honest readers agree in the end", |line, world| {
                line.ended(world).is_none() || line.agree(world, |_| true)
            }),
            Property::<Self>::always("nobody waits for ever", |line, world| {
                line.ended(world).is_none_or(|ended| ended)
            }),
            Property::<Self>::always("a vote names what its writer has", |line, world| {
                line.honest().filter(|one| *one < 2).all(|one| line.votes_are_had(world, one))
            }),
            Property::<Self>::always("a cut leaves out nothing it refers to", |line, world| {
                line.honest().all(|one| line.cuts_are_closed(world, one))
            }),
            Property::<Self>::sometimes("closed by votes", |line, world| {
                line.closes(world, How::Votes)
            }),
            Property::<Self>::sometimes("closed by ruling", |line, world| {
                line.closes(world, How::Ruling)
            }),
            Property::<Self>::sometimes("closed by settlement", |line, world| {
                line.closes(world, How::Settlement)
            }),
        ]
    }
}

impl Line {
    fn closes(&self, world: &World, how: How) -> bool {
        self.honest().any(|one| world.replicas[one].closed.iter().any(|closed| closed.how == how))
    }

    fn agree(&self, world: &World, counts: fn(usize) -> bool) -> bool {
        let readers: Vec<usize> = self.honest().filter(|one| counts(*one)).collect();
        readers.iter().all(|one| {
            readers.iter().all(|other| {
                let (one, other) = (&world.replicas[*one].closed, &world.replicas[*other].closed);
                one.iter().zip(other).all(|(one, other)| one.cut == other.cut)
            })
        })
    }

    /// A party in an open round that it has begun, an intermediary with an appeal.
    fn is_waiting(&self, world: &World, own: usize, shelf: &Shelf) -> bool {
        let round = world.replicas[own].closed.len() as u64 + 1;
        let begun = |party: usize| {
            shelf.main(&log(party)).is_some_and(|one| round::hold(one, round).is_some())
        };
        let appealed = |party: usize| {
            shelf.main(&log(party)).is_some_and(|one| round::appeal(one, round).is_some())
        };
        if own < 2 { begun(own) } else { appealed(0) || appealed(1) }
    }

    /// Whether a timer that runs out now can change what a replica does.
    fn timer_matters(&self, world: &World, own: usize, shelf: &Shelf) -> bool {
        let (round, late) = (world.replicas[own].closed.len() as u64 + 1, world.replicas[own].late);
        if !self.is_waiting(world, own, shelf) || (own < 2 && self.said) {
            return false;
        }
        let appealed = |party: usize| {
            shelf.main(&log(party)).is_some_and(|one| round::appeal(one, round).is_some())
        };
        if own < 2 {
            let yields = self.terms().yields(round) == log(own) && appealed(0) && appealed(1);
            return if appealed(own) { yields && late < 2 } else { late < 1 };
        }
        let ruled =
            shelf.main(&log(own)).is_some_and(|one| certificate::ruling(one, round).is_some());
        let turn = self.terms().rank(&log(own), round).expect("an intermediary").max(1);
        !ruled && u64::from(late) < turn
    }

    /// In a state where nothing can happen any more, unless a liar writes: whether every honest party has closed every round it began, and
    /// has every content leaf of honest parties in a cut. None while something can happen.
    fn ended(&self, world: &World) -> Option<bool> {
        let mut actions = Vec::new();
        self.actions(world, &mut actions);
        actions.iter().all(|action| matches!(action, Action::Lie(..))).then(|| {
            self.honest().filter(|one| *one < 2).all(|own| {
                let shelf = world.shelf(own);
                let cut = base(&world.replicas[own].closed);
                let begun = self.is_waiting(world, own, &shelf);
                let main = shelf.main(&log(own));
                let content = main.map_or(0, |one| {
                    let all = one.between(0, one.size());
                    all.filter(|(_, entry)| entry.body == Body::Content).count() as u64
                });
                !begun && (!self.served || cut.of(&log(own)).size >= content)
            })
        })
    }

    fn votes_are_had(&self, world: &World, own: usize) -> bool {
        let shelf = world.shelf(own);
        let Some(main) = shelf.main(&log(own)) else { return true };
        let votes = (1..=self.rounds).filter_map(|round| round::vote(main, round));
        votes
            .flat_map(|(_, ballot)| {
                ballot.cut.iter().map(|(log, one)| (*log, *one)).collect::<Vec<_>>()
            })
            .all(|(voted, prefix)| {
                world.histories.iter().enumerate().all(|(history, (author, leaves))| {
                    let index = usize::try_from(prefix.size).expect("small") - 1;
                    let named = log(*author) == voted
                        && leaves.get(index).is_some_and(|(_, root)| *root == prefix.root);
                    !named || world.has(own, history, index + 1)
                })
            })
    }

    fn cuts_are_closed(&self, world: &World, own: usize) -> bool {
        let shelf = world.shelf(own);
        let empty = Cut::default();
        world.replicas[own].closed.iter().all(|closed| {
            shelf.close(&empty, closed.cut.clone()).is_none_or(|cut| cut == closed.cut)
        })
    }
}
