//! Whether groups keep every limit of a problem: a check in whole numbers of whatever a search or a backend proposes.

use std::collections::BTreeSet;

use crate::problem::{Assignment, Group, GroupRule, Groups, Pair, Problem, Sense};
use crate::solve::model::keeps_quotas;
use crate::units::Side;

/// Whether all limits hold. O(rows × quotas + groups × members²).
pub(super) fn keeps_limits(problem: &Problem, groups: &Groups, assignment: &Assignment) -> bool {
    let must = |pair: &Pair| assignment.rows().binary_search_by_key(pair, |row| row.pair).is_ok();
    assignment.groups().iter().all(|group| keeps_rules(problem, groups, group))
        && keeps_people(problem, groups, assignment)
        && problem.must.iter().all(must)
        && keeps_quotas(problem, assignment)
}

/// Each person in no more groups than it may be, and in a slot once.
fn keeps_people(problem: &Problem, groups: &Groups, assignment: &Assignment) -> bool {
    let loads = assignment.caseloads(problem.mentors.len());
    let leads = loads.iter().zip(&problem.mentors);
    let placed = assignment.places_filled(problem.mentees.len());
    let are_few =
        leads.into_iter().all(|(&load, places)| load == 0 || (places.minimum..=places.capacity).contains(&load))
            && placed.iter().zip(&problem.mentees).all(|(&placed, places)| placed <= places.wanted.min(1));
    let Some(slots) = &groups.slots else { return are_few };
    let mut busy = BTreeSet::new();
    are_few
        && assignment.groups().iter().all(|group| {
            let leaders = group.leaders.iter().map(|&mentor| slots.whoever(Side::Mentor, mentor));
            let members = group.members.iter().map(|&mentee| slots.whoever(Side::Mentee, mentee));
            leaders.chain(members).all(|person| busy.insert((group.slot, person)))
        })
}

/// What holds for a group by itself.
fn keeps_rules(problem: &Problem, groups: &Groups, group: &Group) -> bool {
    let Group { members, leaders, slot } = group;
    let size = u32::try_from(members.len()).unwrap_or(u32::MAX);
    let has_slot = match (&groups.slots, slot) {
        (None, None) => true,
        (Some(slots), Some(slot)) => {
            leaders.iter().all(|&mentor| slots.has(Side::Mentor, mentor, *slot))
                && members.iter().all(|&mentee| slots.has(Side::Mentee, mentee, *slot))
        }
        _ => false,
    };
    (groups.least..=groups.most).contains(&size)
        && leaders.len() == groups.leaders as usize
        && has_slot
        && members.windows(2).chain(leaders.windows(2)).all(|two| two[0] < two[1])
        && members.iter().all(|&mentee| problem.member_points(mentee, leaders).is_some())
        && pairs_of(members).all(|(one, other)| !groups.apart_members.has(one, other))
        && pairs_of(leaders).all(|(one, other)| !groups.apart_leaders.has(one, other))
        && groups.rules.iter().all(|rule| keeps_rule(rule, members, leaders))
}

fn pairs_of(people: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    people.iter().enumerate().flat_map(|(at, &one)| people[..at].iter().map(move |&other| (one, other)))
}

fn keeps_rule(rule: &GroupRule, members: &[usize], leaders: &[usize]) -> bool {
    match rule {
        GroupRule::Count { sense, number, members: of_members, leaders: of_leaders } => {
            let of_leaders =
                of_leaders.as_ref().map_or(0, |counts| leaders.iter().filter(|&&leader| counts[leader]).count());
            let counted = members.iter().filter(|&&member| of_members[member]).count() + of_leaders;
            match sense {
                Sense::AtLeast => counted >= *number as usize,
                Sense::AtMost => counted <= *number as usize,
            }
        }
        GroupRule::Alike { alike, blank_is_alone, members: of_members, leaders: of_leaders } => {
            let mut values: Vec<Option<i64>> = members.iter().map(|&member| of_members[member]).collect();
            values.extend(of_leaders.iter().flat_map(|values| leaders.iter().map(|&leader| values[leader])));
            let known: Vec<i64> = values.iter().copied().flatten().collect();
            let has_company = *blank_is_alone && known.len() < values.len() && values.len() > 1;
            let are_alike = (0..known.len()).all(|at| known[..at].iter().all(|&other| alike.allows(known[at], other)));
            !has_company && are_alike
        }
    }
}
