//! `detente desk`: the page of a duty officer, served on this machine.

mod ahead;
mod exercise;
mod live;
mod matter;
mod script;

use std::sync::Arc;

use ahead::Beside;
use desk::line::{Line, Seat};
use desk::{Desk, server};
use live::OnDisk;
use reader::{Believed, Text};

use crate::args::DeskArgs;
use crate::commands::line as command;
use crate::exit::{Answer, Exit, Failure};
use crate::{files, texts};

/// A compartment by name, as the desk shows it.
type Held = (String, Box<dyn Line>);

/// A desk, the secret of the link for each seat, and what it is.
type Opened = (Desk, Vec<(Seat, String)>, String);

/// Serves until the process is ended.
pub fn run(args: &DeskArgs) -> Result<Answer, Failure> {
    let (desk, links, what) = opened(args)?;
    let listener = server::listen(args.listen, args.open_to_others).map_err(failure)?;
    let address = listener.local_addr().map_err(|error| {
        Failure::Environment(format!("{} cannot be listened on: {error}", args.listen))
    })?;
    eprintln!("desk: http://{address}/  {what}; Ctrl-C ends it");
    for (seat, secret) in links {
        eprintln!("{} seat, once: http://{address}/enter/{secret}", seat.name());
    }
    server::serve(listener, Arc::new(desk)).map_err(failure)?;
    Ok(Answer { text: String::new(), exit: Exit::Yes })
}

/// The desk that was asked for, with the links of its seats, and what it is.
fn opened(args: &DeskArgs) -> Result<Opened, Failure> {
    if let Some(file) = &args.demo {
        let matter = matter::demonstrated(file, args.events.as_ref())?;
        let what = format!("a demonstration of \"{}\"", matter.labels.title);
        let desk = Desk::demonstration(matter, args.open_to_others);
        let desk = looking_ahead(desk, args, || texts::accord(file))?;
        return Ok((desk, Vec::new(), what));
    }
    let folder = args.folder.clone().unwrap_or_default();
    let at = |name: Option<String>| command::Desk::at(&folder, name, args.now.clone());
    let whole = at(args.compartment.clone());
    let (lines, what): (Vec<Held>, String) = if let Some(file) = &args.exercise {
        let (drill, title) = exercise::drill(file)?;
        (vec![(String::new(), Box::new(drill))], format!("the exercise \"{title}\""))
    } else {
        let names = if whole.place().has_joined() { whole.compartments()? } else { Vec::new() };
        let held = |name: String| -> Held { (name.clone(), Box::new(OnDisk(at(Some(name))))) };
        let mut lines: Vec<Held> = names.into_iter().map(held).collect();
        if lines.is_empty() {
            lines.push((String::new(), Box::new(OnDisk(whole.clone()))));
        }
        (lines, format!("the station in {}", files::as_typed(&folder)))
    };
    let (desk, links) = Desk::on_all(lines, args.open_to_others).map_err(Failure::Environment)?;
    let desk = looking_ahead(desk, args, || whole.text())?;
    Ok((desk, links, what))
}

/// The desk with the outlook under the beliefs named, if any are.
fn looking_ahead(
    desk: Desk,
    args: &DeskArgs,
    text: impl Fn() -> Result<Text, Failure>,
) -> Result<Desk, Failure> {
    let Some(path) = &args.beliefs else { return Ok(desk) };
    let believed = Believed::new(text()?, files::read(path)?)?;
    Ok(desk.with_outlook(Box::new(Beside::new(believed, args.states as usize))))
}

fn failure(fault: server::Fault) -> Failure {
    match fault {
        server::Fault::Open(_) => Failure::Usage(fault.to_string()),
        server::Fault::Taken(..) | server::Fault::Stopped(_) => {
            Failure::Environment(fault.to_string())
        }
    }
}
