//! What the text means for the world outside it: relief that is felt, breakout time, the price of
//! oil; and what trust can cost.

use explore::assess::breakout::Breakout;
use explore::assess::relief::{Channel, ReliefCurve};
use explore::assess::security::Security;
use explore::assess::worst::WorstLoss;
use explore::assess::{Regret, Share};
use maud::{Markup, html};

use super::figure::{heads, paragraph, table};
use super::{Section, curves};
use crate::ethics::mark;
use crate::number::{figure, interval, percent, signed};
use crate::page::Page;
use crate::words::{breakout, good, oil, path};

/// Breakout time by month and by state.
pub(super) fn breakout(page: &Page<'_>) -> Option<Section> {
    let all = &page.assessment.breakout;
    if all.is_empty() {
        return None;
    }
    Section::new(
        "breakout",
        "Breakout time",
        html! {
            @for (number, it) in all.iter().enumerate() { (times(page, number, it)) }
        },
    )
}

fn times(page: &Page<'_>, number: usize, it: &Breakout) -> Markup {
    let rows = it.by_month.iter().filter(|point| point.month == 1 || point.month % 6 == 0);
    let rows: Vec<Vec<String>> =
        rows.map(|at| vec![at.month.to_string(), figure(at.median), figure(at.least)]).collect();
    let way = it.departing.as_ref().filter(|(_, steps)| !steps.is_empty());
    let programme = page.beliefs.programmes.iter().find(|known| known.party == it.party);
    html! {
        (paragraph(&format!("{}.", breakout::sentence(page, it))))
        @for line in breakout::expected(it) { (paragraph(&format!("{line}."))) }
        @if let Some((days, steps)) = way {
            (paragraph(&format!(
                "Down to {}: {}.",
                breakout::days(days),
                path::sentence(page.labels, Some(it.party), steps)
            )))
        }
        @if let Some(programme) = programme {
            (paragraph(&format!(
                "Capacity: {} SWU a year ({} to {}), {} ({}). Days to 25 kg of uranium at 90 %, the \
                 published convention; nothing made while a cap is departed from is counted.",
                figure(programme.swu_per_year.middle),
                figure(programme.swu_per_year.low),
                figure(programme.swu_per_year.high),
                programme.because,
                mark(programme.mark),
            )))
        }
        (curves::breakout(page, number, it))
        @if rows.windows(2).any(|pair| pair[0][1..] != pair[1][1..]) {
            (table(
                "Days by month while in force, everybody keeping, verified stocks",
                &heads(&["month", "in most futures", "least, one in a hundred"]),
                &rows
            ))
        }
    }
}

/// Price kept less price broken.
pub(super) fn oil(page: &Page<'_>) -> Option<Section> {
    let all = oil::effects(page);
    if all.is_empty() {
        return None;
    }
    let row = |it: &oil::Effect| {
        let parts = &it.found.central;
        vec![
            format!("{}: {}", oil::state(it.on), it.rung.state),
            percent(it.chance),
            signed(parts.total_usd),
            format!("{} to {}", oil::end(it, it.found.low_usd), oil::end(it, it.found.high_usd)),
            signed(parts.barrels_usd),
            signed(parts.premium_usd),
            signed(parts.stocks_usd),
            format!("{} ({})", it.rung.source, mark(it.rung.mark)),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let heads = heads(&[
        "broken",
        "chance",
        "kept less broken",
        "range",
        "barrels",
        "premium",
        "stocks",
        "supply lost from",
    ]);
    let body = html! {
        (paragraph(&format!(
            "Brent {} days after, USD a barrel, from {}. The range is over the published pairs of \
             elasticities and the ends of the loss; it holds no chance, and beyond a doubled price, which \
             no study saw, no number is told. Half-life of the premium and no \
             spare capacity are judgement: detente oil takes others.",
            oil::DAY,
            all.first().map_or_else(String::new, |it| {
                format!("{} USD of {}", figure(it.price.0), it.price.1)
            }),
        )))
        (curves::prices(page))
        (table("Price kept less price broken", &heads, &rows))
    };
    Section::new("oil", "Oil price", body)
}

/// Relief announced against relief felt.
pub(super) fn relief(page: &Page<'_>) -> Option<Section> {
    let all: Vec<Column<'_>> = page.assessment.relief.iter().flat_map(columns).collect();
    let months = all.iter().map(|it| it.amounts.len()).max().unwrap_or(0);
    if months == 0 {
        return None;
    }
    let row = |at: usize| {
        let cells = all.iter().map(|it| it.said(page, at));
        std::iter::once((at + 1).to_string()).chain(cells).collect()
    };
    let shown = (0..months).filter(|at| *at < 3 || (at + 1) % 3 == 0).take(SHOWN);
    let rows: Vec<Vec<String>> = shown.map(row).collect();
    let names = all.iter().map(|it| it.name(page));
    let names: Vec<String> = heads(&["month"]).into_iter().chain(names).collect();
    let body = html! {
        (paragraph(
            "Expected over all futures, everybody keeping; an agreement that has ended counts as \
             nothing. What is transferred and not usable waits with banks."
        ))
        @if all.iter().any(|it| it.at_once) {
            (paragraph(
                "Where one column says both, the beliefs leave out the time from the one to the other, \
                 and the page cannot say how long it is."
            ))
        }
        (curves::relief(page))
        (table("Relief given and relief felt, by month", &names, &rows))
    };
    Section::new("relief", "Relief given, relief felt", body)
}

/// Rows of the table of relief.
const SHOWN: usize = 10;

/// One column of relief by month.
struct Column<'a> {
    channel: Channel,
    amounts: &'a [f64],
    felt: bool,
    /// Given and felt are the same in every month.
    at_once: bool,
}

fn columns(it: &ReliefCurve) -> Vec<Column<'_>> {
    let same = |(given, felt): (&f64, &f64)| (given - felt).abs() <= 1e-9 * given.abs();
    let at_once = it.given.iter().zip(&it.felt).all(same);
    let of = |amounts, felt| Column { channel: it.channel, amounts, felt, at_once };
    if at_once {
        vec![of(&it.given, false)]
    } else {
        vec![of(&it.given, false), of(&it.felt, true)]
    }
}

impl Column<'_> {
    fn name(&self, page: &Page<'_>) -> String {
        let (of, given, felt) = match self.channel {
            Channel::Dial(dial) => (page.labels.dial(dial), "levels announced", "levels felt"),
            Channel::Escrow(escrow) => (page.labels.escrow(escrow), "transferred", "usable"),
            Channel::Inflow(party) => {
                let of = format!("{}, inflow in billion USD a year", page.labels.short(party));
                (of, "if all announced were felt", "as it is felt")
            }
            Channel::Pressure(party) => {
                let of = format!("{} at home", page.labels.short(party));
                (of, "chance that reserves are gone", "pressure, 0 to 1")
            }
        };
        match (self.at_once, self.felt) {
            (true, _) => format!("{of}: {given}, {felt}"),
            (false, false) => format!("{of}: {given}"),
            (false, true) => felt.to_owned(),
        }
    }

    fn said(&self, page: &Page<'_>, at: usize) -> String {
        let amount = self.amounts.get(at).copied().unwrap_or(0.0);
        match self.channel {
            Channel::Dial(_) | Channel::Inflow(_) | Channel::Pressure(_) => figure(amount),
            Channel::Escrow(escrow) => good::money(page.labels, escrow, amount),
        }
    }
}

/// What trust can cost at most, what nobody can take, what could be regretted.
pub(super) fn worst(page: &Page<'_>) -> Option<Section> {
    if page.assessment.worst.is_empty() {
        return None;
    }
    let body = html! {
        (lost(page))
        @if !page.assessment.security.is_empty() { (sure(page)) }
        @if let Some(share) = &page.assessment.share { (regretted(page, share)) }
    };
    Section::new("worst", "Worst loss, security value, minimax regret", body)
}

fn lost(page: &Page<'_>) -> Markup {
    let row = |it: &WorstLoss| {
        vec![
            page.labels.short(it.party),
            page.labels.short(it.by),
            figure(it.kept.centre()),
            figure(it.worst.centre()),
            figure(it.kept.centre() - it.worst.centre()),
        ]
    };
    let rows: Vec<Vec<String>> = page.assessment.worst.iter().map(row).collect();
    let heads = heads(&["who keeps", "who departs", "value kept", "value at worst", "worst loss"]);
    html! {
        (paragraph(
            "Three numbers, in the unit of the beliefs. Worst loss: the most that a side which keeps can \
             lose if the other does whatever hurts it most, whether or not that pays. A bound, not \
             what is to be expected."
        ))
        (table("Worst loss still possible", &heads, &rows))
    }
}

fn sure(page: &Page<'_>) -> Markup {
    let row =
        |it: &Security| vec![page.labels.short(it.party), interval(it.value.lower, it.value.upper)];
    let rows: Vec<Vec<String>> = page.assessment.security.iter().map(row).collect();
    html! {
        (paragraph(
            "Security value: what a side can be sure of at signature by choosing well itself, whatever \
             the other does. Bracketed: not every plan is tried."
        ))
        (table("Security value", &heads(&["side", "between"]), &rows))
    }
}

fn regretted(page: &Page<'_>, share: &Share) -> Markup {
    let row = |it: &Regret| {
        vec![
            page.labels.short(it.party),
            figure(it.keeping),
            figure(it.staying_out),
            figure(it.minimax()),
        ]
    };
    let rows: Vec<Vec<String>> = share.regrets.iter().map(row).collect();
    let heads = heads(&["side", "having kept", "having stayed out", "minimax regret"]);
    html! {
        (paragraph(&format!(
            "Minimax regret: the most that a side could come to regret over your ranges ({} samples, \
             so at least this much), by what it chose: against the better of its best plan and not \
             signing, which is worth nothing.",
            share.samples
        )))
        (table("Regret over the ranges", &heads, &rows))
    }
}
