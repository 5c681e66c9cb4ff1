//! Signatures of people: one drafts and signs, another signs and lets it go, as the kind of the message needs. What
//! signatures are worth is the rule of [`forms::release`]; here are the keys.

use forms::{Form, Kind, Release, Unread};
use kernel::ActorId;
use line::cbor::{Fields, Value, encode};
use line::identity::{Directory, Member};
use line::leaf::Seen;
use line::node::Heard;
use line::sign::{HybridSignature, HybridSigner};
use line::tree::{Hash, sha256};
use line::{PartyId, SeatId};

/// What people sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Kind of message.
    pub kind: u64,
    /// Its fields.
    pub fields: Value,
    /// As which actor of the accord its party says it; none where it speaks for itself alone.
    pub author: Option<ActorId>,
    /// Salt of the leaf that it will be: what is signed can stand in one leaf only.
    pub salt: [u8; 32],
    /// Whether one person is enough at first.
    pub emergency: bool,
    /// Who signed.
    pub approvals: Vec<(SeatId, HybridSignature)>,
}

impl Draft {
    /// Signs as a seat; a seat that signed already signs no second time.
    pub fn sign(&mut self, line: &Hash, party: &PartyId, seat: SeatId, signer: &HybridSigner) {
        if self.approvals.iter().all(|(other, _)| *other != seat) {
            let signature = signer.sign(&self.signed_bytes(line, party));
            self.approvals.push((seat, signature));
        }
    }

    /// Fields, author, salt and emergency, as they are signed and as a second signature names them by their hash.
    fn signed_bytes(&self, line: &Hash, party: &PartyId) -> Vec<u8> {
        encode(&Value::Array(vec![
            Value::Text("detente/line/approval/2".to_string()),
            Value::bytes(line),
            Value::bytes(party.0),
            Value::bytes(self.salt),
            Value::Unsigned(self.kind),
            self.fields.clone(),
            self.author_value(),
            Value::Bool(self.emergency),
        ]))
    }

    fn author_value(&self) -> Value {
        self.author.map_or(Value::Null, |actor| Value::Unsigned(u64::from(actor.0)))
    }

    /// Whether a signature is that of its seat's key as of `at`.
    pub fn holds(
        &self,
        (line, party): &(Hash, PartyId),
        (seat, signature): &(SeatId, HybridSignature),
        directory: &Directory,
        at: &Seen,
    ) -> bool {
        let keys = directory.keys(&Member { seat: *seat, party: *party }, at);
        let said = self.signed_bytes(line, party);
        keys.is_some_and(|keys| keys.signing.verify(&said, signature).is_ok())
    }

    /// The digest by which a second signature names it.
    pub fn digest(&self, line: &Hash, party: &PartyId) -> Hash {
        sha256(&[&self.signed_bytes(line, party)])
    }

    /// What it says.
    ///
    /// # Errors
    /// Why it says nothing.
    pub fn form(&self) -> Result<Form, Unread> {
        forms::read(self.kind, &self.fields)
    }

    /// Who must sign it. A kind that is not known needs two, whatever it is.
    pub fn needs(&self) -> Release {
        Kind::of_number(self.kind).map_or(Release::TwoAlways, |kind| kind.row().release)
    }

    /// Whether enough people signed.
    pub fn is_complete(&self) -> bool {
        self.approvals.len() >= self.needs().seats(self.emergency)
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
            (3, self.author_value()),
        ])
    }

    /// Reads what a sealed message says; none if it is not of this form.
    pub fn read(kind: u64, content: &Value, salt: [u8; 32]) -> Option<Self> {
        let mut fields = Fields::new(content.clone()).ok()?;
        let said = fields.take(0).ok()?;
        let Value::Bool(emergency) = fields.take(1).ok()? else { return None };
        let approvals = fields.array(2).ok()?.into_iter().map(approval).collect::<Option<_>>()?;
        let author = match fields.take(3).ok()? {
            Value::Null => None,
            Value::Unsigned(row) => Some(ActorId(u16::try_from(row).ok()?)),
            _ => return None,
        };
        fields.end().ok()?;
        Some(Self { kind, fields: said, author, salt, emergency, approvals })
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

/// A message that its people stand behind: the draft, if it is of the form, as many different people of the party
/// signed it as its kind needs, and every signature holds with the keys that counted at the place of its leaf.
///
/// `doubted` is told of a signature that does not hold. What was verified before is not verified again.
pub fn stand_behind(
    line: &Hash,
    people: &[SeatId],
    heard: &Heard<'_>,
    doubted: impl Fn(),
) -> Option<Draft> {
    let Heard { party, message, salt, directory, seen, verified } = heard;
    let draft = Draft::read(message.kind, &message.content, **salt)?;
    let mut seats: Vec<SeatId> = draft.approvals.iter().map(|(seat, _)| *seat).collect();
    seats.sort_unstable();
    seats.dedup();
    let distinct = seats.len() == draft.approvals.len();
    let of = (*line, **party);
    let holds = |approval: &(SeatId, HybridSignature)| {
        let key = || directory.keys(&Member { seat: approval.0, party: **party }, seen);
        let holds = || draft.holds(&of, approval, directory, seen);
        let posted = people.contains(&approval.0) && key().is_some();
        let good = posted && (*verified || holds());
        if posted && !good {
            doubted();
        }
        good
    };
    (distinct && draft.is_complete() && draft.approvals.iter().all(holds)).then_some(draft)
}
