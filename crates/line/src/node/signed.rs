//! The record as docs/format.md has it, for one node.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::heard::{Heard, Reading, Said, pause};
use super::record::{Admitted, Outgoing, Record};
use crate::checkpoint::Checkpoint;
use crate::compartment::LogReader;
use crate::cosignature::{sign_note, verify_line};
use crate::epoch::{EpochLeaf, KemKey, KemPrivateKey};
use crate::identity::{Directory, LogUse, Member, Role, SignedBy};
use crate::ids::{CompartmentId, LogId, PartyId, SeatId};
use crate::leaf::{ContentLeaf, ControlLeaf, Draft, Leaf, Message, Seen};
use crate::note::{KeyKind, Note, NoteKey, NoteSigner};
use crate::reason::Reason;
use crate::script::{Body, Entry, Prefix, Statement};
use crate::secret::Secret;
use crate::sign::{HybridKey, HybridSigner};
use crate::tree::{Hash, leaf_hash};

/// What a node signs and opens with.
pub struct Keys {
    /// Its seat.
    pub seat: SeatId,
    /// The seat's signing key.
    pub signer: HybridSigner,
    /// The seat's sealing key; none for a node that reads nothing.
    pub kem: Option<KemPrivateKey>,
    /// The 0x01 and the 0x06 key of the own log's heads.
    pub heads: [NoteSigner; 2],
    /// The own log of parts with the keys of its heads; none for a node that writes no messages.
    pub bulk: Option<(LogId, [NoteSigner; 2])>,
    /// The 0x04 and the 0x06 key of receipts.
    pub receipts: [NoteSigner; 2],
    /// Seed of the secrets of this log's epochs, random.
    pub epoch: Secret,
}

/// Keys of a seat that its party posted.
struct SeatRing {
    signer: HybridSigner,
    public: HybridKey,
    kem: Option<KemPrivateKey>,
}

/// The record of one compartment for one node. Identity logs begin as those it was made with; [`Signed::learn`] adds.
pub struct Signed {
    agreement: Hash,
    directory: Directory,
    compartment: CompartmentId,
    own: LogId,
    keys: Keys,
    reading: Reading,
    /// Keys of receipts, by party.
    holders: BTreeMap<PartyId, [NoteKey; 2]>,
    readers: BTreeMap<LogId, LogReader>,
    /// What the newest leaf of each log had seen of identities, kept once for all leaves that say the same.
    stated: BTreeMap<LogId, Arc<Seen>>,
    /// Secrets of epochs by their leaf.
    secrets: BTreeMap<Hash, Secret>,
    /// The newest epoch of each own log: its leaf, its number, what its author had seen.
    started: BTreeMap<LogId, (Hash, u64, Seen)>,
    /// Newer keys of the seat, and older ones that still open what was sealed to them.
    ring: Vec<SeatRing>,
    seq: u64,
    identity: BTreeSet<LogId>,
    /// Whether what is read was verified before and is not verified again.
    trusting: bool,
}

impl Signed {
    /// A record in which nothing was read yet.
    pub fn new(
        (agreement, directory, compartment): (Hash, Directory, CompartmentId),
        own: LogId,
        keys: Keys,
        holders: BTreeMap<PartyId, [NoteKey; 2]>,
        reading: Reading,
    ) -> Self {
        let identity = directory.logs.iter().map(|log| log.party().identity).collect();
        Self {
            agreement,
            directory,
            compartment,
            own,
            keys,
            reading,
            holders,
            readers: BTreeMap::new(),
            stated: BTreeMap::new(),
            secrets: BTreeMap::new(),
            started: BTreeMap::new(),
            ring: Vec::new(),
            seq: 0,
            identity,
            trusting: false,
        }
    }

    /// The key of one leaf that opens here, to show it: it opens no other.
    pub fn leaf_key(&self, leaf: &ContentLeaf) -> Option<Secret> {
        let secret = self.secrets.get(&leaf.epoch)?;
        Some(leaf.keys(secret).show().clone())
    }

    /// Takes the next leaf of an identity log. From then on leaves may refer to it.
    ///
    /// # Errors
    /// [`Reason::SeenUnknown`] for a log of none of the parties; those of [`crate::identity::IdentityLog::append`].
    pub fn learn(&mut self, identity: &LogId, leaf: &[u8]) -> Result<(), Reason> {
        self.directory.log_mut(identity).ok_or(Reason::SeenUnknown)?.append(leaf)
    }

    /// The keys and members that it knows.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Takes up new keys of the own seat. They sign from the place on where their post is seen; the old ones go on opening
    /// what was sealed to them.
    pub fn take_up(&mut self, signer: HybridSigner, kem: Option<KemPrivateKey>) {
        let public = signer.public();
        self.ring.push(SeatRing { signer, public, kem });
    }

    fn signer(&self, seen: &Seen) -> &HybridSigner {
        let own = self.owner(&self.own).map(|party| Member { seat: self.keys.seat, party });
        let posted = own.and_then(|member| self.directory.keys(&member, seen));
        let newer = posted.and_then(|keys| self.ring.iter().find(|one| one.public == keys.signing));
        newer.map_or(&self.keys.signer, |one| &one.signer)
    }

    fn kems(&self) -> impl Iterator<Item = &KemPrivateKey> {
        self.keys.kem.iter().chain(self.ring.iter().filter_map(|one| one.kem.as_ref()))
    }

    /// The secret of an epoch follows from the seed, its number and whom it is wrapped to: a log that was restored from a
    /// copy and starts an epoch of the same number for others uses another one.
    fn epoch_secret(&self, log: &LogId, number: u64, members: &[KemKey]) -> Secret {
        let keys: Vec<u8> = members.iter().flat_map(KemKey::to_bytes).collect();
        let members = crate::tree::sha256(&[&keys]);
        let parts: [&[u8]; 4] = [b"line/v1/epoch", &log.0, &number.to_be_bytes(), &members];
        Secret::new(crate::derive::mac(self.keys.epoch.expose(), &parts))
    }

    /// The script so far, cosigned: what a vote is, as a note that a stranger reads.
    pub fn cosign_script(&self, (size, root): (u64, Hash), now: u64) -> Vec<u8> {
        let origin = self.compartment.script_origin();
        let [classical, quantum] = &self.keys.receipts;
        let note = sign_note(&Checkpoint { origin, size, root }, now.max(1), &[classical, quantum]);
        note.map(|note| note.write().into_bytes()).unwrap_or_default()
    }

    /// The size and root of the script that a party cosigned.
    ///
    /// # Errors
    /// What is wrong with the note.
    pub fn check_script(&self, by: &PartyId, note: &[u8]) -> Result<(u64, Hash), Reason> {
        let keys = self.holders.get(by).ok_or(Reason::SeatUnknown)?;
        let prefix = check_note(note, &self.compartment.script_origin(), keys)?;
        Ok((prefix.size, prefix.root))
    }

    /// All identity logs whole, and every log of the compartment.
    fn now(&self) -> Seen {
        let identity = self.directory.logs.iter().map(|log| (log.party().identity, log.size()));
        Seen::new(identity)
    }

    /// What a leaf in an own log lists: identity logs as this node has them, and each other log of the compartment.
    fn full(&self, own: &LogId, seen: &Seen) -> Seen {
        let now = self.now();
        let logs = self.directory.logs_of(&self.compartment, &now).into_iter().map(|(log, ..)| log);
        let logs = logs.filter(|log| log != own).map(|log| (log, seen.of(&log)));
        Seen::new(now.iter().copied().collect::<Vec<_>>().into_iter().chain(logs))
    }

    /// The part of a vector that the rule reads: identity logs are given.
    fn rule(&self, seen: &Seen) -> Seen {
        let named = seen.iter().filter(|(log, size)| !self.identity.contains(log) && *size > 0);
        Seen::new(named.copied())
    }

    fn owner(&self, log: &LogId) -> Option<PartyId> {
        self.directory.log_owner(log, &self.now()).map(|(party, _)| party)
    }

    /// What a log is for.
    fn used(&self, log: &LogId) -> LogUse {
        let logs = self.directory.logs_of(&self.compartment, &self.now()).into_iter();
        let mut used = logs.filter(|(id, ..)| id == log).map(|(.., used, _)| used);
        used.next().unwrap_or(LogUse::Main)
    }

    fn is_own(&self, log: &LogId) -> bool {
        *log == self.own || Some(*log) == self.bulk()
    }

    fn read(&mut self, log: &LogId, bytes: &[u8]) -> Result<Admitted, (Reason, Option<Seen>)> {
        let owner = self.owner(log).ok_or((Reason::SeenUnknown, None))?;
        let (agreement, compartment) = (self.agreement, self.compartment);
        if !self.readers.contains_key(log) {
            let of = (*log, owner, self.used(log));
            self.readers.insert(*log, LogReader::new(agreement, compartment, of));
        }
        let reader = self.readers.get_mut(log).ok_or((Reason::SeenUnknown, None))?;
        reader.trust(self.trusting);
        let leaf = reader.admit(&self.directory, bytes).map_err(|reason| (reason, None))?;
        let seen = self.rule(leaf.seen());
        let stated = self.stated(log, leaf.seen());
        let signed = |seats| Some(SignedBy { party: owner, seats, seen: stated });
        match leaf {
            Leaf::Control(control) => {
                let said = Statement::read(control.kind, control.body.clone());
                let said = said.map_err(|reason| (reason, Some(seen.clone())))?;
                let signed = signed(vec![control.seat]);
                Ok(Admitted { signed, ..plain(seen, Body::Control(said)) })
            }
            Leaf::Epoch(epoch) => {
                let opened = self.open_epoch(&epoch, leaf_hash(bytes));
                let signed = signed(Vec::new());
                Ok(Admitted { unopened: !opened, signed, ..plain(seen, Body::Other) })
            }
            Leaf::Content(content) => {
                let (opened, people) = self.open(log, &owner, &content, seen);
                Ok(Admitted { signed: signed(people), ..opened })
            }
            Leaf::Identity(_) => Err((Reason::LeafType, Some(seen))),
        }
    }

    /// The part of a vector that says what was seen of identities.
    fn stated(&mut self, log: &LogId, seen: &Seen) -> Arc<Seen> {
        let part = identities(&self.identity, seen);
        let last = self.stated.entry(*log).or_default();
        if **last != part {
            *last = Arc::new(part);
        }
        Arc::clone(last)
    }

    /// Whether the epoch opens, or need not.
    fn open_epoch(&mut self, leaf: &EpochLeaf, hash: Hash) -> bool {
        if self.is_own(&leaf.origin) {
            let members = self.directory.recipients(&self.compartment, &leaf.seen);
            let secret = self.epoch_secret(&leaf.origin, leaf.number, &members);
            self.secrets.insert(hash, secret);
            self.started.insert(leaf.origin, (hash, leaf.number, leaf.seen.clone()));
            return true;
        }
        if self.keys.kem.is_none() {
            return true;
        }
        let members = self.directory.members(&self.compartment, &leaf.seen);
        let slot = members.iter().enumerate().find_map(|(at, (member, keys))| {
            let own = member.seat == self.keys.seat;
            let kem = self.kems().find(|kem| keys.kem == kem.public()).filter(|_| own)?;
            Some((at, kem))
        });
        let keys: Vec<_> = members.iter().map(|(_, keys)| keys.kem.clone()).collect();
        let secret = slot.and_then(|slot| leaf.open(&self.agreement, slot, &keys).ok());
        secret.map(|secret| self.secrets.insert(hash, secret)).is_some()
    }

    /// A message as far as it opens, and the seats that stand behind it.
    fn open(
        &mut self,
        log: &LogId,
        owner: &PartyId,
        leaf: &ContentLeaf,
        seen: Seen,
    ) -> (Admitted, Vec<SeatId>) {
        let entry = plain(seen, Body::Content);
        if self.keys.kem.is_none() {
            return (entry, Vec::new());
        }
        let Some(secret) = self.secrets.get(&leaf.epoch) else {
            return (Admitted { unopened: true, ..entry }, Vec::new());
        };
        let opened = leaf.open(&leaf.keys(secret)).and_then(|inner| {
            let reader = self.readers.get_mut(log).ok_or(Reason::SeenUnknown)?;
            reader.admit_opened(&self.directory, leaf, &inner).map(|()| inner)
        });
        match opened {
            Ok(inner) => {
                if self.is_own(log) {
                    self.seq = self.seq.max(inner.message.seq);
                }
                let (message, salt, seen) = (&inner.message, &leaf.salt, &leaf.seen);
                let (directory, verified) = (&self.directory, self.trusting);
                let heard = Heard { party: owner, message, salt, seen, directory, verified };
                let Said { event, people } = (self.reading)(&heard);
                let said = Some((message.seat, message.kind));
                let seats = std::iter::once(message.seat).chain(people).collect();
                (Admitted { event, said, pause: pause(message), ..entry }, seats)
            }
            Err(reason) => {
                let unopened = matches!(reason, Reason::LeafSealed | Reason::LeafCommit);
                (Admitted { unopened, refused: Some(reason), ..entry }, Vec::new())
            }
        }
    }

    fn checkpoint(log: &LogId, prefix: &Prefix) -> Checkpoint {
        Checkpoint { origin: log.origin(), size: prefix.size, root: prefix.root }
    }
}

/// The sizes of these logs in a vector.
fn identities(logs: &BTreeSet<LogId>, seen: &Seen) -> Seen {
    Seen::new(seen.iter().filter(|(log, size)| logs.contains(log) && *size > 0).copied())
}

fn plain(seen: Seen, body: Body) -> Admitted {
    Admitted {
        entry: Entry { seen, body },
        event: None,
        said: None,
        signed: None,
        pause: None,
        refused: None,
        unopened: false,
    }
}

/// The prefix that a head of a log is about, if both keys of the log signed it.
///
/// # Errors
/// [`Reason::SeenUnknown`] for a log that was not opened by then; what is wrong with the note.
pub fn check_head(
    directory: &Directory,
    at: &Seen,
    log: &LogId,
    head: &[u8],
) -> Result<Prefix, Reason> {
    let keys = directory.log_keys(log, at).ok_or(Reason::SeenUnknown)?;
    let origin = log.origin();
    let classical = NoteKey::new(&origin, KeyKind::Ed25519, &keys.ed25519.to_bytes())?;
    let quantum = NoteKey::new(&origin, KeyKind::CosignMlDsa, &keys.ml_dsa.to_bytes())?;
    check_note(head, &origin, &[classical, quantum])
}

/// The prefix that a note of these two keys is about.
fn check_note(note: &[u8], origin: &str, keys: &[NoteKey; 2]) -> Result<Prefix, Reason> {
    let note = Note::parse(note)?;
    let head = Checkpoint::parse(&note.text)?;
    if head.origin != origin {
        return Err(Reason::PolicyOrigin);
    }
    for key in keys {
        verify_line(key, &head, &note)?.ok_or(Reason::PolicyLogUnsigned)?;
    }
    Ok(Prefix { size: head.size, root: head.root })
}

impl Record for Signed {
    fn own(&self) -> LogId {
        self.own
    }

    fn bulk(&self) -> Option<LogId> {
        self.keys.bulk.as_ref().map(|(log, _)| *log)
    }

    fn statement(&self, seen: &Seen, said: &Statement) -> Result<Vec<u8>, Reason> {
        let of = (self.own, self.full(&self.own, seen));
        let (body, signer) = ((said.kind(), said.body()), self.signer(&of.1));
        ControlLeaf::sign(of.clone(), &self.agreement, self.keys.seat, body, signer)
    }

    fn message(
        &mut self,
        log: &LogId,
        seen: &Seen,
        message: &Outgoing,
    ) -> Result<Vec<Vec<u8>>, Reason> {
        let (seen, mut leaves) = (self.full(log, seen), Vec::new());
        let recipients = |at: &Seen| self.directory.recipients(&self.compartment, at);
        let members = recipients(&seen);
        let started = self.started.get(log);
        let fresh = started.filter(|(.., at)| recipients(at) == members);
        let (epoch, number) = if let Some((epoch, number, _)) = fresh {
            (*epoch, *number)
        } else {
            let number = started.map_or(0, |(_, number, _)| *number) + 1;
            let of = (*log, seen.clone());
            let secret = self.epoch_secret(log, number, &members);
            let leaf = EpochLeaf::seal(of, &self.agreement, number, &secret, &members)?;
            let hash = leaf_hash(&leaf);
            leaves.push(leaf);
            self.started.insert(*log, (hash, number, seen.clone()));
            (hash, number)
        };
        let secret = &self.epoch_secret(log, number, &members);
        let draft = Draft { origin: *log, seen, epoch, salt: message.salt, secret };
        let (seat, seq) = (self.keys.seat, self.seq + 1);
        let sealed = Message { seat, seq, kind: message.kind, content: message.content.clone() };
        let signer = self.signer(&draft.seen);
        leaves.push(ContentLeaf::seal(&draft, &self.agreement, sealed, signer)?);
        self.seq = seq;
        Ok(leaves)
    }

    fn admit(&mut self, log: &LogId, leaf: &[u8]) -> Admitted {
        self.read(log, leaf).unwrap_or_else(|(reason, seen)| Admitted {
            refused: Some(reason),
            ..plain(seen.unwrap_or_default(), Body::Other)
        })
    }

    fn glance(&self, log: &LogId, leaf: &[u8]) -> Admitted {
        let none =
            |reason| Admitted { refused: Some(reason), ..plain(Seen::default(), Body::Other) };
        let leaf = match Leaf::parse(leaf) {
            Ok(leaf) if leaf.origin() == *log => leaf,
            Ok(_) => return none(Reason::LeafOrigin),
            Err(reason) => return none(reason),
        };
        let seen = self.rule(leaf.seen());
        let Some(party) = self.owner(log) else { return none(Reason::SeenUnknown) };
        let stated = Arc::new(identities(&self.identity, leaf.seen()));
        let signed = |seats| Some(SignedBy { party, seats, seen: stated });
        let Leaf::Control(control) = leaf else {
            return Admitted { signed: signed(Vec::new()), ..plain(seen, Body::Content) };
        };
        let member = Member { seat: control.seat, party };
        let keys = self.directory.keys(&member, &control.seen);
        let Some(keys) = keys else { return none(Reason::SeatUnknown) };
        let said = control.verify(&self.agreement, &keys.signing);
        match said.and_then(|()| Statement::read(control.kind, control.body)) {
            Ok(said) => {
                Admitted { signed: signed(vec![control.seat]), ..plain(seen, Body::Control(said)) }
            }
            Err(reason) => none(reason),
        }
    }

    fn trust(&mut self, on: bool) {
        self.trusting = on;
    }

    fn may_have(&self, party: &PartyId) -> bool {
        let now = self.now();
        let log = self.directory.logs.iter().find(|log| log.party().id == *party);
        let inspects = log.is_some_and(|log| log.party().role == Role::Inspector);
        let members = || self.directory.members(&self.compartment, &now);
        !inspects || members().iter().any(|(member, _)| member.party == *party)
    }

    fn knows(&self, leaf: &[u8]) -> bool {
        let Ok(leaf) = Leaf::parse(leaf) else { return true };
        leaf.seen().iter().all(|(log, size)| {
            self.directory.log(log).is_none_or(|identity| *size <= identity.size())
        })
    }

    fn is_withdrawn(&self, by: &SignedBy, script: &Seen) -> bool {
        self.directory.is_withdrawn(&self.compartment, by, script)
    }

    fn identities(&self) -> Seen {
        self.now()
    }

    fn head(&self, log: &LogId, prefix: &Prefix, now: u64) -> Vec<u8> {
        let parts = self.keys.bulk.as_ref().filter(|(bulk, _)| bulk == log);
        let [classical, quantum] = parts.map_or(&self.keys.heads, |(_, keys)| keys);
        let head = Self::checkpoint(log, prefix);
        let note = sign_note(&head, now.max(1), &[classical, quantum]);
        note.map(|note| note.write().into_bytes()).unwrap_or_default()
    }

    fn check_head(&self, log: &LogId, head: &[u8]) -> Result<Prefix, Reason> {
        check_head(&self.directory, &self.now(), log, head)
    }

    fn receipt(&self, log: &LogId, prefix: &Prefix, now: u64) -> Vec<u8> {
        let [classical, quantum] = &self.keys.receipts;
        let note = sign_note(&Self::checkpoint(log, prefix), now.max(1), &[classical, quantum]);
        note.map(|note| note.write().into_bytes()).unwrap_or_default()
    }

    fn check_receipt(&self, by: &PartyId, receipt: &[u8]) -> Result<(LogId, Prefix), Reason> {
        let keys = self.holders.get(by).ok_or(Reason::SeatUnknown)?;
        let of = |log: LogId| Ok((log, check_note(receipt, &log.origin(), keys)?));
        match (of(self.own), self.bulk()) {
            (Err(Reason::PolicyOrigin), Some(bulk)) => of(bulk),
            (main, _) => main,
        }
    }

    fn nonce(&self, peer: &PartyId, now: u64, last: u64) -> u64 {
        let times = [now.to_be_bytes(), last.to_be_bytes()].concat();
        let label = [self.own.0.as_slice(), &peer.0, &times].concat();
        let mac = crate::derive::mac(self.keys.epoch.expose(), &[b"line/v1/nonce", &label]);
        mac.first_chunk::<8>().map_or(1, |bytes| u64::from_be_bytes(*bytes) | 1)
    }
}
