//! Rosters without some of the columns: what is optional is left out with a word, what is required is named.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::programme::{NAMES, example, pairwright, run};

/// A column that a program reads.
struct Reads {
    field: String,
    is_asked: bool,
    side: String,
    need: String,
}

/// The columns that `programs show` says a program reads.
fn columns(name: &str) -> Vec<Reads> {
    let output = pairwright(&["programs", "show", name, "--json"]);
    let shown: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let columns = shown["columns"].as_array().expect("columns").iter();
    let text = |column: &Value, key: &str| column[key].as_str().expect("a text").to_owned();
    columns
        .map(|column| Reads {
            field: text(column, "field"),
            is_asked: column["question"].is_string(),
            side: text(column, "side"),
            need: text(column, "need"),
        })
        .collect()
}

/// Writes the rosters of an example without some columns of a side.
fn without(name: &str, gone: &BTreeSet<(&str, &str)>, folder: &Path) {
    for side in ["mentor", "mentee"] {
        let mut reader = csv::Reader::from_path(example(name).join(format!("{side}s.csv"))).expect("a roster");
        let headers = reader.headers().expect("headers").clone();
        let kept: Vec<usize> = (0..headers.len()).filter(|&at| !gone.contains(&(side, &headers[at]))).collect();
        let mut writer = csv::Writer::from_path(folder.join(format!("{side}s.csv"))).expect("a file");
        writer.write_record(kept.iter().map(|&at| &headers[at])).expect("a header");
        for row in reader.records() {
            let row = row.expect("a row");
            writer.write_record(kept.iter().map(|&at| &row[at])).expect("a row");
        }
        writer.flush().expect("written");
    }
}

#[test]
fn without_all_optional_columns_every_program_still_pairs_and_says_what_it_left_out() {
    for name in NAMES {
        let reads = columns(name);
        let optional = reads.iter().filter(|column| column.need != "required" && column.field != "id");
        let gone: BTreeSet<(&str, &str)> =
            optional.map(|column| (column.side.as_str(), column.field.as_str())).collect();
        assert!(!gone.is_empty(), "{name}");
        let folder = tempfile::tempdir().expect("a folder");
        without(name, &gone, folder.path());
        let rosters = ["mentors.csv", "mentees.csv"].map(|file| folder.path().join(file));
        let output = run(&["match", "--program", name, "--format", "json"], [&rosters[0], &rosters[1]]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{name}: {said}");
        let result: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(result["summary"]["pairs"].as_u64() > Some(0), "{name}: {said}");
        assert!(said.contains("is left out"), "{name}: {said}");
        for column in reads.iter().filter(|column| column.need == "optional") {
            assert!(said.contains(&format!("`{}`", column.field)), "{name} does not name {}: {said}", column.field);
        }
    }
}

#[test]
fn a_required_column_that_is_missing_is_named_with_the_way_to_map_it() {
    for name in NAMES {
        let reads = columns(name);
        let required: Vec<&Reads> =
            reads.iter().filter(|column| column.need == "required" && column.field != "id").collect();
        assert!(!required.is_empty(), "{name}");
        for column in required {
            let folder = tempfile::tempdir().expect("a folder");
            without(name, &[(column.side.as_str(), column.field.as_str())].into(), folder.path());
            let rosters = ["mentors.csv", "mentees.csv"].map(|file| folder.path().join(file));
            let output = run(&["match", "--program", name], [&rosters[0], &rosters[1]]);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{name} without {}: {said}", column.field);
            assert!(output.stdout.is_empty(), "{name}");
            assert!(said.contains("program::missing-column"), "{name}: {said}");
            assert!(said.contains(&format!("has no column `{}`", column.field)), "{name}: {said}");
            assert!(said.contains("--map"), "{name} without {}: {said}", column.field);
        }
    }
}

#[test]
fn the_comment_on_the_form_names_every_column_that_no_question_asks() {
    for name in NAMES {
        let path = format!("{}/src/program/presets/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a program").replace("\n# ", " ");
        let list = text.split("What is not asked (").nth(1).and_then(|rest| rest.split(')').next()).expect("a list");
        let listed: BTreeSet<&str> = list.split(", ").filter(|field| !["avoids", "priority"].contains(field)).collect();
        let reads = columns(name);
        let unasked =
            reads.iter().filter(|column| column.need != "if-there" && !column.is_asked && column.field != "id");
        let mut unasked: BTreeSet<&str> = unasked.map(|column| column.field.as_str()).collect();
        // What one side is asked the office need not know of the other.
        let asked: BTreeSet<&str> =
            reads.iter().filter(|column| column.is_asked).map(|column| column.field.as_str()).collect();
        unasked.retain(|field| !asked.contains(field) || listed.contains(field));
        assert_eq!(listed, unasked, "{name}");
    }
}
