//! `detente desk`: the page of a duty officer, served on this machine.

mod matter;

use std::sync::Arc;

use desk::{Desk, server};

use crate::args::DeskArgs;
use crate::exit::{Answer, Exit, Failure};

/// Serves until the process is ended.
pub fn run(args: &DeskArgs) -> Result<Answer, Failure> {
    let matter = matter::demonstrated(args)?;
    let title = matter.labels.title.clone();
    let listener = server::listen(args.listen, args.open_to_others).map_err(failure)?;
    let address = listener.local_addr().map_err(|error| {
        Failure::Environment(format!("{} cannot be listened on: {error}", args.listen))
    })?;
    eprintln!("desk: http://{address}/  a demonstration of \"{title}\"; Ctrl-C ends it");
    let desk = Arc::new(Desk::demonstration(matter, args.open_to_others));
    server::serve(listener, desk).map_err(failure)?;
    Ok(Answer { text: String::new(), exit: Exit::Yes })
}

fn failure(fault: server::Fault) -> Failure {
    match fault {
        server::Fault::Open(_) => Failure::Usage(fault.to_string()),
        server::Fault::Taken(..) | server::Fault::Stopped(_) => {
            Failure::Environment(fault.to_string())
        }
    }
}
