//! A station: a node with a disk, keys and people. Carriers hand it bytes and take bytes from it.

mod contradiction;
mod evidence;
mod exchange;
mod identity;
mod messages;
mod open;
mod peers;
mod placed;
mod root;
mod write;

use std::cell::{Ref, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use forms::Names;
use forms::field::Table;
use kernel::{Accord, ActorId, Event};
use line::identity::{Contradicted, Directory};
use line::node::{Contact, Input, Node, Output, Signed, Silence, Stored};
use line::script::{Leafmark, Prefix};
use line::tree::Hash;
use line::{LogId, PartyId, Reason};

use crate::approval::Draft;
use crate::card::Card;
use crate::fault::{Done, Fault};
use crate::place::{Folder, Place};
use crate::store::{Lock, Mark, Store, write_grown};
use crate::within::{Participant, Within};
use placed::Placed;

pub use contradiction::TwoFaced;
pub use evidence::{EVIDENCE_BYTES_MAX, Pieces};
pub use exchange::{Given, Taken};
pub use identity::{Member, Said};
pub use messages::Message;
pub use peers::Peer;
pub use root::Root;
pub use write::Saying;

/// What the program that runs a station brings: the accord as it is compiled, and what its text calls the rows.
#[derive(Clone)]
pub struct Program {
    /// The accord.
    pub accord: Arc<Accord>,
    /// Names of its rows.
    pub names: Arc<dyn Names + Send + Sync>,
}

impl Program {
    /// Whether the party with this card may state what an actor does.
    pub fn speaks(&self, card: &Card, actor: ActorId) -> bool {
        let is = |name: &String| self.names.find(Table::Actor, name) == Some(actor.0);
        card.speaks.iter().any(is)
    }

    /// The event that a draft is, said by the party with this card; none if it is talk, or said for an actor that the
    /// party does not speak for.
    pub fn event(&self, card: &Card, draft: &Draft) -> Option<Event> {
        let author = draft.author.filter(|author| self.speaks(card, *author))?;
        draft.form().ok()?.event(&self.accord, author)
    }
}

/// A message that opened and that its people stand behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Whose it is.
    pub party: PartyId,
    /// What it says.
    pub draft: Draft,
    /// The event of the accord that it is, if it is one.
    pub event: Option<Event>,
}

/// Messages by party and salt.
type Letters = Arc<Mutex<BTreeMap<(PartyId, [u8; 32]), Opened>>>;

/// Why a station writes nothing now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It writes.
    Ready,
    /// Founding statements of these parties are not here yet.
    Waiting(Vec<String>),
    /// It signed more than it has: the largest sizes that are missing, by log.
    Behind(Vec<(LogId, u64)>),
    /// Its mark is gone: a peer must tell it first what it has written.
    Wary,
}

/// What happened since the station was opened.
#[derive(Debug, Default)]
pub struct News {
    /// Leaves that were taken.
    pub leaves: u64,
    /// Rounds that were closed, with those that were closed before.
    pub rounds: u64,
    /// The script: round, log, index.
    pub script: Vec<(u64, Leafmark)>,
    /// Whether a round was closed by ruling, by its number.
    pub ruled: BTreeMap<u64, line::script::How>,
    /// Bytes that were refused.
    pub refused: Vec<(PartyId, Reason)>,
    /// Leaves that keep their place and do nothing.
    pub void: Vec<(Leafmark, Reason)>,
    /// Logs with two histories, with both heads.
    pub forked: Vec<(LogId, [Vec<u8>; 2])>,
    /// The first round after which states differ.
    pub differs: Option<u64>,
    /// Grades of silence that changed.
    pub silence: Vec<(PartyId, Silence)>,
}

/// A station that is open in one of its compartments. It holds the lock of that compartment until it is dropped.
pub struct Station {
    folder: Folder,
    charter: Within,
    card: Participant,
    store: Store,
    mark: Mark,
    _lock: Lock,
    directory: Directory,
    node: Option<Node<Signed>>,
    program: Option<Program>,
    letters: Letters,
    evidence: evidence::Shelf,
    /// Whether a person's signature under a message did not hold.
    doubted: Arc<AtomicBool>,
    standing: Standing,
    /// Places of messages that were read so far.
    placed: RefCell<Placed>,
    now: u64,
    facing: Option<PartyId>,
    outbox: Vec<Vec<u8>>,
    /// Hashes of packets with leaves that the peer was shown in this exchange.
    shown: BTreeSet<Hash>,
    /// What each peer is known to have, as it said itself.
    has: BTreeMap<PartyId, BTreeMap<LogId, Prefix>>,
    /// The nonce that each peer was really sent last.
    nonces: BTreeMap<PartyId, u64>,
    /// How many identity leaves each peer is known to have.
    knows: BTreeMap<PartyId, BTreeMap<LogId, u64>>,
    /// When each peer was first asked whether it is there.
    asked: BTreeMap<PartyId, u64>,
    /// Proofs that a party stated two things at one place of its identity log.
    contradictions: Vec<(Contradicted, Vec<u8>)>,
    /// Messages that were handed to the node since it was opened.
    handed: BTreeSet<[u8; 32]>,
    /// What happened.
    pub news: News,
}

impl Station {
    /// What is agreed, for the compartment in which it is open.
    pub fn charter(&self) -> &Within {
        &self.charter
    }

    /// Its own party, with its logs in this compartment.
    pub fn card(&self) -> &Participant {
        &self.card
    }

    /// What is the same in all its compartments: keys, card, text, settings.
    pub fn place(&self) -> &Place {
        self.folder.place()
    }

    /// The folder of this compartment.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Its store.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The accord that it runs with the names of its rows; none where it only holds and stamps.
    pub fn program(&self) -> Option<&Program> {
        self.program.as_ref()
    }

    /// Whether it writes.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The node; none before everybody's identity is here.
    pub fn node(&self) -> Option<&Node<Signed>> {
        self.node.as_ref()
    }

    /// The time it was told.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// What every party of the compartment said of its keys, as far as it is here.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// What is known of a peer.
    pub fn contact(&self, party: &PartyId) -> Option<Contact> {
        self.node.as_ref()?.contact(party)
    }

    /// Where each salt stands in the histories that were had first.
    pub fn places(&self) -> Ref<'_, BTreeMap<(LogId, [u8; 32]), u64>> {
        // Whoever holds an answer borrows the station, so nothing is new meanwhile and nothing is read.
        if let Some(node) = self.node.as_ref().filter(|node| self.placed.borrow().lacks(node)) {
            self.placed.borrow_mut().read(node);
        }
        Ref::map(self.placed.borrow(), |placed| &placed.at)
    }

    /// Lets the node act at the time it was told.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn tick(&mut self) -> Done<()> {
        self.step(Input::Tick)
    }

    fn step(&mut self, input: Input) -> Done<()> {
        let Some(node) = &mut self.node else { return Ok(()) };
        node.attend(self.facing);
        let outputs = node.step(self.now, input);
        self.absorb(outputs)
    }

    /// Stores what is to be stored until nothing is, and only then readies what is to be sent.
    fn absorb(&mut self, mut outputs: Vec<Output>) -> Done<()> {
        let (mut sends, mut stored) = (Vec::new(), 0);
        loop {
            let mut leaves: Vec<Stored> = Vec::new();
            for output in outputs {
                match output {
                    Output::Store(leaf) => leaves.push(leaf),
                    Output::Send(to, bytes) => sends.push((to, bytes)),
                    other => self.note(other),
                }
            }
            if leaves.is_empty() {
                break;
            }
            self.store.append(&leaves, self.now)?;
            stored += leaves.len() as u64;
            let Some(node) = &mut self.node else { return Ok(()) };
            outputs = node.step(self.now, Input::Stored(leaves.len() as u64));
        }
        self.news.leaves += stored;
        if stored > 0 {
            self.catch_up();
            self.keep_tiles(stored)?;
        }
        let facing = self.facing;
        let mine = sends.into_iter().filter(|(to, bytes)| Some(*to) == facing && !is_have(bytes));
        self.outbox.extend(mine.map(|(_, bytes)| bytes));
        self.forget_unsent();
        Ok(())
    }

    /// A station that was behind its mark may write again once it has caught up.
    fn catch_up(&mut self) {
        let Some(node) = &mut self.node else { return };
        if let Standing::Behind(_) = self.standing {
            let missing = open::behind(node, &self.mark);
            if missing.is_empty() {
                node.vouch();
                self.standing = Standing::Ready;
            } else {
                self.standing = Standing::Behind(missing);
            }
        }
        if self.standing == Standing::Wary && !node.is_wary() {
            self.standing = Standing::Ready;
        }
    }

    /// Moves the mark up to all that is stored. Whatever lets leaves, receipts or sizes out of this station does this
    /// first: what never left is in nobody's hands, and a store made anew may do without it.
    ///
    /// # Errors
    /// If the disk fails: then nothing may leave.
    pub fn mark_before_leaving(&mut self) -> Done<()> {
        match (&self.node, &self.standing) {
            (Some(node), Standing::Ready | Standing::Wary) => {
                let own = node.record().directory().log(&self.card.identity);
                let own = own.map(|log| (self.card.identity, open::stated(log, log.size())));
                let tips: Vec<_> = node.tips().into_iter().chain(own).collect();
                self.mark.raise(&tips)
            }
            _ => Ok(()),
        }
    }

    fn keep_tiles(&self, stored: u64) -> Done<()> {
        let Some(node) = &self.node else { return Ok(()) };
        for (log, tip) in node.tips() {
            let full = tip.size / line::tile::TILE_WIDTH;
            if full > tip.size.saturating_sub(stored) / line::tile::TILE_WIDTH {
                let leaves = |start, end| node.leaves_of(&log, start, end);
                let hashes = |start, end| node.hashes_of(&log, start, end).to_vec();
                write_grown((&self.folder.tiles(), &log), tip.size, leaves, hashes)?;
            }
        }
        Ok(())
    }

    /// What was made for peers that are not there now was not sent.
    fn forget_unsent(&mut self) {
        let Some(node) = &mut self.node else { return };
        for card in &self.charter.cards {
            let Some(mut contact) = node.contact(&card.party) else { continue };
            contact.nonce = self.nonces.get(&card.party).copied().unwrap_or(contact.nonce);
            if Some(card.party) != self.facing {
                contact.has = self.has.get(&card.party).cloned().unwrap_or_default();
            }
            node.recall(&card.party, contact);
        }
    }

    fn note(&mut self, output: Output) {
        match output {
            Output::Closed { number, closed, leaves, .. } => {
                self.news.rounds = self.news.rounds.max(number);
                self.news.ruled.insert(number, closed.how);
                let before = self.news.script.partition_point(|(round, _)| *round < number);
                self.news.script.truncate(before);
                self.news.script.extend(leaves.into_iter().map(|leaf| (number, leaf)));
            }
            Output::Refused(party, reason) => self.news.refused.push((party, reason)),
            Output::Void(leaf, reason) => self.news.void.push((leaf, reason)),
            Output::Forked(log, heads) => {
                if self.news.forked.iter().all(|(known, _)| *known != log) {
                    self.news.forked.push((log, heads));
                }
            }
            Output::Differs(round) => self.news.differs = Some(round),
            Output::Silence(party, silence) => self.news.silence.push((party, silence)),
            Output::Receipt(..) | Output::Store(_) | Output::Send(..) => {}
        }
    }

    /// Keeps what must be known when the station is opened again.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn close(mut self) -> Done<News> {
        self.keep_contacts()?;
        Ok(std::mem::take(&mut self.news))
    }

    fn require_node(&self) -> Done<&Node<Signed>> {
        self.node.as_ref().ok_or_else(|| {
            let names = match &self.standing {
                Standing::Waiting(names) => names.join(", "),
                _ => "somebody".to_string(),
            };
            Fault::Asked(format!(
                "founding statements are missing of {names}: `detente line sync` or `import` brings them"
            ))
        })
    }
}

fn is_have(packet: &[u8]) -> bool {
    packet.first() == Some(&1)
}
