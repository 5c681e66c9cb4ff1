//! What telling and talking are worth, in words.

use explore::assess::signals::{Alarms, LineWorth, NoticeWorth, SideWorth};
use kernel::ActorId;

use super::list;
use crate::labels::quoted;
use crate::number::{figure, percent, percent_fine};
use crate::page::Page;

/// All of it in one paragraph; nothing where the beliefs do not speak of it.
#[must_use]
pub fn brief(page: &Page<'_>) -> Option<String> {
    let it = &page.assessment.signals;
    let alarms = it.alarms.as_ref().map(|alarms| hazard(page, alarms));
    let lines = it.lines.iter().map(|line| worth(page, line));
    let notices = it.notices.iter().map(|notice| kept(page, notice));
    let all: Vec<String> = alarms.into_iter().chain(lines).chain(notices).collect();
    (!all.is_empty()).then(|| format!("Signals: {}.", all.join("; ")))
}

/// What a line changes.
#[must_use]
pub fn worth(page: &Page<'_>, it: &LineWorth) -> String {
    let gain = |it: &SideWorth| (it.party, it.with.centre() - it.without.centre());
    let gains: Vec<(ActorId, f64)> = it.parties.iter().map(gain).collect();
    let [with, without] = it.war;
    format!(
        "{} is worth {} and puts the chance of war at {} instead of {}",
        line(page, it),
        amounts(page, &gains),
        percent_fine(with),
        percent_fine(without)
    )
}

/// The line as people call it, without its end.
#[must_use]
pub fn line(page: &Page<'_>, it: &LineWorth) -> String {
    quoted(article(&page.labels.channel(it.line)))
}

/// The notice as people call it, without who owes it.
#[must_use]
pub fn notice(page: &Page<'_>, it: &NoticeWorth) -> String {
    quoted(article(&page.labels.notice(it.notice)))
}

/// A title without the party in brackets after it.
fn article(title: &str) -> &str {
    title.rsplit_once(" (").map_or(title, |(title, _)| title)
}

/// Whether a notice is given and what it costs the sides if it is not.
#[must_use]
pub fn kept(page: &Page<'_>, it: &NoticeWorth) -> String {
    let by = page.labels.the(it.by);
    let [told, untold] = it.overreaction;
    let keeps = match it.margin {
        Some((margin, error)) if margin - error >= 0.0 => {
            format!("{by} loses by acting without {}", notice(page, it))
        }
        Some((margin, error)) if margin + error < 0.0 => {
            format!("in some state {by} gains by acting without {}", notice(page, it))
        }
        Some(_) => format!("whether {by} gains by acting without {} is open", notice(page, it)),
        None => format!("{by} hardly has an act to tell under {}", notice(page, it)),
    };
    format!(
        "{keeps}: on average it would cost {}, and an act is answered with force {} of the time told, {} \
         untold",
        amounts(page, &it.once),
        percent_fine(told),
        percent_fine(untold)
    )
}

/// How much of the hazard of war comes of alarms about nothing.
#[must_use]
pub fn hazard(page: &Page<'_>, it: &Alarms) -> String {
    let months = page.beliefs.horizon;
    let share = it.share().map_or_else(
        || "no war follows from any".to_owned(),
        |share| format!("{} of the chance of war comes of them", percent(share)),
    );
    format!(
        "{} alarms about nothing expected in {months} periods, {} cleared by a word, {} answered with force; \
         {share}",
        figure(it.alarms),
        figure(it.cleared),
        figure(it.strikes)
    )
}

fn amounts(page: &Page<'_>, parties: &[(ActorId, f64)]) -> String {
    let one = |(party, amount): &(ActorId, f64)| {
        format!("{} to {}", figure(*amount), page.labels.the(*party))
    };
    list(&parties.iter().map(one).collect::<Vec<_>>())
}
