//! What liars may write: menus from which an exploration takes every choice in every order.

use line::script::round::{self, normals};
use line::script::{Body, Cut, Entry, Prefix, Shelf, Statement, next};

use crate::line::Line;
use crate::world::{A, B, M, World, hold, log, ruling, vote};

/// Nobody lies.
pub fn none(_: &Line, _: &World) -> Vec<(usize, Entry)> {
    Vec::new()
}

/// A holds truly or without B's log, votes for whatever follows, appeals, yields, settles; in one history.
pub fn party(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    let bodies = party_bodies(line, world);
    write(world, A, &[A], 3 * usize::try_from(line.rounds).expect("few"), bodies)
}

/// A signs a state in every hold that follows from nothing.
pub fn wrong_state(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    let mut bodies = party_bodies(line, world);
    for body in &mut bodies {
        if let Body::Control(Statement::Hold { state, .. }) = body {
            *state = [9; 32];
        }
    }
    write(world, A, &[A], 3, bodies)
}

/// A holds without B's log, votes for what follows, appeals.
pub fn censor(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    let mut bodies = party_bodies(line, world);
    bodies.retain(|body| match body {
        Body::Control(Statement::Hold { cut, .. }) => cut.of(&log(B)).size == 0,
        _ => true,
    });
    write(world, A, &[A], 3, bodies)
}

/// The same in two histories.
pub fn forking_party(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    let bodies = party_bodies(line, world);
    write(world, A, &[A, 2 + line.judges], 3 * usize::try_from(line.rounds).expect("few"), bodies)
}

/// Two contents, one in each history, and a hold.
pub fn two_faces(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    let shelf = world.shelf(A);
    let mut one = write(world, A, &[A], 1, vec![Body::Content]);
    one.extend(write(world, A, &[2 + line.judges], 1, vec![Body::Other]));
    if world.histories[A].1.len() == 1 {
        let held = hold(1, world.held(A, &shelf));
        one.extend(write(world, A, &[A], 2, vec![Body::Control(held)]));
    }
    one
}

/// A holds B's log and none of M's, then votes.
pub fn tears_apart(_: &Line, world: &World) -> Vec<(usize, Entry)> {
    let shelf = world.shelf(A);
    let mut cut = world.held(A, &shelf);
    cut.set(log(M), Prefix::EMPTY);
    if let Some(main) = shelf.main(&log(B)) {
        cut.set(log(B), main.prefix(main.size()).expect("its own size"));
    }
    let mut bodies = vec![Body::Control(hold(1, cut))];
    let held = |party| Some(round::hold(shelf.main(&log(party))?, 1)?.0);
    if let (Some(one), Some(other)) = (held(A), held(B)) {
        let torn = round::minimum(&shelf, &Cut::default(), one, other);
        bodies.extend(torn.map(|cut| Body::Control(vote(1, cut))));
    }
    write(world, A, &[A], 2, bodies)
}

fn party_bodies(line: &Line, world: &World) -> Vec<Body> {
    let (shelf, terms) = (world.shelf(A), line.terms());
    let mut said = Vec::new();
    for round in 1..=line.rounds {
        let at = usize::try_from(round).expect("few") - 1;
        let closed = &world.replicas[B].closed;
        if closed.len() < at {
            break;
        }
        let base = next::base(&closed[..at]);
        let held = everything(&shelf);
        let mut without = held.clone();
        without.set(log(B), base.of(&log(B)));
        said.extend([hold(round, held), hold(round, without), Statement::Appeal { round }]);
        said.extend(normals(&shelf, &terms, &base, round).into_iter().map(|cut| vote(round, cut)));
    }
    said.into_iter().map(Body::Control).collect()
}

/// The first had history of each log, whole.
fn everything(shelf: &Shelf) -> Cut {
    let whole = |log: &line::LogId| Some((*log, shelf.main(log)?));
    let parts = shelf.logs().filter_map(whole);
    Cut::new(parts.filter_map(|(log, main)| Some((log, main.prefix(main.size())?))))
}

/// M rules whatever it likes on the appeals it has: nothing, or all that it holds; in one history.
pub fn judge(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    write(world, M, &[M], 1, rulings(line, world))
}

/// The same in two histories.
pub fn forking_judge(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    write(world, M, &[M, 2 + line.judges], 1, rulings(line, world))
}

/// M rules all that it holds in one history, and the same without B's log in the other.
pub fn two_rulings(line: &Line, world: &World) -> Vec<(usize, Entry)> {
    let shelf = world.shelf(M);
    let appeal = shelf.main(&log(A)).and_then(|main| {
        let index = round::appeal(main, 1)?;
        Some((log(A), main.prefix(index + 1)?))
    });
    let Some(appeal) = appeal else { return Vec::new() };
    let mut all = everything(&shelf);
    line.terms().judges.iter().for_each(|judge| all.set(*judge, Prefix::EMPTY));
    let mut without = all.clone();
    without.set(log(B), Prefix::EMPTY);
    let rule = |cut: Cut| Body::Control(ruling(1, cut, Cut::new([appeal])));
    let first = write(world, M, &[M], 1, vec![rule(all)]);
    let second = write(world, M, &[2 + line.judges], 1, vec![rule(without)]);
    [first, second].concat()
}

fn rulings(line: &Line, world: &World) -> Vec<Body> {
    let shelf = world.shelf(M);
    let appeals: Vec<(line::LogId, Prefix)> = line
        .terms()
        .parties
        .iter()
        .filter_map(|log| {
            let main = shelf.main(log)?;
            let index = line::script::round::appeal(main, 1)?;
            Some((*log, main.prefix(index + 1)?))
        })
        .collect();
    if appeals.is_empty() {
        return Vec::new();
    }
    let held = shelf.close(&Cut::default(), everything(&shelf)).unwrap_or_default();
    let first = |log| shelf.main(log).and_then(|main| main.prefix(1));
    let some = Cut::new(line.terms().parties.iter().filter_map(|log| Some((*log, first(log)?))));
    let mut bodies = Vec::new();
    for cited in [Cut::new(appeals.clone()), Cut::new(appeals.into_iter().take(1))] {
        for cut in [Cut::default(), some.clone(), held.clone()] {
            let body = Body::Control(ruling(1, cut, cited.clone()));
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
    }
    bodies
}

/// Whether a reader counts only the first of the two.
fn same(one: &Body, other: &Body) -> bool {
    match (one, other) {
        (Body::Control(one), Body::Control(other)) => {
            (one.kind() as u8, one.round()) == (other.kind() as u8, other.round())
        }
        (one, other) => one == other,
    }
}

/// Each body once in each history that has room, and no history that is not begun before the first has a leaf.
fn write(
    world: &World,
    author: usize,
    histories: &[usize],
    most: usize,
    bodies: Vec<Body>,
) -> Vec<(usize, Entry)> {
    let shelf = world.shelf(author);
    let seen = world.held(author, &shelf).seen_by(&log(author));
    let mut lies: Vec<(usize, Entry)> = Vec::new();
    for history in histories {
        let leaves = &world.histories[*history].1;
        let said = |body: &Body| leaves.iter().any(|(entry, _)| same(&entry.body, body));
        for body in bodies.iter().filter(|body| leaves.len() < most && !said(body)) {
            let lie = (*history, Entry { seen: seen.clone(), body: body.clone() });
            if !lies.contains(&lie) {
                lies.push(lie);
            }
        }
    }
    lies
}
