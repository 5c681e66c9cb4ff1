//! `detente line`: a station of the line in a folder. Everything works without a daemon.

mod carry;
mod identity;
mod kinds;
mod look;
mod mend;
mod outside;
mod serve;
mod setup;
mod speech;
mod status;
mod talk;
pub mod time;
mod together;

use std::path::Path;
use std::sync::Arc;

use reader::Text;
use serde_json::Value;
use station::{Fault, Folder, Place, Station};

use crate::args::{LineArgs, LineWhat};
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// What every command of the line is given.
#[derive(Clone)]
pub struct Desk {
    place: Place,
    compartment: Option<String>,
    now: Option<String>,
    json: bool,
}

/// Does what is asked in the folder of a station.
pub fn run(args: &LineArgs, json: bool) -> Result<Answer, Failure> {
    let desk = Desk { json, ..Desk::at(&args.folder, args.compartment.clone(), args.now.clone()) };
    match &args.what {
        LineWhat::Init(args) => setup::init(&desk, args),
        LineWhat::Invite(args) => setup::invite(&desk, args),
        LineWhat::Join(args) => setup::join(&desk, args),
        LineWhat::Send(args) => talk::send(&desk, args),
        LineWhat::Release(args) => talk::release(&desk, args),
        LineWhat::Forms(args) => kinds::forms(&desk, args),
        LineWhat::Inbox(args) => talk::inbox(&desk, args),
        LineWhat::Evidence(args) => talk::evidence(&desk, args),
        LineWhat::Sync(args) => carry::sync(&desk, args),
        LineWhat::Export(args) => carry::export(&desk, args),
        LineWhat::Import(args) => carry::import(&desk, args),
        LineWhat::Serve(args) => serve::serve(&desk, args),
        LineWhat::Status => status::status(&desk),
        LineWhat::Record(args) => look::record(&desk, args),
        LineWhat::State(args) if args.together => together::state(&desk, args),
        LineWhat::State(_) => look::state(&desk),
        LineWhat::Keys => identity::keys(&desk),
        LineWhat::Rotate(args) => identity::rotate(&desk, args),
        LineWhat::Acknowledge(args) => identity::acknowledge(&desk, args),
        LineWhat::Recover(args) => identity::recover(&desk, args),
        LineWhat::Revoke(args) => identity::revoke(&desk, args),
        LineWhat::Remove(args) => identity::remove(&desk, args),
        LineWhat::Admit(args) => identity::admit(&desk, args),
        LineWhat::Verify => mend::verify(&desk),
        LineWhat::Prove(args) => outside::prove(&desk, args),
        LineWhat::Check(args) => outside::check(&desk, args),
        LineWhat::Rebuild(args) => mend::rebuild(&desk, args),
    }
}

/// A fault of the station as the program says it.
pub fn failure(fault: Fault) -> Failure {
    match fault {
        Fault::Asked(what) => Failure::Usage(what),
        Fault::Environment(what) | Fault::RolledBack(what) => Failure::Environment(what),
        Fault::Refused(what) => Failure::Text(format!("detente: {what}")),
    }
}

impl Desk {
    /// The station in a folder; in an exercise at a time that is given.
    pub fn at(folder: &Path, compartment: Option<String>, now: Option<String>) -> Self {
        Self { place: Place::at(folder), compartment, now, json: false }
    }

    /// Its folder.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The compartments that are meant: the one that was named, or all that this station holds.
    pub fn compartments(&self) -> Result<Vec<String>, Failure> {
        let (charter, card) =
            (self.place.charter().map_err(failure)?, self.place.card().map_err(failure)?);
        let held: Vec<String> =
            charter.compartments_of(&card.party).map(|one| one.name.clone()).collect();
        match &self.compartment {
            Some(name) if held.contains(name) => Ok(vec![name.clone()]),
            Some(name) => Err(Failure::Usage(format!(
                "{} holds no compartment {name}: it holds {}",
                card.name,
                held.join(", ")
            ))),
            None => Ok(held),
        }
    }

    /// The folder of the one compartment that is meant.
    pub fn folder(&self) -> Result<Folder, Failure> {
        match self.compartments()?.as_slice() {
            [one] => Ok(self.place.compartment(one)),
            several => Err(Failure::Usage(format!(
                "this station holds several compartments: say which with --compartment {}",
                several.join(" or --compartment ")
            ))),
        }
    }

    /// The time it is for this station: the clock's, or in an exercise the one that was given.
    pub fn now(&self) -> Result<u64, Failure> {
        let exercise = self.place.is_taken() && self.place.card().map_err(failure)?.exercise;
        time::now(self.now.as_deref(), exercise)
    }

    /// The accord beside the station.
    pub fn text(&self) -> Result<Text, Failure> {
        Ok(Text::compiled(files::read(&self.place.accord())?)?)
    }

    /// Opens the station in the one compartment that is meant, with the accord that it runs.
    pub fn open(&self) -> Result<(Station, Arc<Text>), Failure> {
        self.open_in(self.folder()?.name())
    }

    /// Opens the station in a compartment.
    pub fn open_in(&self, compartment: &str) -> Result<(Station, Arc<Text>), Failure> {
        let text = Arc::new(self.text()?);
        let program = speech::program(&text);
        let folder = self.place.compartment(compartment);
        let station = Station::open(&folder, self.now()?, Some(program)).map_err(failure)?;
        if station.charter().accord != text.hash {
            return Err(Failure::Environment(format!(
                "the text beside this station is not the accord of its line ({}): put the one that was agreed back",
                station.charter().accord
            )));
        }
        Ok((station, text))
    }

    /// One answer in the form that was asked for.
    fn answer(&self, value: &Value, text: String, exit: Exit) -> Result<Answer, Failure> {
        let json = || serde_json::to_string_pretty(value).map(|text| text + "\n");
        let text = if self.json {
            json().map_err(|error| Failure::Bug(format!("an answer without form: {error}")))?
        } else {
            text
        };
        Ok(Answer { text, exit })
    }
}

/// Hex digits of bytes.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
