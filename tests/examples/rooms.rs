//! What the page of `examples/rooms` says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::page::{changed, column, level, list, pairs, program, result, says, word};

/// The lunches of everybody on one side.
fn lunches(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let cells = column("rooms", file, "availability");
    cells.into_iter().map(|(id, cell)| (id, cell.split(';').map(str::to_owned).collect())).collect()
}

fn rooms(lunch: &str) -> usize {
    if lunch == "Thu lunch" { 1 } else { 2 }
}

/// A meeting: tutor, learner, lunch.
type Meeting<'m> = (&'m str, &'m str, &'m str);

/// Whether all can be held: nobody twice at one lunch in whichever role, and a room for each.
fn can_be_held(meetings: &[Meeting<'_>]) -> bool {
    let places = meetings.iter().flat_map(|&(tutor, learner, lunch)| [(tutor, lunch), (learner, lunch)]);
    let nobody_twice = places.clone().collect::<BTreeSet<_>>().len() == places.count();
    let at = |lunch| meetings.iter().filter(|meeting| meeting.2 == lunch).count();
    nobody_twice && meetings.iter().all(|meeting| at(meeting.2) <= rooms(meeting.2))
}

/// The most of these pairs that can meet, by trying every lunch of each, and none.
fn most_that_meet<'m>(pairs: &[(&'m str, &'m str, Vec<&'m str>)], held: &mut Vec<Meeting<'m>>) -> usize {
    let Some(((tutor, learner, lunches), rest)) = pairs.split_first() else { return held.len() };
    let mut most = most_that_meet(rest, held);
    for &lunch in lunches {
        held.push((tutor, learner, lunch));
        if can_be_held(held) {
            most = most.max(most_that_meet(rest, held));
        }
        held.pop();
    }
    most
}

#[test]
fn every_lunch_suits_both_nobody_is_in_two_places_and_there_is_a_room() {
    let result = result("rooms");
    let (tutors, learners) = (lunches("tutors.csv"), lunches("learners.csv"));
    let meeting = |row| (word(row, "mentor"), word(row, "mentee"), word(row, "slot"));
    let meetings: Vec<Meeting<'_>> = list(&result, "pairs").iter().map(meeting).collect();
    for &(tutor, learner, lunch) in &meetings {
        assert!(tutors[tutor].contains(lunch) && learners[learner].contains(lunch), "{tutor}-{learner} at {lunch}");
    }
    assert!(can_be_held(&meetings), "{meetings:?}");
    let who: Vec<Value> = list(&result, "unmatched").iter().map(|row| row["mentee"].clone()).collect();
    assert_eq!((meetings.len(), who), (5, vec![json!("S4"), json!("S6")]));
}

#[test]
fn of_the_pairs_that_are_best_without_a_look_at_rooms_only_four_can_meet() {
    let own = program("rooms");
    let from = own.find("[meetings]").expect("the table");
    let table = &own[from..own.find("# A wish").expect("what follows it")];
    let rule = "[[rules]]\nname = \"A lunch in common\"\ncommon = { field = \"availability\" }\n\n";
    let first = changed("rooms", &[("program.toml", table, rule)]);
    assert_eq!((level(&first, "coverage"), level(&first, "total")), (json!([7]), json!(65_000)));
    assert!(["T2-S2", "T1-S6", "T3-S4"].iter().all(|&pair| pairs(&first).contains(&pair.to_owned())));
    let (tutors, learners) = (lunches("tutors.csv"), lunches("learners.csv"));
    let with_lunches: Vec<(&str, &str, Vec<&str>)> = list(&first, "pairs")
        .iter()
        .map(|row| (word(row, "mentor"), word(row, "mentee")))
        .map(|(tutor, learner)| {
            (tutor, learner, tutors[tutor].intersection(&learners[learner]).map(String::as_str).collect())
        })
        .collect();
    assert_eq!(most_that_meet(&with_lunches, &mut Vec::new()), 4);
    says("rooms", "four of these seven pairs can meet, and not five");
}

#[test]
fn what_the_page_on_rooms_invites_to_try_comes_out_so() {
    let own = "\"Thu lunch\" = 1 ";
    let with = |more: &str| changed("rooms", &[("program.toml", own, more)]);
    for more in ["\"Mon lunch\" = 3\n\"Thu lunch\" = 1 ", "\"Tue lunch\" = 3\n\"Thu lunch\" = 1 ", "\"Thu lunch\" = 2 "]
    {
        assert_eq!(level(&with(more), "coverage"), json!([5]), "{more}");
    }
    let two = with("\"Mon lunch\" = 3\n\"Thu lunch\" = 2 ");
    assert_eq!((level(&two, "coverage"), level(&two, "total")), (json!([6]), json!(60_000)));
    let meetings: BTreeSet<(&str, &str, &str)> =
        list(&two, "pairs").iter().map(|row| (word(row, "mentor"), word(row, "mentee"), word(row, "slot"))).collect();
    let named =
        [("T2", "S2", "Mon lunch"), ("T1", "S6", "Tue lunch"), ("S6", "S5", "Thu lunch"), ("T3", "S7", "Thu lunch")];
    assert!(named.iter().all(|meeting| meetings.contains(meeting)), "{meetings:?}");
    let without_end = with("\"Mon lunch\" = 9\n\"Tue lunch\" = 9\n\"Thu lunch\" = 9 ");
    assert_eq!(level(&without_end, "coverage"), json!([6]));
}
