//! Whether an assignment keeps every limit of a problem: a check in whole numbers of whatever a search or a backend proposes.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::{Assignment, Meetings, Pair, Per, Problem, Row};
use crate::units::Side;

/// Whether the rows are allowed, each once, and all limits hold. O(rows × (quotas + the largest team)).
pub(in crate::solve) fn keeps_limits(problem: &Problem, assignment: &Assignment) -> bool {
    let rows = assignment.rows();
    let are_allowed = rows.iter().all(|&row| problem.points(row).is_some());
    let are_single = rows.windows(2).all(|two| (two[0].pair, two[0].demand) < (two[1].pair, two[1].demand));
    let must = |pair: &Pair| rows.binary_search_by_key(pair, |row| row.pair).is_ok();
    are_allowed
        && are_single
        && problem.must.iter().all(must)
        && keeps_places(problem, assignment)
        && keeps_teams(problem, assignment)
        && keeps_meetings(problem, assignment)
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

/// Each row in a slot that both people have, each person in one meeting of a slot, in whichever role, and no more meetings in it than rooms.
fn keeps_meetings(problem: &Problem, assignment: &Assignment) -> bool {
    let Some(Meetings { slots, rooms, together }) = &problem.meetings else {
        return assignment.rows().iter().all(|row| row.slot.is_none());
    };
    let mut used = vec![0_u32; rooms.len()];
    let mut busy = BTreeSet::new();
    // Rows are in order: those of a mentee stand together.
    assignment.rows().chunk_by(|one, other| *together && one.pair.mentee == other.pair.mentee).all(|meeting| {
        let mut mentors: Vec<usize> = meeting.iter().map(|row| row.pair.mentor).collect();
        mentors.dedup();
        let mentee = meeting[0].pair.mentee;
        let has = |slot: &u32| mentors.iter().all(|&mentor| slots.common(mentor, mentee).contains(slot));
        let is_at_once = meeting.iter().all(|row| row.slot == meeting[0].slot);
        let Some(slot) = meeting[0].slot.filter(|slot| is_at_once && has(slot)) else { return false };
        used[slot as usize] += 1;
        let mut people = mentors.into_iter().map(|mentor| slots.whoever(Side::Mentor, mentor));
        let are_free = people.all(|person| busy.insert((slot, person)))
            && busy.insert((slot, slots.whoever(Side::Mentee, mentee)));
        are_free && rooms[slot as usize].is_none_or(|rooms| used[slot as usize] <= rooms)
    })
}

/// Whether the rows keep every quota. O(rows × quotas).
pub(in crate::solve) fn keeps_quotas(problem: &Problem, assignment: &Assignment) -> bool {
    problem.quotas.iter().all(|quota| {
        let mut counts: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for row in assignment.rows() {
            let (counted, rows) = counts.entry(unit_of(quota.per, *row)).or_default();
            *rows += 1;
            *counted += u64::from(quota.counts(row.pair));
        }
        if quota.per == Per::Result {
            counts.entry(0).or_default();
        }
        counts.values().all(|&(counted, rows)| quota.holds(counted, rows))
    })
}

/// For what a row counts in a quota, as a number: the result, its mentor, or its slot.
pub(in crate::solve) fn unit_of(per: Per, row: Row) -> usize {
    match per {
        Per::Result => 0,
        Per::Mentor => row.pair.mentor,
        Per::Slot => row.slot.map_or(0, |slot| slot as usize),
    }
}
