//! `detente repl`: an agreement stepped by hand. Each line is one event of a history, or a
//! question; what the text says of it is printed at once, and can be undone.

mod questions;
mod session;

use std::io::{BufRead, IsTerminal as _, Write as _};

use reader::Text;
use report::Labels;

use crate::args::ReplArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::texts;
use crate::{clock, files};
use session::Session;

const HELP: &str = "\
PARTY VERB ...      what somebody does, in the words of a history (docs/events.md)
pass N days|hours   time passes
to DATE             time passes up to then
undo                takes the last line back
may                 who may do what now
plan                what is owed, and what silence means
why                 the lines of the text behind what was said last
save FILE           the session as a history that `detente replay` reads
help, quit
";

/// Reads lines until there are no more.
pub fn run(args: &ReplArgs) -> Result<Answer, Failure> {
    let text = texts::accord(&args.file)?;
    let day_zero = args.day_zero.clone().unwrap_or_else(clock::today);
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let session = Session::new(&text.compiled, &labels, &day_zero)
        .map_err(|why| Failure::Usage(format!("--day-zero {day_zero}: {why}")))?;
    let mut console = Console { session, text: &text, asks: std::io::stdin().is_terminal() };
    console.serve(std::io::stdin().lock())?;
    Ok(Answer { text: String::new(), exit: Exit::Yes })
}

/// One person at a terminal, or lines from a pipe.
struct Console<'a> {
    session: Session<'a>,
    text: &'a Text,
    asks: bool,
}

impl Console<'_> {
    fn serve(&mut self, lines: impl BufRead) -> Result<(), Failure> {
        self.say(&format!("{}\n`help` lists what can be typed.\n", self.text.compiled.title))?;
        self.prompt()?;
        for line in lines.lines() {
            let line =
                line.map_err(|error| Failure::Environment(format!("no more input: {error}")))?;
            if matches!(line.trim(), "quit" | "exit") {
                break;
            }
            let said = self.answer(line.trim()).unwrap_or_else(|why| format!("{why}\n"));
            self.say(&said)?;
            self.prompt()?;
        }
        Ok(())
    }

    fn answer(&mut self, line: &str) -> Result<String, String> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (word, rest.trim()) {
            ("", _) => Ok(String::new()),
            ("help", _) => Ok(HELP.to_owned()),
            ("undo", "") => self.session.undo(),
            ("may", "") => Ok(questions::powers(&self.session)),
            ("plan", "") => Ok(questions::plan_of(&self.session)),
            ("why", "") => Ok(self.session.why()),
            ("pass", span) => self.session.pass(span),
            ("to", date) => self.session.pass_to(date),
            ("save", path) if !path.is_empty() => self.save(path),
            _ => self.session.happen(line),
        }
    }

    fn save(&self, path: &str) -> Result<String, String> {
        let path = std::path::Path::new(path);
        files::absent(path)
            .and_then(|()| files::write(path, &self.session.history()))
            .map_err(|failure| failure.to_string())?;
        Ok(format!("saved as {}\n", path.display()))
    }

    fn prompt(&self) -> Result<(), Failure> {
        if self.asks { self.say(&format!("{}> ", self.session.today())) } else { Ok(()) }
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        let done = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        done.map_err(|error| Failure::Environment(format!("nobody listens: {error}")))
    }
}
