//! The cases that ship: each beliefs file is about its text, and every number in it has a reason.

use lang::source::Source;
use lang::{compile_as_signed, compile_beliefs, leave_out_of};
use std::path::PathBuf;
use world::Mark;

fn read(path: &PathBuf) -> Source {
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    Source::new(name, std::fs::read_to_string(path).expect("readable"))
}

fn shipped(extension: &str) -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../accords");
    let entries = std::fs::read_dir(folder).expect("part of the repository");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|it| it == extension)).collect();
    paths.sort();
    paths
}

#[test]
fn every_number_that_ships_has_a_reason_and_supports_its_mark() {
    let files = shipped("beliefs");
    assert!(files.len() >= 4, "{files:?}");
    for path in files {
        let text = read(&path.with_extension("accord"));
        let compiled = compile_as_signed(&text).compiled.expect("a text that can be run");
        let source = read(&path);
        let mut reads = vec![&compiled.common];
        reads.extend(compiled.readings.iter().map(|reading| &reading.lowered));
        for read in reads {
            let found = compile_beliefs(&source, &compiled, read);
            assert_eq!(found.diagnostics, [], "{}", source.name());
            let beliefs = found.beliefs.expect("no errors");
            for entry in &beliefs.entries {
                assert!(!entry.because.is_empty(), "{}: {}", source.name(), entry.name);
                assert_ne!(entry.mark, Mark::C, "{}: {}", source.name(), entry.name);
            }
            assert!(leave_out_of(read, &beliefs).is_ok(), "{}", source.name());
        }
    }
}
