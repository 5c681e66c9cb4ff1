//! Relief and its valves on the desk: dials, money by where it is, humanitarian channels, exchanges; and the unit and what
//! is left at the field of an amount.

use std::sync::Arc;

use desk::Matter;
use desk::line::Line as _;
use desk::model::Moment;
use desk::model::relief::{Relief, relief};
use forms::{Kind, Language};
use jiff::civil::date;
use lang::source::Source;

use crate::filled::drill;
use crate::matter::{accord, recorded, with_history};

fn on(matter: Matter, (year, month, day): (i16, i8, i8)) -> Moment {
    let at = matter.hours(date(year, month, day)).expect("day 0 is a date");
    Moment::of(Arc::new(matter), at)
}

fn shown(name: &str, day: (i16, i8, i8)) -> Relief {
    relief(&on(with_history(name), day))
}

#[test]
fn a_dial_says_what_is_announced_and_what_is_felt() {
    let levels = |day| {
        let found = shown("jcpoa-2015", day);
        let dial = found.dials.first().expect("a dial");
        (dial.announced, dial.felt)
    };
    assert_eq!(levels((2016, 1, 15)), (0, 0));
    assert_eq!(levels((2016, 1, 17)).0, 1);
    // Through a pipeline what is announced is felt later.
    let events = "history of \"Three-phase understanding, United States - Iran\"\n\
        day 0 is 2026-01-01\n2026-01-12 Iran performs admit\n2026-01-15 Iran brings enrichment to 3.67 %U235\n\
        2026-01-22 IAEA reports admit performed\n2026-01-31 US grants W1\n\
        2026-02-14 IAEA measures enrichment 3.5 %U235\n2026-03-14 IAEA measures enrichment 3.5 %U235\n2026-03-20 US turns relief to 1\nuntil 2026-03-31\n";
    let through = |day| {
        let matter = recorded("three-phase", Source::new("turned.events", events));
        let found = relief(&on(matter, day));
        (found.dials[0].announced, found.dials[0].felt)
    };
    assert_eq!(through((2026, 3, 21)), (1, 0));
}

#[test]
fn money_stands_where_it_is_and_persons_are_numbers() {
    let (before, after) = (shown("qatar-2023", (2023, 9, 17)), shown("qatar-2023", (2023, 9, 19)));
    let sums = |it: &Relief| {
        let account = &it.escrows[0];
        let parts =
            [account.frozen, account.transferred, account.usable, account.spent, account.returned];
        assert_eq!(parts.iter().sum::<i64>(), account.total);
        (account.frozen, account.total, account.spent)
    };
    let (frozen, total, _) = sums(&before);
    assert_eq!((frozen, total), (600_000_000_000, 600_000_000_000), "hundredths of USD");
    assert_eq!(sums(&after), (0, total, 0));
    assert_ne!(before.escrows[0].tranches[0].life, after.escrows[0].tranches[0].life);
    let given = |it: &Relief| it.exchanges.iter().map(|side| side.given).collect::<Vec<_>>();
    assert_eq!((given(&before), given(&after)), (vec![0, 0], vec![5, 5]));
}

#[test]
fn a_humanitarian_channel_is_open_while_a_dial_falls_and_counts_what_passed() {
    let events = "history of \"Corridors understanding\"\n\
        day 0 is 2026-01-01\n2026-01-10 US delivers 30 million USD through aid\n\
        2026-01-12 US revokes W1\nuntil 2026-02-01\n";
    let title = accord("corridors").labels().title;
    let matter = recorded(
        "corridors",
        Source::new("aid.events", events.replace("Corridors understanding", &title)),
    );
    let found = relief(&on(matter, (2026, 1, 14)));
    let aid = found.carveouts.first().expect("a channel");
    assert_eq!((aid.open, aid.used, aid.cap), (true, 3_000_000_000, Some(10_000_000_000)));
}

#[test]
fn an_amount_has_its_unit_and_what_is_left_at_the_field() {
    let (mut drill, _) = drill();
    let look = drill.look().expect("a look");
    let until = look.matter.until;
    let moment = Moment::of(Arc::clone(&look.matter), until);
    for language in Language::ALL {
        let page = |kind| crate::pages::form(&moment, &look, kind, language);
        for (kind, field, told) in [
            (Kind::WaiverUse, "amount", "tonne"),
            (Kind::CarveOutUse, "amount", "USD"),
            (Kind::ReleaseRequest, "amount", "USD"),
            (Kind::Declaration, "amount", "%U235"),
            (Kind::IncidentClaim, "severity", "%U235"),
        ] {
            let form = page(kind);
            let hint = form.split_once(&format!("id=\"units-{field}\"")).map(|(_, rest)| rest);
            let hint = hint.and_then(|it| it.split("</div>").next()).unwrap_or_default();
            assert!(hint.contains(told), "{}: {hint}", kind.word());
            assert!(
                form.contains(&format!("aria-describedby=\"units-{field}\"")),
                "{}",
                kind.word()
            );
        }
    }
    let form = crate::pages::form(&moment, &look, Kind::WaiverUse, Language::English);
    assert!(form.contains("left of") && form.contains("30,000 tonne"), "{form}");
}
