//! The proof of one message as a file, and its check by somebody who has the charter and nothing else.
//!
//! The file is an archive: the exact leaf, the key that opens it alone, its `.tlog-proof`, what every party of the
//! compartment said of its keys, and signed statements of others that they hold it. docs/format.md says each part.

use forms::Form;
use line::identity::{Directory, Member};
use line::leaf::{ContentKeys, ContentLeaf, ControlLeaf, Inner, Leaf, Seen};
use line::node::{Heard, check_head};
use line::proof::LogProof;
use line::script::{Prefix, Statement};
use line::tree::{Hash, leaf_hash, verify_inclusion};
use line::{LogId, Reason, Secret};

use crate::approval::{Draft, stand_behind};
use crate::archive::{archive, files};
use crate::charter::Charter;
use crate::fault::{Done, Fault};
use crate::founding::SEATS;
use crate::within::{Participant, Within};

/// What is handed over with a proof.
pub const DISCLOSES: &str = "Whoever has this file reads this message whole, with the seats that signed it, and learns which keys the parties \
                             of its compartment posted, how many leaves its author and those who acknowledged it had of each log, how long its log \
                             was, and when. No other message opens with this key.";

/// What is shown.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The name of the message.
    pub name: String,
    /// The exact leaf.
    pub leaf: Vec<u8>,
    /// A `.tlog-proof`: index, path, and the author's signed head.
    pub proof: String,
    /// Opens this leaf alone.
    pub key: Secret,
    /// Leaves of each identity log of the compartment, in the order of its parties.
    pub identity: Vec<Vec<Vec<u8>>>,
    /// Who said that it holds the leaf.
    pub receipts: Vec<Receipt>,
}

/// A control leaf whose author says that it holds a log up to a root, and the path of the shown leaf to that root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The control leaf: a hold or a stamp.
    pub leaf: Vec<u8>,
    /// From the shown leaf to the root that it names.
    pub path: Vec<Hash>,
}

/// What a stranger learns.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The compartment.
    pub compartment: String,
    /// Whose message it is.
    pub from: String,
    /// The message; nothing for a leaf that is no message of people.
    pub draft: Draft,
    /// What it says, if this program has its kind.
    pub form: Option<Form>,
    /// Seats of people who signed it.
    pub people: Vec<&'static str>,
    /// Those of them whose keys were changed or taken back by a later statement in the file. Whether that reaches this
    /// message, the rounds of the record say.
    pub changed: Vec<&'static str>,
    /// Its number in the log of its author, from 0.
    pub index: u64,
    /// The hash of its leaf.
    pub hash: Hash,
    /// The head of that log that its author signed.
    pub head: Prefix,
    /// Who holds it by a signed statement of its own.
    pub held: Vec<Held>,
}

/// A party that said that it holds the leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Who.
    pub by: String,
    /// How many leaves of that log it held.
    pub size: u64,
    /// By its own clock, POSIX seconds.
    pub time: u64,
}

impl Proof {
    /// The bytes of the file.
    ///
    /// # Errors
    /// If a part is too large for it.
    pub fn write(&self) -> Done<Vec<u8>> {
        let logs = self.identity.iter().map(|leaves| sections(leaves));
        let logs: Vec<Vec<u8>> = logs.collect::<Done<_>>()?;
        let receipt = |it: &Receipt| sections(&[it.leaf.clone(), it.path.concat()]);
        let receipts: Vec<Vec<u8>> = self.receipts.iter().map(receipt).collect::<Done<_>>()?;
        let key: String = self.key.expose().iter().map(|byte| format!("{byte:02x}")).collect();
        let bodies: [Vec<u8>; 6] = [
            self.proof.clone().into_bytes(),
            self.leaf.clone(),
            format!("{key}\n").into_bytes(),
            sections(&logs)?,
            sections(&receipts)?,
            format!("{DISCLOSES}\n").into_bytes(),
        ];
        Ok(archive(&named(&self.name).into_iter().zip(bodies).collect::<Vec<_>>()))
    }

    /// Reads a file. Nothing in it is true before [`Proof::check`].
    ///
    /// # Errors
    /// If it is no such file.
    pub fn read(bytes: &[u8]) -> Done<Self> {
        let all = files(bytes)?;
        let name = all.first().and_then(|(name, _)| name.strip_suffix(".tlog-proof"));
        let name = name.ok_or_else(form)?.to_owned();
        let (names, bodies): (Vec<String>, Vec<Vec<u8>>) = all.into_iter().unzip();
        if names != named(&name) {
            return Err(form());
        }
        let [proof, leaf, key, identity, receipts, _] = bodies.try_into().map_err(|_| form())?;
        let identity = read_sections(&identity).ok_or_else(form)?;
        let receipts = read_sections(&receipts).ok_or_else(form)?;
        Ok(Self {
            name,
            leaf,
            proof: String::from_utf8(proof).map_err(|_| form())?,
            key: read_key(&key).ok_or_else(form)?,
            identity: identity
                .iter()
                .map(|it| read_sections(it))
                .collect::<Option<_>>()
                .ok_or_else(form)?,
            receipts: receipts
                .iter()
                .map(|it| receipt(it))
                .collect::<Option<_>>()
                .ok_or_else(form)?,
        })
    }

    /// Checks everything against the charter: keys that each root signed, the place in the author's log under its
    /// signed head, the key, the seat's signatures, those of people, and who holds the leaf.
    ///
    /// # Errors
    /// The first thing that is wrong, and where.
    pub fn check(&self, charter: &Charter) -> Done<Shown> {
        let leaf = content(&self.leaf)?;
        let within = compartment(charter, &leaf.origin)?;
        self.check_in(&within, &leaf)
    }

    /// The same in one compartment.
    pub(crate) fn check_in(&self, within: &Within, leaf: &ContentLeaf) -> Done<Shown> {
        let author = within.writer(&leaf.origin).ok_or_else(other_charter)?;
        if author.log != leaf.origin {
            return Err(Fault::reason("the leaf", Reason::PartLog));
        }
        let directory = self.directory(within)?;
        let short =
            |log: &&line::identity::IdentityLog| log.size() < leaf.seen.of(&log.party().identity);
        if let Some(log) = directory.logs.iter().find(short) {
            let name = name_of(within, &log.party().identity);
            return Err(wrong(&format!(
                "the identity log of {name} is shorter than what the leaf had seen of it"
            )));
        }
        let at = |reason| Fault::reason("the place in the log of its author", reason);
        let place = LogProof::parse(self.proof.as_bytes()).map_err(at)?;
        let head =
            check_head(&directory, &everything(&directory), &leaf.origin, place.note.as_bytes());
        let head = head.map_err(|reason| Fault::reason("the head of that log", reason))?;
        let hash = leaf_hash(&self.leaf);
        verify_inclusion(hash, place.index, head.size, &place.path, &head.root).map_err(at)?;
        let inner = leaf.open(&ContentKeys::shown(self.key.clone()));
        let inner = inner.map_err(|reason| Fault::reason("the key of the leaf", reason))?;
        signed(&directory, within, (leaf, &inner), author)?;
        let draft = said(&directory, within, (leaf, &inner), author)?;
        let held =
            self.receipts.iter().map(|it| held(it, within, &directory, (leaf, place.index, &hash)));
        Ok(Shown {
            compartment: within.name.clone(),
            from: author.name.clone(),
            form: draft.form().ok(),
            people: people(author, &draft),
            changed: changed(&directory, leaf, author, &draft),
            draft,
            index: place.index,
            hash,
            head,
            held: held.collect::<Done<_>>()?,
        })
    }

    /// What every party said of its keys, from its root in the charter on.
    fn directory(&self, within: &Within) -> Done<Directory> {
        let mut directory = Directory::new(&within.agreement());
        if directory.logs.len() != self.identity.len() {
            return Err(wrong(
                "it does not show the identity log of each party of its compartment",
            ));
        }
        for (log, leaves) in directory.logs.iter_mut().zip(&self.identity) {
            let name = name_of(within, &log.party().identity);
            for (at, leaf) in leaves.iter().enumerate() {
                log.append(leaf).map_err(|reason| {
                    Fault::reason(&format!("leaf {at} of the identity log of {name}"), reason)
                })?;
            }
        }
        Ok(directory)
    }
}

/// The names of the parts, in their order.
fn named(name: &str) -> [String; 6] {
    let part = |ending: &str| format!("{name}.{ending}");
    [
        part("tlog-proof"),
        part("leaf"),
        part("key"),
        part("identity"),
        part("receipts"),
        "discloses.txt".to_owned(),
    ]
}

fn form() -> Fault {
    Fault::Refused("this is no proof file of this version: ask for it again".into())
}

fn wrong(what: &str) -> Fault {
    Fault::Refused(what.to_owned())
}

fn other_charter() -> Fault {
    wrong("this leaf is of no log of this charter: name the charter of its line")
}

/// Parts one after another, each behind its length in four bytes, highest first.
fn sections(parts: &[Vec<u8>]) -> Done<Vec<u8>> {
    let mut out = Vec::new();
    for part in parts {
        let length = u32::try_from(part.len());
        out.extend(
            length
                .map_err(|_| wrong("a part of this proof is too large for a file"))?
                .to_be_bytes(),
        );
        out.extend(part);
    }
    Ok(out)
}

fn read_sections(mut rest: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (part, after) = after.split_at_checked(length)?;
        found.push(part.to_vec());
        rest = after;
    }
    Some(found)
}

fn receipt(bytes: &[u8]) -> Option<Receipt> {
    let [leaf, path] = <[Vec<u8>; 2]>::try_from(read_sections(bytes)?).ok()?;
    let (hashes, rest) = path.as_chunks::<32>();
    rest.is_empty().then(|| Receipt { leaf, path: hashes.to_vec() })
}

/// 64 hexadecimal digits in small letters and a line break.
fn read_key(bytes: &[u8]) -> Option<Secret> {
    let digits = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let small = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if digits.len() != 64 || !digits.as_bytes().iter().all(small) {
        return None;
    }
    let mut key = [0_u8; 32];
    for (byte, at) in key.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(Secret::new(key))
}

/// The sealed leaf of a proof.
pub(crate) fn content(bytes: &[u8]) -> Done<ContentLeaf> {
    match Leaf::parse(bytes) {
        Ok(Leaf::Content(leaf)) => Ok(leaf),
        Ok(_) => Err(Fault::reason("the leaf", Reason::LeafType)),
        Err(reason) => Err(Fault::reason("the leaf", reason)),
    }
}

/// The compartment in which a log is written.
fn compartment(charter: &Charter, log: &LogId) -> Done<Within> {
    let all = charter.compartments.iter().filter_map(|one| charter.within(&one.name).ok());
    let mut held = all.filter(|within| within.writer(log).is_some());
    held.next().ok_or_else(other_charter)
}

fn name_of(within: &Within, identity: &LogId) -> String {
    let card = within.cards.iter().find(|card| card.identity == *identity);
    card.map_or_else(|| identity.to_string(), |card| card.name.clone())
}

/// The seat that sealed the leaf signed what is in it, with the keys that counted at its place.
fn signed(
    directory: &Directory,
    within: &Within,
    (leaf, inner): (&ContentLeaf, &Inner),
    author: &Participant,
) -> Done<()> {
    let at = |reason| Fault::reason("the signatures of the seat that sealed it", reason);
    let member = Member { seat: inner.message.seat, party: author.party };
    let keys = directory.keys(&member, &leaf.seen).ok_or_else(|| at(Reason::SeatUnknown))?;
    leaf.verify(inner, &within.hash(), &keys.signing).map_err(at)
}

/// The message, if as many people stand behind it as its kind needs.
fn said(
    directory: &Directory,
    within: &Within,
    (leaf, inner): (&ContentLeaf, &Inner),
    author: &Participant,
) -> Done<Draft> {
    let heard = Heard {
        party: &author.party,
        message: &inner.message,
        salt: &leaf.salt,
        seen: &leaf.seen,
        directory,
        verified: false,
    };
    stand_behind(&within.hash(), author.seats.get(1..).unwrap_or_default(), &heard, || ())
        .ok_or_else(|| wrong("the signatures of people: those that its kind needs do not hold"))
}

fn people(author: &Participant, draft: &Draft) -> Vec<&'static str> {
    let place = |seat| author.seats.iter().position(|one| one == seat);
    let named = draft.approvals.iter().filter_map(|(seat, _)| SEATS.get(place(seat)?).copied());
    named.collect()
}

fn changed(
    directory: &Directory,
    leaf: &ContentLeaf,
    author: &Participant,
    draft: &Draft,
) -> Vec<&'static str> {
    let now = everything(directory);
    let other = |name: &&'static str| {
        let place = SEATS.iter().position(|seat| seat == name);
        place.and_then(|at| author.seats.get(at)).is_some_and(|seat| {
            let member = Member { seat: *seat, party: author.party };
            directory.keys(&member, &leaf.seen) != directory.keys(&member, &now)
        })
    };
    people(author, draft).into_iter().filter(other).collect()
}

/// What a receipt says, if its signatures hold and the shown leaf is under the root that it names.
pub(crate) fn held(
    receipt: &Receipt,
    within: &Within,
    directory: &Directory,
    (leaf, index, hash): (&ContentLeaf, u64, &Hash),
) -> Done<Held> {
    let at = |reason| Fault::reason("a receipt", reason);
    let Leaf::Control(control) = Leaf::parse(&receipt.leaf).map_err(at)? else {
        return Err(at(Reason::LeafType));
    };
    let other = |card: &&Participant| card.log == control.origin && card.log != leaf.origin;
    let holder = within.writer(&control.origin).filter(other);
    let holder = holder.ok_or_else(|| wrong("a receipt of no other party of this compartment"))?;
    let at = |reason| Fault::reason(&format!("the receipt of {}", holder.name), reason);
    checked(&control, holder, within, directory).map_err(at)?;
    let (time, cut) = match Statement::read(control.kind, control.body).map_err(at)? {
        Statement::Hold { time, cut, .. } | Statement::Stamp { time, cut } => (time, cut),
        _ => return Err(at(Reason::LeafType)),
    };
    let prefix = cut.of(&leaf.origin);
    verify_inclusion(*hash, index, prefix.size, &receipt.path, &prefix.root).map_err(at)?;
    Ok(Held { by: holder.name.clone(), size: prefix.size, time })
}

fn checked(
    control: &ControlLeaf,
    holder: &Participant,
    within: &Within,
    directory: &Directory,
) -> Result<(), Reason> {
    let unknown =
        |log: &line::identity::IdentityLog| log.size() < control.seen.of(&log.party().identity);
    if directory.logs.iter().any(unknown) {
        return Err(Reason::SeenUnknown);
    }
    let member = Member { seat: control.seat, party: holder.party };
    let keys = directory.keys(&member, &control.seen).ok_or(Reason::SeatUnknown)?;
    control.verify(&within.hash(), &keys.signing)
}

/// Statements about keys as far as they are shown.
fn everything(directory: &Directory) -> Seen {
    Seen::new(directory.logs.iter().map(|log| (log.party().identity, log.size())))
}
