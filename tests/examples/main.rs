//! The pages of `examples/` are true: their commands print what is shown, and what they say of the pairings holds.

mod caseload;
mod circles;
mod impossible;
mod mediation;
mod mixing;
mod page;
mod rooms;
mod second_term;
mod studios;
mod tutoring;

use std::collections::BTreeSet;

use page::{Shown, commands, first_command, folder, grouped, list, page, result, run, says, text, word};
use serde_json::Value;

/// The examples whose pages show what their commands print.
const SHOWN: [&str; 8] = ["caseload", "circles", "mediation", "mixing", "rooms", "second-term", "studios", "tutoring"];

#[test]
fn every_command_prints_what_its_page_shows() {
    for example in SHOWN {
        let shown = commands(&page(example));
        assert!(shown[0].texts.len() == 2, "{example} shows the result and the lines about the run");
        for Shown { command, texts } in shown {
            let words: Vec<&str> = command.split_whitespace().collect();
            let output = run(&words[1..], &folder(example));
            assert!(output.status.success(), "{example}: {command}\n{}", text(&output.stderr));
            match (words[1], texts.as_slice()) {
                ("match", [stdout, stderr]) => {
                    assert_eq!(&text(&output.stdout), stdout, "{example}");
                    assert_eq!(&text(&output.stderr), stderr, "{example}");
                }
                ("check", [end]) => assert!(text(&output.stdout).ends_with(&format!("\n{end}")), "{example}"),
                _ => panic!("{example}: {command} is shown in another way"),
            }
        }
    }
}

#[test]
fn the_commands_of_the_other_pages_run() {
    for example in ["google-forms", "quickstart", "tiny"] {
        for Shown { command, .. } in commands(&page(example)) {
            let words: Vec<&str> = command.split_whitespace().collect();
            let output = run(&words[1..], &folder(example));
            assert!(output.status.success(), "{example}: {command}\n{}", text(&output.stderr));
        }
    }
}

#[test]
fn every_page_names_the_value_of_every_level() {
    for example in SHOWN {
        let result = result(example);
        assert_eq!(result["solve"]["status"], "optimal", "{example}");
        for level in list(&result["solve"], "levels") {
            let value = level["value"].to_string().replace(',', ", ");
            says(example, &format!("`{}` `{value}`", word(level, "level")));
        }
    }
}

#[test]
fn another_seed_changes_no_pair_of_the_examples() {
    for example in SHOWN {
        let mut words = first_command(example);
        words.extend(["--seed".to_owned(), "7".to_owned()]);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let shown = commands(&page(example)).remove(0).texts.remove(0);
        assert_eq!(text(&run(&words, &folder(example)).stdout), shown, "{example}");
    }
}

/// The program file of the README with limits, on the rosters of the quickstart.
#[test]
fn the_readmes_program_file_with_limits_is_solved_and_its_limits_hold() {
    let readme = include_str!("../../README.md");
    let from = readme.find("```toml\n[mentees]").expect("the program file") + "```toml\n".len();
    let body = &readme[from..from + readme[from..].find("```").expect("its end")];
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), body).expect("the program file");
    let program = file.path().to_str().expect("a path");
    let words = ["match", "--program", program, "--mentors", "mentors.csv", "--mentees", "mentees.csv"];
    let output = run(&[&words[..], &["--format", "json"]].concat(), &folder("quickstart"));
    let result: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(result["solve"]["status"], "optimal");
    let names: Vec<&str> = list(&result["solve"], "levels").iter().map(|level| word(level, "level")).collect();
    assert_eq!(names, ["coverage", "worst", "balance", "total"]);
    assert!(list(&result, "pairs").iter().all(|row| row["for"].is_string()));
    for (mentee, mentors) in grouped(&result, "mentee", "mentor") {
        assert!(mentors.into_iter().collect::<BTreeSet<_>>().len() <= 2, "{mentee}");
    }
    assert_eq!(result["quotas"][0]["name"], "One with anxiety each");
}

#[test]
fn every_folder_that_the_readme_and_the_method_link_to_is_an_example() {
    for text in [include_str!("../../README.md"), include_str!("../../docs/method.md")] {
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        let names = links.filter_map(|link| link.trim_start_matches("../").strip_prefix("examples/"));
        for name in names {
            assert!(folder(name).exists(), "{name}");
        }
    }
    for example in SHOWN {
        assert!(include_str!("../../README.md").contains(&format!("(examples/{example})")), "{example}");
    }
}
