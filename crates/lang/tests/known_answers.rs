//! Texts whose faults are known from history, and one text with every fault.

use lang::diagnostic::Diagnostic;
use lang::source::Source;
use lang::{Compilation, compile, compile_as_read_by, explain, render};

const EVERYTHING: &str = include_str!("../../../accords/bad/everything.accord");
const MINSK: &str = include_str!("../../../accords/minsk-2015.accord");
const JPOA: &str = include_str!("../../../accords/jpoa-2013.accord");
const AGREED_FRAMEWORK: &str = include_str!("../../../accords/agreed-framework-1994.accord");

fn codes(compilation: &Compilation) -> Vec<&str> {
    compilation.diagnostics.iter().map(|it| it.code).collect()
}

/// `# expect A301, A305` at the end of a line.
fn expected(line: &str) -> Vec<&str> {
    let wanted = line.split_once("# expect ").map_or("", |(_, codes)| codes);
    wanted.split(',').map(str::trim).filter(|code| !code.is_empty()).collect()
}

fn on_line<'a>(source: &Source, found: &'a [Diagnostic], number: u32) -> Vec<&'a str> {
    let here = found.iter().filter(|it| source.place(it.span).line == number);
    let mut codes: Vec<&str> = here.map(|it| it.code).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn everything_is_found_on_its_line_and_nothing_else() {
    let source = Source::new("everything.accord", EVERYTHING);
    let found = compile(&source).diagnostics;
    for (number, line) in (1..).zip(EVERYTHING.lines()) {
        let here = on_line(&source, &found, number);
        assert_eq!(here, expected(line), "line {number}: {line}\n{}", render(&found, &source));
    }
    for code in explain::examples().into_iter().map(explain::code_of) {
        assert!(found.iter().any(|it| it.code == code), "{code} is not in the text");
    }
}

/// Points 9, 12 and 10 of the Minsk package: each side can read an order into them that works, and
/// the two orders together cannot be carried out.
#[test]
fn minsk_is_a_circle_only_when_both_readings_are_joined() {
    let source = Source::new("minsk-2015.accord", MINSK);
    let joined = compile(&source);
    assert_eq!(codes(&joined), ["A309"], "{}", render(&joined.diagnostics, &source));
    let message = &joined.diagnostics[0].message;
    assert!(message.ends_with("when the readings are joined: p9 -> p12 -> p10 -> p9"), "{message}");
    for party in ["Ukraine", "Russia", "ORDLO"] {
        let alone = compile_as_read_by(&source, party);
        assert_eq!(codes(&alone), [""; 0], "{}", render(&alone.diagnostics, &source));
        assert!(alone.compiled.is_some());
    }
}

/// KEDO's own papers had key components "past 2005", because the inventory check alone takes three
/// years.
#[test]
fn key_components_of_the_agreed_framework_slip_to_late_2005() {
    let source = Source::new("agreed-framework-1994.accord", AGREED_FRAMEWORK);
    let compilation = compile(&source);
    assert_eq!(codes(&compilation), ["A307"], "{}", render(&compilation.diagnostics, &source));
    let help = compilation.diagnostics[0].help.as_deref();
    assert_eq!(help, Some("the earliest day that works is day 3997 (2005-09-30)"));
    assert!(compilation.diagnostics[0].message.contains("day 2902 (2002-10-01)"));
}

/// The plan of 2013 was kept: nothing in it is worse than a payment due on the day of its proof.
#[test]
fn the_plan_of_2013_has_nothing_worse_than_payment_on_the_day_of_proof() {
    let source = Source::new("jpoa-2013.accord", JPOA);
    let compilation = compile(&source);
    assert_eq!(codes(&compilation), ["A307"; 3], "{}", render(&compilation.diagnostics, &source));
    assert!(compilation.diagnostics.iter().all(|it| !it.is_error()));
    let compiled = compilation.compiled.expect("warnings only");
    let total: i64 = compiled.accord().tranches.iter().map(|tranche| tranche.amount).sum();
    assert_eq!(total, 420_000_000_000, "4.2 billion, in cents");
}

#[test]
fn these_texts_are_laid_out_in_the_one_way() {
    for text in [EVERYTHING, MINSK, AGREED_FRAMEWORK, JPOA] {
        let laid = lang::format(&Source::new("text", text)).expect("texts that can be read");
        assert_eq!(laid, text);
    }
}
