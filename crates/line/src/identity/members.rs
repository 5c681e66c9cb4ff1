//! Who reads a compartment, as of a vector of sizes.

use std::collections::BTreeSet;

use super::directory::{Directory, Role};
use super::statement::{SeatKeys, Statement};
use crate::epoch::KemKey;
use crate::ids::{CompartmentId, PartyId, SeatId};
use crate::leaf::Seen;

impl Directory {
    /// Members of a compartment as of `at`, by seat, each with its keys.
    ///
    /// A signatory admits and removes its own seats. A seat of a party without a vote is a member for a term that
    /// every signatory admitted and not every signatory removed; admitting and removing it is joint.
    pub fn members(&self, compartment: &CompartmentId, at: &Seen) -> Vec<(SeatId, &SeatKeys)> {
        let seats: BTreeSet<SeatId> =
            self.admissions(compartment, at).map(|one| one.seat).collect();
        let members = seats.into_iter().filter(|seat| self.is_member(compartment, seat, at));
        members.filter_map(|seat| Some((seat, self.keys(&seat, at)?))).collect()
    }

    /// The keys that an epoch as of `at` is wrapped to, in the order of its slots.
    pub fn recipients(&self, compartment: &CompartmentId, at: &Seen) -> Vec<KemKey> {
        self.members(compartment, at).into_iter().map(|(_, keys)| keys.kem.clone()).collect()
    }

    /// Whether `seat` is a member as of `at`.
    pub fn is_member(&self, compartment: &CompartmentId, seat: &SeatId, at: &Seen) -> bool {
        let Some(owner) = self.owner(seat, at) else { return false };
        let voters: Vec<PartyId> = match owner.role {
            Role::Signatory => vec![owner.id],
            Role::Inspector => self.signatories(),
            Role::Intermediary => return false,
        };
        let said: Vec<Admission> =
            self.admissions(compartment, at).filter(|one| one.seat == *seat).collect();
        let all = |term: u64, admits: bool| {
            let by = |voter: &PartyId| {
                said.iter().any(|one| (one.by, one.term, one.admits) == (*voter, term, admits))
            };
            voters.iter().all(by)
        };
        said.iter().any(|one| all(one.term, true) && !all(one.term, false))
    }

    fn signatories(&self) -> Vec<PartyId> {
        let parties = self.logs.iter().map(super::log::IdentityLog::party);
        parties.filter(|party| party.role == Role::Signatory).map(|party| party.id).collect()
    }

    fn admissions(
        &self,
        compartment: &CompartmentId,
        at: &Seen,
    ) -> impl Iterator<Item = Admission> {
        let mut found = Vec::new();
        for log in &self.logs {
            let by = log.party().id;
            for leaf in self.effective(log, at) {
                let (place, seat, term, admits) = match &leaf.statement {
                    Statement::Admit(place, seat, term) => (place, *seat, *term, true),
                    Statement::Remove(place, seat, term) => (place, *seat, *term, false),
                    _ => continue,
                };
                if place == compartment {
                    found.push(Admission { by, seat, term, admits });
                }
            }
        }
        found.into_iter()
    }
}

struct Admission {
    by: PartyId,
    seat: SeatId,
    term: u64,
    admits: bool,
}
