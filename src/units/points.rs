//! Points: what a criterion or a pair is worth.

use std::fmt;

/// Points of a pair or of one criterion: a whole number from 0 to 10000, shown as a percentage with two decimals.
///
/// ```
/// use pairwright::units::Points;
/// assert_eq!(Points::new(8725).unwrap().to_string(), "87.25");
/// assert_eq!(Points::new(10_001), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(u16);

impl Points {
    /// The most points there are: 10000, or 100 %.
    pub const MAX: Points = Points(10_000);
    /// No points.
    pub const ZERO: Points = Points(0);

    /// Points of a whole number, or `None` above 10000.
    #[must_use]
    pub const fn new(points: u16) -> Option<Points> {
        if points <= Points::MAX.0 { Some(Points(points)) } else { None }
    }

    /// The whole number, 0 to 10000.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_read_as_a_percentage_with_two_decimals() {
        for (points, text) in [(0, "0.00"), (5, "0.05"), (4120, "41.20"), (10_000, "100.00")] {
            assert_eq!(Points::new(points).map(|p| p.to_string()).as_deref(), Some(text));
        }
    }
}
