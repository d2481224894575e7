//! The pages, their commands, and the results of these as JSON.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The folder of an example.
pub fn folder(example: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example)
}

/// The page of an example.
pub fn page(example: &str) -> String {
    std::fs::read_to_string(folder(example).join("README.md")).expect("a page")
}

/// Its program file.
pub fn program(example: &str) -> String {
    std::fs::read_to_string(folder(example).join("program.toml")).expect("a program file")
}

/// A command of a page, and the blocks of text that follow it: standard output, then standard error.
pub struct Shown {
    pub command: String,
    pub texts: Vec<String>,
}

/// The commands of a page, each with what it prints.
pub fn commands(page: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(label) = line.strip_prefix("```") else { continue };
        let body: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        match label {
            "sh" => {
                found.extend(body.lines().map(|line| Shown { command: line.to_owned(), texts: Vec::new() }));
            }
            "text" => found.last_mut().expect("a command before what it prints").texts.push(body),
            other => panic!("a block of {other}"),
        }
    }
    found
}

/// Runs the tool in a folder.
pub fn run(words: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pairwright")).args(words).current_dir(folder).output().expect("it runs")
}

/// What was printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The words of a page's first command after `pairwright`.
pub fn first_command(example: &str) -> Vec<String> {
    let command = commands(&page(example)).remove(0).command;
    command.split_whitespace().skip(1).map(str::to_owned).collect()
}

/// The result of a page's first command, with the files `name` (in the example's folder) changed.
#[track_caller]
pub fn changed(example: &str, changes: &[(&str, &str, &str)]) -> Value {
    let copy = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(folder(example)).expect("the example") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, copy.path().join(path.file_name().expect("a name"))).expect("a copy");
    }
    for (name, from, to) in changes {
        let path = copy.path().join(name);
        let text = std::fs::read_to_string(&path).expect("a file");
        assert_eq!(text.matches(from).count(), 1, "{from} in {name}");
        std::fs::write(&path, text.replacen(from, to, 1)).expect("the changed file");
    }
    let words = first_command(example);
    let words: Vec<&str> = words.iter().map(|word| if word == "table" { "json" } else { word }).collect();
    let output = run(&words, copy.path());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)))
}

/// The result of a page's first command.
pub fn result(example: &str) -> Value {
    changed(example, &[])
}

pub fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().expect("a list")
}

pub fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("a text")
}

/// The pairs as `M1-E1`, in the order of the result.
pub fn pairs(result: &Value) -> Vec<String> {
    list(result, "pairs").iter().map(|pair| format!("{}-{}", word(pair, "mentor"), word(pair, "mentee"))).collect()
}

/// The mentors of each mentee, or the mentees of each mentor.
pub fn grouped<'v>(result: &'v Value, by: &str, of: &str) -> BTreeMap<&'v str, Vec<&'v str>> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in list(result, "pairs") {
        groups.entry(word(pair, by)).or_default().push(word(pair, of));
    }
    groups
}

/// The value of a level.
pub fn level(result: &Value, name: &str) -> Value {
    let levels = list(&result["solve"], "levels");
    levels.iter().find(|level| level["level"] == name).unwrap_or_else(|| panic!("no level {name}"))["value"].clone()
}

/// One column of a table of an example, by id.
pub fn column(example: &str, file: &str, name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(folder(example).join(file)).expect("a table");
    let headers = reader.headers().expect("headers").clone();
    let at = |header: &str| headers.iter().position(|found| found == header).expect("the column");
    let (id, wanted) = (at("id"), at(name));
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (row[id].to_owned(), row[wanted].to_owned())).collect()
}

/// Asserts that a page says something, however its lines are broken.
#[track_caller]
pub fn says(example: &str, words: &str) {
    let page = page(example).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(words), "{example} does not say: {words}");
}
