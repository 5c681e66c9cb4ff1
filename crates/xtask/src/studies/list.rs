//! The comparisons: which text, changed how, asked what.

/// One comparison.
pub(super) struct Study {
    /// The system of docs/systems.md that it bears on.
    pub(super) system: &'static str,
    /// What it asks.
    pub(super) title: &'static str,
    /// The text and beliefs it starts from.
    pub(super) base: &'static str,
    /// What stands beside each other.
    pub(super) variants: Vec<Variant>,
    /// A table of its own after the common one.
    pub(super) more: More,
}

/// What a study shows beyond the common columns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum More {
    Nothing,
    Intent,
    Signals,
}

/// One side of a comparison: the files with some words replaced.
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) accord: Vec<Edit>,
    pub(super) beliefs: Vec<Edit>,
}

/// Words that stand once, and what stands there instead.
pub(super) type Edit = (String, String);

fn variant(name: &str, accord: &[(&str, &str)], beliefs: &[(&str, &str)]) -> Variant {
    let owned = |all: &[(&str, &str)]| {
        all.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    };
    Variant { name: name.to_owned(), accord: owned(accord), beliefs: owned(beliefs) }
}

const TURNOVER: &str = "odds turnover US: 0.011 (0.008 to 0.014) per period";
const RESTRAINED: &str = "when restrained: 0.05 (0.02 to 0.1) per period";
const LEAK: &str = "odds leak: 0.01 per period";
const STRIKE: &str = "odds strike by Israel in Levant: 0.02 per period";

/// An answer at sea may take the waiver: the red line stands in its file and may revoke it.
const LINKED: [(&str, &str); 6] = [
    ("installations\" in regional", "installations\" in nuclear"),
    (
        "level 1 when casualties = 0: US may pause proceeds for 30 days",
        "level 1 when casualties = 0: US may revoke W1",
    ),
    (
        "level 2 when casualties > 0: US may pause proceeds for 30 days",
        "level 2 when casualties > 0: US may revoke W1",
    ),
    ("  never touches nuclear\n  cool down", "  cool down"),
    ("expect breach of calm leaves W1 unchanged\n", ""),
    ("  then US may pause proceeds\n", "  then US may revoke W1\n"),
];

/// Left out where no comparison turns on them: 9,025 points of the United States' graph, not 67,672.
const CORE: (&str, &str) = (
    "leave out dash because",
    "leave out ship because \"a smaller core\"\n\
     leave out lapse of P1, lapse of P2 because \"a smaller core\"\n\
     leave out dash because",
);

/// All three payments as soon as quiet has held, instead of one a month.
const FRONT_LOADED: [(&str, &str); 2] = [
    ("from day 60 by day 75, after pay1 met, calm", "from day 30 by day 45, after calm"),
    ("from day 90 by day 105, after pay2 met, calm", "from day 30 by day 45, after calm"),
];

/// A variant of the smaller core.
fn core(name: &str, accord: &[(&str, &str)], beliefs: &[(&str, &str)]) -> Variant {
    variant(name, accord, &[beliefs, &[CORE]].concat())
}

/// All of them, in the order of the page.
pub(super) fn all() -> Vec<Study> {
    let three = |system, title, variants| Study {
        system,
        title,
        base: "three-phase",
        variants,
        more: More::Nothing,
    };
    vec![
        three("S7", "An office's signature or a statute", personal()),
        three("S25", "Files linked or apart, with imperfect discipline", linked()),
        Study {
            more: More::Intent,
            ..three("S30", "Endgame or entry point", vec![core("as it stands", &[], &[])])
        },
        three("S31", "With and without one who stands beside", outsider()),
        three("S32", "Conduct under each", conduct()),
        Study {
            base: "signals",
            more: More::Signals,
            ..three("S23", "With and without the line", vec![variant("as it stands", &[], &[])])
        },
        three(
            "S5",
            "Relief at once or one payment a month, under three hazards of reversal",
            loaded(),
        ),
        three("S22", "With and without a leak", leak()),
        three("S26", "Brent under each", brent()),
    ]
}

fn personal() -> Vec<Variant> {
    let often = (TURNOVER, "odds turnover US: 0.05 per period");
    let statute = ("legal form executive", "legal form statute");
    vec![
        core("executive act", &[], &[]),
        core("statute", &[statute], &[]),
        core("executive act, offices change four times as often", &[], &[often]),
        core("statute, offices change four times as often", &[statute], &[often]),
    ]
}

fn linked() -> Vec<Variant> {
    let mut all = Vec::new();
    for odds in ["0.02", "0.15"] {
        let loose = format!("when restrained: {odds} per period");
        let beliefs = [(RESTRAINED, loose.as_str())];
        all.push(variant(
            &format!("apart, attacks despite restraint {odds} a month"),
            &[],
            &beliefs,
        ));
        all.push(variant(
            &format!("linked, attacks despite restraint {odds} a month"),
            &LINKED,
            &beliefs,
        ));
    }
    all
}

fn outsider() -> Vec<Variant> {
    let strike = |odds: &str| format!("odds strike by Israel in Levant: {odds} per period");
    let hardening = "\nodds strike by Israel hardens Iran: 0.3";
    let (never, half) = (strike("0"), strike("0.01"));
    let hard = format!("{STRIKE}{hardening}");
    let half_hard = format!("{half}{hardening}");
    let efforts = (
        "  swap lift, ease for admit, cap\n",
        "  step restrain in regional: US must use best efforts to restrain Israel in Levant, verified by JMC\n  swap lift, ease for admit, cap\n",
    );
    let answers = ("answered for by nobody", "answered for by US always");
    vec![
        core("no outsider acts", &[], &[(STRIKE, &never)]),
        core("one acts, and nothing follows at home", &[], &[]),
        core("one acts, and it hardens the other side", &[], &[(STRIKE, &hard)]),
        core(
            "the same, restrained by best efforts that halve it",
            &[efforts],
            &[(STRIKE, &half_hard)],
        ),
        core("the same, answered for by the first side", &[answers], &[(STRIKE, &hard)]),
    ]
}

fn conduct() -> Vec<Variant> {
    let undirected = ("0.8 (0.6 to 0.95), because \"time, place", "0.4, because \"time, place");
    let spared = (
        "level 2 when casualties > 0: US may pause proceeds for 30 days within 30 days, US may strike launcher inside Gulf once",
        "level 2 when casualties > 0: US may pause proceeds for 30 days within 30 days",
    );
    vec![
        variant("a ladder with a forcible rung", &[], &[]),
        variant("a ladder without one", &[spared], &[]),
        variant("attribution half as sure", &[], &[undirected]),
    ]
}

fn loaded() -> Vec<Variant> {
    let mut all = Vec::new();
    for odds in ["0.011", "0.03", "0.1"] {
        let hazard = format!("odds turnover US: {odds} per period");
        let beliefs = [(TURNOVER, hazard.as_str())];
        all.push(core(&format!("one payment a month, {odds} a period"), &[], &beliefs));
        all.push(core(&format!("all at once, {odds} a period"), &FRONT_LOADED, &beliefs));
    }
    all
}

fn leak() -> Vec<Variant> {
    let ends = "odds leak: 0.01 per period\nodds leak ends US: 0.3";
    vec![
        core("no leak", &[], &[(LEAK, "odds leak: 0 per period")]),
        core("leaks that cost and end nothing", &[], &[]),
        core("leaks of which three in ten end it", &[], &[(LEAK, ends)]),
    ]
}

fn brent() -> Vec<Variant> {
    let often = (TURNOVER, "odds turnover US: 0.1 per period");
    let statute = ("legal form executive", "legal form statute");
    vec![
        core("as it stands", &[], &[]),
        core("administrations change nine times as often", &[], &[often]),
        core("statute from the start", &[statute], &[]),
    ]
}
