//! What holds for the mentors of one mentee.

use pairwright::verify::Fault;

use crate::given::Given;

const MENTORS: &str = "\
id,interests,site,gender,grade,trained,avoids,capacity
M1,a,north,f,10,yes,,2
M2,a,north,m,12,no,M1,2
M3,a,south,f,9,no,,2
M4,a,,,,,,2
";

/// A program whose teams keep these rules; coverage is no goal, so that places may be empty.
fn team(rules: &str) -> Given {
    Given {
        program: format!("{rules}\n[objective]\nlevels = ['total']\n").leak(),
        mentors: MENTORS,
        mentees: "id,interests,mentors_wanted\nE1,a,2\nE2,a,3\n",
        ..Given::default()
    }
}

#[test]
fn mentors_who_avoid_each_other_are_on_no_team() {
    team("[team]\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (3, 1), (2, 2)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (2, 1)])), Err(Fault::TeamAvoids));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 2), (2, 2), (3, 2)])), Err(Fault::TeamAvoids));
    });
}

#[test]
fn all_or_nothing_leaves_no_part_of_a_team() {
    team("[team]\nall_or_nothing = true\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (3, 1)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1)])), Err(Fault::PartOfTeam(1, 2)));
    });
}

#[test]
fn each_kind_of_rule_refuses_a_team_that_breaks_it() {
    let second = Err(Fault::BrokenTeamRule(0));
    for (rule, good, bad) in [
        ("at_least = { n = 1, field = 'trained', is = 'yes' }", [1, 3], [2, 3]),
        ("at_most = { n = 1, field = 'trained', is = 'no' }", [1, 3], [2, 3]),
        ("differ = { field = 'site' }", [2, 3], [1, 4]),
        ("same = { field = 'gender' }", [1, 3], [2, 3]),
        ("span = { field = 'grade', max = 1 }", [1, 3], [2, 3]),
    ] {
        team(&format!("[[team.rules]]\n{rule}\n")).check(|ready| {
            assert_eq!(ready.verify(&ready.of_pairs(&[(good[0], 1), (good[1], 1)])), Ok(()), "{rule}");
            assert_eq!(ready.verify(&ready.of_pairs(&[(bad[0], 1), (bad[1], 1)])), second, "{rule}");
        });
    }
}

#[test]
fn a_rule_holds_for_a_team_that_is_not_full() {
    team("[[team.rules]]\nat_least = { n = 1, field = 'trained', is = 'yes' }\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_pairs(&[(4, 1)])), Err(Fault::BrokenTeamRule(0)), "a blank does not count");
    });
}
