//! What places come to, in numbers that are compared at once.

use pairwright::problem::{PlaceClass, Problem};
use pairwright::units::Level;

/// A filled place: a row, or a member of a group.
#[derive(Clone, Copy)]
pub struct Filled {
    pub class: PlaceClass,
    pub points: u16,
    pub rows: u32,
    /// The rows whose pair is a previous one.
    pub previous: u32,
}

/// What places come to, as far as it adds up.
#[derive(Clone, Copy)]
pub struct Sum {
    /// The filled places of every class, a digit each, those that count first in the highest.
    coverage: u128,
    /// The places in every band that some place can be in, the lowest band in the highest digit.
    bands: u128,
    lowest: u16,
    previous: u32,
    total: u32,
    rows: u32,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { coverage: 0, bands: 0, lowest: 10_000, previous: 0, total: 0, rows: 0 }
    }
}

impl Sum {
    pub fn plus(&self, other: &Sum) -> Sum {
        Sum {
            coverage: self.coverage + other.coverage,
            bands: self.bands + other.bands,
            lowest: self.lowest.min(other.lowest),
            previous: self.previous + other.previous,
            total: self.total + other.total,
            rows: self.rows + other.rows,
        }
    }
}

/// The values of the levels in their order, then the number of rows where coverage is no level; the greater the better.
pub type Merit = [u128; 7];

/// How the places of a problem are added up.
pub struct Scale {
    classes: Vec<PlaceClass>,
    /// The bands that some place can be in.
    bands: Vec<u16>,
    /// Bits for a count.
    digit: u32,
}

impl Scale {
    /// The scale of a problem whose places can have these points.
    pub fn new(problem: &Problem, points: impl Iterator<Item = u16>) -> Scale {
        let mut bands: Vec<u16> = points.map(|points| points / 100).collect();
        bands.sort_unstable();
        bands.dedup();
        let classes = problem.place_classes();
        let digit = 128 / u32::try_from(bands.len().max(classes.len()).max(8)).expect("few bands");
        let wanted: u32 = problem.mentees.iter().map(|mentee| mentee.wanted).sum();
        assert!(wanted < 1 << digit, "{wanted} places are more than a digit of {digit} bits counts");
        Scale { classes, bands, digit }
    }

    /// What these places come to.
    pub fn sum(&self, places: &[Filled]) -> Sum {
        let mut sum = Sum::default();
        for place in places {
            let class = self.classes.iter().position(|class| *class == place.class).expect("a wanted place");
            let band = self.bands.iter().position(|&band| band == place.points / 100).expect("a band of the problem");
            sum.coverage += self.one(class, self.classes.len());
            sum.bands += self.one(band, self.bands.len());
            sum.lowest = sum.lowest.min(place.points);
            sum.previous += place.previous;
            sum.total += u32::from(place.points);
            sum.rows += place.rows;
        }
        sum
    }

    /// One in the digit at this place of so many, counted from the highest.
    fn one(&self, at: usize, of: usize) -> u128 {
        1 << ((of - 1 - at) * self.digit as usize)
    }
}

/// What a sum and the mentors' loads are worth by the levels of the problem.
pub fn merit(problem: &Problem, sum: &Sum, loads: &[u32]) -> Merit {
    let squares = || loads.iter().map(|&load| u128::from(load) * u128::from(load)).sum::<u128>();
    let mut merit = [0; 7];
    for (merit, level) in merit.iter_mut().zip(&problem.levels) {
        *merit = match level {
            Level::Coverage => sum.coverage,
            Level::Worst => sum.lowest.into(),
            Level::Fair => u128::MAX - sum.bands,
            Level::Continuity => sum.previous.into(),
            Level::Balance => u128::MAX - squares(),
            Level::Total => sum.total.into(),
        };
    }
    if !problem.levels.contains(&Level::Coverage) {
        merit[6] = u128::MAX - u128::from(sum.rows);
    }
    merit
}
