//! Events of valves, talk and membership: how they are read, looked up and written.

use super::ast::{Act, Step};
use super::resolve::{Resolver, listed};
use super::write::Writer;
use crate::ast::{Amount, Duration, MonthRounding, Name, Number};
use crate::lower::Symbol;
use crate::parse::{Parser, Read};
use kernel::event::Finding;
use kernel::verdict::Item;
use kernel::{ActorId, BallotId, Deed, Hours, Motion, VerdictKind};

/// What somebody did.
#[derive(Clone, Debug)]
pub enum Talk {
    /// `delivers 5 million USD through aid`
    Deliver(Amount, Name),
    /// `hands over 5 under people`
    HandOver(Number, Name),
    /// `declines 1 under people`: the side that holds them records that so many decline to go
    Decline(Number, Name),
    /// `confirms people`: all gates of an exchange that are this body's
    Confirm(Name),
    /// `carries out danger`: an act that must be told before, or one that is tolerated
    Carry(Name),
    /// `sends on Hotline`
    Send(Name),
    /// `acknowledges on Hotline`
    Acknowledge(Name),
    /// `says joint`
    Say(Name),
    /// `asks to join League`
    Ask(Name),
    /// `consents to Iran joining League`, `refuses Iran joining League`
    Consent(bool, Name, Name),
    /// `votes yes in Commission on finding cap not performed`
    Vote(bool, Name, Voted),
}

/// What is voted on.
#[derive(Clone, Debug)]
pub enum Voted {
    /// `finding cap not performed`
    Find(Step, Finding),
    /// `stopping back`
    Stop(Name),
    /// `extending D1 by 10 days`
    Extend(Name, Duration),
}

/// Verbs of these events.
pub(super) const VERBS: &[&str] = &[
    "acknowledges",
    "asks",
    "carries",
    "confirms",
    "consents",
    "declines",
    "delivers",
    "hands",
    "refuses",
    "says",
    "sends",
    "votes",
];

impl Parser<'_> {
    /// What follows one of [`VERBS`], the verb included.
    pub(super) fn talk(&mut self, verb: &str) -> Read<Act> {
        self.advance();
        Ok(Act::Talk(match verb {
            "delivers" => {
                let amount = self.amount("an amount")?;
                self.expect("through")?;
                Talk::Deliver(amount, self.row("a carve-out")?)
            }
            "hands" => {
                self.expect("over")?;
                let count = self.whole("how many persons")?;
                self.expect("under")?;
                Talk::HandOver(count, self.row("an exchange")?)
            }
            "declines" => {
                let count = self.whole("how many persons")?;
                self.expect("under")?;
                Talk::Decline(count, self.row("an exchange")?)
            }
            "confirms" => Talk::Confirm(self.row("an exchange")?),
            "carries" => {
                self.expect("out")?;
                Talk::Carry(self.row("a notice, or acts that are tolerated")?)
            }
            "sends" => {
                self.expect("on")?;
                Talk::Send(self.row("a channel")?)
            }
            "acknowledges" => {
                self.expect("on")?;
                Talk::Acknowledge(self.row("a channel")?)
            }
            "says" => Talk::Say(self.row("a statement")?),
            "votes" => self.vote()?,
            other => self.membership(other)?,
        }))
    }

    fn membership(&mut self, verb: &str) -> Read<Talk> {
        match verb {
            "asks" => {
                self.expect("to join")?;
                Ok(Talk::Ask(self.row("a bloc")?))
            }
            _ => {
                let yes = verb == "consents";
                if yes {
                    self.expect("to")?;
                }
                let candidate = self.row("who would join")?;
                self.expect("joining")?;
                Ok(Talk::Consent(yes, candidate, self.row("a bloc")?))
            }
        }
    }

    fn vote(&mut self) -> Read<Talk> {
        let yes = self.eat("yes");
        if !yes && !self.eat("no") {
            return self.unknown_word("A075", "vote", ["yes", "no"]);
        }
        self.expect("in")?;
        let body = self.row("a body")?;
        self.expect("on")?;
        let voted = match self.word() {
            Some("finding") => {
                self.advance();
                let step = self.step_of()?;
                Voted::Find(step, self.finding()?)
            }
            Some("stopping") => {
                self.advance();
                Voted::Stop(self.row("a snapback")?)
            }
            Some("extending") => {
                self.advance();
                let talks = self.row("a dispute")?;
                self.expect("by")?;
                Voted::Extend(talks, self.duration()?)
            }
            _ => return self.unknown_word("A075", "motion", ["finding", "stopping", "extending"]),
        };
        Ok(Talk::Vote(yes, body, voted))
    }
}

impl Resolver<'_> {
    pub(super) fn talk(&mut self, by: Option<ActorId>, talk: &Talk) -> Option<Deed> {
        match talk {
            Talk::Deliver(amount, name) => {
                let carveout = self.pick(name, "no carve-out", |it| match it {
                    Symbol::Carveout(id) => Some(id),
                    _ => None,
                })?;
                Some(Deed::Deliver(carveout, self.amount_of(amount, carveout)?))
            }
            Talk::HandOver(count, name) => {
                let side = self.side(by, name)?;
                Some(Deed::HandOver(side, u32::try_from(count.value.as_whole()?).ok()?))
            }
            Talk::Decline(count, name) => {
                let side = self.side(by, name)?;
                Some(Deed::Decline(side, u32::try_from(count.value.as_whole()?).ok()?))
            }
            Talk::Confirm(name) => self.confirmation(by?, name),
            Talk::Carry(name) => self.carried(by, name),
            Talk::Send(name) => Some(Deed::Send(self.end(by, name)?)),
            Talk::Acknowledge(name) => Some(Deed::Acknowledge(self.end(by, name)?)),
            Talk::Say(name) => self.pick(name, "no statement", |it| match it {
                Symbol::Statement(id) => Some(Deed::Say(id)),
                _ => None,
            }),
            Talk::Ask(bloc) => Some(Deed::Ask(self.accession(by?, bloc)?)),
            Talk::Consent(yes, candidate, bloc) => {
                let candidate = self.actor(candidate)?;
                let id = self.accession(candidate, bloc)?;
                Some(if *yes { Deed::Consent(id) } else { Deed::Refuse(id) })
            }
            Talk::Vote(yes, body, voted) => {
                let ballot = self.pick(body, "no body that votes", |it| match it {
                    Symbol::Ballot(id) => Some(id),
                    _ => None,
                })?;
                Some(Deed::Vote(ballot, self.motion(voted)?, *yes))
            }
        }
    }

    /// The row of an article that this actor stands at; the first if none is its.
    fn side(&mut self, by: Option<ActorId>, name: &Name) -> Option<kernel::HandoverId> {
        let accord = self.read.accord.clone();
        let own = |id| accord.handover(id).is_some_and(|row| Some(row.party) == by);
        let own = self.symbols(name).into_iter().find_map(|it| match it {
            Symbol::Handover(id) if own(id) => Some(id),
            _ => None,
        });
        own.or_else(|| {
            self.pick(name, "no exchange", |it| match it {
                Symbol::Handover(id) => Some(id),
                _ => None,
            })
        })
    }

    fn end(&mut self, by: Option<ActorId>, name: &Name) -> Option<kernel::ChannelId> {
        let accord = self.read.accord.clone();
        let own = |id| accord.channel(id).is_some_and(|row| Some(row.end) == by);
        let own = self.symbols(name).into_iter().find_map(|it| match it {
            Symbol::Channel(id) if own(id) => Some(id),
            _ => None,
        });
        own.or_else(|| {
            self.pick(name, "no channel", |it| match it {
                Symbol::Channel(id) => Some(id),
                _ => None,
            })
        })
    }

    pub(super) fn notice(&mut self, by: Option<ActorId>, name: &Name) -> Option<kernel::NoticeId> {
        let accord = self.read.accord.clone();
        let own = |id| accord.notice(id).is_some_and(|row| Some(row.by) == by);
        let found = self.symbols(name);
        let notice = |own_only: bool| {
            found.iter().find_map(|it| match it {
                Symbol::Notice(id) if !own_only || own(*id) => Some(*id),
                _ => None,
            })
        };
        notice(true).or_else(|| notice(false))
    }

    /// `gives notice under NAME`: of an act to come, of leaving an undertaking or a freeze.
    pub(super) fn gives_notice(&mut self, by: Option<ActorId>, name: &Name) -> Option<Deed> {
        if let Some(notice) = self.notice(by, name) {
            return Some(Deed::Notify(notice));
        }
        self.pick(name, "no freeze, undertaking or notice", |it| match it {
            Symbol::Freeze(id) => Some(Deed::Leave(id)),
            Symbol::Undertaking(id) => Some(Deed::Depart(id)),
            _ => None,
        })
    }

    fn carried(&mut self, by: Option<ActorId>, name: &Name) -> Option<Deed> {
        if let Some(notice) = self.notice(by, name) {
            return Some(Deed::Carry(notice));
        }
        self.pick(name, "no notice and nothing that is counted", |it| match it {
            Symbol::Subject(id) => Some(Deed::Incident(id, 0)),
            _ => None,
        })
    }

    /// One kind of the evidence that an inquiry asks for.
    pub(super) fn evidence(&mut self, kind: &Name, name: &Name) -> Option<Deed> {
        let inquiry = self.pick(name, "no inquiry", |it| match it {
            Symbol::Inquiry(id) => Some(id),
            _ => None,
        })?;
        let mut articles = self.compiled.terms.inquiries();
        let asked = articles.find(|it| it.head.name == *name).map_or(&[][..], |it| &it.evidence);
        let at = asked.iter().position(|it| it == kind).and_then(|at| u8::try_from(at).ok());
        if at.is_none() {
            let words: Vec<&str> = asked.iter().map(Name::as_str).collect();
            let help = match words.as_slice() {
                [] => format!("write `opens {name}`: it asks for no kinds of evidence"),
                words => format!("one of {}", listed(words)),
            };
            let message = format!("`{name}` asks for no evidence of `{kind}`");
            self.error("A078", kind.span, message, help);
        }
        Some(Deed::Show(inquiry, at?))
    }

    /// The first gate of the exchange that this body confirms.
    fn confirmation(&mut self, by: ActorId, name: &Name) -> Option<Deed> {
        let mut gates = (1..=9_u8).map(|at| match at {
            1 => format!("{name}.gate"),
            _ => format!("{name}.gate{at}"),
        });
        let read = self.read;
        let own = gates.find_map(|gate| {
            let duty = read.names.duty(&gate)?;
            read.accord.duty(duty).filter(|row| row.obligor == by).map(|_| duty)
        });
        match own {
            Some(duty) => Some(Deed::Conduct(duty, true)),
            None => self.pick(name, "no exchange with a gate of this body", |_| None),
        }
    }

    fn accession(&mut self, candidate: ActorId, bloc: &Name) -> Option<kernel::AccessionId> {
        let accord = self.read.accord.clone();
        let its = |id| accord.accession(id).is_some_and(|row| row.candidate == candidate);
        self.pick(bloc, "no bloc that it could join", |it| match it {
            Symbol::Accession(id) if its(id) => Some(id),
            _ => None,
        })
    }

    fn motion(&mut self, voted: &Voted) -> Option<Motion> {
        let procedure = |it| match it {
            Symbol::Procedure(id) => Some(id),
            _ => None,
        };
        Some(match voted {
            Voted::Find(step, finding) => Motion::Find(self.duty(step)?, *finding),
            Voted::Stop(name) => Motion::Stop(self.pick(name, "no snapback", procedure)?),
            Voted::Extend(name, span) => {
                let hours = Hours(span.hours(Some(MonthRounding::Down)).unwrap_or(0));
                Motion::Extend(self.pick(name, "no dispute", procedure)?, hours)
            }
        })
    }

    /// Which of an article's rows a verdict of this kind is of: its step for what becomes of
    /// steps, else the article itself; of the party named, where it has a row for each.
    pub(super) fn talked_of(
        &mut self,
        symbols: &[Symbol],
        kind: VerdictKind,
        by: Option<&Name>,
    ) -> Option<Item> {
        use VerdictKind::*;
        let of_steps = matches!(
            kind,
            Live | Performed
                | Proved
                | Late
                | NotPerformed
                | Contested
                | Dismissed
                | Cured
                | Suspended
                | Revived
        );
        let by = by.and_then(|name| self.actor(name));
        let accord = &self.read.accord;
        let owner = |symbol: &Symbol| match symbol {
            Symbol::Notice(id) => accord.notice(*id).map(|row| row.by),
            Symbol::Channel(id) => accord.channel(*id).map(|row| row.end),
            Symbol::Handover(id) => accord.handover(*id).map(|row| row.party),
            Symbol::Accession(id) => accord.accession(*id).map(|row| row.candidate),
            Symbol::Tolerance(_) | Symbol::Ballot(_) => by,
            _ => None,
        };
        let talk = |symbol: &&Symbol| {
            matches!(
                symbol,
                Symbol::Notice(_)
                    | Symbol::Channel(_)
                    | Symbol::Handover(_)
                    | Symbol::Accession(_)
                    | Symbol::Tolerance(_)
                    | Symbol::Ballot(_)
            )
        };
        let mut rows = symbols.iter().filter(talk).filter(|_| !of_steps);
        let row = rows.find(|symbol| by.is_none() || owner(symbol) == by)?;
        row.item()
    }
}

impl Writer<'_> {
    /// The words of the event; nothing if it is of another kind.
    pub(super) fn talk(&self, deed: &Deed) -> Option<String> {
        let accord = &self.read.accord;
        Some(match deed {
            Deed::Deliver(id, amount) => {
                format!("delivers {} through {}", self.amount(*id, *amount), self.name(*id))
            }
            Deed::HandOver(id, count) => format!("hands over {count} under {}", self.article(*id)),
            Deed::Decline(id, count) => format!("declines {count} under {}", self.article(*id)),
            Deed::Notify(id) => format!("gives notice under {}", self.article(*id)),
            Deed::Carry(id) => format!("carries out {}", self.article(*id)),
            Deed::Send(id) => format!("sends on {}", self.article(*id)),
            Deed::Acknowledge(id) => format!("acknowledges on {}", self.article(*id)),
            Deed::Say(id) => format!("says {}", self.name(*id)),
            Deed::Depart(id) => format!("gives notice under {}", self.name(*id)),
            Deed::Ask(id) => format!("asks to join {}", self.article(*id)),
            Deed::Consent(id) | Deed::Refuse(id) => {
                let candidate = accord.accession(*id).map(|row| self.name(row.candidate));
                let candidate = candidate.unwrap_or_default();
                let yes = matches!(deed, Deed::Consent(_));
                let verb = if yes { "consents to" } else { "refuses" };
                format!("{verb} {candidate} joining {}", self.article(*id))
            }
            Deed::Vote(id, motion, yes) => self.vote(*id, *motion, *yes),
            _ => return None,
        })
    }

    /// The name of the article that a row is one of several of.
    fn article(&self, symbol: impl Into<Symbol>) -> String {
        let symbol = symbol.into();
        let name = self.read.names.name(symbol);
        match name.split_once('.') {
            Some((article, _)) if self.read.names.find(article).contains(&symbol) => {
                article.to_owned()
            }
            _ => self.name(symbol),
        }
    }

    fn vote(&self, id: BallotId, motion: Motion, yes: bool) -> String {
        let word = if yes { "yes" } else { "no" };
        let what = match motion {
            Motion::Find(duty, finding) => format!("finding {}", self.found(duty, finding)),
            Motion::Stop(procedure) => format!("stopping {}", self.name(procedure)),
            Motion::Extend(procedure, span) => {
                format!("extending {} by {} hours", self.name(procedure), span.0)
            }
        };
        format!("votes {word} in {} on {what}", self.name(id))
    }
}
