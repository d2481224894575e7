//! What the quotas count in a result, and which would break with more rows.

use crate::problem::{Assignment, Per, Problem, Quota, Row};

/// The rows that count, and all rows.
type Tally = (u64, u64);

/// For each quota, what it counts of all that it holds for: of the whole result, of each mentor, or of each slot.
pub(super) struct Tallies<'p> {
    quotas: Vec<(&'p Quota, Vec<Tally>)>,
}

impl<'p> Tallies<'p> {
    /// Counts the rows. O(quotas × rows).
    pub(super) fn of(problem: &'p Problem, assignment: &Assignment) -> Tallies<'p> {
        let slots = assignment.rows().iter().filter_map(|row| row.slot).max().map_or(0, |slot| slot as usize + 1);
        let tally = |quota: &'p Quota| {
            let mut tallies = vec![(0, 0); slots.max(problem.mentors.len()).max(1)];
            for (row, about) in assignment.rows().iter().filter_map(|row| Some((row, about(quota, *row)?))) {
                tallies[about].0 += u64::from(quota.counts(row.pair));
                tallies[about].1 += 1;
            }
            (quota, tallies)
        };
        Tallies { quotas: problem.quotas.iter().map(tally).collect() }
    }

    /// The number of quotas.
    pub(super) fn number(&self) -> usize {
        self.quotas.len()
    }

    /// Whether some more rows, all of one mentee, would break a quota.
    pub(super) fn breaks(&self, quota: usize, more: &[Row]) -> bool {
        let (quota, tallies) = &self.quotas[quota];
        more.iter().filter_map(|&row| about(quota, row)).any(|one| {
            let alike = || more.iter().filter(|&&row| about(quota, row) == Some(one));
            let counted = alike().filter(|row| quota.counts(row.pair)).count() as u64;
            let (before, rows) = tallies.get(one).copied().unwrap_or_default();
            !quota.holds(before + counted, rows + alike().count() as u64)
        })
    }
}

/// Which tally of a quota a row is in; none per slot without slots.
fn about(quota: &Quota, row: Row) -> Option<usize> {
    match quota.per {
        Per::Result => Some(0),
        Per::Mentor => Some(row.pair.mentor),
        Per::Slot => row.slot.map(|slot| slot as usize),
    }
}
