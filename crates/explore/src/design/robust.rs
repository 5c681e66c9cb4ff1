//! One number of many: a measure over what is believed.
//!
//! # Source
//! Regret: Savage (1951). Mean of the worst share: conditional value at risk (Rockafellar and
//! Uryasev 2000), here over equally likely samples, the share rounded up to whole ones.

/// How a measure is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Over {
    /// At the central beliefs; of several readers the worst.
    Centre,
    /// Mean over the samples.
    Average,
    /// The worst sample.
    Worst,
    /// Mean over the worst share of the samples.
    Cvar(f64),
    /// The most by which the best design in a sample beats it, over the samples.
    Regret,
}

/// A measure at every reader's centre and in every sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// By reader.
    pub centres: Vec<f64>,
    /// By sample, reader after reader.
    pub samples: Vec<f64>,
}

/// The one number; `best` is what regret compares with, by sample.
#[must_use]
pub fn taken(over: Over, maximise: bool, of: &Spread, best: &[f64]) -> f64 {
    let worst = |all: &[f64]| {
        let poorer = if maximise { f64::min } else { f64::max };
        all.iter().copied().reduce(poorer).unwrap_or(f64::NAN)
    };
    match over {
        Over::Centre => worst(&of.centres),
        Over::Average => mean(&of.samples),
        Over::Worst => worst(&of.samples),
        Over::Cvar(share) => {
            let mut all = of.samples.clone();
            all.sort_by(|a, b| if maximise { a.total_cmp(b) } else { b.total_cmp(a) });
            let past = |count: &usize| *count as f64 >= share * all.len() as f64;
            let count = (1..=all.len()).find(past).unwrap_or(all.len());
            mean(&all[..count])
        }
        Over::Regret => {
            let gap = |(value, best): (&f64, &f64)| {
                if maximise { best - value } else { value - best }
            };
            of.samples.iter().zip(best).map(gap).fold(0.0, f64::max)
        }
    }
}

fn mean(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_takes_what_it_says() {
        let of = Spread { centres: vec![5.0, 3.0], samples: vec![4.0, 1.0, 9.0, 2.0] };
        let best = [4.0, 7.0, 9.0, 3.0];
        let at = |over, maximise| taken(over, maximise, &of, &best);
        let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(close(at(Over::Centre, true), 3.0) && close(at(Over::Centre, false), 5.0));
        assert!(close(at(Over::Average, true), 4.0) && close(at(Over::Worst, true), 1.0));
        assert!(close(at(Over::Cvar(0.5), true), 1.5) && close(at(Over::Cvar(0.3), false), 6.5));
        assert!(close(at(Over::Regret, true), 6.0));
    }
}
