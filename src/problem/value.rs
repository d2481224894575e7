//! What an assignment comes to on each level.

use std::collections::HashMap;

use super::{Assignment, Level, LevelValue, PlaceClass, Problem, Row};
use crate::units::Points;

/// The number of bands of the level `fair`: 0 to 99 points, 100 to 199, …, and 10000 alone.
pub const BANDS: usize = 101;

/// The band of so many points.
#[must_use]
pub fn band(points: Points) -> usize {
    usize::from(points.get() / 100)
}

impl Problem {
    /// What an assignment comes to on a level.
    #[must_use]
    pub fn value(&self, level: Level, assignment: &Assignment) -> LevelValue {
        match level {
            Level::Coverage => LevelValue::Counts(self.coverage(assignment)),
            Level::Worst => self.worst(assignment).map_or(LevelValue::NoPairs, LevelValue::Number),
            Level::Fair => LevelValue::Counts(self.bands(assignment)),
            Level::Continuity => LevelValue::Number(self.continuity(assignment)),
            Level::Balance => LevelValue::Number(self.balance(assignment)),
            Level::Total => LevelValue::Number(self.total(assignment)),
        }
    }

    /// Counts the filled places of each class of [`Problem::place_classes`]. O(classes + places).
    #[must_use]
    pub fn coverage(&self, assignment: &Assignment) -> Vec<u64> {
        let held = assignment.places_filled(self.mentees.len());
        let classes = self.place_classes();
        let class_of: HashMap<PlaceClass, usize> =
            classes.iter().enumerate().map(|(index, class)| (*class, index)).collect();
        let mut filled = vec![0; classes.len()];
        for (mentee, held) in self.mentees.iter().zip(held) {
            for place in 1..=held.min(mentee.wanted) {
                filled[class_of[&PlaceClass { place, tier: mentee.tier }]] += 1;
            }
        }
        filled
    }

    /// The lowest points of a row; none where there is no row.
    #[must_use]
    pub fn worst(&self, assignment: &Assignment) -> Option<u64> {
        assignment.rows().iter().map(|&row| self.points_of(row)).min()
    }

    /// Counts the rows in each of the [`BANDS`].
    #[must_use]
    pub fn bands(&self, assignment: &Assignment) -> Vec<u64> {
        let mut bands = vec![0; BANDS];
        let points = assignment.rows().iter().filter_map(|&row| self.points(row));
        points.for_each(|points| bands[band(points)] += 1);
        bands
    }

    /// Counts the rows whose pair is one of [`Problem::previous`].
    #[must_use]
    pub fn continuity(&self, assignment: &Assignment) -> u64 {
        assignment.rows().iter().filter(|row| self.previous.binary_search(&row.pair).is_ok()).count() as u64
    }

    /// Sums the squares of the mentors' loads.
    #[must_use]
    pub fn balance(&self, assignment: &Assignment) -> u64 {
        assignment.caseloads(self.mentors.len()).into_iter().map(|load| u64::from(load).pow(2)).sum()
    }

    /// Sums the points of an assignment's rows, in points.
    #[must_use]
    pub fn total(&self, assignment: &Assignment) -> u64 {
        assignment.rows().iter().map(|&row| self.points_of(row)).sum()
    }

    /// The points of a row, 0 where it is not allowed.
    fn points_of(&self, row: Row) -> u64 {
        self.points(row).map_or(0, |points| u64::from(points.get()))
    }
}
