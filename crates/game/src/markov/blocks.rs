//! I - A in blocks: A(s, s') says how values in s' move values in s.

/// Sparse in states, full in players.
pub(super) struct Blocks {
    players: usize,
    /// First block of each state. Shape: states + 1.
    row: Vec<usize>,
    next: Vec<usize>,
    /// A, row-major in players, block by block.
    entry: Vec<f64>,
}

impl Blocks {
    /// No rows yet.
    pub(super) fn new(players: usize, states: usize) -> Self {
        let mut row = Vec::with_capacity(states + 1);
        row.push(0);
        Self { players, row, next: Vec::new(), entry: Vec::new() }
    }

    /// The next state's blocks, zero, one for each state that it may lead to.
    pub(super) fn open(&mut self, near: &[usize]) {
        self.next.extend_from_slice(near);
        self.row.push(self.next.len());
        self.entry.resize(self.next.len() * self.players * self.players, 0.0);
    }

    /// Adds a multiple of transitions to one place of the last state's blocks; `at` says which
    /// block each successor has.
    pub(super) fn add(&mut self, place: usize, by: f64, next: &[(usize, f64)], at: &[usize]) {
        let (first, size) = (self.row[self.row.len() - 2], self.players * self.players);
        for (&(_, q), &block) in next.iter().zip(at) {
            self.entry[(first + block) * size + place] += by * q;
        }
    }

    /// (I - A) x.
    pub(super) fn product(&self, x: &[f64]) -> Vec<f64> {
        let n = self.players;
        let mut image = x.to_vec();
        for (row, to) in self.row.windows(2).zip(image.chunks_exact_mut(n)) {
            let entries = self.entry[row[0] * n * n..row[1] * n * n].chunks_exact(n * n);
            for (&next, block) in self.next[row[0]..row[1]].iter().zip(entries) {
                let from = &x[next * n..next * n + n];
                for (to, line) in to.iter_mut().zip(block.chunks_exact(n)) {
                    *to -= line.iter().zip(from).map(|(a, x)| a * x).sum::<f64>();
                }
            }
        }
        image
    }

    /// I - A as a full matrix.
    pub(super) fn dense(&self) -> Vec<f64> {
        let (n, states) = (self.players, self.row.len() - 1);
        let size = n * states;
        let mut matrix = vec![0.0; size * size];
        (0..size).for_each(|i| matrix[i * size + i] = 1.0);
        for s in 0..states {
            for at in self.row[s]..self.row[s + 1] {
                let block = &self.entry[at * n * n..(at + 1) * n * n];
                for (k, entry) in block.iter().enumerate() {
                    matrix[(s * n + k / n) * size + self.next[at] * n + k % n] -= entry;
                }
            }
        }
        matrix
    }
}
