//! That the moves called open, and no others, are not deterred.
//!
//! Claim, for each player i and state s1 that it would improve by moving to: the answers listed are
//! a tree of moves of the others, nobody moving twice running (in the sequential sense each an
//! improvement for its mover), and it is whole: no move leads out of it. Then what it holds is all
//! that can be answered. From s the move to s1 is deterred iff some answer leaves i nothing that it
//! prefers to s (in the symmetric sense: nor any move from there to such a state). What it does
//! prefer of an answer stands in the way; the sets named for an open move are the least of these.
//!
//! The check reads the file anew, takes preferences on transitively by itself (Warshall 1962), and
//! searches nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Verification};
use crate::ordinal::{Answers, Open, OrdinalFile, Stability};

/// Checks the judgement of every state in every sense.
#[must_use]
pub fn verify_stability(file: &OrdinalFile, answer: &Stability) -> Verification {
    let conflict = Conflict::new(file);
    let (players, states) = (file.players.len(), file.states.len());
    let whole = answer.open.len() == SENSES.len()
        && answer
            .open
            .iter()
            .all(|sense| sense.len() == players && sense.iter().all(|open| open.len() == states));
    let check = |what, wrong: usize| Check { what, worst: wrong as f64, allowed: 0.0 };
    let mut checks = vec![check("every sense, player and state is judged", usize::from(!whole))];
    if whole {
        let count = |wrong: &dyn Fn(&Answers) -> bool| {
            answer.answers.iter().filter(|tree| wrong(tree)).count()
        };
        let strangers = count(&|tree| !conflict.lawful(tree));
        checks.push(check("answers are moves that the others can make", strangers));
        if strangers == 0 {
            checks.push(check("no answer is left out", count(&|tree| !conflict.closed(tree))));
        }
        let wrong = conflict.misjudged(answer);
        checks.push(check("open are the moves that nothing deters, and no others", wrong.open));
        checks.push(check("the changes named deter, and nothing less does", wrong.ways));
    }
    Verification { checks, exact: true }
}

/// What counts as an answer in each sense, in the order of the claim.
#[derive(Clone, Copy, PartialEq)]
enum Sense {
    Nothing,
    Any,
    Inescapable,
    Serving,
}

const SENSES: [Sense; 4] = [Sense::Nothing, Sense::Any, Sense::Inescapable, Sense::Serving];

/// How many moves are called open, or have changes named, wrongly.
#[derive(Default)]
struct Wrong {
    open: usize,
    ways: usize,
}

/// The file in numbers.
struct Conflict {
    states: usize,
    /// (from, to) by player.
    moves: Vec<BTreeSet<(u32, u32)>>,
    /// (better, worse) by player, transitively.
    prefers: Vec<BTreeSet<(u32, u32)>>,
}

impl Conflict {
    fn new(file: &OrdinalFile) -> Self {
        let mut place = BTreeMap::new();
        for (at, name) in (0_u32..).zip(&file.states) {
            place.entry(name.as_str()).or_insert(at);
        }
        let of = |name: &String| place.get(name.as_str()).copied();
        let moves = file.moves.iter().map(|list| {
            let pairs = list.iter().filter_map(|(from, to)| Some((of(from)?, of(to)?)));
            pairs.filter(|(from, to)| from != to).collect()
        });
        let prefers = file.prefers.iter().map(|chains| {
            let pairs = chains.iter().flat_map(|chain| chain.windows(2));
            let pairs = pairs.filter_map(|two| Some((of(&two[0])?, of(&two[1])?)));
            transitive(file.states.len(), pairs.collect())
        });
        Self { states: file.states.len(), moves: moves.collect(), prefers: prefers.collect() }
    }

    fn prefers(&self, player: usize, better: u32, worse: u32) -> bool {
        self.prefers[player].contains(&(better, worse))
    }

    /// Whether somebody other than the tree's player may make a move after `last`.
    fn may(&self, tree: &Answers, mover: usize, last: usize, from: u32, to: u32) -> bool {
        mover != tree.player
            && mover != last
            && mover < self.moves.len()
            && self.moves[mover].contains(&(from, to))
            && (!tree.improving || self.prefers(mover, to, from))
    }

    /// Whether every answer follows an earlier one by a move that may be made.
    fn lawful(&self, tree: &Answers) -> bool {
        let before = |after: Option<usize>, place: usize| match after {
            None => Some((tree.player, tree.from)),
            Some(earlier) if earlier < place => {
                Some((tree.answers[earlier].mover, tree.answers[earlier].state))
            }
            Some(_) => None,
        };
        tree.answers.iter().enumerate().all(|(place, answer)| {
            before(answer.after, place)
                .is_some_and(|(last, from)| self.may(tree, answer.mover, last, from, answer.state))
        })
    }

    /// Whether no move that may be made leads out of the tree.
    fn closed(&self, tree: &Answers) -> bool {
        let held: BTreeSet<(u32, usize)> =
            tree.answers.iter().map(|answer| (answer.state, answer.mover)).collect();
        let nodes = held.iter().copied().chain(std::iter::once((tree.from, tree.player)));
        let mut nodes = nodes;
        nodes.all(|(from, last)| {
            (0..self.moves.len()).all(|mover| {
                let leads = self.moves[mover].iter().filter(|(at, _)| *at == from);
                let mut leads = leads.filter(|(_, to)| self.may(tree, mover, last, from, *to));
                leads.all(|&(_, to)| held.contains(&(to, mover)))
            })
        })
    }

    fn misjudged(&self, answer: &Stability) -> Wrong {
        let trees: BTreeMap<(usize, u32, bool), &Answers> =
            answer.answers.iter().map(|t| ((t.player, t.from, t.improving), t)).collect();
        let mut wrong = Wrong::default();
        for (sense, by_player) in SENSES.iter().zip(&answer.open) {
            for (player, by_state) in by_player.iter().enumerate() {
                for (state, open) in (0_u32..).zip(by_state) {
                    self.judge(*sense, player, state, open, &trees, &mut wrong);
                }
            }
        }
        wrong
    }

    fn judge(
        &self,
        sense: Sense,
        player: usize,
        state: u32,
        open: &[Open],
        trees: &BTreeMap<(usize, u32, bool), &Answers>,
        wrong: &mut Wrong,
    ) {
        let all = (0_u32..).take(self.states);
        let gains =
            |to: u32| self.moves[player].contains(&(state, to)) && self.prefers(player, to, state);
        wrong.open += open.iter().filter(|open| !gains(open.to)).count();
        for to in all.filter(|&to| gains(to)) {
            let Some(tree) = trees.get(&(player, to, sense == Sense::Serving)) else {
                wrong.open += 1;
                continue;
            };
            let mut sets: BTreeSet<BTreeSet<u32>> = tree
                .answers
                .iter()
                .map(|a| self.in_the_way(sense, player, state, a.state))
                .collect();
            if sense == Sense::Nothing {
                sets.clear();
            }
            let deterred = sets.contains(&BTreeSet::new());
            let listed: Vec<&Open> = open.iter().filter(|open| open.to == to).collect();
            wrong.open += usize::from(listed.len() != usize::from(!deterred));
            sets.insert(BTreeSet::from([to]));
            wrong.ways += listed.iter().filter(|open| !least(&sets, &open.ways)).count();
        }
    }

    /// What a player prefers to a state, of an answer and of what it could move to from there.
    fn in_the_way(&self, sense: Sense, player: usize, state: u32, answer: u32) -> BTreeSet<u32> {
        let escapes = self.moves[player].iter().filter(|(from, _)| *from == answer);
        let escapes = escapes.filter(|_| sense == Sense::Inescapable).map(|(_, to)| *to);
        let all = escapes.chain(std::iter::once(answer));
        all.filter(|&to| self.prefers(player, to, state)).collect()
    }
}

/// Whether `named` are those sets that hold no other.
fn least(sets: &BTreeSet<BTreeSet<u32>>, named: &[Vec<u32>]) -> bool {
    let holds_other =
        |set: &BTreeSet<u32>| sets.iter().any(|less| less != set && less.is_subset(set));
    let least: BTreeSet<&BTreeSet<u32>> = sets.iter().filter(|set| !holds_other(set)).collect();
    let named_sets: BTreeSet<BTreeSet<u32>> =
        named.iter().map(|way| way.iter().copied().collect()).collect();
    named.len() == named_sets.len() && named_sets.iter().collect::<BTreeSet<_>>() == least
}

/// All pairs that follow.
fn transitive(states: usize, mut pairs: BTreeSet<(u32, u32)>) -> BTreeSet<(u32, u32)> {
    for through in (0_u32..).take(states) {
        let above: Vec<u32> = pairs.iter().filter(|p| p.1 == through).map(|p| p.0).collect();
        let below: Vec<u32> = pairs.iter().filter(|p| p.0 == through).map(|p| p.1).collect();
        for better in above {
            pairs.extend(below.iter().map(|&worse| (better, worse)));
        }
    }
    pairs
}
