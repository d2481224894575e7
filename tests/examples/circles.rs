//! What the page of `examples/circles` says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::page::{changed, column, level, list, result, says, word};

fn ids<'v>(group: &'v Value, key: &str) -> Vec<&'v str> {
    list(group, key).iter().map(|id| id.as_str().expect("an id")).collect()
}

fn members(group: &Value) -> Vec<&str> {
    list(group, "members").iter().map(|member| word(member, "mentee")).collect()
}

/// The circles by their lesson; there is one a lesson.
fn circles(result: &Value) -> BTreeMap<&str, BTreeSet<&str>> {
    let groups = list(result, "groups");
    let found: BTreeMap<_, _> =
        groups.iter().map(|group| (word(group, "slot"), members(group).into_iter().collect())).collect();
    assert_eq!(found.len(), groups.len(), "one circle a lesson");
    found
}

fn waiting(result: &Value) -> Vec<&str> {
    list(result, "unmatched").iter().map(|row| word(row, "mentee")).collect()
}

/// The topics or lessons of everybody on one side.
fn tags(file: &str, name: &str) -> BTreeMap<String, BTreeSet<String>> {
    let cells = column("circles", file, name);
    cells.into_iter().map(|(id, cell)| (id, cell.split(';').map(str::to_owned).collect())).collect()
}

#[test]
fn every_circle_has_four_to_six_of_about_one_age_two_facilitators_and_a_lesson_that_all_have_free() {
    let result = result("circles");
    let lessons = [tags("facilitators.csv", "availability"), tags("members.csv", "availability")];
    let grades = column("circles", "members.csv", "grade");
    let mut led: BTreeMap<&str, usize> = BTreeMap::new();
    for group in list(&result, "groups") {
        let (leaders, members) = (ids(group, "leaders"), members(group));
        assert!((4..=6).contains(&members.len()) && leaders.len() == 2, "{group}");
        let free = |of: &BTreeMap<String, BTreeSet<String>>, id: &str| of[id].contains(word(group, "slot"));
        assert!(leaders.iter().all(|leader| free(&lessons[0], leader)), "{group}");
        assert!(members.iter().all(|member| free(&lessons[1], member)), "{group}");
        let grades: BTreeSet<i32> = members.iter().map(|&member| grades[member].parse().expect("a grade")).collect();
        assert!(grades.last().expect("a grade") - grades.first().expect("a grade") <= 2, "{group}");
        assert!(!["M8", "M9"].iter().all(|member| members.contains(member)), "{group}");
        leaders.iter().for_each(|&leader| *led.entry(leader).or_default() += 1);
    }
    assert_eq!(led, BTreeMap::from([("F1", 2), ("F2", 1), ("F3", 1)]));
    assert_eq!(waiting(&result), ["M11", "M14"]);
}

/// From the topics of both sides alone.
#[test]
fn the_points_of_a_member_are_the_mean_over_both_facilitators_halves_up() {
    let result = result("circles");
    let (known, wanted) = (tags("facilitators.csv", "topics"), tags("members.csv", "topics"));
    let mut total = 0;
    for group in list(&result, "groups") {
        for member in list(group, "members") {
            let wanted = &wanted[word(member, "mentee")];
            let points = |leader: &str| {
                let shared = wanted.intersection(&known[leader]).count();
                (20_000 * shared + wanted.len()) / (2 * wanted.len())
            };
            let sum: usize = ids(group, "leaders").into_iter().map(points).sum();
            assert_eq!(member["points"], sum.div_ceil(2), "{member}");
            total += sum.div_ceil(2);
        }
    }
    assert_eq!(level(&result, "total"), total);
    says("circles", "Cleo has 6667 with Amara and 10000 with Bruno, together 8333.5, which is 8334");
}

#[test]
fn what_the_page_on_circles_invites_to_try_comes_out_so() {
    let values = |result: &Value| (level(result, "coverage"), level(result, "total"));
    let together = changed("circles", &[("members.csv", "Mon P4;Wed P4,M9", "Mon P4;Wed P4,")]);
    assert_eq!(values(&together), (json!([12]), json!(80_834)));
    assert!(circles(&together)["Mon P4"].contains("M10") && circles(&together)["Wed P4"].contains("M8"));
    let wider = changed("circles", &[("program.toml", "max = 2", "max = 3")]);
    assert_eq!(values(&wider), (json!([12]), json!(83_334)));
    assert!(circles(&wider)["Wed P4"].contains("M14") && waiting(&wider).contains(&"M4"));
    let smaller = changed("circles", &[("program.toml", "[4, 6]", "[3, 6]")]);
    assert_eq!(level(&smaller, "coverage"), json!([13]));
    assert_eq!(circles(&smaller)["Thu P4"], BTreeSet::from(["M11", "M12", "M13"]));
    let once = changed("circles", &[("facilitators.csv", "Mon P4;Wed P4,2", "Mon P4;Wed P4,1")]);
    assert_eq!(circles(&once).into_keys().collect::<Vec<_>>(), ["Mon P4"]);
    assert_eq!(waiting(&once).len(), 8);
}
