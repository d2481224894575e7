//! A result is the same bytes on any number of threads, in every run, and however the rows of the rosters are shuffled.
//!
//! The rosters are so large that pairs are computed, not stored.

#![expect(clippy::unwrap_used, reason = "a test whose own files fail has failed")]

#[path = "support/dice.rs"]
mod dice;

use std::path::Path;
use std::process::Command;

use dice::Dice;

const PEOPLE: u32 = 2_000;
const INTERESTS: u32 = 30;
const SUBJECTS: u32 = 12;

/// Up to so many of the numbered tags of a kind; now and then none.
fn tags(kind: &str, number: u32, most: u32, dice: &mut Dice) -> String {
    let some = if dice.chance(10) { 0 } else { 1 + dice.roll(most) };
    (0..some).map(|_| format!("{kind} {}", dice.roll(number))).collect::<Vec<_>>().join(";")
}

/// A header and rows: people who are mostly unlike each other, with many equal scores all the same.
fn people(prefix: &str, number: u32, dice: &mut Dice) -> (String, Vec<String>) {
    let (header, grade, places): (_, u32, [&str; 4]) = match prefix {
        "M" => ("id,grade,interests,subject_strengths,capacity", 9, ["1", "1", "2", "2"]),
        _ => ("id,grade,interests,subject_needs,priority", 5, ["", "", "1", "2"]),
    };
    let row = |person: u32| {
        let grade = grade + dice.roll(5);
        let (interests, subjects) = (tags("interest", INTERESTS, 5, dice), tags("subject", SUBJECTS, 3, dice));
        format!("{prefix}{person},{grade},{interests},{subjects},{}", dice.one_of(&places))
    };
    (header.to_owned(), (0..number).map(row).collect())
}

fn shuffle(rows: &mut [String], dice: &mut Dice) {
    for last in (1..rows.len()).rev() {
        rows.swap(last, dice.index(last + 1));
    }
}

/// The result of a run over the files of a folder, on so many threads.
fn result(folder: &Path, threads: u32, format: &str) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pairwright"));
    let arguments =
        "match --program program.toml --mentors mentors.csv --mentees mentees.csv --quiet --require-optimal";
    command.args(arguments.split_whitespace()).args(["--format", format]).current_dir(folder);
    let output = command.env("RAYON_NUM_THREADS", threads.to_string()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Runs so many mentors with the mentees, by this objective, in every way that must not matter.
#[track_caller]
fn assert_same_bytes(mentors: u32, objective: &str) {
    let (folder, mut dice) = (tempfile::tempdir().unwrap(), Dice::new(mentors.into()));
    let program = format!(
        "[[criteria]]\nname = \"Interests\"\nweight = 3\noverlap = {{ field = \"interests\" }}\n\
         [[criteria]]\nname = \"Subjects\"\ncovers = {{ need = \"subject_needs\", offer = \"subject_strengths\" }}\n\
         [[rules]]\nname = \"Above\"\ngap = {{ field = \"grade\", min = 1 }}\n\
         [objective]\n{objective}\n"
    );
    let mut sides = [people("M", mentors, &mut dice), people("E", PEOPLE, &mut dice)];
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    let write_people = |sides: &[(String, Vec<String>); 2]| {
        for ((header, rows), name) in sides.iter().zip(["mentors.csv", "mentees.csv"]) {
            write(name, format!("{header}\n{}\n", rows.join("\n")));
        }
    };
    write("program.toml", program);
    write_people(&sides);
    let (csv, json) = (result(folder.path(), 1, "csv"), result(folder.path(), 1, "json"));
    let rows = csv.iter().filter(|&&byte| byte == b'\n').count();
    assert!(rows > PEOPLE as usize, "a row for everybody");
    for threads in [2, 8] {
        assert!(result(folder.path(), threads, "json") == json, "{threads} threads");
    }
    sides.iter_mut().for_each(|(_, rows)| shuffle(rows, &mut dice));
    write_people(&sides);
    assert!(result(folder.path(), 8, "csv") == csv, "shuffled rows, as CSV");
    assert!(result(folder.path(), 2, "json") == json, "shuffled rows, as JSON");
}

#[test]
fn where_places_are_plenty_a_result_is_the_same_bytes() {
    assert_same_bytes(2_000, "levels = [\"coverage\", \"total\"]");
}

#[test]
fn where_places_are_scarce_a_result_is_the_same_bytes() {
    assert_same_bytes(1_200, "levels = [\"coverage\", \"total\"]");
}

#[test]
fn by_the_total_alone_a_result_is_the_same_bytes() {
    assert_same_bytes(1_600, "levels = [\"total\"]");
}

#[test]
fn with_levels_beside_coverage_and_total_a_result_is_the_same_bytes() {
    assert_same_bytes(1_900, "levels = [\"coverage\", \"worst\", \"balance\", \"total\"]");
}

#[test]
fn by_coverage_alone_a_result_is_the_same_bytes() {
    assert_same_bytes(1_800, "levels = [\"coverage\"]");
}

#[test]
fn a_stable_pairing_is_the_same_bytes() {
    assert_same_bytes(1_700, "method = \"stable\"");
}
