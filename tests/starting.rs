//! Starting a programme: `sample` and `init`, run as a coordinator runs them.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use pairwright::diagnostic::Sink;
use pairwright::keys::Document;
use pairwright::outline::{Need, columns, outline};
use pairwright::program::{PRESETS, Program, read_program};
use pairwright::roster::{Files, Meaning, Missing, Why, read_roster};
use pairwright::table::{Options, Table};
use pairwright::units::Side;

/// A day at which no term of these tests is over.
const TERM_END: &str = "2099-06-30";

fn pairwright(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pairwright"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command.output().expect("the command runs")
}

#[track_caller]
fn succeeds(folder: &Path, words: &[&str]) -> String {
    let output = pairwright(folder, words);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{words:?}\n{said}");
    said
}

#[track_caller]
fn fails(folder: &Path, words: &[&str], code: i32) -> String {
    let output = pairwright(folder, words);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{words:?}\n{said}");
    assert!(output.stdout.is_empty());
    said
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

#[track_caller]
fn program(text: &str) -> Program {
    let mut sink = Sink::default();
    let program = read_program(Document::new("program.toml", text), &mut sink).expect("TOML");
    assert!(!sink.has_errors());
    program
}

/// The names of the files in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_built_in_programme_can_be_started_and_tried_without_editing_anything() {
    for preset in PRESETS {
        let root = tempfile::tempdir().expect("a folder");
        succeeds(root.path(), &["init", preset.name]);
        let folder = root.path().join(preset.name);
        assert_eq!(
            names(&folder),
            ["form-mentees.csv", "form-mentors.csv", "mentees.csv", "mentors.csv", "program.toml"]
        );
        let files = ["program.toml", "mentors.csv", "mentees.csv"].map(|file| format!("{}/{file}", preset.name));
        let words =
            ["match", "--program", &files[0], "--mentors", &files[1], "--mentees", &files[2], "--format", "json"];
        let output = pairwright(root.path(), &words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{}\n{said}", preset.name);
        assert!(said.contains("proved   nobody can do better"), "{}\n{said}", preset.name);
        assert!(!said.contains("warning"), "{}\n{said}", preset.name);
        let result: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let number = |key: &str| result["summary"][key].as_u64().expect("a number");
        let (wanted, left) = (number("places_wanted"), number("unmatched"));
        assert!(left > 0, "{}: nobody is left, which no roster in life comes to", preset.name);
        assert!(3 * left <= wanted, "{}: {left} of {wanted} places are empty\n{said}", preset.name);
    }
}

#[test]
fn the_answers_of_a_form_are_read_as_the_fields_that_it_asks_for() {
    for preset in PRESETS {
        let program = program(preset.text);
        for side in Side::BOTH {
            let form = &program.reading.form[side.index()];
            let headers: Vec<String> = form.iter().map(|question| format!("\"{}\"", question.text)).collect();
            let cells = vec!["\"\""; form.len()];
            let answers = format!("Timestamp,{}\n1/9/2026 10:00,{}\n", headers.join(","), cells.join(","));
            let mut sink = Sink::default();
            let table = Table::read("answers.csv", answers.into(), &Options::default(), &mut sink).expect("a table");
            let tables = [table];
            let alone = Files { missing: Missing::OtherSide, ..Files::default() };
            let files = match side {
                Side::Mentor => Files { mentors: &tables, ..alone },
                Side::Mentee => Files { mentees: &tables, ..alone },
            };
            let roster = read_roster(files, &program.reading, &mut sink);
            let read: Vec<_> = roster.files[0].headers[1..].iter().collect();
            assert_eq!(read.len(), form.len());
            for (header, question) in read.iter().zip(form) {
                assert_eq!(
                    header.meaning,
                    Meaning::Field(question.field.clone()),
                    "{}: {}",
                    preset.name,
                    question.text
                );
                assert_eq!(header.why, Why::Form, "{}: {}", preset.name, question.text);
            }
        }
    }
}

#[test]
fn the_program_that_is_written_means_what_the_built_in_one_means() {
    for preset in PRESETS {
        let root = tempfile::tempdir().expect("a folder");
        succeeds(root.path(), &["init", preset.name, "here"]);
        let written = text(root.path(), "here/program.toml");
        assert_eq!(written.lines().count(), preset.text.lines().count(), "{}: with all comments", preset.name);
        let [own, built_in] = [&written, preset.text].map(|text| outline(&program(text), preset.name));
        let json = |outline| serde_json::to_string(&outline).expect("JSON");
        assert_eq!(json(own), json(built_in), "{}", preset.name);
    }
}

#[test]
fn a_form_has_the_questions_of_its_side_in_their_order() {
    let root = tempfile::tempdir().expect("a folder");
    succeeds(root.path(), &["init", "mediation"]);
    assert_eq!(
        text(root.path(), "mediation/form-mentees.csv"),
        "Case number,Grade of the oldest party,Languages of all parties,Ids of the parties,\
         Ids of friends whom the parties name,What is it about? (staff alone read this),\
         Periods that suit all parties\n"
    );
}

#[test]
fn init_says_what_to_do_next_and_what_the_office_fills_in() {
    let root = tempfile::tempdir().expect("a folder");
    let said = succeeds(root.path(), &["init", "arts", "--term-end", TERM_END]);
    let words = [
        "wrote    program.toml, form-mentors.csv, form-mentees.csv, mentors.csv and mentees.csv into arts\n",
        "fills in for artists, needed: cleared_until;",
        "fills in for young artists, needed: consent;",
        "pairwright match --program arts/program.toml --mentors arts/mentors.csv --mentees arts/mentees.csv\n",
    ];
    words.iter().for_each(|words| assert!(said.contains(words), "{words}\n{said}"));
    assert_eq!(succeeds(root.path(), &["init", "arts", "other", "--quiet"]), "");
}

#[test]
fn the_end_of_the_term_is_written_and_the_dates_of_the_sample_go_with_it() {
    let root = tempfile::tempdir().expect("a folder");
    succeeds(root.path(), &["init", "career", "--term-end", TERM_END]);
    let written = text(root.path(), "career/program.toml");
    assert!(written.contains("\nterm_end = \"2099-06-30\"\n"));
    let mentors = text(root.path(), "career/mentors.csv");
    let (later, all) =
        (mentors.matches(",2099-").count() + mentors.matches(",21").count(), mentors.lines().count() - 1);
    assert!(later + 1 >= all && mentors.contains(",2099-"), "{mentors}");
    let said = fails(root.path(), &["init", "buddy", "--term-end", TERM_END], 2);
    assert!(said.contains("no rule of the program buddy asks for the end of the term"), "{said}");
    let said = fails(root.path(), &["init", "arts", "--term-end", "2001-06-30"], 2);
    assert!(said.contains("the term ended on 2001-06-30"), "{said}");
}

#[test]
fn nothing_is_overwritten_and_all_that_is_there_is_named_at_once() {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(root.path().join("buddy")).expect("a folder");
    for name in ["mentors.csv", "program.toml"] {
        std::fs::write(root.path().join("buddy").join(name), "mine").expect("a file");
    }
    let said = fails(root.path(), &["init", "buddy"], 5);
    assert!(said.contains("program.toml and mentors.csv are in buddy already"), "{said}");
    let said = fails(root.path(), &["sample", "buddy", "-o", "buddy"], 5);
    assert!(said.contains("mentors.csv is in buddy already"), "{said}");
    assert_eq!(names(&root.path().join("buddy")), ["mentors.csv", "program.toml"]);
    assert_eq!(text(root.path(), "buddy/mentors.csv"), "mine");
}

#[test]
fn a_folder_of_the_name_hides_no_built_in_program_and_a_file_does() {
    let root = tempfile::tempdir().expect("a folder");
    succeeds(root.path(), &["init", "buddy"]);
    succeeds(root.path(), &["programs", "show", "buddy"]);
    succeeds(root.path(), &["sample", "buddy", "-o", "more"]);
    let [mentors, mentees] = ["buddy/mentors.csv", "buddy/mentees.csv"];
    let said = succeeds(root.path(), &["check", "--program", "buddy", "--mentors", mentors, "--mentees", mentees]);
    assert!(!said.contains("error"), "{said}");
    let said = fails(root.path(), &["programs", "show", "more"], 5);
    assert!(said.contains("cannot read more: it is a folder"), "{said}");
    std::fs::write(root.path().join("pal"), "[program]\nname = \"Ours\"\n").expect("a program");
    let output = pairwright(root.path(), &["programs", "show", "pal"]);
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("Ours  (pal)\n"));
}

#[cfg(unix)]
#[test]
fn the_next_command_can_be_pasted_into_a_shell() {
    for folder in ["Ana's spring term", "-x", "$HOME"] {
        let root = tempfile::tempdir().expect("a folder");
        let init = succeeds(root.path(), &["init", "buddy", "--", folder]);
        let sample = succeeds(root.path(), &["sample", "buddy", &format!("--output={folder}/more")]);
        let path = |name: &str| root.path().join(folder).join(name).display().to_string();
        let from = succeeds(
            root.path(),
            &["init", "buddy", "own", "--from", &path("mentors.csv"), "--from", &path("mentees.csv")],
        );
        for said in [init, sample, from] {
            let next =
                said.lines().find_map(|line| line.strip_prefix("next     pairwright ")).expect("the next command");
            let line = format!("\"$PAIRWRIGHT\" {next} --quiet -o out.csv");
            let mut shell = Command::new("sh");
            shell.args(["-c", &line]).env("PAIRWRIGHT", env!("CARGO_BIN_EXE_pairwright")).current_dir(root.path());
            let output = shell.output().expect("a shell");
            assert_eq!(output.status.code(), Some(0), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn what_is_no_folder_and_no_number_of_people_is_refused_in_words() {
    let root = tempfile::tempdir().expect("a folder");
    for words in [&["sample", "buddy", "-o", "-"][..], &["init", "buddy", "-"]] {
        let said = fails(root.path(), words, 2);
        assert!(said.contains("writes several files, and - is no folder for them: give the name of one"), "{said}");
    }
    for number in ["0", "100001", "-3", "many"] {
        let said = fails(root.path(), &["sample", "buddy", "-o", "there", "--mentees", number], 2);
        assert!(said.contains("write a whole number from 1 to 100000"), "{said}");
    }
    assert!(names(root.path()).is_empty());
}

#[test]
fn an_unknown_name_is_told_with_the_nearest_and_all_there_are() {
    let root = tempfile::tempdir().expect("a folder");
    let said = fails(root.path(), &["init", "budy"], 2);
    assert!(said.contains("no built-in program `budy`; did you mean `buddy`?"), "{said}");
    assert!(said.contains("pal, ambassador, buddy"), "{said}");
    fails(root.path(), &["sample", "budy", "-o", "there"], 5);
    fails(root.path(), &["sample", "buddy", "-o", "there", "--mentors", "0"], 2);
    assert!(names(root.path()).is_empty());
}

const OWN: &str = r#"
[fields]
bus = "choice"
clubs = "tags"
swims = "yes-no"
level = { ladder = ["low", "middle", "high", "top"] }

[[rules]]
name = "Swims"
mentor_has = { field = "swims", is = "yes" }

[[rules]]
name = "Bus"
mentee_has = { field = "bus", any_of = ["12", "7"] }
optional = true

[[rules]]
name = "Ahead"
gap = { field = "level", min = 1 }

[[criteria]]
name = "Clubs"
overlap = { field = "clubs" }
"#;

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::write(root.path().join("own.toml"), OWN).expect("a program");
    let sample = |folder: &str, seed: &str| {
        let numbers = ["--mentors", "3", "--mentees", "4", "--seed", seed];
        succeeds(root.path(), &[&["sample", "own.toml", "-o", folder], &numbers[..]].concat());
        [format!("{folder}/mentors.csv"), format!("{folder}/mentees.csv")].map(|name| text(root.path(), &name))
    };
    let [mentors, mentees] = sample("one", "5");
    assert_eq!(sample("again", "5"), [mentors.clone(), mentees.clone()]);
    assert_ne!(sample("other", "6")[1], mentees);
    // As it is on every machine and in every release.
    assert_eq!(mentors, MENTORS, "\n{mentors}");
    assert_eq!(mentees, MENTEES, "\n{mentees}");
}

const MENTORS: &str = "id,name,email,grade,capacity,active,avoids,clubs,level,swims\n\
M1,Valentina Zielinski,valentina.zielinski@example.org,12,2,yes,,willow;birch;maple,top,yes\n\
M2,Liam Guerrero,liam.guerrero@example.org,11,2,yes,,birch;cedar;willow,high,yes\n\
M3,Samuel Whitlock,samuel.whitlock@example.org,10,1,yes,,maple,high,yes\n\
";
const MENTEES: &str = "id,name,email,grade,priority,active,avoids,bus,clubs,level\n\
E1,Maya Dang,maya.dang@example.org,9,3,yes,,12,maple,low\n\
E2,Noah Pereyra,noah.pereyra@example.org,10,,yes,,7,elm;maple,middle\n\
E3,Greta Palacios,greta.palacios@example.org,8,,yes,,maple,cedar;maple;willow,middle\n\
E4,Mateo Nasser,mateo.nasser@example.org,7,,yes,,cedar,willow;birch,low\n\
";

const RATED: &str = r#"
[fields]
worry = "choice"

[[criteria]]
name = "Time"
common = { field = "availability", minutes = 60 }

[[criteria]]
name = "Talks"
rated = { scale = [1, 5] }

[referral]
field = "worry"
tags = ["abuse"]
"#;

#[test]
fn a_sample_of_an_own_program_has_times_and_needs_that_it_reads() {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::write(root.path().join("own.toml"), RATED).expect("a program");
    for mentees in ["10", "300"] {
        let said =
            succeeds(root.path(), &["sample", "own.toml", "-o", mentees, "--mentors", mentees, "--mentees", mentees]);
        assert!(said.contains(" --ratings ratings.csv\n"), "{said}");
        std::fs::write(root.path().join("ratings.csv"), "mentor,mentee,rating\nM1,E1,4\n").expect("ratings");
        let files = ["mentors", "mentees"].map(|side| format!("{mentees}/{side}.csv"));
        let words = [
            "match",
            "--program",
            "own.toml",
            "--mentors",
            &files[0],
            "--mentees",
            &files[1],
            "--ratings",
            "ratings.csv",
            "--referral",
            "list.csv",
            "-o",
            "out.csv",
        ];
        succeeds(root.path(), &words);
        let referred = text(root.path(), "list.csv").lines().count() - 1;
        assert_eq!(referred, if mentees == "10" { 1 } else { 12 });
        assert!(text(root.path(), "out.csv").contains(" minutes a week in common"));
    }
}

#[test]
fn a_sample_has_the_columns_that_its_program_reads_or_asks_for() {
    let root = tempfile::tempdir().expect("a folder");
    for preset in PRESETS {
        succeeds(root.path(), &["sample", preset.name, "-o", preset.name, "--mentors", "5", "--mentees", "6"]);
        let program = program(preset.text);
        for (side, people) in [(Side::Mentor, 5), (Side::Mentee, 6)] {
            let roster = text(root.path(), &format!("{}/{}s.csv", preset.name, side.name()));
            assert_eq!(roster.lines().count(), people + 1, "{}", preset.name);
            let headers: Vec<&str> = roster.lines().next().expect("a header").split(',').collect();
            for column in columns(&program).iter().filter(|column| column.side == side.name()) {
                let wanted = column.need > Need::IfThere || column.question.is_some();
                assert!(!wanted || headers.contains(&&*column.field), "{}: {}", preset.name, column.field);
            }
        }
    }
}

#[test]
fn a_large_sample_tells_everybody_apart() {
    let root = tempfile::tempdir().expect("a folder");
    let numbers = ["--mentors", "3000", "--mentees", "3000"];
    succeeds(root.path(), &[&["sample", "pal", "-o", "many"], &numbers[..]].concat());
    let mut names = std::collections::HashSet::new();
    for file in ["many/mentors.csv", "many/mentees.csv"] {
        let roster = text(root.path(), file);
        names.extend(roster.lines().skip(1).map(|line| line.split(',').nth(1).expect("a name").to_owned()));
    }
    assert_eq!(names.len(), 6000);
}

#[test]
fn a_roster_that_is_there_already_is_looked_through() {
    let root = tempfile::tempdir().expect("a folder");
    let mentors = "Full name,Grade,Which languages can you hold a conversation in?,Tongues,Trained,Secret wish\n\
                   Ana Bell,11,English,x,yes,to dance\nBen Cole,12,English;Arabic,x,perhaps,to sing\n";
    let mentees = "Full name,Grade,What languages do you speak?,What would you like support with?,Gender\n\
                   Dee Ames,8,English,sleep,female\nEli Frost,9,Arabic,,purple\n";
    std::fs::write(root.path().join("ours.csv"), mentors).expect("a roster");
    std::fs::write(root.path().join("theirs.csv"), mentees).expect("a roster");
    let said = succeeds(root.path(), &["init", "buddy", "mine", "--from", "ours.csv", "--from", "theirs.csv"]);
    assert_eq!(names(&root.path().join("mine")), ["form-mentees.csv", "form-mentors.csv", "program.toml"]);
    let words = [
        "found    in ours.csv: name (\"Full name\"), grade (\"Grade\"), languages (\"Which languages can you hold a \
         conversation in?\") and trained (\"Trained\"); 2 columns not used",
        "1 problem in their cells",
        "without  of the buddies: ",
        "next     pairwright match --program mine/program.toml --mentors ours.csv --mentees theirs.csv\n",
    ];
    words.iter().for_each(|words| assert!(said.contains(words), "{words}\n{said}"));
    assert!(!said.contains("missing"), "all that is needed is there\n{said}");
    let written = text(root.path(), "mine/program.toml");
    let tail = &written[written.find("[columns]").expect("the table")..];
    assert_eq!(tail, FOUND, "\n{tail}");
    // What is not answered yet keeps the roster from being read; then it works.
    std::fs::write(root.path().join("ours.csv"), mentors.replace("perhaps", "yes")).expect("a roster");
    let words = ["match", "--program", "mine/program.toml", "--mentors", "ours.csv", "--mentees", "theirs.csv"];
    succeeds(root.path(), &words);
}

const FOUND: &str = r##"[columns]
# "Tongues" = "ignore"
# "Secret wish" = "ignore"
"What languages do you speak?" = "languages"
# "What would you like support with?" = "ignore"

[values.trained]
# These cells could not be read. Write what each stands for, "" for nothing, and take the # away.
# "perhaps" = ""
"##;

#[test]
fn what_a_roster_lacks_is_told_for_each_side() {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::write(root.path().join("ours.csv"), "name,Trained\nAna Bell,yes\n").expect("a roster");
    std::fs::write(root.path().join("all.csv"), "name,role,grade,languages\nAna,mentor,9,English\n").expect("a roster");
    let said = succeeds(root.path(), &["init", "buddy", "one", "--from", "all.csv"]);
    assert!(said.contains("missing  of the buddies: trained; `match` ends without them\n"), "{said}");
    assert!(said.contains("--roster all.csv\n"), "{said}");
    let said = succeeds(root.path(), &["init", "buddy", "two", "--from", "ours.csv", "--from", "all.csv"]);
    assert!(!said.contains("missing"), "two files of which one says who is who are both sides'\n{said}");
    assert!(!text(root.path(), "one/program.toml").contains("[columns]"), "all of it is read by itself");
    let said = fails(root.path(), &["init", "buddy", "three", "--from", "nowhere.csv"], 5);
    assert!(said.contains("nowhere.csv"), "{said}");
    assert!(!root.path().join("three").exists());
}
