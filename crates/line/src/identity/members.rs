//! Who reads a compartment, as of a vector of sizes.

use std::collections::BTreeSet;

use super::directory::{Directory, Role};
use super::statement::{Member, SeatKeys, Statement};
use crate::epoch::KemKey;
use crate::ids::{CompartmentId, PartyId};
use crate::leaf::Seen;

/// What was said of one seat's membership, in the newest term that anybody spoke of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The term; 0 if nobody admitted it yet.
    pub term: u64,
    /// Who must say it: the seat's own party, or every signatory.
    pub voters: Vec<PartyId>,
    /// Who admitted it to this term.
    pub admitted_by: Vec<PartyId>,
    /// Who removed it from this term.
    pub removed_by: Vec<PartyId>,
    /// Whether it is a member.
    pub holds: bool,
}

impl Membership {
    /// Whether everybody who must has removed it from the newest term.
    pub fn is_ended(&self) -> bool {
        !self.voters.is_empty() && self.voters.iter().all(|voter| self.removed_by.contains(voter))
    }
}

impl Directory {
    /// What was said of the membership of a seat as of `at`.
    pub fn membership(
        &self,
        compartment: &CompartmentId,
        member: &Member,
        at: &Seen,
    ) -> Membership {
        let said = self.admissions(compartment, at);
        let of_member = || said.iter().filter(|one| one.member == *member);
        let term = of_member().map(|one| one.term).max().unwrap_or(0);
        let voters = self.voters(member);
        let by = |admits: bool| {
            let told = |voter: &&PartyId| {
                of_member().any(|it| it.by == **voter && it.term == term && it.admits == admits)
            };
            voters.iter().filter(told).copied().collect()
        };
        let (admitted_by, removed_by) = (by(true), by(false));
        let holds = self.is_admitted(member, &said);
        Membership { term, admitted_by, removed_by, holds, voters }
    }

    /// Members of a compartment as of `at`, by seat and party, each with its keys.
    ///
    /// A signatory admits and removes its own seats. A seat of a party without a vote is a member for a term that
    /// every signatory admitted and not every signatory removed; admitting and removing it is joint.
    pub fn members(&self, compartment: &CompartmentId, at: &Seen) -> Vec<(Member, &SeatKeys)> {
        let said = self.admissions(compartment, at);
        let named: BTreeSet<Member> = said.iter().map(|one| one.member).collect();
        let members = named.into_iter().filter(|member| self.is_admitted(member, &said));
        members.filter_map(|member| Some((member, self.keys(&member, at)?))).collect()
    }

    /// The keys that an epoch as of `at` is wrapped to, in the order of its slots.
    pub fn recipients(&self, compartment: &CompartmentId, at: &Seen) -> Vec<KemKey> {
        self.members(compartment, at).into_iter().map(|(_, keys)| keys.kem.clone()).collect()
    }

    /// Whether a seat is a member as of `at`.
    pub fn is_member(&self, compartment: &CompartmentId, member: &Member, at: &Seen) -> bool {
        self.members(compartment, at).iter().any(|(other, _)| other == member)
    }

    fn is_admitted(&self, member: &Member, said: &[Admission]) -> bool {
        let voters = self.voters(member);
        if voters.is_empty() {
            return false;
        }
        let all = |term: u64, admits: bool| {
            let by = |voter: &PartyId| {
                let one = Admission { by: *voter, member: *member, term, admits };
                said.contains(&one)
            };
            voters.iter().all(by)
        };
        let of_member = said.iter().filter(|one| one.member == *member);
        of_member.map(|one| one.term).any(|term| all(term, true) && !all(term, false))
    }

    /// Who admits and removes a seat; nobody can where it is no party's or reads nothing.
    fn voters(&self, member: &Member) -> Vec<PartyId> {
        match self.of_party(&member.party).map(|log| log.party().role) {
            Some(Role::Signatory) => vec![member.party],
            Some(Role::Inspector) => self.signatories(),
            Some(Role::Intermediary) | None => Vec::new(),
        }
    }

    fn signatories(&self) -> Vec<PartyId> {
        let parties = self.logs.iter().map(super::log::IdentityLog::party);
        parties.filter(|party| party.role == Role::Signatory).map(|party| party.id).collect()
    }

    fn admissions(&self, compartment: &CompartmentId, at: &Seen) -> Vec<Admission> {
        let mut found = Vec::new();
        for log in &self.logs {
            let by = log.party().id;
            for leaf in self.effective(log, at) {
                let (place, member, term, admits) = match &leaf.statement {
                    Statement::Admit(place, member, term) => (place, *member, *term, true),
                    Statement::Remove(place, member, term) => (place, *member, *term, false),
                    _ => continue,
                };
                if place == compartment {
                    found.push(Admission { by, member, term, admits });
                }
            }
        }
        found
    }
}

#[derive(PartialEq, Eq)]
struct Admission {
    by: PartyId,
    member: Member,
    term: u64,
    admits: bool,
}
