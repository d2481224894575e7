//! Whether one more row could be made: where limits of several kinds are in play, the least that can be asked of a proved coverage.
//!
//! A row beside all others, that keeps every limit, fills one more place. A result without room for one need not be the best.

use super::made::Made;
use super::quotas::Tallies;
use super::{limits, teams};
use crate::formulate::Formulated;
use crate::problem::Row;
use crate::scoring::Scoring;

/// Whether some allowed row could be added and every limit kept. O(allowed rows of mentees with an empty place × limits).
pub(super) fn fits(formulated: &Formulated, scoring: &Scoring<'_>, made: &Made) -> bool {
    let tallies = Tallies::of(scoring, made);
    let has_empty = |&index: &usize| {
        let mentee = formulated.mentee_at[index];
        made.held[mentee] < scoring.wanted(mentee)
    };
    (0..formulated.mentee_at.len()).filter(has_empty).any(|index| {
        let mentee = formulated.mentee_at[index];
        let own = made.rows.iter().filter(|row| row.mentee == mentee);
        let filled: Vec<Option<u32>> = own.map(|row| row.demand).collect();
        let fits = |row: Row| {
            let mentor = formulated.mentor_at[row.pair.mentor];
            let is_empty = if row.demand.is_some() { !filled.contains(&row.demand) } else { !made.has(mentor, mentee) };
            is_empty && keeps_limits(scoring, made, mentor, mentee) && tallies.hold_with(scoring, mentor, mentee)
        };
        formulated.problem.rows_of(index).into_iter().any(|(row, _)| fits(row))
    })
}

/// Whether one more row of two people keeps what holds for each of them and for the team.
fn keeps_limits(scoring: &Scoring<'_>, made: &Made, mentor: usize, mentee: usize) -> bool {
    let mut mentors = made.mentors_of[mentee].clone();
    if !made.has(mentor, mentee) {
        mentors.push(mentor);
    }
    let is_whole = made.held[mentee] + 1 == scoring.wanted(mentee);
    let keeps_team = scoring
        .team()
        .is_none_or(|team| teams::check_rules(team, &mentors).is_ok() && (is_whole || !team.all_or_nothing));
    keeps_team
        && limits::check_load(scoring, mentor, made.loads[mentor] + 1).is_ok()
        && limits::check_mentors(scoring, mentors.len(), mentee).is_ok()
}
