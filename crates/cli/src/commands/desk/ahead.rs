//! One reader's outlook for the desk: computed here, handed in as rows.

use desk::outlook::{
    Ahead, Baseline, Breakout, Cause, Day, Departure, Entry, Oil, Outlook, Outsider, Question,
    Side, Step, Turn, Weakest,
};
use explore::assess::{Assessment, Effort};
use explore::drive::Choice;
use explore::hold::{Holding, Holds};
use explore::outlook::{Glance, Moved, Why};
use kernel::Hours;
use kernel::state::Cause as Ended;
use reader::Believed;
use report::ethics::Support;
use report::number::nineteen_in_twenty_of;
use report::words::{answer, belief, deviation, oil as prices, turning};
use report::{Page, Run};
use world::oil::scenario::{Release, paths};
use world::oil::{Market, central_elasticity, quotes, studies};
use world::programme::{Broken, Days};
use world::{Beliefs, EntryId};

use crate::files;

/// Days for which prices are drawn.
const DAYS: u32 = 90;

/// Beliefs at hand, asked for an outlook.
pub struct Beside {
    believed: Believed,
    effort: Effort,
}

impl Beside {
    /// Beliefs about a text; points beyond the limit widen the brackets.
    pub fn new(believed: Believed, points_max: usize) -> Self {
        let effort = Effort { points_max, ..Effort::default() };
        Self { believed, effort }
    }
}

impl Ahead for Beside {
    fn look(&self, question: &Question) -> Result<Outlook, String> {
        let changes: Vec<(EntryId, f64)> =
            question.supposed.iter().map(|(id, value)| (EntryId(*id), *value)).collect();
        let read = &self.believed.beliefs;
        let beliefs = read.supposing(&changes).map_err(|unfit| unfit.to_string())?;
        let history = question.history.as_slice();
        let from = (history, question.at);
        let found = reader::outlook(&self.believed, &beliefs, from, &self.effort, &mut |_| {})
            .map_err(|unread| unread.to_string())?;
        let since = question.at.minus(Hours::days(1).min(question.at));
        let span = (since, question.at);
        let moved = reader::moved(&self.believed, &beliefs, history, span, &self.effort)
            .map_err(|unread| unread.to_string())?;
        Ok(rows(&self.believed, &beliefs, &found, &moved, &question.words))
    }
}

/// The answer as rows.
fn rows(
    believed: &Believed,
    beliefs: &Beliefs,
    found: &Assessment,
    moved: &(Glance, Vec<Moved>),
    words: &[String],
) -> Outlook {
    let run = Run::default();
    let page = Page {
        accord: believed.text.compiled.accord(),
        labels: &believed.labels,
        beliefs,
        assessment: found,
        remarks: &[],
        run: &run,
        record: None,
    };
    let support = Support::of(beliefs);
    let file = files::as_typed(std::path::Path::new(believed.beliefs_source.name()));
    Outlook {
        beliefs: format!("{file}, {}", support.words()),
        example: support.is_example(),
        answer: answer::word(found.answer),
        share: found.share.as_ref().map(|it| {
            let (low, high) = nineteen_in_twenty_of(it.mean, it.standard_error, it.samples);
            [low, it.mean, high]
        }),
        sides: found.holdings.iter().map(|it| side(&page, it)).collect(),
        weakest: weakest(&page),
        turns: turning::turning(&page).filter_map(|it| turn(&page, it)).collect(),
        outsiders: found
            .outsiders
            .iter()
            .filter(|it| it.hardens)
            .map(|it| outsider(&page, it))
            .collect(),
        period_days: f64::from(beliefs.period.0) / 24.0,
        survival: found
            .survival
            .iter()
            .map(|it| [it.mean, (it.mean + it.beyond).min(1.0)])
            .collect(),
        baseline: baseline(found),
        causes: causes(&page),
        breakout: found.breakout.iter().map(|it| breakout(&page, it)).collect(),
        oil: prices::effects(&page).iter().map(oil).collect(),
        moved: steps(&page, moved, words),
        entries: entries(&believed.beliefs, beliefs),
        cut: found.cut,
        seed: found.seed,
    }
}

fn keeps(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "keeps",
        Holds::No => "leaves",
        Holds::Undecided => "undecided",
    }
}

fn side(page: &Page<'_>, it: &Holding) -> Side {
    let decisive = it.margins.iter().filter(|margin| margin.decisive());
    Side {
        name: page.labels.full(it.party),
        keeps: keeps(it.holds()),
        stake: [it.stake.lower, it.stake.upper],
        loss: [it.loss.lower, it.loss.upper],
        room: decisive.filter_map(|margin| margin.room).reduce(f64::min),
        closest: it.weakest().map(|margin| departure(page, &margin.deviation)),
    }
}

fn weakest(page: &Page<'_>) -> Option<Weakest> {
    let it = page.assessment.weakest.as_ref()?;
    Some(Weakest {
        side: page.labels.full(it.party),
        departure: departure(page, &it.deviation),
        margin: [it.margin, it.error],
        month: it.month,
        run: it.run.is_some(),
    })
}

/// A departure by its kind, what it is from, and where the text says that.
fn departure(page: &Page<'_>, choice: &Choice) -> Departure {
    let labels = page.labels;
    let (kind, item) = match choice {
        Choice::Keep => ("keep", None),
        Choice::Withhold(duty) => ("withhold", Some(labels.duty(*duty))),
        Choice::PutOff(duty) => ("put_off", Some(labels.duty(*duty))),
        Choice::Undeclared(duty, _) => ("undeclared", Some(labels.duty(*duty))),
        Choice::Dispute(duty) => ("dispute", Some(labels.duty(*duty))),
        Choice::LetLapse(waiver) => ("let_lapse", Some(labels.waiver(*waiver))),
        Choice::Exceed(line) => ("exceed", Some(labels.redline(*line))),
        Choice::Untold(notice) => ("untold", Some(labels.notice(*notice))),
        Choice::FallSilent(end) => ("fall_silent", Some(labels.channel(*end))),
        Choice::TakeBack(_) => ("take_back", None),
        Choice::Power(_) | Choice::Forgive(_) | Choice::Answer(_) => ("power", None),
        Choice::Withdraw => ("withdraw", None),
    };
    let clause = deviation::clause(page.accord, choice);
    let place = clause.and_then(|clause| labels.place(clause));
    Departure { kind, item, line: place.map(|it| (it.line, it.quote.clone())) }
}

fn turn(page: &Page<'_>, it: &explore::assess::Turn) -> Option<Turn> {
    let at = it.at?;
    Some(Turn {
        belief: turning::entry(page, it.entry)?.name.clone(),
        now: it.now,
        at: [at.lower, at.upper],
        side: page.labels.full(it.party),
        keeps_beyond: it.holds_beyond,
    })
}

fn outsider(page: &Page<'_>, it: &explore::assess::OutsiderPrice) -> Outsider {
    Outsider {
        name: page.labels.full(it.outsider),
        acts: it.acts,
        tried: it.limit,
        side: it.party.map(|party| page.labels.full(party)),
    }
}

fn baseline(found: &Assessment) -> Option<Baseline> {
    let reach = found.survival.last()?.month;
    let point = found.baseline.iter().rfind(|it| it.month <= reach)?;
    let share = [point.interval.0, point.mean, point.interval.1];
    Some(Baseline { month: point.month, share, cases: point.cases })
}

/// Ways it ends; only a withdrawal is named with who withdrew.
fn causes(page: &Page<'_>) -> Vec<Cause> {
    let mut all: Vec<Cause> = Vec::new();
    for it in &page.assessment.causes {
        let kind = match it.cause {
            Ended::Completed => "completed",
            Ended::Lapsed => "lapsed",
            Ended::Withdrawal => "withdrawal",
            Ended::Restored => "restored",
            Ended::Hostilities => "hostilities",
        };
        let by = it.by.filter(|_| it.cause == Ended::Withdrawal).map(|by| page.labels.full(by));
        match all.iter_mut().find(|known| known.kind == kind && known.by == by) {
            Some(known) => known.share += it.share,
            None => all.push(Cause { kind, by, share: it.share }),
        }
    }
    all.sort_by(|a, b| b.share.total_cmp(&a.share));
    all
}

fn breakout(page: &Page<'_>, it: &explore::assess::breakout::Breakout) -> Breakout {
    let days = |it: &Days| [it.low, it.middle, it.high];
    Breakout {
        side: page.labels.full(it.party),
        now: days(&it.now),
        with_unaccounted: it.with_unaccounted.as_ref().map(days),
        kept: days(&it.kept),
    }
}

fn oil(it: &prices::Effect) -> Oil {
    let told = |usd: f64| (!prices::beyond(usd, it.price.0)).then_some(usd);
    let spread = quotes::quotes_at_hand().ok().and_then(|all| quotes::recent_spread(&all));
    let path = match (central_elasticity(&studies()), spread) {
        (Some(elasticity), Some(spread)) => {
            let market = Market::at_price(it.price.0);
            paths(&market, &it.rung, Release::default(), elasticity, spread, DAYS)
        }
        _ => Vec::new(),
    };
    Oil {
        state: match it.on {
            Broken::Ended => "ended",
            Broken::War => "war",
        },
        chance: it.chance,
        quote: it.price.clone(),
        day: prices::DAY,
        kept_less_broken: [it.found.low_usd, it.found.central.total_usd, it.found.high_usd]
            .map(told),
        path: path
            .iter()
            .map(|it| Day { day: it.day, kept: it.kept_usd, broken: it.broken_usd })
            .collect(),
    }
}

fn steps(page: &Page<'_>, (was, moved): &(Glance, Vec<Moved>), words: &[String]) -> Vec<Step> {
    let first = step(page, None, Vec::new(), was);
    let rest = moved.iter().map(|it| match &it.why {
        Why::Time(span) => step(page, Some(span.0), Vec::new(), &it.to),
        Why::Lines(lines) => {
            let told = words.get(lines.clone()).unwrap_or_default().to_vec();
            step(page, None, told, &it.to)
        }
    });
    std::iter::once(first).chain(rest).collect()
}

fn step(page: &Page<'_>, hours: Option<u32>, lines: Vec<String>, it: &Glance) -> Step {
    let side = |it: &explore::outlook::Side| {
        (page.labels.full(it.party), keeps(it.holds), it.stake.centre())
    };
    let sides = it.sides.iter().map(side).collect();
    Step { hours, lines, sides, alive: it.alive.clone(), over: it.over }
}

fn entries(read: &Beliefs, supposed: &Beliefs) -> Vec<Entry> {
    let pairs = (0_u32..).zip(read.entries.iter().zip(&supposed.entries));
    let one = |(number, (read, now)): (u32, (&world::Entry, &world::Entry))| {
        let (low, high) = belief::reach(read);
        Entry {
            number,
            name: read.name.clone(),
            value: now.value,
            read: read.value,
            range: read.is_ranged().then_some([low, high]),
        }
    };
    pairs.map(one).collect()
}
