//! Random staged processes, one SplitMix64 stream each.

use game::{NodeKind, Payoff, Policy, ProcessBuilder, StagedProcess, Weights};

/// SplitMix64 (Steele, Lea & Flood 2014).
pub struct Stream(pub u64);

impl Stream {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in 0..n.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("below n")
    }

    /// Uniform in [0, 1) with 53 bits.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// How fine the numbers of a random case are.
#[derive(Clone, Copy, PartialEq)]
pub enum Grain {
    /// Probabilities in sixteenths, discounts in sixty-fourths, whole rewards.
    Coarse,
    /// Any binary fractions, so that probabilities sum to 1 only up to rounding.
    Fine,
}

/// A process in which a period runs upwards in a hidden order and time leads anywhere.
pub fn process(stream: &mut Stream, nodes: usize) -> StagedProcess {
    let name = shuffled(stream, nodes);
    let mut rows: Vec<(NodeKind, Vec<u32>)> = vec![(NodeKind::Chance, Vec::new()); nodes];
    for place in 0..nodes {
        let mut kind = kind(stream);
        if place + 1 == nodes && !matches!(kind, NodeKind::Terminal { .. }) {
            kind = NodeKind::Time;
        }
        let from = if kind == NodeKind::Time { 0 } else { place + 1 };
        let count = if matches!(kind, NodeKind::Terminal { .. }) { 0 } else { 1 + stream.below(3) };
        let targets = (0..count).map(|_| name[from + stream.below(nodes - from)]).collect();
        rows[name[place] as usize] = (kind, targets);
    }
    let mut builder = ProcessBuilder::new();
    for (kind, targets) in rows {
        builder.push(kind, &targets);
    }
    builder.build().expect("upward periods have no cycle")
}

fn shuffled(stream: &mut Stream, nodes: usize) -> Vec<u32> {
    let mut name: Vec<u32> = (0..u32::try_from(nodes).expect("small")).collect();
    for i in (1..nodes).rev() {
        name.swap(i, stream.below(i + 1));
    }
    name
}

fn kind(stream: &mut Stream) -> NodeKind {
    match stream.below(10) {
        0..4 => NodeKind::Choice { decider: u16::try_from(stream.below(2)).expect("small") },
        4..6 => NodeKind::Chance,
        6..9 => NodeKind::Time,
        _ => NodeKind::Terminal { label: u16::try_from(stream.below(3)).expect("small") },
    }
}

/// Weights with two payoff columns; every discount below 1.
pub fn weights(stream: &mut Stream, process: &StagedProcess, grain: Grain) -> Weights {
    let mut weights = Weights::even(process, 0.0, 0);
    for node in 0..u32::try_from(process.nodes()).expect("small") {
        let edges = process.edges_of(node);
        let odds = odds(stream, edges.len(), grain);
        weights.probability[edges].copy_from_slice(&odds);
        weights.discount[node as usize] = match grain {
            Grain::Coarse => stream.below(64) as f64 / 64.0,
            Grain::Fine => 1.0 - 0.2 * stream.unit(),
        };
    }
    weights.payoff = (0..2).map(|_| payoff(stream, process, grain)).collect();
    weights
}

fn odds(stream: &mut Stream, count: usize, grain: Grain) -> Vec<f64> {
    if grain == Grain::Fine {
        let raw: Vec<f64> = (0..count).map(|_| stream.unit()).collect();
        let sum: f64 = raw.iter().sum();
        return raw.iter().map(|x| x / sum).collect();
    }
    let mut sixteenths = vec![0_u32; count];
    for _ in 0..if count == 0 { 0 } else { 16 } {
        sixteenths[stream.below(count)] += 1;
    }
    sixteenths.into_iter().map(|k| f64::from(k) / 16.0).collect()
}

fn payoff(stream: &mut Stream, process: &StagedProcess, grain: Grain) -> Payoff {
    let mut number = || match grain {
        Grain::Coarse => stream.below(41) as f64 - 20.0,
        Grain::Fine => 40.0 * stream.unit() - 20.0,
    };
    Payoff {
        reward: (0..process.edges()).map(|_| number()).collect(),
        terminal: (0..process.nodes()).map(|_| number()).collect(),
    }
}

/// Any choice everywhere.
pub fn policy(stream: &mut Stream, process: &StagedProcess) -> Policy {
    let mut policy = Policy::first(process);
    for node in 0..u32::try_from(process.nodes()).expect("small") {
        if matches!(process.kind(node), NodeKind::Choice { .. }) {
            let edge = stream.below(process.edges_of(node).len());
            policy.choice[node as usize] = u32::try_from(edge).expect("small");
        }
    }
    policy
}
