//! Two governments, an inspectorate and an intermediary with one compartment, all keys from labels.

use std::sync::OnceLock;

use line::epoch::{EpochLeaf, KemPrivateKey};
use line::identity::{
    Agreement, Directory, IdentityLeaf, LogUse, Member, Party, Recovery, Role, RootPlace,
    RootSigner, Statement, Warrant, log_id,
};
use line::leaf::{ContentLeaf, Draft, Message, Seen};
use line::note::{KeyKind, NoteKey, NoteSigner};
use line::sign::HybridSigner;
use line::tree::{Hash, leaf_hash, sha256};
use line::{CompartmentId, LogId, PartyId, SeatId, Secret};

/// 32 bytes that stand for random ones.
pub fn random(label: &str) -> [u8; 32] {
    sha256(&[b"vectors of the line: ", label.as_bytes()])
}

pub fn secret(label: &str) -> Secret {
    Secret::new(random(label))
}

fn id(label: &str) -> [u8; 16] {
    *random(label).first_chunk().expect("32 bytes")
}

/// Ids of the logs that a and b open follow from their keys; ids of identity logs, and of logs that nobody opened,
/// are random.
pub fn log(label: &str) -> LogId {
    match label {
        "a" | "b" => log_id(&party(label), &signer(&format!("{label} log")).public()),
        "a bulk" => log_id(&party("a"), &signer(label).public()),
        _ => LogId(id(&format!("log {label}"))),
    }
}

/// The seat of a party that has its name, or another.
pub fn member(party: &str, name: &str) -> Member {
    Member { seat: seat(name), party: self::party(party) }
}

pub fn seat(label: &str) -> SeatId {
    SeatId(id(&format!("seat {label}")))
}

pub fn party(label: &str) -> PartyId {
    PartyId(id(&format!("party {label}")))
}

pub fn compartment() -> CompartmentId {
    CompartmentId(id("compartment"))
}

pub fn agreement_hash() -> Hash {
    random("agreement")
}

pub fn root(label: &str) -> RootSigner {
    RootSigner::from_seeds(
        &secret(&format!("{label} root ed25519")),
        &secret(&format!("{label} root ml-dsa")),
    )
}

/// The three recovery keys of a party, of which two are needed.
pub fn shares(label: &str) -> [RootSigner; 3] {
    [1, 2, 3].map(|at| root(&format!("{label} recovery {at}")))
}

pub fn recovery(label: &str) -> Recovery {
    let keys = shares(label).map(|share| share.public().fingerprint());
    Recovery::new(2, keys.to_vec()).expect("two of three")
}

pub fn signer(label: &str) -> HybridSigner {
    HybridSigner::from_seeds(
        &secret(&format!("{label} ed25519")),
        &secret(&format!("{label} ml-dsa")),
    )
}

pub fn kem(label: &str) -> KemPrivateKey {
    KemPrivateKey::from_seed(&secret(&format!("{label} kem")))
}

pub fn note_signer(name: &str, kind: KeyKind, label: &str) -> NoteSigner {
    NoteSigner::from_seed(name, kind, &secret(label)).expect("a plain name")
}

/// Author's keys of a log: 0x01 and 0x06, both named for it.
pub fn author(origin: &str) -> [NoteSigner; 2] {
    let opened = ["a", "b"].into_iter().find(|label| log(label).origin() == origin);
    let label = opened.map_or(origin.to_string(), |label| format!("{label} log"));
    log_signers(origin, &label)
}

/// A holder's keys: 0x04 and 0x06.
pub fn holder(name: &str) -> [NoteSigner; 2] {
    [
        note_signer(name, KeyKind::CosignEd25519, &format!("{name} ed25519")),
        note_signer(name, KeyKind::CosignMlDsa, &format!("{name} ml-dsa")),
    ]
}

pub fn vkey(signer: &NoteSigner) -> String {
    NoteKey::write(signer.key())
}

/// The two keys of the heads of a log, by the label of its seeds.
pub fn log_signers(origin: &str, label: &str) -> [NoteSigner; 2] {
    [
        note_signer(origin, KeyKind::Ed25519, &format!("{label} ed25519")),
        note_signer(origin, KeyKind::CosignMlDsa, &format!("{label} ml-dsa")),
    ]
}

/// The author alone.
pub fn author_policy(origin: &str) -> String {
    let [classical, quantum] = author(origin);
    format!("log {}\nwitness author {}\nquorum author\n", vkey(&classical), vkey(&quantum))
}

/// The author and a holder, each with both keys.
pub fn shared_policy(origin: &str) -> String {
    let [classical, quantum] = author(origin);
    let [held, held_quantum] = holder("holder.example/b");
    format!(
        "# author and peer\nlog {}\nwitness author {}\nwitness B-ed {}\nwitness B-pq {}\n\
         group B all B-ed B-pq\ngroup both all author B\nquorum both\n",
        vkey(&classical),
        vkey(&quantum),
        vkey(&held),
        vkey(&held_quantum)
    )
}

pub fn agreement() -> Agreement {
    static AGREEMENT: OnceLock<Agreement> = OnceLock::new();
    AGREEMENT.get_or_init(make_agreement).clone()
}

fn make_agreement() -> Agreement {
    let one = |label: &str, role: Role| Party {
        id: party(label),
        role,
        identity: log(&format!("{label} identity")),
        root: root(label).public().fingerprint(),
        recovery: Some(recovery(label).digest()),
    };
    Agreement {
        hash: agreement_hash(),
        parties: vec![
            one("a", Role::Signatory),
            one("b", Role::Signatory),
            one("i", Role::Inspector),
            one("m", Role::Intermediary),
        ],
    }
}

#[derive(Clone)]
pub struct Scene {
    pub agreement: Agreement,
    pub directory: Directory,
    /// Leaves of the identity logs, in the agreement's order.
    pub leaves: Vec<Vec<Vec<u8>>>,
}

impl Scene {
    /// Roots of all; seats, logs and members of both signatories.
    pub fn new() -> Self {
        static SCENE: OnceLock<Scene> = OnceLock::new();
        SCENE.get_or_init(Self::make).clone()
    }

    fn make() -> Self {
        let agreement = agreement();
        let directory = Directory::new(&agreement);
        let leaves = vec![Vec::new(); agreement.parties.len()];
        let mut scene = Self { agreement, directory, leaves };
        for label in ["a", "b", "i", "m"] {
            scene.state(label, Statement::Root(Box::new(root(label).public()), Warrant::Pinned));
        }
        for label in ["a", "b"] {
            let keys = Box::new(signer(&format!("{label} log")).public());
            scene.post(label, label);
            scene.state(label, Statement::Log(log(label), compartment(), LogUse::Main, keys));
            scene.state(label, Statement::Admit(compartment(), member(label, label), 1));
        }
        scene
    }

    pub fn place(&self, label: &str) -> usize {
        let is = |party: &Party| party.id == self::party(label);
        self.agreement.parties.iter().position(is).expect("a party of the scene")
    }

    /// The leaf that states `statement` next, signed by the party's first root.
    pub fn statement(&self, label: &str, statement: Statement) -> Vec<u8> {
        let index = self.leaves[self.place(label)].len() as u64;
        self.signed(label, (index, 0), statement, &root(label))
    }

    pub fn signed(
        &self,
        label: &str,
        place: (u64, u64),
        statement: Statement,
        signer: &RootSigner,
    ) -> Vec<u8> {
        let origin = log(&format!("{label} identity"));
        let of = (origin, Seen::default());
        IdentityLeaf::sign(of, &self.agreement.hash, place, statement, signer).expect("it fits")
    }

    /// The place of the next root of a party.
    fn root_place(&self, label: &str) -> RootPlace<'_> {
        let log = &self.directory.logs[self.place(label)];
        let place = (self.leaves[self.place(label)].len() as u64, log.roots().len() as u64);
        (&self.agreement.hash, log.party().identity, place.0, place.1)
    }

    /// A new root that the root of a generation signs.
    pub fn succession(&self, label: &str, next: &RootSigner, by: (u64, &RootSigner)) -> Vec<u8> {
        let place = self.root_place(label);
        let warrant = Warrant::by_root(place, &next.public(), by);
        let statement = Statement::Root(Box::new(next.public()), warrant);
        self.signed(label, (place.2, place.3), statement, next)
    }

    /// A new root that recovery keys sign.
    pub fn recovered(&self, label: &str, next: &RootSigner, by: &[RootSigner]) -> Vec<u8> {
        let place = self.root_place(label);
        let warrant = Warrant::by_shares(place, &next.public(), &recovery(label), by);
        let statement = Statement::Root(Box::new(next.public()), warrant);
        self.signed(label, (place.2, place.3), statement, next)
    }

    pub fn state(&mut self, label: &str, statement: Statement) {
        let leaf = self.statement(label, statement);
        self.append(label, leaf);
    }

    pub fn append(&mut self, label: &str, leaf: Vec<u8>) {
        let place = self.place(label);
        self.directory.logs[place].append(&leaf).expect("a leaf of the scene");
        self.leaves[place].push(leaf);
    }

    /// Posts the seat `name` of party `label` with its keys.
    pub fn post(&mut self, label: &str, name: &str) {
        let leaf = self.posting(label, name, name);
        self.state(label, leaf);
    }

    /// Posts keys `keys` for seat `name`.
    pub fn posting(&self, label: &str, name: &str, keys: &str) -> Statement {
        let origin = log(&format!("{label} identity"));
        let place = (&self.agreement.hash, &origin);
        Statement::post(place, seat(name), kem(keys).public(), &signer(keys))
    }

    /// All that is held of the logs other than `own`, with `more` of the compartment's logs.
    pub fn seen(&self, own: &str, more: &[(&str, u64)]) -> Seen {
        let identity = self.directory.logs.iter().map(|log| (log.party().identity, log.size()));
        let all = Seen::new(identity.clone());
        let logs = self.directory.logs_of(&compartment(), &all).into_iter();
        let logs = logs.map(|(id, ..)| id).filter(|id| *id != log(own)).map(|id| (id, 0));
        Seen::new(identity.chain(logs).chain(more.iter().map(|(name, size)| (log(name), *size))))
    }

    /// An epoch leaf of log `own`.
    pub fn epoch(&self, own: &str, number: u64, seen: &Seen) -> Vec<u8> {
        let members = self.directory.recipients(&compartment(), seen);
        let secret = epoch_secret(own, number);
        let of = (log(own), seen.clone());
        EpochLeaf::seal(of, &self.agreement.hash, number, &secret, &members).expect("it fits")
    }

    /// A content leaf of log `own` by its own seat under `epoch` (number and leaf).
    pub fn content(&self, own: &str, epoch: (u64, &[u8]), seen: &Seen, text: &str) -> Vec<u8> {
        let secret = epoch_secret(own, epoch.0);
        let salt = random(&format!("salt {own} {text}"));
        let draft = Draft {
            origin: log(own),
            seen: seen.clone(),
            epoch: leaf_hash(epoch.1),
            salt,
            secret: &secret,
        };
        let message = message(own, 1, text);
        ContentLeaf::seal(&draft, &self.agreement.hash, message, &signer(own)).expect("it fits")
    }
}

pub fn message(name: &str, seq: u64, text: &str) -> Message {
    let content = line::cbor::Value::map([(0, line::cbor::Value::Text(text.to_string()))]);
    Message { seat: seat(name), seq, kind: 16, content }
}

pub fn epoch_secret(own: &str, number: u64) -> Secret {
    secret(&format!("epoch {number} of {own}"))
}
