//! A program told in words: what it rates, what it forbids, which columns it reads, and why, as the comments of its file say.
//!
//! For the coordinator who decides whether a program is hers, and which columns her files need. A function of the program alone, without
//! rosters. Imports `units`, `text`, `keys`, `roster`, `rules` and `program`.

mod always;
mod columns;
mod comments;
mod goals;
mod limits;
mod list;
mod parts;
mod reads;
mod shape;

pub use columns::{Column, Need, Reader, columns};
pub use goals::Goal;
pub use limits::Limit;
pub use list::{Entry, LIST_SCHEMA, List, list};
pub use parts::{Criterion, Rule};
pub use shape::shape;

use serde::Serialize;

use crate::program::Program;

/// The schema of [`Outline`] as a document.
pub const SCHEMA: &str = "pairwright/programme/1";

/// A program told in words.
#[derive(Clone, Debug, Serialize)]
pub struct Outline {
    /// The schema and its version.
    pub schema: &'static str,
    /// The name by which it is given to `--program`.
    pub name: String,
    /// The programme's own name, where it has one.
    pub title: Option<String>,
    /// The word for a mentor.
    pub mentor: String,
    /// The word for a mentee.
    pub mentee: String,
    /// What it makes: `pairs`, `groups that meet`.
    pub shape: String,
    /// The last day of the term, where the program says one.
    pub term_end: Option<String>,
    /// What it is for, in a line: the first sentence of the comment at the top of the file.
    pub line: Option<String>,
    /// What it is: the paragraphs of that comment.
    pub about: Vec<String>,
    /// What is best, one goal after another.
    pub goals: Vec<Goal>,
    /// Why these.
    pub goals_why: Option<String>,
    /// What earns points.
    pub criteria: Vec<Criterion>,
    /// What is forbidden.
    pub rules: Vec<Rule>,
    /// What holds in every program.
    pub always: Vec<String>,
    /// What holds beyond one pair at a time, and who takes part, is first, and how often.
    pub limits: Vec<Limit>,
    /// The columns that are read, the mentors' first.
    pub columns: Vec<Column>,
}

/// Tells a program in words; `name` is what it is called on the command line.
#[must_use]
pub fn outline(program: &Program, name: &str) -> Outline {
    let about = comments::about(program.document.text());
    let title = program.name.clone();
    Outline {
        schema: SCHEMA,
        name: name.to_owned(),
        mentor: program.words.mentor.clone(),
        mentee: program.words.mentee.clone(),
        shape: shape(program),
        term_end: program.term_end.as_ref().map(|term| term.date.to_string()),
        line: about.first().map(|text| comments::line(text, title.as_deref()).to_owned()),
        title,
        about,
        goals: goals::goals(program),
        goals_why: comments::reason(program.document.text(), "[objective]", program.document.text().len()),
        criteria: parts::criteria(program),
        rules: parts::rules(program),
        always: always::always(program),
        limits: limits::limits(program),
        columns: columns(program),
    }
}
