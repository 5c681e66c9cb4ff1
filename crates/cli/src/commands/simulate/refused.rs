//! What does not go together, with the way out.

use crate::args::SimulateArgs;

/// Why two things that were asked cannot be answered at once; `None` if they can.
pub fn together(args: &SimulateArgs) -> Option<String> {
    if args.logit.is_some() && args.ranges {
        return Some(
            "`--logit` solves for play under one set of numbers, and `--ranges` draws others for every 256 \
             futures: leave one of them out"
                .to_owned(),
        );
    }
    let asked = question(args)?;
    let flags = [
        (args.path.is_some(), "--path", "tells one future and this asks about many"),
        (args.logit.is_some(), "--logit", "lets both sides choose and this follows the text"),
        (args.out.is_some(), "--out", kept(args)),
        (
            args.ranges && args.against.is_none(),
            "--ranges",
            "draws other chances for every 256 futures and this needs the same ones in all: name other \
             beliefs with --beliefs instead",
        ),
    ];
    let (_, flag, why) = flags.into_iter().find(|(given, ..)| *given)?;
    Some(format!("`{flag}` cannot be combined with `{asked}`: it {why}"))
}

/// Which question besides the plain count is asked.
fn question(args: &SimulateArgs) -> Option<&'static str> {
    let all = [
        (args.against.is_some(), "--against"),
        (args.rare.is_some(), "--rare"),
        (args.controlled, "--controlled"),
        (args.margins, "--margins"),
    ];
    all.into_iter().find(|(given, _)| *given).map(|(_, name)| name)
}

/// Why no shard is written, by question.
fn kept(args: &SimulateArgs) -> &'static str {
    if args.against.is_some() {
        "keeps the futures of one text: draw a shard of each, equal numbers under one seed are pairs"
    } else if args.rare.is_some() {
        "keeps futures drawn under their own chances, and these are tilted: draw the shard in a run of \
         its own"
    } else {
        "keeps futures, and this answers from more than a shard has of each: draw the shard in a run of \
         its own"
    }
}
