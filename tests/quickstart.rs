//! The things that the page of the quickstart example invites to try come out as it says.

use std::path::Path;
use std::process::Command;

/// Pairs the example with its program file changed, and gives the result.
fn with_program(change: impl Fn(String) -> String) -> serde_json::Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/quickstart");
    let program = std::fs::read_to_string(folder.join("program.toml")).expect("the program file");
    let changed = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(changed.path(), change(program)).expect("the changed program file");
    let output = Command::new(env!("CARGO_BIN_EXE_pairwright"))
        .args(["match", "--mentors", "mentors.csv", "--mentees", "mentees.csv", "--format", "json", "--program"])
        .arg(changed.path())
        .current_dir(folder)
        .output()
        .expect("the command runs");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn replaced(from: &'static str, to: &'static str) -> impl Fn(String) -> String {
    move |program| {
        assert!(program.contains(from), "{from}");
        program.replacen(from, to, 1)
    }
}

fn nobody_allowed(result: &serde_json::Value) -> usize {
    let places = result["unmatched"].as_array().expect("a list");
    places.iter().filter(|place| place["reason"] == "no-allowed-mentor").count()
}

fn says(line: &str) {
    let page = include_str!("../examples/quickstart/README.md");
    assert!(page.contains(line), "the page does not say: {line}");
}

#[test]
fn the_example_itself_comes_out_as_an_independent_solver_found() {
    // Worked out with another solver, its optimum checked by duality, before this tool existed.
    let result = with_program(|program| program);
    assert_eq!(result["solve"]["levels"][0]["value"], serde_json::json!([4, 6, 3, 37]));
    assert_eq!(result["solve"]["levels"][1]["value"], 270_925);
    assert_eq!((&result["summary"]["pairs"], nobody_allowed(&result)), (&serde_json::json!(50), 3));
}

#[test]
fn the_lowest_score_costs_four_pairs() {
    let result = with_program(replaced("minimum_score = 0", "minimum_score = 45"));
    assert_eq!(result["summary"]["pairs"], 46);
    assert!(result["summary"]["lowest_points"].as_u64() >= Some(4500));
    says("46 pairs instead of 50");
}

#[test]
fn blank_times_that_forbid_leave_seven_with_nobody() {
    let result = with_program(replaced("if_blank = \"allow\"", "if_blank = \"forbid\""));
    assert_eq!(nobody_allowed(&result), 7);
    says("7 mentees then have nobody who is allowed, instead of 3");
}

#[test]
fn the_total_alone_is_higher() {
    let result = with_program(replaced("levels = [\"coverage\", \"total\"]", "levels = [\"total\"]"));
    assert_eq!((&result["summary"]["pairs"], &result["summary"]["total_points"]), (&50.into(), &271_508.into()));
    says("50 pairs with a total of 271508 instead of 270925");
}
