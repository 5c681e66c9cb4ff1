//! What is wrong in a game file, and at which place in it.

use super::{GameFile, StateEntry};
use crate::error::GameError;

/// How far probabilities may sum from 1.
const PROBABILITY_SLACK: f64 = 1e-9;

fn at(path: &str, problem: String) -> GameError {
    GameError::Place { path: path.to_owned(), problem }
}

/// The first thing wrong in a file, in the order in which it is written.
pub(super) fn check(file: &GameFile) -> Result<(), GameError> {
    if file.players == 0 {
        return Err(at("players", "0 players play nothing: name at least one".to_owned()));
    }
    if !(0.0..1.0).contains(&file.discount) {
        let problem =
            format!("{} is no discount: give one from 0 up to, not including, 1", file.discount);
        return Err(at("discount", problem));
    }
    if file.states.is_empty() {
        return Err(at("states", "the list is empty: a game has at least one state".to_owned()));
    }
    let mut states = file.states.iter().enumerate();
    states.try_for_each(|(index, state)| Place { file, state, index }.check())
}

struct Place<'a> {
    file: &'a GameFile,
    state: &'a StateEntry,
    index: usize,
}

impl Place<'_> {
    fn at(&self, rest: &str, problem: String) -> GameError {
        at(&format!("states[{}].{rest}", self.index), problem)
    }

    fn count(
        &self,
        rest: &str,
        found: usize,
        needed: usize,
        one_for: &str,
    ) -> Result<(), GameError> {
        if found == needed {
            return Ok(());
        }
        let problem = format!("{found} entries, {needed} are needed: one for each {one_for}");
        Err(self.at(rest, problem))
    }

    fn check(&self) -> Result<(), GameError> {
        let joint = self.joint_actions()?;
        self.count("payoffs", self.state.payoffs.len(), self.file.players, "player")?;
        for (player, payoffs) in self.state.payoffs.iter().enumerate() {
            let path = format!("payoffs[{player}]");
            self.count(&path, payoffs.len(), joint, "joint action")?;
            if let Some(bad) = payoffs.iter().position(|x| !x.is_finite()) {
                let problem = format!("{} is not a finite number", payoffs[bad]);
                return Err(self.at(&format!("{path}[{bad}]"), problem));
            }
        }
        self.count("transitions", self.state.transitions.len(), joint, "joint action")?;
        let mut rows = self.state.transitions.iter().enumerate();
        rows.try_for_each(|(row, successors)| self.check_row(row, successors))
    }

    fn joint_actions(&self) -> Result<usize, GameError> {
        self.count("actions", self.state.actions.len(), self.file.players, "player")?;
        let mut joint = 1_usize;
        for (player, names) in self.state.actions.iter().enumerate() {
            let path = format!("actions[{player}]");
            if names.is_empty() {
                let problem = "the list is empty: a player without a choice has one action";
                return Err(self.at(&path, problem.to_owned()));
            }
            let product = joint.checked_mul(names.len()).filter(|&all| u32::try_from(all).is_ok());
            joint = product.ok_or_else(|| self.at(&path, "too many joint actions".to_owned()))?;
        }
        Ok(joint)
    }

    fn check_row(&self, row: usize, successors: &[(u32, f64)]) -> Result<(), GameError> {
        let path = format!("transitions[{row}]");
        let count = self.file.states.len();
        for (entry, &(next, odds)) in successors.iter().enumerate() {
            let path = format!("{path}[{entry}]");
            if next as usize >= count {
                let problem = format!("no state {next}: states are 0 to {}", count - 1);
                return Err(self.at(&path, problem));
            }
            if !(0.0..=1.0).contains(&odds) {
                return Err(self.at(&path, format!("{odds} is no probability")));
            }
        }
        let sum: f64 = successors.iter().map(|(_, odds)| odds).sum();
        let off = (sum - 1.0).abs() > PROBABILITY_SLACK;
        if off { Err(self.at(&path, format!("probabilities sum to {sum}, not 1"))) } else { Ok(()) }
    }
}
