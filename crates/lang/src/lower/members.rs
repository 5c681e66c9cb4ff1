//! Blocs and bodies that vote.

use kernel::accord::{Accession, Ballot, Role, Target};
use kernel::members::VOICES;
use kernel::{AccessionId, ActorId};

use super::context::Lowering;
use crate::ast::{self, Act, DecisionRule, DeedVerb, Thing, Who};

impl<'a> Lowering<'a> {
    /// Every bloc that admits by consent, with every state that is not in it.
    pub fn candidates(&self) -> Vec<(&'a ast::Bloc, ActorId)> {
        let states = |bloc: &'a ast::Bloc| {
            let rows = self.out.actor_ids().zip(&self.out.actors);
            let outside = rows.filter(move |(id, row)| {
                let name = self.names.name(*id);
                matches!(row.role, Role::Signatory | Role::Outsider)
                    && !bloc.members.iter().any(|member| *member == *name)
                    && !self.text.blocs().any(|other| other.head.name == *name)
            });
            outside.map(move |(id, _)| (bloc, id))
        };
        let open = self.text.blocs().filter(|bloc| !bloc.consent_of.is_empty());
        open.flat_map(states).collect()
    }

    /// A row for each who may join.
    pub fn lower_accessions(&mut self) {
        for (bloc, candidate) in self.candidates() {
            let mut consent = self.consenters(bloc, &bloc.consent_of);
            consent.retain(|actor| *actor != candidate);
            if consent.len() > VOICES {
                self.note(bloc.head.name.as_str(), "only thirty-two are asked for their consent");
                consent.truncate(VOICES);
            }
            let row = Accession {
                bloc: self.actor(Some(&bloc.head.name)),
                candidate,
                consent,
                clause: self.clause(bloc.head.span),
            };
            self.out.accessions.push(row);
        }
    }

    /// `members` stands for those of the bloc.
    fn consenters(&self, bloc: &ast::Bloc, who: &[Who]) -> Vec<ActorId> {
        let members = || bloc.members.iter().filter_map(|name| self.names.actor(name.as_str()));
        let all = who.iter().any(|who| who.name().is_some_and(|name| *name == *"members"));
        let mut list = self.who(who);
        list.extend(members().filter(|_| all));
        list
    }

    /// What joining a bloc asks: membership, which others grant.
    pub fn joined(&self, act: &Act, obligor: ActorId) -> Option<Target> {
        let Act::Deed { verb: DeedVerb::Accede, what, complements, .. } = act else { return None };
        let things = what.iter().chain(complements.iter().map(|(_, thing)| thing));
        let names = things.filter_map(|thing| match thing {
            Thing::Name(name) | Thing::Who(Who { kind: ast::WhoKind::Named(name), .. }) => {
                Some(name)
            }
            _ => None,
        });
        let named: Vec<_> = names.collect();
        let rows = self.candidates();
        let at = rows.iter().position(|(bloc, candidate)| {
            *candidate == obligor && named.contains(&&bloc.head.name)
        })?;
        Some(Target::Joined { accession: AccessionId(u16::try_from(at).ok()?) })
    }

    /// Every body that decides by vote and names its members.
    pub fn voters(&self) -> Vec<(&'a ast::Body, &'a DecisionRule)> {
        let rule = |body: &'a ast::Body| Some((body, body.decides.as_ref()?));
        self.text.bodies().filter_map(rule).filter(|(body, _)| !body.members.is_empty()).collect()
    }

    /// A row for each; a vote in a body that names no members is taken as its word.
    pub fn lower_ballots(&mut self) {
        for (body, rule) in self.voters() {
            let name = body.head.name.as_str();
            let mut members: Vec<ActorId> = body
                .members
                .iter()
                .filter_map(|member| self.names.actor(member.as_str()))
                .collect();
            if members.len() > VOICES {
                self.note(name, "only thirty-two of its members vote");
                members.truncate(VOICES);
            }
            let whole = u16::try_from(members.len()).unwrap_or(u16::MAX);
            let needed = match rule {
                DecisionRule::Consensus => None,
                DecisionRule::Votes { needed, of } => {
                    let count =
                        |n: &ast::Number| n.value.as_whole().and_then(|n| u16::try_from(n).ok());
                    if count(of) != Some(whole) {
                        self.note(name, "the members it names are not as many as it counts");
                    }
                    count(needed).or(Some(whole))
                }
            };
            let (id, clause) = (self.actor(Some(&body.head.name)), self.clause(body.head.span));
            self.out.ballots.push(Ballot { body: id, members, needed, clause });
        }
        let unnamed = self.text.bodies().filter(|it| it.decides.is_some() && it.members.is_empty());
        for body in unnamed {
            self.note(
                body.head.name.as_str(),
                "its members are not named, so its word is its vote",
            );
        }
    }
}
