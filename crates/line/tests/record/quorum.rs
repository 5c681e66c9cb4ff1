//! Quorums against the sentence of c2sp.org/tlog-policy that explains its example.

use line::Reason;
use line::checkpoint::Checkpoint;
use line::cosignature::sign_note;
use line::note::{KeyKind, NoteSigner};
use line::policy::Policy;

use crate::scene::{note_signer, random, vkey};

const ORIGIN: &str = "example.com/log";

/// "At least two out of the X-witnesses, and at least one of the Y-witnesses": every subset of the six.
#[test]
fn the_example_counts_as_its_page_says() {
    let log = note_signer(ORIGIN, KeyKind::Ed25519, "log");
    let names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"];
    let witness = |name: &&str| note_signer(name, KeyKind::CosignMlDsa, name);
    let witnesses: Vec<NoteSigner> = names.iter().map(witness).collect();
    let lines = names.iter().zip(&witnesses);
    let lines: String =
        lines.map(|(name, key)| format!("witness {name} {}\n", vkey(key))).collect();
    let text = format!(
        "log {}\n\n{lines}\n# two levels\ngroup X-witnesses 2 X1 X2 X3\n\tgroup Y-witnesses any Y1 Y2 Y3\n\
         group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
        vkey(&log)
    );
    let policy = Policy::parse(text.as_bytes()).expect("the example");
    let head = Checkpoint { origin: ORIGIN.to_string(), size: 3, root: random("root") };
    for subset in 0_u32..64 {
        let chosen = (0..6).filter(|bit| subset & (1 << bit) != 0).map(|bit| &witnesses[bit]);
        let signers: Vec<&NoteSigner> = std::iter::once(&log).chain(chosen).collect();
        let note = sign_note(&head, 1_800_000_000, &signers).expect("a time").write();
        let expected = (subset & 0b111).count_ones() >= 2 && subset & 0b11_1000 != 0;
        let found = policy.accept(note.as_bytes()).map(|accepted| accepted.cosigned.len());
        let count = usize::try_from(subset.count_ones()).expect("at most six");
        assert_eq!(
            found,
            if expected { Ok(count) } else { Err(Reason::PolicyQuorum) },
            "{subset:b}"
        );
    }
}

#[test]
fn a_policy_without_cosigners_asks_for_none() {
    let log = note_signer(ORIGIN, KeyKind::Ed25519, "log");
    let policy = Policy::parse(format!("log {}\nquorum none\n", vkey(&log)).as_bytes());
    let head = Checkpoint { origin: ORIGIN.to_string(), size: 3, root: random("root") };
    let note = sign_note(&head, 1, &[&log]).expect("a time").write();
    assert!(policy.expect("a policy").accept(note.as_bytes()).is_ok());
}
