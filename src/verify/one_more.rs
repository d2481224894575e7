//! Whether one more row could be made: where limits of several kinds are in play, the least that can be asked of a proved coverage.
//!
//! A row beside all others, that keeps every limit, fills one more place. A result without room for one need not be the best.

use super::made::Made;
use super::quotas::Tallies;
use super::{limits, teams};
use crate::formulate::Formulated;
use crate::problem::{Pair, Row};
use crate::scoring::Scoring;

/// Whether some allowed row could be added and every limit kept. O(allowed rows of mentees with an empty place × limits).
pub(super) fn fits(formulated: &Formulated, scoring: &Scoring<'_>, made: &Made) -> bool {
    let tallies = Tallies::of(scoring, made);
    let filled = filled(made);
    let fits = |row: Row| {
        let Pair { mentor, mentee } = row.pair;
        let (mentor, mentee) = (formulated.mentor_at[mentor], formulated.mentee_at[mentee]);
        let is_empty = match row.demand {
            Some(tag) => !filled[mentee].contains(&tag),
            None => !made.has(mentor, mentee),
        };
        is_empty && keeps_limits(scoring, made, mentor, mentee) && tallies.hold_with(scoring, mentor, mentee)
    };
    let has_empty = |index: &usize| {
        let mentee = formulated.mentee_at[*index];
        made.held[mentee] < scoring.wanted(mentee)
    };
    let mut mentees = (0..formulated.mentee_at.len()).filter(has_empty);
    mentees.any(|index| formulated.problem.rows_of(index).into_iter().any(|(row, _)| fits(row)))
}

/// For each mentee, the tags that are filled.
fn filled(made: &Made) -> Vec<Vec<u32>> {
    let mut filled = vec![Vec::new(); made.held.len()];
    made.rows.iter().for_each(|row| filled[row.mentee].extend(row.demand));
    filled
}

/// Whether one more row of two people keeps what holds for each of them and for the team.
fn keeps_limits(scoring: &Scoring<'_>, made: &Made, mentor: usize, mentee: usize) -> bool {
    // What is cheap to ask comes first.
    if limits::check_load(scoring, mentor, made.loads[mentor] + 1).is_err() {
        return false;
    }
    let mut mentors = made.mentors_of[mentee].clone();
    if !made.has(mentor, mentee) {
        mentors.push(mentor);
    }
    let is_whole = made.held[mentee] + 1 == scoring.wanted(mentee);
    let keeps_team = scoring
        .team()
        .is_none_or(|team| teams::check_rules(team, &mentors).is_ok() && (is_whole || !team.all_or_nothing));
    keeps_team && limits::check_mentors(scoring, mentors.len(), mentee).is_ok()
}
