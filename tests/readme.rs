//! Every command of the README runs, and says what the README says.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn readme() -> String {
    std::fs::read_to_string(Path::new(ROOT).join("README.md")).expect("the README")
}

/// The lines of the fenced blocks with this label, in order.
fn blocks(label: &str) -> Vec<String> {
    let text = readme();
    let mut lines = text.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if name == label {
                found.extend(body.into_iter().map(str::to_owned));
            }
        }
    }
    found
}

fn copy_examples(folder: &Path) {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("the examples") {
            let path: PathBuf = entry.expect("an entry").path();
            let aim = to.join(path.file_name().expect("a name"));
            if path.is_dir() { copy(&path, &aim) } else { std::fs::copy(&path, &aim).map(drop).expect("a copy") }
        }
    }
    copy(&Path::new(ROOT).join("examples"), &folder.join("examples"));
}

/// Runs the arguments of one `pairwright` command, with `< FILE` as standard input.
fn run(arguments: &str, folder: &Path) -> std::process::Output {
    let (arguments, input) = arguments.split_once(" < ").map_or((arguments, None), |(a, file)| (a, Some(file)));
    let stdin =
        input.map_or_else(Stdio::null, |file| std::fs::File::open(folder.join(file)).expect("the input").into());
    let mut command = Command::new(env!("CARGO_BIN_EXE_pairwright"));
    command.args(arguments.split_whitespace()).current_dir(folder).stdin(stdin);
    command.output().expect("the command runs")
}

#[test]
fn every_command_of_the_readme_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_examples(folder.path());
    let (mut ran, mut known) = (0, 0);
    for line in blocks("sh") {
        let own = line.strip_prefix("cargo run --release --quiet -- ").or_else(|| line.strip_prefix("pairwright "));
        match own {
            Some(arguments) => {
                let output = run(arguments, folder.path());
                let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(output.status.success(), "{line}\n{stderr}");
                let writes_files = arguments.contains(" -o ") || arguments.starts_with("init ");
                assert!(!output.stdout.is_empty() || writes_files, "{line} says nothing");
                ran += 1;
            }
            // The first is the command that runs this test; the second builds the binary that it runs.
            None => {
                known +=
                    usize::from(["cargo test --locked", "cargo install --locked --path ."].contains(&line.as_str()))
            }
        }
    }
    assert_eq!(
        ran + known,
        blocks("sh").len(),
        "every command is run, or is one that cannot be run from inside a test"
    );
    assert!(ran >= 6);
    for file in ["pairings.csv", "second.csv"] {
        assert!(folder.path().join(file).is_file(), "{file} was written");
    }
}

#[test]
fn the_first_command_says_what_the_readme_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_examples(folder.path());
    let first = blocks("sh").remove(0);
    let output = run(first.strip_prefix("cargo run --release --quiet -- ").expect("the first command"), folder.path());
    let shown: String = blocks("text").iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(String::from_utf8_lossy(&output.stderr), shown);
    let rows = String::from_utf8_lossy(&output.stdout).lines().count();
    assert_eq!(rows, 1 + 50 + 10, "a header, the pairs, the empty places");
}

#[test]
fn the_gate_runs_the_readmes_test_command() {
    let gate = std::fs::read_to_string(Path::new(ROOT).join(".ci/run")).expect("the gate");
    let test_command = &blocks("sh")[1];
    assert!(gate.lines().any(|line| line == test_command), "{test_command}");
}
