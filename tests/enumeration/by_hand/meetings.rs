//! Meetings.

use pairwright::problem::{Amount, DemandedPlace, Demands, Meetings, Pair, Per, Problem, Sense, Slots};
use pairwright::units::{Level, Points};

use super::{BY_COVERAGE, assert_best, assert_nothing, best, problem, with_quota};

/// The problem with meetings: the slots of each mentor and mentee, and the rooms of each slot.
fn meeting(problem: Problem, mentors: &[&[u32]], mentees: &[&[u32]], rooms: &[Option<u32>]) -> Problem {
    let all = |people: &[&[u32]]| people.iter().map(|slots| slots.to_vec()).collect();
    let number = u32::try_from(rooms.len()).expect("few slots");
    let slots = Slots { number, mentors: all(mentors), mentees: all(mentees), twins: Vec::new() };
    Problem { meetings: Some(Meetings { slots, rooms: rooms.to_vec(), together: false }), ..problem }
}

/// Two mentors with a mentee each, both free in the first slot alone.
fn side_by_side(rooms: Option<u32>) -> Problem {
    meeting(problem(&[1, 1], &[1, 1], &[&[60, -1], &[-1, 50]]), &[&[0], &[0]], &[&[0], &[0]], &[rooms])
}

#[test]
fn rooms_decide_who_meets() {
    assert_best(&side_by_side(None), &BY_COVERAGE, &[(0, 0), (1, 1)]);
    // One room in the only slot: the better pair has it, unless the other is more urgent.
    let mut one_room = side_by_side(Some(1));
    assert_best(&one_room, &BY_COVERAGE, &[(0, 0)]);
    one_room.mentees[1].tier = 1;
    assert_best(&one_room, &BY_COVERAGE, &[(1, 1)]);
    assert_best(&side_by_side(Some(0)), &BY_COVERAGE, &[]);
    // Who can move to another slot leaves the room to who cannot; there, another number of rooms holds.
    let pairs = || problem(&[1, 1], &[1, 1], &[&[60, -1], &[-1, 50]]);
    let two_slots = |second| meeting(pairs(), &[&[0, 1], &[0]], &[&[0, 1], &[0]], &[Some(1), second]);
    let slots: Vec<_> = best(&two_slots(Some(1)), &BY_COVERAGE).rows().iter().map(|row| row.slot).collect();
    assert_eq!(slots, [Some(1), Some(0)]);
    assert_best(&two_slots(Some(0)), &BY_COVERAGE, &[(0, 0)]);
}

#[test]
fn nobody_meets_two_people_in_one_slot() {
    // Mentor 0 has two places and one slot, so only the better pair; with a second mentor coverage comes first.
    let alone = meeting(problem(&[2], &[1, 1], &[&[60], &[50]]), &[&[0]], &[&[0], &[0]], &[None]);
    assert_best(&alone, &BY_COVERAGE, &[(0, 0)]);
    let pairs = problem(&[2, 1], &[1, 1], &[&[60, 1], &[50, -1]]);
    let helped = meeting(pairs, &[&[0], &[0]], &[&[0], &[0]], &[None]);
    assert_best(&helped, &BY_COVERAGE, &[(0, 1), (1, 0)]);
    // A mentee who wants two mentors and has one slot gets one of them.
    let one_slot = meeting(problem(&[1, 1], &[2], &[&[9, 5]]), &[&[0], &[0, 1]], &[&[0]], &[None, None]);
    assert_best(&one_slot, &BY_COVERAGE, &[(0, 0)]);
    // With the second slot both: mentor 1 alone has it, so mentor 0 has the first.
    let two_slots = meeting(problem(&[1, 1], &[2], &[&[9, 5]]), &[&[0], &[0, 1]], &[&[0, 1]], &[None, None]);
    assert_best(&two_slots, &BY_COVERAGE, &[(0, 0), (0, 1)]);
}

#[test]
fn a_pair_that_cannot_meet_is_not_made() {
    let mut apart = meeting(problem(&[1, 1], &[1], &[&[90, 10]]), &[&[0], &[1]], &[&[1]], &[None, None]);
    assert_best(&apart, &BY_COVERAGE, &[(0, 1)]);
    apart.must = vec![Pair { mentee: 0, mentor: 0 }];
    assert_nothing(&apart);
}

#[test]
fn a_person_in_both_roles_is_in_one_place_at_a_time() {
    // Mentor 0 is mentee 1. Both meetings can be in the first slot alone, so one of them falls out.
    let both_roles = |second_mentee: &[u32]| {
        let mentors = problem(&[1, 1], &[1, 1], &[&[60, -1], &[-1, 50]]);
        let mut twin = meeting(mentors, &[&[0], &[0, 1]], &[&[0], second_mentee], &[None, None]);
        twin.meetings.iter_mut().for_each(|meetings| meetings.slots.twins = vec![(0, 1)]);
        twin
    };
    assert_best(&both_roles(&[0]), &BY_COVERAGE, &[(0, 0)]);
    assert_best(&both_roles(&[0, 1]), &BY_COVERAGE, &[(0, 0), (1, 1)]);
}

#[test]
fn each_demand_has_a_meeting_of_its_own() {
    let offers = |points: u16| DemandedPlace { offers: vec![(0, Points::new(points).expect("few points"))] };
    let demanding = |slots: &[u32]| {
        let demands = Demands { places: vec![vec![offers(3), offers(8)]], most_mentors: vec![None] };
        let pairs = Problem { demands: Some(demands), ..problem(&[2], &[2], &[&[0]]) };
        meeting(pairs, &[&[0, 1]], &[slots], &[None, None])
    };
    assert_best(&demanding(&[0, 1]), &BY_COVERAGE, &[(0, 0), (0, 0)]);
    let of_one = best(&demanding(&[1]), &BY_COVERAGE);
    assert_eq!(of_one.rows().iter().map(|row| (row.demand, row.slot)).collect::<Vec<_>>(), [(Some(1), Some(1))]);
}

/// The problem with all rows of a mentee as one meeting.
fn together(mut problem: Problem) -> Problem {
    problem.meetings.iter_mut().for_each(|meetings| meetings.together = true);
    problem
}

#[test]
fn all_mentors_of_a_mentee_meet_it_at_one_time() {
    // The mentee wants two; 0 and 1 are best and have no slot in common with it, so 0 is there with 2.
    let slots: [&[u32]; 3] = [&[0], &[1], &[0, 1]];
    let apart = meeting(problem(&[1, 1, 1], &[2], &[&[90, 80, 5]]), &slots, &[&[0, 1]], &[None, None]);
    assert_best(&apart, &BY_COVERAGE, &[(0, 0), (0, 1)]);
    assert_best(&together(apart.clone()), &BY_COVERAGE, &[(0, 0), (0, 2)]);
    let slots_of =
        |problem: &Problem| -> Vec<_> { best(problem, &BY_COVERAGE).rows().iter().map(|row| row.slot).collect() };
    assert_eq!(slots_of(&together(apart)), [Some(0), Some(0)]);
    // In one slot alone two meetings cannot be, and one can.
    let one_slot = || meeting(problem(&[1, 1], &[2], &[&[9, 5]]), &[&[0], &[0]], &[&[0]], &[Some(1)]);
    assert_best(&one_slot(), &BY_COVERAGE, &[(0, 0)]);
    assert_best(&together(one_slot()), &BY_COVERAGE, &[(0, 0), (0, 1)]);
}

#[test]
fn rooms_are_for_meetings_of_all_together() {
    // Two mentees who want two, four mentors, one slot: with one room one of them has its two.
    let rows: [&[i32]; 2] = [&[9, 8, 7, 6], &[9, 9, 9, 9]];
    let with = |rooms: u32| {
        let slots: [&[u32]; 4] = [&[0]; 4];
        together(meeting(problem(&[1, 1, 1, 1], &[2, 2], &rows), &slots, &[&[0], &[0]], &[Some(rooms)]))
    };
    assert_eq!(best(&with(2), &BY_COVERAGE).rows().len(), 4);
    let one: Vec<usize> = best(&with(1), &BY_COVERAGE).pairs().map(|pair| pair.mentee).collect();
    assert_eq!(one, [1, 1]);
}

#[test]
fn a_mentor_fills_several_demands_in_one_meeting() {
    let offers = |points: u16| DemandedPlace { offers: vec![(0, Points::new(points).expect("few points"))] };
    let demands = Demands { places: vec![vec![offers(3), offers(8)], vec![offers(9)]], most_mentors: vec![None; 2] };
    let pairs = Problem { demands: Some(demands), ..problem(&[3], &[2, 1], &[&[0], &[0]]) };
    // Both of the first mentee in its slot, and the other mentee, who has no other slot, then not.
    let one_slot = meeting(pairs.clone(), &[&[0, 1]], &[&[0], &[0]], &[Some(1), Some(1)]);
    assert_best(&together(one_slot), &[Level::Total], &[(0, 0), (0, 0)]);
    let two_slots = together(meeting(pairs, &[&[0, 1]], &[&[0, 1], &[0]], &[Some(1), Some(1)]));
    let slots: Vec<_> = best(&two_slots, &BY_COVERAGE).rows().iter().map(|row| row.slot).collect();
    assert_eq!(slots, [Some(1), Some(1), Some(0)]);
}

#[test]
fn quotas_bound_the_rows_of_each_slot() {
    // Three mentors with a mentee each; the first two pairs count. All can meet in the first slot, the first pair also in the second.
    let with = |sense, amount| {
        let pairs = problem(&[1, 1, 1], &[1, 1, 1], &[&[60, -1, -1], &[-1, 50, -1], &[-1, -1, 40]]);
        let slots: [&[u32]; 3] = [&[0, 1], &[0], &[0]];
        with_quota(meeting(pairs, &slots, &slots, &[None, None]), &[(0, 0), (1, 1)], sense, amount, Per::Slot)
    };
    let slots = |problem: &Problem| -> Vec<_> {
        best(problem, &BY_COVERAGE).rows().iter().map(|row| (row.pair.mentee, row.slot.expect("a slot"))).collect()
    };
    // At most one of the two in a slot: the first gives way to the second slot.
    let at_most_one = with(Sense::AtMost, Amount::Rows(1));
    assert_eq!(slots(&at_most_one), [(0, 1), (1, 0), (2, 0)]);
    // At least two thirds of a slot: all three in the first; the third is never with one alone, nor by itself.
    let two_thirds = Amount::Share { part: 2, whole: 3 };
    assert_eq!(slots(&with(Sense::AtLeast, two_thirds)), [(0, 0), (1, 0), (2, 0)]);
    // At most half: the first two cannot be alone in a slot, so one of them is with the third, and the better one is.
    let half = Amount::Share { part: 1, whole: 2 };
    assert_eq!(slots(&with(Sense::AtMost, half)), [(0, 0), (2, 0)]);
    // Two of them in every slot that has any.
    assert_eq!(slots(&with(Sense::AtLeast, Amount::Rows(2))), [(0, 0), (1, 0), (2, 0)]);
}

#[test]
fn a_minimum_needs_so_many_slots() {
    let minimum = |slots: &[u32]| {
        let mut pairs = problem(&[2, 1], &[1, 1], &[&[90, 1], &[80, 2]]);
        pairs.mentors[0].minimum = 2;
        meeting(pairs, &[slots, &[0]], &[&[0, 1], &[0, 1]], &[None, None])
    };
    assert_best(&minimum(&[0, 1]), &BY_COVERAGE, &[(0, 0), (1, 0)]);
    // One slot is one meeting, which is below the minimum.
    assert_best(&minimum(&[1]), &BY_COVERAGE, &[(1, 1)]);
    assert_best(&minimum(&[1]), &[Level::Continuity], &[]);
}
