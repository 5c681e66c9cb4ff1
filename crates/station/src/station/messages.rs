//! Messages as people are shown them: what each says, where it stands, and what its signatures are worth.

use std::collections::{BTreeMap, BTreeSet};

use forms::field::Table;
use forms::release::{Second, Signed, standing};
use forms::{Field, Form, Told, Unread, Value};
use kernel::{ActorId, Event};
use line::identity::{self, Role};
use line::node::Usage;
use line::script::{How, Leafmark, time};
use line::tree::Hash;
use line::{LogId, PartyId, SeatId};

use super::{Opened, Station};
use crate::fault::{Done, Fault};
use crate::within::Participant;

/// A message of the record that opened here and that its people stand behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its name for people.
    pub name: String,
    /// Whose it is.
    pub party: PartyId,
    /// The name of that party.
    pub from: String,
    /// As which actor of the accord it is said.
    pub author: Option<ActorId>,
    /// Number of its kind.
    pub kind: u64,
    /// What it says, or why it says nothing.
    pub form: Result<Form, Unread>,
    /// The event of the accord that it is, if it is one.
    pub event: Option<Event>,
    /// Where it stands: log and index.
    pub place: Leafmark,
    /// Hash of its leaf, by which others refer to it.
    pub hash: Hash,
    /// Its round; none while its place is provisional.
    pub round: Option<u64>,
    /// Whether its round was closed by ruling.
    pub by_ruling: bool,
    /// Who signed it.
    pub seats: Vec<SeatId>,
    /// Whether its seat had used its quota of the day up: then it has no effect.
    pub over_quota: bool,
    /// What its signatures are worth.
    pub standing: forms::Standing,
    /// What it is worth after a key under it was taken back.
    pub keys: identity::Standing,
}

/// Second signatures under messages that one person sent, by what they name and whose they are.
type Seconds = BTreeMap<(Hash, PartyId), Vec<Second>>;

/// What the record says beside a message.
struct Beside {
    seconds: Seconds,
    over_quota: BTreeSet<Leafmark>,
}

impl Message {
    /// As its kind is typed; `unknown` for a kind that this program does not have.
    pub fn word(&self) -> &'static str {
        self.form.as_ref().map_or("unknown", |form| form.kind().word())
    }
}

impl Station {
    /// Every message that opened, in the order of the script; provisional ones last, log by log.
    pub fn messages(&self) -> Vec<Message> {
        let Ok(opened) = self.letters.lock() else { return Vec::new() };
        let places = self.places();
        let script = (0..).zip(&self.news.script).map(|(at, (round, leaf))| (*leaf, (at, *round)));
        let script: BTreeMap<Leafmark, (u64, u64)> = script.collect();
        let beside = Beside {
            seconds: self.second_signatures(opened.values(), &script),
            over_quota: self.over_quota(),
        };
        let mut found: Vec<(u64, Message)> = Vec::new();
        for one in opened.values() {
            let Some(card) = self.charter.of(&one.party) else { continue };
            let Some(index) = places.get(&(card.log, one.draft.salt)) else { continue };
            let place = (card.log, *index);
            let at = script.get(&place);
            let round = at.map(|(_, round)| *round);
            let message = self.message(one, place, round, &beside);
            found.push((at.map_or(u64::MAX, |(at, _)| *at), message));
        }
        found.sort_by(|(one, a), (other, b)| {
            (one, &a.from, a.place.1).cmp(&(other, &b.from, b.place.1))
        });
        found.into_iter().map(|(_, message)| message).collect()
    }

    /// The message of a name.
    ///
    /// # Errors
    /// If none has it.
    pub fn message_named(&self, name: &str) -> Done<Message> {
        let found = self.messages().into_iter().find(|message| message.name == name);
        found.ok_or_else(|| {
            Fault::Asked(format!("no message {name}: `detente line record` names them"))
        })
    }

    fn message(
        &self,
        one: &Opened,
        place: Leafmark,
        round: Option<u64>,
        beside: &Beside,
    ) -> Message {
        let draft = &one.draft;
        let hashes = self.node.as_ref().map(|node| node.hashes_of(&place.0, place.1, place.1 + 1));
        let from = self.charter.of(&one.party).map(|card| card.name.clone());
        Message {
            name: draft.name(),
            party: one.party,
            from: from.unwrap_or_default(),
            author: draft.author,
            kind: draft.kind,
            form: draft.form(),
            event: one.event.clone(),
            place,
            hash: hashes.and_then(|it| it.first()).copied().unwrap_or_default(),
            round,
            by_ruling: round.is_some_and(|it| self.news.ruled.get(&it) == Some(&How::Ruling)),
            seats: draft.approvals.iter().map(|(seat, _)| *seat).collect(),
            over_quota: beside.over_quota.contains(&place),
            standing: self.worth(one, &place, &beside.seconds),
            keys: self.keys_of(&place, round),
        }
    }

    /// Whether the keys under a leaf were taken back: in a round, or before any has taken it in.
    fn keys_of(&self, place: &Leafmark, round: Option<u64>) -> identity::Standing {
        self.node.as_ref().map(|node| node.standing(place, round)).unwrap_or_default()
    }

    fn over_quota(&self) -> BTreeSet<Leafmark> {
        let play = self.node.as_ref().and_then(|node| node.play());
        play.map(|play| play.ignored().iter().copied().collect()).unwrap_or_default()
    }

    /// What each party that speaks has used of its quota of the day; nothing where no acts are read.
    pub fn usage(&self) -> Vec<(&Participant, Usage)> {
        let Some(play) = self.node.as_ref().and_then(|node| node.play()) else { return Vec::new() };
        let speaks = self.charter.cards.iter().filter(|card| card.role != Role::Intermediary);
        speaks.map(|card| (card, play.used(card.log, card.seats[0]))).collect()
    }

    /// What the signatures of a message are worth now; while it is not deposited its two hours have not begun.
    fn worth(&self, one: &Opened, (log, index): &Leafmark, seconds: &Seconds) -> forms::Standing {
        let draft = &one.draft;
        let seats: Vec<SeatId> = draft.approvals.iter().map(|(seat, _)| *seat).collect();
        let release = draft.needs();
        if seats.len() >= release.seats(false) {
            return forms::Standing::Released;
        }
        let digest = draft.digest(&self.charter.hash(), &one.party);
        let seconds = seconds.get(&(digest, one.party)).map_or(&[][..], Vec::as_slice);
        let at = self.deposited(log, *index).unwrap_or(self.now);
        let signed = Signed { release, emergency: draft.emergency, seats: &seats, at };
        standing(&signed, seconds, self.now)
    }

    /// Every second signature under a message that one person sent: what it names, whose it is, and when it came.
    fn second_signatures<'a>(
        &self,
        opened: impl Iterator<Item = &'a Opened>,
        script: &BTreeMap<Leafmark, (u64, u64)>,
    ) -> Seconds {
        let places = self.places();
        let one = |it: &Opened| {
            let form = it.draft.form().ok()?;
            let Some(Value::Hash(draft)) = form.get(Field::Draft) else { return None };
            let seat = it.draft.approvals.first()?.0;
            let log = self.charter.of(&it.party)?.log;
            let index = *places.get(&(log, it.draft.salt))?;
            let round = script.get(&(log, index)).map(|(_, round)| *round);
            if self.keys_of(&(log, index), round) == identity::Standing::Void {
                return None;
            }
            let at = self.deposited(&log, index).unwrap_or(self.now);
            Some(((*draft, it.party), Second { seat, at }))
        };
        let mut seconds = Seconds::new();
        for (of, second) in opened.filter_map(one) {
            seconds.entry(of).or_default().push(second);
        }
        seconds
    }

    /// When a leaf was deposited with enough intermediaries, in attested time; nothing before.
    pub fn deposited(&self, log: &LogId, index: u64) -> Option<u64> {
        let engine = self.node.as_ref()?.engine();
        time::deposited(engine.shelf(), engine.terms(), log, index)
    }

    /// What the page of a message says of it beside its form: whose it is, when it was deposited (now, while it is not),
    /// and what its signatures are worth.
    pub fn told(&self, message: &Message) -> Told {
        let title = |author: ActorId| {
            let names = &self.program.as_ref()?.names;
            Some(names.title((Table::Actor, author.0)))
        };
        Told {
            author: message.author.and_then(title).unwrap_or_else(|| message.from.clone()),
            at: self.deposited(&message.place.0, message.place.1).unwrap_or(self.now),
            standing: message.standing,
        }
    }
}
