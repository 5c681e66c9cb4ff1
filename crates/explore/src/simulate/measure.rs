//! What is measured of a path beside how it ends.

use crate::exposure::Good;
use crate::exposure::legs::Leg;
use crate::weigh::entry_value;
use kernel::ActorId;
use kernel::state::{Cause, Ended};
use sampling::Stream;
use world::oil::quotes::{quotes_at_hand, recent_spread};
use world::oil::scenario::{Release, Rung, difference, rungs};
use world::oil::{Market, central_elasticity, studies};
use world::programme::Broken;
use world::special_functions::normal_quantile;
use world::{Beliefs, hazard};

use super::mark::millionths;
use super::process::MARKET;

/// Days with a quote over all days.
const QUOTES_PER_DAY: f64 = 252.0 / 365.25;

/// One number of each path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What it is.
    pub what: What,
    /// How many of the whole numbers that are counted make one of the unit.
    pub per_unit: i64,
}

/// What a number of a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The most that a party had delivered and not had answered of a good, in the good's unit.
    Exposure(ActorId, Good),
    /// The fewest days from a party's verified stocks to the threshold at the end of any period.
    Breakout(ActorId),
    /// What a party got until the horizon, discounted to signature, in the unit of the beliefs.
    Payoff(ActorId),
    /// The price of oil at the horizon, USD a barrel: what the end of the agreement makes of it, and
    /// the market's own moves.
    Price,
}

/// What can be measured under some beliefs.
pub(super) fn measures(beliefs: &Beliefs, legs: &[(ActorId, Vec<Leg>)]) -> Vec<Measure> {
    let mut list = Vec::new();
    for (party, legs) in legs {
        let mut goods: Vec<Good> = legs.iter().map(|leg| leg.good).collect();
        goods.sort_unstable();
        goods.dedup();
        let one = |good| Measure { what: What::Exposure(*party, good), per_unit: 1 };
        list.extend(goods.into_iter().map(one));
    }
    let millionth = |what| Measure { what, per_unit: 1_000_000 };
    list.extend(beliefs.programmes.iter().map(|it| millionth(What::Breakout(it.party))));
    let paid = |party: &ActorId| {
        beliefs.flows.iter().any(|flow| flow.party == *party)
            || beliefs.lumps.iter().any(|lump| lump.party == *party)
    };
    let parties = legs.iter().map(|(party, _)| *party).filter(paid);
    list.extend(parties.map(|party| millionth(What::Payoff(party))));
    if Oil::new(beliefs).is_some() {
        list.push(millionth(What::Price));
    }
    list
}

/// What the end of the agreement does to the price of oil.
pub(super) struct Oil {
    market: Market,
    elasticity: f64,
    daily_spread: f64,
    rungs: Vec<(Broken, Rung)>,
    days: f64,
    period_days: f64,
}

impl Oil {
    /// The last quote at hand, the middle of the studies, and the rungs that the beliefs name;
    /// `None` if they name none.
    pub(super) fn new(beliefs: &Beliefs) -> Option<Self> {
        let all = rungs();
        let named = |it: &world::programme::OilBelief| {
            Some((it.on, all.iter().find(|rung| rung.id == it.rung)?.clone()))
        };
        let rungs: Vec<_> = beliefs.oil.iter().filter_map(named).collect();
        let quotes = quotes_at_hand().ok().filter(|_| !rungs.is_empty())?;
        let period_days = hazard::days(beliefs.period);
        Some(Self {
            market: Market::at_price(quotes.last()?.price_usd),
            elasticity: central_elasticity(&studies())?,
            daily_spread: recent_spread(&quotes)?,
            rungs,
            days: period_days * f64::from(beliefs.horizon),
            period_days,
        })
    }

    /// The price at the horizon of a path that ended so, in millionths of a USD a barrel.
    pub(super) fn price(&self, end: Option<Ended>, periods: u32, stream: &Stream) -> i64 {
        let broken = end.and_then(|ended| match ended.cause {
            Cause::Completed => None,
            Cause::Hostilities => Some(Broken::War),
            Cause::Lapsed | Cause::Withdrawal | Cause::Restored => Some(Broken::Ended),
        });
        let rung = self.rungs.iter().find(|(on, _)| Some(*on) == broken);
        let day = self.days - f64::from(periods) * self.period_days;
        let less = rung.map_or(0.0, |(_, rung)| {
            let [_, lost, _] = rung.lost_mbd;
            difference(&self.market, rung, lost, Release::default(), self.elasticity, day).total_usd
        });
        let moves = self.daily_spread * libm::sqrt(self.days * QUOTES_PER_DAY);
        let own = normal_quantile(stream.uniform(0, MARKET)) * moves;
        millionths((self.market.price_usd - less) * libm::exp(own))
    }
}

/// What a party gets under one set of numbers, without what [`crate::weigh`] needs of a graph.
pub(super) struct Worth<'a> {
    pub beliefs: &'a Beliefs,
    pub values: &'a world::Values,
}

impl Worth<'_> {
    /// Payoffs on one way on.
    pub(super) fn lumps(&self, set: &[u16], party: ActorId) -> f64 {
        let own = set.iter().filter_map(|hit| self.beliefs.lumps.get(usize::from(*hit)));
        own.filter(|lump| lump.party == party)
            .map(|lump| entry_value(self.values, lump.amount))
            .sum()
    }

    /// Payoffs of one period.
    pub(super) fn flows(&self, set: &[crate::drive::FlowHit], party: ActorId) -> f64 {
        set.iter().map(|hit| crate::weigh::flow(self.beliefs, self.values, party, hit)).sum()
    }
}
