//! Answers known in closed form or published.

use crate::support::{agrees, dilemma, distance, repeated, solve};
use game::{GameFile, SetStatus, payoff_sets};

const FOLK: [[f64; 2]; 4] = [[0.0, 0.0], [8.0 / 3.0, 0.0], [2.0, 2.0], [0.0, 8.0 / 3.0]];

#[test]
fn patient_dilemma_sustains_the_whole_folk_set() {
    for discount in [0.34, 0.7, 0.9] {
        let found = solve(&dilemma(discount, 1.0, 0.0), 1e-6);
        assert_eq!(found.status, SetStatus::Closed);
        assert!(found.gap <= 4e-6 && found.certificate.slack[0] > 0.0);
        agrees(&[found.outer[0].clone(), found.inner[0].clone()], &FOLK, 4e-6);
    }
}

/// Below the critical discount of 1/3 only friction is left, and solvers that need an interior
/// fail.
#[test]
fn impatient_dilemma_sustains_a_single_point() {
    let text = include_str!("../data/pd_d0.33.json");
    let game = GameFile::parse(text).and_then(|file| file.game()).expect("valid");
    let found = payoff_sets(&game, &game::SetSettings::default()).expect("two players");
    assert_eq!(found.status, SetStatus::Closed);
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &[[0.0, 0.0]], 1e-8);
    assert!(found.gap < 1e-8);
}

/// At 1/3 cooperation has nothing to spare: the outer set has it, a strict proof cannot.
#[test]
fn knife_edge_is_kept_without_slack() {
    let found = solve(&dilemma(1.0 / 3.0, 1.0, 0.0), 1e-6);
    assert_eq!(found.status, SetStatus::ClosedWithinRegret);
    assert!(found.certificate.regret > 0.0 && found.certificate.regret < 1e-9);
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &FOLK, 4e-6);
}

/// The example of Abreu and Sannikov (2014), vertices as published, every payoff two higher.
#[test]
fn published_vertices_of_three_by_three() {
    let u1 = [16.0, 3.0, 0.0, 21.0, 10.0, -1.0, 9.0, 5.0, -5.0].map(|u| u + 2.0);
    let u2 = [9.0, 13.0, 3.0, 1.0, 4.0, 0.0, 0.0, -4.0, -15.0].map(|u| u + 2.0);
    let found = solve(&repeated(3, 3, [&u1, &u2], 0.3), 1e-8);
    assert_eq!(found.status, SetStatus::Closed);
    let published = [
        [1.125_682_4, 2.8],
        [7.337_704_72, 0.0],
        [7.863_089_64, 0.0],
        [19.791_797_7, 2.8],
        [15.563_089_6, 9.1],
        [7.337_704_72, 10.982_625_3],
    ];
    let shifted = published.map(|[x, y]| [x + 2.0, y + 2.0]);
    agrees(&[found.outer[0].clone(), found.inner[0].clone()], &shifted, 1e-6);
}

/// Threats and corners of the two-state example as another program returned them.
#[test]
fn two_states_match_another_solver() {
    let text = include_str!("../data/as_twostate_d0.7.json");
    let game = GameFile::parse(text).and_then(|file| file.game()).expect("valid");
    let found = solve(&game, 1e-6);
    assert_eq!(found.status, SetStatus::Closed);
    let shapley = [[2.171_875, -0.171_875], [-1.171_875, 1.171_875]];
    for (threat, known) in found.threat.iter().zip(shapley) {
        assert!(threat.iter().zip(known).all(|(a, b)| (a - b).abs() < 1e-6), "{threat:?}");
    }
    let corners = [
        ([4.871_874, 11.612_741], [2.528_124, 13.956_491]),
        ([17.171_875, 7.828_125], [14.828_125, 10.171_875]),
        ([22.046_876, 0.028_123], [19.703_126, 2.371_873]),
        ([2.171_874, 4.541_653], [-0.171_875, 6.885_403]),
    ];
    for (first, second) in corners {
        for set in [&found.outer, &found.inner] {
            assert!(distance(first, &set[0]) < 1e-5 && distance(second, &set[1]) < 1e-5);
        }
    }
}

#[test]
fn two_random_states_match_another_solver() {
    let text = include_str!("../data/random_pd_S2_A3_seed1_d0.8.json");
    let game = GameFile::parse(text).and_then(|file| file.game()).expect("valid");
    let found = solve(&game, 1e-5);
    assert_eq!(found.status, SetStatus::Closed);
    let threats = [[0.186_235_6, 0.197_279_69], [0.174_475_27, 0.141_033_62]];
    for (threat, known) in found.threat.iter().zip(threats) {
        assert!(threat.iter().zip(known).all(|(a, b)| (a - b).abs() < 1e-5), "{threat:?}");
    }
}
