//! Groups.

use pairwright::problem::{
    Alike, Amount, Group, GroupRule, Groups, LevelValue, Pair, Per, Problem, Sense, SideMarks, Slots,
};
use pairwright::units::Level;

use super::{BY_COVERAGE, assert_nothing, best, problem, with_quota};

/// The problem in groups of `least` to `most` members, without slots or rules.
fn grouped(problem: Problem, least: u32, most: u32, leaders: u32) -> Problem {
    let apart_members = SideMarks::none(problem.mentees.len());
    let apart_leaders = SideMarks::none(problem.mentors.len());
    let groups = Groups { least, most, leaders, slots: None, rules: Vec::new(), apart_members, apart_leaders };
    Problem { groups: Some(groups), ..problem }
}

/// The problem with its groups changed.
fn changed(mut problem: Problem, change: impl FnOnce(&mut Groups)) -> Problem {
    change(problem.groups.as_mut().expect("it has groups"));
    problem
}

/// The problem with the slots of its mentors and mentees.
fn at_slots(problem: Problem, number: u32, mentors: &[&[u32]], mentees: &[&[u32]]) -> Problem {
    let all = |people: &[&[u32]]| people.iter().map(|slots| slots.to_vec()).collect();
    let slots = Slots { number, mentors: all(mentors), mentees: all(mentees), twins: Vec::new() };
    changed(problem, |groups| groups.slots = Some(slots))
}

/// Asserts that these groups, as members and leaders, are the best.
#[track_caller]
fn assert_groups(problem: &Problem, levels: &[Level], groups: &[(&[usize], &[usize])]) {
    let best = best(problem, levels);
    let best: Vec<(&[usize], &[usize])> =
        best.groups().iter().map(|Group { members, leaders, .. }| (members.as_slice(), leaders.as_slice())).collect();
    assert_eq!(best, groups, "{levels:?}");
}

#[test]
fn the_mean_of_two_leaders_is_rounded_up_member_by_member() {
    // With the leaders 0 and 1 both members have 10.5, which is 11; with 0 and 2 one has 11 and the other 10. The means before rounding
    // come to 21 in either case. The leaders 1 and 2, who would be best, are apart.
    let pairs = problem(&[1, 1, 1], &[1, 1], &[&[10, 11, 12], &[10, 11, 10]]);
    let halves = changed(grouped(pairs, 2, 2, 2), |groups| groups.apart_leaders.add(1, 2));
    assert_groups(&halves, &BY_COVERAGE, &[(&[0, 1], &[0, 1])]);
    let assignment = best(&halves, &BY_COVERAGE);
    assert_eq!(halves.value(Level::Total, &assignment), LevelValue::Number(22));
    assert_eq!(halves.value(Level::Worst, &assignment), LevelValue::Number(11));
}

#[test]
fn every_member_is_allowed_with_every_leader() {
    // Mentee 1 may not be with leader 1, so it is not in the group of 0 and 1, however well it fits with 0.
    let pairs = || problem(&[1, 1], &[1, 1, 1], &[&[9, 1], &[9, -1], &[9, 1]]);
    assert_groups(&grouped(pairs(), 1, 3, 2), &BY_COVERAGE, &[(&[0, 2], &[0, 1])]);
    assert_groups(&grouped(pairs(), 3, 3, 1), &BY_COVERAGE, &[(&[0, 1, 2], &[0])]);
    assert_groups(&grouped(pairs(), 3, 3, 2), &BY_COVERAGE, &[]);
}

#[test]
fn there_is_no_group_for_lack_of_members_or_leaders() {
    let mut few = grouped(problem(&[1], &[1, 1], &[&[9], &[9]]), 3, 4, 1);
    assert_groups(&few, &BY_COVERAGE, &[]);
    few.must = vec![Pair { mentee: 0, mentor: 0 }];
    assert_nothing(&few);
    // Of three one wants no group.
    let mut unwilling = grouped(problem(&[1], &[1, 0, 1], &[&[9], &[9], &[9]]), 2, 3, 1);
    assert_groups(&unwilling, &BY_COVERAGE, &[(&[0, 2], &[0])]);
    unwilling.mentors[0].capacity = 0;
    assert_groups(&unwilling, &BY_COVERAGE, &[]);
    assert_groups(&grouped(problem(&[1], &[1, 1], &[&[9], &[9]]), 1, 4, 2), &BY_COVERAGE, &[]);
}

#[test]
fn a_leader_leads_several_groups_in_slots_of_their_own() {
    // Groups of one or two: three members need two of them.
    let pairs = |capacity| problem(&[capacity], &[1, 1, 1], &[&[9], &[8], &[7]]);
    assert_groups(&grouped(pairs(1), 1, 2, 1), &BY_COVERAGE, &[(&[0, 1], &[0])]);
    let two = grouped(pairs(2), 1, 2, 1);
    assert_eq!(best(&two, &BY_COVERAGE).groups().len(), 2);
    // In two slots, members 1 and 2 can only be together, in the second one.
    let second: &[u32] = &[1];
    let slots = at_slots(two.clone(), 2, &[&[0, 1]], &[&[0], second, second]);
    assert_groups(&slots, &BY_COVERAGE, &[(&[0], &[0]), (&[1, 2], &[0])]);
    // In one slot there is one group, of the two who fit best.
    let slots = at_slots(two, 2, &[&[1]], &[&[0, 1], second, second]);
    assert_groups(&slots, &BY_COVERAGE, &[(&[0, 1], &[0])]);
}

#[test]
fn a_person_in_both_roles_is_in_one_group_at_a_time() {
    // Mentor 0 is mentee 1: it leads mentee 0 and is a member with mentor 1, in one slot or in two.
    let both_roles = |of_mentee: &[u32]| {
        let pairs = grouped(problem(&[1, 1], &[1, 1], &[&[9, -1], &[-1, 8]]), 1, 2, 1);
        let slots = at_slots(pairs, 2, &[&[0], &[0, 1]], &[&[0], of_mentee]);
        changed(slots, |groups| groups.slots.iter_mut().for_each(|slots| slots.twins = vec![(0, 1)]))
    };
    assert_groups(&both_roles(&[0]), &BY_COVERAGE, &[(&[0], &[0])]);
    assert_groups(&both_roles(&[0, 1]), &BY_COVERAGE, &[(&[0], &[0]), (&[1], &[1])]);
}

#[test]
fn rules_look_at_members_and_at_leaders_where_they_say_so() {
    let with = |alike, blank_is_alone, members: [Option<i64>; 3], leaders: Option<i64>| {
        let leaders = leaders.map(|leader| vec![Some(leader)]);
        let rule = GroupRule::Alike { alike, blank_is_alone, members: members.to_vec(), leaders };
        let pairs = grouped(problem(&[1], &[1, 1, 1], &[&[9], &[8], &[7]]), 2, 3, 1);
        changed(pairs, |groups| groups.rules.push(rule))
    };
    let all: (&[usize], &[usize]) = (&[0, 1, 2], &[0]);
    // From -1 to 1 are two steps, from 1 to 2 is one.
    let steps = [Some(-1), Some(1), Some(2)];
    assert_groups(&with(Alike::Span(3), true, steps, None), &BY_COVERAGE, &[all]);
    assert_groups(&with(Alike::Span(2), true, steps, None), &BY_COVERAGE, &[(&[0, 1], &[0])]);
    assert_groups(&with(Alike::Span(1), true, steps, None), &BY_COVERAGE, &[(&[1, 2], &[0])]);
    assert_groups(&with(Alike::Span(1), true, steps, Some(3)), &BY_COVERAGE, &[]);
    assert_groups(&with(Alike::Span(2), true, steps, Some(3)), &BY_COVERAGE, &[(&[1, 2], &[0])]);
    let twice = [Some(4), Some(4), Some(5)];
    assert_groups(&with(Alike::Differ, true, twice, None), &BY_COVERAGE, &[(&[0, 2], &[0])]);
    assert_groups(&with(Alike::Differ, true, twice, Some(5)), &BY_COVERAGE, &[]);
    assert_groups(&with(Alike::Same, true, twice, None), &BY_COVERAGE, &[(&[0, 1], &[0])]);
    assert_groups(&with(Alike::Same, true, twice, Some(5)), &BY_COVERAGE, &[]);
    // A blank is in no company, unless it is passed over.
    let blank = [None, Some(4), Some(4)];
    assert_groups(&with(Alike::Same, true, blank, None), &BY_COVERAGE, &[(&[1, 2], &[0])]);
    assert_groups(&with(Alike::Same, false, blank, None), &BY_COVERAGE, &[all]);
}

#[test]
fn rules_count_people_of_a_kind() {
    let with = |sense, number, leader: Option<bool>| {
        let leaders = leader.map(|leader| vec![leader]);
        let rule = GroupRule::Count { sense, number, members: vec![true, false, true], leaders };
        let pairs = grouped(problem(&[1], &[1, 1, 1], &[&[9], &[8], &[7]]), 2, 2, 1);
        changed(pairs, |groups| groups.rules.push(rule))
    };
    assert_groups(&with(Sense::AtLeast, 1, None), &BY_COVERAGE, &[(&[0, 1], &[0])]);
    assert_groups(&with(Sense::AtLeast, 2, None), &BY_COVERAGE, &[(&[0, 2], &[0])]);
    assert_groups(&with(Sense::AtLeast, 2, Some(true)), &BY_COVERAGE, &[(&[0, 1], &[0])]);
    assert_groups(&with(Sense::AtMost, 1, Some(false)), &BY_COVERAGE, &[(&[0, 1], &[0])]);
    assert_groups(&with(Sense::AtMost, 1, Some(true)), &BY_COVERAGE, &[]);
}

#[test]
fn people_who_are_apart_are_in_no_group_together() {
    let pairs = || grouped(problem(&[1, 1], &[1, 1, 1], &[&[9, 1], &[8, 1], &[7, 1]]), 1, 3, 1);
    let apart = changed(pairs(), |groups| groups.apart_members.add(0, 1));
    // Two groups hold all three; leader 0, with whom all fit better, has two of them, the better of 0 and 1 among them.
    assert_groups(&apart, &BY_COVERAGE, &[(&[0, 2], &[0]), (&[1], &[1])]);
    let leaders = changed(pairs(), |groups| {
        groups.leaders = 2;
        groups.apart_leaders.add(0, 1);
    });
    assert_groups(&leaders, &BY_COVERAGE, &[]);
}

#[test]
fn loads_and_minima_are_groups_and_continuity_and_quotas_are_rows() {
    let pairs = || problem(&[2, 2], &[1, 1, 1, 1], &[&[9, 1], &[9, 1], &[9, 1], &[9, 8]]);
    let two_each = grouped(pairs(), 2, 2, 1);
    assert_eq!(best(&two_each, &BY_COVERAGE).caseloads(2), [2, 0]);
    // One group each is 1 + 1, and two are 4; whoever is with leader 1, mentee 3 is.
    let balanced = best(&two_each, &[Level::Coverage, Level::Balance, Level::Total]);
    assert_eq!(two_each.value(Level::Balance, &balanced), LevelValue::Number(2));
    assert_eq!(two_each.value(Level::Total, &balanced), LevelValue::Number(9 + 9 + 8 + 1));
    // A minimum of two groups takes four members, and there are three.
    let mut minimum = grouped(problem(&[2], &[1, 1, 1], &[&[9], &[9], &[9]]), 2, 2, 1);
    minimum.mentors[0].minimum = 2;
    assert_groups(&minimum, &BY_COVERAGE, &[]);
    // Two leaders make two rows of a member, and a quota of three rows leaves room for one member.
    let both = grouped(problem(&[1, 1], &[1, 1], &[&[9, 9], &[8, 8]]), 1, 2, 2);
    let all = [(0, 0), (0, 1), (1, 0), (1, 1)];
    let quota = with_quota(both.clone(), &all, Sense::AtMost, Amount::Rows(3), Per::Result);
    assert_groups(&quota, &BY_COVERAGE, &[(&[0], &[0, 1])]);
    let of_each = with_quota(both.clone(), &all, Sense::AtMost, Amount::Rows(1), Per::Mentor);
    assert_groups(&of_each, &BY_COVERAGE, &[(&[0], &[0, 1])]);
    // A member with both its earlier leaders keeps two rows; without coverage nobody else is there.
    let mut kept = both;
    kept.previous = vec![Pair { mentee: 1, mentor: 0 }, Pair { mentee: 1, mentor: 1 }];
    assert_groups(&kept, &[Level::Continuity], &[(&[1], &[0, 1])]);
    assert_eq!(kept.value(Level::Continuity, &best(&kept, &[Level::Continuity])), LevelValue::Number(2));
}

#[test]
fn quotas_bound_the_rows_of_each_slot_of_groups() {
    // Two leaders with a group each. A slot with four rows of the kind is one too many, and a group moves, or is smaller.
    let pairs = || grouped(problem(&[1, 1], &[1, 1, 1, 1], &[&[9, -1], &[9, -1], &[-1, 9], &[-1, 8]]), 1, 2, 1);
    let all = [(0, 0), (1, 0), (2, 1), (3, 1)];
    let with = |of_second: &[u32]| {
        let both: &[u32] = &[0, 1];
        let slots = at_slots(pairs(), 2, &[&[0], of_second], &[both, both, both, both]);
        with_quota(slots, &all, Sense::AtMost, Amount::Rows(3), Per::Slot)
    };
    assert_groups(&with(&[0, 1]), &BY_COVERAGE, &[(&[0, 1], &[0]), (&[2, 3], &[1])]);
    assert_groups(&with(&[0]), &BY_COVERAGE, &[(&[0, 1], &[0]), (&[2], &[1])]);
}
