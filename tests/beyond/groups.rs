//! Groups: sizes, slots, rules on members and on leaders too, and who avoids whom.

use pairwright::problem::{Alike, GroupRule, Sense};
use pairwright::units::Side;

use crate::bound::{Bound, Input, with};

const MENTORS: &str = "id,grade,gender,avoids,availability\nM1,11,f,M2,Mon\nM2,12,,,Tue\nM3,11,m,E2,Mon;Tue\n";
const MENTEES: &str = "id,grade,gender,avoids,mentors_wanted,availability\n\
    E1,6,f,,,Mon\nE2,8,m,,3,Mon\nE3,7,,E1;E3,0,Tue\n";
const GROUPS: &str = "[groups]\nsize = [2, 4]\nleaders = 2\nfield = \"availability\"\n";
const FILES: Input<'_> =
    Input { program: GROUPS, mentors: MENTORS, mentees: MENTEES, previous: "", must: "", ratings: "" };

/// Something of the members and of the leaders by id, in the order of the files.
fn by_id<T: Clone>(bound: &Bound<'_>, members: &[T], leaders: Option<&Vec<T>>) -> (Vec<T>, Option<Vec<T>>) {
    let members = ["E1", "E2", "E3"].iter().map(|id| members[bound.mentee(id)].clone()).collect();
    let leaders = leaders.map(|of| ["M1", "M2", "M3"].iter().map(|id| of[bound.mentor(id)].clone()).collect());
    (members, leaders)
}

#[test]
fn a_member_wants_one_group_at_most() {
    with(FILES, |bound| {
        let groups = bound.formulated.problem.groups.as_ref().expect("groups");
        assert_eq!((groups.least, groups.most, groups.leaders), (2, 4, 2));
        let wanted = |id: &str| bound.formulated.problem.mentees[bound.mentee(id)].wanted;
        assert_eq!(["E1", "E2", "E3"].map(wanted), [1, 1, 0]);
        let slots = groups.slots.as_ref().expect("slots");
        assert_eq!(slots.mentors[bound.mentor("M3")], [0, 1]);
        assert_eq!(bound.scoring.slots().expect("slots").labels(), ["Mon", "Tue"]);
        assert!(bound.said.contains("1 mentee wants more than 1 mentor, and is in one group at most"));
    });
}

#[test]
fn groups_without_a_field_have_no_slots() {
    with(Input { program: "[groups]\nsize = [1, 1]\n", ..FILES }, |bound| {
        let groups = bound.formulated.problem.groups.as_ref().expect("groups");
        assert!(groups.slots.is_none() && bound.scoring.slots().is_none());
        assert_eq!((groups.leaders, groups.rules.len()), (1, 0));
    });
}

#[test]
fn a_rule_is_on_members_and_on_leaders_where_it_says_so() {
    let program = format!(
        "{GROUPS}\n[[groups.rules]]\nspan = {{ field = \"grade\", max = 1.5 }}\n\n\
         [[groups.rules]]\ndiffer = {{ field = \"gender\" }}\nleaders = true\nif_blank = \"allow\"\n\n\
         [[groups.rules]]\nat_most = {{ n = 1, field = \"gender\", is = \"f\" }}\nleaders = true\n"
    );
    with(Input { program: &program, ..FILES }, |bound| {
        let groups = bound.formulated.problem.groups.as_ref().expect("groups");
        let [span, differ, at_most] = groups.rules.as_slice() else { panic!("three rules") };
        let GroupRule::Alike { alike, blank_is_alone, members, leaders } = span else { panic!("a span") };
        assert_eq!((*alike, *blank_is_alone), (Alike::Span(1_500_000), true));
        let millions = |steps: [i64; 3]| steps.map(|step| Some(step * 1_000_000)).to_vec();
        assert_eq!(by_id(bound, members, leaders.as_ref()), (millions([6, 8, 7]), None));
        let GroupRule::Alike { alike, blank_is_alone, members, leaders } = differ else { panic!("a difference") };
        assert_eq!((*alike, *blank_is_alone), (Alike::Differ, false));
        let (members, leaders) = by_id(bound, members, leaders.as_ref());
        let leaders = leaders.expect("the rule is on leaders too");
        // M1 and E1 are alike, M3 and E2 are, and M2 and E3 say nothing.
        assert!(members[0].is_some() && members[1].is_some() && members[0] != members[1]);
        assert_eq!((leaders[0], leaders[1], leaders[2]), (members[0], None, members[1]));
        assert_eq!(members[2], None);
        let GroupRule::Count { sense, number, members, leaders } = at_most else { panic!("a count") };
        assert_eq!((*sense, *number), (Sense::AtMost, 1));
        let expected = (vec![true, false, false], Some(vec![true, false, false]));
        assert_eq!(by_id(bound, members, leaders.as_ref()), expected);
    });
}

#[test]
fn rules_hold_for_sets_by_the_index_in_the_roster() {
    let program = format!(
        "{GROUPS}\n[[groups.rules]]\nspan = {{ field = \"grade\", max = 1 }}\n\n\
         [[groups.rules]]\nat_least = {{ n = 2, field = \"gender\", is = \"f\" }}\nleaders = true\n"
    );
    with(Input { program: &program, ..FILES }, |bound| {
        let rules = &bound.scoring.groups().expect("groups").rules;
        assert!(rules[0].holds(&[0, 1], &[0, 2]) && !rules[0].holds(&[0, 1], &[0, 1]));
        assert!(rules[1].holds(&[0, 1], &[0]) && !rules[1].holds(&[1, 2], &[0]));
        let words: Vec<_> = rules.iter().map(|rule| rule.in_words()).collect();
        assert_eq!(words, ["grade at most 1 apart", "at least 2 of gender f, leaders too"]);
    });
}

#[test]
fn people_who_avoid_each_other_are_apart_in_whichever_role() {
    with(FILES, |bound| {
        let groups = bound.formulated.problem.groups.as_ref().expect("groups");
        let leaders = |one: &str, other: &str| groups.apart_leaders.has(bound.mentor(one), bound.mentor(other));
        assert!(leaders("M1", "M2") && leaders("M2", "M1") && !leaders("M1", "M3"));
        let members = |one: &str, other: &str| groups.apart_members.has(bound.mentee(one), bound.mentee(other));
        assert!(members("E1", "E3") && members("E3", "E1") && !members("E1", "E2") && !members("E3", "E3"));
        let bound_groups = bound.scoring.groups().expect("groups");
        let (m3, e1, e2) = ((Side::Mentor, 2), (Side::Mentee, 0), (Side::Mentee, 1));
        assert!(bound_groups.avoid(m3, e2) && bound_groups.avoid(e2, m3) && !bound_groups.avoid(m3, e1));
        assert!(bound_groups.avoid((Side::Mentee, 2), e1) && !bound_groups.avoid(e1, e2));
        assert_eq!(bound.formulated.problem.pairs.points(bound.pair("M3", "E2")), None);
    });
}
