//! The pages of `examples/programs`: their commands, what these print, and where their rosters come from.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::programme::{NAMES, example};

/// A block of a page, and its label.
struct Block {
    label: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(label) = line.strip_prefix("```") else { continue };
        let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        found.push(Block { label: label.to_owned(), text });
    }
    found
}

/// Runs a command of a page in a folder, as a pipe.
fn run(command: &str, folder: &Path) -> Output {
    let words = command.split_whitespace().skip(1);
    Command::new(env!("CARGO_BIN_EXE_pairwright")).args(words).current_dir(folder).output().expect("it runs")
}

/// The command of a page that begins so, whether in a block or in a line.
#[track_caller]
fn command<'p>(page: &'p str, begins: &str, name: &str) -> &'p str {
    let at = page.find(begins).unwrap_or_else(|| panic!("{name} has no `{begins}`"));
    page[at..].split(['`', '\n']).next().expect("a line")
}

#[test]
fn every_programme_has_a_page_whose_command_prints_what_it_says() {
    for name in NAMES {
        let folder = example(name);
        let page = fs::read_to_string(folder.join("README.md")).unwrap_or_else(|_| panic!("{name} has a page"));
        let blocks = blocks(&page);
        let asked = blocks.iter().find(|block| block.label == "sh").unwrap_or_else(|| panic!("{name} has a command"));
        assert!(asked.text.starts_with(&format!("pairwright match --program {name} ")), "{name}: {}", asked.text);
        let output = run(asked.text.trim_end(), &folder);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0), "{name}: {said}");
        let shown = blocks.iter().find(|block| block.label == "text").unwrap_or_else(|| panic!("{name} shows a run"));
        assert_eq!(said, shown.text, "{name}");
        let result = fs::read(folder.join("result.csv")).unwrap_or_else(|_| panic!("{name} has a result"));
        assert_eq!(String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&result), "{name}");
        assert!(page.contains("## What to look at"), "{name}");
    }
}

#[test]
fn the_rosters_of_every_page_are_the_sample_that_it_names() {
    for name in NAMES {
        let folder = example(name);
        let page = fs::read_to_string(folder.join("README.md")).unwrap_or_else(|_| panic!("{name} has a page"));
        let made = command(&page, &format!("pairwright sample {name} "), name);
        let empty = tempfile::tempdir().expect("a folder");
        let output = run(made, empty.path());
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        for file in ["mentors.csv", "mentees.csv"] {
            let [ours, again] =
                [folder.as_path(), empty.path()].map(|folder| fs::read_to_string(folder.join(file)).expect("a roster"));
            assert_eq!(ours, again, "{name}: {file} by {made}");
        }
        let people: usize = ["mentors.csv", "mentees.csv"]
            .map(|file| fs::read_to_string(folder.join(file)).expect("a roster").lines().count() - 1)
            .iter()
            .sum();
        assert!((20..=80).contains(&people), "{name} has {people} people");
    }
}
