//! Bounds on how many: which way they hold, on how much, and for what.

use std::fmt;

/// Which way a bound holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// From below.
    AtLeast,
    /// From above.
    AtMost,
}

impl Sense {
    /// The words for it.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Sense::AtLeast => "at least",
            Sense::AtMost => "at most",
        }
    }

    /// Whether a number keeps a bound of the given amount.
    #[must_use]
    pub fn holds<N: Ord>(self, number: N, bound: N) -> bool {
        match self {
            Sense::AtLeast => number >= bound,
            Sense::AtMost => number <= bound,
        }
    }
}

/// The amount of a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number of rows.
    Rows(u32),
    /// A share of the rows: `part ÷ whole`, in lowest terms, from 0 to 1.
    Share {
        /// The numerator.
        part: u32,
        /// The denominator, 1 and up.
        whole: u32,
    },
}

impl Amount {
    /// The share `part ÷ whole` in lowest terms.
    ///
    /// ```
    /// use pairwright::units::Amount;
    /// assert_eq!(Amount::share(30, 100), Amount::Share { part: 3, whole: 10 });
    /// assert_eq!(Amount::share(0, 100), Amount::Share { part: 0, whole: 1 });
    /// ```
    ///
    /// # Panics
    /// When `whole` is 0.
    #[must_use]
    pub const fn share(part: u32, whole: u32) -> Amount {
        assert!(whole > 0, "a share is of something");
        let (mut divisor, mut rest) = (whole, part);
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        Amount::Share { part: part / divisor, whole: whole / divisor }
    }
}

/// A number as it is, a share as a percentage with as many decimals as it needs, up to six.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (part, whole) = match *self {
            Amount::Rows(rows) => return write!(f, "{rows}"),
            Amount::Share { part, whole } => (u64::from(part) * 100, u64::from(whole)),
        };
        let mut decimals = String::new();
        let mut rest = part % whole;
        while rest > 0 && decimals.len() < 6 {
            decimals.push_str(&(rest * 10 / whole).to_string());
            rest = rest * 10 % whole;
        }
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{}{point}{decimals}%", part / whole)
    }
}

/// What a quota holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// All rows of the result together.
    Result,
    /// The rows of each mentor who has any.
    Mentor,
    /// The rows of each slot that has any.
    Slot,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_as_they_were_written() {
        for (part, whole, text) in [(3, 10, "30%"), (1, 8, "12.5%"), (1, 1, "100%"), (0, 1, "0%"), (333, 1000, "33.3%")]
        {
            assert_eq!(Amount::Share { part, whole }.to_string(), text);
        }
    }
}
