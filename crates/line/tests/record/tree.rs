//! Trees and paths against the definition of RFC 6962 section 2.1, and every path against every other size.

use line::Reason;
use line::tree::{
    Frontier, Hash, consistency_path, inclusion_path, leaf_hash, node_hash, prefix_roots, root_of,
    verify_consistency, verify_inclusion,
};

pub fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&(number as u64).to_be_bytes())).collect()
}

/// The recursive definition.
fn definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => line::tree::EMPTY_ROOT,
        [one] => *one,
        many => {
            let split = (1..).map(|bit| 1 << bit).take_while(|at| *at < many.len()).last();
            let (left, right) = many.split_at(split.unwrap_or(1));
            node_hash(&definition(left), &definition(right))
        }
    }
}

/// Path of the definition (RFC 6962 section 2.1.1).
fn defined_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let at = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(at);
    let (mut path, sibling) = if index < at {
        (defined_path(index, left), definition(right))
    } else {
        (defined_path(index - at, right), definition(left))
    };
    path.push(sibling);
    path
}

/// Consistency path of the definition (RFC 6962 section 2.1.2).
fn defined_consistency(smaller: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if smaller == leaves.len() {
        return if whole { Vec::new() } else { vec![definition(leaves)] };
    }
    let at = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(at);
    let (mut path, node) = if smaller <= at {
        (defined_consistency(smaller, left, whole), definition(right))
    } else {
        (defined_consistency(smaller - at, right, false), definition(left))
    };
    path.push(node);
    path
}

#[test]
fn roots_are_those_of_the_definition_at_every_size() {
    let leaves = leaves(70);
    let mut frontier = Frontier::new();
    for size in 0..=leaves.len() {
        assert_eq!(frontier.root(), definition(&leaves[..size]), "{size}");
        assert_eq!(root_of(leaves[..size].iter().copied()), frontier.root());
        assert_eq!(frontier.size(), size as u64);
        if let Some(leaf) = leaves.get(size) {
            frontier.push(*leaf);
        }
    }
}

#[test]
fn every_leaf_is_proved_and_no_other_place_is() {
    let leaves = leaves(20);
    for size in 1..=leaves.len() {
        let tree = &leaves[..size];
        let root = definition(tree);
        for (index, leaf) in tree.iter().enumerate() {
            let path = inclusion_path(index as u64, tree).expect("a leaf of the tree");
            assert_eq!(path, defined_path(index, tree));
            let check = |at: usize, path: &[Hash]| {
                verify_inclusion(*leaf, at as u64, size as u64, path, &root)
            };
            assert_eq!(check(index, &path), Ok(()));
            for other in (0..size + 2).filter(|other| *other != index) {
                assert!(check(other, &path).is_err(), "{index} as {other} of {size}");
            }
            assert_eq!(
                check(index, &[path.as_slice(), &[root]].concat()),
                Err(Reason::ProofLength)
            );
            if !path.is_empty() {
                assert_eq!(check(index, &path[1..]), Err(Reason::ProofLength));
            }
        }
        assert_eq!(inclusion_path(size as u64, tree), None);
    }
}

#[test]
fn every_prefix_is_proved_and_no_other_root_is() {
    let leaves = leaves(20);
    let other = leaf_hash(b"other");
    for larger in 1..=leaves.len() {
        let new = definition(&leaves[..larger]);
        for smaller in 1..larger {
            let old = definition(&leaves[..smaller]);
            let whole = consistency_path(smaller as u64, &leaves[..larger]).expect("a prefix");
            assert_eq!(prefix_roots(smaller as u64, larger as u64, &whole), Ok((old, new)));
            let path = defined_consistency(smaller, &leaves[..larger], true);
            let skipped = usize::from(smaller.is_power_of_two());
            assert_eq!(whole[skipped..], path, "{smaller} of {larger}");
            let (m, n) = (smaller as u64, larger as u64);
            assert_eq!(verify_consistency((m, &old), (n, &new), &path), Ok(()));
            assert!(verify_consistency((m, &other), (n, &new), &path).is_err());
            assert!(verify_consistency((m, &old), (n, &other), &path).is_err());
            assert!(verify_consistency((m + 1, &old), (n, &new), &path).is_err());
        }
        let root = (larger as u64, &new);
        assert_eq!(verify_consistency(root, root, &[]), Ok(()));
        assert_eq!(verify_consistency(root, root, &[other]), Err(Reason::ProofLength));
        assert_eq!(verify_consistency((0, &line::tree::EMPTY_ROOT), root, &[]), Ok(()));
    }
}

#[test]
fn a_path_shows_the_real_prefix_of_a_tree_that_its_author_forked() {
    let honest = leaves(20);
    for smaller in 1..20_usize {
        let mut forked = honest.clone();
        forked[smaller - 1] = leaf_hash(b"rewritten");
        let whole = consistency_path(smaller as u64, &forked).expect("a prefix");
        let (old, new) = prefix_roots(smaller as u64, 20, &whole).expect("a whole path");
        assert_eq!(new, definition(&forked), "{smaller}");
        assert_ne!(old, definition(&honest[..smaller]), "{smaller}: the signed root is another");
    }
}
