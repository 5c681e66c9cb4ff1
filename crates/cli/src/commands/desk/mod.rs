//! `detente desk`: the page of a duty officer, served on this machine.

mod exercise;
mod live;
mod matter;

use std::sync::Arc;

use desk::line::{Line, Seat};
use desk::{Desk, server};
use live::OnDisk;

use crate::args::DeskArgs;
use crate::commands::line as command;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

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
        return Ok((Desk::demonstration(matter, args.open_to_others), Vec::new(), what));
    }
    let (line, what): (Box<dyn Line>, String) = if let Some(file) = &args.exercise {
        let (drill, title) = exercise::drill(file)?;
        (Box::new(drill), format!("the exercise \"{title}\""))
    } else {
        let folder = args.folder.clone().unwrap_or_default();
        let what = format!("the station in {}", files::as_typed(&folder));
        (Box::new(OnDisk(command::Desk::at(&folder, args.now.clone()))), what)
    };
    let (desk, links) = Desk::on(line, args.open_to_others).map_err(Failure::Environment)?;
    Ok((desk, links, what))
}

fn failure(fault: server::Fault) -> Failure {
    match fault {
        server::Fault::Open(_) => Failure::Usage(fault.to_string()),
        server::Fault::Taken(..) | server::Fault::Stopped(_) => {
            Failure::Environment(fault.to_string())
        }
    }
}
