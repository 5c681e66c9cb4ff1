//! Choices drawn from a string of bytes: what proptest shrinks is the bytes, and a used-up string
//! gives the simplest choice every time.

#[derive(Clone)]
pub struct Dice<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    pub fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    /// One of `0..sides`; 0 if there is none.
    pub fn roll(&mut self, sides: usize) -> usize {
        let roll = if sides > 256 {
            usize::from(self.byte()) * 256 + usize::from(self.byte())
        } else {
            usize::from(self.byte())
        };
        roll.checked_rem(sides).unwrap_or(0)
    }

    pub fn small(&mut self, below: u16) -> u16 {
        u16::try_from(self.roll(usize::from(below))).unwrap()
    }

    pub fn flip(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    pub fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == sides - 1
    }

    pub fn pick<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        (!list.is_empty()).then(|| list[self.roll(list.len())].clone())
    }

    pub fn list<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.roll(most + 1)).map(|_| make(self)).collect()
    }

    pub fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flip().then(|| make(self))
    }
}
