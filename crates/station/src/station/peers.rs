//! How it stands with the other parties.

use line::node::{Contact, Record as _, Signs, Silence, grade};
use line::{LogId, PartyId};

use super::Station;
use crate::card::Card;
use crate::fault::Done;
use crate::within::Participant;

/// Another party, as it is known here.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// Who it is.
    pub card: Participant,
    /// What was heard of it.
    pub contact: Contact,
    /// The grade of its silence.
    pub silence: Silence,
    /// Whether it was a member and is one no longer: it is offered nothing more.
    pub removed: bool,
}

impl Station {
    /// How many leaves its own log has.
    pub fn own_size(&self) -> u64 {
        let tips = self.node.as_ref().map(|node| node.tips()).unwrap_or_default();
        tips.iter().find(|(log, _)| *log == self.card.log).map_or(0, |(_, tip)| tip.size)
    }

    /// How many leaves of the log of parts of a party are here.
    pub fn parts_of(&self, party: &PartyId) -> u64 {
        let log = self.charter.of(party).and_then(|card| card.bulk);
        let tips = self.node.as_ref().map(|node| node.tips()).unwrap_or_default();
        tips.iter().find(|(of, _)| Some(*of) == log).map_or(0, |(_, tip)| tip.size)
    }

    /// The other parties, each with the grade of its silence.
    pub fn peers(&self) -> Vec<Peer> {
        let others = self.charter.cards.iter().filter(|card| card.party != self.card.party);
        let known: Vec<(&Participant, Contact)> =
            others.map(|card| (card, self.contact(&card.party).unwrap_or_default())).collect();
        let answering = known.iter().filter(|(_, contact)| self.is_heard(contact)).count();
        let one = |(card, contact): (&Participant, Contact)| Peer {
            card: card.clone(),
            silence: self.silence(card, &contact, answering),
            removed: self.is_removed(card),
            contact,
        };
        known.into_iter().map(one).collect()
    }

    /// Logs with two histories that were found before this station was opened, each with a head of either.
    pub(super) fn recall_forks(&mut self) -> Done<()> {
        let Some(node) = &self.node else { return Ok(()) };
        let (shelf, record) = (node.engine().shelf(), node.record());
        let forked: Vec<LogId> = shelf.logs().filter(|log| shelf.is_forked(log)).copied().collect();
        if forked.is_empty() {
            return Ok(());
        }
        let journal = self.store.journal()?;
        for log in forked {
            let elsewhere = |head: &&Vec<u8>| {
                record.check_head(&log, head).is_ok_and(|prefix| {
                    shelf.main(&log).and_then(|main| main.prefix(prefix.size)) != Some(prefix)
                })
            };
            let heads = journal.iter().filter(|(_, it)| it.log == log);
            let other = heads.filter_map(|(_, it)| it.head.as_ref()).find(elsewhere);
            let first = node.heads_of(&log).pop().map(|(_, head)| head);
            let pair = [first.unwrap_or_default(), other.cloned().unwrap_or_default()];
            self.news.forked.push((log, pair));
        }
        Ok(())
    }

    /// Whether it answered within the span after which a party is silent.
    fn is_heard(&self, contact: &Contact) -> bool {
        let span = self.charter.spans.silence;
        contact.answered.is_some_and(|at| self.now.saturating_sub(at) < span)
    }

    fn was_asked_long_ago(&self, party: &PartyId) -> bool {
        let asked = self.asked.get(party);
        asked.is_some_and(|at| self.now.saturating_sub(*at) >= self.charter.spans.silence)
    }

    fn silence(&self, card: &Card, contact: &Contact, answering: usize) -> Silence {
        let answers = self.is_heard(contact);
        if contact.answered.is_none() && !self.was_asked_long_ago(&card.party) {
            return Silence::Unmet;
        }
        let span = self.charter.spans.silence;
        let late = contact.unacknowledged.is_some_and(|at| self.now.saturating_sub(at) >= span);
        grade(Signs {
            answers,
            acknowledges: contact.receipt >= self.own_size() || !late,
            paused: contact.paused,
            others_answer: answering > usize::from(answers),
        })
    }
}
