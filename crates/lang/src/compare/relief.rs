//! Relief: volumes and terms of waivers, levels of dials, sums of tranches.

use kernel::Hours;

use super::{Change, Row, Side, Turn, in_both, span};

/// The giver owes more where it goes up.
const GIVES: (Turn, Turn) = (Turn::Tightened, Turn::Loosened);

/// Waivers, dials and tranches that both texts have and that give more or less.
pub(super) fn compare(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    waivers(was, now, changes);
    dials(was, now, changes);
    tranches(was, now, changes);
}

fn waivers(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for (item, before, after) in in_both!(was, now, waiver_ids, waiver) {
        let row = Row {
            party: Some(now.party(after.granter)),
            item,
            was_line: was.line(before.clause),
            line: now.line(after.clause),
        };
        let rate = |volume: i64, period: Hours| {
            // A day's volume, in thousandths, so that periods of any length compare.
            i128::from(volume) * 24_000 / i128::from(period.0.max(1))
        };
        let rates = (rate(before.volume, before.period), rate(after.volume, after.period));
        changes.extend(row.moved(rates, GIVES, |was, now| volume(*was, *now)));
        let forever = |lasts: Option<Hours>| lasts.unwrap_or(Hours::FOREVER);
        let terms = (forever(before.lasts), forever(after.lasts));
        changes.extend(
            row.moved(terms, GIVES, |was, now| format!("lasts {}, was {}", span(*now), span(*was))),
        );
        let windings = (before.winds_down, after.winds_down);
        changes.extend(row.moved(windings, GIVES, |was, now| {
            format!("winds down over {}, was {}", span(*now), span(*was))
        }));
    }
}

fn volume(was: i128, now: i128) -> String {
    let more = if now > was { "more" } else { "less" };
    let percent = (now - was).abs() * 100 / was.max(1);
    format!("{percent} % {more} a day")
}

fn dials(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for (item, before, after) in in_both!(was, now, dial_ids, dial) {
        let row = Row {
            party: Some(now.party(after.holder)),
            item,
            was_line: was.line(before.clause),
            line: now.line(after.clause),
        };
        let levels = (before.levels, after.levels);
        changes.extend(row.moved(levels, GIVES, |was, now| format!("{now} levels, was {was}")));
    }
}

fn tranches(was: &Side<'_>, now: &Side<'_>, changes: &mut Vec<Change>) {
    for (item, before, after) in in_both!(was, now, tranche_ids, tranche) {
        let escrow = now.accord().escrow(after.escrow);
        let row = Row {
            party: escrow.and_then(|escrow| escrow.approvers.first()).map(|by| now.party(*by)),
            item,
            was_line: was.line(before.clause),
            line: now.line(after.clause),
        };
        // Sums are kept in hundredths of their currency.
        let sums = (before.amount / 100, after.amount / 100);
        changes.extend(row.moved(sums, GIVES, |was, now| format!("{now}, was {was}")));
    }
}
