//! Literate cases: every `tests/cases/*.md` is prose with input files, a command, and what it must answer.
//!
//! A case begins with a `## ` heading. Its fenced blocks are, in any order:
//!
//! - `csv NAME` or `toml NAME`: a file as it stands, but for the escapes `\xNN` (a byte), `\r` and `\t`; `NAME` may begin with `out`;
//! - `file NAME`: a file or folder of `tests/formats`, copied as it is;
//! - `command`: the arguments of `pairwright`, one line; one with spaces stands in double quotes;
//! - `exit N`: the exit code, and lines that standard error must hold, one after the other, exactly;
//! - `stdout`: lines that standard output must hold in the same way;
//! - `stderr-has`, `stdout-has`, `stderr-lacks`, `stdout-lacks`: words, a line each, that must or must not stand anywhere.
//!
//! Where the exit code is not 0, nothing may have been written: no new file, no changed one, and nothing on standard output, unless the case
//! has a `stdout` block.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

#[derive(Default)]
struct Case {
    title: String,
    files: Vec<(String, Vec<u8>)>,
    formats: Vec<String>,
    /// The stream, whether the words must be there, and the words.
    words: Vec<(&'static str, bool, String)>,
    command: String,
    exit: Option<i32>,
    stderr: String,
    stdout: Option<String>,
}

#[test]
fn every_case_answers_as_its_page_says() {
    let pages = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases")).expect("the cases");
    let mut pages: Vec<_> = pages.map(|page| page.expect("a page").path()).collect();
    pages.sort();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for page in pages.iter().filter(|page| page.extension().is_some_and(|ending| ending == "md")) {
        for case in cases(&std::fs::read_to_string(page).expect("a page in UTF-8")) {
            count += 1;
            if let Err(message) = run(&case) {
                wrong.push(format!("{} · {}\n{message}", page.display(), case.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cases are wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(count > 0);
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), ..Case::default() });
        } else if let Some(label) = line.strip_prefix("```") {
            let body: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            let case = cases.last_mut().expect("a block stands under a heading");
            match label.split_once(' ').unwrap_or((label, "")) {
                ("csv" | "toml", name) => case.files.push((name.to_owned(), unescaped(&body))),
                ("file", name) => case.formats.push(name.to_owned()),
                ("stderr-has", _) => case.words.extend(body.lines().map(|line| ("error", true, line.to_owned()))),
                ("stdout-has", _) => case.words.extend(body.lines().map(|line| ("output", true, line.to_owned()))),
                ("stderr-lacks", _) => case.words.extend(body.lines().map(|line| ("error", false, line.to_owned()))),
                ("stdout-lacks", _) => case.words.extend(body.lines().map(|line| ("output", false, line.to_owned()))),
                ("command", _) => case.command = body.trim().to_owned(),
                ("exit", code) => (case.exit, case.stderr) = (code.parse().ok(), body),
                ("stdout", _) => case.stdout = Some(body),
                _ => panic!("{}: no such block: {label}", case.title),
            }
        }
    }
    cases
}

/// The bytes of a block: `\xNN`, `\r` and `\t` stand for what cannot be seen; a line that ends in `\` has no line break.
fn unescaped(body: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let (byte, length): (&[u8], usize) = match &rest.as_bytes()[at + 1..] {
            [b'x', high, low, ..] => {
                let digits = [*high, *low];
                let text = std::str::from_utf8(&digits).expect("two hexadecimal digits");
                bytes.push(u8::from_str_radix(text, 16).expect("two hexadecimal digits"));
                (b"", 4)
            }
            [b'r', ..] => (b"\r", 2),
            [b't', ..] => (b"\t", 2),
            [b'\n', ..] => (b"", 2),
            _ => (b"\\", 1),
        };
        bytes.extend_from_slice(byte);
        rest = &rest[at + length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn run(case: &Case) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in &case.files {
        std::fs::write(folder.path().join(name), bytes).expect("a file of the case");
    }
    for name in &case.formats {
        let from = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats")).join(name);
        copy(&from, &folder.path().join(from.file_name().expect("a name")));
    }
    let before = contents(folder.path());
    let mut command = Command::new(env!("CARGO_BIN_EXE_pairwright"));
    command.args(arguments(&case.command)).current_dir(folder.path()).env("NO_COLOR", "1");
    let output = command.stdin(std::process::Stdio::null()).output().expect("the command runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let said = format!("exit {:?}\n--- standard error\n{stderr}--- standard output\n{stdout}", output.status.code());
    if case.exit.is_none() || output.status.code() != case.exit {
        return Err(format!("expected exit {:?}; {said}", case.exit));
    }
    if !stderr.contains(&case.stderr) {
        return Err(format!("standard error lacks:\n{}--- {said}", case.stderr));
    }
    for (stream, must, words) in &case.words {
        let text = if *stream == "error" { &stderr } else { &stdout };
        if text.contains(words.as_str()) != *must {
            let verb = if *must { "lacks" } else { "holds" };
            return Err(format!("standard {stream} {verb}: {words}\n--- {said}"));
        }
    }
    match &case.stdout {
        Some(wanted) if !stdout.contains(wanted.as_str()) => {
            return Err(format!("standard output lacks:\n{wanted}--- {said}"));
        }
        None if case.exit != Some(0) && !stdout.is_empty() => return Err(format!("something was written; {said}")),
        _ => {}
    }
    if case.exit != Some(0) && contents(folder.path()) != before {
        return Err(format!("the folder has changed; {said}"));
    }
    Ok(())
}

/// The words of a command line; one with spaces stands in double quotes.
fn arguments(line: &str) -> Vec<String> {
    let (mut arguments, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => arguments.push(String::new()),
            letter => arguments.last_mut().expect("there is one").push(letter),
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder of the formats") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::copy(from, to).unwrap_or_else(|fault| panic!("{}: {fault}", from.display()));
    }
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|e| (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).unwrap_or_default()))
        .collect()
}
