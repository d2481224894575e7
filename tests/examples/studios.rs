//! What the page of `examples/studios` says.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::page::{changed, column, grouped, level, pairs, result, says};

/// The lists of one side of the studios.
fn wishes(file: &str) -> BTreeMap<String, Vec<String>> {
    let lists = column("studios", file, "prefers");
    lists.into_iter().map(|(id, cell)| (id, cell.split(';').map(str::to_owned).collect())).collect()
}

/// The artists and students who would both rather have each other than what they have.
fn blocking(result: &Value) -> Vec<String> {
    let (artists, students) = (wishes("artists.csv"), wishes("students.csv"));
    let places = column("studios", "artists.csv", "capacity");
    let rank = |list: &[String], id: &str| list.iter().position(|wish| wish == id).unwrap_or(list.len());
    let (of_artist, of_student) = (grouped(result, "mentor", "mentee"), grouped(result, "mentee", "mentor"));
    let mut found = Vec::new();
    for (artist, list) in &artists {
        let has = of_artist.get(artist.as_str()).cloned().unwrap_or_default();
        for (student, wanted) in &students {
            let now = of_student.get(student.as_str()).and_then(|artists| artists.first());
            let student_would = now.is_none_or(|now| rank(wanted, artist) < rank(wanted, now));
            let room = has.len().to_string() != places[artist];
            let artist_would = room || has.iter().any(|held| rank(list, student) < rank(list, held));
            if student_would && artist_would && !has.contains(&student.as_str()) {
                found.push(format!("{artist}-{student}"));
            }
        }
    }
    found
}

#[test]
fn no_artist_and_student_would_both_rather_have_each_other_whoever_asks() {
    assert_eq!(blocking(&result("studios")), [""; 0]);
    let artists = changed("studios", &[("program.toml", "proposing = \"mentee\"", "proposing = \"mentor\"")]);
    assert_eq!(blocking(&artists), [""; 0]);
    assert_eq!(pairs(&artists), ["A2-E2", "A1-E3", "A1-E4", "A4-E5", "A3-E6"]);
}

#[test]
fn the_best_total_of_the_studios_is_not_stable() {
    let own = "method = \"stable\"\nproposing = \"mentee\"";
    let best = changed("studios", &[("program.toml", own, "levels = [\"coverage\", \"total\"]")]);
    assert_eq!(pairs(&best), ["A2-E2", "A1-E3", "A4-E4", "A3-E5", "A1-E6"]);
    assert_eq!((level(&best, "total"), blocking(&best)), (json!(40_001), vec!["A3-E6".to_owned()]));
    assert_eq!(result("studios")["summary"]["total_points"], 36_668);
    says("studios", "for a total of 40001 and not 36668");
}
