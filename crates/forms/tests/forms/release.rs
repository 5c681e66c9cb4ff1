//! What one signature is worth, and two.

use forms::release::{EMERGENCY_SECONDS, Second, Signed, standing};
use forms::{Kind, Release, Standing, TABLE};
use line::SeatId;
use proptest::prelude::*;

const ONE: SeatId = SeatId([3; 16]);
const OTHER: SeatId = SeatId([4; 16]);
const AT: u64 = 1_800_000_000;

fn found(release: Release, emergency: bool, seats: &[SeatId]) -> Standing {
    standing(&Signed { release, emergency, seats, at: AT }, &[], AT)
}

#[test]
fn each_rule_takes_what_it_needs_and_nothing_less() {
    for rule in [Release::One, Release::Two, Release::TwoAlways] {
        assert_eq!(found(rule, false, &[ONE, OTHER]), Standing::Released, "{rule:?}");
        assert_eq!(found(rule, false, &[]), Standing::Unsigned, "{rule:?}");
        let alone = found(rule, false, &[ONE]);
        assert_eq!(alone.counts(), rule == Release::One, "{rule:?}");
        let twice = found(rule, false, &[ONE, ONE]);
        assert_eq!(twice.counts(), rule == Release::One, "one seat is not two: {rule:?}");
        let urgent = found(rule, true, &[ONE]);
        assert_eq!(urgent.counts(), rule != Release::TwoAlways, "{rule:?}");
        assert_eq!(urgent.is_flagged(), rule.has_emergency(), "{rule:?}");
        let whole = found(rule, true, &[ONE, OTHER]);
        assert_eq!(whole, Standing::Released, "the second came before it was said: {rule:?}");
    }
}

#[test]
fn what_leaves_the_accord_or_moves_money_has_no_emergency() {
    for kind in [Kind::Leave, Kind::ReleaseDecision, Kind::WaiverGrant, Kind::ExchangeList] {
        assert_eq!(kind.row().release, Release::TwoAlways, "{}", kind.word());
    }
    let urgent =
        [Kind::IncidentClaim, Kind::SelfDefenceClaim, Kind::ResponseScale, Kind::RoundClosed];
    assert!(urgent.iter().all(|kind| kind.row().release == Release::Two));
    assert!(TABLE.iter().any(|row| row.release == Release::One));
}

proptest! {
    /// An emergency counts at once and is confirmed exactly by another seat within two hours.
    #[test]
    fn an_emergency_is_confirmed_by_another_seat_in_time_or_stays_flagged(
        late in 0..3 * EMERGENCY_SECONDS, now in 0..4 * EMERGENCY_SECONDS, own: bool,
    ) {
        let message = Signed { release: Release::Two, emergency: true, seats: &[ONE], at: AT };
        let second = Second { seat: if own { ONE } else { OTHER }, at: AT + late };
        let good = !own && late <= EMERGENCY_SECONDS;
        let found = standing(&message, &[second], AT + now);
        prop_assert!(found.counts(), "what was sent in an emergency is never taken back");
        prop_assert_eq!(found == Standing::Confirmed, good);
        prop_assert_eq!(found.is_flagged(), !good);
        prop_assert_eq!(found == Standing::Flagged, !good && now > EMERGENCY_SECONDS);
    }
}
