//! Roots that follow each other, and keys that do.

use line::Reason;
use line::identity::{Statement, Warrant};
use line::leaf::Seen;
use line::tree::leaf_hash;

use crate::scene::{Scene, member, party, root, seat, shares, signer};

#[test]
fn a_new_root_holds_once_the_other_side_takes_it() {
    let mut scene = Scene::new();
    let second = root("a second");
    let next = scene.succession("a", &second, (0, &root("a")));
    scene.append("a", next.clone());
    let revoke = scene.signed("a", (5, 1), Statement::Revoke(seat("a")), &second);
    scene.append("a", revoke);
    let alone = scene.seen("a", &[]);
    assert!(
        scene.directory.keys(&member("a", "a"), &alone).is_some(),
        "nobody took the new root yet"
    );
    scene.state("b", Statement::Acknowledge(leaf_hash(&next)));
    let taken = scene.seen("a", &[]);
    assert!(scene.directory.keys(&member("a", "a"), &taken).is_none());
    let old = scene.signed("a", (6, 0), scene.posting("a", "a", "a"), &root("a"));
    scene.append("a", old);
    assert!(
        scene.directory.keys(&member("a", "a"), &scene.seen("a", &[])).is_none(),
        "the old root is done"
    );
}

/// The root is lost, or a thief has it: recovery keys make the next one. What the old one states since is nothing, also
/// another root that the thief signs.
#[test]
fn fault_19_recovery_keys_make_the_next_root_with_the_other_side() {
    let mut scene = Scene::new();
    let (next, thief) = (root("a after theft"), root("thief"));
    let stolen = scene.succession("a", &thief, (0, &root("a")));
    scene.append("a", stolen);
    let [first, _, third] = shares("a");
    let recovered = scene.recovered("a", &next, &[first, third]);
    scene.append("a", recovered.clone());
    let holds =
        |scene: &Scene| scene.directory.root(&party("a"), &scene.seen("b", &[])).map(|it| it.0);
    assert_eq!(holds(&scene), Some(0), "not before the other side takes it");
    scene.state("b", Statement::Acknowledge(leaf_hash(&recovered)));
    assert_eq!(holds(&scene), Some(2));
    let again = scene.succession("a", &root("thief again"), (0, &root("a")));
    scene.append("a", again.clone());
    scene.state("b", Statement::Acknowledge(leaf_hash(&again)));
    assert_eq!(holds(&scene), Some(2), "who signed it holds no longer, whoever takes it");
    let revoke = scene.signed(
        "a",
        (scene.leaves[0].len() as u64, 0),
        Statement::Revoke(seat("a")),
        &root("a"),
    );
    scene.append("a", revoke);
    let seen = scene.seen("b", &[]);
    assert!(scene.directory.keys(&member("a", "a"), &seen).is_some(), "the old root is done");
    let revoke =
        scene.signed("a", (scene.leaves[0].len() as u64, 2), Statement::Revoke(seat("a")), &next);
    scene.append("a", revoke);
    assert!(scene.directory.keys(&member("a", "a"), &scene.seen("b", &[])).is_none());
}

/// The other signatory cannot make a root for a party and take it itself.
#[test]
fn nobody_else_makes_a_root() {
    let mut scene = Scene::new();
    let stranger = root("stranger");
    let alone = Statement::Root(Box::new(stranger.public()), Warrant::Pinned);
    let alone = scene.signed("a", (4, 1), alone, &stranger);
    let [first, ..] = shares("a");
    let others = shares("b");
    let cases = [
        (alone, Reason::IdentityWarrant),
        (scene.succession("a", &stranger, (0, &stranger)), Reason::SignatureEd25519),
        (scene.succession("a", &stranger, (1, &stranger)), Reason::IdentityWarrant),
        (scene.recovered("a", &stranger, std::slice::from_ref(&first)), Reason::IdentityWarrant),
        (scene.recovered("a", &stranger, &[first.clone(), first]), Reason::IdentityWarrant),
        (scene.recovered("a", &stranger, &others[..2]), Reason::IdentityWarrant),
    ];
    for (leaf, reason) in cases {
        assert_eq!(scene.directory.logs[0].append(&leaf), Err(reason));
    }
}

#[test]
fn a_rotated_key_stands_for_leaves_before_the_rotation() {
    let mut scene = Scene::new();
    let before = scene.seen("a", &[]);
    let rotation = scene.posting("a", "a", "a rotated");
    scene.state("a", rotation);
    let after = scene.seen("a", &[]);
    let key =
        |at: &Seen| scene.directory.keys(&member("a", "a"), at).expect("posted").signing.clone();
    assert_eq!(key(&before), signer("a").public());
    assert_eq!(key(&after), signer("a rotated").public());
}
