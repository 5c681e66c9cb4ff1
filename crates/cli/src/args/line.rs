//! Arguments of `detente line`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// The line between adversaries: what to do, in which folder, at what time.
#[derive(Debug, Args)]
pub struct LineArgs {
    /// The folder of the station.
    #[arg(long = "in", global = true, default_value = "line", value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The compartment that is meant, where the line has several.
    #[arg(long, global = true, value_name = "NAME")]
    pub compartment: Option<String>,
    /// The time, for exercises only: `2026-03-01`, `2026-03-01T14:00:00Z`, or `@FILE` to read it from a
    /// file each time it is asked for.
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub what: LineWhat,
}

/// What to do on a line.
#[derive(Debug, Subcommand)]
pub enum LineWhat {
    /// Draws the keys of a new party and writes its card, which the others need.
    Init(InitArgs),
    /// Writes the charter of a line from everybody's cards.
    Invite(InviteArgs),
    /// Takes a charter, after its hash and the fingerprints in it were compared.
    Join(JoinArgs),
    /// Drafts a message and signs it as one person.
    Send(SendArgs),
    /// Lists the kinds of messages and their fields.
    Forms(FormsArgs),
    /// Signs a draft as a second person, and lets it go.
    Release(ReleaseArgs),
    /// Prints the messages that others sent.
    Inbox(InboxArgs),
    /// Gets the evidence that a message refers to out of the record.
    Evidence(EvidenceArgs),
    /// Exchanges what is new with parties that listen.
    Sync(SyncArgs),
    /// Writes what is new for a party into a file; or every log as static files.
    Export(CarryOutArgs),
    /// Takes what a file brings. What is not proved is refused; what is known changes nothing.
    Import(ImportArgs),
    /// Says how it stands with everybody, what waits, and what silence means.
    Status,
    /// Prints the agreed script: what was said, in the order that both sides have.
    Record(RecordArgs),
    /// Prints the state of the accord and its digest.
    State(StateArgs),
    /// Lists whose keys count, and who is a member.
    Keys,
    /// Gives a seat of this party new keys, which count from the next leaf on; or the party a new root, which the old one
    /// signs.
    Rotate(SeatArgs),
    /// Takes the new root of another party: with that it holds.
    Acknowledge(MemberArgs),
    /// Makes a new root with recovery keys, where the old one is lost or stolen.
    Recover(RecoverArgs),
    /// Takes its key from a person's seat, from the next leaf on.
    Revoke(SeatArgs),
    /// Says that an inspectorate is to be no member any more; once both signatories have said so, it is none.
    Remove(MemberArgs),
    /// Says that an inspectorate that was removed is to be a member again.
    Admit(MemberArgs),
    /// Reads everything that is stored and computes every root and signature again.
    Verify,
    /// Writes the proof that a message stands in the record, for somebody who trusts nobody.
    Prove(ProveArgs),
    /// Checks such a proof, without a station: who said what, at which place, and who holds it.
    Check(ProofArgs),
    /// Makes a damaged store anew from a peer, a file or static files.
    Rebuild(RebuildArgs),
    /// Listens for the other parties.
    Serve(ServeArgs),
}

/// What a party may do.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LineRole {
    /// One of the two whose accord it is.
    Signatory,
    /// Reads and writes in this compartment; has no vote.
    Inspector,
    /// Holds, stamps and rules; reads nothing.
    Intermediary,
}

/// Who joins.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The accord file.
    #[arg(long, value_name = "FILE")]
    pub accord: PathBuf,
    /// Short name of the party: letters, digits, `-` and `_`.
    #[arg(long)]
    pub name: String,
    /// What it may do.
    #[arg(long, value_enum, default_value_t = LineRole::Signatory)]
    pub role: LineRole,
    /// Actors of the accord whose acts it may state; by default the one of its name.
    #[arg(long, value_delimiter = ',', value_name = "ACTORS")]
    pub speaks: Vec<String>,
    /// Where to keep how far it has signed: better on another medium than the store. Each compartment adds its name.
    #[arg(long, value_name = "FILE")]
    pub mark: Option<PathBuf>,
    /// How many of how many recovery keys make a new root where that is lost or stolen.
    #[arg(long, value_name = "NEEDED-of-KEYS", default_value = "2-of-3")]
    pub recovery: String,
    /// For an exercise: times may be given by hand, and everything says so.
    #[arg(long)]
    pub exercise: bool,
}

/// Whose line it is.
#[derive(Debug, Args)]
pub struct InviteArgs {
    /// Cards of the other parties.
    #[arg(required = true)]
    pub cards: Vec<PathBuf>,
    /// A compartment with the parties that read in it; once for each. Intermediaries hold all and read none. By default
    /// one compartment, `main`, in which everybody else reads.
    #[arg(long = "compartment", id = "compartment", value_name = "NAME=PARTY,PARTY,...")]
    pub compartments: Vec<String>,
    /// Where to write the charter.
    #[arg(long, default_value = "line.charter", value_name = "FILE")]
    pub to: PathBuf,
    /// The date of day 0 where the text gives none; by default today.
    #[arg(long, value_name = "DATE")]
    pub day_zero: Option<String>,
    /// Hours after which a party that hears nothing appeals.
    #[arg(long, default_value_t = 12, value_name = "HOURS", value_parser = clap::value_parser!(u64).range(1..=8_760))]
    pub wait: u64,
    /// Hours after which what the intermediaries offered counts as served.
    #[arg(long, default_value_t = 6, value_name = "HOURS", value_parser = clap::value_parser!(u64).range(1..=8_760))]
    pub grace: u64,
    /// Hours after which a peer that does not answer is called silent.
    #[arg(long, default_value_t = 24, value_name = "HOURS", value_parser = clap::value_parser!(u64).range(1..=8_760))]
    pub silence: u64,
    /// Acts of one seat that count in a day; what is said beyond stands in the record without effect.
    #[arg(long, default_value_t = 100, value_name = "ACTS", value_parser = clap::value_parser!(u32).range(1..))]
    pub per_day: u32,
    /// Acts of one seat that count in a day where they are of incidents: a lane of their own.
    #[arg(long, default_value_t = 100, value_name = "ACTS", value_parser = clap::value_parser!(u32).range(1..))]
    pub urgent_per_day: u32,
}

/// Which charter.
#[derive(Debug, Args)]
pub struct JoinArgs {
    /// The charter file.
    pub charter: PathBuf,
    /// The hash of the charter as it was read out by another way: joins only if it is the same.
    #[arg(long, value_name = "HASH")]
    pub compared: Option<String>,
}

/// What to say.
#[derive(Debug, Args)]
#[command(
    after_help = "`detente line forms` lists every kind, `detente line forms KIND` what its fields hold.\n\n\
    detente line send free_text about=Fog text=\"The line was tested.\"\n\
    detente line send waiver_grant waiver=W1 act=grant\n\
    detente line send act \"US grants W1\""
)]
pub struct SendArgs {
    /// Kind of message; or `act` for an act in the words of a history (docs/events.md).
    pub kind: String,
    /// Its fields as FIELD=VALUE; after `act`, its words.
    pub words: Vec<String>,
    /// As which actor of the accord, where the party speaks for several.
    #[arg(long = "as", value_name = "ACTOR")]
    pub as_actor: Option<String>,
    /// Whose key signs: `first`, `second`, or the path of a key file.
    #[arg(long, default_value = "first", value_name = "KEY")]
    pub key: String,
    /// A file that goes with it, in parts in this party's log; the message has its hash.
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// One person is enough for now; the second must follow within two hours, and everybody sees it.
    #[arg(long)]
    pub emergency: bool,
}

/// Which draft.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// Name of the draft, or of the message that one person sent.
    pub draft: String,
    /// Whose key signs: `first`, `second`, or the path of a key file.
    #[arg(long, default_value = "second", value_name = "KEY")]
    pub key: String,
}

/// Which kinds.
#[derive(Debug, Args)]
pub struct FormsArgs {
    /// A kind; by default all.
    pub kind: Option<String>,
}

/// A language that messages are rendered in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LineLanguage {
    /// English.
    En,
    /// Persian.
    Fa,
}

/// How messages are shown.
#[derive(Clone, Copy, Debug, Args)]
pub struct RenderArgs {
    /// Shows each message whole, with its fields and what silence means, in this language.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<LineLanguage>,
    /// Shows each message as it is read out on a telephone.
    #[arg(long)]
    pub read_aloud: bool,
}

/// Which messages.
#[derive(Debug, Args)]
pub struct InboxArgs {
    /// Name of one message; by default all that others sent.
    pub message: Option<String>,
    /// How.
    #[command(flatten)]
    pub render: RenderArgs,
}

/// Which evidence.
#[derive(Debug, Args)]
pub struct EvidenceArgs {
    /// Name of the message that refers to it.
    pub message: String,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

/// With whom.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Names of parties; by default everybody whose address is known.
    pub names: Vec<String>,
    /// Where a party listens: remembered.
    #[arg(long, value_name = "NAME=HOST:PORT")]
    pub peer: Vec<String>,
}

/// For whom.
#[derive(Debug, Args)]
pub struct CarryOutArgs {
    /// The party whose bundle it is.
    #[arg(long = "for", value_name = "NAME", required_unless_present = "mirror")]
    pub party: Option<String>,
    /// Where to write the bundle.
    #[arg(long, value_name = "FILE", requires = "party")]
    pub to: Option<PathBuf>,
    /// Writes every log as static files (tlog-tiles) into this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "party")]
    pub mirror: Option<PathBuf>,
}

/// What to take.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The bundle.
    pub file: PathBuf,
}

/// What of the record.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// Writes the acts in it as a history that `detente replay` and `detente plan` read.
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// How.
    #[command(flatten)]
    pub render: RenderArgs,
}

/// Which state.
#[derive(Debug, Args)]
pub struct StateArgs {
    /// Reads all compartments of this station together, up to the hour that each of them has attested.
    #[arg(long)]
    pub together: bool,
    /// Writes the acts of all compartments in one order as a history that `detente replay` and `detente plan` read.
    #[arg(long, value_name = "FILE", requires = "together")]
    pub export: Option<PathBuf>,
}

/// What to prove.
#[derive(Debug, Args)]
pub struct ProveArgs {
    /// Name of the message.
    pub message: String,
    /// Where to write the proof.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

/// What to check.
#[derive(Debug, Args)]
pub struct ProofArgs {
    /// The proof, as `detente line prove` or a desk wrote it.
    pub file: PathBuf,
    /// The charter of the line, whose hash the parties compared.
    #[arg(long, value_name = "FILE")]
    pub charter: PathBuf,
    /// The accord of the line, for the names of its rows; without it they are told by number.
    #[arg(long, value_name = "FILE")]
    pub accord: Option<PathBuf>,
}

/// Which seat.
#[derive(Debug, Args)]
pub struct SeatArgs {
    /// `station`, `first` or `second`.
    pub seat: String,
    /// The file of the root key, where it does not lie with the others.
    #[arg(long, value_name = "FILE")]
    pub root: Option<PathBuf>,
}

/// With which recovery keys.
#[derive(Debug, Args)]
pub struct RecoverArgs {
    /// The page of a recovery key, as it was printed. Given as often as keys are needed.
    #[arg(long = "key", value_name = "FILE", required = true)]
    pub keys: Vec<PathBuf>,
}

/// Which party.
#[derive(Debug, Args)]
pub struct MemberArgs {
    /// Its name.
    pub party: String,
    /// The file of the root key, where it does not lie with the others.
    #[arg(long, value_name = "FILE")]
    pub root: Option<PathBuf>,
}

/// From where.
#[derive(Debug, Args)]
pub struct RebuildArgs {
    /// The name of a party that listens, a bundle, or a folder of static files. May be given several times: each
    /// brings what the ones before it did not have.
    #[arg(long, value_name = "SOURCE", required = true)]
    pub from: Vec<String>,
}

/// Where to listen.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The address; other machines reach it only if it is not the loopback one.
    #[arg(long, default_value = "127.0.0.1:0", value_name = "HOST:PORT")]
    pub listen: String,
    /// Calls the peers itself, too, at each interval of so many minutes; until it is stopped (Ctrl-C).
    #[arg(long, value_name = "MINUTES", value_parser = interval)]
    pub every: Option<std::time::Duration>,
    /// Whom it calls, and where: remembered. By default everybody whose address is known.
    #[arg(long, value_name = "NAME=HOST:PORT", requires = "every")]
    pub peer: Vec<String>,
    /// Ends after so many exchanges.
    #[arg(long, value_name = "N")]
    pub exchanges: Option<u64>,
}

/// An interval in minutes, or parts of them: from a second to a week.
fn interval(text: &str) -> Result<std::time::Duration, String> {
    let minutes: f64 = text.parse().map_err(|_| "write minutes, such as 60".to_owned())?;
    let seconds = minutes * 60.0;
    if (1.0..=604_800.0).contains(&seconds) {
        return Ok(std::time::Duration::from_secs_f64(seconds));
    }
    Err("an interval is from a second to a week".to_owned())
}
