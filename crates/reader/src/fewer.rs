//! Questions that fewer futures answer: against another text, with controls, for a rare end, and the
//! margins of a text that is too large to enumerate.

use explore::drive::Drive;
use explore::simulate::{
    Compared, Controlled, Numbers, Rare, Run as Paths, SampledMargins, Simulation, Spend, Told,
    compare,
};
use kernel::ActorId;
use kernel::state::Cause;
use report::futures::{Asked, compared, controlled, rare, sampled};
use world::Beliefs;

use crate::believed::Believed;
use crate::unread::Unread;

/// Points at which a party chooses, and pairs for each departure in doubt.
const SPEND: Spend = Spend { points: 300, pairs: 4096 };

/// A question that fewer futures answer.
#[derive(Clone, Copy)]
pub enum Fewer<'a> {
    /// What another text, with beliefs of its own, does to the same futures; or, drawn from the
    /// ranges, to as many others.
    Against(&'a Believed, bool),
    /// The share of futures that end in a way that few do.
    Rare(Cause),
    /// What keeping is worth less departing, for every signatory that the reader pays.
    Margins,
    /// Survival with what is known of the draws taken out.
    Controlled,
}

/// What was found.
pub enum Found {
    /// Against another text.
    Compared(Compared),
    /// A rare end.
    Rare(Cause, Rare),
    /// Margins, by signatory.
    Margins(Vec<SampledMargins>),
    /// With controls.
    Controlled(Controlled),
}

/// Answers the question of these paths; `told` may stop it.
///
/// # Errors
/// [`Unread::Usage`] for texts whose futures cannot be paired.
pub fn fewer(
    believed: &Believed,
    question: Fewer<'_>,
    paths: &Paths,
    told: Told<'_>,
) -> Result<Found, Unread> {
    let values = believed.beliefs.central();
    let drive = Drive::new(&believed.accord, &believed.beliefs, None);
    Ok(match question {
        Fewer::Against(other, ranges) => {
            Found::Compared(against((believed, &drive), other, ranges, (paths, told))?)
        }
        Fewer::Rare(cause) => {
            Found::Rare(cause, Simulation::new(&drive).rare(&values, paths, cause, told))
        }
        Fewer::Margins => Found::Margins(margins(believed, paths, told)),
        Fewer::Controlled => {
            Found::Controlled(Simulation::new(&drive).controlled(&values, paths, told))
        }
    })
}

impl Found {
    /// What is said of it: a page, or JSON. `other` names the rows of the other text, if there is one;
    /// `drawn` is how many futures were.
    #[must_use]
    pub fn text(
        &self,
        asked: &Asked<'_>,
        other: Option<&Believed>,
        drawn: u64,
        json: bool,
    ) -> String {
        let labels = other.map_or(asked.labels, |it| &it.labels);
        match self {
            Self::Compared(found) => compared(asked, labels, found, json),
            Self::Rare(cause, found) => rare(asked, word(*cause), found, drawn, json),
            Self::Margins(found) => sampled(asked, found, json),
            Self::Controlled(found) => controlled(asked, found, drawn, json),
        }
    }
}

fn against(
    (believed, drive): (&Believed, &Drive<'_>),
    other: &Believed,
    ranges: bool,
    (paths, told): (&Paths, Told<'_>),
) -> Result<Compared, Unread> {
    let (one, two) = (&believed.beliefs, &other.beliefs);
    if (one.period, one.horizon) != (two.period, two.horizon) {
        return Err(Unread::Usage(
            "the beliefs about the two texts have different periods or horizons: give them the same, \
             or their futures cannot be paired"
                .to_owned(),
        ));
    }
    let theirs = Drive::new(&other.accord, &other.beliefs, None);
    let (one, two) = (Simulation::new(drive), Simulation::new(&theirs));
    let values = [&believed.beliefs, &other.beliefs].map(Beliefs::central);
    let [own, their] = values.each_ref().map(|values| match ranges {
        true => Numbers::Sampled,
        false => Numbers::Given(values),
    });
    Ok(compare((&one, own), (&two, their), paths, told))
}

fn margins(believed: &Believed, paths: &Paths, told: Told<'_>) -> Vec<SampledMargins> {
    let values = believed.beliefs.central();
    let parties = believed.accord.signatory_ids().filter(|it| is_paid(believed, *it));
    let margins = parties.filter_map(|party| {
        let drive = Drive::new(&believed.accord, &believed.beliefs, Some(party));
        Simulation::measuring(&drive).margins(&values, paths, SPEND, told)
    });
    margins.collect()
}

/// Whether the reader gives a signatory any payoff.
fn is_paid(believed: &Believed, party: ActorId) -> bool {
    believed.beliefs.flows.iter().any(|flow| flow.party == party)
        || believed.beliefs.lumps.iter().any(|lump| lump.party == party)
}

fn word(cause: Cause) -> &'static str {
    match cause {
        Cause::Hostilities => "hostilities",
        Cause::Withdrawal => "withdrawal",
        Cause::Restored => "former state restored",
        Cause::Lapsed => "a phase lapsed",
        Cause::Completed => "completed",
    }
}
