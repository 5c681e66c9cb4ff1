//! What all parties of a line agree on before its first leaf, as one file that its hash names.

use forms::Kind;
use line::cbor::{Fields, Value, decode, encode};
use line::epoch::{KemKey, KemPrivateKey, Wrapping};
use line::identity::{Agreement, Role};
use line::node::{Pace, Quota};
use line::script::Terms;
use line::tree::{Hash, sha256};
use line::{CompartmentId, LogId, PartyId, Reason, Secret};

use crate::card::Card;
use crate::fault::{Done, Fault};

const MAGIC: &[u8] = b"detente charter 2\n";
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

/// What is agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct Charter {
    /// Title of the accord.
    pub title: String,
    /// Hash of its terms.
    pub accord: String,
    /// POSIX seconds at which its day 0 begins.
    pub day_zero: u64,
    /// The compartment.
    pub compartment: CompartmentId,
    /// The parties: two signatories, then inspectors, then intermediaries.
    pub cards: Vec<Card>,
    /// How long each waits.
    pub spans: Spans,
    /// How many acts of a seat count in a day.
    pub quota: Quota,
    /// The secret that blinds state digests, wrapped to signatories and inspectors.
    wraps: Vec<u8>,
}

impl Charter {
    /// A charter with a new secret.
    ///
    /// # Errors
    /// If there are not two signatories, names or ids twice, different accords, or too many who read.
    pub fn draw(
        (title, accord, day_zero): (String, String, u64),
        compartment: CompartmentId,
        mut cards: Vec<Card>,
        (spans, quota): (Spans, Quota),
        secret: &Secret,
    ) -> Done<Self> {
        cards.sort_by_key(|card| (card.role as u8, card.name.clone()));
        let wraps = Vec::new();
        let mut charter = Self { title, accord, day_zero, compartment, cards, spans, quota, wraps };
        charter.check()?;
        let wraps = charter.wrapping().slots(secret, &charter.readers());
        charter.wraps = wraps.map_err(|reason| Fault::reason("too many who read", reason))?;
        Ok(charter)
    }

    fn check(&self) -> Done<()> {
        let refuse = |what: &str| Err(Fault::Asked(what.to_string()));
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
            let others = &self.cards[..at];
            let same = |other: &Card| {
                other.name == card.name || other.party == card.party || other.log == card.log
            };
            if others.iter().any(same) {
                return refuse("two cards have one name or id: each party makes its own");
            }
        }
        Ok(())
    }

    /// Whether times are given by hand.
    pub fn is_exercise(&self) -> bool {
        self.cards.iter().any(|card| card.exercise)
    }

    fn wrapping(&self) -> Wrapping {
        let bare = Self { wraps: Vec::new(), ..self.clone() };
        Wrapping { agreement: bare.hash(), origin: LogId(self.compartment.0), number: 1 }
    }

    fn readers(&self) -> Vec<KemKey> {
        let reads = self.cards.iter().filter(|card| card.role != Role::Intermediary);
        reads.map(|card| card.kem.clone()).collect()
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

    /// The card of the party that writes a log.
    pub fn writer(&self, log: &LogId) -> Option<&Card> {
        self.cards.iter().find(|card| card.log == *log)
    }

    /// Who makes the script, and how long each waits.
    pub fn terms(&self) -> Done<Terms> {
        let [a, b] = self.signatories().map(|card| card.log).collect::<Vec<_>>()[..] else {
            return Err(Fault::Refused("a charter has two signatories".into()));
        };
        let judges = self.cards.iter().filter(|card| card.role == Role::Intermediary);
        Ok(Terms {
            parties: [a, b],
            judges: judges.map(|card| card.log).collect(),
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

    /// The agreement as the record names it.
    pub fn agreement(&self) -> Agreement {
        let parties = self.cards.iter().map(Card::as_party).collect();
        Agreement { hash: self.hash(), parties }
    }

    /// The name of the line: in everything that is signed on it.
    pub fn hash(&self) -> Hash {
        sha256(&[b"detente/line/charter/1", &encode(&self.value())])
    }

    fn value(&self) -> Value {
        let numbers = self.spans.numbers().into_iter().map(Value::Unsigned).collect();
        Value::map([
            (0, Value::Text(self.title.clone())),
            (1, Value::Text(self.accord.clone())),
            (2, Value::Unsigned(self.day_zero)),
            (3, Value::bytes(self.compartment.0)),
            (4, Value::Array(self.cards.iter().map(Card::value).collect())),
            (5, Value::Array(numbers)),
            (6, Value::bytes(&self.wraps)),
            (7, quota_value(&self.quota)),
        ])
    }

    fn from_value(value: Value) -> Result<Self, Reason> {
        let mut fields = Fields::new(value)?;
        let mut text = |key: u64| match fields.take(key)? {
            Value::Text(text) => Ok(text),
            _ => Err(Reason::FieldType),
        };
        let (title, accord) = (text(0)?, text(1)?);
        let day_zero = fields.number(2)?;
        let compartment = CompartmentId(fields.exact(3)?);
        let cards = fields.array(4)?.into_iter().map(Card::from_value).collect::<Result<_, _>>()?;
        let numbers = fields.array(5)?.into_iter().map(|one| match one {
            Value::Unsigned(number) => Ok(number),
            _ => Err(Reason::FieldType),
        });
        let numbers = numbers.collect::<Result<Vec<u64>, _>>()?;
        let [wait, grace, give_way, stamp, holds, pulse, silence] = numbers[..] else {
            return Err(Reason::FieldRange);
        };
        let spans = Spans { wait, grace, give_way, stamp, holds, pulse, silence };
        let wraps = fields.bytes(6)?;
        let quota = read_quota(fields.take(7)?)?;
        fields.end()?;
        Ok(Self { title, accord, day_zero, compartment, cards, spans, quota, wraps })
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
