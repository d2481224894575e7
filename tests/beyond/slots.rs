//! Meetings: slots, rooms, and people in both roles.

use pairwright::problem::Per;

use crate::bound::{Input, with};

const MENTORS: &str = "id,availability\nM1,mon P10;Tue P1\nX,MON P2\nM3,\n";
const MENTEES: &str = "id,availability\nE1,Mon P10;mon p2\nX,Tue P1;Mon P2\n";
const MEETINGS: &str = "[meetings]\nfield = \"availability\"\nrooms = 3\n\n[meetings.rooms_at]\n\"mon  p10\" = 0\n\n\
    [[quotas]]\nname = \"Few\"\nwhere = {}\nat_most = 2\nper = \"slot\"\n";

#[test]
fn slots_are_numbered_in_natural_order_and_spelled_as_the_first_in_it() {
    with(Input { program: MEETINGS, mentors: MENTORS, mentees: MENTEES, ..Input::default() }, |bound| {
        let slots = bound.scoring.slots().expect("slots");
        assert_eq!(slots.labels(), ["MON P2", "Mon P10", "Tue P1"]);
        let meetings = bound.formulated.problem.meetings.as_ref().expect("meetings");
        assert_eq!(meetings.slots.number, 3);
        assert_eq!(meetings.rooms, [Some(3), Some(0), Some(3)]);
        let of_mentors = ["M1", "X", "M3"].map(|id| meetings.slots.mentors[bound.mentor(id)].clone());
        assert_eq!(of_mentors, [vec![1, 2], vec![0], vec![]]);
        let of_mentees = ["E1", "X"].map(|id| meetings.slots.mentees[bound.mentee(id)].clone());
        assert_eq!(of_mentees, [vec![0, 1], vec![0, 2]]);
        assert_eq!(meetings.slots.common(bound.mentor("M1"), bound.mentee("X")), [2]);
        assert_eq!(bound.formulated.problem.quotas[0].per, Per::Slot);
        assert!(!bound.formulated.problem.is_plain());
    });
}

#[test]
fn a_person_in_both_roles_is_one_person_in_slots() {
    with(Input { program: MEETINGS, mentors: MENTORS, mentees: MENTEES, ..Input::default() }, |bound| {
        let slots = &bound.formulated.problem.meetings.as_ref().expect("meetings").slots;
        assert_eq!(slots.twins, [(bound.mentor("X"), bound.mentee("X"))]);
        assert_eq!(bound.scoring.slots().expect("slots").twins(), [(1, 1)]);
    });
}

#[test]
fn pairs_without_a_common_slot_stay_allowed_and_without_rooms_there_is_no_limit() {
    let program = "[meetings]\nfield = \"availability\"\n";
    with(Input { program, mentors: MENTORS, mentees: MENTEES, ..Input::default() }, |bound| {
        let problem = &bound.formulated.problem;
        assert_eq!(problem.meetings.as_ref().expect("meetings").rooms, [None; 3]);
        // A rule would have to forbid it; who has no slot is told of otherwise.
        assert!(problem.pairs.points(bound.pair("M3", "E1")).is_some());
        assert!(bound.said.contains("1 mentor has a blank `availability`, and so can be in no meeting"));
    });
}
