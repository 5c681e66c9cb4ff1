//! Every decoder: it never panics, reads what the writer writes, and accepts only that.

use line::cbor::{Value, decode, encode};
use line::checkpoint::Checkpoint;
use line::disclosure::Disclosure;
use line::epoch::KemKey;
use line::evidence::Part;
use line::fork::ForkProof;
use line::identity::{Contradiction, IdentityLog};
use line::leaf::{ContentLeaf, ControlKind, Draft, Leaf, Message, Seen};
use line::node::Packet;
use line::note::{Note, NoteKey, NoteSignature};
use line::policy::Policy;
use line::proof::LogProof;
use line::script::Statement;
use line::tile::{TilePath, read_bundle, write_bundle};
use line::{LogId, base64};
use proptest::prelude::*;

use crate::scene::{Scene, agreement};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<u64>().prop_map(Value::Unsigned),
        (0_u64..70_000).prop_map(Value::Unsigned),
        any::<u64>().prop_map(Value::Negative),
        proptest::collection::vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
        ".{0,20}".prop_map(Value::Text),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        let items = proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::Array);
        let map = proptest::collection::btree_map(0_u64..300, inner, 0..8);
        prop_oneof![items, map.prop_map(|map| Value::Map(map.into_iter().collect()))]
    })
}

/// Everything that reads bytes.
fn read_all(bytes: &[u8]) {
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.write().as_bytes(), bytes);
        let _ = Checkpoint::parse(&note.text);
    }
    if let Ok(value) = decode(bytes) {
        assert_eq!(encode(&value), bytes);
        for kind in ControlKind::ALL {
            if let Ok(said) = Statement::read(kind, value.clone()) {
                assert_eq!(encode(&said.body()), bytes);
            }
        }
        let _ = Part::read(value);
    }
    if let Ok(packet) = Packet::read(bytes) {
        assert_eq!(packet.write(), bytes);
    }
    if let Ok(proof) = LogProof::parse(bytes) {
        assert_eq!(proof.write().as_bytes(), bytes);
    }
    if let Ok(proof) = ForkProof::parse(bytes) {
        assert_eq!(proof.write().as_bytes(), bytes);
    }
    if let Ok(proof) = Contradiction::parse(bytes) {
        assert_eq!(proof.write(), bytes);
    }
    if let Ok(shown) = Disclosure::parse(bytes) {
        assert_eq!(shown.write().as_deref(), Ok(bytes));
    }
    if let Ok(policy) = Policy::parse(bytes) {
        assert_eq!(Policy::parse(&policy.write()), Ok(policy));
    }
    if let Ok(leaf) = Leaf::parse(bytes) {
        assert_eq!(leaf.write().as_deref(), Ok(bytes));
    }
    if let Ok(key) = KemKey::from_bytes(bytes) {
        assert_eq!(key.to_bytes(), bytes);
    }
    if let Ok(leaves) = read_bundle(2, bytes) {
        assert_eq!(write_bundle(leaves).as_deref(), Ok(bytes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        read_text(text);
    }
}

fn read_text(text: &str) {
    if let Ok(head) = Checkpoint::parse(text) {
        assert_eq!(head.write(), text);
    }
    if let Ok(key) = NoteKey::parse(text) {
        assert_eq!(key.write(), text);
    }
    if let Ok(path) = TilePath::parse(text) {
        assert_eq!(path.write(), text);
    }
    if let Some(bytes) = base64::decode(text) {
        assert_eq!(base64::encode(&bytes), text);
    }
}

/// Bodies of the vectors: good starting points to spoil.
fn bodies() -> &'static [Vec<u8>] {
    static BODIES: std::sync::OnceLock<Vec<Vec<u8>>> = std::sync::OnceLock::new();
    BODIES.get_or_init(|| crate::vectors::files().into_values().map(|vector| vector.body).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn cbor_is_read_as_written(value in value()) {
        prop_assert_eq!(decode(&encode(&value)), Ok(value));
    }

    #[test]
    fn random_bytes_are_refused_or_read_as_written(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn random_text_is_refused_or_read_as_written(text in "[ -~\n\u{2014}]{0,200}") {
        read_all(text.as_bytes());
    }

    /// A vector with a byte changed, a piece cut out or doubled.
    #[test]
    fn spoiled_vectors_are_refused_or_read_as_written(
        which in any::<proptest::sample::Index>(),
        at in any::<proptest::sample::Index>(),
        length in 0_usize..40,
        byte in any::<u8>(),
        how in 0..3,
    ) {
        let mut bytes = which.get(bodies()).clone();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..end)),
                _ => bytes.extend_from_within(at..end),
            }
        }
        read_all(&bytes);
    }

    /// A leaf's header from any value: the reader of identity logs takes what the form allows and nothing else.
    #[test]
    fn leaves_with_any_header_are_refused_or_read(value in value(), leaf_type in 1_u64..6) {
        let mut fields = vec![
            (0, Value::Unsigned(1)),
            (1, Value::Unsigned(leaf_type)),
            (2, Value::Unsigned(1)),
            (3, Value::bytes([1; 16])),
            (4, Value::Array(Vec::new())),
        ];
        if let Value::Map(more) = value {
            fields.extend(more.into_iter().filter(|(key, _)| *key > 4));
        }
        let head = encode(&Value::Map(fields));
        prop_assume!(head.len() < 16_000);
        let mut bytes = (head.len() as u16).to_be_bytes().to_vec();
        bytes.extend(head);
        bytes.resize(if bytes.len() <= 4096 { 4096 } else { 16_384 }, 0);
        read_all(&bytes);
        let mut log = IdentityLog::new([0; 32], agreement().parties.remove(0));
        prop_assert!(log.append(&bytes).is_err());
    }

    #[test]
    fn a_sealed_message_is_opened_as_written(
        content in value(),
        numbers in any::<(u64, u64)>(),
        salt in any::<[u8; 32]>(),
        sizes in proptest::collection::btree_map(any::<[u8; 16]>(), any::<u64>(), 0..9),
    ) {
        let seen = Seen::new(sizes.iter().map(|(log, size)| (LogId(*log), *size)));
        let secret = crate::scene::secret("an epoch");
        let draft = Draft { origin: LogId([0; 16]), seen, epoch: [9; 32], salt, secret: &secret };
        prop_assume!(draft.seen.of(&draft.origin) == 0);
        let (seq, kind) = numbers;
        let message = Message { seat: crate::scene::seat("a"), seq, kind, content };
        let (agreement, signer) = (crate::scene::agreement_hash(), crate::scene::signer("a"));
        let bytes = ContentLeaf::seal(&draft, &agreement, message.clone(), &signer);
        let bytes = bytes.expect("a small message");
        let Ok(Leaf::Content(leaf)) = Leaf::parse(&bytes) else { panic!("a content leaf") };
        let inner = leaf.open(&leaf.keys(&secret)).expect("it opens");
        prop_assert_eq!(leaf.verify(&inner, &agreement, &signer.public()), Ok(()));
        prop_assert_eq!(inner.message, message);
        prop_assert_eq!(leaf.seen, draft.seen);
    }

    #[test]
    fn notes_are_read_as_written(
        text in "[ -~\n]{0,60}",
        names in proptest::collection::btree_set("[!-*,-~]{1,20}", 1..17),
        id in any::<u32>(),
        bytes in proptest::collection::vec(any::<u8>(), 1..99),
    ) {
        let line = |name| NoteSignature { name, id, bytes: bytes.clone() };
        let note = Note { text: text + "\n", signatures: names.into_iter().map(line).collect() };
        prop_assert_eq!(Note::parse(note.write().as_bytes()), Ok(note));
    }

    #[test]
    fn vectors_of_sizes_cover_what_is_below_them(
        sizes in proptest::collection::btree_map(any::<[u8; 16]>(), 0_u64..9, 0..9),
        less in 0_u64..9,
    ) {
        let seen = Seen::new(sizes.iter().map(|(log, size)| (LogId(*log), *size)));
        let below = Seen::new(sizes.iter().map(|(log, size)| (LogId(*log), size.saturating_sub(less))));
        prop_assert!(seen.covers(&below));
        prop_assert!(seen.covers(&Seen::default()));
        prop_assert_eq!(below.covers(&seen), sizes.values().all(|size| less == 0 || *size == 0));
    }
}

/// Members and keys are a function of the prefixes, not of what was appended after them.
#[test]
fn an_earlier_vector_gives_the_same_answer_for_ever() {
    let mut scene = Scene::new();
    let at = scene.seen("a", &[]);
    let compartment = crate::scene::compartment();
    let before = scene.directory.recipients(&compartment, &at);
    let rotation = scene.posting("a", "a", "a rotated");
    scene.state("a", rotation);
    let remove = line::identity::Statement::Remove(compartment, crate::scene::member("b", "b"), 1);
    scene.state("b", remove);
    assert_eq!(scene.directory.recipients(&compartment, &at), before);
    assert_ne!(scene.directory.recipients(&compartment, &scene.seen("a", &[])), before);
}
