//! `--concept gmcr`: which states of a conflict are stable, and what would make the others so.

use std::path::Path;

use game::{Deterrence, Open, OrdinalFile, OrdinalGraph, open_moves};
use serde::Serialize;

use super::json;
use crate::exit::{Answer, Exit, Failure};
use crate::games;

/// See docs/json.md.
#[derive(Serialize)]
struct Stability<'a> {
    game: &'a str,
    concept: &'static str,
    equilibria: Vec<Sense<'a>>,
    states: Vec<State<'a>>,
    status: &'static str,
    certificate: Rests,
}

#[derive(Serialize)]
struct Rests {
    kind: &'static str,
    states: usize,
    senses: usize,
}

#[derive(Serialize)]
struct Sense<'a> {
    sense: &'static str,
    states: Vec<&'a str>,
}

#[derive(Serialize)]
struct State<'a> {
    state: &'a str,
    senses: Vec<Judged<'a>>,
}

#[derive(Serialize)]
struct Judged<'a> {
    sense: &'static str,
    stable: Vec<bool>,
    open: Vec<Way<'a>>,
}

/// A move that is not deterred; it would be if the player no longer preferred all of one list.
#[derive(Serialize)]
struct Way<'a> {
    player: &'a str,
    to: &'a str,
    deterred_if_not_preferred: Vec<Vec<&'a str>>,
}

/// Stability of every state in every sense.
pub fn run(path: &Path, as_json: bool) -> Result<Answer, Failure> {
    let (file, graph) = games::conflict(path)?;
    let states: Vec<State<'_>> =
        (0..).zip(&file.states).map(|(s, name)| judged(&file, &graph, s, name)).collect();
    let equilibria = (0..Deterrence::ALL.len()).map(|sense| Sense {
        sense: word(Deterrence::ALL[sense]),
        states: states
            .iter()
            .filter(|s| s.senses[sense].stable.iter().all(|x| *x))
            .map(|s| s.state)
            .collect(),
    });
    let answer = Stability {
        game: &file.name,
        concept: "gmcr",
        equilibria: equilibria.collect(),
        status: "closed",
        certificate: Rests {
            kind: "every move and answer",
            states: states.len(),
            senses: Deterrence::ALL.len(),
        },
        states,
    };
    let text = if as_json { json(&answer)? } else { page(&file, &answer) };
    Ok(Answer { text, exit: Exit::no_if(false) })
}

fn judged<'a>(file: &'a OrdinalFile, graph: &OrdinalGraph, s: u32, state: &'a str) -> State<'a> {
    let sense = |how: Deterrence| {
        let all: Vec<Vec<Open>> =
            (0..graph.players()).map(|player| open_moves(graph, how, player, s)).collect();
        let ways = |(player, open): (&'a String, &Vec<Open>)| {
            open.iter().map(|open| way(file, player, open)).collect::<Vec<_>>()
        };
        Judged {
            sense: word(how),
            stable: all.iter().map(Vec::is_empty).collect(),
            open: file.players.iter().zip(&all).flat_map(ways).collect(),
        }
    };
    State { state, senses: Deterrence::ALL.map(sense).into() }
}

fn way<'a>(file: &'a OrdinalFile, player: &'a str, open: &Open) -> Way<'a> {
    let name = |s: &u32| &file.states[*s as usize][..];
    let ways = open.ways.iter().map(|way| way.iter().map(name).collect()).collect();
    Way { player, to: name(&open.to), deterred_if_not_preferred: ways }
}

fn word(how: Deterrence) -> &'static str {
    match how {
        Deterrence::Nash => "Nash",
        Deterrence::General => "general metarational",
        Deterrence::Symmetric => "symmetric metarational",
        Deterrence::Sequential => "sequential",
    }
}

fn page(file: &OrdinalFile, answer: &Stability<'_>) -> String {
    let mut text = format!(
        "{}: ordinal stability\n{} players, {} states\n\n",
        file.name,
        file.players.len(),
        file.states.len()
    );
    for sense in &answer.equilibria {
        let list =
            if sense.states.is_empty() { "none".to_owned() } else { sense.states.join(", ") };
        text += &format!("{:<24}{list}\n", sense.sense);
    }
    text + "\nStates from which no player gains by moving, by what deters it: nothing, any answer of the\n\
            others, one without escape, one that serves those who answer. --json says which moves are\n\
            open elsewhere, and what would have to be no longer preferred to deter them.\n"
}
