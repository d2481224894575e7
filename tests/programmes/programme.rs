//! A programme that has been run: its rosters as people wrote them, and its result.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Every built-in program for a kind of programme.
pub const NAMES: [&str; 17] = [
    "pal",
    "ambassador",
    "buddy",
    "tutoring",
    "leadership",
    "mediation",
    "career",
    "support-group",
    "technology",
    "cultural-exchange",
    "community-service",
    "entrepreneur",
    "stem",
    "environment",
    "arts",
    "cross-age",
    "mixed-backgrounds",
];

/// The day to which clearances are compared in all of these tests, so that none depends on the day of the test.
pub const TERM_END: &str = "2027-06-30";

/// One row of a roster.
#[derive(Clone, Debug)]
pub struct Person(BTreeMap<String, String>);

impl Person {
    pub fn id(&self) -> &str {
        self.text("id")
    }

    /// A cell; empty where there is no such column.
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Whether the cell says yes; also where the roster has no such column.
    pub fn says_yes_if_asked(&self, field: &str) -> bool {
        !self.0.contains_key(field) || self.is(field, "yes")
    }

    pub fn is(&self, field: &str, word: &str) -> bool {
        self.text(field).eq_ignore_ascii_case(word)
    }

    /// The parts of a cell, in lower case.
    pub fn tags(&self, field: &str) -> BTreeSet<String> {
        let parts = self.text(field).split(';').map(|part| part.trim().to_lowercase());
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// A school grade as a number: K is 0, preschool below.
    pub fn grade(&self) -> Option<i32> {
        match self.text("grade") {
            "" => None,
            "K" => Some(0),
            "TK" => Some(-1),
            "PK" => Some(-2),
            number => Some(number.parse().expect("a grade")),
        }
    }

    /// Whether two people have a part of these cells in common.
    pub fn shares(&self, field: &str, other: &Person, others_field: &str) -> bool {
        !self.tags(field).is_disjoint(&other.tags(others_field))
    }

    /// Whether both cells are filled, and alike.
    pub fn alike(&self, field: &str, other: &Person) -> bool {
        !self.text(field).is_empty() && self.text(field).eq_ignore_ascii_case(other.text(field))
    }
}

/// A programme's rosters and result.
pub struct Programme {
    pub name: &'static str,
    pub mentors: BTreeMap<String, Person>,
    pub mentees: BTreeMap<String, Person>,
    pub result: Value,
}

/// A row of the result.
pub struct Pair<'p> {
    pub mentor: &'p Person,
    pub mentee: &'p Person,
    pub row: &'p Value,
}

impl Programme {
    /// Runs the rosters of a folder.
    #[track_caller]
    pub fn of_folder(name: &'static str, folder: &Path) -> Programme {
        let (mentors, mentees) = (folder.join("mentors.csv"), folder.join("mentees.csv"));
        let output = run(&["match", "--program", name, "--format", "json", "--quiet"], [&mentors, &mentees]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{name} in {}: {said}", folder.display());
        let result = serde_json::from_slice(&output.stdout).expect("JSON");
        Programme { name, mentors: people(&mentors), mentees: people(&mentees), result }
    }

    /// The rows of the result: with groups each member with each leader.
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let rows = self.result["pairs"].as_array().expect("pairs").iter();
        let pair =
            |row| Pair { mentor: &self.mentors[word(row, "mentor")], mentee: &self.mentees[word(row, "mentee")], row };
        rows.map(pair).collect()
    }

    /// The mentors of each mentee who has any.
    pub fn mentors_of(&self) -> BTreeMap<&str, Vec<&Person>> {
        let mut teams: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
        self.pairs().iter().for_each(|pair| teams.entry(pair.mentee.id()).or_default().push(pair.mentor));
        teams
    }

    /// The mentees of each mentor who has any.
    pub fn mentees_of(&self) -> BTreeMap<&str, Vec<&Person>> {
        let mut caseloads: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
        self.pairs().iter().for_each(|pair| caseloads.entry(pair.mentor.id()).or_default().push(pair.mentee));
        caseloads
    }

    /// The mentees with an empty place.
    pub fn unmatched(&self) -> Vec<&Person> {
        let rows = self.result["unmatched"].as_array().expect("a list").iter();
        rows.map(|row| &self.mentees[word(row, "mentee")]).collect()
    }

    /// Asserts a sentence about every row.
    #[track_caller]
    pub fn every_pair(&self, sentence: &str, holds: impl Fn(&Person, &Person) -> bool) {
        let pairs = self.pairs();
        assert!(!pairs.is_empty(), "{} pairs nobody", self.name);
        for pair in pairs {
            assert!(holds(pair.mentor, pair.mentee), "{}: {sentence}: {}", self.name, pair.row);
        }
    }

    /// Asserts that nobody is in two places in one slot, and everybody only where they said they can be.
    #[track_caller]
    pub fn everybody_is_where_they_can_be(&self) {
        for pair in self.pairs() {
            let slot = word(pair.row, "slot").to_lowercase();
            for person in [pair.mentor, pair.mentee] {
                assert!(person.tags("availability").contains(&slot), "{}: {}", self.name, pair.row);
            }
        }
    }
}

pub fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

/// The folder with a programme's example.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/programs").join(name)
}

/// A programme with the rosters of its example, and with others that nobody has looked at.
pub fn runs_of(name: &'static str) -> Vec<Programme> {
    let mut runs = vec![Programme::of_folder(name, &example(name))];
    for seed in ["11", "12"] {
        let folder = tempfile::tempdir().expect("a folder");
        let rosters = folder.path().join("rosters");
        let words = ["sample", name, "--seed", seed, "-o", rosters.to_str().expect("a path"), "--quiet"];
        let output = pairwright(&words);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        runs.push(Programme::of_folder(name, &rosters));
    }
    runs
}

/// Runs a command on two rosters.
pub fn run(words: &[&str], [mentors, mentees]: [&Path; 2]) -> Output {
    let rosters = [mentors, mentees].map(|path| path.to_str().expect("a path"));
    pairwright(&[words, &["--term-end", TERM_END, "--mentors", rosters[0], "--mentees", rosters[1]]].concat())
}

pub fn pairwright(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pairwright")).args(words).output().expect("it runs")
}

/// The people of a roster by id.
fn people(path: &Path) -> BTreeMap<String, Person> {
    let mut reader = csv::Reader::from_path(path).expect("a roster");
    let headers = reader.headers().expect("headers").clone();
    let rows = reader.records().map(|row| {
        let cells =
            headers.iter().map(str::to_owned).zip(row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>());
        Person(cells.collect())
    });
    rows.map(|person| (person.id().to_owned(), person)).collect()
}
