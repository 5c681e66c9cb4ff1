//! Lines of a policy file.

use super::{Body, Node, Policy, Quorum};
use crate::decimal;
use crate::note::{KeyKind, NoteKey};
use crate::reason::Reason;

/// A policy file has at most this many bytes.
const POLICY_BYTES_MAX: usize = 256 * 1024;
/// At most this many logs, witnesses and groups, each.
const LINES_MAX: usize = 32;

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// The reasons whose names begin with `policy-`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        if bytes.len() > POLICY_BYTES_MAX {
            return Err(Reason::PolicyLimit);
        }
        let allowed = |byte: &u8| matches!(byte, b'\t' | b'\n' | 0x20..=0x7e | 0x80..);
        let text = bytes.strip_suffix(b"\n").ok_or(Reason::PolicyBytes)?;
        if !bytes.iter().all(allowed) {
            return Err(Reason::PolicyBytes);
        }
        let mut draft = Draft::default();
        for line in text.split(|byte| *byte == b'\n') {
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
            let words: Vec<&[u8]> = line.split(blank).filter(|word| !word.is_empty()).collect();
            if words.first().is_some_and(|word| !word.starts_with(b"#")) {
                draft.line(&words)?;
            }
        }
        let quorum = draft.quorum.ok_or(Reason::PolicyQuorumLine)?;
        Ok(Self { logs: draft.logs, nodes: draft.nodes, quorum })
    }
}

#[derive(Default)]
struct Draft {
    logs: Vec<NoteKey>,
    nodes: Vec<Node>,
    grouped: Vec<usize>,
    quorum: Option<Quorum>,
}

impl Draft {
    fn line(&mut self, words: &[&[u8]]) -> Result<(), Reason> {
        match words {
            [b"log", vkey] | [b"log", vkey, _] => self.log(vkey),
            [b"witness", name, vkey] | [b"witness", name, vkey, _] => self.witness(name, vkey),
            [b"group", name, threshold, members @ ..] => self.group(name, threshold, members),
            [b"quorum", name] => self.set_quorum(name),
            _ => Err(Reason::PolicyLine),
        }
    }

    fn log(&mut self, vkey: &[u8]) -> Result<(), Reason> {
        let key = read_key(vkey)?;
        if key.kind() == KeyKind::CosignEd25519 {
            return Err(Reason::PolicyKey);
        }
        check_new(&key, self.logs.iter())?;
        self.logs.push(key);
        limit(self.logs.len())
    }

    fn witness(&mut self, name: &[u8], vkey: &[u8]) -> Result<(), Reason> {
        let key = read_key(vkey)?;
        if key.kind() == KeyKind::Ed25519 {
            return Err(Reason::PolicyKey);
        }
        let known = self.nodes.iter().filter_map(|node| match &node.body {
            Body::Witness(key) => Some(key),
            Body::Group { .. } => None,
        });
        check_new(&key, known.clone())?;
        limit(known.count() + 1)?;
        self.define(name, Body::Witness(key))
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], names: &[&[u8]]) -> Result<(), Reason> {
        let members: Result<Vec<usize>, Reason> =
            names.iter().map(|name| self.find(name)).collect();
        let members = members?;
        for member in &members {
            if self.grouped.contains(member) {
                return Err(Reason::PolicyMemberTwice);
            }
            self.grouped.push(*member);
        }
        let threshold = read_threshold(threshold, members.len())?;
        let groups = self.nodes.iter().filter(|node| matches!(node.body, Body::Group { .. }));
        limit(groups.count() + 1)?;
        self.define(name, Body::Group { threshold, members })
    }

    fn set_quorum(&mut self, name: &[u8]) -> Result<(), Reason> {
        if self.quorum.is_some() {
            return Err(Reason::PolicyQuorumLine);
        }
        let quorum = if name == b"none" { Quorum::Nobody } else { Quorum::Node(self.find(name)?) };
        self.quorum = Some(quorum);
        Ok(())
    }

    fn find(&self, name: &[u8]) -> Result<usize, Reason> {
        self.nodes.iter().position(|node| node.name == name).ok_or(Reason::PolicyUnknownName)
    }

    fn define(&mut self, name: &[u8], body: Body) -> Result<(), Reason> {
        if name == b"none" || self.find(name).is_ok() {
            return Err(Reason::PolicyName);
        }
        self.nodes.push(Node { name: name.to_vec(), body });
        Ok(())
    }
}

fn read_key(vkey: &[u8]) -> Result<NoteKey, Reason> {
    let text = std::str::from_utf8(vkey).map_err(|_| Reason::PolicyKey)?;
    NoteKey::parse(text).map_err(|_| Reason::PolicyKey)
}

/// Two vkeys are duplicates if they wrap the same public key, whatever their names and types.
fn check_new<'a>(
    key: &NoteKey,
    mut known: impl Iterator<Item = &'a NoteKey>,
) -> Result<(), Reason> {
    let public = key.public();
    let twice = known.any(|other| other.public() == public);
    if twice { Err(Reason::PolicyKeyTwice) } else { Ok(()) }
}

fn read_threshold(word: &[u8], members: usize) -> Result<usize, Reason> {
    let count = match word {
        b"any" => Some(1),
        b"all" => Some(members),
        _ => std::str::from_utf8(word)
            .ok()
            .and_then(decimal::parse)
            .and_then(|count| usize::try_from(count).ok()),
    };
    count.filter(|count| (1..=members).contains(count)).ok_or(Reason::PolicyThreshold)
}

fn limit(count: usize) -> Result<(), Reason> {
    if count > LINES_MAX { Err(Reason::PolicyLimit) } else { Ok(()) }
}
