//! The answer: a word, and at once what it rests on.

use explore::assess::{Answer, Share};
use explore::hold::{Holding, Holds, StateMargin};
use kernel::ActorId;

use super::{deviation, list};
use crate::labels::capital;
use crate::number::{counted, nineteen_in_twenty_of, percent, percent_at_most};
use crate::page::Page;

/// What stands where the share would, after a quick look.
pub const NO_SHARE: &str = "The share of your ranges in which it is kept was not computed";

/// The word.
#[must_use]
pub fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Depends => "depends",
        Answer::Undecided => "undecided",
    }
}

/// Who keeps under the central beliefs, and from when who would gain by leaving.
#[must_use]
pub fn who_keeps(page: &Page<'_>) -> String {
    let holdings = &page.assessment.holdings;
    let of = |holds| holdings.iter().filter(move |it: &&Holding| it.holds() == holds);
    let mut sentences = Vec::new();
    let keepers: Vec<&Holding> = of(Holds::Yes).collect();
    if keepers.len() > 1 && keepers.len() == holdings.len() {
        sentences.push(keep_together(page, &keepers));
    } else {
        sentences.extend(keepers.iter().map(|it| keeps(page, it)));
    }
    sentences.extend(of(Holds::No).map(|it| leaves(page, it)));
    sentences.extend(of(Holds::Undecided).map(|it| open(page, it)));
    let first = sentences.first_mut();
    if let Some(first) = first {
        *first = format!("Under these beliefs {first}");
    }
    let whole: Vec<String> = sentences.iter().map(|it| format!("{}.", capital(it))).collect();
    whole.join(" ")
}

fn keep_together(page: &Page<'_>, keepers: &[&Holding]) -> String {
    let names: Vec<String> = keepers.iter().map(|it| page.labels.the(it.party)).collect();
    let both = if names.len() == 2 { "both " } else { "" };
    let names = format!("{both}{}", list(&names));
    if keepers.iter().all(|it| it.strict() != Holds::No) {
        return format!("{names} gain by keeping it to the end");
    }
    let most = keepers.iter().map(|it| at_stake(it)).fold(0.0, f64::max);
    format!(
        "{names} keep it: leaving could gain nobody more than {} of its stake",
        percent_at_most(most)
    )
}

/// What the best plan of departures could gain at most, as a share of what keeping is worth.
fn at_stake(holding: &Holding) -> f64 {
    (holding.loss.upper / holding.stake.centre().abs()).max(0.0)
}

fn keeps(page: &Page<'_>, holding: &Holding) -> String {
    let who = page.labels.the(holding.party);
    if holding.strict() == Holds::No {
        let gain = percent_at_most(at_stake(holding));
        return format!("{who} keeps it: leaving could gain it no more than {gain} of its stake");
    }
    format!("{who} gains by keeping it to the end")
}

fn leaves(page: &Page<'_>, holding: &Holding) -> String {
    let who = page.labels.the(holding.party);
    let gain = percent(holding.loss.lower / holding.stake.centre().abs());
    match (holding.weakest(), holding.margins.first()) {
        (Some(first), _) if first.margin < 0.0 => {
            let (act, since) = (act(page, first), since(page, holding));
            format!("{who} does not keep it: {since} it would gain by {act}")
        }
        (_, Some(_)) => {
            format!(
                "{who} does not keep it: no departure pays by itself, but a run of them would \
                 gain it {gain} of its stake{}",
                begins(page, holding)
            )
        }
        (_, None) => format!("{who} does not keep it: leaving would gain it {gain} of its stake"),
    }
}

fn open(page: &Page<'_>, holding: &Holding) -> String {
    let who = page.labels.the(holding.party);
    let stake = holding.stake.centre().abs();
    let (least, most) = (holding.loss.lower / stake, holding.loss.upper / stake);
    let gap = match page.assessment.cut {
        0 => String::new(),
        points => format!(", {} were left out", counted(points, "point")),
    };
    if most > 10.0 || !most.is_finite() {
        return format!("whether {who} keeps it is undecided: the bounds say nothing{gap}");
    }
    let (least, most) = (percent(least.max(0.0)), percent_at_most(most));
    format!(
        "whether {who} keeps it is undecided: leaving could gain it between {least} and {most} of \
         its stake{gap}"
    )
}

/// How a run of departures begins, if it is the weakest promise.
fn begins(page: &Page<'_>, holding: &Holding) -> String {
    let weakest = page.assessment.weakest.as_ref();
    let own = weakest.filter(|it| it.party == holding.party && it.run.is_some());
    own.map_or_else(String::new, |it| {
        let line = page.labels.at_line(it.clause);
        format!(", beginning with {}{line}", deviation::doing(page.labels, &it.deviation))
    })
}

/// A departure with its line.
fn act(page: &Page<'_>, margin: &StateMargin) -> String {
    let line = page.labels.at_line(deviation::clause(page.accord, &margin.deviation));
    format!("{}{line}", deviation::doing(page.labels, &margin.deviation))
}

/// From when: the month if this is the weakest promise of all, else the phase.
fn since(page: &Page<'_>, holding: &Holding) -> String {
    let month = page.assessment.weakest.as_ref().filter(|it| it.party == holding.party);
    if let Some(month) = month.and_then(|it| it.month) {
        return format!("from month {month:.0}");
    }
    let phase = holding.weakest().and_then(|it| it.phase);
    phase.map_or_else(|| "somewhere".to_owned(), |phase| format!("in phase {}", phase.index() + 1))
}

/// The share of the believed space, and who is the first to gain by leaving in the rest.
#[must_use]
pub fn share(page: &Page<'_>) -> String {
    match &page.assessment.share {
        None => format!("{NO_SHARE} (a quick look)."),
        Some(share) => {
            format!("Across your ranges {}{}.", kept(page, share), first_to_leave(page, share))
        }
    }
}

fn kept(page: &Page<'_>, share: &Share) -> String {
    let (low, high) = nineteen_in_twenty_of(share.mean, share.standard_error, share.samples);
    let bounds = format!("{:.0}-{:.0}", low * 100.0, high * 100.0);
    format!("{} keep it in {} ({bounds})", page.everybody(), percent(share.mean))
}

fn first_to_leave(page: &Page<'_>, share: &Share) -> String {
    let mut leavers: Vec<&(ActorId, f64)> =
        share.first_to_leave.iter().filter(|(_, part)| *part > 0.0).collect();
    leavers.sort_by(|a, b| b.1.total_cmp(&a.1));
    let name = |it: &(ActorId, f64)| page.labels.the(it.0);
    let Some((most, rest)) = leavers.split_first() else { return String::new() };
    let first = format!("in {} {} is the first to gain by leaving", percent(most.1), name(most));
    let others = rest.iter().map(|it| format!(", in {} {}", percent(it.1), name(it)));
    format!("; {first}{}", others.collect::<String>())
}
