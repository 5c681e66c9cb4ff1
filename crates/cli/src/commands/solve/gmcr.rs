//! `--concept gmcr`: which states of a conflict are stable, and what would make the others so.

use std::path::Path;

use game::{Deterrence, Open, OrdinalFile, Stability, stability, verify_stability};
use serde::Serialize;

use crate::exit::{Answer, Exit, Failure};
use crate::games;
use reader::solving::certificate::{self, Verified};
use reader::solving::json;

/// See docs/json.md.
#[derive(Serialize)]
struct Stable<'a> {
    game: &'a str,
    concept: &'static str,
    equilibria: Vec<Sense<'a>>,
    states: Vec<State<'a>>,
    status: &'static str,
    certificate: Rests<'a>,
}

#[derive(Serialize)]
struct Rests<'a> {
    kind: &'static str,
    states: usize,
    senses: usize,
    answers: Vec<Tree<'a>>,
    verified: Option<Verified>,
}

/// What the others can bring about after a player's move.
#[derive(Serialize)]
struct Tree<'a> {
    player: &'a str,
    to: &'a str,
    improving: bool,
    answers: Vec<Leaf<'a>>,
}

#[derive(Serialize)]
struct Leaf<'a> {
    player: &'a str,
    to: &'a str,
    after: Option<usize>,
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
pub fn run(path: &Path, verify: bool, as_json: bool) -> Result<Answer, Failure> {
    let (file, graph) = games::conflict(path)?;
    let found = stability(&graph);
    let verified = verify.then(|| verify_stability(&file, &found));
    let states: Vec<State<'_>> =
        file.states.iter().enumerate().map(|(s, name)| judged(&file, &found, s, name)).collect();
    let equilibria = (0..Deterrence::ALL.len()).map(|sense| Sense {
        sense: word(Deterrence::ALL[sense]),
        states: states
            .iter()
            .filter(|s| s.senses[sense].stable.iter().all(|x| *x))
            .map(|s| s.state)
            .collect(),
    });
    let answer = Stable {
        game: &file.name,
        concept: "gmcr",
        equilibria: equilibria.collect(),
        status: "closed",
        certificate: Rests {
            kind: "every move and answer",
            states: states.len(),
            senses: Deterrence::ALL.len(),
            answers: trees(&file, &found),
            verified: certificate::verified(verified.as_ref()),
        },
        states,
    };
    let page = page(&file, &answer) + &certificate::lines(verified.as_ref());
    let text = if as_json { json(&answer)? } else { page };
    let failed = verified.is_some_and(|found| !found.passed());
    Ok(Answer { text, exit: Exit::no_if(failed) })
}

fn judged<'a>(file: &'a OrdinalFile, found: &Stability, s: usize, state: &'a str) -> State<'a> {
    let sense = |(how, by_player): (Deterrence, &Vec<Vec<Vec<Open>>>)| {
        let ways = |(player, open): (&'a String, &Vec<Vec<Open>>)| {
            open[s].iter().map(|open| way(file, player, open)).collect::<Vec<_>>()
        };
        Judged {
            sense: word(how),
            stable: by_player.iter().map(|open| open[s].is_empty()).collect(),
            open: file.players.iter().zip(by_player).flat_map(ways).collect(),
        }
    };
    State { state, senses: Deterrence::ALL.into_iter().zip(&found.open).map(sense).collect() }
}

fn trees<'a>(file: &'a OrdinalFile, found: &Stability) -> Vec<Tree<'a>> {
    let state = |s: u32| &file.states[s as usize][..];
    let leaf = |a: &game::Answer| Leaf {
        player: &file.players[a.mover],
        to: state(a.state),
        after: a.after,
    };
    let tree = |tree: &game::Answers| Tree {
        player: &file.players[tree.player],
        to: state(tree.from),
        improving: tree.improving,
        answers: tree.answers.iter().map(leaf).collect(),
    };
    found.answers.iter().map(tree).collect()
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

fn page(file: &OrdinalFile, answer: &Stable<'_>) -> String {
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
