//! Why somebody has no meeting or no group.

use pairwright::problem::{Ending, LevelValue, Row};

use super::empty;
use super::given::Given;

const GIVEN: Given = Given { program: "", mentors: "", mentees: "", must: "", previous: "" };

/// A program of meetings, with more of that table and others.
fn meetings(program: &str) -> Given {
    Given { program: format!("[meetings]\nfield = 'availability'\n{program}").leak(), ..GIVEN }
}

#[test]
fn who_has_no_slot_in_common_is_told_so() {
    let mentees = "id,availability\nE1,P1\nE2,P2\nE3,\n";
    Given { mentors: "id,availability,capacity\nM1,P1,2\n", mentees, ..meetings("") }.check(|ready| {
        let expected = [
            ("E2", "1", "no-slot", "the one allowed mentor has no slot in common"),
            ("E3", "1", "no-slot", "this mentee has no slot at all"),
        ];
        empty(ready, &ready.of_meetings(&[(1, 1, 0)]), &expected);
    });
    Given { mentors: "id,availability,capacity\nM1,P1,1\n", mentees, ..meetings("") }.check(|ready| {
        let expected = [
            ("E2", "1", "no-place-left", "the one allowed mentor is full, and has no slot in common with this mentee"),
            ("E3", "1", "no-place-left", "the one allowed mentor is full, and this mentee has no slot at all"),
        ];
        empty(ready, &ready.of_meetings(&[(1, 1, 0)]), &expected);
    });
}

#[test]
fn slots_that_are_taken_and_rooms_that_are_full_are_told_apart() {
    let given = Given { mentees: "id,availability\nE1,P1\nE2,P1\n", ..meetings("rooms = 1\n") };
    Given { mentors: "id,availability,capacity\nM1,P1,2\n", ..given }.check(|ready| {
        let why = "the one allowed mentor with a place left has no slot in common that is not taken";
        empty(ready, &ready.of_meetings(&[(1, 1, 0)]), &[("E2", "1", "no-slot", why)]);
    });
    Given { mentors: "id,availability\nM1,P1\nM2,P1\nM3,P1\n", ..given }.check(|ready| {
        let why = "no allowed mentor with a place left has a slot in common that is not taken and has a room left";
        empty(ready, &ready.of_meetings(&[(1, 1, 0)]), &[("E2", "1", "no-slot", why)]);
    });
    Given { mentors: "id,availability,capacity\nM1,P1,2\nM2,P2,1\nM3,P1,1\n", ..given }.check(|ready| {
        let why = "of 3 allowed mentors with a place left, 1 has no slot in common, 1 has none in common that is not taken \
                   and 1 has none in common with a room left";
        empty(ready, &ready.of_meetings(&[(1, 1, 0)]), &[("E2", "1", "no-slot", why)]);
    });
}

#[test]
fn who_cannot_come_to_the_meeting_of_the_others_is_told() {
    let given = meetings("together = true\n");
    let one = Given { mentees: "id,availability,mentors_wanted\nE1,P1;P2,2\n", ..given };
    Given { mentors: "id,availability\nM1,P1\nM2,P2\n", ..one }.check(|ready| {
        let why = "the one allowed mentor with a place left has no time in the slot of this meeting";
        empty(ready, &ready.of_meetings(&[(1, 1, 0)]), &[("E1", "2", "no-slot", why)]);
    });
    // M3 has P1 and is with E2 then; M4 has neither.
    let two = Given { mentees: "id,availability,mentors_wanted\nE1,P1;P2,2\nE2,P1,1\n", ..given };
    Given { mentors: "id,availability,capacity\nM1,P1,1\nM2,P2,1\nM3,P1,2\nM4,P3,1\n", ..two }.check(|ready| {
        let why = "of 3 allowed mentors with a place left, 1 has no slot in common and 2 have no time in the slot of this meeting";
        empty(ready, &ready.of_meetings(&[(1, 1, 0), (3, 2, 0)]), &[("E1", "2", "no-slot", why)]);
    });
}

#[test]
fn that_no_slot_suits_a_whole_team_is_told() {
    let given = meetings("together = true\n[team]\nall_or_nothing = true\n");
    let case = Given { mentees: "id,availability,mentors_wanted\nE1,P1;P2,2\n", ..given };
    Given { mentors: "id,availability\nM1,P1\nM2,P2\n", ..case }.check(|ready| {
        let why = "all 2 places are filled or none, and there is no slot in which this mentee and 2 allowed mentors could meet";
        let nobody = ready.of_meetings(&[]);
        empty(ready, &nobody, &[("E1", "1", "limit", why), ("E1", "2", "limit", why)]);
    });
}

#[test]
fn what_somebody_does_in_the_other_role_takes_the_slot_too() {
    let mentors = "id,availability\nM1,P1\nE2,P1\n";
    Given { mentors, mentees: "id,availability\nE1,P1\nE2,P1\n", ..meetings("") }.check(|ready| {
        let twin = ready.roster.mentors.find("E2").expect("a mentor");
        let mut row = Row { slot: Some(0), ..ready.row(1, 1, None) };
        row.pair.mentor =
            ready.formulated.mentor_at.iter().position(|&other| other == twin).expect("everybody is in it");
        let why = "the one allowed mentor with a place left has no slot in common that is not taken";
        empty(ready, &ready.outcome(vec![row]), &[("E2", "1", "no-slot", why)]);
    });
}

#[test]
fn a_quota_per_slot_is_a_limit_and_not_a_want_of_slots() {
    let quota = |name: &str, field: &str, is: &str| {
        format!(
            "[[quotas]]\nname = '{name}'\nwhere = {{ mentee = {{ field = '{field}', is = '{is}' }} }}\nat_most = 1\n\
             per = 'slot'\n"
        )
    };
    let mentors = "id,availability\nM1,P1\nM2,P2\nM3,P1;P2\n";
    let mentees = "id,availability,site,trained\nE1,P1,north,no\nE2,P2,north,yes\nE3,P1;P2,north,yes\n";
    let rows = [(1, 1, 0), (2, 2, 1)];
    Given { mentors, mentees, ..meetings(&quota("North", "site", "north")) }.check(|ready| {
        let why = "one more pair here would break the quota \"North\"";
        empty(ready, &ready.of_meetings(&rows), &[("E3", "1", "limit", why)]);
    });
    let both = [quota("North", "site", "north"), quota("Trained", "trained", "yes")].concat();
    let mentees = "id,availability,site,trained\nE1,P1,north,no\nE2,P2,south,yes\nE3,P1;P2,north,yes\n";
    Given { mentors, mentees, ..meetings(&both) }.check(|ready| {
        let why = "one more pair here would break a quota, whichever the slot";
        empty(ready, &ready.of_meetings(&rows), &[("E3", "1", "limit", why)]);
    });
}

#[test]
fn without_coverage_whoever_could_meet_is_left_out() {
    let given = Given { mentors: "id,availability\nM1,P1\n", ..meetings("[objective]\nlevels = ['total']\n") };
    Given { mentees: "id,availability\nE1,P1\nE2,P2\n", ..given }.check(|ready| {
        let expected = [
            ("E1", "1", "left-out", "no pairing with a higher total fills this place"),
            ("E2", "1", "no-slot", "the one allowed mentor has no slot in common"),
        ];
        empty(ready, &ready.of_meetings(&[]), &expected);
    });
}

/// A program of groups of so many members and leaders, who have slots, with more of that table and others.
fn groups(size: &str, leaders: u32, program: &str) -> Given {
    let table = format!("[groups]\nsize = {size}\nleaders = {leaders}\nfield = 'availability'\n");
    Given { program: format!("{table}{program}").leak(), ..GIVEN }
}

#[test]
fn who_can_be_in_no_group_at_all_is_told_why() {
    let given = groups("[2, 3]", 2, "");
    let mentors = "id,availability\nM1,P1;P2\nM2,P1;P3\nM3,P3\n";
    let mentees = "id,availability,avoids\nE1,P1,\nE2,P1,\nE3,,\nE4,P2,\nE5,P3,\nE6,P1,M2;M3\n";
    Given { mentors, mentees, ..given }.check(|ready| {
        let expected = [
            ("E3", "1", "no-group", "this mentee has no slot at all"),
            ("E4", "1", "no-group", "no 2 allowed mentors share a slot with this mentee"),
            ("E5", "1", "no-group", "a group has at least 2 mentees, and no other could be in one with this mentee"),
            ("E6", "1", "no-group", "a group needs 2 mentors to lead it, and 1 allowed mentor can lead one"),
        ];
        empty(ready, &ready.of_groups(&[(&[1, 2], &[1, 2], Some(0))]), &expected);
    });
    Given { mentors: "id,availability,capacity\nM1,P1,0\n", mentees: "id,availability\nE1,P1\n", ..given }.check(
        |ready| {
            let why = "no allowed mentor can lead a group";
            empty(ready, &ready.of_groups(&[]), &[("E1", "1", "no-place-left", why)]);
        },
    );
    let given = groups("[1, 3]", 1, "");
    Given { mentors: "id,availability\nM1,P1\n", mentees: "id,availability\nE1,P1\nE2,P2\n", ..given }.check(|ready| {
        let why = "no allowed mentor who can lead a group has a slot in common";
        empty(ready, &ready.of_groups(&[(&[1], &[1], Some(0))]), &[("E2", "1", "no-group", why)]);
    });
}

#[test]
fn what_is_short_for_a_further_group_is_named() {
    let four = "id,availability\nE1,P1\nE2,P1\nE3,P1\nE4,P1\n";
    for (mentors, reason, why) in [
        (
            "M1,P1,1\nM2,P1,1\n",
            "no-place-left",
            "both allowed mentors lead no further group, and there all places are taken",
        ),
        (
            "M1,P1,1\nM2,P1,1\nM3,P1,1\n",
            "no-group",
            "the one group is full; a further group needs 2 mentors, and 1 allowed mentor can lead one more",
        ),
        (
            "M1,P1,1\nM2,P1,1\nM3,P1,1\nM4,P1,1\n",
            "no-group",
            "the one group is full; a further group needs 2 mentees, and nobody is left who could be in one with this mentee",
        ),
        (
            "M1,P1,2\nM2,P1,1\nM3,P1,1\n",
            "no-group",
            "the one group is full; for a further group no slot is left that is free for 2 allowed mentors too",
        ),
    ] {
        let mentors = format!("id,availability,capacity\n{mentors}").leak();
        Given { mentors, mentees: four, ..groups("[2, 3]", 2, "") }.check(|ready| {
            empty(ready, &ready.of_groups(&[(&[1, 2], &[1, 2, 3], Some(0))]), &[("E4", "1", reason, why)]);
        });
    }
}

#[test]
fn what_keeps_each_group_from_taking_somebody_is_counted() {
    let given = groups("[1, 3]", 1, "[[groups.rules]]\ndiffer = { field = 'site' }\n");
    let mentors = "id,availability\nM1,P1\nM2,P2\nM3,P1\nM4,P2\n";
    let mentees = "id,availability,site,avoids\nE1,P1,a,\nE2,P2,b,\nE3,P1,c,\nE4,P1,c,M1\nE5,P2,d,\n";
    Given { mentors, mentees, ..given }.check(|ready| {
        let groups = ready.of_groups(&[
            (&[1], &[1], Some(0)),
            (&[2], &[2], Some(1)),
            (&[3], &[3], Some(0)),
            (&[4], &[5], Some(1)),
        ]);
        let why = "of 4 groups, 1 has a mentor who is not allowed, 2 meet when this mentee is not free and 1 would break the \
                   group rules with this mentee; no allowed mentor can lead a further group";
        empty(ready, &groups, &[("E4", "1", "no-group", why)]);
    });
}

#[test]
fn quotas_and_minima_are_limits_of_groups_too() {
    let quota = "[[quotas]]\nname = 'Few'\nwhere = {}\nat_most = 1\n";
    let given = Given { mentees: "id,availability\nE1,P1\nE2,P1\n", ..GIVEN };
    Given { mentors: "id,availability\nM1,P1\n", program: groups("[1, 3]", 1, quota).program, ..given }.check(
        |ready| {
            let why = "the one group would break the quota \"Few\" with this mentee";
            empty(ready, &ready.of_groups(&[(&[1], &[1], Some(0))]), &[("E2", "1", "limit", why)]);
        },
    );
    Given { mentors: "id,availability\nM1,P1\n", program: groups("[2, 3]", 1, quota).program, ..given }.check(
        |ready| {
            let why = "no further group that keeps the quotas can be made of those who are left";
            empty(ready, &ready.of_groups(&[]), &[("E1", "1", "limit", why), ("E2", "1", "limit", why)]);
        },
    );
    let mentors = "id,availability,capacity,minimum\nM1,P1,2,2\n";
    Given { mentors, program: groups("[1, 3]", 1, "").program, ..given }.check(|ready| {
        let why = "in no further group would all mentors reach their minimum caseload";
        empty(ready, &ready.of_groups(&[]), &[("E1", "1", "limit", why), ("E2", "1", "limit", why)]);
    });
}

#[test]
fn that_rules_allow_no_group_is_said_where_numbers_do_not_tell_why() {
    let given = groups("[2, 2]", 1, "[[groups.rules]]\ndiffer = { field = 'site' }\n");
    let mentees = "id,availability,site\nE1,P1,a\nE2,P1,a\n";
    let mentors = "id,availability\nM1,P1\nM2,P1\n";
    Given { mentors, mentees, ..given }.check(|ready| {
        let why = "no group with this mentee would keep the group rules, whoever else is in it";
        empty(ready, &ready.of_groups(&[]), &[("E1", "1", "no-group", why), ("E2", "1", "no-group", why)]);
    });
    // E3 and E4 could each be with E2, and not with each other.
    let mentees = "id,availability,site\nE1,P1,a\nE2,P1,b\nE3,P1,a\nE4,P1,a\n";
    Given { mentors, mentees, ..given }.check(|ready| {
        let why = "the one group is full; no further group can be made of those who are left";
        let expected = [("E3", "1", "no-group", why), ("E4", "1", "no-group", why)];
        empty(ready, &ready.of_groups(&[(&[1], &[1, 2], Some(0))]), &expected);
    });
}

#[test]
fn what_can_never_be_is_told_before_limits_and_before_goals() {
    // Nobody is trained, so E1 is in no group, whatever the goal.
    let trained =
        "[[groups.rules]]\nat_least = { n = 1, field = 'trained', is = 'yes' }\n[objective]\nlevels = ['total']\n";
    let rules = "no group with this mentee would keep the group rules, whoever else is in it";
    let mentees = "id,availability,trained\nE1,P1,no\nE2,P1,\n";
    Given { mentors: "id,availability\nM1,P1\n", mentees, ..groups("[1, 4]", 1, trained) }.check(|ready| {
        empty(ready, &ready.of_groups(&[]), &[("E1", "1", "no-group", rules), ("E2", "1", "no-group", rules)]);
    });
    // E3 has no site, so it would be alone, whoever leads; M2, who can never lead, changes nothing.
    let mentors = "id,availability,capacity,minimum\nM1,P1,1,\nM2,P1,1,3\n";
    let mentees = "id,availability,site\nE1,P1,a\nE2,P1,b\nE3,P1,\nE4,P1,a\nE5,P1,b\n";
    let differ = groups("[2, 2]", 1, "[[groups.rules]]\ndiffer = { field = 'site' }\n");
    Given { mentors, mentees, ..differ }.check(|ready| {
        let minimum = "the one group is full; in no further group would all mentors reach their minimum caseload";
        let expected = [("E3", "1", "no-group", rules), ("E4", "1", "limit", minimum), ("E5", "1", "limit", minimum)];
        empty(ready, &ready.of_groups(&[(&[1], &[1, 2], Some(0))]), &expected);
    });
}

#[test]
fn a_group_is_found_among_many_who_keep_most_rules() {
    // One of each site, somebody trained, and one woman at most: E1, E5 and E6; E2, E4 and E6; E3, E4 and E5.
    let rules = "[[groups.rules]]\ndiffer = { field = 'site' }\n[[groups.rules]]\nat_least = { n = 1, field = 'trained', is = 'yes' }\n\
                 [[groups.rules]]\nat_most = { n = 1, field = 'gender', is = 'woman' }\n";
    let quota = "[[quotas]]\nname = 'None'\nwhere = {}\nat_most = 0\n";
    let mentees = "id,availability,site,trained,gender\nE1,P1,a,no,woman\nE2,P1,b,yes,woman\nE3,P1,c,no,woman\nE4,P1,a,yes,man\n\
                   E5,P1,b,no,man\nE6,P1,c,yes,man\n";
    let given = groups("[3, 3]", 1, &format!("{rules}{quota}"));
    Given { mentors: "id,availability\nM1,P1\n", mentees, ..given }.check(|ready| {
        let limit = "no further group that keeps the quotas can be made of those who are left";
        let expected = ["E1", "E2", "E3", "E4", "E5", "E6"].map(|id| (id, "1", "limit", limit));
        empty(ready, &ready.of_groups(&[]), &expected);
    });
    // Without E6 every group has E3, a woman, so neither E1 nor E2 can be in one; E4 and E5 can.
    let mentees = "id,availability,site,trained,gender\nE1,P1,a,no,woman\nE2,P1,b,yes,woman\nE3,P1,c,no,woman\nE4,P1,a,yes,man\n\
                   E5,P1,b,no,man\n";
    Given { mentors: "id,availability\nM1,P1\n", mentees, ..given }.check(|ready| {
        let limit = "no further group that keeps the quotas can be made of those who are left";
        let never = "no group with this mentee would keep the group rules, whoever else is in it";
        let expected = [
            ("E1", "1", "no-group", never),
            ("E2", "1", "no-group", never),
            ("E3", "1", "limit", limit),
            ("E4", "1", "limit", limit),
            ("E5", "1", "limit", limit),
        ];
        empty(ready, &ready.of_groups(&[]), &expected);
    });
}

#[test]
fn where_the_coverage_is_no_goal_or_not_proved_whoever_could_be_in_a_group_is_left_out() {
    let given = Given {
        mentors: "id,availability\nM1,P1\n",
        mentees: "id,availability\nE1,P1\nE2,P1\nE3,P2\n",
        ..groups("[2, 3]", 1, "[objective]\nlevels = ['total']\n")
    };
    let nobody = ("E3", "1", "no-group", "no allowed mentor who can lead a group has a slot in common");
    given.check(|ready| {
        let why = "no pairing with a higher total fills this place";
        empty(ready, &ready.of_groups(&[]), &[("E1", "1", "left-out", why), ("E2", "1", "left-out", why), nobody]);
    });
    Given { program: groups("[2, 3]", 1, "").program, ..given }.check(|ready| {
        let mut stopped = ready.of_groups(&[]);
        stopped.ending = Ending::TimeLimit;
        stopped.levels[0].bound = Some(LevelValue::Counts(vec![2]));
        let why = "the time limit came before the search was done";
        empty(ready, &stopped, &[("E1", "1", "left-out", why), ("E2", "1", "left-out", why), nobody]);
    });
}
