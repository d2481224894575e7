//! The binary as a script sees it: streams, files, exit codes.

#![expect(clippy::unwrap_used, reason = "a test whose own files fail has failed")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A folder with a small roster, and commands run in it.
struct Folder {
    folder: tempfile::TempDir,
}

const MENTORS: &str = "id,name,grade,interests,capacity\nM1,Ana,11,chess;film,1\nM2,=HYPERLINK(1),12,art,2\n";
const MENTEES: &str =
    "id,name,grade,interests,priority\nE1,Cem,7,chess,\nE2,Dee,8,film;art,1\nE10,Eli,12,art,\nE9,Fay,6,,\n";

impl Folder {
    fn new() -> Folder {
        let folder = Folder { folder: tempfile::tempdir().unwrap() };
        folder.write("mentors.csv", MENTORS).write("mentees.csv", MENTEES)
    }

    fn write(self, name: &str, text: &str) -> Folder {
        std::fs::write(self.path().join(name), text).unwrap();
        self
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pairwright"));
        command.args(arguments.split_whitespace()).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Pairs the roster with further arguments.
    fn pair(&self, arguments: &str) -> Output {
        self.run(&format!("match --mentors mentors.csv --mentees mentees.csv {arguments}"))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_csv_has_its_columns_its_order_and_its_reasons() {
    let output = Folder::new().pair("--format csv");
    // M1 shares chess with E1 (1 of 2) and M2 art with E2 (1 of 2): 5000 × 30 and the grade distances 4 and 4: 10000 × 15, over 45.
    // E9 goes to M2: interests blank (5000), distance 6 is 2 outside, 3333 × 15.
    let expected = "\
status,mentor_id,mentor_name,mentee_id,mentee_name,score,why
proposed,M1,Ana,E1,Cem,66.67,Shared interests: chess; Grade distance: 4 above
proposed,M2,'=HYPERLINK(1),E2,Dee,66.67,Shared interests: art; Grade distance: 4 above
proposed,M2,'=HYPERLINK(1),E9,Fay,44.44,Grade distance: 6 above
unmatched,,,E10,Eli,,\"no-allowed-mentor: no mentor is allowed: of 2 taking part, \"\"At least one grade above\"\" rules out 2\"
";
    assert_eq!(text(&output.stdout), expected);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn five_lines_sum_up_a_run_and_quiet_leaves_them_out() {
    let folder = Folder::new();
    let output = folder.pair("-o out.csv");
    let stderr = text(&output.stderr);
    let lines: Vec<&str> = stderr.lines().rev().take(5).collect();
    let words: Vec<&str> = lines.iter().rev().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(words, ["read", "allowed", "paired", "left", "proved"]);
    assert!(stderr.contains("notice[program::left-out]") && !stderr.contains('\u{1b}'), "{stderr}");
    assert_eq!(text(&folder.pair("-o out.csv --quiet").stderr), "");
}

#[test]
fn a_result_can_be_given_back_as_must_previous_and_never() {
    let folder =
        Folder::new().write("m.csv", "id,interests\n=1,a\n-2,b\n").write("e.csv", "id,interests\n@x,a\n=y,b\n");
    let files = "match --mentors m.csv --mentees e.csv --quiet --format csv";
    let first = folder.run(&format!("{files} -o first.csv"));
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert!(folder.read("first.csv").contains("'=1,"), "{}", folder.read("first.csv"));
    let again = folder.run(&format!("{files} --must first.csv --previous first.csv"));
    assert!(text(&again.stdout).contains("required by the must-pairs"), "{}", text(&again.stdout));
    let other = folder.run(&format!("{files} --never first.csv"));
    assert!(text(&other.stdout).contains("'=1,,'=y"), "{}", text(&other.stdout));
}

#[test]
fn standard_input_and_a_roster_of_both_work() {
    let folder = Folder::new();
    let mut child = folder
        .command("match --roster - --format json -o -")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let roster = "role;id;grade;interests\nmentor;A;11;chess\nboth;B;9;chess\nmentee;C;7;chess\n";
    child.stdin.take().unwrap().write_all(roster.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let document = json(&output);
    let pairs: Vec<_> =
        document["pairs"].as_array().unwrap().iter().map(|p| (p["mentor"].as_str(), p["mentee"].as_str())).collect();
    // B is never paired with B: A takes B or C, and B can only take C.
    assert_eq!(pairs, [(Some("A"), Some("B")), (Some("B"), Some("C"))]);
}

#[test]
fn a_limit_gives_a_feasible_answer_with_its_bound_or_exit_four() {
    let folder = Folder::new();
    let example = |name: &str| Path::new(ROOT).join("examples/quickstart").join(name).display().to_string();
    let files = format!(
        "match --program {} --mentors {} --mentees {} --time-limit 0",
        example("program.toml"),
        example("mentors.csv"),
        example("mentees.csv")
    );
    let output = folder.run(&format!("{files} --format json"));
    let document = json(&output);
    assert_eq!((output.status.code(), &document["solve"]["status"]), (Some(0), &serde_json::json!("feasible")));
    assert_eq!(document["solve"]["limit"], "time");
    let [coverage, total] = [0, 1].map(|level| &document["solve"]["levels"][level]);
    // Coverage is never cut short; the best total is 270925.
    assert_eq!((&coverage["value"], &coverage["bound"]), (&serde_json::json!([4, 6, 3, 37]), &serde_json::Value::Null));
    assert!(total["value"].as_u64() <= Some(270_925) && total["bound"].as_u64() >= Some(270_925));
    assert!(text(&output.stderr).contains("proved   not all: the time limit came first: total "));
    let strict = folder.run(&format!("{files} --require-optimal -o out.csv"));
    assert_eq!(strict.status.code(), Some(4));
    assert!(!folder.path().join("out.csv").exists());
}

#[test]
fn too_many_must_pairs_are_infeasible_and_replace_no_list() {
    let folder = Folder::new().write("must.csv", "mentor,mentee\nM1,E1\nM1,E2\n").write("out.csv", "the list in use\n");
    let output = folder.pair("--must must.csv -o out.csv");
    assert_eq!((output.status.code(), folder.read("out.csv").as_str()), (Some(3), "the list in use\n"));
    assert!(
        text(&output.stderr).contains("more must-pairs for the mentor `M1` than the 1 place offered"),
        "{}",
        text(&output.stderr)
    );
    let output = folder.pair("--must must.csv --format json");
    let document = json(&output);
    assert_eq!((output.status.code(), &document["solve"]["status"]), (Some(3), &serde_json::json!("infeasible")));
    assert_eq!(document["solve"]["levels"], serde_json::json!([]));
    assert_eq!(document["summary"]["lowest_points"], serde_json::Value::Null);
    let reasons = document["unmatched"].as_array().unwrap().iter().map(|place| place["reason"].as_str().unwrap());
    assert_eq!(reasons.collect::<Vec<_>>(), ["limit"; 4]);
}

#[test]
fn the_milp_engine_reaches_the_same_levels() {
    let folder = Folder::new();
    let [flow, milp] = ["flow", "milp"].map(|solver| json(&folder.pair(&format!("--format json --solver {solver}"))));
    assert_eq!(flow["solve"]["levels"], milp["solve"]["levels"]);
    assert_eq!(milp["solve"]["status"], "optimal");
}

#[test]
fn the_ending_of_the_output_decides_the_format() {
    let folder = Folder::new();
    assert!(folder.pair("-o out.json").status.success());
    assert!(folder.read("out.json").starts_with("{\n  \"schema\": \"pairwright/result/1\""));
    assert_eq!(folder.pair("-o out.xlsx").status.code(), Some(2));
}

#[test]
fn check_says_what_was_understood() {
    let examples = Path::new(ROOT).join("examples/quickstart");
    let output = Command::new(env!("CARGO_BIN_EXE_pairwright"))
        .args(["check", "--program", "program.toml", "--mentors", "mentors.csv", "--mentees", "mentees.csv"])
        .current_dir(examples)
        .output()
        .unwrap();
    let report = text(&output.stdout);
    for line in [
        "  Grade level        read as grade",
        "  home_room          not used (give it a type in [fields] to use it)    1 blank",
        "  40 peer mentors, 38 taking part, 50 places offered",
        "  60 mentees, 60 taking part, 60 places wanted; 4 of priority 1, 7 of priority 2, 3 of priority 3, 46 of none",
        "  At least one grade above  123  of 2,280 pairs forbidden",
        "allowed  1,693 of 2,400 pairs; 120 are of people not taking part",
        "nobody allowed for 3 mentees",
    ] {
        assert!(report.contains(line), "{line}\n---\n{report}");
    }
    let notice = "notice[roster::blank-words]: 2 cells of mentees.csv say none, n/a, - or the like, and are read as blank: 2 in `Support needs`\n\n";
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), notice.to_owned()));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn devices_and_pipes_are_written_to_and_never_replaced() {
        let folder = Folder::new();
        let full = folder.pair("-o /dev/full --quiet");
        assert_eq!(full.status.code(), Some(5), "{}", text(&full.stderr));
        assert!(folder.pair("-o /dev/null --quiet").status.success());
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
        assert!(Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
        let mut reader = Command::new("cat").arg(folder.path().join("pipe")).stdout(Stdio::piped()).spawn().unwrap();
        assert!(folder.pair("-o pipe --format csv").status.success());
        let mut piped = String::new();
        std::io::Read::read_to_string(&mut reader.stdout.take().unwrap(), &mut piped).unwrap();
        reader.wait().unwrap();
        assert_eq!(piped.lines().count(), 5);
    }

    #[test]
    fn standard_output_that_is_full_is_an_error_and_one_that_is_closed_is_none() {
        let folder = Folder::new();
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = folder.command("match --mentors mentors.csv --mentees mentees.csv --format csv --quiet");
        assert_eq!(command.stdout(full).status().unwrap().code(), Some(5));
        let mut child = folder
            .command("match --mentors mentors.csv --mentees mentees.csv --format json --quiet")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    }

    #[test]
    fn a_file_is_replaced_behind_its_link_and_keeps_its_mode() {
        let folder = Folder::new().write("real.csv", "old");
        let real = folder.path().join("real.csv");
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.csv", folder.path().join("link.csv")).unwrap();
        symlink("new.csv", folder.path().join("dangling.csv")).unwrap();
        let before = std::fs::metadata(&real).unwrap().ino();
        assert!(folder.pair("-o link.csv").status.success());
        assert!(folder.pair("-o dangling.csv").status.success());
        assert!(std::fs::symlink_metadata(folder.path().join("link.csv")).unwrap().is_symlink());
        assert!(folder.read("real.csv").starts_with("status,") && folder.read("new.csv").starts_with("status,"));
        let after = std::fs::metadata(&real).unwrap();
        assert_eq!(after.mode() & 0o777, 0o640);
        assert_ne!(after.ino(), before, "a new file took its place in one step");
        let left_over = std::fs::read_dir(folder.path())
            .unwrap()
            .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(".pairwright"));
        assert_eq!(left_over.count(), 0);
    }

    #[test]
    fn a_new_referral_list_is_for_its_owner_alone_and_an_old_one_keeps_its_mode() {
        let folder = Folder::new()
            .write("program.toml", "[referral]\nfield = \"support_needs\"\ntags = [\"abuse\"]\n")
            .write("e.csv", "id,name,support_needs\nE1,Cem,abuse\nE2,Dee,grief\n");
        let run = "match --program program.toml --mentors mentors.csv --mentees e.csv -o out.csv --referral list.csv";
        let mode = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().mode() & 0o777;
        assert!(folder.run(run).status.success());
        assert_eq!(mode("list.csv"), 0o600);
        assert_eq!(mode("out.csv"), mode("e.csv"), "as any new file");
        let counsellors = std::fs::Permissions::from_mode(0o640);
        std::fs::set_permissions(folder.path().join("list.csv"), counsellors).unwrap();
        assert!(folder.run(run).status.success());
        assert_eq!(mode("list.csv"), 0o640);
    }

    #[test]
    fn an_input_is_not_overwritten_by_whatever_name() {
        let folder = Folder::new();
        symlink("mentors.csv", folder.path().join("link.csv")).unwrap();
        std::fs::hard_link(folder.path().join("mentees.csv"), folder.path().join("hard.csv")).unwrap();
        let open = |name: &str| std::fs::File::open(folder.path().join(name)).unwrap();
        let through_a_pipe = "match --mentors - --mentees mentees.csv --quiet -o mentors.csv";
        let status = folder.command(through_a_pipe).stdin(open("mentors.csv")).status().unwrap();
        assert_eq!(status.code(), Some(2), "the input comes through standard input");
        let append = std::fs::OpenOptions::new().append(true).open(folder.path().join("mentors.csv")).unwrap();
        let onto_itself = "match --mentors mentors.csv --mentees mentees.csv --quiet";
        assert_eq!(folder.command(onto_itself).stdout(append).status().unwrap().code(), Some(2), "and the output");
        for name in ["mentors.csv", "./mentees.csv", "link.csv", "hard.csv"] {
            let output = folder.pair(&format!("-o {name}"));
            assert_eq!(output.status.code(), Some(2), "{name}");
        }
        assert_eq!((folder.read("mentors.csv").as_str(), folder.read("mentees.csv").as_str()), (MENTORS, MENTEES));
    }
}

#[test]
fn the_referral_list_is_written_beside_the_result_or_neither_is() {
    let program =
        "[referral]\nfield = \"support_needs\"\ntags = [\"abuse\"]\nadults = { field = \"trained\", is = \"yes\" }\n";
    let folder = Folder::new()
        .write("program.toml", program)
        .write("m.csv", "id,name,trained\nM1,Ana,yes\nM2,Ben,no\n")
        .write("e.csv", "id,name,support_needs\nE1,Cem,Abuse;grief\nE2,Dee,grief\n");
    let files = "match --program program.toml --mentors m.csv --mentees e.csv --quiet";
    let both = folder.run(&format!("{files} -o out.csv --referral list.csv"));
    assert_eq!(both.status.code(), Some(0), "{}", text(&both.stderr));
    let list = "mentee_id,mentee_name,needs,mentor_id,mentor_name\nE1,Cem,Abuse,M1,Ana\n";
    assert_eq!(folder.read("list.csv"), list);
    let result = folder.read("out.csv");
    assert!(result.contains("proposed,M1,Ana,E1,Cem") && !result.to_lowercase().contains("abuse"), "{result}");

    // A name that no file can have, which is seen as late as when the file is made.
    let long = "l".repeat(300);
    let neither = folder.write("e.csv", "id,name,support_needs\nE1,Cem,grief\n");
    let neither_run = neither.run(&format!("{files} -o out.csv --referral {long}"));
    assert_eq!(neither_run.status.code(), Some(5), "{}", text(&neither_run.stderr));
    assert_eq!((neither.read("out.csv"), neither.read("list.csv")), (result, list.to_owned()));
    let left: Vec<_> = std::fs::read_dir(neither.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".pairwright")), "{left:?}");
}
