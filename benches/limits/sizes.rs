//! How large a problem is.

use pairwright::problem::{Groups, Pair, Problem, Slots};

/// People, places, allowed pairs, and what meetings or groups make of them.
pub fn of(problem: &Problem) -> String {
    let places: u32 = problem.mentors.iter().map(|mentor| mentor.capacity).sum();
    let mut told = format!(
        "{} x {}, {places} places offered, {} pairs",
        problem.mentees.len(),
        problem.mentors.len(),
        problem.pairs.count()
    );
    if let Some(meetings) = &problem.meetings {
        told += &format!(", {} with a slot each", with_slots(problem, &meetings.slots));
    }
    if let Some(groups) = &problem.groups {
        let possible = possible(problem, groups);
        told += &format!(
            ", {} sets of leaders with a slot, {} with members",
            possible.len(),
            possible.iter().sum::<usize>()
        );
    }
    told
}

/// Pairs with one of their slots.
fn with_slots(problem: &Problem, slots: &Slots) -> usize {
    let of = |mentee| problem.pairs.allowed(mentee).map(move |(mentor, _)| slots.common(mentor, mentee).len());
    (0..problem.mentees.len()).flat_map(of).sum()
}

/// For every set of leaders with a slot of theirs that enough members could join, how many could.
fn possible(problem: &Problem, groups: &Groups) -> Vec<usize> {
    let slots = groups.slots.as_ref().expect("the groups of this bench have slots");
    let all: Vec<u32> = (0..slots.number).collect();
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), all)];
    while let Some((leaders, common)) = open.pop() {
        if leaders.len() == groups.leaders as usize {
            let join = |slot: u32| members(problem, slots, &leaders, slot);
            found.extend(common.into_iter().map(join).filter(|&members| members >= groups.least as usize));
            continue;
        }
        let next = leaders.last().map_or(0, |last| last + 1);
        for leader in (next..problem.mentors.len())
            .filter(|&leader| leaders.iter().all(|&other| !groups.apart_leaders.has(leader, other)))
        {
            let common = common.iter().copied().filter(|slot| slots.mentors[leader].contains(slot)).collect();
            open.push(([&leaders[..], &[leader]].concat(), common));
        }
    }
    found
}

/// How many have the slot and may be with each of the leaders.
fn members(problem: &Problem, slots: &Slots, leaders: &[usize], slot: u32) -> usize {
    let may = |mentee: usize| leaders.iter().all(|&mentor| problem.pairs.points(Pair { mentee, mentor }).is_some());
    (0..problem.mentees.len()).filter(|&mentee| slots.mentees[mentee].contains(&slot) && may(mentee)).count()
}
