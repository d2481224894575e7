//! What groups must keep.

use std::collections::BTreeSet;

use pairwright::problem::{Alike, Assignment, Group, GroupRule, Groups, Pair, Problem, Sense, SideMarks};

use super::slots::{Event, fault_of_events};
use super::{fault_of_mentors, fault_of_quotas, points};

/// The limit that an assignment breaks, or `None` where it keeps all of them.
pub fn fault(problem: &Problem, of: &Groups, assignment: &Assignment) -> Option<String> {
    let groups = assignment.groups();
    let of_rows = (*assignment != Assignment::of_groups(groups.to_vec()))
        .then(|| "the rows are not those of the groups".to_owned());
    let of_groups = || {
        let fault = |(at, group)| Some(format!("group {at} {}", fault_of_group(problem, of, group)?));
        groups.iter().enumerate().find_map(fault)
    };
    let of_members = || {
        (0..problem.mentees.len()).find_map(|mentee| {
            let member_of = groups.iter().filter(|group| group.members.contains(&mentee)).count();
            (member_of > 1).then(|| format!("mentee {mentee} is in {member_of} groups"))
        })
    };
    let of_must = || {
        let lacks = |pair: &&Pair| !assignment.rows().iter().any(|row| row.pair == **pair);
        problem.must.iter().find(lacks).map(|pair| format!("there is no must-pair {pair:?}"))
    };
    let of_slots = || {
        let Some(slots) = &of.slots else {
            return groups.iter().any(|group| group.slot.is_some()).then(|| "a group has a slot".to_owned());
        };
        let events: Vec<_> = groups.iter().map(|group| (group.slot, Event::of_group(group))).collect();
        fault_of_events(problem, slots, &events)
    };
    let of_mentors = || fault_of_mentors(problem, assignment);
    let of_quotas = || fault_of_quotas(problem, assignment.rows());
    of_rows
        .or_else(of_groups)
        .or_else(of_members)
        .or_else(of_must)
        .or_else(of_slots)
        .or_else(of_mentors)
        .or_else(of_quotas)
}

/// What is wrong with a group by itself, whenever it meets.
pub fn fault_of_group(problem: &Problem, of: &Groups, group: &Group) -> Option<String> {
    let Group { members, leaders, .. } = group;
    let different = |people: &[usize]| people.iter().collect::<BTreeSet<_>>().len() == people.len();
    if !different(members) || !different(leaders) {
        return Some("has somebody twice".to_owned());
    }
    if leaders.len() != of.leaders as usize {
        return Some(format!("has {} leaders", leaders.len()));
    }
    if members.len() < of.least as usize || members.len() > of.most as usize {
        return Some(format!("has {} members", members.len()));
    }
    let pairs = || members.iter().flat_map(|&mentee| leaders.iter().map(move |&mentor| Pair { mentee, mentor }));
    if let Some(pair) = pairs().find(|&pair| points(problem, pair.into()).is_none()) {
        return Some(format!("has the pair {pair:?}, which is not allowed"));
    }
    if let Some(member) = members.iter().find(|&&member| problem.mentees[member].wanted == 0) {
        return Some(format!("has the member {member}, who wants no place"));
    }
    if are_apart(&of.apart_members, members) || are_apart(&of.apart_leaders, leaders) {
        return Some("has two who are apart".to_owned());
    }
    let broken = of.rules.iter().position(|rule| !keeps(rule, group))?;
    Some(format!("breaks the rule {broken}"))
}

fn are_apart(apart: &SideMarks, people: &[usize]) -> bool {
    people.iter().any(|&one| people.iter().any(|&other| apart.has(one, other)))
}

/// Of all whom the rule is about: members, and leaders where it has something on them.
fn of_people<T: Copy>(group: &Group, members: &[T], leaders: Option<&Vec<T>>) -> Vec<T> {
    let of_members = group.members.iter().map(|&member| members[member]);
    let of_leaders = leaders.into_iter().flat_map(|leaders| group.leaders.iter().map(|&leader| leaders[leader]));
    of_members.chain(of_leaders).collect()
}

fn keeps(rule: &GroupRule, group: &Group) -> bool {
    match rule {
        GroupRule::Count { sense, number, members, leaders } => {
            let count =
                of_people(group, members, leaders.as_ref()).into_iter().filter(|&is_of_kind| is_of_kind).count();
            match sense {
                Sense::AtLeast => count >= *number as usize,
                Sense::AtMost => count <= *number as usize,
            }
        }
        GroupRule::Alike { alike, blank_is_alone, members, leaders } => {
            let values = of_people(group, members, leaders.as_ref());
            let known: Vec<i64> = values.iter().copied().flatten().collect();
            let different = known.iter().collect::<BTreeSet<_>>().len();
            let has_company = known.len() < values.len() && values.len() > 1;
            let is_kept = match alike {
                Alike::Differ => different == known.len(),
                Alike::Same => different <= 1,
                Alike::Span(most) => {
                    known.iter().max().zip(known.iter().min()).is_none_or(|(high, low)| high - low <= *most)
                }
            };
            is_kept && !(*blank_is_alone && has_company)
        }
    }
}

/// The mean of the points with the leaders, halves up; `None` where a pair is not allowed.
pub fn member_points(problem: &Problem, mentee: usize, leaders: &[usize]) -> Option<u16> {
    let of_pairs = leaders.iter().map(|&mentor| points(problem, Pair { mentee, mentor }.into()));
    let sum = of_pairs.map(|points| points.map(usize::from)).sum::<Option<usize>>()?;
    let (mean, rest) = (sum / leaders.len(), sum % leaders.len());
    u16::try_from(mean + usize::from(2 * rest >= leaders.len())).ok()
}
