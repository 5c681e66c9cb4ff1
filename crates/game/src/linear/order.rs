//! An order of states in which successors come first, as far as cycles allow.

use super::Chain;
use crate::process::id;

/// States in the order in which a depth-first walk leaves them.
pub(super) fn successors_first(chain: &Chain) -> Vec<u32> {
    let states = chain.states();
    let mut seen = vec![false; states];
    let mut sequence = Vec::with_capacity(states);
    let mut walk: Vec<(u32, usize)> = Vec::new();
    for root in 0..states {
        if !std::mem::replace(&mut seen[root], true) {
            walk.push((id(root), chain.row[root]));
        }
        while let Some((state, edge)) = walk.last_mut() {
            if *edge == chain.row[*state as usize + 1] {
                sequence.push(*state);
                walk.pop();
                continue;
            }
            let next = chain.next[*edge];
            *edge += 1;
            if !std::mem::replace(&mut seen[next as usize], true) {
                walk.push((next, chain.row[next as usize]));
            }
        }
    }
    sequence
}
