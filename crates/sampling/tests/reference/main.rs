//! The reference model, path by path and as a sample, against what another program computed.
//!
//! The oracle's files in `tests/data/reference` are a thousand paths and, from ten million, every
//! statistic with its standard error.

mod model;
mod statistics;

use model::{Addressed, CAUSES, Model, Outcome, Own, Source};
use sampling::Batch;
use sampling::lanes::Key;
use sha2::{Digest, Sha256};
use statistics::Statistics;
use std::ops::ControlFlow;

const SEED: u64 = 20_261_122;
const MONTHS: u32 = 60;

/// Outcomes of the first paths, on so many threads.
fn walked<S: Source>(model: &Model<S>, paths: u64, threads: usize) -> Vec<Outcome> {
    let batch = Batch { paths: 0..paths, block: 4096, threads };
    batch.run(|part| model.walk(part), &mut |_| ControlFlow::Continue(()))
}

fn addressed() -> Model<Addressed> {
    Model::new(Addressed(Key::new(SEED)), MONTHS)
}

#[test]
fn the_first_thousand_paths_are_the_oracles() {
    let found = addressed().walk(0..1000);
    let rows: Vec<&str> =
        include_str!("../data/reference/paths_first1000.csv").lines().skip(1).collect();
    assert_eq!(rows.len(), found.len());
    for (row, outcome) in rows.iter().zip(&found) {
        let fields: Vec<&str> = row.split(',').collect();
        let counts: Vec<u32> = fields[1..7].iter().map(|f| f.parse().expect("a count")).collect();
        assert_eq!(outcome.counts[..], counts[..], "{row}");
        let price: f64 = fields[7].parse().expect("a number");
        assert!((outcome.prices[3] - price).abs() < 1e-9, "{row}: {:?}", outcome.prices);
    }
}

/// The digest is of a million rows of six 64-bit numbers, least byte first.
#[test]
fn a_million_paths_have_the_oracles_digest() {
    let found = walked(&addressed(), 1_000_000, 2);
    let mut hash = Sha256::new();
    let mut causes = [0; CAUSES];
    let mut steps = 0;
    for outcome in &found {
        outcome.counts.iter().for_each(|count| hash.update(u64::from(*count).to_le_bytes()));
        causes[outcome.counts[1] as usize] += 1;
        steps += u64::from(outcome.counts[0]);
    }
    assert_eq!(causes, [454_097, 212_577, 56_836, 36_779, 116_534, 41_715, 81_462]);
    assert_eq!(steps, 44_504_049);
    let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, "0e235b72ce89cb9e2c10b09eb8e8d04c7543ec0ebdaff1213573acbfd98f48b0");
}

#[test]
fn a_path_is_the_same_alone_in_a_block_and_on_any_thread() {
    fn compare<S: Source>(model: &Model<S>) {
        let all = walked(model, 10_000, 1);
        assert_eq!(all, walked(model, 10_000, 2));
        for path in [0, 1, 255, 256, 4095, 9_999] {
            let number = usize::try_from(path).expect("few");
            assert_eq!(model.walk(path..path + 1), all[number..=number]);
        }
        let across = model.walk((1 << 32) - 3..(1 << 32) + 3);
        let alone = (0..6).flat_map(|n| model.walk((1 << 32) - 3 + n..(1 << 32) - 2 + n));
        assert_eq!(across, alone.collect::<Vec<_>>());
        assert_ne!(across[3], all[0], "the high half of a number counts");
    }
    compare(&addressed());
    compare(&Model::new(Own(Key::new(SEED)), MONTHS));
}

/// Every statistic of our own sample lies within four standard errors of both of the oracle's, and
/// of so many no more than a twentieth beyond two and a half.
#[test]
fn our_own_streams_give_the_oracles_statistics() {
    let model = Model::new(Own(Key::new(7)), MONTHS);
    let batch = Batch { paths: 0..1_000_000, block: 4096, threads: 2 };
    let sample: Statistics =
        batch.run(|part| Statistics::of(&model.walk(part)), &mut |_| ControlFlow::Continue(()));
    let oracle = include_str!("../data/reference/oracle_philox_1e7.json");
    let oracle: serde_json::Value = serde_json::from_str(oracle).expect("an oracle");
    let stats = oracle["stats"].as_object().expect("statistics");
    let mut far = Vec::new();
    for (name, value) in stats {
        let number = |place: usize| value[place].as_f64().expect("a number");
        let found = sample.named(name);
        let error = found.standard_error.hypot(number(1));
        let z = (found.mean - number(0)) / error.max(1e-9);
        assert!(z.abs() < 4.0, "{name}: {found:?} against {value}, z = {z}");
        far.extend((z.abs() > 2.5).then_some((name, z)));
    }
    assert!(stats.len() > 50 && far.len() * 20 <= stats.len(), "{far:?}");
}
