//! `pairwright schema`, the reader of program files and the documentation know the same tables, keys and words.

mod parts;
mod toml_text;
mod validator;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pairwright::diagnostic::Sink;
use pairwright::keys::Document;
use pairwright::program::{SCHEMA, read_program};
use serde_json::{Value, json};

use parts::{parts, rows};
use toml_text::{as_json, as_toml};
use validator::Schema;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// A word that is far from every known one.
const NONSENSE: &str = "qqqqqqqqqqqqqqqqqqqqqqqq";

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

fn text(path: impl AsRef<Path>) -> String {
    let path = Path::new(ROOT).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// The files of a folder, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(ROOT).join(folder)).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// The fenced blocks of TOML of a page.
fn blocks(page: &str) -> Vec<String> {
    let mut lines = page.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(label) = line.strip_prefix("```") {
            let body: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            found.extend((label.split(' ').next() == Some("toml")).then_some(body));
        }
    }
    found
}

/// The words in backticks of what the reader knows in the place of a nonsense word, where it is asked for a key or for a word.
fn known_to_the_reader(document: &str, code: &str) -> BTreeSet<String> {
    let mut sink = Sink::default();
    let _ = read_program(Document::new("program.toml", document), &mut sink);
    let about_it = |message: &str| message.contains(&format!("`{NONSENSE}`"));
    let mut found =
        sink.iter().map(|(diagnostic, _)| diagnostic).filter(|told| told.code == code && about_it(&told.message));
    let told = found.next().unwrap_or_else(|| panic!("the reader says nothing of the word in\n{document}"));
    let help = told.help.as_deref().and_then(|help| help.strip_prefix("known here: "));
    let help = help.unwrap_or_else(|| panic!("no list of what is known: {told:?}\n{document}"));
    help.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_reader_knows_the_keys_of_the_schema_in_every_table() {
    let root = schema();
    let schema = Schema::of(&root);
    let mut tables = 0;
    for part in parts(&schema) {
        let Some(properties) = part.schema.get("properties").and_then(Value::as_object) else { continue };
        assert_eq!(part.schema["additionalProperties"], json!(false), "{}", part.schema["title"]);
        let document = as_toml(&part.document(json!({ NONSENSE: 1 })));
        let keys: BTreeSet<String> = properties.keys().cloned().collect();
        assert_eq!(known_to_the_reader(&document, "program::unknown-key"), keys, "in\n{document}");
        tables += 1;
    }
    assert!(tables > 50, "{tables} tables");
}

#[test]
fn the_reader_knows_the_words_of_the_schema() {
    let root = schema();
    let schema = Schema::of(&root);
    let mut lists = 0;
    for part in parts(&schema) {
        let Some(words) = part.schema.get("enum").and_then(Value::as_array) else { continue };
        let document = as_toml(&part.document(json!(NONSENSE)));
        let words: BTreeSet<String> = words.iter().map(|word| word.as_str().expect("a word").to_owned()).collect();
        assert_eq!(known_to_the_reader(&document, "program::bad-value"), words, "in\n{document}");
        lists += 1;
    }
    assert!(lists > 10, "{lists} lists");
}

#[test]
fn the_documentation_has_a_row_for_every_key() {
    let root = schema();
    let schema = Schema::of(&root);
    let wanted: BTreeSet<String> = parts(&schema).iter().flat_map(|part| rows(part.schema, &schema)).collect();
    let page = text("docs/method.md");
    let (_, section) = page.split_once("\n## All keys of the program file\n").expect("the section");
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let there: BTreeSet<String> =
        section.lines().filter(|line| line.starts_with("| ")).skip(1).map(str::to_owned).collect();
    let lines = |rows: Vec<&String>| rows.into_iter().map(|row| format!("{row}\n")).collect::<String>();
    let (missing, superfluous) = (wanted.difference(&there).collect(), there.difference(&wanted).collect());
    assert!(there == wanted, "rows to add:\n{}\nrows to delete:\n{}", lines(missing), lines(superfluous));
}

#[test]
fn every_program_file_that_is_shown_is_valid() {
    let root = schema();
    let schema = Schema::of(&root);
    let presets = files("src/program/presets").into_iter().chain([PathBuf::from("src/program/default.toml")]);
    let examples =
        files("examples").into_iter().map(|folder| folder.join("program.toml")).filter(|file| file.is_file());
    let mut programs: Vec<(String, String)> =
        presets.chain(examples).map(|file| (file.display().to_string(), text(&file))).collect();
    for page in ["README.md", "docs/method.md"] {
        programs.extend(blocks(&text(page)).into_iter().map(|block| (page.to_owned(), block)));
    }
    for (name, program) in &programs {
        assert!(schema.accepts(&as_json(program)), "{name} is refused:\n{program}");
    }
    assert!(programs.len() > 30);
}

/// Of the literate cases: what a run accepts is valid, and a key that is not known or missing is not.
#[test]
fn the_schema_agrees_with_the_cases() {
    let root = schema();
    let schema = Schema::of(&root);
    let (mut valid, mut invalid) = (0, 0);
    for page in files("tests/cases") {
        for case in text(&page).split("\n## ").skip(1) {
            let Some((_, exit)) = case.split_once("\n```exit ") else { continue };
            // Bytes that are no UTF-8 or cannot be seen are written with escapes: of these the page is not the file.
            let mut blocks = blocks(case);
            blocks.retain(|block| !block.contains("\\x"));
            if blocks.is_empty() {
                continue;
            }
            let mut accepted = blocks.iter().map(|program| schema.accepts(&as_json(program)));
            let title = case.lines().next().unwrap_or_default();
            if exit.starts_with('0') || exit.starts_with('3') {
                assert!(accepted.all(|accepted| accepted), "{}: {title}", page.display());
                valid += blocks.len();
            } else if exit.contains("program::unknown-key") || exit.contains("program::missing-key") {
                assert!(accepted.any(|accepted| !accepted), "{}: {title}", page.display());
                invalid += 1;
            }
        }
    }
    assert!(valid > 50 && invalid > 10, "{valid} and {invalid}");
}

#[test]
fn broken_program_files_are_refused() {
    let root = schema();
    let schema = Schema::of(&root);
    let rule = |keys: &str| format!("[[rules]]\nname = \"Rule\"\n{keys}\n");
    let share = |text: &str| format!("[[quotas]]\nname = \"Q\"\nwhere = {{}}\nat_least = \"{text}\"\n");
    for valid in [
        rule("overlap = { field = \"interests\" }"),
        rule("overlap = { mentor = \"id\", mentee = \"parties\", at_most = 0 }"),
        rule("mentor_has = { field = \"cleared_until\", at_least = 2027-06-30 }"),
        rule("covers = { need = \"a\", offer = \"b\", at_least = \"all\" }"),
        share("30%"),
        share(" 12.50 %"),
        share("100%"),
        "[program]\nterm_end = \"2027-06-30\"\n".to_owned(),
        "[program]\nterm_end = 2027-06-30\n".to_owned(),
    ] {
        assert!(schema.accepts(&as_json(&valid)), "{valid}");
    }
    for broken in [
        rule("overlap = { fields = \"interests\" }"),
        rule("overlap = { field = \"interests\", at_least = 0 }"),
        rule("overlap = { field = \"interests\", at_least = 1, at_most = 2 }"),
        rule("overlap = { field = \"interests\", mentor = \"interests\" }"),
        rule("overlap = { mentor = \"interests\" }"),
        rule("overlap = { field = \"a\" }\ncovers = { need = \"a\", offer = \"b\" }"),
        rule("mentor_has = { field = \"trained\", is = \"yes\", any_of = [\"no\"] }"),
        rule("if_blank = \"allow\""),
        "[[rules]]\noverlap = { field = \"interests\" }\n".to_owned(),
        "[rules]\nname = \"Rule\"\noverlap = { field = \"interests\" }\n".to_owned(),
        "[mentors]\ncapacity = \"two\"\n".to_owned(),
        "[mentors]\ncapacity = 1.5\n".to_owned(),
        "[fields]\nsite = \"chioce\"\n".to_owned(),
        "[groups]\nsize = [4]\n".to_owned(),
        "[objective]\nlevels = [\"total\", \"total\"]\n".to_owned(),
        "[objective]\nproposing = \"mentor\"\n".to_owned(),
        "[[quotas]]\nname = \"Q\"\nwhere = {}\nat_least = 1\nat_most = 2\n".to_owned(),
        "[[criteria]]\nname = \"C\"\nweight = 1001\nprefers = { by = \"mentee\" }\n".to_owned(),
        share("160%"),
        share("30"),
        share("%"),
        "[program]\nterm_end = \"30 June 2027\"\n".to_owned(),
        "[program]\nterm_end = \"2027-13-01\"\n".to_owned(),
        "[meeting]\nfield = \"availability\"\n".to_owned(),
    ] {
        assert!(!schema.accepts(&as_json(&broken)), "{broken}");
    }
}
