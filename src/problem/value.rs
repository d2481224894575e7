//! What an assignment comes to on each level.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Assignment, Level, LevelValue, Pair, PlaceClass, Problem};
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

    /// The points that count: of each row, or of each member of a group. What is not allowed has 0.
    #[must_use]
    pub fn scores(&self, assignment: &Assignment) -> Vec<Points> {
        if self.groups.is_none() {
            return assignment.rows().par_iter().map(|&row| self.points(row).unwrap_or(Points::ZERO)).collect();
        }
        let points = |mentee: usize, leaders: &[usize]| self.member_points(mentee, leaders).unwrap_or(Points::ZERO);
        let groups = assignment.groups().iter();
        groups.flat_map(|group| group.members.iter().map(|&member| points(member, &group.leaders))).collect()
    }

    /// The points of a member of a group with these leaders: the mean of its pairs' points, halves up. `None` where one of the pairs is not
    /// allowed, and without leaders.
    #[must_use]
    pub fn member_points(&self, mentee: usize, leaders: &[usize]) -> Option<Points> {
        let points = leaders.iter().map(|&mentor| self.pairs.points(Pair { mentee, mentor }));
        let sum = points.map(|points| points.map(|points| u64::from(points.get()))).sum::<Option<u64>>()?;
        let of = leaders.len() as u64;
        let mean = (2 * sum + of).checked_div(2 * of)?;
        u16::try_from(mean).ok().and_then(Points::new)
    }

    /// The lowest of the [`Problem::scores`]; none where there is no row.
    #[must_use]
    pub fn worst(&self, assignment: &Assignment) -> Option<u64> {
        self.scores(assignment).into_iter().map(|points| u64::from(points.get())).min()
    }

    /// Counts the [`Problem::scores`] in each of the [`BANDS`].
    #[must_use]
    pub fn bands(&self, assignment: &Assignment) -> Vec<u64> {
        let mut bands = vec![0; BANDS];
        self.scores(assignment).into_iter().for_each(|points| bands[band(points)] += 1);
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

    /// Sums the [`Problem::scores`].
    #[must_use]
    pub fn total(&self, assignment: &Assignment) -> u64 {
        self.scores(assignment).into_iter().map(|points| u64::from(points.get())).sum()
    }
}
