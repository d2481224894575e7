//! What the page of `examples/caseload` says.

use serde_json::json;

use super::page::{changed, column, grouped, level, pairs, result, says};

#[test]
fn every_scientist_who_comes_has_enough_students() {
    let result = result("caseload");
    let own = column("caseload", "mentors.csv", "minimum");
    for (mentor, students) in grouped(&result, "mentor", "mentee") {
        let least = own[mentor].parse().unwrap_or(2);
        assert!(students.len() >= least, "{mentor} comes for {}", students.len());
    }
    assert!(!grouped(&result, "mentor", "mentee").contains_key("V5"), "Otto stays at home");
}

#[test]
fn what_the_page_on_caseloads_invites_to_try_comes_out_so() {
    let for_two = changed("caseload", &[("mentors.csv", "chemistry,4,3", "chemistry,4,2")]);
    assert_eq!(for_two["summary"]["pairs"], 10);
    says("caseload", "10 of 11 students have somebody");
    let alone = changed("caseload", &[("program.toml", "minimum = 2", "minimum = 0")]);
    assert_eq!((&alone["summary"]["pairs"], level(&alone, "total")), (&json!(8), json!(61_667)));
    assert!(pairs(&alone).contains(&"V1-S9".to_owned()) && pairs(&alone).contains(&"V4-S8".to_owned()));
    says("caseload", "Inés is with Ruth, Hamza alone with Salma, and the total is 61667");
}
