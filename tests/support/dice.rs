//! Numbers that look random and are the same in every run.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A seeded generator.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of one instance.
    pub fn new(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from 0 to one less than `sides`.
    pub fn roll(&mut self, sides: u32) -> u32 {
        self.0.next_u32() % sides
    }

    /// As [`Dice::roll`], as an index.
    pub fn index(&mut self, sides: usize) -> usize {
        self.roll(u32::try_from(sides).expect("few sides")) as usize
    }

    /// Whether something happens that happens `of` 100 times.
    pub fn chance(&mut self, of: u32) -> bool {
        self.roll(100) < of
    }

    /// One of a few.
    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.index(of.len())]
    }
}
