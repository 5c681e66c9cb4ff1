//! What lies outside a cut: the worst and the best that can still come of a point left out.
//!
//! Problem. A point s is not expanded. With f the amounts per period that may still run there and
//! g those that may still fall on occasions, each counted at most r times a period (`r` below),
//!     sum over negative f, g  <=  V(s)  <=  V*(s)  <=  sum over positive f, g,
//! where what recurs is multiplied by 1 + b + b^2 + ... = 1/(1 - b), b the discount times the odds
//! that no successor leaves in a period, and what can happen once counts once, at once. Zero, the
//! friction after collapse, lies inside. V is the value of everybody keeping from s on and V* that
//! of the party's best plan; the worst need only bound keeping, since V <= V*.
//!
//! Rates. A draw of nature happens once a period, with its largest odds. A verdict about one
//! article is given at most [`REPEATS`] times a period: no shipped text gives one more often
//! (tested on every graph that is enumerated whole).

use crate::drive::{Drive, LumpHit};
use crate::graph::Graph;
use crate::weigh::{chance_of, discount, entry_value, measured};
use game::Payoff;
use kernel::accord::{DutyKind, LegalForm, Target};
use kernel::state::{Life, PhaseLife, TrancheLife};
use kernel::verdict::Item;
use kernel::{Accord, ActorId, DutyId, State, SubjectId, VerdictKind};
use world::{Beliefs, Lump, Occasion, Odds, Per, Values};

/// How often a verdict of one kind about one article is given in one period, at most.
pub const REPEATS: u8 = 2;

/// A bound that says nothing, for futures that neither discounting nor reversal shortens.
const NOTHING_SAID: f64 = 1e12;

/// What may still come of a point: flows with the most times each counts, lumps and whether they
/// come once at most.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Tail {
    flows: Vec<(u16, u8, i64)>,
    lumps: Vec<(LumpHit, bool)>,
}

impl Tail {
    pub(crate) fn of(drive: &Drive<'_>, state: &State) -> Self {
        let flows = (0_u16..).zip(&drive.beliefs.flows);
        let flows = flows.filter(|(_, row)| row.during.can_hold(state));
        let lumps = (0_u16..).zip(&drive.beliefs.lumps);
        let lumps = lumps.filter_map(|(hit, row)| match left(drive.accord, state, &row.on) {
            Left::Never => None,
            Left::Once => Some((hit, true)),
            Left::Often => Some((hit, false)),
        });
        Self {
            flows: flows
                .map(|(flow, row)| {
                    (flow, most(drive.accord, row.per), reach(drive.accord, row.per))
                })
                .collect(),
            lumps: lumps.collect(),
        }
    }
}

/// How often something may still happen.
enum Left {
    Never,
    Once,
    Often,
}

fn most(accord: &Accord, per: Per) -> u8 {
    match per {
        Per::Period | Per::Held { .. } | Per::Covered { .. } | Per::Pressure(_) => 1,
        Per::Announced(dial) | Per::Felt(dial) | Per::Gap(dial) => {
            accord.dial(dial).map_or(0, |row| row.levels)
        }
    }
}

/// The greatest value that a quantity takes in an enumeration; 0 if none is counted.
fn reach(accord: &Accord, per: Per) -> i64 {
    let (Per::Held { subject, from, .. } | Per::Covered { subject, from, .. }) = per else {
        return 0;
    };
    let bounds = accord.duties.iter().filter_map(|row| match row.target {
        Target::Value { subject: of, bound, .. } if of == subject => Some(bound.saturating_add(1)),
        _ => None,
    });
    let lines = accord.redlines.iter().filter(|row| row.subject == subject);
    let levels = lines.flat_map(|row| row.levels.iter().map(|level| level.at_least));
    bounds.chain(levels).fold(from, i64::max)
}

fn left(accord: &Accord, state: &State, on: &Occasion) -> Left {
    let once = |done: bool| if done { Left::Never } else { Left::Once };
    match on {
        Occasion::War => Left::Once,
        Occasion::Attack { .. }
        | Occasion::Leak
        | Occasion::Turnover(_)
        | Occasion::Sabotage(_) => Left::Often,
        Occasion::Verdict { kind, item, by } => match (kind, item) {
            (VerdictKind::Withdrawn, _) => {
                by.map_or(Left::Often, |party| once(state.has_withdrawn(party)))
            }
            (VerdictKind::Transferred, Some(Item::Tranche(id))) => {
                once(state.tranche(*id).life != TrancheLife::Frozen)
            }
            (VerdictKind::Opened, Some(Item::Phase(id))) => {
                once(state.phase(*id).life != PhaseLife::Ahead)
            }
            (VerdictKind::Closed | VerdictKind::Lapsed, Some(Item::Phase(id))) => {
                once(matches!(state.phase(*id).life, PhaseLife::Closed | PhaseLife::Lapsed))
            }
            (VerdictKind::Ended, Some(Item::Workstream(id))) => once(!state.alive(*id)),
            (_, Some(Item::Duty(id))) => duty_left(accord, state, *kind, *id),
            _ => Left::Often,
        },
    }
}

/// A duty that is over says nothing more; one that is done once is proved and overdue once.
fn duty_left(accord: &Accord, state: &State, kind: VerdictKind, id: DutyId) -> Left {
    let achieve = accord.duty(id).is_some_and(|row| row.kind == DutyKind::Achieve);
    match (state.duty(id).life, kind) {
        (Life::Over, _) => Left::Never,
        (Life::Met, VerdictKind::Proved | VerdictKind::Late) if achieve => Left::Never,
        (_, VerdictKind::Proved | VerdictKind::Late) if achieve => Left::Once,
        _ => Left::Often,
    }
}

/// Signatories whose withdrawal ends the accord whoever left before, with the legal forms that
/// may bind when it is decided.
pub(crate) fn leavers(accord: &Accord) -> Vec<(ActorId, Vec<LegalForm>)> {
    let phases = accord.phases.iter().filter_map(|row| row.form);
    let forms: Vec<LegalForm> = std::iter::once(accord.form).chain(phases).collect();
    let all = accord.quorum >= accord.signatories;
    let ends = |party: &ActorId| all || accord.essential.contains(party);
    accord.signatory_ids().filter(ends).map(|party| (party, forms.clone())).collect()
}

/// What a party may get at the points left out, at worst (everybody keeping) and at best (by any
/// plan): terminal values by node, each amount passed through `part` first.
pub(crate) fn bounds(
    graph: &Graph,
    beliefs: &Beliefs,
    values: &Values,
    party: ActorId,
    part: impl Fn(f64) -> f64,
) -> [Vec<f64>; 2] {
    let outside = Outside { graph, beliefs, values, party };
    let periods = outside.periods();
    let found: Vec<[f64; 2]> =
        graph.cut.tails.iter().map(|tail| outside.of(tail, periods, &part)).collect();
    [0, 1].map(|side| {
        let mut terminal = Payoff::zero(&graph.process).terminal;
        for (node, tail) in &graph.cut.nodes {
            terminal[*node as usize] = found[*tail as usize][side];
        }
        terminal
    })
}

struct Outside<'a> {
    graph: &'a Graph,
    beliefs: &'a Beliefs,
    values: &'a Values,
    party: ActorId,
}

impl Outside<'_> {
    fn odds(&self, odds: Odds) -> f64 {
        chance_of(self.beliefs, self.values, odds)
    }

    /// Discounted periods to come, at most.
    fn periods(&self) -> f64 {
        let stays = self.graph.cut.leavers.iter().map(|(party, forms)| self.stays(*party, forms));
        let onward = discount(self.beliefs, self.values, self.party) * stays.product::<f64>();
        if onward < 1.0 - 1e-9 { 1.0 / (1.0 - onward) } else { NOTHING_SAID }
    }

    /// The best odds that no successor of a signatory leaves in a period.
    fn stays(&self, party: ActorId, forms: &[LegalForm]) -> f64 {
        let honours = |form: &LegalForm| {
            let odds = Odds::Honour(party, *form);
            self.beliefs.odds_entry(odds).map_or(1.0, |_| self.odds(odds))
        };
        let honours = forms.iter().map(honours).fold(0.0, f64::max);
        // An election is no help in every period: the bound counts none.
        1.0 - self.odds(Odds::Turnover(party)) * (1.0 - honours)
    }

    fn of(&self, tail: &Tail, periods: f64, part: &impl Fn(f64) -> f64) -> [f64; 2] {
        let mut sum = [0.0, 0.0];
        for (flow, times, most) in &tail.flows {
            let amount = self.flow(*flow).unwrap_or(0.0) * f64::from(*times);
            for end in self.ends_of(*flow, *most) {
                add(&mut sum, part(amount * end), [periods, periods]);
            }
        }
        for (hit, once) in &tail.lumps {
            let lump = &self.beliefs.lumps[usize::from(*hit)];
            if lump.party == self.party {
                let amount = part(entry_value(self.values, lump.amount));
                let often = [self.kept_rate(lump), self.rate(&lump.on)].map(|r| r * periods);
                add(&mut sum, amount, if *once { [1.0, 1.0] } else { often });
            }
        }
        sum.map(|bound| bound.clamp(-NOTHING_SAID, NOTHING_SAID))
    }

    /// What a flow may be multiplied by, at least and at most.
    fn ends_of(&self, flow: u16, most: i64) -> Vec<f64> {
        let Some(row) = self.beliefs.flows.get(usize::from(flow)) else { return Vec::new() };
        let at = |held| measured(self.beliefs, self.values, row.per, held);
        match row.per {
            Per::Period | Per::Announced(_) | Per::Felt(_) | Per::Gap(_) => vec![1.0],
            // What is not above nothing and what is not below it are added to one end each.
            Per::Held { .. } | Per::Covered { .. } => vec![at(0).min(0.0), at(most).max(0.0)],
            // Less pressure than after collapse, at most none.
            Per::Pressure(_) => vec![at(2 * i64::from(u8::MAX))],
        }
    }

    /// What a flow may be worth: as given, or times its factor, whichever is further from zero.
    fn flow(&self, flow: u16) -> Option<f64> {
        let row = self.beliefs.flows.get(usize::from(flow)).filter(|r| r.party == self.party)?;
        let amount = entry_value(self.values, row.amount);
        let factor = row.hawk.map_or(1.0, |(_, entry)| entry_value(self.values, entry));
        Some(amount * factor.max(1.0))
    }

    /// Expected times a period that an occasion comes, at most, whatever anybody does.
    fn rate(&self, on: &Occasion) -> f64 {
        match on {
            Occasion::War => 1.0,
            Occasion::Leak => self.odds(Odds::Leak),
            Occasion::Turnover(party) => {
                self.odds(Odds::Turnover(*party)) + self.odds(Odds::Election(*party))
            }
            Occasion::Sabotage(_) => 1.0,
            Occasion::Attack { subject, grave } => {
                let odds = self.odds(Odds::Grave(*subject));
                self.attacks(*subject) * if *grave { odds } else { 1.0 - odds }
            }
            Occasion::Verdict { kind: VerdictKind::Struck, by: Some(by), .. }
                if self.beliefs.odds_entry(Odds::Outsider(*by)).is_some() =>
            {
                self.odds(Odds::Outsider(*by))
            }
            Occasion::Verdict {
                kind: VerdictKind::Occurred,
                item: Some(Item::Subject(id)),
                ..
            } => self.attacks(*id),
            Occasion::Verdict { .. } => f64::from(REPEATS),
        }
    }

    /// The same while everybody keeps: a maintained duty that only a verifier's report can put in
    /// doubt is reported no more often than the verifier reports.
    fn kept_rate(&self, lump: &Lump) -> f64 {
        let any = self.rate(&lump.on);
        let Occasion::Verdict { kind: VerdictKind::NotPerformed, item, .. } = &lump.on else {
            return any;
        };
        let Some(Item::Duty(duty)) = item else { return any };
        let odds = [Odds::Detect(*duty), Odds::FalseAlarm(*duty)];
        let drawn = odds.iter().any(|odds| self.beliefs.odds_entry(*odds).is_some());
        let largest = odds.iter().map(|odds| self.odds(*odds)).fold(0.0, f64::max);
        if drawn { f64::from(REPEATS) * largest } else { any }
    }

    fn attacks(&self, tally: SubjectId) -> f64 {
        let odds = |c| [Odds::Incident(tally, c), Odds::Wave(tally, c, true)];
        (0..3).flat_map(odds).map(|odds| self.odds(odds)).fold(0.0, f64::max)
    }
}

/// Adds an amount to the worst or to the best, so often.
fn add(sum: &mut [f64; 2], amount: f64, [worst, best]: [f64; 2]) {
    if amount < 0.0 {
        sum[0] += amount * worst;
    } else {
        sum[1] += amount * best;
    }
}
