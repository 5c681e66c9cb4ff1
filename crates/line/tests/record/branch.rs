//! What a history keeps beside its leaves, beside going through all of them.

use std::sync::Arc;

use line::LogId;
use line::leaf::Seen;
use line::script::{Body, Branch, Cut, Entry, Prefix, Statement};

const LOGS: [LogId; 3] = [LogId([1; 16]), LogId([2; 16]), LogId([3; 16])];

struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % end
    }

    fn cut(&mut self, near: u64) -> Cut {
        let one = |log| (log, Prefix { size: near / 2 + self.below(9), root: [7; 32] });
        Cut::new(LOGS.map(one))
    }
}

/// A history of honest leaves, refused ones, which refer to nothing, and statements whose times and sizes go back.
fn drawn(draw: &mut Draw) -> Branch {
    let mut branch = Branch::default();
    for index in 0..40 {
        let cut = draw.cut(index);
        let time = index + draw.below(12);
        let body = match draw.below(6) {
            0 => Body::Content,
            1 => Body::Other,
            2 => Body::Control(Statement::Appeal { round: index }),
            3 => {
                let (void, state) = (Vec::new(), [0; 32]);
                Body::Control(Statement::Hold { round: index, cut, void, time, state })
            }
            _ => Body::Control(Statement::Stamp { time, cut }),
        };
        let sizes = LOGS.map(|log| (log, index / 2 + draw.below(10)));
        let refused = draw.below(9) == 0;
        let seen = if refused { Seen::default() } else { Seen::new(sizes) };
        branch.push(Arc::new(Entry { seen, body }), [0; 32]);
    }
    branch
}

fn all(branch: &Branch) -> impl DoubleEndedIterator<Item = (u64, &Entry)> {
    branch.between(0, branch.size()).collect::<Vec<_>>().into_iter()
}

fn stamp((index, entry): (u64, &Entry)) -> Option<(u64, u64, &Cut)> {
    match &entry.body {
        Body::Control(Statement::Stamp { time, cut }) => {
            let seen = cut.iter().all(|(log, one)| entry.seen.of(log) >= one.size);
            seen.then_some((index, *time, cut))
        }
        _ => None,
    }
}

/// Each answer is what going through all leaves gives.
#[test]
fn what_is_kept_beside_leaves_says_what_they_say() {
    let mut found = [0; 5];
    for seed in 0..400 {
        let mut draw = Draw(seed);
        let branch = drawn(&mut draw);
        let size = branch.size();
        for _ in 0..20 {
            let (start, end) = (draw.below(size), draw.below(size + 3));
            let near = start + draw.below(20);
            let cut = draw.cut(near);
            let within = |seen: &Seen| seen.iter().all(|(log, size)| cut.of(log).size >= *size);
            let leaves = || all(&branch).filter(|(index, _)| (start..end).contains(index));
            let outside = leaves().find(|(_, entry)| !within(&entry.seen));
            let outside = outside.map(|(index, _)| index);
            assert_eq!(branch.first_outside((start, end), within), outside, "seed {seed}");
            let content = leaves().any(|(_, entry)| entry.body == Body::Content);
            assert_eq!(branch.has_content(start, end), content, "seed {seed}");

            let (time, log) = (draw.below(60), LOGS[(start % 3) as usize]);
            let stamps: Vec<_> = all(&branch).filter_map(stamp).collect();
            assert!(branch.stamps().eq(stamps.clone()), "seed {seed}");
            let by: Vec<_> = stamps.iter().rev().filter(|it| it.1 <= time).copied().collect();
            assert!(branch.stamps_by(time).eq(by.clone()), "seed {seed}");
            let beyond = |cut: &Cut| cut.of(&log).size > start;
            let mut reaching = stamps.iter().skip_while(|it| !beyond(it.2)).copied();
            assert!(branch.stamps_beyond(&log, start).eq(&mut reaching), "seed {seed}");
            let held = |(_, entry): (u64, &'_ Entry)| match &entry.body {
                Body::Control(Statement::Hold { time, cut, .. }) => Some((*time, cut.clone())),
                _ => None,
            };
            let holds = all(&branch).filter_map(held).skip_while(|it| !beyond(&it.1));
            let holds: Vec<_> = holds.collect();
            let told = branch.holds_beyond(&log, start).map(|(time, cut)| (time, cut.clone()));
            assert!(told.eq(holds.clone()), "seed {seed}");
            let some =
                [outside.is_some(), content, !by.is_empty(), !stamps.is_empty(), !holds.is_empty()];
            (0..5).for_each(|at| found[at] += usize::from(some[at]));
        }
    }
    assert!(found.iter().all(|count| (1_000..8_000).contains(count)), "{found:?}");
}
