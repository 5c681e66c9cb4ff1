//! A charter as it is for one compartment: its parties, each with the logs that it keeps there, and its hash in
//! everything that is signed there. What runs a compartment is handed this and learns of no other.

use std::ops::Deref;

use line::epoch::{KemKey, KemPrivateKey, Wrapping};
use line::identity::{Agreement, Party, Role};
use line::node::{Pace, Quota};
use line::script::Terms;
use line::tree::Hash;
use line::{CompartmentId, LogId, PartyId, Secret};

use crate::card::{Card, Offer};
use crate::charter::{Charter, Spans, hash_within};
use crate::fault::{Done, Fault};

/// A party in one compartment: its card, and the logs that it keeps there.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Who it is.
    pub card: Card,
    /// Its identity log in this compartment.
    pub identity: LogId,
    /// The log it writes in this compartment.
    pub log: LogId,
    /// Its log of parts in this compartment; an intermediary has none.
    pub bulk: Option<LogId>,
}

impl Deref for Participant {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.card
    }
}

impl Participant {
    /// The logs it writes in this compartment, that of parts last.
    pub fn logs(&self) -> impl Iterator<Item = LogId> {
        [self.log].into_iter().chain(self.bulk)
    }

    fn as_party(&self) -> Party {
        Party {
            id: self.party,
            role: self.role,
            identity: self.identity,
            root: self.root,
            recovery: self.recovery,
        }
    }
}

/// What is agreed, for one compartment.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// Its name.
    pub name: String,
    /// Its place among the compartments of the charter, from 0: which of a card's logs are meant.
    pub number: usize,
    /// Title of the accord.
    pub title: String,
    /// Hash of its terms.
    pub accord: String,
    /// POSIX seconds at which its day 0 begins.
    pub day_zero: u64,
    /// The compartment.
    pub compartment: CompartmentId,
    /// Those who hold it: two signatories, then inspectors, then intermediaries.
    pub cards: Vec<Participant>,
    /// How long each waits.
    pub spans: Spans,
    /// How many acts of a seat count in a day.
    pub quota: Quota,
    hash: Hash,
    /// The hash under which its secret is wrapped: that of the charter without secrets.
    bare: Hash,
    wraps: Vec<u8>,
}

impl Within {
    /// The compartment of a number; none if there is none, or a card offers no logs for it.
    pub(crate) fn new(charter: &Charter, number: usize) -> Option<Self> {
        let one = charter.compartments.get(number)?;
        let held = charter.cards.iter().filter(|card| charter.holds(&card.party, one));
        let participant = |card: &Card| {
            let offer = card.offers.get(number)?;
            let Offer { identity, log, bulk } = *offer;
            Some(Participant { card: card.clone(), identity, log, bulk })
        };
        Some(Self {
            name: one.name.clone(),
            number,
            title: charter.title.clone(),
            accord: charter.accord.clone(),
            day_zero: charter.day_zero,
            compartment: one.id,
            cards: held.map(participant).collect::<Option<_>>()?,
            spans: charter.spans,
            quota: charter.quota.clone(),
            hash: hash_within(&charter.hash(), &one.id),
            bare: hash_within(&charter.bare().hash(), &one.id),
            wraps: one.wraps.clone(),
        })
    }

    /// Whether times are given by hand.
    pub fn is_exercise(&self) -> bool {
        self.cards.iter().any(|card| card.exercise)
    }

    fn wrapping(&self) -> Wrapping {
        Wrapping { agreement: self.bare, origin: LogId(self.compartment.0), number: 1 }
    }

    fn readers(&self) -> Vec<KemKey> {
        let reads = self.cards.iter().filter(|card| card.role != Role::Intermediary);
        reads.map(|card| card.kem.clone()).collect()
    }

    /// A secret wrapped to those who read here.
    pub(crate) fn wrapped(&self, secret: &Secret) -> Done<Vec<u8>> {
        let slots = self.wrapping().slots(secret, &self.readers());
        slots.map_err(|reason| Fault::reason("too many who read", reason))
    }

    /// The secret that blinds states, for who reads.
    ///
    /// # Errors
    /// If it does not open with this key, or not to the same for everybody.
    pub fn secret(&self, key: &KemPrivateKey) -> Done<Secret> {
        let readers = self.readers();
        let place = readers.iter().position(|one| *one == key.public());
        let place = place.ok_or_else(|| Fault::Refused("this key reads nothing here".into()))?;
        let opened = self.wrapping().open(&self.wraps, place, key, &readers);
        opened.map_err(|reason| Fault::reason("the secret of the charter", reason))
    }

    /// A log for people: the name of who writes it.
    pub fn name_of(&self, log: &LogId) -> String {
        match self.writer(log) {
            Some(card) if card.bulk == Some(*log) => format!("{} (parts of evidence)", card.name),
            Some(card) => card.name.clone(),
            None => log.to_string(),
        }
    }

    /// The two signatories, in their order.
    pub fn signatories(&self) -> impl Iterator<Item = &Participant> {
        self.cards.iter().filter(|card| card.role == Role::Signatory)
    }

    /// The party of a name.
    ///
    /// # Errors
    /// If there is none here; the names that there are.
    pub fn named(&self, name: &str) -> Done<&Participant> {
        self.cards.iter().find(|card| card.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.cards.iter().map(|card| card.name.as_str()).collect();
            Fault::Asked(format!(
                "no party {name} in the compartment {}: there are {}",
                self.name,
                names.join(", ")
            ))
        })
    }

    /// The party of an id.
    pub fn of(&self, party: &PartyId) -> Option<&Participant> {
        self.cards.iter().find(|card| card.party == *party)
    }

    /// The party that writes a log, of messages or of parts.
    pub fn writer(&self, log: &LogId) -> Option<&Participant> {
        self.cards.iter().find(|card| card.logs().any(|own| own == *log))
    }

    /// Who makes the script, and how long each waits.
    ///
    /// # Errors
    /// If there are not two signatories.
    pub fn terms(&self) -> Done<Terms> {
        let [a, b] = self.signatories().map(|card| card.log).collect::<Vec<_>>()[..] else {
            return Err(Fault::Refused("a charter has two signatories".into()));
        };
        let judges = self.cards.iter().filter(|card| card.role == Role::Intermediary);
        Ok(Terms {
            parties: [a, b],
            judges: judges.map(|card| card.log).collect(),
            bulk: self.cards.iter().filter_map(|card| Some((card.bulk?, card.log))).collect(),
            wait_seconds: self.spans.wait,
            grace_seconds: self.spans.grace,
            yield_seconds: self.spans.give_way,
            stamp_seconds: self.spans.stamp,
            holds_per_hour: self.spans.holds,
        })
    }

    /// How often a station speaks.
    pub fn pace(&self) -> Pace {
        Pace { pulse: self.spans.pulse, silence: self.spans.silence }
    }

    /// The agreement as the record of this compartment names it.
    pub fn agreement(&self) -> Agreement {
        let parties = self.cards.iter().map(Participant::as_party).collect();
        Agreement { hash: self.hash(), parties }
    }

    /// What stands for the agreement in everything that is signed here: it follows from the charter's hash and the
    /// compartment's id, so nothing that was signed in one compartment holds in another.
    pub fn hash(&self) -> Hash {
        self.hash
    }
}
