//! Sampled margins where enumeration stops: beside the exact ones, with their errors, and never firm.

mod support;

use explore::assess::sampled::{SampledRow, Says};
use explore::assess::{Answer, Assessment, Effort, assess};
use explore::hold::Holding;
use support::judged::{Judged, judged};

/// The plan of 2013.
fn plan() -> Judged {
    judged(
        include_str!("../../../accords/jpoa-2013.accord"),
        include_str!("../../../accords/jpoa-2013.beliefs"),
    )
}

/// The three-phase draft on a smaller core: without the red line on ships and lapses of phases.
fn draft() -> Judged {
    let beliefs = include_str!("../../../accords/three-phase.beliefs");
    let more = "leave out ship, lapse of P1, lapse of P2 because \"a smaller core\"\nleave out dash because";
    let smaller = beliefs.replace("leave out dash because", more);
    judged(include_str!("../../../accords/three-phase.accord"), &smaller)
}

/// The central answer with at most so many points.
fn assessed(text: &Judged, points_max: usize, sampled: bool) -> Assessment {
    let effort = Effort { quick: true, points_max, sampled, ..Effort::default() };
    assess(&text.subject(), &effort, &mut |_| {}).expect("a sound process")
}

/// A row lies at the exact margin or above it, within their errors: it is the least of several, too
/// low by about its error, over the states that were met.
fn lies_above(row: &SampledRow, (exact, error): (f64, f64)) {
    let allowed = 4.5 * row.least.standard_error + error + 1e-6;
    assert!(row.least.too_few || row.least.margin >= exact - allowed, "{row:?} {exact}");
}

/// The exact margin of the same departure in the same phase.
fn exact(row: &SampledRow, whole: &Holding) -> Option<(f64, f64)> {
    let mut same = whole.margins.iter().filter(|it| it.decisive() && it.phase == row.phase);
    same.find(|it| it.deviation == row.least.deviation).map(|it| (it.margin, it.error))
}

/// A limit cuts the enumeration: brackets say little, samples say how near each side comes to leaving,
/// and they agree with the graph that is then enumerated whole. No word is firm by samples.
#[test]
fn what_a_limit_cuts_is_sampled_and_agrees_with_the_whole() {
    let mut checked = 0;
    for text in [plan(), draft()] {
        let cut = assessed(&text, 300, false);
        assert!(cut.cut > 0);
        assert_eq!(cut.answer, Answer::Undecided);
        assert_eq!(cut.sampled.len(), cut.holdings.len());
        for found in &cut.sampled {
            let whole = text.holding(&text.graph(Some(found.party)), found.party, &[]);
            let (stake, error) = found.stake;
            assert!((stake - whole.stake.centre()).abs() < 4.0 * error + 1e-6, "{stake} {error}");
            for row in &found.rows {
                let Some(exact) = exact(row, &whole) else { continue };
                lies_above(row, exact);
                checked += usize::from(!row.least.too_few);
            }
            // Of decisive states alone: no others are sampled.
            let least = whole.weakest().map_or(0.0, |it| it.margin);
            let row = found.rows.first().map(|it| (&it.least.deviation, it.least.margin));
            println!("{:?}: {row:?}, exact {least}", found.says());
            assert!(found.says() != Says::Pays || least < 1e-6, "{row:?} {least}");
            assert!(found.says() != Says::Keeps || least > -1e-6, "{row:?} {least}");
        }
    }
    println!("{checked} rows compared");
    assert!(checked > 8, "{checked}");
}

/// Asked for on a text that is enumerated whole, exact margins stand beside the sampled ones.
#[test]
fn exact_margins_stand_beside_sampled_ones() {
    let found = assessed(&plan(), 4_000_000, true);
    assert_eq!(found.cut, 0);
    let beside = found.sampled.iter().flat_map(|it| &it.rows);
    let beside: Vec<_> = beside.filter_map(|row| Some((row, row.exact?))).collect();
    beside.iter().for_each(|(row, exact)| lies_above(row, *exact));
    assert!(beside.len() > 5, "{}", beside.len());
}

/// Where attacks are attributed half as surely, letting the group act pays the side that stands behind
/// it: samples find the single departure that a cut leaves open.
#[test]
fn a_departure_that_pays_is_found_by_samples() {
    let sure = "0.8 (0.6 to 0.95), because \"time, place";
    let beliefs = include_str!("../../../accords/three-phase.beliefs");
    let beliefs = beliefs.replace(sure, "0.4, because \"time, place");
    let text = judged(include_str!("../../../accords/three-phase.accord"), &beliefs);
    let cut = assessed(&text, 300, false);
    assert!(cut.cut > 0 && cut.answer != Answer::Yes);
    let found = cut.sampled.iter().find(|it| it.party == text.party("Iran")).expect("sampled");
    assert_eq!(found.says(), Says::Pays, "{:?}", found.rows.first().map(|it| &it.least.margin));
}
