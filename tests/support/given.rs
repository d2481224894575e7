//! Small rosters by hand, and results by hand of them.

use pairwright::diagnostic::{Sink, render};
use pairwright::formulate::{Formulated, formulate};
use pairwright::keys::Document;
use pairwright::problem::{Assignment, Ending, LevelOutcome, Outcome, Pair, Row};
use pairwright::program::read_program;
use pairwright::progress::Silent;
use pairwright::roster::{Files, People, Roster, read_pairs, read_roster};
use pairwright::scoring::{Scoring, bind};
use pairwright::table::{Options, Table};
use pairwright::verify::{Fault, verify};

/// What a result is checked against. The ids of mentors are M1, M2 …, those of mentees E1, E2 …
#[derive(Clone, Copy, Default)]
pub struct Given {
    pub program: &'static str,
    pub mentors: &'static str,
    pub mentees: &'static str,
    /// Pairs below `mentor,mentee`.
    pub must: &'static str,
    pub previous: &'static str,
}

/// A roster and program made ready.
pub struct Ready<'r> {
    pub formulated: Formulated,
    pub scoring: Scoring<'r>,
    pub roster: &'r Roster,
}

impl Given {
    /// Hands it made ready to a test.
    #[track_caller]
    pub fn check(&self, test: impl Fn(&Ready<'_>)) {
        let mut sink = Sink::default();
        let program = read_program(Document::new("program.toml", self.program), &mut sink).expect("TOML");
        let table = |name: &str, text: &str, sink: &mut Sink| {
            Table::read(name, text.into(), &Options::default(), sink).expect("a table")
        };
        let mentors = table("mentors.csv", self.mentors, &mut sink);
        let mentees = table("mentees.csv", self.mentees, &mut sink);
        let files = Files { mentors: &[mentors], mentees: &[mentees], ..Files::default() };
        let mut roster = read_roster(files, &program.reading, &mut sink);
        if !self.must.is_empty() {
            let must = table("must.csv", &format!("mentor,mentee\n{}", self.must), &mut sink);
            roster.must = read_pairs(must, &roster, true, &mut sink);
        }
        if !self.previous.is_empty() {
            let previous = table("previous.csv", &format!("mentor,mentee\n{}", self.previous), &mut sink);
            roster.previous = read_pairs(previous, &roster, false, &mut sink);
        }
        let scoring = bind(&program, &roster, &mut sink);
        let formulated = formulate(&scoring, &roster, 0, &Silent, &mut sink);
        assert!(!sink.has_errors(), "{}", render(&sink, false));
        test(&Ready { formulated: formulated.expect("a small roster"), scoring, roster: &roster });
    }
}

impl Ready<'_> {
    /// The row of the mentor M1, M2 … and the mentee E1, E2 …, in the problem's indices.
    pub fn row(&self, mentor: usize, mentee: usize, demand: Option<u32>) -> Row {
        let Ready { roster, formulated, .. } = self;
        let index = |people: &People, id: String, order: &[usize]| {
            let person = people.find(&id).expect("somebody of the roster");
            order.iter().position(|&other| other == person).expect("everybody is in it")
        };
        let mentor = index(&roster.mentors, format!("M{mentor}"), &formulated.mentor_at);
        let mentee = index(&roster.mentees, format!("E{mentee}"), &formulated.mentee_at);
        Row { pair: Pair { mentor, mentee }, demand, slot: None }
    }

    /// A result of these rows that calls itself optimal, with what they come to on each level.
    pub fn outcome(&self, rows: Vec<Row>) -> Outcome {
        let assignment = Assignment::new(rows);
        let problem = &self.formulated.problem;
        let levels = problem.levels.iter().map(|&level| LevelOutcome {
            level,
            value: problem.value(level, &assignment),
            bound: None,
        });
        Outcome { levels: levels.collect(), assignment, ending: Ending::Optimal, prices: None }
    }

    /// The outcome that nothing is possible.
    pub fn nothing(&self) -> Outcome {
        let assignment = Assignment::default();
        Outcome { assignment, levels: Vec::new(), ending: Ending::Infeasible, prices: None }
    }

    /// What `verify` says of an outcome.
    pub fn verify(&self, outcome: &Outcome) -> Result<(), Fault> {
        verify(&self.formulated, &self.scoring, outcome)
    }

    /// The result of pairs by their numbers.
    pub fn of_pairs(&self, pairs: &[(usize, usize)]) -> Outcome {
        self.outcome(pairs.iter().map(|&(mentor, mentee)| self.row(mentor, mentee, None)).collect())
    }

    /// The result of rows by their numbers, and of the tag from 0.
    pub fn of_rows(&self, rows: &[(usize, usize, u32)]) -> Outcome {
        self.outcome(rows.iter().map(|&(mentor, mentee, tag)| self.row(mentor, mentee, Some(tag))).collect())
    }
}
