//! Short tables of numbers by state.

use super::Problem;

/// States shown; `--json` has them all.
const SHOWN: usize = 20;

/// One line about the game.
pub fn heading(problem: &Problem, concept: &str) -> String {
    let joint: usize = problem.game.states().iter().map(game::GameState::joint_actions).sum();
    format!(
        "{}: {concept}\n{}, {}, {}, discount {}\n\n",
        problem.file.name,
        count(problem.game.players(), "player"),
        count(problem.game.states().len(), "state"),
        count(joint, "joint action"),
        problem.game.discount(),
    )
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Columns of numbers with a title each, one row a state.
pub fn by_state(problem: &Problem, columns: &[(String, &[f64])]) -> String {
    let states = problem.game.states();
    let shown = &states[..states.len().min(SHOWN)];
    let names = shown.iter().map(|state| state.name.chars().count());
    let wide = names.chain(["state".len()]).max().unwrap_or_default();
    let head: String = columns.iter().map(|(title, _)| format!("  {title:>16}")).collect();
    let mut text = format!("{:wide$}{head}\n", "state");
    for (index, state) in shown.iter().enumerate() {
        let row: String =
            columns.iter().map(|(_, column)| format!("  {:>16}", number(column[index]))).collect();
        text += &format!("{:wide$}{row}\n", state.name);
    }
    if states.len() > SHOWN {
        text += &format!("... {} more: --json has them all\n", states.len() - SHOWN);
    }
    text
}

/// Ten digits, plain where that reads well.
pub fn number(x: f64) -> String {
    let size = x.abs();
    if size == 0.0 || (1e-3..1e6).contains(&size) { format!("{x:.9}") } else { format!("{x:.9e}") }
}
