//! The pages of `examples/` are true: their commands print what is shown, and what they say of the pairings holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// The examples whose pages show what their commands print.
const SHOWN: [&str; 6] = ["caseload", "mediation", "mixing", "second-term", "studios", "tutoring"];

fn folder(example: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example)
}

fn page(example: &str) -> String {
    std::fs::read_to_string(folder(example).join("README.md")).expect("a page")
}

fn program(example: &str) -> String {
    std::fs::read_to_string(folder(example).join("program.toml")).expect("a program file")
}

/// A command of a page, and the blocks of text that follow it: standard output, then standard error.
struct Shown {
    command: String,
    texts: Vec<String>,
}

fn commands(page: &str) -> Vec<Shown> {
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

fn run(words: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pairwright")).args(words).current_dir(folder).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The words of a page's first command after `pairwright`.
fn first_command(example: &str) -> Vec<String> {
    let command = commands(&page(example)).remove(0).command;
    command.split_whitespace().skip(1).map(str::to_owned).collect()
}

/// The result of a page's first command, with the files `name` (in the example's folder) changed.
#[track_caller]
fn changed(example: &str, changes: &[(&str, &str, &str)]) -> Value {
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

fn result(example: &str) -> Value {
    changed(example, &[])
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().expect("a list")
}

fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("a text")
}

/// The pairs as `M1-E1`, in the order of the result.
fn pairs(result: &Value) -> Vec<String> {
    list(result, "pairs").iter().map(|pair| format!("{}-{}", word(pair, "mentor"), word(pair, "mentee"))).collect()
}

/// The mentors of each mentee, or the mentees of each mentor.
fn grouped<'v>(result: &'v Value, by: &str, of: &str) -> BTreeMap<&'v str, Vec<&'v str>> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in list(result, "pairs") {
        groups.entry(word(pair, by)).or_default().push(word(pair, of));
    }
    groups
}

fn level(result: &Value, name: &str) -> Value {
    let levels = list(&result["solve"], "levels");
    levels.iter().find(|level| level["level"] == name).unwrap_or_else(|| panic!("no level {name}"))["value"].clone()
}

/// One column of a table of an example, by id.
fn column(example: &str, file: &str, name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(folder(example).join(file)).expect("a table");
    let headers = reader.headers().expect("headers").clone();
    let at = |header: &str| headers.iter().position(|found| found == header).expect("the column");
    let (id, wanted) = (at("id"), at(name));
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (row[id].to_owned(), row[wanted].to_owned())).collect()
}

#[track_caller]
fn says(example: &str, words: &str) {
    let page = page(example).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(words), "{example} does not say: {words}");
}

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

#[test]
fn every_subject_is_taught_by_somebody_strong_in_it_and_jun_sees_one_tutor() {
    let result = result("tutoring");
    let strong = column("tutoring", "mentors.csv", "subject_strengths");
    for row in list(&result, "pairs") {
        assert!(strong[word(row, "mentor")].split(';').any(|subject| subject == word(row, "for")), "{row}");
    }
    let tutors: BTreeSet<&str> = grouped(&result, "mentee", "mentor")["L4"].iter().copied().collect();
    assert_eq!(tutors.len(), 1);
    let empty: Vec<_> = list(&result, "unmatched").iter().map(|row| (word(row, "mentee"), word(row, "for"))).collect();
    assert_eq!(empty, [("L3", "physics"), ("L4", "physics")]);
}

#[test]
fn what_the_page_on_tutoring_invites_to_try_comes_out_so() {
    let more =
        changed("tutoring", &[("mentors.csv", "physics,Tue lunch;Fri P1,1", "physics,Mon P3;Tue lunch;Fri P1,2")]);
    let empty: Vec<_> = list(&more, "unmatched").iter().map(|row| (word(row, "mentee"), word(row, "for"))).collect();
    assert_eq!(empty, [("L4", "physics")]);
    let free = changed("tutoring", &[("mentees.csv", "Wed P5,1,", "Wed P5,,")]);
    assert_eq!((level(&free, "coverage"), level(&free, "total")), (json!([1, 5, 1, 1]), json!(70_000)));
}

#[test]
fn every_team_is_two_one_of_them_experienced_from_two_neighbourhoods_and_nobody_is_kept_apart() {
    let result = result("mediation");
    let of = |name| column("mediation", "mediators.csv", name);
    let (experienced, neighbourhood, apart) = (of("experienced"), of("neighbourhood"), of("avoids"));
    let closed = column("mediation", "cases.csv", "avoids");
    let names = |cell: &str, id: &str| cell.split(';').any(|name| name == id);
    let teams = grouped(&result, "mentee", "mentor");
    assert_eq!(teams.len(), 3);
    for (case, team) in teams {
        let [first, second] = team[..] else { panic!("{case} has {team:?}") };
        assert!([first, second].iter().any(|&mediator| experienced[mediator] == "yes"), "{case}");
        assert_ne!(neighbourhood[first], neighbourhood[second], "{case}");
        assert!(!names(&apart[first], second) && !names(&apart[second], first), "{case}");
        assert!(![first, second].iter().any(|&mediator| names(&closed[case], mediator)), "{case}");
    }
    assert!(list(&result, "unmatched").iter().all(|row| row["mentee"] == "C4" && row["reason"] == "limit"));
}

#[test]
fn what_the_page_on_mediation_invites_to_try_comes_out_so() {
    let twice = changed("mediation", &[("mediators.csv", "English;Arabic,1,\nP4", "English;Arabic,2,\nP4")]);
    assert_eq!(twice["summary"]["unmatched"], 0);
    assert!(["P3-C4", "P4-C4"].iter().all(|&pair| pairs(&twice).contains(&pair.to_owned())));
    let friends = changed("mediation", &[("mediators.csv", ",1,P7", ",1,")]);
    assert_eq!(pairs(&friends), pairs(&result("mediation")));
}

#[test]
fn the_quotas_are_kept_and_counted_as_the_page_says() {
    let result = result("mixing");
    let (mentors, mentees) = (column("mixing", "mentors.csv", "site"), column("mixing", "mentees.csv", "site"));
    let rows = list(&result, "pairs");
    let across = rows.iter().filter(|row| mentors[word(row, "mentor")] != mentees[word(row, "mentee")]).count();
    let needs = column("mixing", "mentees.csv", "support_needs");
    let anxious = |mentees: &[&str]| mentees.iter().filter(|&&mentee| needs[mentee] == "anxiety").count();
    let each: Vec<usize> = grouped(&result, "mentor", "mentee").values().map(|mentees| anxious(mentees)).collect();
    assert!(each.iter().all(|&count| count <= 1));
    let quotas = json!([
        {"name": "Across sites", "rows": across, "of": 6},
        {"name": "One with anxiety each", "rows": each.iter().sum::<usize>(), "of": 6},
    ]);
    assert_eq!(result["quotas"], quotas);
    says("mixing", &format!("`Across sites` {across} of 6, `One with anxiety each` 2 of 6"));
    assert!(!text(result.to_string().as_bytes()).replace("One with anxiety each", "").contains("anxiety"));
}

#[test]
fn what_the_page_on_mixing_invites_to_try_comes_out_so() {
    let share = "at_least = \"30%\"";
    let apart = changed("mixing", &[("program.toml", share, "at_least = 0")]);
    assert_eq!((level(&apart, "total"), &apart["quotas"][0]["rows"]), (json!(41_667), &json!(0)));
    let together = changed("mixing", &[("program.toml", "at_most = 1", "at_most = 2")]);
    assert_eq!(level(&together, "total"), 37_500);
    assert!(["M3-E1", "M3-E4"].iter().all(|&pair| pairs(&together).contains(&pair.to_owned())));
    let all = changed("mixing", &[("program.toml", share, "at_least = \"90%\"")]);
    assert_eq!((level(&all, "total"), &all["quotas"][0]["rows"]), (json!(16_666), &json!(6)));
}

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

/// The program file of the README with limits, on the rosters of the quickstart.
#[test]
fn the_readmes_program_file_with_limits_is_solved_and_its_limits_hold() {
    let readme = include_str!("../README.md");
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
    for text in [include_str!("../README.md"), include_str!("../docs/method.md")] {
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        let names = links.filter_map(|link| link.trim_start_matches("../").strip_prefix("examples/"));
        for name in names {
            assert!(folder(name).exists(), "{name}");
        }
    }
    for example in SHOWN {
        assert!(include_str!("../README.md").contains(&format!("(examples/{example})")), "{example}");
    }
}
