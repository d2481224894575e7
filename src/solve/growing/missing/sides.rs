//! The people of a part who could be paired, in groups of such as have the same potentials in the steps before the total.

use super::alike::Alike;
use super::prices::{Prices, Undecided};
use crate::problem::PartRef;
use crate::solve::network::Cost;

/// A mentee who wants somebody.
pub(super) struct Seeker {
    pub(super) group: usize,
    pub(super) row: usize,
    pub(super) mentee: usize,
}

/// A mentor who has places.
pub(super) struct Giver {
    pub(super) group: usize,
    pub(super) mentor: usize,
    /// The potential in the step of the total.
    pub(super) total: Cost,
}

/// Both sides of a part.
pub(super) struct Sides<'s, 'c, 'p> {
    pub(super) prices: &'s Prices<'c, 'p>,
    pub(super) part: &'s PartRef<'s>,
    /// Those of a group stand together.
    pub(super) seekers: Vec<Seeker>,
    pub(super) mentees: Alike,
    pub(super) mentors: Alike,
    /// Column by column, and where each begins.
    givers: Vec<Giver>,
    start: Vec<usize>,
    /// The columns with mentors of each group.
    columns_of: Vec<Vec<u32>>,
}

impl<'s, 'c, 'p> Sides<'s, 'c, 'p> {
    pub(super) fn of(prices: &'s Prices<'c, 'p>, part: &'s PartRef<'s>) -> Sides<'s, 'c, 'p> {
        let problem = prices.chosen.problem;
        let mut rows = Vec::new();
        for row in 0..part.source.rows() {
            let wanting = part.mentees_of(row).filter(|&mentee| problem.mentees[mentee].wanted > 0);
            rows.extend(wanting.map(|mentee| (row, mentee)));
        }
        let (mentees, groups) = Alike::of(rows.iter().map(|&(_, mentee)| prices.of_mentee(mentee)).collect());
        let seeker = |((row, mentee), group)| Seeker { group, row, mentee };
        let mut seekers: Vec<Seeker> = rows.into_iter().zip(groups).map(seeker).collect();
        seekers.sort_by_key(|seeker| seeker.group);

        let (mut start, mut people) = (vec![0], Vec::new());
        for column in 0..part.source.columns() {
            people.extend(part.mentors_of(column).filter(|&mentor| problem.mentors[mentor].capacity > 0));
            start.push(people.len());
        }
        let (mentors, groups) = Alike::of(people.iter().map(|&mentor| prices.of_mentor(mentor)).collect());
        let giver = |(mentor, group)| Giver { group, mentor, total: prices.total_of_mentor(mentor) };
        let givers: Vec<Giver> = people.into_iter().zip(groups).map(giver).collect();
        let mut columns_of = vec![Vec::new(); mentors.groups()];
        for (number, ends) in (0_u32..).zip(start.windows(2)) {
            for giver in &givers[ends[0]..ends[1]] {
                let columns: &mut Vec<u32> = &mut columns_of[giver.group];
                if columns.last() != Some(&number) {
                    columns.push(number);
                }
            }
        }
        Sides { prices, part, seekers, mentees, mentors, givers, start, columns_of }
    }

    /// All mentors who have places.
    pub(super) fn givers(&self) -> &[Giver] {
        &self.givers
    }

    /// Those of a column.
    pub(super) fn givers_of(&self, column: usize) -> &[Giver] {
        &self.givers[self.start[column]..self.start[column + 1]]
    }

    /// The columns with mentors of a group.
    pub(super) fn columns_of(&self, mentors: usize) -> &[u32] {
        &self.columns_of[mentors]
    }

    /// From which points on pairs of two groups could matter; `None`: in no case.
    pub(super) fn least_points(&self, mentees: usize, mentors: usize) -> Option<Undecided> {
        self.prices.least_points(self.mentees.word(mentees), self.mentors.word(mentors))
    }
}
