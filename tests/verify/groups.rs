//! Groups: their numbers, slots, rules and rows, and what they come to on each level.

use pairwright::problem::{Assignment, Group, Level, LevelValue, Outcome};
use pairwright::verify::Fault;

use crate::given::{Given, Ready};

// Slots 0 and 1 are P1 and P2. Points: with M1 (a), M2 (b): E1 (a) 10000 and 0; E2 (a;b) 5000 and 5000; E3 (b) 0 and 10000.
const PROGRAM: &str = "
[[criteria]]
name = 'Interests'
overlap = { field = 'interests' }
optional = true

[groups]
size = [2, 3]
leaders = 2
field = 'availability'
";
const GIVEN: Given = Given {
    program: "",
    mentors: "\
id,interests,availability,capacity,avoids,site
M1,a,P1;P2,2,,north
M2,b,P1;P2,1,,south
M3,a,P1;P2,2,,north
M4,a,P1,1,M3,south
",
    mentees: "\
id,interests,availability,avoids,site
E1,a,P1;P2,,north
E2,a;b,P1;P2,,south
E3,b,P1;P2,,north
E4,a,P1;P2,E1,south
E5,a,P2,,north
",
    must: "",
    previous: "",
};

/// Groups without coverage as a goal, so that anybody may be left; `program` ends with a table.
fn loose(program: &str) -> Given {
    Given { program: format!("{PROGRAM}{program}\n[objective]\nlevels = ['total']\n").leak(), ..GIVEN }
}

type Groups<'g> = &'g [(&'g [usize], &'g [usize], Option<u32>)];

#[track_caller]
fn says(ready: &Ready<'_>, groups: Groups<'_>, expected: Result<(), Fault>) {
    assert_eq!(ready.verify(&ready.of_groups(groups)), expected);
}

#[test]
fn groups_that_keep_everything_pass() {
    loose("").check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2, 3], Some(0))], Ok(()));
        says(ready, &[(&[1, 2], &[1, 2], Some(0)), (&[1, 3], &[3, 4, 5], Some(1))], Ok(()));
        says(ready, &[], Ok(()));
    });
}

#[test]
fn a_group_has_so_many_leaders_and_members() {
    loose("").check(|ready| {
        says(ready, &[(&[1], &[1, 2], Some(0))], Err(Fault::LeadersOfGroup(1, 2)));
        says(ready, &[(&[1, 2, 3], &[1, 2], Some(0))], Err(Fault::LeadersOfGroup(3, 2)));
        let size = |members| Err(Fault::SizeOfGroup { members, least: 2, most: 3 });
        says(ready, &[(&[1, 2], &[1], Some(0))], size(1));
        says(ready, &[(&[1, 2], &[], Some(0))], size(0));
    });
    Given { mentees: "id,availability\nE1,P1\nE2,P1\nE3,P1\nE4,P1\n", ..loose("") }.check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2, 3, 4], Some(0))], Err(Fault::SizeOfGroup { members: 4, least: 2, most: 3 }));
    });
}

#[test]
fn all_of_a_group_have_its_slot() {
    loose("").check(|ready| {
        let first_not_free = |groups: Groups<'_>| {
            let outcome = ready.of_groups(groups);
            assert!(matches!(ready.verify(&outcome), Err(Fault::NotFree(_))));
        };
        first_not_free(&[(&[1, 2], &[1, 5], Some(0))]);
        first_not_free(&[(&[1, 4], &[1, 2], Some(1))]);
        says(ready, &[(&[1, 2], &[1, 2], None)], Err(Fault::MisplacedPair(0)));
    });
    let program: &'static str = PROGRAM.replace("field = 'availability'", "").leak();
    Given { program, ..GIVEN }.check(|ready| {
        let two: Groups<'_> = &[(&[1, 2], &[1, 2, 3], None), (&[1, 3], &[4, 5], None)];
        says(ready, two, Ok(()));
        says(ready, &[(&[1, 2], &[1, 2], Some(0))], Err(Fault::MisplacedPair(0)));
    });
}

#[test]
fn nobody_is_in_two_groups_of_one_slot() {
    loose("").check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2], Some(0)), (&[1, 3], &[3, 4], Some(0))], Err(Fault::TwiceInSlot(0)));
        says(ready, &[(&[1, 2], &[1, 2], Some(1)), (&[1, 3], &[3, 4], Some(0))], Ok(()));
    });
}

#[test]
fn a_leader_who_is_a_member_elsewhere_is_one_person() {
    let given = Given {
        program: "[groups]\nsize = [1, 3]\nfield = 'availability'\n[objective]\nlevels = ['total']\n",
        mentors: "id,availability\nM1,P1;P2\nE1,P1;P2\n",
        mentees: "id,availability\nE1,P1;P2\nE2,P1;P2\n",
        ..GIVEN
    };
    given.check(|ready| {
        let twin = ready.roster.mentors.find("E1").expect("a mentor");
        let twin = ready.formulated.mentor_at.iter().position(|&other| other == twin).expect("everybody is in it");
        let both = |leads: u32, is_in: u32| {
            let led = Group { leaders: vec![twin], members: vec![ready.mentee(2)], slot: Some(leads) };
            let other = Group { leaders: vec![ready.mentor(1)], members: vec![ready.mentee(1)], slot: Some(is_in) };
            ready.verify(&ready.outcome_of(Assignment::of_groups(vec![led, other])))
        };
        assert_eq!(both(0, 1), Ok(()));
        assert_eq!(both(0, 0), Err(Fault::TwiceInSlot(0)));
    });
}

#[test]
fn a_leader_has_a_capacity_and_a_minimum_of_groups_and_a_member_one_group() {
    loose("").check(|ready| {
        let twice: Groups<'_> = &[(&[1, 2], &[1, 2], Some(0)), (&[2, 3], &[3, 4], Some(1))];
        says(ready, twice, Err(Fault::OverCapacity(2, 1)));
    });
    Given { mentors: "id,availability\nM1,P1\nM2,P1\nM3,P2\nM4,P2\n", ..loose("") }.check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2], Some(0)), (&[3, 4], &[2, 3], Some(1))], Err(Fault::OverWanted(2, 1)));
    });
    loose("[mentors]\nminimum = 2\n").check(|ready| {
        says(ready, &[(&[1, 3], &[1, 2], Some(0))], Err(Fault::UnderMinimum(1, 2)));
        says(ready, &[(&[1, 3], &[1, 2], Some(0)), (&[1, 3], &[3, 4], Some(1))], Ok(()));
    });
    Given { mentees: "id,availability,mentors_wanted\nE1,P1,0\nE2,P1,5\n", ..loose("") }.check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2], Some(0))], Err(Fault::OverWanted(1, 0)));
    });
}

#[test]
fn every_member_is_allowed_with_every_leader() {
    loose("[[rules]]\nname = 'Across'\ndiffer = { field = 'site' }\n").check(|ready| {
        says(ready, &[(&[2, 4], &[1, 3], Some(0))], Ok(()));
        let outcome = ready.of_groups(&[(&[1, 2], &[1, 3], Some(0))]);
        assert!(
            matches!(ready.verify(&outcome), Err(Fault::BrokenRule(_, rule)) if rule == "Across"),
            "M1 is of the site"
        );
    });
}

#[test]
fn two_who_avoid_each_other_are_in_no_group() {
    loose("").check(|ready| {
        says(ready, &[(&[1, 2], &[1, 4], Some(0))], Err(Fault::GroupAvoids));
        says(ready, &[(&[3, 4], &[1, 2], Some(0))], Err(Fault::GroupAvoids));
        says(ready, &[(&[1, 2], &[2, 4], Some(0))], Ok(()));
    });
}

#[test]
fn each_kind_of_rule_refuses_a_group_that_breaks_it() {
    for (rule, good, bad) in [
        ("at_least = { n = 1, field = 'site', is = 'south' }", [1, 2], [1, 3]),
        ("at_most = { n = 1, field = 'site', is = 'north' }", [1, 2], [1, 3]),
        ("differ = { field = 'site' }", [1, 2], [1, 3]),
        ("same = { field = 'site' }", [1, 3], [1, 2]),
        ("span = { field = 'grade', max = 1 }", [2, 3], [1, 3]),
        ("leaders = true\nat_most = { n = 2, field = 'site', is = 'south' }", [1, 3], [2, 4]),
    ] {
        let mentees = "id,availability,site,grade\nE1,P1,north,7\nE2,P1,south,8\nE3,P1,north,9\nE4,P1,south,9\n";
        Given { mentees, ..loose(&format!("[[groups.rules]]\n{rule}\n")) }.check(|ready| {
            says(ready, &[(&[1, 2], &good, Some(0))], Ok(()));
            says(ready, &[(&[1, 2], &bad, Some(0))], Err(Fault::BrokenGroupRule(0)));
        });
    }
}

#[test]
fn rows_are_those_of_the_groups() {
    loose("").check(|ready| {
        let right = ready.of_groups(&[(&[1, 2], &[1, 2], Some(0))]);
        let rows_alone = ready.outcome(right.assignment.rows().to_vec());
        assert_eq!(ready.verify(&rows_alone), Err(Fault::NotTheRowsOfGroups));
    });
}

#[test]
fn a_group_stands_once_and_in_its_place() {
    loose("").check(|ready| {
        let twice = ready.of_groups(&[(&[1, 2], &[1, 2], Some(0)), (&[1, 2], &[1, 2], Some(0))]);
        assert_eq!(ready.verify(&twice), Err(Fault::MisplacedPair(1)));
        let empty = ready.of_groups(&[(&[], &[1, 2], Some(0)), (&[], &[1, 2], Some(0))]);
        assert_eq!(ready.verify(&empty), Err(Fault::MisplacedGroup(1)));
        let nobody = Group { leaders: vec![4], members: Vec::new(), slot: Some(0) };
        assert_eq!(ready.verify(&ready.outcome_of(Assignment::of_groups(vec![nobody]))), Err(Fault::MisplacedGroup(0)));
        let member_twice = ready.of_groups(&[(&[], &[1, 1], Some(0))]);
        assert_eq!(ready.verify(&member_twice), Err(Fault::MisplacedGroup(0)));
    });
}

#[test]
fn levels_count_members_groups_and_rows() {
    let given = Given {
        program: format!(
            "{PROGRAM}\n[objective]\nlevels = ['coverage', 'worst', 'fair', 'continuity', 'balance', 'total']\n"
        )
        .leak(),
        previous: "M1,E1\nM2,E1\nM3,E1\n",
        mentees: "id,interests,availability\nE1,a,P1\nE2,a;b;c;d,P1\nE3,b,P1\n",
        ..GIVEN
    };
    given.check(|ready| {
        let right = ready.of_groups(&[(&[1, 2], &[1, 2, 3], Some(0))]);
        assert_eq!(ready.verify(&right), Ok(()));
        let value = |level: Level| right.levels.iter().find(|one| one.level == level).map(|one| one.value.clone());
        let number = |number| Some(LevelValue::Number(number));
        assert_eq!(value(Level::Coverage), Some(LevelValue::Counts(vec![3])));
        // E1 has the mean of 10000 and 0, E2 that of 2500 and 2500, E3 that of 0 and 10000.
        assert_eq!((value(Level::Worst), value(Level::Total)), (number(2500), number(12_500)));
        assert_eq!((value(Level::Continuity), value(Level::Balance)), (number(2), number(2)));
        for index in 0..right.levels.len() {
            let mut wrong = right.clone();
            wrong.levels[index].value = match &wrong.levels[index].value {
                LevelValue::Number(number) => LevelValue::Number(number + 1),
                LevelValue::Counts(counts) => LevelValue::Counts(counts.iter().map(|count| count + 1).collect()),
                LevelValue::NoPairs => panic!("there are members"),
            };
            assert_eq!(ready.verify(&wrong), Err(Fault::WrongLevel(right.levels[index].level.name())));
        }
    });
}

#[test]
fn the_mean_of_a_member_is_rounded_halves_up() {
    // E1 shares one of three interests with M1, 3333, and nothing with M2: 1666.5 is 1667.
    let mentees = "id,interests,availability\nE1,a;x;y,P1\nE2,z,P1\n";
    Given { mentees, ..loose("") }.check(|ready| {
        let mut outcome = ready.of_groups(&[(&[1, 2], &[1, 2], Some(0))]);
        assert_eq!(outcome.levels[0].value, LevelValue::Number(1667));
        assert_eq!(ready.verify(&outcome), Ok(()));
        outcome.levels[0].value = LevelValue::Number(1666);
        assert_eq!(ready.verify(&outcome), Err(Fault::WrongLevel("total")));
    });
}

#[test]
fn quotas_count_members_with_leaders() {
    let quota = "[[quotas]]\nname = 'South'\nwhere = { mentor = { field = 'site', is = 'south' } }\n";
    let broken = |counted, rows| Err(Fault::BrokenQuota { quota: 0, counted, rows });
    loose(&format!("{quota}at_most = 2\n")).check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2], Some(0))], Ok(()));
        says(ready, &[(&[1, 2], &[1, 2, 3], Some(0))], broken(3, 6));
    });
    loose(&format!("{quota}at_least = '50%'\nper = 'slot'\n")).check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2], Some(0))], Ok(()));
        says(ready, &[(&[1, 2], &[1, 2], Some(0)), (&[1, 3], &[3, 4], Some(1))], broken(0, 4));
    });
}

/// What is said of a result that claims the best coverage.
fn covering(program: &str) -> Given {
    Given { program: format!("{PROGRAM}{program}").leak(), ..GIVEN }
}

#[test]
fn a_member_who_could_be_added_is_found() {
    covering("").check(|ready| {
        // E1 and E4 are apart; E5 has P2 alone.
        says(ready, &[(&[1, 2], &[1, 2, 3], Some(0)), (&[1, 3], &[4, 5], Some(1))], Ok(()));
        let one_left: Groups<'_> = &[(&[1, 2], &[1, 2], Some(0)), (&[1, 3], &[4, 5], Some(1))];
        says(ready, one_left, Err(Fault::CoverageNotBest));
    });
    let quota = "[[quotas]]\nname = 'Few'\nwhere = {}\nat_most = 8\n";
    covering(quota).check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2], Some(0)), (&[1, 3], &[4, 5], Some(1))], Ok(()));
    });
    covering("[[groups.rules]]\nat_most = { n = 1, field = 'site', is = 'north' }\n").check(|ready| {
        says(ready, &[(&[1, 2], &[1, 2], Some(0)), (&[1, 3], &[4, 5], Some(1))], Ok(()));
    });
}

#[test]
fn a_group_that_could_be_added_is_found() {
    covering("").check(|ready| {
        says(ready, &[], Err(Fault::CoverageNotBest));
        says(ready, &[(&[1, 2], &[1, 2, 3], Some(0))], Err(Fault::CoverageNotBest));
    });
    Given { mentors: "id,availability,capacity\nM1,P1,1\nM2,P2,1\n", ..covering("") }
        .check(|ready| says(ready, &[], Ok(())));
    covering("[mentors]\nminimum = 3\n").check(|ready| says(ready, &[], Ok(())));
    covering("[[groups.rules]]\nat_least = { n = 2, field = 'site', is = 'south' }\n").check(|ready| {
        says(ready, &[], Err(Fault::CoverageNotBest));
        says(ready, &[(&[1, 2], &[1, 2, 4], Some(0))], Err(Fault::GroupAvoids));
        says(ready, &[(&[1, 2], &[2, 3, 4], Some(0))], Ok(()));
    });
}

#[test]
fn that_nothing_is_possible_is_refused_where_nobody_must_be_in_a_group() {
    covering("").check(|ready| assert_eq!(ready.verify(&ready.nothing()), Err(Fault::NotInfeasible)));
    Given { must: "M1,E1\n", ..covering("") }.check(|ready| assert_eq!(ready.verify(&ready.nothing()), Ok(())));
    covering("[[quotas]]\nname = 'Many'\nwhere = {}\nat_least = 11\n").check(|ready| {
        assert_eq!(ready.verify(&ready.nothing()), Ok(()), "five members have ten rows");
        let with_groups =
            Outcome { assignment: ready.of_groups(&[(&[1, 2], &[1, 2], Some(0))]).assignment, ..ready.nothing() };
        assert_eq!(ready.verify(&with_groups), Err(Fault::NotInfeasible));
    });
}
