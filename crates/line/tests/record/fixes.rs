//! One test for each flaw of the first design, by its number in docs/format.md.

use std::sync::Arc;

use line::blind::blinded_state;
use line::compartment::LogReader;
use line::disclosure::Disclosure;
use line::epoch::{
    AuthorEpochs, Blame, EpochInCut, EpochLeaf, Holding, KemKey, SLOT_BYTES, judge, retirable,
};
use line::evidence::{PART_KIND, join, split};
use line::identity::{LogUse, SignedBy, Statement};
use line::leaf::{CLASSES, ContentLeaf, Draft, Leaf, Message, Seen};
use line::note::Note;
use line::policy::Policy;
use line::{Reason, Secret};

use crate::scene::{
    Scene, agreement_hash, author, compartment, epoch_secret, kem, log, member, message, party,
    random, seat, secret, shared_policy, signer,
};

#[test]
fn c1_a_kem_key_goes_by_position_not_by_date() {
    let epoch = |number, sealed_to, opened| EpochInCut { number, sealed_to, opened };
    let author = |name: &str, epochs: &[EpochInCut]| AuthorEpochs {
        log: log(name),
        epochs: epochs.to_vec(),
    };
    let dark = author("b", &[epoch(1, 0, true)]);
    let ahead = author("i", &[epoch(1, 0, true), epoch(2, 1, false)]);
    assert_eq!(retirable(0, &[ahead.clone(), dark]), Err(Holding::NotYetSeen(log("b"))));
    let late = author("b", &[epoch(1, 0, true), epoch(2, 0, false), epoch(3, 1, true)]);
    assert_eq!(retirable(0, &[ahead.clone(), late]), Err(Holding::Unopened(log("b"), 2)));
    let done = author("b", &[epoch(1, 0, true), epoch(2, 0, true), epoch(3, 2, false)]);
    assert_eq!(retirable(0, &[ahead.clone(), done.clone()]), Ok(()));
    assert_eq!(retirable(1, &[done, ahead]), Err(Holding::NotYetSeen(log("i"))));
}

#[test]
fn c2_thirty_seats_fit_and_a_small_leaf_holds_a_page() {
    let members: Vec<KemKey> = (0..30).map(|at| kem(&format!("seat {at}")).public()).collect();
    let seen = Seen::new((0..12).map(|at| (log(&format!("log {at}")), 1 << 40)));
    let of = (log("a"), seen.clone());
    let leaf = EpochLeaf::seal(of, &agreement_hash(), 1, &secret("s"), &members).expect("it fits");
    assert_eq!(leaf.len(), 61_440);
    let draft = |salt: &str| {
        Draft {
            origin: log("a"),
            seen: seen.clone(),
            epoch: random("e"),
            salt: random(salt),
            secret: &epoch_secret("a", 1),
        }
        .salt
    };
    assert_ne!(draft("one"), draft("two"));
    let seal = |text: usize, salt: &str| {
        let secret = epoch_secret("a", 1);
        let draft = Draft {
            origin: log("a"),
            seen: seen.clone(),
            epoch: random("e"),
            salt: random(salt),
            secret: &secret,
        };
        ContentLeaf::seal(
            &draft,
            &agreement_hash(),
            message("a", 1, &"x".repeat(text)),
            &signer("a"),
        )
    };
    let sizes = [0, 900, 10_000, 55_000].map(|text| seal(text, "one").expect("it fits").len());
    assert_eq!(sizes, [4096, 4096, 16_384, 61_440]);
    assert_eq!(seal(60_000, "one"), Err(Reason::LeafSize));
    let (one, two) = (seal(9, "one").expect("it fits"), seal(9, "two").expect("it fits"));
    let same = one[1500..].iter().zip(&two[1500..]).filter(|(one, two)| one == two).count();
    assert!(same < 40, "another salt is another key: {same} of 2,596 bytes are equal");
}

#[test]
fn c3_a_complaint_is_answered_by_the_secret() {
    let members = [kem("a").public(), kem("b").public()];
    let seal = |members: &[KemKey]| {
        let of = (log("a"), Seen::default());
        let bytes =
            EpochLeaf::seal(of, &agreement_hash(), 1, &secret("s"), members).expect("it fits");
        let Ok(Leaf::Epoch(leaf)) = Leaf::parse(&bytes) else { panic!("an epoch leaf") };
        leaf
    };
    let honest = seal(&members);
    let open = |leaf: &EpochLeaf, place, name: &str| {
        leaf.open(&agreement_hash(), (place, &kem(name)), &members).map(|secret| *secret.expose())
    };
    assert_eq!(open(&honest, 1, "b"), Ok(random("s")));
    assert_eq!(open(&honest, 1, "stranger"), Err(Reason::WrapOpen));
    assert_eq!(judge(&honest, &agreement_hash(), &members, Some(&secret("s"))), Blame::Complainer);
    assert_eq!(judge(&honest, &agreement_hash(), &members, Some(&secret("t"))), Blame::Author);
    assert_eq!(judge(&honest, &agreement_hash(), &members, None), Blame::Author);
    let bad = seal(&[kem("a").public(), kem("stranger").public()]);
    assert_eq!(open(&bad, 0, "a"), Err(Reason::WrapSlots), "the member who can open it sees it");
    assert_eq!(open(&bad, 1, "b"), Err(Reason::WrapOpen));
    assert_eq!(judge(&bad, &agreement_hash(), &members, Some(&secret("s"))), Blame::Author);
}

/// The dummy's private key follows from the secret by the page; a second HPKE opens the slot with it.
#[test]
fn c4_a_dummy_is_a_real_encapsulation() {
    use line::cbor::{Value, encode};
    let of = (log("a"), Seen::default());
    let bytes = EpochLeaf::seal(of, &agreement_hash(), 1, &secret("s"), &[kem("a").public()]);
    let Ok(Leaf::Epoch(leaf)) = Leaf::parse(&bytes.expect("it fits")) else {
        panic!("an epoch leaf")
    };
    let labeled = |label: &str, last: Value| {
        let head =
            [Value::Text(label.to_string()), Value::Unsigned(1), Value::bytes(agreement_hash())];
        let tail = [Value::bytes(log("a").0), Value::Unsigned(1), last];
        encode(&Value::Array(head.into_iter().chain(tail).collect()))
    };
    for (place, slot) in leaf.slots.chunks(SLOT_BYTES).enumerate().skip(1) {
        let mut seed = [0; 32];
        let hkdf = hkdf::Hkdf::<sha2::Sha256>::new(None, secret("s").expose());
        let label = labeled("line/v1/dummy", Value::Unsigned(place as u64));
        hkdf.expand(&label, &mut seed).expect("32 bytes");
        let key = line::epoch::KemPrivateKey::from_seed(&Secret::new(seed));
        let opened = line::epoch::hpke_open(&key, &labeled("line/v1/wrap", Value::Null), slot);
        assert_eq!(opened.expect("it opens").as_slice(), random("s"), "{place}");
    }
}

#[test]
fn c5_header_and_plaintext_are_bound_to_the_key() {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let leaf = scene.content("a", (1, &epoch), &seen, "a notice");
    let length = 2 + usize::from(u16::from_be_bytes([leaf[0], leaf[1]]));
    let mut opened = 0;
    for at in 2..length {
        let mut flipped = leaf.clone();
        flipped[at] ^= 1;
        let Ok(Leaf::Content(read)) = Leaf::parse(&flipped) else { continue };
        let found = read.open(&read.keys(&epoch_secret("a", 1)));
        assert_eq!(found.err(), Some(Reason::LeafSealed), "byte {at}");
        opened += 1;
    }
    assert!(opened > 100, "{opened} bytes of the header can be flipped and still be read");
}

#[test]
fn c6_a_message_counts_only_where_it_was_signed_for() {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let bytes = scene.content("a", (1, &epoch), &seen, "a notice");
    let Ok(Leaf::Content(leaf)) = Leaf::parse(&bytes) else { panic!("a content leaf") };
    let inner = leaf.open(&leaf.keys(&epoch_secret("a", 1))).expect("it opens");
    let key = signer("a").public();
    assert_eq!(leaf.verify(&inner, &agreement_hash(), &key), Ok(()));
    let refused = Err(Reason::SignatureEd25519);
    assert_eq!(leaf.verify(&inner, &random("another agreement"), &key), refused);
    for change in 0..3 {
        let mut other = leaf.clone();
        match change {
            0 => other.origin = log("b"),
            1 => other.epoch = random("another epoch"),
            _ => other.salt = random("another salt"),
        }
        assert_eq!(other.verify(&inner, &agreement_hash(), &key), refused, "{change}");
    }
    for change in 0..3 {
        let mut other = inner.clone();
        match change {
            0 => other.message.seat = seat("b"),
            1 => other.message.seq = 2,
            _ => other.message.kind = 17,
        }
        assert_eq!(leaf.verify(&other, &agreement_hash(), &key), refused, "{change}");
    }
}

#[test]
fn c7_both_signatures_are_needed() {
    let pair = signer("a").sign(b"message");
    let key = signer("a").public();
    assert_eq!(key.verify(b"message", &pair), Ok(()));
    let other = signer("b").sign(b"message");
    let mixed = |ed25519: &[u8], ml_dsa: &[u8]| line::sign::HybridSignature {
        ed25519: ed25519.to_vec(),
        ml_dsa: ml_dsa.to_vec(),
    };
    assert_eq!(
        key.verify(b"message", &mixed(&other.ed25519, &pair.ml_dsa)),
        Err(Reason::SignatureEd25519)
    );
    assert_eq!(
        key.verify(b"message", &mixed(&pair.ed25519, &other.ml_dsa)),
        Err(Reason::SignatureMlDsa)
    );
    assert_eq!(key.verify(b"message", &mixed(&pair.ed25519, &[])), Err(Reason::SignatureMlDsa));
}

#[test]
fn c8_a_revocation_takes_nothing_back() {
    let mut scene = Scene::new();
    let before = scene.seen("a", &[]);
    scene.state("a", Statement::Revoke(seat("a")));
    assert!(
        scene.directory.keys(&member("a", "a"), &before).is_some(),
        "as of an earlier vector it stands"
    );
    let after = scene.seen("a", &[]);
    assert!(scene.directory.keys(&member("a", "a"), &after).is_none());
    let by = |seen: &Seen| SignedBy {
        party: party("a"),
        seats: vec![seat("a")],
        seen: Arc::new(seen.clone()),
    };
    let withdrawn = |scene: &Scene, seen: &Seen, script: &Seen| {
        scene.directory.is_withdrawn(&compartment(), &by(seen), script)
    };
    assert!(!withdrawn(&scene, &before, &before), "rounds before have not seen it");
    assert!(withdrawn(&scene, &before, &after), "rounds before have seen it");
    scene.post("a", "a");
    let again = scene.seen("a", &[]);
    assert!(withdrawn(&scene, &before, &again), "a new post gives an old leaf nothing back");
    assert!(!withdrawn(&scene, &again, &again), "what is signed since stands");
    let posting = scene.posting("a", "a", "a planned");
    scene.state("a", posting);
    assert!(!withdrawn(&scene, &again, &scene.seen("a", &[])), "planned keys take nothing");
}

#[test]
fn c9_what_is_clear_names_nothing() {
    let origin = log("a").origin();
    let digits = origin.strip_prefix("line/v1/").expect("the prefix");
    assert!(digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let leaf = scene.content("a", (1, &epoch), &seen, "duty officer, nuclear file");
    let found = |text: &str| leaf.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!found("duty") && !found("nuclear"));
    assert!(!leaf.windows(16).any(|window| window == seat("a").0), "the seat is inside too");
}

#[test]
fn c10_a_digest_is_compared_only_by_those_who_have_the_secret() {
    let state = kernel::Digest(random("state"));
    let blinded = blinded_state(&secret("compartment"), 7, &state);
    assert_ne!(blinded, blinded_state(&secret("another compartment"), 7, &state));
    assert_ne!(blinded, blinded_state(&secret("compartment"), 8, &state));
    assert_ne!(blinded, state.0);
    use hmac::{KeyInit, Mac};
    let mut mac =
        hmac::Hmac::<sha2::Sha256>::new_from_slice(&random("compartment")).expect("any key");
    mac.update(&7_u64.to_be_bytes());
    mac.update(&state.0);
    assert_eq!(blinded.as_slice(), mac.finalize().into_bytes().as_slice());
}

#[test]
fn c11_evidence_is_leaves() {
    let evidence: Vec<u8> = (0..150_000_u32).map(|at| (at % 251) as u8).collect();
    let parts = split(&evidence).expect("evidence");
    assert_eq!(parts.len(), 3);
    let epoch = epoch_secret("a", 1);
    let mut read = Vec::new();
    for (part, seq) in parts.iter().zip(1..) {
        let salt = random(&format!("part {seq}"));
        let seen = Seen::new((0..30).map(|at| (log(&format!("log {at}")), u64::MAX >> 1)));
        let draft =
            Draft { origin: log("a parts"), seen, epoch: random("e"), salt, secret: &epoch };
        let message = Message { seat: seat("a"), seq, kind: PART_KIND, content: part.content() };
        let bytes =
            ContentLeaf::seal(&draft, &agreement_hash(), message, &signer("a")).expect("it fits");
        assert!(CLASSES.contains(&bytes.len()));
        let Ok(Leaf::Content(leaf)) = Leaf::parse(&bytes) else { panic!("a content leaf") };
        let inner = leaf.open(&leaf.keys(&epoch)).expect("it opens");
        read.push(line::evidence::Part::read(inner.message.content).expect("a part"));
    }
    read.reverse();
    assert_eq!(join(&read), Ok(evidence));
    assert_eq!(join(&read[1..]), Err(Reason::PartMissing));
}

#[test]
fn c12_removal_acts_once_the_author_has_seen_it() {
    let mut scene = Scene::new();
    scene.post("i", "i");
    scene.state("a", Statement::Admit(compartment(), member("i", "i"), 1));
    let half = scene.seen("a", &[]);
    assert!(
        !scene.directory.is_member(&compartment(), &member("i", "i"), &half),
        "admitting is joint"
    );
    scene.state("b", Statement::Admit(compartment(), member("i", "i"), 1));
    let joined = scene.seen("a", &[]);
    assert!(scene.directory.is_member(&compartment(), &member("i", "i"), &joined));
    scene.state("b", Statement::Remove(compartment(), member("i", "i"), 1));
    assert!(
        scene.directory.is_member(&compartment(), &member("i", "i"), &scene.seen("a", &[])),
        "so is removing"
    );
    scene.state("a", Statement::Remove(compartment(), member("i", "i"), 1));
    let removed = scene.seen("a", &[]);
    assert!(!scene.directory.is_member(&compartment(), &member("i", "i"), &removed));
    let mut reader = LogReader::new(
        agreement_hash(),
        compartment(),
        (log("a"), crate::scene::party("a"), LogUse::Main),
    );
    let old = scene.epoch("a", 1, &joined);
    reader.admit(&scene.directory, &old).expect("an epoch with the inspector");
    let unaware = scene.content("a", (1, &old), &joined, "before it was seen");
    reader.admit(&scene.directory, &unaware).expect("the author has not seen the removal");
    let stale = scene.content("a", (1, &old), &removed, "after it was seen");
    assert_eq!(reader.admit(&scene.directory, &stale).err(), Some(Reason::EpochStale));
    let new = scene.epoch("a", 2, &removed);
    let Ok(Leaf::Epoch(leaf)) = reader.admit(&scene.directory, &new) else {
        panic!("an epoch leaf")
    };
    for place in 0..3 {
        let members = scene.directory.recipients(&compartment(), &removed);
        let found = leaf.open(&agreement_hash(), (place, &kem("i")), &members);
        assert_eq!(found.err(), Some(Reason::WrapOpen), "no slot opens for whoever was removed");
    }
    scene.state("a", Statement::Admit(compartment(), member("i", "i"), 2));
    scene.state("b", Statement::Admit(compartment(), member("i", "i"), 2));
    assert!(
        scene.directory.is_member(&compartment(), &member("i", "i"), &scene.seen("a", &[])),
        "a new term"
    );
}

#[test]
fn c13_a_shown_key_opens_one_leaf() {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let read = |text: &str| {
        let Ok(Leaf::Content(leaf)) = Leaf::parse(&scene.content("a", (1, &epoch), &seen, text))
        else {
            panic!("a content leaf")
        };
        leaf
    };
    let (one, two) = (read("one"), read("two"));
    let key = one.keys(&epoch_secret("a", 1));
    assert!(one.open(&key).is_ok());
    assert_eq!(two.open(&key), Err(Reason::LeafSealed));
    let empty = Disclosure {
        leaf: Vec::new(),
        key: key.show().clone(),
        proof: Vec::new(),
        script: Vec::new(),
        identity: Vec::new(),
    };
    let file = empty.write().expect("small");
    assert!(!file.windows(32).any(|window| window == epoch_secret("a", 1).expose()));
}

#[test]
fn c14_every_stripped_line_is_missed() {
    let origin = "line/v1/x";
    let policy = Policy::pinned(shared_policy(origin).as_bytes(), origin).expect("a good policy");
    let signers: Vec<_> =
        author(origin).into_iter().chain(crate::scene::holder("holder.example/b")).collect();
    let signers: Vec<_> = signers.iter().collect();
    let head =
        line::checkpoint::Checkpoint { origin: origin.to_string(), size: 3, root: random("root") };
    let note = line::cosignature::sign_note(&head, 1_800_000_000, &signers).expect("a time");
    let accepted = policy.accept(note.write().as_bytes()).expect("all lines");
    assert_eq!(accepted.cosigned.len(), 3);
    for place in 0..4 {
        let mut stripped: Note = note.clone();
        stripped.signatures.remove(place);
        assert!(policy.accept(stripped.write().as_bytes()).is_err(), "line {place}");
    }
}

/// The other half of C15 is in `official::ed25519_edge_cases_are_decided_by_their_flags`.
#[test]
fn c15_a_bad_key_is_refused_at_enrolment() {
    let weak = [&[1], [0; 31].as_slice()].concat();
    let key = signer("a").public();
    let refused = line::sign::HybridKey::from_bytes(&weak, &key.ml_dsa.to_bytes());
    assert_eq!(refused.err(), Some(Reason::KeyWeak));
    let refused = line::note::NoteKey::new("a", line::note::KeyKind::Ed25519, &weak);
    assert_eq!(refused.err(), Some(Reason::KeyWeak));
}

#[test]
fn c16_roots_are_65_and_all_else_is_44() {
    let scene = Scene::new();
    let leaf = &scene.leaves[0][0];
    let length = usize::from(u16::from_be_bytes([leaf[0], leaf[1]]));
    let Ok(line::cbor::Value::Map(fields)) = line::cbor::decode(&leaf[2..2 + length]) else {
        panic!("a header")
    };
    let signature = fields.into_iter().find(|(key, _)| *key == 9).map(|(_, value)| value);
    let Some(line::cbor::Value::Bytes(signature)) = signature else { panic!("a signature") };
    assert_eq!(signature.len(), 3309);
    assert_eq!(signer("a").sign(b"message").ml_dsa.len(), 2420);
}

#[test]
fn secrets_are_not_printed() {
    let secret = Secret::new([0x5a; 32]);
    assert_eq!(format!("{secret:?}"), "Secret(..)");
    assert!(!format!("{:?}", kem("a")).contains("sk"));
}
