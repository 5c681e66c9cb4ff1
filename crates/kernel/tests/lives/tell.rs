//! A life told as text: what was done on which day, and what the agreement said of it.

use super::accords::*;
use kernel::accord::Accord;
use kernel::apply::start;
use kernel::verdict::Item;
use kernel::*;
use std::fmt::Write;

pub struct Story {
    pub accord: Accord,
    pub state: State,
    pub hours: u32,
    text: String,
}

impl Story {
    pub fn of(accord: Accord) -> Self {
        let (state, verdicts) = start(&accord);
        let mut story = Self { accord, state, hours: 0, text: String::new() };
        story.write("start", &verdicts);
        story
    }

    /// Somebody acts.
    pub fn act(&mut self, by: ActorId, deed: Deed) -> &mut Self {
        let what = format!("{} {}", actor(&self.accord, by), plain(&format!("{deed:?}")));
        self.apply(&what, &Event::Act { by, deed })
    }

    /// Everybody has kept the first phase of the three to its end.
    pub fn first_phase_kept(&mut self) -> &mut Self {
        self.iran_keeps().days(14).act(US, Deed::Grant(W1)).days(30);
        self.act(US, Deed::Turn(RELIEF, 1)).days(30)
    }

    /// Iran lets inspectors in and comes down to the cap.
    pub fn iran_keeps(&mut self) -> &mut Self {
        self.act(IRAN, Deed::Conduct(ADMIT, true)).act(IRAN, Deed::Set(ENRICHMENT, 3_670))
    }

    /// The second phase has come to where money is owed: a month of calm.
    pub fn calm_held(&mut self) -> &mut Self {
        self.first_phase_kept().act(IRAN, Deed::Set(RESTRAINT, 2)).days(40)
    }

    /// Days pass, told stop by stop.
    pub fn days(&mut self, days: u32) -> &mut Self {
        let mut left = Hours::days(days);
        while left > Hours::ZERO && self.state.ended.is_none() {
            let next = next_expiry(&self.accord, &self.state).map_or(left, |next| next.min(left));
            self.hours += next.0;
            self.apply("", &Event::Pass(next));
            left = left.minus(next);
        }
        self
    }

    fn apply(&mut self, what: &str, event: &Event) -> &mut Self {
        let (state, verdicts) = kernel::apply(&self.accord, &self.state, event);
        self.state = state;
        if !(what.is_empty() && verdicts.is_empty()) {
            self.write(what, &verdicts);
        }
        self
    }

    fn write(&mut self, what: &str, verdicts: &[Verdict]) {
        let said: Vec<String> = verdicts.iter().map(|v| self.verdict(v)).collect();
        let (day, hour) = (self.hours / 24, self.hours % 24);
        let clock = if hour > 0 { format!("{day}+{hour}h") } else { day.to_string() };
        let what = if what.is_empty() { "." } else { what };
        writeln!(self.text, "{clock:>5} {what}: {}", said.join(", ")).unwrap();
    }

    fn verdict(&self, v: &Verdict) -> String {
        let mut text = format!("{:?} {}", v.kind, self.item(v.item));
        if v.standing != Standing::None {
            write!(text, " ({:?})", v.standing).unwrap();
        }
        text.to_lowercase()
    }

    fn item(&self, item: Item) -> String {
        let three = self.accord.workstreams.len() == 3;
        match item {
            Item::Duty(id) if three => DUTIES[id.index()].to_string(),
            Item::Workstream(id) if three => ["nuclear", "regional", "trade"][id.index()].into(),
            Item::Phase(id) => format!("P{}", id.0 + 1),
            other => plain(&format!("{other:?}")).replace(['(', ')'], " ").trim().to_string(),
        }
    }

    /// Forgets what was told so far; the life goes on.
    pub fn hush(&mut self) -> &mut Self {
        self.text.clear();
        self
    }

    /// What was told since the last time, line by line, against what is expected.
    #[track_caller]
    pub fn tells(&mut self, expected: &str) -> &mut Self {
        let told = std::mem::take(&mut self.text);
        let expected: Vec<&str> =
            expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        let lines: Vec<&str> = told.lines().map(str::trim).collect();
        assert!(lines == expected, "<<<{}\n{told}>>>", expected.join(" "));
        self
    }
}

const DUTIES: [&str; 14] = [
    "admit",
    "cap",
    "lift",
    "ease",
    "calm",
    "pay1",
    "pay2",
    "pay3",
    "blend",
    "accede-us",
    "accede-iran",
    "ease2",
    "limit-us",
    "limit-iran",
];

/// Ids as bare numbers: `Start(ProcedureId(0), DutyId(1))` is `start(0, 1)`.
fn plain(debug: &str) -> String {
    let mut parts = debug.split("Id(");
    let mut text = parts.next().unwrap().to_string();
    for part in parts {
        text.truncate(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len());
        text.push_str(&part.replacen(')', "", 1));
    }
    text.to_lowercase()
}

fn actor(accord: &Accord, id: ActorId) -> String {
    let names = ["us", "iran", "israel", "coastal", "iaea", "jmc", "bank"];
    match names.get(id.index()) {
        Some(name) if accord.workstreams.len() == 3 => (*name).to_string(),
        _ => format!("#{}", id.0),
    }
}
