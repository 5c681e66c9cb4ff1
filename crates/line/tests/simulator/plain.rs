//! A record without keys: leaves are values, heads and receipts are prefixes. What the rule and the exchange do does
//! not depend on more, and thousands of runs cost seconds.

use line::cbor::{Fields, Value, decode, encode};
use line::leaf::{ControlKind, Seen};
use line::node::{Admitted, Outgoing, Record};
use line::script::{Body, Entry, Prefix, Statement};
use line::tree::sha256;
use line::{LogId, PartyId, Reason};

use crate::world::{M, bulk, log};

pub struct Plain {
    pub own: LogId,
    pub bulk: Option<LogId>,
    /// A log that this liar leaves out of its holds.
    pub leaves_out: Option<LogId>,
    /// So much is added to the times of its holds.
    pub ahead: u64,
}

impl Plain {
    /// The record of an honest node.
    pub fn of(at: usize) -> Self {
        let bulk = (at < M).then(|| bulk(at));
        Self { own: log(at), bulk, leaves_out: None, ahead: 0 }
    }
}

fn seen_value(seen: &Seen) -> Value {
    let pair = |(log, size): &(LogId, u64)| {
        Value::Array(vec![Value::bytes(log.0), Value::Unsigned(*size)])
    };
    Value::Array(seen.iter().map(pair).collect())
}

fn seen_of(items: Vec<Value>) -> Option<Seen> {
    let pair = |item: Value| {
        let Value::Array(pair) = item else { return None };
        let [Value::Bytes(log), Value::Unsigned(size)] = pair.as_slice() else { return None };
        Some((LogId(log.as_slice().try_into().ok()?), *size))
    };
    items.into_iter().map(pair).collect::<Option<Vec<_>>>().map(Seen::new)
}

/// `{0: log, 1: seen, 2: kind of control leaf or 0, 3: body}`.
pub fn leaf(own: &LogId, seen: &Seen, kind: u64, body: Value) -> Vec<u8> {
    encode(&Value::map([
        (0, Value::bytes(own.0)),
        (1, seen_value(seen)),
        (2, Value::Unsigned(kind)),
        (3, body),
    ]))
}

fn read(log: &LogId, bytes: &[u8]) -> Result<(Entry, Option<Value>), Reason> {
    let mut fields = Fields::new(decode(bytes)?)?;
    if fields.exact::<16>(0)? != log.0 {
        return Err(Reason::LeafOrigin);
    }
    let seen = seen_of(fields.array(1)?).ok_or(Reason::FieldType)?;
    let (kind, body) = (fields.number(2)?, fields.take(3)?);
    let control = ControlKind::ALL.into_iter().find(|one| *one as u64 == kind);
    match control {
        Some(control) => {
            let said = Statement::read(control, body)?;
            Ok((Entry { seen, body: Body::Control(said) }, None))
        }
        None => Ok((Entry { seen, body: Body::Content }, Some(body))),
    }
}

pub fn head(log: &LogId, prefix: &Prefix) -> Vec<u8> {
    [log.0.as_slice(), &prefix.size.to_be_bytes(), &prefix.root].concat()
}

fn prefix(log: &LogId, head: &[u8]) -> Result<Prefix, Reason> {
    let (id, rest) = head.split_first_chunk::<16>().ok_or(Reason::PacketForm)?;
    let (size, root) = rest.split_first_chunk::<8>().ok_or(Reason::PacketForm)?;
    if *id != log.0 {
        return Err(Reason::PolicyOrigin);
    }
    let root = root.try_into().map_err(|_| Reason::PacketForm)?;
    Ok(Prefix { size: u64::from_be_bytes(*size), root })
}

impl Record for Plain {
    fn own(&self) -> LogId {
        self.own
    }

    fn bulk(&self) -> Option<LogId> {
        self.bulk
    }

    fn statement(&self, seen: &Seen, said: &Statement) -> Result<Vec<u8>, Reason> {
        let mut said = said.clone();
        if let Statement::Hold { cut, time, .. } = &mut said {
            self.leaves_out.iter().for_each(|log| cut.set(*log, Prefix::EMPTY));
            *time += self.ahead;
        }
        Ok(leaf(&self.own, seen, said.kind() as u64, said.body()))
    }

    fn message(
        &mut self,
        log: &LogId,
        seen: &Seen,
        message: &Outgoing,
    ) -> Result<Vec<Vec<u8>>, Reason> {
        Ok(vec![leaf(log, seen, 0, message.content.clone())])
    }

    fn admit(&mut self, log: &LogId, leaf: &[u8]) -> Admitted {
        self.glance(log, leaf)
    }

    fn glance(&self, log: &LogId, leaf: &[u8]) -> Admitted {
        let none = Admitted {
            entry: Entry { seen: Seen::default(), body: Body::Other },
            event: None,
            said: None,
            signed: None,
            pause: None,
            refused: None,
            unopened: false,
        };
        match read(log, leaf) {
            Ok((entry, said)) => Admitted {
                entry,
                pause: match said {
                    Some(Value::Bool(paused)) => Some(paused),
                    _ => None,
                },
                unopened: said == Some(Value::Null),
                ..none
            },
            Err(reason) => Admitted { refused: Some(reason), ..none },
        }
    }

    fn head(&self, log: &LogId, prefix: &Prefix, _: u64) -> Vec<u8> {
        head(log, prefix)
    }

    fn check_head(&self, log: &LogId, head: &[u8]) -> Result<Prefix, Reason> {
        prefix(log, head)
    }

    fn receipt(&self, log: &LogId, prefix: &Prefix, _: u64) -> Vec<u8> {
        head(log, prefix)
    }

    fn check_receipt(&self, _: &PartyId, receipt: &[u8]) -> Result<(LogId, Prefix), Reason> {
        let of = [Some(self.own), self.bulk].into_iter().flatten();
        let mut read = of.filter_map(|log| Some((log, prefix(&log, receipt).ok()?)));
        read.next().ok_or(Reason::PolicyOrigin)
    }

    fn nonce(&self, peer: &PartyId, now: u64, last: u64) -> u64 {
        let hash = sha256(&[&self.own.0, &peer.0, &now.to_be_bytes(), &last.to_be_bytes()]);
        u64::from_be_bytes(*hash.first_chunk().expect("32 bytes")) | 1
    }
}
