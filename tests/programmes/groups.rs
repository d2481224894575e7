//! Programmes in groups: peer support and environmental stewardship.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::programme::{Person, Programme, runs_of, word};

/// A group of a result.
struct Group<'r> {
    name: &'r str,
    slot: String,
    leaders: Vec<&'r Person>,
    members: Vec<&'r Person>,
}

impl Group<'_> {
    fn everybody(&self) -> Vec<&Person> {
        self.leaders.iter().chain(&self.members).copied().collect()
    }
}

fn groups(run: &Programme) -> Vec<Group<'_>> {
    let list = |value: &'static str, group: &'_ Value| group[value].as_array().expect("a list").clone();
    let groups = run.result["groups"].as_array().expect("groups").iter();
    groups
        .map(|group| Group {
            name: word(group, "group"),
            slot: word(group, "slot").to_lowercase(),
            leaders: list("leaders", group).iter().map(|id| &run.mentors[id.as_str().expect("an id")]).collect(),
            members: list("members", group).iter().map(|row| &run.mentees[word(row, "mentee")]).collect(),
        })
        .collect()
}

/// Asserts what holds for every group, whatever it is for.
#[track_caller]
fn holds_for_every_group(run: &Programme, size: std::ops::RangeInclusive<usize>, leaders: usize) {
    let groups = groups(run);
    assert!(!groups.is_empty());
    let mut placed = BTreeSet::new();
    for group in &groups {
        let (name, everybody) = (group.name, group.everybody());
        assert!(size.contains(&group.members.len()), "{name}");
        assert_eq!(group.leaders.len(), leaders, "{name}");
        assert!(everybody.iter().all(|person| person.tags("availability").contains(&group.slot)), "{name}: one slot for all");
        for (at, one) in everybody.iter().enumerate() {
            for other in &everybody[..at] {
                let apart = |one: &Person, other: &Person| one.tags("avoids").contains(&other.id().to_lowercase());
                assert!(!apart(one, other) && !apart(other, one), "{name}: {} and {}", one.id(), other.id());
                assert!(!one.alike("household", other), "{name}: {} and {}", one.id(), other.id());
            }
        }
        assert!(group.members.iter().all(|member| placed.insert(member.id())), "{name}: in one group only");
        assert!(group.members.iter().all(|member| member.is("consent", "yes")), "{name}");
        assert!(group.leaders.iter().all(|leader| leader.is("trained", "yes")), "{name}");
    }
}

#[test]
fn support_groups_are_four_to_eight_of_one_age_with_two_facilitators_at_one_time_nobody_avoiding_another() {
    for run in runs_of("support-group") {
        holds_for_every_group(&run, 4..=8, 2);
        for group in groups(&run) {
            let grades: Vec<i32> = group.members.iter().map(|member| member.grade().expect("a grade")).collect();
            let (lowest, highest) = (grades.iter().min().expect("some"), grades.iter().max().expect("some"));
            assert!(highest - lowest <= 2, "{}", group.name);
            let youngest_leader = group.leaders.iter().filter_map(|leader| leader.grade()).min();
            assert!(youngest_leader.is_none_or(|grade| grade >= *highest), "{}", group.name);
        }
    }
}

#[test]
fn what_members_want_to_talk_about_stands_nowhere_in_a_result() {
    for run in runs_of("support-group") {
        let text = run.result.to_string().to_lowercase();
        let topics: BTreeSet<String> = run.mentees.values().flat_map(|member| member.tags("topics")).collect();
        assert!(!topics.is_empty());
        assert!(topics.iter().all(|topic| !text.contains(topic.as_str())), "{topics:?}");
    }
}

#[test]
fn project_groups_are_three_to_six_who_share_an_initiative_and_a_site_with_their_mentor() {
    for run in runs_of("environment") {
        holds_for_every_group(&run, 3..=6, 1);
        run.every_pair("one site", |mentor, mentee| mentor.text("site").is_empty() || mentee.text("site").is_empty() || mentor.alike("site", mentee));
    }
}
