//! A node that goes on with what its disk has.

use super::record::Record;
use super::{Node, Stored};

impl<R: Record> Node<R> {
    /// A node with what its disk had, in the order in which it was stored. What was changed there is left out with what
    /// follows it, and comes again from a peer.
    pub fn restore(self, stored: Vec<Stored>, now: u64) -> Self {
        let sound = super::scan::sound(&self.record, stored);
        self.restore_timed(sound.into_iter().map(|one| (now, one)).collect(), now)
    }

    /// The same for what was looked at before, with the time at which each leaf was stored: what waits goes on waiting from
    /// there. The node supposes that its peers have all of it until they say otherwise.
    pub fn restore_timed(self, stored: Vec<(u64, Stored)>, now: u64) -> Self {
        self.restore_verified((stored, 0), now)
    }

    /// The same where so many leaves were verified before they were stored: their signatures are not looked at again.
    pub fn restore_verified(
        mut self,
        (stored, verified): (Vec<(u64, Stored)>, u64),
        now: u64,
    ) -> Self {
        self.restoring = true;
        for (place, (at, one)) in (0..).zip(stored) {
            self.now = at;
            self.record.trust(place < verified);
            self.queue(one);
            self.settle();
        }
        self.record.trust(false);
        self.now = now;
        self.restoring = false;
        self.own_logs().iter().for_each(|log| self.sign_tip(log));
        let tips = self.stored_tips();
        self.peers.iter_mut().for_each(|peer| peer.suppose(&tips));
        self.wary = true;
        self
    }
}
