//! Stability by rankings: against every sequence of moves tried one by one, and with its certificate.

use super::draws::Draws;
use game::{Deterrence, OrdinalFile, Stability, stability, verify_stability};
use proptest::prelude::*;

/// A conflict written as a file, so that both sides read the same.
fn file(states: u32, moves: &[Vec<(u32, u32)>], order: &[Vec<Vec<u32>>]) -> OrdinalFile {
    let name = |s: &u32| format!("s{s}");
    let pairs = |list: &Vec<(u32, u32)>| list.iter().map(|(a, b)| (name(a), name(b))).collect();
    let chain = |chain: &Vec<u32>| chain.iter().map(name).collect();
    OrdinalFile {
        name: "drawn".to_owned(),
        description: String::new(),
        players: (0..moves.len()).map(|i| format!("p{i}")).collect(),
        states: (0..states).map(|s| name(&s)).collect(),
        moves: moves.iter().map(pairs).collect(),
        prefers: order.iter().map(|chains| chains.iter().map(chain).collect()).collect(),
    }
}

/// What the file says, looked up afresh each time.
struct Said<'a>(&'a OrdinalFile);

impl Said<'_> {
    fn moves(&self, player: usize, from: &str) -> Vec<&str> {
        let list = self.0.moves[player].iter().filter(|(a, b)| a == from && a != b);
        list.map(|(_, b)| b.as_str()).collect()
    }

    fn prefers(&self, player: usize, better: &str, worse: &str) -> bool {
        let next = self.0.prefers[player].iter().flat_map(|c| c.windows(2));
        let next: Vec<&str> = next.filter(|w| w[0] == better).map(|w| w[1].as_str()).collect();
        next.iter().any(|&x| x == worse || self.prefers(player, x, worse))
    }

    /// Whether some sequence of the others' moves from `at` ends where `caught` holds.
    fn answered(
        &self,
        player: usize,
        at: &str,
        way: &mut Vec<(String, usize)>,
        serving: bool,
        caught: &dyn Fn(&str) -> bool,
    ) -> bool {
        let last = way.last().map_or(player, |(_, mover)| *mover);
        (0..self.0.players.len()).filter(|&mover| mover != player && mover != last).any(|mover| {
            self.moves(mover, at).into_iter().any(|to| {
                let node = (to.to_owned(), mover);
                if way.contains(&node) || (serving && !self.prefers(mover, to, at)) {
                    return false;
                }
                way.push(node);
                let found = caught(to) || self.answered(player, to, way, serving, caught);
                way.pop();
                found
            })
        })
    }

    fn stable(&self, how: Deterrence, player: usize, state: &str) -> bool {
        let gains = self.moves(player, state);
        let mut gains = gains.into_iter().filter(|to| self.prefers(player, to, state));
        let no_better = |to: &str| !self.prefers(player, to, state);
        let stuck = |to: &str| no_better(to) && self.moves(player, to).into_iter().all(no_better);
        gains.all(|to| match how {
            Deterrence::Nash => false,
            Deterrence::General => self.answered(player, to, &mut Vec::new(), false, &no_better),
            Deterrence::Symmetric => self.answered(player, to, &mut Vec::new(), false, &stuck),
            Deterrence::Sequential => self.answered(player, to, &mut Vec::new(), true, &no_better),
        })
    }
}

/// Judged as every sequence says, and the certificate passes.
fn agrees(file: &OrdinalFile) -> Stability {
    let found = stability(&file.graph().expect("no circle"));
    let said = Said(file);
    for (how, by_player) in Deterrence::ALL.into_iter().zip(&found.open) {
        for (player, by_state) in by_player.iter().enumerate() {
            for (name, open) in file.states.iter().zip(by_state) {
                let stable = said.stable(how, player, name);
                assert_eq!(open.is_empty(), stable, "{how:?} {player} {name}");
            }
        }
    }
    let checked = verify_stability(file, &found);
    assert!(checked.passed(), "{checked:?}");
    found
}

fn orders() -> Vec<Vec<u32>> {
    let mut all = Vec::new();
    for code in 0..256_u32 {
        let order: Vec<u32> = (0..4).map(|k| code >> (2 * k) & 3).collect();
        if (0..4).all(|s| order.contains(&s)) {
            all.push(order);
        }
    }
    all
}

/// All 576 games of two players with two options and strict preferences.
#[test]
fn every_two_by_two_conflict_is_judged_as_its_sequences_say() {
    let moves = [vec![(0, 2), (2, 0), (1, 3), (3, 1)], vec![(0, 1), (1, 0), (2, 3), (3, 2)]];
    let (mut games, mut stable) = (0, 0);
    for first in orders() {
        for second in orders() {
            let file = file(4, &moves, &[vec![first.clone()], vec![second]]);
            let found = agrees(&file);
            games += 1;
            stable += (0..4).filter(|&s| found.equilibrium(0, s)).count();
        }
    }
    // Of 576 games 72 have no Nash equilibrium, 432 have one and 72 have two.
    assert_eq!((games, stable), (576, 576));
}

/// Any number of one-way moves, preferences that leave much unsaid.
fn drawn(seed: u64, players: usize, states: u32) -> OrdinalFile {
    let mut draws = Draws::new(seed);
    let mut pick = |bound: u32| draws.below(bound);
    let mut lists = Vec::new();
    let mut orders = Vec::new();
    for _ in 0..players {
        let count = 1 + pick(2 * states);
        lists.push((0..count).map(|_| (pick(states), pick(states))).collect());
        let mut order: Vec<u32> = (0..states).collect();
        (1..states).rev().for_each(|k| order.swap(k as usize, pick(k + 1) as usize));
        let cut = 1 + pick(states) as usize;
        orders.push(vec![order[..cut].to_vec(), order[cut - 1..].to_vec()]);
        if pick(2) == 0 {
            orders.last_mut().expect("pushed").pop();
        }
    }
    file(states, &lists, &orders)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn drawn_conflicts_are_judged_as_their_sequences_say(
        seed in any::<u64>(), players in 1_usize..4, states in 1_u32..5,
    ) {
        agrees(&drawn(seed, players, states));
    }
}

/// Anything changed in a judgement or in what it rests on is noticed.
#[test]
fn a_changed_judgement_fails() {
    let file = OrdinalFile::parse(include_str!("../data/elmira.json")).expect("parses");
    let found = agrees(&file);
    let fails = |change: &dyn Fn(&mut Stability), what: &str| {
        let mut changed = found.clone();
        change(&mut changed);
        assert_ne!(changed, found, "{what}");
        assert!(!verify_stability(&file, &changed).passed(), "{what}");
    };
    for (t, tree) in found.answers.iter().enumerate() {
        let last = tree.answers.len().wrapping_sub(1);
        if !tree.answers.is_empty() {
            fails(&|s| s.answers[t].answers.truncate(last), "an answer left out");
            fails(&|s| s.answers[t].answers[0].mover = tree.player, "a move of the player's own");
            fails(&|s| s.answers[t].answers[0].after = Some(0), "an answer before its question");
        }
    }
    for sense in 0..4 {
        let open = (0..3).flat_map(|player| (0..9).map(move |state| (player, state)));
        let open = open.filter(|&(p, s)| !found.open[sense][p][s].is_empty());
        for (player, state) in open {
            let cell = move |s: &mut Stability, change: &dyn Fn(&mut Vec<game::Open>)| {
                change(&mut s.open[sense][player][state]);
            };
            fails(&|s| cell(s, &|open| drop(open.pop())), "an open move kept silent");
            fails(&|s| cell(s, &|open| drop(open[0].ways.pop())), "a change kept silent");
            fails(&|s| cell(s, &|open| open[0].ways.push(vec![0, 1, 2, 3])), "a change too many");
        }
    }
    fails(&|s| s.open[0][0][8] = found.open[0][2][0].clone(), "a move that there is not");
    fails(&|s| drop(s.open[1].pop()), "a player not judged");
}
