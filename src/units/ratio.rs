//! Ratings as exact fractions.

use super::Points;

/// A rating from 0 to 1, kept as the fraction it is.
///
/// ```
/// use pairwright::units::Ratio;
/// assert_eq!(Ratio::new(1, 3).points().get(), 3333);
/// assert_eq!(Ratio::new(2, 3).points().get(), 6667);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    part: u64,
    whole: u64,
}

impl Ratio {
    /// A rating of 1.
    pub const ONE: Ratio = Ratio { part: 1, whole: 1 };
    /// A rating of 0.
    pub const ZERO: Ratio = Ratio { part: 0, whole: 1 };

    /// The fraction `part` ÷ `whole`, at most 1.
    ///
    /// # Panics
    /// When `whole` is 0: a criterion divides only by what it has seen to be there.
    #[must_use]
    pub const fn new(part: u64, whole: u64) -> Ratio {
        assert!(whole > 0, "a rating has something to be a part of");
        Ratio { part: if part < whole { part } else { whole }, whole }
    }

    /// A rating of 1 where it holds, else 0.
    #[must_use]
    pub const fn of(holds: bool) -> Ratio {
        if holds { Ratio::ONE } else { Ratio::ZERO }
    }

    /// The smaller of the two.
    #[must_use]
    pub fn min(self, other: Ratio) -> Ratio {
        let left = u128::from(self.part) * u128::from(other.whole);
        let right = u128::from(other.part) * u128::from(self.whole);
        if left <= right { self } else { other }
    }

    /// The rating in points, halves up: `floor(10000 × rating + 1/2)`.
    #[must_use]
    pub fn points(self) -> Points {
        // floor((2 × 10000 × part + whole) ÷ (2 × whole)); the narrow form serves nearly every pair.
        let value = if self.whole < 1 << 48 {
            (20_000 * self.part + self.whole) / (2 * self.whole)
        } else {
            let wide = (20_000 * u128::from(self.part) + u128::from(self.whole)) / (2 * u128::from(self.whole));
            u64::try_from(wide).expect("a rating of at most 1 is at most 10000 points")
        };
        u16::try_from(value).ok().and_then(Points::new).expect("a rating of at most 1 is at most 10000 points")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        for (part, whole, points) in [
            (1, 20_000, 1),
            (1, 20_001, 0),
            (3, 20_000, 2),
            (1, 8, 1250),
            (1, 1, 10_000),
            (0, 7, 0),
            (u64::MAX / 2, u64::MAX, 5000),
        ] {
            assert_eq!(Ratio::new(part, whole).points().get(), points, "{part}/{whole}");
        }
    }

    #[test]
    fn the_smaller_fraction_is_found_without_rounding() {
        let close = Ratio::new(333_333_333, 1_000_000_000).min(Ratio::new(1, 3));
        assert_eq!(close.part, 333_333_333);
    }
}
