//! How many rows there can be: of each mentor, and of all together.

use crate::problem::{Pair, Problem};

/// Upper bounds on the rows of some kind.
pub(super) struct Possible {
    /// For each mentor, by index in the problem: never more than its capacity.
    pub(super) of_mentor: Vec<u64>,
    /// Of all together.
    pub(super) of_all: u64,
}

/// The most rows of pairs of a kind that places leave room for.
pub(super) fn possible(problem: &Problem, of_kind: impl Fn(Pair) -> bool) -> Possible {
    let mut of_mentor = vec![0_u64; problem.mentors.len()];
    let mut of_mentees = 0_u64;
    for (index, mentee) in problem.mentees.iter().enumerate() {
        let rows: Vec<_> = problem.rows_of(index).into_iter().filter(|(row, _)| of_kind(row.pair)).collect();
        rows.iter().for_each(|(row, _)| of_mentor[row.pair.mentor] += 1);
        let places = match problem.demands {
            None => rows.len(),
            // A place is a tag, whoever fills it; the rows of one stand together.
            Some(_) => rows.chunk_by(|(one, _), (next, _)| one.demand == next.demand).count(),
        };
        of_mentees += (places as u64).min(mentee.wanted.into());
    }
    for (rows, mentor) in of_mentor.iter_mut().zip(&problem.mentors) {
        *rows = (*rows).min(mentor.capacity.into());
    }
    let of_mentors: u64 = of_mentor.iter().sum();
    Possible { of_all: of_mentors.min(of_mentees), of_mentor }
}
