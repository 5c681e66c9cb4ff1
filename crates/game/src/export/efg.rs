//! Gambit's extensive form: the tree of the first periods, from the first state.
//!
//! Within a period players act in turn without seeing each other; then chance draws the next
//! state and everybody sees everything. Payoffs are the discounted average over the periods shown:
//! period t weighs delta^t (1 - delta) / (1 - delta^periods). Odds are exact fractions, since
//! Gambit wants those of a draw to sum to one exactly.

use super::{ExportError, quoted};
use crate::json::GameFile;
use crate::stochastic_game::StochasticGame;
use num_rational::BigRational;
use std::fmt::Write as _;

/// Nodes written at most.
const NODES_MAX: usize = 200_000;

/// The tree of the first periods in Gambit's `.efg`.
///
/// # Errors
/// [`ExportError::TooLarge`] if the tree has more than 200,000 nodes.
pub fn efg(file: &GameFile, game: &StochasticGame, periods: u32) -> Result<String, ExportError> {
    let players = (1..=game.players()).map(|i| quoted(&format!("player {i}")) + " ");
    let text = format!(
        "EFG 2 R {} {{ {}}}\n{}\n\n",
        quoted(&file.name),
        players.collect::<String>(),
        quoted(&file.description),
    );
    let mut tree = Tree {
        file,
        game,
        periods: periods.max(1),
        text,
        nodes: 0,
        ends: 0,
        draws: 0,
        sets: vec![0; game.players()],
    };
    tree.push_period(0, 0, &vec![0.0; game.players()])?;
    Ok(tree.text)
}

struct Tree<'a> {
    file: &'a GameFile,
    game: &'a StochasticGame,
    periods: u32,
    text: String,
    nodes: usize,
    ends: usize,
    draws: usize,
    /// Information sets so far, by player.
    sets: Vec<usize>,
}

impl Tree<'_> {
    fn count(&mut self) -> Result<(), ExportError> {
        self.nodes += 1;
        let instead = "ask for fewer periods, or write it as prism or drn";
        let error = ExportError::TooLarge { what: "nodes", most: NODES_MAX, instead };
        if self.nodes <= NODES_MAX { Ok(()) } else { Err(error) }
    }

    /// A period in a state, what was earned before given.
    fn push_period(
        &mut self,
        period: u32,
        state: usize,
        so_far: &[f64],
    ) -> Result<(), ExportError> {
        let sets: Vec<usize> = self
            .sets
            .iter_mut()
            .map(|set| {
                *set += 1;
                *set
            })
            .collect();
        self.push_player(period, state, so_far, &sets, 0)
    }

    /// The players yet to act, the others' actions in `joint`.
    fn push_player(
        &mut self,
        period: u32,
        state: usize,
        so_far: &[f64],
        sets: &[usize],
        joint: usize,
    ) -> Result<(), ExportError> {
        let acting = self.game.players() - sets.len();
        let Some((&set, rest)) = sets.split_first() else {
            return self.push_draw(period, state, so_far, joint);
        };
        self.count()?;
        let entry = &self.file.states[state];
        let names: String = entry.actions[acting].iter().map(|name| quoted(name) + " ").collect();
        // Gambit wants the sets of a player told apart by their labels.
        let place = quoted(&format!("{} {period} #{set}", entry.name));
        let _ = writeln!(self.text, "p \"\" {} {set} {place} {{ {names}}} 0", acting + 1);
        let actions = entry.actions[acting].len();
        (0..actions).try_for_each(|own| {
            self.push_player(period, state, so_far, rest, joint * actions + own)
        })
    }

    /// Nature's draw of the next state, or the end.
    fn push_draw(
        &mut self,
        period: u32,
        state: usize,
        so_far: &[f64],
        joint: usize,
    ) -> Result<(), ExportError> {
        self.count()?;
        let here = &self.game.states()[state];
        let weight = self.weight(period);
        let earned: Vec<f64> =
            so_far.iter().zip(&here.payoff).map(|(x, row)| x + weight * row[joint]).collect();
        if period + 1 == self.periods {
            self.ends += 1;
            let list: Vec<String> = earned.iter().map(f64::to_string).collect();
            let _ = writeln!(self.text, "t \"\" {} \"\" {{ {} }}", self.ends, list.join(", "));
            return Ok(());
        }
        let row: Vec<(u32, f64)> =
            here.transition[joint].iter().copied().filter(|(_, odds)| *odds > 0.0).collect();
        if let [(next, _)] = row[..] {
            return self.push_period(period + 1, next as usize, &earned);
        }
        self.draws += 1;
        let branches = self.branches(&row);
        let _ = writeln!(self.text, "c \"\" {} \"\" {{ {branches}}} 0", self.draws);
        row.iter().try_for_each(|&(next, _)| self.push_period(period + 1, next as usize, &earned))
    }

    /// Names and exact odds, which sum to one.
    fn branches(&self, row: &[(u32, f64)]) -> String {
        let exact = |odds: f64| {
            BigRational::from_float(odds).expect("checked with the game: odds are finite")
        };
        let sum: BigRational = row.iter().map(|(_, odds)| exact(*odds)).sum();
        let branch = |&(next, odds): &(u32, f64)| {
            let share = exact(odds) / &sum;
            let name = quoted(&self.file.states[next as usize].name);
            format!("{name} {}/{} ", share.numer(), share.denom())
        };
        row.iter().map(branch).collect()
    }

    fn weight(&self, period: u32) -> f64 {
        let discount = self.game.discount();
        let power = |n: u32| (0..n).fold(1.0, |product, _| product * discount);
        let all: f64 = (0..self.periods).map(power).sum();
        power(period) / all
    }
}
