//! What the record costs beside the primitives that it cannot do without.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use line::Secret;
use line::checkpoint::Checkpoint;
use line::cosignature::sign_note;
use line::note::{KeyKind, NoteSigner};
use line::policy::Policy;
use line::tree::{Frontier, Hash, leaf_hash, sha256};
use ml_dsa::{EncodedVerifyingKey, MlDsa44, Signature, VerifyingKey};

const ENTRIES: u64 = 1_000_000;
const ENTRY_BYTES: usize = 4096;
const ORIGIN: &str = "line/v1/bench";
const TIME: u64 = 1_800_000_000;

fn main() {
    divan::main();
}

/// A leaf of the smallest class, another for each number; one buffer for all.
fn entry(buffer: &mut [u8; ENTRY_BYTES], number: u64) -> &[u8] {
    buffer[..8].copy_from_slice(&number.to_be_bytes());
    buffer
}

/// The root of a million leaves, as on import, beside SHA-256 over the same bytes.
#[divan::bench_group(sample_count = 1, sample_size = 1)]
mod root_of_a_million {
    use super::*;
    use sha2::{Digest, Sha256};

    #[divan::bench]
    fn baseline(bencher: Bencher) {
        bencher.counter(BytesCount::new(ENTRIES * ENTRY_BYTES as u64)).bench(|| {
            let mut buffer = [7; ENTRY_BYTES];
            let mut state = Sha256::new();
            (0..ENTRIES).for_each(|number| state.update(entry(&mut buffer, number)));
            let hash: Hash = state.finalize().into();
            hash
        });
    }

    #[divan::bench]
    fn recomputed(bencher: Bencher) {
        bencher.counter(BytesCount::new(ENTRIES * ENTRY_BYTES as u64)).bench(|| {
            let mut buffer = [7; ENTRY_BYTES];
            let mut frontier = Frontier::new();
            (0..ENTRIES).for_each(|number| frontier.push(leaf_hash(entry(&mut buffer, number))));
            frontier.root()
        });
    }
}

/// A head with the author's and the peer's lines, four signatures, beside the library's four verifications.
#[divan::bench_group]
mod head_of_four_lines {
    use super::*;

    fn seed(label: &str) -> Secret {
        Secret::new(sha256(&[label.as_bytes()]))
    }

    fn signers() -> [NoteSigner; 4] {
        let one = |name: &str, kind, label: &str| {
            NoteSigner::from_seed(name, kind, &seed(label)).expect("a plain name")
        };
        [
            one(ORIGIN, KeyKind::Ed25519, "author"),
            one(ORIGIN, KeyKind::CosignMlDsa, "author pq"),
            one("holder", KeyKind::CosignEd25519, "holder"),
            one("holder", KeyKind::CosignMlDsa, "holder pq"),
        ]
    }

    fn head() -> Checkpoint {
        Checkpoint { origin: ORIGIN.to_string(), size: 3, root: [7; 32] }
    }

    #[divan::bench]
    fn baseline(bencher: Bencher) {
        use ed25519_dalek::Signer;
        let message = head().write();
        let message = message.as_bytes();
        let classical = ed25519_dalek::SigningKey::from_bytes(seed("author").expose());
        let signed = classical.sign(message);
        let public = classical.verifying_key();
        let quantum = line::sign::ml_dsa::PrivateKey44::from_seed(&seed("author pq"));
        let encoded = quantum.public().to_bytes();
        let encoded = EncodedVerifyingKey::<MlDsa44>::try_from(encoded.as_slice()).expect("a key");
        let key = VerifyingKey::<MlDsa44>::decode(&encoded);
        let signature = quantum.sign(message);
        let signature = Signature::<MlDsa44>::try_from(signature.as_slice()).expect("a signature");
        bencher.counter(ItemsCount::new(4_u32)).bench(|| {
            let one = || {
                let classical = public.verify_strict(message, &signed).is_ok();
                classical && key.verify_with_context(message, &[], &signature)
            };
            one() && one()
        });
    }

    #[divan::bench]
    fn accepted(bencher: Bencher) {
        let signers = signers();
        let [author, author_quantum, peer, peer_quantum] = &signers;
        let vkey = |signer: &NoteSigner| signer.key().write();
        let policy = format!(
            "log {}\nwitness author {}\nwitness ed {}\nwitness pq {}\ngroup B all ed pq\n\
             group both all author B\nquorum both\n",
            vkey(author),
            vkey(author_quantum),
            vkey(peer),
            vkey(peer_quantum)
        );
        let policy = Policy::pinned(policy.as_bytes(), ORIGIN).expect("a good policy");
        let all: Vec<&NoteSigner> = signers.iter().collect();
        let note = sign_note(&head(), TIME, &all).expect("a time").write();
        bencher
            .counter(ItemsCount::new(4_u32))
            .bench(|| policy.accept(note.as_bytes()).expect("a good head"));
    }
}
