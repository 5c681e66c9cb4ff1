//! A life told as text: what was done on which day, and what the agreement said of it.

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
        let what = format!("{} {}", actor(by), self.deed(&deed));
        self.apply(&what, &Event::Act { by, deed })
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

    fn deed(&self, deed: &Deed) -> String {
        let text = format!("{deed:?}").to_lowercase();
        text.replace("dutyid(", "(").replace("waiverid(", "(").replace("subjectid(", "(")
    }

    fn item(&self, item: Item) -> String {
        let names: &[&str] = match item {
            Item::Duty(_) if self.accord.duties.len() == 14 => &DUTIES,
            Item::Phase(_) => &["P1", "P2", "P3"],
            Item::Workstream(_) if self.accord.workstreams.len() == 3 => {
                &["nuclear", "regional", "trade"]
            }
            _ => &[],
        };
        let index = match item {
            Item::Duty(id) => id.index(),
            Item::Phase(id) => id.index(),
            Item::Workstream(id) => id.index(),
            _ => usize::MAX,
        };
        let plain = || format!("{item:?}").replace("Id(", " ").replace(['(', ')'], " ");
        names.get(index).map_or_else(
            || {
                plain()
                    .split_whitespace()
                    .filter(|w| !w.ends_with("Id"))
                    .collect::<Vec<_>>()
                    .join(" ")
            },
            |name| (*name).to_string(),
        )
    }

    /// Everything told so far; telling goes on from here.
    pub fn told(&mut self) -> String {
        std::mem::take(&mut self.text)
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

fn actor(id: ActorId) -> String {
    let names = ["us", "iran", "israel", "coastal", "iaea", "jmc", "bank"];
    names.get(id.index()).map_or_else(|| format!("{id:?}"), |name| (*name).to_string())
}
