//! Mentees for whom no team is possible.

use super::slots::about_nobody;
use crate::explain::no_slot_for_all;
use crate::formulate::Formulated;
use crate::problem::{Problem, Sense};
use crate::program::Words;
use crate::roster::Roster;
use crate::scoring::{BoundTeam, Scoring};
use crate::text::{count, number};
use crate::units::Side;

/// The mentees of whom somebody is allowed, and no team, as far as that shows in numbers; nothing in a program without teams.
pub(super) fn about_teams(roster: &Roster, scoring: &Scoring<'_>, formulated: &Formulated, words: &Words) -> String {
    let Some(team) = scoring.team() else { return String::new() };
    let none = formulated.mentee_at.iter().enumerate().filter_map(|(index, &mentee)| {
        let takes_part = scoring.is_eligible(Side::Mentee, mentee);
        let why = takes_part.then(|| no_team(team, formulated, index, words)).flatten()?;
        Some((mentee, why))
    });
    format!("\n{}", about_nobody(none.collect(), "no team possible", roster, words))
}

/// Why a mentee who has somebody allowed can have no team.
fn no_team(team: &BoundTeam, formulated: &Formulated, index: usize, words: &Words) -> Option<String> {
    let problem = &formulated.problem;
    let candidates = candidates(problem, index);
    let wanted = problem.mentees[index].wanted;
    if candidates.is_empty() || wanted == 0 {
        return None;
    }
    let demands = problem.demands.as_ref();
    let most = demands.and_then(|demands| demands.most_mentors[index]).unwrap_or(wanted).min(wanted);
    for (rule, (sense, least, counts)) in
        team.rules.iter().filter_map(|rule| Some((rule, rule.count_of(Side::Mentor)?)))
    {
        if sense == Sense::AtMost {
            continue;
        }
        let there = candidates.iter().filter(|&&mentor| counts[formulated.mentor_at[mentor]]).count() as u64;
        if there < u64::from(least) {
            let allowed = format!("{} of the {} allowed", number(there), number(candidates.len()));
            return Some(format!("{}, and {allowed}", rule.in_words()));
        }
        if most < least {
            return Some(format!("{}, and at most {} on its team", rule.in_words(), count(most, &words.mentor)));
        }
    }
    let unfilled = demands.map_or(u64::from(wanted).saturating_sub(candidates.len() as u64), |demands| {
        demands.places[index].iter().filter(|place| place.offers.is_empty()).count() as u64
    });
    match team.all_or_nothing {
        true if unfilled > 0 => {
            let unfilled = number(unfilled);
            Some(format!("all or nothing, and {unfilled} of {} can be filled by nobody", count(wanted, "place")))
        }
        true if no_slot_for_all(problem, index) => {
            let allowed = count(wanted, &format!("allowed {}", words.mentor));
            Some(format!("all or nothing, and no slot in which {allowed} could meet together"))
        }
        _ => None,
    }
}

/// The mentors who may fill a place of a mentee, by index in the problem, each once; those without places not.
fn candidates(problem: &Problem, index: usize) -> Vec<usize> {
    let rows = problem.rows_of(index);
    let mentors = rows.iter().map(|(row, _)| row.pair.mentor).filter(|&mentor| problem.mentors[mentor].capacity > 0);
    let mut mentors: Vec<usize> = mentors.collect();
    mentors.sort_unstable();
    mentors.dedup();
    mentors
}
