//! Two people for every message: one drafts and signs, another signs and lets it go. In an emergency one is enough at
//! first, and everybody sees that the second is missing until it comes.

use line::cbor::{Fields, Value, encode};
use line::identity::{Directory, Member};
use line::leaf::{Message, Seen};
use line::sign::{HybridSignature, HybridSigner};
use line::tree::Hash;
use line::{PartyId, SeatId};

/// Kind of the message by which the second person stands behind a message that one sent in an emergency:
/// `{0: salt of that message}`.
pub const SECOND_KIND: u64 = 1001;
/// The second person of an emergency has so many seconds.
pub const SECOND_WITHIN: u64 = 2 * 3600;

/// What people sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Kind of message.
    pub kind: u64,
    /// Its fields.
    pub fields: Value,
    /// Salt of the leaf that it will be: what is signed can stand in one leaf only.
    pub salt: [u8; 32],
    /// Whether one person is enough at first.
    pub emergency: bool,
    /// Who signed.
    pub approvals: Vec<(SeatId, HybridSignature)>,
}

fn signed_bytes(line: &Hash, party: &PartyId, draft: &Draft) -> Vec<u8> {
    encode(&Value::Array(vec![
        Value::Text("detente/line/approval/1".to_string()),
        Value::bytes(line),
        Value::bytes(party.0),
        Value::bytes(draft.salt),
        Value::Unsigned(draft.kind),
        draft.fields.clone(),
        Value::Bool(draft.emergency),
    ]))
}

impl Draft {
    /// Signs as a seat; a seat that signed already signs no second time.
    pub fn sign(&mut self, line: &Hash, party: &PartyId, seat: SeatId, signer: &HybridSigner) {
        if self.approvals.iter().all(|(other, _)| *other != seat) {
            let signature = signer.sign(&signed_bytes(line, party, self));
            self.approvals.push((seat, signature));
        }
    }

    /// Whether enough people signed.
    pub fn is_complete(&self) -> bool {
        let needed = if self.emergency || self.kind == SECOND_KIND { 1 } else { 2 };
        self.approvals.len() >= needed
    }

    /// What the sealed message says.
    pub fn content(&self) -> Value {
        let approval = |(seat, signature): &(SeatId, HybridSignature)| {
            Value::Array(vec![
                Value::bytes(seat.0),
                Value::bytes(&signature.ed25519),
                Value::bytes(&signature.ml_dsa),
            ])
        };
        Value::map([
            (0, self.fields.clone()),
            (1, Value::Bool(self.emergency)),
            (2, Value::Array(self.approvals.iter().map(approval).collect())),
        ])
    }

    /// Reads what a sealed message says; none if it is not of this form.
    pub fn read(kind: u64, content: &Value, salt: [u8; 32]) -> Option<Self> {
        let mut fields = Fields::new(content.clone()).ok()?;
        let said = fields.take(0).ok()?;
        let Value::Bool(emergency) = fields.take(1).ok()? else { return None };
        let approvals = fields.array(2).ok()?.into_iter().map(approval).collect::<Option<_>>()?;
        fields.end().ok()?;
        Some(Self { kind, fields: said, salt, emergency, approvals })
    }

    /// The bytes in which a draft is kept.
    pub fn write(&self) -> Vec<u8> {
        let whole =
            [(0, Value::Unsigned(self.kind)), (1, Value::bytes(self.salt)), (2, self.content())];
        encode(&Value::map(whole))
    }

    /// Reads those bytes.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields::new(line::cbor::decode(bytes).ok()?).ok()?;
        let (kind, salt) = (fields.number(0).ok()?, fields.exact(1).ok()?);
        Self::read(kind, &fields.take(2).ok()?, salt)
    }

    /// Name of the draft for people: the first hex digits of its salt.
    pub fn name(&self) -> String {
        self.salt.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }
}

fn approval(value: Value) -> Option<(SeatId, HybridSignature)> {
    let Value::Array(parts) = value else { return None };
    let [Value::Bytes(seat), Value::Bytes(classical), Value::Bytes(quantum)] = parts.as_slice()
    else {
        return None;
    };
    let seat = SeatId(seat.as_slice().try_into().ok()?);
    Some((seat, HybridSignature { ed25519: classical.clone(), ml_dsa: quantum.clone() }))
}

/// A message that its people stand behind: the draft, if it is of the form, two different people of the party signed
/// it (one in an emergency), and every signature holds.
pub fn stand_behind(
    (line, directory): (&Hash, &Directory),
    party: &PartyId,
    people: &[SeatId],
    message: &Message,
    salt: [u8; 32],
) -> Option<Draft> {
    let draft = Draft::read(message.kind, &message.content, salt)?;
    let at = Seen::new(directory.logs.iter().map(|log| (log.party().identity, log.size())));
    let said = signed_bytes(line, party, &draft);
    let mut seats: Vec<SeatId> = draft.approvals.iter().map(|(seat, _)| *seat).collect();
    seats.sort_unstable();
    seats.dedup();
    let distinct = seats.len() == draft.approvals.len();
    let holds = |(seat, signature): &(SeatId, HybridSignature)| {
        let keys = directory.keys(&Member { seat: *seat, party: *party }, &at);
        people.contains(seat)
            && keys.is_some_and(|keys| keys.signing.verify(&said, signature).is_ok())
    };
    (distinct && draft.is_complete() && draft.approvals.iter().all(holds)).then_some(draft)
}
