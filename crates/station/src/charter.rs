//! What all parties of a line agree on before its first leaf, as one file that its hash names.

use forms::Kind;
use line::cbor::{Fields, VALUE_BYTES_MAX, Value, decode, encode};
use line::identity::Role;
use line::node::Quota;
use line::script::hold_fits;
use line::tree::{Hash, sha256};
use line::{CompartmentId, LogId, PartyId, Reason, Secret};

use crate::card::{COMPARTMENTS_MAX, Card, Offer, is_name};
use crate::fault::{Done, Fault};
use crate::within::Within;

const MAGIC: &[u8] = b"detente charter 4\n";
const NUMBERS: usize = 7;

/// How long each waits, and how often a station speaks, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    /// W: a party appeals when the other has given no usable hold or vote for so long.
    pub wait: u64,
    /// G: what the intermediaries have held and offered for so long counts as served.
    pub grace: u64,
    /// After so long without a ruling, when both appealed, one party may yield.
    pub give_way: u64,
    /// An intermediary stamps at least so often.
    pub stamp: u64,
    /// Holds that a party writes in an hour.
    pub holds: u64,
    /// A station says what it has so often.
    pub pulse: u64,
    /// A peer that gave no answer or receipt for so long is silent.
    pub silence: u64,
}

impl Spans {
    fn numbers(&self) -> [u64; NUMBERS] {
        [self.wait, self.grace, self.give_way, self.stamp, self.holds, self.pulse, self.silence]
    }
}

impl Default for Spans {
    /// For a line that is read daily: half a day to answer, six hours to be served.
    fn default() -> Self {
        const HOUR: u64 = 3600;
        Self {
            wait: 12 * HOUR,
            grace: 6 * HOUR,
            give_way: 30 * 24 * HOUR,
            stamp: 6 * HOUR,
            holds: 20,
            pulse: HOUR,
            silence: 24 * HOUR,
        }
    }
}

/// Kinds of message in the priority lane: what is said of incidents, and answers to a line that was crossed.
const URGENT: [Kind; 7] = [
    Kind::IncidentClaim,
    Kind::IncidentReply,
    Kind::SelfDefenceClaim,
    Kind::OutsiderIncident,
    Kind::Occurrence,
    Kind::Attribution,
    Kind::RedLineAnswer,
];

/// A quota with the priority lane of every line.
pub fn quota(per_day: u32, urgent_per_day: u32) -> Quota {
    Quota { per_day, urgent_per_day, urgent: URGENT.into_iter().map(Kind::number).collect() }
}

/// What a charter says of one compartment.
#[derive(Clone, Debug, PartialEq)]
pub struct Compartment {
    /// Its name, for people and for the folder in which it lies.
    pub name: String,
    /// Its id, random.
    pub id: CompartmentId,
    /// Who reads in it, in the order of the cards.
    pub members: Vec<PartyId>,
    /// The secret that blinds state digests, wrapped to its members.
    pub(crate) wraps: Vec<u8>,
}

/// A compartment that is to be: what is drawn for it, and who is to read in it.
pub struct Planned {
    /// Its name.
    pub name: String,
    /// Its id, random.
    pub id: CompartmentId,
    /// Names of those who read in it; nobody named means everybody who is no intermediary.
    pub members: Vec<String>,
    /// The secret that blinds its state digests, random.
    pub secret: Secret,
}

/// What is agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct Charter {
    /// Title of the accord.
    pub title: String,
    /// Hash of its terms.
    pub accord: String,
    /// POSIX seconds at which its day 0 begins.
    pub day_zero: u64,
    /// The parties: two signatories, then inspectors, then intermediaries.
    pub cards: Vec<Card>,
    /// The compartments. Each party writes in the one of a number with the logs that its card offers at that number.
    pub compartments: Vec<Compartment>,
    /// How long each waits.
    pub spans: Spans,
    /// How many acts of a seat count in a day, in each compartment.
    pub quota: Quota,
}

fn refuse<T>(what: impl Into<String>) -> Done<T> {
    Err(Fault::Asked(what.into()))
}

impl Charter {
    /// A charter with a new secret for each compartment.
    ///
    /// # Errors
    /// If there are not two signatories, names or ids twice, different accords, a compartment without both signatories,
    /// an inspectorate in none, or too many who read.
    pub fn draw(
        (title, accord, day_zero): (String, String, u64),
        planned: &[Planned],
        mut cards: Vec<Card>,
        (spans, quota): (Spans, Quota),
    ) -> Done<Self> {
        cards.sort_by_key(|card| (card.role as u8, card.name.clone()));
        let compartments = Vec::new();
        let mut charter = Self { title, accord, day_zero, cards, compartments, spans, quota };
        for one in planned {
            let members = charter.members(one)?;
            let (name, id) = (one.name.clone(), one.id);
            charter.compartments.push(Compartment { name, id, members, wraps: Vec::new() });
        }
        charter.check()?;
        let wrapped = planned.iter().map(|one| charter.within(&one.name)?.wrapped(&one.secret));
        let wrapped = wrapped.collect::<Done<Vec<_>>>()?;
        for (compartment, wraps) in charter.compartments.iter_mut().zip(wrapped) {
            compartment.wraps = wraps;
        }
        if encode(&charter.value()).len() > VALUE_BYTES_MAX {
            return refuse(format!(
                "this charter has more than {VALUE_BYTES_MAX} bytes: plan fewer compartments, or fewer who read in them"
            ));
        }
        Ok(charter)
    }

    /// Ids of those who are to read in a compartment.
    fn members(&self, planned: &Planned) -> Done<Vec<PartyId>> {
        for name in &planned.members {
            if self.named(name)?.role == Role::Intermediary {
                return refuse(format!(
                    "{name} is an intermediary: it holds every compartment and reads none, so leave it out of {}",
                    planned.name
                ));
            }
        }
        let all = planned.members.is_empty();
        let reads = |card: &&Card| {
            card.role != Role::Intermediary && (all || planned.members.contains(&card.name))
        };
        Ok(self.cards.iter().filter(reads).map(|card| card.party).collect())
    }

    fn check(&self) -> Done<()> {
        if self.signatories().count() != 2 {
            return refuse("a line has two signatories: give the card of each");
        }
        if self.cards.iter().any(|card| card.accord != self.accord) {
            return refuse(
                "a card is for another accord: each party makes its card with this text",
            );
        }
        if self.cards.iter().any(|card| card.exercise != self.is_exercise()) {
            return refuse("some cards are for an exercise and some are not: all must be the same");
        }
        let judges = self.cards.iter().filter(|card| card.role == Role::Intermediary).count();
        if judges > 0 && judges.is_multiple_of(2) && judges != 4 {
            return refuse("name one, three or five intermediaries: two of two could not disagree");
        }
        for (at, card) in self.cards.iter().enumerate() {
            if self.cards.iter().take(at).any(|other| are_alike(other, card)) {
                return refuse("two cards have one name or id: each party makes its own");
            }
        }
        self.check_compartments()
    }

    fn check_compartments(&self) -> Done<()> {
        if !(1..=COMPARTMENTS_MAX).contains(&self.compartments.len()) {
            return refuse(format!("a line has one to {COMPARTMENTS_MAX} compartments"));
        }
        for (at, one) in self.compartments.iter().enumerate() {
            let name = &one.name;
            if !is_name(name) {
                return refuse(format!(
                    "`{name}` is no name of a compartment: letters, digits, - and _"
                ));
            }
            let same =
                |other: &Compartment| other.name.eq_ignore_ascii_case(name) || other.id == one.id;
            if self.compartments.iter().take(at).any(same) {
                return refuse(format!("two compartments are called {name}: name each once"));
            }
            if !self.signatories().all(|card| one.members.contains(&card.party)) {
                return refuse(format!("both signatories are members of {name}: name them too"));
            }
            let readers = self.cards.iter().filter(|card| card.role != Role::Intermediary);
            let members = readers.map(|card| card.party).filter(|it| one.members.contains(it));
            if members.ne(one.members.iter().copied()) {
                return refuse(format!("{name} has members that are none of the cards"));
            }
            let holders = self.cards.iter().filter(|card| self.holds(&card.party, one)).count();
            if !hold_fits(holders, holders + one.members.len()) {
                return refuse(format!(
                    "{holders} parties are too many for {name}: what each states of all their logs must fit into one leaf; \
                     name fewer who read there, or fewer intermediaries"
                ));
            }
        }
        let idle = |card: &&Card| self.compartments_of(&card.party).next().is_none();
        match self.cards.iter().find(idle) {
            Some(card) => refuse(format!(
                "{} is in no compartment: name it in one, or leave its card out",
                card.name
            )),
            None => Ok(()),
        }
    }

    /// Whether times are given by hand.
    pub fn is_exercise(&self) -> bool {
        self.cards.iter().any(|card| card.exercise)
    }

    /// The two signatories, in their order.
    pub fn signatories(&self) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(|card| card.role == Role::Signatory)
    }

    /// The card of a party by name.
    ///
    /// # Errors
    /// If there is none; the names that there are.
    pub fn named(&self, name: &str) -> Done<&Card> {
        self.cards.iter().find(|card| card.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.cards.iter().map(|card| card.name.as_str()).collect();
            Fault::Asked(format!("no party {name} on this line: there are {}", names.join(", ")))
        })
    }

    /// The card of a party by id.
    pub fn of(&self, party: &PartyId) -> Option<&Card> {
        self.cards.iter().find(|card| card.party == *party)
    }

    /// Whether a party holds a compartment: its members do, and every intermediary.
    pub fn holds(&self, party: &PartyId, compartment: &Compartment) -> bool {
        self.of(party).is_some_and(|card| {
            card.role == Role::Intermediary || compartment.members.contains(party)
        })
    }

    /// The compartments that a party holds.
    pub fn compartments_of(&self, party: &PartyId) -> impl Iterator<Item = &Compartment> {
        let party = *party;
        self.compartments.iter().filter(move |one| self.holds(&party, one))
    }

    /// The compartment that a bundle is of, by the hash in its first bytes.
    pub fn compartment_of(&self, hash: &Hash) -> Option<&Compartment> {
        let line = self.hash();
        self.compartments.iter().find(|one| hash_within(&line, &one.id) == *hash)
    }

    /// What is agreed, as it is for the compartment of a name.
    ///
    /// # Errors
    /// If there is none; the names that there are.
    pub fn within(&self, name: &str) -> Done<Within> {
        let at = self.compartments.iter().position(|one| one.name == name);
        at.and_then(|number| Within::new(self, number)).ok_or_else(|| {
            let names: Vec<&str> = self.compartments.iter().map(|it| it.name.as_str()).collect();
            Fault::Asked(format!("no compartment {name}: there are {}", names.join(", ")))
        })
    }

    /// What is agreed but the wrapped secrets: these are wrapped under its hash.
    pub(crate) fn bare(&self) -> Self {
        let mut bare = self.clone();
        bare.compartments.iter_mut().for_each(|one| one.wraps.clear());
        bare
    }

    /// The name of the line: in everything that is signed on it.
    pub fn hash(&self) -> Hash {
        sha256(&[b"detente/line/charter/1", &encode(&self.value())])
    }

    fn value(&self) -> Value {
        let numbers = self.spans.numbers().into_iter().map(Value::Unsigned).collect();
        let compartments = self.compartments.iter().map(compartment_value).collect();
        Value::map([
            (0, Value::Text(self.title.clone())),
            (1, Value::Text(self.accord.clone())),
            (2, Value::Unsigned(self.day_zero)),
            (3, Value::Array(self.cards.iter().map(Card::value).collect())),
            (4, Value::Array(compartments)),
            (5, Value::Array(numbers)),
            (6, quota_value(&self.quota)),
        ])
    }

    fn from_value(value: Value) -> Result<Self, Reason> {
        let mut fields = Fields::new(value)?;
        let (title, accord) = (text(fields.take(0)?)?, text(fields.take(1)?)?);
        let day_zero = fields.number(2)?;
        let cards = fields.array(3)?.into_iter().map(Card::from_value).collect::<Result<_, _>>()?;
        let compartments =
            fields.array(4)?.into_iter().map(read_compartment).collect::<Result<_, _>>()?;
        let numbers = fields.array(5)?.into_iter().map(|one| match one {
            Value::Unsigned(number) => Ok(number),
            _ => Err(Reason::FieldType),
        });
        let numbers = numbers.collect::<Result<Vec<u64>, _>>()?;
        let [wait, grace, give_way, stamp, holds, pulse, silence] = numbers[..] else {
            return Err(Reason::FieldRange);
        };
        let spans = Spans { wait, grace, give_way, stamp, holds, pulse, silence };
        let quota = read_quota(fields.take(6)?)?;
        fields.end()?;
        Ok(Self { title, accord, day_zero, cards, compartments, spans, quota })
    }

    /// The bytes of the file.
    pub fn write(&self) -> Vec<u8> {
        [MAGIC, &encode(&self.value())].concat()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// If it is no charter, or not one that could be drawn.
    pub fn read(bytes: &[u8]) -> Done<Self> {
        let rest = bytes.strip_prefix(MAGIC);
        let rest =
            rest.ok_or_else(|| Fault::Refused("this file is no charter of a line".into()))?;
        let charter = decode(rest).and_then(Self::from_value);
        let charter =
            charter.map_err(|reason| Fault::reason("this charter is not whole", reason))?;
        charter.check()?;
        Ok(charter)
    }
}

/// Whether two cards have a name or an id in common.
fn are_alike(one: &Card, other: &Card) -> bool {
    let logs = |card: &Card| card.offers.iter().flat_map(Offer::logs).collect::<Vec<LogId>>();
    let own = logs(one);
    one.name == other.name
        || one.party == other.party
        || logs(other).iter().any(|log| own.contains(log))
}

/// The name of a compartment in everything that is signed in it: it stands where one line has its agreement's hash.
pub(crate) fn hash_within(charter: &Hash, compartment: &CompartmentId) -> Hash {
    sha256(&[b"detente/line/compartment/1", charter, &compartment.0])
}

fn text(value: Value) -> Result<String, Reason> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(Reason::FieldType),
    }
}

fn compartment_value(one: &Compartment) -> Value {
    let members = one.members.iter().map(|party| Value::bytes(party.0)).collect();
    Value::map([
        (0, Value::Text(one.name.clone())),
        (1, Value::bytes(one.id.0)),
        (2, Value::Array(members)),
        (3, Value::bytes(&one.wraps)),
    ])
}

fn read_compartment(value: Value) -> Result<Compartment, Reason> {
    let mut fields = Fields::new(value)?;
    let (name, id) = (text(fields.take(0)?)?, CompartmentId(fields.exact(1)?));
    let member = |value: Value| match value {
        Value::Bytes(bytes) => {
            Ok(PartyId(bytes.as_slice().try_into().map_err(|_| Reason::FieldRange)?))
        }
        _ => Err(Reason::FieldType),
    };
    let members = fields.array(2)?.into_iter().map(member).collect::<Result<_, _>>()?;
    let wraps = fields.bytes(3)?;
    fields.end()?;
    Ok(Compartment { name, id, members, wraps })
}

fn quota_value(quota: &Quota) -> Value {
    let urgent = quota.urgent.iter().copied().map(Value::Unsigned).collect();
    Value::Array(vec![
        Value::Unsigned(u64::from(quota.per_day)),
        Value::Unsigned(u64::from(quota.urgent_per_day)),
        Value::Array(urgent),
    ])
}

fn read_quota(value: Value) -> Result<Quota, Reason> {
    let Value::Array(parts) = value else { return Err(Reason::FieldType) };
    let [Value::Unsigned(per_day), Value::Unsigned(urgent), Value::Array(kinds)] = parts.as_slice()
    else {
        return Err(Reason::FieldType);
    };
    let number = |value: &u64| u32::try_from(*value).map_err(|_| Reason::FieldRange);
    let kind = |value: &Value| match value {
        Value::Unsigned(number) => Ok(*number),
        _ => Err(Reason::FieldType),
    };
    let all = kinds.iter().map(kind).collect::<Result<_, _>>()?;
    Ok(Quota { per_day: number(per_day)?, urgent_per_day: number(urgent)?, urgent: all })
}
