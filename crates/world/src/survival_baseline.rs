//! How long agreements of this kind lasted before: the naive baseline beside every forecast.
//!
//! Problem: a survival that a model computes means little unless it stands beside what a reader
//! could have said without the model. This is the Kaplan-Meier curve of the few cases that are
//! documented well enough, under two definitions of an end, with Greenwood's standard error.
//!
//! Symbols: `S(t)` share that lasts longer than `t` (`share`), at each end `t_j`: `d_j` ends among
//! `n_j` at risk. `S = prod (1 - d_j/n_j)`, `se = S sqrt(sum d_j / (n_j (n_j - d_j)))`.
//!
//! Limits: seven cases, chosen because they are known and not drawn from anything, so the curve is
//! an illustration of a reference class and the standard error covers neither the choice nor the
//! coding. Where nothing has ended yet Greenwood's error is zero, which says only that the formula
//! has nothing to work with.
//!
//! # Source
//! Kaplan and Meier, JASA 53 (1958); Greenwood (1926). Cases: `data/agreement_lifetimes.csv`, each
//! row with its sources and marks; nothing after 2023 is read.

use crate::beliefs::Mark;
use crate::table::{Row, Table, days_between};

pub(crate) const LIFETIMES: &str = include_str!("../../../data/agreement_lifetimes.csv");
const DAYS_PER_MONTH: f64 = 365.25 / 12.0;

/// What counts as the end of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A signatory left, suspended it, or it had lost its object: the paper's life.
    Declared,
    /// The first dated central obligation went unperformed, if that came sooner: the life of what
    /// the paper promised.
    NotKept,
}

impl End {
    /// The columns of the day on which it came and of the mark of that day.
    pub(crate) fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Declared => ("declared_over", "confidence"),
            Self::NotKept => ("kept_until", "confidence_kept"),
        }
    }
}

/// One agreement followed for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifetime {
    /// What it is called.
    pub agreement: String,
    /// How long it was followed, from signature.
    ///
    /// # Units
    /// Days.
    pub days: f64,
    /// Whether it ended then, or was merely followed no further.
    pub ended: bool,
    /// How far the dates may be trusted.
    pub mark: Mark,
}

/// What an agreement is mainly about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Reactors, enrichment, uranium.
    Enrichment,
    /// Fire, forces and where they stand.
    Force,
}

impl About {
    /// As the table says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Enrichment => "enrichment",
            Self::Force => "force",
        }
    }
}

/// A share that survives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Survival {
    /// Kaplan-Meier estimate, 0 to 1.
    pub share: f64,
    /// Greenwood's standard error of it.
    pub standard_error: f64,
    /// Interval of 95 %: on the scale of `ln(-ln S)`; while nothing has ended, what so many cases
    /// without an end leave open (Clopper and Pearson); 0 to 1 if nobody is followed so long.
    pub interval: (f64, f64),
    /// Agreements in the class.
    pub cases: usize,
    /// Agreements still followed at that time.
    pub at_risk: usize,
}

fn lifetime(row: Row<'_>, end: End) -> Option<Lifetime> {
    let (column, confidence) = end.columns();
    let ended = row.date(column);
    let until = ended.or_else(|| row.date("observed_to"))?;
    Some(Lifetime {
        agreement: row.text("agreement").to_owned(),
        days: days_between(row.date("signed")?, until),
        ended: ended.is_some(),
        mark: row.mark(confidence)?,
    })
}

/// The reference class, rows marked C left out.
#[must_use]
pub fn reference_class(end: End) -> Vec<Lifetime> {
    class(end, None)
}

/// The agreements of the reference class that are about this.
#[must_use]
pub fn class_about(end: End, about: About) -> Vec<Lifetime> {
    class(end, Some(about))
}

fn class(end: End, about: Option<About>) -> Vec<Lifetime> {
    let table = Table::parse(LIFETIMES);
    let wanted = |row: &Row<'_>| about.is_none_or(|it| row.text("about") == it.word());
    let cases = table.rows().filter(wanted).filter_map(|row| lifetime(row, end));
    cases.filter(|case| case.mark != Mark::C).collect()
}

/// The Kaplan-Meier estimate at a time, in the unit of the lifetimes (days).
///
/// A case followed exactly as long as another lasted counts as at risk then.
#[must_use]
pub fn kaplan_meier(cases: &[Lifetime], days: f64) -> Survival {
    let mut ends: Vec<f64> = cases.iter().filter(|c| c.ended).map(|c| c.days).collect();
    ends.retain(|end| *end <= days);
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let count = |keep: &dyn Fn(&Lifetime) -> bool| cases.iter().filter(|c| keep(c)).count();
    let (mut share, mut greenwood) = (1.0, 0.0);
    for end in ends {
        let at_risk = real(count(&|c| c.days >= end));
        let ended = real(count(&|c| c.ended && c.days.total_cmp(&end).is_eq()));
        share *= 1.0 - ended / at_risk;
        if ended < at_risk {
            greenwood += ended / (at_risk * (at_risk - ended));
        }
    }
    let at_risk = count(&|c| c.days > days);
    Survival {
        share,
        standard_error: share * libm::sqrt(greenwood),
        interval: interval(share, greenwood, at_risk),
        cases: cases.len(),
        at_risk,
    }
}

/// 97.5 % quantile of the normal law.
const Z: f64 = 1.959_963_984_540_054;

fn interval(share: f64, greenwood: f64, at_risk: usize) -> (f64, f64) {
    if at_risk == 0 && share > 0.0 {
        return (0.0, 1.0);
    }
    if share >= 1.0 {
        return (libm::pow(0.025, 1.0 / real(at_risk)), 1.0);
    }
    if share <= 0.0 {
        return (0.0, 1.0);
    }
    let log = libm::log(share);
    let spread = libm::exp(Z * libm::sqrt(greenwood) / -log);
    (libm::exp(log * spread), libm::exp(log / spread))
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The share of the reference class that lasts longer than this many months.
#[must_use]
pub fn survival_at(end: End, months: f64) -> Survival {
    kaplan_meier(&reference_class(end), months * DAYS_PER_MONTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-4, "{found} is not {expected}");
    }

    /// The remission times of 6-mercaptopurine patients, the textbook example (Freireich 1963;
    /// Cox and Oakes 1984, table 1.1), weeks, `+` censored.
    #[test]
    fn the_textbook_example_comes_out() {
        let weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
        let case = |text: &str| Lifetime {
            agreement: String::new(),
            days: text.trim_end_matches('+').parse().expect("weeks"),
            ended: !text.ends_with('+'),
            mark: Mark::A,
        };
        let cases: Vec<Lifetime> = weeks.split(' ').map(case).collect();
        for (week, share, error) in [
            (6.0, 0.8571, 0.0764),
            (7.0, 0.8067, 0.0869),
            (10.0, 0.7529, 0.0963),
            (22.0, 0.5378, 0.1282),
            (30.0, 0.4482, 0.1346),
        ] {
            let survival = kaplan_meier(&cases, week);
            close(survival.share, share);
            close(survival.standard_error, error);
            assert_eq!(survival.cases, 21);
        }
    }

    #[test]
    fn the_table_is_read_whole() {
        for end in [End::Declared, End::NotKept] {
            let class = reference_class(end);
            assert_eq!(class.len(), LIFETIMES.lines().count() - 1);
            assert!(class.iter().all(|case| case.days > 0.0));
        }
    }

    /// What the report shows: seven cases, and how much the definition of an end decides.
    #[test]
    fn the_baseline_at_one_two_and_five_years() {
        for (end, months, share, error, at_risk) in [
            (End::Declared, 12.0, 1.0, 0.0, 7),
            (End::Declared, 24.0, 0.8571, 0.1323, 5),
            (End::Declared, 60.0, 0.6857, 0.1863, 4),
            (End::NotKept, 12.0, 0.7143, 0.1707, 5),
            (End::NotKept, 24.0, 0.5714, 0.1870, 3),
            (End::NotKept, 60.0, 0.3810, 0.1993, 2),
        ] {
            let survival = survival_at(end, months);
            close(survival.share, share);
            close(survival.standard_error, error);
            assert_eq!((survival.cases, survival.at_risk), (7, at_risk));
        }
    }

    /// At 10 weeks of the textbook example the interval on this scale is .503 to .889 (Collett,
    /// *Modelling Survival Data*, section 2.1 gives the method).
    #[test]
    fn intervals_say_how_few_there_are() {
        let (low, high) = interval(0.7529, (0.0963_f64 / 0.7529).powi(2), 10);
        assert!((low - 0.503).abs() < 2e-3 && (high - 0.889).abs() < 2e-3, "{low} {high}");
        // Seven of seven: as low as 59 % is not refuted. Three of three: 29 %.
        close(interval(1.0, 0.0, 7).0, 0.5904);
        close(interval(1.0, 0.0, 3).0, 0.2924);
        assert_eq!(interval(0.5, 0.1, 0), (0.0, 1.0));
        for about in [About::Enrichment, About::Force] {
            let few = kaplan_meier(&class_about(End::NotKept, about), 365.25);
            let all = survival_at(End::NotKept, 12.0);
            assert!(few.cases < all.cases && few.cases >= 3);
            assert!(few.interval.1 - few.interval.0 > all.interval.1 - all.interval.0);
        }
        let parts = [About::Enrichment, About::Force].map(|it| class_about(End::NotKept, it).len());
        assert_eq!(parts.iter().sum::<usize>(), reference_class(End::NotKept).len());
    }

    #[test]
    fn when_all_have_ended_nothing_survives() {
        let case = Lifetime { agreement: String::new(), days: 3.0, ended: true, mark: Mark::A };
        let survival = kaplan_meier(&[case.clone(), case], 3.0);
        assert_eq!((survival.share, survival.standard_error), (0.0, 0.0));
        assert_eq!(kaplan_meier(&[], 3.0).share, 1.0);
    }
}
