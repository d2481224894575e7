//! Stable pairings: nobody would both rather have each other, and those who propose could not do better.

use pairwright::verify::Fault;

use crate::given::Given;

// Each side wants the other's second choice: two stable pairings, one the best for either side.
const CROSSED: Given = Given {
    program: "
[objective]
method = 'stable'

[[criteria]]
name = 'Mentees'
prefers = { by = 'mentee' }
view = 'mentee'

[[criteria]]
name = 'Mentors'
prefers = { by = 'mentor' }
view = 'mentor'
",
    mentors: "id,prefers\nM1,E2;E1\nM2,E1;E2\n",
    mentees: "id,prefers\nE1,M1;M2\nE2,M2;M1\n",
    must: "",
    previous: "",
};

#[test]
fn the_best_for_those_who_propose_is_the_one() {
    CROSSED.check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (2, 2)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 2), (2, 1)])), Err(Fault::NotBestStable));
    });
    let program: &'static str = CROSSED.program.replace("'stable'", "'stable'\nproposing = 'mentor'").leak();
    Given { program, ..CROSSED }.check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 2), (2, 1)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (2, 2)])), Err(Fault::NotBestStable));
    });
}

#[test]
fn two_who_would_rather_have_each_other_are_refused() {
    CROSSED.check(|ready| {
        let blocked = ready.verify(&ready.of_pairs(&[(1, 1)]));
        assert!(matches!(blocked, Err(Fault::Blocking { .. })), "M2 and E2 have an empty place each");
    });
    // M1 and E1 want each other first and are apart.
    Given { mentors: "id,prefers\nM1,E1;E2\nM2,E1;E2\n", ..CROSSED }.check(|ready| {
        let row = ready.row(1, 1, None).pair;
        let blocking = Err(Fault::Blocking { mentor: row.mentor, mentee: row.mentee });
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 2), (2, 1)])), blocking);
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (2, 2)])), Ok(()));
    });
}

#[test]
fn a_must_pair_stands_though_both_would_rather_have_others() {
    Given { must: "M2,E1\n", mentors: "id,prefers\nM1,E1;E2\nM2,E2;E1\n", ..CROSSED }.check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 2), (2, 1)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (2, 2)])), Err(Fault::MissingMustPair));
    });
}

#[test]
fn somebody_with_several_places_gives_up_the_last_choice_alone() {
    let given = Given {
        mentors: "id,prefers,capacity\nM1,E1;E2;E3,2\nM2,E3,1\n",
        mentees: "id,prefers\nE1,M1\nE2,M1\nE3,M1;M2\n",
        ..CROSSED
    };
    given.check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (1, 2), (2, 3)])), Ok(()));
        let row = ready.row(1, 2, None).pair;
        let blocking = Err(Fault::Blocking { mentor: row.mentor, mentee: row.mentee });
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (1, 3), (2, 2)])), blocking);
    });
}
