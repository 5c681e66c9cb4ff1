//! The steps of a month that decide by comparing words, from regimes to phases.

use super::chances::{Chances, HEAD, TABLE};
use super::lanes::{Dense, Lanes, WIDTH};
use super::{Model, Source};

impl Lanes {
    /// Regimes change, and who is hawkish may withdraw.
    #[inline(always)]
    pub fn regimes(&mut self, n: usize, month: u32, c: &Chances) {
        let [rise, fall] = c.turn[usize::from(month % 48 == 24)];
        let ([b_rise, b_fall], [steady, turning]) = (c.b_turn, c.a_leaves);
        let b_leaves = c.b_leaves;
        for i in 0..n.min(WIDTH) {
            let (before, word) = (self.ra[i], self.slot[0][i]);
            let turned = u64::from(word < rise) & (before ^ 1);
            let ra = before ^ turned ^ (u64::from(word < fall) & before);
            let turn = either(self.rb[i], b_fall, b_rise);
            let rb = self.rb[i] ^ u64::from(self.slot[1][i] < turn);
            let a = ra & u64::from(self.slot[2][i] < either(turned, turning, steady));
            let b = rb & u64::from(self.slot[3][i] < b_leaves) & (a ^ 1);
            self.ra[i] = ra;
            self.rb[i] = rb;
            self.cause[i] = a | b << 1;
        }
    }

    /// Violations begin, age and stop; flags paths on which an accusation is possible.
    #[inline(always)]
    pub fn violate(&mut self, n: usize, c: &Chances) {
        let [own, hawk, own_late, hawk_late] = c.starts;
        let (stops, false_alarm) = (c.stops, c.false_alarm);
        for i in 0..n.min(WIDTH) {
            let (before, word) = (self.violating[i], self.slot[6][i]);
            let late = u64::from(self.delay[i] > 6);
            let hawkish = either(late, hawk_late, hawk);
            let start = either(self.rb[i], hawkish, either(late, own_late, own));
            let now = either(before, u64::from(word >= stops), u64::from(word < start));
            self.age[i] = self.age[i].wrapping_add(1) & (before & now).wrapping_neg();
            self.violating[i] = now;
            let alarm = now | u64::from(self.slot[7][i] < false_alarm);
            self.flag[i] = as_flag(alarm & u64::from(self.cause[i] == 0));
        }
    }
}

/// One of two, by a flag.
#[inline(always)]
fn either(flag: u64, yes: u64, no: u64) -> u64 {
    no ^ ((yes ^ no) & flag.wrapping_neg())
}

/// Licences issued to gathered paths, counted up to the head of the table.
#[inline(always)]
fn issue(dense: &mut Dense, n: usize, c: &Chances) {
    let [dove, hawk, _] = c.heads;
    for k in 0..n.min(WIDTH) {
        let (word, regime) = (dense.words[0][k], dense.hawk[k]);
        let mut issued = 0;
        for place in 0..HEAD {
            issued =
                u64::from(word >= either(regime, hawk[place], dove[place])).wrapping_add(issued);
        }
        dense.words[2][k] = issued;
    }
}

/// A flag of a lane as one of a list.
#[inline(always)]
pub fn as_flag(flag: u64) -> u8 {
    u8::from(flag != 0)
}

impl<S: Source> Model<S> {
    /// Queued licences are issued; a long delay may end it.
    #[inline(always)]
    pub fn queue(&self, lanes: &mut Lanes, live: usize, n: usize, month: u32) {
        for i in 0..n.min(WIDTH) {
            let waits = u64::from(lanes.queue[i] > 0) & u64::from(lanes.cause[i] == 0);
            lanes.flag[i] = as_flag(waits);
        }
        let count = lanes.listed(live);
        for k in 0..count.min(WIDTH) {
            let i = lanes.list[k] & (WIDTH - 1);
            lanes.dense.path[k] = lanes.path[i];
            lanes.dense.hawk[k] = lanes.ra[i];
        }
        let padded = count.next_multiple_of(4).min(WIDTH);
        self.source.queue(&mut lanes.dense, padded, month);
        issue(&mut lanes.dense, padded, &self.chances);
        for k in 0..count {
            let i = lanes.list[k];
            let issued =
                self.chances.poisson(usize::from(lanes.ra[i] == 1), lanes.dense.words[0][k]);
            let left = lanes.queue[i].saturating_sub(issued);
            let delay = if left > 0 { lanes.delay[i] + 1 } else { 0 };
            (lanes.queue[i], lanes.delay[i]) = (left, delay);
            if delay > 6
                && lanes.dense.words[1][k] < self.chances.overdue[usize::from(lanes.rb[i] == 1)]
            {
                lanes.cause[i] = 3;
            }
        }
    }

    /// Accusations, true or false, of the paths flagged: an end, or a cure.
    #[inline(always)]
    pub fn accuse(&self, lanes: &mut Lanes, live: usize, month: u32) {
        let c = &self.chances;
        for k in 0..lanes.listed(live) {
            let i = lanes.list[k];
            let violating = lanes.violating[i] == 1;
            let age = usize::try_from(lanes.age[i]).unwrap_or(TABLE).min(TABLE - 1);
            let seen = if violating { c.detected[age] } else { c.false_alarm };
            if lanes.slot[7][i] >= seen {
                continue;
            }
            let odds = c.accused[usize::from(lanes.ra[i] == 1) | usize::from(violating) << 1];
            if self.source.rare(lanes, i, month, 8) < odds {
                lanes.cause[i] = 4;
            } else {
                (lanes.violating[i], lanes.age[i]) = (0, 0);
                (lanes.compliant[i], lanes.hold[i]) = (0, 3);
            }
        }
    }

    /// After a calm month the ladder may be stepped down; at its fifth rung it ends.
    #[inline(always)]
    pub fn calm(&self, lanes: &mut Lanes, _: usize, n: usize, _: u32) {
        let chance = self.chances.calm;
        for i in 0..n.min(WIDTH) {
            let rung = lanes.rung[i];
            let alive = u64::from(lanes.cause[i] == 0);
            let calm = u64::from(lanes.born[i] == 0) & u64::from(rung > 0);
            let down = alive & calm & u64::from(lanes.slot[9][i] < chance);
            lanes.rung[i] = rung.wrapping_sub(down);
            let ends = alive & u64::from(lanes.rung[i] >= 5);
            lanes.cause[i] |= ends | ends << 2;
        }
    }

    /// The talks may leak, and a leak may end it.
    #[inline(always)]
    pub fn leak(&self, lanes: &mut Lanes, live: usize, n: usize, month: u32) {
        let c = &self.chances;
        let most = c.leak_most;
        for i in 0..n.min(WIDTH) {
            let may = u64::from(lanes.slot[10][i] < most) & u64::from(lanes.cause[i] == 0);
            lanes.flag[i] = as_flag(may);
        }
        for k in 0..lanes.listed(live) {
            let i = lanes.list[k];
            let (a, b) = (usize::from(lanes.ra[i] == 1), usize::from(lanes.rb[i] == 1));
            let row = a | b << 1 | usize::from(lanes.born[i] > 0) << 2;
            let so_far = usize::try_from(lanes.leaks[i]).unwrap_or(5).min(5);
            if lanes.slot[10][i] >= c.leak[row][so_far] {
                continue;
            }
            lanes.leaks[i] += 1;
            lanes.x[i] += 0.30;
            if self.source.rare(lanes, i, month, 11) < c.public[a + b] {
                lanes.cause[i] = 6;
            }
        }
    }

    /// Compliant months open the next phase, which queues new licences.
    #[inline(always)]
    pub fn phase(&self, lanes: &mut Lanes, live: usize, n: usize, month: u32) {
        for i in 0..n.min(WIDTH) {
            let held = u64::from(lanes.hold[i] > 0);
            let counts = (held ^ 1) & u64::from(lanes.queue[i] == 0);
            lanes.hold[i] = lanes.hold[i].wrapping_sub(held);
            let compliant = lanes.compliant[i].wrapping_add(counts);
            lanes.compliant[i] = compliant;
            let last = u64::from(lanes.phase[i] < 3) & u64::from(lanes.cause[i] == 0);
            lanes.flag[i] = as_flag(u64::from(compliant >= 6) & last);
        }
        for k in 0..lanes.listed(live) {
            let i = lanes.list[k];
            lanes.phase[i] += 1;
            lanes.compliant[i] = 0;
            let word = self.source.rare(lanes, i, month, 12);
            lanes.queue[i] += 3 + self.chances.poisson(2, word);
        }
    }
}
