//! The command line.

mod desk;
mod line;
mod simulate;
mod standing;
mod world;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use desk::DeskArgs;
pub use line::{
    CarryOutArgs, EvidenceArgs, FormsArgs, ImportArgs, InboxArgs, InitArgs, InviteArgs, JoinArgs,
    LineArgs, LineLanguage, LineRole, LineWhat, MemberArgs, ProofArgs, ProveArgs, RebuildArgs,
    RecordArgs, RecoverArgs, ReleaseArgs, RenderArgs, SeatArgs, SendArgs, ServeArgs, StateArgs,
    SyncArgs,
};
pub use simulate::{MergeArgs, RareCause, SimulateArgs};
pub use standing::{OutlookArgs, Paper, ReportArgs};
pub use world::{
    AttributeArgs, BreakoutArgs, FitArgs, FitIncidentsArgs, FitWhat, OilArgs, OilEventsArgs,
    OilWhat,
};

/// Text of a de-escalation agreement and one reader's beliefs in; whether both sides would keep it,
/// where it is weakest, what breaks it and how long it lasts out.
///
/// The answer goes to standard output, everything else to standard error. Exit code: 0 yes, depends
/// or undecided; 1 the answer is no; 2 usage; 3 a file is missing or unreadable; 70 a bug.
#[derive(Debug, Parser)]
#[command(name = "detente", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Prints the answer as JSON (docs/json.md).
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads texts and says what is wrong in them. Exit code 1 if any has an error.
    Check(CheckArgs),
    /// Says what a code means: why it is asked, a real case, a bad and a good text.
    Explain(ExplainArgs),
    /// Lays a text out in the one way.
    Fmt(FmtArgs),
    /// Prints the hash of the terms: equal for two files that say the same.
    Hash(FileArgs),
    /// Says what a second text changes in a first, for whom, and who must sign again.
    Diff(DiffArgs),
    /// Says whether both sides would keep it under your beliefs, and where it is weakest.
    Assess(AssessArgs),
    /// Settles open brackets in every way, and says which settings both sides would keep.
    Brackets(Believed),
    /// Writes the report, a memorandum, tables or deadlines as files (docs/report.md).
    Report(ReportArgs),
    /// Says what follows from where a record stands, and what moved it (docs/outlook.md).
    Outlook(OutlookArgs),
    /// Runs recorded events through a text and prints what it says of each.
    Replay(ReplayArgs),
    /// Steps a text by hand: type what happens, see what is said of it, undo.
    Repl(ReplArgs),
    /// Says what comes next: what falls due, what proof is awaited, what silence means.
    Plan(PlanArgs),
    /// Draws futures of a text under your beliefs.
    Simulate(SimulateArgs),
    /// Puts shards of drawn futures together, as if they had been drawn at once.
    Merge(MergeArgs),
    /// Says what you would have to believe for every side to keep it, or for it to fail.
    Explore(ExploreArgs),
    /// Searches a declared space for better designs of a text (docs/search.md).
    Search(SearchArgs),
    /// Solves a stochastic game given as JSON (docs/solve.md), each answer with its certificate; or
    /// says what binds an accord (`--why`).
    Solve(SolveArgs),
    /// Says how much of one thing of a text buys a hundredth of another, for each side.
    Trade(TradeArgs),
    /// Says how many days lie between reported stocks and the published threshold.
    Breakout(BreakoutArgs),
    /// Says what an accord kept, rather than broken, does to the price of oil.
    Oil(OilArgs),
    /// Says what evidence makes of how an attack came about, under several priors.
    Attribute(AttributeArgs),
    /// Fits what no text controls to recorded data, and says how far off it is.
    Fit(FitArgs),
    /// Writes a stochastic game as text that another program reads.
    Export(ExportArgs),
    /// Writes a starter accord and its beliefs, with comments.
    New(NewArgs),
    /// Keeps the line to the other side: signed messages, one record, and the accord run by it.
    Line(LineArgs),
    /// Serves the page of a duty officer on this machine (docs/desk.md).
    Desk(DeskArgs),
    /// Serves an editor over standard input and output (Language Server Protocol).
    Lsp,
}

/// Texts to read.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Accord files (or `.beliefs` files, each beside its accord).
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The text that the accords amend: each must name the hash of its terms.
    #[arg(long, value_name = "OLD.accord")]
    pub amends: Option<PathBuf>,
}

/// Which code to explain.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The code, such as `A317`.
    #[arg(required_unless_present = "list", conflicts_with = "list")]
    pub code: Option<String>,
    /// Names every code, a line each.
    #[arg(long)]
    pub list: bool,
}

/// Two texts.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The accord file as it was.
    pub was: PathBuf,
    /// The accord file as it is.
    pub now: PathBuf,
}

/// One text.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// The accord file.
    pub file: PathBuf,
}

/// A text to lay out.
#[derive(Debug, Args)]
pub struct FmtArgs {
    /// The file; it is rewritten in place.
    pub file: PathBuf,
    /// Changes nothing; exit code 1 if the layout differs.
    #[arg(long)]
    pub check: bool,
}

/// An accord and one reader's beliefs.
#[derive(Debug, Args)]
pub struct Believed {
    /// The accord file.
    pub file: PathBuf,
    /// The beliefs file; by default the one beside the accord with its name.
    #[arg(long, value_name = "FILE")]
    pub beliefs: Option<PathBuf>,
    /// Seed of everything drawn.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
}

/// Points that are enumerated for each side, at most.
pub const STATES: u32 = 4_000_000;

/// How to assess.
#[derive(Debug, Args)]
pub struct AssessArgs {
    /// What is assessed.
    #[command(flatten)]
    pub believed: Believed,
    /// Stops after the central answer: no share, no turning points.
    #[arg(long)]
    pub quick: bool,
    /// Enumerates at most so many points for each side; what a limit leaves out widens the brackets, and
    /// margins are sampled too.
    #[arg(long, value_name = "N", default_value_t = STATES, value_parser = clap::value_parser!(u32).range(1..))]
    pub states: u32,
    /// Samples margins of the text with nothing left out, whatever the beliefs leave out.
    #[arg(long)]
    pub sampled: bool,
    /// Another reader's beliefs about the same text: the report names where they differ, and computes
    /// nothing with them.
    #[arg(long, value_name = "FILE")]
    pub also: Vec<PathBuf>,
    /// Where to write the full report.
    #[arg(long, default_value = "report.html", value_name = "FILE", conflicts_with = "no_report")]
    pub report: PathBuf,
    /// Writes no report.
    #[arg(long)]
    pub no_report: bool,
    /// Writes each figure of the report as an SVG file into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub svg: Option<PathBuf>,
    /// Writes each figure of the report as a PNG file into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub png: Option<PathBuf>,
    /// Explains one line of the accord instead of printing the page.
    #[arg(long, value_name = "LINE")]
    pub why: Option<u32>,
}

/// What to replay.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The accord file; with `--forecast` every case that ships, if none is named.
    #[arg(required_unless_present = "forecast")]
    pub file: Option<PathBuf>,
    /// The events; by default the `.events` file beside the accord with its name.
    pub events: Option<PathBuf>,
    /// Forecasts from each recorded date what came after it, and scores that beside two forecasters
    /// who use no model.
    #[arg(long)]
    pub forecast: bool,
    /// The beliefs file; by default the one beside the accord with its name.
    #[arg(long, value_name = "FILE", requires_all = ["forecast", "file"])]
    pub beliefs: Option<PathBuf>,
    /// How many futures to draw from each date.
    #[arg(long, default_value_t = 1_000, value_name = "N", requires = "forecast", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub paths: u64,
    /// Seed of everything drawn.
    #[arg(long, default_value_t = 1, value_name = "N", requires = "forecast")]
    pub seed: u64,
    /// Where to draw the calibration (SVG).
    #[arg(long, value_name = "FILE", requires = "forecast")]
    pub picture: Option<PathBuf>,
}

/// What to step.
#[derive(Debug, Args)]
pub struct ReplArgs {
    /// The accord file.
    pub file: PathBuf,
    /// The date of day 0 where the text gives none; by default today.
    #[arg(long, value_name = "DATE")]
    pub day_zero: Option<String>,
}

/// From where to look ahead.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// The accord file.
    pub file: PathBuf,
    /// What happened so far; without it, what comes after day 0.
    pub events: Option<PathBuf>,
    /// The day to look from: a date, or a number of days since day 0. By default the last recorded.
    #[arg(long, value_name = "DAY")]
    pub at: Option<String>,
    /// How many days to look ahead.
    #[arg(long, default_value_t = 90, value_name = "N", conflicts_with = "all")]
    pub days: u32,
    /// Looks as far ahead as the text has dates, up to twenty years.
    #[arg(long)]
    pub all: bool,
}

/// Where to look in the believed space.
#[derive(Debug, Args)]
pub struct ExploreArgs {
    /// What is explored.
    #[command(flatten)]
    pub believed: Believed,
    /// At how many points of the ranges the text is weighed; powers of two fill them best.
    #[arg(long, default_value_t = 512, value_name = "N", value_parser = clap::value_parser!(u32).range(32..=1_048_576))]
    pub points: u32,
    /// How many walks through the ranges tell what moves the answer.
    #[arg(long, default_value_t = 8, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000))]
    pub walks: u32,
    /// How many rows of a design tell what share of the variance the beliefs about each article
    /// account for; 0 leaves it out.
    #[arg(long, default_value_t = 64, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_048_576))]
    pub rows: u32,
    /// Draws the parts of the space, and how they were peeled, into this folder (SVG).
    #[arg(long, value_name = "FOLDER")]
    pub svg: Option<PathBuf>,
}

/// What to search, and how far.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The `.search` file: what may be chosen, what is wanted, what must be.
    pub file: PathBuf,
    /// Writes each design of the front into this folder: `.accord`, `.beliefs`, and `.diff` against
    /// the text as it stands.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where to draw the front (SVG).
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Seed of everything drawn.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Designs that live from one generation to the next.
    #[arg(long, default_value_t = 24, value_name = "N", value_parser = clap::value_parser!(u32).range(4..=10_000))]
    pub population: u32,
    /// Generations at most.
    #[arg(long, default_value_t = 100, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub generations: u32,
    /// Designs evaluated at most. A space that is no larger is gone through whole.
    #[arg(long, default_value_t = 400, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub budget: u32,
    /// States that a design may have; larger ones are left out and counted.
    #[arg(long, default_value_t = 200_000, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=20_000_000))]
    pub states: u32,
}

/// What to exchange.
#[derive(Debug, Args)]
pub struct TradeArgs {
    /// Of what a hundredth is bought: a dial, escrow, tranche, waiver, step or phase, by its name.
    pub x: String,
    /// With what it is bought.
    pub y: String,
    /// The accord and the beliefs.
    #[command(flatten)]
    pub believed: Believed,
}

/// What to solve.
#[derive(Debug, Args)]
pub struct SolveArgs {
    /// The game, in the neutral JSON.
    #[arg(long, value_name = "FILE", required_unless_present = "why")]
    pub game: Option<PathBuf>,
    /// What is asked of it.
    #[arg(long, value_enum, required_unless_present = "why")]
    pub concept: Option<Concept>,
    /// Instead of a game: what binds an accord under your beliefs, and the cheapest single change.
    #[arg(long, value_name = "ACCORD", conflicts_with_all = ["game", "concept", "tolerance", "verify"])]
    pub why: Option<PathBuf>,
    /// The beliefs about that accord; by default those beside it.
    #[arg(long, value_name = "FILE", requires = "why")]
    pub beliefs: Option<PathBuf>,
    /// Seed of everything drawn about that accord.
    #[arg(long, default_value_t = 1, value_name = "N", requires = "why")]
    pub seed: u64,
    /// How close the answer must come, as a share of the range of payoffs (`set`, `markov`).
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub tolerance: Option<f64>,
    /// Checks the certificate by separate code. Exit code 1 if it does not hold.
    #[arg(long)]
    pub verify: bool,
    /// Draws the sets as an SVG file (`set` only).
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Draws the sets as a PNG file (`set` only).
    #[arg(long, value_name = "FILE")]
    pub png: Option<PathBuf>,
    /// With `--why`: also solves levers whose every setting would take more points than this; they
    /// are told as not tried otherwise.
    #[arg(long, requires = "why")]
    pub all: bool,
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    let inside = share > 0.0 && share < 1.0;
    inside.then_some(share).ok_or_else(|| "give a share between 0 and 1, such as 1e-4".to_owned())
}

/// What may be asked of a game.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Concept {
    /// What each player can be held to, and can hold on to, whatever the others do.
    Minimax,
    /// The most that all can earn together if they may pay each other, and each one's punishment.
    Transfers,
    /// All payoffs that two players can sustain without paying each other, from both sides.
    Set,
    /// One stationary equilibrium of any number of players, by logit play.
    Markov,
    /// Which states of a conflict are stable when only rankings are known: the graph model for
    /// conflict resolution. The file is of another kind: moves and preferences.
    Gmcr,
}

/// What to write, and how.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The game, in the neutral JSON.
    #[arg(long, value_name = "FILE")]
    pub game: PathBuf,
    /// The format.
    #[arg(long, value_enum)]
    pub format: Format,
    /// Periods of the tree (`efg` only).
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub periods: u32,
    /// Adds this to every payoff, and so to every average: some programs err where rewards are below zero.
    #[arg(long, default_value_t = 0.0, value_name = "C", allow_negative_numbers = true)]
    pub raise: f64,
}

/// Formats of games.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// The neutral JSON, as this program reads it.
    GameJson,
    /// A concurrent stochastic game of PRISM-games.
    Prism,
    /// Storm's explicit format: all players as one decision maker.
    Drn,
    /// Gambit's extensive form of the first periods.
    Efg,
    /// Gambit's strategic form of stationary pure strategies.
    Nfg,
}

/// What to start from.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Name of the accord; `NAME.accord` and `NAME.beliefs` are written.
    #[arg(default_value = "draft")]
    pub name: String,
    /// The template.
    #[arg(long, default_value = "two-steps", value_name = "TEMPLATE")]
    pub from: String,
    /// Starts from a case that ships with the program instead: `NAME.accord` alone is written.
    #[arg(long, value_name = "CASE", conflicts_with = "from")]
    pub like: Option<String>,
    /// Lists the cases that ship with the program, and writes nothing.
    #[arg(long, conflicts_with_all = ["from", "like"])]
    pub list: bool,
}
