//! Mentors who cannot reach their minimum caseload.

use super::rows::possible;
use crate::formulate::Formulated;
use crate::program::Words;
use crate::roster::Roster;
use crate::scoring::Scoring;
use crate::text::{Columns, count, natural_order, number};
use crate::units::Side;

/// The mentors for whom fewer rows, or groups, are possible than their minimum; nothing where nobody has one. Those whose minimum is above their
/// capacity are told of in a notice.
pub(super) fn about_minima(roster: &Roster, scoring: &Scoring<'_>, formulated: &Formulated, words: &Words) -> String {
    let problem = &formulated.problem;
    if problem.mentors.iter().all(|mentor| mentor.minimum <= 1) {
        return String::new();
    }
    let all = possible(problem, |_| true).loads;
    let below = (0..all.len()).filter(|&index| {
        let mentor = problem.mentors[index];
        let takes_part = scoring.is_eligible(Side::Mentor, formulated.mentor_at[index]);
        takes_part && mentor.minimum <= mentor.capacity && all[index] < u64::from(mentor.minimum)
    });
    let mut below: Vec<usize> = below.collect();
    let id = |index: usize| roster.mentors.id(formulated.mentor_at[index]);
    below.sort_by(|&a, &b| natural_order(id(a), id(b)));
    let mut lines = Columns::default();
    for &index in &below {
        let name = roster.mentors.name(formulated.mentor_at[index]).to_owned();
        let numbers = format!("at least {}, {} possible", number(problem.mentors[index].minimum), number(all[index]));
        lines.row([id(index).to_owned(), name, numbers]);
    }
    format!("\nminimum caseload out of reach for {}\n{}", count(below.len(), &words.mentor), lines.lines("  "))
}
