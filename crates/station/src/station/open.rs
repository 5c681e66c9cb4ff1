//! Opening a station: keys, identities, the store read back, and whether it may write.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use line::identity::{IdentityLog, Role};
use line::node::{Contact, Heard, Keys, Node, Play, Reading, Said, Signed};
use line::note::{KeyKind, NoteKey};
use line::script::Prefix;
use line::tree::Frontier;
use line::{LogId, PartyId};

use super::evidence::{self, Shelf};
use super::{Letters, News, Opened, Program, Standing, Station};
use crate::approval::stand_behind;
use crate::contact::{read_contact, write_contact};
use crate::fault::{Done, Fault};
use crate::founding::{SEATS, bulk_key, kem, log_key, missing, note_signers, signer};
use crate::place::{Folder, directory};
use crate::secrets::{Secrets, read_key};
use crate::store::{Mark, Store};
use crate::within::{Participant, Within};

fn holder_name(card: &Participant) -> String {
    format!("line/v1/holder/{}", card.party)
}

fn holder_keys(card: &Participant) -> Done<[NoteKey; 2]> {
    let bad = |reason| Fault::reason("a key of receipts", reason);
    let (name, keys) = (holder_name(card), &card.holder);
    let classical = NoteKey::new(&name, KeyKind::CosignEd25519, &keys.ed25519.to_bytes());
    let quantum = NoteKey::new(&name, KeyKind::CosignMlDsa, &keys.ml_dsa.to_bytes());
    Ok([classical.map_err(bad)?, quantum.map_err(bad)?])
}

fn keys((card, number): (&Participant, usize), secrets: &Secrets) -> Done<Keys> {
    let station = secrets.read(SEATS[0])?;
    let epoch = secrets.read("epoch")?;
    let epoch = epoch.first().ok_or_else(|| Fault::Environment("no epoch key".into()))?;
    let heads =
        |log: LogId, key: &str| note_signers(&log.origin(), KeyKind::Ed25519, &secrets.read(key)?);
    Ok(Keys {
        seat: card.seats[0],
        signer: signer(&station)?,
        kem: if card.role == Role::Intermediary { None } else { Some(kem(&station)?) },
        heads: heads(card.log, &log_key(number))?,
        bulk: card.bulk.map(|log| Ok((log, heads(log, &bulk_key(number))?))).transpose()?,
        receipts: note_signers(
            &holder_name(card),
            KeyKind::CosignEd25519,
            &secrets.read("holder")?,
        )?,
        epoch: epoch.clone(),
    })
}

/// Reads a message as an event, and keeps every message that people stand behind.
fn reading(
    charter: &Within,
    program: Option<Program>,
    (letters, shelf): (&Letters, &Shelf),
    doubted: &Arc<AtomicBool>,
) -> Reading {
    let (line, charter) = (charter.hash(), charter.clone());
    let (letters, shelf) = (Arc::clone(letters), Arc::clone(shelf));
    let doubted = Arc::clone(doubted);
    let read = move |heard: &Heard<'_>| -> Option<Said> {
        evidence::note(&shelf, heard);
        let (party, salt) = (heard.party, heard.salt);
        let card = charter.of(party)?;
        let doubt = || doubted.store(true, Ordering::Relaxed);
        let draft = stand_behind(&line, &card.seats[1..], heard, doubt)?;
        let program = program.as_ref();
        let event = program.and_then(|it| it.event(card, &draft));
        let people = draft.approvals.iter().map(|(seat, _)| *seat).collect();
        let opened = Opened { party: *party, draft, event: event.clone() };
        if let Ok(mut letters) = letters.lock() {
            letters.insert((*party, *salt), opened);
        }
        Some(Said { event, people })
    };
    Arc::new(move |heard: &Heard<'_>| read(heard).unwrap_or_default())
}

/// Logs of which the mark knows more than the node has, with the size that is missing. Of identities it knows the own.
pub(super) fn behind(node: &Node<Signed>, mark: &Mark) -> Vec<(LogId, u64)> {
    let shelf = node.engine().shelf();
    let lacks = |(log, prefix): (&LogId, &Prefix)| {
        let has = match node.record().directory().log(log) {
            Some(identity) => stated(identity, prefix.size) == *prefix,
            None => prefix.size == 0 || shelf.find(log, prefix).is_some(),
        };
        (!has).then_some((*log, prefix.size))
    };
    mark.signed().iter().filter_map(lacks).collect()
}

/// The first `size` leaves of an identity log, as far as they are here.
pub(super) fn stated(log: &IdentityLog, size: u64) -> Prefix {
    let mut frontier = Frontier::new();
    log.prefix(size).iter().for_each(|(hash, _)| frontier.push(*hash));
    Prefix { size: frontier.size(), root: frontier.root() }
}

/// What is agreed for the compartment in a folder, and the own party in it.
fn own(folder: &Folder) -> Done<(Within, Participant)> {
    let (charter, card) = (folder.place().charter()?, folder.place().card()?);
    let within = charter.within(folder.name())?;
    let own = within.of(&card.party).cloned().ok_or_else(|| {
        let held = charter.compartments_of(&card.party).map(|one| one.name.as_str());
        let held: Vec<&str> = held.collect();
        Fault::Asked(format!(
            "{} is no member of the compartment {}; it is one of {}",
            card.name,
            folder.name(),
            held.join(", ")
        ))
    })?;
    Ok((within, own))
}

impl Station {
    /// Opens the station in one of its compartments at a time (POSIX seconds). Without a program it reads no events: it
    /// holds, carries and stamps.
    ///
    /// # Errors
    /// If it has joined no line, is no member of the compartment, is in use there, or files are damaged.
    pub fn open(folder: &Folder, now: u64, program: Option<Program>) -> Done<Self> {
        let (charter, card) = own(folder)?;
        let lock = folder.lock()?;
        let store = Store::open(&folder.database())?;
        let mark = Mark::read(&folder.mark()?, charter.hash())?;
        let marked = mark.is_some();
        let mark = match mark {
            Some(mark) => mark,
            None => Mark::new(folder.mark()?, charter.hash()),
        };
        let mut station = Self {
            folder: folder.clone(),
            directory: directory(&charter.agreement(), |log| store.identity(log))?,
            charter,
            card,
            store,
            mark,
            _lock: lock,
            node: None,
            program,
            letters: Arc::new(Mutex::new(BTreeMap::new())),
            evidence: Arc::new(Mutex::new(BTreeMap::new())),
            doubted: Arc::default(),
            standing: Standing::Ready,
            placed: RefCell::default(),
            now,
            facing: None,
            outbox: Vec::new(),
            shown: BTreeSet::new(),
            has: BTreeMap::new(),
            nonces: BTreeMap::new(),
            knows: BTreeMap::new(),
            asked: BTreeMap::new(),
            contradictions: Vec::new(),
            handed: BTreeSet::new(),
            news: News::default(),
        };
        station.recall_knowledge()?;
        station.recall_contradictions()?;
        station.start(marked)?;
        Ok(station)
    }

    /// Starts the node once every founding statement is here.
    pub(super) fn start(&mut self, marked: bool) -> Done<()> {
        let missing = missing(&self.charter, &self.directory);
        if !missing.is_empty() {
            self.standing = Standing::Waiting(missing.into_iter().map(str::to_string).collect());
            return Ok(());
        }
        let mut node = self.restored(true)?;
        let lacking = behind(&node, &self.mark);
        if !lacking.is_empty() {
            node.bar();
            self.standing = Standing::Behind(lacking);
        } else if marked || self.store.is_empty()? {
            node.vouch();
            self.standing = Standing::Ready;
        } else {
            self.standing = Standing::Wary;
        }
        for card in &self.charter.cards {
            if let Some(bytes) = self.store.fact(&format!("contact {}", card.party))?
                && let Some(contact) = read_contact(&bytes)
            {
                self.has.insert(card.party, contact.has.clone());
                self.nonces.insert(card.party, contact.nonce);
                node.recall(&card.party, contact);
            } else {
                node.recall(&card.party, Contact::default());
            }
        }
        self.node = Some(node);
        self.recall_forks()?;
        self.tick()?;
        self.write_waiting()
    }

    fn restored(&self, trusting: bool) -> Done<Node<Signed>> {
        let (charter, card) = (&self.charter, &self.card);
        let secrets = self.place().secrets();
        let holders = charter.cards.iter().map(|card| Ok((card.party, holder_keys(card)?)));
        let holders = holders.collect::<Done<BTreeMap<_, _>>>()?;
        let program = self.program.clone();
        let reading = reading(charter, program, (&self.letters, &self.evidence), &self.doubted);
        let of = (charter.hash(), self.directory.clone(), charter.compartment);
        let mut record =
            Signed::new(of, card.log, keys((card, charter.number), &secrets)?, holders, reading);
        for later in secrets.later(SEATS[0])? {
            let keys = read_key(&later)?;
            let kem = if card.role == Role::Intermediary { None } else { Some(kem(&keys)?) };
            record.take_up(signer(&keys)?, kem);
        }
        let play = match &self.program {
            Some(program) if card.role != Role::Intermediary => {
                let secret = charter.secret(&kem(&secrets.read(SEATS[0])?)?)?;
                let play = Play::new(Arc::clone(&program.accord), secret, charter.day_zero);
                Some(play.with_quota(charter.quota.clone()))
            }
            _ => None,
        };
        let others = charter.cards.iter().filter(|other| other.party != card.party);
        let peers: Vec<(PartyId, LogId)> = others.map(|other| (other.party, other.log)).collect();
        let node = Node::new(record, charter.terms()?, play, charter.pace(), &peers);
        let mut journal = self.store.journal()?;
        let heads = card.logs().map(|log| Ok((log, self.store.heads(&log)?.into_iter().collect())));
        let heads = heads.collect::<Done<BTreeMap<LogId, BTreeMap<u64, Vec<u8>>>>>()?;
        for (_, stored) in journal.iter_mut().filter(|(_, stored)| stored.head.is_none()) {
            let kept = heads.get(&stored.log);
            stored.head = kept.and_then(|it| it.get(&(stored.before.size + 1))).cloned();
        }
        let verified = if trusting { self.verified()? } else { 0 };
        Ok(node.restore_verified((journal, verified), self.now))
    }

    /// How many leaves of the store were verified when it was last closed: none, if any signature did not hold.
    fn verified(&self) -> Done<u64> {
        if self.store.fact("doubted")?.is_some() {
            return Ok(0);
        }
        let verified = self.store.fact("verified")?.and_then(|bytes| bytes.try_into().ok());
        Ok(verified.map_or(0, u64::from_be_bytes))
    }

    /// The scripts that follow from the store, read with every signature and read as at the start.
    pub(crate) fn read_again(&self) -> Done<Option<[(u64, line::tree::Hash); 2]>> {
        if self.node.is_none() {
            return Ok(None);
        }
        let script = |trusting: bool| -> Done<(u64, line::tree::Hash)> {
            let mut node = self.restored(trusting)?;
            node.bar();
            node.step(self.now, line::node::Input::Tick);
            Ok(node.engine().script())
        };
        Ok(Some([script(false)?, script(true)?]))
    }

    fn recall_knowledge(&mut self) -> Done<()> {
        for card in &self.charter.cards {
            let asked = self.store.fact(&format!("asked {}", card.party))?;
            let asked = asked.and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes);
            self.asked.extend(asked.map(|asked| (card.party, asked)));
            let Some(bytes) = self.store.fact(&format!("knows {}", card.party))? else { continue };
            let rows = bytes.as_chunks::<24>().0.iter();
            let read = |row: &[u8; 24]| {
                let (log, size) = row.split_first_chunk::<16>()?;
                Some((LogId(*log), u64::from_be_bytes(size.try_into().ok()?)))
            };
            self.knows.insert(card.party, rows.filter_map(read).collect());
        }
        Ok(())
    }

    pub(super) fn keep_contacts(&mut self) -> Done<()> {
        let mut facts = Vec::new();
        for card in &self.charter.cards {
            if let Some(contact) = self.contact(&card.party) {
                let has = self.has.get(&card.party).cloned().unwrap_or_default();
                let contact = Contact { has, ..contact };
                facts.push((format!("contact {}", card.party), write_contact(&contact)));
            }
            if let Some(asked) = self.asked.get(&card.party) {
                facts.push((format!("asked {}", card.party), asked.to_be_bytes().to_vec()));
            }
            if let Some(known) = self.knows.get(&card.party) {
                let row =
                    |(log, size): (&LogId, &u64)| [log.0.as_slice(), &size.to_be_bytes()].concat();
                let rows: Vec<Vec<u8>> = known.iter().map(row).collect();
                facts.push((format!("knows {}", card.party), rows.concat()));
            }
        }
        if let Some(node) = &self.node {
            if node.is_doubted() || self.doubted.load(Ordering::Relaxed) {
                facts.push(("doubted".to_string(), Vec::new()));
            }
            facts.push(("verified".to_string(), self.store.len()?.to_be_bytes().to_vec()));
        }
        self.store.keep(&facts)?;
        let Some(node) = &self.node else { return Ok(()) };
        let tips = node.tips().into_iter();
        for (log, tip) in tips.filter(|(log, _)| self.card.logs().any(|own| own == *log)) {
            if let Some(head) = node.head_of(&log, tip.size) {
                self.store.keep_head(&log, tip.size, head)?;
            }
        }
        Ok(())
    }
}
