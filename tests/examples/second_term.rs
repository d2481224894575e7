//! What the page of `examples/second-term` says.

use std::collections::BTreeSet;

use serde_json::json;

use super::page::{changed, folder, grouped, page, pairs, program};

/// Every line of the second term's table of levels, computed anew.
#[test]
fn other_levels_give_what_the_page_on_the_second_term_says() {
    let page = page("second-term");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| `coverage, "))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 5);
    let before = column_pairs();
    let own = program("second-term").lines().find(|line| line.starts_with("levels = ")).expect("levels").to_owned();
    for row in rows {
        let names: Vec<String> = row[1].trim_matches('`').split(", ").map(|name| format!("\"{name}\"")).collect();
        let result = changed("second-term", &[("program.toml", &own, &format!("levels = [{}]", names.join(", ")))]);
        let kept = pairs(&result).iter().filter(|pair| before.contains(*pair)).count();
        let loads = grouped(&result, "mentor", "mentee");
        let squares: usize = loads.values().map(|mentees| mentees.len().pow(2)).sum();
        let summary = &result["summary"];
        let found = [json!(kept), summary["lowest_points"].clone(), json!(squares), summary["total_points"].clone()];
        assert_eq!(found.map(|value| value.to_string()), row[2..6], "{}", row[1]);
    }
}

/// The pairs of last term.
fn column_pairs() -> BTreeSet<String> {
    let text = std::fs::read_to_string(folder("second-term").join("last-term.csv")).expect("last term");
    text.lines().skip(1).map(|line| line.replace(',', "-")).collect()
}

#[test]
fn who_moves_with_other_levels_is_who_the_page_on_the_second_term_names() {
    let levels = "levels = [\"coverage\", \"continuity\", \"worst\", \"balance\", \"total\"]";
    let with = |list: &str| pairs(&changed("second-term", &[("program.toml", levels, &format!("levels = {list}"))]));
    let has = |found: &[String], wanted: &[&str]| wanted.iter().all(|&pair| found.contains(&pair.to_owned()));
    assert!(has(&with("[\"coverage\", \"continuity\", \"worst\", \"total\"]"), &["B2-N8"]));
    assert!(has(&with("[\"coverage\", \"continuity\", \"fair\", \"total\"]"), &["B2-N8", "B6-N9", "B7-N10"]));
    assert!(has(&with("[\"coverage\", \"continuity\", \"balance\", \"total\"]"), &["B5-N7", "B4-N4"]));
    assert!(has(&with("[\"coverage\", \"total\"]"), &["B2-N5", "B5-N7", "B5-N4"]));
}
