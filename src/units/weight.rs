//! Weights of criteria.

use std::fmt;

use super::Decimal;

/// The weight of a criterion: 0 to 1000 with up to three decimals, kept in thousandths. Only proportions matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    thousandths: u32,
}

impl Weight {
    /// The weight where none is given: 1.
    pub const DEFAULT: Weight = Weight { thousandths: 1000 };

    /// A whole weight.
    ///
    /// # Panics
    /// Above 1000.
    #[must_use]
    pub const fn whole(weight: u32) -> Weight {
        assert!(weight <= 1000, "weights go up to 1000");
        Weight { thousandths: weight * 1000 }
    }

    /// The weight of a decimal, or `None` outside 0 to 1000 or finer than three places.
    #[must_use]
    pub fn new(weight: Decimal) -> Option<Weight> {
        let thousandths = u32::try_from(weight.scaled(3)?).ok()?;
        (thousandths <= 1_000_000).then_some(Weight { thousandths })
    }

    /// The weight in thousandths, 0 to 1000000.
    #[must_use]
    pub const fn thousandths(self) -> u32 {
        self.thousandths
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.thousandths.is_multiple_of(1000) {
            write!(f, "{}", self.thousandths / 1000)
        } else {
            let places = format!("{:03}", self.thousandths % 1000);
            write!(f, "{}.{}", self.thousandths / 1000, places.trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_keep_to_their_range() {
        for (text, shown) in
            [("0", Some("0")), ("12.375", Some("12.375")), ("1000", Some("1000")), ("2.50", Some("2.5"))]
        {
            let weight = text.parse().ok().and_then(Weight::new).map(|w| w.to_string());
            assert_eq!(weight.as_deref(), shown);
        }
        for text in ["-1", "1000.001", "0.0001"] {
            assert_eq!(text.parse().ok().and_then(Weight::new), None, "{text}");
        }
    }
}
