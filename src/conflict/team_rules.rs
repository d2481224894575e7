//! The rules of teams, each by itself.

use super::part::Part;
use crate::problem::{SideMarks, TeamCount};
use crate::scoring::Scoring;
use crate::units::Side;

/// A rule of teams by index in the problem.
pub(super) enum TeamRule {
    /// How many mentors of a kind a team has.
    Count(TeamCount),
    /// Who is kept apart.
    Apart(SideMarks),
}

/// Each rule of teams by itself. O(rules × mentors²).
pub(super) fn team_rules(scoring: &Scoring<'_>, mentor_at: &[usize]) -> Vec<(Part, TeamRule)> {
    let Some(team) = scoring.team() else { return Vec::new() };
    let marks = |apart: &dyn Fn(usize, usize) -> bool| {
        let mut marks = SideMarks::none(mentor_at.len());
        for one in 0..mentor_at.len() {
            let others = (0..one).filter(|&other| apart(mentor_at[one], mentor_at[other]));
            others.for_each(|other| marks.add(one, other));
        }
        TeamRule::Apart(marks)
    };
    let mut rules: Vec<(Part, TeamRule)> = (0..)
        .zip(&team.rules)
        .map(|(number, rule)| {
            let of_rule = match rule.count_of(Side::Mentor) {
                Some((sense, number, counts)) => TeamRule::Count(TeamCount {
                    sense,
                    number,
                    counts: mentor_at.iter().map(|&mentor| counts[mentor]).collect(),
                }),
                None => marks(&|one, other| rule.apart(crate::units::Side::Mentor, one, other)),
            };
            (Part::TeamRule(number), of_rule)
        })
        .collect();
    rules.push((Part::TeamAvoids, marks(&|one, other| team.avoid(one, other))));
    rules
}
