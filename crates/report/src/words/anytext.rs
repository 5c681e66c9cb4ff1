//! Whether any text could hold, and what pays with payments.

use explore::anytext::payments::{Payments, Surplus, Why};
use explore::anytext::{AnyText, Could, Side};

use super::deviation;
use crate::number::{figure, percent};
use crate::page::Page;

/// The answer in one or two sentences, without the last full stop.
#[must_use]
pub fn sentence(page: &Page<'_>, it: &AnyText) -> String {
    let tail = paid(&it.payments);
    format!("{}{tail}", answer(page, it))
}

/// The answer in a line, without its full stop.
#[must_use]
pub fn brief(page: &Page<'_>, it: &AnyText) -> String {
    let gap =
        it.sides.iter().map(|side| side.attained.upper - side.least.lower).fold(0.0, f64::max);
    match it.could {
        Could::ThisText => {
            let open = it.sides.iter().any(|side| side.attained.lower > 0.0);
            let last = format!("; undecided to the last unit (gap {})", figure(gap));
            let share = percent(page.beliefs.tolerance);
            format!("this one, within {share}{}", if open { last } else { String::new() })
        }
        Could::Undecided => it.gap().map_or_else(
            || "undecided".to_owned(),
            |(party, gap)| {
                let gap = figure(gap.upper - gap.lower);
                format!("undecided, at a gap of {gap} for {}", page.labels.the(party))
            },
        ),
        Could::Impossible(party) => {
            let payments = match it.payments {
                Payments::Possible(_) => "; with payments, not ruled out",
                Payments::Impossible(_) => ", nor with payments",
                Payments::NotAsked(_) => "",
            };
            format!("none that asks the same, for {}{payments}", page.labels.the(party))
        }
        Could::Changed(_) | Could::Cut => answer(page, it),
    }
}

fn answer(page: &Page<'_>, it: &AnyText) -> String {
    match it.could {
        Could::ThisText => {
            let share = percent(page.beliefs.tolerance);
            let last = last_unit(page, it);
            format!("this one does, within {share} of each stake{last}{}", deterred(page, it))
        }
        Could::Changed(place) => {
            let change = page.assessment.changes.get(place);
            let words = change.map_or_else(String::new, |change| change.change.clone());
            format!("this one is not known to, but one does: {words}")
        }
        Could::Impossible(party) => impossible(page, it, party),
        Could::Undecided => undecided(page, it),
        Could::Cut => "not asked, since the size limit left points out".to_owned(),
    }
}

fn impossible(page: &Page<'_>, it: &AnyText, party: kernel::ActorId) -> String {
    let gain = it.sides.iter().find(|side| side.party == party).map_or(0.0, |it| it.least.lower);
    format!(
        "none that asks the same of those who keep. {} would gain {} or more by leaving even if \
         every departure came to light at once and were answered as hard as these moves allow",
        page.labels.the_first(party),
        figure(gain)
    )
}

fn undecided(page: &Page<'_>, it: &AnyText) -> String {
    let Some((party, gap)) = it.gap() else { return "not known".to_owned() };
    format!(
        "undecided. Under this text and every change of it that was tried {} would gain up to {} by \
         leaving, under the hardest answers {} or more; between them nothing is shown (a gap of {})",
        page.labels.the(party),
        figure(gap.upper),
        figure(gap.lower),
        figure(gap.upper - gap.lower)
    )
}

/// What holds within the tolerance may still fail by less.
fn last_unit(page: &Page<'_>, it: &AnyText) -> String {
    let gains = it.sides.iter().filter(|side| side.attained.lower > 0.0);
    let most = gains.max_by(|a, b| a.attained.lower.total_cmp(&b.attained.lower));
    most.map_or_else(String::new, |side| {
        let who = page.labels.the(side.party);
        let (most, least) = (figure(side.attained.upper), figure(side.least.lower));
        format!(
            "; to the last unit it is undecided: {who} would gain {most} by leaving this text, {least} \
             or more under any"
        )
    })
}

/// How much harder answers could deter what they deter least.
fn deterred(page: &Page<'_>, it: &AnyText) -> String {
    let known = it.sides.iter().filter_map(|side| Some((side, side.closest.as_ref()?)));
    let Some((side, closest)) = known.min_by(|a, b| a.1.margin.total_cmp(&b.1.margin)) else {
        return String::new();
    };
    let (who, what) =
        (page.labels.the(side.party), deviation::doing(page.labels, &closest.deviation));
    if closest.margin < 0.0 {
        let gain = figure(-closest.margin);
        format!(
            ". However it is answered, {what} would gain {who} {gain} or more where it pays most"
        )
    } else {
        let cost = figure(closest.margin);
        format!(
            ". What the hardest answers deter least, {what}, would then cost {who} up to {cost}"
        )
    }
}

/// What payments could do, as further sentences.
fn paid(it: &Payments) -> String {
    match it {
        Payments::NotAsked(Why::Cut | Why::OneSide) => String::new(),
        Payments::NotAsked(why) => {
            format!(". With payments between the sides: not asked, {}", why_not(*why))
        }
        Payments::Impossible(it) => format!(
            ". With payments between the sides none either: going on is worth {} to all together, \
             leaving {} or more",
            figure(it.joint.centre()),
            figure(it.departing)
        ),
        Payments::Possible(it) => possible(it),
    }
}

fn possible(it: &Surplus) -> String {
    let surplus = figure(it.joint.centre() - it.departing);
    let stop = match it.stopped {
        0 => String::new(),
        stopped => format!(" (stopping in {stopped} of {} periods)", it.periods),
    };
    format!(
        ". With payments between the sides nothing rules one out{stop}: together they would have \
         {surplus} more by going on than by leaving"
    )
}

/// Why payments were not asked about.
#[must_use]
pub fn why_not(why: Why) -> &'static str {
    match why {
        Why::Cut => "the size limit left points out",
        Why::OneSide => "only one side has payoffs",
        Why::Discounts => "the sides discount differently",
        Why::NoFloor => "walking out does not end it at once, so that no floor is known",
        Why::Unsettled => "elimination did not come to rest",
    }
}

/// The word for JSON.
#[must_use]
pub fn word(could: Could) -> &'static str {
    match could {
        Could::ThisText => "this text",
        Could::Changed(_) => "changed",
        Could::Impossible(_) => "impossible",
        Could::Undecided => "undecided",
        Could::Cut => "cut",
    }
}

/// What was aggregated, for one side.
#[must_use]
pub fn aggregated(page: &Page<'_>, side: &Side) -> String {
    let floor = side.floor.map_or_else(
        || "no floor is known at signature, since walking out does not end it at once".to_owned(),
        |floor| format!("{} at signature", figure(floor)),
    );
    format!(
        "{}: {} points of everybody keeping are kept apart; the {} that its departures lead to are \
         aggregated into its floor in each ({floor})",
        page.labels.the_first(side.party),
        side.kept_points,
        side.floored_points
    )
}
