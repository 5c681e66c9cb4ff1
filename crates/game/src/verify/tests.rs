use super::verify_security;
use crate::json::GameFile;
use crate::minimax::{Accuracy, security_values};

const GAMES: [&str; 4] = [
    include_str!("../../tests/data/pd_d0.7.json"),
    include_str!("../../tests/data/as_twostate_d0.7.json"),
    include_str!("../../tests/data/random_pd_S10_A3_seed1_d0.8.json"),
    include_str!("../../tests/data/arms_race_xmax3_d0.99.json"),
];

#[test]
fn brackets_of_security_values_hold_exactly() {
    for text in GAMES {
        let game = GameFile::parse(text).expect("parses").game().expect("valid");
        for answer in security_values(&game, &Accuracy::default()) {
            let found = verify_security(&game, &answer);
            assert!(found.exact && found.passed(), "{found:?}");
        }
    }
}

#[test]
fn a_bracket_moved_aside_is_found() {
    let game = GameFile::parse(GAMES[1]).expect("parses").game().expect("valid");
    let answer = &security_values(&game, &Accuracy::default())[0];
    for by in [-1e-6, 1e-6] {
        let mut moved = answer.clone();
        moved.value.iter_mut().for_each(|v| *v += by);
        assert!(!verify_security(&game, &moved).passed());
    }
    let mut other = answer.clone();
    other.guard[0].reverse();
    other.threat[0].rotate_left(1);
    assert!(!verify_security(&game, &other).passed());
    let mut broken = answer.clone();
    broken.value[0] = f64::NAN;
    assert!(!verify_security(&game, &broken).passed());
}
