//! Two-person release: a draft, a first and a second signature, and what counts when one of them is missing.
//!
//! Both seats sign one draft. The first signs its digest; the second signs the message that carries the draft and the
//! first signature. In an emergency a message goes out with one signature, and is flagged until a second seat signs
//! the digest; after [`EMERGENCY_SECONDS`] the flag stays. What was sent is never taken back by it.

use line::cbor::{self, Fields};
use line::sign::{HybridKey, HybridSignature, HybridSigner};
use line::tree::{Hash, sha256};
use line::{CompartmentId, Reason, SeatId};

use crate::form::Form;
use crate::rules::Release;

/// How long an emergency message waits for its second signature before the flag stays: two hours.
pub const EMERGENCY_SECONDS: u64 = 7_200;

/// Who signed a draft before it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Nobody: the kind needs one signature.
    None,
    /// Nobody yet: an emergency.
    Emergency,
    /// The first seat.
    First(SeatId, Box<HybridSignature>),
}

/// A form as it is sent: with its draft number and who approved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The form.
    pub form: Form,
    /// 16 random bytes, so that an approval is good for one sending.
    pub draft: [u8; 16],
    /// The first signature.
    pub approval: Approval,
}

/// For what agreement and compartment a draft is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Hash of the agreement.
    pub agreement: Hash,
    /// The compartment.
    pub compartment: CompartmentId,
}

impl Sent {
    /// A draft that nobody approved yet.
    #[must_use]
    pub fn draft(form: Form, draft: [u8; 16]) -> Self {
        Self { form, draft, approval: Approval::None }
    }

    /// What both seats sign.
    #[must_use]
    pub fn digest(&self, scope: &Scope) -> Hash {
        sha256(&[&cbor::encode(&cbor::Value::Array(vec![
            cbor::Value::Text("line/v1/draft".to_owned()),
            cbor::Value::bytes(scope.agreement),
            cbor::Value::bytes(scope.compartment.0),
            cbor::Value::Unsigned(self.form.kind().number()),
            self.form.fields_value(),
            cbor::Value::bytes(self.draft),
        ]))])
    }

    /// The same with the first seat's signature.
    #[must_use]
    pub fn approved(mut self, scope: &Scope, seat: SeatId, signer: &HybridSigner) -> Self {
        let signature = signer.sign(&approval_bytes(&self.digest(scope), seat));
        self.approval = Approval::First(seat, Box::new(signature));
        self
    }

    /// The same, to go out with one signature.
    #[must_use]
    pub fn in_emergency(mut self) -> Self {
        self.approval = Approval::Emergency;
        self
    }

    /// The content of its message: fields, draft number, approval.
    #[must_use]
    pub fn content(&self) -> cbor::Value {
        cbor::Value::map([
            (0, self.form.fields_value()),
            (1, cbor::Value::bytes(self.draft)),
            (2, self.approval.value()),
        ])
    }
}

fn approval_bytes(digest: &Hash, seat: SeatId) -> Vec<u8> {
    cbor::encode(&cbor::Value::Array(vec![
        cbor::Value::Text("line/v1/release".to_owned()),
        cbor::Value::bytes(digest),
        cbor::Value::bytes(seat.0),
    ]))
}

impl Approval {
    fn value(&self) -> cbor::Value {
        match self {
            Self::None => cbor::Value::Null,
            Self::Emergency => cbor::Value::Bool(true),
            Self::First(seat, signature) => cbor::Value::Array(vec![
                cbor::Value::bytes(seat.0),
                cbor::Value::bytes(&signature.ed25519),
                cbor::Value::bytes(&signature.ml_dsa),
            ]),
        }
    }

    pub(crate) fn read(value: cbor::Value) -> Result<Self, Reason> {
        match value {
            cbor::Value::Null => Ok(Self::None),
            cbor::Value::Bool(true) => Ok(Self::Emergency),
            cbor::Value::Array(items) => {
                let items = items.into_iter().enumerate().map(|(at, item)| (at as u64, item));
                let mut fields = Fields::new(cbor::Value::map(items))?;
                let seat = SeatId(fields.exact(0)?);
                let (ed25519, ml_dsa) = (fields.bytes(1)?, fields.bytes(2)?);
                fields.end()?;
                Ok(Self::First(seat, Box::new(HybridSignature { ed25519, ml_dsa })))
            }
            _ => Err(Reason::FieldType),
        }
    }
}

/// What the signatures under a message make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// All that its kind needs.
    Released,
    /// An emergency: it counts, and waits for its second signature until this time.
    Waits(u64),
    /// An emergency that got its second signature in time.
    Confirmed,
    /// An emergency that did not: it counts, and the flag stays.
    Flagged,
    /// It does nothing: a signature is missing, false, or of the seat that sent it.
    Unsigned,
}

impl Standing {
    /// Whether the message is one.
    #[must_use]
    pub fn counts(self) -> bool {
        self != Self::Unsigned
    }

    /// Whether a reader must be told that one seat alone sent it.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        matches!(self, Self::Waits(_) | Self::Flagged)
    }
}

/// A second signature, as it stands in the script: who gave it, and when it was deposited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Second {
    /// The seat, of the same party.
    pub seat: SeatId,
    /// The digest that it signed.
    pub draft: Hash,
    /// Attested time.
    pub at: u64,
}

/// What the signatures under a message make of it at `now`. `sender` is the seat that signed the message and `at` its
/// attested time; `keys` gives the signing key of a seat of the same party as of the message.
pub fn standing(
    (sent, scope): (&Sent, &Scope),
    (sender, at): (SeatId, u64),
    keys: impl Fn(SeatId) -> Option<HybridKey>,
    seconds: &[Second],
    now: u64,
) -> Standing {
    let rule = sent.form.kind().row().release;
    let digest = sent.digest(scope);
    match (&sent.approval, rule) {
        (Approval::None, Release::One) => Standing::Released,
        (Approval::First(seat, signature), _) if *seat != sender => {
            let signed = keys(*seat)
                .is_some_and(|key| key.verify(&approval_bytes(&digest, *seat), signature).is_ok());
            if signed { Standing::Released } else { Standing::Unsigned }
        }
        (Approval::Emergency, Release::Two) => {
            let end = at.saturating_add(EMERGENCY_SECONDS);
            let in_time = |one: &Second| {
                one.draft == digest && one.seat != sender && (at..=end).contains(&one.at)
            };
            if seconds.iter().any(in_time) {
                Standing::Confirmed
            } else if now <= end {
                Standing::Waits(end)
            } else {
                Standing::Flagged
            }
        }
        _ => Standing::Unsigned,
    }
}
