//! The rows of a result by roster index, and what each person has of them.

use crate::formulate::Formulated;
use crate::problem::Row;
use crate::units::Points;

/// A row by roster index.
#[derive(Clone, Copy, Debug)]
pub(super) struct MadeRow {
    pub(super) mentor: usize,
    pub(super) mentee: usize,
    /// Which of the mentee's tags is filled, in a program with demands.
    pub(super) demand: Option<u32>,
    /// The points that the criteria give.
    pub(super) points: Points,
}

/// The rows of a result, and what each person has of them; people by roster index.
pub(super) struct Made {
    pub(super) rows: Vec<MadeRow>,
    /// For each mentor, the number of rows.
    pub(super) loads: Vec<u32>,
    /// For each mentee, the number of rows.
    pub(super) held: Vec<u32>,
    /// For each mentee, its mentors, each once, by index.
    pub(super) mentors_of: Vec<Vec<usize>>,
}

impl Made {
    /// Gathers rows.
    pub(super) fn of(rows: Vec<MadeRow>, mentors: usize, mentees: usize) -> Made {
        let (mut loads, mut held) = (vec![0; mentors], vec![0; mentees]);
        let mut mentors_of = vec![Vec::new(); mentees];
        for row in &rows {
            loads[row.mentor] += 1;
            held[row.mentee] += 1;
            mentors_of[row.mentee].push(row.mentor);
        }
        for mentors in &mut mentors_of {
            mentors.sort_unstable();
            mentors.dedup();
        }
        Made { rows, loads, held, mentors_of }
    }

    /// Whether two people have a row together.
    pub(super) fn has(&self, mentor: usize, mentee: usize) -> bool {
        self.mentors_of[mentee].binary_search(&mentor).is_ok()
    }
}

/// The people of a row by roster index; `None` where the problem does not have them.
pub(super) fn people(row: Row, formulated: &Formulated) -> Option<(usize, usize)> {
    let mentor = formulated.mentor_at.get(row.pair.mentor)?;
    let mentee = formulated.mentee_at.get(row.pair.mentee)?;
    Some((*mentor, *mentee))
}
