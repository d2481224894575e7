//! What the page of `examples/tutoring` says.

use std::collections::BTreeSet;

use serde_json::json;

use super::page::{changed, column, grouped, level, list, result, word};

#[test]
fn every_subject_is_taught_by_somebody_strong_in_it_and_jun_sees_one_tutor() {
    let result = result("tutoring");
    let strong = column("tutoring", "mentors.csv", "subject_strengths");
    for row in list(&result, "pairs") {
        assert!(strong[word(row, "mentor")].split(';').any(|subject| subject == word(row, "for")), "{row}");
    }
    let tutors: BTreeSet<&str> = grouped(&result, "mentee", "mentor")["L4"].iter().copied().collect();
    assert_eq!(tutors.len(), 1);
    let empty: Vec<_> = list(&result, "unmatched").iter().map(|row| (word(row, "mentee"), word(row, "for"))).collect();
    assert_eq!(empty, [("L3", "physics"), ("L4", "physics")]);
}

#[test]
fn what_the_page_on_tutoring_invites_to_try_comes_out_so() {
    let more =
        changed("tutoring", &[("mentors.csv", "physics,Tue lunch;Fri P1,1", "physics,Mon P3;Tue lunch;Fri P1,2")]);
    let empty: Vec<_> = list(&more, "unmatched").iter().map(|row| (word(row, "mentee"), word(row, "for"))).collect();
    assert_eq!(empty, [("L4", "physics")]);
    let free = changed("tutoring", &[("mentees.csv", "Wed P5,1,", "Wed P5,,")]);
    assert_eq!((level(&free, "coverage"), level(&free, "total")), (json!([1, 5, 1, 1]), json!(70_000)));
}
