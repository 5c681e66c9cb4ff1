//! What the aggregated game by phase says, in words.

use explore::phased::{Ended, Phase, Phased, Solved, Why};

use super::deviation;
use crate::number::figure;
use crate::page::Page;

/// What the aggregation is, for whoever reads the figure.
pub(crate) const AGGREGATED: &str = "Put together from the graphs in which one side chooses and the other keeps: a state is the phase \
     last opened, and pays and leads on as its periods do on average, everybody keeping. A side keeps, \
     departs from the promise that comes closest to paying there, or walks out. After a departure \
     this game knows the phase and not what was left undone; where both depart at once, what each changes is \
     added up. So it says what these few acts could sustain, and proves nothing about the text.";

/// Where everybody's keeping lies in the sets of the first phase.
pub(crate) fn sentence(page: &Page<'_>, it: &Solved) -> String {
    let first = it.phases.first();
    let Some(first) = first else { return "No phase is met.".to_owned() };
    let short = |i: usize| page.labels.short(it.parties[i]);
    match it.ended {
        Ended::Empty => "No play in these acts is an equilibrium without mixing.".to_owned(),
        Ended::Closed | Ended::Undecided => {
            let held = |i: usize| format!("{} to {}", short(i), figure(first.threat[i]));
            let kept = |i: usize| format!("{} {}", short(i), figure(first.kept[i]));
            format!(
                "From signature on everybody's keeping is worth {} and {} a period; with these few acts \
                 each side could be held no lower than {} and {}. The bounds of what could be sustained \
                 are {} apart at most.",
                kept(0),
                kept(1),
                held(0),
                held(1),
                figure(it.gap)
            )
        }
    }
}

/// What a state is called.
pub(crate) fn named(page: &Page<'_>, it: &Phase) -> String {
    it.phase
        .map_or_else(|| "before any phase".to_owned(), |phase| page.labels.numbered_phase(phase))
}

/// By what a side departs in a phase, with its line.
pub(crate) fn departure(page: &Page<'_>, it: &Phase, side: usize) -> String {
    let Some((choice, clause)) = &it.departures[side] else { return String::new() };
    let line = page.labels.at_line(*clause);
    format!("{}{line}", deviation::doing(page.labels, choice))
}

/// How the search ended.
pub(crate) fn ended(it: &Phased) -> &'static str {
    match it {
        Phased::Solved(Solved { ended: Ended::Closed, .. }) => "closed",
        Phased::Solved(Solved { ended: Ended::Undecided, .. }) => "undecided",
        Phased::Solved(Solved { ended: Ended::Empty, .. }) => "no pure equilibrium",
        Phased::Not(_) => "not asked",
    }
}

/// Why there is no such game.
pub(crate) fn why_not(why: Why) -> &'static str {
    match why {
        Why::NotTwo => "there are not two sides that choose",
        Why::Discounts => "the sides discount differently",
        Why::Cut => "the size limit left points out",
    }
}
