//! Whether an assignment keeps every limit of a problem: a check in whole numbers of whatever a search or a backend proposes.

use std::collections::BTreeMap;

use crate::problem::{Assignment, Pair, Per, Problem};

/// Whether the rows are allowed, each once, and all limits hold. O(rows × (quotas + the largest team)).
pub(in crate::solve) fn keeps_limits(problem: &Problem, assignment: &Assignment) -> bool {
    let rows = assignment.rows();
    let are_allowed = rows.iter().all(|&row| problem.points(row).is_some());
    let are_single = rows.windows(2).all(|two| two[0] < two[1]);
    let must = |pair: &Pair| rows.binary_search_by_key(pair, |row| row.pair).is_ok();
    are_allowed
        && are_single
        && problem.must.iter().all(must)
        && keeps_places(problem, assignment)
        && keeps_teams(problem, assignment)
        && keeps_quotas(problem, assignment)
}

fn keeps_places(problem: &Problem, assignment: &Assignment) -> bool {
    let loads = assignment.caseloads(problem.mentors.len());
    let filled = assignment.places_filled(problem.mentees.len());
    let mut demands: Vec<_> = assignment.rows().iter().map(|row| (row.pair.mentee, row.demand)).collect();
    demands.sort_unstable();
    loads
        .iter()
        .zip(&problem.mentors)
        .all(|(&load, places)| load == 0 || places.minimum <= load && load <= places.capacity)
        && filled.iter().zip(&problem.mentees).all(|(&filled, places)| filled <= places.wanted)
        && (problem.demands.is_none() || demands.windows(2).all(|two| two[0] != two[1]))
}

fn keeps_teams(problem: &Problem, assignment: &Assignment) -> bool {
    let mut teams: BTreeMap<usize, (u32, Vec<usize>)> = BTreeMap::new();
    for Pair { mentee, mentor } in assignment.pairs() {
        let (places, team) = teams.entry(mentee).or_default();
        *places += 1;
        if team.last() != Some(&mentor) {
            team.push(mentor);
        }
    }
    teams.iter().all(|(&mentee, (places, team))| {
        let most = problem.demands.as_ref().and_then(|demands| demands.most_mentors[mentee]);
        let keeps = problem.teams.as_ref().is_none_or(|teams| {
            teams.allow(team) && (!teams.all_or_nothing || *places == problem.mentees[mentee].wanted)
        });
        keeps && most.is_none_or(|most| team.len() <= most as usize)
    })
}

fn keeps_quotas(problem: &Problem, assignment: &Assignment) -> bool {
    problem.quotas.iter().all(|quota| {
        let mut of_mentor = vec![(0_u64, 0_u64); problem.mentors.len()];
        for pair in assignment.pairs() {
            let (counted, rows) = &mut of_mentor[pair.mentor];
            *rows += 1;
            *counted += u64::from(quota.counts(pair));
        }
        match quota.per {
            Per::Mentor => of_mentor.iter().all(|&(counted, rows)| rows == 0 || quota.holds(counted, rows)),
            Per::Result | Per::Slot => {
                let sum = |of: fn(&(u64, u64)) -> u64| of_mentor.iter().map(of).sum();
                quota.holds(sum(|of| of.0), sum(|of| of.1))
            }
        }
    })
}
