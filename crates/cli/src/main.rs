//! The `detente` program: the only home of terminal, clock, environment, files and exit codes.
#![allow(
    clippy::print_stderr,
    reason = "this crate alone speaks to a terminal; answers go through `say`"
)]

mod args;
mod cases;
mod clock;
mod commands;
mod exit;
mod files;
mod games;
mod lsp;
mod picture;
mod progress;
mod repl;
mod row_names;
mod shard_file;
mod stock;
mod stop;
mod texts;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use exit::{Answer, Failure};

/// Solving a text makes and drops millions of small states: this takes a tenth to a sixth less processor time than the
/// allocator of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit code of a bug (sysexits, `EX_SOFTWARE`).
const BUG: i32 = 70;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(own_up));
    let cli = Cli::parse();
    match run(&cli).and_then(say) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(failure.code())
        }
    }
}

fn run(cli: &Cli) -> Result<Answer, Failure> {
    let json = cli.json;
    match &cli.command {
        Command::Check(args) => commands::check::run(args, json),
        Command::Explain(args) => commands::explain::run(args, json),
        Command::Fmt(args) => commands::fmt::run(args, json),
        Command::Hash(args) => commands::hash::run(args, json),
        Command::Diff(args) => commands::diff::run(args, json),
        Command::Assess(args) => commands::assess::run(args, json),
        Command::Report(args) => commands::report::run(args, json),
        Command::Outlook(args) => commands::outlook::run(args, json),
        Command::Replay(args) => commands::replay::run(args, json),
        Command::Repl(args) => repl::run(args),
        Command::Plan(args) => commands::plan::run(args, json),
        Command::Simulate(args) => commands::simulate::run(args, json),
        Command::Merge(args) => commands::merge::run(args, json),
        Command::Explore(args) => commands::explore::run(args, json),
        Command::Search(args) => commands::search::run(args, json),
        Command::Brackets(args) => commands::brackets::run(args, json),
        Command::Solve(args) => commands::solve::run(args, json),
        Command::Trade(args) => commands::trade::run(args, json),
        Command::Breakout(args) => commands::breakout::run(args, json),
        Command::Oil(args) => commands::oil::run(args, json),
        Command::Attribute(args) => commands::attribute::run(args, json),
        Command::Fit(args) => commands::fit::run(args, json),
        Command::Export(args) => commands::export::run(args, json),
        Command::New(args) => commands::new::run(args, json),
        Command::Line(args) => commands::line::run(args, json),
        Command::Desk(args) => commands::desk::run(args),
        Command::Lsp => lsp::run(),
    }
}

/// Prints the answer. A reader that has gone away (`| head`) is no failure.
fn say(answer: Answer) -> Result<ExitCode, Failure> {
    let mut out = std::io::stdout().lock();
    let done = out.write_all(answer.text.as_bytes()).and_then(|()| out.flush());
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Environment(format!("the answer could not be written: {error}")))
        }
        _ => Ok(ExitCode::from(answer.exit.code())),
    }
}

/// No panic reaches a user as one: one line, and where to send it.
fn own_up(info: &std::panic::PanicHookInfo<'_>) {
    let place =
        info.location().map_or_else(String::new, |it| format!("{}:{}", it.file(), it.line()));
    eprintln!("detente: {}", exit::bug(&place));
    std::process::exit(BUG);
}
