//! The language of PRISM-games: a concurrent stochastic game, one module a player.
//!
//! `<<p1>> R{"player1"}max=? [ F "end" ]` is the first player's security value in the first state.

use super::one_line;
use crate::json::GameFile;
use crate::stochastic_game::{GameState, StochasticGame};
use std::fmt::Write as _;

/// The game as a concurrent stochastic game of PRISM-games.
#[must_use]
pub fn prism(file: &GameFile, game: &StochasticGame) -> String {
    let players = 1..=game.players();
    let mut text = format!(
        "// {}: state END is reached with probability 1 - d after every step, so that expected\n\
         // total rewards are average payoffs: <<p1>> R{{\"player1\"}}max=? [ F \"end\" ]\ncsg\n\n",
        one_line(&file.name),
    );
    for i in players {
        let _ = writeln!(text, "player p{i} player{i} endplayer");
    }
    let _ = writeln!(
        text,
        "\nconst double d = {};\nconst int END = {};\n",
        game.discount(),
        game.states().len()
    );
    (0..game.players()).for_each(|player| push_player(&mut text, game, player));
    push_world(&mut text, game);
    (0..game.players()).for_each(|player| push_rewards(&mut text, game, player));
    text + "label \"end\" = s=END;\n"
}

/// A player's module: each of its actions, where it has it.
fn push_player(text: &mut String, game: &StochasticGame, player: usize) {
    let own = player + 1;
    let most = game.states().iter().map(|state| state.actions[player]).max().unwrap_or(0);
    let _ = writeln!(text, "module player{own}\n  last{own} : [0..{}] init 0;", most.max(1) - 1);
    for action in 0..most {
        let has = |(_, state): &(usize, &GameState)| state.actions[player] > action;
        let states = game.states().iter().enumerate().filter(has);
        let places: Vec<String> = states.map(|(s, _)| format!("s={s}")).collect();
        let _ =
            writeln!(text, "  [p{own}_a{action}] {} -> (last{own}'={action});", places.join(" | "));
    }
    text.push_str("endmodule\n\n");
}

fn push_world(text: &mut String, game: &StochasticGame) {
    text.push_str("module world\n  s : [0..END] init 0;\n");
    for (index, state) in game.states().iter().enumerate() {
        for (joint, row) in state.transition.iter().enumerate() {
            let moves: String = row
                .iter()
                .filter(|(_, odds)| *odds > 0.0)
                .map(|(next, odds)| format!("d*{odds}:(s'={next}) + "))
                .collect();
            let labels = labels(state, joint);
            let _ = writeln!(text, "  [{labels}] s={index} -> {moves}1-d:(s'=END);");
        }
    }
    text.push_str("endmodule\n\n");
}

fn push_rewards(text: &mut String, game: &StochasticGame, player: usize) {
    let _ = writeln!(text, "rewards \"player{}\"", player + 1);
    for (index, state) in game.states().iter().enumerate() {
        for (joint, payoff) in state.payoff[player].iter().enumerate() {
            let labels = labels(state, joint);
            let _ = writeln!(text, "  [{labels}] s={index} : (1-d)*{payoff};");
        }
    }
    text.push_str("endrewards\n\n");
}

fn labels(state: &GameState, joint: usize) -> String {
    let one = |player: usize| format!("p{}_a{}", player + 1, state.action_of(player, joint));
    (0..state.actions.len()).map(one).collect::<Vec<_>>().join(",")
}
