//! Meetings: a slot that both have, nobody twice in one, rooms, and quotas per slot.

use pairwright::problem::{Assignment, LevelValue, Row};
use pairwright::verify::Fault;

use crate::given::Given;

// Slots 0, 1 and 2 are P1, P2 and P3. M3 and E3 have no slot in common.
const GIVEN: Given = Given {
    program: "
[meetings]
field = 'availability'

[objective]
levels = ['total']
",
    mentors: "id,availability,capacity\nM1,P1;P2,3\nM2,P1;P2;P3,2\nM3,P1,1\n",
    mentees: "id,availability,mentors_wanted\nE1,P1;P2,2\nE2,P2;P1,2\nE3,P3,1\n",
    must: "",
    previous: "",
};

fn with(program: &str) -> Given {
    Given { program: format!("{program}\n[objective]\nlevels = ['total']\n").leak(), ..GIVEN }
}

#[test]
fn a_row_has_a_slot_that_both_have() {
    GIVEN.check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (1, 2, 1), (2, 3, 2)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 3, 2)])), Err(Fault::NotFree(0)), "M1 has no P3");
        assert_eq!(ready.verify(&ready.of_meetings(&[(2, 1, 2)])), Err(Fault::NotFree(0)), "E1 has no P3");
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 3)])), Err(Fault::NotFree(0)), "nobody has a fourth");
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1)])), Err(Fault::MisplacedPair(0)), "no slot at all");
    });
    Given { program: "", ..GIVEN }.check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0)])), Err(Fault::MisplacedPair(0)), "nothing has a slot");
    });
}

#[test]
fn a_pair_meets_once() {
    GIVEN.check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (1, 1, 1)])), Err(Fault::MisplacedPair(1)));
    });
}

#[test]
fn nobody_has_two_meetings_in_a_slot() {
    GIVEN.check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 1), (1, 2, 1)])), Err(Fault::TwiceInSlot(1)), "M1");
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 1, 0)])), Err(Fault::TwiceInSlot(0)), "E1");
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 0)])), Ok(()), "four people");
    });
}

#[test]
fn somebody_in_both_roles_is_one_person() {
    let given = Given {
        mentors: "id,availability,capacity\nM1,P1;P2,3\nE1,P1;P2,1\n",
        mentees: "id,availability\nE1,P1;P2\nE2,P1;P2\n",
        ..GIVEN
    };
    given.check(|ready| {
        let find = |id: &str| {
            let person = ready.roster.mentors.find(id).expect("a mentor");
            ready.formulated.mentor_at.iter().position(|&other| other == person).expect("everybody is in it")
        };
        // E1 helps E2 and is helped by M1.
        let both = |helps: u32, helped: u32| {
            let mut rows = [ready.row(1, 2, None), ready.row(1, 1, None)];
            rows[0].pair.mentor = find("E1");
            (rows[0].slot, rows[1].slot) = (Some(helps), Some(helped));
            ready.verify(&ready.outcome(rows.to_vec()))
        };
        assert_eq!(both(0, 1), Ok(()));
        assert_eq!(both(1, 1), Err(Fault::TwiceInSlot(1)));
    });
}

#[test]
fn no_slot_has_more_meetings_than_rooms() {
    let few = |slot| Err(Fault::TooFewRooms { slot, meetings: 2 });
    with("[meetings]\nfield = 'availability'\nrooms = 1\n[meetings.rooms_at]\nP2 = 2\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 0)])), few(0));
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 1), (2, 2, 1)])), Ok(()));
    });
    with("[meetings]\nfield = 'availability'\n[meetings.rooms_at]\nP2 = 1\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 0)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 1), (2, 2, 1)])), few(1));
    });
}

#[test]
fn a_quota_per_slot_is_about_the_slots_that_have_rows() {
    let quota = "[meetings]\nfield = 'availability'\n[[quotas]]\nname = 'E1'\nper = 'slot'\n\
                 where = { mentee = { field = 'id', is = 'E1' } }\n";
    let broken = |counted, rows| Err(Fault::BrokenQuota { quota: 0, counted, rows });
    with(&format!("{quota}at_least = '50%'\n")).check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 0)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 1)])), broken(0, 1));
        assert_eq!(ready.verify(&ready.of_meetings(&[])), Ok(()), "nothing is asked of slots without rows");
    });
    with(&format!("{quota}at_most = 0\n")).check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 2, 0), (1, 1, 1), (2, 2, 1)])), broken(1, 2));
    });
}

/// A program whose result claims the best coverage.
fn covering(program: &str) -> Given {
    Given { program: format!("[meetings]\nfield = 'availability'\n{program}").leak(), ..GIVEN }
}

#[test]
fn a_meeting_that_could_be_added_is_found() {
    // With M1 at P1 and M2 at P2 for E1 and the other way round for E2, M2 is full, and only M2 has a slot with E3.
    let full = [(1, 1, 0), (2, 1, 1), (1, 2, 1), (2, 2, 0)];
    covering("").check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&full)), Ok(()));
        assert_eq!(ready.verify(&ready.of_meetings(&full[..3])), Err(Fault::CoverageNotBest), "M2 with E2 at P1");
        assert_eq!(
            ready.verify(&ready.of_meetings(&[(3, 1, 0), (1, 1, 1), (2, 2, 0), (2, 3, 2)])),
            Ok(()),
            "E2 has P2 free, and M1 has not: M1 has P1, which E2 has not"
        );
    });
    covering("rooms = 1\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 1), (2, 3, 2)])), Ok(()), "all rooms are taken");
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 1)])), Err(Fault::CoverageNotBest));
    });
    covering("[[quotas]]\nname = 'One'\nwhere = {}\nat_most = 1\nper = 'slot'\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 2, 1), (2, 3, 2)])), Ok(()), "one in each slot");
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 3, 2)])), Err(Fault::CoverageNotBest));
    });
}

#[test]
fn with_demands_each_tag_has_its_meeting() {
    let given = Given {
        program: "[meetings]\nfield = 'availability'\n[demands]\nfield = 'subject_needs'\noffer = 'subject_strengths'\n\
                  [objective]\nlevels = ['total']\n",
        mentors: "id,subject_strengths,availability,capacity\nM1,maths;art,P1;P2,2\n",
        mentees: "id,subject_needs,availability\nE1,maths;art,P1;P2\n",
        ..GIVEN
    };
    given.check(|ready| {
        let row = |tag: u32, slot: u32| Row { slot: Some(slot), ..ready.row(1, 1, Some(tag)) };
        assert_eq!(ready.verify(&ready.outcome(vec![row(0, 1), row(1, 0)])), Ok(()));
        assert_eq!(ready.verify(&ready.outcome(vec![row(0, 0), row(1, 0)])), Err(Fault::TwiceInSlot(0)));
        assert_eq!(ready.verify(&ready.outcome(vec![row(0, 0), row(0, 1)])), Err(Fault::MisplacedPair(1)));
    });
}

#[test]
fn all_mentors_of_a_mentee_may_meet_it_together() {
    let at_once = with("[meetings]\nfield = 'availability'\nrooms = 1\ntogether = true\n");
    at_once.check(|ready| {
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 1, 0)])), Ok(()), "one meeting, one room");
        let e1 = ready.roster.mentees.find("E1").expect("a mentee");
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (2, 1, 1)])), Err(Fault::TornMeeting(e1)));
        let two = ready.of_meetings(&[(1, 1, 0), (2, 2, 0)]);
        assert_eq!(ready.verify(&two), Err(Fault::TooFewRooms { slot: 0, meetings: 2 }));
        assert_eq!(ready.verify(&ready.of_meetings(&[(1, 1, 0), (1, 2, 0)])), Err(Fault::TwiceInSlot(0)), "M1");
        assert_eq!(ready.verify(&ready.of_meetings(&[(3, 1, 0), (2, 1, 0), (2, 2, 1)])), Ok(()));
    });
    Given { must: "M1,E1\nM2,E1\n", ..at_once }.check(|ready| {
        assert_eq!(ready.verify(&ready.nothing()), Err(Fault::NotInfeasible), "both in P1, in the one room");
    });
    covering("rooms = 1\ntogether = true\n").check(|ready| {
        // At P1 M1 or M3 could join E1 and M2.
        let joined = [(2, 1, 0), (1, 2, 1), (2, 3, 2)];
        assert_eq!(ready.verify(&ready.of_meetings(&joined)), Err(Fault::CoverageNotBest));
        // E2 meets at P2, where M2 is full and M3 has no time.
        assert_eq!(ready.verify(&ready.of_meetings(&[(2, 1, 0), (3, 1, 0), (1, 2, 1), (2, 3, 2)])), Ok(()));
    });
}

#[test]
fn together_a_mentor_may_fill_several_tags_in_one_meeting() {
    let given = Given {
        program: "[meetings]\nfield = 'availability'\nrooms = 1\ntogether = true\n[demands]\nfield = 'subject_needs'\n\
                  offer = 'subject_strengths'\n[objective]\nlevels = ['coverage']\n",
        mentors: "id,subject_strengths,availability,capacity\nM1,maths;art,P1;P2,3\n",
        mentees: "id,subject_needs,availability\nE1,maths;art,P1;P2\nE2,art,P1\n",
        ..GIVEN
    };
    given.check(|ready| {
        let row = |mentee: usize, tag: u32, slot: u32| Row { slot: Some(slot), ..ready.row(1, mentee, Some(tag)) };
        let verify = |rows: &[Row]| ready.verify(&ready.outcome(rows.to_vec()));
        assert_eq!(verify(&[row(1, 0, 1), row(1, 1, 1), row(2, 0, 0)]), Ok(()));
        assert_eq!(verify(&[row(1, 0, 1), row(2, 0, 0)]), Err(Fault::CoverageNotBest), "the other tag in that meeting");
        let e1 = ready.roster.mentees.find("E1").expect("a mentee");
        assert_eq!(verify(&[row(1, 0, 0), row(1, 1, 1)]), Err(Fault::TornMeeting(e1)));
        assert_eq!(verify(&[row(1, 0, 0), row(1, 1, 0), row(2, 0, 0)]), Err(Fault::TwiceInSlot(0)), "M1 is with E1");
    });
}

#[test]
fn that_nothing_is_possible_is_refused_where_the_must_pairs_have_slots() {
    Given { must: "M1,E1\nM2,E1\n", ..GIVEN }
        .check(|ready| assert_eq!(ready.verify(&ready.nothing()), Err(Fault::NotInfeasible)));
    Given { must: "M1,E1\nM3,E1\n", mentors: "id,availability\nM1,P1\nM2,P1\nM3,P1\n", ..GIVEN }
        .check(|ready| assert_eq!(ready.verify(&ready.nothing()), Ok(()), "E1 would be in P1 twice"));
    Given { must: "M1,E1\nM2,E2\n", ..with("[meetings]\nfield = 'availability'\nrooms = 1\n") }
        .check(|ready| assert_eq!(ready.verify(&ready.nothing()), Err(Fault::NotInfeasible), "one in P1, one in P2"));
}

#[test]
fn groups_in_a_program_of_meetings_are_refused() {
    GIVEN.check(|ready| {
        let groups = ready.of_groups(&[(&[1], &[1], Some(0))]);
        assert_eq!(ready.verify(&groups), Err(Fault::MisplacedGroup(0)));
    });
}

#[test]
fn levels_look_at_rows_whatever_their_slots() {
    GIVEN.check(|ready| {
        let mut outcome = ready.of_meetings(&[(1, 1, 0), (2, 2, 0)]);
        assert_eq!(outcome.levels[0].value, LevelValue::Number(0), "there is no criterion");
        outcome.levels[0].value = LevelValue::Number(1);
        assert_eq!(ready.verify(&outcome), Err(Fault::WrongLevel("total")));
        outcome.assignment = Assignment::default();
        outcome.levels[0].value = LevelValue::Number(0);
        assert_eq!(ready.verify(&outcome), Ok(()));
    });
}
