//! Every pair rated by itself, by criteria and rules as a program binds them: nothing is stored, filtered or taken from a kernel.

use crate::formulate::Formulated;
use crate::kernel::{ColumnPrices, Found, PairSource};
use crate::problem::PartRef;
use crate::scoring::Scoring;
use crate::units::{Points, Side};

/// All pairs of a problem, in one part; a row is a mentee, a column a mentor, each by index in the problem.
pub(super) struct Scalar<'s> {
    scoring: &'s Scoring<'s>,
    mentor_at: &'s [usize],
    mentee_at: &'s [usize],
    takes_part: [Vec<bool>; 2],
}

impl<'s> Scalar<'s> {
    pub(super) fn of(formulated: &'s Formulated, scoring: &'s Scoring<'s>) -> Scalar<'s> {
        let takes_part = |side: Side, people: &[usize]| -> Vec<bool> {
            people.iter().map(|&person| scoring.is_eligible(side, person)).collect()
        };
        let (mentor_at, mentee_at) = (&formulated.mentor_at, &formulated.mentee_at);
        let takes_part = [takes_part(Side::Mentor, mentor_at), takes_part(Side::Mentee, mentee_at)];
        Scalar { scoring, mentor_at, mentee_at, takes_part }
    }

    /// The pairs as one part.
    pub(super) fn part(&self) -> PartRef<'_> {
        PartRef { source: self, mentees: None, mentors: None }
    }
}

impl Scalar<'_> {
    /// The points of an allowed pair, where they are at least so many.
    fn points_from(&self, row: usize, column: usize, least: u16) -> Option<u16> {
        let [mentors, mentees] = &self.takes_part;
        if !mentors[column] || !mentees[row] {
            return None;
        }
        let points = self.scoring.judge_from(self.mentor_at[column], self.mentee_at[row], least)?;
        Some(points.get())
    }
}

impl PairSource for Scalar<'_> {
    fn rows(&self) -> usize {
        self.mentee_at.len()
    }

    fn columns(&self) -> usize {
        self.mentor_at.len()
    }

    fn points(&self, row: usize, column: usize) -> Option<u16> {
        self.points_from(row, column, 0)
    }

    fn scan(&self, row: usize, floor: i64, prices: &ColumnPrices, found: &mut Vec<Found>) {
        if !self.takes_part[Side::Mentee.index()][row] {
            return;
        }
        for ((index, column), &price) in (0_u32..).zip(0..self.mentor_at.len()).zip(prices.all()) {
            // What no points reach is not rated at all.
            if let Ok(least) = u16::try_from(floor.saturating_add(price).max(0))
                && least <= Points::MAX.get()
                && let Some(points) = self.points_from(row, column, least)
            {
                found.push(Found { column: index, points });
            }
        }
    }
}
