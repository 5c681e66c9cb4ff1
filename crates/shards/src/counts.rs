//! Counts of a shard without its rows: what a worker sends back where rows are not kept.
//!
//! Every number is a whole one, so counts of parts add up to those of the whole in any order, to the
//! last bit. A part holds whole blocks, but for the ends of the run: errors are told from sums of blocks.

use std::collections::BTreeMap;

use explore::simulate::{Measured, Sample, Summary, Total};
use kernel::ActorId;
use kernel::state::Ended;
use sampling::{Cells, Moments};
use serde::{Deserialize, Serialize};

use crate::about::{About, FORMAT, Paths};
use crate::columns::{cause_of, word_of};
use crate::error::ShardError;

/// Counts of consecutive paths of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// Which run they are of.
    pub about: About,
    /// Which paths were counted.
    pub paths: Paths,
    /// What was counted.
    pub summary: Summary,
}

impl Counts {
    /// As bytes. The same counts give the same bytes.
    ///
    /// # Errors
    /// [`ShardError::Unwritten`].
    pub fn bytes(&self) -> Result<Vec<u8>, ShardError> {
        let sent = Sent {
            format: FORMAT,
            about: self.about.clone(),
            paths: self.paths,
            counts: Written::of(&self.summary),
        };
        serde_json::to_vec(&sent).map_err(|it| ShardError::Unwritten(it.to_string()))
    }

    /// Back from bytes.
    ///
    /// # Errors
    /// [`ShardError::NoCounts`] for anything that is cut off or something else, [`ShardError::Damaged`] for
    /// counts of another number of paths than they name, [`ShardError::Form`].
    pub fn read(bytes: &[u8]) -> Result<Self, ShardError> {
        let wrong = |it: serde_json::Error| ShardError::NoCounts(it.to_string());
        let form: Form = serde_json::from_slice(bytes).map_err(wrong)?;
        if form.format != FORMAT {
            return Err(ShardError::Form(form.format));
        }
        let Sent { about, paths, counts, .. } = serde_json::from_slice(bytes).map_err(wrong)?;
        let (held, named) = (counts.paths, paths.to.saturating_sub(paths.from));
        if held != named {
            let what = format!("{held} futures were counted where {named} are named");
            return Err(ShardError::Damaged(what));
        }
        let summary = counts.back(about.seed)?;
        Ok(Self { about, paths, summary })
    }
}

/// The form alone.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// All that travels.
#[derive(Serialize, Deserialize)]
struct Sent {
    format: u32,
    about: About,
    paths: Paths,
    counts: Written,
}

/// A total as its three sums.
type Sums = (u64, u128, u128);

/// How paths ended: the word of the cause, whose act it was, and how many by month.
type Ending = (String, Option<u16>, Vec<Sums>);

/// A summary as plain numbers.
#[derive(Serialize, Deserialize)]
struct Written {
    paths: u64,
    blocks: u64,
    nested: bool,
    gone: Vec<Sums>,
    failed: Vec<Sums>,
    lived: Vec<Sums>,
    ended: Vec<Ending>,
    files: Vec<Vec<Sums>>,
    phases: Vec<Sums>,
    months: Sums,
    draws: u64,
    measured: Vec<Numbers>,
}

/// A measure as plain numbers.
#[derive(Serialize, Deserialize)]
struct Numbers {
    per_unit: i64,
    count: u64,
    sum: i128,
    squares: u128,
    block_squares: u128,
    cells: Vec<(i64, u64)>,
}

impl Written {
    fn of(it: &Summary) -> Self {
        let end = |(ended, curve): (&Ended, &Vec<Total>)| {
            (word_of(ended.cause).to_owned(), ended.by.map(|by| by.0), sums(curve))
        };
        Self {
            paths: it.sample.paths,
            blocks: it.sample.blocks,
            nested: it.sample.nested,
            gone: sums(&it.gone),
            failed: sums(&it.failed),
            lived: sums(&it.lived),
            ended: it.ended.iter().map(end).collect(),
            files: it.files.iter().map(|curve| sums(curve)).collect(),
            phases: sums(&it.phases),
            months: sum_of(&it.months),
            draws: it.draws,
            measured: it.measured.iter().map(Numbers::of).collect(),
        }
    }

    fn back(self, seed: u64) -> Result<Summary, ShardError> {
        let ended = self.ended.into_iter().map(|(word, by, curve)| {
            let unknown = || ShardError::NoCounts(format!("no way of ending is called `{word}`"));
            let cause = cause_of(&word).ok_or_else(unknown)?;
            Ok((Ended { cause, by: by.map(ActorId) }, totals(curve)))
        });
        Ok(Summary {
            seed,
            sample: Sample { paths: self.paths, blocks: self.blocks, nested: self.nested },
            gone: totals(self.gone),
            failed: totals(self.failed),
            lived: totals(self.lived),
            ended: ended.collect::<Result<BTreeMap<_, _>, ShardError>>()?,
            files: self.files.into_iter().map(totals).collect(),
            phases: totals(self.phases),
            months: total(self.months),
            draws: self.draws,
            measured: self.measured.into_iter().map(Numbers::back).collect(),
        })
    }
}

impl Numbers {
    fn of(it: &Measured) -> Self {
        let Moments { count, sum, squares, block_squares, .. } = it.moments;
        let cells = it.cells.held().collect();
        Self { per_unit: it.per_unit, count, sum, squares, block_squares, cells }
    }

    fn back(self) -> Measured {
        let Self { per_unit, count, sum, squares, block_squares, cells } = self;
        let moments = Moments::closed(count, sum, squares, block_squares);
        Measured { per_unit, moments, cells: Cells::of(cells) }
    }
}

fn sums(curve: &[Total]) -> Vec<Sums> {
    curve.iter().map(sum_of).collect()
}

fn sum_of(it: &Total) -> Sums {
    (it.sum, it.squares, it.block_squares)
}

fn totals(curve: Vec<Sums>) -> Vec<Total> {
    curve.into_iter().map(total).collect()
}

fn total((sum, squares, block_squares): Sums) -> Total {
    Total { sum, squares, block_squares }
}

#[cfg(test)]
mod tests {
    use super::*;
    use explore::simulate::{BLOCK, Counter, Outcome, RandomStream, Shape};
    use kernel::state::Cause;

    fn about() -> About {
        let name = |it: &str| it.to_owned();
        About {
            format: FORMAT,
            version: name("0"),
            accord: name("a"),
            beliefs: name("b"),
            seed: 7,
            driver: name("as written"),
            ranges: true,
            block: BLOCK,
            horizon: 24,
            period_days: 30.0,
            actors: vec![name("One"), name("Two")],
            phases: vec![name("P1")],
            files: vec![name("money")],
            measures: Vec::new(),
            page: serde_json::Value::Null,
        }
    }

    fn shape() -> Shape {
        Shape { seed: 7, nested: true, horizon: 24, files: 1, phases: 1, measures: vec![1000, 1] }
    }

    /// A path whose numbers depend on its own, with sums beyond 64 bits among them.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers")]
    fn path(number: u64) -> Outcome {
        let draw = |n| RandomStream::new(7, number).uniform(n, 1);
        let months = 1 + (draw(1) * 23.0) as u32;
        let by = (draw(2) < 0.3).then_some(ActorId(1));
        let cause = if by.is_some() { Cause::Withdrawal } else { Cause::Hostilities };
        Outcome {
            path: number,
            months,
            draws: number % 5,
            end: (draw(3) < 0.8).then_some(Ended { cause, by }),
            in_phase: vec![months, 0],
            file_end: vec![(draw(4) < 0.5).then_some(months)],
            measures: vec![((draw(5) - 0.5) * 1e6) as i64, (draw(6) * 1e18) as i64],
        }
    }

    fn counted(paths: std::ops::Range<u64>) -> Summary {
        let mut counter = Counter::new(shape());
        paths.for_each(|number| counter.add(&path(number)));
        counter.finish()
    }

    fn sent(paths: std::ops::Range<u64>) -> Vec<u8> {
        let named = Paths { from: paths.start, to: paths.end };
        let counts = Counts { about: about(), paths: named, summary: counted(paths) };
        counts.bytes().expect("written")
    }

    #[test]
    fn parts_that_travelled_add_up_to_the_whole_in_any_order() {
        let (first, last) = (100, 5 * BLOCK + 9);
        let cuts = [first, BLOCK, 3 * BLOCK, 4 * BLOCK, last];
        let whole = counted(first..last);
        assert!(whole.measured.iter().any(|it| it.moments.squares > u128::from(u64::MAX)));
        for order in [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]] {
            let mut counter = Counter::new(shape());
            for part in order {
                let back = Counts::read(&sent(cuts[part]..cuts[part + 1])).expect("read");
                assert_eq!(back.about, about());
                counter.add_counted(&back.summary);
            }
            assert_eq!(counter.finish(), whole, "{order:?}");
        }
    }

    #[test]
    fn what_is_cut_off_or_altered_is_refused() {
        let whole = String::from_utf8(sent(0..BLOCK)).expect("text");
        let refused = |text: &str| Counts::read(text.as_bytes()).expect_err("refused").to_string();
        assert!(refused(&whole[..whole.len() - 2]).contains("no counts"));
        assert!(refused("{}").contains("no counts"));
        let fewer = whole.replacen("\"to\":256", "\"to\":255", 1);
        assert!(refused(&fewer).contains("256 futures were counted where 255 are named"));
        let word = whole.replacen("hostilities", "boredom", 1);
        assert!(refused(&word).contains("no way of ending is called `boredom`"));
        let form = whole.replacen("{\"format\":1", "{\"format\":9", 1);
        assert!(refused(&form).contains("it is of form 9"));
    }
}
