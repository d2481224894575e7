//! Chance that is the same everywhere: a named generator and whole numbers.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::units::Side;

/// A source of chance of its own for each thing that is invented, so that one more column changes no other.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The source for one thing of one side.
    pub fn new(seed: u64, side: Side, thing: &str) -> Chance {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8] = match side {
            Side::Mentor => 3,
            Side::Mentee => 4,
        };
        let (_, label) = key.split_at_mut(9);
        let places = label.len();
        for (at, byte) in thing.bytes().enumerate() {
            label[at % places] = label[at % places].wrapping_mul(31).wrapping_add(byte);
        }
        Chance(ChaCha8Rng::from_seed(key))
    }

    /// A whole number below `end`, which is above 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u128::try_from(end).expect("a size fits 128 bits");
        usize::try_from((u128::from(self.0.next_u64()) * end) >> 64).expect("a number below a size is a size")
    }

    /// A whole number from `least` to `most`.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Whether something happens that happens `percent` times out of a hundred.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A place in a list whose first entries are the popular ones.
    pub fn popular(&mut self, count: usize) -> usize {
        let total: usize = (0..count).map(weight).sum();
        place(self.below(total), count)
    }

    /// The numbers below `count` in an order by lot.
    pub fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }

    /// For each of `people` a place in a list of `shares`, as often as its share says: what is rare is there in small rosters too.
    pub fn in_shares(&mut self, people: usize, shares: &[usize]) -> Vec<usize> {
        let total: usize = shares.iter().sum();
        let order = self.shuffled(people);
        let mut places = vec![0; people];
        for (nth, person) in order.into_iter().enumerate() {
            let mut rest = (2 * nth + 1) * total / (2 * people);
            places[person] = shares
                .iter()
                .position(|share| {
                    let is_here = rest < *share;
                    rest = rest.saturating_sub(*share);
                    is_here
                })
                .expect("the shares add up to the total");
        }
        places
    }

    /// For each of `people` a place in a list of `count`, the first ones popular.
    pub fn each_popular(&mut self, people: usize, count: usize) -> Vec<usize> {
        let shares: Vec<usize> = (0..count).map(weight).collect();
        self.in_shares(people, &shares)
    }
}

/// How popular the entry at a place of a list is: the first about seven times as much as the twentieth.
fn weight(place: usize) -> usize {
    10_000 / (place + 3)
}

fn place(mut at: usize, count: usize) -> usize {
    for place in 0..count {
        if at < weight(place) {
            return place;
        }
        at -= weight(place);
    }
    count - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_thing_give_the_same_numbers_and_others_others() {
        let draw = |seed, thing| {
            let mut chance = Chance::new(seed, Side::Mentor, thing);
            [(); 8].map(|()| chance.below(1000))
        };
        assert_eq!(draw(0, "grade"), draw(0, "grade"));
        assert_ne!(draw(0, "grade"), draw(1, "grade"));
        assert_ne!(draw(0, "grade"), draw(0, "gender"));
    }

    #[test]
    fn shares_are_kept_as_nearly_as_whole_people_can() {
        let mut chance = Chance::new(7, Side::Mentee, "shares");
        let places = chance.in_shares(20, &[90, 10]);
        assert_eq!(places.iter().filter(|place| **place == 1).count(), 2);
    }

    #[test]
    fn popular_entries_come_first_and_all_entries_come() {
        let mut chance = Chance::new(1, Side::Mentor, "popular");
        let mut counts = [0; 5];
        (0..5000).for_each(|_| counts[chance.popular(5)] += 1);
        assert!(counts.is_sorted_by(|one, other| one > other), "{counts:?}");
        assert!(counts[4] > 400, "{counts:?}");
    }
}
