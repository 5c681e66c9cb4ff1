//! Texts that were signed with their faults can be run; what could not be read cannot.

use std::path::Path;

use lang::source::Source;
use lang::{compile, compile_as_signed};

const AGREED_FRAMEWORK: &str = include_str!("../../../accords/agreed-framework-1994.accord");
const MINSK: &str = include_str!("../../../accords/minsk-2015.accord");

#[test]
fn what_blocks_signing_alone_is_told_and_blocks_no_run() {
    for (text, code) in [(AGREED_FRAMEWORK, "A307"), (MINSK, "A309")] {
        let source = Source::new("text", text);
        assert!(compile(&source).compiled.is_none(), "{code} blocks signing");
        let signed = compile_as_signed(&source);
        assert_eq!(signed.diagnostics, compile(&source).diagnostics);
        assert!(signed.diagnostics.iter().any(|it| it.code == code && it.is_error()));
        let compiled = signed.compiled.expect("it was carried out as far as it was");
        assert!(compiled.accord().duties.len() > 5);
    }
    let minsk = compile_as_signed(&Source::new("text", MINSK)).compiled.expect("as above");
    let readers: Vec<&str> = minsk.readings.iter().map(|it| it.party.as_str()).collect();
    assert_eq!(readers, ["Russia", "Ukraine"]);
}

#[test]
fn what_was_not_read_or_names_nothing_blocks_both() {
    for (old, new) in [("step oil", "stap oil"), ("after freeze", "after frieze")] {
        let text = AGREED_FRAMEWORK.replace(old, new);
        assert_ne!(text, AGREED_FRAMEWORK);
        assert!(compile_as_signed(&Source::new("text", text)).compiled.is_none(), "{new}");
    }
}

/// Every text that some check refuses either gives tables that stand the transition, or none.
#[test]
fn every_text_that_a_check_refuses_is_run_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/bad");
    let paths = std::fs::read_dir(folder)
        .expect("part of the crate")
        .map(|it| it.expect("readable").path());
    let mut run = 0;
    for path in paths.filter(|it| it.extension().is_some_and(|it| it == "accord")) {
        let text = std::fs::read_to_string(&path).expect("readable");
        let source = Source::new(path.display().to_string(), text);
        let Some(compiled) = compile_as_signed(&source).compiled else { continue };
        let accord = compiled.accord();
        let state = kernel::State::blank(accord);
        let later = kernel::Event::Pass(kernel::Hours::days(400));
        let (_, verdicts) = kernel::apply(accord, &state, &later);
        run += usize::from(!verdicts.is_empty());
    }
    assert!(run > 10, "{run} were run");
}
