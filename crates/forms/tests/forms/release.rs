//! Two-person release, and what one signature is worth.

use forms::release::{EMERGENCY_SECONDS, Second};
use forms::{Approval, Form, Kind, Release, Scope, Sent, Standing, TABLE};
use line::sign::HybridSigner;
use line::{CompartmentId, SeatId, Secret};
use proptest::prelude::*;

use crate::sample::all;

const SCOPE: Scope = Scope { agreement: [1; 32], compartment: CompartmentId([2; 16]) };
const SENDER: SeatId = SeatId([3; 16]);
const OTHER: SeatId = SeatId([4; 16]);
const AT: u64 = 1_800_000_000;

fn signer(seat: SeatId) -> HybridSigner {
    HybridSigner::from_seeds(&Secret::new([seat.0[0]; 32]), &Secret::new([seat.0[0] + 100; 32]))
}

fn form(release: Release) -> Form {
    let is = |form: &Form| form.kind().row().release == release;
    all(false).into_iter().find(is).expect("a form of each rule")
}

fn standing(sent: &Sent, seconds: &[Second], now: u64) -> Standing {
    let keys = |seat: SeatId| [SENDER, OTHER].contains(&seat).then(|| signer(seat).public());
    forms::release::standing((sent, &SCOPE), (SENDER, AT), keys, seconds, now)
}

#[test]
fn each_rule_takes_what_it_needs_and_nothing_less() {
    for rule in [Release::One, Release::Two, Release::TwoAlways] {
        let draft = Sent::draft(form(rule), [5; 16]);
        let approved = draft.clone().approved(&SCOPE, OTHER, &signer(OTHER));
        let own = draft.clone().approved(&SCOPE, SENDER, &signer(SENDER));
        let urgent = draft.clone().in_emergency();
        assert_eq!(standing(&approved, &[], AT), Standing::Released, "{rule:?}");
        assert_eq!(standing(&own, &[], AT), Standing::Unsigned, "one seat is not two: {rule:?}");
        let alone = standing(&draft, &[], AT);
        assert_eq!(alone.counts(), rule == Release::One, "{rule:?}");
        assert_eq!(standing(&urgent, &[], AT).counts(), rule == Release::Two, "{rule:?}");
    }
}

#[test]
fn an_approval_is_good_for_one_draft_and_one_seat() {
    let draft = Sent::draft(form(Release::TwoAlways), [5; 16]);
    let approved = draft.clone().approved(&SCOPE, OTHER, &signer(OTHER));
    let mut again = approved.clone();
    again.draft = [6; 16];
    assert_eq!(standing(&again, &[], AT), Standing::Unsigned, "another sending");
    let another = all(true).into_iter().rfind(|form| form.kind() == approved.form.kind());
    let mut changed = approved.clone();
    changed.form = another.expect("a fuller form");
    assert_ne!(changed.form, approved.form);
    assert_eq!(standing(&changed, &[], AT), Standing::Unsigned, "another form");
    let Approval::First(_, signature) = approved.approval.clone() else { panic!("approved") };
    let mut stolen = approved;
    stolen.approval = Approval::First(SeatId([9; 16]), signature);
    assert_eq!(standing(&stolen, &[], AT), Standing::Unsigned, "another seat");
    let elsewhere = Scope { compartment: CompartmentId([8; 16]), ..SCOPE };
    assert_ne!(draft.digest(&elsewhere), draft.digest(&SCOPE), "another compartment");
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
    /// An emergency counts at once and is confirmed exactly by another seat, over the same digest, within two hours.
    #[test]
    fn an_emergency_is_confirmed_by_another_seat_in_time_or_stays_flagged(
        late in 0..3 * EMERGENCY_SECONDS, now in 0..4 * EMERGENCY_SECONDS, own: bool, same: bool,
    ) {
        let sent = Sent::draft(form(Release::Two), [5; 16]).in_emergency();
        let seat = if own { SENDER } else { OTHER };
        let draft = if same { sent.digest(&SCOPE) } else { [0; 32] };
        let second = Second { seat, draft, at: AT + late };
        let good = !own && same && late <= EMERGENCY_SECONDS;
        let found = standing(&sent, &[second], AT + now);
        prop_assert!(found.counts(), "what was sent in an emergency is never taken back");
        prop_assert_eq!(found == Standing::Confirmed, good);
        prop_assert_eq!(found.is_flagged(), !good);
        prop_assert_eq!(found == Standing::Flagged, !good && now > EMERGENCY_SECONDS);
    }
}
